package consumer

import (
	"sync"
	"time"
)

// Memory keeps earlier readings, so that a verdict can say how fast something
// goes. It is bounded, and forgets a connection soon after its end, or some
// minutes after nobody reads by it any more. The zero value is ready to use, and
// safe for concurrent use.
type Memory struct {
	mu    sync.Mutex
	known map[string]*remembered // by connection
	size  int                    // consumers in all of them
	timer *time.Timer            // nil when nothing is kept
}

// Whose are the readings that belong together: those of one connection.
type Whose struct {
	Connection string
	// Ended reports whether the connection is closed for good. It waits for
	// nothing.
	Ended func() bool
}

// remembered is what is kept for one connection.
type remembered struct {
	whose Whose
	used  time.Time
	marks map[string]pair // by stream and name
}

// pair is two marks of a consumer, the second some seconds after the first at
// least: however often it is read, by however many pages, there is one that is
// old enough to compare with.
type pair struct {
	older, newer Mark
	seen         time.Time
}

const (
	// apart is how far a mark is from the one before.
	apart = 5 * time.Second
	// mostRemembered bounds the memory: 256 bytes or so for a consumer.
	mostRemembered = 100_000
	sweepEvery     = time.Minute
)

// Earlier returns the mark that a reading is to be compared with, or nil.
type Earlier func(*Reading) *Mark

// Note keeps readings, and returns what was kept of the same consumers before.
func (m *Memory) Note(whose Whose, list []*Reading) Earlier {
	now := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.of(whose, now)
	before := make(map[string]Mark, len(list))
	for _, reading := range list {
		if reading.Offline == "" {
			m.note(r, before, reading, now)
		}
	}
	m.shrink(r)
	return func(r *Reading) *Mark {
		if mark, ok := before[idOf(r)]; ok {
			return &mark
		}
		return nil
	}
}

// idOf tells consumers apart: names have no spaces.
func idOf(r *Reading) string { return r.Stream + " " + r.Name }

func (m *Memory) of(whose Whose, now time.Time) *remembered {
	if m.known == nil {
		m.known = make(map[string]*remembered)
	}
	r := m.known[whose.Connection]
	if r == nil {
		r = &remembered{whose: whose, marks: make(map[string]pair)}
		m.known[whose.Connection] = r
	}
	r.used = now
	if m.timer == nil {
		m.timer = time.AfterFunc(sweepEvery, m.sweep)
	}
	return r
}

// note keeps a reading and hands out what it is to be compared with.
func (m *Memory) note(r *remembered, before map[string]Mark, reading *Reading, now time.Time) {
	id, mark := idOf(reading), MarkOf(reading)
	p, ok := r.marks[id]
	switch {
	case !ok || !p.newer.Created.Equal(mark.Created):
		if !ok {
			if len(r.marks) == mostRemembered {
				return
			}
			m.size++
		}
		p = pair{older: mark, newer: mark}
	case mark.At.Sub(p.newer.At) >= apart:
		before[id] = p.newer
		p.older, p.newer = p.newer, mark
	default:
		before[id] = p.older
	}
	p.seen = now
	r.marks[id] = p
}

// shrink forgets the connections that nobody has read by for longest, until
// there is room.
func (m *Memory) shrink(keep *remembered) {
	for m.size > mostRemembered {
		var oldest *remembered
		for _, r := range m.known {
			if r != keep && (oldest == nil || r.used.Before(oldest.used)) {
				oldest = r
			}
		}
		if oldest == nil {
			return
		}
		m.forget(oldest)
	}
}

func (m *Memory) forget(r *remembered) {
	m.size -= len(r.marks)
	delete(m.known, r.whose.Connection)
}

// sweep forgets what is of no use any more. It comes again as long as there is
// something.
func (m *Memory) sweep() {
	now := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.known {
		for id, p := range r.marks {
			if now.Sub(p.seen) > mostApart {
				delete(r.marks, id)
				m.size--
			}
		}
		if len(r.marks) == 0 || r.whose.Ended() {
			m.forget(r)
		}
	}
	if len(m.known) == 0 {
		m.timer = nil
		return
	}
	m.timer.Reset(sweepEvery)
}
