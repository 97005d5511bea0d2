package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/monitor"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) trafficRoutes() {
	const tag = "server"
	registerLeased(a, operation(http.MethodGet, "/api/nats/account/statz", "account-statz", read, tag, "The account's traffic",
		"From $SYS.REQ.ACCOUNT.PING.STATZ, which any account may ask. All servers with a client of the account answer; it takes until none has answered for a while: 50 ms, or 250 ms in a cluster, and 2 s at most. "+
			"That it may not be asked, or that nobody answers, is said in reason."), a.accountStatz)
	registerLeased(a, operation(http.MethodGet, "/api/nats/server/statsz", "server-statsz", read, tag, "How the server of this connection fares",
		"From $SYS.REQ.SERVER.<id>.STATSZ, which the system account may ask, and who was given it. Everybody else is told so at once."), a.serverStatsz)
}

// AccountStatz is an account's traffic.
type AccountStatz struct {
	Visible bool         `json:"visible" doc:"false: reason says why, and the numbers say nothing."`
	Reason  string       `json:"reason,omitempty" doc:"Why not visible."`
	At      time.Time    `json:"at" doc:"When the servers were asked."`
	Partial bool         `json:"partial" doc:"Servers were still answering when the time, or the room for 512 of them, ran out."`
	Servers []ServerFlow `json:"servers" doc:"Those that answered, by cluster and name. A server without a client of the account does not answer."`
	AccountFlow
}

// AccountFlow counts since each server was started: when one restarts or leaves,
// the sums fall.
type AccountFlow struct {
	Connections   int64  `json:"connections" doc:"Clients, this one of HeyNATS among them."`
	LeafNodes     int64  `json:"leafnodes"`
	Subscriptions int64  `json:"subscriptions" doc:"At the server that knows of most: servers of a cluster count each other's, so they do not add up."`
	SlowConsumers int64  `json:"slow_consumers" doc:"Clients that were cut off because they read too slowly."`
	Sent          Volume `json:"sent" doc:"The server's view: what it delivered to clients and leaf nodes. What servers hand to each other is not in it."`
	Received      Volume `json:"received" doc:"The server's view: what clients and leaf nodes published. What servers hand to each other is not in it."`
}

// ServerFlow is one server's part of an account's traffic.
type ServerFlow struct {
	Name    string `json:"name"`
	ID      string `json:"id"`
	Cluster string `json:"cluster,omitempty"`
	Version string `json:"version"`
	AccountFlow
}

// Volume counts messages.
type Volume struct {
	Messages int64 `json:"messages"`
	Bytes    int64 `json:"bytes"`
}

// ServerStatsz is how a server fares.
type ServerStatsz struct {
	Visible bool         `json:"visible" doc:"false: reason says why."`
	Reason  string       `json:"reason,omitempty" example:"Only the system account sees this." doc:"Why not visible."`
	Server  *ServerState `json:"server,omitempty" doc:"Absent when not visible."`
}

// ServerState is what a server says of itself to the system account.
type ServerState struct {
	Name             string    `json:"name"`
	ID               string    `json:"id"`
	Cluster          string    `json:"cluster,omitempty"`
	Version          string    `json:"version"`
	At               time.Time `json:"at" doc:"By the server's clock."`
	Start            time.Time `json:"start" doc:"By the server's clock."`
	Uptime           string    `json:"uptime" example:"73h5m2s" doc:"From start to at. Go duration, whole seconds."`
	CPU              float64   `json:"cpu" doc:"Percent of one core: 250 is two and a half cores."`
	Memory           int64     `json:"memory" doc:"Bytes, resident."`
	Cores            int       `json:"cores"`
	Connections      int64     `json:"connections"`
	TotalConnections uint64    `json:"total_connections" doc:"Since start."`
	Subscriptions    uint64    `json:"subscriptions"`
	SlowConsumers    int64     `json:"slow_consumers" doc:"Since start."`
	Routes           int       `json:"routes" doc:"Other servers of its cluster that it is connected to."`
	Gateways         int       `json:"gateways" doc:"Other clusters that it is connected to."`
	Sent             Volume    `json:"sent" doc:"The server's view, since start: to clients, leaf nodes and other servers."`
	Received         Volume    `json:"received" doc:"The server's view, since start: from clients, leaf nodes and other servers."`
}

type (
	// AccountStatzOutput answers GET /api/nats/account/statz.
	AccountStatzOutput struct{ Body AccountStatz }
	// ServerStatszOutput answers GET /api/nats/server/statsz.
	ServerStatszOutput struct{ Body ServerStatsz }
)

// serverOf is the server that the lease leads to. Whose account it is comes
// behind the first answer, so it may have to be asked for again.
func serverOf(ctx context.Context, lease natsconn.Lease) natsconn.ServerInfo {
	if server := lease.Server(); server.Account != "" {
		return server
	}
	return lease.RefreshServer(ctx)
}

func (a *API) accountStatz(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*AccountStatzOutput, error) {
	t, err := monitor.GetTraffic(ctx, lease, serverOf(ctx, lease))
	if err != nil {
		return nil, err
	}
	body := AccountStatz{
		Visible: t.Visible, Reason: t.Reason, At: t.At, Partial: t.Visible && !t.Whole, AccountFlow: accountFlow(t.Flow),
		Servers: make([]ServerFlow, 0, len(t.Servers)),
	}
	for _, s := range t.Servers {
		body.Servers = append(body.Servers, ServerFlow{Name: s.Name, ID: s.ID, Cluster: s.Cluster, Version: s.Version, AccountFlow: accountFlow(s.Flow)})
	}
	return &AccountStatzOutput{Body: body}, nil
}

func accountFlow(f monitor.Flow) AccountFlow {
	return AccountFlow{
		Connections: f.Connections, LeafNodes: f.LeafNodes, Subscriptions: f.Subscriptions, SlowConsumers: f.SlowConsumers,
		Sent: Volume(f.Sent), Received: Volume(f.Received),
	}
}

func (a *API) serverStatsz(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*ServerStatszOutput, error) {
	s, err := monitor.GetServer(ctx, lease, serverOf(ctx, lease))
	if err != nil {
		return nil, err
	}
	body := ServerStatsz{Visible: s.Visible, Reason: s.Reason}
	if s.Visible {
		body.Server = &ServerState{
			Name: s.Name, ID: s.ID, Cluster: s.Cluster, Version: s.Version,
			At: s.At.UTC(), Start: s.Start.UTC(), Uptime: rounded(s.At.Sub(s.Start)),
			CPU: s.CPU, Memory: s.Memory, Cores: s.Cores,
			Connections: s.Connections, TotalConnections: s.TotalConnections, Subscriptions: s.Subscriptions, SlowConsumers: s.SlowConsumers,
			Routes: s.Routes, Gateways: s.Gateways, Sent: Volume(s.Sent), Received: Volume(s.Received),
		}
	}
	return &ServerStatszOutput{Body: body}, nil
}
