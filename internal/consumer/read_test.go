package consumer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// script answers requests in place of a server with many streams, each of one
// consumer.
type script struct {
	streams int
	// then answers for the consumers of a stream; nil is as a server does.
	then    func(ctx context.Context, stream string) error
	running atomic.Int32
	most    atomic.Int32 // requests at the same time
}

func (s *script) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	n := s.running.Add(1)
	defer s.running.Add(-1)
	s.most.Store(max(s.most.Load(), n))
	if stream, ok := strings.CutPrefix(strings.Replace(subject, "NAMES", "LIST", 1), "$JS.API.CONSUMER.LIST."); ok {
		if s.then != nil {
			if err := s.then(ctx, stream); err != nil {
				return nil, err
			}
		}
		return &nats.Msg{Data: fmt.Appendf(nil, `{"total":1,"consumers":[{"stream_name":%q,"name":"c","config":{"deliver_policy":"all"}}]}`, stream)}, nil
	}
	var offset int
	if _, err := fmt.Sscanf(string(data), `{"offset":%d}`, &offset); err != nil {
		return nil, err
	}
	var streams []string
	for i := offset; i < min(offset+256, s.streams); i++ {
		streams = append(streams, fmt.Sprintf(`{"config":{"name":"S%04d","subjects":["s"]},"state":{"consumer_count":%d}}`, i, min(i, 1)))
	}
	return &nats.Msg{Data: fmt.Appendf(nil, `{"total":%d,"streams":[%s]}`, s.streams, strings.Join(streams, ","))}, nil
}

func (s *script) client() jsapi.Client { return jsapi.Client{Conn: s, Prefix: "$JS.API"} }

func TestAllStreamsAreReadSomeAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &script{streams: 700, then: func(context.Context, string) error {
			<-time.After(time.Millisecond)
			return nil
		}}
		r, err := ReadAll(t.Context(), s.client())
		if err != nil || len(r.List) != 699 || r.Total != 699 || r.StreamsTotal != 700 || r.Partial || r.Streams["S0000"].Known || !r.Streams["S0699"].Known {
			t.Errorf("%d of %d consumers of %d streams, %v", len(r.List), r.Total, r.StreamsTotal, err)
		}
		if most := s.most.Load(); most > atOnce+1 {
			t.Errorf("%d requests at the same time", most)
		}
	})
}

func TestAListThatCannotBeReadWhole(t *testing.T) {
	broken := fault.New(fault.Unavailable, "nats_unreachable", "The link broke.")
	for _, c := range []struct {
		name    string
		then    func(ctx context.Context, stream string) error
		code    string // of the error, if it is one
		read    int
		missing []string
		reason  string
	}{
		{
			name: "one may not be asked", read: 4, missing: []string{"S0002"}, reason: "Not allowed.",
			then: only("S0002", fault.New(fault.Forbidden, "nats_permission", "Not allowed.")),
		},
		{name: "one is deleted meanwhile", read: 4, then: only("S0003", fault.New(fault.NotFound, "stream_not_found", "There is no such stream."))},
		{name: "the link breaks", read: 2, missing: []string{"S0003", "S0004", "S0005"}, reason: "The link broke.", then: from("S0003", broken)},
		{name: "the link breaks at once", code: "nats_unreachable", then: from("S0000", broken)},
		{name: "the connection is closed", code: "connection_closed", then: only("S0004", fault.New(fault.Gone, "connection_closed", "Closed."))},
		{
			name: "the time ends", read: 2, missing: []string{"S0003", "S0004", "S0005"}, reason: "NATS did not answer in time.",
			then: func(ctx context.Context, stream string) error {
				if stream < "S0003" {
					return nil
				}
				<-ctx.Done()
				return fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(ctx.Err())
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				r, err := ReadAll(ctx, (&script{streams: 6, then: c.then}).client())
				if c.code != "" {
					if !fault.Is(err, c.code) {
						t.Errorf("%v, want %s", err, c.code)
					}
					return
				}
				if err != nil || len(r.List) != c.read || !slices.Equal(r.Missing, c.missing) || r.MissingTotal != len(c.missing) || r.Partial != (len(c.missing) > 0) || r.Reason != c.reason {
					t.Errorf("%d consumers, missing %v because %q, %v", len(r.List), r.Missing, r.Reason, err)
				}
				if ctx.Err() != nil {
					t.Error("nothing of the time is left for the answer")
				}
			})
		})
	}
}

func only(stream string, err error) func(context.Context, string) error {
	return func(_ context.Context, s string) error {
		if s == stream {
			return err
		}
		return nil
	}
}

func from(stream string, err error) func(context.Context, string) error {
	return func(_ context.Context, s string) error {
		if s >= stream {
			return err
		}
		return nil
	}
}
