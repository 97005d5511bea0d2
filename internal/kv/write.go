package kv

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Writing says on what a write depends.
type Writing struct {
	// Revision is the one that must be the key's last: what somebody wrote since then
	// is not replaced. 0 stands for a key that must not exist, or is deleted. Nil
	// replaces whatever is there.
	Revision *uint64
	// TTL is how long this revision lives; 0 as long as the bucket says. At least a
	// second, and only in buckets that have a marker TTL (NATS ADR-43).
	TTL time.Duration
}

// Put writes a value and returns its revision. Errors: revision_changed; key_exists
// when the key must not exist; value_too_large; ttl_not_allowed; outcome_unknown.
func (s Store) Put(ctx context.Context, bucket, key string, value []byte, w Writing) (uint64, error) {
	if err := CheckNewKey(key, "path.key"); err != nil {
		return 0, err
	}
	return s.write(ctx, bucket, key, nats.Header{}, value, w)
}

// Delete puts a marker behind the last revision of a key; with purge it takes the
// place of all of them. Without a revision a key that never was gets a marker too, as
// the nats CLI does it. Errors are those of Put.
func (s Store) Delete(ctx context.Context, bucket, key string, purge bool, w Writing) (uint64, error) {
	if err := checkKey(key); err != nil {
		return 0, err
	}
	return s.write(ctx, bucket, key, deletionHeader(purge), nil, w)
}

func (s Store) write(ctx context.Context, bucket, key string, h nats.Header, value []byte, w Writing) (uint64, error) {
	b, err := s.open(ctx, bucket)
	if err != nil {
		return 0, err
	}
	if w.Revision != nil {
		h.Set(hdrExpected, strconv.FormatUint(*w.Revision, 10))
	}
	if w.TTL > 0 {
		h.Set(hdrTTL, w.TTL.String())
	}
	revision, err := s.publish(ctx, b, key, h, value)
	if w.Revision == nil || !fault.Is(err, "wrong_last_sequence") {
		return revision, explain(err)
	}
	last, lookErr := s.last(ctx, b, key)
	if lookErr != nil {
		return 0, changed(0).Wrap(err)
	}
	if *w.Revision > 0 || last == nil {
		return 0, changed(last.revision()).Wrap(err)
	}
	if last.Operation == Put {
		return 0, fault.New(fault.Conflict, "key_exists", "There is a key "+key+" already, in revision "+strconv.FormatUint(last.Revision, 10)+".").Wrap(err)
	}
	// The marker of a key that is gone counts as the last revision: on that it depends.
	h.Set(hdrExpected, strconv.FormatUint(last.Revision, 10))
	if revision, err = s.publish(ctx, b, key, h, value); fault.Is(err, "wrong_last_sequence") {
		return 0, changed(0).Wrap(err)
	}
	return revision, explain(err)
}

func (e *Entry) revision() uint64 {
	if e == nil {
		return 0
	}
	return e.Revision
}

// changed says that somebody else was first. Zero says that no revision is known.
func changed(last uint64) *fault.Error {
	detail := "The key was changed meanwhile, and nothing was written."
	if last > 0 {
		detail = "The key was changed meanwhile: its last revision is " + strconv.FormatUint(last, 10) + ". Nothing was written."
	}
	return fault.New(fault.Precondition, "revision_changed", detail).WithHint("Read it again, and decide what of both is to stay.")
}

// Refusals of a stream that mean something else to who writes a key.
const (
	errMessageSize = 10054
	errTTLDisabled = 10166
	errTTLInvalid  = 10165
)

func explain(err error) error {
	refused := natsCode(err)
	switch refused {
	case errMessageSize:
		return fault.New(fault.TooLarge, "value_too_large", "The value is larger than the bucket takes.").Wrap(err)
	case errTTLDisabled:
		return fault.New(fault.Unprocessable, "ttl_not_allowed", "This bucket takes no TTL for a single key: it has no limit_marker_ttl.").Wrap(err)
	case errTTLInvalid:
		return fault.New(fault.Unprocessable, "validation_failed", "A TTL is whole seconds, one at least.").Wrap(err)
	}
	return err
}

// publish stores a message and reads its acknowledgement.
func (s Store) publish(ctx context.Context, b *Bucket, key string, h nats.Header, value []byte) (uint64, error) {
	msg := &nats.Msg{Subject: b.puts + key, Data: value}
	if len(h) > 0 {
		msg.Header = h
	}
	answer, err := s.Conn.RequestMsg(ctx, msg)
	switch {
	case fault.Is(err, "no_responders"):
		return 0, fault.New(fault.Unavailable, "bucket_not_writable", "No stream takes "+msg.Subject+", so nothing was written.").Wrap(err)
	case err != nil:
		return 0, jsapi.Undecided(err)
	}
	if err := jsapi.Refused(answer.Data); err != nil {
		return 0, err
	}
	var ack struct {
		Stream   string `json:"stream"`
		Sequence uint64 `json:"seq"`
	}
	if err := jsapi.Decode(answer.Data, &ack); err != nil || ack.Stream == "" {
		return 0, fault.New(fault.Upstream, "outcome_unknown", "Somebody answered who is no stream: whether this was written is not known.").Wrap(err)
	}
	return ack.Sequence, nil
}

// natsCode is the server's error code behind an error, or 0.
func natsCode(err error) int {
	if f, ok := errors.AsType[*fault.Error](err); ok && f.NATS != nil {
		return f.NATS.ErrCode
	}
	return 0
}
