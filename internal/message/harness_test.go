package message

import (
	"context"
	"fmt"
	"net"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// leaseOn holds a managed connection until the test ends.
func leaseOn(t *testing.T, url string) natsconn.Lease {
	t.Helper()
	m, err := natsconn.New(natsconn.Config{}, natsconn.Deps{Dialer: &net.Dialer{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		m.Shutdown(now)
	})
	spec, err := natsconn.NewSpec(natsconn.Request{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	c, err := m.Open(t.Context(), natsconn.Owner{1}, natsconn.Key{1}, spec)
	if err != nil {
		t.Fatal(err)
	}
	lease, err := m.GetOrReconnect(t.Context(), c, natsconn.Key{1}, natsconn.Active)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(lease.Release)
	return lease
}

// rig is a server with a stream, and a connection to read it with.
type rig struct {
	t     *testing.T
	srv   *natstest.Server
	js    jetstream.JetStream
	lease natsconn.Lease
	pager Pager
}

func newRig(t *testing.T, opts ...natstest.Option) *rig {
	t.Helper()
	r := newRigWithUsers(t, opts...)
	r.lease = leaseOn(t, r.srv.URL())
	return r
}

// newRigWithUsers leaves it to the test who reads.
func newRigWithUsers(t *testing.T, opts ...natstest.Option) *rig {
	t.Helper()
	s := natstest.Start(t, append([]natstest.Option{natstest.WithJetStream()}, opts...)...)
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	return &rig{t: t, srv: s, js: js}
}

func (r *rig) stream(cfg jetstream.StreamConfig) jetstream.Stream {
	r.t.Helper()
	s, err := r.js.CreateStream(r.t.Context(), cfg)
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

// fill publishes n messages that say which they are.
func (r *rig) fill(subject string, n int) {
	r.t.Helper()
	for i := range n {
		if _, err := r.js.Publish(r.t.Context(), subject, fmt.Appendf(nil, "message %d", i)); err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *rig) open(stream, filter string) *Reader {
	r.t.Helper()
	reader, err := Open(r.t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: stream, Filter: filter})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { reader.Close(context.Background()) })
	return reader
}

// nothingLeft fails when a consumer is left of a stream.
func (r *rig) nothingLeft(stream string) {
	r.t.Helper()
	s, err := r.js.Stream(r.t.Context(), stream)
	if err != nil {
		r.t.Fatal(err)
	}
	if n := s.CachedInfo().State.Consumers; n != 0 {
		r.t.Errorf("%d consumers are left", n)
	}
}

func (r *rig) page(stream, filter string, q Query) *Page {
	r.t.Helper()
	if q.Limit == 0 {
		q.Limit = 25
	}
	if q.Preview == 0 {
		q.Preview = 512
	}
	page, err := r.pager.Page(r.t.Context(), r.lease, "", Stream{Prefix: "$JS.API", Name: stream, Filter: filter}, q)
	if err != nil {
		r.t.Fatal(err)
	}
	return page
}

func sequences(p *Page) []uint64 {
	var all []uint64
	for _, m := range p.Messages {
		all = append(all, m.Sequence)
	}
	return all
}

// largePayloads lets messages be larger than a server takes by itself.
func largePayloads(o *server.Options) { o.MaxPayload = 8 << 20 }
