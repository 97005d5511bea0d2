package kv

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/natsconn"
)

// Key is a key with what its last revision says of it, but for the value.
type Key struct {
	Key       string
	Revision  uint64
	Created   time.Time // of the revision
	Operation Operation
	Size      int64 // bytes of the value
}

// reader reads the headers of a bucket's messages: what the values are costs
// nothing, however large they are. It is an ephemeral consumer in memory that is
// deleted as soon as it has read what it was made for.
type reader struct {
	s       Store
	stream  string
	prefix  string
	name    string
	pending uint64
	batch   int   // of the next pull
	came    []Key // and not yet returned
}

const (
	unused   = 10 * time.Second // after which a server forgets a consumer by itself
	deletion = 2 * time.Second

	unusedSlowly = 30 * time.Minute

	firstPull  = 256 // messages
	mostPull   = 4096
	mostHeader = 64 << 10 // bytes of one message without its value
)

type consumerConfig struct {
	Name     string   `json:"name"`
	Deliver  string   `json:"deliver_policy"`
	Sequence uint64   `json:"opt_start_seq,omitempty"`
	Filter   string   `json:"filter_subject,omitempty"`
	Filters  []string `json:"filter_subjects,omitempty"`
	Ack      string   `json:"ack_policy"`
	Replay   string   `json:"replay_policy"`
	Headers  bool     `json:"headers_only"`
	Unused   int64    `json:"inactive_threshold"` // ns
	Replicas int      `json:"num_replicas"`
	Memory   bool     `json:"mem_storage"`
}

// from reads the messages of a filter from a sequence on.
func (s Store) from(ctx context.Context, b *Bucket, sequence uint64, filter string) (*reader, error) {
	return s.reader(ctx, b, consumerConfig{Deliver: "by_start_sequence", Sequence: max(sequence, 1), Filter: filter})
}

// lastOnly reads the last revision of each key of the filters, in the order of the
// revisions.
func (s Store) lastOnly(ctx context.Context, b *Bucket, filters ...string) (*reader, error) {
	cfg := consumerConfig{Deliver: "last_per_subject", Filters: filters}
	return s.reader(ctx, b, cfg)
}

// lastSlowly is lastOnly for who may let the server wait for long.
func (s Store) lastSlowly(ctx context.Context, b *Bucket, filter string) (*reader, error) {
	return s.reader(ctx, b, consumerConfig{Deliver: "last_per_subject", Filters: []string{filter}, Unused: int64(unusedSlowly)})
}

func (s Store) reader(ctx context.Context, b *Bucket, cfg consumerConfig) (*reader, error) {
	if len(cfg.Filters) == 1 {
		cfg.Filter, cfg.Filters = cfg.Filters[0], nil
	}
	if cfg.Unused == 0 {
		cfg.Unused = int64(unused)
	}
	r := &reader{s: s, stream: StreamOf(b.Name), prefix: b.prefix, name: "heynats-" + nuid.Next(), batch: firstPull}
	cfg.Name, cfg.Ack, cfg.Replay, cfg.Headers = r.name, "none", "instant", true
	cfg.Replicas, cfg.Memory = 1, true
	body, err := json.Marshal(struct {
		Stream string         `json:"stream_name"`
		Config consumerConfig `json:"config"`
	}{r.stream, cfg})
	if err != nil {
		return nil, fmt.Errorf("encode the request for a consumer: %w", err)
	}
	verb := "CONSUMER.CREATE." + r.stream + "." + r.name
	if cfg.Filter != "" {
		verb += "." + cfg.Filter // where permissions look for it
	}
	data, err := s.JS.Ask(ctx, verb, body)
	if err != nil {
		r.close(ctx) // it may be there all the same
		return nil, asBucket(b.Name, err)
	}
	w := jsonwalk.New(data)
	w.Object(func(key []byte) {
		if string(key) == "num_pending" {
			r.pending = w.Uint()
		}
	})
	if err := w.End(); err != nil {
		r.close(ctx)
		return nil, jsapi.BadAnswer(err)
	}
	return r, nil
}

// close deletes the consumer, even when the caller has gone away. If it fails the
// server forgets it by itself.
func (r *reader) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), deletion)
	defer cancel()
	_, _ = r.s.JS.Ask(ctx, "CONSUMER.DELETE."+r.stream+"."+r.name, nil)
}

// next returns the next key, if there is one.
func (r *reader) next(ctx context.Context) (k Key, ok bool, err error) {
	if len(r.came) == 0 && r.pending > 0 {
		if err := r.pull(ctx); err != nil {
			return Key{}, false, err
		}
	}
	if len(r.came) == 0 {
		return Key{}, false, nil
	}
	k, r.came = r.came[0], r.came[1:]
	return k, true, nil
}

// pull asks for more, each time for twice as many: most pages are short.
func (r *reader) pull(ctx context.Context) error {
	n := r.batch
	r.batch = min(2*n, mostPull)
	body := []byte(`{"batch":` + strconv.Itoa(n) + `,"no_wait":true}`)
	count := 0
	replies, whole, err := r.s.Conn.Gather(ctx, r.s.JS.Subject("CONSUMER.MSG.NEXT."+r.stream+"."+r.name), body, natsconn.Gathering{
		Replies: n + 1, Bytes: int64(n) * mostHeader, Apart: true,
		Last: func(m *nats.Msg) bool {
			count++
			return m.Reply == "" || count == n || pendingOf(m) == 0
		},
	})
	if err != nil {
		return err
	}
	if !whole {
		return cut(ctx)
	}
	r.came = make([]Key, 0, len(replies))
	for _, m := range replies {
		if m.Reply == "" { // a status: there is no more
			r.pending = 0
			break
		}
		k, err := r.key(m)
		if err != nil {
			return err
		}
		r.came = append(r.came, k)
	}
	return nil
}

func cut(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(err)
	}
	return fault.New(fault.Unavailable, "nats_unreachable", "The link to NATS broke while keys were read.").Wrap(natsconn.ErrLinkLost)
}

func pendingOf(m *nats.Msg) uint64 {
	meta, err := m.Metadata()
	if err != nil {
		return 0
	}
	return meta.NumPending
}

// key reads what a consumer with headers_only sent.
func (r *reader) key(m *nats.Msg) (Key, error) {
	meta, err := m.Metadata()
	if err != nil {
		return Key{}, jsapi.BadAnswer(err)
	}
	r.pending = meta.NumPending
	k := Key{
		Key: strings.TrimPrefix(m.Subject, r.prefix), Revision: meta.Sequence.Stream, Created: meta.Timestamp.UTC(), Operation: OperationOf(m.Header),
	}
	k.Size, _ = strconv.ParseInt(m.Header.Get("Nats-Msg-Size"), 10, 64) // a server that does not say it says 0
	return k, nil
}
