package httpserver

import (
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// site is the handler of one listener: the whole way of a request in serve.
type site struct {
	cfg      Config
	handlers Handlers
	log      *slog.Logger
	hosts    hostCheck
	origins  *http.CrossOriginProtection
	inFlight atomic.Int64
}

func newSite(cfg Config, h Handlers) *site {
	return &site{
		cfg: cfg, handlers: h, log: cfg.Log,
		hosts:   hostCheck{allow: cfg.AllowHosts, wanted: len(cfg.AllowHosts) > 0},
		origins: http.NewCrossOriginProtection(),
	}
}

// newMetricsSite answers /metrics and nothing else. Beyond loopback it answers
// to any host: scrapers come by address.
func newMetricsSite(cfg Config, h Handlers) *site {
	cfg.BasePath = ""
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.Metrics)
	s := newSite(cfg, Handlers{Main: mux, Problem: h.Problem, Observe: h.Observe})
	s.hosts.wanted = false
	return s
}

// bound tells the site which address its listener has.
func (s *site) bound(addr net.Addr) {
	if isLoopback(addr) {
		s.hosts.wanted = true
	}
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, incoming *http.Request) {
	started := time.Now()
	r := own(incoming)
	out := &response{ResponseWriter: w}
	path := r.URL.Path

	// Set for every request, for it outlives the one that it was set for. Only a
	// writer of a test knows no deadlines.
	_ = http.NewResponseController(w).SetWriteDeadline(started.Add(s.cfg.WriteTimeout))
	identify(r, out)
	secure(out.Header())
	s.inFlight.Add(1)
	defer func() {
		s.inFlight.Add(-1)
		cut := s.recovered(recover(), out, r)
		s.observe(out, r, path, time.Since(started))
		if cut {
			panic(http.ErrAbortHandler) // the only way to end an answer that has begun
		}
	}()
	s.serve(out, r)
}

// own returns a copy of r that may be changed, so that the server's own request
// stays as it came.
func own(r *http.Request) *http.Request {
	c := *r
	c.URL = new(url.URL)
	*c.URL = *r.URL
	return &c
}

// serve is the order of the checks: whoever asks must ask for us, then for
// something that we have, then from a page of ours, then not too much.
func (s *site) serve(w *response, r *http.Request) {
	if err := s.hosts.check(r); err != nil {
		s.handlers.Problem(w, r, err)
		return
	}
	if s.probe(w, r) {
		return
	}
	if redirected, err := s.enter(w, r); redirected {
		return
	} else if err != nil {
		s.handlers.Problem(w, r, err)
		return
	}
	if s.probe(w, r) || s.scraped(w, r) {
		return
	}
	if err := s.origins.Check(r); err != nil {
		s.handlers.Problem(w, r, errCrossOrigin.Wrap(err))
		return
	}
	if err := s.limit(w, r); err != nil {
		s.handlers.Problem(w, r, err)
		return
	}
	s.handlers.Main.ServeHTTP(w, r)
}

// recovered turns a panic into a 500 and a log line with the stack. It reports
// whether the answer had begun, so that it can only be cut.
func (s *site) recovered(value any, w *response, r *http.Request) (cut bool) {
	if value == nil {
		return false
	}
	if value == http.ErrAbortHandler { //nolint:errorlint,err113 // compared as net/http does: the very value
		return true
	}
	s.log.Error("panic in a handler", "panic", value, "request_id", r.Header.Get(headerRequestID),
		"method", r.Method, "route", route(r), "stack", string(debug.Stack()))
	if w.status != 0 {
		return true
	}
	s.handlers.Problem(w, r, fault.New(fault.Internal, "internal", "Something went wrong inside HeyNATS."))
	return false
}
