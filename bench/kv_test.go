package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// BenchmarkKeys measures the first page of the keys of buckets of 10,000, 100,000
// and a million, beside a raw consumer that sends as many keys of it. The NATS server is a process of its own, so that the memory is ours.
func BenchmarkKeys(b *testing.B) {
	server := natstest.StartProcess(b, natstest.WithStore(8<<30))
	fixed := server.Connect()
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err != nil {
		b.Fatal(err)
	}
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	for name, n := range map[string]int{"10k": 10_000, "100k": 100_000, "1M": 1_000_000} {
		stream := fillBucket(b, js, fixed, "keys-"+name, n)
		path := s.web.URL + "/api/nats/kv/buckets/keys-" + name + "/keys?"
		page := func(query string) (ms float64, size int64) {
			start := time.Now()
			size = fetchSize(b, s.client, path+query, token)
			return milliseconds(time.Since(start)), size
		}
		late := url.QueryEscape(fmt.Sprintf("users.%d.", n/userKeys-1))
		inside := url.QueryEscape(fmt.Sprintf("users.%d", n/userKeys-1))
		var firsts, raws, lates, insides []float64
		var largest int64
		grown := growth(func() {
			for range 5 * rounds {
				ms, size := page("")
				firsts, largest = append(firsts, ms), max(largest, size)
				raws = append(raws, listed(b, stream))
				ms, _ = page("prefix=" + late)
				lates = append(lates, ms)
				ms, _ = page("prefix=" + inside)
				insides = append(insides, ms)
			}
		})
		b.ReportMetric(median(firsts), name+"-first-ms")
		b.ReportMetric(median(raws), name+"-rawNATS-ms")
		b.ReportMetric(median(lates), name+"-prefix-ms")
		b.ReportMetric(median(insides), name+"-inside-ms")
		b.ReportMetric(float64(largest)/1024, name+"-page-KiB")
		b.ReportMetric(grown, name+"-MiB")
	}
}

// userKeys is how many keys of a bucket begin alike.
const userKeys = 10

// fillBucket makes a bucket of so many keys with values of 128 bytes.
func fillBucket(b *testing.B, js jetstream.JetStream, nc *nats.Conn, name string, n int) jetstream.Stream {
	b.Helper()
	ctx := context.Background()
	bucket, err := js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: name})
	if err != nil {
		b.Fatal(err)
	}
	value := make([]byte, 128)
	for i := range n {
		key := fmt.Sprintf("users.%d.setting_%d", i/userKeys, i%userKeys)
		if i%4_000 == 3_999 || i == n-1 { // the stream takes what came before in the same order
			_, err = bucket.Put(ctx, key, value)
		} else {
			err = nc.Publish("$KV."+name+"."+key, value)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	status, err := bucket.Status(ctx)
	if err != nil || status.Values() != uint64(n) {
		b.Fatalf("%d values, %v", status.Values(), err)
	}
	stream, err := js.Stream(ctx, "KV_"+name)
	if err != nil {
		b.Fatal(err)
	}
	return stream
}

// listed is how long NATS takes for the keys of a first page as nats.go's lister
// asks for them, ms: by a consumer of the last headers of each subject.
func listed(b *testing.B, stream jetstream.Stream) float64 {
	b.Helper()
	ctx := context.Background()
	start := time.Now()
	c, err := stream.CreateConsumer(ctx, jetstream.ConsumerConfig{
		DeliverPolicy: jetstream.DeliverLastPerSubjectPolicy, FilterSubject: "$KV.>", AckPolicy: jetstream.AckNonePolicy, HeadersOnly: true, MemoryStorage: true,
	})
	if err != nil {
		b.Fatal(err)
	}
	keys, err := c.Fetch(keyPage)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for range keys.Messages() {
		n++
	}
	took := milliseconds(time.Since(start))
	if n != keyPage {
		b.Fatalf("%d keys: %v", n, keys.Error())
	}
	if err := stream.DeleteConsumer(ctx, c.CachedInfo().Name); err != nil {
		b.Fatal(err)
	}
	return took
}

// keyPage is as many keys as a page has unless told otherwise.
const keyPage = 200

// fetchSize asks for an answer, which must be good, and returns how long it is.
func fetchSize(b *testing.B, client *http.Client, address, token string) int64 {
	b.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		b.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "heynats_session", Value: token})
	res, err := client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	size, err := io.Copy(io.Discard, res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatalf("%s: %d, %v", address, res.StatusCode, err)
	}
	return size
}
