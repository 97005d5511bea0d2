package natsconn

import (
	"slices"
	"sync/atomic"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Snapshot is a connection as it stands now. Taking one asks neither the
// network nor nats.go, counts as no activity and wakes nothing.
type Snapshot struct {
	ID          string
	Target      *Target
	State       State
	Reason      Reason
	IsConnected bool
	Leases      int

	LastActivity  time.Time
	IdleTimeout   time.Duration
	TimeRemaining time.Duration // until it can be parked; zero when it has no link
	CreatedAt     time.Time
	ExpiresAt     time.Time

	Reconnects int // by nats.go, of a leased link
	Wakes      int // dials that brought it back
	Server     *ServerInfo
	LastError  *fault.Error
	LastErrAt  time.Time
	RetryAt    time.Time // failed: no dial before; reconnecting: the next attempt; else zero
	Attempt    int       // of reconnecting, from 1; zero when not
	Changes    []Change  // newest first
}

// Snapshot returns how the connection stands.
func (m *Manager) Snapshot(c *ConnectionInfo) Snapshot {
	now, wall := m.now(), m.wallNow()
	s := Snapshot{
		ID: c.id, IdleTimeout: m.cfg.IdleTimeout, CreatedAt: c.createdAt, ExpiresAt: c.expiresAt,
		Leases:       int(max(0, c.leases.Load())),
		LastActivity: wall.Add(time.Duration(c.lastActivity.Load()) - now),
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s.Target, s.State, s.Reason = c.target, c.state, c.reason
	s.Reconnects, s.Wakes, s.LastError, s.LastErrAt = c.reconnects, c.wakes, c.lastErr, c.lastErrAt
	s.Changes = slices.Clone(c.changes)
	slices.Reverse(s.Changes)
	if c.state == StateFailed && c.reason == ReasonTransient && c.retryAt > now {
		s.RetryAt = wall.Add(c.retryAt - now)
	}
	if l := c.link.Load(); l != nil {
		s.IsConnected = l.state.Load() == linkUp
		s.TimeRemaining = max(0, m.cfg.IdleTimeout-c.idleFor(now))
		s.Server = l.server.Load()
		if c.state == StateReconnecting {
			s.Attempt = int(max(1, l.attempts.Load()))
			if next := time.Duration(l.nextTry.Load()); next > now {
				s.RetryAt = wall.Add(next - now)
			}
		}
	}
	return s
}

// Metrics are counts since the start of the process, and what is now.
type Metrics struct {
	ByState      map[string]int64 // connections now
	Leases       int64            // held now
	Dials        int64
	DialFailures map[string]int64 // by class of failure
	Drops        int64            // links lost
	Reconnects   int64            // links that nats.go brought back
	Parks        int64
	Wakes        int64
	ProbesFailed int64
	Sweeps       int64
	SweepTime    time.Duration // of all sweeps together
	LastSweep    time.Duration
}

type counters struct {
	states       [states]atomic.Int64
	dials        atomic.Int64
	failures     [16]atomic.Int64 // by index in classes
	drops        atomic.Int64
	reconnects   atomic.Int64
	parks        atomic.Int64
	wakes        atomic.Int64
	probesFailed atomic.Int64
	sweeps       atomic.Int64
	sweepTime    atomic.Int64
	lastSweep    atomic.Int64
}

func (c *counters) failure(what class) {
	if i := slices.Index(classes, what); i >= 0 {
		c.failures[i].Add(1)
	}
}

func (c *counters) swept(took time.Duration) {
	c.sweeps.Add(1)
	c.sweepTime.Add(int64(took))
	c.lastSweep.Store(int64(took))
}

// Metrics returns the counts for monitoring.
func (m *Manager) Metrics() Metrics {
	n := &m.counters
	out := Metrics{
		ByState: make(map[string]int64, states), DialFailures: make(map[string]int64, len(classes)),
		Dials: n.dials.Load(), Drops: n.drops.Load(), Reconnects: n.reconnects.Load(), Parks: n.parks.Load(),
		Wakes: n.wakes.Load(), ProbesFailed: n.probesFailed.Load(), Sweeps: n.sweeps.Load(),
		SweepTime: time.Duration(n.sweepTime.Load()), LastSweep: time.Duration(n.lastSweep.Load()),
	}
	for s := range states {
		if s != StateClosed {
			out.ByState[s.String()] = n.states[s].Load()
		}
	}
	for i, c := range classes {
		out.DialFailures[string(c)] = n.failures[i].Load()
	}
	for _, c := range m.schedule.all() {
		out.Leases += max(0, c.leases.Load())
	}
	return out
}
