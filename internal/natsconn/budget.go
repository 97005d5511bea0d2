package natsconn

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Dial budgets. A target's own slots are taken first, so that one target with
// many waiting dials holds none of the shared ones while it waits. Targets that
// have never answered, or did not answer last time, may use only a part of the
// shared slots: the rest is always there for those that work.
const (
	dialsPerTarget = 4
	dialsInAll     = 32
	dialsUnproven  = 24
)

// The circuit breaker of a target: after breakerFailures in a row it is open
// for a while that doubles with every failed probe.
const (
	breakerFailures = 5
	breakerFirst    = 5 * time.Second
	breakerMost     = time.Minute
)

// A connection's own backoff after a failed dial.
const (
	backoffFirst = 500 * time.Millisecond
	backoffMost  = 30 * time.Second
)

// nats.go's pause between its own attempts; at least a second of jitter keeps
// the links of one dead server from coming back in one spike.
const (
	reconnectFirst  = 500 * time.Millisecond
	reconnectMost   = 15 * time.Second
	reconnectJitter = time.Second
)

// forgetTarget is how long an unused target's health is remembered.
const forgetTarget = 10 * time.Minute

type budget struct {
	all      chan struct{}
	unproven chan struct{}

	mu      sync.Mutex
	targets map[string]*dialTarget
}

func newBudget() *budget {
	return &budget{
		all:      make(chan struct{}, dialsInAll),
		unproven: make(chan struct{}, dialsUnproven),
		targets:  make(map[string]*dialTarget),
	}
}

// dialTarget is a set of addresses: its slots and its health.
type dialTarget struct {
	slots chan struct{}

	mu        sync.Mutex
	failures  int
	openUntil time.Duration
	probing   bool
	proven    bool
	lastUsed  time.Duration
	why       *fault.Error // of the last failure
}

// target returns the shared health of a set of addresses.
func (b *budget) target(key string, now time.Duration) *dialTarget {
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.targets[key]
	if t == nil {
		t = &dialTarget{slots: make(chan struct{}, dialsPerTarget)}
		b.targets[key] = t
	}
	t.touch(now)
	return t
}

// forget drops targets that nobody dialled for a while.
func (b *budget) forget(now time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for key, t := range b.targets {
		if t.unusedFor(now) > forgetTarget {
			delete(b.targets, key)
		}
	}
}

// enter takes one slot of the target and one of all, in this order, or returns
// ctx's error. The caller must call release once.
func (b *budget) enter(ctx context.Context, t *dialTarget) (release func(), err error) {
	taken := make([]chan struct{}, 0, 3)
	release = func() {
		for _, slots := range taken {
			<-slots
		}
	}
	queues := []chan struct{}{t.slots, b.unproven, b.all}
	if t.isProven() {
		queues = []chan struct{}{t.slots, b.all}
	}
	for _, slots := range queues {
		select {
		case slots <- struct{}{}:
			taken = append(taken, slots)
		case <-ctx.Done():
			release()
			return nil, errNoSlot
		}
	}
	return sync.OnceFunc(release), nil
}

// admit asks the breaker. When it is closed, or when the caller is the one
// probe of a half-open one, wait is zero and report must be called with the
// outcome; otherwise wait is the time to stay away.
func (t *dialTarget) admit(now time.Duration, byHand bool) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lastUsed = now
	switch {
	case t.failures < breakerFailures:
		return 0
	case t.probing:
		return time.Second
	case now < t.openUntil && !byHand:
		return t.openUntil - now
	default:
		t.probing = true
		return 0
	}
}

func (t *dialTarget) succeeded() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failures, t.openUntil, t.probing, t.proven = 0, 0, false, true
}

func (t *dialTarget) failed(now time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failures++
	t.probing, t.proven = false, false
	if over := t.failures - breakerFailures; over >= 0 {
		t.openUntil = now + doubled(breakerFirst, breakerMost, over)
	}
}

// judge takes in what a dial died of.
func (t *dialTarget) judge(c class, now time.Duration) {
	switch {
	case c.ofTarget():
		t.failed(now)
	case c == classAuth, c == classTLS, c == classFull:
		t.reached()
	default:
		t.abandoned()
	}
}

func (t *dialTarget) because(why *fault.Error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.why = why
}

// lastFailure returns why the last dial failed, or nil.
func (t *dialTarget) lastFailure() *fault.Error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.why
}

// reached ends a dial that came through but was refused for reasons of its
// own: nothing is wrong with the target.
func (t *dialTarget) reached() { t.succeeded() }

func (t *dialTarget) abandoned() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.probing = false
}

func (t *dialTarget) isProven() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.proven
}

func (t *dialTarget) touch(now time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lastUsed = now
}

func (t *dialTarget) unusedFor(now time.Duration) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return now - t.lastUsed
}

// doubled returns first·2ⁿ, at most most, with a quarter of jitter either way.
func doubled(first, most time.Duration, n int) time.Duration {
	d := most
	if n < 16 {
		d = min(most, first<<n)
	}
	return d - d/4 + rand.N(d/2+1) //nolint:gosec // jitter, not a secret
}

// backoff returns how long a connection stays away after its nth failure.
func backoff(n int) time.Duration { return doubled(backoffFirst, backoffMost, n-1) }

// reconnectDelay is nats.go's pause after it walked all addresses n times.
func reconnectDelay(n int) time.Duration {
	return doubled(reconnectFirst, reconnectMost, n-1) + rand.N(reconnectJitter) //nolint:gosec // jitter, not a secret
}

// waitError is the answer inside a window in which nothing is dialled.
func waitError(host string, wait time.Duration, last *fault.Error) *fault.Error {
	err := fault.New(fault.Unavailable, "nats_unreachable", host+" could not be reached a moment ago. HeyNATS waits before it tries again.")
	if last != nil && last.Code == "nats_unreachable" {
		err = last
	}
	return err.WithRetryAfter(wait)
}
