package kv

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// Bucket is how a bucket stands.
type Bucket struct {
	Name        string
	Description string
	Subjects    uint64 // keys, and markers of keys that are gone
	Revisions   uint64
	Bytes       uint64
	History     int64         // revisions that are kept of a key
	TTL         time.Duration // of every revision; 0 for ever
	MaxBytes    int64         // not positive without limit
	Storage     string
	Replicas    int64
	Compressed  bool
	Mirror      string // the bucket or stream that it mirrors
	Created     string

	last   uint64 // sequence of its stream
	prefix string // of the subjects of its messages
	puts   string // of the subjects that are published to
	direct bool
}

// notFound is for streams that are no bucket too.
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
		return &Bucket{Name: bucket, History: 64, prefix: plainPrefix(bucket), puts: plainPrefix(bucket), direct: true}, nil
	}
	return b, err
}

func plainPrefix(bucket string) string { return "$KV." + bucket + "." }

// read turns a stream into the bucket that it is.
func read(name string, s *streamlist.State) Bucket {
	b := Bucket{
		Name: name, Description: string(s.Description), Subjects: s.SubjectsTotal, Revisions: s.Messages, Bytes: s.Bytes,
		History: max(s.MaxPerSubject, 1), TTL: s.MaxAge, MaxBytes: s.MaxBytes, Storage: string(s.Storage), Replicas: s.Replicas,
		Compressed: string(s.Compression) == "s2", Created: string(s.Created), direct: s.AllowDirect,
		last: s.LastSeq, prefix: plainPrefix(name), puts: plainPrefix(name),
	}
	b.readMirror(s.Mirror)
	return b
}

// readMirror notes where the keys of a mirror are, and where they are written: at
// its origin, by the prefix of the origin's API when that is elsewhere.
func (b *Bucket) readMirror(config []byte) {
	if len(config) == 0 {
		return
	}
	var origin struct {
		Name     string `json:"name"`
		External *struct {
			API string `json:"api"`
		} `json:"external"`
	}
	if json.Unmarshal(config, &origin) != nil || origin.Name == "" {
		return
	}
	b.Mirror = origin.Name
	name, ok := strings.CutPrefix(origin.Name, streamPrefix)
	if !ok {
		return
	}
	b.prefix, b.puts = plainPrefix(name), plainPrefix(name)
	if origin.External != nil && origin.External.API != "" {
		b.puts = origin.External.API + "." + b.puts
	}
}

// Buckets lists buckets, mirrors too. Errors are those of streamlist.List.
func (s Store) Buckets(ctx context.Context, l streamlist.Listing) (streamlist.Named[Bucket], error) {
	return streamlist.List(ctx, s.JS, l, BucketOf, read)
}

// Configuration is what a bucket is made of.
type Configuration struct {
	Bucket         string
	Description    string
	History        int64
	TTL            time.Duration
	MarkerTTL      time.Duration // how long markers of the server stay; allows a TTL for each key
	MaxBytes       int64
	MaxValue       int64
	Storage        string
	Replicas       int
	Compressed     bool
	Cluster        string
	Tags           []string
	Mirror         string   // a bucket
	Sources        []string // buckets
	RepublishFrom  string
	RepublishTo    string
	RepublishHeads bool // headers only
	Metadata       map[string]string
}

const (
	mostHistory = 64 // nats.go, jetstream.KeyValueMaxHistory
	mostWindow  = 2 * time.Minute
)

type streamConfig struct {
	Name        string            `json:"name"`
	Description string            `json:"description,omitempty"`
	Subjects    []string          `json:"subjects,omitempty"`
	History     int64             `json:"max_msgs_per_subject"`
	MaxMessages int64             `json:"max_msgs"`
	MaxBytes    int64             `json:"max_bytes"`
	MaxAge      int64             `json:"max_age,omitempty"` // ns
	MaxValue    int64             `json:"max_msg_size"`
	Consumers   int64             `json:"max_consumers"`
	Window      int64             `json:"duplicate_window,omitempty"` // ns
	Storage     string            `json:"storage"`
	Retention   string            `json:"retention"`
	Discard     string            `json:"discard"`
	Replicas    int               `json:"num_replicas"`
	Compression string            `json:"compression"`
	Placement   *placement        `json:"placement,omitempty"`
	Mirror      *origin           `json:"mirror,omitempty"`
	Sources     []origin          `json:"sources,omitempty"`
	Republish   *republish        `json:"republish,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty"`
	Rollup      bool              `json:"allow_rollup_hdrs"`
	DenyDelete  bool              `json:"deny_delete"`
	Direct      bool              `json:"allow_direct"`
	MirrorDir   bool              `json:"mirror_direct,omitempty"`
	MessageTTL  bool              `json:"allow_msg_ttl,omitempty"`
	MarkerTTL   int64             `json:"subject_delete_marker_ttl,omitempty"` // ns
}

type placement struct {
	Cluster string   `json:"cluster,omitempty"`
	Tags    []string `json:"tags,omitempty"`
}

type origin struct {
	Name       string      `json:"name"`
	Transforms []transform `json:"subject_transforms,omitempty"`
}

type transform struct {
	Source      string `json:"src"`
	Destination string `json:"dest"`
}

type republish struct {
	Source      string `json:"src,omitempty"`
	Destination string `json:"dest"`
	HeadersOnly bool   `json:"headers_only,omitempty"`
}

func (c *Configuration) check() error {
	if err := CheckBucket(c.Bucket, "body.bucket"); err != nil {
		return err
	}
	if c.History > mostHistory {
		return fault.New(fault.Unprocessable, "validation_failed", "A bucket keeps at most 64 revisions of a key.").WithField("body.history")
	}
	if c.Mirror != "" && len(c.Sources) > 0 {
		return fault.New(fault.Unprocessable, "validation_failed", "A bucket mirrors another or has sources, not both.").WithField("body.sources")
	}
	if c.Mirror != "" {
		return CheckBucket(c.Mirror, "body.mirror")
	}
	for _, name := range c.Sources {
		if err := CheckBucket(name, "body.sources"); err != nil {
			return err
		}
	}
	return nil
}

// stream is the configuration as clients of NATS make it (NATS ADR-8).
func (c *Configuration) stream() streamConfig {
	s := streamConfig{
		Name: StreamOf(c.Bucket), Description: c.Description, Subjects: []string{plainPrefix(c.Bucket) + ">"},
		History: max(c.History, 1), MaxMessages: -1, MaxBytes: orNone(c.MaxBytes), MaxAge: int64(c.TTL), MaxValue: orNone(c.MaxValue),
		Consumers: -1, Window: int64(mostWindow), Storage: "file", Retention: "limits", Discard: "new", Replicas: max(c.Replicas, 1),
		Compression: "none", Metadata: c.Metadata, Rollup: true, DenyDelete: true, Direct: true, MessageTTL: c.MarkerTTL > 0, MarkerTTL: int64(c.MarkerTTL),
	}
	if c.TTL > 0 && c.TTL < mostWindow {
		s.Window = int64(c.TTL)
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
	if c.RepublishTo != "" {
		s.Republish = &republish{c.RepublishFrom, c.RepublishTo, c.RepublishHeads}
	}
	if c.Mirror != "" {
		s.Mirror, s.MirrorDir, s.Subjects, s.Window = &origin{Name: StreamOf(c.Mirror)}, true, nil, 0
	}
	for _, source := range c.Sources {
		s.Sources = append(s.Sources, origin{
			Name: StreamOf(source), Transforms: []transform{{plainPrefix(source) + ">", plainPrefix(c.Bucket) + ">"}},
		})
	}
	return s
}

func orNone(limit int64) int64 {
	if limit <= 0 {
		return -1
	}
	return limit
}

// Create makes a bucket. Errors: bucket_exists, and those of jsapi.Client.Change.
// One that is there with the very same configuration is left as it is, and no error.
func (s Store) Create(ctx context.Context, c Configuration) (jsapi.Document, error) {
	if err := c.check(); err != nil {
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

// Remove deletes a bucket with all its keys.
func (s Store) Remove(ctx context.Context, bucket string) error {
	if err := CheckBucket(bucket, "path.bucket"); err != nil {
		return err
	}
	_, err := s.JS.Change(ctx, "STREAM.DELETE."+StreamOf(bucket), nil)
	return asBucket(bucket, err)
}
