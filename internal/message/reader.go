package message

import (
	"context"
	"errors"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Stream says which messages are read.
type Stream struct {
	Prefix string // of the JetStream API's subjects
	Name   string
	Filter string // subjects, with wildcards; empty for all
}

// Reader reads the messages of a stream. It is for one goroutine.
type Reader struct {
	conn   Conn
	js     jsapi.Client
	stream Stream
	facts  facts
	src    source
	rungs  []func() source // what to try when src may not be used
}

// Open finds out how the stream can be read. The caller calls Close. Errors:
// validation_failed for a name or a filter that is none, stream_not_found, and
// those of jsapi.Client.Ask.
func Open(ctx context.Context, conn Conn, s Stream) (*Reader, error) {
	if err := jsapi.CheckName(s.Name, "path.stream"); err != nil {
		return nil, err
	}
	if s.Filter == ">" {
		s.Filter = ""
	}
	if s.Filter != "" {
		if err := checkFilter("query.subject", s.Filter); err != nil {
			return nil, err
		}
	}
	r := &Reader{conn: conn, js: jsapi.Client{Conn: conn, Prefix: s.Prefix}, stream: s}
	var err error
	if r.facts, err = ask(ctx, r.js, s.Name); err != nil {
		return nil, err
	}
	r.climb()
	return r, nil
}

// climb sets up the ways to read the stream, the best first.
func (r *Reader) climb() {
	getter := &getter{js: r.js, stream: r.stream.Name, filter: r.stream.Filter}
	if r.facts.allowDirect {
		r.rungs = append(r.rungs, func() source {
			return &direct{conn: r.conn, subject: r.js.Subject("DIRECT.GET." + r.stream.Name), filter: r.stream.Filter, getter: getter}
		})
	}
	r.rungs = append(r.rungs, func() source { return getter })
	r.descend()
}

// descend takes the next way, and reports whether there was one.
func (r *Reader) descend() bool {
	if len(r.rungs) == 0 {
		return false
	}
	r.src, r.rungs = r.rungs[0](), r.rungs[1:]
	return true
}

// Close ends what reading needed.
func (r *Reader) Close() {}

// read is source.read by the best way there is.
func (r *Reader) read(ctx context.Context, from uint64, n, bytes int) (c chunk, err error) {
	err = r.try(func() error {
		c, err = r.src.read(ctx, from, n, bytes)
		return err
	})
	return c, err
}

// count is source.count by the best way there is.
func (r *Reader) count(ctx context.Context, from uint64) (n uint64, known bool, err error) {
	if from <= r.facts.first && r.stream.Filter == "" {
		return r.facts.messages, true, nil
	}
	err = r.try(func() error {
		n, known, err = r.src.count(ctx, from)
		return err
	})
	return n, known, err
}

// try calls f, and again with the next way of reading when this one is none.
func (r *Reader) try(f func() error) error {
	for {
		err := f()
		if err == nil || !unusable(err) || !r.descend() {
			return err
		}
	}
}

// unusable reports whether an error says that this way of reading cannot be
// used: the user may not, the server does not know it, or the stream has changed.
func unusable(err error) bool {
	return errors.Is(err, errNoBatch) || fault.Is(err, "nats_permission") || fault.Is(err, "no_responders")
}

// at returns the sequence of the first message that is not older than t, or one
// behind the last.
func (r *Reader) at(ctx context.Context, t time.Time) (uint64, error) {
	if t.Before(earliest) {
		return r.facts.first, nil
	}
	if t.After(latest) {
		return r.facts.last + 1, nil
	}
	if d, ok := r.src.(*direct); ok {
		seq, found, err := d.at(ctx, t)
		if err == nil && !found {
			seq = r.facts.last + 1
		}
		if err == nil || !unusable(err) {
			return seq, err
		}
	}
	return r.bisect(ctx, t)
}

// Times that a server counts in nanoseconds since 1970, in 64 bits.
var (
	earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)

// bisect finds a time by looking at single messages.
func (r *Reader) bisect(ctx context.Context, t time.Time) (uint64, error) {
	g := &getter{js: r.js, stream: r.stream.Name}
	low, high := r.facts.first, r.facts.last+1
	for low < high {
		middle := low + (high-low)/2
		c, err := g.read(ctx, middle, 1, 1)
		switch {
		case err != nil:
			return 0, err
		case len(c.messages) == 0 || !c.messages[0].Time.Before(t):
			high = middle
		default:
			low = c.messages[0].Sequence + 1
		}
	}
	return low, nil
}
