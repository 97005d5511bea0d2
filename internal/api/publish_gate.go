package api

import (
	"sync/atomic"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// batchGate lets in only some batches at once: each is kept in memory.
type batchGate struct{ inside atomic.Int32 }

// enter returns how the batch leaves, or a refusal.
func (g *batchGate) enter() (leave func(), err error) {
	if g.inside.Add(1) > mostBatches {
		g.inside.Add(-1)
		return nil, fault.New(fault.Unavailable, "limit_reached", "Other batches are being published. Try again in a moment.").WithRetryAfter(time.Second)
	}
	return func() { g.inside.Add(-1) }, nil
}
