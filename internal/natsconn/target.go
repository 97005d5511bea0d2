package natsconn

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// AuthKind is how a connection proves who it is.
type AuthKind string

// The kinds of authentication. A TLS client certificate may stand beside any
// of the others; it is the kind only when it stands alone.
const (
	AuthNone  AuthKind = "none"
	AuthUser  AuthKind = "user"
	AuthToken AuthKind = "token"
	AuthNKey  AuthKind = "nkey"
	AuthCreds AuthKind = "creds"
	AuthJWT   AuthKind = "jwt"
	AuthTLS   AuthKind = "tls"
)

// Environment marks how dangerous a connection's target is. Empty says nothing.
type Environment string

// The environments.
const (
	Production  Environment = "production"
	Staging     Environment = "staging"
	Development Environment = "development"
)

// Target is where a connection leads, without anything secret. It is not
// changed once a connection has it.
type Target struct {
	Name        string
	URLs        []string // scheme://host:port[/path]; never userinfo
	Auth        AuthKind
	Environment Environment
	ReadOnly    bool

	TLSFirst   bool   // TLS handshake before INFO
	ServerName string // expected in the server's certificate, when not the host
	wantTLS    bool   // never speak plain text, whatever the scheme says

	InboxPrefix        string
	JetStreamDomain    string
	JetStreamAPIPrefix string
}

// Limits on what a person may type. They bound memory, not usefulness.
const (
	maxURLs      = 16
	maxURLLength = 1024
	maxName      = 128
	maxSubject   = 255
)

// JetStreamPrefix returns the subject prefix of the JetStream API as seen from
// this connection, without a dot at the end (NATS ADR-6 and the domain
// convention of nats.go).
func (t *Target) JetStreamPrefix() string {
	switch {
	case t.JetStreamAPIPrefix != "":
		return t.JetStreamAPIPrefix
	case t.JetStreamDomain != "":
		return "$JS." + t.JetStreamDomain + ".API"
	default:
		return "$JS.API"
	}
}

// key names the set of addresses and the way they are spoken to: connections
// with the same one share dial slots and the circuit breaker. Somebody who
// speaks WebSocket to a plain port must not close it to those who don't.
func (t *Target) key() string {
	urls := slices.Clone(t.URLs)
	slices.Sort(urls)
	return fmt.Sprintf("%s tls=%t first=%t", strings.Join(urls, ","), t.wantTLS, t.TLSFirst)
}

// sum binds sealed credentials to all of the target: none of its fields can be
// changed to lead the credentials somewhere else.
func (t *Target) sum() [sha256.Size]byte {
	type bound struct {
		Target
		WantTLS bool
	}
	text, err := json.Marshal(bound{*t, t.wantTLS})
	if err != nil {
		panic(err) // strings and booleans only
	}
	return sha256.Sum256(text)
}

var defaultPorts = map[string]string{"nats": "4222", "tls": "4222", "ws": "80", "wss": "443"}

// parseURLs splits a comma-separated list of server URLs. Userinfo is taken
// out and returned, so that it can be treated as the secret it is.
func parseURLs(list string) (urls []string, user *url.Userinfo, err error) {
	invalid := func(detail string) error { return unprocessable("body.url", detail) }
	schemes := ""
	for part := range strings.SplitSeq(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if len(part) > maxURLLength {
			return nil, nil, invalid("An address takes at most " + strconv.Itoa(maxURLLength) + " characters.")
		}
		if !strings.Contains(part, "://") {
			part = cmp.Or(schemes, "nats") + "://" + part
		}
		u, perr := url.Parse(part)
		if perr != nil || u.Hostname() == "" || u.Opaque != "" || u.Fragment != "" {
			// The parser's own error repeats the address with its password.
			return nil, nil, invalid("An address looks like nats://host:4222; this one cannot be read.")
		}
		port, known := defaultPorts[strings.ToLower(u.Scheme)]
		if !known {
			return nil, nil, invalid("The scheme of an address is one of nats, tls, ws, wss.")
		}
		ws := strings.HasPrefix(strings.ToLower(u.Scheme), "ws")
		if !ws && (u.Path != "" && u.Path != "/" || u.RawQuery != "") {
			return nil, nil, invalid("Only ws and wss addresses have a path.")
		}
		if schemes != "" && strings.HasPrefix(schemes, "ws") != ws {
			return nil, nil, invalid("WebSocket addresses and others cannot be mixed in one connection.")
		}
		schemes = strings.ToLower(u.Scheme)
		if p := u.Port(); p != "" {
			if n, perr := strconv.Atoi(p); perr != nil || n < 1 || n > 65535 {
				return nil, nil, invalid("A port is a number from 1 to 65535.")
			}
			port = p
		}
		if u.User != nil {
			if user != nil && user.String() != u.User.String() {
				return nil, nil, invalid("The addresses name different users; one connection has one user.")
			}
			user = u.User
		}
		clean := url.URL{Scheme: schemes, Host: net.JoinHostPort(u.Hostname(), port)}
		if ws {
			clean.Path, clean.RawQuery = u.Path, u.RawQuery
		}
		if text := clean.String(); !slices.Contains(urls, text) {
			urls = append(urls, text)
		}
	}
	switch {
	case len(urls) == 0:
		return nil, nil, invalid("An address is needed, such as nats://localhost:4222.")
	case len(urls) > maxURLs:
		return nil, nil, invalid("A connection takes at most " + strconv.Itoa(maxURLs) + " addresses.")
	}
	return urls, user, nil
}

// hostPort returns the host:port of a cleaned URL.
func hostPort(u string) string {
	_, rest, _ := strings.Cut(u, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}
