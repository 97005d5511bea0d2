package objstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Change says what of an object's description becomes another. Nil leaves it.
type Change struct {
	Name        *string
	Description *string
	Headers     nats.Header       // empty removes all
	Metadata    map[string]string // likewise
	Revision    *uint64           // must be the last one
}

// Update changes an object's description, its name among it, and leaves its content.
// Errors: object_not_found, object_exists for a name that is taken, revision_changed.
func (s Store) Update(ctx context.Context, bucket, name string, c Change) (*Object, error) {
	b, err := s.writable(ctx, bucket)
	if err != nil {
		return nil, err
	}
	o, err := s.get(ctx, b, name)
	if err != nil {
		return nil, err
	}
	if err := expect(o, c.Revision); err != nil {
		return nil, err
	}
	seen := o.Revision
	if c.Description != nil {
		o.Description = *c.Description
	}
	if c.Headers != nil {
		o.Headers = c.Headers
	}
	if c.Metadata != nil {
		o.Metadata = c.Metadata
	}
	if c.Name != nil && *c.Name != name {
		if err := CheckName(*c.Name, "body.name"); err != nil {
			return nil, err
		}
		o.Name = *c.Name
		if err := s.rename(ctx, b, name, o, seen); err != nil {
			return nil, err
		}
	} else if _, err := s.store(ctx, b, o, &seen); err != nil {
		return nil, err
	}
	return s.get(ctx, b, o.Name)
}

// rename stores the description under its new name, and takes the old one away. The
// old one must still be the one that was seen: who replaced it has removed the content
// to which the new name leads, so that the new name goes again.
func (s Store) rename(ctx context.Context, b *Bucket, from string, o *Object, seen uint64) error {
	var none uint64
	if _, err := s.store(ctx, b, o, &none); err != nil {
		return err
	}
	gone, err := s.purge(ctx, b, b.metaSubject(from), seen)
	if err != nil {
		return fault.New(fault.Upstream, "renamed_in_part", "The object has its new name, and NATS did not take the old one away: it has both.").
			WithHint("Do not delete one of them: they have the same content. Rename " + strconv.Quote(o.Name) + " again.").Wrap(err)
	}
	if gone > 0 {
		return nil
	}
	if _, err := s.purge(context.WithoutCancel(ctx), b, b.metaSubject(o.Name), o.Revision); err != nil {
		return fault.New(fault.Upstream, "renamed_in_part", "Somebody replaced the object meanwhile, and the new name leads to a content that is gone.").
			WithHint("Delete " + strconv.Quote(o.Name) + ".").Wrap(err)
	}
	return changed(&Object{})
}

// purge removes the messages of a subject, up to a sequence if there is one.
func (s Store) purge(ctx context.Context, b *Bucket, subject string, upTo uint64) (uint64, error) {
	if upTo > 0 {
		upTo++ // NATS removes what is before it
	}
	body, err := json.Marshal(struct {
		Filter string `json:"filter"`
		Before uint64 `json:"seq,omitempty"`
	}{subject, upTo})
	if err != nil {
		return 0, fmt.Errorf("encode a purge: %w", err)
	}
	answer, err := s.JS.Change(ctx, "STREAM.PURGE."+StreamOf(b.Name), body)
	if err != nil {
		return 0, err
	}
	var purged struct {
		Purged uint64 `json:"purged"`
	}
	if err := json.Unmarshal(answer, &purged); err != nil {
		return 0, jsapi.BadAnswer(err)
	}
	return purged.Purged, nil
}

// discard removes the content that nobody can reach any more, and reports whether
// some is left.
func (s Store) discard(ctx context.Context, b *Bucket, o *Object) (left bool) {
	if o == nil || o.Deleted || o.Link != nil || o.ID == "" || o.Chunks == 0 {
		return false
	}
	_, err := s.purge(ctx, b, b.chunkSubject(o.ID), 0)
	return err != nil
}

// Delete deletes an object: a marker stays of it, and nothing of its content.
// leftover reports that NATS did not remove the content. Errors: object_not_found,
// revision_changed.
func (s Store) Delete(ctx context.Context, bucket, name string, revision *uint64) (leftover bool, err error) {
	b, err := s.writable(ctx, bucket)
	if err != nil {
		return false, err
	}
	o, err := s.get(ctx, b, name)
	if err != nil {
		return false, err
	}
	if err := expect(o, revision); err != nil {
		return false, err
	}
	gone := *o
	gone.Deleted, gone.Size, gone.Chunks, gone.Digest = true, 0, 0, ""
	if _, err := s.store(ctx, b, &gone, &o.Revision); err != nil {
		return false, err
	}
	return s.discard(ctx, b, o), nil
}
