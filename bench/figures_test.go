// Package bench measures what HeyNATS promises about speed, each figure beside
// the raw NATS figure of the same run. `make bench` prints the table.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/api"
	"github.com/heynats/heynats/internal/dialpolicy"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/session"
)

func TestMain(m *testing.M) { natstest.Main(m) }

const (
	concurrent = 64
	window     = 700 * time.Millisecond
	rounds     = 7
)

// stack is HeyNATS without its command line.
type stack struct {
	b        testing.TB
	manager  *natsconn.Manager
	sessions *session.Store
	web      *httptest.Server
	client   *http.Client
}

func newStack(b testing.TB, cfg natsconn.Config) *stack {
	b.Helper()
	policy, err := dialpolicy.New(dialpolicy.Config{LoopbackListener: true})
	if err != nil {
		b.Fatal(err)
	}
	manager, err := natsconn.New(cfg, natsconn.Deps{Dialer: policy})
	if err != nil {
		b.Fatal(err)
	}
	sessions := session.NewStore(manager)
	operations := api.New(api.Config{Version: "bench"}, api.Deps{Sessions: sessions, Connections: manager, Logger: slog.New(slog.DiscardHandler)})
	s := &stack{
		b: b, manager: manager, sessions: sessions, web: httptest.NewServer(operations.Handler()),
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 4096, DialContext: (&net.Dialer{}).DialContext}},
	}
	b.Cleanup(func() {
		s.client.CloseIdleConnections()
		s.web.CloseClientConnections()
		manager.Shutdown(ended())
		s.web.Close()
	})
	return s
}

func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

func (s *stack) connect(url string) (token string, c *natsconn.ConnectionInfo) {
	s.b.Helper()
	spec, err := natsconn.NewSpec(natsconn.Request{URL: url})
	if err != nil {
		s.b.Fatal(err)
	}
	t, c, err := s.sessions.Connect(context.Background(), "", spec)
	if err != nil {
		s.b.Fatal(err)
	}
	return string(t), c
}

// echo is a NATS service that answers at once.
func echo(b testing.TB, s *natstest.Server) {
	b.Helper()
	nc := s.Connect()
	b.Cleanup(nc.Close)
	if _, err := nc.Subscribe("echo", func(m *nats.Msg) { _ = m.Respond(m.Data) }); err != nil {
		b.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		b.Fatal(err)
	}
}

// load runs f from n workers for a while and returns every latency.
func load(n int, d time.Duration, f func(worker int) error) (latencies []time.Duration, failures int64) {
	return timed(n, d, func(w int) (time.Duration, error) {
		start := time.Now()
		err := f(w)
		return time.Since(start), err
	})
}

// timed is load for a worker that takes its time itself.
func timed(n int, d time.Duration, f func(worker int) (time.Duration, error)) (latencies []time.Duration, failures int64) {
	var wg sync.WaitGroup
	var failed atomic.Int64
	each := make([][]time.Duration, n)
	stop := time.Now().Add(d)
	for w := range n {
		wg.Go(func() {
			for time.Now().Before(stop) {
				took, err := f(w)
				if err != nil {
					failed.Add(1)
				}
				each[w] = append(each[w], took)
			}
		})
	}
	wg.Wait()
	return slices.Concat(each...), failed.Load()
}

func quantile(l []time.Duration, q float64) time.Duration {
	if len(l) == 0 {
		return 0
	}
	slices.Sort(l)
	return l[min(len(l)-1, int(q*float64(len(l))))]
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

func fetch(client *http.Client, url, token string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Cookie", "heynats_session="+token)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", res.StatusCode)
	}
	return nil
}

// handler is the same work on a managed connection and on a fixed one.
func handler(request func(ctx context.Context, r *http.Request) (*nats.Msg, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
		defer cancel()
		msg, err := request(ctx, r)
		if err != nil {
			http.Error(w, "failed", http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(msg.Data)
	})
}

// BenchmarkPassThrough compares an HTTP handler that asks NATS over a managed
// connection with the same handler on one fixed nats.Conn.
func BenchmarkPassThrough(b *testing.B) {
	server := natstest.Start(b)
	echo(b, server)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	fixed := server.Connect()
	defer fixed.Close()
	payload := bytes.Repeat([]byte("x"), 128)

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
		return lease.Request(ctx, "echo", payload)
	}))
	defer managed.Close()
	direct := httptest.NewServer(handler(func(ctx context.Context, _ *http.Request) (*nats.Msg, error) {
		return fixed.RequestWithContext(ctx, "echo", payload)
	}))
	defer direct.Close()
	defer s.client.CloseIdleConnections()

	const short = window / 2
	rate := func(url string) float64 {
		l, failures := load(concurrent, short, func(int) error { return fetch(s.client, url, token) })
		if failures > 0 {
			b.Fatalf("%d requests failed", failures)
		}
		return float64(len(l)) / short.Seconds()
	}
	raw := func() float64 {
		l, _ := load(concurrent, window, func(int) error {
			_, err := fixed.Request("echo", payload, 10*time.Second)
			return err
		})
		return float64(len(l)) / window.Seconds()
	}
	rate(managed.URL)
	rate(direct.URL)
	var ratios, managedRates, directRates, rawRates []float64
	for i := range 5 * rounds { // the difference is smaller than the noise of one pair
		var m, d float64
		if i%2 == 0 {
			m, d = rate(managed.URL), rate(direct.URL)
		} else {
			d, m = rate(direct.URL), rate(managed.URL)
		}
		ratios, managedRates, directRates = append(ratios, m/d), append(managedRates, m), append(directRates, d)
		if i%5 == 0 {
			rawRates = append(rawRates, raw())
		}
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(median(managedRates), "managed/s")
	b.ReportMetric(median(directRates), "fixed/s")
	b.ReportMetric(median(rawRates), "rawNATS/s")
}

// BenchmarkBlackHoles compares the p99 of healthy connections while 8 workers
// ask for connections whose target never answers with the p99 without them.
func BenchmarkBlackHoles(b *testing.B) {
	server := natstest.Start(b)
	hole := natstest.NewProxy(b, server.Addr())
	s := newStack(b, natsconn.Config{DialTimeout: 2 * time.Second})
	healthy := make([]string, concurrent)
	for i := range healthy {
		healthy[i], _ = s.connect(server.URL())
	}
	dead := make([]string, 8)
	for i := range dead {
		dead[i], _ = s.connect(hole.URL())
	}
	hole.Blackhole(true)
	hole.Cut()
	p99 := func() float64 {
		l, failures := load(concurrent/4, 2*window, func(w int) error {
			return fetch(s.client, s.web.URL+"/api/nats/health", healthy[w])
		})
		if failures > 0 {
			b.Fatalf("%d requests on healthy connections failed", failures)
		}
		return quantile(l, .99).Seconds()
	}
	bothered := func() float64 {
		stop := make(chan struct{})
		var wg sync.WaitGroup
		for _, token := range dead {
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						// A client that minds Retry-After, in small.
						_ = fetch(s.client, s.web.URL+"/api/nats/health", token)
						select {
						case <-stop:
						case <-time.After(20 * time.Millisecond):
						}
					}
				}
			})
		}
		got := p99()
		close(stop)
		wg.Wait()
		return got
	}
	p99()
	var ratios, without, with []float64
	for range rounds {
		a, z := p99(), bothered()
		ratios, without, with = append(ratios, z/a), append(without, a), append(with, z)
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(1e3*median(without), "without-ms")
	b.ReportMetric(1e3*median(with), "with-ms")
}

// BenchmarkWake is how long a request waits that finds its connection parked,
// beside a raw nats.Connect of the same run.
func BenchmarkWake(b *testing.B) {
	server := natstest.Start(b, natstest.WithUser("ann", "secret"))
	url := "nats://ann:secret@" + server.Addr()
	s := newStack(b, natsconn.Config{IdleTimeout: time.Nanosecond, CheckInterval: 500 * time.Microsecond})
	token, c := s.connect(url)
	var wakes, connects []time.Duration
	parked := func() {
		natstest.Until(b, "parked", func() bool { return s.manager.Snapshot(c).State == natsconn.StateParked })
		pause(3 * time.Millisecond) // and its link is closed
	}
	for range 1_000 {
		parked()
		start := time.Now()
		lease, err := s.sessions.GetOrReconnect(context.Background(), token, "", natsconn.Active)
		if err != nil {
			b.Fatal(err)
		}
		wakes = append(wakes, time.Since(start))
		lease.Release()
		parked()
		start = time.Now()
		nc, err := nats.Connect(url)
		if err != nil {
			b.Fatal(err)
		}
		connects = append(connects, time.Since(start))
		nc.Close()
	}
	report := func(name string, d time.Duration) { b.ReportMetric(float64(d.Microseconds())/1e3, name) }
	b.ReportMetric(float64(quantile(wakes, .5))/float64(quantile(connects, .5)), "ratio")
	report("p50-ms", quantile(wakes, .5))
	report("p99-ms", quantile(wakes, .99))
	report("rawNATS-p50-ms", quantile(connects, .5))
	report("rawNATS-p99-ms", quantile(connects, .99))
}

// BenchmarkCoalescing counts the dials of 1,000 requests at once on one parked
// connection.
func BenchmarkCoalescing(b *testing.B) {
	server := natstest.Start(b)
	s := newStack(b, natsconn.Config{})
	token, c := s.connect(server.URL())
	server.Restart()
	natstest.Until(b, "parked", func() bool { return s.manager.Snapshot(c).State == natsconn.StateParked })
	before := s.manager.Metrics().Dials
	var wg sync.WaitGroup
	for range 1_000 {
		wg.Go(func() {
			lease, err := s.sessions.GetOrReconnect(context.Background(), token, "", natsconn.Active)
			if err != nil {
				b.Error(err)
				return
			}
			lease.Release()
		})
	}
	wg.Wait()
	b.ReportMetric(float64(s.manager.Metrics().Dials-before), "dials")
}

// BenchmarkCloseFullBuffer is how long a disconnect takes when the peer is
// half-open and the socket's send buffer is full.
func BenchmarkCloseFullBuffer(b *testing.B) {
	server := natstest.Start(b)
	var took []float64
	for range 5 {
		proxy := natstest.NewProxy(b, server.Addr())
		s := newStack(b, natsconn.Config{})
		_, c := s.connect(proxy.URL())
		lease, err := s.manager.GetOrReconnect(context.Background(), c, natsconn.Key{}, natsconn.Active)
		if err != nil {
			b.Fatal(err)
		}
		proxy.Pause()
		stuck, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
		payload := bytes.Repeat([]byte("x"), 512<<10)
		for stuck.Err() == nil {
			_ = lease.Publish(stuck, &nats.Msg{Subject: "fill", Data: payload})
		}
		cancel()
		start := time.Now()
		s.manager.Disconnect(c)
		took = append(took, time.Since(start).Seconds()*1e3)
		lease.Release()
		proxy.Resume()
	}
	b.ReportMetric(median(took), "ms")
}

// BenchmarkShutdown is how long a shutdown takes with 100 live connections and
// a dial that hangs.
func BenchmarkShutdown(b *testing.B) {
	server := natstest.Start(b)
	var took []float64
	for range 5 {
		silent := natstest.Silent(b)
		s := newStack(b, natsconn.Config{DialTimeout: time.Minute})
		for range 100 {
			s.connect(server.URL())
		}
		hung := make(chan struct{})
		go func() {
			defer close(hung)
			spec, err := natsconn.NewSpec(natsconn.Request{URL: silent.URL()})
			if err == nil {
				_, _, _ = s.sessions.Connect(context.Background(), "", spec)
			}
		}()
		silent.Wait(1)
		start := time.Now()
		s.manager.Shutdown(ended())
		took = append(took, time.Since(start).Seconds()*1e3)
		<-hung
	}
	b.ReportMetric(median(took), "ms")
}
