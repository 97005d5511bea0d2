package natstest

import (
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// Patience is how long anything in this package waits for what must happen.
// It is long because the race detector on a busy machine is slow; a test that
// works never comes near it.
const Patience = 20 * time.Second

// Main runs the tests of a package and fails it when a goroutine outlives
// them. Call it from TestMain, before anything else:
//
//	func TestMain(m *testing.M) { natstest.Main(m) }
//
// In the child processes of [StartProcess], which run the same binary, it runs
// the server instead. It does not return.
func Main(m *testing.M, opts ...goleak.Option) {
	if os.Getenv(childEnv) != "" {
		os.Exit(runChild(os.Stdin, os.Stdout, os.Stderr))
	}
	// A client of nats.go that published asynchronously, as its object store does, and
	// is closed at once may leave this behind: the goroutine looks for its channel when
	// there is none any more (nats.go 1.55, jetstream/publish.go). Nothing that ships
	// publishes that way.
	opts = append(opts, goleak.IgnoreTopFunction("github.com/nats-io/nats.go/jetstream.(*jetStream).resetPendingAcksOnReconnect"))
	goleak.VerifyTestMain(m, opts...)
}

// Until waits for the condition, asking every 2 ms, and fails the test when it
// has not come true within [Patience]; what says what was waited for. Inside a
// synctest bubble the time is the bubble's.
func Until(tb testing.TB, what string, condition func() bool) {
	tb.Helper()
	if condition() {
		return
	}
	deadline := time.NewTimer(Patience)
	defer deadline.Stop()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if condition() {
				return
			}
		case <-deadline.C:
			tb.Fatalf("gave up after %s waiting for: %s", Patience, what)
		}
	}
}
