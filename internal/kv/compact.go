package kv

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Compaction is what the markers of a bucket keep in it.
type Compaction struct {
	Markers   uint64 // of keys that are gone
	Removable uint64 // those of them that are old enough to go as well
	Removed   uint64 // revisions that are gone now; 0 of a preview
	Complete  bool   // all markers were looked at; otherwise the time ended before
}

// Compact removes what is left of keys that are deleted: the revisions before each
// marker, and markers that are older than so long. A younger marker stays, so that
// those who follow the bucket later still hear of it. A key that is written
// meanwhile keeps what was written. With preview nothing is removed.
func (s Store) Compact(ctx context.Context, bucket string, olderThan time.Duration, preview bool) (Compaction, error) {
	b, err := s.Open(ctx, bucket)
	if err != nil {
		return Compaction{}, err
	}
	if b.Mirror != "" {
		return Compaction{}, fault.New(fault.Conflict, "bucket_is_mirror", "This bucket mirrors "+b.Mirror+": what is removed here comes back from there, or is missing only here.").
			WithHint("Compact the bucket that it mirrors.")
	}
	r, err := s.lastOnly(ctx, b, b.prefix+">")
	if err != nil {
		return Compaction{}, err
	}
	defer r.close(ctx)
	var done Compaction
	old := time.Now().Add(-olderThan)
	for {
		k, ok, err := r.next(ctx)
		if err == nil && !ok {
			done.Complete = true
			return done, nil
		}
		if err == nil && k.Operation != Put {
			err = s.compact(ctx, b, &k, k.Created.Before(old), preview, &done)
		}
		if err != nil {
			if done.Removed > 0 && ctx.Err() != nil {
				return done, nil // the next time goes on
			}
			return done, err
		}
	}
}

func (s Store) compact(ctx context.Context, b *Bucket, k *Key, old, preview bool, done *Compaction) error {
	done.Markers++
	upTo := k.Revision
	if old {
		done.Removable++
		upTo++
	}
	if preview || !old && b.History <= 1 {
		return nil
	}
	body, err := json.Marshal(struct {
		Filter string `json:"filter"`
		UpTo   uint64 `json:"seq"`
	}{b.prefix + k.Key, upTo})
	if err != nil {
		return fmt.Errorf("encode a purge: %w", err)
	}
	answer, err := s.JS.Change(ctx, "STREAM.PURGE."+StreamOf(b.Name), body)
	if err != nil {
		return err
	}
	var purged struct {
		Purged uint64 `json:"purged"`
	}
	if err := json.Unmarshal(answer, &purged); err != nil {
		return fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(err)
	}
	done.Removed += purged.Purged
	return nil
}
