package live

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// sequences fails unless they are those from first on, without a hole.
func sequences(t *testing.T, messages []arrived, first uint64) {
	t.Helper()
	for i, m := range messages {
		if want := first + uint64(i); m.sequence != want {
			t.Fatalf("message %d has sequence %d, want %d", i, m.sequence, want)
		}
	}
}

// store publishes messages and waits until they are stored.
func (r *rig) store(js jetstream.JetStream, subject string, n int) {
	r.t.Helper()
	for range n {
		if _, err := js.Publish(r.t.Context(), subject, []byte("stored")); err != nil {
			r.t.Fatal(err)
		}
	}
}

func TestAStreamIsFollowed(t *testing.T) {
	for _, c := range []struct {
		name  string
		from  Command
		first uint64
	}{
		{"new", Command{}, 101},
		{"all", Command{From: FromAll}, 1},
		{"last", Command{From: FromLast, Count: 7}, 94},
		{"more than there are", Command{From: FromLast, Count: 1_000}, 1},
		{"sequence", Command{From: FromSequence, Sequence: 50}, 50},
		{"sequence to come", Command{From: FromSequence, Sequence: 103}, 103},
		{"time", Command{From: FromTime, Time: time.Now().Add(-time.Hour)}, 1},
		{"time to come", Command{From: FromTime, Time: time.Now().Add(time.Hour)}, 101},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, Config{})
			js := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
			r.store(js, "s.a", 100)
			p := r.open()
			c.from.Connection, c.from.Stream = r.conn, "S"
			id := p.sub(c.from)
			r.store(js, "s.b", 10)
			f := p.until("the last message", id, func(f *followed) bool {
				return len(f.messages) > 0 && f.messages[len(f.messages)-1].sequence == 110
			})
			if f.opened.Method != "consumer" || f.opened.First != 1 || f.opened.Last != 100 {
				t.Errorf("opened with %+v", f.opened)
			}
			sequences(t, f.messages, c.first)
		})
	}
}

func TestAStreamIsFollowedByAFilter(t *testing.T) {
	r := newRig(t, Config{})
	js := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
	r.store(js, "s.a", 5)
	r.store(js, "s.b", 5)
	p := r.open()
	id := p.sub(Command{Connection: r.conn, Stream: "S", Subject: "s.b", From: FromLast, Count: 3})
	r.store(js, "s.a", 5)
	r.store(js, "s.b", 1)
	f := p.until("four messages", id, func(f *followed) bool { return len(f.messages) == 4 })
	sequences(t, f.messages[:3], 8)
	if f.messages[3].sequence != 16 || f.messages[3].subject != "s.b" {
		t.Errorf("got %+v", f.messages[3])
	}
}

// TestAQueueIsFollowedWithoutAConsumer holds that looking at a work queue takes
// nothing from it and is no interest in it.
func TestAQueueIsFollowedWithoutAConsumer(t *testing.T) {
	for _, retention := range []jetstream.RetentionPolicy{jetstream.WorkQueuePolicy, jetstream.InterestPolicy} {
		for _, direct := range []bool{true, false} {
			r := newRig(t, Config{})
			js := r.stream(jetstream.StreamConfig{Name: "Q", Subjects: []string{"q"}, Retention: retention, AllowDirect: direct})
			if _, err := js.CreateConsumer(t.Context(), "Q", jetstream.ConsumerConfig{Durable: "worker", AckPolicy: jetstream.AckExplicitPolicy}); err != nil {
				t.Fatal(err)
			}
			r.store(js, "q", 20)
			p := r.open()
			id := p.sub(Command{Connection: r.conn, Stream: "Q", From: FromAll})
			r.store(js, "q", 5)
			f := p.until("all messages", id, func(f *followed) bool { return len(f.messages) == 25 })
			sequences(t, f.messages, 1)
			s, err := js.Stream(t.Context(), "Q")
			if err != nil {
				t.Fatal(err)
			}
			if state := s.CachedInfo().State; state.Consumers != 1 || state.Msgs != 25 {
				t.Errorf("%v: %d consumers, %d messages", retention, state.Consumers, state.Msgs)
			}
			if want := map[bool]string{true: "batch", false: "get"}[direct]; f.opened.Method != want {
				t.Errorf("read by %s, want %s", f.opened.Method, want)
			}
		}
	}
}

func TestATailGoesOnBehindAnOutage(t *testing.T) {
	for _, retention := range []jetstream.RetentionPolicy{jetstream.LimitsPolicy, jetstream.WorkQueuePolicy} {
		r := newRig(t, Config{Tick: shortly})
		js := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}, Retention: retention})
		r.store(js, "s", 10)
		p := r.open()
		id := p.sub(Command{Connection: r.conn, Stream: "S", From: FromAll})
		p.until("the first ten", id, func(f *followed) bool { return len(f.messages) == 10 })
		r.srv.Restart()
		js, err := jetstream.New(r.srv.Connect())
		if err != nil {
			t.Fatal(err)
		}
		r.store(js, "s", 10)
		f := p.until("the next ten", id, func(f *followed) bool { return len(f.messages) == 20 })
		sequences(t, f.messages, 1)
		if f.gaps != 0 || f.ended != nil {
			t.Errorf("got %d gaps, end %+v", f.gaps, f.ended)
		}
		p.say(Command{Op: "unsub", ID: id})
		p.until("the end", id, func(f *followed) bool { return f.ended != nil })
		natstest.Until(t, "no consumer to be left", func() bool {
			s, err := js.Stream(t.Context(), "S")
			return err == nil && s.CachedInfo().State.Consumers == 0
		})
	}
}

// TestAStreamIsNotDroppedFrom holds that a page that is slow, or paused, gets every
// message of a stream in the end.
func TestAStreamIsNotDroppedFrom(t *testing.T) {
	r := newRig(t, Config{RingMessages: 500, RingBytes: 64 << 10, Memory: 96 << 10, Tick: shortly})
	js := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}, Storage: jetstream.MemoryStorage})
	const n = 20_000
	r.publish("s", n)
	natstest.Until(t, "them to be stored", func() bool {
		s, err := js.Stream(t.Context(), "S")
		return err == nil && s.CachedInfo().State.Msgs == n
	})
	p := r.open()
	p.setDeaf(true)
	a := p.sub(Command{Connection: r.conn, Stream: "S", From: FromAll, Paused: true})
	b := p.sub(Command{Connection: r.conn, Stream: "S", From: FromAll})
	p.until("the window to be used up", b, func(*followed) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.batches == window
	})
	if f := p.look(a); len(f.messages) != 0 {
		t.Errorf("%d messages while paused", len(f.messages))
	}
	p.say(Command{Op: "resume", ID: a})
	p.setDeaf(false)
	for _, id := range []uint32{a, b} {
		f := p.until("all messages", id, func(f *followed) bool { return len(f.messages) == n })
		sequences(t, f.messages, 1)
		if f.counters != (counters{produced: n}) {
			t.Errorf("counters: %+v", f.counters)
		}
	}
}

func TestAStreamThatIsNoMore(t *testing.T) {
	for _, retention := range []jetstream.RetentionPolicy{jetstream.LimitsPolicy, jetstream.WorkQueuePolicy} {
		for _, anew := range []bool{false, true} {
			r := newRig(t, Config{Tick: shortly})
			cfg := jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}, Retention: retention, Storage: jetstream.MemoryStorage}
			js := r.stream(cfg)
			r.store(js, "s", 3)
			p := r.open()
			id := p.sub(Command{Connection: r.conn, Stream: "S", From: FromAll})
			p.until("the messages", id, func(f *followed) bool { return len(f.messages) == 3 })
			if err := js.DeleteStream(t.Context(), "S"); err != nil {
				t.Fatal(err)
			}
			want := reasonStreamGone
			if anew {
				r.stream(cfg)
				want = reasonStreamChanged
			}
			f := p.until("the end", id, func(f *followed) bool { return f.ended != nil })
			if f.ended.Reason != want || f.ended.Problem == nil {
				t.Errorf("%v: ended with %+v, want %s", retention, f.ended, want)
			}
		}
	}
}

// TestAScriptIsToldOfALossWithNothingBehindIt: the last messages may be the lost ones.
func TestAScriptIsToldOfALossWithNothingBehindIt(t *testing.T) {
	r := newRig(t, Config{Memory: chunkSize, Tick: shortly})
	lease, err := r.sessions.GetOrReconnect(t.Context(), r.token, r.conn, natsconn.Active)
	if err != nil {
		t.Fatal(err)
	}
	defer lease.Release()
	s, err := r.hub.Follow(t.Context(), lease, "x", "")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := r.nc.Publish("x", make([]byte, 2*chunkSize)); err != nil {
		t.Fatal(err)
	}
	came, err := s.Next(natstest.Patience, func(Heard) bool {
		t.Error("a message came that had no room")
		return true
	})
	if err != nil || !came || s.Dropped() != 1 {
		t.Errorf("came %v, %v, dropped %d", came, err, s.Dropped())
	}
	r.publish("x", 1)
	came, err = s.Next(natstest.Patience, func(m Heard) bool {
		if m.Subject != "x" || string(m.Data) != "message 0" {
			t.Errorf("%+v", m)
		}
		return true
	})
	if err != nil || !came {
		t.Errorf("came %v, %v", came, err)
	}
}
