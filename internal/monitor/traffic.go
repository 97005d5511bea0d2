package monitor

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// Gatherer asks many servers at once; a natsconn.Lease is one.
type Gatherer interface {
	Requester
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// Traffic is an account's traffic, from $SYS.REQ.ACCOUNT.PING.STATZ, which any
// account may ask.
type Traffic struct {
	Visible bool
	Reason  string    // why not
	At      time.Time // when the servers were asked
	Whole   bool      // false when it was still being answered when the time, or the place, ran out
	Flow              // of all servers together
	Servers []ServerTraffic
}

// Flow counts. Sent and Received are the servers' view: sent is what they
// delivered to clients and leaf nodes, received what those published, since the
// account's servers were started. What servers hand to each other is in neither.
type Flow struct {
	Connections   int64
	LeafNodes     int64
	Subscriptions int64 // at the server that knows of most
	SlowConsumers int64
	Sent          Volume
	Received      Volume
}

// Volume counts messages and their bytes.
type Volume struct {
	Messages int64
	Bytes    int64
}

// ServerTraffic is one server's part of an account's traffic.
type ServerTraffic struct {
	ID      string
	Name    string
	Cluster string
	Version string
	Flow
}

// How long and how much an account's servers may answer. A server without a
// client of the account does not answer at all, so that nobody knows how many
// answers there will be.
const (
	answerWithin = 2 * time.Second
	quietAlone   = 50 * time.Millisecond
	quietCluster = 250 * time.Millisecond // a round trip between two far clusters
	mostServers  = 512
	mostBytes    = 2 << 20
	mostAnswer   = 64 << 10
)

// GetTraffic asks all servers for the account's traffic. server is the one that
// conn leads to. That nobody may or can tell is an answer; the error is that of
// the connection itself.
func GetTraffic(ctx context.Context, conn Gatherer, server natsconn.ServerInfo) (Traffic, error) {
	account, err := accountOf(ctx, conn, server)
	if err != nil {
		return Traffic{}, err
	}
	g := natsconn.Gathering{Quiet: quietAlone, Replies: mostServers, Bytes: mostBytes}
	if server.Cluster != "" {
		g.Quiet = quietCluster
	}
	// Only the system account needs to name the account; of all others the
	// server does not believe it.
	filter, err := json.Marshal(map[string][]string{"accounts": {account}})
	if err != nil {
		return Traffic{}, err
	}
	within, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	at := time.Now().UTC()
	replies, whole, err := conn.Gather(within, "$SYS.REQ.ACCOUNT.PING.STATZ", filter, g)
	if err != nil {
		reason, fatal := unseen(ctx, err, "The servers did not answer within 2 s.")
		return Traffic{Reason: reason}, fatal
	}
	t, err := trafficOf(replies, account)
	t.At, t.Whole = at, whole
	return t, err
}

// accountOf is the account's id on the wire. Servers before 2.12 do not say it
// in their INFO.
func accountOf(ctx context.Context, conn Requester, server natsconn.ServerInfo) (string, error) {
	if server.Account != "" {
		return server.Account, nil
	}
	user, err := getUser(ctx, conn)
	return user.Account, err
}

// unseen is part, and also takes an answer that did not come for the answer
// that it will not come, as long as the caller has time left.
func unseen(ctx context.Context, err error, late string) (reason string, fatal error) {
	if fault.CodeOf(err) == "nats_timeout" && ctx.Err() == nil {
		return late, nil
	}
	reason, _, fatal = part(err)
	return reason, fatal
}

type statzAnswer struct {
	Server serverAnswer `json:"server"`
	Data   struct {
		Accounts []statz `json:"account_statz"`
	} `json:"data"`
	Error *struct {
		Description string `json:"description"`
	} `json:"error"`
}

type serverAnswer struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Cluster string    `json:"cluster"`
	Version string    `json:"ver"`
	Time    time.Time `json:"time"`
}

type statz struct {
	Account       string `json:"acc"`
	Connections   int64  `json:"conns"`
	LeafNodes     int64  `json:"leafnodes"`
	Subscriptions int64  `json:"num_subscriptions"`
	SlowConsumers int64  `json:"slow_consumers"`
	Sent          volume `json:"sent"`
	Received      volume `json:"received"`
}

type volume struct {
	msgBytes
	Gateways msgBytes `json:"gateways"`
	Routes   msgBytes `json:"routes"`
}

type msgBytes struct {
	Messages int64 `json:"msgs"`
	Bytes    int64 `json:"bytes"`
}

// outside is what did not go to or come from other servers.
func (v volume) outside() Volume {
	return Volume{
		Messages: max(0, v.Messages-v.Gateways.Messages-v.Routes.Messages),
		Bytes:    max(0, v.Bytes-v.Gateways.Bytes-v.Routes.Bytes),
	}
}

func trafficOf(replies []*nats.Msg, account string) (Traffic, error) {
	t := Traffic{Visible: true}
	var bad error
	for _, reply := range replies {
		var answer statzAnswer
		if err := decode(reply.Data, mostAnswer, &answer); err != nil {
			bad = err
			continue
		}
		if e := answer.Error; e != nil {
			t.Reason = said(e.Description)
		}
		known := slices.ContainsFunc(t.Servers, func(s ServerTraffic) bool { return s.ID == answer.Server.ID })
		if i := slices.IndexFunc(answer.Data.Accounts, func(s statz) bool { return s.Account == account }); i >= 0 && !known {
			t.add(answer.Server, answer.Data.Accounts[i])
		}
	}
	switch {
	case len(t.Servers) > 0:
		t.Reason = ""
	case bad != nil:
		return Traffic{}, badAnswer(bad)
	default:
		return Traffic{Reason: cmp.Or(t.Reason, "The servers said nothing about this account.")}, nil
	}
	slices.SortFunc(t.Servers, func(a, b ServerTraffic) int {
		return cmp.Or(cmp.Compare(a.Cluster, b.Cluster), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return t, nil
}

func (t *Traffic) add(server serverAnswer, s statz) {
	one := Flow{
		Connections: s.Connections, LeafNodes: s.LeafNodes, Subscriptions: s.Subscriptions, SlowConsumers: s.SlowConsumers,
		Sent: s.Sent.outside(), Received: s.Received.outside(),
	}
	t.Servers = append(t.Servers, ServerTraffic{ID: server.ID, Name: server.Name, Cluster: server.Cluster, Version: server.Version, Flow: one})
	t.Connections += one.Connections
	t.LeafNodes += one.LeafNodes
	t.SlowConsumers += one.SlowConsumers
	t.Subscriptions = max(t.Subscriptions, one.Subscriptions)
	t.Sent = t.Sent.plus(one.Sent)
	t.Received = t.Received.plus(one.Received)
}

func (v Volume) plus(w Volume) Volume { return Volume{v.Messages + w.Messages, v.Bytes + w.Bytes} }
