package main

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

const manyStreams = 10_000

// BenchmarkSummary compares GET /api/nats/jetstream/summary with reading the
// same list of streams page by page, raw: asked for and not even looked at.
func BenchmarkSummary(b *testing.B) {
	server := natstest.Start(b, natstest.WithJetStream())
	fixed := server.Connect()
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err != nil {
		b.Fatal(err)
	}
	makeStreams(b, js)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())

	summary := func() float64 {
		start := time.Now()
		if err := fetch(s.client, s.web.URL+"/api/nats/jetstream/summary", token); err != nil {
			b.Fatal(err)
		}
		return time.Since(start).Seconds()
	}
	raw := func() float64 {
		start := time.Now()
		for offset := 0; offset < manyStreams; offset += 256 {
			if _, err := fixed.Request("$JS.API.STREAM.LIST", []byte(`{"offset":`+strconv.Itoa(offset)+`}`), 10*time.Second); err != nil {
				b.Fatal(err)
			}
		}
		return time.Since(start).Seconds()
	}
	client := func() float64 {
		start := time.Now()
		count := 0
		for range js.ListStreams(context.Background()).Info() {
			count++
		}
		if count != manyStreams {
			b.Fatalf("%d streams", count)
		}
		return time.Since(start).Seconds()
	}
	summary()
	raw()
	var ratios, summaries, raws, clients []float64
	for range rounds {
		r, m := raw(), summary()
		ratios, summaries, raws, clients = append(ratios, m/r), append(summaries, m), append(raws, r), append(clients, client())
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(1e3*median(summaries), "ms")
	b.ReportMetric(1e3*median(raws), "rawNATS-ms")
	b.ReportMetric(1e3*median(clients), "nats.go-ms")
}

// makeStreams makes streams with as much configuration as people write. The
// server takes half a minute for them.
func makeStreams(b *testing.B, js jetstream.JetStream) {
	b.Helper()
	for i := range manyStreams {
		_, err := js.CreateStream(context.Background(), jetstream.StreamConfig{
			Name: fmt.Sprintf("ORDERS_%05d", i), Subjects: []string{fmt.Sprintf("orders.%d.>", i)}, Storage: jetstream.MemoryStorage,
			Description: "Every step of every order of one customer", MaxMsgs: 20_000, MaxAge: 24 * time.Hour,
			Metadata: map[string]string{"team": "checkout", "owner": "orders@example.com"},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
