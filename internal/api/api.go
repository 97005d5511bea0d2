// Package api is the HTTP API: its operations, their inputs and outputs, and
// the one place where errors become statuses.
//
//	a := api.New(api.Config{Version: v}, api.Deps{Sessions: s, Connections: m})
//	http.Handle("/api/", a.Handler())
//
// Each resource has a file with its routes as a table of contents. An
// operation declares what it does to a connection (see access) when it is
// registered; who may call it, the lease it runs under and the read-only guard
// follow from that and not from its path. OpenAPI prints the document that
// scripts and the page are made from.
package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.yaml.in/yaml/v3"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/live"
	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/session"
	"github.com/heynats/heynats/internal/stream"
)

// Config is what the API needs to know of where it runs.
type Config struct {
	Version  string
	BasePath string // "" or "/heynats"
	// TLS says that the browser reaches us by HTTPS, so the cookie is Secure.
	TLS bool
	// RequestTimeout bounds how long one operation may wait for NATS, once it
	// has its connection.
	RequestTimeout time.Duration
	// Heartbeat is how often a silent stream shows that it lives. The default
	// is 15 s.
	Heartbeat time.Duration
	// Live bounds the live channel.
	Live live.Config
	// Playground is offered on the connect page when not nil.
	Playground *Playground
}

// Playground is an embedded NATS server to try things on.
type Playground struct {
	URL         string
	Name        string
	Description string
}

// Deps is what the operations work with.
type Deps struct {
	Sessions    *session.Store
	Connections *natsconn.Manager
	Logger      *slog.Logger
}

// API serves the operations.
type API struct {
	cfg       Config
	sessions  *session.Store
	conns     *natsconn.Manager
	log       *slog.Logger
	started   time.Time
	mux       *http.ServeMux
	huma      huma.API
	streams   stream.Editor
	lists     stream.Lists
	downloads downloads
	bodies    map[string]int64 // the most bytes of the bodies of operations that take more than others
	consumers consumer.Editor
	readings  consumer.Memory
	pager     message.Pager
	live      *live.Hub
	batches   batchGate
}

// Defaults for a Config's zero fields.
const (
	defaultRequestTimeout = 10 * time.Second
	defaultHeartbeat      = 15 * time.Second
)

// New returns the API with all its operations registered.
func New(cfg Config, deps Deps) *API {
	configureHuma()
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = defaultRequestTimeout
	}
	if cfg.Heartbeat == 0 {
		cfg.Heartbeat = defaultHeartbeat
	}
	if deps.Logger == nil {
		deps.Logger = slog.New(slog.DiscardHandler)
	}
	a := &API{
		cfg: cfg, sessions: deps.Sessions, conns: deps.Connections, log: deps.Logger,
		started: time.Now(), mux: http.NewServeMux(),
	}
	a.live = live.New(cfg.Live, live.Deps{Sessions: a.sessions, Explain: liveProblem, Logger: a.log})
	a.huma = humago.New(a.mux, humaConfig(cfg.Version))
	a.huma.UseMiddleware(a.identify)
	a.systemRoutes()
	a.connectRoutes()
	a.connectionRoutes()
	a.serverRoutes()
	a.trafficRoutes()
	a.summaryRoutes()
	a.streamRoutes()
	a.messageRoutes()
	a.consumerRoutes()
	a.subscribeRoutes()
	a.liveRoutes()
	a.publishRoutes()
	a.kvRoutes()
	a.objectRoutes()
	a.mux.HandleFunc("GET /api/openapi.json", a.openAPI)
	a.mux.HandleFunc("/api/", a.unknown)
	return a
}

// Handler serves everything below /api/.
func (a *API) Handler() http.Handler { return a.mux }

// BeginShutdown tells the pages that follow something that it ends.
func (a *API) BeginShutdown() { a.live.BeginShutdown() }

// Shutdown ends the live channel: requests end with the HTTP server, but sockets
// are not its any more.
func (a *API) Shutdown(ctx context.Context) { a.live.Shutdown(ctx) }

func humaConfig(version string) huma.Config {
	cfg := huma.DefaultConfig("HeyNATS", version)
	cfg.Info.Description = "The web workbench for NATS. Every operation below /api/nats/ works on a connection that HeyNATS manages: " +
		"connect once, keep the cookie, and ask. An idle connection is parked and comes back with the next request."
	cfg.OpenAPIPath, cfg.DocsPath, cfg.SchemasPath = "", "", "" // served by ourselves; the docs page loads from elsewhere
	cfg.CreateHooks = nil                                       // no $schema in bodies
	cfg.RejectUnknownQueryParameters = true
	return cfg
}

// configureHuma sets what huma keeps in variables of its package: there is no
// other way to tell it.
var configureHuma = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewErrorWithContext = humaProblem
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(nil, status, msg, errs...)
	}
})

// OpenAPI returns the API's document as YAML.
func OpenAPI() ([]byte, error) {
	text, err := New(Config{Version: "1"}, Deps{}).huma.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, err
	}
	var document yaml.Node // keeps the order of keys
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	plain(&document)
	return yaml.Marshal(&document)
}

// plain takes JSON's quotes and braces out of a YAML tree.
func plain(n *yaml.Node) {
	n.Style = 0
	for _, child := range n.Content {
		plain(child)
	}
}

func (a *API) openAPI(w http.ResponseWriter, r *http.Request) {
	text, err := json.Marshal(a.huma.OpenAPI())
	if err != nil {
		WriteProblem(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // the peer is gone if it fails
}

func goVersion() string { return runtime.Version() }
