package objstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// Bucket is how a bucket stands.
type Bucket struct {
	Name        string
	Description string
	Bytes       uint64        // of all that is stored, descriptions of objects among it
	TTL         time.Duration // of every object; 0 for ever
	MaxBytes    int64         // not positive without limit
	Storage     string
	Replicas    int64
	Compressed  bool
	Sealed      bool
	Mirror      string // the stream that it mirrors
	Created     string

	prefix   string // of its subjects
	subjects uint64 // at most two of each object
	lastSeq  uint64
}

func notFound(bucket string) error {
	return fault.New(fault.NotFound, "bucket_not_found", "There is no bucket "+bucket+".")
}

// asBucket says of a bucket what NATS says of its stream.
func asBucket(bucket string, err error) error {
	if fault.Is(err, "stream_not_found") {
		return notFound(bucket)
	}
	return err
}

// Open asks how a bucket stands. Errors: bucket_not_found, and those of
// jsapi.Client.Ask.
func (s Store) Open(ctx context.Context, bucket string) (*Bucket, error) {
	if err := CheckBucket(bucket, "path.bucket"); err != nil {
		return nil, err
	}
	answer, err := s.JS.Ask(ctx, "STREAM.INFO."+StreamOf(bucket), nil)
	if err != nil {
		return nil, asBucket(bucket, err)
	}
	state, err := streamlist.ReadInfo(answer)
	if err != nil {
		return nil, err
	}
	b := read(bucket, state)
	return &b, nil
}

// open is Open for who can go on without knowing: somebody who may not ask for the
// stream may still read and write.
func (s Store) open(ctx context.Context, bucket string) (*Bucket, error) {
	b, err := s.Open(ctx, bucket)
	if fault.Is(err, "nats_permission") {
		return &Bucket{Name: bucket, prefix: prefixOf(bucket)}, nil
	}
	return b, err
}

// writable is open for who writes.
func (s Store) writable(ctx context.Context, bucket string) (*Bucket, error) {
	b, err := s.open(ctx, bucket)
	switch {
	case err != nil:
		return nil, err
	case b.Sealed:
		return nil, sealed(bucket)
	case b.Mirror != "":
		return nil, fault.New(fault.Conflict, "bucket_is_mirror", "This bucket mirrors "+b.Mirror+": it is written there.")
	}
	return b, nil
}

func sealed(bucket string) *fault.Error {
	return fault.New(fault.Conflict, "bucket_sealed", "The bucket "+bucket+" is sealed: nothing in it changes any more.")
}

// read turns a stream into the bucket that it is.
func read(name string, s *streamlist.State) Bucket {
	b := Bucket{
		Name: name, Description: string(s.Description), Bytes: s.Bytes, TTL: s.MaxAge, MaxBytes: s.MaxBytes,
		Storage: string(s.Storage), Replicas: s.Replicas, Compressed: string(s.Compression) == "s2", Sealed: s.Sealed,
		Created: string(s.Created), prefix: prefixOf(name), subjects: s.SubjectsTotal, lastSeq: s.LastSeq,
	}
	var mirrored struct {
		Name string `json:"name"`
	}
	if len(s.Mirror) == 0 || json.Unmarshal(s.Mirror, &mirrored) != nil {
		return b
	}
	b.Mirror = mirrored.Name
	if of, ok := BucketOf(mirrored.Name); ok {
		b.prefix = prefixOf(of) // its messages keep their subjects
	}
	return b
}

// Buckets lists buckets, mirrors too. Errors are those of streamlist.List.
func (s Store) Buckets(ctx context.Context, l streamlist.Listing) (streamlist.Named[Bucket], error) {
	return streamlist.List(ctx, s.JS, l, BucketOf, read)
}

// Configuration is what a bucket is made of.
type Configuration struct {
	Bucket      string
	Description string
	TTL         time.Duration
	MaxBytes    int64
	Storage     string
	Replicas    int
	Compressed  bool
	Cluster     string
	Tags        []string
	Metadata    map[string]string
}

type streamConfig struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Subjects    []string          `json:"subjects"`
	Retention   string            `json:"retention"`
	Consumers   int64             `json:"max_consumers"`
	MaxMessages int64             `json:"max_msgs"`
	MaxBytes    int64             `json:"max_bytes"`
	MaxAge      int64             `json:"max_age"` // ns
	MaxSize     int64             `json:"max_msg_size"`
	Discard     string            `json:"discard"`
	Storage     string            `json:"storage"`
	Replicas    int               `json:"num_replicas"`
	Compression string            `json:"compression"`
	Placement   *placement        `json:"placement,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty"`
	Rollup      bool              `json:"allow_rollup_hdrs"`
	Direct      bool              `json:"allow_direct"`
}

type placement struct {
	Cluster string   `json:"cluster,omitempty"`
	Tags    []string `json:"tags,omitempty"`
}

// stream is the configuration as clients of NATS make it (NATS ADR-20).
func (c *Configuration) stream() streamConfig {
	s := streamConfig{
		Name: StreamOf(c.Bucket), Description: c.Description, Subjects: []string{prefixOf(c.Bucket) + "C.>", prefixOf(c.Bucket) + "M.>"},
		Retention: "limits", Consumers: -1, MaxMessages: -1, MaxBytes: -1, MaxAge: int64(c.TTL), MaxSize: -1, Discard: "new",
		Storage: "file", Replicas: max(c.Replicas, 1), Compression: "none", Metadata: c.Metadata, Rollup: true, Direct: true,
	}
	if c.MaxBytes > 0 {
		s.MaxBytes = c.MaxBytes
	}
	if c.Storage != "" {
		s.Storage = c.Storage
	}
	if c.Compressed {
		s.Compression = "s2"
	}
	if c.Cluster != "" || len(c.Tags) > 0 {
		s.Placement = &placement{c.Cluster, c.Tags}
	}
	return s
}

// Create makes a bucket. Errors: bucket_exists, and those of jsapi.Client.Change.
// One that is there with the very same configuration is left as it is, and no error.
func (s Store) Create(ctx context.Context, c Configuration) (jsapi.Document, error) {
	if err := CheckBucket(c.Bucket, "body.bucket"); err != nil {
		return jsapi.Document{}, err
	}
	body, err := json.Marshal(c.stream())
	if err != nil {
		return jsapi.Document{}, fmt.Errorf("encode the configuration of a bucket: %w", err)
	}
	answer, err := s.JS.Change(ctx, "STREAM.CREATE."+StreamOf(c.Bucket), body)
	if fault.Is(err, "stream_exists") {
		return jsapi.Document{}, fault.New(fault.Conflict, "bucket_exists", "There is a bucket of this name with another configuration.").Wrap(err)
	}
	if err != nil {
		return jsapi.Document{}, err
	}
	return jsapi.ReadDocument(answer)
}

// Document returns the stream that a bucket is.
func (s Store) Document(ctx context.Context, bucket string) (jsapi.Document, error) {
	if err := CheckBucket(bucket, "path.bucket"); err != nil {
		return jsapi.Document{}, err
	}
	answer, err := s.JS.Ask(ctx, "STREAM.INFO."+StreamOf(bucket), nil)
	if err != nil {
		return jsapi.Document{}, asBucket(bucket, err)
	}
	return jsapi.ReadDocument(answer)
}

// Remove deletes a bucket with all its objects.
func (s Store) Remove(ctx context.Context, bucket string) error {
	if err := CheckBucket(bucket, "path.bucket"); err != nil {
		return err
	}
	_, err := s.JS.Change(ctx, "STREAM.DELETE."+StreamOf(bucket), nil)
	return asBucket(bucket, err)
}

// Seal makes a bucket one that nobody can change any more, for ever. One that is
// sealed already stays so.
func (s Store) Seal(ctx context.Context, bucket string) (jsapi.Document, error) {
	d, err := s.Document(ctx, bucket)
	if err != nil {
		return d, err
	}
	var info struct {
		Config map[string]json.RawMessage `json:"config"` // all members, known or not
	}
	if err := json.Unmarshal(d.JSON(), &info); err != nil || info.Config == nil {
		return d, jsapi.BadAnswer(err)
	}
	if string(info.Config["sealed"]) == "true" {
		return d, nil
	}
	info.Config["sealed"] = json.RawMessage("true")
	config, err := json.Marshal(info.Config)
	if err != nil {
		return d, fmt.Errorf("encode the configuration of a bucket: %w", err)
	}
	answer, err := s.JS.Change(ctx, "STREAM.UPDATE."+StreamOf(bucket), config)
	if err != nil {
		return d, asBucket(bucket, err)
	}
	return jsapi.ReadDocument(answer)
}
