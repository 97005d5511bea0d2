package message

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

var ofS = Stream{Prefix: "$JS.API", Name: "S"}

func TestDelete(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		r.fill("s.a", 5)
		for seq, securely := range map[uint64]bool{2: false, 4: true} {
			if err := Delete(t.Context(), r.lease, ofS, seq, securely); err != nil {
				t.Errorf("%d: %v", seq, err)
			}
		}
		if got := r.walk("", fromFirst); !slices.Equal(got, []uint64{1, 3, 5}) {
			t.Errorf("%v are left", got)
		}
		for _, seq := range []uint64{2, 6, 1 << 50} {
			if err := Delete(t.Context(), r.lease, ofS, seq, false); !fault.Is(err, "message_not_found") {
				t.Errorf("%d: %v", seq, err)
			}
			if _, err := Get(t.Context(), r.lease, ofS, seq); !fault.Is(err, "message_not_found") {
				t.Errorf("%d: %v", seq, err)
			}
		}
		cfg.DenyDelete = true
		if _, err := r.js.UpdateStream(t.Context(), cfg); err != nil {
			t.Fatal(err)
		}
		if err := Delete(t.Context(), r.lease, ofS, 1, false); !fault.Is(err, "deletes_denied") {
			t.Errorf("%v", err)
		}
		info, err := s.Info(t.Context())
		if err != nil || info.State.Msgs != 3 {
			t.Errorf("%+v, %v", info.State, err)
		}
	})
	r := newRig(t)
	if err := Delete(t.Context(), r.lease, ofS, 1, false); !fault.Is(err, "stream_not_found") {
		t.Errorf("%v", err)
	}
	if err := Delete(t.Context(), r.lease, Stream{Prefix: "$JS.API", Name: "a.>"}, 1, false); !fault.Is(err, "validation_failed") {
		t.Errorf("%v", err)
	}
}

func TestCopy(t *testing.T) {
	r := newRig(t)
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
	other := r.stream(jetstream.StreamConfig{Name: "T", Subjects: []string{"t.>"}, MaxMsgSize: 100})
	r.stream(jetstream.StreamConfig{Name: "QUIET", Subjects: []string{"quiet"}, NoAck: true})
	header := nats.Header{"Nats-Msg-Id": {"1"}, "nats-rollup": {"all"}, "Trace": {"a", "b"}, "Nats-Expected-Stream": {"S"}}
	if _, err := r.js.PublishMsg(t.Context(), &nats.Msg{Subject: "s.a", Data: []byte("\x00payload"), Header: nats.Header{"Nats-Msg-Id": {"1"}, "Trace": {"a", "b"}, "Nats-Expected-Stream": {"S"}}}); err != nil {
		t.Fatal(err)
	}
	r.fill("s."+strings.Repeat("x", 20), 1)
	if _, dropped := harmless(header); len(dropped) != 3 {
		t.Errorf("%v", dropped)
	}
	copied := func(to Copying) Copied {
		t.Helper()
		done, err := Copy(t.Context(), r.lease, ofS, 1, to)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	for i, headers := range []bool{true, false} {
		done := copied(Copying{Subject: "t.copy", Headers: headers})
		if done.Stream != "T" || done.Sequence != uint64(i+1) || done.Duplicate {
			t.Errorf("%+v", done)
		}
		m, err := other.GetMsg(t.Context(), done.Sequence)
		if err != nil || string(m.Data) != "\x00payload" || m.Subject != "t.copy" {
			t.Fatalf("%+v, %v", m, err)
		}
		want := nats.Header{"Trace": {"a", "b"}}
		if !headers {
			want = nil
		}
		if !equalHeaders(m.Header, want) || headers != slices.Equal(done.Dropped, []string{"Nats-Expected-Stream", "Nats-Msg-Id"}) {
			t.Errorf("%v, without %v", m.Header, done.Dropped)
		}
	}
	listening, err := r.srv.Connect().SubscribeSync("nowhere.>")
	if err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the copy to be heard", func() bool {
		if done := copied(Copying{Subject: "nowhere.here", Headers: true}); done.Stream != "" || done.Sequence != 0 {
			t.Errorf("%+v", done)
		}
		m, err := listening.NextMsg(10 * time.Millisecond)
		return err == nil && m.Reply == "" && string(m.Data) == "\x00payload"
	})
	if done := copied(Copying{Subject: "quiet"}); done.Stream != "QUIET" || done.Sequence != 0 {
		t.Errorf("%+v", done)
	}
	for _, c := range []struct {
		subject string
		code    string
	}{
		{"t.*", "validation_failed"},
		{"t.>", "validation_failed"},
		{"t..a", "validation_failed"},
		{"", "validation_failed"},
		{"t a", "validation_failed"},
		{"$JS.API.STREAM.PURGE.T", "system_subject"},
		{"$SYS.REQ.SERVER.PING", "system_subject"},
		{"$KV.b.key", "system_subject"},
		{"_INBOX.a", "system_subject"},
	} {
		if _, err := Copy(t.Context(), r.lease, ofS, 1, Copying{Subject: c.subject}); !fault.Is(err, c.code) {
			t.Errorf("%q: %v", c.subject, err)
		}
	}
	if info, err := other.Info(t.Context()); err != nil || info.State.Msgs != 2 {
		t.Errorf("%+v, %v", info.State, err)
	}
	if _, err := Copy(t.Context(), r.lease, ofS, 9, Copying{Subject: "t.a"}); !fault.Is(err, "message_not_found") {
		t.Errorf("%v", err)
	}
	if _, err := r.js.Publish(t.Context(), "s.large", make([]byte, 200)); err != nil {
		t.Fatal(err)
	}
	_, err = Copy(t.Context(), r.lease, ofS, 3, Copying{Subject: "t.a"})
	if f, ok := errors.AsType[*fault.Error](err); !ok || f.Code != "nats_refused" || f.NATS == nil {
		t.Errorf("a message that the stream does not take: %v", err)
	}
	// With the confirmation it is done: it empties T.
	if done := copied(Copying{Subject: "$JS.API.STREAM.PURGE.T", System: true}); done.Stream != "" {
		t.Errorf("%+v", done)
	}
}

func TestCopyMayNotKnowWhoListens(t *testing.T) {
	r := newRigWithUsers(t, natstest.WithUser("root", "secret"), natstest.WithPermissions("ann", "secret", natstest.Permissions{
		PublishDeny: []string{"$JS.API.STREAM.NAMES", "forbidden"},
	}))
	r.lease = leaseOn(t, "nats://ann:secret@"+r.srv.Addr())
	s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
	r.fill("s.a", 1)
	done, err := Copy(t.Context(), r.lease, ofS, 1, Copying{Subject: "s.b"})
	if err != nil || done.Stream != "" {
		t.Errorf("%+v, %v", done, err)
	}
	natstest.Until(t, "the copy", func() bool {
		info, err := s.Info(t.Context())
		return err == nil && info.State.Msgs == 2
	})
	if _, err := Copy(t.Context(), r.lease, ofS, 1, Copying{Subject: "forbidden"}); !fault.Is(err, "nats_permission") {
		t.Errorf("%v", err)
	}
}

// TestTheOutcomeIsUnknown: the link breaks after the change was sent.
func TestTheOutcomeIsUnknown(t *testing.T) {
	r := newRig(t)
	nc := r.srv.Connect()
	times := map[string]int{}
	for subject, answer := range map[string]string{
		"FAKE.STREAM.MSG.GET.S":    `{"message":{"subject":"a","seq":1,"data":"eA==","time":"2026-11-25T00:00:00Z"}}`,
		"FAKE.STREAM.NAMES":        `{"streams":["T"]}`,
		"FAKE.STREAM.INFO.T":       `{"config":{}}`,
		"FAKE.STREAM.MSG.DELETE.S": "",
		"target":                   "",
	} {
		if _, err := nc.Subscribe(subject, func(m *nats.Msg) {
			if answer == "" {
				times[subject]++ // one subscription after the other, on one connection
				r.srv.Kick("heynats/")
				return
			}
			_ = m.Respond([]byte(answer))
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	fake := Stream{Prefix: "FAKE", Name: "S"}
	for name, change := range map[string]func() error{
		"target": func() error {
			_, err := Copy(t.Context(), r.lease, fake, 1, Copying{Subject: "target"})
			return err
		},
		"FAKE.STREAM.MSG.DELETE.S": func() error { return Delete(t.Context(), r.lease, fake, 1, false) },
	} {
		r.lease = leaseOn(t, r.srv.URL())
		if err := change(); !fault.Is(err, "outcome_unknown") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := nc.Drain(); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the end of the fake", nc.IsClosed)
	if fmt.Sprint(times) != "map[FAKE.STREAM.MSG.DELETE.S:1 target:1]" {
		t.Errorf("%v", times)
	}
}
