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
	"github.com/nats-io/nats.go/jetstream"

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
		"replies":     {Quiet: time.Minute, Replies: 10, Bytes: 1 << 30},
		"all of them": {Quiet: time.Minute, Replies: 2_000, Bytes: 1 << 30},
		"bytes":       {Quiet: time.Minute, Replies: 1 << 20, Bytes: 20_000},
	} {
		replies, whole, err := lease.Gather(ctx(t), "flood", nil, g)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		size := 0
		for _, m := range replies {
			size += m.Size()
		}
		if len(replies) > g.Replies || int64(size) > g.Bytes || whole {
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

// batch is how a direct get of many messages is asked for and ends.
var batch = Gathering{
	Replies: 2_000, Bytes: 1 << 20,
	Last: func(m *nats.Msg) bool { return m.Header.Get("Status") == "204" },
}

// sending answers on a subject with n messages and, if it is whole, the end.
func sending(t *testing.T, s *natstest.Server, subject string, n int, whole bool) {
	t.Helper()
	nc := s.Connect()
	if _, err := nc.Subscribe(subject, func(m *nats.Msg) {
		for i := range n {
			_ = m.Respond(fmt.Append(nil, i))
		}
		if whole {
			_ = m.RespondMsg(&nats.Msg{Header: nats.Header{"Status": {"204"}}})
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
}

func TestGatherUntilTheLast(t *testing.T) {
	s := natstest.Start(t)
	sending(t, s, "batch", 1_000, true)
	lease := newRig(t, Config{}).leaseOn(s.URL())
	for range 20 {
		replies, whole, err := lease.Gather(ctx(t), "batch", nil, batch)
		if err != nil || !whole || len(replies) != 1_001 {
			t.Fatalf("%d replies, whole is %v, %v", len(replies), whole, err)
		}
		for i, m := range replies[:1_000] {
			if string(m.Data) != fmt.Sprint(i) {
				t.Fatalf("reply %d is %s", i, m.Data)
			}
		}
	}
	bounded := batch
	bounded.Replies = 1_001 // the last is among them
	if replies, whole, err := lease.Gather(ctx(t), "batch", nil, bounded); err != nil || !whole || len(replies) != 1_001 {
		t.Errorf("%d replies, whole is %v, %v", len(replies), whole, err)
	}
	bounded.Replies = 1_000
	if replies, whole, err := lease.Gather(ctx(t), "batch", nil, bounded); err != nil || whole || len(replies) != 1_000 {
		t.Errorf("%d replies, whole is %v, %v", len(replies), whole, err)
	}
	bounded = batch
	bounded.Bytes = 1_000
	if replies, whole, err := lease.Gather(ctx(t), "batch", nil, bounded); err != nil || whole || len(replies) == 0 {
		t.Errorf("%d replies, whole is %v, %v", len(replies), whole, err)
	}
	if left := lease.openCalls(); left != 0 {
		t.Errorf("%d calls are left open", left)
	}
}

func TestGatherWithoutTheLast(t *testing.T) {
	for name, end := range map[string]func(s *natstest.Server, cancel func()){
		"the caller's time ends": func(_ *natstest.Server, cancel func()) { cancel() },
		"the link breaks":        func(s *natstest.Server, _ func()) { s.Kick("heynats/") },
	} {
		t.Run(name, func(t *testing.T) {
			s := natstest.Start(t)
			sending(t, s, "batch", 10, false)
			lease := newRig(t, Config{}).leaseOn(s.URL())
			limited, cancel := context.WithCancel(ctx(t))
			defer cancel()
			seen := batch
			seen.Last = func(m *nats.Msg) bool {
				if string(m.Data) == "9" {
					go end(s, cancel) // ended by the test's own means
				}
				return false
			}
			replies, whole, err := lease.Gather(limited, "batch", nil, seen)
			if err != nil || whole || len(replies) != 10 {
				t.Errorf("%d replies, whole is %v, %v", len(replies), whole, err)
			}
		})
	}
}

// TestGatherOfWhatKeepsItsSubject: the messages of a consumer do not come with
// the subject of the inbox.
func TestGatherOfWhatKeepsItsSubject(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	stream, err := js.CreateStream(ctx(t), jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, Storage: jetstream.MemoryStorage})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stream.CreateConsumer(ctx(t), jetstream.ConsumerConfig{Name: "C", AckPolicy: jetstream.AckNonePolicy}); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		if _, err := js.Publish(ctx(t), fmt.Sprintf("s.%d", i), nil); err != nil {
			t.Fatal(err)
		}
	}
	lease := newRig(t, Config{}).leaseOn(s.URL())
	g := batch
	g.Apart = true
	g.Last = func(m *nats.Msg) bool { return m.Header.Get("Status") == "404" }
	replies, whole, err := lease.Gather(ctx(t), "$JS.API.CONSUMER.MSG.NEXT.S.C", []byte(`{"batch":1000,"no_wait":true}`), g)
	if err != nil || !whole || len(replies) != 301 || replies[299].Subject != "s.299" {
		t.Fatalf("%d replies, whole is %v, %v", len(replies), whole, err)
	}
	if _, _, err := lease.Gather(ctx(t), "nobody", nil, g); err == nil {
		t.Error("somebody answered")
	} else {
		wantCode(t, err, "no_responders")
	}
	natstest.Until(t, "only the inbox of all to be subscribed to", func() bool {
		return s.Clients("heynats/")[0].NumSubs == 1
	})
}

func TestGatherApartWithoutPermission(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{SubscribeAllow: []string{"_INBOX.*.*"}}))
	lease := newRig(t, Config{}).leaseOn("nats://ann:secret@" + s.Addr())
	g := batch
	g.Apart = true
	sending(t, s, "batch", 10, false)
	within(t, 5*time.Second, "the refusal", func() {
		_, _, err := lease.Gather(ctx(t), "batch", nil, g)
		wantCode(t, err, "nats_permission")
	})
}

func TestPublishingMayBeRefused(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"secret.*"}}))
	lease := newRig(t, Config{}).leaseOn("nats://ann:secret@" + s.Addr())
	for i := range 100 { // the refusal must not come too late
		wantCode(t, lease.Publish(ctx(t), &nats.Msg{Subject: fmt.Sprintf("secret.%d", i/2)}), "nats_permission")
		if err := lease.Publish(ctx(t), &nats.Msg{Subject: "open"}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRequestWithHeaders(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	if _, err := nc.Subscribe("who", func(m *nats.Msg) { _ = m.Respond([]byte(m.Header.Get("Name"))) }); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	lease := newRig(t, Config{}).leaseOn(s.URL())
	msg, err := lease.RequestMsg(ctx(t), &nats.Msg{Subject: "who", Header: nats.Header{"Name": {"Ann"}}})
	if err != nil || string(msg.Data) != "Ann" {
		t.Errorf("%v, %v", msg, err)
	}
	if _, err := lease.RequestMsg(ctx(t), &nats.Msg{Subject: "nobody", Header: nats.Header{"Name": {"Ann"}}}); err == nil {
		t.Error("somebody answered")
	} else {
		wantCode(t, err, "no_responders")
	}
}
