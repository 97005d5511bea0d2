package stream

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// Page is a part of a list of streams.
type Page struct {
	Streams    []Summary
	Total      int // that match, of those that were read
	Account    int // streams that the account has
	Partial    bool
	Missing    []string // streams that the server named and knew nothing of, 100 at most
	MissingAll int
	Next       string // cursor; empty on the last page
	Nearest    string // when nothing contains what was looked for: the name most like it
	At         time.Time
}

const (
	mostMissing = 100
	mostPages   = 400 // of 256 streams, that are read for one listing
)

// Lists lists streams, and the subjects of one. It remembers what it read for some
// seconds, so that the pages of one listing are of one time. The zero value is ready
// to use, and safe for concurrent use.
type Lists struct{ kept shelf }

// List returns a page of the streams of an account. conn names the connection:
// what is remembered is for nobody else. A first page is always read anew. When the
// time ends before all was read the page has what was, and Partial is true; without
// anything it is the error.
func (l *Lists) List(ctx context.Context, js jsapi.Client, conn string, q Query) (Page, error) {
	if err := q.check(); err != nil {
		return Page{}, err
	}
	var after cursor
	if q.Cursor != "" {
		var err error
		if after, err = parseCursor(q.Cursor, q.mark()); err != nil {
			return Page{}, err
		}
	}
	ctx, cancel := withReserve(ctx)
	defer cancel()
	if q.plain() {
		return inOrder(ctx, js, &q, after)
	}
	behind := position{after.Key, after.Name}
	if kept, ok := l.kept.find(conn, after.Kept).(*reading); ok {
		if page, ok := kept.page(&q, behind); ok {
			return page, nil
		}
	}
	r, err := read(ctx, js, &q, behind)
	if err != nil {
		return Page{}, err
	}
	if len(r.top.rows) > q.Limit {
		r.id = l.kept.newID()
		l.kept.keep(conn, r.id, r, r.top.weight)
	}
	page, _ := r.page(&q, behind)
	return page, nil
}

// withReserve keeps a tenth of the time for the answer.
func withReserve(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, deadline.Add(-time.Until(deadline)/10))
}

// miss notes the streams of a page that nobody answered for.
func (p *Page) miss(page *streamlist.Page) {
	for _, name := range page.Missing {
		p.MissingAll++
		if len(p.Missing) < mostMissing {
			p.Missing = append(p.Missing, text(name))
		}
	}
}

// inOrder takes as much of the server's own pages as is wanted: one of them, mostly.
func inOrder(ctx context.Context, js jsapi.Client, q *Query, after cursor) (Page, error) {
	page := Page{At: time.Now().UTC(), Streams: make([]Summary, 0, q.Limit)}
	w := walk{r: streamlist.Reader{JS: js, Offset: after.Offset}, after: after.Name}
	for n := 0; len(page.Streams) < q.Limit && n < mostPages; n++ {
		read, err := w.next(ctx, &page, q.Limit)
		if err != nil {
			if len(page.Streams) == 0 {
				return Page{}, err
			}
			page.Partial = true
			break
		}
		if read == nil {
			continue // it went back: the page was not the one
		}
		if w.r.Done() {
			break
		}
	}
	page.Account, page.Total = w.r.Total, w.r.Total
	if len(page.Streams) > 0 && (w.more || !w.r.Done()) {
		page.Next = cursor{Mark: q.mark(), Name: page.Streams[len(page.Streams)-1].Name, Offset: w.last}.String()
	}
	return page, nil
}

// walk goes through the server's list from behind a name. Where that is it knows
// from the page before, but streams come and go: it begins with the name itself,
// and when that is not there looks for where it would be.
type walk struct {
	r     streamlist.Reader
	after string
	found bool // the place behind the name
	last  int  // offset of the last stream taken
	more  bool // there were streams for which there was no room
}

// next adds the streams of a page, as many as there is room for. It returns nil
// when they were not behind the name.
func (w *walk) next(ctx context.Context, page *Page, limit int) (*streamlist.Page, error) {
	var first string
	begin, index, took := w.r.Offset, 0, len(page.Streams)
	read, err := w.r.Next(ctx, func(s *streamlist.State) {
		if index++; index == 1 {
			first = string(s.Name)
		}
		switch {
		case string(s.Name) <= w.after:
		case len(page.Streams) == limit:
			w.more = true
		default:
			page.Streams = append(page.Streams, summarize(s))
			w.last = begin + index - 1
		}
	})
	if err != nil {
		return nil, err
	}
	if !w.found && begin > 0 && (first > w.after || index == 0) {
		page.Streams, w.more = page.Streams[:took], false
		w.r = streamlist.Reader{JS: w.r.JS, Offset: max(0, begin-backwards), Total: w.r.Total}
		return nil, nil //nolint:nilnil // as documented
	}
	w.found = true
	markOffline(page.Streams[took:], read)
	page.miss(read)
	return read, nil
}

// backwards is how far the walk goes back at once: a little less than a page.
const backwards = 250

// markOffline says of streams that came with their configuration only that
// nobody keeps them.
func markOffline(streams []Summary, page *streamlist.Page) {
	for _, name := range page.Missing {
		i, ok := slices.BinarySearchFunc(streams, string(name), func(s Summary, name string) int { return strings.Compare(s.Name, name) })
		if ok {
			streams[i].Health = Offline
		}
	}
}
