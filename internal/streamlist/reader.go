package streamlist

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Reader reads page after page. Its zero value but for JS begins with the first
// stream. It is not safe for concurrent use.
type Reader struct {
	JS     jsapi.Client
	Offset int // of the page to come
	Total  int // streams of the account, by the last page

	last   []byte // the last name seen: the list is in order
	begun  bool
	empty  bool  // the last page had nothing
	denied error // why the server's list may not be asked for, once that is known
}

// Next reads a page and calls visit for its streams. What an earlier page had is
// not visited again, and not among Missing: a stream that is made meanwhile
// shifts the pages. A user who may not ask for the list, but for the names and for
// single streams, gets the same from these. Errors are those of jsapi.Client.Send,
// of which jetstream's refusals are none, and of ReadPage.
func (r *Reader) Next(ctx context.Context, visit func(*State)) (*Page, error) {
	p, err := r.page(ctx, func(s *State) {
		if !r.seen(s.Name) {
			visit(s)
		}
	})
	if err != nil {
		return nil, err
	}
	covers := p.Covers()
	r.Total, r.empty = max(int(p.Total), 0), covers == 0
	r.Offset += covers
	p.Missing = slices.DeleteFunc(p.Missing, r.seen)
	if n := len(p.Names); n > 0 {
		r.last, r.begun = slices.Clone(p.Names[n-1]), true
	}
	return p, nil
}

func (r *Reader) page(ctx context.Context, visit func(*State)) (*Page, error) {
	if r.denied == nil {
		answer, err := r.JS.Send(ctx, "STREAM.LIST", []byte(`{"offset":`+strconv.Itoa(r.Offset)+`}`))
		switch {
		case err == nil:
			return ReadPage(answer, visit)
		case !fault.Is(err, "nats_permission"):
			return nil, err
		}
		r.denied = err
	}
	return r.put(ctx, r.denied, visit)
}

// Done reports whether the last page was the last one of the list.
func (r *Reader) Done() bool { return r.empty || r.Offset >= r.Total }

// seen reports whether an earlier page had the stream.
func (r *Reader) seen(name []byte) bool { return r.begun && bytes.Compare(name, r.last) <= 0 }
