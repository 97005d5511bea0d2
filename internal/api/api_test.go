package api

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestConnectUseDisconnect(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithJetStream())
	r := newRig(t)
	got := r.post("/api/nats/connect", `{"url":"`+s.URL()+`","username":"ann","password":"secret","name":"mine","environment":"staging","read_only":true}`)
	if got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	var c Connected
	got.into(t, &c)
	if !c.Connected || c.ConnectionID == "" || c.Message == "" || c.Name != "mine" {
		t.Errorf("%+v", c)
	}
	var status Status
	r.get("/api/nats/status").into(t, &status)
	if !status.Connected || status.ConnectionID != c.ConnectionID || status.State != "active" || !status.ReadOnly || status.Environment != "staging" || status.Server.Name == "" {
		t.Errorf("%+v", status)
	}
	var health ConnectionHealth
	r.get("/api/nats/health").into(t, &health)
	if !health.Healthy || !health.Connected || !health.Ping.OK || health.Ping.RTT == "" || health.State != "active" {
		t.Errorf("%+v", health)
	}
	var info ServerInfo
	r.get("/api/nats/info").into(t, &info)
	if info.Version == "" || info.MaxPayload != 1<<20 || info.Address != s.Addr() || !info.Headers || !info.AuthRequired || info.TLS != nil {
		t.Errorf("%+v", info)
	}
	var account Account
	r.get("/api/nats/account").into(t, &account)
	if account.User != "ann" || !account.JetStream.Available || account.Permissions.Publish.Allow == nil || account.JetStream.APILevel < 1 {
		t.Errorf("%+v", account)
	}
	var list ConnectionList
	r.get("/api/nats/connections").into(t, &list)
	if list.Total != 1 || !list.Connections[0].Current || list.Connections[0].Auth != "user" || list.Connections[0].URLs[0] != s.URL() {
		t.Errorf("%+v", list)
	}
	got = r.post("/api/nats/disconnect", "")
	if got.status != http.StatusOK || !strings.Contains(got.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("%d %s, cookie %q", got.status, got.text, got.header.Get("Set-Cookie"))
	}
	r.want(r.get("/api/nats/info"), http.StatusUnauthorized, "no_session")
	r.get("/api/nats/connections").into(t, &list)
	if list.Total != 0 {
		t.Errorf("%d connections after disconnecting", list.Total)
	}
}

func TestCase19_StatsHaveTheirSixFields(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	id := r.connect(s.URL())
	var fields map[string]json.RawMessage
	r.get("/api/nats/connection/stats").into(t, &fields)
	want := map[string]string{
		"connection_id": `"` + id + `"`, "idle_timeout": `"30m0s"`, "is_healthy": "true", "is_connected": "true",
		"time_remaining": "", "last_activity": "",
	}
	for name, value := range want {
		got, ok := fields[name]
		if !ok || value != "" && string(got) != value {
			t.Errorf("%s is %s, want %s", name, got, value)
		}
	}
	if !regexp.MustCompile(`^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"$`).Match(fields["last_activity"]) {
		t.Errorf("last_activity is %s, want RFC 3339 in UTC", fields["last_activity"])
	}
	if !regexp.MustCompile(`^"(30m0s|29m5\ds)"$`).Match(fields["time_remaining"]) {
		t.Errorf("time_remaining is %s", fields["time_remaining"])
	}
	// Parked, all six are still there.
	s.Stop()
	natstest.Until(t, "parked", func() bool { return r.stats().State == "parked" })
	r.get("/api/nats/connection/stats").into(t, &fields)
	for name := range want {
		if _, ok := fields[name]; !ok {
			t.Errorf("%s is missing while parked", name)
		}
	}
	if string(fields["time_remaining"]) != `"0s"` || string(fields["is_connected"]) != "false" || string(fields["is_healthy"]) != "false" {
		t.Errorf("parked: %s", r.get("/api/nats/connection/stats").text)
	}
}

func TestIdleParksAndTheNextRequestWakes(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) {
		s.conns = natsconn.Config{IdleTimeout: 300 * time.Millisecond, CheckInterval: 50 * time.Millisecond}
	})
	r.connect(s.URL())
	natstest.Until(t, "the server sees it gone", func() bool {
		r.stats() // polling does not keep it
		return s.NumClients("heynats/") == 0
	})
	if got := r.stats(); got.State != "parked" || got.Reason != "idle" {
		t.Errorf("%s (%s)", got.State, got.Reason)
	}
	r.want(r.get("/api/nats/info", "Heynats-Passive", "1"), http.StatusConflict, "connection_parked")
	if got := r.get("/api/nats/info"); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if s.NumClients("heynats/") != 1 {
		t.Error("the server does not see it back")
	}
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"))
	closed := natstest.ClosedPort(t)
	r := newRig(t)
	for _, tt := range []struct {
		name, body string
		status     int
		code       string
		field      string
	}{
		{"no body", ``, 400, "invalid_request", ""},
		{"no JSON", `{`, 400, "invalid_request", ""},
		{"not an object", `[]`, 422, "validation_failed", "body"},
		{"null", `null`, 422, "validation_failed", "body"},
		{"empty", `{}`, 422, "validation_failed", "body.url"},
		{"unknown field", `{"url":"nats://h","pasword":"top-secret"}`, 422, "validation_failed", "body.pasword"},
		{"wrong type", `{"url":5}`, 422, "validation_failed", "body.url"},
		{"port as text", `{"host":"h","port":"4222"}`, 422, "validation_failed", "body.port"},
		{"port too large", `{"host":"h","port":70000}`, 422, "validation_failed", "body.port"},
		{"both url and host", `{"url":"nats://h","host":"h"}`, 422, "validation_failed", "body.url"},
		{"scheme", `{"url":"http://h"}`, 422, "validation_failed", "body.url"},
		{"two kinds", `{"url":"nats://h","token":"top-secret","username":"u"}`, 422, "validation_failed", "body"},
		{"bad seed", `{"url":"nats://h","nkey_seed":"top-secret"}`, 422, "validation_failed", "body.nkey_seed"},
		{"bad creds", `{"url":"nats://h","creds":"top-secret"}`, 422, "validation_failed", "body.creds"},
		{"bad CA", `{"url":"nats://h","tls":{"ca":"top-secret"}}`, 422, "validation_failed", "body.tls.ca"},
		{"environment", `{"url":"nats://h","environment":"prod"}`, 422, "validation_failed", "body.environment"},
		{"domain and prefix", `{"url":"nats://h","jetstream_domain":"a","jetstream_api_prefix":"b"}`, 422, "validation_failed", "body.jetstream_api_prefix"},
		{"wrong password", `{"url":"` + s.URL() + `","username":"ann","password":"top-secret"}`, 401, "reauth_required", ""},
		{"refused", `{"url":"nats://` + closed + `"}`, 503, "nats_unreachable", ""},
		{"forbidden", `{"url":"nats://169.254.169.254:80"}`, 403, "target_forbidden", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := r.post("/api/nats/connect", tt.body)
			p := got.problem(t)
			if got.status != tt.status || p.Code != tt.code {
				t.Errorf("%d %s, want %d %s", got.status, p.Code, tt.status, tt.code)
			}
			if tt.field != "" && !slices.ContainsFunc(p.Errors, func(f ProblemField) bool { return f.Location == tt.field }) {
				t.Errorf("errors %+v do not point at %s", p.Errors, tt.field)
			}
			if strings.Contains(got.text, "top-secret") {
				t.Errorf("a value is repeated: %s", got.text)
			}
			if len(got.header.Values("Set-Cookie")) != 0 {
				t.Error("a failed connect set a cookie")
			}
			if got.status == 503 && got.header.Get("Retry-After") == "" {
				t.Error("503 without Retry-After")
			}
		})
	}
	if strings.Contains(r.logs.String(), "top-secret") {
		t.Error("a secret was logged")
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	r := newRig(t)
	r.want(r.get("/api/nats/nothing"), http.StatusNotFound, "not_found")
	got := r.get("/api/nats/connect")
	r.want(got, http.StatusMethodNotAllowed, "method_not_allowed")
	if got.header.Get("Allow") != "POST" {
		t.Errorf("Allow: %q", got.header.Get("Allow"))
	}
	r.want(r.get("/api/nats/connections?typo=1"), http.StatusUnprocessableEntity, "validation_failed")
}

func TestConnectionOfSomebodyElse(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	theirs := r.connect(s.URL())
	r.browser = r.newBrowser()
	r.connect(s.URL())
	r.want(r.get("/api/nats/info?connection="+theirs), http.StatusNotFound, "connection_not_found")
	r.want(r.get("/api/nats/info?connection=6f1c2a3e-0b1d-4c5e-8f90-1a2b3c4d5e6f"), http.StatusNotFound, "connection_not_found")
	r.want(r.post("/api/nats/connections/"+theirs+"/current", ""), http.StatusNotFound, "connection_not_found")
	r.want(r.post("/api/nats/disconnect?connection="+theirs, ""), http.StatusNotFound, "connection_not_found")
}

func TestAConnectionSaysWhichSubjectsItUses(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	r := newRig(t)
	r.post("/api/nats/connect", `{"url":"`+s.URL()+`","jetstream_domain":"hub","inbox_prefix":"_INBOX_ann"}`)
	r.post("/api/nats/connect", `{"url":"`+s.URL()+`","jetstream_api_prefix":"JS.acme"}`)
	var list ConnectionList
	r.get("/api/nats/connections").into(t, &list)
	if len(list.Connections) != 2 {
		t.Fatalf("%+v", list)
	}
	if c := list.Connections[0]; c.JetStreamDomain != "hub" || c.InboxPrefix != "_INBOX_ann" || c.JetStreamAPIPrefix != "" {
		t.Errorf("%+v", c)
	}
	if c := list.Connections[1]; c.JetStreamDomain != "" || c.InboxPrefix != "" || c.JetStreamAPIPrefix != "JS.acme" {
		t.Errorf("%+v", c)
	}
}

func TestSwitchingConnections(t *testing.T) {
	a, b := natstest.Start(t, natstest.WithName("server-a")), natstest.Start(t, natstest.WithName("server-b"))
	r := newRig(t)
	first := r.connect(a.URL())
	second := r.connect(b.URL())
	name := func(path string) string {
		var info ServerInfo
		r.get(path).into(t, &info)
		return info.Name
	}
	if got := name("/api/nats/info"); got != "server-b" {
		t.Errorf("the newest is not current: %s", got)
	}
	if got := name("/api/nats/info?connection=" + first); got != "server-a" {
		t.Errorf("?connection= leads to %s", got)
	}
	if got := r.post("/api/nats/connections/"+first+"/current", ""); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if got := name("/api/nats/info"); got != "server-a" {
		t.Errorf("after switching: %s", got)
	}
	if got := r.post("/api/nats/disconnect", ""); len(got.header.Values("Set-Cookie")) != 0 {
		t.Error("the cookie was deleted although a connection is left")
	}
	r.want(r.get("/api/nats/info"), http.StatusUnauthorized, "not_connected")
	if got := name("/api/nats/info?connection=" + second); got != "server-b" {
		t.Errorf("the other connection: %s", got)
	}
}

func TestCase45_CookieReplayAfterDisconnect(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	res := r.post("/api/nats/connect", `{"url":"`+s.URL()+`"}`)
	cookie := strings.Split(res.header.Get("Set-Cookie"), ";")[0]
	r.post("/api/nats/disconnect", "")
	bare := &http.Client{Transport: r.browser.Transport}
	r.want(r.ask(bare, http.MethodGet, "/api/nats/info", "", "Cookie", cookie), http.StatusUnauthorized, "no_session")
}

func TestCase46_47_48_Cookies(t *testing.T) {
	s := natstest.Start(t)
	chosen := "heynats_session=" + strings.Repeat("A", 43)
	for _, tt := range []struct {
		cfg  Config
		want []string
		not  string
	}{
		{Config{}, []string{"heynats_session=", "Path=/", "HttpOnly", "SameSite=Strict"}, "Secure"},
		{Config{BasePath: "/heynats"}, []string{"heynats_session=", "Path=/heynats/", "HttpOnly", "SameSite=Strict"}, "Secure"},
		{Config{TLS: true}, []string{"__Host-heynats_session=", "Path=/;", "HttpOnly", "Secure", "SameSite=Strict"}, "Domain"},
		{Config{TLS: true, BasePath: "/x"}, []string{"__Secure-heynats_session=", "Path=/x/", "Secure"}, "Domain"},
	} {
		r := newRig(t, func(s *setup) { s.api = tt.cfg })
		bare := &http.Client{Transport: r.browser.Transport}
		got := r.ask(bare, http.MethodPost, "/api/nats/connect", `{"url":"`+s.URL()+`"}`, "Cookie", chosen)
		cookie := got.header.Get("Set-Cookie")
		for _, want := range tt.want {
			if !strings.Contains(cookie, want) {
				t.Errorf("%+v: cookie %q lacks %s", tt.cfg, cookie, want)
			}
		}
		if strings.Contains(cookie, tt.not) || strings.Contains(cookie, strings.Repeat("A", 43)) {
			t.Errorf("%+v: cookie %q", tt.cfg, cookie)
		}
		var c Connected
		got.into(t, &c)
		r.want(r.ask(bare, http.MethodGet, "/api/nats/info", "", "Cookie", "heynats_session="+c.ConnectionID), http.StatusUnauthorized, "no_session")
	}
}

func TestCase27_PanicReleasesTheLease(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) {
		s.mux = func(a *API) {
			registerLeased(a, operation(http.MethodGet, "/api/nats/panic", "panic", read, "test", "", ""),
				func(context.Context, natsconn.Lease, *Inspect) (*StatusOutput, error) { panic(http.ErrAbortHandler) })
		}
	})
	r.connect(s.URL())
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.web.URL+"/api/nats/panic", nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := r.browser.Do(req); err == nil {
		_ = res.Body.Close()
	}
	if got := r.stats().Leases; got != 0 {
		t.Errorf("%d leases after a panic", got)
	}
}

func TestReadOnlyConnectionRefusesWrites(t *testing.T) {
	s := natstest.Start(t)
	called := false
	r := newRig(t, func(s *setup) {
		s.mux = func(a *API) {
			registerLeased(a, operation(http.MethodPost, "/api/nats/write", "write", write, "test", "", ""),
				func(context.Context, natsconn.Lease, *Inspect) (*StatusOutput, error) {
					called = true
					return &StatusOutput{}, nil
				})
		}
	})
	r.post("/api/nats/connect", `{"url":"`+s.URL()+`","read_only":true}`)
	r.want(r.post("/api/nats/write", ""), http.StatusForbidden, "read_only")
	if called {
		t.Error("the handler ran")
	}
	r.connect(s.URL())
	if got := r.post("/api/nats/write", ""); got.status != http.StatusOK || !called {
		t.Errorf("%d %s", got.status, got.text)
	}
}

// TestEveryOperationDeclaresItsAccess goes over the whole route table: an
// operation that says nothing could slip past the read-only guard.
func TestEveryOperationDeclaresItsAccess(t *testing.T) {
	a := New(Config{Version: "1"}, Deps{})
	for path, item := range a.huma.OpenAPI().Paths {
		for method, op := range map[string]*huma.Operation{
			http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodDelete: item.Delete, http.MethodPatch: item.Patch,
		} {
			if op == nil {
				continue
			}
			what := accessOf(op)
			if !slices.Contains([]access{open, observe, manage, read, write}, what) {
				t.Errorf("%s %s declares no access", method, path)
			}
			if method == http.MethodGet && (what == write || what == manage) {
				t.Errorf("GET %s changes something", path)
			}
			if op.Summary == "" || op.OperationID == "" || len(op.Tags) == 0 {
				t.Errorf("%s %s is not documented", method, path)
			}
		}
	}
}

// TestOpenAPIIsGolden keeps api/openapi.yaml what the code says; make generate
// writes it.
func TestOpenAPIIsGolden(t *testing.T) {
	got, err := OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "api", "openapi.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Error("api/openapi.yaml is not what the code says: run make generate")
	}
}

// TestPromisedPathsExist holds the names that scripts rely on.
func TestPromisedPathsExist(t *testing.T) {
	paths := New(Config{Version: "1"}, Deps{}).huma.OpenAPI().Paths
	for _, want := range []string{
		"GET /api/health", "POST /api/nats/connect", "POST /api/nats/test", "POST /api/nats/disconnect", "GET /api/nats/status",
		"GET /api/nats/health", "GET /api/nats/info", "GET /api/nats/account", "GET /api/nats/connection/stats",
		"POST /api/nats/connection/keepalive", "GET /api/nats/connections", "POST /api/nats/connections/{id}/current",
		"GET /api/nats/subscribe/messages/{subject}", "GET /api/nats/connection/history", "GET /api/nats/jetstream/summary",
		"GET /api/nats/live", "GET /api/nats/account/statz", "GET /api/nats/server/statsz",
	} {
		method, path, _ := strings.Cut(want, " ")
		item := paths[path]
		if item == nil || method == http.MethodGet && item.Get == nil || method == http.MethodPost && item.Post == nil {
			t.Errorf("%s is not in the document", want)
		}
	}
}

func TestDisconnectEndsRequestsInFlightWith410(t *testing.T) {
	s := natstest.Start(t)
	asked := make(chan struct{}, 1)
	r := newRig(t, func(s *setup) {
		s.mux = func(a *API) {
			registerLeased(a, operation(http.MethodGet, "/api/nats/slow", "slow", read, "test", "", ""),
				func(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*StatusOutput, error) {
					asked <- struct{}{}
					_, err := lease.Request(ctx, "slow", nil)
					return nil, err
				})
		}
	})
	r.connect(s.URL())
	nc := s.Connect()
	defer nc.Close()
	if _, err := nc.SubscribeSync("slow"); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	result := make(chan answer, 1)
	go func() { result <- r.get("/api/nats/slow") }()
	<-asked
	r.post("/api/nats/disconnect", "")
	r.want(<-result, http.StatusGone, "connection_closed")
}

func TestSlowServerAnswers504(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) {
		s.api.RequestTimeout = 100 * time.Millisecond
		s.mux = func(a *API) {
			registerLeased(a, operation(http.MethodGet, "/api/nats/slow", "slow", read, "test", "", ""),
				func(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*StatusOutput, error) {
					_, err := lease.Request(ctx, "slow", nil)
					return nil, err
				})
		}
	})
	r.connect(s.URL())
	nc := s.Connect()
	defer nc.Close()
	if _, err := nc.SubscribeSync("slow"); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	r.want(r.get("/api/nats/slow"), http.StatusGatewayTimeout, "nats_timeout")
}

// events reads server-sent events into a channel of "name data".
func (r *rig) events(ctx context.Context, path string) <-chan string {
	r.t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.web.URL+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := r.browser.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		r.t.Fatalf("%d %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	out := make(chan string, 1024)
	go func() {
		defer close(out)
		defer func() { _ = res.Body.Close() }()
		name := ""
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			line := lines.Text()
			switch {
			case strings.HasPrefix(line, "event: "):
				name = strings.TrimPrefix(line, "event: ")
			case strings.HasPrefix(line, "data: "):
				out <- name + " " + strings.TrimPrefix(line, "data: ")
			case strings.HasPrefix(line, ": "):
				out <- line
			}
		}
	}()
	return out
}

func next(t testing.TB, events <-chan string) string {
	t.Helper()
	for {
		select {
		case e, ok := <-events:
			if !ok {
				t.Fatal("the stream ended without a word")
			}
			if e == ": open" {
				continue
			}
			return e
		case <-time.After(natstest.Patience):
			t.Fatal("nothing came")
		}
	}
}

func TestSubscribeStreamsAndEnds(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	r.connect(s.URL())
	events := r.events(t.Context(), "/api/nats/subscribe/messages/orders.%3E?max_messages=3")
	nc := s.Connect()
	defer nc.Close()
	for _, m := range []*nats.Msg{
		{Subject: "orders.a", Data: []byte("héllo\nworld"), Header: nats.Header{"X": {"1", "2"}}, Reply: "back"},
		{Subject: "orders.b", Data: []byte{0xff, 0xfe}},
		{Subject: "orders.c"},
	} {
		if err := nc.PublishMsg(m); err != nil {
			t.Fatal(err)
		}
	}
	var got []SubscribedMessage
	for range 3 {
		name, data, _ := strings.Cut(next(t, events), " ")
		var m SubscribedMessage
		if err := json.Unmarshal([]byte(data), &m); err != nil || name != "message" {
			t.Fatalf("%s %s: %v", name, data, err)
		}
		got = append(got, m)
	}
	if got[0].Data != "héllo\nworld" || got[0].Encoding != "utf8" || len(got[0].Headers["X"]) != 2 || got[0].Reply != "back" || got[0].Size != 12 {
		t.Errorf("%+v", got[0])
	}
	if got[1].Data != "//4=" || got[1].Encoding != "base64" {
		t.Errorf("%+v", got[1])
	}
	if end := next(t, events); !strings.HasPrefix(end, `end {"reason":"max_messages"`) || !strings.Contains(end, `"received":3`) {
		t.Errorf("%s", end)
	}
}

func TestSubscribeKeepsTheConnectionAndIsToldOfItsEnd(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) {
		s.conns = natsconn.Config{IdleTimeout: 200 * time.Millisecond, CheckInterval: 20 * time.Millisecond}
		s.api.Heartbeat = 50 * time.Millisecond
	})
	r.connect(s.URL())
	events := r.events(t.Context(), "/api/nats/subscribe/messages/quiet")
	for range 20 { // a second of heartbeats: five idle timeouts
		if got := next(t, events); got != ": heartbeat" {
			t.Fatalf("%s", got)
		}
	}
	if got := r.stats(); got.State != "active" || got.Leases != 1 || got.TimeRemaining != "0s" && got.TimeRemaining != got.IdleTimeout {
		t.Errorf("under a stream: %+v", got)
	}
	r.post("/api/nats/disconnect", "")
	for {
		got := next(t, events)
		if got == ": heartbeat" {
			continue
		}
		if !strings.HasPrefix(got, `end {"reason":"disconnect"`) {
			t.Errorf("%s", got)
		}
		return
	}
}

func TestSubscribeSaysItsGap(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) { s.api.Heartbeat = 50 * time.Millisecond })
	r.connect(s.URL())
	events := r.events(t.Context(), "/api/nats/subscribe/messages/orders")
	next(t, events)
	s.Restart()
	for {
		got := next(t, events)
		if got == ": heartbeat" {
			continue
		}
		var gap SubscriptionGap
		name, data, _ := strings.Cut(got, " ")
		if err := json.Unmarshal([]byte(data), &gap); err != nil || name != "gap" || !gap.BackAt.After(gap.LostAt) {
			t.Fatalf("%s: %v", got, err)
		}
		break
	}
	nc := s.Connect()
	defer nc.Close()
	natstest.Until(t, "messages come again", func() bool {
		if err := nc.Publish("orders", []byte("after")); err != nil {
			t.Fatal(err)
		}
		return strings.HasPrefix(next(t, events), "message")
	})
}

func TestCase25_ReaderThatIsGoneFreesItsLease(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) { s.api.Heartbeat = 50 * time.Millisecond })
	r.connect(s.URL())
	gone, cancel := context.WithCancel(t.Context())
	next(t, r.events(gone, "/api/nats/subscribe/messages/quiet"))
	cancel()
	natstest.Until(t, "the lease is freed", func() bool { return r.stats().Leases == 0 })
}

func TestCase25_ReaderThatVanishesSilentlyFreesItsLease(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, func(s *setup) { s.api.Heartbeat = 200 * time.Millisecond })
	r.connect(s.URL())
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", r.web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	cookie := r.browser.Jar.Cookies(&url.URL{Scheme: "http", Host: r.web.Listener.Addr().String(), Path: "/"})[0]
	if _, err := io.WriteString(conn, "GET /api/nats/subscribe/messages/flood HTTP/1.1\r\nHost: x\r\nCookie: "+cookie.String()+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the stream holds its lease", func() bool { return r.stats().Leases == 1 })
	nc := s.Connect()
	defer nc.Close()
	// The reader never reads. Once the buffers on the way are full only the
	// write deadline can tell that it is gone.
	payload := make([]byte, 64<<10)
	natstest.Until(t, "the lease is freed", func() bool {
		for range 50 {
			if err := nc.Publish("flood", payload); err != nil {
				t.Fatal(err)
			}
		}
		return r.stats().Leases == 0
	})
}

func TestCase36_SlowStreamSlowsNobodyAndCountsItsLosses(t *testing.T) {
	s := natstest.Start(t)
	// A stream whose reader takes nothing is cut after a heartbeat: not before a slow machine has sent the flood.
	r := newRig(t, func(s *setup) { s.api.Heartbeat = 5 * time.Minute })
	r.connect(s.URL())
	// A reader that takes nothing until it is told to.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.web.URL+"/api/nats/subscribe/messages/flood?max_messages=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	slow, err := r.browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = slow.Body.Close() }()
	fast := r.events(t.Context(), "/api/nats/subscribe/messages/ping")
	nc := s.Connect()
	defer nc.Close()
	payload := make([]byte, 4096)
	for range 40_000 { // 160 MB: more than any buffer on the way holds
		if err := nc.Publish("flood", payload); err != nil {
			t.Fatal(err)
		}
	}
	if err := nc.Publish("ping", nil); err != nil {
		t.Fatal(err)
	}
	if got := next(t, fast); !strings.Contains(got, `"subject":"ping"`) {
		t.Errorf("%s", got)
	}
	lines := bufio.NewReader(slow.Body)
	dropped := regexp.MustCompile(`"dropped":([1-9]\d*)`)
	for range 100_000 {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if dropped.MatchString(line) {
			return
		}
	}
	t.Error("the slow reader was never told of its losses")
}

func TestSubscribeRefusals(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{SubscribeDeny: []string{"hidden.>"}}))
	r := newRig(t)
	r.connect("nats://ann:secret@" + s.Addr())
	r.want(r.get("/api/nats/subscribe/messages/hidden.x"), http.StatusForbidden, "nats_permission")
	r.want(r.get("/api/nats/subscribe/messages/a..b"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/subscribe/messages/a%20b"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/subscribe/messages/%3E.a"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/subscribe/messages/a?queue_group=b%20c"), http.StatusUnprocessableEntity, "validation_failed")
	if got := r.stats().Leases; got != 0 {
		t.Errorf("%d leases after refusals", got)
	}
}

func TestTestReportsEachStage(t *testing.T) {
	plain := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithJetStream())
	secure := natstest.Start(t, natstest.WithTLS(false))
	ca := secure.Certs().CA
	r := newRig(t, func(s *setup) { s.conns.DialTimeout = time.Second })
	for _, tt := range []struct {
		name, body string
		want       string
		code       string
	}{
		{"good", `{"url":"nats://ann:secret@` + plain.Addr() + `"}`, "resolve ok, dial ok, info ok, tls skipped, authenticate ok, jetstream ok", ""},
		{"tls", jsonOf(t, ConnectRequest{URL: secure.URL(), CredentialFields: CredentialFields{TLS: &TLSRequest{CA: ca}}}), "resolve ok, dial ok, info ok, tls ok, authenticate ok, jetstream skipped", ""},
		{"untrusted", `{"url":"` + secure.URL() + `"}`, "resolve ok, dial ok, info ok, tls failed, authenticate not_reached, jetstream not_reached", "nats_unreachable"},
		{"wrong password", `{"url":"nats://ann:wrong@` + plain.Addr() + `"}`, "resolve ok, dial ok, info ok, tls skipped, authenticate failed, jetstream not_reached", "reauth_required"},
		{"refused", `{"url":"nats://` + natstest.ClosedPort(t) + `"}`, "resolve ok, dial failed, info not_reached, tls not_reached, authenticate not_reached, jetstream not_reached", "nats_unreachable"},
		{"unknown host", `{"url":"nats://does-not-exist.invalid"}`, "resolve failed, dial not_reached, info not_reached, tls not_reached, authenticate not_reached, jetstream not_reached", "nats_unreachable"},
		{"ssh", `{"url":"` + natstest.SSH(t).URL() + `"}`, "resolve ok, dial ok, info failed, tls not_reached, authenticate not_reached, jetstream not_reached", "nats_unreachable"},
		{"forbidden", `{"url":"nats://169.254.169.254"}`, "resolve ok, dial failed, info not_reached, tls not_reached, authenticate not_reached, jetstream not_reached", "target_forbidden"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := r.post("/api/nats/test", tt.body)
			if got.status != http.StatusOK {
				t.Fatalf("%d %s", got.status, got.text)
			}
			var report TestReport
			got.into(t, &report)
			var stages []string
			for _, s := range report.Stages {
				stages = append(stages, s.Stage+" "+s.Status)
			}
			if joined := strings.Join(stages, ", "); joined != tt.want {
				t.Errorf("stages %s\n  want   %s", joined, tt.want)
			}
			if report.OK != (tt.code == "") || report.Problem != nil && (report.Problem.Code != tt.code || report.Problem.Hint == "" || report.Problem.Title == "") {
				t.Errorf("%s", got.text)
			}
			if tt.code == "" && (report.Server == nil || report.Account == nil) {
				t.Errorf("server or account missing: %s", got.text)
			}
		})
	}
	if r.sessions.Count() != 0 || plain.NumClients("heynats/") != 0 {
		t.Error("a test left something behind")
	}
}

func TestNeedsCredentialsAndReplacement(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"))
	r := newRig(t)
	r.connect("nats://ann:secret@" + s.Addr())
	s.Reload(natstest.WithUser("ann", "changed")) // cuts the link
	natstest.Until(t, "the link is lost", func() bool { return r.stats().State == "parked" })
	r.want(r.get("/api/nats/info"), http.StatusUnauthorized, "reauth_required")
	if got := r.stats(); got.State != "failed" || got.Reason != "auth" || got.LastError == nil {
		t.Errorf("%+v", got)
	}
	put := func(body string) answer {
		return r.ask(r.browser, http.MethodPut, "/api/nats/connection/credentials", body)
	}
	r.want(put(`{"username":"ann","password":"wrong"}`), http.StatusUnauthorized, "reauth_required")
	r.want(put(`{"url":"nats://elsewhere"}`), http.StatusUnprocessableEntity, "validation_failed")
	if got := put(`{"username":"ann","password":"changed"}`); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if got := r.get("/api/nats/info"); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestAccountSaysWhatItMayNotSee(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishAllow: []string{"orders.>"}}), natstest.WithJetStream())
	r := newRig(t)
	r.connect("nats://ann:secret@" + s.Addr())
	var account Account
	got := r.get("/api/nats/account")
	got.into(t, &account)
	if account.Unknown == "" || account.JetStream.Available || account.JetStream.Reason == "" {
		t.Errorf("%s", got.text)
	}
}

func TestKeepAliveAndReconnect(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t)
	r.connect(s.URL())
	s.Restart()
	natstest.Until(t, "the link is lost", func() bool { return r.stats().State == "parked" })
	var stats ConnectionStats
	r.post("/api/nats/connection/keepalive", "").into(t, &stats)
	if stats.State != "active" || !stats.IsHealthy || stats.Wakes != 1 || len(stats.Changes) < 3 {
		t.Errorf("%+v", stats)
	}
	got := r.post("/api/nats/connection/reconnect", "")
	got.into(t, &stats)
	if got.status != http.StatusOK || stats.Wakes != 2 {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(r.post("/api/nats/connection/reconnect", ""), http.StatusServiceUnavailable, "limit_reached")
}

func TestHealthSaysWhetherThePlaygroundRuns(t *testing.T) {
	var health SystemHealth
	newRig(t).get("/api/health").into(t, &health)
	if health.Status != "ok" || health.Playground != nil || health.NATSVersion == "" {
		t.Errorf("%+v", health)
	}
	r := newRig(t, func(s *setup) { s.api.Playground = &Playground{URL: "nats://127.0.0.1:1", Name: "Playground"} })
	r.get("/api/health").into(t, &health)
	if health.Playground == nil || health.Playground.URL != "nats://127.0.0.1:1" {
		t.Errorf("%+v", health)
	}
}
