package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

const liveFor = 10 * time.Second

// BenchmarkLivePage is 100,000 messages a second of 128 bytes to one page.
func BenchmarkLivePage(b *testing.B) {
	server := natstest.StartProcess(b)
	s := newStack(b, natsconn.Config{})
	token, c := s.connect(server.URL())
	v := s.view(token, c, false, "flow.>")
	var n uint64
	var took time.Duration
	grown := growth(func() {
		start := time.Now()
		stop := flow(b, server.URL(), 100_000, "flow.a", "flow.b.c")
		<-time.After(liveFor)
		n, took = stop(), time.Since(start)
		natstest.Until(b, "everything to be accounted for", func() bool { return v.accounted(n) })
	})
	received, counters := v.sum()
	v.close()
	b.ReportMetric(float64(n)/took.Seconds(), "published/s")
	b.ReportMetric(float64(received)/float64(n), "received")
	b.ReportMetric(float64(counters[3]), "missed")
	b.ReportMetric(grown, "MiB")
	b.ReportMetric(milliseconds(quantile(v.delays, .99)), "p99-ms")
}

func milliseconds(d time.Duration) float64 { return 1e3 * d.Seconds() }

// BenchmarkLiveBurst is a million messages as fast as they can be published, to a
// script and to a raw subscriber.
func BenchmarkLiveBurst(b *testing.B) {
	const n = 1_000_000
	server := natstest.StartProcess(b)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	var ratios, raws, scripts, losses []float64
	for range 3 {
		raw := rawBurst(b, server.URL(), n)
		received, dropped := scriptBurst(b, s, token, server.URL(), n)
		if received+dropped != n {
			b.Errorf("received %d, dropped %d", received, dropped)
		}
		ratios, raws, scripts = append(ratios, float64(received)/float64(raw)), append(raws, float64(raw)), append(scripts, float64(received))
		losses = append(losses, float64(dropped))
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(median(raws), "rawNATS")
	b.ReportMetric(median(scripts), "received")
	b.ReportMetric(median(losses), "dropped")
}

func burst(b *testing.B, url string, n int) {
	nc, err := nats.Connect(url)
	if err != nil {
		b.Fatal(err)
	}
	defer nc.Close()
	payload := make([]byte, 128)
	for range n {
		if err := nc.Publish("burst", payload); err != nil {
			b.Fatal(err)
		}
	}
	if err := nc.Publish("burst", []byte("last")); err != nil {
		b.Fatal(err)
	}
	if err := nc.FlushTimeout(time.Minute); err != nil {
		b.Fatal(err)
	}
}

// rawBurst returns how many of them a subscriber of nats.go gets.
func rawBurst(b *testing.B, url string, n int) int64 {
	nc, err := nats.Connect(url, nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		b.Fatal(err)
	}
	defer nc.Close()
	var received atomic.Int64
	sub, err := nc.Subscribe("burst", func(*nats.Msg) { received.Add(1) })
	if err == nil {
		err = nc.Flush()
	}
	if err != nil {
		b.Fatal(err)
	}
	burst(b, url, n)
	natstest.Until(b, "the burst", func() bool {
		dropped, err := sub.Dropped()
		return err == nil && received.Load()+int64(dropped) == int64(n)+1
	})
	return received.Load() - 1
}

// scriptBurst returns how many of them a script gets that does nothing but read.
func scriptBurst(b *testing.B, s *stack, token, url string, n int) (received, dropped int) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, s.web.URL+"/api/nats/subscribe/messages/burst", nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Cookie", "heynats_session="+token)
	res, err := s.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var published sync.WaitGroup
	published.Go(func() { burst(b, url, n) })
	defer published.Wait()
	lines := bufio.NewScanner(bufio.NewReaderSize(res.Body, 1<<20))
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		if strings.HasSuffix(data, `"dropped":0}`) && !strings.Contains(data, `"data":"last"`) {
			received++ // the usual, which need not be read
			continue
		}
		var m struct {
			Data    *string
			Dropped int
		}
		if err := json.Unmarshal([]byte(data), &m); err != nil {
			b.Fatal(err)
		}
		dropped = m.Dropped
		if m.Data != nil && *m.Data != "last" {
			received++
		}
		if m.Data != nil && *m.Data == "last" || received+dropped > n {
			return received, min(dropped, n-received)
		}
	}
	b.Fatal(lines.Err())
	return 0, 0
}

// BenchmarkLivePages is 200 pages with 20 subscriptions each, on 1,000 messages a
// second, and what a page among them that takes nothing does to the others.
func BenchmarkLivePages(b *testing.B) {
	server := natstest.StartProcess(b)
	s := newStack(b, natsconn.Config{})
	token, c := s.connect(server.URL())
	subjects := make([]string, 20)
	for i := range subjects {
		subjects[i] = "page." + string(rune('a'+i))
	}
	var pages []*viewer
	grown := growth(func() {
		for range 200 {
			pages = append(pages, s.view(token, c, false, subjects...))
		}
		b.ReportMetric(measurePages(b, server.URL(), pages, subjects), "p99-ms")
	})
	var ratios []float64
	for range 3 {
		without := measurePages(b, server.URL(), pages, subjects)
		slow := s.view(token, c, true, "page.>")
		with := measurePages(b, server.URL(), pages, subjects)
		slow.close()
		ratios = append(ratios, with/without)
	}
	for _, v := range pages {
		v.close()
	}
	b.ReportMetric(median(ratios), "slow-ratio")
	b.ReportMetric(grown, "MiB")
}

// measurePages returns the p99 of what a page waits for a message, in ms.
func measurePages(b *testing.B, url string, pages []*viewer, subjects []string) float64 {
	before := make([]uint64, len(pages))
	for i, v := range pages {
		before[i], _ = v.sum()
		v.mu.Lock()
		v.delays = nil
		v.mu.Unlock()
	}
	stop := flow(b, url, 1_000, subjects...)
	<-time.After(liveFor / 2)
	n := stop()
	var delays []time.Duration
	for i, v := range pages {
		natstest.Until(b, "all messages", func() bool {
			received, _ := v.sum()
			return received-before[i] == n
		})
		v.mu.Lock()
		delays = append(delays, v.delays...)
		v.mu.Unlock()
	}
	return milliseconds(quantile(delays, .99))
}

// BenchmarkLiveOpenClose opens and closes 10,000 pages while messages flow.
func BenchmarkLiveOpenClose(b *testing.B) {
	server := natstest.StartProcess(b)
	s := newStack(b, natsconn.Config{})
	token, c := s.connect(server.URL())
	s.view(token, c, false, "flow").close()
	stop := flow(b, server.URL(), 10_000, "flow")
	settled := func() bool { return s.manager.Snapshot(c).Leases == 0 }
	natstest.Until(b, "the first to be gone", settled)
	s.client.CloseIdleConnections()
	goroutines := runtime.NumGoroutine()
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10_000 / 8 {
				s.view(token, c, false, "flow").close()
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	natstest.Until(b, "all to be gone", func() bool { return settled() && runtime.NumGoroutine() <= goroutines })
	stop()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(10_000/took.Seconds(), "pages/s")
	b.ReportMetric(float64(runtime.NumGoroutine()-goroutines), "goroutines")
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/(1<<20), "MiB")
}
