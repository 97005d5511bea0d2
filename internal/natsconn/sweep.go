package natsconn

import (
	"container/heap"
	"maps"
	"slices"
	"sync"
	"time"
)

// sweep looks for idle and expired connections every CheckInterval.
func (m *Manager) sweep() {
	tick := time.NewTicker(m.cfg.CheckInterval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			m.cleanupIdleConnections()
		case <-m.sweepStop:
			return
		}
	}
}

// cleanupIdleConnections parks what has been idle for IdleTimeout and removes
// what is older than MaxLifetime. It looks only at connections whose earliest
// possible deadline has passed, so its cost is what it finds to do, however
// many connections there are.
func (m *Manager) cleanupIdleConnections() {
	start := time.Now()
	m.budget.forget(m.now())
	for _, c := range m.schedule.takeDue(m.now(), m.clockSkew()) {
		m.sweepOne(c)
	}
	m.counters.swept(time.Since(start))
}

func (m *Manager) sweepOne(c *ConnectionInfo) {
	if m.expired(c) {
		m.remove(c, ReasonLifetime)
		return
	}
	now := m.now()
	if l := c.link.Load(); l != nil && c.idleFor(now) >= m.cfg.IdleTimeout {
		idle := func() bool { return c.unusedFor(now) >= m.cfg.IdleTimeout }
		if m.park(c, l, ReasonIdle, "idle for "+brief(m.cfg.IdleTimeout), idle) {
			m.log.Info("idle connection parked", "connection_id", c.id, "address", l.host(), "idle_timeout", m.cfg.IdleTimeout)
		}
	}
	m.schedule.add(c, m.deadline(c, now))
}

// deadline returns the earliest time at which the sweep can have something to
// do with c: a use only moves it further away. A lease does not: a page that
// refreshes itself may hold one just now, and that is no use. Without a link
// there are still its pings to forget.
func (m *Manager) deadline(c *ConnectionInfo, now time.Duration) time.Duration {
	if c.link.Load() == nil {
		if left := c.pings.forget(m.wallNow()); left > 0 {
			return min(now+left, c.expiresMono)
		}
		return c.expiresMono
	}
	return min(now-c.unusedFor(now)+m.cfg.IdleTimeout, c.expiresMono)
}

// clockSkew is how far the wall clock is ahead of where the monotonic one says
// it should be. It jumps when the machine slept or somebody set the clock.
func (m *Manager) clockSkew() time.Duration {
	return m.wallNow().Sub(m.base.Round(0)) - m.now()
}

// schedule holds every connection, ordered by its earliest possible deadline.
type schedule struct {
	mu    sync.Mutex
	known map[*ConnectionInfo]struct{} // also those that the sweep has taken out
	heap  dueHeap
	clock time.Duration // the skew when it was last looked at
}

// maxSkew is how far the clocks may drift apart between two sweeps before the
// deadlines, which are on the monotonic clock, are no longer believed.
const maxSkew = 2 * time.Second

func (s *schedule) add(c *ConnectionInfo, due time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.heapIndex >= 0 || c.due == removed {
		return
	}
	c.due = due
	heap.Push(&s.heap, c)
	s.known[c] = struct{}{}
}

// removed as a due time marks a connection that must not be added again.
const removed = time.Duration(-1)

func (s *schedule) remove(c *ConnectionInfo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.heapIndex >= 0 {
		heap.Remove(&s.heap, c.heapIndex)
	}
	delete(s.known, c)
	c.due = removed
}

// advance moves a connection's deadline nearer.
func (s *schedule) advance(c *ConnectionInfo, due time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.heapIndex >= 0 && due < c.due {
		c.due = due
		heap.Fix(&s.heap, c.heapIndex)
	}
}

// takeDue takes out the connections whose deadline has passed; all of them
// when the clocks have drifted apart.
func (s *schedule) takeDue(now, skew time.Duration) []*ConnectionInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	if drift := (skew - s.clock).Abs(); drift > maxSkew {
		s.clock = skew
		now = time.Duration(1<<63 - 1)
	}
	var due []*ConnectionInfo
	for len(s.heap) > 0 && s.heap[0].due <= now {
		due = append(due, heap.Pop(&s.heap).(*ConnectionInfo))
	}
	return due
}

func (s *schedule) all() []*ConnectionInfo {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.known))
}

type dueHeap []*ConnectionInfo

func (h dueHeap) Len() int           { return len(h) }
func (h dueHeap) Less(i, j int) bool { return h[i].due < h[j].due }
func (h dueHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].heapIndex, h[j].heapIndex = i, j
}

func (h *dueHeap) Push(x any) {
	c := x.(*ConnectionInfo)
	c.heapIndex = len(*h)
	*h = append(*h, c)
}

func (h *dueHeap) Pop() any {
	old := *h
	c := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	c.heapIndex = -1
	return c
}
