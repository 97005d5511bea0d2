package message

import (
	"context"
	"errors"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Query says which page of messages is wanted.
type Query struct {
	From      Position
	Direction Direction // empty for that of From
	Cursor    string    // of a page before; instead of From
	Limit     int       // messages
	Preview   int       // bytes to keep of each payload
}

// Page is some messages in the order of the direction.
type Page struct {
	Messages     []Message
	NewerCursor  string // empty when nothing is there now
	OlderCursor  string
	Matched      uint64 // messages that the filter matches in the stream
	MatchedKnown bool   // false: Matched says nothing
	InStream     uint64
	First, Last  uint64 // sequences of the stream
	Method       Method
	Partial      bool // the time or the room ended before the page was full
}

// mostKept bounds what a page may hold.
const mostKept = 16 << 20

// paging is a page while it is made.
type paging struct {
	r    *Reader
	q    Query
	page *Page
	kept int

	first     uint64 // sequence of the first message that matches
	low, high uint64 // sequences that were looked at: from low, before high
	more      bool   // there are messages at high or behind it
}

// Page reads a page. Errors: validation_failed for a query that is none, and
// those of the connection when nothing was read.
func (r *Reader) Page(ctx context.Context, q Query) (*Page, error) {
	p := &paging{r: r, q: q, page: &Page{InStream: r.facts.messages, First: r.facts.first, Last: r.facts.last}}
	start, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	within, cancel := withReserve(ctx)
	defer cancel()
	if p.q.Direction == Newer {
		err = p.forward(within, start)
	} else {
		err = p.backward(within, start)
	}
	if err == nil {
		err = p.finish(within)
	}
	if err != nil {
		return nil, err
	}
	p.page.Method = r.src.method()
	return p.page, nil
}

// withReserve keeps a tenth of the time for the answer.
func withReserve(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, deadline.Add(-time.Until(deadline)/10))
}

// start returns the first sequence of the page when it goes to newer messages,
// and the one before which it ends otherwise.
func (p *paging) start(ctx context.Context) (uint64, error) {
	if p.q.Cursor != "" {
		return p.resume()
	}
	if p.q.Direction == "" {
		p.q.Direction = p.q.From.direction()
	}
	f := &p.r.facts
	older := p.q.Direction == Older
	switch p.q.From.kind {
	case atFirst:
		return after(f.first, older), nil
	case atSequence:
		return after(p.q.From.seq, older), nil
	case atTime:
		t := p.q.From.time
		if older { // those of this very time too
			t = t.Add(1)
		}
		return p.r.at(ctx, t)
	default:
		return after(f.last, older), nil
	}
}

func after(seq uint64, really bool) uint64 {
	if really && seq+1 != 0 {
		return seq + 1
	}
	return seq
}

func (p *paging) resume() (uint64, error) {
	c, err := parseCursor(p.q.Cursor)
	if err != nil {
		return 0, err
	}
	if c.of != p.r.scope() {
		return 0, fault.New(fault.Unprocessable, "validation_failed", "This cursor belongs to another stream or to another subject filter.").
			WithHint("Begin again without a cursor.").WithField("query.cursor")
	}
	if p.q.Direction != "" && p.q.Direction != c.direction {
		return 0, fault.New(fault.Unprocessable, "validation_failed", "This cursor goes the other way.").WithField("query.direction")
	}
	p.q.Direction = c.direction
	return c.seq, nil
}

func (r *Reader) scope() uint64 { return scope(r.stream.Name, r.facts.created, r.stream.Filter) }

// forward reads from start on until the page is full.
func (p *paging) forward(ctx context.Context, start uint64) error {
	p.low, p.high = start, start
	for p.left() > 0 {
		c, err := p.r.read(ctx, p.high, p.left(), bytesAtOnce)
		if err != nil {
			return p.interrupted(ctx, err)
		}
		for i := range c.messages {
			m := &c.messages[i]
			p.high, p.more = m.Sequence+1, c.more || i < len(c.messages)-1
			if p.keep(m); p.left() == 0 {
				break
			}
		}
		if c.cut != nil {
			return p.interrupted(ctx, c.cut)
		}
		if !c.more {
			return nil
		}
	}
	return nil
}

// left is how many messages the page still takes.
func (p *paging) left() int {
	if p.kept >= mostKept {
		p.page.Partial = true
		return 0
	}
	return p.q.Limit - len(p.page.Messages)
}

func (p *paging) keep(m *Message) {
	m.cut(p.q.Preview)
	p.kept += m.weight()
	p.page.Messages = append(p.page.Messages, *m)
}

// interrupted takes an error for the end of a page that has something on it,
// unless nobody waits for it any more.
func (p *paging) interrupted(ctx context.Context, err error) error {
	if len(p.page.Messages) == 0 || errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	p.page.Partial = true
	return nil
}

// finish counts, if that is still to be done, and says where to go on.
func (p *paging) finish(ctx context.Context) error {
	if p.q.Direction == Newer {
		if err := p.survey(ctx); err != nil {
			return p.interrupted(ctx, err)
		}
	}
	if p.low > p.first && p.page.InStream > 0 {
		p.page.OlderCursor = cursor{Older, p.low, p.r.scope()}.String()
	}
	if p.more {
		p.page.NewerCursor = cursor{Newer, p.high, p.r.scope()}.String()
	}
	return nil
}

// survey finds how many messages match, and the first of them.
func (p *paging) survey(ctx context.Context) error {
	f := &p.r.facts
	if p.r.stream.Filter == "" {
		p.first, p.page.Matched, p.page.MatchedKnown = f.first, f.messages, true
		return nil
	}
	c, err := p.r.read(ctx, f.first, 1, 1)
	switch {
	case err != nil:
		return err
	case len(c.messages) == 0:
		p.first, p.page.MatchedKnown = f.last+1, true
	default:
		m := c.messages[0]
		p.first, p.page.Matched, p.page.MatchedKnown = m.Sequence, m.pending+1, m.counted
	}
	return nil
}
