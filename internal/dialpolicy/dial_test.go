package dialpolicy

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

// names is a resolver that knows a few hosts.
type names map[string][]string

func (n names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	var addrs []netip.Addr
	for _, a := range n[host] {
		addrs = append(addrs, netip.MustParseAddr(a))
	}
	if len(addrs) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return addrs, nil
}

// wire is a network on which each address answers after a while, or not.
type wire struct {
	mu      sync.Mutex
	dialled []string
	open    int
	answer  map[string]time.Duration
	lie     string // what control is shown instead of the address
}

type wireConn struct {
	net.Conn
	addr string
	w    *wire
}

func (c wireConn) Close() error {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	c.w.open--
	return nil
}

func (w *wire) dial(ctx context.Context, network string, addr netip.AddrPort, control controlFunc) (net.Conn, error) {
	w.mu.Lock()
	w.dialled = append(w.dialled, addr.String())
	w.mu.Unlock()
	shown := addr.String()
	if w.lie != "" {
		shown = w.lie
	}
	if err := control(ctx, network, shown, nil); err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	d, ok := w.answer[addr.Addr().String()]
	if !ok {
		return nil, errors.New("refused")
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open++
	return wireConn{addr: addr.String(), w: w}, nil
}

func wired(t *testing.T, cfg Config, w *wire) *Policy {
	t.Helper()
	p := newPolicy(t, cfg)
	p.dial = w.dial
	return p
}

func TestDialContextConnects(t *testing.T) {
	s := natstest.Silent(t)
	p := newPolicy(t, Config{LoopbackListener: true, Resolver: names{"nats.test": {"::ffff:127.0.0.1", "127.0.0.1"}}})
	_, port, _ := net.SplitHostPort(s.Addr())
	for _, address := range []string{s.Addr(), "nats.test:" + port} {
		c, err := p.DialContext(t.Context(), "tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		if c.RemoteAddr().String() != s.Addr() {
			t.Errorf("%s connected to %s", address, c.RemoteAddr())
		}
		c.Close()
	}
	s.WaitOpen(0)
}

func TestDialContextRefusedPort(t *testing.T) {
	p := newPolicy(t, Config{LoopbackListener: true})
	_, err := p.DialContext(t.Context(), "tcp", natstest.ClosedPort(t))
	var op *net.OpError
	if !errors.As(err, &op) || op.Timeout() {
		t.Fatalf("a closed port gave %v", err)
	}
}

func TestDialContextChecksEveryAddress(t *testing.T) {
	s := natstest.Silent(t)
	_, port, _ := net.SplitHostPort(s.Addr())
	w := &wire{answer: map[string]time.Duration{"203.0.113.7": 0}}
	p := wired(t, Config{Resolver: names{
		"mixed.example": {"127.0.0.1", "169.254.169.254", "203.0.113.7"},
		"bad.example":   {"127.0.0.1", "::1"},
	}}, w)

	c, err := p.DialContext(t.Context(), "tcp", "mixed.example:"+port)
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if want := []string{"203.0.113.7:" + port}; !slices.Equal(w.dialled, want) {
		t.Errorf("dialled %v, want %v", w.dialled, want)
	}
	w.dialled = nil
	for _, address := range []string{"bad.example:" + port, s.Addr(), "[::1]:" + port, "2130706433:80", "0x7f.1:80", "127.1:80", "[::ffff:127.0.0.1]:80", "0.0.0.0:80", ":80", "203.0.113.7", "203.0.113.7:http", "203.0.113.7:0"} {
		if _, err := p.DialContext(t.Context(), "tcp", address); !fault.Is(err, Code) {
			t.Errorf("%s gave %v", address, err)
		}
	}
	if _, err := p.DialContext(t.Context(), "unix", "/run/x.sock"); !fault.Is(err, Code) {
		t.Errorf("a unix socket gave %v", err)
	}
	if len(w.dialled) != 0 || s.Accepts() != 0 {
		t.Errorf("dialled %v, and the peer saw %d", w.dialled, s.Accepts())
	}
}

func TestTheSocketChecksAgain(t *testing.T) {
	w := &wire{lie: "127.0.0.1:4222", answer: map[string]time.Duration{"203.0.113.7": 0}}
	p := wired(t, Config{}, w)
	_, err := p.DialContext(t.Context(), "tcp", "203.0.113.7:4222")
	if !fault.Is(err, Code) {
		t.Fatalf("a socket that was about to go elsewhere gave %v", err)
	}
}

func TestNamesAreResolvedAtEveryDial(t *testing.T) {
	w := &wire{answer: map[string]time.Duration{"203.0.113.1": 0, "203.0.113.2": 0}}
	resolver := names{"moves.example": {"203.0.113.1"}}
	p := wired(t, Config{Resolver: resolver}, w)
	for _, addr := range []string{"203.0.113.1", "203.0.113.2", "10.0.0.1"} {
		resolver["moves.example"] = []string{addr}
		c, err := p.DialContext(t.Context(), "tcp", "moves.example:4222")
		if addr == "10.0.0.1" { // rebinding
			if !fault.Is(err, Code) {
				t.Fatalf("a name that moved inside gave %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := c.(wireConn).addr; got != addr+":4222" {
			t.Fatalf("connected to %s, want %s", got, addr)
		}
	}
}

func TestFamilies(t *testing.T) {
	w := &wire{answer: map[string]time.Duration{"203.0.113.1": 0, "2606:4700::1": 0}}
	p := wired(t, Config{Resolver: names{"both.example": {"2606:4700::1", "203.0.113.1"}}}, w)
	for network, want := range map[string]string{"tcp": "[2606:4700::1]:1", "tcp6": "[2606:4700::1]:1", "tcp4": "203.0.113.1:1"} {
		c, err := p.DialContext(t.Context(), network, "both.example:1")
		if err != nil || c.(wireConn).addr != want {
			t.Errorf("%s gave %v, %v; want %s", network, c, err, want)
		}
	}
	if _, err := p.DialContext(t.Context(), "tcp6", "203.0.113.1:1"); err == nil {
		t.Error("tcp6 dialled an IPv4 address")
	}
}

func TestTheNextAddressIsTriedBesideASilentOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: map[string]time.Duration{"203.0.113.1": time.Hour, "203.0.113.2": 10 * time.Millisecond}}
		p := wired(t, Config{Resolver: names{"n.example": {"203.0.113.1", "203.0.113.2", "203.0.113.3"}}}, w)
		var dialed []string
		ctx := WithTrace(t.Context(), &Trace{Dialed: func(a netip.AddrPort, took time.Duration, err error) {
			dialed = append(dialed, fmt.Sprint(a, took, err))
		}})
		start := time.Now()
		c, err := p.DialContext(ctx, "tcp", "n.example:1")
		if err != nil || c.(wireConn).addr != "203.0.113.2:1" {
			t.Fatalf("got %v, %v", c, err)
		}
		if got := time.Since(start); got != 260*time.Millisecond {
			t.Errorf("it took %s", got)
		}
		if want := []string{"203.0.113.2:1 10ms <nil>"}; !slices.Equal(dialed, want) {
			t.Errorf("traced %q, want %q", dialed, want)
		}
		c.Close()
		if w.open != 0 {
			t.Errorf("%d connections left open", w.open)
		}
	})
}

func TestAFailedAddressIsFollowedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: map[string]time.Duration{"203.0.113.2": 0}}
		p := wired(t, Config{Resolver: names{"n.example": {"203.0.113.1", "203.0.113.2"}, "off.example": {"203.0.113.8", "203.0.113.9"}}}, w)
		start := time.Now()
		if _, err := p.DialContext(t.Context(), "tcp", "n.example:1"); err != nil || time.Since(start) != 0 {
			t.Fatalf("got %v after %s", err, time.Since(start))
		}
		_, err := p.DialContext(t.Context(), "tcp", "off.example:1")
		if err == nil || !strings.Contains(err.Error(), "203.0.113.8:1") {
			t.Fatalf("when none answers the error is %v, want the first address's", err)
		}
	})
}

func TestLateConnectionsAreClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// Both connect at the same instant; one wins, the other must not leak.
		w := &wire{answer: map[string]time.Duration{"203.0.113.1": 300 * time.Millisecond, "203.0.113.2": 50 * time.Millisecond}}
		p := wired(t, Config{Resolver: names{"n.example": {"203.0.113.1", "203.0.113.2"}}}, w)
		c, err := p.DialContext(t.Context(), "tcp", "n.example:1")
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		if w.open != 0 {
			t.Errorf("%d connections left open", w.open)
		}
	})
}

func TestManyAddressesAreNotAllDialled(t *testing.T) {
	w := &wire{}
	resolver := names{}
	for i := range 200 {
		resolver["many.example"] = append(resolver["many.example"], fmt.Sprintf("203.0.113.%d", i+1))
	}
	if _, err := wired(t, Config{Resolver: resolver}, w).DialContext(t.Context(), "tcp", "many.example:1"); err == nil {
		t.Fatal("it connected")
	}
	if len(w.dialled) != maxCandidates {
		t.Errorf("dialled %d addresses, want %d", len(w.dialled), maxCandidates)
	}
}

// deaf is a resolver that does not listen to its context.
type deaf struct{ release chan struct{} }

func (d deaf) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	<-d.release
	return nil, errors.New("too late")
}

func TestAHangingResolverIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := deaf{make(chan struct{})}
		p := newPolicy(t, Config{Resolver: d, DialTimeout: 5 * time.Second})
		start := time.Now()
		_, err := p.DialContext(t.Context(), "tcp", "slow.example:1")
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 5*time.Second {
			t.Fatalf("got %v after %s", err, time.Since(start))
		}

		gone := errors.New("the caller left")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(gone) })
		start = time.Now()
		var traced error
		ctx = WithTrace(ctx, &Trace{Resolved: func(_ []netip.Addr, _ time.Duration, err error) { traced = err }})
		_, err = p.DialContext(ctx, "tcp", "slow.example:1")
		if !errors.Is(err, gone) || !errors.Is(traced, gone) || time.Since(start) != time.Second {
			t.Fatalf("got %v (traced %v) after %s", err, traced, time.Since(start))
		}

		// However many hang, the lookups under way are bounded, and addresses need none.
		var wg sync.WaitGroup
		for range 3 * maxLookups {
			wg.Go(func() { _, _ = p.DialContext(t.Context(), "tcp", "slow.example:1") })
		}
		synctest.Wait()
		if got := len(p.lookups); got != maxLookups {
			t.Errorf("%d lookups under way, want %d", got, maxLookups)
		}
		p.dial = (&wire{answer: map[string]time.Duration{"203.0.113.1": 0}}).dial
		if _, err := p.DialContext(t.Context(), "tcp", "203.0.113.1:1"); err != nil {
			t.Error(err)
		}
		wg.Wait()
		close(d.release)
		synctest.Wait()
		if got := len(p.lookups); got != 0 {
			t.Errorf("%d lookups still hold a slot", got)
		}
	})
}

func TestASilentTargetIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: map[string]time.Duration{}}
		resolver := names{}
		for i := range 5 {
			a := fmt.Sprintf("203.0.113.%d", i+1)
			w.answer[a] = time.Hour
			resolver["silent.example"] = append(resolver["silent.example"], a)
		}
		p := wired(t, Config{Resolver: resolver, DialTimeout: 3 * time.Second}, w)
		start := time.Now()
		_, err := p.DialContext(t.Context(), "tcp", "silent.example:1")
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 3*time.Second {
			t.Fatalf("got %v after %s", err, time.Since(start))
		}
	})
}

func TestTrace(t *testing.T) {
	w := &wire{answer: map[string]time.Duration{"203.0.113.1": 0}}
	p := wired(t, Config{Resolver: names{"n.example": {"10.0.0.1", "203.0.113.1"}}}, w)
	var got []string
	ctx := WithTrace(t.Context(), &Trace{
		Resolved: func(addrs []netip.Addr, _ time.Duration, err error) {
			got = append(got, fmt.Sprint("resolved ", addrs, err))
		},
		Dialed: func(a netip.AddrPort, _ time.Duration, err error) { got = append(got, fmt.Sprint("dialed ", a, err)) },
	})
	for _, address := range []string{"n.example:1", "203.0.113.1:2", "unknown.example:1"} {
		_, _ = p.DialContext(ctx, "tcp", address)
	}
	want := []string{
		"resolved [10.0.0.1 203.0.113.1] <nil>", "dialed 203.0.113.1:1 <nil>",
		"resolved [203.0.113.1] <nil>", "dialed 203.0.113.1:2 <nil>",
		"resolved [] lookup unknown.example: no such host",
	}
	if !slices.Equal(got, want) {
		t.Errorf("traced %q\nwant %q", got, want)
	}
	if _, err := p.DialContext(WithTrace(t.Context(), &Trace{}), "tcp", "203.0.113.1:1"); err != nil {
		t.Error(err)
	}
}

func BenchmarkCheck(b *testing.B) {
	p, err := New(Config{Allow: []string{"10.0.0.0/8", "*.example.com"}, Deny: []string{"10.9.0.0/16"}})
	if err != nil {
		b.Fatal(err)
	}
	addr := netip.MustParseAddrPort("10.1.2.3:4222")
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Check("nats.example.com", addr); err != nil {
			b.Fatal(err)
		}
	}
}
