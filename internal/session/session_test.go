package session

import (
	"context"
	"encoding/base64"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

func newStore(t testing.TB, cfg natsconn.Config) *Store {
	t.Helper()
	m, err := natsconn.New(cfg, natsconn.Deps{Dialer: &net.Dialer{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		m.Shutdown(now)
	})
	return NewStore(m)
}

func spec(t testing.TB, url string) natsconn.Spec {
	t.Helper()
	s, err := natsconn.NewSpec(natsconn.Request{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func connect(t testing.TB, s *Store, token, url string) (Token, *natsconn.ConnectionInfo) {
	t.Helper()
	got, c, err := s.Connect(t.Context(), token, spec(t, url))
	if err != nil {
		t.Fatal(err)
	}
	return got, c
}

func TestSessionBeginsWithItsFirstConnectionAndEndsWithItsLast(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{})
	token, a := connect(t, s, "", server.URL())
	same, b := connect(t, s, string(token), server.URL())
	if same != token || s.Count() != 1 {
		t.Fatalf("a second connection made another session")
	}
	if all, current := s.List(string(token)); len(all) != 2 || all[0] != a || current != b {
		t.Errorf("list %v, current %v", all, current)
	}
	if _, live, err := s.Disconnect(string(token), ""); err != nil || !live {
		t.Fatalf("disconnect: live %v, %v", live, err)
	}
	// Nothing else becomes current by itself: a script's next request must not
	// go to another server than it thinks.
	if _, err := s.GetOrReconnect(t.Context(), string(token), "", natsconn.Active); !fault.Is(err, "not_connected") {
		t.Errorf("%v, want not_connected", err)
	}
	if _, err := s.SetCurrent(string(token), a.ID()); err != nil {
		t.Fatal(err)
	}
	lease, err := s.GetOrReconnect(t.Context(), string(token), "", natsconn.Active)
	if err != nil || lease.Connection() != a {
		t.Fatalf("lease of %v, %v", lease.Connection(), err)
	}
	lease.Release()
	if _, live, err := s.Disconnect(string(token), a.ID()); err != nil || live {
		t.Errorf("disconnect of the last: live %v, %v", live, err)
	}
	if s.Count() != 0 {
		t.Errorf("%d sessions left", s.Count())
	}
}

func TestCase45_TokenIsDeadAfterTheLastDisconnect(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{})
	token, _ := connect(t, s, "", server.URL())
	if _, _, err := s.Disconnect(string(token), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.GetOrReconnect(t.Context(), string(token), "", natsconn.Active); !fault.Is(err, "no_session") {
		t.Errorf("%v, want no_session", err)
	}
}

func TestCase46_ChosenTokenIsNeverAdopted(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{})
	chosen := base64.RawURLEncoding.EncodeToString(make([]byte, 32))
	token, _ := connect(t, s, chosen, server.URL())
	if string(token) == chosen || s.Known(chosen) {
		t.Error("a token that somebody chose was adopted")
	}
	if len(token) != tokenLength {
		t.Errorf("a token of %d characters", len(token))
	}
}

func TestCase47_ConnectionIDIsNoToken(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{})
	token, c := connect(t, s, "", server.URL())
	for _, try := range []string{c.ID(), "", "x", string(token) + "A", string(token)[:42], strings.ToUpper(string(token)), string(token)[:42] + "=", strings.Repeat("é", 22)} {
		if try == string(token) {
			continue
		}
		if _, err := s.GetOrReconnect(t.Context(), try, c.ID(), natsconn.Active); !fault.Is(err, "no_session") {
			t.Errorf("token %q: %v, want no_session", try, err)
		}
	}
}

func TestSomebodyElsesConnectionIsLikeNone(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{})
	_, theirs := connect(t, s, "", server.URL())
	mine, _ := connect(t, s, "", server.URL())
	_, errTheirs := s.GetOrReconnect(t.Context(), string(mine), theirs.ID(), natsconn.Active)
	_, errNone := s.GetOrReconnect(t.Context(), string(mine), "6f1c2a3e-0b1d-4c5e-8f90-1a2b3c4d5e6f", natsconn.Active)
	if !fault.Is(errTheirs, "connection_not_found") || errTheirs.Error() != errNone.Error() {
		t.Errorf("%v and %v tell the difference", errTheirs, errNone)
	}
	if _, err := s.SetCurrent(string(mine), theirs.ID()); !fault.Is(err, "connection_not_found") {
		t.Errorf("%v", err)
	}
	if _, _, err := s.Disconnect(string(mine), theirs.ID()); !fault.Is(err, "connection_not_found") || theirs.IsClosed() {
		t.Errorf("somebody else's connection could be ended: %v", err)
	}
}

func TestCase51_SessionLimit(t *testing.T) {
	server := natstest.Start(t)
	s := newStore(t, natsconn.Config{MaxPerOwner: 3})
	token, _ := connect(t, s, "", server.URL())
	var together sync.WaitGroup
	for range 20 {
		together.Go(func() { _, _, _ = s.Connect(context.Background(), string(token), spec(t, server.URL())) })
	}
	together.Wait()
	if all, _ := s.List(string(token)); len(all) != 3 {
		t.Errorf("%d connections, want the limit of 3", len(all))
	}
	_, _, err := s.Connect(t.Context(), string(token), spec(t, server.URL()))
	if !fault.Is(err, "limit_reached") {
		t.Errorf("%v, want limit_reached", err)
	}
	// Another session is not concerned.
	connect(t, s, "", server.URL())
	// A parked one makes room.
	server.Restart()
	all, _ := s.List(string(token))
	natstest.Until(t, "the idle ones are parked", func() bool {
		for _, c := range all {
			if s.manager.Snapshot(c).State != natsconn.StateParked {
				return false
			}
		}
		return true
	})
	if _, c := connect(t, s, string(token), server.URL()); c == nil || !all[0].IsClosed() && !all[1].IsClosed() && !all[2].IsClosed() {
		t.Error("no parked connection was evicted")
	}
	if all, _ := s.List(string(token)); len(all) != 3 {
		t.Errorf("%d connections after an eviction, want 3", len(all))
	}
}

func TestFailedConnectLeavesNothing(t *testing.T) {
	s := newStore(t, natsconn.Config{})
	if _, _, err := s.Connect(t.Context(), "", spec(t, "nats://"+natstest.ClosedPort(t))); !fault.Is(err, "nats_unreachable") {
		t.Errorf("%v", err)
	}
	if s.Count() != 0 {
		t.Errorf("%d sessions of a connect that failed", s.Count())
	}
}

// BenchmarkAcquire is the whole hot path of a request: token, session,
// connection, lease, release.
func BenchmarkAcquire(b *testing.B) {
	const sessions = 500
	server := natstest.Start(b)
	s := newStore(b, natsconn.Config{})
	tokens := make([]string, sessions)
	for i := range tokens {
		token, _ := connect(b, s, "", server.URL())
		tokens[i] = string(token)
	}
	background := context.Background()
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		i := 0
		for pb.Next() {
			i = (i + 7) % len(tokens)
			lease, err := s.GetOrReconnect(background, tokens[i], "", natsconn.Active)
			if err != nil {
				b.Error(err)
				return
			}
			lease.Release()
		}
	})
}
