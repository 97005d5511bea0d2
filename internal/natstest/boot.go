package natstest

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// boot runs a real server until it is shut down.
func boot(s *settings) (*server.Server, error) {
	o, err := s.options()
	if err != nil {
		return nil, err
	}
	srv, err := server.NewServer(o)
	if err != nil {
		return nil, err
	}
	srv.Start()
	if !srv.ReadyForConnections(ready) {
		srv.Shutdown()
		return nil, fmt.Errorf("not ready after %s", ready)
	}
	if s.JetStream && !srv.JetStreamEnabled() {
		srv.Shutdown()
		return nil, errors.New("JetStream did not start")
	}
	return srv, nil
}

// keepPorts makes the next boot listen where this one does.
func (s *settings) keepPorts(srv *server.Server) {
	s.Port = portOf(srv.Addr())
	if a := srv.MonitorAddr(); s.Monitor && a != nil {
		s.MonitorPort = a.Port
	}
	if a := srv.ClusterAddr(); s.ClusterName != "" && a != nil {
		s.ClusterPort = a.Port
	}
	if s.WebSocket {
		// The server has no accessor for the address, only this.
		if _, port, err := net.SplitHostPort(hostOf(srv.WebsocketURL())); err == nil {
			s.WSPort, _ = strconv.Atoi(port)
		}
	}
}

func portOf(a net.Addr) int {
	if t, ok := a.(*net.TCPAddr); ok {
		return t.Port
	}
	return 0
}

func (s *settings) addr() string { return join(s.Port) }

func (s *settings) url() string {
	if s.TLS {
		return "tls://" + s.addr()
	}
	return "nats://" + s.addr()
}

func (s *settings) wsURL() string {
	if s.WSTLS {
		return "wss://" + join(s.WSPort)
	}
	return "ws://" + join(s.WSPort)
}

func (s *settings) monitorURL() string { return "http://" + join(s.MonitorPort) }

func join(port int) string { return net.JoinHostPort(host, strconv.Itoa(port)) }

// connect is a client that ends with the test.
func (s *settings) connect(tb testing.TB, extra []nats.Option) *nats.Conn {
	tb.Helper()
	opts := append([]nats.Option{
		nats.Name("natstest"), nats.Timeout(Patience), nats.ReconnectWait(20 * time.Millisecond),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // the default one prints
	}, s.credentials(tb)...)
	nc, err := nats.Connect(s.url(), append(opts, extra...)...)
	if err != nil {
		tb.Fatalf("connect to the nats-server: %v", err)
	}
	tb.Cleanup(nc.Close)
	return nc
}

func (s *settings) credentials(tb testing.TB) []nats.Option {
	tb.Helper()
	var opts []nats.Option
	if s.TLS {
		opts = append(opts, nats.Secure(s.Certs.ClientTLS(tb)))
	}
	if s.TLSFirst {
		opts = append(opts, nats.TLSHandshakeFirst())
	}
	switch {
	case s.operator != nil:
		token, seed := s.operator.User(0)
		opts = append(opts, nats.UserJWTAndSeed(token, seed))
	case s.Token != "":
		opts = append(opts, nats.Token(s.Token))
	case s.NKey:
		kp := must(nkeys.FromSeed([]byte(s.NKeySeed)))(tb)
		opts = append(opts, nats.Nkey(must(kp.PublicKey())(tb), kp.Sign))
	case len(s.Users) > 0:
		opts = append(opts, nats.UserInfo(s.Users[0].Name, s.Users[0].Password))
	}
	return opts
}
