package natsconn

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// flight is one dial that any number of callers wait for.
type flight struct {
	done   chan struct{}
	err    error // set before done is closed
	cancel context.CancelFunc
	byHand bool
}

// GetOrReconnect leases the connection, dialling first when it is parked or
// failed. key must be the one it was opened with. The caller releases the lease.
//
// Errors are *fault.Error: reauth_required, nats_unreachable (with RetryAfter),
// connection_parked (passive use only), connection_closed, limit_reached,
// shutting_down, and nats_timeout when ctx ends first; the dial then goes on
// for the next caller.
func (m *Manager) GetOrReconnect(ctx context.Context, c *ConnectionInfo, key Key, use Use) (Lease, error) {
	if lease, ok := m.lease(c, use); ok {
		return lease, nil
	}
	return m.wake(ctx, c, key, use)
}

// lease is the hot path: one atomic add, two atomic loads, the clock.
func (m *Manager) lease(c *ConnectionInfo, use Use) (Lease, bool) {
	if c.leases.Add(1) > 0 {
		if lease, ok := m.take(c, use); ok {
			return lease, true
		}
	}
	m.drop(c)
	return Lease{}, false
}

// take makes a lease that was already counted, if the link is up.
func (m *Manager) take(c *ConnectionInfo, use Use) (Lease, bool) {
	l := c.link.Load()
	if l == nil || l.state.Load() != linkUp {
		return Lease{}, false
	}
	now := time.Now()
	mono := now.Sub(m.base)
	if m.expiredAt(c, mono, now) || m.closing.Load() {
		return Lease{}, false
	}
	if use == Active {
		c.lastActivity.Store(int64(mono))
	}
	return newLease(m, c, l, use), true
}

func (m *Manager) expired(c *ConnectionInfo) bool {
	now := time.Now()
	return m.expiredAt(c, now.Sub(m.base), now)
}

// expiredAt asks both clocks: the monotonic one stands still while the machine
// sleeps, the wall clock can be set back.
func (m *Manager) expiredAt(c *ConnectionInfo, mono time.Duration, wall time.Time) bool {
	if m.wall != nil {
		wall = m.wall()
	}
	return mono >= c.expiresMono || wall.UnixNano() >= c.expiresAt.UnixNano()
}

// maxRounds bounds how often a caller starts over because the link it waited
// for dropped again at once.
const maxRounds = 3

// wake waits for a link. Its lease counts from the beginning, so that the link
// is not parked again between its coming up and the caller's taking it.
func (m *Manager) wake(ctx context.Context, c *ConnectionInfo, key Key, use Use) (Lease, error) {
	if use == Active {
		m.UpdateActivity(c)
	}
	c.mu.Lock() // not while somebody parks it
	c.leases.Add(1)
	c.mu.Unlock()
	lease, err := m.waitAndTake(ctx, c, key, use)
	if err != nil {
		m.drop(c)
	}
	return lease, err
}

func (m *Manager) waitAndTake(ctx context.Context, c *ConnectionInfo, key Key, use Use) (Lease, error) {
	for range maxRounds {
		wait, err := m.path(ctx, c, key, use)
		if err != nil {
			return Lease{}, err
		}
		if err := wait(); err != nil {
			return Lease{}, err
		}
		if lease, ok := m.take(c, use); ok {
			return lease, nil
		}
	}
	return Lease{}, fault.New(fault.Unavailable, "nats_unreachable", "The link drops as soon as it is up.").WithRetryAfter(time.Second)
}

// path decides under the transition mutex what the caller has to wait for, and
// returns a function that waits for it without.
func (m *Manager) path(ctx context.Context, c *ConnectionInfo, key Key, use Use) (wait func() error, err error) {
	if m.closing.Load() {
		return nil, errShuttingDown
	}
	if m.expired(c) {
		m.remove(c, ReasonLifetime)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == StateClosed {
		return nil, c.closedWith
	}
	if l := c.link.Load(); l != nil {
		if l.state.Load() == linkUp {
			return func() error { return nil }, nil
		}
		return func() error { return m.awaitReconnect(ctx, c, l, use) }, nil
	}
	f, err := m.join(c, key, use, false)
	if err != nil {
		return nil, err
	}
	return func() error { return f.wait(ctx) }, nil
}

func (f *flight) wait(ctx context.Context) error {
	select {
	case <-f.done:
		return f.err
	case <-ctx.Done():
		return callerError(ctx.Err())
	}
}

// join returns the dial under way or starts one, unless the connection's
// backoff, the target's breaker or the kind of use forbid it. c.mu is held.
func (m *Manager) join(c *ConnectionInfo, key Key, use Use, byHand bool) (*flight, error) {
	now := m.now()
	if use == Passive && (c.state == StateParked && c.reason == ReasonIdle || c.unusedFor(now) >= m.cfg.IdleTimeout) {
		return nil, fault.New(fault.Conflict, "connection_parked", "The connection is parked because nobody used it. The next action brings it back.")
	}
	if c.flight != nil {
		return c.flight, nil
	}
	if c.state == StateFailed && c.reason == ReasonAuth && !byHand {
		return nil, c.lastErr
	}
	if wait := c.retryAt - now; wait > 0 && !byHand {
		return nil, waitError(c.target.Name, wait, c.lastErr)
	}
	dialTo := m.budget.target(c.target.key(), now)
	if wait := dialTo.admit(now, byHand); wait > 0 {
		return nil, waitError(c.target.Name, wait, c.lastErr)
	}
	reason := ReasonUser
	if use == Passive {
		reason = ReasonRecovered
	}
	ctx, cancel := context.WithTimeout(m.ctx, m.cfg.DialTimeout)
	f := &flight{done: make(chan struct{}), cancel: cancel, byHand: byHand}
	if !m.tasks.run(func() {
		defer cancel()
		m.fly(ctx, c, f, key, reason)
	}) {
		cancel()
		return nil, errShuttingDown
	}
	c.flight = f
	m.enter(c, StateDialing, reason, "")
	return f, nil
}

// fly dials with the stored credentials, and enters the outcome.
func (m *Manager) fly(ctx context.Context, c *ConnectionInfo, f *flight, key Key, reason Reason) {
	start := time.Now()
	target, creds, err := m.unseal(ctx, c, key)
	if err != nil {
		m.land(c, f, nil, err, reason, "")
		if errors.Is(err, errSealed) || errors.Is(err, ErrNoRecord) {
			m.remove(c, ReasonSealed)
		}
		return
	}
	m.log.Info("reconnecting", "connection_id", c.id, "name", target.Name, "reason", string(reason))
	l, err := m.dialTwice(ctx, c, target, creds, f.byHand)
	took := time.Since(start)
	detail := "woken in " + brief(took)
	if reason == ReasonRecovered {
		detail = "came back by itself in " + brief(took)
	}
	m.land(c, f, l, err, reason, detail)
}

// dialTwice gives refused credentials a second chance: a server that is just
// starting, or an auth callout that is down, looks the same. By hand there is
// one dial, for the person decides about the next.
func (m *Manager) dialTwice(ctx context.Context, c *ConnectionInfo, target *Target, creds Credentials, byHand bool) (*link, error) {
	l, err := m.dial(ctx, c, target, creds, false)
	if byHand || !fault.Is(err, "reauth_required") {
		return l, err
	}
	select {
	case <-time.After(strikePause):
	case <-ctx.Done():
		return nil, err
	}
	return m.dial(ctx, c, target, creds, false)
}

func (m *Manager) unseal(ctx context.Context, c *ConnectionInfo, key Key) (*Target, Credentials, error) {
	record, err := m.store.Get(ctx, c.id)
	if err == nil && (record.Owner != c.owner || record.ID != c.id) {
		err = errSealed
	}
	var creds Credentials
	if err == nil {
		creds, err = m.vault.open(key, c.id, record.Target, record.Sealed)
	}
	if errors.Is(err, errSealed) || errors.Is(err, ErrNoRecord) {
		err = endings[ReasonSealed].Wrap(err)
	}
	return record.Target, creds, err
}

// dial makes one attempt within the budgets. ask says that the breaker has not
// been asked yet.
func (m *Manager) dial(ctx context.Context, c *ConnectionInfo, target *Target, creds Credentials, ask bool) (*link, error) {
	l := m.newLink(c, m.budget.target(target.key(), m.now()), len(target.URLs))
	if err := m.attempt(ctx, l, target, creds, ask); err != nil {
		return nil, err
	}
	return l, nil
}

func (m *Manager) attempt(ctx context.Context, l *link, target *Target, creds Credentials, ask bool) error {
	if ask {
		if wait := l.dialTo.admit(m.now(), false); wait > 0 {
			return waitError(target.Name, wait, l.dialTo.lastFailure())
		}
	}
	ctx, cancel := context.WithTimeout(ctx, m.cfg.DialTimeout)
	defer cancel()
	defer context.AfterFunc(m.ctx, cancel)() // a shutdown ends it too
	release, err := m.budget.enter(ctx, l.dialTo)
	if err != nil {
		l.dialTo.abandoned()
		return dialFault(err, nil, target.Name).WithRetryAfter(time.Second)
	}
	defer release()
	m.counters.dials.Add(1)
	if err := l.connect(ctx, target, creds); err != nil {
		return m.dialFailed(ctx, l, target, err)
	}
	return nil
}

// dialFailed tells the breaker and the counters what a dial died of.
func (m *Manager) dialFailed(ctx context.Context, l *link, target *Target, err error) error {
	l.end()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = errors.Join(err, ctx.Err()) // what broke it was our own cut
	}
	a := l.lastAttempt.Load()
	c := classOf(err, a)
	m.counters.failure(c)
	if errors.Is(ctx.Err(), context.Canceled) { // nobody wants it any more
		l.dialTo.abandoned()
		return callerError(err)
	}
	f := dialFault(err, a, target.Name)
	l.dialTo.judge(c, m.now())
	if c.ofTarget() {
		l.dialTo.because(f)
	}
	if f.Kind == fault.Unavailable {
		f = f.WithRetryAfter(time.Second)
	}
	return f
}

// land enters the outcome of a dial, unless the connection was removed while
// it was in the air: then the link is not kept.
func (m *Manager) land(c *ConnectionInfo, f *flight, l *link, err error, reason Reason, detail string) {
	c.mu.Lock()
	kept := false
	switch {
	case c.state == StateClosed:
		f.err = c.closedWith
	case c.flight != f: // overtaken by new credentials: the callers look again
	case err != nil:
		c.flight = nil
		f.err = m.grounded(c, err)
	default:
		c.flight, c.failures, c.retryAt, c.lastErr = nil, 0, 0, nil
		c.wakes++
		m.attach(c, l, reason, detail)
		kept = true
	}
	c.mu.Unlock()
	close(f.done)
	switch {
	case kept:
		m.counters.wakes.Add(1)
		m.schedule.advance(c, m.deadline(c, m.now()))
		m.log.Info("reconnected", "connection_id", c.id, "address", l.host(), "detail", detail)
	case l != nil:
		m.closeLink(l, false)
	case f.err != nil:
		m.log.Warn("reconnect failed", "connection_id", c.id, "code", fault.CodeOf(f.err), "error", logged(f.err))
	}
}

// attach makes l the connection's link. That a page brought it back by looking
// is no use of it. c.mu is held.
func (m *Manager) attach(c *ConnectionInfo, l *link, reason Reason, detail string) {
	if reason != ReasonRecovered {
		m.UpdateActivity(c)
	}
	c.link.Store(l)
	m.enter(c, StateActive, reason, detail)
	if l.state.Load() != linkUp { // dropped between the dial and here
		m.tasks.run(func() { m.linkDropped(l, errLinkLost) })
	}
}

// grounded enters a failed dial and returns what its callers are told. c.mu is
// held.
func (m *Manager) grounded(c *ConnectionInfo, err error) *fault.Error {
	f := asFault(err, "The connection could not be opened.")
	reason := ReasonTransient
	if f.Code == "reauth_required" {
		reason = ReasonAuth
	} else {
		c.failures++
		pause := backoff(c.failures)
		c.retryAt = m.now() + pause
		f = f.WithRetryAfter(pause)
	}
	m.failed(c, f)
	m.enter(c, StateFailed, reason, f.Detail)
	return f
}

// brief prints a duration for people: 855 µs, 2.1 ms, 3.2 s, 30 min, 24 h.
func brief(d time.Duration) string {
	unit, name := time.Microsecond, "µs"
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		unit, name = time.Hour, "h"
	case d >= time.Minute:
		unit, name = time.Minute, "min"
	case d >= time.Second:
		unit, name = time.Second, "s"
	case d >= time.Millisecond:
		unit, name = time.Millisecond, "ms"
	}
	value := strconv.FormatFloat(float64(d)/float64(unit), 'f', 1, 64)
	return strings.TrimSuffix(value, ".0") + " " + name
}
