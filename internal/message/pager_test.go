package message

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
)

// counted counts requests.
type counted struct {
	Conn
	requests, gatherings chan struct{}
}

func (c *counted) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	c.requests <- struct{}{}
	return c.Conn.Request(ctx, subject, data)
}

func (c *counted) Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) ([]*nats.Msg, bool, error) {
	c.gatherings <- struct{}{}
	return c.Conn.Gather(ctx, subject, data, g)
}

// TestPagesTakeFewRequests: one for what the stream is like and one for the
// messages, which are under way at the same time once the stream is known.
func TestPagesTakeFewRequests(t *testing.T) {
	r := newRig(t)
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: true})
	r.fill("s.a", 100)
	r.page("S", "", fromLast)
	cursor := r.page("S", "", fromFirst).NewerCursor
	for name, c := range map[string]struct {
		q          Query
		filter     string
		gatherings int
	}{
		"the first":             {fromFirst, "", 1},
		"the last":              {fromLast, "", 1},
		"from the middle":       {fromSequence(50, Newer), "", 1},
		"to the middle":         {fromSequence(50, Older), "", 1},
		"a page further":        {Query{Cursor: cursor, Limit: 25}, "", 1},
		"a subject":             {fromFirst, "s.*", 2},
		"a subject that is not": {fromLast, "s.b", 1},
	} {
		conn := &counted{r.lease, make(chan struct{}, 10), make(chan struct{}, 10)}
		if _, err := r.pager.Page(t.Context(), conn, "", Stream{Prefix: "$JS.API", Name: "S", Filter: c.filter}, c.q); err != nil {
			t.Fatal(err)
		}
		if len(conn.requests) != 1 || len(conn.gatherings) != c.gatherings {
			t.Errorf("%s: %d requests, %d gatherings", name, len(conn.requests), len(conn.gatherings))
		}
	}
}

// TestWhatWasKnownIsNotBelieved: the stream is another one than it was.
func TestWhatWasKnownIsNotBelieved(t *testing.T) {
	for name, change := range map[string]func(r *rig, s jetstream.Stream) error{
		"more":   func(r *rig, _ jetstream.Stream) error { r.fill("s.a", 5); return nil },
		"purged": func(r *rig, s jetstream.Stream) error { return s.Purge(r.t.Context()) },
		"holes": func(r *rig, s jetstream.Stream) error {
			for _, seq := range []uint64{1, 40, 98, 99} {
				if err := s.DeleteMsg(r.t.Context(), seq); err != nil {
					return err
				}
			}
			return nil
		},
		"without direct get": func(r *rig, _ jetstream.Stream) error {
			_, err := r.js.UpdateStream(r.t.Context(), jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
			return err
		},
		"gone and made anew": func(r *rig, _ jetstream.Stream) error {
			if err := r.js.DeleteStream(r.t.Context(), "S"); err != nil {
				return err
			}
			r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, Retention: jetstream.WorkQueuePolicy})
			r.fill("s.a", 3)
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: true})
			r.fill("s.a", 100)
			r.page("S", "", fromLast)
			if err := change(r, s); err != nil {
				t.Fatal(err)
			}
			var fresh Pager
			for _, filter := range []string{"", "s.*"} {
				for _, q := range []Query{fromLast, fromFirst, fromSequence(60, Older), fromSequence(60, Newer)} {
					known := r.page("S", filter, q)
					q.Preview = 512
					want, err := fresh.Page(t.Context(), r.lease, "", Stream{Prefix: "$JS.API", Name: "S", Filter: filter}, q)
					if err != nil || !slices.Equal(sequences(known), sequences(want)) || known.Matched != want.Matched || known.Method != want.Method ||
						known.OlderCursor != want.OlderCursor || known.NewerCursor != want.NewerCursor {
						t.Errorf("%+v, want\n%+v, %v", known, want, err)
					}
					fresh = Pager{}
				}
			}
			r.nothingLeft("S")
		})
	}
}

func TestPagersRememberWithinBounds(t *testing.T) {
	var p Pager
	for i := range mostKnown + 100 {
		p.remember(seen{"c", fmt.Sprint(i)}, facts{})
	}
	if len(p.known) != mostKnown {
		t.Errorf("%d streams", len(p.known))
	}
}
