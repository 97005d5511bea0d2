package objstore

import (
	"context"
	"net"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// rig is a server with JetStream, and a store beside nats.go's own.
type rig struct {
	t     *testing.T
	srv   *natstest.Server
	js    jetstream.JetStream
	store Store
}

func newRig(t *testing.T, opts ...natstest.Option) *rig {
	t.Helper()
	s := natstest.Start(t, append([]natstest.Option{natstest.WithJetStream()}, opts...)...)
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, srv: s, js: js}
	r.store = r.as(s.URL())
	return r
}

// as is a store over a managed connection that ends with the test.
func (r *rig) as(url string) Store {
	r.t.Helper()
	m, err := natsconn.New(natsconn.Config{}, natsconn.Deps{Dialer: &net.Dialer{}})
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		m.Shutdown(now)
	})
	spec, err := natsconn.NewSpec(natsconn.Request{URL: url})
	if err != nil {
		r.t.Fatal(err)
	}
	c, err := m.Open(r.t.Context(), natsconn.Owner{1}, natsconn.Key{1}, spec)
	if err != nil {
		r.t.Fatal(err)
	}
	lease, err := m.GetOrReconnect(r.t.Context(), c, natsconn.Key{1}, natsconn.Active)
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(lease.Release)
	return Store{Conn: lease, JS: jsapi.Client{Conn: lease, Prefix: "$JS.API"}, MaxPayload: lease.Server().MaxPayload}
}

func (r *rig) bucket(cfg jetstream.ObjectStoreConfig) jetstream.ObjectStore {
	r.t.Helper()
	store, err := r.js.CreateObjectStore(r.t.Context(), cfg)
	if err != nil {
		r.t.Fatal(err)
	}
	return store
}

// chunks counts what is stored in a bucket beside the descriptions.
func (r *rig) chunks(bucket string) uint64 {
	r.t.Helper()
	b, err := r.store.Open(r.t.Context(), bucket)
	if err != nil {
		r.t.Fatal(err)
	}
	contents, err := r.store.contents(r.t.Context(), b)
	if err != nil {
		r.t.Fatal(err)
	}
	var n uint64
	for _, chunks := range contents {
		n += chunks
	}
	return n
}
