package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/stream"
)

// BenchmarkStreams compares the pages of a list of 10,000 streams with one raw page
// of STREAM.LIST. The NATS server is another process, so that the memory is ours.
func BenchmarkStreams(b *testing.B) {
	server := natstest.StartProcess(b, natstest.WithJetStream())
	fixed, err := nats.Connect(server.URL())
	if err != nil {
		b.Fatal(err)
	}
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err != nil {
		b.Fatal(err)
	}
	makeStreams(b, js)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	took := func(f func() error) float64 {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		return 1e3 * time.Since(start).Seconds()
	}
	raw := func() error {
		_, err := fixed.Request("$JS.API.STREAM.LIST", []byte(`{"offset":0}`), 10*time.Second)
		return err
	}
	list := func(query string) func() error {
		return func() error { return fetch(s.client, s.web.URL+"/api/nats/streams?"+query, token) }
	}
	first, sorted, searched := list("limit=100"), list("limit=100&sort=messages"), list("limit=100&q=orders.77")
	for _, f := range []func() error{raw, first, sorted, searched} {
		took(f)
	}
	var ratios, raws, firsts, sorts, searches []float64
	for i := range 5 * rounds { // the difference is smaller than the noise of one pair
		var r, f float64
		if i%2 == 0 {
			r, f = took(raw), took(first)
		} else {
			f, r = took(first), took(raw)
		}
		ratios, raws, firsts = append(ratios, f/r), append(raws, r), append(firsts, f)
		if i < rounds {
			sorts, searches = append(sorts, took(sorted)), append(searches, took(searched))
		}
	}
	grown := growth(func() {
		var all sync.WaitGroup
		for _, query := range []string{"sort=messages", "sort=bytes&limit=1000", "sort=last", "q=orders.7"} {
			all.Go(func() {
				if err := list(query)(); err != nil {
					b.Error(err)
				}
			})
		}
		all.Wait()
	})
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(median(raws), "rawNATS-ms")
	b.ReportMetric(median(firsts), "first-ms")
	b.ReportMetric(median(sorts), "sorted-ms")
	b.ReportMetric(median(searches), "searched-ms")
	b.ReportMetric(grown, "MiB")
}

// growth is by how many MiB the heap grows at most while f runs, garbage included.
func growth(f func()) float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	heap := func() float64 {
		metrics.Read(sample)
		return float64(sample[0].Value.Uint64()) / (1 << 20)
	}
	runtime.GC()
	before, most := heap(), 0.0
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			most = max(most, heap())
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return most - before
}

// plainConn asks over a bare connection.
type plainConn struct{ nc *nats.Conn }

func (c plainConn) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	return c.nc.RequestWithContext(ctx, subject, data)
}

// streamInfo answers with a stream's document over whatever connection it is given.
func streamInfo(conn func(*http.Request) (jsapi.Requester, func(), error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, release, err := conn(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		defer release()
		d, err := stream.Get(r.Context(), jsapi.Client{Conn: c, Prefix: "$JS.API"}, "ORDERS")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		_, _ = w.Write(d.JSON())
	})
}

// BenchmarkStreamInfo compares 64 concurrent readers of a stream's document over a
// managed connection with the same handler on one fixed nats.Conn.
func BenchmarkStreamInfo(b *testing.B) {
	server := natstest.Start(b, natstest.WithJetStream())
	fixed := server.Connect()
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err == nil {
		_, err = js.CreateStream(context.Background(), jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.>"}, Storage: jetstream.MemoryStorage, Description: "Every step of every order"})
	}
	if err != nil {
		b.Fatal(err)
	}
	s := newStack(b, natsconn.Config{})
	defer s.client.CloseIdleConnections()
	token, _ := s.connect(server.URL())
	managed := httptest.NewServer(streamInfo(func(r *http.Request) (jsapi.Requester, func(), error) {
		cookie, err := r.Cookie("heynats_session")
		if err != nil {
			return nil, nil, err
		}
		lease, err := s.sessions.GetOrReconnect(r.Context(), cookie.Value, "", natsconn.Active)
		return lease, lease.Release, err
	}))
	defer managed.Close()
	direct := httptest.NewServer(streamInfo(func(*http.Request) (jsapi.Requester, func(), error) { return plainConn{fixed}, func() {}, nil }))
	defer direct.Close()
	rate := func(url string) float64 {
		l, failures := load(concurrent, window/2, func(int) error { return fetch(s.client, url, token) })
		if failures > 0 {
			b.Fatalf("%d requests failed", failures)
		}
		return float64(len(l)) / (window / 2).Seconds()
	}
	operation := s.web.URL + "/api/nats/streams/ORDERS"
	for _, url := range []string{managed.URL, direct.URL, operation} {
		rate(url)
	}
	var ratios, ms, ds, os []float64
	for i := range 5 * rounds {
		var m, d float64
		if i%2 == 0 {
			m, d = rate(managed.URL), rate(direct.URL)
		} else {
			d, m = rate(direct.URL), rate(managed.URL)
		}
		ratios, ms, ds = append(ratios, m/d), append(ms, m), append(ds, d)
		if i%5 == 0 {
			os = append(os, rate(operation))
		}
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(median(ms), "managed/s")
	b.ReportMetric(median(ds), "fixed/s")
	b.ReportMetric(median(os), "operation/s")
}

// BenchmarkBackup is how fast a stream of 100 MiB is downloaded, and how much memory
// that and its restore take.
func BenchmarkBackup(b *testing.B) {
	server := natstest.StartProcess(b, natstest.WithJetStream())
	fixed, err := nats.Connect(server.URL())
	if err != nil {
		b.Fatal(err)
	}
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err == nil {
		_, err = js.CreateStream(context.Background(), jetstream.StreamConfig{Name: "BIG", Subjects: []string{"big"}})
	}
	payload := make([]byte, 512<<10)
	for i := range 200 {
		for j := range payload {
			payload[j] = byte(i*j ^ j>>3)
		}
		if err == nil {
			_, err = js.Publish(context.Background(), "big", payload)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	s := newStack(b, natsconn.Config{})
	defer s.client.CloseIdleConnections()
	token, _ := s.connect(server.URL())
	start := time.Now()
	grown := growth(func() { err = passOn(s, token) })
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(time.Since(start).Seconds(), "s")
	b.ReportMetric(grown, "MiB")
}

// passOn downloads a stream and uploads what comes as another, as it comes.
func passOn(s *stack, token string) error {
	do := func(method, path string, body io.Reader) (*http.Response, error) {
		req, err := http.NewRequestWithContext(context.Background(), method, s.web.URL+path, body)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "application/x-tar")
		req.AddCookie(&http.Cookie{Name: "heynats_session", Value: token})
		res, err := s.client.Do(req)
		if err == nil && res.StatusCode >= http.StatusBadRequest {
			text, _ := io.ReadAll(res.Body)
			err = errors.Join(fmt.Errorf("%s: %s %s", path, res.Status, text), res.Body.Close())
		}
		return res, err
	}
	from, err := do(http.MethodGet, "/api/nats/streams/BIG/backup", nil)
	if err != nil {
		return err
	}
	defer func() { _ = from.Body.Close() }()
	// Under other subjects it could not stand beside the first.
	gone, err := do(http.MethodDelete, "/api/nats/streams/BIG", nil)
	if err != nil {
		return err
	}
	_ = gone.Body.Close()
	to, err := do(http.MethodPost, "/api/nats/streams/restore", from.Body)
	if err != nil {
		return err
	}
	return to.Body.Close()
}
