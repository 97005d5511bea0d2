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

	Match  *Matcher // only messages that it finds; nil for all
	Budget int      // with Match: read at most so many
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

	Read    uint64  // with Match: how many messages were looked at
	Stopped Stopped // and why not more of them
}

// Stopped is why a page, an export or a search has no more messages.
type Stopped string

// The reasons.
const (
	AtEnd    Stopped = "end"    // there are none
	AtLimit  Stopped = "limit"  // there are as many as were wanted
	AtBudget Stopped = "budget" // as many were read as may be
	OnTime   Stopped = "time"   // the time, or the room, has run out
)

// mostKept bounds what a page may hold, in bytes.
const mostKept = 16 << 20

// paging is a page while it is made.
type paging struct {
	r    *Reader
	q    Query
	page *Page
	kept int // bytes

	first     uint64 // sequence of the first message that matches
	low, high uint64 // sequences that were looked at: from low, before high
	more      bool   // there are messages at high or behind it
}

// Page reads a page. Errors: validation_failed for a query that is none, and
// those of the connection when nothing was read.
func (r *Reader) Page(ctx context.Context, q Query) (*Page, error) {
	p := &paging{r: r, q: q, page: &Page{InStream: r.facts.messages, First: r.facts.first, Last: r.facts.last}}
	within, cancel := withReserve(ctx)
	defer cancel()
	start, err := p.start(within)
	if err == nil {
		err = p.survey(within)
	}
	switch {
	case err != nil:
	case p.q.Direction == Newer:
		err = p.forward(within, start)
	default:
		err = p.backward(within, start)
	}
	if err != nil {
		return nil, err
	}
	p.finish()
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
		return including(f.first, older), nil
	case atSequence:
		return including(p.q.From.seq, older), nil
	case atTime:
		t := p.q.From.time
		if older { // those of this very time too
			t = t.Add(1)
		}
		return p.r.at(ctx, t)
	default:
		return including(f.last, older), nil
	}
}

// including is where a page begins that has a sequence on it.
func including(seq uint64, older bool) uint64 {
	if older && seq+1 != 0 {
		return seq + 1
	}
	return seq
}

func (p *paging) resume() (uint64, error) {
	c, err := parseCursor(p.q.Cursor)
	if err != nil {
		return 0, err
	}
	refuse := func(field, detail string) (uint64, error) {
		return 0, fault.New(fault.Unprocessable, "validation_failed", detail).WithHint("Begin again without a cursor.").WithField(field)
	}
	switch {
	case c.of != p.r.scope():
		return refuse("query.cursor", "This cursor belongs to another stream or to another subject filter.")
	case p.q.Direction != "" && p.q.Direction != c.direction:
		return refuse("query.direction", "This cursor goes the other way.")
	}
	p.q.Direction = c.direction
	return c.seq, nil
}

func (r *Reader) scope() uint64 { return scope(r.stream.Name, r.facts.created, r.stream.Filter) }

// survey finds how many messages match, and the first of them.
func (p *paging) survey(ctx context.Context) error {
	f := &p.r.facts
	if p.r.stream.Filter == "" {
		p.first, p.page.Matched, p.page.MatchedKnown = f.first, f.messages, f.counted
		return nil
	}
	c, err := p.r.read(ctx, f.first, 1, 1)
	switch {
	case err != nil:
		return err
	case len(c.messages) == 0:
		p.first, p.page.MatchedKnown = f.last+1, true
		return nil
	}
	m := c.messages[0]
	p.first, p.page.Matched, p.page.MatchedKnown = m.Sequence, m.pending+1, m.counted
	switch {
	case m.counted:
		return p.r.simplify(ctx, p.page.Matched)
	case f.subjects <= mostTallied:
		_, p.page.Matched, err = p.r.tally(ctx)
		p.page.MatchedKnown = err == nil
		return ignorable(ctx, err)
	default:
		return nil
	}
}

// forward reads from start on until the page is full.
func (p *paging) forward(ctx context.Context, start uint64) error {
	p.low, p.high = start, start
	for p.room(ctx) {
		c, err := p.r.read(ctx, p.high, p.wanted(), bytesAtOnce)
		if err != nil {
			return p.interrupted(ctx, err)
		}
		for i := range c.messages {
			m := &c.messages[i]
			p.high, p.more = m.Sequence+1, c.more || i < len(c.messages)-1
			if p.page.Read++; p.q.Match.finds(ctx, m) {
				p.keep(m)
			}
			if p.more && !p.room(ctx) {
				return p.confirm(ctx, m)
			}
		}
		if c.cut != nil {
			return p.interrupted(ctx, c.cut)
		}
		if p.more = c.more && len(c.messages) > 0; !p.more {
			p.page.Stopped = AtEnd
			return nil
		}
	}
	return nil
}

// confirm looks whether there is more behind the last message of a page, when
// that could only be assumed.
func (p *paging) confirm(ctx context.Context, last *Message) error {
	if last.counted {
		return nil
	}
	c, err := p.r.read(ctx, p.high, 1, 1)
	if err == nil {
		err = c.cut
	}
	if err != nil {
		return p.interrupted(ctx, err)
	}
	if p.more = len(c.messages) > 0; !p.more {
		p.page.Stopped = AtEnd
	}
	return nil
}

// room reports whether the page goes on, and notes why not.
func (p *paging) room(ctx context.Context) bool {
	switch {
	case p.left() == 0:
		p.page.Stopped = AtLimit
	case p.kept >= mostKept || ctx.Err() != nil:
		p.page.Stopped = OnTime
	case p.q.Match != nil && p.unread() == 0:
		p.page.Stopped = AtBudget
	default:
		return true
	}
	return false
}

// left is how many messages the page still takes.
func (p *paging) left() int { return p.q.Limit - len(p.page.Messages) }

// unread is what is left of the budget.
func (p *paging) unread() int {
	return p.q.Budget - int(min(p.page.Read, uint64(p.q.Budget))) //nolint:gosec // not negative
}

// wanted is how many messages to read next.
func (p *paging) wanted() int {
	if p.q.Match == nil {
		return p.left()
	}
	return min(p.unread(), p.r.handful())
}

// handful is how many messages to look at in one go: what may be read at once, as
// far as their size can be told.
func (r *Reader) handful() int {
	return int(min(max(bytesAtOnce/max(r.facts.average(), 1), 8), mostAtOnce))
}

func (p *paging) keep(m *Message) {
	m.Cut(p.q.Preview)
	p.kept += m.weight()
	p.page.Messages = append(p.page.Messages, *m)
}

// interrupted takes an error for the end of a page that has looked at something,
// unless nobody waits for it any more.
func (p *paging) interrupted(ctx context.Context, err error) error {
	if p.page.Read == 0 || errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	p.page.Stopped = OnTime
	return nil
}

// finish says where to go on.
func (p *paging) finish() {
	p.page.Method = p.r.src.method()
	p.page.Partial = p.page.Stopped == OnTime
	if p.low > p.first && (p.page.InStream > 0 || !p.r.facts.counted) {
		p.page.OlderCursor = cursor{Older, p.low, p.r.scope()}.String()
	}
	if p.more {
		p.page.NewerCursor = cursor{Newer, p.high, p.r.scope()}.String()
	}
}
