package natsconn

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/natstest"
)

// fakeUp returns connections whose links are up without a server behind them:
// these benchmarks never touch the link.
func fakeUp(b *testing.B, n int) (*rig, []*ConnectionInfo) {
	b.Helper()
	r := newRig(b, Config{MaxConnections: n + 1, IdleTimeout: 24 * time.Hour, MaxLifetime: 48 * time.Hour, CheckInterval: time.Hour}, func(d *Deps) { d.Logger = nil })
	target := specOf(b, Request{URL: "nats://localhost"}).Target
	all := make([]*ConnectionInfo, n)
	for i := range all {
		c := r.newConnection(Owner{}, target)
		l := r.newLink(c, r.budget.target(target.key(), 0), 1)
		l.state.Store(linkUp)
		c.link.Store(l)
		r.schedule.add(c, r.deadline(c, r.now()))
		all[i] = c
	}
	b.Cleanup(func() {
		for _, c := range all {
			if l := c.link.Swap(nil); l != nil {
				l.end()
			}
		}
	})
	return r, all
}

func BenchmarkGetOrReconnect(b *testing.B) {
	r, all := fakeUp(b, 10_000)
	background := context.Background()
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		i := 0
		for pb.Next() {
			i = (i + 7919) % len(all)
			lease, err := r.GetOrReconnect(background, all[i], r.key, Active)
			if err != nil {
				b.Error(err)
				return
			}
			lease.Release()
		}
	})
}

func BenchmarkUpdateActivity(b *testing.B) {
	r, all := fakeUp(b, 1)
	b.ReportAllocs()
	for b.Loop() {
		r.UpdateActivity(all[0])
	}
}

// BenchmarkSweepNothingDue is what the sweep costs when nobody is idle.
func BenchmarkSweepNothingDue(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, _ := fakeUp(b, n)
			for b.Loop() {
				r.cleanupIdleConnections()
			}
		})
	}
}

// BenchmarkSweepAllLookedAt is the worst case: every deadline has passed once,
// and every connection turns out to have been used since.
func BenchmarkSweepAllLookedAt(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r, all := fakeUp(b, n)
			for b.Loop() {
				r.schedule.clock += time.Hour // the clocks have drifted apart: look at all
				r.cleanupIdleConnections()
			}
			runtime.KeepAlive(all)
		})
	}
}

func BenchmarkWake(b *testing.B) {
	s := natstest.Start(b, natstest.WithUser("ann", "secret"))
	r := newRig(b, Config{}, func(d *Deps) { d.Logger = nil })
	c := r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}})
	background := context.Background()
	for b.Loop() {
		b.StopTimer()
		r.parkNow(c)
		b.StartTimer()
		lease, err := r.GetOrReconnect(background, c, r.key, Active)
		if err != nil {
			b.Fatal(err)
		}
		lease.Release()
	}
}

// BenchmarkParkedMemory reports the heap that one parked connection takes.
func BenchmarkParkedMemory(b *testing.B) {
	const n = 2_000
	s := natstest.Start(b, natstest.WithUser("ann", "secret"))
	for b.Loop() {
		r := newRig(b, Config{}, func(d *Deps) { d.Logger = nil })
		spec := specOf(b, Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}})
		before := heapInUse()
		keep := make([]*ConnectionInfo, 0, n)
		for range n {
			own := *spec.Target
			c := r.newConnection(Owner{}, &own)
			if err := r.keep(context.Background(), c, r.key, Spec{Target: &own, Credentials: spec.Credentials}); err != nil {
				b.Fatal(err)
			}
			for range 4 {
				r.enter(c, StateActive, ReasonUser, "connected to localhost:4222")
				r.enter(c, StateParked, ReasonIdle, "idle for 30m0s")
			}
			r.schedule.add(c, c.expiresMono)
			keep = append(keep, c)
		}
		b.ReportMetric(float64(heapInUse()-before)/n, "B/connection")
		runtime.KeepAlive(keep)
	}
}

func heapInUse() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
