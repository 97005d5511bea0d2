package httpserver

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// limit bounds the request's body in size and time. One that says beforehand
// that it is too large is refused unread.
func (s *site) limit(w *response, r *http.Request) error {
	if r.Body == nil || r.Body == http.NoBody {
		return nil
	}
	most := s.bodyLimit(r)
	if r.ContentLength > most {
		w.Header().Set("Connection", "close")
		return fault.New(fault.TooLarge, "body_too_large",
			fmt.Sprintf("The request body has %d bytes; at most %d are taken here.", r.ContentLength, most))
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(s.cfg.BodyTimeout))
	// The unwrapped writer: http.MaxBytesReader tells it to close the connection.
	r.Body = &body{ReadCloser: http.MaxBytesReader(w.ResponseWriter, r.Body, most), control: control}
	return nil
}

func (s *site) bodyLimit(r *http.Request) int64 {
	if s.handlers.BodyLimit != nil {
		if n := s.handlers.BodyLimit(r); n > 0 {
			return n
		}
	}
	return s.cfg.MaxBodyBytes
}

// body lifts the read deadline as soon as the body has ended: from then on the
// server reads only to notice that the client went away, and a deadline would
// look like that. After any other end it stays, for the server then discards the
// rest of the body, which may never come.
type body struct {
	io.ReadCloser

	control *http.ResponseController
}

// Read implements io.Reader.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}
