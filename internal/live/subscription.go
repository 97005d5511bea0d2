package live

import (
	"context"
	"sync"
	"time"

	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
)

// subscription is one of a socket's.
type subscription struct {
	listener

	id     uint32
	of     *socket
	ctx    context.Context // ends when the page does not want it any more
	cancel context.CancelFunc

	mu      sync.Mutex
	resumed chan struct{} // closed unless it is paused

	told counters      // what the page knows; of the socket's writer
	end  chan struct{} // closed when last is set
	last Event
}

func newSubscription(of *socket, c *Command) *subscription {
	cfg := &of.hub.cfg
	s := &subscription{
		listener: listener{ring: newRing(&of.hub.memory, cfg.RingMessages, cfg.RingBytes), most: mostKept, nudge: of.nudge},
		id:       c.ID, of: of, resumed: make(chan struct{}), end: make(chan struct{}),
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
	heard, err := s.listen(s.ctx, lease, c.Subject, c.Queue, s.of.hub.cfg.OpenTimeout)
	if err != nil {
		return err
	}
	defer heard.Close()
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
	r := newRecord(m.Sequence, unixNano(m.Time), m.Subject, "", m.Header, m.HeaderSize, m.Data, s.most)
	r.size = m.Size
	for {
		news, taken := s.ring.offer(&r)
		if news {
			s.nudge()
		}
		if taken {
			return nil
		}
		again := time.NewTimer(s.of.hub.cfg.Tick)
		select {
		case <-s.ring.space:
		case <-again.C: // another ring may have given some back
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-lease.Done():
			return lease.Err()
		}
	}
}
