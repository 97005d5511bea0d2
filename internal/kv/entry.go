package kv

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Entry is a revision of a key.
type Entry struct {
	Key       string
	Revision  uint64 // sequence in the bucket's stream
	Created   time.Time
	Operation Operation
	Value     []byte
	Header    nats.Header
}

// Reading says which revision is read, and where.
type Reading struct {
	Revision uint64 // the last one when zero
	// Fresh asks the leader of the bucket, who has what was just written. Otherwise
	// any server with a copy answers, which is faster.
	Fresh bool
}

// Get reads a key. Errors: bucket_not_found; key_not_found, also for a key whose last
// revision is a marker, unless that revision was asked for; revision_not_found.
func (s Store) Get(ctx context.Context, bucket, key string, r Reading) (*Entry, error) {
	if err := CheckBucket(bucket, "path.bucket"); err != nil {
		return nil, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	e, err := s.read(ctx, bucket, plainPrefix(bucket), key, r)
	if gone(err) { // a mirror has the subjects of its origin
		b, openErr := s.Open(ctx, bucket)
		switch {
		case openErr != nil && !fault.Is(openErr, "nats_permission"):
			return nil, openErr
		case openErr == nil && b.prefix != plainPrefix(bucket):
			e, err = s.read(ctx, bucket, b.prefix, key, r)
		}
	}
	switch {
	case gone(err) && r.Revision > 0:
		return nil, fault.New(fault.NotFound, "revision_not_found", "There is no revision "+strconv.FormatUint(r.Revision, 10)+" of this key any more.").Wrap(err)
	case gone(err):
		return nil, keyNotFound(key).Wrap(err)
	case err != nil:
		return nil, asBucket(bucket, err)
	case r.Revision == 0 && e.Operation != Put:
		return nil, keyNotFound(key).WithHint("It was deleted in revision " + strconv.FormatUint(e.Revision, 10) + ".")
	}
	return e, nil
}

func gone(err error) bool { return fault.Is(err, "message_not_found") }

func keyNotFound(key string) *fault.Error {
	return fault.New(fault.NotFound, "key_not_found", "There is no key "+key+".")
}

// Last reads the last revision of a key from the bucket's leader, marker or not; nil
// when there is none.
func (s Store) last(ctx context.Context, b *Bucket, key string) (*Entry, error) {
	e, err := s.fromLeader(ctx, b.Name, b.prefix, key, 0)
	if gone(err) {
		return nil, nil //nolint:nilnil // as documented
	}
	return e, asBucket(b.Name, err)
}

func (s Store) read(ctx context.Context, bucket, prefix, key string, r Reading) (*Entry, error) {
	if r.Fresh || r.Revision > 0 {
		return s.fromLeader(ctx, bucket, prefix, key, r.Revision)
	}
	e, err := s.fromAny(ctx, bucket, prefix, key)
	switch fault.CodeOf(err) {
	case "jetstream_unavailable", "nats_permission", "nats_error":
		// Nobody answers for a stream without allow_direct; headers that nats.go
		// cannot read are only whole in what the leader says.
		return s.fromLeader(ctx, bucket, prefix, key, 0)
	}
	return e, err
}

// fromAny reads by direct get (NATS ADR-31).
func (s Store) fromAny(ctx context.Context, bucket, prefix, key string) (*Entry, error) {
	subject := s.JS.Subject("DIRECT.GET." + StreamOf(bucket) + "." + prefix + key)
	msg, err := s.Conn.Request(ctx, subject, nil)
	switch {
	case fault.Is(err, "no_responders"):
		return nil, fault.New(fault.Unavailable, "jetstream_unavailable", "Nobody answers for this bucket.").Wrap(err)
	case err != nil:
		return nil, err
	}
	e := &Entry{Key: key, Value: msg.Data, Header: msg.Header}
	if e.Revision, err = strconv.ParseUint(lastOf(e.Header, "Nats-Sequence"), 10, 64); err != nil {
		if e.Header.Get("Status") == "404" {
			return nil, fault.New(fault.NotFound, "message_not_found", "There is no such message.")
		}
		return nil, jsapi.BadAnswer(err)
	}
	if e.Created, err = time.Parse(time.RFC3339Nano, lastOf(e.Header, "Nats-Time-Stamp")); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	for _, name := range []string{"Nats-Stream", "Nats-Subject", "Nats-Sequence", "Nats-Time-Stamp"} {
		drop(e.Header, name)
	}
	e.Operation = OperationOf(e.Header)
	return e, nil
}

// lastOf is the value that a direct get added behind those of the message.
func lastOf(h nats.Header, name string) string {
	if values := h[name]; len(values) > 0 {
		return values[len(values)-1]
	}
	return ""
}

func drop(h nats.Header, name string) {
	if values := h[name]; len(values) > 1 {
		h[name] = values[:len(values)-1]
	} else {
		delete(h, name)
	}
}

// fromLeader reads by STREAM.MSG.GET. A revision that is of another key is none.
func (s Store) fromLeader(ctx context.Context, bucket, prefix, key string, revision uint64) (*Entry, error) {
	body, err := json.Marshal(struct {
		Seq  uint64 `json:"seq,omitempty"`
		Last string `json:"last_by_subj,omitempty"`
	}{revision, unless(revision > 0, prefix+key)})
	if err != nil {
		return nil, fmt.Errorf("encode the request for a revision: %w", err)
	}
	data, err := s.JS.Ask(ctx, "STREAM.MSG.GET."+StreamOf(bucket), body)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Message struct {
			Subject string    `json:"subject"`
			Seq     uint64    `json:"seq"`
			Header  string    `json:"hdrs"`
			Data    string    `json:"data"`
			Time    time.Time `json:"time"`
		} `json:"message"`
	}
	// One message, and as large as the server lets one be.
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	m := &answer.Message
	if m.Subject != prefix+key {
		return nil, fault.New(fault.NotFound, "message_not_found", "This revision is of another key.")
	}
	e := &Entry{Key: key, Revision: m.Seq, Created: m.Time}
	if e.Value, err = base64.StdEncoding.DecodeString(m.Data); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	header, err := base64.StdEncoding.DecodeString(m.Header)
	if err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	e.Header = readHeader(string(header))
	e.Operation = OperationOf(e.Header)
	return e, nil
}

func unless(no bool, text string) string {
	if no {
		return ""
	}
	return text
}

// readHeader reads a header block as it is stored (NATS ADR-4), whatever bytes it is.
func readHeader(block string) nats.Header {
	h := nats.Header{}
	for line := range strings.SplitSeq(strings.ToValidUTF8(block, "\uFFFD"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if ok {
			h[name] = append(h[name], textproto.TrimString(value))
		}
	}
	if len(h) == 0 {
		return nil
	}
	return h
}

// Subject returns the subject under which a bucket keeps a key.
func (s Store) Subject(ctx context.Context, bucket, key string) (string, error) {
	if err := checkKey(key); err != nil {
		return "", err
	}
	b, err := s.open(ctx, bucket)
	if err != nil {
		return "", err
	}
	return b.prefix + key, nil
}
