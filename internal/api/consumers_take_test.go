package api

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

func (s *shop) take(body string) []TakenMessage {
	s.t.Helper()
	got := s.post(billing+"/next", body)
	if got.status != http.StatusOK {
		s.t.Fatalf("%d %s", got.status, got.text)
	}
	var taken TakenMessages
	got.into(s.t, &taken)
	return taken.Messages
}

func (s *shop) answer(body Acknowledgement) answer {
	return s.post(billing+"/ack", jsonOf(s.t, body))
}

func TestMessagesAreTakenAndAcknowledged(t *testing.T) {
	s := newShop(t, 3)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy, AckWait: time.Hour})
	if _, err := s.js.Publish(t.Context(), "orders.raw", []byte{0xff, 0}); err != nil {
		t.Fatal(err)
	}
	first := s.take(`{"batch":2}`)
	if len(first) != 2 || first[0].Data != "hello" || first[0].Subject != "orders.eu" || first[0].Sequence != 1 || first[0].Delivered != 1 || first[0].Pending != 3 || first[1].ConsumerSeq != 2 || time.Since(first[0].Time).Abs() > time.Minute {
		t.Fatalf("%+v", first)
	}
	rest := s.take(`{"batch":2,"expires":"5s","preview":1}`)
	if len(rest) != 2 || rest[0].Data != "h" || !rest[0].Truncated || rest[0].Size != 5 || rest[1].Encoding != "base64" || rest[1].Data != "/w==" {
		t.Fatalf("%+v", rest)
	}
	if none := s.take(`{"expires":"0s"}`); len(none) != 0 {
		t.Errorf("%+v", none)
	}
	if d := of[ConsumerDetail](t, s.get(billing)); d.NumAckPending != 4 || d.NumPending != 0 {
		t.Errorf("%+v", d)
	}
	for _, a := range []Acknowledgement{
		{Ack: first[0].Ack, Kind: "ack"},
		{Ack: first[1].Ack, Kind: "term", Reason: "not for us"},
		{Ack: rest[0].Ack, Kind: "in_progress"},
		{Ack: rest[1].Ack, Kind: "nak"},
	} {
		if got := of[Acknowledged](t, s.answer(a)); !got.Acknowledged {
			t.Errorf("%+v", a)
		}
	}
	if d := of[ConsumerDetail](t, s.get(billing)); d.NumAckPending != 2 || d.AckFloor.StreamSeq != 2 {
		t.Errorf("%d in flight, acknowledged up to %d", d.NumAckPending, d.AckFloor.StreamSeq)
	}
	again := s.take(`{"expires":"2s"}`)
	if len(again) != 1 || again[0].Sequence != 4 || again[0].Delivered != 2 {
		t.Errorf("what was naked comes again: %+v", again)
	}
	if got := of[Acknowledged](t, s.answer(Acknowledgement{Ack: again[0].Ack, Kind: "nak", Delay: "1h"})); !got.Acknowledged {
		t.Error("no nak")
	}
	if none := s.take(`{"expires":"100ms"}`); len(none) != 0 {
		t.Errorf("before its delay: %+v", none)
	}
}

// TestMessagesThatLookLikeAStatus: empty ones with a header that the server uses
// for its own word.
func TestMessagesThatLookLikeAStatus(t *testing.T) {
	s := newShop(t, 0)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	for _, status := range []string{"503", "404", "100", "<b>"} {
		if _, err := s.js.PublishMsg(t.Context(), &nats.Msg{Subject: "orders.eu", Header: nats.Header{"Status": {status}}}); err != nil {
			t.Fatal(err)
		}
	}
	taken := s.take(`{"batch":4}`)
	if len(taken) != 4 || taken[0].Headers["Status"][0] != "503" || taken[3].Headers["Status"][0] != "<b>" || taken[0].Size != 0 {
		t.Errorf("%+v", taken)
	}
}

func TestWhatCannotBeAcknowledged(t *testing.T) {
	s := newShop(t, 2)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "other", AckPolicy: jetstream.AckExplicitPolicy})
	token := s.take(`{}`)[0].Ack
	for _, c := range []struct{ ack, kind, delay, reason, field string }{
		{strings.Replace(token, ".billing.", ".other.", 1), "ack", "", "", "body.ack"},
		{strings.Replace(token, ".ORDERS.", ".PAYMENTS.", 1), "ack", "", "", "body.ack"},
		{"$JS.API.STREAM.DELETE.ORDERS", "ack", "", "", "body.ack"},
		{"orders.eu", "ack", "", "", "body.ack"},
		{token + ".>", "ack", "", "", "body.ack"},
		{token, "ack", "1s", "", "body.delay"},
		{token, "nak", "soon", "", "body.delay"},
		{token, "nak", "48h", "", "body.delay"},
		{token, "nak", "", "because", "body.reason"},
		{token, "term", "", "two\nlines", "body.reason"},
		{token, "done", "", "", "body.kind"},
	} {
		p := s.want(s.answer(Acknowledgement{Ack: c.ack, Kind: c.kind, Delay: c.delay, Reason: c.reason}), http.StatusUnprocessableEntity, "validation_failed")
		if len(p.Errors) != 1 || p.Errors[0].Location != c.field {
			t.Errorf("%+v: %+v", c, p.Errors)
		}
	}
	if d := of[ConsumerDetail](t, s.get(billing)); d.NumAckPending != 1 {
		t.Errorf("%d in flight", d.NumAckPending)
	}
}

func TestConsumersThatNothingIsTakenFrom(t *testing.T) {
	s := newShop(t, 2)
	at := func(name, verb string) string { return "/api/nats/streams/ORDERS/consumers/" + name + "/" + verb }
	if _, err := s.js.CreatePushConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: "pushed", AckPolicy: jetstream.AckExplicitPolicy, DeliverSubject: "away"}); err != nil {
		t.Fatal(err)
	}
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "careless", AckPolicy: jetstream.AckNonePolicy})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "pinned", AckPolicy: jetstream.AckExplicitPolicy, PriorityPolicy: jetstream.PriorityPolicyPinned, PriorityGroups: []string{"g"}, PinnedTTL: time.Minute})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "small", AckPolicy: jetstream.AckExplicitPolicy, MaxRequestBatch: 2})
	s.want(s.post(at("pushed", "next"), `{}`), http.StatusUnprocessableEntity, "push_consumer")
	s.want(s.post(at("careless", "next"), `{}`), http.StatusUnprocessableEntity, "consumer_without_acks")
	s.want(s.post(at("careless", "ack"), `{"ack":"$JS.ACK.ORDERS.careless.1.1.1.1763899200000000000.0","kind":"ack"}`), http.StatusUnprocessableEntity, "consumer_without_acks")
	s.want(s.post(at("pinned", "next"), `{}`), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.post(at("pinned", "next"), `{"group":"h","expires":"0s"}`), http.StatusUnprocessableEntity, "pull_refused")
	s.want(s.post(at("small", "next"), `{"group":"g"}`), http.StatusUnprocessableEntity, "validation_failed")
	if p := s.want(s.post(at("small", "next"), `{"batch":3}`), http.StatusConflict, "pull_refused"); !strings.Contains(p.Detail, "MaxRequestBatch of 2") || p.NATS == nil {
		t.Errorf("%+v", p)
	}
	s.want(s.post(at("none", "next"), `{}`), http.StatusNotFound, "consumer_not_found")
	for _, body := range []string{`{"batch":101}`, `{"batch":-1}`, `{"expires":"1h"}`, `{"expires":"-1s"}`, `{"expires":"x"}`, `{"more":1}`} {
		s.want(s.post(at("small", "next"), body), http.StatusUnprocessableEntity, "validation_failed")
	}

	// A priority group gives, and is pinned to who asked until it is unpinned.
	var taken TakenMessages
	if s.post(at("pinned", "next"), `{"group":"g"}`).into(t, &taken); len(taken.Messages) != 1 {
		t.Fatalf("%+v", taken)
	}
	path := "/api/nats/streams/ORDERS/consumers/pinned"
	pinned := func() string { return of[ConsumerDetail](t, s.get(path)).PriorityGroups[0].PinnedClientID }
	if pinned() == "" {
		t.Error("not pinned")
	}
	if got := of[ConsumerUnpinned](t, s.post(path+"/unpin", `{"group":"g"}`)); !got.Unpinned || pinned() != "" {
		t.Errorf("%+v, pinned to %q", got, pinned())
	}
	if p := s.want(s.post(path+"/unpin", `{"group":"h"}`), http.StatusUnprocessableEntity, "nats_refused"); len(p.Errors) != 1 || p.Errors[0].Location != "body.group" {
		t.Errorf("%+v", p)
	}
	s.want(s.post(at("small", "unpin"), `{"group":"g"}`), http.StatusUnprocessableEntity, "validation_failed")
}

func TestAReadOnlyConnectionTakesNothing(t *testing.T) {
	s := newShop(t, 1)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	s.post("/api/nats/connect", `{"url":"`+s.server.URL()+`","read_only":true}`)
	for path, body := range map[string]string{
		"/next": `{}`, "/ack": `{"ack":"x","kind":"ack"}`, "/pause": `{"for":"1h"}`, "/resume": "", "/unpin": `{"group":"g"}`, "/reset": `{}`,
	} {
		s.want(s.post(billing+path, body), http.StatusForbidden, "read_only")
	}
	s.want(s.delete(billing), http.StatusForbidden, "read_only")
	s.want(s.put(billing, `{"config":{},"revision":"x"}`), http.StatusForbidden, "read_only")
	s.want(s.post("/api/nats/streams/ORDERS/consumers", `{"config":{}}`), http.StatusForbidden, "read_only")
	if d := of[ConsumerDetail](t, s.get(billing)); d.NumPending != 1 || d.Verdict.Title == "" {
		t.Errorf("%+v", d)
	}
}

// TestWhatNobodySawComesBack: the browser goes away while the request waits.
func TestWhatNobodySawComesBack(t *testing.T) {
	s := newShop(t, 0, func(s *setup) { s.api.RequestTimeout = time.Minute })
	c := s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy, AckWait: time.Hour})
	ctx, leave := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.web.URL+billing+"/next", strings.NewReader(`{"batch":2,"expires":"10s"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if res, err := s.browser.Do(req); err == nil {
			_ = res.Body.Close()
		}
	}()
	waiting := func() int {
		info, err := c.Info(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return info.NumWaiting
	}
	natstest.Until(t, "the request", func() bool { return waiting() == 1 })
	leave()
	<-gone
	s.publish("orders.eu", 2)
	n := 0
	natstest.Until(t, "the messages to come back", func() bool {
		batch, err := c.FetchNoWait(2)
		if err != nil {
			t.Fatal(err)
		}
		for msg := range batch.Messages() {
			if meta, err := msg.Metadata(); err == nil && meta.NumDelivered == 2 {
				n++
			}
		}
		return n == 2
	})
}

func TestReset(t *testing.T) {
	s := newShop(t, 5)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy, AckWait: time.Hour})
	for _, m := range s.take(`{"batch":4}`)[:2] {
		of[Acknowledged](t, s.answer(Acknowledgement{Ack: m.Ack, Kind: "ack"}))
	}
	if d := of[ConsumerDetail](t, s.post(billing+"/reset", `{}`)); d.ResetSeq != 3 || d.NumPending != 3 || d.NumAckPending != 0 || d.Revision == "" || d.Verdict.Code == "" {
		t.Errorf("behind what is acknowledged: %+v", d)
	}
	if d := of[ConsumerDetail](t, s.post(billing+"/reset", `{"sequence":2}`)); d.ResetSeq != 2 || d.NumPending != 4 {
		t.Errorf("at a sequence: %+v", d)
	}
	if m := s.take(`{}`); len(m) != 1 || m[0].Sequence != 2 {
		t.Errorf("%+v", m)
	}
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "late", AckPolicy: jetstream.AckExplicitPolicy, DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: 4})
	p := s.want(s.post("/api/nats/streams/ORDERS/consumers/late/reset", `{"sequence":2}`), http.StatusUnprocessableEntity, "nats_refused")
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.sequence" {
		t.Errorf("%+v", p)
	}
}
