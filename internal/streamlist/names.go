package streamlist

import (
	"context"
	"strconv"

	"golang.org/x/sync/errgroup"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// A page that is put together has as many streams as one of the server's, each
// asked for by itself, so many at a time.
const (
	pageOfNames = 256
	atOnce      = 16
)

// put makes a page for a user who may not ask for the list: of the names, and of
// what the server says of each stream. Streams that the user may not ask for are
// Missing. The error is refused, the list's own, when there is nothing to say.
func (r *Reader) put(ctx context.Context, refused error, visit func(*State)) (*Page, error) {
	names, total, err := r.names(ctx)
	if err != nil {
		if fault.Is(err, "nats_permission") {
			err = refused
		}
		return nil, err
	}
	answers, err := r.infos(ctx, names)
	if err != nil {
		return nil, err
	}
	p := &Page{Total: total}
	s, read := &State{}, 0
	for i, name := range names {
		if answers[i] == nil {
			p.Names, p.Missing = append(p.Names, name), append(p.Missing, name)
			continue
		}
		c := jsonwalk.New(answers[i])
		s.read(c)
		if err := c.End(); err != nil {
			return nil, jsapi.BadAnswer(err)
		}
		p.Names = append(p.Names, name)
		if read++; len(s.Name) > 0 { // it was not deleted meanwhile
			visit(s)
		}
	}
	if !r.begun && read == 0 && len(names) > 0 {
		return nil, refused
	}
	return p, nil
}

// names are those of the streams from Offset on, as many as a page has.
func (r *Reader) names(ctx context.Context) (names [][]byte, total int64, err error) {
	answer, err := r.JS.Send(ctx, "STREAM.NAMES", []byte(`{"offset":`+strconv.Itoa(r.Offset)+`}`))
	if err != nil {
		return nil, 0, err
	}
	var refusal error
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "total":
			total = c.Int()
		case "error":
			refusal = jsapi.ReadRefusal(c)
		case "streams":
			c.Array(func() {
				if name := c.Bytes(); len(names) < pageOfNames {
					names = append(names, name)
				}
			})
		}
	})
	if err := c.End(); err != nil {
		return nil, 0, jsapi.BadAnswer(err)
	}
	return names, total, refusal
}

// infos asks for each stream. What may not be asked for has no answer.
func (r *Reader) infos(ctx context.Context, names [][]byte) ([][]byte, error) {
	answers := make([][]byte, len(names))
	asking, ctx := errgroup.WithContext(ctx)
	asking.SetLimit(atOnce)
	for i, name := range names {
		if jsapi.CheckName(string(name), "") != nil {
			continue // no server has a stream of such a name
		}
		asking.Go(func() error {
			answer, err := r.JS.Ask(ctx, "STREAM.INFO."+string(name), nil)
			switch {
			case fault.Is(err, "stream_not_found"):
				answer, err = []byte("{}"), nil
			case fault.Is(err, "nats_permission"):
				answer, err = nil, nil
			}
			answers[i] = answer
			return err
		})
	}
	return answers, asking.Wait()
}
