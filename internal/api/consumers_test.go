package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// shop is a server with a stream ORDERS of orders.> and some messages in it.
type shop struct {
	*rig
	server *natstest.Server
	js     jetstream.JetStream
}

func newShop(t *testing.T, messages int, edit ...func(*setup)) *shop {
	t.Helper()
	server := natstest.Start(t, natstest.WithJetStream())
	js, err := jetstream.New(server.Connect())
	if err != nil {
		t.Fatal(err)
	}
	s := &shop{rig: newRig(t, edit...), server: server, js: js}
	s.stream(jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.>"}, Storage: jetstream.MemoryStorage})
	s.publish("orders.eu", messages)
	s.connect(server.URL())
	return s
}

func (s *shop) stream(cfg jetstream.StreamConfig) {
	s.t.Helper()
	if _, err := s.js.CreateStream(s.t.Context(), cfg); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) publish(subject string, n int) {
	s.t.Helper()
	for range n {
		if _, err := s.js.Publish(s.t.Context(), subject, []byte("hello")); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *shop) consumer(stream string, cfg jetstream.ConsumerConfig) jetstream.Consumer {
	s.t.Helper()
	c, err := s.js.CreateConsumer(s.t.Context(), stream, cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

// of reads an answer that must be good.
func of[T any](t *testing.T, got answer) (body T) {
	t.Helper()
	if got.status != http.StatusOK && got.status != http.StatusCreated {
		t.Fatalf("%d %s", got.status, got.text)
	}
	got.into(t, &body)
	return body
}

const billing = "/api/nats/streams/ORDERS/consumers/billing"

func TestAConsumerFromItsMakingToItsEnd(t *testing.T) {
	s := newShop(t, 3)
	made := s.post("/api/nats/streams/ORDERS/consumers", `{"config":{"durable_name":"billing","ack_policy":"explicit","deliver_policy":"all","filter_subject":"orders.eu","metadata":{"team":"money"}}}`)
	if d := of[ConsumerDetail](t, made); made.status != http.StatusCreated || d.Name != "billing" || d.NumPending != 3 || d.Config.FilterSubject != "orders.eu" || d.Revision == "" || d.Verdict.Code != "not_started" {
		t.Fatalf("%d %s", made.status, made.text)
	}
	// A second one of the same name with other wishes does not take its place.
	s.want(s.post("/api/nats/streams/ORDERS/consumers", `{"config":{"durable_name":"billing","ack_policy":"none"}}`), http.StatusConflict, "consumer_exists")

	d := of[ConsumerDetail](t, s.get(billing))
	config := s.get(billing).config(t)
	config["description"] = json.RawMessage(`"who pays"`)
	changed := of[ConsumerDetail](t, s.put(billing, jsonOf(t, map[string]any{"config": config, "revision": d.Revision})))
	if changed.Config.Description != "who pays" || changed.Config.Metadata["team"] != "money" || changed.Revision == d.Revision {
		t.Errorf("%+v", changed)
	}
	// The other editor comes too late, and nothing is lost.
	s.want(s.put(billing, jsonOf(t, map[string]any{"config": config, "revision": d.Revision})), http.StatusConflict, "consumer_changed")

	if got := of[Deleted](t, s.delete(billing)); !got.Deleted {
		t.Error("not deleted")
	}
	s.want(s.get(billing), http.StatusNotFound, "consumer_not_found")
	s.want(s.delete(billing), http.StatusNotFound, "consumer_not_found")
	s.want(s.get("/api/nats/streams/NONE/consumers/billing"), http.StatusNotFound, "stream_not_found")
}

// TestOnlyOneOfManyEditorsWins: all of them have seen the same revision.
func TestOnlyOneOfManyEditorsWins(t *testing.T) {
	s := newShop(t, 0)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	d := of[ConsumerDetail](t, s.get(billing))
	var editors sync.WaitGroup
	answers := make([]answer, 8)
	for i := range answers {
		editors.Go(func() {
			answers[i] = s.put(billing, fmt.Sprintf(`{"config":{"durable_name":"billing","name":"billing","ack_policy":"explicit","description":"by %d"},"revision":%q}`, i, d.Revision))
		})
	}
	editors.Wait()
	winner := ""
	for i, got := range answers {
		if got.status == http.StatusOK {
			if winner != "" {
				t.Error("two editors won")
			}
			winner = fmt.Sprintf("by %d", i)
			continue
		}
		s.want(got, http.StatusConflict, "consumer_changed")
	}
	if now := of[ConsumerDetail](t, s.get(billing)); winner == "" || now.Config.Description != winner {
		t.Errorf("%q, it was %q who won", now.Config.Description, winner)
	}
}

// TestWhatIsNotKnownStays: what this version does not know stays, in what is
// read and in what is sent.
func TestWhatIsNotKnownStays(t *testing.T) {
	s := newShop(t, 0)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy, Metadata: map[string]string{"team": "money"}})
	got := s.get(billing)
	config := got.config(t)
	config["colour"] = json.RawMessage(`{"of":[1.50]}`)
	p := s.want(s.put(billing, jsonOf(t, map[string]any{"config": config, "revision": of[ConsumerDetail](t, got).Revision})), http.StatusUnprocessableEntity, "nats_refused")
	if len(p.Errors) != 1 || p.Errors[0].Location != "body.config.colour" {
		t.Errorf("it did not reach the server: %+v", p)
	}
	if !strings.Contains(got.text, `"_nats.level":"`) || !strings.Contains(got.text, `"team":"money"`) {
		t.Errorf("%s", got.text)
	}
}

func TestWhatAConsumerCannotBe(t *testing.T) {
	s := newShop(t, 0)
	for _, c := range []struct{ config, code, field string }{
		{`{"durable_name":"a.b"}`, "validation_failed", "body.config.durable_name"},
		{`{"name":"a","durable_name":"b"}`, "validation_failed", "body.config.durable_name"},
		{`{"name":">"}`, "validation_failed", "body.config.name"},
		{`{"name":7}`, "validation_failed", "body.config"},
		{`null`, "validation_failed", "body.config"},
		{`{"name":"a","filter_subject":"a b"}`, "validation_failed", "body.config.filter_subject"},
		{`{"name":"a","colour":"red"}`, "nats_refused", "body.config.colour"},
		{`{"name":"a","max_deliver":"many"}`, "nats_refused", "body.config.max_deliver"},
		{`{"name":"a","ack_policy":"sometimes"}`, "nats_refused", "body.config.ack_policy"},
		{`{"name":"a","ack_policy":"explicit","deliver_policy":"by_start_sequence"}`, "nats_refused", "body.config.opt_start_seq"},
		{`{"name":"a","ack_policy":"explicit","backoff":[1000000000,2000000000,3000000000],"max_deliver":1}`, "nats_refused", "body.config.max_deliver"},
		{`{"name":"a","ack_policy":"explicit","filter_subjects":["orders.>","orders.eu"]}`, "nats_refused", "body.config.filter_subjects"},
		{`{"name":"a","ack_policy":"explicit","sample_freq":"often"}`, "nats_refused", "body.config.sample_freq"},
		{`{"name":"a","ack_policy":"explicit","flow_control":true}`, "nats_refused", "body.config.flow_control"},
		{`{"name":"a","ack_policy":"explicit","priority_policy":"overflow"}`, "nats_refused", "body.config.priority_groups"},
	} {
		p := s.want(s.post("/api/nats/streams/ORDERS/consumers", `{"config":`+c.config+`}`), http.StatusUnprocessableEntity, c.code)
		if len(p.Errors) != 1 || p.Errors[0].Location != c.field {
			t.Errorf("%s: %+v", c.config, p)
		}
	}
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	d := of[ConsumerDetail](t, s.get(billing))
	for _, c := range []struct{ config, field string }{
		{`{"name":"other"}`, "body.config.name"},
		{`{"durable_name":"billing","ack_policy":"none"}`, "body.config.ack_policy"},
		{`{"durable_name":"billing","ack_policy":"explicit","deliver_policy":"new"}`, "body.config.deliver_policy"},
		{`{"durable_name":"billing","ack_policy":"explicit","pause_until":"2100-01-01T00:00:00Z"}`, "body.config.pause_until"},
	} {
		got := s.put(billing, `{"config":`+c.config+`,"revision":"`+d.Revision+`"}`)
		if p := got.problem(t); got.status != http.StatusUnprocessableEntity || len(p.Errors) != 1 || p.Errors[0].Location != c.field {
			t.Errorf("%s: %s", c.config, got.text)
		}
	}
	s.want(s.post("/api/nats/streams/ORDERS/consumers", `{"config":{},"more":1}`), http.StatusUnprocessableEntity, "validation_failed")
}

func TestPauseAndResume(t *testing.T) {
	s := newShop(t, 2)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	paused := of[ConsumerPaused](t, s.post(billing+"/pause", `{"for":"1h"}`))
	if !paused.Paused || paused.PausedUntil == nil || time.Until(*paused.PausedUntil) < 50*time.Minute {
		t.Errorf("%+v", paused)
	}
	if d := of[ConsumerDetail](t, s.get(billing)); !d.Paused || d.Verdict.Level != "paused" || !strings.Contains(d.Verdict.Sentence, "2 messages wait") {
		t.Errorf("%+v", d.Verdict)
	}
	if resumed := of[ConsumerPaused](t, s.post(billing+"/resume", "")); resumed.Paused || resumed.PausedUntil != nil {
		t.Errorf("%+v", resumed)
	}
	for _, body := range []string{`{}`, `{"for":"1h","until":"2100-01-01T00:00:00Z"}`, `{"until":"2001-01-01T00:00:00Z"}`, `{"for":"soon"}`, `{"for":"-1h"}`, `{"until":"9999-01-01T00:00:00Z"}`} {
		s.want(s.post(billing+"/pause", body), http.StatusUnprocessableEntity, "validation_failed")
	}
}
