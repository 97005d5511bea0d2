package live

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestASubjectIsFollowed(t *testing.T) {
	r := newRig(t, Config{})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "orders.>"})
	before := time.Now()
	err := r.nc.PublishMsg(&nats.Msg{
		Subject: "orders.eu", Reply: "inbox.1", Data: []byte("\x00\xffbinary"),
		Header: nats.Header{"B": {"1", "2"}, "A": {"x"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.publish("orders.us", 1)
	r.publish("else", 1)
	f := p.until("two messages", id, func(f *followed) bool { return len(f.messages) == 2 })
	got := f.messages[0]
	const block = "NATS/1.0\r\nA: x\r\nB: 1\r\nB: 2\r\n\r\n"
	if got.subject != "orders.eu" || got.reply != "inbox.1" || got.rest != block+"\x00\xffbinary" || got.headers != len(block) || got.size != 8 || got.sequence != 0 {
		t.Errorf("got %+v", got)
	}
	if at := time.Unix(0, got.at); at.Before(before) || at.After(time.Now()) {
		t.Errorf("it came at %s", at)
	}
	if f.messages[1].rest != "message 0" || f.counters != (counters{produced: 2}) {
		t.Errorf("got %+v", f)
	}
}

func TestAQueueGroupShares(t *testing.T) {
	r := newRig(t, Config{})
	p := r.open()
	a := p.sub(Command{Connection: r.conn, Subject: "work", Queue: "q"})
	b := p.sub(Command{Connection: r.conn, Subject: "work", Queue: "q"})
	r.publish("work", 100)
	natstest.Until(t, "all of them", func() bool { return len(p.look(a).messages)+len(p.look(b).messages) == 100 })
	if len(p.look(a).messages) == 0 || len(p.look(b).messages) == 0 {
		t.Error("one member got everything")
	}
}

func TestALeaseIsHeldAsLongAsItLives(t *testing.T) {
	r := newRig(t, Config{})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "a"})
	c, _, err := r.sessions.Lookup(r.token, r.conn)
	if err != nil {
		t.Fatal(err)
	}
	leases := func() int { return r.manager.Snapshot(c).Leases }
	if n := leases(); n != 1 {
		t.Errorf("%d leases", n)
	}
	p.say(Command{Op: "unsub", ID: id})
	f := p.until("the end", id, func(f *followed) bool { return f.ended != nil })
	if f.ended.Reason != "unsubscribed" {
		t.Errorf("it ended for %q", f.ended.Reason)
	}
	natstest.Until(t, "the lease to be released", func() bool { return leases() == 0 })
	natstest.Until(t, "NATS to know", func() bool { return subscriptions(r, "a") == 0 })
}

func subscriptions(r *rig, subject string) int {
	return r.srv.Server().GlobalAccount().Interest(subject)
}

func TestWhatFallsOutIsCounted(t *testing.T) {
	r := newRig(t, Config{RingMessages: 2_000, Tick: shortly})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "burst"})
	p.setDeaf(true)
	const n = 60_000
	r.publish("burst", n)
	p.until("the window to be used up", id, func(*followed) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.batches >= window
	})
	p.setDeaf(false)
	f := p.until("everything to be accounted for", id, func(f *followed) bool { return f.accounted() == n })
	if f.counters.produced != n || f.counters.sampled != 0 || f.counters.missed != 0 {
		t.Errorf("counters: %+v", f.counters)
	}
	if last := f.messages[len(f.messages)-1]; last.rest != "message 59999" {
		t.Errorf("the newest is %q", last.rest)
	}
	inOrder(t, f.messages)
}

// inOrder fails when messages that say which they are do not come in order.
func inOrder(t *testing.T, messages []arrived) {
	t.Helper()
	for i := 1; i < len(messages); i++ {
		a, b := messages[i-1].rest, messages[i].rest
		if len(a) > len(b) || len(a) == len(b) && a >= b {
			t.Fatalf("%q comes behind %q", b, a)
		}
	}
}

func TestASlowPageDoesNotDisturbAnother(t *testing.T) {
	r := newRig(t, Config{RingMessages: 1_000})
	slow, quick := r.open(), r.open()
	a := slow.sub(Command{Connection: r.conn, Subject: "x"})
	b := quick.sub(Command{Connection: r.conn, Subject: "x"})
	slow.setDeaf(true)
	for i := range 100 { // not faster than one that keeps up can
		r.publish("x", 500)
		want := (i + 1) * 500
		quick.until("what was published", b, func(f *followed) bool { return len(f.messages) == want })
	}
	if f := quick.look(b); f.counters.dropped != 0 || len(f.messages) != 50_000 {
		t.Errorf("%d messages, %+v", len(f.messages), f.counters)
	}
	slow.setDeaf(false)
	slow.until("everything to be accounted for", a, func(f *followed) bool { return f.accounted() == 50_000 })
}

func TestAllRingsTogetherAreBounded(t *testing.T) {
	r := newRig(t, Config{Memory: 4 * chunkSize, Tick: shortly})
	p := r.open()
	p.setDeaf(true)
	ids := []uint32{p.sub(Command{Connection: r.conn, Subject: "x"}), p.sub(Command{Connection: r.conn, Subject: "x"}), p.sub(Command{Connection: r.conn, Subject: "x"})}
	const n = 50_000
	r.publish("x", n)
	natstest.Until(t, "everything to be heard", func() bool {
		if used := r.hub.memory.used.Load(); used > r.hub.memory.limit {
			t.Fatalf("%d bytes", used)
		}
		return r.nc.Stats().OutMsgs == n && r.totals() == 3*n
	})
	p.setDeaf(false)
	for _, id := range ids {
		p.until("everything to be accounted for", id, func(f *followed) bool { return f.accounted() == n })
	}
	natstest.Until(t, "the memory to be given back", func() bool { return r.hub.memory.used.Load() == 0 })
}

// totals is how many messages the rings of all subscriptions have seen.
func (r *rig) totals() (n uint64) {
	r.hub.mu.Lock()
	defer r.hub.mu.Unlock()
	for s := range r.hub.sockets {
		s.mu.Lock()
		for _, sub := range s.subs {
			n += sub.ring.totals().produced
		}
		s.mu.Unlock()
	}
	return n
}

func TestPauseAndResume(t *testing.T) {
	r := newRig(t, Config{Tick: shortly})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "x", Paused: true})
	r.publish("x", 10)
	f := p.until("the counters", id, func(f *followed) bool { return f.counters.produced == 10 })
	if len(f.messages) != 0 {
		t.Errorf("%d messages while it is paused", len(f.messages))
	}
	p.say(Command{Op: "resume", ID: id})
	p.until("what was kept", id, func(f *followed) bool { return len(f.messages) == 10 })
}

func TestLimits(t *testing.T) {
	for _, mode := range []Mode{Newest, Sampled} {
		t.Run(string(mode), func(t *testing.T) {
			r := newRig(t, Config{Tick: shortly})
			p := r.open()
			id := p.sub(Command{Connection: r.conn, Subject: "x", Limit: 20, Mode: mode})
			const n = 20_000
			r.publish("x", n)
			f := p.until("everything to be accounted for", id, func(f *followed) bool { return f.accounted() == n })
			if f.counters.dropped != 0 || len(f.messages) == 0 || len(f.messages) > 500 {
				t.Errorf("%d messages, %+v", len(f.messages), f.counters)
			}
			if last := f.messages[len(f.messages)-1].rest; mode == Newest && last != "message 19999" {
				t.Errorf("the newest is %q", last)
			}
			p.say(Command{Op: "rate", ID: id})
			r.publish("x", 100)
			p.until("all, without a limit", id, func(g *followed) bool { return len(g.messages) == len(f.messages)+100 })
		})
	}
}

func TestAGapIsShown(t *testing.T) {
	r := newRig(t, Config{Tick: shortly})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "x"})
	r.publish("x", 1)
	p.until("the first", id, func(f *followed) bool { return len(f.messages) == 1 })
	r.srv.Restart()
	f := p.until("a gap", id, func(f *followed) bool { return f.gaps == 1 })
	if len(f.messages) != 1 || f.ended != nil {
		t.Errorf("got %+v", f)
	}
	nc := r.srv.Connect()
	natstest.Until(t, "the subscription to be back", func() bool {
		_ = nc.Publish("x", []byte("again"))
		return len(p.look(id).messages) > 1
	})
}

func TestEnds(t *testing.T) {
	t.Run("disconnect", func(t *testing.T) {
		r := newRig(t, Config{Tick: shortly})
		p := r.open()
		id := p.sub(Command{Connection: r.conn, Subject: "x"})
		if _, _, err := r.sessions.Disconnect(r.token, r.conn); err != nil {
			t.Fatal(err)
		}
		f := p.until("the end", id, func(f *followed) bool { return f.ended != nil })
		if f.ended.Reason != string(natsconn.ReasonDisconnect) || f.ended.Detail == "" {
			t.Errorf("it ended for %+v", f.ended)
		}
		if code := p.closed(); code != closeNoSession { // it was the session's last connection
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("shutdown", func(t *testing.T) {
		r := newRig(t, Config{Tick: shortly})
		p := r.open()
		id := p.sub(Command{Connection: r.conn, Subject: "x"})
		r.manager.BeginShutdown()
		r.hub.Shutdown(t.Context())
		if code := p.closed(); code != websocket.StatusGoingAway {
			t.Errorf("closed with %d", code)
		}
		if f := p.look(id); f.ended == nil || f.ended.Reason != string(natsconn.ReasonShutdown) {
			t.Errorf("it ended for %+v", f.ended)
		}
		if _, err := r.hub.Enter(); err == nil {
			t.Error("a socket may still be opened")
		}
	})
}

// TestWhatCameBeforeTheEndComes holds for a page that is slow, and for one that has
// paused.
func TestWhatCameBeforeTheEndComes(t *testing.T) {
	r := newRig(t, Config{Tick: shortly})
	other := r.connect(natsconn.Request{URL: r.srv.URL()}) // keeps the session
	p := r.open()
	p.setDeaf(true)
	busy := p.sub(Command{Connection: r.conn, Subject: "x"})
	paused := p.sub(Command{Connection: r.conn, Subject: "x", Paused: true})
	const n = 30_000
	r.publish("x", n)
	natstest.Until(t, "everything to be heard", func() bool { return r.totals() == 2*n })
	if _, _, err := r.sessions.Disconnect(r.token, r.conn); err != nil {
		t.Fatal(err)
	}
	p.sub(Command{Connection: other, Subject: "y"}) // events go on
	p.setDeaf(false)
	for _, id := range []uint32{busy, paused} {
		f := p.until("the end", id, func(f *followed) bool { return f.ended != nil })
		if f.ended.Reason != string(natsconn.ReasonDisconnect) || len(f.messages) != n || f.counters != (counters{produced: n}) {
			t.Errorf("ended with %+v after %d messages, %+v", f.ended, len(f.messages), f.counters)
		}
	}
}

func TestCommandsThatAreNone(t *testing.T) {
	r := newRig(t, Config{Subscriptions: 2})
	p := r.open()
	said := 0
	for _, c := range []struct{ text, code string }{
		{"", "invalid_request"},
		{"null", "validation_failed"},
		{`{"op":`, "invalid_request"},
		{`[]`, "invalid_request"},
		{`{"op":"sub","id":-1}`, "invalid_request"},
		{`{"op":"sub","id":4294967296}`, "invalid_request"},
		{`{"op":"fly","id":0}`, "validation_failed"},
		{`{"op":"sub","id":0,"connection":"x","subject":"a"}`, "validation_failed"},
		{`{"op":"ack","batches":1}{}`, "invalid_request"},
		{`{"op":"ack","batches":"1"}`, "invalid_request"},
		{`{"op":"ack","unknown":1}`, "invalid_request"},
	} {
		p.sayText(c.text)
		said++
		natstest.Until(t, "the refusal of "+c.text, func() bool {
			p.mu.Lock()
			defer p.mu.Unlock()
			return len(p.strange) == said
		})
		p.mu.Lock()
		if got := codeIn(p.strange[said-1].Problem); got != c.code {
			t.Errorf("%s: %s, want %s", c.text, got, c.code)
		}
		p.mu.Unlock()
	}
	for _, c := range []struct {
		command Command
		code    string
	}{
		{Command{Connection: r.conn}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a..b"}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a b"}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a", Queue: "b c"}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a", Limit: -1}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a", Mode: "odd"}, "validation_failed"},
		{Command{Connection: r.conn, Subject: "a", From: FromAll}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", Queue: "q"}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", From: FromLast}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", From: FromSequence}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", From: FromTime}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", From: "yesterday"}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S", Count: 5}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "S.T"}, "validation_failed"},
		{Command{Connection: r.conn, Stream: "NONE"}, "stream_not_found"},
		{Command{Subject: "a"}, "validation_failed"},
		{Command{Connection: "somebody-else", Subject: "a"}, "connection_not_found"},
	} {
		if got := p.look(p.sub(c.command)).failed; got != c.code {
			t.Errorf("%+v: %s, want %s", c.command, got, c.code)
		}
	}
	for range 2 {
		if f := p.look(p.sub(Command{Connection: r.conn, Subject: "a"})); f.opened == nil {
			t.Errorf("a good one: %+v", f)
		}
	}
	if got := p.look(p.sub(Command{Connection: r.conn, Subject: "a"})).failed; got != "limit_reached" {
		t.Errorf("one too many: %q", got)
	}
	p.sayText(strings.Repeat("x", mostCommand+1))
	if code := p.closed(); code != websocket.StatusMessageTooBig {
		t.Errorf("closed with %d", code)
	}
}

func TestANumberIsUsedOnce(t *testing.T) {
	r := newRig(t, Config{})
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Subject: "a"})
	p.say(Command{Op: "sub", ID: id, Connection: r.conn, Subject: "b"})
	if f := p.until("a refusal", id, func(f *followed) bool { return f.failed != "" }); f.failed != "subscription_exists" {
		t.Errorf("refused with %s", f.failed)
	}
}

// narrow may only follow what is open, and not much of JetStream.
var narrow = natstest.WithPermissions("narrow", "p", natstest.Permissions{
	SubscribeAllow: []string{"open.>", "_INBOX.>"}, PublishDeny: []string{"$JS.API.CONSUMER.>", "$JS.API.DIRECT.>", "$JS.API.STREAM.MSG.>"},
})

func TestWhatAUserMayNotFollow(t *testing.T) {
	user := natsconn.Secrets{Username: "narrow", Password: "p"}
	r := newRigOf(t, user, Config{Tick: shortly}, natstest.WithUser("all", "p"), narrow)
	conn, p := r.conn, r.open()
	if got := p.look(p.sub(Command{Connection: conn, Subject: "secret"})).failed; got != "nats_permission" {
		t.Errorf("a subject: %q", got)
	}
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}})
	id := p.sub(Command{Connection: conn, Stream: "S", From: FromAll})
	f := p.until("a refusal", id, func(f *followed) bool { return f.failed != "" || f.ended != nil })
	if f.ended == nil || f.ended.Reason != reasonRefused || codeIn(f.ended.Problem) != "nats_permission" {
		t.Errorf("a stream: %+v", f)
	}
	id = p.sub(Command{Connection: conn, Subject: "open.a"})
	r.srv.Reload(natstest.WithUser("all", "p"), natstest.WithPermissions("narrow", "p", natstest.Permissions{SubscribeAllow: []string{"_INBOX.>"}}))
	f = p.until("the end of what may not be followed any more", id, func(f *followed) bool { return f.ended != nil })
	if f.ended.Reason != reasonRefused {
		t.Errorf("it ended for %+v", f.ended)
	}
}

func TestMemoryIsGivenBackWithTheSocket(t *testing.T) {
	r := newRig(t, Config{})
	p := r.open()
	p.setDeaf(true)
	p.sub(Command{Connection: r.conn, Subject: "x"})
	r.publish("x", 50_000)
	natstest.Until(t, "something to be kept", func() bool { return r.hub.memory.used.Load() > 0 })
	_ = p.ws.CloseNow()
	natstest.Until(t, "the memory to be given back", func() bool { return r.hub.memory.used.Load() == 0 })
	ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
	defer cancel()
	r.hub.Shutdown(ctx)
}
