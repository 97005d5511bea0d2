package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

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
