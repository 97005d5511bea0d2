package stream

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// SubjectQuery says which subjects of a stream are listed.
type SubjectQuery struct {
	Stream string
	Filter string // with wildcards; empty for all
	ByName bool   // in the order of their names, not of their messages
	Limit  int
	Cursor string
}

// SubjectCount is a subject with its messages.
type SubjectCount struct {
	Subject  string
	Messages uint64
}

// SubjectPage is a part of a list of subjects.
type SubjectPage struct {
	Subjects []SubjectCount
	Total    int // that match
	Partial  bool
	Next     string // cursor; empty on the last page
}

func (q *SubjectQuery) check() error {
	q.Limit = min(max(1, q.Limit), MostListed)
	if err := checkName(q.Stream); err != nil {
		return err
	}
	if q.Filter == "" {
		q.Filter = ">"
	}
	return checkSubject(q.Filter, "query.filter")
}

func (q *SubjectQuery) mark() uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "subjects %q %q %v", q.Stream, q.Filter, q.ByName) // never fails (hash.Hash)
	return h.Sum32()
}

// Subjects returns a page of the subjects that have messages in a stream: those
// with the most messages first, or in the order of their names. When the time ends
// before all were read the page is of those that were, and Partial is true.
func (l *Lists) Subjects(ctx context.Context, js jsapi.Client, conn string, q SubjectQuery) (SubjectPage, error) {
	if err := q.check(); err != nil {
		return SubjectPage{}, err
	}
	var after cursor
	if q.Cursor != "" {
		var err error
		if after, err = parseCursor(q.Cursor, q.mark()); err != nil {
			return SubjectPage{}, err
		}
	}
	ctx, cancel := withReserve(ctx)
	defer cancel()
	r := subjectReader{js: js, stream: q.Stream, filter: q.Filter}
	if q.ByName {
		return subjectsInOrder(ctx, r, &q, after)
	}
	behind := position{after.Key, after.Name}
	if kept, ok := l.kept.find(conn, after.Kept).(*ranking); ok {
		if page, ok := kept.page(&q, behind); ok {
			return page, nil
		}
	}
	rank, err := rankSubjects(ctx, r, &q, behind)
	if err != nil {
		return SubjectPage{}, err
	}
	if len(rank.top.rows) > q.Limit {
		rank.id = l.kept.newID()
		l.kept.keep(conn, rank.id, rank, rank.top.weight)
	}
	page, _ := rank.page(&q, behind)
	return page, nil
}

// subjectReader reads the subjects of a stream, 100,000 at most at once. The
// server counts and sorts all of them for each answer.
type subjectReader struct {
	js             jsapi.Client
	stream, filter string
	offset         int // of those to come
	total          int
	last           string
	begun, done    bool
}

// next calls visit for some subjects, in the order of their names. What an earlier
// answer had is not visited again.
func (r *subjectReader) next(ctx context.Context, visit func(subject []byte, messages uint64)) error {
	body, err := json.Marshal(struct {
		Filter string `json:"subjects_filter"`
		Offset int    `json:"offset"`
	}{r.filter, r.offset})
	if err != nil {
		return err
	}
	answer, err := r.js.Send(ctx, "STREAM.INFO."+r.stream, body)
	if err != nil {
		return err
	}
	a := subjectAnswer{visit: func(subject []byte, messages uint64) {
		if !r.begun || string(subject) > r.last {
			visit(subject, messages)
		}
	}}
	if err := a.read(answer); err != nil {
		return err
	}
	r.offset += a.count
	r.total = max(a.total, a.count)
	r.done = a.count == 0 || r.offset >= r.total
	if a.count > 0 {
		r.last, r.begun = string(a.last), true
	}
	return nil
}

// subjectAnswer reads the subjects in an answer to STREAM.INFO.
type subjectAnswer struct {
	visit   func(subject []byte, messages uint64)
	total   int
	count   int
	last    []byte
	refusal error
}

func (a *subjectAnswer) read(answer []byte) error {
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "error":
			a.refusal = jsapi.ReadRefusal(c)
		case "total":
			a.total = max(0, int(c.Int()))
		case "state":
			a.state(c)
		}
	})
	if err := c.End(); err != nil {
		return jsapi.BadAnswer(err)
	}
	return a.refusal
}

func (a *subjectAnswer) state(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		if string(key) != "subjects" {
			return
		}
		c.Object(func(subject []byte) {
			n := c.Uint()
			if c.Err() == nil {
				a.count++
				a.last = subject
				a.visit(subject, n)
			}
		})
	})
}

// ranking is what is held of a stream's subjects, those with the most messages
// first.
type ranking struct {
	id      uint64
	mark    uint32
	top     top[struct{}]
	total   int
	partial bool
}

// rankSubjects goes over all subjects. The error is that of the first answer.
func rankSubjects(ctx context.Context, r subjectReader, q *SubjectQuery, after position) (*ranking, error) {
	rank := &ranking{mark: q.mark(), top: top[struct{}]{compare: falling, after: after, least: q.Limit}}
	visit := func(subject []byte, messages uint64) {
		if at := (position{messages, string(subject)}); rank.top.wants(at) {
			rank.top.add(at, struct{}{}, rowWeight+len(subject))
		}
	}
	for first := true; !r.done; first = false {
		if err := r.next(ctx, visit); err != nil {
			if first {
				return nil, err
			}
			break
		}
	}
	rank.total, rank.partial = r.total, !r.done
	rank.top.sort()
	return rank, nil
}

const rowWeight = 48 // of a row beside its name

func (r *ranking) page(q *SubjectQuery, after position) (SubjectPage, bool) {
	rows, more, held := r.top.behind(after, q.Limit)
	if !held || r.mark != q.mark() {
		return SubjectPage{}, false
	}
	page := SubjectPage{Subjects: make([]SubjectCount, 0, len(rows)), Total: r.total, Partial: r.partial}
	for _, row := range rows {
		page.Subjects = append(page.Subjects, SubjectCount{row.name, row.key})
	}
	if more {
		last := rows[len(rows)-1].position
		page.Next = cursor{Mark: r.mark, Key: last.key, Name: last.name, Kept: r.id}.String()
	}
	return page, true
}

// subjectsInOrder takes a page out of the server's own. It begins with the last
// subject of the page before; when that is not where it was, it looks for where it
// would be.
func subjectsInOrder(ctx context.Context, r subjectReader, q *SubjectQuery, after cursor) (SubjectPage, error) {
	page := SubjectPage{Subjects: make([]SubjectCount, 0, q.Limit)}
	r.offset = after.Offset
	back, found, more := q.Limit, false, false
	for !more && !r.done {
		begin, index, last := r.offset, 0, 0
		var first string
		err := r.next(ctx, func(subject []byte, messages uint64) {
			if index++; index == 1 {
				first = string(subject)
			}
			switch {
			case strings.Compare(string(subject), after.Name) <= 0:
			case len(page.Subjects) == q.Limit:
				more = true
			default:
				page.Subjects = append(page.Subjects, SubjectCount{string(subject), messages})
				last = begin + index - 1
			}
		})
		if err != nil {
			if len(page.Subjects) == 0 {
				return SubjectPage{}, err
			}
			page.Partial = true
			break
		}
		page.Total = r.total
		if !found && begin > 0 && (index == 0 || first > after.Name) {
			page.Subjects, more = page.Subjects[:0], false
			r = subjectReader{js: r.js, stream: r.stream, filter: r.filter, offset: max(0, begin-back)}
			back *= 2
			continue
		}
		found = true
		if len(page.Subjects) > 0 && (more || !r.done) {
			page.Next = cursor{Mark: q.mark(), Name: page.Subjects[len(page.Subjects)-1].Subject, Offset: last}.String()
		}
	}
	return page, nil
}
