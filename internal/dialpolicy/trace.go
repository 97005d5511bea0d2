package dialpolicy

import (
	"context"
	"net/netip"
	"time"
)

// Trace is told how a dial goes on. Its functions may be nil; they are called
// one after the other, and never after DialContext has returned.
type Trace struct {
	// Resolved is called once, with every address of the host, permitted or not;
	// for an address there is nothing to resolve and it says so at once.
	Resolved func(addrs []netip.Addr, took time.Duration, err error)
	// Dialed is called for each address that was dialled to its end; the one
	// without an error is the connection that DialContext returns.
	Dialed func(addr netip.AddrPort, took time.Duration, err error)
}

type traceKey struct{}

// WithTrace returns a context whose dials tell the trace.
func WithTrace(ctx context.Context, t *Trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

func traceOf(ctx context.Context) *Trace {
	t, _ := ctx.Value(traceKey{}).(*Trace)
	return t
}

func (t *Trace) resolved(addrs []netip.Addr, took time.Duration, err error) {
	if t != nil && t.Resolved != nil {
		t.Resolved(addrs, took, err)
	}
}

func (t *Trace) dialed(addr netip.AddrPort, took time.Duration, err error) {
	if t != nil && t.Dialed != nil {
		t.Dialed(addr, took, err)
	}
}
