package natsconn

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// State is where a managed connection stands.
type State uint8

// The states: parked → dialing → active ⇄ reconnecting; failed after a dial
// that did not succeed; closed for ever.
const (
	StateParked State = iota
	StateDialing
	StateActive
	StateReconnecting
	StateFailed
	StateClosed
	states // their number
)

// String returns the state's name on the wire.
func (s State) String() string {
	return [...]string{"parked", "dialing", "active", "reconnecting", "failed", "closed"}[s]
}

// Reason says why a connection is in its state.
type Reason string

// The reasons.
const (
	ReasonUser       Reason = "user"        // somebody asked for it
	ReasonIdle       Reason = "idle"        // unused for Config.IdleTimeout
	ReasonLinkLost   Reason = "link_lost"   // the link dropped
	ReasonLameDuck   Reason = "lame_duck"   // the server announced that it shuts down
	ReasonTransient  Reason = "transient"   // could not be reached; will be tried again
	ReasonAuth       Reason = "auth"        // credentials refused; needs new ones
	ReasonDisconnect Reason = "disconnect"  // disconnected by its owner
	ReasonLifetime   Reason = "lifetime"    // Config.MaxLifetime is over
	ReasonEvicted    Reason = "evicted"     // made room for another
	ReasonShutdown   Reason = "shutdown"    // HeyNATS stops
	ReasonSealed     Reason = "unsealable"  // the stored credentials did not open
	ReasonRecovered  Reason = "recovered"   // came back by itself
	ReasonReplaced   Reason = "credentials" // new credentials were given
)

// Change is one entry of a connection's history.
type Change struct {
	At     time.Time
	State  State
	Reason Reason
	Detail string // a sentence fragment for people; never holds what a server sent
}

// maxChanges bounds the history that a connection keeps.
const maxChanges = 16

// gateClosed is added to the lease count while a connection is being parked:
// whoever adds a lease in that moment sees a negative count and takes the slow
// path, where it waits for the transition mutex.
const gateClosed = math.MinInt64 / 2

// ConnectionInfo is one managed connection: the link, when it was last used,
// and what is needed to reconnect. All methods may be called concurrently.
type ConnectionInfo struct {
	id    string
	owner Owner

	createdAt   time.Time
	expiresAt   time.Time     // wall clock
	expiresMono time.Duration // the same on the monotonic clock

	// The hot path touches these three and nothing else.
	leases       atomic.Int64
	lastActivity atomic.Int64 // time.Duration since the manager's start
	link         atomic.Pointer[link]

	// mu is the transition mutex. It is never held across I/O, a callback or
	// a call into nats.go.
	mu         sync.Mutex
	target     *Target
	state      State
	reason     Reason
	flight     *flight
	failures   int           // dials failed in a row
	retryAt    time.Duration // no dial before, except by hand
	forcedAt   time.Duration
	lastErr    *fault.Error
	lastErrAt  time.Time
	reconnects int
	wakes      int
	changes    []Change // oldest first
	closedWith *fault.Error

	pings pings

	// Owned by the schedule, under its mutex.
	heapIndex int
	due       time.Duration
}

// ID returns the connection's public id. It is no secret: it is worth nothing
// without the session that owns it.
func (c *ConnectionInfo) ID() string { return c.id }

// Owner returns whom the connection belongs to.
func (c *ConnectionInfo) Owner() Owner { return c.owner }

// Target returns where the connection leads.
func (c *ConnectionInfo) Target() *Target {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.target
}

// ReadOnly reports whether writes must be refused on this connection.
func (c *ConnectionInfo) ReadOnly() bool { return c.Target().ReadOnly }

// IsClosed reports whether the connection was removed for good.
func (c *ConnectionInfo) IsClosed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state == StateClosed
}

// enter records a transition. c.mu is held.
func (m *Manager) enter(c *ConnectionInfo, state State, reason Reason, detail string) {
	m.counters.states[c.state].Add(-1)
	m.counters.states[state].Add(1)
	c.state, c.reason = state, reason
	if len(c.changes) == maxChanges {
		c.changes = slices.Delete(c.changes, 0, 1)
	}
	c.changes = append(c.changes, Change{At: m.wallNow(), State: state, Reason: reason, Detail: detail})
}

// failed remembers the error that stats show. c.mu is held.
func (m *Manager) failed(c *ConnectionInfo, err *fault.Error) {
	c.lastErr, c.lastErrAt = err, m.wallNow()
}

// idleFor returns how long nobody has used the connection; a leased one is in
// use.
func (c *ConnectionInfo) idleFor(now time.Duration) time.Duration {
	if c.leases.Load() > 0 {
		return 0
	}
	return c.unusedFor(now)
}

// unusedFor returns how long ago the last use began or ended.
func (c *ConnectionInfo) unusedFor(now time.Duration) time.Duration {
	return max(0, now-time.Duration(c.lastActivity.Load()))
}
