package httpserver

import (
	"io"
	"net/http"
	"strings"

	"github.com/heynats/heynats/internal/fault"
)

// enter strips the base path from r. What lies outside is redirected when it is
// the way in, and not found otherwise.
func (s *site) enter(w *response, r *http.Request) (redirected bool, err error) {
	base := s.cfg.BasePath
	if base == "" {
		return false, nil
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if reads && (r.URL.Path == "/" || r.URL.Path == base) {
		target := base + "/"
		if r.URL.RawQuery != "" {
			target += "?" + r.URL.RawQuery
		}
		// Not permanent: the base path is a setting.
		http.Redirect(w, r, target, http.StatusTemporaryRedirect) //nolint:gosec // a path of ours; only its query is theirs
		return true, nil
	}
	path, inside := strings.CutPrefix(r.URL.Path, base)
	raw, rawInside := strings.CutPrefix(r.URL.RawPath, base)
	if !inside || !strings.HasPrefix(path, "/") || (r.URL.RawPath != "" && !rawInside) {
		return false, fault.New(fault.NotFound, "not_found", "There is nothing at this path.").
			WithHint("HeyNATS is served under " + base + "/.")
	}
	r.URL.Path, r.URL.RawPath, w.base = path, raw, base
	return false, nil
}

// probe answers /healthz and /readyz, which also stand at the root when there is
// a base path, because probes know none. Neither looks at anybody's NATS server.
func (s *site) probe(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	switch r.URL.Path {
	case "/healthz":
		answer(w, r, http.StatusOK, "ok")
	case "/readyz":
		if err := s.ready(); err != nil {
			answer(w, r, http.StatusServiceUnavailable, err.Error())
			return true
		}
		answer(w, r, http.StatusOK, "ok")
	default:
		return false
	}
	return true
}

func (s *site) ready() error {
	if s.handlers.Ready == nil {
		return nil
	}
	return s.handlers.Ready()
}

func answer(w http.ResponseWriter, r *http.Request, status int, text string) {
	r.Pattern = r.URL.Path
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = io.WriteString(w, text)
	}
}

// scraped answers /metrics, which is never a path of the page: when metrics have
// a listener of their own they are not found here.
func (s *site) scraped(w http.ResponseWriter, r *http.Request) bool {
	if s.handlers.Metrics == nil || r.URL.Path != "/metrics" {
		return false
	}
	r.Pattern = r.URL.Path
	if s.cfg.MetricsListen != "" {
		s.handlers.Problem(w, r, fault.New(fault.NotFound, "not_found", "Metrics are served on an address of their own."))
		return true
	}
	s.handlers.Metrics.ServeHTTP(w, r)
	return true
}
