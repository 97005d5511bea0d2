package streamlist

import (
	"context"

	"github.com/heynats/heynats/internal/fault"
)

// put makes a page for a user who may not ask for the list: of the names, and of
// what the server says of each stream. Streams that the user may not ask for are
// Missing. The error is refused, the list's own, when there is nothing to say.
func (r *Reader) put(ctx context.Context, refused error, visit func(*State)) (*Page, error) {
	names, total, err := r.JS.Names(ctx, "STREAM.NAMES", "streams", r.Offset)
	if err != nil {
		if fault.Is(err, "nats_permission") {
			err = refused
		}
		return nil, err
	}
	answers, err := r.JS.Infos(ctx, "STREAM.INFO.", names)
	if err != nil {
		return nil, err
	}
	p := &Page{Total: int64(total), Names: names}
	for i, answer := range answers {
		switch {
		case answer == nil:
			p.Missing = append(p.Missing, names[i])
		case len(answer) > 0:
			s, err := ReadInfo(answer)
			if err != nil {
				return nil, err
			}
			visit(s)
		}
	}
	if !r.begun && len(names) > 0 && len(p.Missing) == len(names) {
		return nil, refused
	}
	return p, nil
}
