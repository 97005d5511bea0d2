package monitor

import (
	"context"
	"net"
	"testing"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// leaseOn holds a managed connection until the test ends.
func leaseOn(t *testing.T, url string) natsconn.Lease {
	t.Helper()
	m, err := natsconn.New(natsconn.Config{}, natsconn.Deps{Dialer: &net.Dialer{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		m.Shutdown(now)
	})
	spec, err := natsconn.NewSpec(natsconn.Request{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	c, err := m.Open(t.Context(), natsconn.Owner{1}, natsconn.Key{1}, spec)
	if err != nil {
		t.Fatal(err)
	}
	lease, err := m.GetOrReconnect(t.Context(), c, natsconn.Key{1}, natsconn.Active)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(lease.Release)
	// What server and account it is comes behind the first answer.
	natstest.Until(t, "the server to say whose account it is", func() bool { return lease.RefreshServer(t.Context()).Account != "" })
	return lease
}

// streamsOn makes streams.
func streamsOn(t *testing.T, s *natstest.Server, all ...jetstream.StreamConfig) jetstream.JetStream {
	t.Helper()
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	for _, cfg := range all {
		natstest.Until(t, "stream "+cfg.Name, func() bool {
			_, err := js.CreateStream(t.Context(), cfg)
			return err == nil
		})
	}
	return js
}

// fill publishes n messages.
func fill(t *testing.T, js jetstream.JetStream, subject string, n int) {
	t.Helper()
	for range n {
		if _, err := js.Publish(t.Context(), subject, []byte("hello")); err != nil {
			t.Fatal(err)
		}
	}
}
