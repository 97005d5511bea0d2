package httpserver

import (
	"net/http"

	"github.com/google/uuid"
)

const headerRequestID = "X-Request-Id"

// identify gives the request its id, in the request's header for whoever handles
// it and in the answer's for the client. An id that came with the request is
// kept if it is safe to log; ours are UUIDs of version 7, which sort by time.
func identify(r *http.Request, w http.ResponseWriter) {
	given := r.Header.Values(headerRequestID)
	if len(given) != 1 || !safeID(given[0]) {
		r.Header.Set(headerRequestID, uuid.Must(uuid.NewV7()).String())
	}
	w.Header().Set(headerRequestID, r.Header.Get(headerRequestID))
}

// safeID reports whether id matches ^[A-Za-z0-9._-]{1,64}$.
func safeID(id string) bool {
	if id == "" || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '-':
		default:
			return false
		}
	}
	return true
}
