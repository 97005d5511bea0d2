package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/heynats/heynats/internal/live"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// upgrade asks for a WebSocket with the browser's cookies.
func (r *rig) upgrade(origin string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	return websocket.Dial(r.t.Context(), r.web.URL+"/api/nats/live", &websocket.DialOptions{
		HTTPClient: r.browser, HTTPHeader: header, Subprotocols: []string{live.Protocol},
	})
}

func TestLiveUpgrade(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	r.want(r.get("/api/nats/live"), http.StatusUnauthorized, "no_session")
	r.connect(s.URL())
	r.want(r.get("/api/nats/live"), http.StatusBadRequest, "invalid_request")
	here, err := url.Parse(r.web.URL)
	if err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"null", "https://example.com", "http://" + here.Hostname(), "http://" + here.Hostname() + ":1", "http://" + here.Host + ".example.com", "::"} {
		if _, res, err := r.upgrade(foreign); err == nil || res == nil || res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %v, %v; want 403", foreign, res, err)
		}
	}
	for _, own := range []string{"", r.web.URL} {
		ws, res, err := r.upgrade(own)
		if err != nil {
			t.Fatalf("%q: %v", own, err)
		}
		if ws.Subprotocol() != live.Protocol || res.StatusCode != http.StatusSwitchingProtocols {
			t.Errorf("%q: %d, subprotocol %q", own, res.StatusCode, ws.Subprotocol())
		}
		_ = ws.CloseNow()
	}
}

// TestLiveSpeaksAsTheDocumentSays holds that what is said on the socket is what the
// page's types are made of.
func TestLiveSpeaksAsTheDocumentSays(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	id := r.connect(s.URL())
	ws, _, err := r.upgrade("")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.CloseNow() }()
	say := func(c LiveCommand) LiveEvent {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), natstest.Patience)
		defer cancel()
		if err := ws.Write(ctx, websocket.MessageText, []byte(jsonOf(t, c))); err != nil {
			t.Fatal(err)
		}
		_, text, err := ws.Read(ctx)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(strings.NewReader(string(text)))
		d.DisallowUnknownFields()
		var e LiveEvent
		if err := d.Decode(&e); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		return e
	}
	if e := say(LiveCommand{Op: "sub", ID: 1, Connection: id, Subject: "a.>"}); e.Op != "subscribed" || e.ID != 1 {
		t.Errorf("got %+v", e)
	}
	e := say(LiveCommand{Op: "sub", ID: 2, Connection: id, Subject: "a..b"})
	if e.Op != "error" || e.ID != 2 || e.Problem == nil || e.Problem.Code != "validation_failed" || e.Problem.Instance != "/api/nats/live" ||
		len(e.Problem.Errors) != 1 || e.Problem.Errors[0].Location != "subject" {
		t.Errorf("got %+v, %+v", e, e.Problem)
	}
	if e := say(LiveCommand{Op: "unsub", ID: 1}); e.Op != "end" || e.Reason != "unsubscribed" {
		t.Errorf("got %+v", e)
	}
}

func TestLiveTakesAsManyPagesAsItMay(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) { s.api.Live.Sockets = 2 })
	r.connect(s.URL())
	for range 2 {
		ws, _, err := r.upgrade("")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = ws.CloseNow() }()
	}
	if _, res, err := r.upgrade(""); err == nil || res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("one too many: %v, %v", res, err)
	}
}

// TestLiveCountsAsUse holds that a page that follows something keeps its connection
// alive, and one that restores itself wakes nothing.
func TestLiveCountsAsUse(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) {
		s.conns = natsconn.Config{IdleTimeout: 200 * time.Millisecond, CheckInterval: 20 * time.Millisecond}
	})
	id := r.connect(s.URL())
	ws, _, err := r.upgrade("")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ws.CloseNow() }()
	natstest.Until(t, "the connection to be parked", func() bool { return r.stats().State == "parked" })
	ask := func(c LiveCommand) LiveEvent {
		if err := ws.Write(t.Context(), websocket.MessageText, []byte(jsonOf(t, c))); err != nil {
			t.Fatal(err)
		}
		_, text, err := ws.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var e LiveEvent
		if err := json.Unmarshal(text, &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	if e := ask(LiveCommand{Op: "sub", ID: 1, Connection: id, Subject: "a", Passive: true}); e.Problem == nil || e.Problem.Code != "connection_parked" {
		t.Errorf("restoring by itself: %+v", e)
	}
	if e := ask(LiveCommand{Op: "sub", ID: 2, Connection: id, Subject: "a"}); e.Op != "subscribed" {
		t.Errorf("a click: %+v", e)
	}
	if got := r.stats(); got.State != "active" || got.Leases != 1 {
		t.Errorf("%+v", got)
	}
}
