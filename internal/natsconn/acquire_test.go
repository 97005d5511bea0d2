package natsconn

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/heynats/heynats/internal/natstest"
)

func TestCase01_ThousandCallersOneDial(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	r.parkNow(c)
	before := r.dials.dials.Load()

	var wg sync.WaitGroup
	var failed atomic.Int64
	for range 1000 {
		wg.Go(func() {
			lease, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
			if err != nil {
				failed.Add(1)
				return
			}
			lease.Release()
		})
	}
	wg.Wait()
	if got := r.dials.dials.Load() - before; got != 1 || failed.Load() != 0 {
		t.Errorf("%d dials, %d failures; want 1 and 0", got, failed.Load())
	}
	if got := r.Snapshot(c); got.Leases != 0 || got.Wakes != 1 {
		t.Errorf("leases %d, wakes %d; want 0 and 1", got.Leases, got.Wakes)
	}
}

func TestCase02_CallerGivesUpDialGoesOn(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	r.parkNow(c)
	before := r.dials.dials.Load()
	free := make(chan struct{})
	r.dials.do(func(ctx context.Context, _ string) error {
		select {
		case <-free:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	impatient, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() {
		_, err := r.GetOrReconnect(impatient, c, r.key, Active)
		result <- err
	}()
	r.waitState(c, StateDialing)
	cancel()
	err := <-result
	wantCode(t, err, "nats_timeout")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v hides the caller's own context error", err)
	}
	close(free)
	r.acquire(c).Release()
	if got := r.dials.dials.Load() - before; got != 1 {
		t.Errorf("%d dials, want the one that the first caller began", got)
	}
}

func TestCase03_SilentServersOneTimeout(t *testing.T) {
	a, b, c := natstest.Silent(t), natstest.Silent(t), natstest.Silent(t)
	r := newRig(t, Config{DialTimeout: 600 * time.Millisecond})
	start := time.Now()
	_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: a.URL() + "," + b.URL() + "," + c.URL()}))
	f := wantCode(t, err, "nats_unreachable")
	if took := time.Since(start); took > 1500*time.Millisecond {
		t.Errorf("three silent servers took %s, want one timeout of 600 ms", took)
	}
	if !strings.Contains(f.Detail, "did not answer") || f.RetryAfter <= 0 {
		t.Errorf("error %+v does not say that nobody answered, or when to retry", f)
	}
}

func TestCase03_SilentServerDoesNotHideItsNeighbour(t *testing.T) {
	silent, s := natstest.Silent(t), natstest.Start(t)
	r := newRig(t, Config{DialTimeout: 2 * time.Second})
	c := r.open(silent.URL() + "," + s.URL())
	if got := r.Snapshot(c).Server.Address; got != s.Addr() {
		t.Errorf("connected to %s, want %s", got, s.Addr())
	}
}

func TestCase05_HostilePeersEndWithTheDialTimeout(t *testing.T) {
	for _, tt := range []struct {
		name string
		peer *natstest.Peer
		want string
	}{
		{"info but no pong", natstest.InfoNoPong(t), "did not answer"},
		{"dripped bytes", natstest.Drip(t, 5*time.Millisecond), "did not answer"},
		{"no newline", natstest.NoNewline(t), "not as a NATS server"},
		{"100 MB INFO", natstest.HugeInfo(t, 100<<20), "not as a NATS server"},
		{"HTTP", natstest.HTTP(t), "HTTP"},
		{"SSH", natstest.SSH(t), "SSH"},
		{"reset", natstest.Reset(t), "closed the connection"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newRig(t, Config{DialTimeout: 500 * time.Millisecond})
			within(t, 3*time.Second, "the dial", func() {
				_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: tt.peer.URL()}))
				f := wantCode(t, err, "nats_unreachable")
				t.Logf("%s → %s (%v)", tt.name, f.Detail, f.Unwrap())
				if !strings.Contains(f.Detail, tt.want) && !strings.Contains(f.Detail, "did not answer") {
					t.Errorf("detail %q does not say %q", f.Detail, tt.want)
				}
			})
			tt.peer.WaitOpen(0)
		})
	}
}

func TestCase06_RefusedThenBackoffWithoutDial(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	s.Stop()
	r.waitState(c, StateParked)

	_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
	f := wantCode(t, err, "nats_unreachable")
	if f.RetryAfter <= 0 || !strings.Contains(f.Detail, s.Addr()) || !strings.Contains(f.Detail, "refused") {
		t.Errorf("error %+v should name host, reason and Retry-After", f)
	}
	before := r.dials.dials.Load()
	_, err = r.GetOrReconnect(ctx(t), c, r.key, Active)
	f = wantCode(t, err, "nats_unreachable")
	if got := r.dials.dials.Load() - before; got != 0 || f.RetryAfter <= 0 {
		t.Errorf("%d dials inside the window, Retry-After %s", got, f.RetryAfter)
	}
	if got := r.Snapshot(c); got.State != StateFailed || got.Reason != ReasonTransient || got.RetryAt.IsZero() {
		t.Errorf("state %s (%s), retry at %s", got.State, got.Reason, got.RetryAt)
	}
}

func TestCase08_WrongPasswordOneDialTerminal(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"))
	r := newRig(t, Config{})
	_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "wrong"}}))
	wantCode(t, err, "reauth_required")
	if got := r.dials.dials.Load(); got != 1 {
		t.Errorf("%d dials, want 1", got)
	}
	if got := len(r.schedule.all()); got != 0 || r.reserved.Load() != 0 {
		t.Errorf("%d connections kept, %d reserved", got, r.reserved.Load())
	}
}

func TestCase09_RevokedWhileParkedTwoStrikes(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"))
	r := newRig(t, Config{})
	c := r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}})
	r.parkNow(c)
	s.Reload(natstest.WithUser("ann", "changed"))
	before := r.dials.dials.Load()

	_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
	wantCode(t, err, "reauth_required")
	if got := r.dials.dials.Load() - before; got != 2 {
		t.Errorf("%d dials, want two strikes", got)
	}
	_, err = r.GetOrReconnect(ctx(t), c, r.key, Active)
	wantCode(t, err, "reauth_required")
	if got := r.dials.dials.Load() - before; got != 2 {
		t.Errorf("terminal, but dialled again: %d dials", got)
	}
	if got := r.Snapshot(c); got.State != StateFailed || got.Reason != ReasonAuth {
		t.Errorf("state %s (%s), want failed (auth)", got.State, got.Reason)
	}

	// One manual retry is one dial; with the password back it works.
	wantCode(t, r.Reconnect(ctx(t), c, r.key), "reauth_required")
	if got := r.dials.dials.Load() - before; got != 3 {
		t.Errorf("%d dials after a manual retry, want 3", got)
	}
	creds, kind, err := NewCredentials(Secrets{Username: "ann", Password: "changed"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Replace(ctx(t), c, r.key, creds, kind); err != nil {
		t.Fatal(err)
	}
	r.acquire(c).Release()
	r.parkNow(c)
	r.acquire(c).Release() // the new credentials were stored
}

func TestCase10_JWTExpiresWhileConnected(t *testing.T) {
	s := natstest.Start(t, natstest.WithOperator())
	r := newRig(t, Config{})
	c := r.openAs(Request{URL: s.URL(), Auth: Secrets{Creds: s.Operator().Creds(2 * time.Second)}})
	lease := r.acquire(c)
	defer lease.Release()
	select {
	case <-lease.Done():
	case <-time.After(natstest.Patience):
		t.Fatalf("the stream was not told\n%s", r.logs)
	}
	wantCode(t, lease.Err(), "reauth_required")
	if lease.EndReason() != ReasonAuth {
		t.Errorf("end reason %s, want auth", lease.EndReason())
	}
	r.waitState(c, StateFailed)
	_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
	wantCode(t, err, "reauth_required")
}

func TestCase11_ServerFullIsNotAnAuthError(t *testing.T) {
	s := natstest.Start(t, natstest.WithMaxConnections(1))
	first := s.Connect()
	defer first.Close()
	r := newRig(t, Config{})
	_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: s.URL()}))
	f := wantCode(t, err, "nats_unreachable")
	if !strings.Contains(f.Detail, "maximum") {
		t.Errorf("detail %q does not say that the server is full (%v)", f.Detail, f.Unwrap())
	}
}

func TestCase12_ResolvedAnewAtEveryDial(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{}, func(d *Deps) { d.Dialer = redirect{s.Addr()} })
	c := r.open("nats://moving.example.com:4222")
	r.parkNow(c)
	r.acquire(c).Release()
	for _, address := range r.dials.addresses() {
		if address != "moving.example.com:4222" {
			t.Errorf("the dialer was given %s, not the name", address)
		}
	}
	if got := len(r.dials.addresses()); got != 2 {
		t.Errorf("%d dials, want 2", got)
	}
}

// redirect leads every address to one server.
type redirect struct{ to string }

func (d redirect) DialContext(ctx context.Context, network, _ string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, network, d.to)
}

func TestCase13_HangingDNSIsBounded(t *testing.T) {
	r := newRig(t, Config{DialTimeout: 200 * time.Millisecond})
	r.dials.do(func(ctx context.Context, _ string) error {
		<-ctx.Done()
		return &net.DNSError{Err: "i/o timeout", IsTimeout: true}
	})
	within(t, 3*time.Second, "the dial", func() {
		_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: "nats://slow.example.com"}))
		wantCode(t, err, "nats_unreachable")
	})
}

func TestCase15_OneTargetCannotEatTheBudget(t *testing.T) {
	silent, s := natstest.Silent(t), natstest.Start(t)
	r := newRig(t, Config{DialTimeout: 2 * time.Second})
	var wg sync.WaitGroup
	defer wg.Wait()
	for range 3 * dialsInAll {
		wg.Go(func() {
			_, _ = r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: silent.URL()}))
		})
	}
	silent.Wait(dialsPerTarget)
	within(t, time.Second, "the healthy dial", func() { r.open(s.URL()) })
	if got := silent.Open(); got > dialsPerTarget {
		t.Errorf("%d dials to one target at once, want at most %d", got, dialsPerTarget)
	}
}

func TestReconnectForcesAndStaysInPlace(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	lease := r.acquire(c)
	sub, err := lease.Subscribe(ctx(t), "greet", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Reconnect(ctx(t), c, r.key); err != nil {
		t.Fatal(err)
	}
	if lease.Err() != nil {
		t.Errorf("the stream was ended by a reconnect: %v", lease.Err())
	}
	nc := s.Connect()
	defer nc.Close()
	natstest.Until(t, "the subscription is back", func() bool { return nc.NumSubscriptions() >= 0 && subscribers(s) > 0 })
	if err := nc.Publish("greet", []byte("hello")); err != nil {
		t.Fatal(err)
	}
	if msg, err := sub.NextMsgWithContext(ctx(t)); err != nil || string(msg.Data) != "hello" {
		t.Errorf("message %v, error %v", msg, err)
	}
	lease.Release()
	wantCode(t, r.Reconnect(ctx(t), c, r.key), "limit_reached")
}

func subscribers(s *natstest.Server) int {
	subs, err := s.Server().Subsz(&server.SubszOptions{Subscriptions: true, Test: "greet"})
	if err != nil {
		return 0
	}
	return subs.Total
}
