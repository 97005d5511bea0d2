// Package live is the live channel: one WebSocket per tab, on which a page follows
// any number of subjects and streams. docs/LIVE.md describes what is said on it.
//
//	hub := live.New(live.Config{}, live.Deps{Sessions: sessions, Explain: asProblem})
//	release, err := hub.Enter()    // refuses when there are too many
//	defer release()
//	hub.Serve(w, r, token)         // until the socket ends
//
// The promises: whoever is slow slows nobody else; what is kept for them is
// bounded, for each subscription and for all together; what does not fit is
// counted, exactly; a stream is never dropped from, but read on when there is room.
package live

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/session"
)

// Protocol is the subprotocol, with its version.
const Protocol = "heynats.live.1"

// Codes with which a socket is closed (RFC 6455 leaves 4000 to 4999 to us).
const (
	closeNoSession websocket.StatusCode = 4401
	closeSilent    websocket.StatusCode = 4408
	closeFlood     websocket.StatusCode = 4429
)

// Config bounds the live channel. Zero fields have defaults.
type Config struct {
	Memory        int64         // bytes of all rings together; 256 MiB
	RingMessages  int           // of one subscription; 65,536
	RingBytes     int           // of one subscription; 8 MiB
	Subscriptions int           // of one socket; 64
	Sockets       int           // at once; 1,024
	OpenTimeout   time.Duration // to open a subscription; 10 s
	Patience      time.Duration // for a write, and for the answer to a ping; 30 s
	Heartbeat     time.Duration // between pings; 15 s
	Tick          time.Duration // between looks at what nobody tells; 1 s
}

func (c *Config) setDefaults() {
	setDefault(&c.Memory, 256<<20)
	setDefault(&c.RingMessages, 65_536)
	setDefault(&c.RingBytes, 8<<20)
	setDefault(&c.Subscriptions, 64)
	setDefault(&c.Sockets, 1_024)
	setDefault(&c.OpenTimeout, 10*time.Second)
	setDefault(&c.Patience, 30*time.Second)
	setDefault(&c.Heartbeat, 15*time.Second)
	setDefault(&c.Tick, time.Second)
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// Deps is what the live channel works with.
type Deps struct {
	Sessions *session.Store
	// Explain says an error as the page is told errors.
	Explain func(error) json.RawMessage
	Logger  *slog.Logger
}

// Hub serves all sockets. Its methods may be called concurrently.
type Hub struct {
	cfg      Config
	sessions *session.Store
	explain  func(error) json.RawMessage
	log      *slog.Logger
	memory   memory
	stopping chan struct{}

	mu      sync.Mutex
	stopped bool
	entered int
	sockets map[*socket]struct{}
	work    sync.WaitGroup
}

// New returns a hub without sockets.
func New(cfg Config, deps Deps) *Hub {
	cfg.setDefaults()
	if deps.Logger == nil {
		deps.Logger = slog.New(slog.DiscardHandler)
	}
	return &Hub{
		cfg: cfg, sessions: deps.Sessions, explain: deps.Explain, log: deps.Logger,
		memory: memory{limit: cfg.Memory}, stopping: make(chan struct{}), sockets: make(map[*socket]struct{}),
	}
}

// Enter asks for a place. Errors: limit_reached, shutting_down.
func (h *Hub) Enter() (release func(), err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.stopped:
		return nil, fault.New(fault.Unavailable, "shutting_down", "HeyNATS stops.")
	case h.entered >= h.cfg.Sockets:
		return nil, fault.New(fault.Unavailable, "limit_reached", "As many pages follow something live as HeyNATS takes.").WithRetryAfter(time.Minute)
	}
	h.entered++
	h.work.Add(1)
	return sync.OnceFunc(func() {
		h.mu.Lock()
		h.entered--
		h.mu.Unlock()
		h.work.Done()
	}), nil
}

// Serve makes a request a WebSocket of the session behind token, and returns when
// that has ended and nothing of it is left.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, token string) {
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{Protocol}, CompressionMode: websocket.CompressionDisabled})
	if err != nil {
		return // it has answered
	}
	defer func() { _ = ws.CloseNow() }()
	ws.SetReadLimit(mostCommand)
	s := &socket{hub: h, ws: ws, token: token, wake: make(chan struct{}, 1), subs: make(map[uint32]*subscription)}
	ctx, end := context.WithCancelCause(context.WithoutCancel(r.Context()))
	s.ctx = ctx
	h.add(s)
	defer h.remove(s)
	var readers sync.WaitGroup
	readers.Go(func() { end(s.read()) })
	readers.Go(func() { end(s.beat()) })
	why := (&writer{socket: s}).write()
	code, reason := closing(why)
	if s.ctx.Err() == nil {
		_ = ws.Close(code, reason)
	}
	end(why)
	_ = ws.CloseNow()
	readers.Wait()
	s.close()
	h.log.Debug("live socket ended", slog.Int("code", int(code)), slog.String("why", reason))
}

func (h *Hub) add(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sockets[s] = struct{}{}
}

func (h *Hub) remove(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sockets, s)
}

// BeginShutdown tells every page that its socket ends.
func (h *Hub) BeginShutdown() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.stopped {
		h.stopped = true
		close(h.stopping)
	}
}

// Shutdown is BeginShutdown, and returns when all sockets have ended. Those that
// have not when ctx ends are cut.
func (h *Hub) Shutdown(ctx context.Context) {
	h.BeginShutdown()
	stop := context.AfterFunc(ctx, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		for s := range h.sockets {
			go func() { _ = s.ws.CloseNow() }()
		}
	})
	defer stop()
	h.work.Wait()
}

// errSilent is for a page that does not answer.
var errSilent = errors.New("live: the page does not answer")

// beat makes sure now and then that the page is still there.
func (s *socket) beat() error {
	every := time.NewTicker(s.hub.cfg.Heartbeat)
	defer every.Stop()
	for {
		select {
		case <-every.C:
		case <-s.ctx.Done():
			return s.ctx.Err()
		}
		ctx, cancel := context.WithTimeout(s.ctx, s.hub.cfg.Patience)
		err := s.ws.Ping(ctx)
		cancel()
		if err != nil {
			return errSilent
		}
	}
}

// closing is how a socket is closed that ends for a reason.
func closing(why error) (websocket.StatusCode, string) {
	switch {
	case errors.Is(why, errStopping):
		return websocket.StatusGoingAway, "HeyNATS stops"
	case errors.Is(why, errNoSession):
		return closeNoSession, "the session has ended"
	case errors.Is(why, errSilent):
		return closeSilent, "the page does not answer"
	case errors.Is(why, errFlood):
		return closeFlood, "too many commands"
	default:
		return websocket.StatusNormalClosure, ""
	}
}

// Reasons for the end of a subscription that are not those of its connection.
const (
	reasonUnsubscribed  = "unsubscribed"
	reasonStreamGone    = "stream_gone"
	reasonStreamChanged = "stream_changed"
	reasonRefused       = "refused"
	reasonFailed        = "failed"
)

// endOf says why a subscription ended.
func (h *Hub) endOf(sub *subscription, lease natsconn.Lease, err error) Event {
	e := Event{Op: opEnd, ID: sub.id, Reason: reasonFailed}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		e.Detail = f.Detail
	}
	switch reason := lease.EndReason(); {
	case reason != "":
		e.Reason = string(reason)
		return e
	case sub.ctx.Err() != nil:
		return Event{Op: opEnd, ID: sub.id, Reason: reasonUnsubscribed}
	case fault.Is(err, "stream_not_found"):
		e.Reason = reasonStreamGone
	case fault.Is(err, "stream_changed"):
		e.Reason = reasonStreamChanged
	case fault.Is(err, "nats_permission"):
		e.Reason = reasonRefused
	}
	e.Problem = h.explain(err)
	return e
}
