package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func (r *rig) history(query string) ConnectionHistory {
	r.t.Helper()
	got := r.get("/api/nats/connection/history" + query)
	if got.status != http.StatusOK {
		r.t.Fatalf("history: %d %s", got.status, got.text)
	}
	var h ConnectionHistory
	got.into(r.t, &h)
	return h
}

func since(t time.Time) string { return "?since=" + url.QueryEscape(t.Format(time.RFC3339Nano)) }

func TestHistoryOfAConnection(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	id := r.connect(s.URL())
	empty := r.get("/api/nats/connection/history")
	if !strings.Contains(empty.text, `"samples":[]`) || strings.Contains(empty.text, `"since"`) {
		t.Errorf("in the beginning: %s", empty.text)
	}
	active := r.stats().LastActivity // and a ping
	all := r.history("")
	if all.ConnectionID != id || all.Total != 1 || len(all.Samples) != 1 || len(all.Changes) != 1 || all.Since == nil || !all.Since.Equal(all.Samples[0].At) {
		t.Fatalf("%+v", all)
	}
	sample := all.Samples[0]
	if rtt, err := time.ParseDuration(sample.RTT); err != nil || rtt <= 0 || sample.Failed || time.Since(sample.At).Abs() > time.Minute {
		t.Errorf("%+v: %v", sample, err)
	}
	if all.Changes[0].State != "active" || all.Changes[0].Reason != "user" {
		t.Errorf("%+v", all.Changes)
	}
	// A page that has it all gets nothing again. Pings have whole milliseconds, changes do not.
	latest := sample.At
	if changed := all.Changes[0].At; changed.After(latest) {
		latest = changed
	}
	if more := r.history(since(latest)); len(more.Samples) != 0 || len(more.Changes) != 0 || more.Total != 1 {
		t.Errorf("%+v", more)
	}
	if before := r.history(since(sample.At.Add(-time.Millisecond))); len(before.Samples) != 1 {
		t.Errorf("%+v", before)
	}
	if ahead := r.history(since(sample.At.Add(time.Hour))); len(ahead.Samples) != 1 {
		t.Errorf("a time to come counts as none: %+v", ahead)
	}
	r.want(r.get("/api/nats/connection/history?since=yesterday"), http.StatusUnprocessableEntity, "validation_failed")

	// It is there while the connection is parked, and wakes it not.
	s.Stop()
	natstest.Until(t, "parked", func() bool { return r.stats().State == "parked" })
	parked := r.history(since(sample.At))
	if len(parked.Changes) == 0 || parked.Changes[len(parked.Changes)-1].State != "parked" || parked.Total < 1 {
		t.Errorf("%+v", parked)
	}
	if got := r.stats(); got.State != "parked" || !got.LastActivity.Equal(active) {
		t.Errorf("%s, last activity %s, was %s", got.State, got.LastActivity, active)
	}

	r.browser = r.newBrowser()
	r.want(r.get("/api/nats/connection/history?connection="+id), http.StatusUnauthorized, "no_session")
}

func TestHistoryOfSomebodyElse(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	theirs := r.connect(s.URL())
	r.browser = r.newBrowser()
	r.connect(s.URL())
	r.want(r.get("/api/nats/connection/history?connection="+theirs), http.StatusNotFound, "connection_not_found")
}

func TestSummaryOfAllStreams(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range []jetstream.StreamConfig{
		{Name: "ORDERS", Subjects: []string{"orders"}},
		{Name: "PAYMENTS", Subjects: []string{"payments"}, MaxMsgs: 4, Discard: jetstream.DiscardNew},
	} {
		if _, err := js.CreateStream(t.Context(), cfg); err != nil {
			t.Fatal(err)
		}
	}
	for _, subject := range []string{"orders", "payments", "payments", "payments", "payments"} {
		if _, err := js.Publish(t.Context(), subject, []byte("hello")); err != nil {
			t.Fatal(err)
		}
	}
	r := newRig(t)
	r.connect(s.URL())
	got := r.get("/api/nats/jetstream/summary")
	var sum JetStreamSummary
	got.into(t, &sum)
	if got.status != http.StatusOK || !sum.Available || sum.Messages != 5 || sum.Bytes == 0 || sum.StreamsTotal != 2 || sum.StreamsRead != 2 ||
		sum.Partial || sum.MissingTotal != 0 || time.Since(sum.At).Abs() > time.Minute || !strings.Contains(got.text, `"missing":[]`) {
		t.Errorf("%d %s", got.status, got.text)
	}
	want := `"attention":[{"kind":"near_limit","severity":"critical","stream":"PAYMENTS","limit":"messages","used":4,"max":4,"discard":"new","retention":"limits"}]`
	if !strings.Contains(got.text, want) || sum.Findings != 1 {
		t.Errorf("%s", got.text)
	}
}

func TestSummaryWithoutJetStream(t *testing.T) {
	r := newRig(t)
	r.connect(natstest.Start(t).URL())
	got := r.get("/api/nats/jetstream/summary")
	var sum JetStreamSummary
	got.into(t, &sum)
	if got.status != http.StatusOK || sum.Available || sum.Reason == "" || !strings.Contains(got.text, `"attention":[]`) {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestTrafficAndServerFacts(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithSystemUser("sys", "secret"),
		natstest.WithPermissions("bob", "secret", natstest.Permissions{PublishDeny: []string{"$SYS.>"}}))
	for _, tt := range []struct {
		user                string
		traffic, server     bool
		whyTraffic, whyFact string
	}{
		{"ann", true, false, "", "Only the system account sees this."},
		{"bob", false, false, "This user may not publish to $SYS.REQ.ACCOUNT.PING.STATZ.", "This user may not publish to $SYS.REQ.SERVER."},
		{"sys", true, true, "", ""},
	} {
		t.Run(tt.user, func(t *testing.T) {
			r := newRig(t)
			r.connect("nats://" + tt.user + ":secret@" + s.Addr())
			got := r.get("/api/nats/account/statz")
			var traffic AccountStatz
			got.into(t, &traffic)
			if got.status != http.StatusOK || traffic.Visible != tt.traffic || traffic.Partial || traffic.Reason != tt.whyTraffic {
				t.Errorf("%d %s", got.status, got.text)
			}
			if tt.traffic && (len(traffic.Servers) != 1 || traffic.Connections < 1 || traffic.Servers[0].Name != "natstest" || traffic.Servers[0].Connections != traffic.Connections) {
				t.Errorf("%s", got.text)
			}
			if !tt.traffic && !strings.Contains(got.text, `"servers":[]`) {
				t.Errorf("%s", got.text)
			}
			got = r.get("/api/nats/server/statsz")
			var facts ServerStatsz
			got.into(t, &facts)
			if got.status != http.StatusOK || facts.Visible != tt.server || !strings.HasPrefix(facts.Reason, tt.whyFact) || (facts.Server != nil) != tt.server {
				t.Errorf("%d %s", got.status, got.text)
			}
			if tt.server {
				up, err := time.ParseDuration(facts.Server.Uptime)
				if err != nil || up > time.Minute || facts.Server.Name != "natstest" || facts.Server.Cores < 1 || facts.Server.Start.After(facts.Server.At) {
					t.Errorf("%s", got.text)
				}
			}
		})
	}
}

// TestTheSystemAccountIsKnownAtOnce: right after the connect nobody has told
// yet whose account it is.
func TestTheSystemAccountIsKnownAtOnce(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithSystemUser("sys", "secret"))
	for range 20 {
		r := newRig(t)
		r.connect("nats://sys:secret@" + s.Addr())
		var traffic AccountStatz
		got := r.get("/api/nats/account/statz")
		if got.into(t, &traffic); !traffic.Visible || traffic.Connections != int64(s.NumClients("heynats/")) {
			t.Fatalf("%s", got.text)
		}
		r.post("/api/nats/disconnect", "")
		natstest.Until(t, "its end", func() bool { return s.NumClients("heynats/") == 0 })
	}
}

func TestBackgroundRefreshesOfTheOverview(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	r := newRig(t, func(s *setup) {
		s.conns = natsconn.Config{IdleTimeout: 400 * time.Millisecond, CheckInterval: 20 * time.Millisecond}
	})
	r.connect(s.URL())
	paths := []string{"/api/nats/jetstream/summary", "/api/nats/account/statz", "/api/nats/server/statsz"}
	natstest.Until(t, "parked although the page refreshes itself", func() bool {
		for _, path := range paths {
			if got := r.get(path, "Heynats-Passive", "1"); got.status != http.StatusOK && got.status != http.StatusConflict {
				t.Fatalf("%s: %d %s", path, got.status, got.text)
			}
		}
		return r.stats().State == "parked"
	})
	if got := r.stats(); got.Reason != "idle" || got.Leases != 0 {
		t.Errorf("%s (%s), %d leases", got.State, got.Reason, got.Leases)
	}
	for _, path := range paths {
		r.want(r.get(path, "Heynats-Passive", "1"), http.StatusConflict, "connection_parked")
	}
	if got := r.get("/api/nats/connection/history", "Heynats-Passive", "1"); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.text)
	}
	for _, path := range paths {
		if got := r.get(path); got.status != http.StatusOK {
			t.Errorf("%s: %d %s", path, got.status, got.text)
		}
	}
	if got := r.stats().Wakes; got == 0 {
		t.Error("a person's request did not wake it")
	}
}

func TestTheOverviewIsOfferedOnReadOnlyConnections(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	r := newRig(t)
	r.post("/api/nats/connect", `{"url":"`+s.URL()+`","read_only":true}`)
	for _, path := range []string{"/api/nats/jetstream/summary", "/api/nats/account/statz", "/api/nats/server/statsz", "/api/nats/connection/history"} {
		if got := r.get(path); got.status != http.StatusOK {
			t.Errorf("%s: %d %s", path, got.status, got.text)
		}
	}
}
