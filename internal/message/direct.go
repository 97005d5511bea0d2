package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// Headers that a direct get adds to a message (NATS ADR-31).
const (
	hdrStream   = "Nats-Stream"
	hdrSubject  = "Nats-Subject"
	hdrSequence = "Nats-Sequence"
	hdrTime     = "Nats-Time-Stamp"
	hdrPending  = "Nats-Num-Pending"
	hdrLast     = "Nats-Last-Sequence"
	hdrStatus   = "Status"
)

// errNoBatch is for servers before 2.11, which answer a batch with one message.
var errNoBatch = errors.New("the server knows no batch")

// direct reads by batch direct get. Any server with a copy of the stream answers.
type direct struct {
	conn    Conn
	subject string // of the API
	filter  string
	getter  *getter // for what cannot be read this way
	early   *early  // what was asked for before; may be nil
}

func newDirect(conn Conn, s Stream) *direct {
	js := jsapi.Client{Conn: conn, Prefix: s.Prefix}
	return &direct{
		conn: conn, subject: js.Subject("DIRECT.GET." + s.Name), filter: s.Filter,
		getter: &getter{js: js, stream: s.Name, filter: s.Filter},
	}
}

type directRequest struct {
	Seq      uint64     `json:"seq,omitempty"`
	Time     *time.Time `json:"start_time,omitempty"`
	Filter   string     `json:"next_by_subj,omitempty"`
	Batch    int        `json:"batch"`
	MaxBytes int        `json:"max_bytes"`
}

func (d *direct) method() Method { return ByBatch }

func (*direct) close(context.Context) {}

func (d *direct) read(ctx context.Context, from uint64, n, bytes int) (chunk, error) {
	if p := d.early.take(reading{from, n, bytes}); p != nil {
		return p.chunk, p.err
	}
	return d.ask(ctx, directRequest{Seq: max(from, 1), Filter: d.filter, Batch: min(n, mostAtOnce), MaxBytes: bytes})
}

func (d *direct) count(ctx context.Context, from uint64) (uint64, bool, error) {
	c, err := d.read(ctx, from, 1, 1)
	if err != nil || len(c.messages) == 0 {
		return 0, true, err
	}
	return c.messages[0].pending + 1, true, nil
}

// at returns the sequence of the first message that is not older than t,
// whatever its subject.
func (d *direct) at(ctx context.Context, t time.Time) (seq uint64, found bool, err error) {
	c, err := d.ask(ctx, directRequest{Time: &t, Batch: 1, MaxBytes: 1})
	if err != nil || len(c.messages) == 0 {
		return 0, false, err
	}
	return c.messages[0].Sequence, true, nil
}

// overhead is what a message takes beside what its stream counts as its bytes:
// reply subject and added headers.
const overhead = 2 << 10

// mostPayload is what the largest message may take (see natsconn's guard).
const mostPayload = 65 << 20

func (d *direct) ask(ctx context.Context, r directRequest) (chunk, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return chunk{}, fmt.Errorf("encode a direct get: %w", err)
	}
	replies, whole, err := d.conn.Gather(ctx, d.subject, body, natsconn.Gathering{
		Last: endsBatch, Replies: r.Batch + 1, Bytes: int64(r.MaxBytes) + int64(r.Batch)*overhead + mostPayload,
	})
	if err != nil {
		return chunk{}, err
	}
	if !whole {
		c, err := d.chunk(ctx, replies, nil)
		c.cut = broken(ctx)
		return c, err
	}
	last := replies[len(replies)-1]
	switch status := last.Header.Get(hdrStatus); {
	case last.Header.Get(hdrSequence) != "":
		return chunk{}, errNoBatch
	case status == "204":
		return d.chunk(ctx, replies[:len(replies)-1], last)
	case status == "404":
		return chunk{}, nil
	default:
		return chunk{}, fault.New(fault.Upstream, "nats_error", "NATS did not take the request for messages.").
			Wrap(fmt.Errorf("direct get: status %s", status))
	}
}

// broken says why a batch has no end.
func broken(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(err)
	}
	return fault.New(fault.Unavailable, "nats_unreachable", "The link to NATS broke while messages were read.").Wrap(natsconn.ErrLinkLost)
}

// endsBatch recognizes the end of a batch: the status message behind it, or the
// only message of a server that knows no batches. A stored message may have a
// header Status of its own, but also has its sequence; one whose headers cannot be
// read has neither.
func endsBatch(m *nats.Msg) bool {
	if m.Header.Get(hdrSequence) == "" {
		return m.Header.Get(hdrStatus) != ""
	}
	return m.Header.Get(hdrPending) == ""
}

// chunk reads the replies; end is the message behind them, or nil if it did not
// come.
func (d *direct) chunk(ctx context.Context, replies []*nats.Msg, end *nats.Msg) (chunk, error) {
	c := chunk{messages: make([]Message, 0, len(replies)), more: true}
	for i, reply := range replies {
		m, err := fromDirect(reply)
		if errors.Is(err, errUnreadable) {
			next := end
			if i+1 < len(replies) {
				next = replies[i+1]
			}
			m, err = d.recover(ctx, reply, next)
		}
		if err != nil {
			return chunk{}, err
		}
		c.messages = append(c.messages, m)
	}
	if end != nil {
		pending, err := strconv.ParseUint(end.Header.Get(hdrPending), 10, 64)
		c.more = err != nil || pending > 0
	}
	return c, nil
}

var errUnreadable = errors.New("headers that cannot be read")

// recover reads a message whose headers nats.go could not read, those that say
// which message it is among them. The one behind it says that: it names the
// sequence before its own.
func (d *direct) recover(ctx context.Context, reply, next *nats.Msg) (Message, error) {
	bare := Message{Data: reply.Data, Size: len(reply.Data), Text: utf8.Valid(reply.Data)}
	if next == nil {
		return bare, nil
	}
	seq, err := strconv.ParseUint(lastOf(next.Header, hdrLast), 10, 64)
	if err != nil {
		return bare, nil //nolint:nilerr // two in a row: it is shown without what is not known
	}
	m, err := d.getter.get(ctx, seq)
	switch {
	case ctx.Err() != nil:
		return bare, err
	case err != nil: // it may not be asked for, or is gone meanwhile
		m, m.Sequence = bare, seq
	}
	pending, err := strconv.ParseUint(lastOf(next.Header, hdrPending), 10, 64)
	if m.pending, m.counted = pending, err == nil; next.Header.Get(hdrSequence) != "" {
		m.pending++
	}
	return m, nil
}

// fromDirect reads a message that a direct get brought.
func fromDirect(msg *nats.Msg) (Message, error) {
	if msg.Header == nil {
		return Message{}, errUnreadable
	}
	m := Message{Data: msg.Data, Size: len(msg.Data), Text: utf8.Valid(msg.Data)}
	block := msg.Size() - len(msg.Subject) - len(msg.Reply) - len(msg.Data)
	added := 0
	take := func(key string) string {
		value := lastOf(msg.Header, key)
		if values := msg.Header[key]; len(values) > 0 {
			added += len(key) + len(value) + len(": \r\n")
			if msg.Header[key] = values[:len(values)-1]; len(values) == 1 {
				delete(msg.Header, key)
			}
		}
		return value
	}
	var errs [4]error
	take(hdrStream)
	m.Subject = take(hdrSubject)
	m.Sequence, errs[0] = strconv.ParseUint(take(hdrSequence), 10, 64)
	m.Time, errs[1] = time.Parse(time.RFC3339Nano, take(hdrTime))
	m.pending, errs[2] = strconv.ParseUint(take(hdrPending), 10, 64)
	m.counted = errs[2] == nil
	take(hdrLast)
	if err := errors.Join(errs[0], errs[1]); err != nil {
		return Message{}, fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(err)
	}
	if len(msg.Header) > 0 {
		m.Header, m.HeaderSize = msg.Header, max(0, block-added)
	}
	return m, nil
}

// lastOf is the value that a direct get added: behind those of the message
// itself, which may have come from another stream with the same headers.
func lastOf(h nats.Header, key string) string {
	values := h[key]
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}
