// Package objstore reads and writes the buckets of NATS' object store (NATS ADR-20).
//
//	store := objstore.Store{Conn: lease, JS: js, MaxPayload: lease.Server().MaxPayload}
//	object, err := store.Put(ctx, "reports", objstore.Upload{Name: "2026/11.pdf"}, body, nil)
//	content, err := store.Read(ctx, "reports", "2026/11.pdf")
//	defer content.Close()
//
// The promises: an object of any size passes through some MiB of memory; an upload
// that is cut leaves nothing behind, or its error says what; a write that says from
// which revision it was made never replaces another one (revision_changed); who reads
// an object from its beginning never gets its end when the digest does not match.
package objstore

import (
	"context"
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// Conn is what a store is reached over; a natsconn.Lease is one.
type Conn interface {
	jsapi.Requester
	RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error)
	Post(ctx context.Context, msg *nats.Msg) (natsconn.Posted, error)
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// Store is the buckets that a connection reaches. It is a small value, and safe for
// concurrent use as far as its connection is.
type Store struct {
	Conn       Conn
	JS         jsapi.Client
	MaxPayload int64 // that the server takes; not positive when it is not known
}

// streamPrefix begins the names of the streams that are buckets.
const streamPrefix = "OBJ_"

// StreamOf returns the name of the stream that a bucket is.
func StreamOf(bucket string) string { return streamPrefix + bucket }

// BucketOf returns the bucket that a stream is, if it is one.
func BucketOf(stream string) (bucket string, ok bool) {
	bucket, ok = strings.CutPrefix(stream, streamPrefix)
	return bucket, ok && CheckBucket(bucket, "") == nil
}

const (
	mostBucket = 251  // bytes: a stream's name has 255
	mostName   = 2048 // bytes: its subject has a third more, and a line of the protocol 4,096
)

var bucketName = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)

// CheckBucket refuses what is no name of a bucket (NATS ADR-20).
func CheckBucket(name, field string) error {
	if len(name) <= mostBucket && bucketName.MatchString(name) {
		return nil
	}
	return invalid("The name of a bucket has 1 to 251 letters, digits, - and _.", field)
}

// CheckName refuses what cannot name an object. Everything else can: it is a text of
// its own, and neither a path nor a subject.
func CheckName(name, field string) error {
	if name != "" && len(name) <= mostName && utf8.ValidString(name) {
		return nil
	}
	return invalid("The name of an object is a text of 1 to 2,048 bytes.", field)
}

func invalid(detail, field string) *fault.Error {
	return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
}

// prefixOf begins the subjects of a bucket.
func prefixOf(bucket string) string { return "$O." + bucket + "." }

// token is an object's name in its subject.
func token(name string) string { return base64.URLEncoding.EncodeToString([]byte(name)) }

// nameOf reads the name from the subject of an object's description.
func nameOf(metaToken string) (string, bool) {
	name, err := base64.URLEncoding.DecodeString(metaToken)
	return string(name), err == nil && CheckName(string(name), "") == nil
}

func (b *Bucket) metaSubject(name string) string { return b.prefix + "M." + token(name) }
func (b *Bucket) chunkSubject(id string) string  { return b.prefix + "C." + id }
func (b *Bucket) allMeta() string                { return b.prefix + "M.>" }
