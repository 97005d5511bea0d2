package kv

import (
	"context"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/heynats/heynats/internal/fault"
)

// A handful is the keys whose values are read at once: so many bytes of them, or one.
const (
	handfulKeys  = 64
	handfulBytes = 2 << 20
)

// busyAfter is how many revisions more than twice the keys that there were are read
// before a bucket is said to be written faster than it is read.
const busyAfter = 100_000

// Export goes through the keys of a bucket with their values. It keeps a handful of
// them, and reads no more before those are taken. Close it.
type Export struct {
	s     Store
	b     *Bucket
	q     Query
	r     *reader
	first uint64 // keys and markers that there were when it began
	read  uint64 // of those that there were and of those that came
	left  int    // keys that are no text
	held  *Key   // had no room in the last handful
}

// Export opens a bucket for reading; of the query, prefix and pattern count. Errors
// are those of Keys.
func (s Store) Export(ctx context.Context, bucket string, q Query) (*Export, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	b, err := s.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	r, err := s.lastSlowly(ctx, b, q.filter(b.prefix))
	if err != nil {
		return nil, err
	}
	return &Export{s: s, b: b, q: q, r: r, first: r.pending}, nil
}

// Close ends it at the server.
func (x *Export) Close(ctx context.Context) { x.r.close(ctx) }

// Each hands on the last revision of each key, from the one that was not written for
// longest to the newest; wait is for each answer of NATS. A key that is written
// meanwhile may come again, with what it has then; one that is deleted meanwhile may
// be missing. It returns how many it handed on; the error is take's, or that of the
// connection; bucket_busy when the end does not come nearer; keys_left_out when keys
// are no text.
func (x *Export) Each(ctx context.Context, wait time.Duration, take func(*ExportedKey) error) (n uint64, err error) {
	for {
		keys, err := x.handful(ctx, wait)
		if err != nil {
			return n, err
		}
		if len(keys) == 0 {
			break
		}
		entries, err := x.values(ctx, wait, keys)
		if err != nil {
			return n, err
		}
		for _, e := range entries {
			if e == nil || e.Operation != Put {
				continue // it is gone by now
			}
			if err := take(exported(e)); err != nil {
				return n, err
			}
			n++
		}
	}
	if x.left > 0 {
		return n, fault.New(fault.Unprocessable, "keys_left_out", "Keys that are no text are left out: "+strconv.Itoa(x.left)+".")
	}
	return n, ctx.Err()
}

// handful returns the next keys; none at the end.
func (x *Export) handful(ctx context.Context, wait time.Duration) (keys []Key, err error) {
	size := int64(0)
	for len(keys) < handfulKeys {
		k, err := x.next(ctx, wait)
		if err != nil || k == nil {
			return keys, err
		}
		if size += k.Size; size > handfulBytes && len(keys) > 0 {
			x.held = k
			break
		}
		keys = append(keys, *k)
	}
	return keys, nil
}

// next returns the next key that is to be exported, nil at the end.
func (x *Export) next(ctx context.Context, wait time.Duration) (*Key, error) {
	if k := x.held; k != nil {
		x.held = nil
		return k, nil
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for ; ; x.read++ {
		k, ok, err := x.r.next(ctx)
		switch {
		case err != nil || !ok:
			return nil, err
		case x.read > 2*x.first+busyAfter:
			return nil, fault.New(fault.Unavailable, "bucket_busy", "The bucket is written faster than it can be exported.")
		case !x.q.matches(&k):
		case !isSubject(k.Key):
			x.left++
		default:
			x.read++
			return &k, nil
		}
	}
}

// values reads the values of keys at once, nil for those that are gone.
func (x *Export) values(ctx context.Context, wait time.Duration, keys []Key) ([]*Entry, error) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	entries := make([]*Entry, len(keys))
	group, ctx := errgroup.WithContext(ctx)
	for i := range keys {
		group.Go(func() error {
			e, err := x.s.read(ctx, x.b.Name, x.b.prefix, keys[i].Key, Reading{Fresh: x.b.Replicas > 1})
			if gone(err) {
				return nil
			}
			entries[i] = e
			return asBucket(x.b.Name, err)
		})
	}
	return entries, group.Wait()
}

func exported(e *Entry) *ExportedKey {
	created := e.Created.UTC()
	line := &ExportedKey{Key: e.Key, Revision: e.Revision, Created: &created, TTL: ttlOf(e.Header.Get(hdrTTL))}
	line.setValue(e.Value)
	return line
}
