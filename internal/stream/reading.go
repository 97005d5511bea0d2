package stream

import (
	"context"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// reading is what a query found in the whole list of streams.
type reading struct {
	id   uint64 // on the shelf; 0 when it is not there
	mark uint32 // of the query
	top  top[*Summary]
	sum  Page // without its streams
}

// weight is about how much memory a stream in a list takes.
func (s *Summary) weight() int {
	n := 512 + 2*len(s.Name) + len(s.Description) + len(s.Mirror)
	for _, subject := range s.Subjects {
		n += 16 + len(subject)
	}
	return n
}

// read goes over all streams. The error is that of the first page.
func read(ctx context.Context, js jsapi.Client, q *Query, after position) (*reading, error) {
	r := &reading{mark: q.mark(), sum: Page{At: time.Now().UTC()}, top: top[*Summary]{compare: q.compare, after: after, least: q.Limit}}
	match := q.matcher()
	near := nearest{to: strings.ToLower(q.Contains)}
	list := streamlist.Reader{JS: js}
	away := make(map[string]bool)
	for n := range mostPages {
		page, err := list.Next(ctx, func(s *streamlist.State) {
			if match.matches(s) {
				r.add(q, s)
			} else if r.sum.Total == 0 {
				near.look(s.Name)
			}
		})
		if err != nil {
			if n == 0 {
				return nil, err
			}
			break
		}
		r.sum.miss(page)
		for _, name := range page.Missing {
			away[string(name)] = true
		}
		if list.Done() {
			break
		}
	}
	r.sum.Account, r.sum.Partial = list.Total, !list.Done()
	if r.sum.Total == 0 {
		r.sum.Nearest = near.name
	}
	r.top.sort()
	for i := range r.top.rows {
		if s := r.top.rows[i].value; away[s.Name] {
			s.Health = Offline // it came with its configuration only
		}
	}
	return r, nil
}

func (r *reading) add(q *Query, s *streamlist.State) {
	r.sum.Total++
	at := position{q.key(s), string(s.Name)}
	if r.top.wants(at) {
		sum := summarize(s)
		r.top.add(at, &sum, sum.weight())
	}
}

// page returns the streams behind a place, and false when they are not held.
func (r *reading) page(q *Query, after position) (Page, bool) {
	rows, more, held := r.top.behind(after, q.Limit)
	if !held || r.mark != q.mark() {
		return Page{}, false
	}
	page := r.sum
	page.Streams = make([]Summary, 0, len(rows))
	for i := range rows {
		page.Streams = append(page.Streams, *rows[i].value)
	}
	if more {
		last := rows[len(rows)-1].position
		page.Next = cursor{Mark: r.mark, Key: last.key, Name: last.name, Kept: r.id}.String()
	}
	return page, true
}
