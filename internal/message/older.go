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
	if err := p.survey(ctx); err != nil {
		return err
	}
	behind, err := p.behind(ctx, before)
	if err != nil {
		return err
	}
	for p.left() > 0 && p.low > p.first {
		w, err := p.window(ctx, behind)
		if err != nil {
			return p.interrupted(ctx, err)
		}
		read, err := p.tail(ctx, w, p.low)
		if err != nil {
			return p.interrupted(ctx, err)
		}
		behind += read
	}
	return nil
}

// behind counts what matches at a sequence and behind it, and notes whether
// there is anything.
func (p *paging) behind(ctx context.Context, before uint64) (uint64, error) {
	if before > p.r.facts.last {
		return 0, nil
	}
	n, known, err := p.r.count(ctx, before)
	if err != nil {
		return 0, err
	}
	if !known {
		c, err := p.r.read(ctx, before, 1, 1)
		if err != nil {
			return 0, err
		}
		n = uint64(len(c.messages))
	}
	p.more = n > 0
	return n, nil
}

// tail reads what is in a window and keeps the end of it, as much as the page
// takes. It returns how many messages it read.
func (p *paging) tail(ctx context.Context, w window, before uint64) (read uint64, err error) {
	var end []Message
	room := p.left()
	weight, dropped := 0, false
	for at := w.from; at < before; {
		n := int(max(1, min(w.count-min(read, w.count), mostAtOnce)))
		c, err := p.r.read(ctx, at, n, bytesAtOnce)
		if err == nil {
			err = c.cut
		}
		if err != nil {
			return 0, err
		}
		for i := range c.messages {
			m := &c.messages[i]
			if at = m.Sequence + 1; at > before {
				break
			}
			read++
			m.cut(p.q.Preview)
			end = append(end, *m)
			for weight += m.weight(); len(end) > room || weight > mostKept-p.kept && len(end) > 1; end = end[1:] {
				weight -= end[0].weight()
				dropped = true
			}
		}
		if !c.more {
			break
		}
	}
	if p.low = w.from; dropped {
		p.low = end[0].Sequence
	}
	p.kept += weight
	slices.Reverse(end)
	p.page.Messages = append(p.page.Messages, end...)
	return read, nil
}
