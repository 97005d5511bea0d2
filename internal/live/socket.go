package live

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"

	"github.com/coder/websocket"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// socket is one WebSocket. What it is told it does at once; what it says goes out
// through its writer, events before the batches that come after them.
type socket struct {
	hub   *Hub
	ws    *websocket.Conn
	token string
	ctx   context.Context // ends with the socket
	work  sync.WaitGroup  // subscriptions
	wake  chan struct{}   // takes one: there is something to write

	mu     sync.Mutex
	subs   map[uint32]*subscription // from sub to end
	open   []*subscription          // those whose rings are emptied, in turns
	used   uint32                   // the highest id so far
	events []Event
	acked  uint64 // batches the page has taken
}

// nudge tells the writer that there is something to write.
func (s *socket) nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *socket) say(e Event) {
	s.mu.Lock()
	s.events = append(s.events, e)
	s.mu.Unlock()
	s.nudge()
}

func (s *socket) refuse(id uint32, err error) {
	s.say(Event{Op: opError, ID: id, Problem: s.hub.explain(err)})
}

// read takes commands until the socket ends.
func (s *socket) read() error {
	for {
		kind, text, err := s.ws.Read(s.ctx)
		if err != nil {
			return err
		}
		if kind != websocket.MessageText {
			s.refuse(0, invalid("op", "A command is a text message."))
			continue
		}
		c, err := parse(text)
		if err == nil {
			err = s.do(&c)
		}
		if err != nil {
			s.refuse(c.ID, err)
		}
		if s.flooded() {
			return errFlood
		}
	}
}

// errFlood is for a page that makes more events than it reads.
var errFlood = errors.New("live: the page does not read its events")

// mostEvents bounds the events that wait to be written.
const mostEvents = 4_096

func (s *socket) flooded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.events) > mostEvents
}

func (s *socket) do(c *Command) error {
	switch c.Op {
	case "sub":
		return s.subscribe(c)
	case "ack":
		s.mu.Lock()
		s.acked = max(s.acked, c.Batches)
		s.mu.Unlock()
		s.nudge()
		return nil
	}
	s.mu.Lock()
	sub := s.subs[c.ID]
	s.mu.Unlock()
	if sub == nil {
		return fault.New(fault.NotFound, "subscription_not_found", "This socket has no such subscription, or it is over.")
	}
	switch c.Op {
	case "unsub":
		sub.cancel()
	case "pause", "resume":
		sub.pause(c.Op == "pause")
	case "rate":
		sub.ring.limit(c.Limit, c.Mode)
	}
	s.nudge()
	return nil
}

func (s *socket) subscribe(c *Command) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case c.ID <= s.used:
		return fault.New(fault.Conflict, "subscription_exists", "This number was used before on this socket; the next has to be higher.").WithField("id")
	case len(s.subs) >= s.hub.cfg.Subscriptions:
		return fault.New(fault.Unavailable, "limit_reached", "This page follows as many subjects and streams as it may.").
			WithHint("End one that is not needed any more.")
	}
	sub := newSubscription(s, c)
	s.used, s.subs[c.ID] = c.ID, sub
	s.work.Go(func() { sub.run(c) })
	return nil
}

// lease takes the connection of a subscription.
func (s *socket) lease(ctx context.Context, c *Command) (natsconn.Lease, error) {
	use := natsconn.Active
	if c.Passive {
		use = natsconn.Passive
	}
	ctx, cancel := context.WithTimeout(ctx, s.hub.cfg.OpenTimeout)
	defer cancel()
	return s.hub.sessions.GetOrReconnect(ctx, s.token, c.Connection, use)
}

// opened says that a subscription works; from now on its ring is emptied.
func (s *socket) opened(sub *subscription, e Event) {
	e.Op, e.ID = opSubscribed, sub.id
	s.mu.Lock()
	s.events, s.open = append(s.events, e), append(s.open, sub)
	s.mu.Unlock()
	s.nudge()
}

// over says that a subscription has ended, once its ring is empty, or that it could
// not begin.
func (s *socket) over(sub *subscription, lease natsconn.Lease, err error) {
	s.mu.Lock()
	began := slices.Contains(s.open, sub)
	s.mu.Unlock()
	if began {
		sub.last = s.hub.endOf(sub, lease, err)
		sub.pause(false) // nothing more is kept back
		close(sub.end)
		s.nudge()
		return
	}
	sub.ring.close()
	s.forget(sub)
	if s.ctx.Err() != nil {
		return
	}
	if errors.Is(err, context.Canceled) && sub.ctx.Err() != nil {
		s.say(Event{Op: opEnd, ID: sub.id, Reason: reasonUnsubscribed})
		return
	}
	s.refuse(sub.id, err)
}

func (s *socket) forget(sub *subscription) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.subs, sub.id)
	s.open = slices.DeleteFunc(s.open, func(other *subscription) bool { return other == sub })
}

// close waits for what is left of a socket that has ended.
func (s *socket) close() {
	s.work.Wait()
	for _, sub := range s.subs {
		sub.ring.close()
	}
}

// encode writes an event; what it consists of always can be.
func encode(e Event) []byte {
	text, err := json.Marshal(e)
	if err != nil {
		return []byte(`{"op":"error","id":0}`)
	}
	return text
}
