package consumer

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// Readings are the consumers of one or of all streams.
type Readings struct {
	At           time.Time
	List         []*Reading
	Total        int               // as many as the servers say there are
	Streams      map[string]Stream // what is known of those that have consumers
	StreamsTotal int
	Partial      bool     // not everything could be read
	Missing      []string // streams whose consumers could not all be read, the first of them
	MissingTotal int
	Reason       string // why the first of them could not
}

// ReadStream reads the consumers of one stream.
func ReadStream(ctx context.Context, js jsapi.Client, stream string) (Readings, error) {
	ctx, cancel := withReserve(ctx)
	defer cancel()
	r := Readings{At: time.Now().UTC(), StreamsTotal: 1, Streams: make(map[string]Stream, 1)}
	facts, err := GetStream(ctx, js, stream)
	if err == nil {
		r.Streams[stream] = facts
	} else if !bearable(err) {
		return Readings{}, err
	}
	r.List, r.Total, err = readStream(ctx, js, stream)
	if err != nil {
		if len(r.List) == 0 {
			return Readings{}, err
		}
		r.miss(stream, err)
	}
	return r, nil
}

const (
	// atOnce is how many streams are asked for their consumers at a time.
	atOnce = 8
	// mostStreamPages of 256 streams each are read, and mostConsumers in all.
	mostStreamPages = 400
	mostConsumers   = 50_000
)

// ReadAll reads the consumers of all streams that have any. What could not be
// read when the time ends, or the link broke, is missing; the error is that not
// even the streams are known, or that the connection is closed.
func ReadAll(ctx context.Context, js jsapi.Client) (Readings, error) {
	within, cancel := withReserve(ctx)
	defer cancel()
	w := walk{js: js, r: Readings{At: time.Now().UTC(), Streams: make(map[string]Stream)}}
	err := w.streams(within)
	switch {
	case w.fatal != nil:
		return Readings{}, w.fatal
	case err != nil && (w.pages == 0 || ended(err)):
		return Readings{}, err
	case len(w.r.List) == 0 && w.r.MissingTotal > 0 && !bearable(w.first):
		return Readings{}, w.first // nothing came at all
	}
	w.r.Partial = w.r.Partial || err != nil
	slices.Sort(w.r.Missing)
	return w.r, nil
}

// walk is a reading of all streams that is under way.
type walk struct {
	js    jsapi.Client
	pages int

	mu    sync.Mutex
	r     Readings
	first error // why the first stream that is missing is
	fatal error // the connection is closed
}

// streams reads page after page, and the consumers of what is on them at the
// same time.
func (w *walk) streams(ctx context.Context) error {
	var asking errgroup.Group
	asking.SetLimit(atOnce)
	defer func() { _ = asking.Wait() }() // their errors are kept by stream
	list := streamlist.Reader{JS: w.js}
	for w.pages < mostStreamPages {
		type found struct {
			name      string
			consumers int
		}
		var streams []found
		page, err := list.Next(ctx, func(s *streamlist.State) {
			if s.Consumers > 0 {
				streams = append(streams, found{string(s.Name), int(min(s.Consumers, mostConsumers))})
				w.know(string(s.Name), factsOf(s))
			}
		})
		if err != nil {
			return err
		}
		w.page(page, list.Total)
		for _, s := range streams {
			asking.Go(func() error {
				w.consumers(ctx, s.name, s.consumers)
				return nil
			})
		}
		if list.Done() {
			return nil
		}
	}
	return errTooMany
}

func (w *walk) know(stream string, facts Stream) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.r.Streams[stream] = facts
}

// page notes the streams that the server could not ask.
func (w *walk) page(p *streamlist.Page, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages++
	w.r.StreamsTotal = total
	for _, name := range p.Missing {
		if w.r.miss(jsapi.Quoted(string(name)), errNoAnswer); w.first == nil {
			w.first = errNoAnswer
		}
	}
}

// consumers reads those of one stream, of which there are about so many.
func (w *walk) consumers(ctx context.Context, stream string, expected int) {
	if w.enough() {
		w.done(stream, nil, expected, errTooMany)
		return
	}
	list, total, err := readStream(ctx, w.js, stream)
	if err != nil {
		total = max(total, expected)
	}
	w.done(stream, list, total, err)
}

func (w *walk) enough() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.r.List) >= mostConsumers || w.fatal != nil
}

func (w *walk) done(stream string, list []*Reading, total int, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if gone(err) {
		return // the stream was deleted meanwhile, and its consumers with it
	}
	w.r.List = append(w.r.List, list...)
	w.r.Total += total
	if err != nil {
		if w.r.miss(stream, err); w.first == nil {
			w.first = err
		}
	}
	if ended(err) && w.fatal == nil {
		w.fatal = err
	}
}
