package natsconn

import (
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heynats/heynats/internal/natstest"
)

// at is a time of day, in milliseconds.
func at(ms int64) time.Time { return time.UnixMilli(1_700_000_000_000 + ms).UTC() }

func (p *pings) all(now time.Time) []Ping {
	list, _, _ := p.newer(now, time.Time{})
	return list
}

func TestPingsKeepWhatTheyAreGiven(t *testing.T) {
	var p pings
	for i, rtt := range []time.Duration{0, 350 * time.Microsecond, 1999 * time.Millisecond, time.Hour, -time.Second} {
		p.add(at(int64(i)*5000), rtt, true)
	}
	p.add(at(25_000), 2*time.Second, false)
	want := []Ping{
		{At: at(0)},
		{At: at(5_000), RTT: 350 * time.Microsecond},
		{At: at(10_000), RTT: 1999 * time.Millisecond},
		{At: at(15_000), RTT: (1<<22 - 2) * time.Microsecond}, // as long as can be said
		{At: at(20_000)},
		{At: at(25_000), Failed: true},
	}
	got := p.all(at(25_000))
	if len(got) != len(want) {
		t.Fatalf("%d pings, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("ping %d is %+v, want %+v", i, got[i], want[i])
		}
	}
	farthest := time.Date(2109, 1, 1, 0, 0, 0, 0, time.UTC)
	p.add(farthest, time.Millisecond, true)
	if got := p.all(farthest); len(got) != 1 || !got[0].At.Equal(farthest) {
		t.Errorf("in 2109: %+v", got)
	}
}

func TestPingsSinceIsExclusiveAndMissesNothing(t *testing.T) {
	var p pings
	for range 5 { // all in one millisecond
		p.add(at(0), time.Millisecond, true)
	}
	var since time.Time
	for i := range 5 {
		list, total, oldest := p.newer(at(10), since)
		if len(list) != 5-i || total != 5 || !oldest.Equal(at(0)) {
			t.Fatalf("since %s: %d of %d, the oldest %s", since, len(list), total, oldest)
		}
		since = list[0].At
	}
	if list, _, _ := p.newer(at(10), since.Add(999*time.Microsecond)); len(list) != 0 {
		t.Errorf("since the last one: %+v", list)
	}
}

func TestPingsAreForgottenAfterAnHour(t *testing.T) {
	var p pings
	hour := time.Hour.Milliseconds()
	for ms := int64(0); ms <= 2*hour; ms += 5000 {
		p.add(at(ms), time.Millisecond, true)
	}
	got := p.all(at(2 * hour))
	if len(got) != 721 || !got[0].At.Equal(at(hour)) || !got[720].At.Equal(at(2*hour)) {
		t.Errorf("%d pings from %s to %s", len(got), got[0].At, got[len(got)-1].At)
	}
	if left := p.forget(at(2*hour + 1000)); left <= 0 || left > time.Hour {
		t.Errorf("the last is forgotten in %s", left)
	}
	if left := p.forget(at(3*hour + 1)); left != 0 || p.samples != nil {
		t.Errorf("after an hour of silence %d are left, for %s", len(p.samples), left)
	}
}

func TestPingsAreBounded(t *testing.T) {
	var p pings
	for ms := range int64(10 * pingsMost) {
		p.add(at(ms), time.Millisecond, true)
	}
	if len(p.samples) != pingsMost || cap(p.samples) > pingsMost+pingsChunk {
		t.Errorf("%d pings in room for %d", len(p.samples), cap(p.samples))
	}
}

func TestPingsAndAClockThatIsSet(t *testing.T) {
	var p pings
	p.add(at(0), time.Millisecond, true)
	p.add(at(-1500), time.Millisecond, true) // adjusted a little: still in order
	if got := p.all(at(-1500)); len(got) != 2 || !got[1].At.Equal(at(1)) {
		t.Errorf("%+v", got)
	}
	p.add(at(-60_000), time.Millisecond, true) // set back: what was before is at no time
	if got := p.all(at(-60_000)); len(got) != 1 || !got[0].At.Equal(at(-60_000)) {
		t.Errorf("%+v", got)
	}
	p.add(at(7_200_000), time.Millisecond, true) // set ahead: the others are old
	if got := p.all(at(7_200_000)); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// watch asks for the health as a page does, every second.
func (r *rig) watch(c *ConnectionInfo, d time.Duration) {
	for range int(d / time.Second) {
		pass(time.Second)
		r.Health(ctx(r.t), c)
	}
}

func TestHistoryRemembersOverLinksAndCountsAsNothing(t *testing.T) {
	bubble(t, Config{IdleTimeout: 30 * time.Minute, CheckInterval: time.Minute}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		if h := r.History(c, time.Time{}); len(h.Pings) != 0 || h.Total != 0 || !h.Oldest.IsZero() || len(h.Changes) != 1 {
			t.Errorf("in the beginning: %+v", h)
		}
		r.watch(c, time.Minute)
		before := r.History(c, time.Time{})
		if before.Total < 11 || before.Total > 13 {
			t.Errorf("%d pings in a minute", before.Total)
		}
		for _, ping := range before.Pings {
			if ping.Failed {
				t.Errorf("failed: %+v", ping)
			}
		}
		opened := r.Snapshot(c).LastActivity
		r.parkNow(c)
		r.watch(c, 10*time.Second) // nothing to ping
		if h := r.History(c, time.Time{}); h.Total != before.Total || p.Dials() != 1 {
			t.Errorf("while parked: %d pings, %d dials", h.Total, p.Dials())
		}
		if got := r.Snapshot(c); got.State != StateParked || !got.LastActivity.Equal(opened) {
			t.Errorf("looking changed it: %s, %s", got.State, got.LastActivity)
		}
		r.acquire(c).Release()
		r.watch(c, 10*time.Second)
		last := before.Pings[len(before.Pings)-1].At
		after := r.History(c, last)
		if after.Total <= before.Total || len(after.Pings) != after.Total-before.Total || !after.Pings[0].At.After(last) || !after.Oldest.Equal(before.Oldest) {
			t.Errorf("on the next link: %d of %d, before %d", len(after.Pings), after.Total, before.Total)
		}
		var states []State
		for _, change := range after.Changes {
			states = append(states, change.State)
		}
		if len(states) < 2 || states[0] != StateParked || states[len(states)-1] != StateActive {
			t.Errorf("changes since %s: %v", last, states)
		}
	})
}

func TestHistoryRemembersFailedPings(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		r.watch(c, 6*time.Second)
		p.Silence(true)
		r.watch(c, 9*time.Second)
		h := r.History(c, time.Time{})
		if last := h.Pings[len(h.Pings)-1]; !last.Failed || last.RTT != 0 || h.Pings[0].Failed {
			t.Errorf("%+v", h.Pings)
		}
		p.Silence(false)
	})
}

func TestOurOwnCutIsNoFailedPing(t *testing.T) {
	bubble(t, Config{}, func(t *testing.T, r *rig, p *natstest.Pipe) {
		c := r.open(pipeURL)
		p.Silence(true)
		done := c.link.Load().probe()
		pass(time.Second)
		r.Disconnect(c)
		<-done
		p.Silence(false)
		synctest.Wait()
		if h := r.History(c, time.Time{}); h.Total != 0 {
			t.Errorf("%+v", h.Pings)
		}
	})
}

func TestHistoryOfAParkedConnectionIsReleased(t *testing.T) {
	bubble(t, Config{IdleTimeout: 10 * time.Minute, CheckInterval: time.Minute}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		r.watch(c, 20*time.Minute)
		if got := r.Snapshot(c).State; got != StateParked {
			t.Fatalf("%s", got)
		}
		kept := func() int {
			c.pings.mu.Lock()
			defer c.pings.mu.Unlock()
			return cap(c.pings.samples)
		}
		if kept() == 0 {
			t.Fatal("nothing was remembered")
		}
		pass(62 * time.Minute) // nobody looks
		if n := kept(); n != 0 {
			t.Errorf("room for %d pings is still held", n)
		}
		if got := r.Snapshot(c).State; got != StateParked {
			t.Errorf("%s", got)
		}
	})
}

func TestHistoryWithAClockThatIsSetBack(t *testing.T) {
	clock := &skewed{}
	bubble(t, Config{}, func(t *testing.T, r *rig, _ *natstest.Pipe) {
		c := r.open(pipeURL)
		r.watch(c, time.Minute)
		pings := r.History(c, time.Time{}).Pings
		clock.by.Store(int64(-time.Hour))
		r.watch(c, 6*time.Second)
		// The page asks for what is later than the last it has, which is to come.
		h := r.History(c, pings[len(pings)-1].At)
		if len(h.Pings) == 0 || len(h.Pings) != h.Total || !h.Oldest.Before(pings[0].At) {
			t.Errorf("%d of %d since %s", len(h.Pings), h.Total, h.Oldest)
		}
	}, func(d *Deps) { d.Wall = clock.now })
}

func TestHistoryWhileItIsWritten(t *testing.T) {
	var p pings
	var stop atomic.Bool
	var clock atomic.Int64
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			p.add(at(clock.Add(1)), time.Millisecond, true)
		}
	}()
	var since time.Time
	for range 1_000 {
		list, _, _ := p.newer(at(clock.Load()), since)
		for _, ping := range list {
			if !ping.At.After(since) {
				t.Errorf("%s after %s", ping.At, since)
			}
			since = ping.At
		}
	}
	stop.Store(true)
	<-done
}

// BenchmarkPingsMemory is what the pings of one connection take that is watched
// for an hour.
func BenchmarkPingsMemory(b *testing.B) {
	const n = 1_000
	for b.Loop() {
		before := heapInUse()
		all := make([]pings, n)
		for i := range all {
			for ms := int64(0); ms < 2*time.Hour.Milliseconds(); ms += 5_000 {
				all[i].add(at(ms), time.Millisecond, true)
			}
		}
		b.ReportMetric(float64(heapInUse()-before)/n, "B/connection")
		runtime.KeepAlive(all)
	}
}

func BenchmarkPingsAdd(b *testing.B) {
	var p pings
	b.ReportAllocs()
	for ms := int64(0); b.Loop(); ms += 5_000 {
		p.add(at(ms), time.Millisecond, true)
	}
}
