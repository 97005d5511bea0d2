package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// access is what an operation does to a connection. It is declared when the
// operation is registered, and everything that guards operations reads it
// there.
type access string

const (
	open    access = "open"    // needs no session
	observe access = "observe" // looks at a connection without using it
	manage  access = "manage"  // changes the connection itself
	read    access = "read"    // uses the connection to read from NATS
	write   access = "write"   // uses it to change something in NATS
)

const metaAccess = "access"

// operation describes one route.
func operation(method, path, id string, what access, tag, summary, description string, errs ...int) huma.Operation {
	op := huma.Operation{
		Method: method, Path: path, OperationID: id, Tags: []string{tag}, Summary: summary, Description: description,
		Metadata:   map[string]any{metaAccess: what},
		Extensions: map[string]any{"x-access": string(what)},
		Errors:     errs,
	}
	if what != open {
		op.Errors = append([]int{http.StatusUnauthorized, http.StatusNotFound}, errs...)
	}
	if what == read || what == write {
		op.Errors = append(op.Errors, http.StatusForbidden, http.StatusConflict, http.StatusGone,
			http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout)
	}
	return op
}

// accessOf returns what an operation declared.
func accessOf(op *huma.Operation) access {
	what, _ := op.Metadata[metaAccess].(access)
	return what
}

// OnConnection are the parameters of every operation that concerns one
// connection.
type OnConnection struct {
	Connection string `query:"connection" maxLength:"64" doc:"The connection to use instead of the session's current one." example:"6f1c2a3e-0b1d-4c5e-8f90-1a2b3c4d5e6f"`
	Passive    string `header:"Heynats-Passive" enum:"0,1" doc:"1 on a background refresh: it does not count as activity and does not wake a connection that is parked for idleness (409 connection_parked)."`
}

func (o OnConnection) on() OnConnection { return o }

func (o OnConnection) use() natsconn.Use {
	if o.Passive == "1" {
		return natsconn.Passive
	}
	return natsconn.Active
}

// concerning is an input that names its connection.
type concerning interface{ on() OnConnection }

// Nothing is the input of an operation that takes none.
type Nothing struct{}

// Inspect is the input of an operation that takes only its connection.
type Inspect struct{ OnConnection }

type contextKey struct{}

// caller is what an operation knows of who asks.
type caller struct {
	token string // the cookie; a secret
	huma  huma.Context
}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(contextKey{}).(caller)
	return c
}

// identify finds the session, before anything of the request is looked at.
func (a *API) identify(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	w.Header().Set("Cache-Control", "no-store")
	who := caller{huma: ctx}
	if cookie, err := r.Cookie(a.cookieName()); err == nil {
		who.token = cookie.Value
	}
	if accessOf(ctx.Operation()) != open && !a.sessions.Known(who.token) {
		WriteProblem(w, r, fault.New(fault.Unauthenticated, "no_session", "There is no session. Connect to a NATS server first."))
		return
	}
	next(huma.WithValue(ctx, contextKey{}, who))
}

// register adds an operation that uses no connection.
func register[I, O any](a *API, op huma.Operation, handle func(context.Context, *I) (*O, error)) {
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, a.fail(callerOf(ctx).huma, err)
		}
		return out, nil
	})
}

// registerLeased adds an operation that uses a connection: it is leased before
// the handler runs, which is what counts as activity, and released after it,
// whatever happens in between.
func registerLeased[I concerning, O any](a *API, op huma.Operation, handle func(context.Context, natsconn.Lease, *I) (*O, error)) {
	what := accessOf(&op)
	register(a, op, func(ctx context.Context, in *I) (*O, error) {
		lease, err := a.lease(ctx, (*in).on(), what)
		if err != nil {
			return nil, err
		}
		defer lease.Release()
		ctx, cancel := context.WithTimeout(ctx, a.cfg.RequestTimeout)
		defer cancel()
		return handle(ctx, lease, in)
	})
}

// lease acquires the connection an operation asked for, and refuses a write on
// a read-only one.
func (a *API) lease(ctx context.Context, on OnConnection, what access) (natsconn.Lease, error) {
	token := callerOf(ctx).token
	if what == write {
		c, _, err := a.sessions.Lookup(token, on.Connection)
		if err != nil {
			return natsconn.Lease{}, err
		}
		if c.ReadOnly() {
			return natsconn.Lease{}, fault.New(fault.Forbidden, "read_only", "This connection is read-only: nothing here can change data.").
				WithHint("Connect again without read-only to make changes.")
		}
	}
	return a.sessions.GetOrReconnect(ctx, token, on.Connection, on.use())
}

// unknown answers paths that are no operation, and methods that a path does
// not take.
func (a *API) unknown(w http.ResponseWriter, r *http.Request) {
	if allowed := a.allowed(r); len(allowed) > 0 {
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		p := newProblem(http.StatusMethodNotAllowed, "method_not_allowed", "This path takes "+strings.Join(allowed, ", ")+".")
		writeProblem(w, r, p)
		return
	}
	WriteProblem(w, r, fault.New(fault.NotFound, "not_found", "There is no such path in the API; /api/openapi.json lists them."))
}

func (a *API) allowed(r *http.Request) []string {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		probe := r.Clone(r.Context())
		probe.Method = method
		if _, pattern := a.mux.Handler(probe); pattern != "/api/" && pattern != "" {
			allowed = append(allowed, method)
		}
	}
	return allowed
}
