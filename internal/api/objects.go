package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/objstore"
	"github.com/heynats/heynats/internal/streamlist"
)

func (a *API) objectRoutes() {
	const (
		tag  = "objects"
		many = "/api/nats/objects/buckets"
		one  = many + "/{bucket}"
	)
	registerLeased(a, operation(http.MethodGet, many, "object-buckets", read, tag, "Buckets of the object store",
		"In the order of their names, mirrors too.", http.StatusUnprocessableEntity), a.listObjectBuckets)
	registerLeased(a, answersRaw[ObjectBucketDetail](a, operation(http.MethodPost, many, "create-object-bucket", write, tag, "Make a bucket for objects",
		"One that is there with the same configuration stays as it is.", http.StatusUnprocessableEntity), http.StatusCreated), a.createObjectBucket)
	registerLeased(a, answersRaw[ObjectBucketDetail](a, operation(http.MethodGet, one, "object-bucket", read, tag, "A bucket for objects",
		"The stream that it is, as the server describes it, and what that means for a bucket.", http.StatusUnprocessableEntity), http.StatusOK), a.objectBucketDetail)
	registerLeased(a, answersRaw[ObjectBucketDetail](a, operation(http.MethodPut, one, "update-object-bucket", write, tag, "Change the configuration of a bucket for objects",
		"The configuration of its stream is whole and takes the place of the one with the revision; when that has changed meanwhile the answer is 409 stream_changed.", http.StatusUnprocessableEntity), http.StatusOK), a.updateObjectBucket)
	registerLeased(a, operation(http.MethodDelete, one, "delete-object-bucket", write, tag, "Delete a bucket for objects",
		"With all its objects. GET /api/nats/streams/OBJ_{bucket}/effects says first what else that hits.", http.StatusUnprocessableEntity), a.deleteObjectBucket)
	registerLeased(a, answersRaw[ObjectBucketDetail](a, operation(http.MethodPost, one+"/seal", "seal-object-bucket", write, tag, "Seal a bucket for objects",
		"Nothing in it changes any more, and there is no way back but to delete it.", http.StatusUnprocessableEntity), http.StatusOK), a.sealObjectBucket)
	registerLeased(a, operation(http.MethodPost, one+"/clean", "clean-object-bucket", write, tag, "Remove chunks that belong to no object",
		"As an upload leaves them whose client died in the middle. Those that came lately stay, because that upload may still go on. With dry_run they are only counted.", http.StatusUnprocessableEntity), a.cleanObjectBucket)
	a.storedObjectRoutes(tag, one)
	a.objectContentRoutes(tag, one+"/object")
}

func objectStore(lease natsconn.Lease) objstore.Store {
	return objstore.Store{Conn: lease, JS: jetStream(lease), MaxPayload: lease.Server().MaxPayload}
}

// ObjectBuckets is a page of buckets for objects.
type ObjectBuckets struct {
	Buckets    []ObjectBucket `json:"buckets"`
	Total      int            `json:"total" doc:"That match, on all pages."`
	Partial    bool           `json:"partial" doc:"The time ended before all of the account's streams were looked at."`
	NextCursor string         `json:"next_cursor,omitempty" doc:"Absent on the last page."`
}

// ObjectBucket is how a bucket for objects stands.
type ObjectBucket struct {
	Bucket      string     `json:"bucket"`
	Stream      string     `json:"stream" doc:"The stream that it is." example:"OBJ_reports"`
	Description string     `json:"description,omitempty"`
	Bytes       uint64     `json:"bytes" doc:"Of all that is stored, descriptions of the objects among it."`
	TTL         string     `json:"ttl,omitempty" doc:"Of every object, as a Go duration; absent for ever." example:"24h0m0s"`
	MaxBytes    int64      `json:"max_bytes,omitempty" doc:"Absent without a limit."`
	Storage     string     `json:"storage" enum:"file,memory"`
	Replicas    int64      `json:"replicas"`
	Compressed  bool       `json:"compressed"`
	Sealed      bool       `json:"sealed" doc:"Nothing in it changes any more."`
	Mirror      string     `json:"mirror,omitempty" doc:"The stream that it mirrors."`
	Created     *time.Time `json:"created,omitempty"`
}

func objectBucket(b *objstore.Bucket) ObjectBucket {
	s := ObjectBucket{
		Bucket: b.Name, Stream: objstore.StreamOf(b.Name), Description: b.Description, Bytes: b.Bytes, MaxBytes: max(b.MaxBytes, 0),
		Storage: b.Storage, Replicas: b.Replicas, Compressed: b.Compressed, Sealed: b.Sealed, Mirror: b.Mirror,
	}
	if b.TTL > 0 {
		s.TTL = b.TTL.String()
	}
	if t, err := time.Parse(time.RFC3339Nano, b.Created); err == nil {
		s.Created = &t
	}
	return s
}

// ListObjectBucketsOutput answers GET /api/nats/objects/buckets.
type ListObjectBucketsOutput struct{ Body ObjectBuckets }

func (a *API) listObjectBuckets(ctx context.Context, lease natsconn.Lease, in *ListBucketsInput) (*ListObjectBucketsOutput, error) {
	page, err := objectStore(lease).Buckets(ctx, streamlist.Listing{Search: in.Search, After: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	body := ObjectBuckets{Buckets: make([]ObjectBucket, 0, len(page.Items)), Total: page.Total, Partial: page.Partial, NextCursor: page.Next}
	for i := range page.Items {
		body.Buckets = append(body.Buckets, objectBucket(&page.Items[i]))
	}
	return &ListObjectBucketsOutput{Body: body}, nil
}

// ObjectBucketDetail is a bucket for objects: the document of its stream, and what
// that means.
type ObjectBucketDetail struct {
	StreamDetail
	Bucket ObjectBucket `json:"bucket"`
}

// CreateObjectBucketInput carries a bucket to be made.
type CreateObjectBucketInput struct {
	OnConnection
	Body NewObjectBucket
}

// NewObjectBucket is a bucket to be made.
type NewObjectBucket struct {
	Bucket      string            `json:"bucket" minLength:"1" maxLength:"251" doc:"Letters, digits, - and _."`
	Description string            `json:"description,omitempty" maxLength:"4096"`
	TTL         string            `json:"ttl,omitempty" maxLength:"32" doc:"How long an object lives, as a Go duration; for ever when absent." example:"24h"`
	MaxBytes    int64             `json:"max_bytes,omitempty" minimum:"1"`
	Storage     string            `json:"storage,omitempty" enum:"file,memory" default:"file"`
	Replicas    int               `json:"replicas,omitempty" minimum:"1" maximum:"5" default:"1"`
	Compression bool              `json:"compression,omitempty" doc:"On the disk, by S2."`
	Placement   *BucketPlacement  `json:"placement,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty" maxProperties:"256"`
}

func (a *API) createObjectBucket(ctx context.Context, lease natsconn.Lease, in *CreateObjectBucketInput) (*RawOutput, error) {
	n := &in.Body
	ttl, err := lifetime(n.TTL, "body.ttl")
	if err != nil {
		return nil, err
	}
	c := objstore.Configuration{
		Bucket: n.Bucket, Description: n.Description, TTL: ttl, MaxBytes: n.MaxBytes, Storage: n.Storage,
		Replicas: n.Replicas, Compressed: n.Compression, Metadata: n.Metadata,
	}
	if p := n.Placement; p != nil {
		c.Cluster, c.Tags = p.Cluster, p.Tags
	}
	d, err := objectStore(lease).Create(ctx, c)
	return objectBucketOutput(ctx, lease, c.Bucket, d, err)
}

// objectBucketOutput adds to a document what it means for a bucket.
func objectBucketOutput(ctx context.Context, lease natsconn.Lease, bucket string, d jsapi.Document, err error) (*RawOutput, error) {
	if err != nil {
		return nil, err
	}
	b, err := objectStore(lease).Open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := d.With("bucket", objectBucket(b)); err != nil {
		return nil, err
	}
	return documentOutput(d, nil)
}

func (a *API) objectBucketDetail(ctx context.Context, lease natsconn.Lease, in *InBucket) (*RawOutput, error) {
	d, err := objectStore(lease).Document(ctx, in.Bucket)
	return objectBucketOutput(ctx, lease, in.Bucket, d, err)
}

func (a *API) updateObjectBucket(ctx context.Context, lease natsconn.Lease, in *UpdateBucketInput) (*RawOutput, error) {
	if err := objstore.CheckBucket(in.Bucket, "path.bucket"); err != nil {
		return nil, err
	}
	d, err := a.streams.Update(ctx, jetStream(lease), edit(lease, objstore.StreamOf(in.Bucket), in.Body.Revision), in.Body.Config)
	return objectBucketOutput(ctx, lease, in.Bucket, d, err)
}

func (a *API) deleteObjectBucket(ctx context.Context, lease natsconn.Lease, in *InBucket) (*DeletedOutput, error) {
	if err := objectStore(lease).Remove(ctx, in.Bucket); err != nil {
		return nil, err
	}
	return &DeletedOutput{Body: Deleted{Deleted: true}}, nil
}

func (a *API) sealObjectBucket(ctx context.Context, lease natsconn.Lease, in *InBucket) (*RawOutput, error) {
	d, err := objectStore(lease).Seal(ctx, in.Bucket)
	return objectBucketOutput(ctx, lease, in.Bucket, d, err)
}

// CleanObjectBucketInput says what is removed.
type CleanObjectBucketInput struct {
	InBucket
	Body ObjectBucketCleaning
}

// ObjectBucketCleaning says what is removed.
type ObjectBucketCleaning struct {
	OlderThan string `json:"older_than,omitempty" maxLength:"32" doc:"Uploads to which a chunk came later stay. A Go duration; 1h when absent." example:"1h"`
	DryRun    bool   `json:"dry_run,omitempty" doc:"Remove nothing, only count."`
}

// ObjectBucketCleaned says what belongs to no object.
type ObjectBucketCleaned struct {
	Uploads  int    `json:"uploads" doc:"That came to no end, and are old enough to go."`
	Chunks   uint64 `json:"chunks" doc:"Of those."`
	Young    int    `json:"young" doc:"Uploads that may still go on; they stay."`
	Removed  uint64 `json:"removed" doc:"Chunks that are gone now."`
	Complete bool   `json:"complete" doc:"Otherwise the time ended before: repeat it."`
}

// ObjectBucketCleanedOutput answers POST /api/nats/objects/buckets/{bucket}/clean.
type ObjectBucketCleanedOutput struct{ Body ObjectBucketCleaned }

// uploadsOlderThan is what stays of uploads without an end when nobody says another age.
const uploadsOlderThan = time.Hour

func (a *API) cleanObjectBucket(ctx context.Context, lease natsconn.Lease, in *CleanObjectBucketInput) (*ObjectBucketCleanedOutput, error) {
	age := uploadsOlderThan
	if in.Body.OlderThan != "" {
		var err error
		if age, err = time.ParseDuration(in.Body.OlderThan); err != nil || age < 0 {
			return nil, fault.New(fault.Unprocessable, "validation_failed", "This is a duration such as 1h or 0s.").WithField("body.older_than")
		}
	}
	done, err := objectStore(lease).Clean(ctx, in.Bucket, age, in.Body.DryRun)
	if err != nil {
		return nil, err
	}
	return &ObjectBucketCleanedOutput{Body: ObjectBucketCleaned{done.Contents, done.Chunks, done.Young, done.Removed, done.Complete}}, nil
}
