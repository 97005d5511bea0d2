package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/kv"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/streamlist"
)

func (a *API) kvRoutes() {
	const (
		tag  = "key-value"
		many = "/api/nats/kv/buckets"
		one  = many + "/{bucket}"
	)
	registerLeased(a, operation(http.MethodGet, many, "kv-buckets", read, tag, "Buckets of the key-value store",
		"In the order of their names, mirrors too.", http.StatusUnprocessableEntity), a.listBuckets)
	registerLeased(a, answersRaw[BucketDetail](a, operation(http.MethodPost, many, "create-kv-bucket", write, tag, "Make a bucket",
		"One that is there with the same configuration stays as it is.", http.StatusUnprocessableEntity), http.StatusCreated), a.createBucket)
	registerLeased(a, answersRaw[BucketDetail](a, operation(http.MethodGet, one, "kv-bucket", read, tag, "A bucket",
		"The stream that it is, as the server describes it, and what that means for a bucket.", http.StatusUnprocessableEntity), http.StatusOK), a.bucketDetail)
	registerLeased(a, answersRaw[BucketDetail](a, operation(http.MethodPut, one, "update-kv-bucket", write, tag, "Change a bucket's configuration",
		"The configuration of its stream is whole and takes the place of the one with the revision; when that has changed meanwhile the answer is 409 stream_changed.", http.StatusUnprocessableEntity), http.StatusOK), a.updateBucket)
	registerLeased(a, operation(http.MethodDelete, one, "delete-kv-bucket", write, tag, "Delete a bucket",
		"With all its keys. GET /api/nats/streams/KV_{bucket}/effects says first what else that hits.", http.StatusUnprocessableEntity), a.deleteBucket)
	registerLeased(a, operation(http.MethodPost, one+"/compact", "compact-kv-bucket", write, tag, "Remove what is left of deleted keys",
		"The revisions before each marker, and old markers. What is written meanwhile stays. With dry_run it only counts.", http.StatusUnprocessableEntity), a.compactBucket)
	a.keyRoutes(tag, one+"/keys")
	a.deleteKeysRoute(tag, one+"/keys")
	a.kvTransferRoutes(tag, one)
}

func kvStore(lease natsconn.Lease) kv.Store { return kv.Store{Conn: lease, JS: jetStream(lease)} }

// InBucket names a bucket in the path.
type InBucket struct {
	OnConnection
	Bucket string `path:"bucket" maxLength:"1024" doc:"The bucket's name." example:"config"`
}

// ListBucketsInput says which buckets are listed.
type ListBucketsInput struct {
	OnConnection
	Search string `query:"search" maxLength:"255" doc:"Part of the name, whatever its case."`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	Cursor string `query:"cursor" maxLength:"255" doc:"next_cursor of the page before."`
}

// Buckets is a page of buckets.
type Buckets struct {
	Buckets    []BucketSummary `json:"buckets"`
	Total      int             `json:"total" doc:"That match, on all pages."`
	Partial    bool            `json:"partial" doc:"The time ended before all of the account's streams were looked at."`
	NextCursor string          `json:"next_cursor,omitempty" doc:"Absent on the last page."`
}

// BucketSummary is how a bucket stands.
type BucketSummary struct {
	Bucket      string     `json:"bucket"`
	Stream      string     `json:"stream" doc:"The stream that it is." example:"KV_config"`
	Description string     `json:"description,omitempty"`
	Keys        uint64     `json:"keys" doc:"At most: those that are deleted count as long as their marker is there."`
	Revisions   uint64     `json:"revisions"`
	Bytes       uint64     `json:"bytes"`
	History     int64      `json:"history" doc:"Revisions that are kept of a key."`
	TTL         string     `json:"ttl,omitempty" doc:"Of every revision, as a Go duration; absent for ever." example:"24h0m0s"`
	MaxBytes    int64      `json:"max_bytes,omitempty" doc:"Absent without a limit."`
	Storage     string     `json:"storage" enum:"file,memory"`
	Replicas    int64      `json:"replicas"`
	Compressed  bool       `json:"compressed"`
	Mirror      string     `json:"mirror,omitempty" doc:"The stream that it mirrors."`
	Created     *time.Time `json:"created,omitempty"`
}

func bucketSummary(b *kv.Bucket) BucketSummary {
	s := BucketSummary{
		Bucket: b.Name, Stream: kv.StreamOf(b.Name), Description: b.Description, Keys: b.Subjects, Revisions: b.Revisions, Bytes: b.Bytes,
		History: b.History, MaxBytes: max(b.MaxBytes, 0), Storage: b.Storage, Replicas: b.Replicas, Compressed: b.Compressed, Mirror: b.Mirror,
	}
	if b.TTL > 0 {
		s.TTL = b.TTL.String()
	}
	if t, err := time.Parse(time.RFC3339Nano, b.Created); err == nil {
		s.Created = &t
	}
	return s
}

// ListBucketsOutput answers GET /api/nats/kv/buckets.
type ListBucketsOutput struct{ Body Buckets }

func (a *API) listBuckets(ctx context.Context, lease natsconn.Lease, in *ListBucketsInput) (*ListBucketsOutput, error) {
	page, err := kvStore(lease).Buckets(ctx, streamlist.Listing{Search: in.Search, After: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	body := Buckets{Buckets: make([]BucketSummary, 0, len(page.Items)), Total: page.Total, Partial: page.Partial, NextCursor: page.Next}
	for i := range page.Items {
		body.Buckets = append(body.Buckets, bucketSummary(&page.Items[i]))
	}
	return &ListBucketsOutput{Body: body}, nil
}

// BucketDetail is a bucket: the document of its stream, and what that means.
type BucketDetail struct {
	StreamDetail
	Bucket BucketSummary `json:"bucket"`
}

// CreateBucketInput carries a bucket to be made.
type CreateBucketInput struct {
	OnConnection
	Body NewBucket
}

// NewBucket is a bucket to be made.
type NewBucket struct {
	Bucket         string            `json:"bucket" minLength:"1" maxLength:"252" doc:"Letters, digits, - and _."`
	Description    string            `json:"description,omitempty" maxLength:"4096"`
	History        int64             `json:"history,omitempty" minimum:"1" maximum:"64" default:"1" doc:"Revisions that are kept of a key."`
	TTL            string            `json:"ttl,omitempty" maxLength:"32" doc:"How long a revision lives, as a Go duration; for ever when absent." example:"24h"`
	LimitMarkerTTL string            `json:"limit_marker_ttl,omitempty" maxLength:"32" doc:"How long a marker stays that the server puts when a key ends by its age, 1s at least. With it single keys may have a TTL. Needs NATS 2.11."`
	MaxBytes       int64             `json:"max_bytes,omitempty" minimum:"1"`
	MaxValueSize   int64             `json:"max_value_size,omitempty" minimum:"1" maximum:"2147483647" doc:"Bytes."`
	Storage        string            `json:"storage,omitempty" enum:"file,memory" default:"file"`
	Replicas       int               `json:"replicas,omitempty" minimum:"1" maximum:"5" default:"1"`
	Compression    bool              `json:"compression,omitempty" doc:"On the disk, by S2."`
	Placement      *BucketPlacement  `json:"placement,omitempty"`
	Mirror         string            `json:"mirror,omitempty" maxLength:"252" doc:"A bucket that this one mirrors. Writes go to that."`
	Sources        []string          `json:"sources,omitempty" maxItems:"64" doc:"Buckets whose keys come into this one. Not together with mirror."`
	Republish      *StreamRepublish  `json:"republish,omitempty"`
	Metadata       map[string]string `json:"metadata,omitempty" maxProperties:"256"`
}

// BucketPlacement says which servers keep a bucket.
type BucketPlacement struct {
	Cluster string   `json:"cluster,omitempty" maxLength:"255"`
	Tags    []string `json:"tags,omitempty" maxItems:"64"`
}

func (n *NewBucket) configuration() (c kv.Configuration, err error) {
	c = kv.Configuration{
		Bucket: n.Bucket, Description: n.Description, History: n.History, MaxBytes: n.MaxBytes, MaxValue: n.MaxValueSize,
		Storage: n.Storage, Replicas: n.Replicas, Compressed: n.Compression, Mirror: n.Mirror, Sources: n.Sources, Metadata: n.Metadata,
	}
	if c.TTL, err = lifetime(n.TTL, "body.ttl"); err != nil {
		return c, err
	}
	if c.MarkerTTL, err = lifetime(n.LimitMarkerTTL, "body.limit_marker_ttl"); err != nil {
		return c, err
	}
	if p := n.Placement; p != nil {
		c.Cluster, c.Tags = p.Cluster, p.Tags
	}
	if r := n.Republish; r != nil {
		c.RepublishFrom, c.RepublishTo, c.RepublishHeads = r.Src, r.Dest, r.HeadersOnly
	}
	return c, nil
}

// lifetime reads a duration that may be absent.
func lifetime(text, field string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d%time.Second != 0 { // servers count the seconds of a TTL (NATS ADR-43)
		return 0, fault.New(fault.Unprocessable, "validation_failed", "This is a duration of whole seconds, such as 90s or 24h.").WithField(field)
	}
	return d, nil
}

func (a *API) createBucket(ctx context.Context, lease natsconn.Lease, in *CreateBucketInput) (*RawOutput, error) {
	c, err := in.Body.configuration()
	if err != nil {
		return nil, err
	}
	d, err := kvStore(lease).Create(ctx, c)
	return bucketOutput(ctx, lease, c.Bucket, d, err)
}

// bucketOutput adds to a document what it means for a bucket.
func bucketOutput(ctx context.Context, lease natsconn.Lease, bucket string, d jsapi.Document, err error) (*RawOutput, error) {
	if err != nil {
		return nil, err
	}
	b, err := kvStore(lease).Open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := d.With("bucket", bucketSummary(b)); err != nil {
		return nil, err
	}
	return documentOutput(d, nil)
}

func (a *API) bucketDetail(ctx context.Context, lease natsconn.Lease, in *InBucket) (*RawOutput, error) {
	d, err := kvStore(lease).Document(ctx, in.Bucket)
	return bucketOutput(ctx, lease, in.Bucket, d, err)
}

// UpdateBucketInput carries a configuration to take the place of another.
type UpdateBucketInput struct {
	InBucket
	Body StreamChange
}

func (a *API) updateBucket(ctx context.Context, lease natsconn.Lease, in *UpdateBucketInput) (*RawOutput, error) {
	if err := kv.CheckBucket(in.Bucket, "path.bucket"); err != nil {
		return nil, err
	}
	d, err := a.streams.Update(ctx, jetStream(lease), edit(lease, kv.StreamOf(in.Bucket), in.Body.Revision), in.Body.Config)
	return bucketOutput(ctx, lease, in.Bucket, d, err)
}

func (a *API) deleteBucket(ctx context.Context, lease natsconn.Lease, in *InBucket) (*DeletedOutput, error) {
	if err := kvStore(lease).Remove(ctx, in.Bucket); err != nil {
		return nil, err
	}
	return &DeletedOutput{Body: Deleted{Deleted: true}}, nil
}

// CompactBucketInput says what is removed.
type CompactBucketInput struct {
	InBucket
	Body BucketCompaction
}

// BucketCompaction says what is removed.
type BucketCompaction struct {
	OlderThan string `json:"older_than,omitempty" maxLength:"32" doc:"Younger markers stay, without the revisions before them. A Go duration; 30m when absent." example:"30m"`
	DryRun    bool   `json:"dry_run,omitempty" doc:"Remove nothing, only count."`
}

// BucketCompacted says what was removed.
type BucketCompacted struct {
	Markers   uint64 `json:"markers" doc:"Of keys that are deleted."`
	Removable uint64 `json:"removable" doc:"Markers that are old enough to go."`
	Removed   uint64 `json:"removed" doc:"Revisions that are gone now, markers among them."`
	Complete  bool   `json:"complete" doc:"Otherwise the time ended before: repeat it."`
}

// BucketCompactedOutput answers POST /api/nats/kv/buckets/{bucket}/compact.
type BucketCompactedOutput struct{ Body BucketCompacted }

// olderThan is what the nats CLI takes too.
const olderThan = 30 * time.Minute

func (a *API) compactBucket(ctx context.Context, lease natsconn.Lease, in *CompactBucketInput) (*BucketCompactedOutput, error) {
	age := olderThan
	if in.Body.OlderThan != "" {
		var err error
		if age, err = time.ParseDuration(in.Body.OlderThan); err != nil || age < 0 {
			return nil, fault.New(fault.Unprocessable, "validation_failed", "This is a duration such as 30m or 0s.").WithField("body.older_than")
		}
	}
	done, err := kvStore(lease).Compact(ctx, in.Bucket, age, in.Body.DryRun)
	if err != nil {
		return nil, err
	}
	return &BucketCompactedOutput{Body: BucketCompacted(done)}, nil
}
