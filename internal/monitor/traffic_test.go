package monitor

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func trafficOn(t *testing.T, lease natsconn.Lease) Traffic {
	t.Helper()
	got, err := GetTraffic(t.Context(), lease, lease.Server())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTrafficOfOneServer(t *testing.T) {
	s := natstest.Start(t)
	lease := leaseOn(t, s.URL())
	before := trafficOn(t, lease)
	listener, talker := s.Connect(), s.Connect()
	got := make(chan *nats.Msg, 10)
	if _, err := listener.ChanSubscribe("orders", got); err != nil {
		t.Fatal(err)
	}
	if err := listener.Flush(); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if err := talker.Publish("orders", []byte("hello")); err != nil {
			t.Fatal(err)
		}
	}
	for range 10 {
		<-got
	}
	start := time.Now()
	after := trafficOn(t, lease)
	if took := time.Since(start); took > time.Second {
		t.Errorf("one server that is alone took %s", took)
	}
	if !after.Visible || !after.Whole || after.Reason != "" || len(after.Servers) != 1 || after.Connections != 3 || after.LeafNodes != 0 || after.At.Before(before.At) {
		t.Errorf("%+v", after)
	}
	if after.Subscriptions <= before.Subscriptions || after.SlowConsumers != 0 {
		t.Errorf("%d subscriptions, before %d", after.Subscriptions, before.Subscriptions)
	}
	// Our own questions are traffic too: at least what was published.
	if received := after.Received.Messages - before.Received.Messages; received < 10 || received > 15 {
		t.Errorf("received %d messages, 10 were published", received)
	}
	if sent := after.Sent.Messages - before.Sent.Messages; sent < 10 || sent > 15 || after.Sent.Bytes-before.Sent.Bytes < 50 {
		t.Errorf("sent %d messages, 10 were delivered", sent)
	}
	if one := after.Servers[0]; one.ID != lease.Server().ID || one.Name != "natstest" || one.Version == "" || one.Flow != after.Flow {
		t.Errorf("%+v", one)
	}
}

func TestTrafficOfAClusterIsCountedOnce(t *testing.T) {
	servers := natstest.Cluster(t, 3, natstest.WithUser("ann", "secret"), natstest.WithSystemUser("sys", "secret"))
	lease := leaseOn(t, "nats://ann:secret@"+servers[0].Addr())
	listener, talker := servers[2].Connect(), servers[1].Connect()
	got := make(chan *nats.Msg, 100)
	if _, err := listener.ChanSubscribe("orders", got); err != nil {
		t.Fatal(err)
	}
	if err := listener.Flush(); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the subscription to be known everywhere", func() bool {
		if err := talker.Publish("orders", nil); err != nil {
			t.Fatal(err)
		}
		if err := talker.Flush(); err != nil {
			t.Fatal(err)
		}
		return len(got) > 0
	})
	// Of those that it took until the servers knew of each other all have come with the
	// last one: what is counted from here on is only what is sent below.
	if err := talker.Publish("orders", []byte("last")); err != nil {
		t.Fatal(err)
	}
	for m := range got {
		if string(m.Data) == "last" {
			break
		}
	}
	before := trafficOn(t, lease)
	received := len(got)
	for range 50 {
		if err := talker.Publish("orders", []byte("hello")); err != nil {
			t.Fatal(err)
		}
	}
	natstest.Until(t, "all of it to arrive", func() bool { return len(got) >= received+50 })

	after := trafficOn(t, lease)
	var names []string
	for _, s := range after.Servers {
		names = append(names, s.Cluster+"/"+s.Name)
	}
	if strings.Join(names, " ") != "natstest/natstest-1 natstest/natstest-2 natstest/natstest-3" || !after.Whole || after.Connections != 3 {
		t.Errorf("%d connections, %v", after.Connections, names)
	}
	// A message goes through two servers, and is received once and sent once.
	if n := after.Servers[1].Received.Messages - before.Servers[1].Received.Messages; n != 50 {
		t.Errorf("the talker's server received %d", n)
	}
	if n := after.Servers[1].Sent.Messages - before.Servers[1].Sent.Messages; n != 0 {
		t.Errorf("the talker's server sent %d: what it hands to another server is not sent", n)
	}
	if n := after.Servers[2].Sent.Messages - before.Servers[2].Sent.Messages; n != 50 {
		t.Errorf("the listener's server sent %d", n)
	}
	if n := after.Servers[2].Received.Messages - before.Servers[2].Received.Messages; n != 0 {
		t.Errorf("the listener's server received %d", n)
	}
	var sum int64
	for _, s := range after.Servers {
		sum += s.Subscriptions
	}
	if after.Subscriptions <= 0 || after.Subscriptions >= sum {
		t.Errorf("%d subscriptions: each server counts those of the others, together %d", after.Subscriptions, sum)
	}

	// The system account gets its own traffic, and that of nobody else.
	sys := trafficOn(t, leaseOn(t, "nats://sys:secret@"+servers[0].Addr()))
	if !sys.Visible || sys.Connections != 1 || len(sys.Servers) != 1 {
		t.Errorf("the system account: %+v", sys)
	}
}

func TestTrafficThatMayNotBeAsked(t *testing.T) {
	s := natstest.Start(t, natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"$SYS.REQ.ACCOUNT.>"}}))
	got := trafficOn(t, leaseOn(t, "nats://ann:secret@"+s.Addr()))
	if got.Visible || got.Reason != "This user may not publish to $SYS.REQ.ACCOUNT.PING.STATZ." || len(got.Servers) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTrafficWithoutASystemAccount(t *testing.T) {
	s := natstest.Start(t, natstest.WithServerOptions(func(o *server.Options) { o.NoSystemAccount = true }))
	got := trafficOn(t, leaseOn(t, s.URL()))
	if got.Visible || got.Reason == "" {
		t.Errorf("%+v", got)
	}
}

// told is servers that answer as they are told to.
type told struct {
	answers
	replies []string
	whole   bool
	err     error
	wait    bool
	filter  *string
}

func (s told) Gather(ctx context.Context, _ string, data []byte, _ natsconn.Gathering) ([]*nats.Msg, bool, error) {
	if s.filter != nil {
		*s.filter = string(data)
	}
	if s.wait {
		<-ctx.Done()
		return nil, false, fault.New(fault.Timeout, "nats_timeout", "late")
	}
	var msgs []*nats.Msg
	for _, r := range s.replies {
		msgs = append(msgs, &nats.Msg{Data: []byte(r)})
	}
	return msgs, s.whole, s.err
}

func statzOf(id, account string) string {
	return fmt.Sprintf(`{"server":{"id":%q,"name":"n"},"data":{"account_statz":[{"acc":%q,"conns":2,"sent":{"msgs":10,"bytes":100,"routes":{"msgs":3,"bytes":30}},"received":{"msgs":5,"bytes":50,"gateways":{"msgs":6}}}]}}`, id, account)
}

func TestTrafficOfServersThatSayTooMuch(t *testing.T) {
	server := natsconn.ServerInfo{Account: "A"}
	for name, tt := range map[string]struct {
		conn    told
		servers int
		reason  string
		code    string
	}{
		"one twice":              {told{replies: []string{statzOf("1", "A"), statzOf("1", "A"), statzOf("2", "A")}}, 2, "", ""},
		"of another account":     {told{replies: []string{statzOf("1", "B")}}, 0, "said nothing about this account", ""},
		"one of two is no JSON":  {told{replies: []string{"<html>", statzOf("1", "A")}}, 1, "", ""},
		"no JSON":                {told{replies: []string{"<html>"}}, 0, "", "nats_error"},
		"other types":            {told{replies: []string{`{"data":{"account_statz":[{"conns":"two"}]}}`}}, 0, "", "nats_error"},
		"too long":               {told{replies: []string{`{"x":"` + strings.Repeat("x", mostAnswer) + `"}`}}, 0, "", "nats_error"},
		"an error":               {told{replies: []string{`{"error":{"code":500,"description":"` + strings.Repeat("no ", 1000) + `"}}`}}, 0, "The server answered: no no", ""},
		"an error of one of two": {told{replies: []string{`{"error":{"description":"no"}}`, statzOf("1", "A")}}, 1, "", ""},
		"nothing":                {told{replies: []string{`{}`, `null`}}, 0, "said nothing", ""},
		"no responders":          {told{err: fault.New(fault.Unavailable, "no_responders", "Nobody answers on x.")}, 0, "Nobody answers", ""},
		"disconnected":           {told{err: fault.New(fault.Gone, "connection_closed", "gone")}, 0, "", "connection_closed"},
	} {
		got, err := GetTraffic(t.Context(), tt.conn, server)
		if tt.code == "" && err != nil || tt.code != "" && !fault.Is(err, tt.code) {
			t.Errorf("%s: %v", name, err)
		}
		if len(got.Servers) != tt.servers || got.Visible != (tt.servers > 0) || !strings.Contains(got.Reason, tt.reason) || (tt.reason == "") != (got.Reason == "") || len(got.Reason) > 400 {
			t.Errorf("%s: %+v", name, got)
		}
		if tt.servers > 0 && (got.Sent.Messages != int64(7*tt.servers) || got.Received.Messages != 0 || got.Connections != int64(2*tt.servers)) {
			t.Errorf("%s: %+v", name, got.Flow)
		}
	}
}

func TestTrafficAsksForTheOwnAccount(t *testing.T) {
	var filter string
	conn := told{answers: answers{userSubject: user}, replies: []string{statzOf("1", "AABC")}, filter: &filter}
	got, err := GetTraffic(t.Context(), conn, natsconn.ServerInfo{}) // an old server that does not say whose account it is
	if err != nil || !got.Visible || filter != `{"accounts":["AABC"]}` {
		t.Errorf("%+v, %v, asked with %s", got, err, filter)
	}
}

func TestTrafficThatIsLate(t *testing.T) {
	got, err := GetTraffic(t.Context(), told{wait: true}, natsconn.ServerInfo{Account: "A"})
	if err != nil || got.Visible || !strings.Contains(got.Reason, "did not answer") {
		t.Errorf("%+v, %v", got, err)
	}
	ended, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := GetTraffic(ended, told{wait: true}, natsconn.ServerInfo{Account: "A"}); !fault.Is(err, "nats_timeout") {
		t.Errorf("%v", err)
	}
}

// FuzzTraffic: whatever servers say is counted or refused.
func FuzzTraffic(f *testing.F) {
	f.Add([]byte(statzOf("1", "A")), []byte(statzOf("2", "A")))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		got, err := trafficOf([]*nats.Msg{{Data: a}, {Data: b}}, "A")
		if err == nil && got.Visible != (len(got.Servers) > 0) || len(got.Servers) > 2 {
			t.Errorf("%+v", got)
		}
	})
}
