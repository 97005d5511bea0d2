package httpserver_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/httpserver"
)

func TestRequestID(t *testing.T) {
	s := start(t, nil)
	ask := func(id string) answer {
		return s.do(t, http.MethodGet, "/api/things/a", nil, func(r *http.Request) { r.Header.Set("X-Request-Id", id) })
	}
	for _, id := range []string{"a", "0b9e-7.Z_z", strings.Repeat("x", 64)} {
		a := ask(id)
		if a.Header.Get("X-Request-Id") != id || a.body != "thing a for "+id {
			t.Errorf("%q is not kept: header %q, body %q", id, a.Header.Get("X-Request-Id"), a.body)
		}
	}
	ours := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$`)
	var made []string
	for _, id := range []string{"", "a b", `a"b`, "ä", "a/b", "<script>", strings.Repeat("x", 65), "a\tb"} {
		a := ask(id)
		got := a.Header.Get("X-Request-Id")
		if !ours.MatchString(got) || a.body != "thing a for "+got {
			t.Errorf("%q: header %q, body %q", id, got, a.body)
		}
		made = append(made, got)
	}
	if !sort.StringsAreSorted(made) {
		t.Errorf("ids do not sort by time: %q", made)
	}
	two := s.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: one\r\nX-Request-Id: two\r\nConnection: close\r\n\r\n")
	if strings.Contains(two, "X-Request-Id: one") || strings.Contains(two, "X-Request-Id: two") {
		t.Errorf("one of two ids was kept: %q", two)
	}
	// A line break ends the header, so what follows it is a header of the request
	// and never one of the answer.
	injected := s.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\r\nX-Injected: 1\r\nConnection: close\r\n\r\n")
	if strings.Contains(injected, "X-Injected") {
		t.Errorf("injected: %q", injected)
	}
}

func TestSecurityHeaders(t *testing.T) {
	h := start(t, nil).get(t, "/").Header
	for name, want := range map[string]string{
		"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Cache-Control": "no-store",
	} {
		if got := h.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"Strict-Transport-Security", "Access-Control-Allow-Origin", "Server"} {
		if got := h.Get(name); got != "" {
			t.Errorf("%s: %q, want none", name, got)
		}
	}
}

func TestPanic(t *testing.T) {
	s := start(t, nil)
	a := s.get(t, "/api/panic")
	refused(t, a, http.StatusInternalServerError, "internal")
	if strings.Contains(a.body, "secret") {
		t.Errorf("the answer tells of the panic: %s", a.body)
	}
	if got, want := s.seen.last(t), (observation{"/api/panic", "GET", 500}); got != want {
		t.Errorf("observed %+v, want %+v", got, want)
	}
	log := s.logs.String()
	for _, want := range []string{"panic in a handler", "secret of the panic", "httpserver_test.go", a.Header.Get("X-Request-Id")} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q: %s", want, log)
		}
	}
	for _, path := range []string{"/api/panic-late", "/api/abort"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		res, err := s.client.Do(r)
		if err == nil {
			_, err = io.ReadAll(res.Body)
			_ = res.Body.Close()
		}
		if err == nil {
			t.Errorf("%s looks like a whole answer", path)
		}
	}
	if a := s.get(t, "/api/things/a"); a.StatusCode != http.StatusOK {
		t.Errorf("after the panics: %d", a.StatusCode)
	}
	if n := s.InFlight(); n != 0 {
		t.Errorf("%d requests in flight after the panics", n)
	}
}

func TestAccessLog(t *testing.T) {
	s := start(t, nil)
	s.do(t, http.MethodGet, "/api/things/a?token=s3cret", nil, func(r *http.Request) {
		r.Header.Set("Cookie", "heynats_session=s3cret")
		r.Header.Set("Authorization", "s3cret")
		r.Header.Set("X-Request-Id", "logged")
	})
	s.do(t, http.MethodGet, "/api/things/passive", nil, func(r *http.Request) { r.Header.Set("Heynats-Passive", "1") })
	s.get(t, "/healthz")
	s.get(t, "/assets/a.js")
	s.do(t, "BREW", "/pot%0Alevel=ERROR", nil, nil)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	log := s.logs.String()
	if strings.Contains(log, "s3cret") {
		t.Errorf("a secret in the log: %s", log)
	}
	for _, want := range []string{
		`level=INFO msg=request method=GET path=/api/things/a route=/api/things/{key} status=200 bytes=18 duration=`,
		"request_id=logged remote=127.0.0.1\n",
		"level=DEBUG msg=request method=GET path=/api/things/passive ",
		"level=DEBUG msg=request method=GET path=/healthz route=/healthz ",
		"level=DEBUG msg=request method=GET path=/assets/a.js ",
		`method=OTHER path="/pot\nlevel=ERROR"`,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
}

func TestReady(t *testing.T) {
	s := start(t, func(_ *httpserver.Config, h *httpserver.Handlers) {
		h.Ready = func() error { return errors.New("shutting down") }
	})
	if a := s.get(t, "/readyz"); a.StatusCode != http.StatusServiceUnavailable || a.body != "shutting down" {
		t.Errorf("readyz: %d %q", a.StatusCode, a.body)
	}
	if a := s.get(t, "/healthz"); a.StatusCode != http.StatusOK || a.body != "ok" {
		t.Errorf("healthz: %d %q", a.StatusCode, a.body)
	}
}

func TestMetricsListener(t *testing.T) {
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) {
		c.MetricsListen, c.BasePath = "127.0.0.1:0", "/base"
		h.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "metrics") })
	})
	refused(t, s.get(t, "/metrics"), http.StatusNotFound, "not_found")
	refused(t, s.get(t, "/base/metrics"), http.StatusNotFound, "not_found")
	s.url = "http://" + s.MetricsAddr().String()
	if a := s.get(t, "/metrics"); a.StatusCode != http.StatusOK || a.body != "metrics" {
		t.Errorf("metrics: %d %q", a.StatusCode, a.body)
	}
	if a := s.get(t, "/base/api/things/a"); a.StatusCode != http.StatusNotFound {
		t.Errorf("the API on the metrics listener: %d", a.StatusCode)
	}
	refused(t, s.do(t, http.MethodGet, "/metrics", nil, host("evil.example")), http.StatusForbidden, "host_forbidden")
}

// blocking is a Main whose requests begin, are counted, and end when told to.
func blocking() (mux *http.ServeMux, began, end chan struct{}) {
	began, end = make(chan struct{}, 16), make(chan struct{})
	mux = http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		began <- struct{}{}
		select {
		case <-end:
			_, _ = io.WriteString(w, "done")
		case <-r.Context().Done():
		}
	})
	return mux, began, end
}

func TestShutdownLetsRequestsEnd(t *testing.T) {
	mux, began, end := blocking()
	s := start(t, func(_ *httpserver.Config, h *httpserver.Handlers) { h.Main = mux })
	got := make(chan string, 1)
	go func() { got <- s.get(t, "/").body }()
	<-began
	if n := s.InFlight(); n != 1 {
		t.Errorf("%d in flight, want 1", n)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	waitFor(t, "the listener to close", func() bool {
		conn, err := net.Dial("tcp", s.Addr().String())
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	})
	close(end)
	if body := <-got; body != "done" {
		t.Errorf("the request in flight got %q", body)
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestShutdownCutsAfterTheGrace(t *testing.T) {
	mux, began, _ := blocking()
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) { h.Main, c.ShutdownGrace = mux, 20*time.Millisecond })
	failed := make(chan error, 1)
	go func() {
		r, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, s.url+"/", http.NoBody)
		res, err := s.client.Do(r)
		if err == nil {
			_ = res.Body.Close()
		}
		failed <- err
	}()
	<-began
	if err := s.stop(); err != nil {
		t.Errorf("Serve: %v", err)
	}
	if err := <-failed; err == nil {
		t.Error("the request was answered though it was cut")
	}
	waitFor(t, "the handler to end", func() bool { return s.InFlight() == 0 })
	if !strings.Contains(s.logs.String(), "requests cut at shutdown") {
		t.Errorf("nothing in the log: %s", s.logs.String())
	}
}

// net/http alone waits 5 s for a connection that a browser opened on suspicion.
func TestShutdownDoesNotWaitForSilentConnections(t *testing.T) {
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) { c.ShutdownGrace = time.Minute })
	conn, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	s.get(t, "/") // accepted after conn, so conn is known too
	began := time.Now()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("the shutdown took %s", took)
	}
}

func TestShutdownTwiceAndBeforeServe(t *testing.T) {
	s := start(t, nil)
	for range 2 {
		if err := s.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
	}
	unused, err := httpserver.New(httpserver.Config{Listen: "127.0.0.1:0"}, httpserver.Handlers{Main: routes(), Problem: writeProblem})
	if err != nil {
		t.Fatal(err)
	}
	if err := unused.Serve(t.Context()); err == nil {
		t.Error("Serve before Listen is no error")
	}
	if err := unused.Listen(); err != nil {
		t.Fatal(err)
	}
	if err := unused.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if err := unused.Serve(t.Context()); err != nil {
		t.Errorf("Serve after Shutdown: %v", err)
	}
}

func TestAddressInUse(t *testing.T) {
	s := start(t, nil)
	second, err := httpserver.New(httpserver.Config{Listen: s.Addr().String()}, httpserver.Handlers{Main: routes(), Problem: writeProblem})
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Listen(); err == nil || !strings.Contains(err.Error(), "listen on "+s.Addr().String()) {
		t.Errorf("Listen: %v", err)
	}
}

func TestHandlersAreNeeded(t *testing.T) {
	if _, err := httpserver.New(httpserver.Config{}, httpserver.Handlers{}); err == nil {
		t.Error("New without handlers is no error")
	}
}

// A stream flushes and sets its own write deadlines, longer than the server's.
func TestStreamsReachTheConnection(t *testing.T) {
	mux := http.NewServeMux()
	proceed := make(chan struct{})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		control := http.NewResponseController(w)
		if err := control.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, "first\n")
		if err := control.Flush(); err != nil {
			t.Error(err)
		}
		<-proceed
		_, _ = io.WriteString(w, "second\n")
	})
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) { h.Main, c.WriteTimeout = mux, time.Millisecond })
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	first := make([]byte, 6)
	if _, err := io.ReadFull(res.Body, first); err != nil || string(first) != "first\n" {
		t.Fatalf("%q, %v", first, err)
	}
	close(proceed)
	if rest, err := io.ReadAll(res.Body); err != nil || string(rest) != "second\n" {
		t.Errorf("%q, %v", rest, err)
	}
}

// A client that takes nothing must not hold a handler for ever.
func TestAnAnswerThatNobodyTakes(t *testing.T) {
	mux := http.NewServeMux()
	ended := make(chan error, 1)
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 1<<20)
		for {
			if _, err := w.Write(chunk); err != nil {
				ended <- err
				return
			}
		}
	})
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) { h.Main, c.WriteTimeout = mux, 100*time.Millisecond })
	conn, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the handler still writes")
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
