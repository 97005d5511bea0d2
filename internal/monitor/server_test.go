package monitor

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestServerFactsForTheSystemAccount(t *testing.T) {
	servers := natstest.Cluster(t, 3, natstest.WithUser("ann", "secret"), natstest.WithSystemUser("sys", "secret"))
	lease := leaseOn(t, "nats://sys:secret@"+servers[1].Addr())
	var got ServerFacts
	natstest.Until(t, "the server to know its own memory", func() bool { // it looks once a second
		var err error
		if got, err = GetServer(t.Context(), lease, lease.Server()); err != nil {
			t.Fatal(err)
		}
		return got.Memory > 0
	})
	if !got.Visible || got.Reason != "" || got.Name != "natstest-2" || got.ID != lease.Server().ID || got.Cluster != "natstest" || got.Version == "" {
		t.Errorf("%+v", got)
	}
	if up := got.At.Sub(got.Start); up <= 0 || up > time.Minute || got.Cores < 1 || got.Routes != 2 || got.Gateways != 0 ||
		got.Connections != 1 || got.TotalConnections < 1 || got.Subscriptions == 0 || got.Sent.Messages == 0 || got.Received.Messages == 0 {
		t.Errorf("%+v", got)
	}
}

func TestServerFactsForEverybodyElse(t *testing.T) {
	denied := natstest.Permissions{PublishDeny: []string{"$SYS.>"}}
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithPermissions("bob", "secret", denied), natstest.WithSystemUser("sys", "secret"))
	for user, want := range map[string]string{"ann": onlySystem, "bob": "This user may not publish to $SYS.REQ.SERVER."} {
		lease := leaseOn(t, "nats://"+user+":secret@"+s.Addr())
		start := time.Now()
		got, err := GetServer(t.Context(), lease, lease.Server())
		if err != nil || got.Visible || !strings.HasPrefix(got.Reason, want) {
			t.Errorf("%s: %+v, %v", user, got, err)
		}
		if took := time.Since(start); took > 200*time.Millisecond {
			t.Errorf("%s was told so after %s", user, took)
		}
	}
}

// TestServerFactsWhenSomebodyListensToEverything: then NATS does not say that
// nobody answers.
func TestServerFactsWhenSomebodyListensToEverything(t *testing.T) {
	s := natstest.Start(t)
	all := s.Connect()
	if _, err := all.Subscribe(">", func(*nats.Msg) {}); err != nil {
		t.Fatal(err)
	}
	if err := all.Flush(); err != nil {
		t.Fatal(err)
	}
	lease := leaseOn(t, s.URL())
	start := time.Now()
	got, err := GetServer(t.Context(), lease, lease.Server())
	if err != nil || got.Visible || got.Reason != onlySystem {
		t.Errorf("%+v, %v", got, err)
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("it took %s", took)
	}
}

// TestServerFactsForWhoWasGivenThem: the system account can let others ask.
func TestServerFactsForWhoWasGivenThem(t *testing.T) {
	s := natstest.Start(t, natstest.WithServerOptions(func(o *server.Options) {
		if err := o.ProcessConfigString(`accounts {
			SYS { exports [ { service: "$SYS.REQ.SERVER.*.STATSZ", response: singleton } ] }
			OPS { users [ { user: ops, password: secret } ], imports [ { service: { account: SYS, subject: "$SYS.REQ.SERVER.*.STATSZ" } } ] }
		}
		system_account: SYS`); err != nil {
			t.Fatal(err)
		}
	}))
	lease := leaseOn(t, "nats://ops:secret@"+s.Addr())
	got, err := GetServer(t.Context(), lease, lease.Server())
	if err != nil || !got.Visible || got.Name != "natstest" {
		t.Errorf("%+v, %v", got, err)
	}
}

// one answers every request with the same.
type one struct {
	text string
	err  error
}

func (o one) Request(context.Context, string, []byte) (*nats.Msg, error) {
	return &nats.Msg{Data: []byte(o.text)}, o.err
}

func TestServerFactsThatAreNone(t *testing.T) {
	for name, tt := range map[string]struct {
		conn   one
		id     string
		reason string
		code   string
	}{
		"no id":       {one{}, "", "has not said its id", ""},
		"a subject":   {one{}, "A.STATSZ >", "has not said its id", ""},
		"a long id":   {one{}, strings.Repeat("N", 100), "has not said its id", ""},
		"an error":    {one{text: `{"error":{"code":400,"description":"no"}}`}, "N", "The server answered: no", ""},
		"no JSON":     {one{text: `<html>`}, "N", "", "nats_error"},
		"other types": {one{text: `{"statsz":{"cpu":"much"}}`}, "N", "", "nats_error"},
		"too long":    {one{text: `{"x":"` + strings.Repeat("x", mostJSON) + `"}`}, "N", "", "nats_error"},
		"late":        {one{err: fault.New(fault.Timeout, "nats_timeout", "late")}, "N", "did not answer", ""},
		"closed":      {one{err: fault.New(fault.Gone, "connection_closed", "gone")}, "N", "", "connection_closed"},
	} {
		got, err := GetServer(t.Context(), tt.conn, natsconn.ServerInfo{ID: tt.id})
		if got.Visible || !strings.Contains(got.Reason, tt.reason) || tt.code == "" && (err != nil || got.Reason == "") || tt.code != "" && !fault.Is(err, tt.code) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestRoutesAreCountedByServer(t *testing.T) {
	conn := one{text: `{"server":{"id":"N"},"statsz":{"routes":[{"name":"b"},{"name":"a"},{"name":"b"},{"name":"a"}],"gateways":[{"name":"east"}]}}`}
	got, err := GetServer(t.Context(), conn, natsconn.ServerInfo{ID: "N"})
	if err != nil || got.Routes != 2 || got.Gateways != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
