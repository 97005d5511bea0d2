package natsconn

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// calls are what waits for the server on one link: requests for their reply,
// publishes and subscriptions for a refusal. One wildcard subscription takes
// all replies, as in nats.go; ours is separate so that a caller never waits
// inside nats.go, whose mutex a dial or a full socket can hold for seconds.
//
// A permission error comes out of turn and names only its subject; it ends all
// calls on that subject.
type calls struct {
	mu      sync.Mutex
	last    uint64
	open    map[uint64]*waiting
	refused error // ends every request: the inbox may not be subscribed to
}

// waiting is one call that is under way.
type waiting struct {
	id         uint64
	subject    string
	wantsReply bool
	answer     chan answer // takes one
	left       atomic.Bool // its caller does not wait any more

	// Of a gathering, which takes many replies; empty of all others.
	gathered *gathered
	inbox    string // of its own, if it has one
}

type answer struct {
	msg *nats.Msg
	err error
}

func (w *waiting) end(msg *nats.Msg, err error) {
	select {
	case w.answer <- answer{msg, err}:
	default: // it has its answer
	}
}

// take is end for a reply, of which a gathering takes more than one.
func (w *waiting) take(msg *nats.Msg) {
	switch {
	case noResponders(msg):
		w.end(nil, nats.ErrNoResponders)
	case w.gathered != nil:
		w.gathered.add(msg)
	default:
		w.end(msg, nil)
	}
}

// add begins a call. It has its answer already when it wants a reply and the
// inbox was refused.
func (c *calls) add(subject string, wantsReply bool) *waiting {
	return c.begin(&waiting{subject: subject, wantsReply: wantsReply, answer: make(chan answer, 1)})
}

// addGathering begins a call that takes many replies.
func (c *calls) addGathering(subject, inbox string, g Gathering) *waiting {
	return c.begin(&waiting{subject: subject, wantsReply: true, answer: make(chan answer, 1), gathered: newGathered(g), inbox: inbox})
}

func (c *calls) begin(w *waiting) *waiting {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w.wantsReply && c.refused != nil {
		w.end(nil, c.refused)
	}
	if c.open == nil {
		c.open = make(map[uint64]*waiting)
	}
	c.last++
	w.id = c.last
	c.open[w.id] = w
	return w
}

func (c *calls) remove(w *waiting) {
	w.left.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, w.id)
}

func (c *calls) deny(subject string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range c.open {
		if w.subject == subject || w.inbox != "" && w.inbox == subject {
			w.end(nil, err)
		}
	}
}

func (c *calls) refuseAll(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused = err
	for _, w := range c.open {
		if w.wantsReply {
			w.end(nil, err)
		}
	}
}

// reply is called by nats.go for every message on the inbox.
func (c *calls) reply(msg *nats.Msg) {
	id, err := strconv.ParseUint(msg.Subject[strings.LastIndexByte(msg.Subject, '.')+1:], 36, 64)
	if err != nil {
		return
	}
	c.mu.Lock()
	w := c.open[id]
	c.mu.Unlock()
	if w == nil {
		return // its caller has left
	}
	w.take(msg)
}

// noResponders recognizes the server's word that nobody listens. A stored message
// may be empty and have a header of the status' name too, but comes with its
// sequence, or from a consumer with a subject to acknowledge it on.
func noResponders(msg *nats.Msg) bool {
	return len(msg.Data) == 0 && msg.Reply == "" && msg.Header.Get("Status") == "503" && msg.Header.Get("Nats-Sequence") == ""
}

// listen subscribes to the replies of all requests to come, and begins to send
// them. It is called once, before the link is shared.
func (l *link) listen() error {
	l.inbox = l.nc.NewInbox() + "."
	if _, err := l.nc.Subscribe(l.inbox+"*", l.calls.reply); err != nil {
		return err
	}
	l.outbox = make(chan outgoing, outboxSize)
	l.tasks.run(l.sender)
	return nil
}

// outgoing is a request on its way to nats.go.
type outgoing struct {
	call   *waiting
	header nats.Header
	data   []byte
}

// outboxSize is how many requests may wait for the sender. It is short: they
// wait only while nats.go is stuck.
const outboxSize = 128

// sender hands requests to nats.go, whose mutex a dial or a full socket can hold
// for seconds: only this goroutine waits for it then. A request whose caller
// has left meanwhile is not sent any more.
func (l *link) sender() {
	for {
		select {
		case o := <-l.outbox:
			if o.call.left.Load() {
				continue
			}
			if err := l.transmit(o); err != nil {
				o.call.end(nil, err)
			}
		case <-l.ctx.Done():
			return
		}
	}
}

func (l *link) transmit(o outgoing) error {
	c := o.call
	if c.inbox != "" {
		sub, err := l.nc.Subscribe(c.inbox, c.take)
		if err != nil {
			return err
		}
		if !c.gathered.adopt(sub) {
			return sub.Unsubscribe()
		}
		return l.nc.PublishRequest(c.subject, c.inbox, o.data)
	}
	reply := l.inbox + strconv.FormatUint(c.id, 36)
	if o.header == nil {
		return l.nc.PublishRequest(c.subject, reply, o.data)
	}
	return l.nc.PublishMsg(&nats.Msg{Subject: c.subject, Reply: reply, Header: o.header, Data: o.data})
}

// denied is told of a permission error. A user who may not subscribe to its
// inbox gets no replies at all.
func (l *link) denied(subject string, publish bool) {
	if subject != l.inbox+"*" {
		l.calls.deny(subject, permissionDenied(subject, publish))
		return
	}
	l.calls.refuseAll(permissionDenied(subject, false).
		WithHint("Replies come to the inbox. Give an inbox prefix that this user may subscribe to, under Advanced."))
}

// The server's words: Permissions Violation for Publish to "x" and
// Permissions Violation for Subscription to "x" [using queue "q"].
var deniedPattern = regexp.MustCompile(`(?i)permissions violation for (publish|subscription) to "([^"]*)"`)

func deniedSubject(err error) (subject string, publish, ok bool) {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return "", false, false
	}
	match := deniedPattern.FindStringSubmatch(err.Error())
	if match == nil {
		return "", false, false
	}
	return match[2], strings.EqualFold(match[1], "publish"), true
}

func permissionDenied(subject string, publish bool) *fault.Error {
	verb := "subscribe to"
	if publish {
		verb = "publish to"
	}
	return fault.New(fault.Forbidden, "nats_permission", "This user may not "+verb+" "+subject+".").
		WithHint("Ask who runs this NATS account for the permission, or connect as another user.")
}
