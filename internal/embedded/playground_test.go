package embedded

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"go.uber.org/goleak"

	"github.com/heynats/heynats/internal/natstest"
)

// TestMain forgives the libraries what they leave behind when a server goes
// while it is still being filled: the server's own goroutines for a stream that
// is just being made, which end by their own timers, and one of nats.go's
// publisher, which waits for a channel that is nil by then. All of it ends with
// the process, which is when the playground is closed.
func TestMain(m *testing.M) {
	const server, jetStream = "github.com/nats-io/nats-server/v2/server", "github.com/nats-io/nats.go/jetstream"
	natstest.Main(m,
		goleak.IgnoreAnyFunction(server+".(*fileStore).flushStreamStateLoop"),
		goleak.IgnoreAnyFunction(server+"/ats.Register.func1"),
		goleak.IgnoreAnyFunction(server+".(*stream).setupMirrorConsumer.func3"),
		goleak.IgnoreAnyFunction(server+".(*stream).trySetupSourceConsumer.func3"),
		goleak.IgnoreAnyFunction(jetStream+".(*jetStream).resetPendingAcksOnReconnect"),
	)
}

// startPlayground starts one in a directory that must be empty in the end.
func startPlayground(t *testing.T) *Playground {
	t.Helper()
	dir := t.TempDir()
	p, err := Start(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%v was left behind", left)
		}
	})
	return p
}

func filled(t *testing.T) (*Playground, *nats.Conn, jetstream.JetStream) {
	t.Helper()
	p := startPlayground(t)
	waitReady(t, p)
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	nc, err := nats.Connect(p.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return p, nc, js
}

func waitReady(t *testing.T, p *Playground) {
	t.Helper()
	select {
	case <-p.Ready():
	case <-time.After(natstest.Patience):
		t.Fatal("gave up waiting for the content")
	}
}

func TestContent(t *testing.T) {
	_, _, js := filled(t)
	ctx := t.Context()
	for _, name := range []string{"ORDERS", "PAYMENTS", "SHIPMENTS", "TELEMETRY", "JOBS", "EVENTS", "AUDIT", "ORDERS_COPY", "ANALYTICS"} {
		natstest.Until(t, "messages in stream "+name, func() bool {
			s, err := js.Stream(ctx, name)
			return err == nil && s.CachedInfo().State.Msgs > 0
		})
	}
	refunds, err := js.Stream(ctx, "REFUNDS")
	if err != nil {
		t.Fatal(err)
	}
	if i := refunds.CachedInfo(); i.State.Msgs < refundsWaiting || float64(i.State.Msgs) < .9*float64(i.Config.MaxMsgs) || i.Config.Discard != jetstream.DiscardNew {
		t.Errorf("the stream that needs a look has %d of %d messages, discard %s", i.State.Msgs, i.Config.MaxMsgs, i.Config.Discard)
	}
	s, err := js.Stream(ctx, "RETURNS")
	if err != nil || s.CachedInfo().State.Msgs != 0 {
		t.Errorf("the empty stream: %+v, %v", s, err)
	}

	kv, err := js.KeyValue(ctx, bucketConfig)
	if err != nil {
		t.Fatal(err)
	}
	if history, err := kv.History(ctx, "checkout/limits"); err != nil || len(history) != 3 {
		t.Errorf("history of checkout/limits: %d revisions, %v", len(history), err)
	}
	if _, err := kv.Get(ctx, "legacy.endpoint"); !errors.Is(err, jetstream.ErrKeyNotFound) {
		t.Errorf("a deleted key gave %v", err)
	}
	for _, name := range []string{bucketSessions, bucketFlags} {
		kv, err := js.KeyValue(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		if status, err := kv.Status(ctx); err != nil || status.Values() == 0 {
			t.Errorf("bucket %s: %v, %v", name, status, err)
		}
	}
	objects, err := js.ObjectStore(ctx, bucketAssets)
	if err != nil {
		t.Fatal(err)
	}
	logo, err := objects.GetBytes(ctx, "images/logo.png")
	if err != nil || !strings.HasPrefix(string(logo), "\x89PNG") {
		t.Errorf("the logo has %d bytes, %v", len(logo), err)
	}
}

func TestConsumersDiffer(t *testing.T) {
	_, _, js := filled(t)
	ctx := t.Context()
	info := func(stream, consumer string) *jetstream.ConsumerInfo {
		c, err := js.Consumer(ctx, stream, consumer)
		if err != nil {
			t.Fatal(err)
		}
		return c.CachedInfo()
	}
	natstest.Until(t, "fulfilment to keep up", func() bool { i := info("ORDERS", fulfilment); return i.NumPending == 0 && i.AckFloor.Stream > 100 })
	natstest.Until(t, "redeliveries of payments", func() bool { return info("PAYMENTS", fraudCheck).NumRedelivered > 0 })
	natstest.Until(t, "jobs that are held", func() bool { return info("JOBS", invoicer).NumAckPending > 0 })
	if i := info("ORDERS", "reporting"); i.NumPending < 50 || i.Delivered.Consumer != 0 {
		t.Errorf("reporting does not lag: %d pending, %d delivered", i.NumPending, i.Delivered.Consumer)
	}
	if i := info("SHIPMENTS", "notifications"); !i.Paused {
		t.Error("notifications is not paused")
	}
}

func TestTrafficFlows(t *testing.T) {
	_, nc, js := filled(t)
	before := map[string]uint64{}
	last := func(name string) uint64 {
		s, err := js.Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		return s.CachedInfo().State.LastSeq
	}
	names := []string{"ORDERS", "ORDERS_COPY", "TELEMETRY", "EVENTS"}
	for _, n := range names {
		before[n] = last(n)
	}
	for _, n := range names {
		natstest.Until(t, "traffic in "+n, func() bool { return last(n) > before[n] })
	}
	answer, err := nc.Request("inventory.check", []byte(`{"sku":"MUG-01"}`), natstest.Patience)
	if err != nil || !strings.Contains(string(answer.Data), `"available":`) {
		t.Errorf("the inventory answered %v, %v", answer, err)
	}
	for request, code := range map[string]string{`{"sku":"NONE"}`: "404", "?": "400"} {
		answer, err := nc.Request("inventory.reserve", []byte(request), natstest.Patience)
		if err != nil || answer.Header.Get("Nats-Service-Error-Code") != code {
			t.Errorf("the inventory answered %s with %v, %v", request, answer, err)
		}
	}
}

func TestTrafficSurvivesItsUsers(t *testing.T) {
	p, _, js := filled(t)
	ctx := t.Context()
	for _, name := range []string{"ORDERS_COPY", "ANALYTICS", "JOBS", "PAYMENTS", "KV_" + bucketSessions} {
		if err := js.DeleteStream(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range kick(t, p) {
		t.Log("kicked", c)
	}
	last := func() uint64 {
		s, err := js.Stream(ctx, "TELEMETRY")
		if err != nil {
			return 0
		}
		return s.CachedInfo().State.LastSeq
	}
	before := last()
	natstest.Until(t, "traffic after all that", func() bool { return last() > before+10 })
}

// kick disconnects the playground's own clients, as a system user can.
func kick(t *testing.T, p *Playground) []string {
	t.Helper()
	list, err := p.srv.Connz(nil)
	if err != nil {
		t.Fatal(err)
	}
	var kicked []string
	for _, c := range list.Conns {
		if c.Name == "" {
			continue
		}
		if err := p.srv.DisconnectClientByID(c.Cid); err != nil {
			t.Fatal(err)
		}
		kicked = append(kicked, c.Name)
	}
	slices.Sort(kicked)
	if want := []string{"inventory", "shop", "warehouse"}; !slices.Equal(kicked, want) {
		t.Fatalf("the clients are %v, want %v", kicked, want)
	}
	return kicked
}

func TestAccounts(t *testing.T) {
	p, nc, _ := filled(t)
	who, err := nc.Request("$SYS.REQ.USER.INFO", nil, natstest.Patience)
	if err != nil || !strings.Contains(string(who.Data), `"account":"PLAYGROUND"`) {
		t.Errorf("without credentials one is %s, %v", who.Data, err)
	}
	sys, err := nats.Connect(p.URL(), nats.UserInfo(SystemUser, SystemPassword))
	if err != nil {
		t.Fatal(err)
	}
	defer sys.Close()
	if _, err := sys.Request("$SYS.REQ.SERVER.PING", nil, natstest.Patience); err != nil {
		t.Errorf("the system user: %v", err)
	}
	if !strings.HasPrefix(p.URL(), "nats://127.0.0.1:") {
		t.Errorf("it listens at %s", p.URL())
	}
}

func TestEverythingIsBounded(t *testing.T) {
	var sum int64
	add := func(name string, bytes int64) {
		if bytes <= 0 {
			t.Errorf("%s has no limit", name)
		}
		sum += bytes
	}
	for _, s := range streams() {
		if s.Storage == jetstream.FileStorage {
			add(s.Name, s.MaxBytes)
		}
	}
	for _, b := range buckets() {
		add(b.Bucket, b.MaxBytes)
	}
	sum += 4 * mib // the objects
	if sum > 48*mib {
		t.Errorf("the limits add up to %d MiB", sum/mib)
	}
}

func TestClose(t *testing.T) {
	for name, wait := range map[string]func(*testing.T, *Playground){
		"at once":       func(*testing.T, *Playground) {},
		"while filling": waitForThree,
		"while trading": waitReady,
	} {
		t.Run(name, func(t *testing.T) {
			p := startPlayground(t)
			wait(t, p)
			start := time.Now()
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
			took := time.Since(start)
			t.Logf("closed in %s", took)
			if took > 2*time.Second {
				t.Errorf("it took %s to close", took)
			}
			if err := p.Close(); err != nil {
				t.Errorf("closing again: %v", err)
			}
			select {
			case <-p.Ready():
			default:
				t.Error("who waits for the content waits for ever")
			}
		})
	}
}

func waitForThree(t *testing.T, p *Playground) {
	t.Helper()
	waitForStreams(t, p, 3)
}

func waitForStreams(t *testing.T, p *Playground, n int) {
	t.Helper()
	account, err := p.srv.LookupAccount(Account)
	if err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the first streams", func() bool { return account.JetStreamUsage().Streams >= n })
}

func TestTheEndOfTheContextEndsTheTraffic(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	p, err := Start(ctx, Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	waitForStreams(t, p, 1)
	cancel()
	waitReady(t, p)
	natstest.Until(t, "the clients to be gone", func() bool { return p.srv.NumClients() == 0 })
	nc, err := nats.Connect(p.URL())
	if err != nil {
		t.Fatalf("the server is not there until Close: %v", err)
	}
	nc.Close()

	if _, err := Start(ctx, Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a start that nobody waits for gave %v", err)
	}
}

func TestStartSaysWhy(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	_, err := Start(t.Context(), Config{Dir: missing})
	if err == nil || !strings.HasPrefix(err.Error(), "the playground cannot make its directory") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the cause is lost: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := startServer(file, slog.New(slog.DiscardHandler)); err == nil {
		t.Error("a server without a directory started")
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		p, err := Start(b.Context(), Config{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		<-p.Ready()
		if err := p.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
