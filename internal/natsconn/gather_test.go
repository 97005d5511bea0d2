package natsconn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natstest"
)

// answering lets n clients answer on a subject, each with its number.
func answering(t *testing.T, s *natstest.Server, n int, subject string) {
	t.Helper()
	for i := range n {
		nc := s.Connect()
		if _, err := nc.Subscribe(subject, func(m *nats.Msg) { _ = m.Respond([]byte(fmt.Sprint(i))) }); err != nil {
			t.Fatal(err)
		}
		if err := nc.Flush(); err != nil {
			t.Fatal(err)
		}
	}
}

var plenty = Gathering{Quiet: 100 * time.Millisecond, Replies: 100, Bytes: 1 << 20}

func TestGatherCollectsUntilItIsQuiet(t *testing.T) {
	s := natstest.Start(t)
	answering(t, s, 3, "who")
	lease := newRig(t, Config{}).leaseOn(s.URL())
	replies, whole, err := lease.Gather(ctx(t), "who", []byte("?"), plenty)
	if err != nil || !whole {
		t.Fatalf("whole is %v, %v", whole, err)
	}
	var got []string
	for _, m := range replies {
		got = append(got, string(m.Data))
	}
	if slices.Sort(got); !slices.Equal(got, []string{"0", "1", "2"}) {
		t.Errorf("%v", got)
	}
	if left := lease.openCalls(); left != 0 {
		t.Errorf("%d calls are left open", left)
	}
}

// leaseOn holds a new connection until the test ends.
func (r *rig) leaseOn(url string) Lease {
	r.t.Helper()
	lease := r.acquire(r.open(url))
	r.t.Cleanup(lease.Release)
	return lease
}

func (l Lease) openCalls() int {
	l.l.calls.mu.Lock()
	defer l.l.calls.mu.Unlock()
	return len(l.l.calls.open)
}

func TestGatherIsBounded(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	flood := func(m *nats.Msg) {
		for range 2_000 {
			_ = m.Respond(bytes.Repeat([]byte("x"), 1_000))
		}
	}
	if _, err := nc.Subscribe("flood", flood); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	lease := newRig(t, Config{}).leaseOn(s.URL())
	for name, g := range map[string]Gathering{
		"replies":          {Quiet: time.Minute, Replies: 10, Bytes: 1 << 30},
		"bytes":            {Quiet: time.Minute, Replies: 1 << 20, Bytes: 20_000},
		"what is buffered": {Quiet: time.Minute, Replies: 1 << 20, Bytes: 1 << 30},
	} {
		if name == "what is buffered" { // depends on who is faster
			g.Quiet = 100 * time.Millisecond
		}
		replies, whole, err := lease.Gather(ctx(t), "flood", nil, g)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		size := 0
		for _, m := range replies {
			size += m.Size()
		}
		if len(replies) > g.Replies || int64(size) > g.Bytes || whole && len(replies) != 2_000 {
			t.Errorf("%s: %d replies, %d bytes, whole is %v", name, len(replies), size, whole)
		}
	}
	if _, _, err := lease.Gather(ctx(t), "flood", nil, Gathering{Quiet: time.Minute, Replies: 10, Bytes: 100}); err == nil {
		t.Error("an answer that is too large was taken")
	} else {
		wantCode(t, err, "nats_error")
	}
	// The connection is none the worse for it.
	answering(t, s, 1, "one")
	if msg, err := lease.Request(ctx(t), "one", nil); err != nil || string(msg.Data) != "0" {
		t.Errorf("%v, %v", msg, err)
	}
}

func TestGatherSaysWhyThereIsNothing(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"secret"}}))
	lease := newRig(t, Config{}).leaseOn("nats://ann:secret@" + s.Addr())
	within(t, time.Second, "the answer that nobody is there", func() {
		_, _, err := lease.Gather(ctx(t), "nobody", nil, plenty)
		wantCode(t, err, "no_responders")
	})
	within(t, time.Second, "the refusal", func() {
		_, _, err := lease.Gather(ctx(t), "secret", nil, plenty)
		wantCode(t, err, "nats_permission")
	})
	silent := s.Connect()
	if _, err := silent.SubscribeSync("silent"); err != nil {
		t.Fatal(err)
	}
	if err := silent.Flush(); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(ctx(t), 50*time.Millisecond)
	defer cancel()
	_, _, err := lease.Gather(short, "silent", nil, plenty)
	wantCode(t, err, "nats_timeout")
	if left := lease.openCalls(); left != 0 {
		t.Errorf("%d calls are left open", left)
	}
}

func TestGatherGivesWhatCameBeforeTheEnd(t *testing.T) {
	for name, end := range map[string]func(s *natstest.Server, cancel func()){
		"the caller's time ends": func(_ *natstest.Server, cancel func()) { cancel() },
		"the link breaks":        func(s *natstest.Server, _ func()) { s.Kick("heynats/") },
	} {
		t.Run(name, func(t *testing.T) {
			s := natstest.Start(t)
			answering(t, s, 2, "who")
			lease := newRig(t, Config{}).leaseOn(s.URL())
			limited, cancel := context.WithCancel(ctx(t))
			defer cancel()
			asked := time.AfterFunc(200*time.Millisecond, func() { end(s, cancel) })
			defer asked.Stop()
			replies, whole, err := lease.Gather(limited, "who", nil, Gathering{Quiet: time.Minute, Replies: 10, Bytes: 1 << 20})
			if err != nil || whole || len(replies) != 2 {
				t.Errorf("%d replies, whole is %v, %v", len(replies), whole, err)
			}
		})
	}
}

func TestGatherOnALinkThatIsDown(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	lease := r.leaseOn(s.URL())
	s.Stop()
	r.waitState(lease.Connection(), StateReconnecting)
	_, _, err := lease.Gather(ctx(t), "who", nil, plenty)
	wantCode(t, err, "nats_unreachable")
	if !errors.Is(err, ErrLinkLost) {
		t.Errorf("%v", err)
	}
}
