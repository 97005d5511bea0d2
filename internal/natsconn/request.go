package natsconn

import (
	"context"
	"errors"
	"sync"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// ErrLinkLost is in the chain of the error of a call that was under way when
// the link broke: what it sent may or may not have arrived.
var ErrLinkLost = errLinkLost

// Request sends data to subject and waits for one reply. Errors are
// *fault.Error: nats_unreachable when the link is down or breaks meanwhile,
// connection_closed, nats_permission, no_responders, nats_timeout when ctx ends.
// It returns when ctx ends even while nats.go is stuck.
func (l Lease) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	return l.request(ctx, subject, nil, data)
}

// RequestMsg is Request with the headers of msg. An error with ErrLinkLost in its
// chain leaves open whether msg arrived; nothing is ever sent again later.
func (l Lease) RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error) {
	return l.request(ctx, msg.Subject, msg.Header, msg.Data)
}

func (l Lease) request(ctx context.Context, subject string, header nats.Header, data []byte) (*nats.Msg, error) {
	p, err := l.post(ctx, subject, header, data)
	if err != nil {
		return nil, err
	}
	return p.Reply(ctx)
}

// Posted is a request that is under way.
type Posted struct {
	lease   Lease
	call    *waiting
	stretch *epoch
}

// Post is RequestMsg without waiting for the reply: what one goroutine posts is sent
// in that order. The data of msg stays untouched until Reply has returned it, which
// must be called once of each.
func (l Lease) Post(ctx context.Context, msg *nats.Msg) (Posted, error) {
	return l.post(ctx, msg.Subject, msg.Header, msg.Data)
}

func (l Lease) post(ctx context.Context, subject string, header nats.Header, data []byte) (Posted, error) {
	link := l.l
	stretch := link.epoch.Load()
	if stretch == nil {
		return Posted{}, l.lost(nil)
	}
	c := link.calls.add(subject, true)
	if err := l.send(ctx, stretch, outgoing{c, header, data}); err != nil {
		link.calls.remove(c)
		return Posted{}, err
	}
	return Posted{l, c, stretch}, nil
}

// Reply waits for the reply. Errors are those of RequestMsg.
func (p Posted) Reply(ctx context.Context) (*nats.Msg, error) {
	link := p.lease.l
	defer link.calls.remove(p.call)
	select {
	case a := <-p.call.answer:
		if a.err != nil {
			return nil, p.lease.explain(ctx, "publish to", p.call.subject, a.err)
		}
		return a.msg, nil
	case <-p.stretch.lost:
		return nil, p.lease.lost(errLinkLost)
	case <-ctx.Done():
		link.probe() // a silent link should not stay unnoticed
		return nil, callerError(ctx.Err())
	}
}

// send hands a request to the link's sender.
func (l Lease) send(ctx context.Context, stretch *epoch, o outgoing) error {
	select {
	case l.l.outbox <- o:
		return nil
	case <-stretch.lost:
		return l.lost(nil)
	case <-ctx.Done():
		return callerError(ctx.Err())
	}
}

// Publish sends a message and returns when the server has taken it. An error
// with ErrLinkLost in its chain leaves open whether it did; nothing is ever
// sent again later.
func (l Lease) Publish(ctx context.Context, msg *nats.Msg) error {
	_, err := call(ctx, l, "publish to", msg.Subject, func(ctx context.Context) (struct{}, error) {
		before := l.l.nc.LastError()
		if err := l.l.nc.PublishMsg(msg); err != nil {
			return struct{}{}, err
		}
		if err := l.flush(ctx); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, l.refusedSince(before, msg.Subject, true)
	})
	return err
}

// refusedSince returns the refusal to publish or subscribe to a subject that came
// since an error was the last. nats.go knows it when the answer to a flush has come,
// but may tell it later.
func (l Lease) refusedSince(before error, subject string, toPublish bool) error {
	last := l.l.nc.LastError()
	if refused, publish, ok := deniedSubject(last); ok && publish == toPublish && refused == subject && last != before { //nolint:errorlint // the same one, not one like it
		return last
	}
	return nil
}

// Subscribe subscribes synchronously (NextMsgWithContext delivers) and returns
// when the server has taken it or refused it with nats_permission. The caller
// calls Unsubscribe before it releases the lease.
func (l Lease) Subscribe(ctx context.Context, subject, queue string) (*nats.Subscription, error) {
	return l.subscribe(ctx, subject, func() (*nats.Subscription, error) {
		return l.l.nc.QueueSubscribeSync(subject, queue)
	})
}

// subscribe begins a subscription and waits until the server has taken it. One
// whose caller has left meanwhile is ended, whenever it comes about.
func (l Lease) subscribe(ctx context.Context, subject string, begin func() (*nats.Subscription, error)) (*nats.Subscription, error) {
	var made handover
	sub, err := call(ctx, l, "subscribe to", subject, func(ctx context.Context) (*nats.Subscription, error) {
		before := l.l.nc.LastError()
		sub, err := begin()
		if err != nil {
			return nil, err
		}
		if err = l.flush(ctx); err == nil {
			err = l.refusedSince(before, subject, false)
		}
		if err != nil || !made.give(sub) { // nobody is there to be told
			_ = sub.Unsubscribe()
			return nil, err
		}
		return sub, nil
	})
	if err != nil {
		if late := made.leave(); late != nil {
			l.Unsubscribe(late)
		}
		return nil, err
	}
	return sub, nil
}

// handover passes a subscription to a caller who may have left.
type handover struct {
	mu   sync.Mutex
	sub  *nats.Subscription
	left bool
}

// give reports whether somebody is there to take it.
func (h *handover) give(sub *nats.Subscription) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sub = sub
	return !h.left
}

// leave returns what was given before.
func (h *handover) leave() *nats.Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.left = true
	return h.sub
}

// Listening is a subscription that delivers by itself.
type Listening struct {
	sub   *nats.Subscription
	lease Lease
	call  *waiting
}

// Listen is Subscribe with deliver called for each message, one after the other,
// by a goroutine that everything else of the subscription waits for: it must not
// wait itself. It outlives breaks of the link (see Lease.Outages). The caller calls
// Close before it releases the lease.
func (l Lease) Listen(ctx context.Context, subject, queue string, deliver func(*nats.Msg)) (*Listening, error) {
	sub, err := l.subscribe(ctx, subject, func() (*nats.Subscription, error) {
		return l.l.nc.QueueSubscribe(subject, queue, deliver)
	})
	if err != nil {
		return nil, err
	}
	return &Listening{sub: sub, lease: l, call: l.l.calls.add(subject, false)}, nil
}

// Err returns the server's refusal to go on with the subscription, or nil: the
// user's permissions may have changed over a break of the link.
func (s *Listening) Err() error {
	select {
	case a := <-s.call.answer:
		s.call.end(nil, a.err) // for the next who asks
		return a.err
	default:
		return nil
	}
}

// Missed returns how many messages nats.go had to drop because deliver was busy.
func (s *Listening) Missed() uint64 {
	n, err := s.sub.Dropped()
	if err != nil || n < 0 {
		return 0
	}
	return uint64(n)
}

// Close ends the subscription. It waits for nothing, so deliver may be called for
// a moment longer.
func (s *Listening) Close() {
	s.lease.l.calls.remove(s.call)
	s.lease.Unsubscribe(s.sub)
}

// Unsubscribe ends a subscription. It waits for nothing: nats.go may hold its
// mutex for as long as a dial takes.
func (l Lease) Unsubscribe(sub *nats.Subscription) {
	l.l.tasks.run(func() { _ = sub.Unsubscribe() })
}

// RefreshServer asks nats.go anew what the server said: whether the account is
// the system's comes in a second INFO, behind the first answer.
func (l Lease) RefreshServer(ctx context.Context) ServerInfo {
	done := make(chan struct{})
	if l.l.tasks.run(func() {
		defer close(done)
		l.l.server.Store(l.l.readServerInfo())
	}) {
		select {
		case <-done:
		case <-ctx.Done():
		}
	}
	return l.Server()
}

// flush waits for the server's PONG; nats.go wants a deadline for that.
func (l Lease) flush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, l.m.cfg.DialTimeout)
	defer cancel()
	return l.l.nc.FlushWithContext(ctx)
}

// Server returns what the server said of itself when the link came up.
func (l Lease) Server() ServerInfo {
	if info := l.l.server.Load(); info != nil {
		return *info
	}
	return ServerInfo{}
}

type outcome[T any] struct {
	value T
	err   error
}

// call runs f, which may get stuck in nats.go's mutex for as long as a dial or
// a write takes, beside the caller, who leaves when its context ends, the link
// breaks, or the server refuses the subject.
func call[T any](ctx context.Context, l Lease, verb, subject string, f func(context.Context) (T, error)) (T, error) {
	var zero T
	link := l.l
	stretch := link.epoch.Load()
	if stretch == nil {
		return zero, l.lost(nil)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := link.calls.add(subject, false)
	defer link.calls.remove(c)
	result := make(chan outcome[T], 1)
	if !link.tasks.run(func() {
		value, err := f(ctx)
		result <- outcome[T]{value, err}
	}) {
		return zero, l.lost(nil)
	}
	select {
	case r := <-result:
		if r.err != nil {
			return zero, l.explain(ctx, verb, subject, r.err)
		}
		return r.value, nil
	case refused := <-c.answer:
		return zero, refused.err
	case <-stretch.lost:
		return zero, l.lost(errLinkLost)
	case <-ctx.Done():
		link.probe()
		return zero, callerError(ctx.Err())
	}
}

// lost says what became of the connection when its link broke under a call.
func (l Lease) lost(cause error) error {
	if err := l.Err(); err != nil {
		return err
	}
	return fault.New(fault.Unavailable, "nats_unreachable", "The link to "+l.l.host()+" broke while the request was under way.").
		WithRetryAfter(l.m.cfg.ReconnectWait).Wrap(errors.Join(cause, errLinkLost))
}

func (l Lease) explain(ctx context.Context, verb, subject string, err error) error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f
	}
	switch {
	case errors.Is(err, nats.ErrNoResponders):
		return fault.New(fault.Unavailable, "no_responders", "Nobody answers on "+subject+".").Wrap(err)
	case errors.Is(err, nats.ErrPermissionViolation):
		return permissionDenied(subject, verb == "publish to").Wrap(err)
	case ctx.Err() != nil:
		return callerError(ctx.Err())
	case errors.Is(err, nats.ErrConnectionClosed), errors.Is(err, nats.ErrDisconnected),
		errors.Is(err, nats.ErrConnectionReconnecting), errors.Is(err, nats.ErrReconnectBufExceeded):
		return l.lost(err)
	case errors.Is(err, nats.ErrMaxPayload):
		return fault.New(fault.TooLarge, "payload_too_large", "The payload is larger than the server takes.").Wrap(err)
	case errors.Is(err, nats.ErrBadSubject):
		return fault.New(fault.Unprocessable, "validation_failed", "The subject is not valid.").Wrap(err)
	default:
		return fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(err)
	}
}

// callerError is for a caller whose own context ended.
func callerError(err error) *fault.Error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(err)
	}
	return fault.New(fault.Timeout, "nats_timeout", "The caller went away before NATS answered.").Wrap(err)
}
