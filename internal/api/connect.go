package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/session"
)

func (a *API) connectRoutes() {
	const tag = "connecting"
	register(a, operation(http.MethodPost, "/api/nats/connect", "connect", open, tag, "Connect to a NATS server",
		"Dials once, keeps the connection for this browser session, makes it current and sets the session's cookie. "+
			"The credentials are encrypted under a key that only the cookie yields, and never leave the server.",
		http.StatusUnauthorized, http.StatusForbidden, http.StatusServiceUnavailable, http.StatusGatewayTimeout), a.connect)
	register(a, operation(http.MethodPost, "/api/nats/test", "test", open, tag, "Try a connection and report each stage",
		"Dials, reports, keeps nothing. A connection that cannot be made is a report with ok false, not an error.",
		http.StatusServiceUnavailable), a.test)
}

// ConnectRequest says where to connect and who as.
type ConnectRequest struct {
	URL                string      `json:"url,omitempty" maxLength:"8192" example:"tls://nats.example.com:4222" doc:"Server address: nats, tls, ws or wss; several of one cluster separated by commas. Userinfo in it is taken as credentials."`
	Host               string      `json:"host,omitempty" maxLength:"255" doc:"Instead of url."`
	Port               int         `json:"port,omitempty" minimum:"1" maximum:"65535" doc:"With host; 4222 when absent."`
	Name               string      `json:"name,omitempty" maxLength:"128" doc:"What to call the connection; its first address when absent."`
	Environment        Environment `json:"environment,omitempty" enum:"production,staging,development"`
	ReadOnly           bool        `json:"read_only,omitempty" doc:"Refuse every operation that writes, with 403 read_only."`
	InboxPrefix        string      `json:"inbox_prefix,omitempty" maxLength:"255" doc:"Subject prefix for replies, without a dot at the end."`
	JetStreamDomain    string      `json:"jetstream_domain,omitempty" maxLength:"255"`
	JetStreamAPIPrefix string      `json:"jetstream_api_prefix,omitempty" maxLength:"255" doc:"Instead of jetstream_domain."`
	CredentialFields
}

// CredentialFields are one kind of credentials, as content and never as a path.
type CredentialFields struct {
	Username string      `json:"username,omitempty" maxLength:"1024"`
	Password string      `json:"password,omitempty" maxLength:"4096" format:"password"`
	Token    string      `json:"token,omitempty" maxLength:"65536" format:"password"`
	NKeySeed string      `json:"nkey_seed,omitempty" maxLength:"256" format:"password" doc:"Seed of a user NKey (SU…)."`
	Creds    string      `json:"creds,omitempty" maxLength:"65536" format:"password" doc:"Content of a credentials file: user JWT and seed."`
	JWT      string      `json:"jwt,omitempty" maxLength:"65536" format:"password" doc:"User JWT; with seed."`
	Seed     string      `json:"seed,omitempty" maxLength:"256" format:"password" doc:"Seed that belongs to jwt."`
	TLS      *TLSRequest `json:"tls,omitempty"`
}

// TLSRequest says how to encrypt.
type TLSRequest struct {
	CA         string `json:"ca,omitempty" maxLength:"262144" doc:"PEM; the system's roots when absent."`
	Cert       string `json:"cert,omitempty" maxLength:"262144" doc:"PEM client certificate; with key."`
	Key        string `json:"key,omitempty" maxLength:"262144" format:"password" doc:"PEM key that belongs to cert."`
	First      bool   `json:"first,omitempty" doc:"TLS handshake before INFO (handshake_first on the server)."`
	ServerName string `json:"server_name,omitempty" maxLength:"255" doc:"Name expected in the server's certificate, when it is not the host."`
}

// Environment marks how dangerous a target is.
type Environment string

func (c CredentialFields) secrets() natsconn.Secrets {
	s := natsconn.Secrets{
		Username: c.Username, Password: c.Password, Token: c.Token, NKeySeed: c.NKeySeed,
		Creds: c.Creds, JWT: c.JWT, Seed: c.Seed,
	}
	if c.TLS != nil {
		s.CA, s.Cert, s.Key = c.TLS.CA, c.TLS.Cert, c.TLS.Key
	}
	return s
}

func (r ConnectRequest) spec() (natsconn.Spec, error) {
	request := natsconn.Request{
		URL: r.URL, Host: r.Host, Port: r.Port, Name: r.Name, Environment: natsconn.Environment(r.Environment), ReadOnly: r.ReadOnly,
		Auth: r.secrets(), InboxPrefix: r.InboxPrefix, JetStreamDomain: r.JetStreamDomain, JetStreamAPIPrefix: r.JetStreamAPIPrefix,
	}
	if r.TLS != nil {
		request.TLSFirst, request.ServerName = r.TLS.First, r.TLS.ServerName
	}
	return natsconn.NewSpec(request)
}

// ConnectInput is the input of connect and test.
type ConnectInput struct {
	Body ConnectRequest
}

// Connected is the answer to connect.
type Connected struct {
	Message      string `json:"message" example:"Connected to nats.example.com:4222."`
	Connected    bool   `json:"connected"`
	ConnectionID string `json:"connection_id" format:"uuid" doc:"Names the connection; worth nothing without the session's cookie."`
	Name         string `json:"name"`
}

// ConnectOutput carries the session's cookie beside the answer.
type ConnectOutput struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      Connected
}

func (a *API) connect(ctx context.Context, in *ConnectInput) (*ConnectOutput, error) {
	spec, err := in.Body.spec()
	if err != nil {
		return nil, err
	}
	token, c, err := a.sessions.Connect(ctx, callerOf(ctx).token, spec)
	if err != nil {
		return nil, err
	}
	name := spec.Target.Name
	return &ConnectOutput{
		SetCookie: a.cookie(token, a.conns.Config().MaxLifetime),
		Body:      Connected{Message: "Connected to " + name + ".", Connected: true, ConnectionID: c.ID(), Name: name},
	}, nil
}

// cookieName follows RFC 6265bis: under TLS a prefix keeps anybody else from
// setting it.
func (a *API) cookieName() string {
	switch {
	case a.cfg.TLS && a.cfg.BasePath == "":
		return "__Host-heynats_session"
	case a.cfg.TLS:
		return "__Secure-heynats_session"
	default:
		return "heynats_session"
	}
}

// cookie makes the session's cookie; an empty token deletes it.
func (a *API) cookie(token session.Token, lifetime time.Duration) http.Cookie {
	c := http.Cookie{ //nolint:gosec // Secure follows how we are reached: http on a laptop
		Name: a.cookieName(), Value: string(token), Path: a.cfg.BasePath + "/",
		HttpOnly: true, Secure: a.cfg.TLS, SameSite: http.SameSiteStrictMode, MaxAge: int(lifetime.Seconds()),
	}
	if token == "" {
		c.MaxAge = -1
	}
	return c
}
