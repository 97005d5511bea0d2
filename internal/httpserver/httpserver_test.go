package httpserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/httpserver"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// problem is what the test's Problem writes: enough to see what was refused.
type problem struct {
	Code, Detail, Hint string
}

func writeProblem(w http.ResponseWriter, _ *http.Request, err error) {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		f = fault.New(fault.Internal, "not_a_fault", "")
	}
	status := map[fault.Kind]int{
		fault.Forbidden: 403, fault.NotFound: 404, fault.TooLarge: 413, fault.Internal: 500,
	}[f.Kind]
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(problem{f.Code, f.Detail, f.Hint})
}

// routes is a Main with one route of every kind that the tests need.
func routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/things/{key}", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "thing "+r.PathValue("key")+" for "+r.Header.Get("X-Request-Id"))
	})
	mux.HandleFunc("POST /api/things", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		if err != nil {
			w.WriteHeader(http.StatusRequestTimeout)
			return
		}
		_, _ = w.Write(body[:min(len(body), 64)])
	})
	mux.HandleFunc("GET /api/panic", func(http.ResponseWriter, *http.Request) { panic("secret of the panic") })
	mux.HandleFunc("GET /api/panic-late", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("x", 10_000))
		panic("late")
	})
	mux.HandleFunc("GET /api/abort", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("GET /{rest...}", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "page") })
	return mux
}

// seen collects what Observe was told.
type seen struct {
	mu    sync.Mutex
	calls []observation
}

type observation struct {
	route, method string
	status        int
}

func (s *seen) observe(route, method string, status int, _ time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, observation{route, method, status})
}

func (s *seen) last(t *testing.T) observation {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.calls) == 0 {
		t.Fatal("nothing was observed")
	}
	return s.calls[len(s.calls)-1]
}

// logs is a log that may be read while it is written.
type logs struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// served is a running server.
type served struct {
	*httpserver.Server
	url  string
	seen *seen
	logs *logs
	// client trusts nothing and follows nothing.
	client *http.Client
	// stop ends Serve and returns what it returned; it is also called at the end.
	stop func() error
}

// start serves on a free port until the test ends. change may be nil.
func start(t *testing.T, change func(*httpserver.Config, *httpserver.Handlers)) *served {
	t.Helper()
	s := &served{seen: &seen{}, logs: &logs{}}
	cfg := httpserver.Config{
		Listen: "127.0.0.1:0",
		Log:    slog.New(slog.NewTextHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	handlers := httpserver.Handlers{Main: routes(), Problem: writeProblem, Observe: s.seen.observe}
	if change != nil {
		change(&cfg, &handlers)
	}
	server, err := httpserver.New(cfg, handlers)
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	s.Server = server
	s.url = "http://" + server.Addr().String()
	transport := &http.Transport{}
	s.client = &http.Client{
		Transport:     transport,
		Timeout:       10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() { result <- server.Serve(ctx) }()
	s.stop = sync.OnceValue(func() error {
		transport.CloseIdleConnections()
		cancel()
		return <-result
	})
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return s
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body string
}

func (s *served) do(t *testing.T, method, path string, body io.Reader, edit func(*http.Request)) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, body)
	if err != nil {
		t.Fatal(err)
	}
	if edit != nil {
		edit(r)
	}
	res, err := s.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res, string(content)}
}

func (s *served) get(t *testing.T, path string) answer {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, nil)
}

// refused fails unless the answer is a problem with status and code.
func refused(t *testing.T, a answer, status int, code string) problem {
	t.Helper()
	var p problem
	_ = json.Unmarshal([]byte(a.body), &p)
	if a.StatusCode != status || p.Code != code {
		t.Errorf("answer %d %q, want %d %s", a.StatusCode, a.body, status, code)
	}
	if a.Header.Get("X-Request-Id") == "" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a refusal without request id or security headers: %v", a.Header)
	}
	return p
}

// raw sends bytes as they are and returns all that comes back until the server
// closes the connection, or 10 s have passed.
func (s *served) raw(t *testing.T, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, request); err != nil && !errors.Is(err, net.ErrClosed) {
		t.Logf("write: %v", err)
	}
	all, err := io.ReadAll(conn)
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		t.Fatalf("the server kept the connection open; so far: %q", all)
	}
	return string(all)
}
