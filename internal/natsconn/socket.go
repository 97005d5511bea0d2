package natsconn

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A server that is not one may send for ever. Before our CONNECT only INFO may
// come; until the handshake is over, little more.
const (
	maxInfoBytes      = 1 << 20
	maxHandshakeBytes = 8 << 20
)

var (
	errInfoTooLong      = errors.New("INFO line exceeds 1 MiB")
	errHandshakeTooLong = errors.New("handshake exceeds 8 MiB")
)

// socket is one TCP connection of a link. It can be cut from outside while
// nats.go holds its mutex, bounds what a peer may send before it has proved to
// be a NATS server, and notices first when the peer is gone.
type socket struct {
	net.Conn
	attempt     *attempt
	onFail      func()
	release     func()      // gives the dial slots back, once
	failed      atomic.Bool // set before onFail is called
	wrote       atomic.Bool
	established atomic.Bool
	received    int64 // by the reader only
	closeOnce   sync.Once
	closeErr    error
}

func (s *socket) Read(p []byte) (int, error) {
	n, err := s.Conn.Read(p)
	if n > 0 && !s.established.Load() {
		s.received += int64(n)
		s.attempt.saw(p[:n])
		if tooLong := s.tooLong(); tooLong != nil {
			n, err = 0, tooLong
		}
	}
	if err != nil {
		s.attempt.note(err)
		s.fail()
	}
	return n, err
}

func (s *socket) tooLong() error {
	switch {
	case s.received > maxHandshakeBytes:
		return errHandshakeTooLong
	case s.received > maxInfoBytes && !s.wrote.Load():
		return errInfoTooLong
	default:
		return nil
	}
}

// Write keeps a broken pipe to itself until the handshake is over: a server that
// refuses says why and hangs up, and nats.go, which writes before it reads,
// would miss the words. The read that follows finds them, or the break itself.
func (s *socket) Write(p []byte) (int, error) {
	s.wrote.Store(true)
	n, err := s.Conn.Write(p)
	if err != nil && !s.established.Load() && (errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)) {
		s.attempt.note(err)
		return len(p), nil
	}
	return n, err
}

func (s *socket) fail() {
	s.failed.Store(true)
	s.onFail()
}

// Close implements net.Conn; closing twice is harmless.
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
	tls      *tlsFacts
	connect  time.Time // CONNECT is being made
	done     time.Time // PONG was read
	head     []byte    // the first bytes, to tell an HTTP or SSH server
	failed   error
}

const headBytes = 8

func (a *attempt) mark(set func(*attempt)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	set(a)
}

// saw looks at bytes that came before the handshake was over.
func (a *attempt) saw(p []byte) {
	a.mark(func(a *attempt) {
		if len(a.head) < headBytes {
			a.head = append(a.head, p[:min(len(p), headBytes-len(a.head))]...)
		}
		if a.info.IsZero() && a.tlsDone.IsZero() && bytes.HasPrefix(a.head, []byte("INFO ")) && bytes.IndexByte(p, '\n') >= 0 {
			a.info = time.Now()
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
