package natsconn

import (
	"sync"
	"sync/atomic"
	"time"
)

// Use says on whose behalf a connection is used.
type Use uint8

const (
	// Active is a person's action: it counts as activity and may wake a
	// parked connection.
	Active Use = iota
	// Passive is a page refreshing itself: it counts as nothing and wakes
	// nothing that is parked for idleness.
	Passive
)

// Lease is the right to use a connection's link until Release. While it is
// held the connection is not parked. A Lease is a small value; copies share
// one release.
type Lease struct {
	c   *ConnectionInfo
	l   *link
	m   *Manager
	use Use
	t   *ticket
	gen uint64
}

// ticket makes a lease's release count once, however often and from however
// many copies it is called. Tickets are pooled; the generation tells one use
// from the next.
type ticket struct{ gen atomic.Uint64 }

var tickets = sync.Pool{New: func() any { return new(ticket) }}

func newLease(m *Manager, c *ConnectionInfo, l *link, use Use) Lease {
	t := tickets.Get().(*ticket)
	return Lease{c: c, l: l, m: m, use: use, t: t, gen: t.gen.Load()}
}

// Release gives the lease back. Releasing twice is harmless. The idle clock
// starts here: LastActivity is stamped before the lease is dropped.
func (l Lease) Release() {
	if l.t == nil || !l.t.gen.CompareAndSwap(l.gen, l.gen+1) {
		return
	}
	tickets.Put(l.t)
	if l.use == Active {
		l.m.UpdateActivity(l.c)
	}
	l.m.drop(l.c)
}

// Connection returns the managed connection.
func (l Lease) Connection() *ConnectionInfo { return l.c }

// Done is closed when the holder should stop: the connection was disconnected,
// reached its lifetime, needs other credentials, or HeyNATS shuts down. A link
// that only drops does not close it. Err then says which.
func (l Lease) Done() <-chan struct{} { return l.l.told }

// Err returns why Done was closed, as a *fault.Error, or nil.
func (l Lease) Err() error {
	select {
	case <-l.l.told:
		return l.l.toldWhy
	default:
		return nil
	}
}

// EndReason returns why Done was closed, for machines; empty before.
func (l Lease) EndReason() Reason {
	select {
	case <-l.l.told:
		return l.l.toldReason
	default:
		return ""
	}
}

// Outages returns how often the link broke and came back since the connection
// was leased by anybody, and when it last broke. A live stream that sees the
// count grow has missed what was published in between.
func (l Lease) Outages() (count int64, last time.Time) {
	return l.l.outages.Load(), time.Unix(0, l.l.lostAt.Load()).UTC()
}

// drop gives one lease back, and parks a link that went down meanwhile and now
// has nobody to come back for.
func (m *Manager) drop(c *ConnectionInfo) {
	if c.leases.Add(-1) != 0 {
		return
	}
	if l := c.link.Load(); l != nil && l.state.Load() == linkDown {
		m.parkLost(c, l)
	}
}
