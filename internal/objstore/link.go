package objstore

import (
	"context"
	"strconv"

	"github.com/nats-io/nuid"

	"github.com/heynats/heynats/internal/fault"
)

// AddLink makes a name that stands for another object, or with an empty name in it
// for a bucket. It never takes the place of an object with content. Errors:
// object_not_found and bucket_not_found for where it leads, link_to_link,
// object_exists.
func (s Store) AddLink(ctx context.Context, bucket, name string, to Link, revision *uint64) (*Object, error) {
	b, err := s.writable(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := CheckName(name, "body.name"); err != nil {
		return nil, err
	}
	if err := s.checkTarget(ctx, to); err != nil {
		return nil, err
	}
	now, err := s.last(ctx, b, name)
	if err != nil {
		return nil, err
	}
	if now != nil && !now.Deleted && now.Link == nil {
		return nil, fault.New(fault.Conflict, "object_exists", "There is an object "+strconv.Quote(name)+" with a content: a link does not take its place.")
	}
	o := &Object{Name: name, Link: &to, ID: nuid.Next()}
	if _, err := s.store(ctx, b, o, revision); err != nil {
		return nil, err
	}
	return s.get(ctx, b, name)
}

func (s Store) checkTarget(ctx context.Context, to Link) error {
	if err := CheckBucket(to.Bucket, "body.target_bucket"); err != nil {
		return err
	}
	if to.Name == "" {
		_, err := s.open(ctx, to.Bucket)
		return err
	}
	target, err := s.Get(ctx, to.Bucket, to.Name)
	if err == nil && target.Link != nil {
		err = fault.New(fault.Unprocessable, "link_to_link", "This is a link itself, and a link leads to an object or a bucket.").WithField("body.target_name")
	}
	return err
}

// follow returns the object that has the content, and its bucket.
func (s Store) follow(ctx context.Context, b *Bucket, o *Object) (*Bucket, *Object, error) {
	if o.Link == nil {
		return b, o, nil
	}
	if o.Link.Name == "" {
		return nil, nil, fault.New(fault.Conflict, "link_to_bucket", "This is a link to the bucket "+o.Link.Bucket+", which has no content of its own.")
	}
	broken := fault.New(fault.NotFound, "link_broken", "This is a link to "+strconv.Quote(o.Link.Name)+" in the bucket "+o.Link.Bucket+", which is not there.")
	to, err := s.open(ctx, o.Link.Bucket)
	if fault.Is(err, "bucket_not_found") || fault.Is(err, "validation_failed") {
		return nil, nil, broken.Wrap(err)
	}
	if err != nil {
		return nil, nil, err
	}
	target, err := s.get(ctx, to, o.Link.Name)
	switch {
	case fault.Is(err, "object_not_found"):
		return nil, nil, broken.Wrap(err)
	case err != nil:
		return nil, nil, err
	case target.Link != nil:
		return nil, nil, fault.New(fault.Conflict, "link_to_link", "This is a link to a link, which NATS does not follow.")
	}
	return to, target, nil
}
