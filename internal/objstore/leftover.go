package objstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Leftovers are chunks that belong to no object: of an upload whose client died, or
// of one that replaced another.
type Leftovers struct {
	Contents int    // so many uploads
	Chunks   uint64 // of them
	Young    int    // uploads that may still go on, and are left
	Removed  uint64 // chunks that are gone now; 0 of a preview
	Complete bool   // all was looked at; otherwise the time ended before
}

const cleanTime = 20 * time.Second

// Clean removes the chunks that belong to no object, unless the last of them is
// younger than so long: then an upload may be going on. With preview it only counts.
func (s Store) Clean(ctx context.Context, bucket string, olderThan time.Duration, preview bool) (Leftovers, error) {
	open := s.writable
	if preview {
		open = s.Open
	}
	b, err := open(ctx, bucket)
	if err != nil {
		return Leftovers{}, err
	}
	old := time.Now().Add(-olderThan)
	end := time.Now().Add(cleanTime)
	// First the chunks: what is stored after that is of no concern.
	contents, err := s.contents(ctx, b)
	if err != nil {
		return Leftovers{}, err
	}
	src := s.metaSource(b)
	src.leader = !preview // a copy may not have the latest objects yet
	unreadable := false
	all, err := src.metas(ctx, b, 1, cleanTime, func(o *Object) bool {
		if o == nil {
			unreadable = true
			return false
		}
		if !o.Deleted {
			delete(contents, o.ID)
		}
		return true
	})
	switch {
	case unreadable:
		return Leftovers{}, fault.New(fault.Conflict, "object_unreadable", "There is an object in the bucket whose description cannot be read: which chunks it has is not known, so nothing was removed.")
	case err != nil || !all: // what is not known to be of no use stays
		return Leftovers{}, err
	}
	done := Leftovers{Complete: true}
	for id, chunks := range contents {
		if time.Now().After(end) {
			done.Complete = false
			break
		}
		m, err := s.lastOf(ctx, b.Name, b.chunkSubject(id))
		switch {
		case fault.Is(err, "message_not_found"):
			continue
		case err != nil:
			return done, err
		case m.time.After(old):
			done.Young++
			continue
		}
		done.Contents++
		done.Chunks += chunks
		if preview {
			continue
		}
		removed, err := s.purge(ctx, b, b.chunkSubject(id), 0)
		if err != nil {
			return done, err
		}
		done.Removed += removed
	}
	return done, nil
}

// contents counts the chunks of each content, whether an object has it or not.
func (s Store) contents(ctx context.Context, b *Bucket) (map[string]uint64, error) {
	found := make(map[string]uint64)
	prefix := b.prefix + "C."
	for offset := 0; ; {
		body, err := json.Marshal(struct {
			Filter string `json:"subjects_filter"`
			Offset int    `json:"offset"`
		}{prefix + ">", offset})
		if err != nil {
			return nil, fmt.Errorf("encode the request for subjects: %w", err)
		}
		data, err := s.JS.Ask(ctx, "STREAM.INFO."+StreamOf(b.Name), body)
		if err != nil {
			return nil, asBucket(b.Name, err)
		}
		var answer struct {
			Total int `json:"total"`
			State struct {
				Subjects map[string]uint64 `json:"subjects"`
			} `json:"state"`
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			return nil, jsapi.BadAnswer(err)
		}
		for subject, n := range answer.State.Subjects {
			found[strings.TrimPrefix(subject, prefix)] = n
		}
		offset += len(answer.State.Subjects)
		if len(answer.State.Subjects) == 0 || offset >= answer.Total {
			return found, nil
		}
	}
}
