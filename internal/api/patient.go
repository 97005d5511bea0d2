package api

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// patientWriter writes an answer that has no end in sight. Every write has a
// deadline of its own: a reader that is gone without a word must not hold its
// lease.
type patientWriter struct {
	http.ResponseWriter

	control  *http.ResponseController
	patience time.Duration
}

func newPatientWriter(ctx huma.Context, patience time.Duration) *patientWriter {
	_, w := humago.Unwrap(ctx)
	return &patientWriter{ResponseWriter: w, control: http.NewResponseController(w), patience: patience}
}

// Write implements io.Writer.
func (w *patientWriter) Write(p []byte) (int, error) {
	if err := w.extend(); err != nil {
		return 0, err
	}
	return w.ResponseWriter.Write(p)
}

// Flush sends what was written.
func (w *patientWriter) Flush() error {
	if err := w.extend(); err != nil {
		return err
	}
	return w.control.Flush()
}

func (w *patientWriter) extend() error {
	if err := w.control.SetWriteDeadline(time.Now().Add(w.patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("set write deadline: %w", err)
	}
	return nil
}
