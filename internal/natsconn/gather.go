package natsconn

import (
	"context"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Gathering says when Gather has enough, and bounds what it keeps.
type Gathering struct {
	// Header goes with what is sent.
	Header nats.Header
	// Quiet ends it when nobody has answered for so long after a reply. Zero does
	// not: Last, a bound or the caller's context does.
	Quiet time.Duration
	// Last ends it with the reply for which it is true, as when the replies come
	// from one that says when it is done. It is called where replies come in, for
	// each of them in turn, so it must be quick and wait for nothing.
	Last func(*nats.Msg) bool

	Replies int   // at most so many
	Bytes   int64 // and at most so many bytes of them

	// Apart gives it an inbox of its own, for replies that keep a subject of their
	// own, as the messages of a consumer do: all others are told apart by theirs.
	Apart bool
}

// Gather sends data to subject and collects the replies of everybody who
// answers: until the one that is the last, until it has been quiet for a while,
// a bound is reached, or ctx ends. Whole is true when the last came or it was the
// quiet that ended it. Without a single reply there is an error, as of Request.
func (l Lease) Gather(ctx context.Context, subject string, data []byte, g Gathering) (replies []*nats.Msg, whole bool, err error) {
	link := l.l
	stretch := link.epoch.Load()
	if stretch == nil {
		return nil, false, l.lost(nil)
	}
	inbox := ""
	if g.Apart {
		inbox = link.nc.NewInbox()
	}
	c := link.calls.addGathering(subject, inbox, g)
	defer link.calls.remove(c)
	defer l.leave(c.gathered)
	if err := l.send(ctx, stretch, outgoing{c, g.Header, data}); err != nil {
		return nil, false, err
	}
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-c.gathered.news:
			if replies, how := c.gathered.look(); how != gathering {
				return ended(replies, how)
			}
			if g.Quiet > 0 {
				quiet.Reset(g.Quiet)
			}
		case <-quiet.C:
			replies, how := c.gathered.look()
			return replies, how != gatheredTooMuch, nil
		case a := <-c.answer:
			return c.gathered.partly(l.explain(ctx, "publish to", subject, a.err))
		case <-stretch.lost:
			return c.gathered.partly(l.lost(errLinkLost))
		case <-ctx.Done():
			link.probe()
			return c.gathered.partly(callerError(ctx.Err()))
		}
	}
}

// leave ends the subscription of a gathering that has one.
func (l Lease) leave(g *gathered) {
	g.mu.Lock()
	g.left = true
	sub := g.sub
	g.mu.Unlock()
	if sub != nil {
		l.Unsubscribe(sub)
	}
}

func ended(replies []*nats.Msg, how progress) ([]*nats.Msg, bool, error) {
	if len(replies) == 0 { // the first was larger than all of them may be
		return nil, false, fault.New(fault.Upstream, "nats_error", "NATS answered with more than HeyNATS takes.")
	}
	return replies, how == gatheredLast, nil
}

// progress is how far a gathering is.
type progress uint8

const (
	gathering       progress = iota
	gatheredLast             // the last reply came
	gatheredTooMuch          // a bound was reached
)

// gathered is what a gathering has been answered so far. It is filled where the
// replies come in: a caller who knows how the last one looks wakes up once, and
// not for each of a thousand.
type gathered struct {
	bounds Gathering
	news   chan struct{} // takes one: look again

	mu      sync.Mutex
	replies []*nats.Msg
	bytes   int64
	how     progress
	sub     *nats.Subscription // of a gathering apart
	left    bool               // its caller does not wait any more
}

func newGathered(g Gathering) *gathered {
	return &gathered{bounds: g, news: make(chan struct{}, 1)}
}

// add takes a reply, as long as there is room.
func (g *gathered) add(msg *nats.Msg) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.how != gathering {
		return
	}
	g.bytes += int64(msg.Size())
	if g.bytes > g.bounds.Bytes {
		g.how = gatheredTooMuch
	} else {
		g.replies = append(g.replies, msg)
		g.how = g.judge(msg)
	}
	if g.how != gathering || g.bounds.Last == nil || g.bounds.Quiet > 0 {
		g.tell()
	}
}

// adopt takes the subscription that was made for it, unless its caller has left
// meanwhile.
func (g *gathered) adopt(sub *nats.Subscription) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sub = sub
	return !g.left
}

func (g *gathered) judge(msg *nats.Msg) progress {
	switch {
	case g.bounds.Last != nil && g.bounds.Last(msg):
		return gatheredLast
	case len(g.replies) == g.bounds.Replies:
		return gatheredTooMuch
	default:
		return gathering
	}
}

func (g *gathered) tell() {
	select {
	case g.news <- struct{}{}:
	default: // it will look
	}
}

func (g *gathered) look() ([]*nats.Msg, progress) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.replies, g.how
}

// partly returns what came before something went wrong; only without anything
// is that an error. What comes later is not taken any more.
func (g *gathered) partly(err error) ([]*nats.Msg, bool, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.how == gathering {
		g.how = gatheredTooMuch
	}
	if len(g.replies) == 0 {
		return nil, false, err
	}
	return g.replies, g.how == gatheredLast, nil
}
