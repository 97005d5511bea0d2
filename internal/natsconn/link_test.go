package natsconn

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natstest"
)

func TestCase04_SlowTargetDelaysNobodyElse(t *testing.T) {
	s, slow := natstest.Start(t), natstest.Silent(t)
	r := newRig(t, Config{DialTimeout: 3 * time.Second})
	healthy := r.open(s.URL())
	var stuck sync.WaitGroup
	defer stuck.Wait()
	hopeless, cancel := context.WithCancel(context.Background())
	defer cancel()
	for range 8 {
		stuck.Go(func() { _, _ = r.Open(hopeless, Owner{}, r.key, specOf(t, Request{URL: slow.URL()})) })
	}
	slow.Wait(dialsPerTarget)
	within(t, 2*time.Second, "200 requests beside a target that hangs", func() {
		for range 200 {
			lease := r.acquire(healthy)
			if _, err := lease.Request(ctx(t), "nobody.listens", nil); err == nil {
				t.Error("somebody answered")
			}
			lease.Release()
		}
	})
}

func TestCase14_RequestWhileReconnectingWaitsForTheLink(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{ReconnectWait: 10 * time.Second})
	c := r.open(proxy.URL())
	holder := r.acquire(c)
	defer holder.Release()
	proxy.Blackhole(true)
	proxy.Cut()
	r.waitState(c, StateReconnecting)
	proxy.Blackhole(false)
	wakes := r.Snapshot(c).Wakes
	lease := r.acquire(c)
	defer lease.Release()
	if lease.l != holder.l || r.Snapshot(c).Wakes != wakes {
		t.Error("a second link was dialled beside the one that reconnects")
	}
}

func TestRequestWhileReconnectingIsRefusedAtOnce(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{ReconnectWait: natstest.Patience})
	c := r.open(s.URL())
	holder := r.acquire(c)
	defer holder.Release()
	s.Stop()
	r.waitState(c, StateReconnecting)
	natstest.Until(t, "the next attempt is announced", func() bool {
		got := r.Snapshot(c)
		return got.Attempt >= 1 && got.RetryAt.After(time.Now())
	})
	within(t, 5*time.Second, "the refusal", func() {
		_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
		f := wantCode(t, err, "nats_unreachable")
		if !strings.Contains(f.Detail, "refused") || f.RetryAfter <= 0 {
			t.Errorf("%+v", f)
		}
	})
	_, err := r.GetOrReconnect(ctx(t), c, r.key, Passive)
	wantCode(t, err, "nats_unreachable")
}

func TestRequestWhileReconnectingWaitsAtMostReconnectWait(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{ReconnectWait: 200 * time.Millisecond, DialTimeout: 10 * time.Second})
	c := r.open(proxy.URL())
	holder := r.acquire(c)
	defer holder.Release()
	proxy.Blackhole(true)
	proxy.Cut()
	r.waitState(c, StateReconnecting)
	within(t, 4*time.Second, "the answer", func() {
		_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
		wantCode(t, err, "nats_unreachable")
	})
}

func TestCase28_RestartBringsBackOnlyLeasedLinks(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{MaxConnections: 300})
	var leased, idle []*ConnectionInfo
	for i := range 200 {
		c := r.open(s.URL())
		if i%10 == 0 {
			leased = append(leased, c)
			lease := r.acquire(c)
			defer lease.Release()
		} else {
			idle = append(idle, c)
		}
	}
	s.Restart()
	for _, c := range leased {
		natstest.Until(t, "a leased link is back", func() bool {
			got := r.Snapshot(c)
			return got.State == StateActive && got.Reconnects == 1
		})
	}
	for _, c := range idle {
		if got := r.Snapshot(c); got.State != StateParked || got.Reason != ReasonLinkLost {
			t.Fatalf("an idle connection is %s (%s)", got.State, got.Reason)
		}
	}
	if got := s.NumClients("heynats/"); got != len(leased) {
		t.Errorf("the server has %d connections of ours, want the %d leased ones", got, len(leased))
	}
}

func TestCase29_LameDuckMovesEarly(t *testing.T) {
	servers := natstest.Cluster(t, 2, natstest.WithLameDuck(2*time.Second, 10*time.Second))
	r := newRig(t, Config{})
	c := r.open(servers[0].URL() + "," + servers[1].URL())
	idle := r.open(servers[0].URL() + "," + servers[1].URL())
	lease := r.acquire(c)
	defer lease.Release()
	start := time.Now()
	go servers[0].LameDuck()
	natstest.Until(t, "the leased link moved", func() bool {
		got := r.Snapshot(c)
		return got.State == StateActive && got.Server.Address == servers[1].Addr()
	})
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("moved after %s: not early, but when the server cut it", took)
	}
	r.waitState(idle, StateParked)
	if got := r.Snapshot(idle); got.Reason != ReasonLameDuck {
		t.Errorf("the idle connection is parked for %s, want lame_duck", got.Reason)
	}
}

func TestCase30_HalfOpenIsUnhealthyWithinSeconds(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	c := r.open(proxy.URL())
	if got := r.Health(ctx(t), c); !got.Healthy || got.RTT <= 0 {
		t.Fatalf("healthy link: %+v", got)
	}
	r.forgetProbe(c)
	proxy.Pause()
	defer proxy.Resume()
	within(t, probeTimeout+3*time.Second, "the verdict", func() {
		got := r.Health(ctx(t), c)
		if got.Healthy || !got.Connected {
			t.Errorf("half-open link: %+v, want connected and not healthy", got)
		}
	})
	// The second failed probe takes the link for lost, and nobody holds it.
	natstest.Until(t, "the link is taken for lost", func() bool {
		r.forgetProbe(c)
		r.Health(ctx(t), c)
		return r.Snapshot(c).State == StateParked
	})
}

// forgetProbe makes the last probe old, so that the next asks again.
func (r *rig) forgetProbe(c *ConnectionInfo) {
	l := c.link.Load()
	if l == nil {
		return
	}
	h := &l.health
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checked -= 2 * probeCache
}

func TestFrozenServerTimesOutAndComesBack(t *testing.T) {
	p := natstest.StartProcess(t)
	r := newRig(t, Config{})
	c := r.open(p.URL())
	p.Freeze()
	lease := r.acquire(c)
	impatient, cancel := context.WithTimeout(ctx(t), 300*time.Millisecond)
	defer cancel()
	within(t, 3*time.Second, "a request to a frozen server", func() {
		_, err := lease.Request(impatient, "any", nil)
		wantCode(t, err, "nats_timeout")
	})
	lease.Release()
	p.Thaw()
	again := r.acquire(c)
	defer again.Release()
	_, err := again.Request(ctx(t), "any", nil)
	wantCode(t, err, "no_responders")
}

func TestCase31_CloseWithAFullBuffer(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	c := r.open(proxy.URL())
	lease := r.acquire(c)
	proxy.Pause()
	defer proxy.Resume()
	stop, cancel := context.WithCancel(context.Background())
	var filler sync.WaitGroup
	payload := bytes.Repeat([]byte("x"), 512<<10)
	filler.Go(func() {
		for stop.Err() == nil {
			if err := lease.l.nc.Publish("fill", payload); err != nil {
				return
			}
		}
	})
	natstest.Until(t, "a write is stuck", func() bool {
		n := make(chan struct{})
		go func() { lease.l.nc.Status(); close(n) }()
		select {
		case <-n:
			return false
		case <-time.After(100 * time.Millisecond):
			return true
		}
	})
	within(t, 500*time.Millisecond, "Disconnect", func() { r.Disconnect(c) })
	cancel()
	filler.Wait()
	lease.Release()
}

func TestCase32_StatsWhileNATSHoldsItsMutex(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	c := r.open(proxy.URL())
	lease := r.acquire(c)
	defer lease.Release()
	proxy.Blackhole(true)
	proxy.Cut()
	proxy.Wait(2) // nats.go dials anew, and holds its mutex in the handshake
	held := make(chan struct{})
	go func() { lease.l.nc.Status(); close(held) }()
	within(t, 200*time.Millisecond, "100 snapshots", func() {
		for range 100 {
			if got := r.Snapshot(c); got.IsConnected || got.State != StateReconnecting && got.State != StateActive {
				t.Errorf("%+v", got)
			}
			if r.Health(ctx(t), c).Healthy {
				t.Error("healthy while reconnecting")
			}
		}
	})
	select {
	case <-held:
		t.Error("nats.go's mutex was free: this test shows nothing")
	default:
	}
	r.Disconnect(c)
	<-held
}

func TestCase34_DisconnectBeforeConnectReturns(t *testing.T) {
	peer := natstest.Script(t, func(conn net.Conn) {
		_, _ = conn.Write([]byte("INFO {\"server_id\":\"x\",\"max_payload\":1048576}\r\n"))
		buf := make([]byte, 4096)
		for {
			n, err := conn.Read(buf)
			if err != nil {
				return
			}
			if bytes.Contains(buf[:n], []byte("PING")) {
				_, _ = conn.Write([]byte("PONG\r\n"))
				return // and hangs up in the same breath
			}
		}
	})
	r := newRig(t, Config{})
	for range 50 {
		c, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: peer.URL()}))
		if err != nil {
			wantCode(t, err, "nats_unreachable")
			r.budget.target(specOf(t, Request{URL: peer.URL()}).Target.key(), 0).succeeded()
			continue
		}
		r.waitState(c, StateParked) // never taken for up for long
		r.Disconnect(c)
	}
}

func TestCase35_PublishDuringAnOutageFailsAndIsNeverReplayed(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	c := r.open(proxy.URL())
	lease := r.acquire(c)
	defer lease.Release()
	nc := s.Connect()
	defer nc.Close()
	sub, err := nc.SubscribeSync("orders")
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	proxy.Blackhole(true)
	proxy.Cut()
	r.waitState(c, StateReconnecting)
	within(t, time.Second, "the publish", func() {
		err := lease.Publish(ctx(t), &nats.Msg{Subject: "orders", Data: []byte("lost")})
		wantCode(t, err, "nats_unreachable")
		if !errors.Is(err, ErrLinkLost) {
			t.Errorf("%v does not tell that the link was lost", err)
		}
	})
	proxy.Blackhole(false)
	natstest.Until(t, "the link is back", func() bool { return r.Snapshot(c).State == StateActive })
	if err := lease.Publish(ctx(t), &nats.Msg{Subject: "orders", Data: []byte("second")}); err != nil {
		t.Fatal(err)
	}
	msg, err := sub.NextMsg(natstest.Patience)
	if err != nil || string(msg.Data) != "second" {
		t.Errorf("got %v, %v; the message of the outage must not come later", msg, err)
	}
}

func TestRequestInFlightEndsWithTheLink(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	c := r.open(proxy.URL())
	nc := s.Connect()
	defer nc.Close()
	asked := make(chan struct{}, 1)
	if _, err := nc.Subscribe("slow", func(*nats.Msg) { asked <- struct{}{} }); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	lease := r.acquire(c)
	defer lease.Release()
	result := make(chan error, 1)
	go func() {
		_, err := lease.Request(ctx(t), "slow", nil)
		result <- err
	}()
	<-asked
	proxy.Cut()
	within(t, 2*time.Second, "the request", func() {
		if err := <-result; !errors.Is(err, ErrLinkLost) {
			t.Errorf("%v, want the link's loss", err)
		}
	})
}

func TestPermissionErrorNamesTheSubject(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"secret.>"}, SubscribeDeny: []string{"hidden.>"}}))
	r := newRig(t, Config{})
	c := r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}})
	lease := r.acquire(c)
	defer lease.Release()
	within(t, 2*time.Second, "the refusal", func() {
		_, err := lease.Request(ctx(t), "secret.plans", nil)
		f := wantCode(t, err, "nats_permission")
		if !strings.Contains(f.Detail, "secret.plans") {
			t.Errorf("detail %q does not name the subject", f.Detail)
		}
	})
	_, err := lease.Subscribe(ctx(t), "hidden.things", "")
	wantCode(t, err, "nats_permission")
	_, err = lease.Listen(ctx(t), "hidden.things", "", func(*nats.Msg) {})
	wantCode(t, err, "nats_permission")
}

func TestASubscriptionThatWasGivenUpIsEnded(t *testing.T) {
	s := natstest.Start(t)
	proxy := natstest.NewProxy(t, s.Addr())
	r := newRig(t, Config{})
	lease := r.acquire(r.open(proxy.URL()))
	defer lease.Release()
	proxy.Pause()
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := lease.Listen(short, "late", "", func(*nats.Msg) {})
	wantCode(t, err, "nats_timeout")
	proxy.Resume()
	_, err = lease.Request(ctx(t), "behind.it", nil)
	wantCode(t, err, "no_responders")
	natstest.Until(t, "the subscription to be gone", func() bool { return s.Server().GlobalAccount().Interest("late") == 0 })
}

func TestUserWithoutItsInboxIsToldAtOnce(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{SubscribeAllow: []string{"_INBOX_ann.>"}}))
	r := newRig(t, Config{})
	lease := r.acquire(r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}}))
	defer lease.Release()
	within(t, 2*time.Second, "the refusal", func() {
		for range 2 {
			_, err := lease.Request(ctx(t), "any", nil)
			f := wantCode(t, err, "nats_permission")
			if !strings.Contains(f.Detail, "_INBOX") || !strings.Contains(f.Hint, "inbox prefix") {
				t.Errorf("%+v", f)
			}
		}
	})
	own := r.acquire(r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}, InboxPrefix: "_INBOX_ann"}))
	defer own.Release()
	_, err := own.Request(ctx(t), "any", nil)
	wantCode(t, err, "no_responders")
}

func TestCase50_AdvertisedServersAreNotDialled(t *testing.T) {
	trap := natstest.Start(t)
	hostile := natstest.ConnectURLs(t, trap.Addr(), "169.254.169.254:80")
	r := newRig(t, Config{})
	c := r.open(hostile.URL())
	lease := r.acquire(c)
	hostile.Drop()
	hostile.Wait(2) // nats.go came back to the address that was typed
	lease.Release()
	for _, address := range r.dials.addresses() {
		if address != hostile.Addr() {
			t.Errorf("dialled %s, which nobody typed", address)
		}
	}
}
