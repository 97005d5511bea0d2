package httpserver_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/httpserver"
)

func host(name string) func(*http.Request) {
	return func(r *http.Request) { r.Host = name }
}

func TestHostsOnLoopback(t *testing.T) {
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) {
		c.AllowHosts = []string{"heynats.internal", "192.0.2.7"}
	})
	for _, name := range []string{
		"localhost", "localhost:5000", "LOCALHOST:1", "localhost.", "127.0.0.1", "127.0.0.1:99", "127.1.2.3:5000",
		"[::1]", "[::1]:5000", "heynats.internal", "HeyNATS.internal:443", "heynats.internal.:80", "192.0.2.7:5000",
	} {
		if a := s.do(t, http.MethodGet, "/api/things/a", nil, host(name)); a.StatusCode != http.StatusOK {
			t.Errorf("Host %q: %d %s", name, a.StatusCode, a.body)
		}
	}
	for _, name := range []string{
		"evil.example", "evil.example:5000", "127.0.0.1.evil.example", "localhost.evil.example", "evillocalhost",
		"10.0.0.1:5000", "0.0.0.0", "0.0.0.0:5000", "[::]:5000", "169.254.169.254", "2130706433", "127.1",
		"xheynats.internal", "heynats.internal.evil.example", "[::ffff:10.0.0.1]:80", "user@localhost",
	} {
		for _, path := range []string{"/api/things/a", "/", "/healthz", "/readyz", "/metrics"} {
			p := refused(t, s.do(t, http.MethodGet, path, nil, host(name)), http.StatusForbidden, "host_forbidden")
			if !strings.Contains(p.Hint, "--allow-host") {
				t.Errorf("the refusal of %q does not say how to allow it: %+v", name, p)
			}
			if strings.Contains(p.Detail+p.Hint, "evil") {
				t.Errorf("the refusal repeats the name: %+v", p)
			}
		}
	}
	if got := s.raw(t, "GET /healthz HTTP/1.0\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.0 403 ") {
		t.Errorf("a request without Host is answered %q", got)
	}
	if got := s.raw(t, "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); !strings.HasPrefix(got, "HTTP/1.1 403 ") {
		t.Errorf("the absolute form is answered %q", got)
	}
}

// Beyond loopback any name may lead here, unless names were given.
func TestHostsBeyondLoopback(t *testing.T) {
	everywhere := func(allow ...string) func(*httpserver.Config, *httpserver.Handlers) {
		return func(c *httpserver.Config, _ *httpserver.Handlers) { c.Listen, c.AllowHosts = "0.0.0.0:0", allow }
	}
	open := start(t, everywhere())
	if a := open.do(t, http.MethodGet, "/healthz", nil, host("anything.example")); a.StatusCode != http.StatusOK {
		t.Errorf("without names: %d %s", a.StatusCode, a.body)
	}
	named := start(t, everywhere("heynats.example"))
	refused(t, named.do(t, http.MethodGet, "/healthz", nil, host("anything.example")), http.StatusForbidden, "host_forbidden")
	if a := named.do(t, http.MethodGet, "/healthz", nil, host("heynats.example")); a.StatusCode != http.StatusOK {
		t.Errorf("the allowed name: %d %s", a.StatusCode, a.body)
	}
}

func TestCase48_CrossOriginIsRefused(t *testing.T) {
	s := start(t, nil)
	own := s.url
	_, port, _ := strings.Cut(strings.TrimPrefix(own, "http://"), ":")
	post := func(header, value string) answer {
		return s.do(t, http.MethodPost, "/api/things", strings.NewReader("x"), func(r *http.Request) {
			if header != "" {
				r.Header.Set(header, value)
			}
		})
	}
	for _, c := range [][2]string{
		{"Sec-Fetch-Site", "cross-site"},
		{"Sec-Fetch-Site", "same-site"}, // another port of this host: SameSite cookies would come along
		{"Origin", "http://evil.example"},
		{"Origin", "http://127.0.0.1:1"},
		{"Origin", "http://localhost:" + port},
		{"Origin", "null"},
	} {
		refused(t, post(c[0], c[1]), http.StatusForbidden, "cross_origin")
	}
	for _, c := range [][2]string{{"", ""}, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "none"}, {"Origin", own}} {
		if a := post(c[0], c[1]); a.StatusCode != http.StatusOK {
			t.Errorf("%v: %d %s", c, a.StatusCode, a.body)
		}
	}
	// Links from elsewhere lead here: reading is for everyone who can read.
	read := s.do(t, http.MethodGet, "/api/things/a", nil, func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") })
	if read.StatusCode != http.StatusOK {
		t.Errorf("GET: %d", read.StatusCode)
	}
}

func TestBodyLimit(t *testing.T) {
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) {
		c.MaxBodyBytes = 1000
		h.BodyLimit = func(r *http.Request) int64 {
			if r.Header.Get("X-Large") != "" {
				return 5000
			}
			return 0
		}
	})
	large := func(r *http.Request) { r.Header.Set("X-Large", "1") }
	body := func(n int) io.Reader { return strings.NewReader(strings.Repeat("x", n)) }
	unsized := func(n int) io.Reader { return io.MultiReader(body(n)) }

	for _, c := range []struct {
		name string
		body io.Reader
		edit func(*http.Request)
		want int
	}{
		{"all of it", body(1000), nil, 200},
		{"all of it, in chunks", unsized(1000), nil, 200},
		{"one too many, in chunks", unsized(1001), nil, 413},
		{"a route that takes more", body(5000), large, 200},
		{"and not more than that", unsized(5001), large, 413},
	} {
		if a := s.do(t, http.MethodPost, "/api/things", c.body, c.edit); a.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, a.StatusCode, c.want)
		}
	}
	p := refused(t, s.do(t, http.MethodPost, "/api/things", body(1001), nil), http.StatusRequestEntityTooLarge, "body_too_large")
	if p.Detail != "The request body has 1001 bytes; at most 1000 are taken here." {
		t.Errorf("detail %q", p.Detail)
	}
	// Announced sizes are refused unread: the gigabyte is never sent.
	got := s.raw(t, "POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n")
	if !strings.HasPrefix(got, "HTTP/1.1 413 ") {
		t.Errorf("an announced gigabyte: %q", got)
	}
}

func TestHugeHeader(t *testing.T) {
	s := start(t, nil)
	got := s.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Huge: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	if !strings.HasPrefix(got, "HTTP/1.1 431 ") {
		t.Errorf("64 KiB of header: %.80q", got)
	}
}

func TestSlowHeader(t *testing.T) {
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) { c.ReadHeaderTimeout = 30 * time.Millisecond })
	if got := s.raw(t, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); got != "" && !strings.HasPrefix(got, "HTTP/1.1 4") {
		t.Errorf("a header that never ends: %q", got)
	}
}

func TestSlowBody(t *testing.T) {
	s := start(t, func(c *httpserver.Config, _ *httpserver.Handlers) { c.BodyTimeout = 30 * time.Millisecond })
	got := s.raw(t, "POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf")
	if !strings.HasPrefix(got, "HTTP/1.1 408 ") {
		t.Errorf("a body that never ends: %q", got)
	}
}

// The read deadline of a body must not end a request that goes on after it.
func TestTheBodyTimeoutEndsWithTheBody(t *testing.T) {
	const timeout = 20 * time.Millisecond
	mux := http.NewServeMux()
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-r.Context().Done():
			w.WriteHeader(http.StatusGatewayTimeout)
		case <-time.After(5 * timeout):
		}
	})
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) { c.BodyTimeout, h.Main = timeout, mux })
	if a := s.do(t, http.MethodPost, "/", strings.NewReader("body"), nil); a.StatusCode != http.StatusOK {
		t.Errorf("status %d", a.StatusCode)
	}
}

func TestBasePath(t *testing.T) {
	s := start(t, func(c *httpserver.Config, h *httpserver.Handlers) {
		c.BasePath = "/tools/heynats"
		h.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "metrics") })
	})
	for path, want := range map[string]string{
		"/tools/heynats/":                 "page",
		"/tools/heynats/c/1":              "page",
		"/tools/heynats/api/things/a%2Fb": "thing a/b for me",
		"/tools/heynats/healthz":          "ok",
		"/tools/heynats/readyz":           "ok",
		"/tools/heynats/metrics":          "metrics",
		"/healthz":                        "ok",
		"/readyz":                         "ok",
	} {
		a := s.do(t, http.MethodGet, path, nil, func(r *http.Request) { r.Header.Set("X-Request-Id", "me") })
		if a.StatusCode != http.StatusOK || a.body != want {
			t.Errorf("%s: %d %q, want %q", path, a.StatusCode, a.body, want)
		}
	}
	for path, want := range map[string]string{
		"/": "/tools/heynats/", "/tools/heynats": "/tools/heynats/", "/?a=b": "/tools/heynats/?a=b",
		"/tools/heynats//api/../c": "/tools/heynats/c", // the mux's own
	} {
		a := s.get(t, path)
		if a.StatusCode/100 != 3 || a.Header.Get("Location") != want {
			t.Errorf("%s: %d to %q, want %q", path, a.StatusCode, a.Header.Get("Location"), want)
		}
	}
	for _, path := range []string{"/metrics", "/api/things/a", "/tools", "/tools/heynatsx", "/tools/heynats2/", "/TOOLS/heynats/", "/tools/hey%6Eats/api/things/a%2Fb"} {
		p := refused(t, s.get(t, path), http.StatusNotFound, "not_found")
		if !strings.Contains(p.Hint, "/tools/heynats/") {
			t.Errorf("%s: hint %q", path, p.Hint)
		}
	}
	refused(t, s.do(t, http.MethodPost, "/", strings.NewReader(""), nil), http.StatusNotFound, "not_found")
}
