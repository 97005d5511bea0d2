package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// streamsRig is a browser that is connected to a server with JetStream.
func streamsRig(t *testing.T, opts ...natstest.Option) (*rig, *natstest.Server) {
	t.Helper()
	s := natstest.Start(t, append(opts, natstest.WithJetStream())...)
	r := newRig(t)
	r.connect(s.URL())
	return r, s
}

func (r *rig) put(path, body string) answer { return r.ask(r.browser, http.MethodPut, path, body) }
func (r *rig) delete(path string) answer    { return r.ask(r.browser, http.MethodDelete, path, "") }

// create makes a stream by the API.
func (r *rig) create(config string) StreamDetail {
	r.t.Helper()
	return r.detail(r.post("/api/nats/streams", `{"config":`+config+`}`), http.StatusCreated)
}

func (r *rig) detail(got answer, status int) StreamDetail {
	r.t.Helper()
	if got.status != status || got.header.Get("Content-Type") != "application/json" {
		r.t.Fatalf("%d %s: %s", got.status, got.header.Get("Content-Type"), got.text)
	}
	var d StreamDetail
	got.into(r.t, &d)
	return d
}

// config is a stream's configuration as it came.
func (a answer) config(t testing.TB) map[string]json.RawMessage {
	t.Helper()
	var d struct {
		Config map[string]json.RawMessage `json:"config"`
	}
	a.into(t, &d)
	return d.Config
}

func TestStreamIsMadeChangedAndDeleted(t *testing.T) {
	r, _ := streamsRig(t)
	made := r.create(`{"name":"ORDERS","subjects":["orders.>"],"description":"<b>שלום 😀</b>","storage":"memory","metadata":{"by":"me"}}`)
	if made.Config.Name != "ORDERS" || made.Revision == "" || made.Config.Description != "<b>שלום 😀</b>" {
		t.Errorf("%+v", made)
	}
	got := r.get("/api/nats/streams/ORDERS")
	if d := r.detail(got, http.StatusOK); d.Revision != made.Revision || d.Config.Storage != "memory" || d.Created.IsZero() || d.TS == nil {
		t.Errorf("%+v", d)
	}
	if strings.Contains(got.text, `"type":"io.nats`) {
		t.Errorf("the envelope of the API is in the answer: %s", got.text)
	}
	config := got.config(t)
	config["max_msgs"] = json.RawMessage(`1000`)
	changed := r.detail(r.put("/api/nats/streams/ORDERS", `{"revision":"`+made.Revision+`","config":`+jsonOf(t, config)+`}`), http.StatusOK)
	if changed.Config.MaxMsgs != 1000 || changed.Revision == made.Revision || changed.Config.Metadata["by"] != "me" {
		t.Errorf("%+v", changed)
	}
	r.want(r.put("/api/nats/streams/ORDERS", `{"revision":"`+made.Revision+`","config":`+jsonOf(t, config)+`}`), http.StatusConflict, "stream_changed")
	if got := r.delete("/api/nats/streams/ORDERS"); got.status != http.StatusOK || !strings.Contains(got.text, `"deleted":true`) {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(r.get("/api/nats/streams/ORDERS"), http.StatusNotFound, "stream_not_found")
	r.want(r.delete("/api/nats/streams/ORDERS"), http.StatusNotFound, "stream_not_found")
}

func (r *rig) list(query string) StreamList {
	r.t.Helper()
	got := r.get("/api/nats/streams?" + query)
	if got.status != http.StatusOK {
		r.t.Fatalf("%s: %d %s", query, got.status, got.text)
	}
	var l StreamList
	got.into(r.t, &l)
	return l
}

func names(l StreamList) string {
	var all []string
	for _, s := range l.Streams {
		all = append(all, s.Name)
	}
	return strings.Join(all, " ")
}

func TestStreamsAreListed(t *testing.T) {
	r, s := streamsRig(t)
	r.create(`{"name":"ORDERS","subjects":["orders.*.created","orders.*.paid"],"storage":"memory","max_msgs":4,"description":"<i>all</i>"}`)
	r.create(`{"name":"COPY","mirror":{"name":"ORDERS"},"storage":"memory"}`)
	r.create(`{"name":"KV_settings","subjects":["$KV.settings.>"],"storage":"memory","max_msgs_per_subject":1}`)
	r.create(`{"name":"OBJ_files","subjects":["$O.files.C.>","$O.files.M.>"],"storage":"file"}`)
	r.create(`{"name":"WORK","subjects":["work.>"],"retention":"workqueue","storage":"memory"}`)
	nc := s.Connect()
	for range 4 {
		if err := nc.Publish("orders.eu.created", []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	natstest.Until(t, "the messages in stream and mirror", func() bool {
		l := r.list("")
		return l.Streams[0].Messages == 4 && l.Streams[3].Messages == 4
	})
	l := r.list("")
	if l.Total != 5 || l.StreamsTotal != 5 || l.Partial || l.NextCursor != "" || l.At.IsZero() || l.Missing == nil {
		t.Errorf("%+v", l)
	}
	orders := l.Streams[3]
	if orders.Full == nil || *orders.Full != 1 || orders.Kind != "stream" || orders.SubjectsConfigured != 2 || orders.Health != "ok" || orders.LastTime == nil || orders.SubjectsTotal != 1 {
		t.Errorf("%+v", orders)
	}
	for query, want := range map[string]string{
		"":                               "COPY KV_settings OBJ_files ORDERS WORK",
		"order=desc":                     "WORK ORDERS OBJ_files KV_settings COPY",
		"sort=messages":                  "COPY ORDERS KV_settings OBJ_files WORK",
		"sort=messages&order=asc":        "KV_settings OBJ_files WORK COPY ORDERS",
		"sort=full":                      "ORDERS COPY KV_settings OBJ_files WORK",
		"kind=mirror,kv":                 "COPY KV_settings",
		"kind=objects":                   "OBJ_files",
		"storage=file":                   "OBJ_files",
		"retention=workqueue":            "WORK",
		"only=empty":                     "KV_settings OBJ_files WORK",
		"only=near_limit":                "ORDERS",
		"only=empty,sealed":              "",
		"only=idle":                      "",
		"q=oRd":                          "ORDERS",
		"q=created":                      "ORDERS",
		"q=orders.*.p":                   "ORDERS",
		"subject=orders.eu.*":            "ORDERS",
		"subject=*.*":                    "WORK",
		"subject=%3E":                    "KV_settings OBJ_files ORDERS WORK",
		"q=settings&kind=stream,objects": "",
	} {
		if got := r.list(query); names(got) != want || got.StreamsTotal != 5 || got.Total != len(strings.Fields(want)) {
			t.Errorf("%s: %q, want %q", query, names(got), want)
		}
	}
	if got := r.list("q=odrers"); got.Nearest != "ORDERS" || got.Total != 0 {
		t.Errorf("nearest to odrers: %+v", got)
	}
	if got := r.list("q=zebra"); got.Nearest != "" {
		t.Errorf("nearest to zebra: %q", got.Nearest)
	}
	for _, bad := range []string{"sort=size", "order=up", "kind=queue", "only=full", "limit=0", "limit=1001", "cursor=x", "subject=a..b", "colour=red", "storage=tape"} {
		r.want(r.get("/api/nats/streams?"+bad), http.StatusUnprocessableEntity, "validation_failed")
	}
}

// publish sends n messages to each subject.
func publish(t *testing.T, s *natstest.Server, n int, subjects ...string) {
	t.Helper()
	nc := s.Connect()
	defer nc.Close()
	for _, subject := range subjects {
		for range n {
			if _, err := nc.Request(subject, []byte("hello"), 5*time.Second); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func (r *rig) into(path string, v any) {
	r.t.Helper()
	got := r.get(path)
	if got.status != http.StatusOK {
		r.t.Fatalf("%s: %d %s", path, got.status, got.text)
	}
	got.into(r.t, v)
}

func TestEffectsSayWhatAChangeHits(t *testing.T) {
	r, s := streamsRig(t)
	r.create(`{"name":"ORDERS","subjects":["orders.>"],"storage":"memory","allow_direct":true}`)
	r.create(`{"name":"PLAIN","subjects":["plain.>"],"storage":"memory"}`)
	r.create(`{"name":"COPY","mirror":{"name":"ORDERS"},"storage":"memory"}`)
	r.create(`{"name":"ALL","sources":[{"name":"PLAIN"},{"name":"ORDERS","filter_subject":"orders.eu"}],"storage":"memory"}`)
	publish(t, s, 6, "orders.eu", "plain.eu")
	publish(t, s, 4, "orders.us", "plain.us")
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	for name, filter := range map[string]string{"eu": "orders.eu", "us": "orders.us"} {
		if _, err := js.CreateConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: name, FilterSubject: filter, AckPolicy: jetstream.AckExplicitPolicy}); err != nil {
			t.Fatal(err)
		}
	}
	var e StreamEffects
	r.into("/api/nats/streams/ORDERS/effects?of=delete", &e)
	if e.Messages != 10 || !e.MessagesExact || e.Bytes == 0 || !e.BytesExact || e.ConsumersTotal != 2 || e.ConsumersUnread != 2 || e.ConsumersInUse != 0 || e.Consumers[0].Name != "eu" || e.Consumers[0].Pending != 6 || !e.Consumers[0].Durable ||
		strings.Join(e.Mirrors, " ") != "COPY" || strings.Join(e.SourcesOf, " ") != "ALL" || e.Partial {
		t.Errorf("%+v", e)
	}
	for path, want := range map[string]string{
		"ORDERS/effects?of=purge&subject=orders.eu":         "6 true 1",
		"ORDERS/effects?of=purge&subject=orders.*&keep=3":   "7 true 2",
		"ORDERS/effects?of=purge&keep=30":                   "0 true 2",
		"ORDERS/effects?of=purge&up_to=8":                   "7 true 2",
		"ORDERS/effects?of=purge&up_to=8&subject=orders.us": "1 true 1",
		"ORDERS/effects?of=purge&up_to=800":                 "10 true 2",
		"ORDERS/effects?of=purge&up_to=1":                   "0 true 2",
		"ORDERS/effects?of=purge&subject=orders.none":       "0 true 0",
		"PLAIN/effects?of=purge&subject=plain.eu":           "6 true 0",
		"PLAIN/effects?of=purge&up_to=8":                    "7 true 0",
		"PLAIN/effects?of=purge&up_to=8&subject=plain.us":   "2 false 0", // four spread evenly
		"PLAIN/effects?of=seal":                             "10 true 0",
	} {
		var e StreamEffects
		r.into("/api/nats/streams/"+path, &e)
		if got := fmt.Sprint(e.Messages, e.MessagesExact, e.ConsumersTotal); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	for _, bad := range []string{"", "of=burn", "of=delete&keep=3", "of=purge&keep=0", "of=purge&keep=1&up_to=2", "of=purge&subject=a..b", "of=purge&filter=x"} {
		r.want(r.get("/api/nats/streams/ORDERS/effects?"+bad), http.StatusUnprocessableEntity, "validation_failed")
	}
	r.want(r.get("/api/nats/streams/NONE/effects?of=purge"), http.StatusNotFound, "stream_not_found")
}

func TestSubjectsComeTopFirst(t *testing.T) {
	r, s := streamsRig(t)
	r.create(`{"name":"ORDERS","subjects":["orders.>"],"storage":"memory"}`)
	publish(t, s, 1, "orders.a", "orders.b", "orders.c")
	publish(t, s, 2, "orders.<b>", "orders.é")
	publish(t, s, 3, "orders.z.1")
	walk := func(query string) string {
		t.Helper()
		var all []string
		for cursor := ""; ; {
			var page StreamSubjects
			r.into("/api/nats/streams/ORDERS/subjects?limit=2&"+query+"&cursor="+cursor, &page)
			for _, c := range page.Subjects {
				all = append(all, fmt.Sprintf("%s=%d", strings.TrimPrefix(c.Subject, "orders."), c.Messages))
			}
			if cursor = page.NextCursor; cursor == "" {
				return fmt.Sprint(strings.Join(all, " "), " of ", page.Total)
			}
		}
	}
	for query, want := range map[string]string{
		"":                          "z.1=3 <b>=2 é=2 a=1 b=1 c=1 of 6",
		"sort=name":                 "<b>=2 a=1 b=1 c=1 z.1=3 é=2 of 6",
		"filter=orders.*":           "<b>=2 é=2 a=1 b=1 c=1 of 5",
		"filter=orders.z.%3E":       "z.1=3 of 1",
		"filter=none&sort=name":     " of 0",
		"filter=none&sort=messages": " of 0",
	} {
		if got := walk(query); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
	var first StreamSubjects
	r.into("/api/nats/streams/ORDERS/subjects?limit=2", &first)
	for _, bad := range []string{"filter=a..b", "sort=size", "limit=0", "cursor=x", "sort=name&cursor=" + first.NextCursor, "filter=orders.*&cursor=" + first.NextCursor} {
		r.want(r.get("/api/nats/streams/ORDERS/subjects?"+bad), http.StatusUnprocessableEntity, "validation_failed")
	}
	r.want(r.get("/api/nats/streams/NONE/subjects"), http.StatusNotFound, "stream_not_found")
}

func TestLineageGoesBothWays(t *testing.T) {
	r, _ := streamsRig(t)
	for _, config := range []string{
		`{"name":"RAW","subjects":["raw.>"],"storage":"memory","republish":{"src":"raw.*.x","dest":"again.{{wildcard(1)}}"}}`,
		`{"name":"AGAIN","subjects":["again.*"],"storage":"memory"}`,
		`{"name":"COPY","mirror":{"name":"RAW","filter_subject":"raw.eu.>"},"storage":"memory"}`,
		`{"name":"KV_all","subjects":["$KV.all.>"],"storage":"memory"}`,
		`{"name":"SUM","sources":[{"name":"COPY","subject_transforms":[{"src":"raw.>","dest":"sum.>"}]},{"name":"KV_all"}],"storage":"memory"}`,
		`{"name":"FAR","mirror":{"name":"RAW","external":{"api":"$JS.hub.API","deliver":"far.deliver"}},"storage":"memory"}`,
		`{"name":"ALONE","subjects":["alone"],"storage":"memory"}`,
	} {
		r.create(config)
	}
	trace := func(name string) string {
		t.Helper()
		var l StreamLineage
		r.into("/api/nats/streams/"+name+"/lineage", &l)
		var ways []string
		for _, e := range l.Edges {
			ways = append(ways, e.From+" "+e.Kind+" "+e.To)
		}
		slices.Sort(ways)
		if l.Partial || l.Nodes[0].Name != name || !l.Nodes[0].Known || l.Nodes[0].Messages == nil {
			t.Errorf("%s: %+v", name, l)
		}
		return strings.Join(ways, "\n")
	}
	const toAgain = "stream:RAW republish subject:again.{{wildcard(1)}}\n"
	const again = "subject:again.{{wildcard(1)}} republish stream:AGAIN"
	for name, want := range map[string]string{
		"RAW":    "stream:COPY source stream:SUM\nstream:RAW mirror stream:COPY\n" + toAgain + again,
		"SUM":    "stream:COPY source stream:SUM\nstream:KV_all source stream:SUM\nstream:RAW mirror stream:COPY",
		"KV_all": "stream:KV_all source stream:SUM",
		"AGAIN":  toAgain + again,
		"FAR":    "external:$JS.hub.API RAW mirror stream:FAR",
		"ALONE":  "",
	} {
		if got := trace(name); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	var l StreamLineage
	r.into("/api/nats/streams/SUM/lineage", &l)
	byTo := make(map[string]LineageEdge)
	for _, e := range l.Edges {
		byTo[e.From] = e
	}
	if e := byTo["stream:COPY"]; len(e.Transform) != 1 || e.Transform[0].Dest != "sum.>" || e.Lag == nil {
		t.Errorf("%+v", e)
	}
	if e := byTo["stream:RAW"]; e.Filter != "raw.eu.>" {
		t.Errorf("%+v", e)
	}
	r.want(r.get("/api/nats/streams/NONE/lineage"), http.StatusNotFound, "stream_not_found")
}

func TestRefusalsNameTheField(t *testing.T) {
	r, _ := streamsRig(t)
	d := r.create(`{"name":"A","subjects":["a"],"storage":"memory","deny_delete":true}`)
	for config, field := range map[string]string{
		`{"name":"B","colour":"red"}`:                                                      "colour",
		`{"name":"B","subjects":["b"],"placement":{"colour":"red"}}`:                       "placement.colour",
		`{"name":"B","max_msgs":"many"}`:                                                   "max_msgs",
		`{"name":"B","storage":"tape"}`:                                                    "storage",
		`{"name":"B","retention":"ever"}`:                                                  "retention",
		`{"name":"B","subjects":["b"],"max_age":5}`:                                        "max_age",
		`{"name":"B","subjects":["b"],"max_age":1000000000,"duplicate_window":9000000000}`: "duplicate_window",
		`{"name":"B","subjects":["b"],"num_replicas":3}`:                                   "num_replicas",
		`{"name":"B","subjects":["b"],"num_replicas":9}`:                                   "num_replicas",
		`{"name":"B","subjects":["b"],"discard_new_per_subject":true}`:                     "discard_new_per_subject",
		`{"name":"B","subjects":["b"],"subject_delete_marker_ttl":5}`:                      "subject_delete_marker_ttl",
		`{"name":"B","subjects":["b..c"]}`:                                                 "subjects",
		`{"name":"B","subjects":["a"]}`:                                                    "subjects",
		`{"name":"B","subjects":["b"],"mirror":{"name":"A"}}`:                              "subjects",
		`{"name":"B","mirror":{"name":"a.b"}}`:                                             "mirror",
		`{"name":"B","sources":[{"name":"A"},{"name":"A"}]}`:                               "sources",
		`{"name":"B","subjects":["b"],"republish":{"src":"b","dest":"b"}}`:                 "republish",
		`{"name":"B","subjects":["b"],"description":"` + strings.Repeat("x", 5000) + `"}`:  "description",
		`{"name":"B","subjects":["b"],"sealed":true}`:                                      "sealed",
		`{"name":"A","subjects":["other"],"storage":"memory"}`:                             "name",
		`{"name":"a.b"}`:     "name",
		`{"subjects":["x"]}`: "name",
	} {
		p := r.post("/api/nats/streams", `{"config":`+config+`}`).problem(t)
		if len(p.Errors) != 1 || p.Errors[0].Location != "body.config."+field || p.Status >= 500 {
			t.Errorf("%.80s: %d %s %+v", config, p.Status, p.Detail, p.Errors)
		}
	}
	for config, field := range map[string]string{
		`{"name":"A","subjects":["a"],"storage":"file","deny_delete":true}`:                           "storage",
		`{"name":"A","subjects":["a"],"storage":"memory"}`:                                            "deny_delete",
		`{"name":"A","subjects":["a"],"storage":"memory","deny_delete":true,"retention":"workqueue"}`: "retention",
		`{"name":"A","subjects":["a"],"storage":"memory","deny_delete":true,"mirror":{"name":"Z"}}`:   "subjects",
		`{"name":"B","subjects":["a"],"storage":"memory","deny_delete":true}`:                         "name",
	} {
		p := r.put("/api/nats/streams/A", `{"revision":"`+d.Revision+`","config":`+config+`}`).problem(t)
		if len(p.Errors) != 1 || p.Errors[0].Location != "body.config."+field || p.Status >= 500 {
			t.Errorf("%.80s: %d %s %+v", config, p.Status, p.Detail, p.Errors)
		}
	}
}

// TestPurgeRefusesWhatItDoesNotUnderstand: nothing goes by a slip.
func TestPurgeRefusesWhatItDoesNotUnderstand(t *testing.T) {
	r, s := streamsRig(t)
	r.create(`{"name":"A","subjects":["a.*"],"storage":"memory"}`)
	publish(t, s, 3, "a.x", "a.y")
	for _, body := range []string{
		`{"subject":""}`, `{"subject":"a..x"}`, `{"subject":"a b"}`, `{"subject":7}`, `{"subject":null}`, `{"filter":"a.x"}`, `{"sequence":3}`, `{"seq":3}`,
		`{"up_to":0}`, `{"up_to":-1}`, `{"up_to":"3"}`, `{"keep":0}`, `{"keep":1.5}`, `{"keep":null}`, `{"up_to":2,"keep":1}`, `[]`, `"all"`, `{"subject":"` + strings.Repeat("x", 5000) + `"}`,
	} {
		if p := r.post("/api/nats/streams/A/purge", body).problem(t); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%.40s: %d %s", body, p.Status, p.Detail)
		}
	}
	r.want(r.post("/api/nats/streams/A/purge", ""), http.StatusBadRequest, "invalid_request")
	if d := r.detail(r.get("/api/nats/streams/A"), http.StatusOK); d.State.Messages != 6 {
		t.Fatalf("%d messages are left", d.State.Messages)
	}
	if got := r.post("/api/nats/streams/A/purge", `{"subject":"a.x","keep":1}`); got.text != `{"purged":2}`+"\n" {
		t.Errorf("%d %s", got.status, got.text)
	}
	if got := r.post("/api/nats/streams/A/purge", `{}`); got.text != `{"purged":4}`+"\n" {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestReadOnlyConnectionsChangeNoStream(t *testing.T) {
	r, s := streamsRig(t)
	d := r.create(`{"name":"A","subjects":["a"],"storage":"memory"}`)
	got := r.post("/api/nats/connect", `{"url":"`+s.URL()+`","read_only":true}`)
	if got.status != http.StatusOK {
		t.Fatal(got.text)
	}
	for _, refused := range []answer{
		r.post("/api/nats/streams", `{"config":{"name":"B"}}`),
		r.put("/api/nats/streams/A", `{"config":{"name":"A"},"revision":"`+d.Revision+`"}`),
		r.delete("/api/nats/streams/A"),
		r.post("/api/nats/streams/A/purge", `{}`),
		r.post("/api/nats/streams/A/seal", `{"revision":"`+d.Revision+`"}`),
		r.post("/api/nats/streams/A/leader/stepdown", ""),
		r.post("/api/nats/streams/A/peers/remove", `{"peer":"n1"}`),
		r.restore("", "x"),
	} {
		r.want(refused, http.StatusForbidden, "read_only")
	}
	if now := r.detail(r.get("/api/nats/streams/A"), http.StatusOK); now.Revision != d.Revision {
		t.Error("the stream has changed")
	}
}

func TestChangesWithoutACluster(t *testing.T) {
	r, _ := streamsRig(t)
	r.create(`{"name":"A","subjects":["a"],"storage":"memory"}`)
	r.want(r.post("/api/nats/streams/A/leader/stepdown", ""), http.StatusUnprocessableEntity, "nats_refused")
	r.want(r.post("/api/nats/streams/A/peers/remove", `{"peer":"n1"}`), http.StatusUnprocessableEntity, "nats_refused")
	r.want(r.post("/api/nats/streams/A/peers/remove", `{}`), http.StatusUnprocessableEntity, "validation_failed")
	if got := r.get("/api/nats/streams/A/backup"); got.status != http.StatusOK { // of a stream in memory too
		t.Errorf("%d %s", got.status, got.text)
	}
}
