package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/monitor"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) serverRoutes() {
	const tag = "server"
	registerLeased(a, operation(http.MethodGet, "/api/nats/status", "status", read, tag, "Whether the connection works",
		"Uses the connection, and so wakes a parked one; /api/nats/connection/stats only looks."), a.status)
	registerLeased(a, operation(http.MethodGet, "/api/nats/health", "connection-health", read, tag, "The connection's health",
		"Three things: the link is up, a ping is answered within 2 s, the state."), a.connectionHealth)
	registerLeased(a, operation(http.MethodGet, "/api/nats/info", "server-info", read, tag, "What the NATS server says of itself",
		"From the INFO of the server that the link leads to (NATS client protocol)."), a.info)
	registerLeased(a, operation(http.MethodGet, "/api/nats/account", "account", read, tag, "Who am I, what may I do, how much is used",
		"From $SYS.REQ.USER.INFO and the JetStream API's INFO. What the server does not tell is said in unknown and reason."), a.account)
}

// Status is the answer of GET /api/nats/status.
type Status struct {
	Connected    bool            `json:"connected"`
	ConnectionID string          `json:"connection_id" format:"uuid"`
	Name         string          `json:"name"`
	State        string          `json:"state" enum:"parked,dialing,active,reconnecting,failed,closed"`
	URLs         []string        `json:"urls" doc:"Addresses, without userinfo."`
	Server       ConnectedServer `json:"server"`
	ReadOnly     bool            `json:"read_only"`
	Environment  Environment     `json:"environment,omitempty" enum:"production,staging,development"`
}

// ConnectionHealth is the answer of GET /api/nats/health.
type ConnectionHealth struct {
	Healthy   bool       `json:"healthy" doc:"Connected, and the ping was answered in time."`
	Connected bool       `json:"connected"`
	Ping      PingResult `json:"ping"`
	State     string     `json:"state" enum:"parked,dialing,active,reconnecting,failed,closed"`
}

// PingResult is the outcome of one ping.
type PingResult struct {
	OK        bool      `json:"ok"`
	RTT       string    `json:"rtt,omitempty" example:"350µs" doc:"Go duration."`
	Error     string    `json:"error,omitempty"`
	CheckedAt time.Time `json:"checked_at" doc:"A result is believed for 5 s."`
}

// ServerInfo is what a NATS server says of itself.
type ServerInfo struct {
	Name            string   `json:"name"`
	ID              string   `json:"id,omitempty"`
	Version         string   `json:"version"`
	Cluster         string   `json:"cluster,omitempty"`
	Address         string   `json:"address" example:"nats.example.com:4222" doc:"The address that was dialled."`
	ClientID        uint64   `json:"client_id" doc:"Our id on that server."`
	ClientIP        string   `json:"client_ip,omitempty" doc:"Our address as that server sees it."`
	MaxPayload      int64    `json:"max_payload" doc:"Bytes."`
	Headers         bool     `json:"headers"`
	AuthRequired    bool     `json:"auth_required"`
	TLS             *TLSInfo `json:"tls,omitempty" doc:"Absent when the link is not encrypted."`
	JetStream       bool     `json:"jetstream"`
	JetStreamDomain string   `json:"jetstream_domain,omitempty"`
	APILevel        int      `json:"jetstream_api_level,omitempty" doc:"Absent before NATS 2.12."`
}

// TLSInfo is how the link is encrypted.
type TLSInfo struct {
	Version     string     `json:"version" example:"TLS 1.3"`
	CipherSuite string     `json:"cipher_suite"`
	ServerName  string     `json:"server_name,omitempty"`
	PeerSubject string     `json:"peer_subject,omitempty" doc:"Subject of the server's certificate."`
	NotAfter    *time.Time `json:"not_after,omitempty" doc:"When the server's certificate expires."`
}

// Account is who the connection is and what it may do.
type Account struct {
	User        string        `json:"user"`
	Account     string        `json:"account"`
	AccountName string        `json:"account_name,omitempty"`
	System      bool          `json:"system" doc:"Whether it is the system account."`
	Expires     *time.Time    `json:"expires,omitempty" doc:"When the credentials expire."`
	Permissions Permissions   `json:"permissions"`
	Unknown     string        `json:"unknown,omitempty" doc:"Why user and permissions are not known; absent when they are."`
	JetStream   JetStreamInfo `json:"jetstream"`
}

// Permissions are the subjects a user may use.
type Permissions struct {
	Publish   SubjectRules   `json:"publish"`
	Subscribe SubjectRules   `json:"subscribe"`
	Responses *ResponseRules `json:"responses,omitempty" doc:"Whether it may answer requests it received."`
}

// SubjectRules are subjects with wildcards.
type SubjectRules struct {
	Allow []string `json:"allow" doc:"Empty allows everything that deny does not name."`
	Deny  []string `json:"deny"`
}

// ResponseRules limit answers to received requests.
type ResponseRules struct {
	Max int    `json:"max" doc:"Answers per request; -1 is no limit."`
	TTL string `json:"ttl" doc:"Go duration; 0s is no limit."`
}

// JetStreamInfo is the account's share of JetStream.
type JetStreamInfo struct {
	Available bool             `json:"available"`
	Reason    string           `json:"reason,omitempty" doc:"Why not available."`
	Domain    string           `json:"domain,omitempty"`
	APILevel  int              `json:"api_level,omitempty"`
	Usage     JetStreamUsage   `json:"usage"`
	Limits    JetStreamLimits  `json:"limits"`
	Tiers     []JetStreamTier  `json:"tiers,omitempty"`
	API       JetStreamAPIInfo `json:"api"`
}

// JetStreamUsage is what the account uses.
type JetStreamUsage struct {
	Memory          uint64 `json:"memory" doc:"Bytes."`
	Storage         uint64 `json:"storage" doc:"Bytes."`
	ReservedMemory  uint64 `json:"reserved_memory" doc:"Bytes."`
	ReservedStorage uint64 `json:"reserved_storage" doc:"Bytes."`
	Streams         int    `json:"streams"`
	Consumers       int    `json:"consumers"`
}

// JetStreamLimits are what the account may use; -1 is no limit.
type JetStreamLimits struct {
	MaxMemory             int64 `json:"max_memory" doc:"Bytes; -1 is no limit."`
	MaxStorage            int64 `json:"max_storage" doc:"Bytes; -1 is no limit."`
	MaxStreams            int   `json:"max_streams" doc:"-1 is no limit."`
	MaxConsumers          int   `json:"max_consumers" doc:"-1 is no limit."`
	MaxAckPending         int   `json:"max_ack_pending" doc:"-1 is no limit."`
	MemoryMaxStreamBytes  int64 `json:"memory_max_stream_bytes" doc:"Bytes; -1 is no limit."`
	StorageMaxStreamBytes int64 `json:"storage_max_stream_bytes" doc:"Bytes; -1 is no limit."`
	MaxBytesRequired      bool  `json:"max_bytes_required" doc:"Whether every stream must say max_bytes."`
}

// JetStreamTier is the share for one number of replicas.
type JetStreamTier struct {
	Name   string          `json:"name" example:"R3"`
	Usage  JetStreamUsage  `json:"usage"`
	Limits JetStreamLimits `json:"limits"`
}

// JetStreamAPIInfo counts requests to the JetStream API.
type JetStreamAPIInfo struct {
	Total    uint64 `json:"total"`
	Errors   uint64 `json:"errors"`
	Inflight uint64 `json:"inflight"`
}

type (
	// StatusOutput answers GET /api/nats/status.
	StatusOutput struct{ Body Status }
	// ConnectionHealthOutput answers GET /api/nats/health.
	ConnectionHealthOutput struct{ Body ConnectionHealth }
	// ServerInfoOutput answers GET /api/nats/info.
	ServerInfoOutput struct{ Body ServerInfo }
	// AccountOutput answers GET /api/nats/account.
	AccountOutput struct{ Body Account }
)

func (a *API) status(_ context.Context, lease natsconn.Lease, _ *Inspect) (*StatusOutput, error) {
	s, server := a.conns.Snapshot(lease.Connection()), lease.Server()
	return &StatusOutput{Body: Status{
		Connected: s.IsConnected, ConnectionID: s.ID, Name: s.Target.Name, State: s.State.String(), URLs: s.Target.URLs,
		Server:   ConnectedServer{Name: server.Name, Version: server.Version, Cluster: server.Cluster, Address: server.Address},
		ReadOnly: s.Target.ReadOnly, Environment: Environment(s.Target.Environment),
	}}, nil
}

func (a *API) connectionHealth(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*ConnectionHealthOutput, error) {
	h := a.conns.Health(ctx, lease.Connection())
	body := ConnectionHealth{
		Healthy: h.Healthy, Connected: h.Connected, State: a.conns.Snapshot(lease.Connection()).State.String(),
		Ping: PingResult{OK: h.Healthy, CheckedAt: h.CheckedAt},
	}
	switch {
	case h.Healthy:
		body.Ping.RTT = h.RTT.String()
	case h.Connected:
		body.Ping.Error = "The server did not answer a ping in time."
	default:
		body.Ping.Error = "The link is down."
	}
	return &ConnectionHealthOutput{Body: body}, nil
}

func (a *API) info(_ context.Context, lease natsconn.Lease, _ *Inspect) (*ServerInfoOutput, error) {
	return &ServerInfoOutput{Body: serverInfo(lease.Server())}, nil
}

func (a *API) account(ctx context.Context, lease natsconn.Lease, _ *Inspect) (*AccountOutput, error) {
	account, err := monitor.GetAccount(ctx, lease, lease.Connection().Target().JetStreamPrefix())
	if err != nil {
		return nil, err
	}
	return &AccountOutput{Body: accountBody(account, lease.RefreshServer(ctx))}, nil
}

func serverInfo(s natsconn.ServerInfo) ServerInfo {
	body := ServerInfo{
		Name: s.Name, ID: s.ID, Version: s.Version, Cluster: s.Cluster, Address: s.Address, ClientID: s.ClientID, ClientIP: s.ClientIP,
		MaxPayload: s.MaxPayload, Headers: s.Headers, AuthRequired: s.AuthRequired,
		JetStream: s.JetStream, JetStreamDomain: s.JetStreamDomain, APILevel: s.APILevel,
	}
	if t := s.TLS; t != nil {
		body.TLS = &TLSInfo{Version: t.Version, CipherSuite: t.CipherSuite, ServerName: t.ServerName, PeerSubject: t.PeerSubject}
		if !t.NotAfter.IsZero() {
			body.TLS.NotAfter = &t.NotAfter
		}
	}
	return body
}

func accountBody(account monitor.Account, server natsconn.ServerInfo) Account {
	js := account.JetStream
	body := Account{
		User: account.User, Account: account.Account, AccountName: account.AccountName, System: server.SystemAccount, Unknown: account.Unknown,
		Permissions: Permissions{Publish: rules(account.Permissions.Publish), Subscribe: rules(account.Permissions.Subscribe)},
		JetStream: JetStreamInfo{
			Available: js.Available, Reason: js.Reason, Domain: js.Domain, APILevel: js.APILevel,
			Usage: JetStreamUsage(js.Usage), Limits: JetStreamLimits(js.Limits), API: JetStreamAPIInfo(js.API),
		},
	}
	if body.Account == "" {
		body.Account = server.Account
	}
	if account.Expires > 0 {
		at := seconds(time.Now().Add(account.Expires))
		body.Expires = &at
	}
	if r := account.Permissions.Responses; r != nil {
		body.Permissions.Responses = &ResponseRules{Max: r.Max, TTL: r.TTL.String()}
	}
	for _, t := range js.Tiers {
		body.JetStream.Tiers = append(body.JetStream.Tiers, JetStreamTier{Name: t.Name, Usage: JetStreamUsage(t.Usage), Limits: JetStreamLimits(t.Limits)})
	}
	return body
}

func rules(s monitor.Subjects) SubjectRules {
	r := SubjectRules{Allow: s.Allow, Deny: s.Deny}
	if r.Allow == nil {
		r.Allow = []string{}
	}
	if r.Deny == nil {
		r.Deny = []string{}
	}
	return r
}
