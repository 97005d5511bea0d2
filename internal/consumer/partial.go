package consumer

import (
	"errors"

	"github.com/heynats/heynats/internal/fault"
)

// bearable reports whether an error concerns one request, so that the others
// are worth asking.
func bearable(err error) bool {
	switch fault.CodeOf(err) {
	case "nats_permission", "nats_error", "stream_offline", "not_found":
		return true
	default:
		return false
	}
}

// mostMissing streams are named.
const mostMissing = 20

func (r *Readings) miss(stream string, why error) {
	if r.MissingTotal++; len(r.Missing) < mostMissing {
		r.Missing = append(r.Missing, stream)
	}
	if f, ok := errors.AsType[*fault.Error](why); ok && r.Reason == "" {
		r.Reason = f.Detail
	}
}
