package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/heynats/heynats/internal/dialpolicy"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/session"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// rig is the API behind a real HTTP server, and a browser in front of it.
type rig struct {
	t        testing.TB
	api      *API
	manager  *natsconn.Manager
	sessions *session.Store
	web      *httptest.Server
	browser  *http.Client
	logs     *lockedBuffer
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

type setup struct {
	conns  natsconn.Config
	api    Config
	policy dialpolicy.Config
	mux    func(*API)
}

func newRig(t testing.TB, edit ...func(*setup)) *rig {
	t.Helper()
	s := setup{policy: dialpolicy.Config{LoopbackListener: true}}
	for _, e := range edit {
		e(&s)
	}
	r := &rig{t: t, logs: &lockedBuffer{}}
	log := slog.New(slog.NewTextHandler(r.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	policy, err := dialpolicy.New(s.policy)
	if err != nil {
		t.Fatal(err)
	}
	if r.manager, err = natsconn.New(s.conns, natsconn.Deps{Dialer: policy, Logger: log}); err != nil {
		t.Fatal(err)
	}
	r.sessions = session.NewStore(r.manager)
	r.api = New(s.api, Deps{Sessions: r.sessions, Connections: r.manager, Logger: log})
	if s.mux != nil {
		s.mux(r.api)
	}
	r.web = httptest.NewServer(r.api.Handler())
	r.browser = r.newBrowser()
	t.Cleanup(func() {
		r.web.CloseClientConnections()
		now, cancel := context.WithCancel(context.Background())
		cancel()
		r.api.Shutdown(now)
		r.manager.Shutdown(now)
		r.web.Close()
		r.browser.CloseIdleConnections()
	})
	return r
}

func (r *rig) newBrowser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	transport := &http.Transport{DialContext: (&net.Dialer{}).DialContext, MaxIdleConnsPerHost: 64}
	r.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Jar: jar, Transport: transport}
}

type answer struct {
	status int
	header http.Header
	text   string
}

// problem reads the answer as one.
func (a answer) problem(t testing.TB) Problem {
	t.Helper()
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("content type %q, status %d: %s", got, a.status, a.text)
	}
	var p Problem
	a.into(t, &p)
	if p.Status != a.status || p.Code == "" || p.Detail == "" || p.Title == "" || p.Type == "" || p.Instance == "" {
		t.Fatalf("not a whole problem: %s", a.text)
	}
	return p
}

func (a answer) into(t testing.TB, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(a.text), v); err != nil {
		t.Fatalf("%v in %s", err, a.text)
	}
}

func (r *rig) ask(browser *http.Client, method, path, body string, header ...string) answer {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.web.URL+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := browser.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return answer{status: res.StatusCode, header: res.Header, text: string(text)}
}

func (r *rig) get(path string, header ...string) answer {
	return r.ask(r.browser, http.MethodGet, path, "", header...)
}

func (r *rig) post(path, body string) answer { return r.ask(r.browser, http.MethodPost, path, body) }

// connect connects the browser and returns the connection's id.
func (r *rig) connect(url string) string {
	r.t.Helper()
	got := r.post("/api/nats/connect", jsonOf(r.t, ConnectRequest{URL: url}))
	if got.status != http.StatusOK {
		r.t.Fatalf("connect: %d %s", got.status, got.text)
	}
	var c Connected
	got.into(r.t, &c)
	return c.ConnectionID
}

func (r *rig) stats() ConnectionStats {
	r.t.Helper()
	got := r.get("/api/nats/connection/stats")
	if got.status != http.StatusOK {
		r.t.Fatalf("stats: %d %s", got.status, got.text)
	}
	var s ConnectionStats
	got.into(r.t, &s)
	return s
}

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (r *rig) want(got answer, status int, code string) Problem {
	r.t.Helper()
	p := got.problem(r.t)
	if got.status != status || p.Code != code {
		r.t.Errorf("%d %s, want %d %s: %s", got.status, p.Code, status, code, got.text)
	}
	return p
}
