package kv

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
	return Store{Conn: lease, JS: jsapi.Client{Conn: lease, Prefix: "$JS.API"}}
}

func (r *rig) bucket(cfg jetstream.KeyValueConfig) jetstream.KeyValue {
	r.t.Helper()
	kv, err := r.js.CreateKeyValue(r.t.Context(), cfg)
	if err != nil {
		r.t.Fatal(err)
	}
	return kv
}

func (r *rig) put(kv jetstream.KeyValue, key, value string) uint64 {
	r.t.Helper()
	revision, err := kv.PutString(r.t.Context(), key, value)
	if err != nil {
		r.t.Fatal(err)
	}
	return revision
}

// nothingLeft fails when a consumer is left of a bucket.
func (r *rig) nothingLeft(bucket string) {
	r.t.Helper()
	s, err := r.js.Stream(r.t.Context(), StreamOf(bucket))
	if err != nil {
		r.t.Fatal(err)
	}
	if n := s.CachedInfo().State.Consumers; n != 0 {
		r.t.Errorf("%d consumers are left", n)
	}
}
