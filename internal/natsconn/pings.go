package natsconn

import (
	"slices"
	"sync"
	"time"
)

const (
	pingsKept  = time.Hour
	pingsMost  = 1_024 // an hour of probes is 720; more come only when links change quickly
	pingsChunk = 64    // the history grows by half a kilobyte
)

// Ping is the outcome of one health probe.
type Ping struct {
	At     time.Time     // wall clock, whole milliseconds; no two are the same
	RTT    time.Duration // whole microseconds; zero when it failed
	Failed bool
}

// pings are a connection's probes of the last hour, those of links that are
// gone among them.
type pings struct {
	mu      sync.Mutex
	samples []sample // oldest first
}

// sample is a Ping in 8 bytes: Unix milliseconds, and 22 bits of microseconds,
// in which a probe has ended long since (probeTimeout).
type sample uint64

const (
	rttBits   = 22
	rttFailed = 1<<rttBits - 1
)

func newSample(at int64, rtt time.Duration, ok bool) sample {
	us := int64(rttFailed)
	if ok {
		us = min(max(0, rtt.Microseconds()), rttFailed-1)
	}
	return sample(at)<<rttBits | sample(us) //nolint:gosec // milliseconds since 1970 are positive until 2109
}

func (s sample) at() int64 { return int64(s >> rttBits) }

func (s sample) ping() Ping {
	p := Ping{At: time.UnixMilli(s.at()).UTC()}
	if us := s & rttFailed; us != rttFailed {
		p.RTT = time.Duration(us) * time.Microsecond
	} else {
		p.Failed = true
	}
	return p
}

func (p *pings) add(now time.Time, rtt time.Duration, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expire(now)
	at := now.UnixMilli()
	if n := len(p.samples); n > 0 {
		at = max(at, p.samples[n-1].at()+1) // who asks for what is newer must not miss one
		if n == pingsMost {
			p.samples = p.samples[1:]
		}
	}
	if len(p.samples) == cap(p.samples) {
		p.samples = append(make([]sample, 0, len(p.samples)+pingsChunk), p.samples...)
	}
	p.samples = append(p.samples, newSample(at, rtt, ok))
}

// expire forgets what is older than an hour. After the clock was set back the
// times of all samples are wrong, and they go too.
func (p *pings) expire(now time.Time) {
	n := len(p.samples)
	if n == 0 {
		return
	}
	oldest := now.Add(-pingsKept).UnixMilli()
	keep, _ := slices.BinarySearchFunc(p.samples, oldest, sample.compare)
	if keep == n || p.samples[n-1].at() > now.Add(maxSkew).UnixMilli() {
		p.samples = nil
		return
	}
	p.samples = p.samples[keep:]
}

func (s sample) compare(at int64) int { return int(s.at() - at) }

// forget releases what is old, and says when there will be more to release;
// zero when nothing is left.
func (p *pings) forget(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expire(now)
	n := len(p.samples)
	if n == 0 {
		return 0
	}
	return time.UnixMilli(p.samples[n-1].at()).Add(pingsKept + time.Millisecond).Sub(now)
}

// newer returns the pings after since, how many are kept in all, and when the
// oldest of them was.
func (p *pings) newer(now, since time.Time) (list []Ping, total int, oldest time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.expire(now)
	if total = len(p.samples); total == 0 {
		return nil, 0, time.Time{}
	}
	first := 0
	if !since.IsZero() {
		first, _ = slices.BinarySearchFunc(p.samples, since.UnixMilli()+1, sample.compare)
	}
	list = make([]Ping, 0, total-first)
	for _, s := range p.samples[first:] {
		list = append(list, s.ping())
	}
	return list, total, p.samples[0].ping().At
}

// History is what a connection went through of late.
type History struct {
	Pings   []Ping    // oldest first
	Changes []Change  // oldest first; at most the last 16
	Total   int       // pings kept, those that were not asked for among them
	Oldest  time.Time // when the first of them was; zero when there is none
}

// History returns the pings of the last hour and the changes, as far as they
// are later than since; all when since is zero or still to come, as it is after
// the clock was set back. It asks nobody, counts as no activity and wakes nothing.
func (m *Manager) History(c *ConnectionInfo, since time.Time) History {
	now := m.wallNow()
	if since.After(now.Add(maxSkew)) {
		since = time.Time{}
	}
	var h History
	h.Pings, h.Total, h.Oldest = c.pings.newer(now, since)
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, change := range c.changes {
		if change.At.After(since) {
			h.Changes = append(h.Changes, change)
		}
	}
	return h
}
