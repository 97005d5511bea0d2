package natsconn

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// counting is a dialer that counts, and can be told what to do.
type counting struct {
	Dialer
	dials  atomic.Int64
	mu     sync.Mutex
	before func(ctx context.Context, address string) error
	seen   []string
}

func (d *counting) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	d.dials.Add(1)
	d.mu.Lock()
	before := d.before
	d.seen = append(d.seen, address)
	d.mu.Unlock()
	if before != nil {
		if err := before(ctx, address); err != nil {
			return nil, err
		}
	}
	return d.Dialer.DialContext(ctx, network, address)
}

func (d *counting) do(before func(ctx context.Context, address string) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.before = before
}

func (d *counting) addresses() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.seen)
}

// rig is a manager with what a test needs around it.
type rig struct {
	*Manager
	t     testing.TB
	dials *counting
	store *MemoryStore
	logs  *syncBuffer
	key   Key
}

type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

func newRig(t testing.TB, cfg Config, edit ...func(*Deps)) *rig {
	t.Helper()
	r := &rig{t: t, dials: &counting{Dialer: &net.Dialer{}}, store: NewMemoryStore(), logs: &syncBuffer{}}
	_, _ = rand.Read(r.key[:])
	deps := Deps{Store: r.store, Logger: slog.New(slog.NewTextHandler(r.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	for _, e := range edit {
		e(&deps)
	}
	if deps.Dialer != nil {
		r.dials.Dialer = deps.Dialer
	}
	deps.Dialer = r.dials
	m, err := New(cfg, deps)
	if err != nil {
		t.Fatal(err)
	}
	r.Manager = m
	t.Cleanup(r.shutdown)
	return r
}

func (r *rig) shutdown() {
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // no grace: tests that want one ask for it
	r.Shutdown(ctx)
}

func specOf(t testing.TB, request Request) Spec {
	t.Helper()
	spec, err := NewSpec(request)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// open connects to url with the credentials in it.
func (r *rig) open(url string) *ConnectionInfo {
	r.t.Helper()
	return r.openAs(Request{URL: url})
}

func (r *rig) openAs(request Request) *ConnectionInfo {
	r.t.Helper()
	c, err := r.Open(ctx(r.t), Owner{1}, r.key, specOf(r.t, request))
	if err != nil {
		r.t.Fatalf("open: %v (cause: %s)", err, logged(err))
	}
	return c
}

func (r *rig) acquire(c *ConnectionInfo) Lease {
	r.t.Helper()
	lease, err := r.GetOrReconnect(ctx(r.t), c, r.key, Active)
	if err != nil {
		r.t.Fatalf("GetOrReconnect: %v (cause: %s)\n%s", err, logged(err), r.logs)
	}
	return lease
}

// parkNow parks a connection as the sweep would.
func (r *rig) parkNow(c *ConnectionInfo) {
	r.t.Helper()
	if !r.park(c, c.link.Load(), ReasonIdle, "for the test", func() bool { return true }) {
		r.t.Fatalf("connection could not be parked: %+v", r.Snapshot(c))
	}
}

func (r *rig) waitState(c *ConnectionInfo, want State) {
	r.t.Helper()
	natstest.Until(r.t, "state "+want.String(), func() bool { return r.Snapshot(c).State == want })
}

func wantCode(t testing.TB, err error, code string) *fault.Error {
	t.Helper()
	if !fault.Is(err, code) {
		t.Fatalf("got error %v, want code %s", err, code)
	}
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("%T is not a *fault.Error", err)
	}
	return f
}

func ctx(t testing.TB) context.Context {
	c, cancel := context.WithTimeout(context.Background(), natstest.Patience)
	t.Cleanup(cancel)
	return c
}

// within fails when f takes longer than the time, which is generous: it tells
// "at once" from "after a timeout", not fast from slow.
func within(t testing.TB, most time.Duration, what string, f func()) {
	t.Helper()
	done := make(chan struct{})
	start := time.Now()
	go func() { defer close(done); f() }()
	select {
	case <-done:
		if took := time.Since(start); took > most {
			t.Fatalf("%s took %s, want at most %s", what, took, most)
		}
	case <-time.After(natstest.Patience):
		t.Fatalf("%s hangs", what)
	}
}
