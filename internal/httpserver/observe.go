package httpserver

import (
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// observe writes the access log and tells Handlers.Observe. path is the one that
// was asked for; of its query, the cookies and the bodies nothing is logged.
func (s *site) observe(w *response, r *http.Request, path string, took time.Duration) {
	if s.handlers.Observe != nil {
		s.handlers.Observe(route(r), method(r), w.answered(), took)
	}
	level := levelOf(w, r)
	if !s.log.Enabled(r.Context(), level) {
		return
	}
	s.log.LogAttrs(r.Context(), level, "request",
		slog.String("method", method(r)),
		slog.String("path", shorten(path)),
		slog.String("route", route(r)),
		slog.Int("status", w.answered()),
		slog.Int64("bytes", w.bytes),
		slog.Duration("duration", took),
		slog.String("request_id", r.Header.Get(headerRequestID)),
		slog.String("remote", remote(r)),
	)
}

// levelOf is debug for what happens by itself: probes, files of the page, and
// what the page asks without a person behind it.
func levelOf(w *response, r *http.Request) slog.Level {
	switch path := r.URL.Path; {
	case w.answered() == http.StatusInternalServerError:
		return slog.LevelError
	case r.Header.Get("Heynats-Passive") != "", path == "/api/health", !strings.HasPrefix(path, "/api/"):
		return slog.LevelDebug
	default:
		return slog.LevelInfo
	}
}

// route is the pattern that matched, without its method: "/api/nats/streams/{stream}".
func route(r *http.Request) string {
	if _, path, ok := strings.Cut(r.Pattern, " "); ok {
		return path
	}
	return r.Pattern
}

// method keeps strangers from filling logs and metrics with methods of their own.
func method(r *http.Request) string {
	known := []string{
		http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace,
	}
	if slices.Contains(known, r.Method) {
		return r.Method
	}
	return "OTHER"
}

// shorten keeps a log line from growing to the size of a header.
func shorten(path string) string {
	const most = 256
	if len(path) > most {
		return path[:most] + "…"
	}
	return path
}

// remote is the client's address without its port.
func remote(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
