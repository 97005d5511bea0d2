package natstest_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

func TestServerRestartKeepsPortAndStore(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	url := s.URL()
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}}); err != nil {
		t.Fatal(err)
	}
	s.Restart()
	if s.URL() != url {
		t.Fatalf("URL changed from %s to %s", url, s.URL())
	}
	js, err = jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.Stream(t.Context(), "S"); err != nil {
		t.Fatalf("the stream did not survive: %v", err)
	}
	s.Stop()
	s.Stop()
}

func TestServerWaysIn(t *testing.T) {
	for name, opts := range map[string][]natstest.Option{
		"open":      nil,
		"user":      {natstest.WithUser("alice", "secret")},
		"token":     {natstest.WithToken("t0ken")},
		"nkey":      {natstest.WithNKey()},
		"tls":       {natstest.WithTLS(false)},
		"mutual":    {natstest.WithTLS(true)},
		"tls first": {natstest.WithTLSFirst()},
		"operator":  {natstest.WithOperator(), natstest.WithJetStream()},
		"system":    {natstest.WithUser("alice", "secret"), natstest.WithSystemUser("sys", "sys"), natstest.WithJetStream()},
	} {
		t.Run(name, func(t *testing.T) {
			s := natstest.Start(t, opts...)
			nc := s.Connect(nats.Name("heynats/test"))
			if err := nc.FlushTimeout(natstest.Patience); err != nil {
				t.Fatal(err)
			}
			s.WaitClients(natstest.ClientPrefix, 1)
			if len(opts) == 0 || strings.HasPrefix(name, "tls") {
				return
			}
			// Nobody gets in without what the option asks for.
			bare, err := nats.Connect(s.URL(), nats.Timeout(natstest.Patience))
			if err == nil {
				bare.Close()
				t.Fatal("a stranger got in")
			}
		})
	}
}

func TestServerSystemUserAndJetStreamTogether(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("a", "a"), natstest.WithSystemUser("sys", "sys"))
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := js.AccountInfo(t.Context()); err != nil {
		t.Fatalf("no JetStream for the user: %v", err)
	}
	sys := s.Connect(nats.UserInfo("sys", "sys"))
	if _, err := sys.Request("$SYS.REQ.SERVER.PING", nil, natstest.Patience); err != nil {
		t.Fatalf("no system account: %v", err)
	}
}

func TestServerWebSocketAndMonitoring(t *testing.T) {
	for _, useTLS := range []bool{false, true} {
		s := natstest.Start(t, natstest.WithWebSocket(useTLS), natstest.WithMonitoring())
		url := s.WSURL()
		s.Restart()
		if s.WSURL() != url {
			t.Fatalf("WSURL changed from %s to %s", url, s.WSURL())
		}
		var opts []nats.Option
		if useTLS {
			opts = append(opts, nats.Secure(s.Certs().ClientTLS(t)))
		}
		nc, err := nats.Connect(url, opts...)
		if err != nil {
			t.Fatalf("connect to %s: %v", url, err)
		}
		nc.Close()
		if !strings.HasPrefix(s.MonitorURL(), "http://127.0.0.1:") || strings.HasSuffix(s.MonitorURL(), ":-1") {
			t.Fatalf("MonitorURL is %s", s.MonitorURL())
		}
	}
}

func TestServerReloadChangesPassword(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("alice", "old"), natstest.WithUser("bob", "b"), natstest.WithJetStream())
	closed := make(chan struct{})
	s.Connect(nats.ClosedHandler(func(*nats.Conn) { close(closed) }))
	s.Reload(natstest.WithUser("alice", "new"))
	waitFor(t, closed, "the client with the old password to be closed")
	if _, err := nats.Connect(s.URL(), nats.UserInfo("alice", "old")); !errors.Is(err, nats.ErrAuthorization) {
		t.Fatalf("the old password got %v", err)
	}
	s.Connect() // with the new one
	s.Reload(natstest.WithoutUser("bob"))
	if _, err := nats.Connect(s.URL(), nats.UserInfo("bob", "b")); !errors.Is(err, nats.ErrAuthorization) {
		t.Fatalf("the removed user got %v", err)
	}
}

func TestServerPermissionsAndLimits(t *testing.T) {
	s := natstest.Start(t, natstest.WithMaxConnections(1),
		natstest.WithPermissions("alice", "secret", natstest.Permissions{PublishDeny: []string{"private.>"}}))
	errs := make(chan error, 1)
	nc := s.Connect(nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { errs <- err }))
	if err := nc.Publish("private.x", nil); err != nil {
		t.Fatal(err)
	}
	if err := <-errs; !errors.Is(err, nats.ErrPermissionViolation) {
		t.Fatalf("publishing got %v", err)
	}
	// Not always ErrMaxConnectionsExceeded: the server hangs up at once, and the
	// client may find that out while it writes CONNECT.
	if nc, err := nats.Connect(s.URL(), nats.UserInfo("alice", "secret")); err == nil {
		nc.Close()
		t.Fatal("one connection too many got in")
	}
}

func TestOperatorRevokesAndExpires(t *testing.T) {
	s := natstest.Start(t, natstest.WithOperator())
	closed := make(chan struct{})
	creds := s.Operator().Creds(time.Hour)
	connect := func(opts ...nats.Option) error {
		opts = append(opts, nats.UserCredentialBytes([]byte(creds)))
		nc, err := nats.Connect(s.URL(), opts...)
		if err == nil {
			t.Cleanup(nc.Close)
		}
		return err
	}
	if err := connect(nats.ClosedHandler(func(*nats.Conn) { close(closed) })); err != nil {
		t.Fatal(err)
	}
	s.Revoke(creds)
	waitFor(t, closed, "the revoked user to be closed")
	if err := connect(); !errors.Is(err, nats.ErrAuthorization) {
		t.Fatalf("a revoked user got %v", err)
	}
	s.Restart()
	if err := connect(); !errors.Is(err, nats.ErrAuthorization) {
		t.Fatalf("after a restart a revoked user got %v", err)
	}
	creds = s.Operator().Creds(-time.Minute)
	if err := connect(); !errors.Is(err, nats.ErrAuthorization) {
		t.Fatalf("an expired user got %v", err)
	}
	creds = s.Operator().SystemCreds()
	if err := connect(); err != nil {
		t.Fatalf("the system user got %v", err)
	}
}

func TestClusterAdvertisesAndLameDuckMoves(t *testing.T) {
	servers := natstest.Cluster(t, 2, natstest.WithUser("a", "a"))
	lame := make(chan struct{})
	nc := servers[0].Connect(nats.LameDuckModeHandler(func(*nats.Conn) { close(lame) }))
	natstest.Until(t, "the other server to be advertised", func() bool { return len(nc.DiscoveredServers()) == 1 })
	servers[0].LameDuck()
	waitFor(t, lame, "the lame duck notice")
	servers[0].Stop()
	natstest.Until(t, "the client to move", func() bool { return nc.ConnectedUrl() == "nats://"+servers[1].Addr() })
}

func TestProcessCanBeKilledAndFrozen(t *testing.T) {
	p := natstest.StartProcess(t, natstest.WithUser("a", "a"), natstest.WithJetStream())
	nc := p.Connect(nats.Name("heynats/x"), nats.ReconnectWait(10*time.Millisecond), nats.MaxReconnects(-1))
	p.WaitConnections(natstest.ClientPrefix, 1)

	p.Freeze()
	if err := nc.FlushTimeout(100 * time.Millisecond); err == nil {
		t.Fatal("a frozen server answered")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.Connections(ctx, ""); err == nil {
		t.Fatal("a frozen server listed its connections")
	}
	p.Thaw()
	if err := nc.FlushTimeout(natstest.Patience); err != nil {
		t.Fatalf("a thawed server: %v", err)
	}

	url := p.URL()
	p.Restart()
	if p.URL() != url {
		t.Fatalf("URL changed from %s to %s", url, p.URL())
	}
	p.WaitConnections(natstest.ClientPrefix, 1)
	p.Kill()
	p.Kill()
	natstest.Until(t, "the client to notice", func() bool { return !nc.IsConnected() })
}

func TestHostilePeersNeverConnect(t *testing.T) {
	for name, p := range map[string]*natstest.Peer{
		"silent":       natstest.Silent(t),
		"drip":         natstest.Drip(t, time.Millisecond),
		"huge info":    natstest.HugeInfo(t, 8<<20),
		"no newline":   natstest.NoNewline(t),
		"info no pong": natstest.InfoNoPong(t),
		"http":         natstest.HTTP(t),
		"ssh":          natstest.SSH(t),
		"reset":        natstest.Reset(t),
		"script":       natstest.Script(t, func(c net.Conn) { _, _ = c.Write([]byte("hello\r\n")) }),
	} {
		t.Run(name, func(t *testing.T) {
			nc, err := nats.Connect(p.URL(), nats.Timeout(100*time.Millisecond))
			if err == nil {
				nc.Close()
				t.Fatal("it connected")
			}
			p.Wait(1)
			p.WaitOpen(0)
		})
	}
	if _, err := net.Dial("tcp", natstest.ClosedPort(t)); err == nil {
		t.Fatal("a closed port accepted")
	}
}

func TestConnectURLsAreFollowed(t *testing.T) {
	next := natstest.Silent(t)
	p := natstest.ConnectURLs(t, next.Addr())
	nc, err := nats.Connect(p.URL(), nats.ReconnectWait(time.Millisecond), nats.Timeout(100*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	p.Close()
	next.Wait(1)
}

func TestProxyBreaksLinks(t *testing.T) {
	s := natstest.Start(t)
	p := natstest.NewProxy(t, s.Addr())
	nc, err := nats.Connect(p.URL(), nats.ReconnectWait(time.Millisecond), nats.MaxReconnects(-1), nats.Timeout(200*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()

	p.Pause()
	if err := nc.FlushTimeout(200 * time.Millisecond); err == nil {
		t.Fatal("a paused link answered")
	}
	p.Resume()
	if err := nc.FlushTimeout(natstest.Patience); err != nil {
		t.Fatalf("a resumed link: %v", err)
	}

	p.Refuse(true)
	if c, err := net.Dial("tcp", p.Addr()); err == nil {
		c.Close()
		t.Fatal("a refusing proxy accepted")
	}
	p.Cut()
	natstest.Until(t, "the client to notice the cut", func() bool { return !nc.IsConnected() })
	p.Refuse(false)
	natstest.Until(t, "the client to come back", nc.IsConnected)

	p.Blackhole(true)
	before := p.Accepts()
	if _, err := nats.Connect(p.URL(), nats.Timeout(50*time.Millisecond)); err == nil {
		t.Fatal("a black hole answered")
	}
	p.Wait(before + 1)
	if err := nc.FlushTimeout(natstest.Patience); err != nil {
		t.Fatalf("the link of before: %v", err)
	}
}

func TestProxyPauseFillsTheSendBuffer(t *testing.T) {
	s := natstest.Start(t)
	p := natstest.NewProxy(t, s.Addr())
	c, err := net.Dial("tcp", p.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	p.Wait(1)
	p.Pause()
	_ = c.SetWriteDeadline(time.Now().Add(300 * time.Millisecond))
	buf := make([]byte, 1<<20)
	for range 64 {
		if _, err := c.Write(buf); err != nil {
			return
		}
	}
	t.Fatal("64 MiB went into a paused link")
}

func waitFor(t *testing.T, c <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-c:
	case <-time.After(natstest.Patience):
		t.Fatalf("gave up waiting for %s", what)
	}
}
