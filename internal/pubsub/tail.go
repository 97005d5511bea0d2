// Package pubsub follows core NATS subjects on a leased connection.
//
//	tail, err := pubsub.Follow(ctx, lease, pubsub.Options{Subject: "orders.>"})
//	defer tail.Close()
//	for {
//		msg, err := tail.Next(15 * time.Second)
//	}
//
// The promises: a reader that is too slow loses messages and is told how many,
// and slows nobody else on the same connection; memory is bounded; a
// subscription that NATS refuses is refused before the first Next.
package pubsub

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Subscriber subscribes on behalf of a caller; a natsconn.Lease is one.
type Subscriber interface {
	Subscribe(ctx context.Context, subject, queue string) (*nats.Subscription, error)
	// Unsubscribe ends a subscription without waiting for anything.
	Unsubscribe(sub *nats.Subscription)
	// Done is closed when the caller should stop, and Err then says why.
	Done() <-chan struct{}
	Err() error
}

// Options say what to follow.
type Options struct {
	Subject string // may have wildcards
	Queue   string // queue group; empty for none
}

// What one tail may hold back for a slow reader.
const (
	pendingMessages = 8_192
	pendingBytes    = 16 << 20
)

// Tail is one live subscription. Next and Close are for one goroutine.
type Tail struct {
	conn   Subscriber
	sub    *nats.Subscription
	ctx    context.Context // ends when the caller or the connection stops
	cancel context.CancelFunc
	watch  sync.WaitGroup
	first  *nats.Msg // came while the subscription was being checked
}

// refusalWait is long enough for nats.go to hand out a refusal that it has
// already read.
const refusalWait = time.Millisecond

// Follow subscribes until ctx ends. Errors: validation_failed for a subject or
// queue group that is none, nats_permission, and those of the connection.
func Follow(ctx context.Context, conn Subscriber, o Options) (*Tail, error) {
	if err := CheckSubject(o.Subject); err != nil {
		return nil, err
	}
	if err := CheckQueue(o.Queue); err != nil {
		return nil, err
	}
	sub, err := conn.Subscribe(ctx, o.Subject, o.Queue)
	if err != nil {
		return nil, err
	}
	t := &Tail{conn: conn, sub: sub}
	t.ctx, t.cancel = context.WithCancel(ctx)
	t.watch.Go(t.watchConnection)
	if err := sub.SetPendingLimits(pendingMessages, pendingBytes); err != nil {
		t.Close()
		return nil, ended(err)
	}
	if t.first, err = t.Next(refusalWait); err != nil && !errors.Is(err, ErrQuiet) {
		t.Close()
		return nil, err
	}
	return t, nil
}

func (t *Tail) watchConnection() {
	select {
	case <-t.conn.Done():
		t.cancel()
	case <-t.ctx.Done():
	}
}

// ErrQuiet says that nothing came in the time given.
var ErrQuiet = errors.New("pubsub: nothing came")

// Next waits for a message, at most for quiet. It returns ErrQuiet, the error
// of Follow's ctx, or a *fault.Error that ends the tail.
func (t *Tail) Next(quiet time.Duration) (*nats.Msg, error) {
	if msg := t.first; msg != nil {
		t.first = nil
		return msg, nil
	}
	wait, cancel := context.WithTimeout(t.ctx, quiet)
	defer cancel()
	for {
		msg, err := t.sub.NextMsgWithContext(wait)
		switch {
		case err == nil:
			return msg, nil
		case errors.Is(err, nats.ErrSlowConsumer):
			continue // the drops are counted; the next call delivers
		case t.conn.Err() != nil:
			return nil, t.conn.Err()
		case t.ctx.Err() != nil:
			return nil, t.ctx.Err()
		case wait.Err() != nil:
			return nil, ErrQuiet
		default:
			return nil, ended(err)
		}
	}
}

// Dropped returns how many messages were lost because the reader was slow.
func (t *Tail) Dropped() uint64 {
	n, err := t.sub.Dropped()
	if err != nil || n < 0 {
		return 0
	}
	return uint64(n)
}

// Close unsubscribes. It does not wait for the server.
func (t *Tail) Close() {
	t.cancel()
	t.watch.Wait()
	t.conn.Unsubscribe(t.sub)
}

func ended(err error) error {
	if errors.Is(err, nats.ErrPermissionViolation) {
		return fault.New(fault.Forbidden, "nats_permission", "This user may not subscribe to that subject.").Wrap(err)
	}
	return fault.New(fault.Gone, "connection_closed", "The subscription ended.").Wrap(err)
}

const maxSubject = 4096 // bytes; the server's max_control_line bounds it too

// CheckSubject reports whether s can be subscribed to: tokens separated by
// dots, * for one token, > for the rest at the end (NATS protocol).
func CheckSubject(s string) error {
	invalid := func(detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField("path.subject")
	}
	if s == "" || len(s) > maxSubject || !utf8.ValidString(s) || strings.ContainsFunc(s, badRune) {
		return invalid("A subject is text without spaces and control characters, such as orders.*.created.")
	}
	tokens := strings.Split(s, ".")
	for i, token := range tokens {
		switch {
		case token == "":
			return invalid("A subject has no empty tokens: a dot stands between two words.")
		case token == ">" && i < len(tokens)-1:
			return invalid("The wildcard > stands for the rest of a subject, so it can only be its last token.")
		}
	}
	return nil
}

// CheckQueue reports whether s can be a queue group; nothing is none.
func CheckQueue(s string) error {
	if s != "" && (strings.ContainsFunc(s, badRune) || !utf8.ValidString(s) || len(s) > maxSubject) {
		return fault.New(fault.Unprocessable, "validation_failed", "A queue group is a name without spaces.").WithField("query.queue_group")
	}
	return nil
}

func badRune(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
