package consumer

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Row is a consumer in a list: how it stands, and how it fares.
type Row struct {
	*Reading
	Rates   *Rates    // nil without an earlier reading
	Since   time.Time // of that
	Verdict Verdict

	place Place // in the order that is asked for
}

// Kind is who begins: the one that asks, or the server.
type Kind string

// The kinds.
const (
	Pull Kind = "pull"
	Push Kind = "push"
)

// Kind returns the kind of a consumer; empty when that is not known.
func (r *Reading) Kind() Kind {
	switch {
	case r.DeliverPolicy == "":
		return ""
	case r.Push:
		return Push
	default:
		return Pull
	}
}

// Query says which rows are wanted, in which order.
type Query struct {
	Text     string // part of the name of the consumer or of its stream, whatever case
	Kind     Kind   // empty is any
	Levels   []Level
	Sort     Sort
	Backward bool
	Limit    int
	After    Place // the last row of the page before
}

// Sort is what rows are in the order of; where that is the same, by stream and
// name.
type Sort string

// The orders. By verdict is the worst first, and of those the ones with most
// unread messages.
const (
	ByVerdict     Sort = "verdict"
	ByName        Sort = "name"
	ByStream      Sort = "stream"
	ByPending     Sort = "pending"
	ByAckPending  Sort = "ack_pending"
	ByRedelivered Sort = "redelivered"
	ByLastAck     Sort = "last_ack"
)

// Place is where a row stands in an order.
type Place struct {
	Level  Level     `json:"l,omitempty"`
	Number uint64    `json:"n,omitempty"`
	Time   time.Time `json:"t,omitzero"`
	Stream string    `json:"s,omitempty"`
	Name   string    `json:"c,omitempty"`
}

// place returns where a row stands.
func (s Sort) place(r *Row) Place {
	p := Place{Stream: r.Stream, Name: r.Name}
	switch s {
	case ByPending:
		p.Number = r.Pending
	case ByAckPending:
		p.Number = r.AckPending
	case ByRedelivered:
		p.Number = r.Redelivered
	case ByLastAck:
		p.Time = r.AckFloor.Last
	case ByVerdict:
		p.Level, p.Number = r.Verdict.Level, ^r.Pending // the most first
	case ByName, ByStream:
	}
	return p
}

// compare orders two places.
func (s Sort) compare(a, b *Place) int {
	byStream := cmp.Or(strings.Compare(a.Stream, b.Stream), strings.Compare(a.Name, b.Name))
	if s == ByName {
		byStream = cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Stream, b.Stream))
	}
	return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Number, b.Number), a.Time.Compare(b.Time), byStream)
}

// Rows says of each reading how it fares.
func (r *Readings) Rows(earlier Earlier) []*Row {
	all, rows := make([]Row, len(r.List)), make([]*Row, len(r.List))
	for i := range r.List {
		all[i] = RowOf(r.List[i], earlier, r.Streams[r.List[i].Stream])
		rows[i] = &all[i]
	}
	return rows
}

// RowOf says of a reading how it fares.
func RowOf(r *Reading, earlier Earlier, stream Stream) Row {
	mark := earlier(r)
	row := Row{Reading: r, Verdict: Judge(r, mark, stream)}
	if rates, ok := rates(r, mark); ok {
		row.Rates, row.Since = &rates, mark.At
	}
	return row
}

// Selection is a page of rows.
type Selection struct {
	Rows   []*Row
	Total  int              // rows that are wanted
	Counts [len(Levels)]int // by level, of those that all but the levels let through
	Next   *Place           // behind which the next page begins; nil on the last
	Since  time.Time        // the earliest reading that rates of the page are from
}

// Select returns a page of the rows. It orders what it is given.
func (q *Query) Select(rows []*Row) Selection {
	var s Selection
	text := strings.ToLower(q.Text)
	rows = slices.DeleteFunc(rows, func(r *Row) bool {
		if q.Kind != "" && r.Kind() != q.Kind || !contains(r.Name, text) && !contains(r.Stream, text) {
			return true
		}
		s.Counts[r.Verdict.Level]++
		return len(q.Levels) > 0 && !slices.Contains(q.Levels, r.Verdict.Level)
	})
	s.Total = len(rows)
	for _, r := range rows {
		r.place = q.Sort.place(r)
	}
	order := func(a, b *Place) int {
		if q.Backward {
			a, b = b, a
		}
		return q.Sort.compare(a, b)
	}
	slices.SortFunc(rows, func(a, b *Row) int { return order(&a.place, &b.place) })
	if q.After != (Place{}) {
		first, _ := slices.BinarySearchFunc(rows, &q.After, func(r *Row, after *Place) int {
			if order(&r.place, after) > 0 {
				return 1
			}
			return -1
		})
		rows = rows[first:]
	}
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		s.Next = &rows[len(rows)-1].place
	}
	s.Rows = rows
	for _, r := range rows {
		if !r.Since.IsZero() && (s.Since.IsZero() || r.Since.Before(s.Since)) {
			s.Since = r.Since
		}
	}
	return s
}

// contains reports whether a text has another, which is in small letters, in it.
func contains(text, part string) bool {
	return part == "" || strings.Contains(strings.ToLower(text), part)
}

// String writes a place as a cursor.
func (p *Place) String() string {
	text, err := json.Marshal(p)
	if err != nil {
		return "" // numbers, texts and times between the years 0 and 9999 only
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// ParsePlace reads a cursor.
func ParsePlace(cursor string) (p Place, err error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(text, &p)
	}
	if err != nil || p == (Place{}) {
		return p, fault.New(fault.Unprocessable, "validation_failed", "This is no cursor: take next_cursor of the page before, with the same other parameters.").WithField("query.cursor")
	}
	return p, nil
}
