package httpserver

import (
	"net/http"
	"strings"
)

// response remembers what was answered. http.ResponseController reaches the
// real writer through Unwrap.
type response struct {
	http.ResponseWriter

	base   string // the base path that was stripped from the request
	status int    // 0 until the header is written
	bytes  int64
}

// Unwrap serves http.ResponseController.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader implements http.ResponseWriter. A 1xx but 101 is not the answer yet.
func (w *response) WriteHeader(status int) {
	if w.status == 0 && (status >= 200 || status == http.StatusSwitchingProtocols) {
		w.status = status
		w.rebase()
	}
	w.ResponseWriter.WriteHeader(status)
}

// rebase puts the base path back into a redirect: ServeMux cleans paths by
// redirecting, and knows only the path that it was given.
func (w *response) rebase() {
	location := w.Header().Get("Location")
	if strings.HasPrefix(location, "/") && !strings.HasPrefix(location, "//") {
		w.Header().Set("Location", w.base+location)
	}
}

// Write implements http.ResponseWriter.
func (w *response) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// answered is the status that the client sees: a handler that writes nothing
// says 200.
func (w *response) answered() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}
