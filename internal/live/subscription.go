package live

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

// subscription is one of a socket's. Its source fills the ring, its socket empties
// it.
type subscription struct {
	id     uint32
	of     *socket
	ring   *ring
	ctx    context.Context // ends when the page does not want it any more
	cancel context.CancelFunc
	heard  atomic.Pointer[natsconn.Listening] // of a subject

	mu      sync.Mutex
	resumed chan struct{} // closed unless it is paused

	outages atomic.Int64  // breaks of the link that the ring knows of
	told    counters      // what the page knows; of the socket's writer
	end     chan struct{} // closed when last is set
	last    Event
}

func newSubscription(of *socket, c *Command) *subscription {
	cfg := &of.hub.cfg
	s := &subscription{
		id: c.ID, of: of, ring: newRing(&of.hub.memory, cfg.RingMessages, cfg.RingBytes),
		resumed: make(chan struct{}), end: make(chan struct{}),
	}
	s.ctx, s.cancel = context.WithCancel(of.ctx)
	s.ring.limit(c.Limit, c.Mode)
	s.pause(c.Paused)
	return s
}

// pause stops or resumes sending.
func (s *subscription) pause(paused bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.resumed:
		if paused {
			s.resumed = make(chan struct{})
		}
	default:
		if !paused {
			close(s.resumed)
		}
	}
}

// flowing returns a channel that is closed unless it is paused.
func (s *subscription) flowing() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resumed
}

func (s *subscription) paused() bool {
	select {
	case <-s.flowing():
		return false
	default:
		return true
	}
}

// run is the life of a subscription: it opens, says so, and lasts until the page
// or the connection ends it.
func (s *subscription) run(c *Command) {
	defer s.cancel()
	lease, err := s.of.lease(s.ctx, c)
	if err == nil {
		defer lease.Release()
		n, _ := lease.Outages()
		s.outages.Store(n)
		if c.Stream != "" {
			err = s.followStream(lease, c)
		} else {
			err = s.followSubject(lease, c)
		}
	}
	s.of.over(s, lease, err)
}

// followSubject listens until something ends it.
func (s *subscription) followSubject(lease natsconn.Lease, c *Command) error {
	if err := pubsub.CheckSubject(c.Subject); err != nil {
		return err
	}
	if err := pubsub.CheckQueue(c.Queue); err != nil {
		return err
	}
	opening, cancel := context.WithTimeout(s.ctx, s.of.hub.cfg.OpenTimeout)
	defer cancel()
	heard, err := lease.Listen(opening, c.Subject, c.Queue, func(m *nats.Msg) { s.heardOne(lease, m) })
	if err != nil {
		return err
	}
	defer heard.Close()
	s.heard.Store(heard)
	s.of.opened(s, Event{})
	look := time.NewTicker(s.of.hub.cfg.Tick)
	defer look.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-lease.Done():
			return lease.Err()
		case <-look.C:
			s.noticeOutage(lease)
			if err := heard.Err(); err != nil {
				return err
			}
		}
	}
}

func (s *subscription) heardOne(lease natsconn.Lease, m *nats.Msg) {
	s.noticeOutage(lease)
	headers := m.Size() - len(m.Subject) - len(m.Reply) - len(m.Data)
	r := newRecord(0, time.Now().UnixNano(), m.Subject, m.Reply, m.Header, headers, m.Data)
	if s.ring.push(&r) {
		s.of.nudge()
	}
}

// noticeOutage puts a gap into the ring when the link broke and came back, before
// anything that came since.
func (s *subscription) noticeOutage(lease natsconn.Lease) {
	now, lost := lease.Outages()
	if before := s.outages.Load(); now == before || !s.outages.CompareAndSwap(before, now) {
		return
	}
	s.ring.pushGap(gap{lost: lost.UnixNano(), back: time.Now().UnixNano()})
	s.of.nudge()
}

// How much of a stream is read at once.
const (
	streamMessages = 500
	streamBytes    = 1 << 20
)

// followStream reads a stream, as fast as the page takes it.
func (s *subscription) followStream(lease natsconn.Lease, c *Command) error {
	opening, cancel := context.WithTimeout(s.ctx, s.of.hub.cfg.OpenTimeout)
	defer cancel()
	tail, err := message.Follow(opening, lease, message.Stream{
		Prefix: lease.Connection().Target().JetStreamPrefix(), Name: c.Stream, Filter: c.Subject,
	}, c.start())
	if err != nil {
		return err
	}
	defer tail.Close(s.ctx)
	opened := Event{}
	var method message.Method
	opened.First, opened.Last, method = tail.Ends()
	opened.Method = string(method)
	s.of.opened(s, opened)
	for {
		if err := s.awaitRoom(lease); err != nil {
			return err
		}
		messages, err := tail.Next(s.ctx, streamMessages, streamBytes)
		if err != nil {
			return err
		}
		for i := range messages {
			if err := s.offer(lease, &messages[i]); err != nil {
				return err
			}
		}
	}
}

func (c *Command) start() message.Start {
	at := map[From]message.StartAt{
		FromNew: message.StartNew, FromAll: message.StartAll, FromLast: message.StartLast,
		FromSequence: message.StartSequence, FromTime: message.StartTime,
	}
	return message.Start{At: at[c.From], Count: c.Count, Sequence: c.Sequence, Time: c.Time}
}

// awaitRoom waits while the ring is full or the subscription is paused.
func (s *subscription) awaitRoom(lease natsconn.Lease) error {
	for {
		wait := s.ring.space
		var flowing <-chan struct{}
		switch {
		case s.paused():
			wait, flowing = nil, s.flowing()
		case !s.ring.full():
			return nil
		}
		select {
		case <-wait:
		case <-flowing:
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-lease.Done():
			return lease.Err()
		}
	}
}

// offer puts a message of a stream into the ring. When all rings together have
// taken all there is, it waits for some to be given back.
func (s *subscription) offer(lease natsconn.Lease, m *message.Message) error {
	r := newRecord(m.Sequence, unixNano(m.Time), m.Subject, "", m.Header, m.HeaderSize, m.Data)
	r.size = m.Size
	for {
		news, taken := s.ring.offer(&r)
		if news {
			s.of.nudge()
		}
		if taken {
			return nil
		}
		again := time.NewTimer(s.of.hub.cfg.Tick)
		select {
		case <-again.C:
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-lease.Done():
			return lease.Err()
		}
	}
}

// missed is what nats.go had to drop.
func (s *subscription) missed() uint64 {
	if heard := s.heard.Load(); heard != nil {
		return heard.Missed()
	}
	return 0
}

// counters are the totals as they are now.
func (s *subscription) counters() counters {
	c := s.ring.totals()
	c.missed = s.missed()
	return c
}
