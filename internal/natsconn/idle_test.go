package natsconn

import (
	"context"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heynats/heynats/internal/natstest"
)

const pipeURL = "nats://pipe.test:4222"

// bubble runs f with fake time and a NATS server that has no sockets.
func bubble(t *testing.T, cfg Config, f func(t *testing.T, r *rig, p *natstest.Pipe), edit ...func(*Deps)) {
	t.Helper()
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		r := newRig(t, cfg, append([]func(*Deps){func(d *Deps) { d.Dialer = p }}, edit...)...)
		f(t, r, p)
		r.shutdown()
		synctest.Wait()
	})
}

func pass(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // fake time: this is how it passes in a bubble
	synctest.Wait()
}

func TestCase16_IdleCloseNeverUnderAHolder(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{IdleTimeout: time.Nanosecond, CheckInterval: time.Hour})
	c := r.open(s.URL())
	stop := make(chan struct{})
	var sweeper, users sync.WaitGroup
	sweeper.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				r.cleanupIdleConnections()
			}
		}
	})
	var broken atomic.Int64
	for range 8 {
		users.Go(func() {
			for range 300 {
				lease, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
				if err != nil {
					broken.Add(1)
					continue
				}
				if c.link.Load() != lease.l || lease.l.state.Load() != linkUp {
					broken.Add(1)
				}
				lease.Release()
			}
		})
	}
	users.Wait()
	close(stop)
	sweeper.Wait()
	if broken.Load() != 0 {
		t.Errorf("%d times the link was closed under its holder, or could not be had\n%s", broken.Load(), tail(r.logs.String()))
	}
	if r.Metrics().Parks == 0 {
		t.Error("nothing was ever parked: this test shows nothing")
	}
}

func tail(s string) string { return s[max(0, len(s)-3000):] }

func TestCase17_LeasedIsNeverIdle(t *testing.T) {
	bubble(t, Config{IdleTimeout: 3 * time.Minute, CheckInterval: time.Minute}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		lease := r.acquire(c)
		pass(time.Hour)
		if got := r.Snapshot(c); got.State != StateActive || got.TimeRemaining != 3*time.Minute {
			t.Fatalf("under a live stream: %s, %s remaining", got.State, got.TimeRemaining)
		}
		lease.Release()
		pass(3*time.Minute - time.Second)
		if got := r.Snapshot(c); got.State != StateActive {
			t.Fatalf("parked before the idle timeout had passed since the release: %s", got.State)
		}
		pass(time.Minute + time.Second)
		if got := r.Snapshot(c); got.State != StateParked || got.Reason != ReasonIdle || p.Open() != 0 {
			t.Fatalf("%s (%s), %d links open; want parked (idle) and none", got.State, got.Reason, p.Open())
		}
	})
}

func TestCase18_OperationLongerThanIdleTimeout(t *testing.T) {
	bubble(t, Config{IdleTimeout: time.Second, CheckInterval: time.Second}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		lease := r.acquire(c)
		pass(10 * time.Second)
		if _, err := lease.Request(ctx(t), natstest.EchoSubject, []byte("still here")); err != nil {
			t.Errorf("the link was closed under a long operation: %v", err)
		}
		lease.Release()
	})
}

func TestCase19_LookingIsNotActivity(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		opened := r.Snapshot(c).LastActivity
		for range 9 {
			pass(30 * time.Second)
			r.Health(ctx(t), c)
			r.Snapshot(c)
		}
		got := r.Snapshot(c)
		if got.IdleTimeout.String() != "30m0s" || got.TimeRemaining.Round(time.Second).String() != "25m30s" {
			t.Errorf("%s of %s remaining, want 25m30s of 30m0s", got.TimeRemaining, got.IdleTimeout)
		}
		if !got.LastActivity.Round(time.Second).Equal(opened.Round(time.Second)) {
			t.Errorf("last activity moved from %s to %s by looking", opened, got.LastActivity)
		}
		for range 60 {
			pass(30 * time.Second)
			r.Health(ctx(t), c)
		}
		if got := r.Snapshot(c); got.State != StateParked {
			t.Errorf("polling kept it alive: %s", got.State)
		}
	})
}

func TestPassiveRequestsNeitherExtendNorWake(t *testing.T) {
	bubble(t, Config{IdleTimeout: 3 * time.Minute, CheckInterval: time.Minute}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		for range 10 {
			pass(30 * time.Second)
			if lease, err := r.GetOrReconnect(ctx(t), c, r.key, Passive); err == nil {
				lease.Release()
			}
		}
		if got := r.Snapshot(c); got.State != StateParked {
			t.Fatalf("passive requests kept it alive: %s", got.State)
		}
		_, err := r.GetOrReconnect(ctx(t), c, r.key, Passive)
		wantCode(t, err, "connection_parked")
		if p.Dials() != 1 {
			t.Errorf("%d dials, want the first one only", p.Dials())
		}
		r.acquire(c).Release()
	})
}

func TestARefreshThatRunsDuringTheSweepBuysNoTime(t *testing.T) {
	bubble(t, Config{IdleTimeout: 30 * time.Minute, CheckInterval: 5 * time.Minute}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		pass(29 * time.Minute)
		lease, err := r.GetOrReconnect(ctx(t), c, r.key, Passive)
		if err != nil {
			t.Fatal(err)
		}
		pass(2 * time.Minute) // the sweep comes by at 30 minutes
		lease.Release()
		pass(5 * time.Minute)
		if got := r.Snapshot(c); got.State != StateParked {
			t.Errorf("%s after %s without use", got.State, 36*time.Minute)
		}
	})
}

func TestPassiveRequestsBringBackALostLink(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		p.Drop()
		synctest.Wait()
		if got := r.Snapshot(c); got.State != StateParked || got.Reason != ReasonLinkLost {
			t.Fatalf("%s (%s), want parked (link_lost)", got.State, got.Reason)
		}
		lease, err := r.GetOrReconnect(ctx(t), c, r.key, Passive)
		if err != nil {
			t.Fatal(err)
		}
		lease.Release()
		if got := r.Snapshot(c); got.State != StateActive || got.Changes[0].Reason != ReasonRecovered {
			t.Errorf("%s, %+v", got.State, got.Changes[0])
		}
		// Bringing it back was no use of it: however often the link drops under a
		// page that only looks, the connection is parked in the end.
		for range 40 {
			pass(time.Minute)
			p.Drop()
			synctest.Wait()
			if lease, err := r.GetOrReconnect(ctx(t), c, r.key, Passive); err == nil {
				lease.Release()
			}
		}
		if got := r.Snapshot(c); got.State != StateParked {
			t.Errorf("a page that only looks kept it alive: %s", got.State)
		}
	})
}

// skewed is a wall clock that a test can set.
type skewed struct{ by atomic.Int64 }

func (s *skewed) now() time.Time { return time.Now().Add(time.Duration(s.by.Load())) }

func TestCase20_WallClockDoesNotTouchIdleTime(t *testing.T) {
	for _, jump := range []time.Duration{time.Hour, -time.Hour} {
		clock := &skewed{}
		bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
			c := r.open(pipeURL)
			clock.by.Store(int64(jump))
			pass(10 * time.Minute)
			if got := r.Snapshot(c); got.State != StateActive || got.TimeRemaining != 20*time.Minute {
				t.Errorf("clock set by %s: %s, %s remaining", jump, got.State, got.TimeRemaining)
			}
			pass(25 * time.Minute)
			if got := r.Snapshot(c); got.State != StateParked {
				t.Errorf("clock set by %s: %s, want parked", jump, got.State)
			}
		}, func(d *Deps) { d.Wall = clock.now })
	}
}

func TestCase21_SuspendIsSeenBySweepAndAccess(t *testing.T) {
	clock := &skewed{}
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		a, b := r.open(pipeURL), r.open(pipeURL)
		clock.by.Store(int64(25 * time.Hour)) // the monotonic clock stood still meanwhile
		_, err := r.GetOrReconnect(ctx(t), a, r.key, Active)
		wantCode(t, err, "connection_closed")
		pass(6 * time.Minute)
		if got := r.Snapshot(b); got.State != StateClosed || p.Open() != 0 {
			t.Errorf("%s with %d links after a sweep, want closed and none", got.State, p.Open())
		}
	}, func(d *Deps) { d.Wall = clock.now })
}

func TestCase22_LifetimeAtAccessBeforeTheSweep(t *testing.T) {
	bubble(t, Config{MaxLifetime: time.Minute, CheckInterval: time.Hour}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		pass(61 * time.Second)
		_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
		wantCode(t, err, "connection_closed")
		if _, err := r.store.Get(context.Background(), c.ID()); err == nil {
			t.Error("the sealed record outlived the connection")
		}
	})
}

func TestCase23_ParkThenRequest(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.openAs(Request{URL: pipeURL, Auth: Secrets{Username: "ann", Password: "secret"}})
		pass(36 * time.Minute)
		if p.Open() != 0 {
			t.Fatalf("%d links open after the idle timeout", p.Open())
		}
		lease := r.acquire(c)
		defer lease.Release()
		if _, err := lease.Request(ctx(t), natstest.EchoSubject, nil); err != nil {
			t.Error(err)
		}
		if last := p.Connects()[1]; last.User != "ann" || last.Pass != "secret" {
			t.Error("woken with other credentials than it was opened with")
		}
	})
}

func TestReconnectAskedTooOftenLeavesTheLinkAlone(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		pass(time.Minute)
		if err := r.Reconnect(ctx(t), c, r.key); err != nil {
			t.Fatal(err)
		}
		wantCode(t, r.Reconnect(ctx(t), c, r.key), "limit_reached")
		synctest.Wait() // the link before is closed beside the new one
		if got := r.Snapshot(c); got.State != StateActive || p.Open() != 1 {
			t.Errorf("%s with %d links after a refused reconnect", got.State, p.Open())
		}
	})
}

func TestBriefDurations(t *testing.T) {
	for d, want := range map[time.Duration]string{
		855 * time.Microsecond: "855 µs", 2100 * time.Microsecond: "2.1 ms", 3200 * time.Millisecond: "3.2 s",
		30 * time.Minute: "30 min", 90 * time.Minute: "90 min", 24 * time.Hour: "24 h", 4 * time.Second: "4 s",
	} {
		if got := brief(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestCase24_IdleButUnsweptUsesTheLiveLink(t *testing.T) {
	bubble(t, Config{IdleTimeout: time.Minute, CheckInterval: time.Hour}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		pass(30 * time.Minute)
		r.acquire(c).Release()
		if p.Dials() != 1 {
			t.Errorf("%d dials, want the live link to be used", p.Dials())
		}
	})
}

func TestCase26_DoubleRelease(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		other := r.acquire(c)
		lease := r.acquire(c)
		copied := lease
		lease.Release()
		lease.Release()
		copied.Release()
		fresh := r.acquire(c) // may reuse the ticket of the one released
		lease.Release()
		if got := r.Snapshot(c).Leases; got != 2 {
			t.Errorf("%d leases, want 2", got)
		}
		fresh.Release()
		other.Release()
		Lease{}.Release()
	})
}

func TestReleaseStampsBeforeItDrops(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		lease := r.acquire(c)
		pass(10 * time.Minute)
		lease.Release()
		if got := r.Snapshot(c).TimeRemaining; got != 30*time.Minute {
			t.Errorf("%s remaining right after a release, want 30m", got)
		}
	})
}

func TestCase52_LifetimeEndsEvenUnderALiveStream(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		lease := r.acquire(c)
		pass(24*time.Hour + 6*time.Minute)
		select {
		case <-lease.Done():
		default:
			t.Fatal("the stream was not told")
		}
		if lease.EndReason() != ReasonLifetime || p.Open() != 0 {
			t.Errorf("told %s, %d links open", lease.EndReason(), p.Open())
		}
		wantCode(t, lease.Err(), "connection_closed")
		lease.Release()
	})
}

func TestCase07_BreakerOpensAndLetsOneProbeThrough(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		var all []*ConnectionInfo
		for range 10 {
			all = append(all, r.open(pipeURL))
		}
		p.Drop()
		synctest.Wait()
		p.RefuseDials(syscall.ECONNREFUSED)
		before := p.Dials()
		for _, c := range all {
			_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
			wantCode(t, err, "nats_unreachable")
		}
		if got := p.Dials() - before; got != breakerFailures {
			t.Errorf("%d dials before the breaker opened, want %d", got, breakerFailures)
		}

		// Half open: of all that come at once, one probes.
		pass(2 * breakerFirst)
		before = p.Dials()
		p.DelayDials(time.Second)
		var wg sync.WaitGroup
		for _, c := range all {
			wg.Go(func() { _, _ = r.GetOrReconnect(ctx(t), c, r.key, Active) })
		}
		wg.Wait()
		if got := p.Dials() - before; got != 1 {
			t.Errorf("%d probes of a half-open breaker, want 1", got)
		}

		p.DelayDials(0)
		p.RefuseDials(nil)
		pass(2 * breakerMost)
		for _, c := range all {
			r.acquire(c).Release()
		}
	})
}

func TestCase33_StaleCallbackOfAnOldLink(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		old := c.link.Load()
		r.parkNow(c)
		lease := r.acquire(c)
		defer lease.Release()
		want := r.Snapshot(c)
		r.linkDropped(old, errLinkLost)
		r.linkRestored(old)
		r.linkClosed(old, errLinkLost)
		r.leaveLameDuck(old)
		if got := r.Snapshot(c); got.State != want.State || got.Reconnects != want.Reconnects || len(got.Changes) != len(want.Changes) {
			t.Errorf("a callback of an old link changed the connection: %+v", got)
		}
	})
}

func TestCase43_IntervalsThatMakeNoSense(t *testing.T) {
	for _, cfg := range []Config{{IdleTimeout: -1}, {CheckInterval: -time.Second}, {MaxLifetime: -1}, {DialTimeout: -1}, {ReconnectWait: -1}, {MaxConnections: -1}} {
		if m, err := New(cfg, Deps{Dialer: natstest.NewPipe()}); err == nil {
			m.Shutdown(context.Background())
			t.Errorf("%+v was accepted", cfg)
		}
	}
	if _, err := New(Config{}, Deps{}); err == nil {
		t.Error("a manager without a dialer was accepted")
	}
}
