package natstest

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// ClientPrefix begins the name of every client that HeyNATS opens.
const ClientPrefix = "heynats/"

// Server is a real nats-server in this process.
type Server struct {
	tb testing.TB

	mu       sync.Mutex
	settings *settings
	srv      *server.Server
	lameDuck sync.WaitGroup
}

// Start starts a server; it ends with the test.
func Start(tb testing.TB, opts ...Option) *Server {
	tb.Helper()
	return start(tb, newSettings(tb, opts))
}

func start(tb testing.TB, set *settings) *Server {
	tb.Helper()
	s := &Server{tb: tb, settings: set}
	s.boot()
	tb.Cleanup(s.Stop)
	return s
}

// boot starts the server and keeps its ports for the next time.
func (s *Server) boot() {
	s.tb.Helper()
	srv, err := boot(s.settings)
	if err != nil {
		s.tb.Fatalf("start a nats-server: %v", err)
	}
	s.srv = srv
	s.settings.keepPorts(srv)
}

// Server is the running server, for what this type does not offer.
func (s *Server) Server() *server.Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.srv
}

// URL is where clients connect: nats://, or tls:// when the server speaks TLS.
func (s *Server) URL() string { return s.set().url() }

// Addr is the host and port of URL.
func (s *Server) Addr() string { return s.set().addr() }

// WSURL is where WebSocket clients connect.
func (s *Server) WSURL() string { return s.set().wsURL() }

// MonitorURL is the root of the HTTP monitoring endpoints.
func (s *Server) MonitorURL() string { return s.set().monitorURL() }

// Certs are the certificates of a server that speaks TLS, or nil.
func (s *Server) Certs() *Certs { return s.set().Certs }

// NKeySeed is the seed of the user that WithNKey let in.
func (s *Server) NKeySeed() string { return s.set().NKeySeed }

// Operator issues the users of a server started WithOperator.
func (s *Server) Operator() *Operator { return s.set().operator }

func (s *Server) set() *settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings.clone()
}

// Stop shuts the server down and waits until it is gone. Stopping twice is
// harmless.
func (s *Server) Stop() {
	s.mu.Lock()
	srv := s.srv
	s.mu.Unlock()
	srv.Shutdown()
	srv.WaitForShutdown()
	s.lameDuck.Wait()
}

// Restart stops the server and starts it again on the same ports with the same
// store, options and secrets. A stopped server is started.
func (s *Server) Restart() {
	s.tb.Helper()
	s.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boot()
}

// Reload changes the running server as an operator who edits its configuration
// would: other passwords, users gone or new, other limits. Clients that may no
// longer be there are disconnected.
func (s *Server) Reload(opts ...Option) {
	s.tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings.apply(s.tb, opts)
	o, err := s.settings.options()
	if err != nil {
		s.tb.Fatalf("reload the nats-server: %v", err)
	}
	if err := s.srv.ReloadOptions(o); err != nil {
		s.tb.Fatalf("reload the nats-server: %v", err)
	}
}

// Revoke disconnects the user with this JWT or .creds content and never lets it
// in again; operator mode only.
func (s *Server) Revoke(jwtOrCreds string) {
	s.tb.Helper()
	token := must(jwt.ParseDecoratedJWT([]byte(jwtOrCreds)))(s.tb)
	s.revoke(must(jwt.DecodeUserClaims(token))(s.tb).Subject)
}

// RevokeAll revokes every user of the account issued until now.
func (s *Server) RevokeAll() {
	s.tb.Helper()
	s.revoke(jwt.All)
}

func (s *Server) revoke(user string) {
	s.tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	claims := s.settings.operator.revoke(user)
	s.settings.Trust = s.settings.operator.trust()
	account := must(s.srv.LookupAccount(claims.Subject))(s.tb)
	s.srv.UpdateAccountClaims(account, claims)
}

// LameDuck announces the end of the server to its clients and begins to close
// them; see WithLameDuck. It does not wait.
func (s *Server) LameDuck() {
	srv := s.Server()
	s.lameDuck.Go(srv.LameDuckShutdown)
}

// Clients are the open client connections whose name begins with the prefix,
// as the server itself sees them; an empty prefix means all.
func (s *Server) Clients(prefix string) []*server.ConnInfo {
	s.tb.Helper()
	list, err := s.Server().Connz(&server.ConnzOptions{Limit: 1 << 20, Username: true, Subscriptions: true})
	if err != nil {
		s.tb.Fatalf("list the clients of the nats-server: %v", err)
	}
	return withPrefix(list.Conns, prefix)
}

// NumClients is the number of Clients.
func (s *Server) NumClients(prefix string) int { return len(s.Clients(prefix)) }

// WaitClients waits until exactly n clients with the prefix are there.
func (s *Server) WaitClients(prefix string, n int) {
	s.tb.Helper()
	Until(s.tb, "the number of clients "+prefix, func() bool { return s.NumClients(prefix) == n })
}

// Kick closes the client connections whose name begins with the prefix, and
// says how many.
func (s *Server) Kick(prefix string) int {
	s.tb.Helper()
	srv := s.Server()
	clients := s.Clients(prefix)
	for _, c := range clients {
		_ = srv.DisconnectClientByID(c.Cid) // it may have gone by itself
	}
	return len(clients)
}

// Connect is a client of the test's own, named "natstest", that knows how to
// get in: the first user, the token, the NKey, a fresh JWT, the certificates.
// It is closed with the test. Options come after these and win.
func (s *Server) Connect(opts ...nats.Option) *nats.Conn {
	s.tb.Helper()
	return s.set().connect(s.tb, opts)
}

func withPrefix(all []*server.ConnInfo, prefix string) []*server.ConnInfo {
	return slices.DeleteFunc(all, func(c *server.ConnInfo) bool { return !strings.HasPrefix(c.Name, prefix) })
}

// ready is how long a server may take until it accepts clients.
const ready = 15 * time.Second
