package natstest

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// Proxy stands between clients and a server, and breaks links the way networks
// do. Its URL takes the place of the server's.
type Proxy struct {
	tb       testing.TB
	upstream string
	addr     string
	ctx      context.Context // ends when the proxy closes
	cancel   context.CancelFunc
	accepts  atomic.Int64
	wg       sync.WaitGroup

	mu        sync.Mutex
	ln        net.Listener
	conns     map[net.Conn]struct{}
	open      chan struct{} // closed while bytes may flow
	blackhole bool
	closed    bool
}

// NewProxy forwards to the host and port upstream until the test ends.
func NewProxy(tb testing.TB, upstream string) *Proxy {
	tb.Helper()
	p := &Proxy{tb: tb, upstream: upstream, conns: map[net.Conn]struct{}{}, open: make(chan struct{})}
	close(p.open)
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.ln = listen(tb)
	p.addr = p.ln.Addr().String()
	p.serve(p.ln)
	tb.Cleanup(p.close)
	return p
}

// Addr is the host and port it listens on.
func (p *Proxy) Addr() string { return p.addr }

// URL is Addr as a nats:// URL.
func (p *Proxy) URL() string { return "nats://" + p.addr }

// Accepts is how many connections it has accepted so far.
func (p *Proxy) Accepts() int { return int(p.accepts.Load()) }

// Wait waits until it has accepted n connections.
func (p *Proxy) Wait(n int) {
	p.tb.Helper()
	Until(p.tb, "the proxy to be dialled", func() bool { return p.Accepts() >= n })
}

// Pause stops forwarding both ways and keeps every connection open: the links
// are half-open, and what the client sends fills the buffers. New connections
// are accepted and hang too.
func (p *Proxy) Pause() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if isClosed(p.open) {
		p.open = make(chan struct{})
	}
}

// Resume forwards again, beginning with what was held back.
func (p *Proxy) Resume() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !isClosed(p.open) {
		close(p.open)
	}
}

// Cut closes every connection of now, on both sides.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		_ = c.Close()
	}
}

// Blackhole makes new connections hang: accepted, never answered, never passed
// on. Those of before go on.
func (p *Proxy) Blackhole(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.blackhole = on
}

// Refuse makes the system refuse new connections, or ends that. Those of
// before go on.
func (p *Proxy) Refuse(on bool) {
	p.tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
	case on && p.ln != nil:
		_ = p.ln.Close()
		p.ln = nil
	case !on && p.ln == nil:
		ln, err := (&net.ListenConfig{}).Listen(p.ctx, "tcp", p.addr)
		if err != nil {
			p.tb.Fatalf("listen again on the proxy's port: %v", err)
		}
		p.ln = ln
		p.serve(ln)
	}
}

func (p *Proxy) close() {
	p.cancel()
	p.mu.Lock()
	p.closed = true
	if p.ln != nil {
		_ = p.ln.Close()
	}
	for c := range p.conns {
		_ = c.Close()
	}
	if !isClosed(p.open) {
		close(p.open)
	}
	p.mu.Unlock()
	p.wg.Wait()
}

func (p *Proxy) serve(ln net.Listener) {
	p.wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			p.accepts.Add(1)
			p.wg.Go(func() { p.forward(c) })
		}
	})
}

// forward joins the connection with one to the server until either ends.
func (p *Proxy) forward(down net.Conn) {
	// A small buffer of ours makes the client's own fill up soon in a pause.
	if t, ok := down.(*net.TCPConn); ok {
		_ = t.SetReadBuffer(16 << 10)
	}
	hole, ok := p.track(down)
	defer p.drop(down)
	if !ok {
		return
	}
	if hole {
		drain(down)
		return
	}
	up, err := (&net.Dialer{}).DialContext(p.ctx, "tcp", p.upstream)
	if err != nil {
		return
	}
	defer p.drop(up)
	if _, ok := p.track(up); !ok {
		return
	}
	back := make(chan struct{})
	go func() {
		defer close(back)
		p.copy(down, up)
	}()
	p.copy(up, down)
	<-back
}

// copy ends both connections when one direction has ended.
func (p *Proxy) copy(dst, src net.Conn) {
	defer dst.Close()
	defer src.Close()
	buf := make([]byte, 16<<10)
	for {
		p.gate()
		n, err := src.Read(buf)
		p.gate() // what was read as the pause began is held back
		if n > 0 {
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// gate waits while the proxy is paused.
func (p *Proxy) gate() {
	p.mu.Lock()
	open := p.open
	p.mu.Unlock()
	<-open
}

func (p *Proxy) track(c net.Conn) (blackhole, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.conns[c] = struct{}{}
	}
	return p.blackhole, !p.closed
}

func (p *Proxy) drop(c net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, c)
	_ = c.Close()
}

func isClosed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
