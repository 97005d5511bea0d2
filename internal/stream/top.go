package stream

import (
	"cmp"
	"slices"
	"strings"
)

// position is where something stands in a list: by a number, and among those of
// the same number by its name.
type position struct {
	key  uint64
	name string
}

// row is something in a list.
type row[T any] struct {
	position

	value  T
	weight int // about how much memory it takes
}

// mostHeld is what the rows of one list may weigh: some 10,000 streams.
const mostHeld = 8 << 20

// top keeps the first rows of a list that is read once and in no order: as many
// as there is room for.
type top[T any] struct {
	compare func(a, b position) int
	after   position // what is not behind it is of an earlier page
	least   int      // rows that are kept whatever they weigh

	rows   []row[T] // in order, once sort was called
	cut    bool     // there were more than there is room for
	weight int
	worst  position // nothing behind it is kept, once something was left out
}

// wants reports whether something at the place would be kept.
func (t *top[T]) wants(at position) bool {
	return (t.after.name == "" || t.compare(at, t.after) > 0) && (!t.cut || t.compare(at, t.worst) <= 0)
}

func (t *top[T]) add(at position, value T, weight int) {
	t.rows = append(t.rows, row[T]{at, value, weight})
	if t.weight += weight; t.weight > 2*mostHeld && len(t.rows) > 2*t.least {
		t.sort()
	}
}

// sort puts the rows in order, and leaves out those for which there is no room.
func (t *top[T]) sort() {
	slices.SortFunc(t.rows, func(a, b row[T]) int { return t.compare(a.position, b.position) })
	t.weight = 0
	for i := range t.rows {
		if t.weight += t.rows[i].weight; t.weight > mostHeld && i > t.least {
			clear(t.rows[i:])
			t.rows, t.cut, t.worst = t.rows[:i], true, t.rows[i-1].position
			return
		}
	}
}

// behind returns the rows behind a place, at most so many, and whether there are
// more. It is false when they are not held: then they must be read.
func (t *top[T]) behind(after position, most int) (rows []row[T], more, held bool) {
	begin := 0
	switch {
	case after.name != "" && (t.after.name == "" || t.compare(after, t.after) >= 0):
		begin, _ = slices.BinarySearchFunc(t.rows, after, func(r row[T], after position) int {
			return cmp.Or(t.compare(r.position, after), -1) // the place behind it
		})
	case after.name != "" || t.after.name != "":
		return nil, false, false
	}
	if t.cut && begin == len(t.rows) {
		return nil, false, false
	}
	end := min(begin+most, len(t.rows))
	return t.rows[begin:end], end > begin && (t.cut || end < len(t.rows)), true
}

// falling compares by the number, the highest first.
func falling(a, b position) int {
	return cmp.Or(cmp.Compare(b.key, a.key), strings.Compare(a.name, b.name))
}
