// Package httpserver is the HTTP server around the page and the API.
//
//	srv, err := httpserver.New(cfg, handlers)
//	err = srv.Listen()   // now srv.Addr() is known
//	err = srv.Serve(ctx) // until ctx ends
//
// It does for every request what no handler should have to think of: a request
// id, the access log, recovery from a panic, the Host and cross-origin checks,
// the base path, security headers, limits of size and time. It knows nothing of
// NATS and writes no JSON: what it refuses is handed to Handlers.Problem as a
// *fault.Error.
//
// The promises to a handler: X-Request-Id of the request is set and fit to be
// logged; the base path is stripped from the path, and put back into a Location
// that begins with a slash; the body ends with an
// *http.MaxBytesError beyond its limit and a timeout when it does not come; the
// request's context ends with the client's connection and not before Shutdown
// has waited; the writer supports http.ResponseController in full.
package httpserver

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Config is how and where to listen. Zero limits and times mean the defaults
// that stand beside them.
type Config struct {
	Listen        string   // host:port; port 0 takes any free one
	BasePath      string   // empty, or such as /heynats
	AllowHosts    []string // Host values without port besides the loopback names
	TLSCert       string   // path of a PEM file; empty serves without TLS
	TLSKey        string
	MetricsListen string // empty serves /metrics on Listen

	MaxHeaderBytes    int           // 32 KiB
	MaxBodyBytes      int64         // 1 MiB; see Handlers.BodyLimit
	ReadHeaderTimeout time.Duration // 10 s
	BodyTimeout       time.Duration // 30 s, until the whole body was read
	KeepAlive         time.Duration // 2 min between two requests of a connection
	// WriteTimeout is when an answer must have been taken, from the beginning of
	// the request: 1 min. A handler that streams sets its own deadline before each
	// write, by http.ResponseController, which replaces this one.
	WriteTimeout time.Duration
	// ShutdownGrace is how long Serve lets requests end once its context did: 5 s.
	ShutdownGrace time.Duration

	Log *slog.Logger
}

// Handlers is what the server serves.
type Handlers struct {
	// Main answers everything under the base path. It must be the ServeMux itself,
	// or hand on the *http.Request it was given: the route in logs and metrics is
	// the pattern that the mux leaves in that request.
	Main http.Handler
	// Metrics answers /metrics; nil has none.
	Metrics http.Handler
	// Ready answers /readyz: an error is a 503 with its text. nil is always ready.
	Ready func() error
	// Problem writes the answer to a refused request. It is called before anything
	// else was written.
	Problem func(w http.ResponseWriter, r *http.Request, err error)
	// BodyLimit returns the most bytes that this request's body may have, 0 for
	// the default. Its path is without the base path. nil is the default for all.
	BodyLimit func(r *http.Request) int64
	// Observe is told of every request when it is over. route is the pattern
	// without method, or empty when none matched; method is one of the standard
	// ones or "OTHER". nil observes nothing.
	Observe func(route, method string, status int, took time.Duration)
}

// Server listens and serves. Its methods may be called concurrently.
type Server struct {
	cfg     Config
	site    *site
	main    *endpoint
	metrics *endpoint // nil without MetricsListen
}

// New checks the handlers and, with TLS, reads the certificate.
func New(cfg Config, h Handlers) (*Server, error) {
	if h.Main == nil || h.Problem == nil {
		return nil, errors.New("httpserver: Handlers.Main and Handlers.Problem must be set")
	}
	cfg = cfg.withDefaults()
	s := &Server{cfg: cfg, site: newSite(cfg, h)}
	s.main = newEndpoint(cfg, cfg.Listen, s.site)
	if cfg.TLSCert != "" {
		certificate, err := newCertificate(cfg.TLSCert, cfg.TLSKey, cfg.Log)
		if err != nil {
			return nil, err
		}
		s.main.http.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: certificate.get}
	}
	if cfg.MetricsListen != "" && h.Metrics != nil {
		s.metrics = newEndpoint(cfg, cfg.MetricsListen, newMetricsSite(cfg, h))
	}
	return s, nil
}

func (c Config) withDefaults() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	or(&c.MaxHeaderBytes, 32<<10)
	or(&c.MaxBodyBytes, 1<<20)
	or(&c.ReadHeaderTimeout, 10*time.Second)
	or(&c.BodyTimeout, 30*time.Second)
	or(&c.KeepAlive, 2*time.Minute)
	or(&c.WriteTimeout, time.Minute)
	or(&c.ShutdownGrace, 5*time.Second)
	return c
}

func or[T comparable](field *T, value T) {
	if *field == *new(T) {
		*field = value
	}
}

// Listen binds the addresses. An error names the one that cannot be had.
func (s *Server) Listen() error {
	for _, e := range s.endpoints() {
		if err := e.listen(); err != nil {
			for _, bound := range s.endpoints() {
				bound.close()
			}
			return err
		}
	}
	return nil
}

// Addr is the address that Listen bound, nil before.
func (s *Server) Addr() net.Addr { return s.main.addr() }

// MetricsAddr is the address that Listen bound for /metrics alone; nil before,
// and when there is none.
func (s *Server) MetricsAddr() net.Addr {
	if s.metrics == nil {
		return nil
	}
	return s.metrics.addr()
}

// InFlight is the number of requests that are being answered now.
func (s *Server) InFlight() int64 { return s.site.inFlight.Load() }

// Serve answers requests until ctx ends, Shutdown is called or a listener
// fails. It returns once everything has stopped, with an error only for the
// last; when ctx ended, requests first had Config.ShutdownGrace to end.
func (s *Server) Serve(ctx context.Context) error {
	g, serving := errgroup.WithContext(ctx)
	for _, e := range s.endpoints() {
		g.Go(func() error { return e.serve(ctx) })
	}
	var stopping sync.WaitGroup
	stopping.Go(func() {
		<-serving.Done()
		s.stop(ctx)
	})
	err := g.Wait()
	stopping.Wait()
	return err
}

// stop shuts down within the grace, which begins when ctx has ended.
func (s *Server) stop(ctx context.Context) {
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.ShutdownGrace)
	defer cancel()
	if err := s.Shutdown(grace); err != nil {
		s.cfg.Log.Warn("requests cut at shutdown", "in_flight", s.InFlight(), "grace", s.cfg.ShutdownGrace)
	}
}

// Shutdown stops listening and waits for the requests in flight; when ctx ends
// first it cuts them and returns ctx's error. It may be called again.
func (s *Server) Shutdown(ctx context.Context) error {
	var g errgroup.Group
	for _, e := range s.endpoints() {
		g.Go(func() error { return e.shutdown(ctx) })
	}
	return g.Wait()
}

func (s *Server) endpoints() []*endpoint {
	if s.metrics == nil {
		return []*endpoint{s.main}
	}
	return []*endpoint{s.main, s.metrics}
}
