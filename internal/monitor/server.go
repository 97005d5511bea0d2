package monitor

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// ServerFacts are what a server says of itself to the system account.
type ServerFacts struct {
	Visible bool
	Reason  string // why not

	ID, Name, Cluster, Version string

	At       time.Time // by the server's clock
	Start    time.Time
	CPU      float64 // percent of one core, so 8 cores make at most 800
	Memory   int64   // bytes, resident
	Cores    int
	Routes   int // other servers of its cluster
	Gateways int // other clusters

	Connections      int64
	TotalConnections uint64 // since Start
	Subscriptions    uint64
	SlowConsumers    int64
	Sent             Volume // to clients, leaf nodes and other servers, since Start
	Received         Volume
}

// onlySystem is for people.
const onlySystem = "Only the system account sees this."

// An account other than the system's gets no responders at once, unless
// somebody in it listens to everything; then it gets nothing.
const ordinaryWithin = 250 * time.Millisecond

// GetServer asks the server that conn leads to. That it does not tell is an
// answer; the error is that of the connection itself.
func GetServer(ctx context.Context, conn Requester, server natsconn.ServerInfo) (ServerFacts, error) {
	if !isServerID(server.ID) {
		return ServerFacts{Reason: "The server has not said its id."}, nil
	}
	patience, late := answerWithin, "The server did not answer within 2 s."
	if server.Account != "" && !server.SystemAccount {
		patience, late = ordinaryWithin, onlySystem
	}
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	msg, err := conn.Request(within, "$SYS.REQ.SERVER."+server.ID+".STATSZ", nil)
	if err != nil {
		reason, fatal := unseen(ctx, err, late)
		if fatal == nil && fault.Is(err, "no_responders") {
			reason = onlySystem
		}
		return ServerFacts{Reason: reason}, fatal
	}
	var answer statszAnswer
	if err := decode(msg.Data, mostJSON, &answer); err != nil {
		return ServerFacts{}, badAnswer(err)
	}
	if e := answer.Error; e != nil {
		return ServerFacts{Reason: said(e.Description)}, nil
	}
	return answer.facts(), nil
}

// isServerID keeps what a server calls itself from becoming more than one token
// of a subject.
func isServerID(id string) bool {
	return id != "" && len(id) <= 64 && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-' && r != '_'
	})
}

type statszAnswer struct {
	Server serverAnswer `json:"server"`
	Stats  struct {
		Start            time.Time `json:"start"`
		CPU              float64   `json:"cpu"`
		Memory           int64     `json:"mem"`
		Cores            int       `json:"cores"`
		Connections      int64     `json:"connections"`
		TotalConnections uint64    `json:"total_connections"`
		Subscriptions    uint64    `json:"subscriptions"`
		SlowConsumers    int64     `json:"slow_consumers"`
		Sent             msgBytes  `json:"sent"`
		Received         msgBytes  `json:"received"`
		Routes           []peer    `json:"routes"`
		Gateways         []peer    `json:"gateways"`
	} `json:"statsz"`
	Error *struct {
		Description string `json:"description"`
	} `json:"error"`
}

type peer struct {
	Name string `json:"name"`
}

func (a *statszAnswer) facts() ServerFacts {
	s := &a.Stats
	return ServerFacts{
		Visible: true, ID: a.Server.ID, Name: a.Server.Name, Cluster: a.Server.Cluster, Version: a.Server.Version,
		At: a.Server.Time, Start: s.Start, CPU: s.CPU, Memory: s.Memory, Cores: s.Cores,
		Routes: distinct(s.Routes), Gateways: distinct(s.Gateways),
		Connections: s.Connections, TotalConnections: s.TotalConnections, Subscriptions: s.Subscriptions, SlowConsumers: s.SlowConsumers,
		Sent: Volume(s.Sent), Received: Volume(s.Received),
	}
}

// distinct counts peers by name: two servers have several routes between them.
func distinct(peers []peer) int {
	slices.SortFunc(peers, func(a, b peer) int { return strings.Compare(a.Name, b.Name) })
	return len(slices.Compact(peers))
}
