package natsconn

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/dialpolicy"
	"github.com/heynats/heynats/internal/fault"
)

// A link's state, fed by nats.go's callbacks and by the socket. Asking the
// nats.Conn would wait for its mutex, which it holds while it reconnects.
const (
	linkInitial uint32 = iota
	linkUp
	linkDown
	linkGone
)

// subscriptionBuffer is how many messages nats.go may hold for one synchronous
// subscription; its default of 65,536 takes half a megabyte even when empty.
const subscriptionBuffer = 8_192

// link is one nats.Conn and what is known of it without asking it.
type link struct {
	m      *Manager
	c      *ConnectionInfo // nil for a trial
	dialTo *dialTarget
	nc     *nats.Conn // set before the link is shared
	via    transport
	pool   int // how many addresses nats.go walks before it pauses

	ctx  context.Context // ends when the link is cut
	end  context.CancelFunc
	sock atomic.Pointer[socket]

	state     atomic.Uint32
	epoch     atomic.Pointer[epoch]
	server    atomic.Pointer[ServerInfo]
	dialFails atomic.Int64
	attempts  atomic.Int64 // dials since the link went down
	nextTry   atomic.Int64 // when nats.go ends its pause, on the manager's clock
	changed   broadcast
	refused   atomic.Pointer[error] // the last refusal of the credentials since the link was up
	outages   atomic.Int64          // breaks that are over
	lostAt    atomic.Int64          // wall clock of the last break, Unix ns
	tasks     group
	calls     calls
	inbox     string // prefix of reply subjects, set before the link is shared
	outbox    chan outgoing
	health    health

	told       chan struct{}
	toldOnce   sync.Once
	toldWhy    error
	toldReason Reason

	lastAttempt atomic.Pointer[attempt]
}

// epoch is one unbroken stretch of a link; lost is closed when it breaks.
type epoch struct{ lost chan struct{} }

func (m *Manager) newLink(c *ConnectionInfo, dialTo *dialTarget, pool int) *link {
	l := &link{m: m, c: c, dialTo: dialTo, pool: pool, told: make(chan struct{})}
	l.ctx, l.end = context.WithCancel(m.ctx)
	l.changed.init()
	return l
}

// connect dials with plain nats.Connect: nats.go's own retries begin only
// after the first success. It returns when ctx ends, because every socket is
// cut then, which nats.Connect by itself would not notice.
func (l *link) connect(ctx context.Context, target *Target, creds Credentials) error {
	stop := context.AfterFunc(ctx, l.cut)
	defer stop()
	var err error
	if l.via, err = transportOf(target, creds); err != nil {
		return err
	}
	nc, err := l.options(ctx, target, creds).Connect()
	if err != nil {
		l.cut()
		return err
	}
	l.nc = nc
	if err := l.listen(); err != nil || !stop() || !l.markUp() {
		// Cut, or dropped again, before Connect even returned.
		l.cut()
		nc.Close()
		return errors.Join(errLinkLost, ctx.Err(), err)
	}
	if a := l.lastAttempt.Load(); a != nil {
		a.mark(func(a *attempt) { a.done = time.Now() })
	}
	l.server.Store(l.readServerInfo())
	return nil
}

// linkDialer gives dials a context, which nats.go does not: the first connect's,
// then the link's own.
type linkDialer struct {
	l     *link
	first context.Context
}

// Dial implements nats.CustomDialer.
func (d *linkDialer) Dial(network, address string) (net.Conn, error) {
	l := d.l
	if l.state.Load() == linkInitial {
		return l.dial(d.first, network, address, func() {})
	}
	ctx, cancel := context.WithTimeout(l.ctx, l.m.cfg.DialTimeout)
	defer cancel()
	l.attempts.Add(1)
	l.m.counters.dials.Add(1)
	release, err := l.m.budget.enter(ctx, l.dialTo)
	if err != nil {
		return nil, err
	}
	conn, err := l.dial(ctx, network, address, release)
	if err != nil {
		release()
		c := classOf(err, l.lastAttempt.Load())
		l.dialTo.judge(c, l.m.now())
		l.m.counters.failure(c)
		l.dialFails.Add(1)
		l.changed.fire()
	}
	return conn, err
}

func (l *link) dial(ctx context.Context, network, address string, release func()) (net.Conn, error) {
	a := &attempt{address: address, started: time.Now()}
	l.lastAttempt.Store(a)
	ctx = dialpolicy.WithTrace(ctx, &dialpolicy.Trace{
		Resolved: a.onResolved,
		Dialed:   a.onDialed,
	})
	if err := ctx.Err(); err != nil {
		a.note(err)
		return nil, err
	}
	conn, err := l.m.dialer.DialContext(ctx, network, address)
	if err != nil {
		a.note(err)
		return nil, err
	}
	a.mark(func(a *attempt) {
		if a.dialled.IsZero() {
			a.dialled = time.Now()
		}
	})
	s := newSocket(conn, l.via, a, l.markDown, sync.OnceFunc(release))
	l.sock.Store(s)
	if l.ctx.Err() != nil { // cut between the dial and here
		_ = s.Close()
		return nil, errLinkLost
	}
	if err := s.begin(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// SkipTLSHandshake tells nats.go that TLS is done by the socket.
func (*linkDialer) SkipTLSHandshake() bool { return true }

// cut ends the link's I/O at once, whatever nats.go is waiting for. The
// nats.Conn itself is closed elsewhere: its Close may have to wait for a mutex
// that only the cut socket frees.
func (l *link) cut() {
	l.end()
	l.state.Store(linkGone)
	l.lose()
	if s := l.sock.Load(); s != nil {
		_ = s.Close()
	}
}

// drop breaks the socket only: nats.go takes it for a lost link.
func (l *link) drop() {
	l.markDown()
	if s := l.sock.Load(); s != nil {
		_ = s.Close()
	}
}

// markUp reports whether the link is up now; it may have gone down or away
// before the news that it came up.
func (l *link) markUp() bool {
	e := &epoch{lost: make(chan struct{})}
	l.epoch.Store(e)
	restored := l.state.CompareAndSwap(linkDown, linkUp)
	if !restored && !l.state.CompareAndSwap(linkInitial, linkUp) {
		l.lose()
		return false
	}
	s := l.sock.Load()
	if s.failed.Load() { // it broke before this news of it came
		l.markDown()
		return false
	}
	s.establish()
	if restored {
		l.outages.Add(1)
	}
	l.attempts.Store(0)
	l.refused.Store(nil)
	l.dialTo.succeeded()
	l.changed.fire()
	return true
}

// markDown leaves an initial link alone: its socket says that it failed, and
// markUp looks there.
func (l *link) markDown() {
	if l.state.CompareAndSwap(linkUp, linkDown) {
		l.lostAt.Store(l.m.wallNow().UnixNano())
		l.lose()
		l.changed.fire()
	}
}

// lose releases everybody who waits for an answer on this stretch.
func (l *link) lose() {
	if e := l.epoch.Swap(nil); e != nil {
		close(e.lost)
	}
}

// tell asks the holders of leases to stop, and says why.
func (l *link) tell(reason Reason, why *fault.Error) {
	l.toldOnce.Do(func() {
		l.toldReason, l.toldWhy = reason, why
		close(l.told)
	})
}

func (l *link) onDisconnect(err error) {
	l.markDown()
	l.m.linkDropped(l, err)
}

func (l *link) onReconnect() {
	// Before Connect has returned, connect itself looks how the link stands.
	if l.state.Load() == linkInitial || !l.markUp() {
		return
	}
	l.m.linkRestored(l)
	l.tasks.run(func() { l.server.Store(l.readServerInfo()) })
}

func (l *link) onClosed(err error) {
	l.state.Store(linkGone)
	l.lose()
	l.m.linkClosed(l, err)
}

// onLameDuck runs as the manager's, not as the link's: it may close the link,
// which waits for the link's own.
func (l *link) onLameDuck() {
	l.m.tasks.run(func() { l.m.leaveLameDuck(l) })
}

// onError sees what the server says out of turn. A permission error belongs to
// the requests in flight on its subject.
func (l *link) onError(err error) {
	if subject, publish, ok := deniedSubject(err); ok {
		l.denied(subject, publish)
		return
	}
	if isAuth(err) {
		l.refused.Store(&err)
	}
	if l.c != nil && !errors.Is(err, nats.ErrSlowConsumer) {
		l.m.asyncError(l, err)
	}
}
