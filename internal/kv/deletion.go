package kv

import (
	"context"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Deletion says which keys are deleted, and how.
type Deletion struct {
	Prefix  string // as that of a Query
	Pattern string
	All     bool // without prefix and pattern: all keys, which has to be said
	Purge   bool // the revisions before go as well
	DryRun  bool // only count
	// Expected is how many keys there must be: what a dry run counted.
	Expected uint64
	Wait     time.Duration // for each answer of NATS
	Count    time.Duration // after which a dry run ends
	Moves    func()        // called again and again as long as something moves; may be nil
}

// Deleted is what became of the keys.
type Deleted struct {
	Matched uint64 // keys that were there when it began
	Deleted uint64
	Changed uint64 // somebody wrote or deleted them meanwhile: they stay as they are
	// Complete says that all keys were looked at. Without it Matched of a dry run is
	// a lower bound, and Stopped says why a deletion ended before; what it did stays
	// done.
	Complete bool
	Stopped  error
}

// DeleteKeys deletes the live keys that match, each on the condition that nobody
// writes it meanwhile. First it counts them: keys that are written after that stay.
// Errors, with which nothing is deleted: count_changed when there are not as many as
// expected; bucket_is_mirror; those of Keys.
func (s Store) DeleteKeys(ctx context.Context, bucket string, d Deletion) (*Deleted, error) {
	q := Query{Prefix: d.Prefix, Pattern: d.Pattern}
	if err := q.check(); err != nil {
		return nil, err
	}
	if q.all() != d.All {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "Give a prefix or a pattern, or all when every key of the bucket is meant.").WithField("body.all")
	}
	b, err := s.Open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := b.refuseMirror("Delete in the bucket that it mirrors."); err != nil {
		return nil, err
	}
	r := removal{s: s, b: b, q: &q, d: &d}
	if d.DryRun {
		return r.preview(ctx)
	}
	return r.run(ctx)
}

func (b *Bucket) refuseMirror(hint string) error {
	if b.Mirror == "" {
		return nil
	}
	return fault.New(fault.Conflict, "bucket_is_mirror", "This bucket mirrors "+b.Mirror+", a moment behind it.").WithHint(hint)
}

type removal struct {
	s Store
	b *Bucket
	q *Query
	d *Deletion
}

func (r *removal) preview(ctx context.Context) (*Deleted, error) {
	within, cancel := context.WithTimeout(ctx, r.d.Count)
	defer cancel()
	done := &Deleted{}
	err := r.each(within, func(*Key) error { done.Matched++; return nil })
	if err != nil && (within.Err() == nil || ctx.Err() != nil) {
		return nil, err
	}
	done.Complete = err == nil
	return done, nil
}

func (r *removal) run(ctx context.Context) (*Deleted, error) {
	done := &Deleted{}
	if err := r.each(ctx, func(*Key) error { done.Matched++; return nil }); err != nil {
		return nil, err
	}
	if done.Matched != r.d.Expected {
		return nil, fault.New(fault.Conflict, "count_changed", strconv.FormatUint(done.Matched, 10)+" keys match now, not "+strconv.FormatUint(r.d.Expected, 10)+". Nothing was deleted.").
			WithHint("Look again which keys would go.")
	}
	var deleted, changed atomic.Uint64
	team := newCrew()
	err := r.each(ctx, func(k *Key) error {
		key, revision := k.Key, k.Revision
		return team.do(ctx, key, 0, func() {
			switch err := r.remove(ctx, key, revision); {
			case err == nil:
				deleted.Add(1)
			case fault.Is(err, "wrong_last_sequence"):
				changed.Add(1)
			default:
				team.stop(err)
			}
		})
	})
	done.Stopped = err
	if stopped := team.wait(); stopped != nil {
		done.Stopped = stopped
	}
	done.Deleted, done.Changed, done.Complete = deleted.Load(), changed.Load(), done.Stopped == nil
	if done.Complete { // a revision that is gone is not even read
		done.Changed = done.Matched - done.Deleted
	}
	return done, nil
}

// remove is waited for even when the caller has gone away: what is sent is decided.
func (r *removal) remove(ctx context.Context, key string, revision uint64) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.d.Wait)
	defer cancel()
	h := deletionHeader(r.d.Purge)
	h.Set(hdrExpected, strconv.FormatUint(revision, 10))
	_, err := r.s.publish(ctx, r.b, key, h, nil)
	return err
}

func deletionHeader(purge bool) nats.Header {
	if purge {
		return nats.Header{hdrOperation: {"PURGE"}, hdrRollup: {"sub"}}
	}
	return nats.Header{hdrOperation: {"DEL"}}
}

// each goes through the live keys that match, of those that were not written after
// the bucket was opened.
func (r *removal) each(ctx context.Context, visit func(*Key) error) error {
	keys, err := r.s.lastSlowly(ctx, r.b, r.q.filter(r.b.prefix))
	if err != nil {
		return err
	}
	defer keys.close(ctx)
	for n := 0; ; n++ {
		if n%mostAtOnce == 0 && r.d.Moves != nil {
			r.d.Moves()
		}
		k, ok, err := r.next(ctx, keys)
		if err != nil || !ok || k.Revision > r.b.last {
			return err
		}
		if !r.q.matches(&k) {
			continue
		}
		if err := visit(&k); err != nil {
			return err
		}
	}
}

func (r *removal) next(ctx context.Context, keys *reader) (Key, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, r.d.Wait)
	defer cancel()
	return keys.next(ctx)
}
