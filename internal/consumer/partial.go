package consumer

import (
	"context"
	"errors"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

var (
	errNoAnswer = fault.New(fault.Unavailable, "stream_offline", "Nobody answered for it.")
	errTooMany  = fault.New(fault.Upstream, "nats_error", "There are more than HeyNATS reads.")
)

// bearable reports whether an error concerns one request, so that others are
// worth making.
func bearable(err error) bool {
	switch fault.CodeOf(err) {
	case "nats_permission", "nats_error", "nats_refused", "stream_offline", "not_found":
		return true
	default:
		return false
	}
}

// gone reports whether a stream was deleted.
func gone(err error) bool { return fault.Is(err, "stream_not_found") }

// ended reports whether the connection itself is closed, so that there is nobody
// to tell the rest to.
func ended(err error) bool {
	f, ok := errors.AsType[*fault.Error](err)
	return ok && (f.Kind == fault.Gone || f.Kind == fault.Unauthenticated)
}

// mostMissing streams are named.
const mostMissing = 20

func (r *Readings) miss(stream string, why error) {
	r.Partial = true
	if r.MissingTotal++; len(r.Missing) < mostMissing {
		r.Missing = append(r.Missing, stream)
	}
	if f, ok := errors.AsType[*fault.Error](why); ok && r.Reason == "" {
		r.Reason = f.Detail
	}
}

// withReserve keeps a tenth of the time for the answer.
func withReserve(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, deadline.Add(-time.Until(deadline)/10))
}
