package natsconn

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Health is the outcome of asking whether a link works.
type Health struct {
	Healthy   bool // connected, and the last ping was answered in time
	Connected bool // the link is up as far as nats.go knows
	RTT       time.Duration
	Err       error // why not healthy; nil when it is, or when not connected
	CheckedAt time.Time
}

var errNoPong = errors.New("the server did not answer a ping in time")

// maxFailedProbes in a row, and the link is taken for lost: nats.go by itself
// would believe in it for another minute.
const maxFailedProbes = 2

// health coalesces probes of one link.
type health struct {
	mu       sync.Mutex
	running  chan struct{} // closed when the probe under way ends
	checked  time.Duration
	checkAt  time.Time
	known    bool
	ok       bool
	rtt      time.Duration
	failures int
}

// Health tells whether the connection's link works. It neither wakes the
// connection nor counts as activity. One probe serves all who ask, its outcome
// is believed for 5 s, and nobody waits for it longer than 2 s.
func (m *Manager) Health(ctx context.Context, c *ConnectionInfo) Health {
	l := c.link.Load()
	if l == nil || l.state.Load() != linkUp {
		return Health{CheckedAt: m.wallNow()}
	}
	done := l.probe()
	select {
	case <-done:
	case <-l.told:
	case <-ctx.Done():
		return Health{Connected: true, Err: ctx.Err(), CheckedAt: m.wallNow()}
	case <-time.After(probeTimeout): // the last outcome is too old to be believed
		return Health{Connected: l.state.Load() == linkUp, Err: errNoPong, CheckedAt: m.wallNow()}
	}
	return l.healthNow()
}

func (l *link) healthNow() Health {
	up := l.state.Load() == linkUp
	h := &l.health
	h.mu.Lock()
	defer h.mu.Unlock()
	out := Health{Connected: up, Healthy: up && h.known && h.ok, RTT: h.rtt, CheckedAt: h.checkAt}
	if up && !out.Healthy {
		out.Err = errNoPong
	}
	return out
}

// probe returns a channel that is closed when a result is there that is young
// enough to be believed.
func (l *link) probe() <-chan struct{} {
	h := &l.health
	h.mu.Lock()
	defer h.mu.Unlock()
	now := l.m.now()
	if h.running != nil {
		return h.running
	}
	if h.known && now-h.checked < probeCache {
		return closedChan
	}
	done := make(chan struct{})
	h.running = done
	if !l.tasks.run(func() { l.ping(done) }) {
		h.running = nil
		return closedChan
	}
	return done
}

// ping asks the server for a PONG. nats.go may hold the call back much longer
// than the timeout when the socket is full, so the verdict does not wait for it.
func (l *link) ping(done chan struct{}) {
	ctx, cancel := context.WithTimeout(l.ctx, probeTimeout)
	defer cancel()
	start := time.Now()
	answer := make(chan error, 1)
	l.tasks.run(func() { answer <- l.nc.FlushWithContext(ctx) })
	var err error
	select {
	case err = <-answer:
	case <-ctx.Done():
		err = ctx.Err()
	}
	l.probed(err, time.Since(start))
	close(done)
}

func (l *link) probed(err error, took time.Duration) {
	h := &l.health
	h.mu.Lock()
	h.running, h.known, h.ok = nil, true, err == nil
	h.checked, h.checkAt = l.m.now(), l.m.wallNow()
	if err == nil {
		h.failures, h.rtt = 0, took
	} else {
		h.failures++
	}
	failures := h.failures
	h.mu.Unlock()
	if err != nil && l.ctx.Err() != nil {
		return // we ended the link ourselves
	}
	if l.c != nil {
		l.c.pings.add(l.m.wallNow(), took, err == nil)
	}
	if err != nil {
		l.m.probeFailed(l, failures)
	}
}

var closedChan = func() <-chan struct{} {
	ch := make(chan struct{})
	close(ch)
	return ch
}()
