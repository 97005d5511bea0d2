package message

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

func looking(t *testing.T, text string) *Matcher {
	t.Helper()
	m, err := NewMatcher(everywhere(text, false))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestSearch(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		r.fill("s.a", 100) // "message 7", "message 17", …
		r.fill("s.b", 50)
		sevens := []uint64{8, 18, 28, 38, 48, 58, 68, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 88, 98}
		for _, c := range []struct {
			name    string
			q       Query
			want    []uint64
			read    uint64
			stopped Stopped
		}{
			{"all", Query{From: fromFirst.From, Limit: 100, Budget: 1_000}, sevens, 100, AtEnd},
			{"all, from the end", Query{From: fromLast.From, Limit: 100, Budget: 1_000}, reversed(sevens), 100, AtEnd},
			{"a page", Query{From: fromFirst.From, Limit: 5, Budget: 1_000}, sevens[:5], 48, AtLimit},
			{"a page from the end", Query{From: fromLast.From, Limit: 5, Budget: 1_000}, reversed(sevens[14:]), 23, AtLimit},
			{"a budget", Query{From: fromFirst.From, Limit: 100, Budget: 40}, sevens[:4], 40, AtBudget},
			{"a budget from the end", Query{From: fromLast.From, Limit: 100, Budget: 40}, reversed(sevens[6:]), 40, AtBudget},
			{"a budget of all", Query{From: fromFirst.From, Limit: 100, Budget: 100}, sevens, 100, AtEnd},
			{"as many as there are", Query{From: fromFirst.From, Limit: 19, Budget: 1_000}, sevens, 98, AtLimit},
		} {
			q := c.q
			var all []uint64
			q.Match = looking(t, "7")
			for first := true; ; first = false {
				p := r.page("S", "s.a", q)
				if first && (!slices.Equal(sequences(p), c.want) || p.Read != c.read && !strings.Contains(c.name, "from the end") || p.Read < c.read || p.Stopped != c.stopped || p.Partial) {
					t.Errorf("%s: %v, %d read, %s", c.name, sequences(p), p.Read, p.Stopped)
				}
				all = append(all, sequences(p)...)
				if q.Cursor = p.NewerCursor; q.From.direction() == Older {
					q.Cursor = p.OlderCursor
				}
				if q.Cursor == "" {
					break
				}
			}
			if slices.Sort(all); !slices.Equal(all, sevens) {
				t.Errorf("%s, all of it: %v", c.name, all)
			}
		}
		if p := r.page("S", "", Query{Match: looking(t, "nothing has this"), Budget: 1_000}); len(p.Messages) != 0 || p.Read != 150 || p.Stopped != AtEnd || p.OlderCursor != "" {
			t.Errorf("%+v", p)
		}
		r.nothingLeft("S")
	})
}

// endingContext is a context whose time ends when the test says so.
type endingContext struct {
	context.Context
	done chan struct{}
}

func (e endingContext) Done() <-chan struct{} { return e.done }

func (e endingContext) Err() error {
	select {
	case <-e.done:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// overAt ends the time with one of its requests.
type overAt struct {
	Conn
	nth int
	end chan struct{}
}

func (o *overAt) Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) ([]*nats.Msg, bool, error) {
	if o.nth--; o.nth == 0 {
		close(o.end)
		<-ctx.Done()
	}
	return o.Conn.Gather(ctx, subject, data, g)
}

// TestSearchStopsInTime: what was found until then is worth something.
func TestSearchStopsInTime(t *testing.T) {
	r := newRig(t)
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: true})
	r.fill("s.a", 3_000)
	for _, q := range []Query{fromFirst, fromLast} {
		end := make(chan struct{})
		q.Match, q.Budget, q.Limit = looking(t, "s.a"), 10_000, 10_000
		p, err := new(Pager).Page(endingContext{t.Context(), end}, &overAt{r.lease, 3, end}, "", Stream{Prefix: "$JS.API", Name: "S"}, q)
		if err != nil {
			t.Fatal(err)
		}
		if p.Stopped != OnTime || !p.Partial || len(p.Messages) != 2_000 || p.Read != 2_000 {
			t.Errorf("%s, %d messages, %d read", p.Stopped, len(p.Messages), p.Read)
		}
		cursor := p.NewerCursor
		if q.Direction == Older {
			cursor = p.OlderCursor
		}
		if rest := r.page("S", "", Query{Cursor: cursor, Limit: 10_000}); len(rest.Messages) != 1_000 {
			t.Errorf("%d more messages", len(rest.Messages))
		}
	}
	end := make(chan struct{})
	_, err := new(Pager).Page(endingContext{t.Context(), end}, &overAt{r.lease, 1, end}, "", Stream{Prefix: "$JS.API", Name: "S"}, fromLast)
	if !fault.Is(err, "nats_timeout") {
		t.Errorf("nothing was read: %v", err)
	}
}

func TestExtract(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		r.fill("s.a", 70)
		r.fill("s.b", 30)
		for _, c := range []struct {
			name, filter string
			x            Extract
			want         []uint64
			stopped      Stopped
		}{
			{"all", "", Extract{From: fromFirst.From}, counting(1, 100), AtEnd},
			{"a part", "", Extract{From: Position{kind: atSequence, seq: 10}, To: 19}, counting(10, 19), AtEnd},
			{"a part of a subject", "s.b", Extract{From: fromFirst.From, To: 80}, counting(71, 80), AtEnd},
			{"as many as wanted", "s.*", Extract{From: fromFirst.From, Limit: 7}, counting(1, 7), AtLimit},
			{"what is found", "s.b", Extract{From: fromFirst.From, Match: looking(t, "MESSAGE 2")}, append([]uint64{73}, counting(91, 100)...), AtEnd},
			{"nothing", "s.none", Extract{From: fromFirst.From}, nil, AtEnd},
			{"behind the end", "", Extract{From: Position{kind: atSequence, seq: 1_000}}, nil, AtEnd},
			{"backwards", "", Extract{From: Position{kind: atSequence, seq: 50}, To: 10}, nil, AtEnd},
		} {
			reader := r.open("S", c.filter)
			c.x.Wait = time.Minute
			var got []uint64
			n, stopped, err := reader.Each(t.Context(), c.x, func(m *Message) error {
				if got = append(got, m.Sequence); m.Sequence == 100 {
					r.fill("s.b", 1) // what comes meanwhile is not in it
				}
				return nil
			})
			reader.Close(t.Context())
			if err != nil || !slices.Equal(got, c.want) || n != uint64(len(got)) || stopped != c.stopped {
				t.Errorf("%s: %v, %s, %v", c.name, got, stopped, err)
			}
		}
		r.nothingLeft("S")
	})
}
