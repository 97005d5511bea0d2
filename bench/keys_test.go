package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/kv"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// BenchmarkKey compares reading and writing a key over a managed connection with the
// same handler on one fixed nats.Conn, in pairs.
func BenchmarkKey(b *testing.B) {
	server := natstest.StartProcess(b, natstest.WithStore(8<<30))
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	fixed := server.Connect()
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err != nil {
		b.Fatal(err)
	}
	bucket, err := js.CreateKeyValue(context.Background(), jetstream.KeyValueConfig{Bucket: "bench", Storage: jetstream.MemoryStorage})
	if err != nil {
		b.Fatal(err)
	}
	value := make([]byte, 128)
	if _, err := bucket.Put(context.Background(), "k", value); err != nil {
		b.Fatal(err)
	}
	defer s.client.CloseIdleConnections()
	for name, work := range map[string]func(context.Context, kv.Store) error{
		"get": func(ctx context.Context, store kv.Store) error {
			_, err := store.Get(ctx, "bench", "k", kv.Reading{})
			return err
		},
		"put": func(ctx context.Context, store kv.Store) error {
			_, err := store.Put(ctx, "bench", "k", value, kv.Writing{})
			return err
		},
	} {
		managed := httptest.NewServer(handler(func(ctx context.Context, r *http.Request) (*nats.Msg, error) {
			cookie, err := r.Cookie("heynats_session")
			if err != nil {
				return nil, err
			}
			lease, err := s.sessions.GetOrReconnect(ctx, cookie.Value, "", natsconn.Active)
			if err != nil {
				return nil, err
			}
			defer lease.Release()
			return &nats.Msg{}, work(ctx, storeOn(lease))
		}))
		direct := httptest.NewServer(handler(func(ctx context.Context, _ *http.Request) (*nats.Msg, error) {
			return &nats.Msg{}, work(ctx, storeOn(keyConn{plainConn{fixed}}))
		}))
		const short = window / 2
		rate := func(url string) float64 {
			l, failures := load(concurrent, short, func(int) error { return fetch(s.client, url, token) })
			if failures > 0 {
				b.Fatalf("%d requests failed", failures)
			}
			return float64(len(l)) / short.Seconds()
		}
		rate(managed.URL)
		rate(direct.URL)
		var ratios, rates []float64
		for i := range 3 * rounds { // the difference is smaller than the noise of one pair
			var m, d float64
			if i%2 == 0 {
				m, d = rate(managed.URL), rate(direct.URL)
			} else {
				d, m = rate(direct.URL), rate(managed.URL)
			}
			ratios, rates = append(ratios, m/d), append(rates, m)
		}
		managed.Close()
		direct.Close()
		b.ReportMetric(median(ratios), name+"-ratio")
		b.ReportMetric(median(rates), name+"s/s")
	}
}

func storeOn(conn kv.Conn) kv.Store {
	return kv.Store{Conn: conn, JS: jsapi.Client{Conn: conn, Prefix: "$JS.API"}}
}

// keyConn is a bare connection that takes headers too.
type keyConn struct{ plainConn }

// RequestMsg implements kv.Conn.
func (c keyConn) RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error) {
	return c.nc.RequestMsgWithContext(ctx, msg)
}

// Gather implements kv.Conn: neither reading nor writing a key needs it.
func (keyConn) Gather(context.Context, string, []byte, natsconn.Gathering) ([]*nats.Msg, bool, error) {
	panic("not for one key")
}
