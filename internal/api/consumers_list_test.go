package api

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// verdicts are the codes of a list's consumers by name.
func verdicts(list ConsumerList) map[string]string {
	codes := make(map[string]string, len(list.Consumers))
	for _, c := range list.Consumers {
		codes[c.Name] = c.Verdict.Code
	}
	return codes
}

func TestConsumersOfAllStreams(t *testing.T) {
	s := newShop(t, 4)
	s.stream(jetstream.StreamConfig{Name: "JOBS", Subjects: []string{"jobs.>"}, Retention: jetstream.WorkQueuePolicy, Storage: jetstream.MemoryStorage})
	s.stream(jetstream.StreamConfig{Name: "EMPTY", Subjects: []string{"empty"}, Storage: jetstream.MemoryStorage})
	s.publish("jobs.a", 3)

	worker := s.consumer("JOBS", jetstream.ConsumerConfig{Durable: "worker", AckPolicy: jetstream.AckExplicitPolicy, AckWait: time.Second, FilterSubjects: []string{"jobs.a", "jobs.b"}})
	for range 2 { // the second time they come again
		batch, err := worker.Fetch(3, jetstream.FetchMaxWait(10*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		for range batch.Messages() {
		}
		if batch.Error() != nil {
			t.Fatal(batch.Error())
		}
	}
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "paused", AckPolicy: jetstream.AckExplicitPolicy, PauseUntil: until(time.Hour)})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "lost", AckPolicy: jetstream.AckExplicitPolicy, FilterSubject: "payments.>"})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Name: "passing", AckPolicy: jetstream.AckNonePolicy, InactiveThreshold: time.Hour, Description: `<b onload="x">` + "\u202eדג 🐟"})
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "pinned", AckPolicy: jetstream.AckExplicitPolicy, PriorityPolicy: jetstream.PriorityPolicyPinned, PriorityGroups: []string{"g"}, PinnedTTL: time.Minute})
	if _, err := s.js.CreatePushConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: "pushed", AckPolicy: jetstream.AckExplicitPolicy, DeliverSubject: "away"}); err != nil {
		t.Fatal(err)
	}

	got := s.get("/api/nats/consumers")
	list := of[ConsumerList](t, got)
	if list.Total != 6 || list.ConsumersTotal != 6 || list.StreamsTotal != 3 || list.Partial || list.MissingTotal != 0 || list.At.IsZero() || !strings.Contains(got.text, `"missing":[]`) {
		t.Errorf("%s", got.text)
	}
	codes := verdicts(list)
	for name, code := range map[string]string{"paused": "paused", "lost": "filter_matches_nothing", "passing": "not_started", "pinned": "not_started", "worker": "redelivering", "pushed": "keeping_up"} {
		if codes[name] != code {
			t.Errorf("%s is %s, want %s", name, codes[name], code)
		}
	}
	if want := (ConsumerCounts{AtRisk: 2, Paused: 1, Idle: 2, Fine: 1}); list.Counts != want {
		t.Errorf("%+v, want %+v", list.Counts, want)
	}
	for i, name := range []string{"worker", "lost", "paused"} { // the worst first
		if i == 0 && list.Consumers[0].Name != "worker" && list.Consumers[1].Name != "worker" || i == 2 && list.Consumers[2].Name != name {
			t.Errorf("%d: %s", i, list.Consumers[i].Name)
		}
	}
	for _, c := range list.Consumers {
		switch c.Name {
		case "worker":
			if c.Stream != "JOBS" || c.Kind != "pull" || c.FiltersTotal != 2 || c.AckPending != 3 || c.Redelivered != 3 || c.AckWait != int64(time.Second) || c.PushBound != nil || c.Delivered.LastActive == nil || !c.Durable {
				t.Errorf("%+v", c)
			}
		case "pushed":
			if c.Kind != "push" || c.PushBound == nil || *c.PushBound {
				t.Errorf("%+v", c)
			}
		case "passing":
			if c.Durable || !strings.Contains(c.Description, "דג 🐟") || c.AckPolicy != "none" || c.MaxAckPending != 0 {
				t.Errorf("%+v", c)
			}
		case "paused":
			if c.PausedUntil == nil || time.Until(*c.PausedUntil) < 50*time.Minute {
				t.Errorf("%+v", c)
			}
		}
	}

	for query, want := range map[string]int{
		"q=ORDERS": 5, "q=work": 1, "kind=push": 1, "verdict=paused,at_risk": 3, "stream=JOBS": 1, "q=nothing": 0, "verdict=stuck": 0,
	} {
		if l := of[ConsumerList](t, s.get("/api/nats/consumers?"+query)); l.Total != want || len(l.Consumers) != want {
			t.Errorf("%s: %d, want %d", query, l.Total, want)
		}
	}
	// The counts are those of the tabs: one verdict is not left out by another.
	if l := of[ConsumerList](t, s.get("/api/nats/consumers?verdict=paused")); l.Counts != list.Counts || l.Total != 1 {
		t.Errorf("%+v", l)
	}
	for _, query := range []string{"sort=colour", "kind=none", "verdict=bad", "limit=0", "limit=1001", "order=up", "more=1"} {
		s.want(s.get("/api/nats/consumers?"+query), http.StatusUnprocessableEntity, "validation_failed")
	}
	s.want(s.get("/api/nats/consumers?cursor=zzz"), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.get("/api/nats/streams/NONE/consumers"), http.StatusNotFound, "stream_not_found")
	s.want(s.get("/api/nats/consumers?stream=a.b"), http.StatusUnprocessableEntity, "validation_failed")
}

func until(d time.Duration) *time.Time {
	t := time.Now().Add(d)
	return &t
}

// TestPagesOfManyConsumers: 600 of one stream are three pages of the server's,
// and seven of ours.
func TestPagesOfManyConsumers(t *testing.T) {
	s := newShop(t, 0)
	nc := s.server.Connect()
	const many = 600
	for i := range many {
		name := fmt.Sprintf("c%03d", i)
		if _, err := nc.Request("$JS.API.CONSUMER.CREATE.ORDERS."+name, []byte(`{"stream_name":"ORDERS","config":{"name":"`+name+`","ack_policy":"none","mem_storage":true,"inactive_threshold":3600000000000}}`), 10*time.Second); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/api/nats/streams/ORDERS/consumers", "/api/nats/consumers"} {
		var names []string
		cursor := ""
		for {
			l := of[ConsumerList](t, s.get(path+"?sort=name&limit=97&cursor="+url.QueryEscape(cursor)))
			if l.Total != many || l.ConsumersTotal != many || l.Partial {
				t.Fatalf("%d of %d, partial %v", l.Total, l.ConsumersTotal, l.Partial)
			}
			for _, c := range l.Consumers {
				names = append(names, c.Name)
			}
			if cursor = l.NextCursor; cursor == "" {
				break
			}
		}
		if len(names) != many || !slices.IsSorted(names) || names[0] != "c000" || names[many-1] != "c599" {
			t.Errorf("%s: %d names", path, len(names))
		}
	}
}

func TestConsumersThatMayNotBeAsked(t *testing.T) {
	server := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("admin", "secret"),
		natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.CONSUMER.LIST.SECRET", "$JS.API.CONSUMER.INFO.>", "$JS.API.STREAM.INFO.>"}}),
		natstest.WithPermissions("bob", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.STREAM.LIST", "$JS.API.STREAM.NAMES", "$JS.API.CONSUMER.CREATE.ORDERS.>", "$JS.API.CONSUMER.DELETE.>"}}),
		natstest.WithPermissions("cleo", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.STREAM.LIST", "$JS.API.CONSUMER.LIST.>"}}))
	js, err := jetstream.New(server.Connect(nats.UserInfo("admin", "secret")))
	if err != nil {
		t.Fatal(err)
	}
	as := func(user string) *shop {
		s := &shop{rig: newRig(t), server: server, js: js}
		s.connect("nats://" + user + ":secret@" + server.Addr())
		return s
	}
	s := as("ann")
	for _, name := range []string{"ORDERS", "SECRET"} {
		s.stream(jetstream.StreamConfig{Name: name, Subjects: []string{strings.ToLower(name)}, Storage: jetstream.MemoryStorage})
		s.consumer(name, jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	}
	l := of[ConsumerList](t, s.get("/api/nats/consumers"))
	if l.Total != 1 || l.ConsumersTotal != 2 || !l.Partial || !slices.Equal(l.Missing, []string{"SECRET"}) || l.MissingTotal != 1 || !strings.Contains(l.MissingReason, "$JS.API.CONSUMER.LIST.SECRET") {
		t.Errorf("%+v", l)
	}
	if l := of[ConsumerList](t, s.get("/api/nats/streams/ORDERS/consumers")); l.Total != 1 || l.Partial {
		t.Errorf("without STREAM.INFO: %+v", l)
	}
	p := s.want(s.get("/api/nats/streams/SECRET/consumers"), http.StatusForbidden, "nats_permission")
	if !strings.Contains(p.Detail, "$JS.API.CONSUMER.LIST.SECRET") {
		t.Errorf("%+v", p)
	}
	s.want(s.get(billing), http.StatusForbidden, "nats_permission")
	s.want(s.post(billing+"/pause", `{"for":"1h"}`), http.StatusForbidden, "nats_permission")

	s = as("bob")
	s.want(s.get("/api/nats/consumers"), http.StatusForbidden, "nats_permission")
	if l := of[ConsumerList](t, s.get("/api/nats/consumers?stream=ORDERS")); l.Total != 1 {
		t.Errorf("%+v", l)
	}
	p = s.want(s.post("/api/nats/streams/ORDERS/consumers", `{"config":{"durable_name":"x","filter_subject":"orders","ack_policy":"explicit"}}`), http.StatusForbidden, "nats_permission")
	if !strings.Contains(p.Detail, "$JS.API.CONSUMER.CREATE.ORDERS.x.orders") {
		t.Errorf("the filter is not in the subject: %+v", p)
	}
	s.want(s.delete(billing), http.StatusForbidden, "nats_permission")

	// Names and single ones say the same as lists do.
	want := of[ConsumerList](t, as("admin").get("/api/nats/consumers"))
	l = of[ConsumerList](t, as("cleo").get("/api/nats/consumers"))
	if l.Total != 2 || l.Partial || l.Consumers[1].Name != want.Consumers[1].Name || l.Consumers[1].Verdict.Code != want.Consumers[1].Verdict.Code {
		t.Errorf("%+v\nwant %+v", l, want)
	}
}

// TestNamesStayOneToken: no name of a stream or consumer becomes another
// subject, and the shop's consumer survives.
func TestNamesStayOneToken(t *testing.T) {
	s := newShop(t, 0)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	for _, name := range []string{"*", ">", "a.b", "a b", "a\tb", `a\b`, "a\r\nPUB x 0", "a\x00", "\u0085", strings.Repeat("a", 256)} {
		for _, path := range []string{"/api/nats/streams/ORDERS/consumers/" + url.PathEscape(name), "/api/nats/streams/" + url.PathEscape(name) + "/consumers/billing"} {
			for _, do := range []func(string) answer{s.delete, func(p string) answer { return s.get(p) }, func(p string) answer { return s.post(p+"/pause", `{"for":"1h"}`) }, func(p string) answer { return s.post(p+"/reset", `{}`) }} {
				if got := do(path); got.status != http.StatusUnprocessableEntity && got.status != http.StatusNotFound {
					t.Errorf("%q: %d %s", path, got.status, got.text)
				}
			}
		}
	}
	d := of[ConsumerDetail](t, s.get(billing))
	if d.Name != "billing" || d.Paused {
		t.Errorf("%+v", d)
	}
	// Names may be anything else.
	for _, name := range []string{"größe-🐟", `"<b>`, "%2e", "..", "_"} {
		if strings.ContainsAny(name, ".>") {
			continue
		}
		made := s.post("/api/nats/streams/ORDERS/consumers", `{"config":{"durable_name":`+jsonOf(t, name)+`,"ack_policy":"explicit"}}`)
		if of[ConsumerDetail](t, made); made.status != http.StatusCreated {
			t.Errorf("%s: %s", name, made.text)
		}
		if d := of[ConsumerDetail](t, s.get("/api/nats/streams/ORDERS/consumers/"+url.PathEscape(name))); d.Name != name {
			t.Errorf("%q is %q", name, d.Name)
		}
	}
}

// TestTheServerDiesUnderAList: without a word, and then without a link. What is
// read half is in the tests of internal/consumer.
func TestTheServerDiesUnderAList(t *testing.T) {
	server := natstest.Start(t, natstest.WithJetStream())
	js, err := jetstream.New(server.Connect())
	if err != nil {
		t.Fatal(err)
	}
	proxy := natstest.NewProxy(t, server.Addr())
	s := &shop{rig: newRig(t, func(s *setup) { s.api.RequestTimeout = time.Second }), server: server, js: js}
	for i := range 3 {
		name := fmt.Sprintf("S%d", i)
		s.stream(jetstream.StreamConfig{Name: name, Subjects: []string{name}, Storage: jetstream.MemoryStorage})
		s.consumer(name, jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	}
	s.connect(proxy.URL())
	if l := of[ConsumerList](t, s.get("/api/nats/consumers")); l.Total != 3 {
		t.Fatalf("%+v", l)
	}
	proxy.Pause()
	s.want(s.get("/api/nats/consumers"), http.StatusGatewayTimeout, "nats_timeout")
	proxy.Cut()
	natstest.Until(t, "the end of the link", func() bool { return !s.stats().IsConnected })
}
