package natstest

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// EchoSubject is the one subject that a [Pipe] answers requests on, with the
// payload it was sent.
const EchoSubject = "echo"

// Pipe is a NATS server without a socket: each dial gets one end of a
// [net.Pipe] and a goroutine speaks NATS on the other. Inside a testing/synctest
// bubble, where waiting on a real socket stops the bubble's time, it is the way
// to have NATS at all. Make it inside the bubble that uses it.
//
// It speaks INFO, CONNECT, PING and PONG, SUB, UNSUB, PUB and HPUB, routes
// messages among its clients, echoes on [EchoSubject] and answers 503 to a
// request that nobody takes. Its goroutines end with their connections.
//
// It is a nats.CustomDialer, and its DialContext fits where a policy dials:
//
//	nats.Connect("nats://pipe:4222", nats.SetCustomDialer(p), nats.SkipHostLookup())
//
// One trap: a goroutine that waits for a mutex stops a bubble's time. nats.go
// holds its own during a dial and a blocked write, so while a Pipe is silent,
// stalled or hangs dials, calling nc.Status, nc.Close and the like deadlocks
// the bubble.
type Pipe struct {
	mu        sync.Mutex
	conns     map[*pipeServer]struct{}
	dials     int
	connects  []Connect
	changed   chan struct{} // closed and replaced when a knob turns
	dialErr   error
	delay     time.Duration
	hang      bool
	authError string
	silent    bool
	stalled   bool
}

// Connect is what a client said of itself.
type Connect struct {
	Name      string `json:"name"`
	User      string `json:"user"`
	Pass      string `json:"pass"`
	Token     string `json:"auth_token"`
	JWT       string `json:"jwt"`
	NKey      string `json:"nkey"`
	Signature string `json:"sig"`
	Version   string `json:"version"`

	Headers      bool `json:"headers"`
	NoResponders bool `json:"no_responders"`
}

// Bubble is synctest.Test for code that uses nats.go: it lets go of the timers
// that nats.go keeps for reuse, before and after, because one that was made
// outside the bubble ends the program inside it, and the other way round.
func Bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	emptyPools()
	defer emptyPools()
	synctest.Test(t, f)
}

// emptyPools empties every sync.Pool: what is in one survives one collection.
func emptyPools() {
	runtime.GC()
	runtime.GC()
}

// NewPipe returns a server that lets everybody in.
func NewPipe() *Pipe {
	return &Pipe{conns: map[*pipeServer]struct{}{}, changed: make(chan struct{})}
}

// DialContext connects to the server, whatever the address.
func (p *Pipe) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	delay, err := p.dialed()
	if err == nil && delay > 0 {
		err = wait(ctx, delay)
	}
	if err == nil {
		err = p.waitWhile(ctx.Done(), func() bool { return p.hang })
	}
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		}
		return nil, &net.OpError{Op: "dial", Net: network, Addr: pipeAddr(address), Err: err}
	}
	client, srv := net.Pipe()
	s := newPipeServer(p, srv)
	p.mu.Lock()
	p.conns[s] = struct{}{}
	p.mu.Unlock()
	go s.serve()
	return &pipeConn{Conn: client, remote: pipeAddr(address), server: s}, nil
}

// Dial is DialContext without a context.
func (p *Pipe) Dial(network, address string) (net.Conn, error) {
	return p.DialContext(context.Background(), network, address)
}

// dialed counts a dial and says how long it takes or why it is refused.
func (p *Pipe) dialed() (time.Duration, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dials++
	return p.delay, p.dialErr
}

// Dials is how many dials there were, refused and hanging ones included.
func (p *Pipe) Dials() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dials
}

// Open is how many connections are open.
func (p *Pipe) Open() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.conns)
}

// Connects is what every client so far said of itself, oldest first.
func (p *Pipe) Connects() []Connect {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Connect(nil), p.connects...)
}

// RefuseDials makes dials fail with the error; nil ends that.
func (p *Pipe) RefuseDials(err error) { p.turn(func() { p.dialErr = err }) }

// DelayDials makes each dial take that long.
func (p *Pipe) DelayDials(d time.Duration) { p.turn(func() { p.delay = d }) }

// HangDials makes dials wait for their context, or for the end of hanging.
func (p *Pipe) HangDials(on bool) { p.turn(func() { p.hang = on }) }

// RefuseAuth makes the server answer CONNECT with 'Authorization Violation'.
func (p *Pipe) RefuseAuth(on bool) {
	text := ""
	if on {
		text = "Authorization Violation"
	}
	p.RefuseConnect(text)
}

// RefuseConnect makes the server answer CONNECT with -ERR and the text, and
// hang up; the empty text ends that.
func (p *Pipe) RefuseConnect(text string) { p.turn(func() { p.authError = text }) }

// Silence makes the server listen and say nothing, not even INFO; what it held
// back it says afterwards.
func (p *Pipe) Silence(on bool) { p.turn(func() { p.silent = on }) }

// Stall makes the server neither listen nor speak: a client's write blocks at
// once, as on a half-open link with a full send buffer.
func (p *Pipe) Stall(on bool) { p.turn(func() { p.silent, p.stalled = on, on }) }

// Drop closes every connection of now; new ones are accepted.
func (p *Pipe) Drop() {
	for _, s := range p.all() {
		s.close()
	}
}

// Fail sends -ERR and the text to every connection and closes it: what a
// server does when credentials are revoked ("User Authentication Revoked") or
// expire ("User Authentication Expired").
func (p *Pipe) Fail(text string) {
	for _, s := range p.all() {
		s.fail(text)
	}
}

// Publish sends a message to every client subscribed to the subject.
func (p *Pipe) Publish(subject string, payload []byte) { p.route(subject, "", nil, payload) }

// route says how many took the message.
func (p *Pipe) route(subject, reply string, header, payload []byte) int {
	taken := 0
	for _, s := range p.all() {
		taken += s.deliver(subject, reply, header, payload)
	}
	return taken
}

func (p *Pipe) all() []*pipeServer {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]*pipeServer, 0, len(p.conns))
	for s := range p.conns {
		all = append(all, s)
	}
	return all
}

// turn changes a knob and wakes who waits for it.
func (p *Pipe) turn(set func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	set()
	close(p.changed)
	p.changed = make(chan struct{})
}

var errDone = errors.New("the connection or the dial is over")

// waitWhile waits as long as the condition holds, which it asks under the lock.
func (p *Pipe) waitWhile(done <-chan struct{}, condition func() bool) error {
	for {
		p.mu.Lock()
		holds, changed := condition(), p.changed
		p.mu.Unlock()
		if !holds {
			return nil
		}
		select {
		case <-changed:
		case <-done:
			return errDone
		}
	}
}

func (p *Pipe) connected(c Connect) (refusal string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.connects = append(p.connects, c)
	return p.authError
}

func (p *Pipe) remove(s *pipeServer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.conns, s)
}

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pipeConn is the client's end; it tells the server when it closes, because a
// stalled server does not read and would not notice.
type pipeConn struct {
	net.Conn
	remote net.Addr
	server *pipeServer
}

// RemoteAddr is the address that was dialled.
func (c *pipeConn) RemoteAddr() net.Addr { return c.remote }

// Close ends both ends.
func (c *pipeConn) Close() error {
	err := c.Conn.Close()
	c.server.close()
	return err
}

type pipeAddr string

// Network is "pipe".
func (pipeAddr) Network() string { return "pipe" }

// String is the address as it was given.
func (a pipeAddr) String() string { return string(a) }

// matches says whether a subject is one that the pattern, with * and >, takes.
func matches(pattern, subject string) bool {
	p, s := strings.Split(pattern, "."), strings.Split(subject, ".")
	for i, token := range p {
		if token == ">" {
			return len(s) > i
		}
		if i >= len(s) || (token != "*" && token != s[i]) {
			return false
		}
	}
	return len(p) == len(s)
}
