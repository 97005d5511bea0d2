package main

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// BenchmarkConsumersOfOne compares the list of a stream's 500 consumers, verdicts
// and rates with it, with reading the same pages raw.
func BenchmarkConsumersOfOne(b *testing.B) {
	const many = 500
	benchmarkConsumers(b, 1, many, "/api/nats/streams/S000/consumers?limit=1000", func(nc *nats.Conn) {
		for offset := 0; offset < many; offset += 256 {
			page(b, nc, "CONSUMER.LIST.S000", offset)
		}
	})
}

// BenchmarkConsumersOfAll compares the first page of 5,000 consumers in 100
// streams, the worst first, with reading the same pages raw, one after the other.
func BenchmarkConsumersOfAll(b *testing.B) {
	const streams = 100
	benchmarkConsumers(b, streams, 50, "/api/nats/consumers", func(nc *nats.Conn) {
		page(b, nc, "STREAM.LIST", 0)
		for i := range streams {
			page(b, nc, fmt.Sprintf("CONSUMER.LIST.S%03d", i), 0)
		}
	})
}

func page(b *testing.B, nc *nats.Conn, verb string, offset int) {
	b.Helper()
	if _, err := nc.Request("$JS.API."+verb, []byte(`{"offset":`+strconv.Itoa(offset)+`}`), 10*time.Second); err != nil {
		b.Fatal(err)
	}
}

func benchmarkConsumers(b *testing.B, streams, consumers int, path string, pages func(*nats.Conn)) {
	b.Helper()
	server := natstest.Start(b, natstest.WithJetStream())
	fixed := server.Connect()
	defer fixed.Close()
	makeConsumers(b, fixed, streams, consumers)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	list := func() float64 {
		start := time.Now()
		if err := fetch(s.client, s.web.URL+path, token); err != nil {
			b.Fatal(err)
		}
		return time.Since(start).Seconds()
	}
	raw := func() float64 {
		start := time.Now()
		pages(fixed)
		return time.Since(start).Seconds()
	}
	list()
	raw()
	var ratios, lists, raws []float64
	for range 5 * rounds {
		r, l := raw(), list()
		ratios, lists, raws = append(ratios, l/r), append(lists, l), append(raws, r)
	}
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(1e3*median(lists), "ms")
	b.ReportMetric(1e3*median(raws), "rawNATS-ms")
}

// makeConsumers makes streams of so many consumers each, with as much
// configuration as people write.
func makeConsumers(b *testing.B, nc *nats.Conn, streams, consumers int) {
	b.Helper()
	ask := func(verb, body string) {
		if _, err := nc.Request("$JS.API."+verb, []byte(body), 10*time.Second); err != nil {
			b.Fatal(err)
		}
	}
	for i := range streams {
		stream := fmt.Sprintf("S%03d", i)
		ask("STREAM.CREATE."+stream, `{"name":"`+stream+`","subjects":["`+stream+`.>"],"storage":"memory"}`)
		if err := nc.Publish(stream+".eu", []byte("hello")); err != nil {
			b.Fatal(err)
		}
		for j := range consumers {
			name := fmt.Sprintf("worker-%03d", j)
			ask("CONSUMER.CREATE."+stream+"."+name, `{"stream_name":"`+stream+`","config":{"name":"`+name+`","durable_name":"`+name+
				`","description":"Takes orders of one country to the warehouse","ack_policy":"explicit","mem_storage":true,"filter_subject":"`+stream+`.>","metadata":{"team":"checkout"}}}`)
		}
	}
}
