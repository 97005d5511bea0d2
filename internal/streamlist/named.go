package streamlist

import (
	"context"
	"strings"

	"github.com/heynats/heynats/internal/jsapi"
)

// Listing says which of the things are listed that streams stand for.
type Listing struct {
	Search string // part of a name, whatever its case
	After  string // the name before the first
	Limit  int
}

// Named is a part of such a list, in the order of the names.
type Named[T any] struct {
	Items   []T
	Total   int
	Partial bool // the time ended before all streams were looked at
	Next    string
}

// List lists what streams stand for, such as the buckets of a store: nameOf says
// which of them do, and what the name is; read turns a stream into it. A user who may
// not ask for the list of streams gets it from the names. Errors are those of
// Reader.Next.
func List[T any](ctx context.Context, js jsapi.Client, l Listing, nameOf func(stream string) (string, bool), read func(name string, s *State) T) (Named[T], error) {
	list := Named[T]{Items: []T{}}
	search, last := strings.ToLower(l.Search), ""
	r := Reader{JS: js}
	for more := true; more; more = !r.Done() {
		_, err := r.Next(ctx, func(state *State) {
			name, ok := nameOf(string(state.Name))
			if !ok || !strings.Contains(strings.ToLower(name), search) {
				return
			}
			list.Total++
			switch {
			case name <= l.After:
			case len(list.Items) < l.Limit:
				list.Items, last = append(list.Items, read(name, state)), name
			default:
				list.Next = last
			}
		})
		if err != nil {
			if list.Total == 0 {
				return Named[T]{}, err
			}
			list.Partial = true
			break
		}
	}
	return list, nil
}
