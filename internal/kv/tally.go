package kv

import (
	"cmp"
	"errors"
	"slices"
	"sync"

	"github.com/heynats/heynats/internal/fault"
)

// ImportOutcome is what an import did with a line, or what a dry run would do.
type ImportOutcome string

// The outcomes.
const (
	ImportNew      ImportOutcome = "new"
	ImportChanged  ImportOutcome = "changed"  // the value took the place of another
	ImportEqual    ImportOutcome = "equal"    // the key has this value
	ImportSkipped  ImportOutcome = "skipped"  // the key has another value, which stays
	ImportConflict ImportOutcome = "conflict" // somebody wrote the key in between, and that stays
)

// ImportedKey is a line that was understood.
type ImportedKey struct {
	Line     int
	Key      string
	Outcome  ImportOutcome
	Revision uint64 // that the key had before; 0 when there was none
	Written  uint64 // the revision that it has now; 0 when nothing was written
}

// FailedLine is a line that was not written.
type FailedLine struct {
	Line int
	Key  string // empty when the line is not understood
	Err  *fault.Error
}

// Imported is what became of the lines. The lists hold the first MostListed of theirs.
type Imported struct {
	New, Changed, Equal, Skipped, Conflicts, Failed uint64

	Keys    []ImportedKey // that are new or changed
	Clashes []ImportedKey // that are in conflict
	Errors  []FailedLine
	// End says what the file says of itself: nil when it has no end line, as one that
	// is cut; false when the export that made it failed.
	End *bool
	// Stopped is why lines were left; nil when all were looked at.
	Stopped error
}

// MostListed is how many keys and errors an import lists.
const MostListed = 100

// tally counts what becomes of lines, from any goroutine.
type tally struct {
	mu   sync.Mutex
	done Imported
}

func (t *tally) add(k *ImportedKey) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch k.Outcome {
	case ImportNew:
		t.done.New++
		t.done.Keys = append(t.done.Keys, *k)
	case ImportChanged:
		t.done.Changed++
		t.done.Keys = append(t.done.Keys, *k)
	case ImportEqual:
		t.done.Equal++
	case ImportSkipped:
		t.done.Skipped++
	case ImportConflict:
		t.done.Conflicts++
		t.done.Clashes = append(t.done.Clashes, *k)
	}
	t.trim(2 * MostListed)
}

func (t *tally) failed(line int, key string, err error) {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		f = fault.New(fault.Internal, "internal", "Something went wrong in HeyNATS.").Wrap(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done.Failed++
	t.done.Errors = append(t.done.Errors, FailedLine{line, key, f})
	t.trim(2 * MostListed)
}

func (t *tally) ends(whole bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.done.End = &whole
}

func (t *tally) result(stopped error) *Imported {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.trim(0)
	t.done.Stopped = stopped
	return &t.done
}

// trim leaves the first lines of lists that are longer than that.
func (t *tally) trim(when int) {
	t.done.Keys = first(t.done.Keys, when, func(k *ImportedKey) int { return k.Line })
	t.done.Clashes = first(t.done.Clashes, when, func(k *ImportedKey) int { return k.Line })
	t.done.Errors = first(t.done.Errors, when, func(f *FailedLine) int { return f.Line })
}

func first[T any](list []T, when int, line func(*T) int) []T {
	if len(list) <= when {
		return list
	}
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(line(&a), line(&b)) })
	return list[:min(len(list), MostListed)]
}
