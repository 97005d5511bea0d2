package api

import (
	"context"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/objstore"
)

func (a *API) storedObjectRoutes(tag, bucket string) {
	one := bucket + "/object"
	registerLeased(a, operation(http.MethodGet, bucket+"/objects", "objects", read, tag, "Objects of a bucket",
		"Without their contents.", http.StatusUnprocessableEntity), a.listObjects)
	registerLeased(a, operation(http.MethodPost, bucket+"/links", "link-object", write, tag, "Make a link to an object or a bucket",
		"A name without a content of its own. It takes the place of another link, but never of an object.", http.StatusPreconditionFailed, http.StatusUnprocessableEntity), a.linkObject)
	registerLeased(a, operation(http.MethodGet, one, "object", read, tag, "An object",
		"What the bucket says of it. Its content is under /content.", http.StatusUnprocessableEntity), a.getObject)
	registerLeased(a, operation(http.MethodPatch, one, "change-object", write, tag, "Change what is said of an object",
		"Its name, description, headers and metadata; what is absent stays as it is, and so does the content.", http.StatusPreconditionFailed, http.StatusUnprocessableEntity), a.changeObject)
	registerLeased(a, operation(http.MethodDelete, one, "delete-object", write, tag, "Delete an object",
		"A marker stays of it, and nothing of its content.", http.StatusPreconditionFailed, http.StatusUnprocessableEntity), a.deleteObject)
}

// ListObjectsInput says which objects are listed.
type ListObjectsInput struct {
	InBucket
	Search  string `query:"search" maxLength:"255" doc:"Part of the name, whatever its case. Objects are looked through, for 2 s at most, or 4 s by name."`
	Deleted bool   `query:"deleted" doc:"Also objects that are deleted, as long as their marker is there."`
	Sort    string `query:"sort" enum:"name,revision" doc:"By name, for which all objects are read; or from the one that was not written for longest to the newest. Absent: by name in buckets of up to about 5,000 objects."`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	Cursor  string `query:"cursor" maxLength:"8192" doc:"next_cursor of the page before."`
}

// StoredObjects is a page of objects.
type StoredObjects struct {
	Objects    []StoredObject `json:"objects"`
	Sort       string         `json:"sort" enum:"name,revision" doc:"Their order."`
	Total      *int           `json:"total,omitempty" doc:"Objects that match. Absent when it is not known without reading all of them."`
	Partial    bool           `json:"partial" doc:"The time ended before: by revision next_cursor goes on, by name objects are missing."`
	NextCursor string         `json:"next_cursor,omitempty" doc:"Absent on the last page."`
	Took       string         `json:"took" example:"3.1ms" doc:"Go duration."`
}

// StoredObject is what a bucket says of an object.
type StoredObject struct {
	Name        string              `json:"name" doc:"Any text; neither a path nor a subject."`
	Description string              `json:"description,omitempty"`
	Size        uint64              `json:"size" doc:"Bytes of the content."`
	Chunks      uint64              `json:"chunks" doc:"Messages that have the content."`
	ChunkSize   uint64              `json:"chunk_size,omitempty" doc:"Bytes of each chunk at most. Absent when it is not said."`
	Digest      string              `json:"digest,omitempty" doc:"SHA-256 of the content in URL-safe Base64 (NATS ADR-20)." example:"SHA-256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU="`
	NUID        string              `json:"nuid,omitempty" doc:"Ends the subject of its chunks."`
	Modified    time.Time           `json:"modified"`
	Revision    uint64              `json:"revision" doc:"Sequence of this description in the bucket's stream."`
	Subject     string              `json:"subject" doc:"Of the description."`
	Deleted     bool                `json:"deleted,omitempty"`
	Headers     map[string][]string `json:"headers,omitempty"`
	Metadata    map[string]string   `json:"metadata,omitempty"`
	Link        *ObjectLink         `json:"link,omitempty" doc:"Where it leads, if it is a link."`
}

// ObjectLink is where a link leads.
type ObjectLink struct {
	Bucket string `json:"bucket" minLength:"1" maxLength:"251"`
	Name   string `json:"name,omitempty" maxLength:"2048" doc:"Of the object. Absent when it leads to the bucket."`
}

func storedObject(o *objstore.Object) StoredObject {
	s := StoredObject{
		Name: o.Name, Description: o.Description, Size: o.Size, Chunks: o.Chunks, ChunkSize: o.ChunkSize, Digest: o.Digest, NUID: o.ID,
		Modified: o.Modified, Revision: o.Revision, Subject: o.Subject, Deleted: o.Deleted, Headers: o.Headers, Metadata: o.Metadata,
	}
	if o.Link != nil {
		s.Link = &ObjectLink{o.Link.Bucket, o.Link.Name}
	}
	return s
}

// StoredObjectOutput answers operations on an object.
type StoredObjectOutput struct{ Body StoredObject }

func storedObjectOutput(o *objstore.Object, err error) (*StoredObjectOutput, error) {
	if err != nil {
		return nil, err
	}
	return &StoredObjectOutput{Body: storedObject(o)}, nil
}

// ListObjectsOutput answers GET /api/nats/objects/buckets/{bucket}/objects.
type ListObjectsOutput struct{ Body StoredObjects }

func (a *API) listObjects(ctx context.Context, lease natsconn.Lease, in *ListObjectsInput) (*ListObjectsOutput, error) {
	begin := time.Now()
	page, err := objectStore(lease).Objects(ctx, in.Bucket, objstore.Query{
		Search: in.Search, Deleted: in.Deleted, Order: objstore.Order(in.Sort), Limit: in.Limit, Cursor: in.Cursor,
	})
	if err != nil {
		return nil, err
	}
	body := StoredObjects{
		Objects: make([]StoredObject, 0, len(page.Objects)), Sort: string(page.Order), Partial: page.Partial, NextCursor: page.Next, Took: took(begin),
	}
	if page.Counted {
		body.Total = &page.Total
	}
	for _, o := range page.Objects {
		body.Objects = append(body.Objects, storedObject(o))
	}
	return &ListObjectsOutput{Body: body}, nil
}

// InObject names an object. The name is no part of the path: it may be ".." or have
// slashes.
type InObject struct {
	InBucket
	Name string `query:"name" required:"true" minLength:"1" maxLength:"2048" doc:"The object's name." example:"2026/11/report.pdf"`
}

func (a *API) getObject(ctx context.Context, lease natsconn.Lease, in *InObject) (*StoredObjectOutput, error) {
	return storedObjectOutput(objectStore(lease).Get(ctx, in.Bucket, in.Name))
}

// ChangeObjectInput says what of an object becomes another.
type ChangeObjectInput struct {
	InObject
	Body ObjectChange
}

// ObjectChange says what of an object becomes another.
type ObjectChange struct {
	Name        *string             `json:"name,omitempty" minLength:"1" maxLength:"2048" doc:"A name that no object has (409 object_exists)."`
	Description *string             `json:"description,omitempty" maxLength:"4096"`
	Headers     map[string][]string `json:"headers,omitempty" maxProperties:"256" doc:"Take the place of all there are."`
	Metadata    map[string]string   `json:"metadata,omitempty" maxProperties:"256" doc:"Takes the place of all there is."`
	Revision    *uint64             `json:"revision,omitempty" minimum:"1" doc:"Must be the object's last one: what somebody wrote since then stays (412 revision_changed)."`
}

func (a *API) changeObject(ctx context.Context, lease natsconn.Lease, in *ChangeObjectInput) (*StoredObjectOutput, error) {
	c := &in.Body
	return storedObjectOutput(objectStore(lease).Update(ctx, in.Bucket, in.Name, objstore.Change{
		Name: c.Name, Description: c.Description, Headers: nats.Header(c.Headers), Metadata: c.Metadata, Revision: c.Revision,
	}))
}

// DeleteObjectInput says on what the deletion depends.
type DeleteObjectInput struct {
	InObject
	Revision uint64 `query:"revision" minimum:"1" doc:"Must be its last one: what somebody wrote since then stays (412 revision_changed)."`
}

// ObjectDeleted says that an object is gone.
type ObjectDeleted struct {
	Deleted  bool `json:"deleted" doc:"Always true: what was not deleted is an error."`
	Leftover bool `json:"leftover,omitempty" doc:"NATS did not remove its chunks: clean removes them."`
}

// ObjectDeletedOutput answers DELETE /api/nats/objects/buckets/{bucket}/object.
type ObjectDeletedOutput struct{ Body ObjectDeleted }

func (a *API) deleteObject(ctx context.Context, lease natsconn.Lease, in *DeleteObjectInput) (*ObjectDeletedOutput, error) {
	left, err := objectStore(lease).Delete(ctx, in.Bucket, in.Name, revisionOf(in.Revision, false))
	if err != nil {
		return nil, err
	}
	return &ObjectDeletedOutput{Body: ObjectDeleted{Deleted: true, Leftover: left}}, nil
}

// revisionOf is what a write depends on: none must be there, a revision, or nothing.
func revisionOf(revision uint64, create bool) *uint64 {
	if revision == 0 && !create {
		return nil
	}
	return &revision
}

// LinkObjectInput carries a link to be made.
type LinkObjectInput struct {
	InBucket
	Body NewObjectLink
}

// NewObjectLink is a link to be made.
type NewObjectLink struct {
	Name   string     `json:"name" minLength:"1" maxLength:"2048" doc:"Of the link."`
	Target ObjectLink `json:"target" doc:"Where it leads."`
}

func (a *API) linkObject(ctx context.Context, lease natsconn.Lease, in *LinkObjectInput) (*StoredObjectOutput, error) {
	to := in.Body.Target
	return storedObjectOutput(objectStore(lease).AddLink(ctx, in.Bucket, in.Body.Name, objstore.Link{Bucket: to.Bucket, Name: to.Name}, nil))
}
