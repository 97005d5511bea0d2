package main

import (
	"context"
	"flag"
	"fmt"
	"net/url"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// onePage is as many messages as a page has unless told otherwise.
const onePage = 25

// seldom is how many messages of the stream have a subject of their own.
const seldom = 10

// BenchmarkMessages compares GET …/messages of a stream of a million messages
// with the raw batch direct get of the same messages, whose sequences are known
// there: 25 from the start, the middle and the end. The NATS server is a process
// of its own, so that what HeyNATS takes can be told from what NATS does.
func BenchmarkMessages(b *testing.B) { benchmarkMessages(b, 1_000_000) }

var many = flag.Bool("many", false, "also measure ten million messages, which takes some minutes and 2 GB of disk")

// BenchmarkMessagesOfMany is the same with ten million.
func BenchmarkMessagesOfMany(b *testing.B) {
	if !*many {
		b.Skip("without -many")
	}
	benchmarkMessages(b, 10_000_000)
}

func benchmarkMessages(b *testing.B, n int) {
	server := natstest.StartProcess(b, natstest.WithStore(8<<30))
	fixed := server.Connect()
	defer fixed.Close()
	fillStream(b, fixed, n)
	s := newStack(b, natsconn.Config{})
	token, _ := s.connect(server.URL())
	raw := newRawReader(b, fixed)

	page := func(query string) time.Duration {
		start := time.Now()
		if err := fetch(s.client, s.web.URL+"/api/nats/streams/ORDERS/messages?"+query, token); err != nil {
			b.Fatalf("%s: %v, after %s", query, err, time.Since(start))
		}
		return time.Since(start)
	}
	read := pageReader(b, s, token)
	before := obtained()
	for name, at := range map[string]struct {
		query, from string
		seq         int
	}{
		"start":  {"from=first", "first", 1},
		"middle": {"from=seq:" + strconv.Itoa(n/2), "seq:" + strconv.Itoa(n/2), n / 2},
		"end":    {"from=last", "last", n - onePage + 1},
	} {
		var ratios, reading, pages, raws []float64
		for range 20 {
			page(at.query)
			read(at.from)
			raw.batch(at.seq)
		}
		for range 40 * rounds {
			r, d, p := raw.batch(at.seq).Seconds(), read(at.from).Seconds(), page(at.query).Seconds()
			ratios, reading, pages, raws = append(ratios, p/r), append(reading, d/r), append(pages, p), append(raws, r)
		}
		b.ReportMetric(median(reading), name+"-reading-ratio")
		b.ReportMetric(median(ratios), name+"-ratio")
		b.ReportMetric(1e3*median(pages), name+"-ms")
		b.ReportMetric(1e3*median(raws), name+"-rawNATS-ms")
	}
	var rare, matched []float64
	for range rounds {
		rare = append(rare, page("from=last&subject=orders.seldom").Seconds())
		matched = append(matched, page("from=last&subject="+url.QueryEscape("orders.7.>")).Seconds())
	}
	b.ReportMetric(1e3*median(rare), "seldom-ms")
	b.ReportMetric(1e3*median(matched), "wildcard-ms")
	b.ReportMetric(1e3*page("from=last&search=nothing+has+this&budget=250000").Seconds(), "search-ms")
	b.ReportMetric(float64(obtained()-before)/(1<<20), "growth-MiB")
}

// pageReader returns a function that reads a page as the API does, without HTTP and
// JSON.
func pageReader(b *testing.B, s *stack, token string) func(from string) time.Duration {
	b.Helper()
	lease, err := s.sessions.GetOrReconnect(context.Background(), token, "", natsconn.Active)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(lease.Release)
	var pager message.Pager
	return func(from string) time.Duration {
		start := time.Now()
		at, err := message.ParsePosition("", from)
		if err != nil {
			b.Fatal(err)
		}
		page, err := pager.Page(context.Background(), lease, "bench", message.Stream{Prefix: "$JS.API", Name: "ORDERS"}, message.Query{From: at, Limit: onePage, Preview: 512})
		if err != nil || len(page.Messages) != onePage {
			b.Fatalf("%d messages, %v", len(page.Messages), err)
		}
		return time.Since(start)
	}
}

// obtained is the memory that the process has from the system.
func obtained() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// fillStream makes a stream on file with 70,000 subjects and 128 bytes a message.
func fillStream(b *testing.B, nc *nats.Conn, n int) {
	b.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		b.Fatal(err)
	}
	stream, err := js.CreateStream(context.Background(), jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.>"}, AllowDirect: true})
	if err != nil {
		b.Fatal(err)
	}
	payload := make([]byte, 128)
	for i := range payload {
		payload[i] = 'a' + byte(i%26)
	}
	for i := range n {
		subject := fmt.Sprintf("orders.%d.created", i%70_000)
		if i%(n/seldom) == n/seldom/2 {
			subject = "orders.seldom"
		}
		publish := nc.Publish
		if i%4_000 == 3_999 { // the stream takes what came before in the same order
			publish = func(subject string, payload []byte) error {
				_, err := js.Publish(context.Background(), subject, payload)
				return err
			}
		}
		if err := publish(subject, payload); err != nil {
			b.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		b.Fatal(err)
	}
	info, err := stream.Info(context.Background())
	if err != nil || info.State.Msgs != uint64(n) || info.State.LastSeq != uint64(n) {
		b.Fatalf("%+v, %v", info.State, err)
	}
}

// rawReader asks for batches over one connection and one inbox.
type rawReader struct {
	b     *testing.B
	nc    *nats.Conn
	inbox string
	sub   *nats.Subscription
}

func newRawReader(b *testing.B, nc *nats.Conn) *rawReader {
	b.Helper()
	r := &rawReader{b: b, nc: nc, inbox: nats.NewInbox()}
	var err error
	if r.sub, err = nc.SubscribeSync(r.inbox); err != nil {
		b.Fatal(err)
	}
	return r
}

// batch gets a page of messages and looks at nothing in them.
func (r *rawReader) batch(seq int) time.Duration {
	start := time.Now()
	if err := r.nc.PublishRequest("$JS.API.DIRECT.GET.ORDERS", r.inbox, fmt.Appendf(nil, `{"seq":%d,"batch":%d}`, seq, onePage)); err != nil {
		r.b.Fatal(err)
	}
	for n := 0; ; n++ {
		msg, err := r.sub.NextMsg(10 * time.Second)
		if err != nil {
			r.b.Fatal(err)
		}
		if msg.Header.Get("Status") != "" {
			if n != onePage {
				r.b.Fatalf("%d messages", n)
			}
			return time.Since(start)
		}
	}
}
