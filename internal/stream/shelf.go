package stream

import (
	"sync"
	"time"
)

// How much is remembered, and for how long after it was last asked for. What was
// forgotten is read again.
const (
	mostShelved = 24 << 20 // bytes, of all connections
	shelvedFor  = 30 * time.Second
)

// shelf keeps readings for the pages to come. The zero value is ready to use.
type shelf struct {
	mu     sync.Mutex
	items  map[uint64]*item
	last   uint64
	weight int
	swept  bool // somebody will sweep
}

type item struct {
	conn   string
	thing  any
	weight int
	used   time.Time
}

// newID returns an id for a thing that will be kept.
func (s *shelf) newID() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last++
	return s.last
}

// keep puts a thing on the shelf for a connection. It must not be changed any more.
func (s *shelf) keep(conn string, id uint64, thing any, weight int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.weight+weight > mostShelved && len(s.items) > 0 {
		s.dropOldest()
	}
	if s.items == nil {
		s.items = make(map[uint64]*item)
	}
	s.items[id] = &item{conn: conn, thing: thing, weight: weight, used: time.Now()}
	s.weight += weight
	s.sweepLater()
}

// sweepLater is called with the mutex held.
func (s *shelf) sweepLater() {
	if !s.swept && len(s.items) > 0 {
		s.swept = true
		time.AfterFunc(shelvedFor, s.sweep)
	}
}

// find returns what was kept for the connection, or nil.
func (s *shelf) find(conn string, id uint64) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	it := s.items[id]
	if it == nil || it.conn != conn {
		return nil
	}
	it.used = time.Now()
	return it.thing
}

func (s *shelf) dropOldest() {
	var oldest uint64
	for id, it := range s.items {
		if oldest == 0 || it.used.Before(s.items[oldest].used) {
			oldest = id
		}
	}
	s.drop(oldest)
}

func (s *shelf) drop(id uint64) {
	s.weight -= s.items[id].weight
	delete(s.items, id)
}

// sweep forgets what nobody asked for, and comes back as long as there is something.
func (s *shelf) sweep() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, it := range s.items {
		if time.Since(it.used) >= shelvedFor {
			s.drop(id)
		}
	}
	s.swept = false
	s.sweepLater()
}
