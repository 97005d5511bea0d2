package kv

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Order is the order of a list of keys.
type Order string

// The orders.
const (
	// ByKey is by the name. All keys that match are read for each page, so a bucket
	// that is large is only ordered by it when it is asked for.
	ByKey Order = "key"
	// ByRevision is from the key that was not written for longest to the newest. A
	// page takes as long in a bucket of a million keys as in a small one.
	ByRevision Order = "revision"
)

// Query says which keys are listed.
type Query struct {
	// Prefix begins the keys, with any character: one that ends with a dot is looked
	// for by the server, what is behind the last dot here.
	Prefix string
	// Pattern is a subject with wildcards that the keys match; not with Prefix.
	Pattern string
	Search  string // part of the key, whatever its case
	Deleted bool   // also keys whose last revision is a marker
	Order   Order  // empty for the one that is cheap: ByKey in a bucket that is not large
	Limit   int    // 1 to MostKeys
	Cursor  string // of the page before
}

// Keys is a part of a list of keys.
type Keys struct {
	Keys    []Key
	Order   Order
	Next    string // empty on the last page
	Partial bool   // the time ended before the page was full, or before all was read; Next goes on
	Scanned int    // messages that were looked at
	// Total is how many keys match. Without TotalExact there are at most so many, and
	// with a filter it is not known.
	Total      uint64
	TotalExact bool
	TotalKnown bool
}

// MostKeys is the most of a page.
const MostKeys = 1000

// smallBucket is how many keys are ordered by name without being asked for it.
const smallBucket = 5_000

// pageTime is how long a page looks for keys before it is said to be partial.
const pageTime = 2 * time.Second

type place struct {
	Mark     uint32 `json:"m"`           // of the query
	Order    Order  `json:"o"`           //
	Revision uint64 `json:"r,omitempty"` // of the first message that was not looked at
	Key      string `json:"k,omitempty"` // the last one of the page before
}

func (p place) String() string {
	text, err := json.Marshal(p)
	if err != nil {
		return "" // texts and numbers can always be encoded
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func (q *Query) mark(bucket string) uint32 {
	h := fnv.New32a()
	for _, part := range []string{bucket, q.Prefix, q.Pattern, q.Search, strconv.FormatBool(q.Deleted)} {
		_, _ = h.Write([]byte(strconv.Itoa(len(part)) + ":" + part)) // a hash takes everything
	}
	return h.Sum32()
}

const mostCursor = 4 << 10

func (q *Query) place(bucket string) (p place, err error) {
	if q.Cursor == "" {
		return place{Order: q.Order}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err == nil && len(q.Cursor) <= mostCursor {
		err = json.Unmarshal(text, &p)
	}
	if err != nil || p.Mark != q.mark(bucket) || p.Order != ByKey && p.Order != ByRevision || q.Order != "" && q.Order != p.Order {
		return place{}, fault.New(fault.Unprocessable, "validation_failed", "This is no cursor of this list.").WithField("query.cursor").Wrap(err)
	}
	return p, nil
}

func (q *Query) check() error {
	q.Limit = min(max(q.Limit, 1), MostKeys)
	switch {
	case q.Prefix != "" && q.Pattern != "":
		return fault.New(fault.Unprocessable, "validation_failed", "Give a prefix or a pattern, not both.").WithField("query.pattern")
	case len(q.Prefix) > mostKey || q.Prefix != "" && !isSubject(strings.TrimSuffix(q.Prefix, ".")):
		return fault.New(fault.Unprocessable, "validation_failed", "No key begins so.").WithField("query.prefix")
	case q.Pattern != "" && !isPattern(q.Pattern):
		return fault.New(fault.Unprocessable, "validation_failed", "A pattern is a key in which * stands for one part between dots, and > at the end for all that follow.").WithField("query.pattern")
	}
	return nil
}

func isPattern(text string) bool {
	tokens := strings.Split(text, ".")
	for i, token := range tokens {
		if token == ">" && i == len(tokens)-1 {
			tokens[i] = "x"
		}
		if token == "*" {
			tokens[i] = "x"
		}
	}
	return isSubject(strings.Join(tokens, "."))
}

// filter is the part of the query that the server looks for.
func (q *Query) filter(prefix string) string {
	if q.Pattern != "" {
		return prefix + q.Pattern
	}
	return prefix + q.Prefix[:strings.LastIndexByte(q.Prefix, '.')+1] + ">"
}

func (q *Query) matches(k *Key) bool {
	return (q.Deleted || k.Operation == Put) && strings.HasPrefix(k.Key, q.Prefix) &&
		(q.Search == "" || strings.Contains(strings.ToLower(k.Key), strings.ToLower(q.Search)))
}

func (q *Query) all() bool { return q.Prefix == "" && q.Pattern == "" && q.Search == "" }

// Keys lists the keys of a bucket. Errors: bucket_not_found, and those of the
// connection; nats_permission names what the user would have to be allowed.
func (s Store) Keys(ctx context.Context, bucket string, q Query) (*Keys, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	b, err := s.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	at, err := q.place(bucket)
	if err != nil {
		return nil, err
	}
	if at.Order == "" {
		at.Order = ByRevision
		if b.Created != "" && b.Subjects <= smallBucket {
			at.Order = ByKey
		}
	}
	at.Mark = q.mark(bucket)
	var page *Keys
	if at.Order == ByKey {
		page, err = s.byKey(ctx, b, &q, at)
	} else {
		page, err = s.byRevision(ctx, b, &q, at)
	}
	if err != nil {
		return nil, err
	}
	page.Order = at.Order
	if !page.TotalKnown && q.all() && b.Created != "" {
		page.Total, page.TotalKnown = b.Subjects, true
	}
	return page, nil
}

// byKey reads all keys that match and keeps the first so many behind the place.
func (s Store) byKey(ctx context.Context, b *Bucket, q *Query, at place) (*Keys, error) {
	r, err := s.lastOnly(ctx, b, q.filter(b.prefix))
	if err != nil {
		return nil, err
	}
	defer r.close(ctx)
	page := &Keys{TotalKnown: true, TotalExact: true}
	first := lowest{room: q.Limit + 1}
	for {
		k, ok, err := r.next(ctx)
		if err != nil {
			return nil, err // half of the keys in order are no page: others may stand between them
		}
		if !ok {
			break
		}
		page.Scanned++
		if q.matches(&k) {
			page.Total++
			if k.Key > at.Key {
				first.add(k)
			}
		}
	}
	page.Keys = first.sorted()
	if len(page.Keys) > q.Limit {
		page.Keys = page.Keys[:q.Limit]
		at.Key = page.Keys[q.Limit-1].Key
		page.Next = at.String()
	}
	return page, nil
}

// byRevision reads on from the place until the page is full or its time is over. A
// bucket without history has only last revisions; in others those that were
// superseded are sorted out.
func (s Store) byRevision(ctx context.Context, b *Bucket, q *Query, at place) (*Keys, error) {
	within, cancel := context.WithTimeout(ctx, pageTime)
	defer cancel()
	r, err := s.from(ctx, b, at.Revision, q.filter(b.prefix))
	if err != nil {
		return nil, err
	}
	defer r.close(ctx)
	page := &Keys{Keys: []Key{}}
	for len(page.Keys) < q.Limit && !page.Partial {
		some, failed := r.candidates(within, q, q.Limit-len(page.Keys))
		if page.Scanned += some.scanned; failed != nil && (page.Scanned == 0 || within.Err() == nil || ctx.Err() != nil) {
			return nil, failed
		}
		page.Partial = failed != nil // what was looked at need not be looked at again
		kept, err := s.current(ctx, b, some.keys)
		if err != nil {
			return nil, err
		}
		page.Keys = append(page.Keys, kept...)
		at.Revision = max(at.Revision, some.next)
		if some.end {
			page.complete(q)
			return page, nil
		}
	}
	page.Next = at.String()
	return page, nil
}

// complete counts the keys when all of them are on one page.
func (p *Keys) complete(q *Query) {
	if q.Cursor == "" {
		p.Total, p.TotalKnown, p.TotalExact = uint64(len(p.Keys)), true, true
	}
}

// candidates are keys that match, some of them perhaps superseded.
type candidates struct {
	keys    []Key
	scanned int
	next    uint64 // the first revision that was not looked at
	end     bool   // there is none
}

// chunk is how many keys are looked at before it is asked which of them are the last
// of theirs; the server compares each with each.
const chunk = 200

func (r *reader) candidates(ctx context.Context, q *Query, need int) (some candidates, err error) {
	for len(some.keys) < min(need, chunk) {
		k, ok, err := r.next(ctx)
		if err != nil {
			return some, err
		}
		if !ok {
			some.end = true
			break
		}
		some.scanned++
		some.next = k.Revision + 1
		if q.matches(&k) {
			some.keys = append(some.keys, k)
		}
	}
	return some, nil
}

// current returns those of some revisions that are the last of their keys.
func (s Store) current(ctx context.Context, b *Bucket, some []Key) ([]Key, error) {
	if b.History <= 1 || len(some) == 0 {
		return some, nil
	}
	filters := make([]string, 0, len(some))
	for i := range some {
		filters = append(filters, b.prefix+some[i].Key)
	}
	slices.Sort(filters)
	r, err := s.lastOnly(ctx, b, slices.Compact(filters)...)
	if err != nil {
		return nil, err
	}
	defer r.close(ctx)
	last := make(map[string]uint64, len(some))
	for {
		k, ok, err := r.next(ctx)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		last[k.Key] = k.Revision
	}
	return slices.DeleteFunc(some, func(k Key) bool { return last[k.Key] != k.Revision }), nil
}

// lowest keeps the first so many keys by name of any number of them.
type lowest struct {
	room int
	keys []Key
}

func (l *lowest) add(k Key) {
	if l.keys = append(l.keys, k); len(l.keys) >= 2*l.room {
		l.keys = l.sorted()
	}
}

func (l *lowest) sorted() []Key {
	slices.SortFunc(l.keys, func(a, b Key) int { return strings.Compare(a.Key, b.Key) })
	return append([]Key{}, l.keys[:min(len(l.keys), l.room)]...)
}
