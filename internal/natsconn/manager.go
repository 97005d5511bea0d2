package natsconn

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/heynats/heynats/internal/fault"
)

// Manager holds all managed connections of a process. New starts its sweep;
// Shutdown ends everything it started.
type Manager struct {
	cfg      Config
	dialer   Dialer
	store    Store
	log      *slog.Logger
	wall     func() time.Time
	onRemove func(*ConnectionInfo)

	base     time.Time // the monotonic clock starts here
	vault    vault
	budget   *budget
	schedule schedule
	counters counters

	ctx    context.Context // ends when links are to be cut
	cancel context.CancelFunc
	tasks  group

	closing   atomic.Bool
	reserved  atomic.Int64 // records that exist or are being made
	sweepStop chan struct{}
	closeOnce sync.Once
	closed    chan struct{}
}

// New returns a manager whose sweep is running.
func New(cfg Config, deps Deps) (*Manager, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	deps, err = deps.withDefaults()
	if err != nil {
		return nil, err
	}
	m := &Manager{
		cfg: cfg, dialer: deps.Dialer, store: deps.Store, log: deps.Logger, wall: deps.Wall,
		base: time.Now(), vault: vault{master: masterKey()}, budget: newBudget(),
		sweepStop: make(chan struct{}), closed: make(chan struct{}),
	}
	m.schedule.known = make(map[*ConnectionInfo]struct{})
	m.schedule.clock = m.clockSkew()
	m.ctx, m.cancel = context.WithCancel(context.Background())
	m.tasks.run(m.sweep)
	return m, nil
}

// Config returns the configuration in force, defaults filled in.
func (m *Manager) Config() Config { return m.cfg }

// OnRemove lets f know of every connection that was removed for good, whatever
// the reason. It is called with no lock held. Set it before the first Open.
func (m *Manager) OnRemove(f func(*ConnectionInfo)) { m.onRemove = f }

// now is the monotonic clock.
func (m *Manager) now() time.Duration { return time.Since(m.base) }

// wallNow is the wall clock, in UTC and without a monotonic reading.
func (m *Manager) wallNow() time.Time {
	if m.wall != nil {
		return m.wall().Round(0).UTC()
	}
	return time.Now().Round(0).UTC()
}

// UpdateActivity counts now as the connection's last use.
func (m *Manager) UpdateActivity(c *ConnectionInfo) {
	c.lastActivity.Store(int64(m.now()))
}

// Open connects, and keeps the connection for owner. It dials once: credentials
// that are refused are refused at once. ctx is the caller's, and ends the dial,
// for nobody else waits for it.
//
// Errors: reauth_required, target_forbidden, nats_unreachable (with RetryAfter),
// limit_reached, nats_timeout, shutting_down.
func (m *Manager) Open(ctx context.Context, owner Owner, key Key, spec Spec) (*ConnectionInfo, error) {
	if err := m.reserve(); err != nil {
		return nil, err
	}
	c := m.newConnection(owner, spec.Target)
	l, err := m.dial(ctx, c, spec.Target, spec.Credentials, true)
	if err != nil {
		m.reserved.Add(-1)
		m.log.Info("connect failed", "target", spec.Target.Name, "code", fault.CodeOf(err), "error", logged(err))
		return nil, err
	}
	if err := m.keep(ctx, c, key, spec); err != nil {
		m.reserved.Add(-1)
		m.closeLink(l, false)
		return nil, err
	}
	c.mu.Lock()
	m.counters.states[c.state].Add(1)
	m.attach(c, l, ReasonUser, "connected to "+l.host())
	c.mu.Unlock()
	m.schedule.add(c, m.deadline(c, m.now()))
	m.log.Info("connected", "connection_id", c.id, "name", spec.Target.Name, "address", l.host(), "auth", string(spec.Target.Auth))
	if m.closing.Load() {
		m.remove(c, ReasonShutdown)
		return nil, errShuttingDown
	}
	return c, nil
}

func (m *Manager) newConnection(owner Owner, target *Target) *ConnectionInfo {
	wall := m.wallNow()
	c := &ConnectionInfo{
		id: uuid.NewString(), owner: owner, target: target,
		createdAt: wall, expiresAt: wall.Add(m.cfg.MaxLifetime), expiresMono: m.now() + m.cfg.MaxLifetime,
		state: StateDialing, heapIndex: -1,
	}
	m.UpdateActivity(c)
	return c
}

// keep seals the credentials and stores the record.
func (m *Manager) keep(ctx context.Context, c *ConnectionInfo, key Key, spec Spec) error {
	sealed, err := m.vault.seal(key, c.id, spec.Target, spec.Credentials)
	if err != nil {
		return fault.New(fault.Internal, "internal", "The credentials could not be stored.").Wrap(err)
	}
	record := Record{ID: c.id, Owner: c.owner, Target: spec.Target, Sealed: sealed, CreatedAt: c.createdAt, ExpiresAt: c.expiresAt}
	if err := m.store.Put(ctx, record); err != nil {
		return fault.New(fault.Internal, "internal", "The connection could not be stored.").Wrap(err)
	}
	return nil
}

// reserve takes the place of one record, evicting the oldest parked one when
// there is none left.
func (m *Manager) reserve() error {
	if m.closing.Load() {
		return errShuttingDown
	}
	if m.reserved.Add(1) <= int64(m.cfg.MaxConnections) {
		return nil
	}
	if m.Evict(m.schedule.all()) {
		return nil
	}
	m.reserved.Add(-1)
	return fault.New(fault.Unavailable, "limit_reached", fmt.Sprintf("HeyNATS already holds %d connections, and none of them is parked.", m.cfg.MaxConnections)).
		WithHint("Disconnect one that is not needed, or raise max_connections.").WithRetryAfter(time.Minute)
}

// Evict removes the connection among candidates that has been parked longest,
// and reports whether there was one.
func (m *Manager) Evict(candidates []*ConnectionInfo) bool {
	var oldest *ConnectionInfo
	for _, c := range candidates {
		if !c.isParked() {
			continue
		}
		if oldest == nil || c.lastActivity.Load() < oldest.lastActivity.Load() {
			oldest = c
		}
	}
	if oldest == nil {
		return false
	}
	m.remove(oldest, ReasonEvicted)
	return true
}

func (c *ConnectionInfo) isParked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state == StateParked || c.state == StateFailed
}

// Disconnect closes the connection for good and deletes its sealed record.
// Requests in flight on it end with connection_closed.
func (m *Manager) Disconnect(c *ConnectionInfo) { m.remove(c, ReasonDisconnect) }

var endings = map[Reason]*fault.Error{
	ReasonDisconnect: fault.New(fault.Gone, "connection_closed", "The connection was disconnected."),
	ReasonLifetime:   fault.New(fault.Gone, "connection_closed", "The connection reached its maximum lifetime. Connect again."),
	ReasonEvicted:    fault.New(fault.Gone, "connection_closed", "The connection was parked the longest and made room for another. Connect again."),
	ReasonShutdown:   fault.New(fault.Unavailable, "shutting_down", "HeyNATS is shutting down.").WithRetryAfter(5 * time.Second),
	ReasonSealed:     fault.New(fault.Unauthenticated, "reauth_required", "The stored credentials could not be opened, and were deleted. Connect again."),
}

var errShuttingDown = endings[ReasonShutdown]

// remove ends a connection; it never comes back. Removing twice is harmless.
func (m *Manager) remove(c *ConnectionInfo, reason Reason) {
	why := endings[reason]
	c.mu.Lock()
	if c.state == StateClosed {
		c.mu.Unlock()
		return
	}
	m.enter(c, StateClosed, reason, why.Detail)
	c.closedWith = why
	l := c.link.Swap(nil)
	f := c.flight
	c.mu.Unlock()

	m.schedule.remove(c)
	m.counters.states[StateClosed].Add(-1)
	m.reserved.Add(-1)
	if f != nil {
		f.cancel()
	}
	if l != nil {
		l.tell(reason, why)
		m.closeLink(l, false)
	}
	if err := m.store.Delete(context.WithoutCancel(m.ctx), c.id); err != nil {
		m.log.Error("delete record", "connection_id", c.id, "error", err)
	}
	m.log.Info("connection removed", "connection_id", c.id, "reason", string(reason))
	if m.onRemove != nil {
		m.onRemove(c)
	}
}

// closeLink releases a link that the connection no longer points at: cut the
// socket, then let nats.go close where nobody waits for it. A graceful close
// lets an idle link flush first.
func (m *Manager) closeLink(l *link, graceful bool) {
	if !graceful {
		l.cut()
	}
	finish := func() {
		if graceful {
			l.flushLast()
		}
		l.cut()
		l.nc.Close()
		l.tasks.wait()
	}
	if !m.tasks.run(finish) {
		finish() // after a shutdown there is nobody else to do it
	}
}

// flushLast gives an idle link a moment to say what it still holds.
func (l *link) flushLast() {
	ctx, cancel := context.WithTimeout(l.ctx, closeGrace)
	defer cancel()
	defer context.AfterFunc(ctx, l.cut)() // a full socket holds up the flush itself
	_ = l.nc.FlushWithContext(ctx)
}

// Shutdown stops the sweep, asks the holders of leases to stop, waits for them
// until ctx ends, then cuts every link and waits for all goroutines. Calling it
// again waits for the first call.
func (m *Manager) Shutdown(ctx context.Context) {
	m.closeOnce.Do(func() {
		m.BeginShutdown()
		all := m.schedule.all()
		m.log.Info("shutdown begins", "connections", len(all))
		m.awaitLeases(ctx, all)
		m.cancel()
		for _, c := range m.schedule.all() {
			m.remove(c, ReasonShutdown)
		}
		m.tasks.wait()
		m.log.Info("shutdown done")
		close(m.closed)
	})
	<-m.closed
}

// Ready reports whether new work is taken: not any more once a shutdown began.
func (m *Manager) Ready() error {
	if m.closing.Load() {
		return errShuttingDown
	}
	return nil
}

// BeginShutdown refuses new work and tells open streams, without cutting
// anything yet. Shutdown does it too.
func (m *Manager) BeginShutdown() {
	if !m.closing.CompareAndSwap(false, true) {
		return
	}
	close(m.sweepStop)
	for _, c := range m.schedule.all() {
		if l := c.link.Load(); l != nil {
			l.tell(ReasonShutdown, errShuttingDown)
		}
	}
}

func (m *Manager) awaitLeases(ctx context.Context, all []*ConnectionInfo) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for _, c := range all {
		for c.leases.Load() > 0 {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}

// logged returns the cause of an error for the log, which may know it.
func logged(err error) string {
	if cause := errors.Unwrap(err); cause != nil {
		return cause.Error()
	}
	return err.Error()
}
