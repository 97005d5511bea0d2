package natsconn

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/heynats/heynats/internal/natstest"
)

func TestCase37_ShutdownDuringAHungDial(t *testing.T) {
	silent := natstest.Silent(t)
	r := newRig(t, Config{DialTimeout: time.Minute})
	result := make(chan error, 1)
	go func() {
		_, err := r.Open(context.Background(), Owner{}, r.key, specOf(t, Request{URL: silent.URL()}))
		result <- err
	}()
	silent.Wait(1)
	within(t, 2*time.Second, "Shutdown", r.shutdown)
	within(t, 2*time.Second, "the dial", func() {
		if err := <-result; err == nil {
			t.Error("a dial succeeded after shutdown")
		}
	})
}

func TestCase38_ShutdownWithHundredConnections(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	for range 100 {
		r.open(s.URL())
	}
	within(t, 5*time.Second, "Shutdown", r.shutdown)
	if got := r.reserved.Load(); got != 0 {
		t.Errorf("%d records left", got)
	}
	if got := len(r.store.records); got != 0 {
		t.Errorf("%d sealed records left", got)
	}
	_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: s.URL()}))
	wantCode(t, err, "shutting_down")
	natstest.Until(t, "the server sees them gone", func() bool { return s.NumClients("heynats/") == 0 })
}

func TestCase39_ShutdownTellsStreamsAndGivesThemGrace(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	lease := r.acquire(c)
	ended := make(chan error, 1)
	go func() {
		<-lease.Done()
		// Told, and still connected: the last words can be said.
		ended <- lease.l.nc.FlushTimeout(natstest.Patience)
		lease.Release()
	}()
	patient, cancel := context.WithTimeout(context.Background(), natstest.Patience)
	defer cancel()
	var both sync.WaitGroup
	both.Go(func() { r.Shutdown(patient) })
	both.Go(func() { r.Shutdown(patient) }) // idempotent
	both.Wait()
	if err := <-ended; err != nil {
		t.Errorf("the link was cut before the stream had ended: %v", err)
	}
	if lease.EndReason() != ReasonShutdown {
		t.Errorf("told %s", lease.EndReason())
	}
	if patient.Err() != nil {
		t.Error("Shutdown waited although the stream had ended")
	}
}

func TestCase39_ShutdownCutsStreamsThatDoNotEnd(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	lease := r.acquire(r.open(s.URL()))
	defer lease.Release()
	grace, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	within(t, 3*time.Second, "Shutdown", func() { r.Shutdown(grace) })
}

func TestCase40_DisconnectWithRequestsInFlight(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	nc := s.Connect()
	defer nc.Close()
	if _, err := nc.SubscribeSync("slow"); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var started atomic.Int64
	for range 50 {
		wg.Go(func() {
			lease := r.acquire(c)
			defer lease.Release()
			started.Add(1)
			_, err := lease.Request(ctx(t), "slow", nil)
			wantCodeAny(t, err, "connection_closed")
		})
	}
	natstest.Until(t, "all ask", func() bool { return started.Load() == 50 })
	r.Disconnect(c)
	within(t, 2*time.Second, "the requests", wg.Wait)
	_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
	wantCode(t, err, "connection_closed")
}

func wantCodeAny(t *testing.T, err error, code string) {
	t.Helper()
	if err == nil || codeOf(err) != code {
		t.Errorf("got %v, want code %s", err, code)
	}
}

func TestCase41_DisconnectNeverResurrects(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	for range 30 {
		c := r.open(s.URL())
		r.parkNow(c)
		var race sync.WaitGroup
		race.Go(func() {
			if lease, err := r.GetOrReconnect(ctx(t), c, r.key, Active); err == nil {
				lease.Release()
			}
		})
		race.Go(func() { r.Disconnect(c) })
		race.Wait()
		if got := r.Snapshot(c); got.State != StateClosed || c.link.Load() != nil {
			t.Fatalf("%s with link %v after a disconnect", got.State, c.link.Load())
		}
		if _, err := r.store.Get(context.Background(), c.ID()); !errors.Is(err, ErrNoRecord) {
			t.Fatal("the sealed record is still there")
		}
	}
	natstest.Until(t, "the server sees them gone", func() bool { return s.NumClients("heynats/") == 0 })
}

func TestCase42_TwoTabsOneConnection(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	a, b := r.acquire(c), r.acquire(c)
	if a.l != b.l || s.NumClients("heynats/") != 1 {
		t.Errorf("%d NATS connections for two tabs", s.NumClients("heynats/"))
	}
	a.Release()
	b.Release()
}

// TestTheLogTellsTheStory holds the lines that operators were promised.
func TestTheLogTellsTheStory(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{IdleTimeout: 20 * time.Millisecond, CheckInterval: 5 * time.Millisecond})
	c := r.open(proxy.URL())
	r.waitState(c, StateParked)
	lease := r.acquire(c)
	proxy.Pause()
	r.forgetProbe(c)
	r.Health(ctx(t), c)
	natstest.Until(t, "the failed health check is logged", func() bool { return strings.Contains(r.logs.String(), "health check failed") })
	proxy.Resume()
	proxy.Refuse(true)
	proxy.Cut()
	r.waitState(c, StateReconnecting)
	lease.Release()
	r.waitState(c, StateParked)
	if _, err := r.GetOrReconnect(ctx(t), c, r.key, Active); err == nil {
		t.Error("reconnected to a port that refuses")
	}
	r.Disconnect(c)
	r.shutdown()
	for _, want := range []string{
		"msg=connected ", `msg="idle connection parked"`, "msg=reconnecting ", "msg=reconnected ", `msg="reconnect failed"`,
		`msg="health check failed"`, `msg="link lost, reconnecting"`, `msg="connection removed"`, `msg="shutdown begins"`, `msg="shutdown done"`,
		"connection_id=" + c.ID(),
	} {
		if !strings.Contains(r.logs.String(), want) {
			t.Errorf("the log lacks %s", want)
		}
	}
}

func TestCase44_ManyRoundsLeaveNothingBehind(t *testing.T) {
	rounds := 10_000
	if testing.Short() || raceEnabled {
		rounds = 1_000
	}
	// The server in this process would remember 10,000 closed connections.
	s := natstest.Start(t, natstest.WithServerOptions(func(o *server.Options) { o.MaxClosedClients = 1 }))
	r := newRig(t, Config{}, func(d *Deps) { d.Logger = nil }) // a log would be the growth
	spec, background := specOf(t, Request{URL: s.URL()}), context.Background()
	round := func() {
		c, err := r.Open(background, Owner{}, r.key, spec)
		if err != nil {
			t.Fatal(err)
		}
		r.parkNow(c)
		lease, err := r.GetOrReconnect(background, c, r.key, Active)
		if err != nil {
			t.Fatal(err)
		}
		lease.Release()
		r.Disconnect(c)
	}
	for range 100 {
		round()
	}
	settle := func() (goroutines int, heap uint64) {
		natstest.Until(t, "the server sees them gone", func() bool { return s.NumClients("heynats/") == 0 })
		natstest.Until(t, "goroutines settle", func() bool {
			before := runtime.NumGoroutine()
			runtime.Gosched()
			return runtime.NumGoroutine() <= before
		})
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return runtime.NumGoroutine(), m.HeapAlloc
	}
	goroutinesBefore, heapBefore := settle()
	for range rounds {
		round()
	}
	natstest.Until(t, "goroutines are back to the start", func() bool { return runtime.NumGoroutine() <= goroutinesBefore+5 })
	_, heapAfter := settle()
	if grown := int64(heapAfter) - int64(heapBefore); grown > 4<<20 {
		t.Errorf("the heap grew by %d KiB over %d rounds", grown>>10, rounds)
	}
	if got := len(r.store.records); got != 0 || r.reserved.Load() != 0 {
		t.Errorf("%d records, %d reserved", got, r.reserved.Load())
	}
}
