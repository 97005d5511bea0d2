package httpserver

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
)

// endpoint is one listener with its http.Server.
type endpoint struct {
	address string
	site    *site
	http    *http.Server
	stopped chan struct{} // closed when shutdown is over
	once    sync.Once

	mu       sync.Mutex
	listener net.Listener
	fresh    map[net.Conn]struct{} // accepted, and no request yet
	closing  bool
}

func newEndpoint(cfg Config, address string, site *site) *endpoint {
	e := &endpoint{address: address, site: site, stopped: make(chan struct{}), fresh: map[net.Conn]struct{}{}}
	e.http = &http.Server{
		Handler:           site,
		ReadHeaderTimeout: cfg.ReadHeaderTimeout,
		IdleTimeout:       cfg.KeepAlive,
		MaxHeaderBytes:    cfg.MaxHeaderBytes,
		ConnState:         e.track,
		// What net/http logs is what strangers do: bad handshakes, cut connections.
		ErrorLog: slog.NewLogLogger(cfg.Log.Handler(), slog.LevelDebug),
	}
	e.http.RegisterOnShutdown(e.closeFresh)
	return e
}

func (e *endpoint) listen() error {
	var lc net.ListenConfig
	listener, err := lc.Listen(context.Background(), "tcp", e.address)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", e.address, err)
	}
	if claimsLoopback(e.address) && !isLoopback(listener.Addr()) {
		_ = listener.Close()
		return fmt.Errorf("listen on %s: the name stands for %s, which is not a loopback address", e.address, listener.Addr())
	}
	e.site.bound(listener.Addr())
	e.mu.Lock()
	defer e.mu.Unlock()
	e.listener = listener
	return nil
}

func (e *endpoint) addr() net.Addr {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.listener == nil {
		return nil
	}
	return e.listener.Addr()
}

func (e *endpoint) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.listener != nil {
		_ = e.listener.Close()
	}
}

func (e *endpoint) serve(ctx context.Context) error {
	e.mu.Lock()
	listener := e.listener
	e.mu.Unlock()
	if listener == nil {
		return errors.New("httpserver: Serve before Listen")
	}
	// Requests outlive ctx by the grace of the shutdown.
	e.http.BaseContext = func(net.Listener) context.Context { return context.WithoutCancel(ctx) }
	var err error
	if e.http.TLSConfig != nil {
		err = e.http.ServeTLS(listener, "", "")
	} else {
		err = e.http.Serve(listener)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve on %s: %w", e.address, err)
	}
	<-e.stopped
	return nil
}

// track keeps the connections that have not sent a request: http.Server.Shutdown
// waits 5 s for each of them, and browsers open them on suspicion.
func (e *endpoint) track(conn net.Conn, state http.ConnState) {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(e.fresh, conn)
	case e.closing:
		_ = conn.Close()
	default:
		e.fresh[conn] = struct{}{}
	}
}

func (e *endpoint) shutdown(ctx context.Context) error {
	err := e.http.Shutdown(ctx)
	if err != nil {
		_ = e.http.Close()
	}
	e.close()
	e.once.Do(func() { close(e.stopped) })
	return err
}

func (e *endpoint) closeFresh() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closing = true
	for conn := range e.fresh {
		_ = conn.Close()
	}
}
