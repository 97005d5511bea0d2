// Package embedded runs a NATS server inside HeyNATS.
//
// A caller starts the playground, a server with sample content and gentle live
// traffic to try HeyNATS on, and closes it when done:
//
//	p, err := embedded.Start(ctx, embedded.Config{Logger: log})
//	defer p.Close()
//	connect(p.URL())
//
// The promises: Start returns as soon as clients can connect, and the content
// appears behind it (Ready says when all is there); the server listens on
// 127.0.0.1 only, on a port the system chose; everything it keeps lies in a
// directory of its own that Close removes, and stays below 64 MiB however long
// it runs, but for what its users add, which the account limits bound; Close
// takes well under a second, even while the content is still appearing, and
// leaves no goroutine.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// The playground as people see it.
const (
	// Name is what it is called.
	Name = "Playground"
	// Description says in a sentence what is in it.
	Description = "A NATS of your own inside HeyNATS, with sample streams."
	// Account is the account that clients without credentials get.
	Account = "PLAYGROUND"
	// SystemUser opens the system account, for the pages about servers.
	SystemUser = "sys"
	// SystemPassword is no secret: the server listens on loopback only, and holds
	// nothing but samples.
	SystemPassword = "sys"
)

// Config says how to run the playground.
type Config struct {
	// Logger is told of the start, the end and what goes wrong. The default
	// discards.
	Logger *slog.Logger
	// Dir is where the playground makes its directory; the default is the
	// system's directory for temporary files.
	Dir string
}

// Playground is a running playground. Its methods may be called from any
// goroutine.
type Playground struct {
	log    *slog.Logger
	dir    string
	srv    *server.Server
	cancel context.CancelFunc
	ready  chan struct{}
	done   chan struct{} // closed when the traffic has ended
	failed firstError
	close  func() error
}

// Start starts the playground. The end of ctx ends its traffic, but the server
// runs until Close, so that who uses it can leave first. The error is one
// sentence.
func Start(ctx context.Context, cfg Config) (*Playground, error) {
	log := cfg.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("the playground was not started: %w", err)
	}
	dir, err := os.MkdirTemp(cfg.Dir, "heynats-playground-*")
	if err != nil {
		return nil, fmt.Errorf("the playground cannot make its directory: %w", err)
	}
	start := time.Now()
	srv, err := startServer(dir, log)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the playground's NATS server did not start: %w", err), removeAll(dir))
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &Playground{log: log, dir: dir, srv: srv, cancel: cancel, ready: make(chan struct{}), done: make(chan struct{})}
	p.close = sync.OnceValue(p.shutdown)
	go p.run(ctx)
	log.Info("playground started", slog.String("url", p.URL()), slog.Duration("took", time.Since(start)))
	return p, nil
}

// URL is where clients connect, without credentials.
func (p *Playground) URL() string { return p.srv.ClientURL() }

// Ready is closed once all content is there, or will not come: Err says which.
// Traffic begins then.
func (p *Playground) Ready() <-chan struct{} { return p.ready }

// Err is why some of the content is missing, or nil. It is known once Ready is
// closed; the server works without.
func (p *Playground) Err() error { return p.failed.get() }

// Close stops the traffic, then its clients, then the server, and removes the
// directory. Closing again waits for the first and returns the same: an error
// when the directory could not be removed.
func (p *Playground) Close() error { return p.close() }

func (p *Playground) shutdown() error {
	start := time.Now()
	p.cancel()
	<-p.done
	p.srv.Shutdown()
	p.srv.WaitForShutdown()
	err := removeAll(p.dir)
	p.log.Info("playground closed", slog.Duration("took", time.Since(start)))
	return err
}

// run fills the server and makes its traffic until ctx ends; when it returns,
// its clients are closed.
func (p *Playground) run(ctx context.Context) {
	defer close(p.done)
	start := time.Now()
	t, s, stop, err := prepare(ctx, p.srv)
	if err != nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx) // whatever broke, broke because of that
		} else {
			p.log.Error("playground stays incomplete", slog.Any("error", err))
		}
		p.failed.set(err)
		close(p.ready)
		return
	}
	defer t.close()
	defer stop()
	close(p.ready)
	p.log.Info("playground filled", slog.Duration("took", time.Since(start)))

	var work sync.WaitGroup
	work.Go(func() { s.trade(ctx, t.shop) })
	work.Go(func() { invoice(ctx, t.warehouse) })
	work.Wait()
}

// prepare makes all content, and the clients that live on it.
func prepare(ctx context.Context, srv *server.Server) (t *team, s *shop, stop func(), err error) {
	if t, err = connectTeam(srv); err != nil {
		return nil, nil, nil, err
	}
	s = newShop()
	if err = fill(ctx, t.shop, s); err == nil {
		stop, err = startWork(ctx, t)
	}
	if err != nil {
		t.close()
		return nil, nil, nil, err
	}
	return t, s, stop, nil
}

// removeAll tries again because the store may still let go of a file.
func removeAll(dir string) error {
	var err error
	for range 5 {
		if err = os.RemoveAll(dir); err == nil {
			return nil
		}
		<-time.After(20 * time.Millisecond)
	}
	return fmt.Errorf("the playground's directory could not be removed: %w", err)
}

// team is the playground's own clients, one for each part that a real shop
// would run as a program of its own.
type team struct {
	shop      *client // publishes
	warehouse *client // consumes
	inventory *client // answers requests
}

func connectTeam(srv *server.Server) (*team, error) {
	t := &team{}
	for _, c := range []struct {
		to   **client
		name string
	}{{&t.shop, "shop"}, {&t.warehouse, "warehouse"}, {&t.inventory, "inventory"}} {
		made, err := connect(srv, c.name)
		if err != nil {
			t.close()
			return nil, fmt.Errorf("connect the client %s: %w", c.name, err)
		}
		*c.to = made
	}
	return t, nil
}

func (t *team) close() {
	for _, c := range []*client{t.shop, t.warehouse, t.inventory} {
		if c != nil {
			c.close()
		}
	}
}

// connect opens a client. It comes back when somebody kicks it.
func connect(srv *server.Server, name string) (*client, error) {
	closed := make(chan struct{})
	nc, err := nats.Connect(srv.ClientURL(), nats.Name(name), nats.MaxReconnects(-1), nats.ReconnectWait(beat),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // the default one prints
		nats.ClosedHandler(func(*nats.Conn) { close(closed) }))
	if err != nil {
		return nil, err
	}
	return newClient(nc, closed)
}
