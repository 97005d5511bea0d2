package objstore

import (
	"context"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Order is the order of a list of objects.
type Order string

// The orders. By name all objects are read and one page is kept; by revision a page
// costs the same in a bucket of any size.
const (
	ByName     Order = "name"
	ByRevision Order = "revision" // from the one that was not written for longest
)

// Query says which objects are listed.
type Query struct {
	Search  string // part of a name, whatever its case
	Deleted bool   // those too, as long as their marker is there
	Order   Order  // by name in smaller buckets when empty
	Limit   int
	Cursor  string
}

// Page is a part of a list of objects.
type Page struct {
	Objects []*Object
	Order   Order
	Total   int  // that match
	Counted bool // Total is known
	Partial bool // the time ended before: Next goes on, or by name the list has gaps
	Next    string
}

const (
	smaller   = 10_000 // subjects of a bucket that is listed by name without being asked
	listTime  = 2 * time.Second
	metaBatch = 512
	metaBytes = 1 << 20
)

// Objects lists objects. Errors: bucket_not_found, invalid_cursor.
func (s Store) Objects(ctx context.Context, bucket string, q Query) (Page, error) {
	b, err := s.open(ctx, bucket)
	if err != nil {
		return Page{}, err
	}
	if q.Order == "" && q.Cursor != "" { // as the page before
		q.Order = ByName
		if strings.HasPrefix(q.Cursor, revisionMark) {
			q.Order = ByRevision
		}
	}
	if q.Order == "" {
		q.Order = ByName
		if b.subjects > smaller {
			q.Order = ByRevision
		}
	}
	if q.Order == ByRevision {
		return s.byRevision(ctx, b, &q)
	}
	return s.byName(ctx, b, &q)
}

// Cursors say of which order they are.
const (
	revisionMark = "r"
	nameMark     = "n"
)

func badCursor() error {
	return fault.New(fault.Unprocessable, "invalid_cursor", "This cursor is not one of this list.").WithField("query.cursor")
}

func (q *Query) finds(o *Object) bool {
	return o != nil && (q.Deleted || !o.Deleted) && strings.Contains(strings.ToLower(o.Name), strings.ToLower(q.Search))
}

// metas calls take for each description from a sequence on, until it returns false.
// The object is nil where the description cannot be read. all reports whether there
// are no more; its error is the connection's only when nothing was read.
func (r *source) metas(ctx context.Context, b *Bucket, from uint64, within time.Duration, take func(*Object) bool) (all bool, err error) {
	end := time.Now().Add(within)
	for first := true; ; first = false {
		came, more, err := r.read(ctx, from, metaBatch, metaBytes)
		if err != nil {
			if first || ctx.Err() != nil {
				return false, asBucket(b.Name, err)
			}
			return false, nil
		}
		for i := range came {
			from = came[i].seq + 1
			o, err := object(&came[i])
			if err != nil {
				o = nil
			}
			if !take(o) {
				return false, nil
			}
		}
		if !more || len(came) == 0 {
			return true, nil
		}
		if time.Now().After(end) {
			return false, nil
		}
	}
}

// metaSource reads the descriptions of a bucket's objects.
func (s Store) metaSource(b *Bucket) *source {
	return &source{s: s, stream: StreamOf(b.Name), filter: b.allMeta()}
}

func (s Store) byRevision(ctx context.Context, b *Bucket, q *Query) (Page, error) {
	page := Page{Objects: []*Object{}, Order: ByRevision}
	from := uint64(1)
	if q.Cursor != "" {
		after, err := strconv.ParseUint(strings.TrimPrefix(q.Cursor, revisionMark), 10, 64)
		if err != nil || !strings.HasPrefix(q.Cursor, revisionMark) {
			return page, badCursor()
		}
		from = after + 1
	}
	seen, full := from-1, false
	all, err := s.metaSource(b).metas(ctx, b, from, listTime, func(o *Object) bool {
		if len(page.Objects) == q.Limit && q.finds(o) {
			full = true
			return false
		}
		if o != nil {
			seen = o.Revision
		}
		if q.finds(o) {
			page.Objects = append(page.Objects, o)
		}
		return true
	})
	if err != nil {
		return Page{}, err
	}
	if !all {
		page.Next, page.Partial = revisionMark+strconv.FormatUint(seen, 10), !full
	} else if q.Cursor == "" {
		page.Total, page.Counted = len(page.Objects), true
	}
	return page, nil
}

// byName keeps the first names behind the cursor of all there are.
func (s Store) byName(ctx context.Context, b *Bucket, q *Query) (Page, error) {
	page := Page{Objects: []*Object{}, Order: ByName, Counted: true}
	after, ok := strings.CutPrefix(q.Cursor, nameMark)
	if q.Cursor != "" && !ok {
		return page, badCursor()
	}
	behind := 0
	all, err := s.metaSource(b).metas(ctx, b, 1, 2*listTime, func(o *Object) bool {
		if !q.finds(o) {
			return true
		}
		page.Total++
		if q.Cursor == "" || o.Name > after {
			behind++
			page.insert(o, q.Limit)
		}
		return true
	})
	if err != nil {
		return Page{}, err
	}
	page.Partial, page.Counted = !all, all
	if behind > len(page.Objects) {
		page.Next = nameMark + page.Objects[len(page.Objects)-1].Name
	}
	return page, nil
}

// insert keeps the objects in the order of their names, and at most so many.
func (p *Page) insert(o *Object, limit int) {
	at := sort.Search(len(p.Objects), func(i int) bool { return p.Objects[i].Name >= o.Name })
	if at >= limit {
		return
	}
	if len(p.Objects) < limit {
		p.Objects = append(p.Objects, nil)
	}
	copy(p.Objects[at+1:], p.Objects[at:])
	p.Objects[at] = o
}
