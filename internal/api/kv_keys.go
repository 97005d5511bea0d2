package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/kv"
	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) keyRoutes(tag, many string) {
	one := many + "/{key}"
	registerLeased(a, operation(http.MethodGet, many, "kv-keys", read, tag, "Keys of a bucket",
		"Without their values. A page takes as long in a bucket of a million keys as in a small one, unless they are to be in the order of their names there.", http.StatusUnprocessableEntity), a.listKeys)
	registerLeased(a, operation(http.MethodGet, one, "kv-key", read, tag, "A key",
		"Its last revision, or the one that is asked for. A key that was deleted is not found.", http.StatusUnprocessableEntity), a.getKey)
	put := operation(http.MethodPut, one, "put-kv-key", write, tag, "Write a key",
		"With a revision nothing is replaced that somebody else wrote after it (412 revision_changed); with revision 0 the key must not exist (409 key_exists).",
		http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	put.MaxBodyBytes = mostMessageBody
	a.takesBody(put, mostMessageBody)
	registerLeased(a, put, a.putKey)
	registerLeased(a, operation(http.MethodDelete, one, "delete-kv-key", write, tag, "Delete a key",
		"Puts a marker behind its revisions, or with purge in their place.", http.StatusPreconditionFailed, http.StatusUnprocessableEntity), a.deleteKey)
	registerLeased(a, operation(http.MethodGet, one+"/history", "kv-key-history", read, tag, "Revisions of a key",
		"Those that the bucket keeps, the newest first, with the beginnings of their values.", http.StatusUnprocessableEntity), a.keyHistory)
	registerLeased(a, operation(http.MethodPost, one+"/restore", "restore-kv-key", write, tag, "Make an old revision the last one",
		"As a new revision with the same value, which does not pass through the caller.", http.StatusPreconditionFailed, http.StatusUnprocessableEntity), a.restoreKey)
}

// ListKeysInput says which keys are listed.
type ListKeysInput struct {
	InBucket
	Prefix  string `query:"prefix" maxLength:"1024" doc:"Begins the keys. What ends with a dot is looked for by NATS; else keys up to the last dot are looked through." example:"checkout.limits."`
	Pattern string `query:"pattern" maxLength:"1024" doc:"Keys that match it as a subject. Not together with prefix." example:"checkout.*.eu"`
	Search  string `query:"search" maxLength:"255" doc:"Part of the key, whatever its case. Keys are looked through, for 2 s at most."`
	Deleted bool   `query:"deleted" doc:"Also keys that are deleted, as long as their marker is there."`
	Sort    string `query:"sort" enum:"key,revision" doc:"By name, for which all keys that match are read; or from the one that was not written for longest to the newest. Absent: by name in buckets of up to 5,000 keys."`
	Limit   int    `query:"limit" minimum:"1" maximum:"1000" default:"200"`
	Cursor  string `query:"cursor" maxLength:"4096" doc:"next_cursor of the page before."`
}

// BucketKeys is a page of keys.
type BucketKeys struct {
	Keys       []BucketKey `json:"keys"`
	Sort       string      `json:"sort" enum:"key,revision" doc:"Their order."`
	Total      *uint64     `json:"total,omitempty" doc:"Keys that match. Absent when it is not known without reading all of them."`
	TotalExact bool        `json:"total_exact" doc:"Otherwise there are at most so many: total counts keys that are deleted, too."`
	Partial    bool        `json:"partial" doc:"The time ended before the page was full: next_cursor goes on."`
	Scanned    int         `json:"scanned" doc:"Messages that were looked at for this page."`
	NextCursor string      `json:"next_cursor,omitempty" doc:"Absent on the last page."`
	Took       string      `json:"took" example:"3.1ms" doc:"Go duration."`
}

// BucketKey is a key without its value.
type BucketKey struct {
	Key       string    `json:"key"`
	Revision  uint64    `json:"revision"`
	Created   time.Time `json:"created" doc:"When this revision was written."`
	Operation string    `json:"operation" enum:"put,delete,purge"`
	Size      int64     `json:"size" doc:"Bytes of the value."`
}

// ListKeysOutput answers GET /api/nats/kv/buckets/{bucket}/keys.
type ListKeysOutput struct{ Body BucketKeys }

func (a *API) listKeys(ctx context.Context, lease natsconn.Lease, in *ListKeysInput) (*ListKeysOutput, error) {
	begin := time.Now()
	page, err := kvStore(lease).Keys(ctx, in.Bucket, kv.Query{
		Prefix: in.Prefix, Pattern: in.Pattern, Search: in.Search, Deleted: in.Deleted, Order: kv.Order(in.Sort), Limit: in.Limit, Cursor: in.Cursor,
	})
	if err != nil {
		return nil, err
	}
	body := BucketKeys{
		Keys: make([]BucketKey, 0, len(page.Keys)), Sort: string(page.Order), TotalExact: page.TotalExact,
		Partial: page.Partial, Scanned: page.Scanned, NextCursor: page.Next, Took: took(begin),
	}
	if page.TotalKnown {
		body.Total = &page.Total
	}
	for _, k := range page.Keys {
		body.Keys = append(body.Keys, BucketKey{k.Key, k.Revision, k.Created, string(k.Operation), k.Size})
	}
	return &ListKeysOutput{Body: body}, nil
}

// InKey names a key in the path.
type InKey struct {
	InBucket
	Key string `path:"key" maxLength:"3072" doc:"The key; a / in it is written as %2F." example:"checkout.limits.eu"`
}

// GetKeyInput says which revision is read.
type GetKeyInput struct {
	InKey
	Revision uint64 `query:"revision" minimum:"1" doc:"This one in place of the last; it may be a marker."`
	Fresh    bool   `query:"fresh" doc:"Ask the bucket's leader, who has what was just written. Otherwise the nearest server with a copy answers."`
	Max      int    `query:"max" minimum:"0" maximum:"67108864" default:"67108864" doc:"Bytes of the value; a longer one is cut there and marked as truncated."`
}

// BucketEntry is a revision of a key.
type BucketEntry struct {
	BucketKey
	Headers   map[string][]string `json:"headers,omitempty"`
	Data      string              `json:"data" doc:"The value, or its beginning, in encoding."`
	Encoding  string              `json:"encoding" enum:"utf8,base64" doc:"base64 when the value, all of it, is not UTF-8."`
	Truncated bool                `json:"truncated,omitempty" doc:"data is not the whole value."`
}

// GetKeyOutput answers GET /api/nats/kv/buckets/{bucket}/keys/{key}.
type GetKeyOutput struct{ Body BucketEntry }

func (a *API) getKey(ctx context.Context, lease natsconn.Lease, in *GetKeyInput) (*GetKeyOutput, error) {
	e, err := kvStore(lease).Get(ctx, in.Bucket, in.Key, kv.Reading{Revision: in.Revision, Fresh: in.Fresh})
	if err != nil {
		return nil, err
	}
	m := message.Message{Sequence: e.Revision, Time: e.Created, Header: e.Header, Data: e.Value, Size: len(e.Value), Text: utf8.Valid(e.Value)}
	m.Cut(in.Max)
	return &GetKeyOutput{Body: bucketEntry(e.Key, &m)}, nil
}

func bucketEntry(key string, m *message.Message) BucketEntry {
	stored := storedMessage(m)
	return BucketEntry{
		BucketKey: BucketKey{key, m.Sequence, m.Time.UTC(), string(kv.OperationOf(m.Header)), int64(m.Size)},
		Headers:   stored.Headers, Data: stored.Data, Encoding: stored.Encoding, Truncated: stored.Truncated,
	}
}

// PutKeyInput carries a value.
type PutKeyInput struct {
	InKey
	Body KeyValue
}

// KeyValue is a value to be written, and on what that depends.
type KeyValue struct {
	Data     string  `json:"data" doc:"The value in encoding. May be empty."`
	Encoding string  `json:"encoding,omitempty" enum:"utf8,base64" default:"utf8" doc:"Of data."`
	Revision *uint64 `json:"revision,omitempty" doc:"Of the value that this one is made from; 0 when the key must not exist. Without it whatever is there is replaced."`
	TTL      string  `json:"ttl,omitempty" maxLength:"32" doc:"How long this revision lives: a Go duration of at least 1s. Only in buckets with limit_marker_ttl." example:"1h"`
}

// KeyWritten says that a key was written.
type KeyWritten struct {
	Key      string `json:"key"`
	Revision uint64 `json:"revision" doc:"Of what was written."`
}

// KeyWrittenOutput answers operations that write a key.
type KeyWrittenOutput struct{ Body KeyWritten }

func written(key string, revision uint64, err error) (*KeyWrittenOutput, error) {
	if err != nil {
		return nil, err
	}
	return &KeyWrittenOutput{Body: KeyWritten{key, revision}}, nil
}

func (a *API) putKey(ctx context.Context, lease natsconn.Lease, in *PutKeyInput) (*KeyWrittenOutput, error) {
	value := []byte(in.Body.Data)
	if in.Body.Encoding == "base64" {
		var err error
		if value, err = base64.StdEncoding.DecodeString(in.Body.Data); err != nil {
			return nil, fault.New(fault.Unprocessable, "validation_failed", "The value is not Base64.").WithField("body.data")
		}
	}
	ttl, err := lifetime(in.Body.TTL, "body.ttl")
	if err != nil {
		return nil, err
	}
	revision, err := kvStore(lease).Put(ctx, in.Bucket, in.Key, value, kv.Writing{Revision: in.Body.Revision, TTL: ttl})
	return written(in.Key, revision, err)
}

// DeleteKeyInput says how a key goes.
type DeleteKeyInput struct {
	InKey
	Purge    bool   `query:"purge" doc:"The revisions before go as well, for ever."`
	Revision uint64 `query:"revision" minimum:"1" doc:"Must be its last one: what somebody wrote since then stays (412 revision_changed)."`
	TTL      string `query:"ttl" maxLength:"32" doc:"How long the marker stays. A Go duration of at least 1s; only in buckets with limit_marker_ttl."`
}

func (a *API) deleteKey(ctx context.Context, lease natsconn.Lease, in *DeleteKeyInput) (*KeyWrittenOutput, error) {
	var w kv.Writing
	var err error
	if w.TTL, err = lifetime(in.TTL, "query.ttl"); err != nil {
		return nil, err
	}
	if in.Revision > 0 {
		w.Revision = &in.Revision
	}
	revision, err := kvStore(lease).Delete(ctx, in.Bucket, in.Key, in.Purge, w)
	return written(in.Key, revision, err)
}

// KeyHistoryInput says how much of the values is wanted.
type KeyHistoryInput struct {
	InKey
	Max int `query:"max" minimum:"0" maximum:"1048576" default:"65536" doc:"Bytes of each value."`
}

// KeyRevisions are the revisions of a key.
type KeyRevisions struct {
	Revisions []BucketEntry `json:"revisions" doc:"The newest first."`
	Partial   bool          `json:"partial" doc:"There are more, for which there was no time or no room."`
}

// KeyHistoryOutput answers GET /api/nats/kv/buckets/{bucket}/keys/{key}/history.
type KeyHistoryOutput struct{ Body KeyRevisions }

// mostRevisions is what a bucket keeps of a key.
const mostRevisions = 64

func (a *API) keyHistory(ctx context.Context, lease natsconn.Lease, in *KeyHistoryInput) (*KeyHistoryOutput, error) {
	subject, err := kvStore(lease).Subject(ctx, in.Bucket, in.Key)
	if err != nil {
		return nil, err
	}
	page, err := a.pager.Page(ctx, lease, lease.Connection().ID(), streamOf(lease, kv.StreamOf(in.Bucket), subject), message.Query{Limit: mostRevisions, Preview: in.Max})
	if err != nil {
		return nil, err
	}
	if len(page.Messages) == 0 {
		return nil, fault.New(fault.NotFound, "key_not_found", "There is no key "+in.Key+", and no revision of it is left.")
	}
	body := KeyRevisions{Revisions: make([]BucketEntry, 0, len(page.Messages)), Partial: page.Partial || page.OlderCursor != ""}
	for i := range page.Messages { // the direction from the last one is to older ones
		body.Revisions = append(body.Revisions, bucketEntry(in.Key, &page.Messages[i]))
	}
	return &KeyHistoryOutput{Body: body}, nil
}

// RestoreKeyInput says which revision comes back.
type RestoreKeyInput struct {
	InKey
	Body KeyRestoration
}

// KeyRestoration says which revision comes back.
type KeyRestoration struct {
	Revision uint64 `json:"revision" minimum:"1" doc:"Whose value is written again."`
	Last     uint64 `json:"last_revision" minimum:"1" doc:"Must be the key's last one: what somebody wrote since then stays (412 revision_changed)."`
}

func (a *API) restoreKey(ctx context.Context, lease natsconn.Lease, in *RestoreKeyInput) (*KeyWrittenOutput, error) {
	store := kvStore(lease)
	old, err := store.Get(ctx, in.Bucket, in.Key, kv.Reading{Revision: in.Body.Revision})
	if err != nil {
		return nil, err
	}
	if old.Operation != kv.Put {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "This revision is the mark of a deletion: it has no value. Delete the key instead.").WithField("body.revision")
	}
	revision, err := store.Put(ctx, in.Bucket, in.Key, old.Value, kv.Writing{Revision: &in.Body.Last})
	return written(in.Key, revision, err)
}
