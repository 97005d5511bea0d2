package stream

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/streamlist"
)

// Sort says in which order streams are listed.
type Sort string

// The orders. Streams that are the same in it are in the order of their names.
const (
	ByName      Sort = "name"
	ByMessages  Sort = "messages"
	ByBytes     Sort = "bytes"
	ByConsumers Sort = "consumers"
	ByLast      Sort = "last" // time of the last message; those without any are last either way
	ByFull      Sort = "full" // how full; those without a limit are last either way
)

// Condition is something that a stream is.
type Condition string

// The conditions.
const (
	Empty     Condition = "empty"
	Idle      Condition = "idle" // no message for a day
	Sealed    Condition = "sealed"
	NearLimit Condition = "near_limit" // 85 % full or more
	Headless  Condition = "no_leader"
)

const (
	idleAfter = 24 * time.Hour
	nearFull  = .85
)

// Query says which streams are listed, and in which order. What is empty does not
// narrow it.
type Query struct {
	Sort       Sort
	Descending bool
	Contains   string // a part of the name or of a subject, whatever its case
	Subject    string // with wildcards: streams that take some of the same subjects
	Kinds      []Kind
	Storage    string
	Retention  string
	Only       []Condition // all of them

	Limit  int
	Cursor string // of an earlier page of the same query
}

// MostListed is how many streams a page may have.
const MostListed = 1_000

func (q *Query) check() error {
	q.Limit = min(max(1, q.Limit), MostListed)
	if q.Sort == "" {
		q.Sort = ByName
	}
	if q.Subject != "" {
		return checkSubject(q.Subject, "query.subject")
	}
	return nil
}

// plain reports whether the server's own pages are the answer.
func (q *Query) plain() bool {
	return q.Sort == ByName && !q.Descending && !q.narrow()
}

func (q *Query) narrow() bool {
	return q.Contains != "" || q.Subject != "" || len(q.Kinds) > 0 || q.Storage != "" || q.Retention != "" || len(q.Only) > 0
}

// mark tells queries apart, so that the cursor of one does not go on in another.
func (q *Query) mark() uint32 {
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%q %v %q %q %q %q %q %q", q.Sort, q.Descending, q.Contains, q.Subject, q.Kinds, q.Storage, q.Retention, q.Only) // never fails (hash.Hash)
	return h.Sum32()
}

// matcher decides which streams a query lists.
type matcher struct {
	q    Query
	part []byte // q.Contains in lower case
	now  time.Time
}

func (q *Query) matcher() matcher {
	return matcher{q: *q, part: bytes.ToLower([]byte(q.Contains)), now: time.Now()}
}

func (m *matcher) matches(s *streamlist.State) bool {
	q := &m.q
	if q.Storage != "" && q.Storage != string(s.Storage) ||
		q.Retention != "" && q.Retention != string(s.Retention) ||
		len(q.Kinds) > 0 && !slices.Contains(q.Kinds, kindOf(s)) {
		return false
	}
	for _, c := range q.Only {
		if !m.is(s, c) {
			return false
		}
	}
	return m.contains(s) && m.takes(s)
}

func (m *matcher) is(s *streamlist.State, c Condition) bool {
	switch c {
	case Empty:
		return s.Messages == 0
	case Idle:
		return m.idle(s)
	case Sealed:
		return s.Sealed
	case NearLimit:
		return fullness(s) >= nearFull
	case Headless:
		return s.Leaderless()
	default:
		return false
	}
}

// idle goes by the server's clock, where it says what that shows.
func (m *matcher) idle(s *streamlist.State) bool {
	now := moment(s.Asked)
	if now.IsZero() {
		now = m.now
	}
	last := moment(s.LastTime)
	if last.IsZero() {
		last = moment(s.Created)
	}
	return now.Sub(last) >= idleAfter
}

func (m *matcher) contains(s *streamlist.State) bool {
	if len(m.part) == 0 || containsFold(s.Name, m.part) {
		return true
	}
	found := false
	eachSubject(s, func(subject []byte) { found = found || containsFold(subject, m.part) })
	return found
}

// containsFold reports whether text has the part, which is in lower case. ASCII
// costs no allocation.
func containsFold(text, part []byte) bool {
	for _, b := range text {
		if b >= 0x80 {
			return bytes.Contains(bytes.ToLower(text), part)
		}
	}
	for i := 0; i+len(part) <= len(text); i++ {
		j := 0
		for j < len(part) && lower(text[i+j]) == part[j] {
			j++
		}
		if j == len(part) {
			return true
		}
	}
	return false
}

func lower(b byte) byte {
	if 'A' <= b && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

func (m *matcher) takes(s *streamlist.State) bool {
	if m.q.Subject == "" {
		return true
	}
	found := false
	eachSubject(s, func(subject []byte) { found = found || overlap(m.q.Subject, string(subject)) })
	return found
}

// key is what a stream is sorted by, as a number. Zero is none.
func (q *Query) key(s *streamlist.State) uint64 {
	switch q.Sort {
	case ByMessages:
		return s.Messages
	case ByBytes:
		return s.Bytes
	case ByConsumers:
		return s.Consumers
	case ByLast:
		if last := moment(s.LastTime); !last.IsZero() {
			return uint64(max(1, last.UnixNano()))
		}
	case ByFull:
		if full := fullness(s); full >= 0 {
			return 1 + math.Float64bits(full) // of positive numbers in the order of their size
		}
	case ByName:
	}
	return 0
}

// compare says which of two comes first.
func (q *Query) compare(a, b position) int {
	if a.key != b.key {
		ascending := a.key < b.key
		if none := a.key == 0 || b.key == 0; none && (q.Sort == ByLast || q.Sort == ByFull) {
			return order(b.key == 0)
		}
		return order(ascending != q.Descending)
	}
	if q.Sort == ByName && q.Descending {
		return strings.Compare(b.name, a.name)
	}
	return strings.Compare(a.name, b.name)
}

func order(first bool) int {
	if first {
		return -1
	}
	return 1
}

// errCursor refuses a cursor that is of no page, or of one of another query.
func errCursor() error {
	return fault.New(fault.Unprocessable, "validation_failed", "The cursor is not one of this list: take next_cursor of the page before, with the same filters and order.").
		WithField("query.cursor")
}
