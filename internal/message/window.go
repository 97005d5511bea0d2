package message

import "context"

// slack is how many times too much may be read rather than asked for more
// exactly.
const slack = 4

// window is a part of a stream that ends where a page begins.
type window struct {
	from  uint64
	count uint64 // messages in it that match; about, or only a guess
}

// window returns from where to read so that what the page still takes lies
// between there and its low end, and not much more. Behind counts what matches
// there and behind it.
func (p *paging) window(ctx context.Context, behind uint64) (window, error) {
	before, n := p.low, uint64(p.left()) //nolint:gosec // positive
	if p.r.stream.Filter == "" && p.r.facts.dense() {
		n = min(n, before-p.first)
		return window{before - n, n}, nil
	}
	if !p.page.MatchedKnown {
		return p.probe(ctx, before, n)
	}
	most := n * slack
	if p.r.facts.average()*most > bytesAtOnce {
		most = n + n/2
	}
	if p.page.Matched <= behind+most {
		return window{p.first, p.page.Matched - min(behind, p.page.Matched)}, nil
	}
	return p.gallop(ctx, before, behind, n, most)
}

// gallop widens and narrows a window until it holds between n and most messages.
func (p *paging) gallop(ctx context.Context, before, behind, n, most uint64) (window, error) {
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
			return window{}, err
		}
		if !known { // another way of reading than before
			return p.probe(ctx, before, n)
		}
		count := total - min(behind, total)
		switch {
		case count < n:
			narrow = width
			width = scaled(width, target, max(count, 1))
			if count == 0 {
				width = scaled(narrow, slack*slack, 1)
			}
		case count > most:
			wide = width
			width = scaled(width, target, count)
		default:
			return window{before - width, count}, nil
		}
	}
	return window{before - wide, most}, nil
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
// until something is in it.
func (p *paging) probe(ctx context.Context, before, n uint64) (window, error) {
	for width := n; ; width *= slack * slack {
		from := before - min(width, before-p.first)
		c, err := p.r.read(ctx, from, 1, 1)
		switch {
		case err != nil:
			return window{}, err
		case from == p.first:
			return window{from, n}, nil
		case len(c.messages) > 0 && c.messages[0].Sequence < before:
			return window{c.messages[0].Sequence, n}, nil
		}
	}
}
