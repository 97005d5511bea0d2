package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// Tail follows a stream: behind the messages that are there it waits for those
// that come. It loses none: whatever breaks, it goes on behind the last message
// that it returned. It is for one goroutine.
//
//	t, err := message.Follow(ctx, lease, message.Stream{Prefix: prefix, Name: "ORDERS"}, message.Start{At: message.StartNew})
//	defer t.Close(ctx)
//	for {
//		messages, err := t.Next(ctx, 500, 1<<20)
//	}
//
// A stream of limits is followed by an ephemeral consumer, others by looking again
// and again: there a consumer would count as interest.
type Tail struct {
	r     *Reader
	next  uint64
	quiet int // looks that brought nothing, one after the other
}

// Start is where a tail begins.
type Start struct {
	At       StartAt
	Count    int       // with StartLast
	Sequence uint64    // with StartSequence
	Time     time.Time // with StartTime
}

// StartAt is the kind of a Start.
type StartAt uint8

// The starts.
const (
	StartNew      StartAt = iota // behind what is there
	StartAll                     // the first message
	StartLast                    // the last so many that match
	StartSequence                // a sequence, or the next one
	StartTime                    // the first that is not older
)

// How often a tail that cannot wait for messages looks for them, and how often one
// that can asks anew.
const (
	lookSoon   = 100 * time.Millisecond
	lookLater  = time.Second
	awaited    = 20 * time.Second
	awaitGrace = 5 * time.Second
	lookAround = 5 // quiet looks after which it is made sure that the stream is the same
)

// Follow opens a tail. Errors are those of Open. The caller calls Close.
func Follow(ctx context.Context, conn Conn, s Stream, from Start) (*Tail, error) {
	r, err := Open(ctx, conn, s)
	if err != nil {
		return nil, err
	}
	t := &Tail{r: r}
	if t.next, err = r.begin(ctx, from); err != nil {
		r.Close(ctx)
		return nil, err
	}
	r.followable()
	return t, nil
}

// begin returns the sequence from which on to read.
func (r *Reader) begin(ctx context.Context, from Start) (uint64, error) {
	switch from.At {
	case StartAll:
		return r.facts.first, nil
	case StartSequence:
		return from.Sequence, nil
	case StartTime:
		return r.at(ctx, from.Time)
	case StartLast:
		page, err := r.Page(ctx, Query{Limit: from.Count, Preview: 1})
		if err == nil && len(page.Messages) > 0 {
			return page.Messages[len(page.Messages)-1].Sequence, nil
		}
		return r.facts.last + 1, err
	case StartNew:
	}
	return r.facts.last + 1, nil
}

// followable puts the way of reading first that can wait for messages, where there
// is one.
func (r *Reader) followable() {
	all := r.rungs()
	for i, way := range all {
		if c, ok := way.(*consumer); ok {
			c.follows = true
			copy(all[1:i+1], all[:i])
			all[0] = c
		}
	}
	r.src, r.rest, r.filter = all[0], all[1:], r.stream.Filter
}

// Ends returns the sequences of the first and the last message when the tail was
// opened, and how it reads.
func (t *Tail) Ends() (first, last uint64, method Method) {
	return t.r.facts.first, t.r.facts.last, t.r.src.method()
}

// Close ends what the tail needed on the server, whatever became of ctx.
func (t *Tail) Close(ctx context.Context) { t.r.Close(ctx) }

// Next returns the messages behind the last it returned, at most n and not many
// more than so many bytes, and waits until there is one. While the link is broken
// it waits too. Errors: stream_not_found when the stream is gone, stream_changed
// when it was made anew, nats_permission, and that of ctx.
func (t *Tail) Next(ctx context.Context, n, bytes int) ([]Message, error) {
	for {
		c, err := t.r.read(ctx, t.next, n, bytes)
		if err == nil && len(c.messages) == 0 {
			c, err = t.await(ctx)
		}
		if err == nil {
			err = c.cut
		}
		switch {
		case len(c.messages) > 0:
			t.next, t.quiet = c.messages[len(c.messages)-1].Sequence+1, 0
			return c.messages, nil
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err == nil:
			err = t.lookAround(ctx)
		case fault.Is(err, "stream_not_found"):
		default:
			if err = t.recover(ctx, err); err == nil {
				continue
			}
		}
		if err != nil && (ctx.Err() != nil || !passing(err)) {
			return nil, err
		}
	}
}

// await waits for the next message, or a while. Only a consumer brings it then.
func (t *Tail) await(ctx context.Context) (chunk, error) {
	if c, ok := t.r.src.(*consumer); ok {
		return c.await(ctx)
	}
	t.quiet++
	return chunk{}, pause(ctx, min(lookSoon*time.Duration(t.quiet), lookLater))
}

// lookAround makes sure now and then that it is still the same stream: one that was
// deleted and made anew begins to count again, and nothing would ever come.
func (t *Tail) lookAround(ctx context.Context) error {
	if _, waits := t.r.src.(*consumer); !waits && t.quiet%lookAround != 0 {
		return nil
	}
	now, err := ask(ctx, t.r.js, t.r.stream.Name)
	switch {
	case err == nil && t.r.facts.created != "" && now.created != t.r.facts.created:
		return fault.New(fault.Gone, "stream_changed", "The stream was deleted and made anew, so its messages are others.")
	case fault.Is(err, "nats_permission"): // then it was not needed before either
		return nil
	}
	return err
}

// recover makes a tail work again after an error, or returns the one that ends it.
func (t *Tail) recover(ctx context.Context, err error) error {
	if !passing(err) && !errors.Is(err, errConsumerGone) {
		return err
	}
	if c, ok := t.r.src.(*consumer); ok {
		c.close(ctx)
	}
	if err := pause(ctx, lookSoon); err != nil {
		return err
	}
	return t.lookAround(ctx)
}

// passing reports whether an error says nothing about the stream.
func passing(err error) bool {
	switch fault.CodeOf(err) {
	case "nats_unreachable", "nats_timeout", "no_responders", "jetstream_unavailable":
		return true
	}
	return false
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errConsumerGone is for a consumer that somebody deleted, or the server moved.
var errConsumerGone = errors.New("the consumer is gone")

type awaitRequest struct {
	Batch   int   `json:"batch"`
	Expires int64 `json:"expires"` // ns
}

// await waits for the next message of a consumer that has sent all there was. A
// chunk without any says that none came for a while.
func (c *consumer) await(ctx context.Context) (chunk, error) {
	body, err := json.Marshal(awaitRequest{Batch: 1, Expires: int64(awaited)})
	if err != nil {
		return chunk{}, fmt.Errorf("encode a pull request: %w", err)
	}
	within, cancel := context.WithTimeout(ctx, awaited+awaitGrace)
	defer cancel()
	replies, _, err := c.conn.Gather(within, c.js.Subject("CONSUMER.MSG.NEXT."+c.stream+"."+c.name), body, natsconn.Gathering{
		Replies: 1, Bytes: mostPayload, Apart: true, Last: func(*nats.Msg) bool { return true },
	})
	if err != nil {
		return chunk{}, err
	}
	reply := replies[0]
	if reply.Reply == "" {
		if status := reply.Header.Get(hdrStatus); status != "408" {
			return chunk{}, fmt.Errorf("%w: status %s", errConsumerGone, status)
		}
		return chunk{}, nil
	}
	m, err := c.message(ctx, reply)
	if err != nil {
		return chunk{}, err
	}
	if !c.goesOn(reply) {
		return chunk{}, errConsumerGone
	}
	c.next, c.pending = m.Sequence+1, m.pending
	return chunk{messages: []Message{m}, more: m.pending > 0}, nil
}

// goesOn reports whether a message is the one behind the last that the consumer
// sent. One that is missing went to a request that was given up.
func (c *consumer) goesOn(msg *nats.Msg) bool {
	meta, err := msg.Metadata()
	c.sent++
	return err == nil && meta.Sequence.Consumer == c.sent
}
