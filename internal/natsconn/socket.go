package natsconn

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
)

// transport is how a target is spoken to, below the NATS protocol.
type transport struct {
	tls       *tls.Config // for when it is wanted or the server wants it
	wantTLS   bool        // never plain text
	tlsFirst  bool        // before INFO
	webSocket bool
}

// socket is one TCP connection of a link, with TLS on it where that is wanted.
// HeyNATS does TLS here and not in nats.go, so that everything a server says
// passes the guard. A socket can be cut from outside while nats.go holds its
// mutex, and notices first when the peer is gone.
type socket struct {
	net.Conn // the TCP connection: deadlines and addresses are its
	via      transport
	conn     net.Conn // what is read and written; changed in the handshake only
	guard    guard
	attempt  *attempt
	onFail   func()
	release  func() // gives the dial slots back, once

	serverWantsTLS bool        // from INFO
	failed         atomic.Bool // set before onFail is called
	established    atomic.Bool
	closeOnce      sync.Once
	closeErr       error
}

func newSocket(conn net.Conn, via transport, a *attempt, onFail, release func()) *socket {
	s := &socket{Conn: conn, conn: conn, via: via, attempt: a, onFail: onFail, release: release}
	s.guard.onInfo = s.greeted
	s.guard.onFull = func() { a.mark(func(a *attempt) { a.full = true }) }
	if via.webSocket {
		s.guard.ws = &wsGuard{}
	}
	return s
}

// begin does what comes before the first byte of NATS.
func (s *socket) begin(ctx context.Context) error {
	if s.via.tlsFirst || s.via.webSocket && s.via.wantTLS {
		return s.encrypt(ctx)
	}
	return nil
}

// greeted is told of the server's INFO.
func (s *socket) greeted(info []byte) {
	s.attempt.mark(func(a *attempt) { a.info = time.Now() })
	var server struct {
		TLSRequired bool `json:"tls_required"`
	}
	if json.Unmarshal(info, &server) == nil { // nats.go refuses what is no JSON
		s.serverWantsTLS = server.TLSRequired
	}
}

// encrypt does the TLS handshake; deadlines are those of the TCP connection.
func (s *socket) encrypt(ctx context.Context) error {
	cfg := s.via.tls.Clone()
	if cfg.ServerName == "" {
		host, _, err := net.SplitHostPort(s.attempt.address)
		if err != nil {
			return err
		}
		cfg.ServerName = host
	}
	conn := tls.Client(s.Conn, cfg)
	if err := conn.HandshakeContext(ctx); err != nil {
		err = fmt.Errorf("%w: %w", nats.ErrTLS, err)
		s.attempt.note(err)
		return err
	}
	s.conn = conn
	state := conn.ConnectionState()
	s.attempt.mark(func(a *attempt) { a.tlsDone, a.tls = time.Now(), tlsFactsOf(state) })
	return nil
}

func (s *socket) Read(p []byte) (int, error) {
	n, err := s.conn.Read(p)
	if n > 0 {
		if !s.established.Load() {
			s.attempt.saw(p[:n])
		}
		if refused := s.guard.see(p[:n]); refused != nil {
			n, err = 0, refused
		}
	}
	if err != nil {
		s.attempt.note(err)
		s.fail()
	}
	return n, err
}

// Write encrypts before nats.go says who we are, which is its first word. It
// keeps a broken pipe to itself until the handshake is over: a server that
// refuses says why and hangs up, and nats.go, which writes before it reads,
// would miss the words. The read that follows finds them, or the break itself.
func (s *socket) Write(p []byte) (int, error) {
	if !s.established.Load() {
		if err := s.prepare(); err != nil {
			return 0, err
		}
	}
	n, err := s.conn.Write(p)
	if err != nil && !s.established.Load() && (errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)) {
		s.attempt.note(err)
		return len(p), nil
	}
	return n, err
}

func (s *socket) prepare() error {
	if s.conn == s.Conn && !s.via.webSocket && (s.via.wantTLS || s.serverWantsTLS) {
		if s.guard.more {
			return errPlainText
		}
		if err := s.encrypt(context.Background()); err != nil { // nats.go has set a deadline
			return err
		}
	}
	s.attempt.mark(func(a *attempt) {
		if a.connect.IsZero() && !a.info.IsZero() {
			a.connect = time.Now()
		}
	})
	return nil
}

func (s *socket) fail() {
	s.failed.Store(true)
	s.onFail()
}

// Close implements net.Conn; closing twice is harmless. It cuts: TLS gets no
// goodbye, which would have to wait for the peer.
func (s *socket) Close() error {
	s.closeOnce.Do(func() {
		s.fail()
		s.closeErr = s.Conn.Close()
		s.release()
	})
	return s.closeErr
}

// establish marks the end of the handshake.
func (s *socket) establish() {
	s.established.Store(true)
	s.release()
}

// attempt is what is known of one try to reach one address: how far it came
// and when, for the staged test and for saying plainly what went wrong.
type attempt struct {
	mu       sync.Mutex
	address  string // host:port as asked for
	started  time.Time
	resolved time.Time
	addrs    []netip.Addr
	dialled  time.Time
	remote   string
	info     time.Time // INFO was read
	tlsDone  time.Time
	tls      *TLSInfo
	connect  time.Time // CONNECT is being sent
	done     time.Time // PONG was read
	head     []byte    // the first bytes, to tell an HTTP or SSH server
	full     bool      // the server said that it has too many connections
	failed   error     // the first thing that went wrong
}

// errPlainText: what came unencrypted behind INFO would be taken for what came
// inside TLS, and anybody on the way could have put it there.
var errPlainText = fmt.Errorf("%w: plain text between INFO and TLS", errNotNATS)

const headBytes = 8

func (a *attempt) mark(set func(*attempt)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	set(a)
}

// saw keeps the first bytes that came.
func (a *attempt) saw(p []byte) {
	a.mark(func(a *attempt) {
		if len(a.head) < headBytes {
			a.head = append(a.head, p[:min(len(p), headBytes-len(a.head))]...)
		}
	})
}

// onResolved and onDialed are told by the dial policy.
func (a *attempt) onResolved(addrs []netip.Addr, _ time.Duration, err error) {
	a.mark(func(a *attempt) {
		if a.addrs = addrs; err == nil {
			a.resolved = time.Now()
		}
	})
}

func (a *attempt) onDialed(addr netip.AddrPort, _ time.Duration, err error) {
	a.mark(func(a *attempt) {
		if err == nil {
			a.dialled, a.remote = time.Now(), addr.String()
		}
	})
}

func (a *attempt) note(err error) {
	a.mark(func(a *attempt) {
		if a.failed == nil {
			a.failed = err
		}
	})
}
