package message

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

// TestWhatMayNotBeAskedIsReadOtherwise: one subject of the API after the other is
// denied.
func TestWhatMayNotBeAskedIsReadOtherwise(t *testing.T) {
	for _, c := range []struct {
		name   string
		deny   []string
		direct bool
		method Method
		denied string
	}{
		{"direct get", []string{"$JS.API.DIRECT.GET.>"}, true, ByConsumer, ""},
		{"direct get and making consumers", []string{"$JS.API.DIRECT.GET.>", "$JS.API.CONSUMER.CREATE.>"}, true, ByGet, ""},
		{"direct get and pulling", []string{"$JS.API.DIRECT.GET.>", "$JS.API.CONSUMER.MSG.NEXT.>"}, true, ByGet, ""},
		{"making consumers", []string{"$JS.API.CONSUMER.CREATE.>"}, false, ByGet, ""},
		{"single messages", []string{"$JS.API.STREAM.MSG.GET.>"}, true, ByBatch, ""},
		{"single messages, without direct get", []string{"$JS.API.STREAM.MSG.GET.>"}, false, ByConsumer, ""},
		{"the stream's information", []string{"$JS.API.STREAM.INFO.>"}, true, ByBatch, ""},
		{"the stream's information, without direct get", []string{"$JS.API.STREAM.INFO.>"}, false, "", "$JS.API.STREAM.INFO.S"},
		{"everything", []string{"$JS.API.DIRECT.GET.>", "$JS.API.CONSUMER.>", "$JS.API.STREAM.MSG.GET.>"}, true, "", "$JS.API.STREAM.MSG.GET.S"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRigWithUsers(t, natstest.WithUser("root", "secret"), natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: c.deny}))
			r.lease = leaseOn(t, "nats://ann:secret@"+r.srv.Addr())
			r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: c.direct})
			r.fill("s.a", 60)
			reader, err := Open(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "S"})
			var p *Page
			if err == nil {
				defer reader.Close(t.Context())
				p, err = reader.Page(t.Context(), fromLast)
			}
			if c.denied != "" {
				if !fault.Is(err, "nats_permission") || !strings.Contains(err.Error(), c.denied) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil || p.Method != c.method || !slices.Equal(sequences(p), reversed(counting(36, 60))) || p.Last != 60 || p.InStream != 60 {
				t.Fatalf("%v, %+v", err, p)
			}
			if got := r.walk("s.*", fromFirst); !slices.Equal(got, counting(1, 60)) {
				t.Errorf("%v", got)
			}
			m, err := Get(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "S"}, 7)
			if c.name == "single messages, without direct get" {
				if !fault.Is(err, "nats_permission") || !strings.Contains(err.Error(), "$JS.API.STREAM.MSG.GET.S") {
					t.Errorf("%v", err)
				}
			} else if err != nil || string(m.Data) != "message 6" {
				t.Errorf("%+v, %v", m, err)
			}
			reader.Close(t.Context())
			r.nothingLeft("S")
		})
	}
}

// TestAFullStreamIsReadOtherwise: no consumer finds room any more.
func TestAFullStreamIsReadOtherwise(t *testing.T) {
	r := newRig(t)
	s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, MaxConsumers: 1})
	r.fill("s.a", 30)
	if _, err := s.CreateConsumer(t.Context(), jetstream.ConsumerConfig{Durable: "worker"}); err != nil {
		t.Fatal(err)
	}
	if p := r.page("S", "", fromLast); p.Method != ByGet || len(p.Messages) != 25 {
		t.Errorf("%+v", p)
	}
}

// TestAWorkQueueIsNotTouched: while a worker takes messages, looking at them
// changes neither what it gets nor how many consumers there are.
func TestAWorkQueueIsNotTouched(t *testing.T) {
	for _, retention := range []jetstream.RetentionPolicy{jetstream.WorkQueuePolicy, jetstream.InterestPolicy} {
		for _, direct := range []bool{true, false} {
			t.Run(fmt.Sprint(retention, direct), func(t *testing.T) {
				r := newRig(t)
				s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, Retention: retention, AllowDirect: direct})
				c, err := s.CreateConsumer(t.Context(), jetstream.ConsumerConfig{Durable: "worker", AckPolicy: jetstream.AckExplicitPolicy, AckWait: time.Minute})
				if err != nil {
					t.Fatal(err)
				}
				r.fill("s.a", 100)
				batch, err := c.Fetch(10)
				if err != nil {
					t.Fatal(err)
				}
				var held []jetstream.Msg
				for m := range batch.Messages() {
					held = append(held, m)
				}
				var before *jetstream.ConsumerInfo
				natstest.Until(t, "the worker to have its messages", func() bool {
					before, err = c.Info(t.Context())
					return err == nil && before.NumAckPending == 10 && before.NumPending == 90
				})
				method := ByGet
				if direct {
					method = ByBatch
				}
				for _, filter := range []string{"", "s.*", "s.none"} {
					for _, q := range []Query{fromFirst, fromLast, fromSequence(50, Newer), fromSequence(50, Older)} {
						if p := r.page("S", filter, q); p.Method != method || filter != "s.none" && len(p.Messages) != 25 {
							t.Errorf("%s, %d messages", p.Method, len(p.Messages))
						}
					}
				}
				after, err := c.Info(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if after.NumPending != before.NumPending || after.NumAckPending != before.NumAckPending || after.Delivered.Consumer != before.Delivered.Consumer || after.NumRedelivered != 0 {
					t.Errorf("before %+v, after %+v", before, after)
				}
				info, err := s.Info(t.Context())
				if err != nil || info.State.Consumers != 1 || info.State.Msgs != 100 {
					t.Errorf("%+v, %v", info, err)
				}
				for _, m := range held {
					if err := m.DoubleAck(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if got := r.walk("", fromFirst); !slices.Equal(got, counting(11, 100)) {
					t.Errorf("what is left: %v", got)
				}
			})
		}
	}
}

func TestAMirrorAndASealedStream(t *testing.T) {
	for _, direct := range []bool{true, false} {
		t.Run(fmt.Sprint(direct), func(t *testing.T) {
			r := newRig(t)
			r.stream(jetstream.StreamConfig{Name: "ORIGIN", Subjects: []string{"s.>"}, AllowDirect: direct})
			r.fill("s.a", 60)
			mirror := r.stream(jetstream.StreamConfig{Name: "S", Mirror: &jetstream.StreamSource{Name: "ORIGIN"}, AllowDirect: direct, MirrorDirect: direct})
			natstest.Until(t, "the mirror to catch up", func() bool {
				info, err := mirror.Info(t.Context())
				return err == nil && info.State.Msgs == 60
			})
			if got := r.walk("s.a", fromLast); !slices.Equal(got, reversed(counting(1, 60))) {
				t.Errorf("the mirror: %v", got)
			}
			if p := r.page("ORIGIN", "", fromLast); len(p.Messages) != 25 || p.Messages[0].Sequence != 60 {
				t.Errorf("its origin: %+v", p)
			}
			cfg := jetstream.StreamConfig{Name: "ORIGIN", Subjects: []string{"s.>"}, AllowDirect: direct, Sealed: true}
			if _, err := r.js.UpdateStream(t.Context(), cfg); err != nil {
				t.Fatal(err)
			}
			if p := r.page("ORIGIN", "s.*", fromLast); len(p.Messages) != 25 || p.Messages[0].Sequence != 60 {
				t.Errorf("sealed: %+v", p)
			}
			if err := Delete(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "ORIGIN"}, 3, false); !fault.Is(err, "stream_sealed") {
				t.Errorf("deleting from a sealed stream: %v", err)
			}
		})
	}
}

// TestAServerThatKnowsNoBatch answers a batch with one message and nothing behind
// it, as servers before 2.11 do.
func TestAServerThatKnowsNoBatch(t *testing.T) {
	r := newRig(t)
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: true})
	r.fill("s.a", 30)
	nc := r.srv.Connect()
	if _, err := nc.Subscribe("OLD.>", func(m *nats.Msg) {
		verb := strings.TrimPrefix(m.Subject, "OLD.")
		body := m.Data
		if strings.HasPrefix(verb, "DIRECT.GET.") {
			var request map[string]any
			_ = json.Unmarshal(body, &request)
			delete(request, "batch")
			delete(request, "max_bytes")
			body, _ = json.Marshal(request)
		}
		if !strings.HasPrefix(verb, "CONSUMER.MSG.NEXT.") {
			answer, err := nc.Request("$JS.API."+verb, body, 5*time.Second)
			if err == nil {
				_ = m.RespondMsg(&nats.Msg{Header: answer.Header, Data: answer.Data})
			}
			return
		}
		_ = nc.PublishRequest("$JS.API."+verb, m.Reply, body)
	}); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	// Requests of a subscription's callback must not come back to it, and do not:
	// they have another prefix.
	reader, err := Open(t.Context(), r.lease, Stream{Prefix: "OLD", Name: "S"})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close(t.Context())
	p, err := reader.Page(t.Context(), fromLast)
	if err != nil || p.Method != ByConsumer || !slices.Equal(sequences(p), reversed(counting(6, 30))) {
		t.Errorf("%v, %+v", err, p)
	}
}

// TestLargePayloads: pages keep previews, and messages that are larger than what
// is read at once are read all the same.
func TestLargePayloads(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t, natstest.WithServerOptions(largePayloads))
		r.stream(cfg)
		text := bytes.Repeat([]byte("ü"), 250_000)
		binary := bytes.Repeat([]byte{0, 0xff}, 3<<20)
		for i := range 12 {
			data := text
			switch i % 3 {
			case 0: // larger than what is read at once
				data = binary
			case 1: // not UTF-8, in the end
				data = slices.Concat(text, []byte{0xff})
			}
			if _, err := r.js.Publish(t.Context(), "s.a", data); err != nil {
				t.Fatal(err)
			}
		}
		for _, q := range []Query{fromFirst, fromLast} {
			q.Preview = 101
			p := r.page("S", "", q)
			if p.Partial || len(p.Messages) != 12 {
				t.Fatalf("%d messages", len(p.Messages))
			}
			for _, m := range p.Messages {
				size, kept := 500_000, 100 // no half of a character
				switch m.Sequence % 3 {
				case 1:
					size, kept = len(binary), 101
				case 2:
					size, kept = 500_001, 101
				}
				if m.Size != size || len(m.Data) != kept || m.Text != (kept == 100) || cap(m.Data) > 1_000 {
					t.Errorf("%d: %d bytes of %d (room for %d), text is %v", m.Sequence, len(m.Data), m.Size, cap(m.Data), m.Text)
				}
			}
		}
		m, err := Get(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "S"}, 4)
		if err != nil || m.Size != len(binary) || !bytes.Equal(m.Data, binary) {
			t.Errorf("%d bytes, %v", m.Size, err)
		}
		q := fromLast
		q.Preview = 7 << 20
		p := r.page("S", "", q) // more than a page holds
		if !p.Partial || p.OlderCursor == "" || len(p.Messages) == 0 || len(p.Messages) == 12 {
			t.Errorf("%d messages, partial is %v", len(p.Messages), p.Partial)
		}
		q.Cursor = p.OlderCursor
		rest := r.page("S", "", q)
		if rest.Partial || rest.OlderCursor != "" || !slices.Equal(append(sequences(p), sequences(rest)...), reversed(counting(1, 12))) {
			t.Errorf("%v and %v, partial is %v", sequences(p), sequences(rest), rest.Partial)
		}
	})
}

// TestHostileSubjectsAndHeaders: markup, another direction of writing, emoji,
// headers of the server's own names, and what looks like the end of a batch.
func TestHostileSubjectsAndHeaders(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		subjects := []string{`s.<b>"'&amp;</b>`, "s.שלום", "s.😀‍🚀", "s.\u202egnp", "s." + strings.Repeat("long", 400), `s.$JS.API`, "s.a*b", "s.%2F..\\"}
		for i := range subjects {
			subjects[i] = strings.ReplaceAll(subjects[i], "..", "")
		}
		own := nats.Header{
			"Status": {"204"}, "Nats-Sequence": {"7"}, "Nats-Subject": {"other", "others"}, "Nats-Num-Pending": {"0"},
			"Nats-Time-Stamp": {"yesterday"}, "Nats-Stream": {"ORIGIN"}, "Nats-Last-Sequence": {"x"}, "trace-id": {"a", "b", "a"}, "Empty": {""},
		}
		for i, subject := range subjects {
			msg := &nats.Msg{Subject: subject}
			if i%2 == 0 {
				msg.Header = own
			}
			if i == 1 { // the status of an empty answer, as a stored message
				msg.Header = nats.Header{"Status": {"503"}}
			}
			if _, err := r.js.PublishMsg(t.Context(), msg); err != nil {
				t.Fatalf("%s: %v", subject, err)
			}
		}
		size := 0
		for _, q := range []Query{fromFirst, fromLast} {
			p := r.page("S", "", q)
			if len(p.Messages) != len(subjects) {
				t.Fatalf("%d messages", len(p.Messages))
			}
			for _, m := range p.Messages {
				i := int(m.Sequence - 1)
				want := nats.Header(nil)
				switch {
				case i%2 == 0:
					want = own
				case i == 1:
					want = nats.Header{"Status": {"503"}}
				}
				if m.Subject != subjects[i] || !equalHeaders(m.Header, want) {
					t.Errorf("%d: %q %v, want %q %v", m.Sequence, m.Subject, m.Header, subjects[i], want)
				}
				one, err := Get(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "S"}, m.Sequence)
				if err != nil || one.Subject != m.Subject || !equalHeaders(one.Header, m.Header) || one.HeaderSize != m.HeaderSize || !one.Time.Equal(m.Time) {
					t.Errorf("%d: by itself %+v, on a page %+v, %v", m.Sequence, one, m, err)
				}
				size += m.HeaderSize
			}
		}
		if size == 0 {
			t.Error("headers without a size")
		}
		for i, subject := range subjects {
			if strings.ContainsAny(subject, "*") {
				continue
			}
			if p := r.page("S", subject, fromLast); !slices.Equal(sequences(p), []uint64{uint64(i + 1)}) {
				t.Errorf("%q as a filter: %v", subject, sequences(p))
			}
		}
	})
}

func equalHeaders(a, b nats.Header) bool {
	if len(a) != len(b) {
		return false
	}
	for name, values := range a {
		if !slices.Equal(values, b[name]) {
			return false
		}
	}
	return true
}

// TestHeadersThatCannotBeRead: clients may store any bytes there, and nats.go
// gives up on them, those of the server's that are among them included.
func TestHeadersThatCannotBeRead(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		conn, err := net.Dial("tcp", r.srv.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		const broken = "NATS/1.0\r\nno colon\r\nA: b\r\n\r\n"
		r.fill("s.a", 2)
		fmt.Fprintf(conn, "CONNECT {\"headers\":true,\"verbose\":false}\r\nHPUB s.broken %d %d\r\n%spay\r\n", len(broken), len(broken)+3, broken)
		natstest.Until(t, "the message", func() bool {
			info, err := s.Info(t.Context())
			return err == nil && info.State.LastSeq == 3
		})
		r.fill("s.a", 1)
		for _, q := range []Query{fromFirst, fromLast, fromSequence(3, Older), fromSequence(3, Newer)} {
			p := r.page("S", "", q)
			i := slices.Index(sequences(p), 3)
			if i < 0 {
				t.Fatalf("%v", sequences(p))
			}
			m := p.Messages[i]
			if m.Subject != "s.broken" || string(m.Data) != "pay" || m.Time.IsZero() || m.HeaderSize != len(broken) ||
				!equalHeaders(m.Header, nats.Header{"no colon": {""}, "A": {"b"}}) {
				t.Errorf("%+v", m)
			}
		}
	})
}

// TestTheServerDiesInTheMiddle: whoever reads is told at once.
func TestTheServerDiesInTheMiddle(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		r.fill("s.a", 60)
		reader := r.open("S", "")
		_, _, err := reader.Each(t.Context(), Extract{From: fromFirst.From, Wait: time.Minute}, func(m *Message) error {
			if m.Sequence == 10 {
				r.srv.Stop()
				return errors.New("stopped")
			}
			return nil
		})
		if err == nil || err.Error() != "stopped" {
			t.Fatal(err)
		}
		if _, err := reader.Page(t.Context(), fromLast); !fault.Is(err, "nats_unreachable") {
			t.Errorf("%v", err)
		}
		reader.Close(t.Context())
		if _, err := Open(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "S"}); !fault.Is(err, "nats_unreachable") {
			t.Errorf("%v", err)
		}
	})
}

// TestAConsumerIsForgotten: what cannot be deleted because the link broke does
// not stay for ever.
func TestAConsumerIsForgotten(t *testing.T) {
	r := newRig(t)
	s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
	r.fill("s.a", 2_000)
	reader := r.open("S", "")
	stop := errors.New("stop")
	if _, _, err := reader.Each(t.Context(), Extract{From: fromFirst.From, Wait: time.Minute}, func(*Message) error { return stop }); !errors.Is(err, stop) {
		t.Fatal(err)
	}
	names := s.ConsumerNames(t.Context())
	name := <-names.Name()
	c, err := s.Consumer(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	cfg := c.CachedInfo().Config
	if cfg.InactiveThreshold != unused || !cfg.MemoryStorage || cfg.Replicas != 1 || cfg.AckPolicy != jetstream.AckNonePolicy || cfg.Durable != "" {
		t.Errorf("%+v", cfg)
	}
	// When the server has forgotten it, reading goes on with another.
	if err := s.DeleteConsumer(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	src, ok := reader.src.(*consumer)
	if !ok {
		t.Fatalf("%T", reader.src)
	}
	from := src.next
	got, err := reader.read(t.Context(), from, 3, bytesAtOnce)
	if err != nil || len(got.messages) != 3 || got.messages[0].Sequence != from {
		t.Errorf("%+v, %v", got, err)
	}
	reader.Close(t.Context())
	r.nothingLeft("S")
}

// TestTheCallerLeavesWhileItWaits: a server that does not answer any more.
func TestTheCallerLeavesWhileItWaits(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		r.fill("s.a", 60)
		proxy := natstest.NewProxy(t, r.srv.Addr())
		r.lease = leaseOn(t, proxy.URL())
		reader := r.open("S", "s.*")
		proxy.Pause()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := reader.Page(ctx, fromLast); !fault.Is(err, "nats_timeout") {
			t.Errorf("%v", err)
		}
		proxy.Cut()
	})
}
