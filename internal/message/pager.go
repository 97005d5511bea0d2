package message

import (
	"context"
	"sync"
)

// Pager reads pages. It remembers what streams were like, so that it can ask for
// the messages of a page together with what the stream is like now, and not after
// it. What it asked for in vain is not used. The zero value is ready to use, and
// safe for concurrent use.
type Pager struct {
	mu    sync.Mutex
	known map[seen]remembered
}

// seen is a stream as one connection sees it.
type seen struct{ connection, stream string }

type remembered struct {
	facts
	moving bool // it had other messages the time before
}

// mostKnown bounds how many streams are remembered.
const mostKnown = 4_096

// Page reads a page over a connection, which has a name of its own. Errors: those
// of Open and Reader.Page.
func (p *Pager) Page(ctx context.Context, conn Conn, connection string, s Stream, q Query) (*Page, error) {
	s, err := s.checked()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	of := seen{connection, s.Name}
	early := p.ahead(ctx, conn, of, s, q)
	defer early.wait() // what was asked for in vain ends here, too
	defer cancel()
	r, err := Open(ctx, conn, s)
	if err != nil {
		return nil, err
	}
	defer r.Close(ctx)
	p.remember(of, r.facts)
	if d, ok := r.src.(*direct); ok {
		d.early = early
	}
	return r.Page(ctx, q)
}

// ahead begins to read what the page will begin with, if the stream is as it was.
func (p *Pager) ahead(ctx context.Context, conn Conn, of seen, s Stream, q Query) *early {
	e := &early{}
	p.mu.Lock()
	known, ok := p.known[of]
	p.mu.Unlock()
	if ok && known.allowDirect {
		d := newDirect(conn, s)
		for _, next := range known.guess(s, q) {
			e.begin(next, func() (chunk, error) { return d.read(ctx, next.from, next.n, next.bytes) })
		}
	}
	return e
}

func (p *Pager) remember(of seen, f facts) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known == nil {
		p.known = make(map[seen]remembered)
	}
	before, ok := p.known[of]
	if !ok && len(p.known) == mostKnown {
		for one := range p.known { // any
			delete(p.known, one)
			break
		}
	}
	p.known[of] = remembered{f, ok && before.last != f.last}
}

// reading is what source.read is asked for.
type reading struct {
	from     uint64
	n, bytes int
}

// guess is what a page begins with if the stream is as it was; nothing when that
// is hard to tell.
func (k *remembered) guess(s Stream, q Query) []reading {
	start, direction, ok := k.start(q)
	if !ok || q.Match != nil {
		return nil
	}
	var all []reading
	if s.Filter != "" {
		all = append(all, reading{k.first, 1, 1})
	}
	switch before := min(start, k.last+1); {
	case direction == Newer:
		all = append(all, reading{start, q.Limit, bytesAtOnce})
	case s.Filter == "" && k.dense() && before > k.first:
		n := min(uint64(q.Limit), before-k.first) //nolint:gosec // positive
		all = append(all, reading{before - n, int(n), bytesAtOnce})
	}
	return all
}

// start is what paging.start will return.
func (k *remembered) start(q Query) (seq uint64, d Direction, ok bool) {
	if q.Cursor != "" {
		c, err := parseCursor(q.Cursor)
		return c.seq, c.direction, err == nil
	}
	if d = q.Direction; d == "" {
		d = q.From.direction()
	}
	switch q.From.kind {
	case atFirst:
		return including(k.first, d == Older), d, true
	case atSequence:
		return including(q.From.seq, d == Older), d, true
	case atTime:
		return 0, d, false
	default:
		return including(k.last, d == Older), d, !k.moving
	}
}

// early are readings that were begun before it was known that they are needed.
type early struct {
	tasks sync.WaitGroup
	all   map[reading]*promise
}

type promise struct {
	done  chan struct{}
	chunk chunk
	err   error
}

func (e *early) begin(next reading, read func() (chunk, error)) {
	p := &promise{done: make(chan struct{})}
	if e.all == nil {
		e.all = make(map[reading]*promise)
	}
	e.all[next] = p
	e.tasks.Go(func() {
		defer close(p.done)
		p.chunk, p.err = read()
	})
}

// take waits for a reading that was begun, and hands it out once.
func (e *early) take(next reading) *promise {
	if e == nil || e.all[next] == nil {
		return nil
	}
	p := e.all[next]
	delete(e.all, next)
	<-p.done
	return p
}

func (e *early) wait() { e.tasks.Wait() }
