package message

import (
	"context"
	"slices"
)

// backward reads what is before a sequence until the page is full. NATS reads in
// one direction only, so it looks for a place from where not much more than the
// page has to be read, and keeps the end of that.
func (p *paging) backward(ctx context.Context, before uint64) error {
	before = min(before, p.r.facts.last+1)
	p.low, p.high = before, before
	behind, err := p.behind(ctx, before)
	if err != nil {
		return err
	}
	for p.low > p.first {
		if !p.room(ctx) {
			return nil
		}
		w, err := p.window(ctx, behind)
		if err == nil {
			err = p.tail(ctx, w)
		}
		if err != nil {
			return p.interrupted(ctx, err)
		}
		behind += w.read
	}
	p.page.Stopped = AtEnd
	return nil
}

// behind counts what matches at a sequence and behind it, and notes whether
// there is anything. Where it cannot be counted there is one or none.
func (p *paging) behind(ctx context.Context, before uint64) (uint64, error) {
	if before > p.r.facts.last {
		return 0, nil
	}
	n, known, err := p.r.count(ctx, before)
	if err == nil && !known {
		var c chunk
		c, err = p.r.read(ctx, before, 1, 1)
		n = uint64(len(c.messages))
	}
	p.more = n > 0
	return n, err
}

// tail reads a window up to where the page begins, and keeps the end of what is
// wanted of it, as much as the page takes.
func (p *paging) tail(ctx context.Context, w *window) error {
	end := p.ending()
	for at := w.from; at < p.low; {
		c, err := p.r.read(ctx, at, w.expects(), bytesAtOnce)
		if err == nil {
			err = c.cut
		}
		if err != nil {
			return err
		}
		for i := range c.messages {
			m := &c.messages[i]
			if at = m.Sequence + 1; at > p.low {
				break
			}
			if w.read++; p.q.Match.finds(ctx, m) {
				m.Cut(p.q.Preview)
				end.push(m, w.read)
			}
		}
		switch {
		case ctx.Err() != nil: // what was not looked at may have been what is wanted
			return broken(ctx)
		case !c.more || len(c.messages) == 0:
			at = p.low
		case w.most > 0 && w.read > w.most && at < p.low:
			w.narrow(at, p.low)
			at, end = w.from, p.ending()
		}
	}
	p.take(end, w)
	return nil
}

func (p *paging) ending() *ending { return &ending{room: p.left(), bytes: mostKept - p.kept} }

// take puts the end of a window before what the page has. When not all of it
// found room, the page ends where that begins.
func (p *paging) take(end *ending, w *window) {
	p.low, p.kept = w.from, p.kept+end.weight
	if end.dropped {
		p.low = end.messages[0].Sequence
		w.read -= end.nth[0] - 1
	}
	p.page.Read += w.read
	slices.Reverse(end.messages)
	p.page.Messages = append(p.page.Messages, end.messages...)
}

// ending keeps the last messages of many, as many as there is room for, and one
// at least.
type ending struct {
	room, bytes int
	messages    []Message
	nth         []uint64 // of all that were read
	weight      int
	dropped     bool
}

func (e *ending) push(m *Message, nth uint64) {
	e.messages, e.nth, e.weight = append(e.messages, *m), append(e.nth, nth), e.weight+m.weight()
	for len(e.messages) > e.room || e.weight > e.bytes && len(e.messages) > 1 {
		e.weight -= e.messages[0].weight()
		e.messages, e.nth, e.dropped = e.messages[1:], e.nth[1:], true
	}
}
