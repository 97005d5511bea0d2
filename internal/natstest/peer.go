package natstest

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Peer is a small TCP server that does not behave like a NATS server, or only
// for a while. See the functions that return one.
type Peer struct {
	tb      testing.TB
	ln      net.Listener
	stop    chan struct{} // closed when the peer closes
	accepts atomic.Int64
	wg      sync.WaitGroup

	mu     sync.Mutex
	conns  map[net.Conn]struct{}
	closed bool
}

// newPeer serves each connection in a goroutine of its own; the connection is
// closed when serve returns, and stop when the peer is closed.
func newPeer(tb testing.TB, serve func(c net.Conn, stop <-chan struct{})) *Peer {
	tb.Helper()
	p := &Peer{tb: tb, ln: listen(tb), stop: make(chan struct{}), conns: map[net.Conn]struct{}{}}
	p.wg.Go(func() { p.acceptAll(serve) })
	tb.Cleanup(p.Close)
	return p
}

func listen(tb testing.TB) net.Listener {
	tb.Helper()
	ln, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("listen on loopback: %v", err)
	}
	return ln
}

func (p *Peer) acceptAll(serve func(net.Conn, <-chan struct{})) {
	for {
		c, err := p.ln.Accept()
		if err != nil {
			return
		}
		if !p.add(c) {
			_ = c.Close()
			return
		}
		p.accepts.Add(1)
		p.wg.Go(func() {
			defer p.remove(c)
			serve(c, p.stop)
		})
	}
}

func (p *Peer) add(c net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.conns[c] = struct{}{}
	}
	return !p.closed
}

func (p *Peer) remove(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
	_ = c.Close()
}

// Addr is the host and port it listens on.
func (p *Peer) Addr() string { return p.ln.Addr().String() }

// URL is Addr as a nats:// URL.
func (p *Peer) URL() string { return "nats://" + p.Addr() }

// Accepts is how many connections it has accepted so far.
func (p *Peer) Accepts() int { return int(p.accepts.Load()) }

// Open is how many connections the other side has not hung up yet.
func (p *Peer) Open() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.conns)
}

// Wait waits until it has accepted n connections.
func (p *Peer) Wait(n int) {
	p.tb.Helper()
	Until(p.tb, "a peer to be dialled", func() bool { return p.Accepts() >= n })
}

// WaitOpen waits until exactly n connections are open: 0 says that the other
// side has really hung up.
func (p *Peer) WaitOpen(n int) {
	p.tb.Helper()
	Until(p.tb, "the open connections of a peer", func() bool { return p.Open() == n })
}

// Drop closes the connections of now; new ones are accepted.
func (p *Peer) Drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

// Close refuses new connections, closes the open ones and waits for all
// goroutines. Closing twice is harmless; the test's end closes too.
func (p *Peer) Close() {
	p.mu.Lock()
	if !p.closed {
		p.closed = true
		close(p.stop)
		_ = p.ln.Close()
		for c := range p.conns {
			_ = c.Close()
		}
	}
	p.mu.Unlock()
	p.wg.Wait()
}

// ClosedPort is an address that refuses every connection until the test ends:
// the port stays in use by a connection of our own, and nobody listens on it.
func ClosedPort(tb testing.TB) string {
	tb.Helper()
	ln := listen(tb)
	defer ln.Close()
	c, err := (&net.Dialer{}).DialContext(tb.Context(), "tcp", ln.Addr().String())
	if err != nil {
		tb.Fatalf("reserve a port: %v", err)
	}
	other, err := ln.Accept()
	if err != nil {
		tb.Fatalf("reserve a port: %v", err)
	}
	tb.Cleanup(func() {
		// The side that closes first keeps the port in TIME_WAIT; let it not be ours.
		_ = other.Close()
		_ = c.Close()
	})
	return c.LocalAddr().String()
}
