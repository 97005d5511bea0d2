// Package app builds HeyNATS out of its parts and runs it. It holds no logic
// of its own.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/heynats/heynats/internal/api"
	"github.com/heynats/heynats/internal/config"
	"github.com/heynats/heynats/internal/dialpolicy"
	"github.com/heynats/heynats/internal/embedded"
	"github.com/heynats/heynats/internal/httpserver"
	"github.com/heynats/heynats/internal/live"
	"github.com/heynats/heynats/internal/metrics"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/session"
	"github.com/heynats/heynats/internal/webui"
	"github.com/heynats/heynats/web"
)

// shutdownGrace is how long requests and streams may take to end.
const shutdownGrace = 5 * time.Second

// App is a HeyNATS that listens.
type App struct {
	log        *slog.Logger
	playground *embedded.Playground
	manager    *natsconn.Manager
	operations *api.API
	server     *httpserver.Server
}

// Run builds, serves until ctx ends, and closes. It is what the serve command
// does.
func Run(ctx context.Context, cfg config.Config, log *slog.Logger, version string) error {
	a, err := New(ctx, cfg, log, version)
	if err != nil {
		return err
	}
	return a.Serve(ctx)
}

// New builds everything and binds the listeners, so that a caller knows the
// address. What was built is closed again when it returns an error.
func New(ctx context.Context, cfg config.Config, log *slog.Logger, version string) (*App, error) {
	a := &App{log: log}
	if err := a.build(ctx, cfg, version); err != nil {
		a.close()
		return nil, err
	}
	return a, nil
}

func (a *App) build(ctx context.Context, cfg config.Config, version string) (err error) {
	if cfg.Demo {
		if a.playground, err = embedded.Start(ctx, embedded.Config{Logger: a.log}); err != nil {
			return fmt.Errorf("start playground: %w", err)
		}
	}
	policy, err := dialpolicy.New(dialpolicy.Config{
		Allow: cfg.AllowTarget, Deny: cfg.DenyTarget, LoopbackListener: cfg.Loopback(), Exempt: a.exempt(),
		DialTimeout: cfg.DialTimeout,
	})
	if err != nil {
		return err
	}
	a.manager, err = natsconn.New(natsconn.Config{
		IdleTimeout: cfg.IdleTimeout, CheckInterval: cfg.CheckInterval, MaxLifetime: cfg.MaxLifetime,
		DialTimeout: cfg.DialTimeout, ReconnectWait: cfg.ReconnectWait,
		MaxConnections: cfg.MaxConnections, MaxPerOwner: cfg.MaxConnectionsPerSession, Version: version,
	}, natsconn.Deps{Dialer: policy, Logger: a.log})
	if err != nil {
		return err
	}
	sessions := session.NewStore(a.manager)
	stats := metrics.New(version, a.manager.Metrics, sessions.Count)
	a.operations = api.New(api.Config{
		Version: version, BasePath: cfg.BasePath, TLS: cfg.TLS(), RequestTimeout: cfg.RequestTimeout, Playground: a.offer(),
		Live: live.Config{Memory: cfg.LiveMemory, OpenTimeout: cfg.RequestTimeout},
	}, api.Deps{Sessions: sessions, Connections: a.manager, Logger: a.log})
	page, err := webui.New(web.Dist(), cfg.BasePath)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", a.operations.Handler())
	mux.Handle("/", page)
	a.server, err = httpserver.New(httpserver.Config{
		Listen: cfg.Listen, BasePath: cfg.BasePath, AllowHosts: cfg.AllowHost, TLSCert: cfg.TLSCert, TLSKey: cfg.TLSKey,
		MetricsListen: cfg.MetricsListen, ShutdownGrace: shutdownGrace, Log: a.log,
	}, httpserver.Handlers{
		Main: mux, Metrics: stats.Handler(), Ready: a.manager.Ready, Problem: api.WriteProblem, Observe: stats.Observe,
		BodyLimit: a.operations.BodyLimit,
	})
	if err != nil {
		return err
	}
	return a.server.Listen()
}

// exempt is what may always be dialled: the playground, wherever we listen.
func (a *App) exempt() []string {
	if a.playground == nil {
		return nil
	}
	u, err := url.Parse(a.playground.URL())
	if err != nil {
		return nil
	}
	return []string{u.Host}
}

func (a *App) offer() *api.Playground {
	if a.playground == nil {
		return nil
	}
	return &api.Playground{URL: a.playground.URL(), Name: embedded.Name, Description: embedded.Description}
}

// Addr is host:port of the page and the API.
func (a *App) Addr() string { return a.server.Addr().String() }

// Serve answers requests until ctx ends. Then streams are told, requests get a
// grace, and everything is closed.
func (a *App) Serve(ctx context.Context) error {
	defer a.close()
	told := context.AfterFunc(ctx, func() {
		a.manager.BeginShutdown()
		a.operations.BeginShutdown()
	})
	defer told()
	a.log.Info("listening", "address", a.Addr())
	if err := a.server.Serve(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// close ends what was built, users before what they use.
func (a *App) close() {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownGrace)
	defer cancel()
	if a.operations != nil {
		a.operations.Shutdown(ctx)
	}
	if a.manager != nil {
		a.manager.Shutdown(ctx)
	}
	if a.playground != nil {
		if err := a.playground.Close(); err != nil {
			a.log.Error("close playground", "error", err)
		}
	}
}
