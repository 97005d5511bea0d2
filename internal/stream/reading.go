package stream

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// reading is what a query found in the whole list of streams: the first of them in
// its order, as many as there is room for.
type reading struct {
	id    uint64 // on the shelf; 0 when it is not there
	mark  uint32 // of the query
	after position
	rows  []row // behind after, in order
	cut   bool  // there were more rows than there is room for

	sum Page // without its streams
}

type row struct {
	position
	Summary
}

// mostHeld is what the rows of one reading may weigh: some 10,000 streams.
const mostHeld = 8 << 20

// weight is about how much memory a row takes.
func (r *row) weight() int {
	n := 512 + len(r.Name) + len(r.Description) + len(r.Mirror)
	for _, s := range r.Subjects {
		n += 16 + len(s)
	}
	return n
}

// read goes over all streams. The error is that of the first page.
func read(ctx context.Context, js jsapi.Client, q *Query, after position) (*reading, error) {
	h := holder{q: q, reading: &reading{mark: q.mark(), after: after, sum: Page{At: time.Now().UTC()}}}
	match := q.matcher()
	near := nearest{to: strings.ToLower(q.Contains)}
	list := streamlist.Reader{JS: js}
	for n := range mostPages {
		page, err := list.Next(ctx, func(s *streamlist.State) {
			if match.matches(s) {
				h.reading.sum.Total++
				h.add(s)
			} else if h.reading.sum.Total == 0 {
				near.look(s.Name)
			}
		})
		if err != nil {
			if n == 0 {
				return nil, err
			}
			break
		}
		h.reading.sum.miss(page)
		h.offline(page)
		if list.Done() {
			break
		}
	}
	r := h.sorted()
	r.sum.Account, r.sum.Partial = list.Total, !list.Done()
	if r.sum.Total == 0 {
		r.sum.Nearest = near.name
	}
	return r, nil
}

// holder keeps the first rows of a reading that is being made.
type holder struct {
	q       *Query
	reading *reading
	weight  int
	worst   position // no row behind it is kept, once some were left out
	away    map[string]bool
}

func (h *holder) add(s *streamlist.State) {
	r := h.reading
	at := position{h.q.key(s), string(s.Name)}
	if r.after.name != "" && h.q.compare(at, r.after) <= 0 {
		return
	}
	if r.cut && h.q.compare(at, h.worst) > 0 {
		return
	}
	r.rows = append(r.rows, row{at, summarize(s)})
	if h.weight += r.rows[len(r.rows)-1].weight(); h.weight > 2*mostHeld && len(r.rows) > 2*h.q.Limit {
		h.trim()
	}
}

// trim leaves out the last rows; half of them, mostly.
func (h *holder) trim() {
	r := h.reading
	h.sort()
	h.weight = 0
	for i := range r.rows {
		w := r.rows[i].weight()
		if h.weight+w > mostHeld && i > h.q.Limit {
			clear(r.rows[i:])
			r.rows, r.cut, h.worst = r.rows[:i], true, r.rows[i-1].position
			return
		}
		h.weight += w
	}
}

func (h *holder) sort() {
	slices.SortFunc(h.reading.rows, func(a, b row) int { return h.q.compare(a.position, b.position) })
}

// offline notes which streams came with their configuration only.
func (h *holder) offline(page *streamlist.Page) {
	for _, name := range page.Missing {
		if page.Has(name) {
			if h.away == nil {
				h.away = make(map[string]bool)
			}
			h.away[string(name)] = true
		}
	}
}

func (h *holder) sorted() *reading {
	if h.weight > mostHeld {
		h.trim()
	} else {
		h.sort()
	}
	for i := range h.reading.rows {
		if r := &h.reading.rows[i]; h.away[r.Name] {
			r.Health = Offline
		}
	}
	return h.reading
}

// page returns the streams behind a place, and false when they are not held.
func (r *reading) page(q *Query, after position) (Page, bool) {
	if r.mark != q.mark() || r.after.name != "" && q.compare(after, r.after) < 0 || r.after.name != "" && after.name == "" {
		return Page{}, false
	}
	begin := 0
	if after.name != "" {
		begin, _ = slices.BinarySearchFunc(r.rows, after, func(row row, after position) int {
			return cmp.Or(q.compare(row.position, after), -1) // the place behind it
		})
	}
	end := min(begin+q.Limit, len(r.rows))
	if r.cut && begin == len(r.rows) {
		return Page{}, false
	}
	page := r.sum
	page.Streams = make([]Summary, 0, end-begin)
	for i := begin; i < end; i++ {
		page.Streams = append(page.Streams, r.rows[i].Summary)
	}
	if end > begin && (end < len(r.rows) || r.cut) {
		last := r.rows[end-1].position
		page.Next = cursor{Mark: r.mark, Key: last.key, Name: last.name, Kept: r.id}.String()
	}
	return page, true
}
