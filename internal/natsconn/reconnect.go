package natsconn

import (
	"context"
	"errors"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// awaitReconnect is for a request that finds the link down while somebody else
// holds it, so that nats.go is reconnecting it. A person's request forces an
// attempt and waits for its outcome; a passive one is answered at once. It
// returns nil when the caller should look again.
func (m *Manager) awaitReconnect(ctx context.Context, c *ConnectionInfo, l *link, use Use) error {
	if use == Passive {
		return m.stillDown(l)
	}
	failsBefore := l.dialFails.Load()
	m.force(c, l)
	return m.awaitUp(ctx, c, l, failsBefore, m.cfg.ReconnectWait)
}

// awaitUp waits until the link is up or replaced, until every address has been
// refused once, or for the given time.
func (m *Manager) awaitUp(ctx context.Context, c *ConnectionInfo, l *link, failsBefore int64, wait time.Duration) error {
	late := time.NewTimer(wait)
	defer late.Stop()
	for {
		changed := l.changed.next()
		switch {
		case c.link.Load() != l || l.state.Load() == linkUp:
			return nil
		case l.dialFails.Load()-failsBefore >= int64(l.pool):
			return m.stillDown(l)
		}
		select {
		case <-changed:
		case <-l.told:
			return nil
		case <-late.C:
			return m.stillDown(l)
		case <-ctx.Done():
			return callerError(ctx.Err())
		}
	}
}

func (m *Manager) stillDown(l *link) *fault.Error {
	a := l.lastAttempt.Load()
	var cause error
	if a != nil {
		a.mark(func(a *attempt) { cause = a.failed })
	}
	return dialFault(errors.Join(cause, errLinkLost), a, l.host()).WithRetryAfter(m.cfg.ReconnectWait)
}

// force asks nats.go for an attempt now, at most once a second.
func (m *Manager) force(c *ConnectionInfo, l *link) {
	c.mu.Lock()
	ok := m.mayForce(c)
	c.mu.Unlock()
	if ok {
		l.reconnectNow()
	}
}

// mayForce takes the one forced attempt of this second. c.mu is held.
func (m *Manager) mayForce(c *ConnectionInfo) bool {
	now := m.now()
	if c.forcedAt != 0 && now-c.forcedAt < forceInterval {
		return false
	}
	c.forcedAt = now
	return true
}

// reconnectNow ends nats.go's pause. ForceReconnect wants nats.go's mutex,
// which a dial in progress holds, so it runs beside us.
func (l *link) reconnectNow() {
	l.tasks.run(func() {
		if l.state.Load() == linkDown {
			_ = l.nc.ForceReconnect()
		}
	})
}

// Reconnect drops the link, if there is one, and dials anew: what a person
// asks for by hand. It ignores the backoff and credentials that were refused
// before. A leased link is reconnected in place, so that live streams go on;
// otherwise the stored credentials open a new one. It returns when the dial
// has ended. Errors as GetOrReconnect; limit_reached when asked more than once
// a second.
func (m *Manager) Reconnect(ctx context.Context, c *ConnectionInfo, key Key) error {
	m.UpdateActivity(c)
	wait, err := m.startOver(ctx, c, key)
	if err != nil {
		return err
	}
	return wait()
}

func (m *Manager) startOver(ctx context.Context, c *ConnectionInfo, key Key) (wait func() error, err error) {
	if m.expired(c) {
		m.remove(c, ReasonLifetime)
	}
	f, begin, err := m.mayStartOver(c)
	switch {
	case err != nil:
		return nil, err
	case !begin:
		return func() error { return f.wait(ctx) }, nil
	}
	if l := c.link.Load(); l != nil {
		m.park(c, l, ReasonUser, "reconnected by hand", func() bool { return true })
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.state == StateClosed {
		return nil, c.closedWith
	}
	if l := c.link.Load(); l != nil {
		return func() error {
			failsBefore := l.dialFails.Load()
			l.drop()
			l.reconnectNow()
			return m.awaitUp(ctx, c, l, failsBefore, m.cfg.DialTimeout)
		}, nil
	}
	if f, err = m.join(c, key, Active, true); err != nil {
		return nil, err
	}
	return func() error { return f.wait(ctx) }, nil
}

// mayStartOver refuses, finds a dial that is under way to wait for, or gives
// leave to begin.
func (m *Manager) mayStartOver(c *ConnectionInfo) (underWay *flight, begin bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.state == StateClosed:
		return nil, false, c.closedWith
	case m.closing.Load():
		return nil, false, errShuttingDown
	case c.flight != nil:
		return c.flight, false, nil
	case !m.mayForce(c):
		return nil, false, fault.New(fault.Unavailable, "limit_reached", "A reconnect can be asked for once a second.").WithRetryAfter(forceInterval)
	default:
		return nil, true, nil
	}
}

// Replace gives the connection other credentials and connects with them. When
// they are refused the old ones stay. kind is their kind. What is not given is
// kept: the CA, the client certificate, and, when only those are given, the rest.
func (m *Manager) Replace(ctx context.Context, c *ConnectionInfo, key Key, creds Credentials, kind AuthKind) error {
	old, before, err := m.unseal(ctx, c, key)
	if err != nil {
		return asFault(err, "The stored credentials could not be read.")
	}
	target := *old
	creds, target.Auth = before.with(creds, old.Auth, kind)
	target.wantTLS = target.wantTLS || creds.CA != "" || creds.Cert != ""
	l, err := m.dial(ctx, c, &target, creds, false)
	if err != nil {
		return err
	}
	if err := m.keep(ctx, c, key, Spec{Target: &target, Credentials: creds}); err != nil {
		m.closeLink(l, false)
		return err
	}
	c.mu.Lock()
	if c.state == StateClosed {
		why := c.closedWith
		c.mu.Unlock()
		m.closeLink(l, false)
		return errors.Join(why, m.store.Delete(ctx, c.id))
	}
	link, f := c.link.Load(), c.flight
	c.flight, c.target, c.failures, c.retryAt, c.lastErr = nil, &target, 0, 0, nil
	m.attach(c, l, ReasonReplaced, "with new credentials")
	c.mu.Unlock()
	if f != nil {
		f.cancel()
	}
	if link != nil {
		link.tell(ReasonReplaced, fault.New(fault.Gone, "connection_closed", "The connection was reconnected with new credentials."))
		m.closeLink(link, false)
	}
	m.schedule.advance(c, m.deadline(c, m.now()))
	m.log.Info("credentials replaced", "connection_id", c.id, "auth", string(target.Auth))
	return nil
}

// linkDropped is told by nats.go that a link went down, after it began to
// reconnect. An unleased connection has nobody to come back for.
func (m *Manager) linkDropped(l *link, err error) {
	c := l.c
	if c == nil || m.parkLost(c, l) {
		return
	}
	c.mu.Lock()
	if c.link.Load() != l || c.state != StateActive {
		c.mu.Unlock()
		return
	}
	m.enter(c, StateReconnecting, ReasonLinkLost, "the link to "+l.host()+" dropped")
	c.mu.Unlock()
	m.counters.drops.Add(1)
	m.log.Warn("link lost, reconnecting", "connection_id", c.id, "address", l.host(), "error", text(err))
}

// parkLost parks a connection whose link is down, if nobody leases it.
func (m *Manager) parkLost(c *ConnectionInfo, l *link) bool {
	if !m.park(c, l, ReasonLinkLost, "the link to "+l.host()+" dropped", func() bool { return true }) {
		return false
	}
	m.counters.drops.Add(1)
	m.log.Info("link lost, parked", "connection_id", c.id, "address", l.host())
	return true
}

// park closes the link of an unleased connection and keeps its record. The
// gate keeps out whoever comes in that moment; still is asked again behind it.
func (m *Manager) park(c *ConnectionInfo, l *link, reason Reason, detail string, still func() bool) bool {
	c.mu.Lock()
	if c.link.Load() != l || !c.leases.CompareAndSwap(0, gateClosed) {
		c.mu.Unlock()
		return false
	}
	parked := still()
	if parked {
		c.link.Store(nil)
		m.enter(c, StateParked, reason, detail)
	}
	c.leases.Add(-gateClosed)
	c.mu.Unlock()
	if parked {
		m.counters.parks.Add(1)
		m.closeLink(l, reason == ReasonIdle)
	}
	return parked
}

// linkRestored is told by nats.go that it brought a leased link back.
func (m *Manager) linkRestored(l *link) {
	c := l.c
	if c == nil {
		return
	}
	c.mu.Lock()
	if c.link.Load() != l || (c.state != StateReconnecting && c.state != StateActive) {
		c.mu.Unlock()
		return
	}
	c.reconnects++
	c.lastErr = nil
	m.enter(c, StateActive, ReasonRecovered, "reconnected to "+l.host())
	c.mu.Unlock()
	m.counters.reconnects.Add(1)
	m.log.Info("link restored", "connection_id", c.id, "address", l.host())
}

// linkClosed is told by nats.go that it gave a link up: the credentials were
// refused twice, or the server sent an error that ends the connection.
func (m *Manager) linkClosed(l *link, err error) {
	c := l.c
	if c == nil {
		return
	}
	c.mu.Lock()
	if c.link.Load() != l {
		c.mu.Unlock()
		return
	}
	c.link.Store(nil)
	if refused := l.refused.Load(); refused != nil && !isAuth(err) {
		err = *refused // what nats.go remembers last may be the socket's end
	}
	why := dialFault(errors.Join(err, errLinkLost), l.lastAttempt.Load(), l.host())
	m.failed(c, why)
	if why.Code == "reauth_required" {
		m.enter(c, StateFailed, ReasonAuth, why.Detail)
	} else {
		m.enter(c, StateParked, ReasonLinkLost, "the server ended the connection")
		m.counters.parks.Add(1)
	}
	m.counters.drops.Add(1)
	reason := c.reason
	c.mu.Unlock()
	l.tell(reason, why)
	m.closeLink(l, false)
	m.log.Warn("link closed by the server", "connection_id", c.id, "address", l.host(), "reason", string(reason), "error", text(err))
}

// leaveLameDuck moves a link away from a server that announced its shutdown,
// as long as there is somewhere to go.
func (m *Manager) leaveLameDuck(l *link) {
	c := l.c
	if c == nil || c.link.Load() != l || !l.hasAlternative() {
		return
	}
	detail := l.host() + " is shutting down"
	if m.park(c, l, ReasonLameDuck, detail, func() bool { return true }) {
		m.log.Info("lame duck, parked", "connection_id", c.id, "address", l.host())
		return
	}
	m.log.Info("lame duck, moving", "connection_id", c.id, "address", l.host())
	_ = l.nc.ForceReconnect()
}

// hasAlternative reports whether another address could be dialled.
func (l *link) hasAlternative() bool {
	addrs := 0
	if a := l.lastAttempt.Load(); a != nil {
		a.mark(func(a *attempt) { addrs = len(a.addrs) })
	}
	return l.pool > 1 || addrs > 1
}

// asyncError notes what the server says about the connection as a whole.
func (m *Manager) asyncError(l *link, err error) {
	if !isAuth(err) {
		m.log.Warn("server error", "connection_id", l.c.id, "address", l.host(), "error", text(err))
		return
	}
	c := l.c
	c.mu.Lock()
	if c.link.Load() == l {
		m.failed(c, authFault(err, l.host()))
	}
	c.mu.Unlock()
	m.log.Warn("credentials refused", "connection_id", c.id, "address", l.host(), "error", text(err))
}

// probeFailed is told of a ping without answer. After two the link is taken
// for lost, which nats.go itself would find out a minute later.
func (m *Manager) probeFailed(l *link, failures int) {
	if l.c != nil {
		m.log.Warn("health check failed", "connection_id", l.c.id, "address", l.host(), "failures", failures)
		m.counters.probesFailed.Add(1)
	}
	if failures >= maxFailedProbes {
		l.drop()
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
