// Package kv reads and writes the buckets of NATS' key-value store (NATS ADR-8).
//
//	store := kv.Store{Conn: lease, JS: js}
//	entry, err := store.Get(ctx, "config", "checkout.limits.eu", kv.Reading{})
//	revision, err := store.Put(ctx, "config", entry.Key, value, kv.Writing{Revision: &entry.Revision})
//
// The promises: a write that says from which revision it was made never replaces
// another one (revision_changed); a write without an answer is not sent again
// (outcome_unknown); a page of keys costs the same in a bucket of a million as in
// one of a hundred, and does not call a count exact that is not. What concerns many
// keys (Export, Import, DeleteKeys) takes as much memory as some of them, writes each
// on the condition that nobody else did meanwhile, and says what it did when it ended
// before its end.
package kv

import (
	"context"
	"regexp"
	"strings"
	"unicode"
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
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// Store is the buckets that a connection reaches. It is a small value, and safe for
// concurrent use as far as its connection is.
type Store struct {
	Conn Conn
	JS   jsapi.Client
}

// streamPrefix begins the names of the streams that are buckets.
const streamPrefix = "KV_"

// StreamOf returns the name of the stream that a bucket is.
func StreamOf(bucket string) string { return streamPrefix + bucket }

// BucketOf returns the bucket that a stream is, if it is one.
func BucketOf(stream string) (bucket string, ok bool) {
	bucket, ok = strings.CutPrefix(stream, streamPrefix)
	return bucket, ok && CheckBucket(bucket, "") == nil
}

const (
	mostBucket = 252 // bytes: a stream's name has 255
	mostKey    = 1024
)

var (
	bucketName = regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)
	keyName    = regexp.MustCompile(`^[-/_=.a-zA-Z0-9]+$`)
)

// CheckBucket refuses what is no name of a bucket (NATS ADR-8).
func CheckBucket(name, field string) error {
	if len(name) <= mostBucket && bucketName.MatchString(name) {
		return nil
	}
	return fault.New(fault.Unprocessable, "validation_failed", "The name of a bucket has 1 to 252 letters, digits, - and _.").WithField(field)
}

// CheckNewKey refuses what a client may not write as a key (NATS ADR-8).
func CheckNewKey(key, field string) error {
	if keyName.MatchString(key) && isSubject(key) {
		return nil
	}
	return fault.New(fault.Unprocessable, "validation_failed", "A key has 1 to 1,024 letters, digits and - / _ = and dots, which neither begin nor end it nor follow each other.").WithField(field)
}

// checkKey refuses what cannot be a key, whoever wrote it.
func checkKey(key string) error {
	if isSubject(key) {
		return nil
	}
	return fault.New(fault.Unprocessable, "validation_failed", "This cannot be a key: it is 1 to 1,024 bytes without spaces and wildcards, and dots neither begin nor end it nor follow each other.").WithField("path.key")
}

// isSubject reports whether a key can be the end of a subject.
func isSubject(key string) bool {
	if key == "" || len(key) > mostKey || !utf8.ValidString(key) {
		return false
	}
	for token := range strings.SplitSeq(key, ".") {
		if token == "" || token == "*" || token == ">" {
			return false
		}
	}
	return !strings.ContainsFunc(key, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// Operation is what a revision did to its key.
type Operation string

// The operations.
const (
	Put    Operation = "put"
	Delete Operation = "delete" // a marker; the revisions before it stay
	Purge  Operation = "purge"  // a marker; the revisions before it are gone
)

// Headers of the store (NATS ADR-8, ADR-43).
const (
	hdrOperation = "KV-Operation"
	hdrMarker    = "Nats-Marker-Reason"
	hdrRollup    = "Nats-Rollup"
	hdrTTL       = "Nats-TTL"
	hdrExpected  = "Nats-Expected-Last-Subject-Sequence"
)

// OperationOf reads what a stored message did. A marker that the server put there
// because of an age ends a key as a delete does; one of a removal as a purge.
func OperationOf(h nats.Header) Operation {
	switch h.Get(hdrOperation) {
	case "DEL":
		return Delete
	case "PURGE":
		return Purge
	}
	switch h.Get(hdrMarker) {
	case "MaxAge":
		return Delete
	case "Remove", "Purge":
		return Purge
	}
	return Put
}
