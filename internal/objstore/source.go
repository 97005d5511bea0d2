package objstore

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// stored is a message of a bucket's stream.
type stored struct {
	seq     uint64
	subject string
	time    time.Time
	data    []byte
	pending uint64 // messages of the filter behind it
	counted bool   // pending is known
}

// Headers that a direct get adds to a message (NATS ADR-31).
const (
	hdrSubject  = "Nats-Subject"
	hdrSequence = "Nats-Sequence"
	hdrTime     = "Nats-Time-Stamp"
	hdrPending  = "Nats-Num-Pending"
	hdrStatus   = "Status"
)

const (
	readWait    = 30 * time.Second // for one answer of NATS
	overhead    = 2 << 10          // bytes of a message beside its payload
	mostPayload = 65 << 20
)

// source reads the messages of a bucket: by batches of direct gets, which any server
// with a copy answers, and one by one from the leader where those cannot be used.
type source struct {
	s      Store
	stream string
	filter string
	leader bool // from now on
}

// errUseLeader is for what only the leader can answer.
var errUseLeader = errors.New("no batch of direct gets")

// read returns up to n messages from a sequence on, and not many more than so many
// bytes; more says that there are others behind them.
func (r *source) read(ctx context.Context, from uint64, n, bytes int) (came []stored, more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, readWait)
	defer cancel()
	if !r.leader {
		came, more, err = r.batch(ctx, max(from, 1), n, bytes)
		if !errors.Is(err, errUseLeader) {
			return came, more, err
		}
		r.leader = true
	}
	m, err := r.s.getMessage(ctx, r.stream, messageRequest{Seq: max(from, 1), Next: r.filter})
	switch {
	case fault.Is(err, "message_not_found"):
		return nil, false, nil
	case err != nil:
		return nil, false, err
	}
	return []stored{m}, true, nil
}

type batchRequest struct {
	Seq      uint64 `json:"seq"`
	Filter   string `json:"next_by_subj"`
	Batch    int    `json:"batch"`
	MaxBytes int    `json:"max_bytes"`
}

func (r *source) batch(ctx context.Context, from uint64, n, bytes int) ([]stored, bool, error) {
	body, err := json.Marshal(batchRequest{from, r.filter, n, bytes})
	if err != nil {
		return nil, false, fmt.Errorf("encode a direct get: %w", err)
	}
	replies, whole, err := r.s.Conn.Gather(ctx, r.s.JS.Subject("DIRECT.GET."+r.stream), body, natsconn.Gathering{
		Last: endsBatch, Replies: n + 1, Bytes: int64(bytes) + int64(n)*overhead + mostPayload,
	})
	switch {
	case fault.Is(err, "no_responders"), fault.Is(err, "nats_permission"):
		return nil, false, errUseLeader
	case err != nil:
		return nil, false, err
	case !whole && ctx.Err() != nil:
		return nil, false, fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(ctx.Err())
	case !whole:
		return nil, false, fault.New(fault.Unavailable, "nats_unreachable", "The link to NATS broke while the bucket was read.").Wrap(natsconn.ErrLinkLost)
	}
	end := replies[len(replies)-1]
	more := true
	switch status := end.Header.Get(hdrStatus); {
	case end.Header.Get(hdrSequence) != "": // a server before 2.11 answers with one message
	case status == "204":
		replies = replies[:len(replies)-1]
		pending, err := strconv.ParseUint(end.Header.Get(hdrPending), 10, 64)
		more = err != nil || pending > 0
	case status == "404":
		return nil, false, nil
	default:
		return nil, false, errUseLeader
	}
	came := make([]stored, 0, len(replies))
	for _, reply := range replies {
		m, err := fromDirect(reply)
		if err != nil {
			return nil, false, errUseLeader // headers that nats.go cannot read
		}
		came = append(came, m)
	}
	return came, more, nil
}

// endsBatch recognizes the end of a batch: the status message behind it, or the only
// message of a server that knows no batches.
func endsBatch(m *nats.Msg) bool {
	if m.Header.Get(hdrSequence) == "" {
		return m.Header.Get(hdrStatus) != ""
	}
	return m.Header.Get(hdrPending) == ""
}

func fromDirect(msg *nats.Msg) (stored, error) {
	last := func(name string) string { // behind a value that the message has itself
		if values := msg.Header[name]; len(values) > 0 {
			return values[len(values)-1]
		}
		return ""
	}
	m := stored{subject: last(hdrSubject), data: msg.Data}
	var errs [3]error
	m.seq, errs[0] = strconv.ParseUint(last(hdrSequence), 10, 64)
	m.time, errs[1] = time.Parse(time.RFC3339Nano, last(hdrTime))
	m.pending, errs[2] = strconv.ParseUint(last(hdrPending), 10, 64)
	m.counted = errs[2] == nil
	return m, errors.Join(errs[0], errs[1])
}

type messageRequest struct {
	Seq  uint64 `json:"seq,omitempty"`
	Next string `json:"next_by_subj,omitempty"`
	Last string `json:"last_by_subj,omitempty"`
}

// getMessage reads a message from the leader of a stream.
func (s Store) getMessage(ctx context.Context, stream string, r messageRequest) (stored, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return stored{}, fmt.Errorf("encode the request for a message: %w", err)
	}
	data, err := s.JS.Ask(ctx, "STREAM.MSG.GET."+stream, body)
	if err != nil {
		return stored{}, err
	}
	var answer struct {
		Message struct {
			Subject string    `json:"subject"`
			Seq     uint64    `json:"seq"`
			Data    string    `json:"data"`
			Time    time.Time `json:"time"`
		} `json:"message"`
	}
	// One message, and as large as the server lets one be.
	if err := json.Unmarshal(data, &answer); err != nil {
		return stored{}, jsapi.BadAnswer(err)
	}
	m := stored{seq: answer.Message.Seq, subject: answer.Message.Subject, time: answer.Message.Time}
	if m.data, err = base64.StdEncoding.DecodeString(answer.Message.Data); err != nil {
		return stored{}, jsapi.BadAnswer(err)
	}
	return m, nil
}

// lastOf reads the last message of a subject: from the leader, who has what was just
// written, or from any copy for a user who may not ask for that.
func (s Store) lastOf(ctx context.Context, bucket, subject string) (stored, error) {
	m, err := s.getMessage(ctx, StreamOf(bucket), messageRequest{Last: subject})
	if !fault.Is(err, "nats_permission") {
		return m, err
	}
	msg, directErr := s.Conn.Request(ctx, s.JS.Subject("DIRECT.GET."+StreamOf(bucket)+"."+subject), nil)
	if directErr != nil {
		return stored{}, err
	}
	if msg.Header.Get(hdrSequence) == "" && msg.Header.Get(hdrStatus) == "404" {
		return stored{}, fault.New(fault.NotFound, "message_not_found", "There is no such message.")
	}
	if m, directErr = fromDirect(msg); directErr != nil {
		return stored{}, jsapi.BadAnswer(directErr)
	}
	return m, nil
}
