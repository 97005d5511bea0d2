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

// checked returns it as it is used here. The error is validation_failed.
func (s Stream) checked() (Stream, error) {
	if err := jsapi.CheckName(s.Name, "path.stream"); err != nil {
		return s, err
	}
	if s.Filter == ">" {
		s.Filter = ""
	}
	if s.Filter != "" {
		return s, checkFilter("query.subject", s.Filter)
	}
	return s, nil
}

// Reader reads the messages of a stream. It is for one goroutine.
type Reader struct {
	conn   Conn
	js     jsapi.Client
	stream Stream
	filter string // what is read by: that of the stream, or less
	facts  facts
	src    source
	rest   []source // what to try when src cannot be used
}

// Open finds out how the stream can be read. The caller calls Close. Errors:
// validation_failed for a name or a filter that is none, stream_not_found, and
// those of jsapi.Client.Ask.
func Open(ctx context.Context, conn Conn, s Stream) (*Reader, error) {
	s, err := s.checked()
	if err != nil {
		return nil, err
	}
	r := &Reader{conn: conn, js: jsapi.Client{Conn: conn, Prefix: s.Prefix}, stream: s, filter: s.Filter}
	if r.facts, err = ask(ctx, r.js, s.Name); fault.Is(err, "nats_permission") {
		// The messages may be all that this user may ask for.
		everything := Stream{Prefix: s.Prefix, Name: s.Name}
		if f, derr := newDirect(conn, everything).facts(ctx); derr == nil {
			r.facts, err = f, nil
		}
	}
	if err != nil {
		return nil, err
	}
	all := r.rungs()
	r.src, r.rest = all[0], all[1:]
	return r, nil
}

// rungs are the ways to read the stream, the best first.
func (r *Reader) rungs() []source {
	name, filter := r.stream.Name, r.stream.Filter
	get := &getter{js: r.js, stream: name, filter: filter, first: r.facts.first, last: r.facts.last}
	var all []source
	if r.facts.allowDirect {
		all = append(all, newDirect(r.conn, r.stream))
	}
	if r.facts.retention == "limits" {
		all = append(all, &consumer{conn: r.conn, js: r.js, stream: name, filter: filter, getter: get})
	}
	return append(all, get)
}

// Close ends what reading needed on the server, whatever became of ctx.
func (r *Reader) Close(ctx context.Context) { r.src.close(ctx) }

// read is source.read by the best way there is.
func (r *Reader) read(ctx context.Context, from uint64, n, bytes int) (c chunk, err error) {
	err = r.try(ctx, func() error {
		c, err = r.src.read(ctx, from, n, bytes)
		return err
	})
	return c, err
}

// count is source.count by the best way there is.
func (r *Reader) count(ctx context.Context, from uint64) (n uint64, known bool, err error) {
	switch f := &r.facts; {
	case r.filter != "" || !f.counted:
	case from <= f.first:
		return f.messages, true, nil
	case f.dense():
		return f.last + 1 - min(from, f.last+1), true, nil
	}
	err = r.try(ctx, func() error {
		n, known, err = r.src.count(ctx, from)
		return err
	})
	return n, known, err
}

// try calls f, and again with the next way of reading when this one is none.
func (r *Reader) try(ctx context.Context, f func() error) error {
	for {
		err := f()
		if err == nil || !unusable(err) || len(r.rest) == 0 {
			return err
		}
		r.src.close(ctx)
		r.src, r.rest = r.rest[0], r.rest[1:]
	}
}

// unusable reports whether an error says that this way of reading cannot be
// used: the user may not, the server does not know it, or the stream has changed.
func unusable(err error) bool {
	return errors.Is(err, errNoBatch) || errors.Is(err, errNoConsumer) || fault.Is(err, "nats_permission") || fault.Is(err, "no_responders")
}

// at returns the sequence of the first message that is not older than t, or one
// behind the last.
func (r *Reader) at(ctx context.Context, t time.Time) (seq uint64, err error) {
	if t.Before(earliest) {
		return r.facts.first, nil
	}
	var found bool
	if t.Before(latest) {
		err = r.try(ctx, func() error {
			seq, found, err = r.src.at(ctx, t)
			return err
		})
	}
	if !found {
		seq = r.facts.last + 1
	}
	return seq, err
}

// Times that a server counts in nanoseconds since 1970, in 64 bits.
var (
	earliest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC)
)
