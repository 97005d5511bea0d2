package main

import (
	"context"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// objectSize is what goes up and down, bytes.
const objectSize = 128 << 20

// BenchmarkObjects measures upload and download of an object over HTTP, beside nats.go's
// own store over a connection of its own, in turns. The NATS server is a process of its
// own, so that the memory is ours.
func BenchmarkObjects(b *testing.B) {
	server := natstest.StartProcess(b, natstest.WithStore(8<<30))
	fixed := server.Connect()
	defer fixed.Close()
	js, err := jetstream.New(fixed)
	if err != nil {
		b.Fatal(err)
	}
	ctx := context.Background()
	raw, err := js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{Bucket: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	block := make([]byte, 1<<20) // the content is as long as this is repeated, so that it is not in our memory
	_, _ = rand.NewChaCha8([32]byte{}).Read(block)
	content := func() io.Reader { return io.LimitReader(repeated(block), objectSize) }
	ours := s.web.URL + "/api/nats/objects/buckets/bench/object"

	var ups, rawUps, downs, rawDowns []float64
	var grown float64
	for range rounds {
		grown = max(grown, growth(func() {
			ups = append(ups, seconds(func() { upload(b, s.client, ours+"?name=ours", token, content()) }))
			downs = append(downs, seconds(func() {
				if n := fetchSize(b, s.client, ours+"/content?name=ours", token); n != objectSize {
					b.Fatalf("%d bytes", n)
				}
			}))
		}))
		rawUps = append(rawUps, seconds(func() {
			if _, err := raw.Put(ctx, jetstream.ObjectMeta{Name: "raw"}, content()); err != nil {
				b.Fatal(err)
			}
		}))
		rawDowns = append(rawDowns, seconds(func() {
			o, err := raw.Get(ctx, "raw")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, o); err != nil {
				b.Fatal(err)
			}
		}))
	}
	const mib = objectSize >> 20
	b.ReportMetric(mib/median(ups), "up-MiB/s")
	b.ReportMetric(mib/median(rawUps), "up-rawNATS-MiB/s")
	b.ReportMetric(median(rawUps)/median(ups), "up-ratio")
	b.ReportMetric(mib/median(downs), "down-MiB/s")
	b.ReportMetric(mib/median(rawDowns), "down-rawNATS-MiB/s")
	b.ReportMetric(median(rawDowns)/median(downs), "down-ratio")
	b.ReportMetric(grown, "MiB")
}

// repeated reads a block again and again.
func repeated(block []byte) io.Reader {
	return readerFunc(func(p []byte) (int, error) { return copy(p, block), nil })
}

type readerFunc func([]byte) (int, error)

// Read implements io.Reader.
func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func seconds(f func()) float64 {
	start := time.Now()
	f()
	return time.Since(start).Seconds()
}

func upload(b *testing.B, client *http.Client, address, token string, content io.Reader) {
	b.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPut, address, content)
	if err != nil {
		b.Fatal(err)
	}
	req.ContentLength = objectSize
	req.Header.Set("Content-Type", "application/octet-stream")
	req.AddCookie(&http.Cookie{Name: "heynats_session", Value: token})
	res, err := client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if answer, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK {
		b.Fatalf("%d %s, %v", res.StatusCode, answer, err)
	}
}
