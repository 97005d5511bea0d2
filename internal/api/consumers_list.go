package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) consumerListRoutes() {
	registerLeased(a, operation(http.MethodGet, "/api/nats/consumers", "consumers", read, consumersTag, "All consumers, and how each of them fares",
		"Reads those of all streams that have any, 8 streams at a time, and filters, sorts and counts here. What could not be read is said in missing. docs/API.md says how a verdict is worked out.", http.StatusUnprocessableEntity), a.allConsumers)
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams/{stream}/consumers", "stream-consumers", read, consumersTag, "The consumers of a stream, and how each of them fares",
		"Reads all of them, 256 to a page, and filters, sorts and counts here. docs/API.md says how a verdict is worked out.", http.StatusUnprocessableEntity), a.streamConsumers)
}

// ConsumerQuery says which consumers are wanted, in which order.
type ConsumerQuery struct {
	Q       string   `query:"q" maxLength:"512" doc:"Part of the consumer's name or of its stream's, whatever case."`
	Kind    string   `query:"kind" enum:"pull,push" doc:"Only of this kind."`
	Verdict []string `query:"verdict" maxItems:"5" enum:"stuck,at_risk,paused,idle,fine" doc:"Only with one of these levels, separated by commas."`
	Sort    string   `query:"sort" enum:"verdict,name,stream,pending,ack_pending,redelivered,last_ack" default:"verdict" doc:"verdict is the worst first, and of those the ones with most unread messages."`
	Order   string   `query:"order" enum:"asc,desc" doc:"asc for verdict, name and stream, desc for the rest when absent."`
	Limit   int      `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Cursor  string   `query:"cursor" maxLength:"4096" doc:"next_cursor of the page before; with the same other parameters."`
}

// ConsumerList is a page of consumers.
type ConsumerList struct {
	Consumers      []ConsumerSummary `json:"consumers"`
	Total          int               `json:"total" doc:"Consumers that match. When partial: of those that were read."`
	ConsumersTotal int               `json:"consumers_total" doc:"Consumers that there are in the streams that were asked."`
	StreamsTotal   int               `json:"streams_total" doc:"Streams that there are."`
	Counts         ConsumerCounts    `json:"counts" doc:"Of the consumers that match when verdict is left out of the question."`
	Partial        bool              `json:"partial" doc:"Not everything could be read."`
	Missing        []string          `json:"missing" doc:"Streams whose consumers could not all be read, 20 at most."`
	MissingTotal   int               `json:"missing_total"`
	MissingReason  string            `json:"missing_reason,omitempty" doc:"Why the first of them could not."`
	NextCursor     string            `json:"next_cursor,omitempty" doc:"Absent on the last page."`
	At             time.Time         `json:"at" doc:"When the consumers were read."`
	Since          *time.Time        `json:"since,omitempty" doc:"The earlier reading that the rates are from. Absent when there is none."`
}

// ConsumerCounts counts consumers by the level of their verdicts.
type ConsumerCounts struct {
	Stuck  int `json:"stuck"`
	AtRisk int `json:"at_risk"`
	Paused int `json:"paused"`
	Idle   int `json:"idle"`
	Fine   int `json:"fine"`
}

// ConsumerSummary is a consumer in a list. Of one that is offline little is
// known.
type ConsumerSummary struct {
	Stream         string          `json:"stream"`
	Name           string          `json:"name"`
	Description    string          `json:"description,omitempty" doc:"512 bytes at most."`
	Durable        bool            `json:"durable"`
	Kind           string          `json:"kind,omitempty" enum:"pull,push" doc:"Absent when not known."`
	FilterSubjects []string        `json:"filter_subjects" doc:"The first 5; empty takes all subjects of the stream."`
	FiltersTotal   int             `json:"filters_total,omitempty" doc:"How many there are."`
	DeliverPolicy  string          `json:"deliver_policy,omitempty"`
	AckPolicy      string          `json:"ack_policy,omitempty"`
	AckWait        int64           `json:"ack_wait,omitempty" doc:"Nanoseconds; with a backoff the longest of it."`
	MaxDeliver     int64           `json:"max_deliver,omitempty" doc:"Absent without limit."`
	PausedUntil    *time.Time      `json:"paused_until,omitempty" doc:"Absent when it is not paused."`
	Pending        uint64          `json:"pending" doc:"Not delivered yet."`
	AckPending     uint64          `json:"ack_pending" doc:"Delivered and not acknowledged."`
	MaxAckPending  int64           `json:"max_ack_pending,omitempty" doc:"Absent without limit."`
	Redelivered    uint64          `json:"redelivered" doc:"Delivered more than once and not acknowledged."`
	Waiting        uint64          `json:"waiting" doc:"Pull requests that wait."`
	MaxWaiting     int64           `json:"max_waiting,omitempty"`
	PushBound      *bool           `json:"push_bound,omitempty" doc:"Of push consumers: somebody is subscribed."`
	Delivered      ConsumerPlace   `json:"delivered"`
	AckFloor       ConsumerPlace   `json:"ack_floor"`
	Created        *time.Time      `json:"created,omitempty"`
	Rates          *ConsumerRates  `json:"rates,omitempty" doc:"Absent without an earlier reading."`
	Verdict        ConsumerVerdict `json:"verdict"`
}

// ConsumerListOutput answers the lists of consumers.
type ConsumerListOutput struct{ Body ConsumerList }

// StreamConsumersInput says which consumers of a stream are wanted.
type StreamConsumersInput struct {
	InStream
	ConsumerQuery
}

// ConsumersInput says which consumers of all streams are wanted.
type ConsumersInput struct {
	OnConnection
	ConsumerQuery
	Stream string `query:"stream" maxLength:"1024" doc:"Only of this stream."`
}

func (a *API) allConsumers(ctx context.Context, lease natsconn.Lease, in *ConsumersInput) (*ConsumerListOutput, error) {
	if in.Stream != "" {
		return a.streamConsumers(ctx, lease, &StreamConsumersInput{InStream: InStream{in.OnConnection, in.Stream}, ConsumerQuery: in.ConsumerQuery})
	}
	q, err := consumerQuery(&in.ConsumerQuery)
	if err != nil {
		return nil, err
	}
	readings, err := consumer.ReadAll(ctx, jetStream(lease))
	if err != nil {
		return nil, err
	}
	return a.consumerList(lease, &readings, q), nil
}

func (a *API) streamConsumers(ctx context.Context, lease natsconn.Lease, in *StreamConsumersInput) (*ConsumerListOutput, error) {
	q, err := consumerQuery(&in.ConsumerQuery)
	if err != nil {
		return nil, err
	}
	readings, err := consumer.ReadStream(ctx, jetStream(lease), in.Stream)
	if err != nil {
		return nil, err
	}
	return a.consumerList(lease, &readings, q), nil
}

// backward is the order that was asked for, or the one that shows first what
// people sort for: the most, and the latest.
func (q *ConsumerQuery) backward() bool {
	switch consumer.Sort(q.Sort) {
	case consumer.ByPending, consumer.ByAckPending, consumer.ByRedelivered, consumer.ByLastAck:
		return q.Order != "asc"
	default:
		return q.Order == "desc"
	}
}

func consumerQuery(in *ConsumerQuery) (consumer.Query, error) {
	q := consumer.Query{Text: in.Q, Kind: consumer.Kind(in.Kind), Sort: consumer.Sort(in.Sort), Backward: in.backward(), Limit: in.Limit}
	for _, name := range in.Verdict {
		if level, ok := consumer.ParseLevel(name); ok { // the schema lets no other in
			q.Levels = append(q.Levels, level)
		}
	}
	var err error
	if in.Cursor != "" {
		q.After, err = consumer.ParsePlace(in.Cursor)
	}
	return q, err
}

// remembers says whose readings are kept.
func remembers(lease natsconn.Lease) consumer.Whose {
	c := lease.Connection()
	return consumer.Whose{Connection: c.ID(), Ended: c.IsClosed}
}

func (a *API) consumerList(lease natsconn.Lease, read *consumer.Readings, q consumer.Query) *ConsumerListOutput {
	s := q.Select(read.Rows(a.readings.Note(remembers(lease), read.List)))
	body := ConsumerList{
		Consumers: make([]ConsumerSummary, 0, len(s.Rows)), Total: s.Total, ConsumersTotal: read.Total, StreamsTotal: read.StreamsTotal,
		Counts:  ConsumerCounts{s.Counts[consumer.Stuck], s.Counts[consumer.AtRisk], s.Counts[consumer.Paused], s.Counts[consumer.Idle], s.Counts[consumer.Fine]},
		Partial: read.Partial, Missing: append([]string{}, read.Missing...), MissingTotal: read.MissingTotal, MissingReason: read.Reason,
		At: read.At, Since: known(s.Since),
	}
	for _, row := range s.Rows {
		body.Consumers = append(body.Consumers, consumerSummary(row))
	}
	if s.Next != nil {
		body.NextCursor = s.Next.String()
	}
	return &ConsumerListOutput{Body: body}
}

func consumerSummary(r *consumer.Row) ConsumerSummary {
	s := ConsumerSummary{
		Stream: r.Stream, Name: r.Name, Description: r.Description, Durable: r.Durable, Kind: string(r.Kind()),
		FilterSubjects: append([]string{}, r.Filters...), FiltersTotal: r.FiltersTotal,
		DeliverPolicy: r.DeliverPolicy, AckPolicy: r.AckPolicy, AckWait: int64(r.AckWait), MaxDeliver: max(r.MaxDeliver, 0),
		Pending: r.Pending, AckPending: r.AckPending, MaxAckPending: max(r.MaxAckPending, 0), Redelivered: r.Redelivered,
		Waiting: r.Waiting, MaxWaiting: max(r.MaxWaiting, 0), Delivered: consumerPlace(r.Delivered), AckFloor: consumerPlace(r.AckFloor),
		Created: known(r.Created), Verdict: consumerVerdict(r.Verdict),
	}
	if r.PausedUntil.After(r.At) {
		s.PausedUntil = &r.PausedUntil
	}
	if r.Kind() == consumer.Push {
		s.PushBound = &r.Bound
	}
	s.Rates = consumerRates(r.Rates)
	return s
}

func consumerPlace(s consumer.Sequences) ConsumerPlace {
	return ConsumerPlace{ConsumerSeq: s.Consumer, StreamSeq: s.Stream, LastActive: known(s.Last)}
}

func consumerRates(r *consumer.Rates) *ConsumerRates {
	if r == nil {
		return nil
	}
	return &ConsumerRates{In: hundredths(r.In), Out: hundredths(r.Out), Over: r.Over.Round(100 * time.Millisecond).String()}
}

func hundredths(f float64) float64 { return math.Round(100*f) / 100 }

// known is a time, if it is one.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
