package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/natsconn"
)

// errNoConsumer is for servers that refuse to make a consumer: its stream or its
// account has as many as it may, or is away.
var errNoConsumer = errors.New("the server makes no consumer")

// unused is after how long a server forgets a consumer that nobody pulls from. It
// is for those that could not be deleted, because the link broke.
const unused = 10 * time.Second

// deletion bounds how long the end of a consumer is waited for.
const deletion = 2 * time.Second

// consumer reads by an ephemeral consumer in memory, which acknowledges nothing
// and is deleted as soon as it has read what it was made for. It is only for
// streams of limits: on others a consumer counts as interest.
type consumer struct {
	conn   Conn
	js     jsapi.Client
	stream string
	filter string
	getter *getter // for what cannot be read this way

	name    string // of the one that is open, or may be
	next    uint64 // sequence from which it goes on
	pending uint64 // messages that it has not sent yet

	follows bool   // it is asked for more later: what it sends must not be missed
	sent    uint64 // with follows: messages that it has sent
}

func (*consumer) method() Method { return ByConsumer }

func (c *consumer) read(ctx context.Context, from uint64, n, bytes int) (chunk, error) {
	goesOn := c.name != "" && c.next == from
	if !goesOn {
		if err := c.open(ctx, bySequence(from)); err != nil {
			return chunk{}, err
		}
	}
	read, err := c.take(ctx, n, bytes)
	if goesOn && fault.Is(err, "no_responders") {
		c.next = 0 // nobody pulled from it for too long
		return c.read(ctx, from, n, bytes)
	}
	return read, err
}

// take reads on from where the consumer stands.
func (c *consumer) take(ctx context.Context, n, bytes int) (chunk, error) {
	if c.pending == 0 {
		return chunk{}, nil
	}
	read, err := c.pull(ctx, n, bytes)
	if err == nil && len(read.messages) == 0 && read.cut == nil {
		// The first is larger than all of them may be, or they are gone again.
		read, err = c.pull(ctx, 1, 0)
		read.more = read.more && len(read.messages) > 0
	}
	if err != nil || read.cut != nil {
		c.next = 0 // where the consumer stands now is not known
	}
	return read, err
}

func (c *consumer) count(ctx context.Context, from uint64) (uint64, bool, error) {
	err := c.open(ctx, bySequence(from))
	return c.pending, true, err
}

func (c *consumer) at(ctx context.Context, t time.Time) (seq uint64, found bool, err error) {
	if err := c.open(ctx, consumerConfig{Deliver: "by_start_time", Time: &t}); err != nil {
		return 0, false, err
	}
	read, err := c.take(ctx, 1, 0)
	if err == nil {
		err = read.cut
	}
	if err != nil || len(read.messages) == 0 {
		return 0, false, err
	}
	c.next = 0 // it is behind the one that is looked for
	return read.messages[0].Sequence, true, nil
}

type consumerRequest struct {
	Stream string         `json:"stream_name"`
	Config consumerConfig `json:"config"`
}

type consumerConfig struct {
	Deliver  string     `json:"deliver_policy"`
	Sequence uint64     `json:"opt_start_seq,omitempty"`
	Time     *time.Time `json:"opt_start_time,omitempty"`

	Name     string `json:"name"`
	Filter   string `json:"filter_subject,omitempty"`
	Ack      string `json:"ack_policy"`
	Replay   string `json:"replay_policy"`
	Unused   int64  `json:"inactive_threshold"` // ns
	Replicas int    `json:"num_replicas"`
	Memory   bool   `json:"mem_storage"`
}

func bySequence(from uint64) consumerConfig {
	return consumerConfig{Deliver: "by_start_sequence", Sequence: max(from, 1)}
}

// open makes a consumer that begins where its configuration says, in place of the
// one before.
func (c *consumer) open(ctx context.Context, cfg consumerConfig) error {
	c.close(ctx)
	name := "heynats-" + nuid.Next()
	cfg.Name, cfg.Filter, cfg.Ack, cfg.Replay = name, c.filter, "none", "instant"
	cfg.Unused, cfg.Replicas, cfg.Memory = int64(unused), 1, true
	body, err := json.Marshal(consumerRequest{Stream: c.stream, Config: cfg})
	if err != nil {
		return fmt.Errorf("encode the request for a consumer: %w", err)
	}
	verb := "CONSUMER.CREATE." + c.stream + "." + name
	if c.filter != "" {
		verb += "." + c.filter // where permissions look for it
	}
	c.name = name // it may be there even if the answer does not come
	data, err := c.js.Ask(ctx, verb, body)
	if err != nil {
		return c.refused(err)
	}
	c.next, c.pending, c.sent = cfg.Sequence, 0, 0
	w := jsonwalk.New(data)
	w.Object(func(key []byte) {
		if string(key) == "num_pending" {
			c.pending = w.Uint()
		}
	})
	if err := w.End(); err != nil {
		return jsapi.BadAnswer(err)
	}
	return nil
}

// refused notes that there is no consumer, and tells a server that makes none
// from other errors.
func (c *consumer) refused(err error) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.NATS == nil {
		return err
	}
	c.name = ""
	if f.Kind == fault.NotFound {
		return err
	}
	return errors.Join(errNoConsumer, err)
}

// close deletes the consumer that is open, even when the caller has gone away.
func (c *consumer) close(ctx context.Context) {
	if c.name == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deletion)
	defer cancel()
	// If it fails the server forgets it by itself.
	_, _ = c.js.Ask(ctx, "CONSUMER.DELETE."+c.stream+"."+c.name, nil)
	c.name = ""
}

type pullRequest struct {
	Batch    int  `json:"batch"`
	MaxBytes int  `json:"max_bytes,omitempty"`
	NoWait   bool `json:"no_wait"`
}

// pull takes at most n messages from the consumer.
func (c *consumer) pull(ctx context.Context, n, bytes int) (chunk, error) {
	n = min(n, mostAtOnce)
	body, err := json.Marshal(pullRequest{Batch: n, MaxBytes: bytes, NoWait: true})
	if err != nil {
		return chunk{}, fmt.Errorf("encode a pull request: %w", err)
	}
	came := 0
	replies, whole, err := c.conn.Gather(ctx, c.js.Subject("CONSUMER.MSG.NEXT."+c.stream+"."+c.name), body, natsconn.Gathering{
		Replies: n + 1, Bytes: int64(bytes) + int64(n)*overhead + mostPayload, Apart: true,
		Last: func(m *nats.Msg) bool {
			came++
			return m.Reply == "" || came == n || !c.follows && pendingOf(m) == 0
		},
	})
	if err != nil {
		return chunk{}, err
	}
	read := chunk{messages: make([]Message, 0, len(replies))}
	if !whole {
		read.cut = broken(ctx)
	}
	for _, reply := range replies {
		if reply.Reply == "" { // a status: no more now, or no room for the next
			break
		}
		m, err := c.message(ctx, reply)
		if err != nil {
			return chunk{}, err
		}
		read.messages = append(read.messages, m)
		if c.follows && !c.goesOn(reply) {
			if read.messages = read.messages[:len(read.messages)-1]; len(read.messages) == 0 {
				return chunk{}, errConsumerGone
			}
			c.next = 0
			break
		}
		c.next, c.pending = m.Sequence+1, m.pending
	}
	read.more = c.pending > 0
	return read, nil
}

func pendingOf(m *nats.Msg) uint64 {
	meta, err := m.Metadata()
	if err != nil {
		return 0
	}
	return meta.NumPending
}

// message reads what a consumer sent. What the stream knows of it stands in its
// reply subject (NATS ADR-15).
func (c *consumer) message(ctx context.Context, msg *nats.Msg) (Message, error) {
	meta, err := msg.Metadata()
	if err != nil {
		return Message{}, jsapi.BadAnswer(err)
	}
	m := Message{
		Sequence: meta.Sequence.Stream, Subject: msg.Subject, Time: meta.Timestamp.UTC(),
		Data: msg.Data, Size: len(msg.Data), Text: utf8.Valid(msg.Data),
		HeaderSize: msg.Size() - len(msg.Subject) - len(msg.Reply) - len(msg.Data),
		pending:    meta.NumPending, counted: true,
	}
	if m.Header = msg.Header; m.Header == nil && m.HeaderSize > 0 {
		// Headers that nats.go could not read.
		if stored, err := c.getter.get(ctx, m.Sequence); err == nil {
			m.Header = stored.Header
		}
	}
	return m, nil
}
