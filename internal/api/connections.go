package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) connectionRoutes() {
	const tag = "connections"
	register(a, operation(http.MethodGet, "/api/nats/connections", "list-connections", open, tag, "The session's connections",
		"Counts as no activity. Without a session the list is empty."), a.listConnections)
	register(a, operation(http.MethodPost, "/api/nats/connections/{id}/current", "set-current-connection", manage, tag, "Make a connection the current one",
		"Requests without ?connection= use it from now on. Neither uses nor wakes it."), a.setCurrent)
	register(a, operation(http.MethodGet, "/api/nats/connection/stats", "connection-stats", observe, tag, "How a connection stands",
		"Never counts as activity and never wakes: what is observed is not changed. Waits at most 2 s for a ping of the NATS server, whose outcome is believed for 5 s."), a.stats)
	register(a, operation(http.MethodGet, "/api/nats/connection/history", "connection-history", observe, tag, "A connection's pings and changes of late",
		"The pings of the last hour, over all links of the connection: one every 5 s at most, while somebody asks for its statistics or health. Never counts as activity, never wakes, asks nobody. "+
			"To go on from an answer ask with since = the latest at of its samples; a change may then come twice, and is known by its at."), a.history)
	register(a, operation(http.MethodPost, "/api/nats/connection/keepalive", "keep-alive", read, tag, "Keep a connection alive",
		"Counts as activity and wakes a parked connection."), a.keepAlive)
	register(a, operation(http.MethodPost, "/api/nats/connection/reconnect", "reconnect", manage, tag, "Reconnect now",
		"Drops the link, if there is one, and dials with the stored credentials, even when they were refused before and inside the backoff. At most once a second.",
		http.StatusGone, http.StatusServiceUnavailable, http.StatusGatewayTimeout), a.reconnect)
	register(a, operation(http.MethodPut, "/api/nats/connection/credentials", "replace-credentials", manage, tag, "Give a connection other credentials",
		"Connects with them, and keeps everything else about the connection. When NATS refuses them the old ones stay.",
		http.StatusForbidden, http.StatusGone, http.StatusServiceUnavailable, http.StatusGatewayTimeout), a.replaceCredentials)
	register(a, operation(http.MethodPost, "/api/nats/disconnect", "disconnect", manage, tag, "Disconnect for good",
		"Closes the connection and deletes its encrypted credentials. Ends the session when it was its last connection."), a.disconnect)
}

// Connection is a managed connection as it stands.
type Connection struct {
	ConnectionID string      `json:"connection_id" format:"uuid"`
	Name         string      `json:"name"`
	URLs         []string    `json:"urls" doc:"Addresses, without userinfo."`
	Auth         string      `json:"auth" enum:"none,user,token,nkey,creds,jwt,tls" doc:"How the connection proves who it is."`
	Environment  Environment `json:"environment,omitempty" enum:"production,staging,development"`
	ReadOnly     bool        `json:"read_only"`
	Current      bool        `json:"current" doc:"Whether requests without ?connection= use it."`

	JetStreamDomain    string `json:"jetstream_domain,omitempty" doc:"As given when it was opened."`
	JetStreamAPIPrefix string `json:"jetstream_api_prefix,omitempty" doc:"As given when it was opened; $JS.API, or that of the domain, when absent."`
	InboxPrefix        string `json:"inbox_prefix,omitempty" doc:"As given when it was opened; _INBOX when absent."`

	State       string `json:"state" enum:"parked,dialing,active,reconnecting,failed,closed"`
	Reason      string `json:"reason,omitempty" enum:"user,idle,link_lost,lame_duck,transient,auth,disconnect,lifetime,evicted,shutdown,unsealable,recovered,credentials" doc:"Why it is in this state."`
	IsConnected bool   `json:"is_connected" doc:"Whether the link is up."`
	Leases      int    `json:"leases" doc:"Requests and live streams that use it now. While there are any it is not idle."`

	LastActivity  time.Time `json:"last_activity" doc:"UTC."`
	IdleTimeout   string    `json:"idle_timeout" example:"30m0s" doc:"Go duration, whole seconds."`
	TimeRemaining string    `json:"time_remaining" example:"25m30s" doc:"Until it may be parked. Go duration, whole seconds; 0s when it has no link."`
	CreatedAt     time.Time `json:"created_at"`
	ExpiresAt     time.Time `json:"expires_at" doc:"When it is removed, used or not."`

	Reconnects int              `json:"reconnects" doc:"Links that came back while they were in use."`
	Server     *ConnectedServer `json:"server,omitempty" doc:"Absent without a link."`
	LastError  *LastError       `json:"last_error,omitempty"`
	RetryAt    *time.Time       `json:"retry_at,omitempty" doc:"After a failed dial: no other before. While reconnecting: when the next attempt is made."`
	Attempt    int              `json:"attempt,omitempty" doc:"While reconnecting: which attempt, from 1."`
}

// ConnectedServer is the NATS server that a link leads to.
type ConnectedServer struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Cluster string `json:"cluster,omitempty"`
	Address string `json:"address" example:"nats.example.com:4222"`
}

// LastError is why the last dial failed.
type LastError struct {
	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Hint   string    `json:"hint,omitempty"`
	At     time.Time `json:"at"`
}

// ConnectionStats is a connection with its health and history.
type ConnectionStats struct {
	Connection
	IsHealthy bool               `json:"is_healthy" doc:"Connected, and the last ping was answered in time."`
	RTT       string             `json:"rtt,omitempty" example:"350µs" doc:"Round trip of the last ping; Go duration."`
	Wakes     int                `json:"wakes" doc:"Dials that brought it back."`
	Changes   []ConnectionChange `json:"changes" doc:"The last 16, newest first."`
}

// ConnectionChange is one entry of a connection's history.
type ConnectionChange struct {
	At     time.Time `json:"at"`
	State  string    `json:"state" enum:"parked,dialing,active,reconnecting,failed,closed"`
	Reason string    `json:"reason,omitempty"`
	Detail string    `json:"detail,omitempty"`
}

// ConnectionList is the session's connections.
type ConnectionList struct {
	Connections []Connection `json:"connections" doc:"Oldest first."`
	Total       int          `json:"total"`
}

type (
	// ConnectionListOutput answers GET /api/nats/connections.
	ConnectionListOutput struct{ Body ConnectionList }
	// ConnectionOutput answers with one connection.
	ConnectionOutput struct{ Body Connection }
	// ConnectionStatsOutput answers with one connection, its health and history.
	ConnectionStatsOutput struct{ Body ConnectionStats }
)

func (a *API) connection(c, current *natsconn.ConnectionInfo) Connection {
	return connectionBody(a.conns.Snapshot(c), c == current)
}

func connectionBody(s natsconn.Snapshot, current bool) Connection {
	body := Connection{
		ConnectionID: s.ID, Name: s.Target.Name, URLs: s.Target.URLs, Auth: string(s.Target.Auth),
		Environment: Environment(s.Target.Environment), ReadOnly: s.Target.ReadOnly, Current: current,
		JetStreamDomain: s.Target.JetStreamDomain, JetStreamAPIPrefix: s.Target.JetStreamAPIPrefix, InboxPrefix: s.Target.InboxPrefix,
		State: s.State.String(), Reason: string(s.Reason), IsConnected: s.IsConnected, Leases: s.Leases,
		LastActivity: seconds(s.LastActivity), IdleTimeout: rounded(s.IdleTimeout), TimeRemaining: rounded(s.TimeRemaining),
		CreatedAt: seconds(s.CreatedAt), ExpiresAt: seconds(s.ExpiresAt), Reconnects: s.Reconnects, Attempt: s.Attempt,
	}
	if s.Server != nil {
		body.Server = &ConnectedServer{Name: s.Server.Name, Version: s.Server.Version, Cluster: s.Server.Cluster, Address: s.Server.Address}
	}
	if s.LastError != nil {
		body.LastError = &LastError{Code: s.LastError.Code, Detail: s.LastError.Detail, Hint: s.LastError.Hint, At: s.LastErrAt}
	}
	if !s.RetryAt.IsZero() {
		body.RetryAt = &s.RetryAt
	}
	return body
}

// statsOf waits for the connection's health, 2 s at most.
func (a *API) statsOf(ctx context.Context, c *natsconn.ConnectionInfo) *ConnectionStatsOutput {
	health := a.conns.Health(ctx, c)
	s := a.conns.Snapshot(c)
	_, current := a.sessions.List(callerOf(ctx).token)
	body := ConnectionStats{
		Connection: connectionBody(s, c == current), Wakes: s.Wakes,
		IsHealthy: health.Healthy && s.IsConnected, Changes: changes(s.Changes),
	}
	if body.IsHealthy {
		body.RTT = health.RTT.String()
	}
	return &ConnectionStatsOutput{Body: body}
}

func (a *API) listConnections(ctx context.Context, _ *Nothing) (*ConnectionListOutput, error) {
	all, current := a.sessions.List(callerOf(ctx).token)
	body := ConnectionList{Connections: make([]Connection, 0, len(all)), Total: len(all)}
	for _, c := range all {
		body.Connections = append(body.Connections, a.connection(c, current))
	}
	return &ConnectionListOutput{Body: body}, nil
}

// SetCurrentInput names the connection in the path.
type SetCurrentInput struct {
	ID string `path:"id" maxLength:"64" format:"uuid"`
}

func (a *API) setCurrent(ctx context.Context, in *SetCurrentInput) (*ConnectionOutput, error) {
	c, err := a.sessions.SetCurrent(callerOf(ctx).token, in.ID)
	if err != nil {
		return nil, err
	}
	return &ConnectionOutput{Body: a.connection(c, c)}, nil
}

func (a *API) stats(ctx context.Context, in *Inspect) (*ConnectionStatsOutput, error) {
	c, _, err := a.sessions.Lookup(callerOf(ctx).token, in.Connection)
	if err != nil {
		return nil, err
	}
	return a.statsOf(ctx, c), nil
}

func (a *API) keepAlive(ctx context.Context, in *Inspect) (*ConnectionStatsOutput, error) {
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, err
	}
	lease.Release() // before it is counted
	return a.statsOf(ctx, lease.Connection()), nil
}

func (a *API) reconnect(ctx context.Context, in *Inspect) (*ConnectionStatsOutput, error) {
	c, key, err := a.sessions.Lookup(callerOf(ctx).token, in.Connection)
	if err != nil {
		return nil, err
	}
	if err := a.conns.Reconnect(ctx, c, key); err != nil {
		return nil, err
	}
	return a.statsOf(ctx, c), nil
}

// CredentialsInput carries new credentials for a connection.
type CredentialsInput struct {
	OnConnection
	Body CredentialFields
}

func (a *API) replaceCredentials(ctx context.Context, in *CredentialsInput) (*ConnectionStatsOutput, error) {
	if in.Body.TLS != nil && (in.Body.TLS.First || in.Body.TLS.ServerName != "") {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "TLS first and the server name belong to the connection and cannot be changed with its credentials.").
			WithField("body.tls")
	}
	creds, kind, err := natsconn.NewCredentials(in.Body.secrets())
	if err != nil {
		return nil, err
	}
	c, key, err := a.sessions.Lookup(callerOf(ctx).token, in.Connection)
	if err != nil {
		return nil, err
	}
	if err := a.conns.Replace(ctx, c, key, creds, kind); err != nil {
		return nil, err
	}
	return a.statsOf(ctx, c), nil
}

// Disconnected is the answer to disconnect.
type Disconnected struct {
	Message      string `json:"message"`
	Connected    bool   `json:"connected" doc:"false"`
	ConnectionID string `json:"connection_id" format:"uuid"`
}

// DisconnectOutput deletes the cookie when the session has ended.
type DisconnectOutput struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      Disconnected
}

func (a *API) disconnect(ctx context.Context, in *Inspect) (*DisconnectOutput, error) {
	c, live, err := a.sessions.Disconnect(callerOf(ctx).token, in.Connection)
	if err != nil {
		return nil, err
	}
	out := &DisconnectOutput{Body: Disconnected{Message: "Disconnected from " + c.Target().Name + ".", ConnectionID: c.ID()}}
	if !live {
		out.SetCookie = append(out.SetCookie, a.cookie("", 0))
	}
	return out, nil
}
