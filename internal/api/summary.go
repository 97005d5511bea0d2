package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/monitor"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) summaryRoutes() {
	registerLeased(a, operation(http.MethodGet, "/api/nats/jetstream/summary", "jetstream-summary", read, "jetstream", "All streams together, and what needs a look",
		"Reads the account's whole list of streams, 256 to a page. When the time or 400 pages do not suffice, partial says so. That there is no JetStream, or that it may not be asked, is said in reason."), a.jetStreamSummary)
}

// JetStreamSummary is all streams of an account together.
type JetStreamSummary struct {
	Available    bool        `json:"available" doc:"false: reason says why, and the numbers say nothing."`
	Reason       string      `json:"reason,omitempty" doc:"Why not available."`
	At           time.Time   `json:"at" doc:"When the first page was asked for."`
	Messages     uint64      `json:"messages" doc:"In the streams that were read, those behind key-value buckets and object stores among them."`
	Bytes        uint64      `json:"bytes" doc:"In the streams that were read; each message once, however many replicas there are."`
	Consumers    uint64      `json:"consumers" doc:"Of the streams that were read."`
	StreamsTotal int         `json:"streams_total" doc:"How many the account has."`
	StreamsRead  int         `json:"streams_read" doc:"How many of them were read."`
	Partial      bool        `json:"partial" doc:"The time or the pages did not suffice for all of them."`
	MissingTotal int         `json:"missing_total" doc:"Streams that the server could not ask: in streams_total, not in streams_read."`
	Missing      []string    `json:"missing" doc:"Their names, 20 at most."`
	Findings     int         `json:"attention_total" doc:"How many there are."`
	Attention    []Attention `json:"attention" doc:"What needs a look, the worst first, 20 at most."`
}

// Attention is one thing that needs a look, as evidence. Which fields are there
// depends on kind.
type Attention struct {
	Kind      string `json:"kind" enum:"account_limit,no_leader,stream_offline,no_answer,replica_offline,near_limit,source_failing,source_behind,replica_behind" doc:"account_limit: the account is near one of its own limits. no_leader: the stream takes and gives nothing. stream_offline: the server cannot run the stream. no_answer: nobody answered for the stream. replica_offline, replica_behind: a server that keeps copies is away, or lags. near_limit: the stream is near a limit and refuses or loses something when it is full. source_failing: nothing comes from the mirror's origin or from a source. source_behind: much is still to come from it."`
	Severity  string `json:"severity" enum:"critical,warn" doc:"Of limits: warn from 85 %, critical from 95 %."`
	Stream    string `json:"stream,omitempty" doc:"Of replica_offline and replica_behind the stream that lags most."`
	Streams   int    `json:"streams,omitempty" doc:"Of replica_offline and replica_behind: how many streams are hit."`
	Limit     string `json:"limit,omitempty" enum:"messages,bytes,consumers,storage,memory,streams" doc:"Which limit."`
	Used      uint64 `json:"used,omitempty" doc:"In bytes where the limit is bytes, storage or memory."`
	Max       uint64 `json:"max,omitempty" doc:"The limit."`
	Discard   string `json:"discard,omitempty" enum:"new,old" doc:"What goes when the stream is full: new messages are refused, or old ones are lost."`
	Retention string `json:"retention,omitempty" enum:"limits,interest,workqueue" doc:"Of near_limit. Old messages of interest and workqueue are work that is still to be done."`
	Tier      string `json:"tier,omitempty" example:"R3" doc:"Of an account limit that counts for one number of replicas."`
	Replica   string `json:"replica,omitempty" doc:"The server's name."`
	Source    string `json:"source,omitempty" doc:"The stream that it mirrors or takes from."`
	Lag       uint64 `json:"lag,omitempty" doc:"Operations of a replica; messages of a source."`
	LastHeard string `json:"last_heard,omitempty" example:"2m10s" doc:"Since the last word of a source; Go duration, whole seconds. Absent when there was none."`
	Reason    string `json:"reason,omitempty" doc:"The server's words."`
}

// JetStreamSummaryOutput answers GET /api/nats/jetstream/summary.
type JetStreamSummaryOutput struct{ Body JetStreamSummary }

func (a *API) jetStreamSummary(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*JetStreamSummaryOutput, error) {
	at := time.Now().UTC()
	s, err := monitor.Summarize(ctx, lease, lease.Connection().Target().JetStreamPrefix())
	if err != nil {
		return nil, err
	}
	body := JetStreamSummary{
		Available: s.Available, Reason: s.Reason, At: at, Messages: s.Messages, Bytes: s.Bytes, Consumers: s.Consumers,
		StreamsTotal: s.Streams, StreamsRead: s.Read, Partial: s.Partial,
		MissingTotal: s.Missing, Missing: append([]string{}, s.MissingNames...),
		Findings: s.Findings, Attention: make([]Attention, 0, len(s.Attention)),
	}
	for _, f := range s.Attention {
		body.Attention = append(body.Attention, attention(f))
	}
	return &JetStreamSummaryOutput{Body: body}, nil
}

func attention(f monitor.Attention) Attention {
	a := Attention{
		Kind: string(f.Kind), Severity: string(f.Severity), Stream: f.Stream, Streams: f.Streams,
		Limit: f.Limit, Used: f.Used, Max: f.Max, Discard: f.Discard, Retention: f.Retention, Tier: f.Tier,
		Replica: f.Replica, Source: f.Source, Lag: f.Lag, Reason: f.Reason,
	}
	if f.LastHeard > 0 {
		a.LastHeard = rounded(f.LastHeard)
	}
	return a
}
