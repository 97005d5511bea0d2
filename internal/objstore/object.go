package objstore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Object is what a bucket says of an object.
type Object struct {
	Name        string
	Description string
	Headers     nats.Header
	Metadata    map[string]string
	Link        *Link // it has no content of its own
	Size        uint64
	Chunks      uint64
	ChunkSize   uint64 // at most, of each chunk; 0 when it is not said
	Digest      string // such as SHA-256=…, by RFC 3230, in URL-safe Base64
	ID          string // of its chunks
	Deleted     bool
	Modified    time.Time
	Revision    uint64 // sequence of this description in the bucket's stream
	Subject     string // of this description

	raw []byte // as it was stored
}

// Link is where a link leads.
type Link struct {
	Bucket string `json:"bucket"`
	Name   string `json:"name,omitempty"` // empty for the bucket itself
}

// meta is how a description is stored (NATS ADR-20).
type meta struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Headers     nats.Header       `json:"headers,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty"`
	Options     *options          `json:"options,omitempty"`
	Bucket      string            `json:"bucket"`
	ID          string            `json:"nuid"`
	Size        uint64            `json:"size"`
	Modified    string            `json:"mtime"`
	Chunks      uint64            `json:"chunks"`
	Digest      string            `json:"digest,omitempty"`
	Deleted     bool              `json:"deleted,omitempty"`
}

type options struct {
	Link      *Link  `json:"link,omitempty"`
	ChunkSize uint64 `json:"max_chunk_size,omitempty"`
}

// noTime stands where the time of the message says it.
const noTime = "0001-01-01T00:00:00Z"

// object reads a description. The name is the one in the subject, by which it is
// found.
func object(m *stored) (*Object, error) {
	var d meta
	if err := json.Unmarshal(m.data, &d); err != nil {
		return nil, fault.New(fault.Upstream, "object_unreadable", "What describes this object is not JSON as NATS stores it.").Wrap(err)
	}
	o := &Object{
		Name: d.Name, Description: d.Description, Headers: d.Headers, Metadata: d.Metadata, Size: d.Size, Chunks: d.Chunks,
		Digest: d.Digest, ID: d.ID, Deleted: d.Deleted, Modified: m.time.UTC(), Revision: m.seq, Subject: m.subject, raw: m.data,
	}
	if d.Options != nil {
		o.Link, o.ChunkSize = d.Options.Link, d.Options.ChunkSize
	}
	if name, ok := nameOf(m.subject[strings.LastIndexByte(m.subject, '.')+1:]); ok {
		o.Name = name
	}
	return o, nil
}

// encode is the description as it is stored. Members that it came with and that
// nobody here knows stay.
func (o *Object) encode(bucket string) ([]byte, error) {
	d := meta{
		Name: o.Name, Description: o.Description, Headers: o.Headers, Metadata: o.Metadata, Bucket: bucket, ID: o.ID,
		Size: o.Size, Modified: noTime, Chunks: o.Chunks, Digest: o.Digest, Deleted: o.Deleted,
	}
	if o.Link != nil || o.ChunkSize > 0 {
		d.Options = &options{o.Link, o.ChunkSize}
	}
	known, err := json.Marshal(d)
	if err != nil || len(o.raw) == 0 {
		return known, err
	}
	var before, now map[string]json.RawMessage
	if err := errors.Join(json.Unmarshal(o.raw, &before), json.Unmarshal(known, &now)); err != nil {
		return known, nil //nolint:nilerr // it was no object before: then nothing of it stays
	}
	for _, name := range []string{"description", "headers", "metadata", "options", "digest", "deleted"} {
		delete(before, name)
	}
	for name, value := range now {
		before[name] = value
	}
	return json.Marshal(before)
}

func objectNotFound(name string) *fault.Error {
	return fault.New(fault.NotFound, "object_not_found", "There is no object "+strconv.Quote(name)+".")
}

// Get reads what the bucket says of an object. Errors: bucket_not_found,
// object_not_found.
func (s Store) Get(ctx context.Context, bucket, name string) (*Object, error) {
	b, err := s.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	return s.get(ctx, b, name)
}

func (s Store) get(ctx context.Context, b *Bucket, name string) (*Object, error) {
	o, err := s.last(ctx, b, name)
	if err != nil {
		return nil, err
	}
	if o == nil || o.Deleted {
		return nil, objectNotFound(name)
	}
	return o, nil
}

// last is the last description of a name, also of an object that is deleted; nil if
// there is none.
func (s Store) last(ctx context.Context, b *Bucket, name string) (*Object, error) {
	if err := CheckName(name, "query.name"); err != nil {
		return nil, err
	}
	m, err := s.lastOf(ctx, b.Name, b.metaSubject(name))
	switch {
	case fault.Is(err, "message_not_found"):
		return nil, nil //nolint:nilnil // as documented
	case err != nil:
		return nil, asBucket(b.Name, err)
	}
	return object(&m)
}

// changed says that somebody else was first.
func changed(now *Object) *fault.Error {
	detail := "The object was changed meanwhile, and nothing of this was stored."
	switch {
	case now == nil:
		detail = "The object is gone meanwhile, and nothing of this was stored."
	case now.Revision > 0:
		detail = "The object was changed meanwhile: its last revision is " + strconv.FormatUint(now.Revision, 10) + ". Nothing of this was stored."
	}
	return fault.New(fault.Precondition, "revision_changed", detail).WithHint("Read it again, and decide what of both is to stay.")
}

// expect compares the last description with the revision that somebody has seen:
// zero for none. Nil expects nothing.
func expect(now *Object, revision *uint64) error {
	switch {
	case revision == nil:
		return nil
	case *revision == 0 && (now == nil || now.Deleted):
		return nil
	case *revision == 0:
		return fault.New(fault.Conflict, "object_exists", "There is an object "+strconv.Quote(now.Name)+" already, in revision "+strconv.FormatUint(now.Revision, 10)+".")
	case now == nil || now.Revision != *revision:
		return changed(now)
	}
	return nil
}

const (
	hdrRollup   = "Nats-Rollup"
	hdrExpected = "Nats-Expected-Last-Subject-Sequence"
)

// mostTries is how often a write without a revision looks again because somebody
// else wrote in between.
const mostTries = 8

// store puts a description in the place of the last one of its name, and returns what
// it replaced. It depends on what it replaces, whether the caller does or not: so the
// chunks of that are known to be of no use any more.
func (s Store) store(ctx context.Context, b *Bucket, o *Object, revision *uint64) (before *Object, err error) {
	body, err := o.encode(b.Name)
	if err != nil {
		return nil, fmt.Errorf("encode the description of an object: %w", err)
	}
	for range mostTries {
		if before, err = s.last(ctx, b, o.Name); err != nil {
			return nil, err
		}
		if err = expect(before, revision); err != nil {
			return nil, err
		}
		var last uint64
		if before != nil {
			last = before.Revision
		}
		h := nats.Header{hdrRollup: {"sub"}, hdrExpected: {strconv.FormatUint(last, 10)}}
		o.Revision, err = s.publish(ctx, b, &nats.Msg{Subject: b.metaSubject(o.Name), Header: h, Data: body})
		if !fault.Is(err, "wrong_last_sequence") {
			return before, err
		}
	}
	return nil, changed(&Object{}).Wrap(err)
}

// publish stores a message. Errors: bucket_full, bucket_sealed, outcome_unknown.
func (s Store) publish(ctx context.Context, b *Bucket, msg *nats.Msg) (uint64, error) {
	answer, err := s.Conn.RequestMsg(ctx, msg)
	if err != nil {
		return 0, unsent(err, msg.Subject)
	}
	return acknowledged(b, answer)
}

func unsent(err error, subject string) error {
	if fault.Is(err, "no_responders") {
		return fault.New(fault.Unavailable, "bucket_not_writable", "No stream takes "+subject+", so nothing was stored.").Wrap(err)
	}
	return jsapi.Undecided(err)
}

// Refusals of a stream that mean something else to who stores an object.
const (
	errMaxBytes     = 10077 // of the stream
	errAccountBytes = 10002
	errStorageBytes = 10047
	errMemoryBytes  = 10028
	errSealed       = 10109
)

func acknowledged(b *Bucket, answer *nats.Msg) (uint64, error) {
	if err := jsapi.Refused(answer.Data); err != nil {
		f, ok := errors.AsType[*fault.Error](err)
		switch {
		case !ok || f.NATS == nil:
		case f.NATS.ErrCode == errSealed:
			return 0, sealed(b.Name).Wrap(err)
		case f.NATS.ErrCode == errAccountBytes, f.NATS.ErrCode == errStorageBytes, f.NATS.ErrCode == errMemoryBytes:
			return 0, fault.New(fault.Conflict, "account_full", "The account, or the server, has no room for this.").
				WithHint("Delete objects, or let it have more.").Wrap(err)
		case f.NATS.ErrCode == errMaxBytes:
			return 0, fault.New(fault.Conflict, "bucket_full", "The bucket "+b.Name+" has no room for this.").
				WithHint("Delete objects, or let it be larger.").Wrap(err)
		}
		return 0, err
	}
	var ack struct {
		Stream   string `json:"stream"`
		Sequence uint64 `json:"seq"`
	}
	if err := jsapi.Decode(answer.Data, &ack); err != nil || ack.Stream == "" {
		return 0, fault.New(fault.Upstream, "outcome_unknown", "Somebody answered who is no stream: whether this was stored is not known.").Wrap(err)
	}
	return ack.Sequence, nil
}
