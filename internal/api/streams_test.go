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
