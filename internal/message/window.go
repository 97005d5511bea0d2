package message

import "context"

// window is a part of a stream that ends where a page begins.
type window struct {
	from  uint64
	count uint64 // messages in it that match: known, about, or only a guess
	most  uint64 // if not zero: with more in it than this it is better narrowed
	read  uint64 // of them
}

// expects is how many messages are still to be read.
func (w *window) expects() int { return int(max(1, min(w.count-min(w.read, w.count), mostAtOnce))) }

// narrow halves what is left of a window in which there was too much to read.
func (w *window) narrow(at, end uint64) {
	w.from, w.read = at+(end-at)/2, 0
}

// slack is how many times too much may be read rather than asked for more
// exactly.
const slack = 4

// window returns from where to read so that what is wanted lies between there and
// the low end of the page, and not much more. Behind counts what matches there
// and behind it.
func (p *paging) window(ctx context.Context, behind uint64) (*window, error) {
	before, n := p.low, uint64(p.wanted()) //nolint:gosec // positive
	if p.r.filter == "" && p.r.facts.dense() {
		n = min(n, before-p.first)
		return &window{from: before - n, count: n}, nil
	}
	n, most := p.tolerance(n)
	if !p.page.MatchedKnown {
		return p.probe(ctx, before, n, most)
	}
	if p.page.Matched <= behind+most {
		// The server counts from the first message more easily than from the first
		// that matches.
		return &window{from: p.r.facts.first, count: p.page.Matched - min(behind, p.page.Matched)}, nil
	}
	return p.gallop(ctx, before, behind, n, most)
}

// tolerance is how few and how many messages a window may hold when n are wanted.
// A search uses all that it reads, and reads no more than it may.
func (p *paging) tolerance(n uint64) (least, most uint64) {
	switch {
	case p.q.Match != nil:
		return max(n/slack, 1), n
	case p.r.facts.average()*n*slack > bytesAtOnce:
		return n, n + n/2
	default:
		return n, n * slack
	}
}

// gallop widens and narrows a window until it holds between n and most messages.
func (p *paging) gallop(ctx context.Context, before, behind, n, most uint64) (*window, error) {
	narrow, wide := uint64(0), before-p.first // too few; enough
	target := (n + most) / 2
	// What it would be if they were spread evenly.
	width := scaled(wide, target, p.page.Matched-behind)
	for wide-narrow > 1 {
		if width <= narrow || width >= wide {
			width = narrow + (wide-narrow)/2
		}
		total, known, err := p.r.count(ctx, before-width)
		if err != nil {
			return nil, err
		}
		if !known {
			return p.probe(ctx, before, n, most)
		}
		count := total - min(behind, total)
		switch {
		case count == 0:
			narrow, width = width, scaled(width, slack*slack, 1)
		case count < n:
			narrow, width = width, scaled(width, target, count)
		case count > most:
			wide, width = width, scaled(width, target, count)
		default:
			return &window{from: before - width, count: count}, nil
		}
	}
	return &window{from: before - wide, count: most}, nil
}

// scaled is width * by / of, without overflowing.
func scaled(width, by, of uint64) uint64 {
	f := float64(width) * float64(by) / float64(of)
	if f >= 1<<62 {
		return 1 << 62
	}
	return uint64(f)
}

// probe looks for the window's begin without being able to count: it widens it
// until something is in it. That is not much more than wanted if messages match
// about evenly, and tail gives up on it otherwise.
func (p *paging) probe(ctx context.Context, before, n, most uint64) (*window, error) {
	for width := n; ; width *= slack * slack {
		width = min(width, before-p.first)
		c, err := p.r.read(ctx, before-width, 1, 1)
		switch {
		case err != nil:
			return nil, err
		case len(c.messages) > 0 && c.messages[0].Sequence < before:
			return &window{from: c.messages[0].Sequence, count: most, most: most}, nil
		case before-width == p.first:
			return &window{from: p.first, count: 1}, nil
		}
	}
}
