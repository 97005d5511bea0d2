package natsconn

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nats-io/nkeys"

	"github.com/heynats/heynats/internal/fault"
)

// Credentials are the secrets of one connection. Every way of printing them
// prints "[redacted]".
type Credentials struct {
	Username string
	Password string
	Token    string
	JWT      string // user JWT; with Seed
	Seed     string // NKey seed, alone or beside the JWT
	CA       string // PEM
	Cert     string // PEM
	Key      string // PEM
}

// with returns the credentials after others were given.
func (c Credentials) with(given Credentials, was, kind AuthKind) (Credentials, AuthKind) {
	merged := given
	if kind == AuthNone || kind == AuthTLS { // a CA or a certificate alone
		merged = c
		kind = was
		if given.Cert != "" && was == AuthNone {
			kind = AuthTLS
		}
	}
	merged.CA = cmp.Or(given.CA, c.CA)
	merged.Cert, merged.Key = c.Cert, c.Key
	if given.Cert != "" {
		merged.Cert, merged.Key = given.Cert, given.Key
	}
	return merged, kind
}

// credentialsJSON is Credentials without their guards, for the vault only.
type credentialsJSON Credentials

const redacted = "[redacted]"

// String implements fmt.Stringer.
func (Credentials) String() string { return redacted }

// GoString implements fmt.GoStringer.
func (Credentials) GoString() string { return redacted }

// Format implements fmt.Formatter: no verb shows a field.
func (Credentials) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// LogValue implements slog.LogValuer.
func (Credentials) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON implements json.Marshaler.
func (Credentials) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// Request is what a person asks for when connecting, as they typed it.
type Request struct {
	URL  string // one or several, separated by commas
	Host string // instead of URL
	Port int    // with Host; 0 is 4222

	Name        string
	Environment Environment
	ReadOnly    bool

	Auth Secrets

	TLSFirst   bool
	ServerName string

	InboxPrefix        string
	JetStreamDomain    string
	JetStreamAPIPrefix string
}

// Secrets are the credentials as typed: at most one kind, and a client
// certificate beside it.
type Secrets struct {
	Username string
	Password string
	Token    string
	NKeySeed string
	Creds    string // content of a credentials file
	JWT      string
	Seed     string
	CA       string // PEM
	Cert     string // PEM
	Key      string // PEM
}

// Format implements fmt.Formatter: no verb shows a field.
func (Secrets) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// MarshalJSON implements json.Marshaler.
func (Secrets) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue implements slog.LogValuer.
func (Secrets) LogValue() slog.Value { return slog.StringValue(redacted) }

// Spec is a checked request: where to, and who as.
type Spec struct {
	Target      *Target
	Credentials Credentials
}

// NewSpec checks a request and brings it into its one form. It returns a
// *fault.Error of kind Unprocessable that names the field that is wrong and
// never repeats its value.
func NewSpec(r Request) (Spec, error) {
	list, err := addresses(r)
	if err != nil {
		return Spec{}, err
	}
	urls, user, err := parseURLs(list)
	if err != nil {
		return Spec{}, err
	}
	if user != nil {
		if r.Auth, err = withUserinfo(r.Auth, user); err != nil {
			return Spec{}, err
		}
	}
	creds, kind, err := NewCredentials(r.Auth)
	if err != nil {
		return Spec{}, err
	}
	t := &Target{
		Name: strings.TrimSpace(r.Name), URLs: urls, Auth: kind,
		Environment: r.Environment, ReadOnly: r.ReadOnly,
		TLSFirst: r.TLSFirst, ServerName: strings.TrimSpace(r.ServerName),
		InboxPrefix: r.InboxPrefix, JetStreamDomain: r.JetStreamDomain, JetStreamAPIPrefix: r.JetStreamAPIPrefix,
	}
	t.wantTLS = t.TLSFirst || t.ServerName != "" || creds.CA != "" || creds.Cert != ""
	if t.Name == "" {
		t.Name = hostPort(urls[0])
	}
	if err := t.check(); err != nil {
		return Spec{}, err
	}
	return Spec{Target: t, Credentials: creds}, nil
}

func addresses(r Request) (string, error) {
	host := strings.TrimSpace(r.Host)
	switch {
	case strings.TrimSpace(r.URL) != "" && (host != "" || r.Port != 0):
		return "", unprocessable("body.url", "Give either url or host and port, not both.")
	case strings.TrimSpace(r.URL) != "":
		return r.URL, nil
	case host == "":
		return "", unprocessable("body.url", "An address is needed, such as nats://localhost:4222.")
	case strings.ContainsAny(host, "/@,?# ") || r.Port < 0 || r.Port > 65535:
		return "", unprocessable("body.host", "A host is a name or an IP address without scheme, and a port a number from 1 to 65535.")
	case r.Port == 0:
		r.Port = 4222
	}
	return "nats://" + net.JoinHostPort(strings.Trim(host, "[]"), strconv.Itoa(r.Port)), nil
}

// withUserinfo moves user:password@ or token@ of a URL to where they belong.
func withUserinfo(s Secrets, user *url.Userinfo) (Secrets, error) {
	password, hasPassword := user.Password()
	if s.Username != "" || s.Password != "" || s.Token != "" {
		return s, unprocessable("body.url", "The address names a user, and the request another; give one of them.")
	}
	if hasPassword {
		s.Username, s.Password = user.Username(), password
	} else {
		s.Token = user.Username()
	}
	return s, nil
}

// NewCredentials checks the secrets a person gave, and that there is one kind.
func NewCredentials(s Secrets) (Credentials, AuthKind, error) {
	creds := Credentials{Username: s.Username, Password: s.Password, Token: s.Token, CA: s.CA, Cert: s.Cert, Key: s.Key}
	var kinds []AuthKind
	add := func(present bool, kind AuthKind) {
		if present {
			kinds = append(kinds, kind)
		}
	}
	add(s.Username != "" || s.Password != "", AuthUser)
	add(s.Token != "", AuthToken)
	add(s.NKeySeed != "", AuthNKey)
	add(s.Creds != "", AuthCreds)
	add(s.JWT != "" || s.Seed != "", AuthJWT)
	switch {
	case len(kinds) > 1:
		return creds, "", unprocessable("body", fmt.Sprintf("One connection proves itself in one way; this one has %s and %s.", kinds[0], kinds[1]))
	case len(kinds) == 0 && s.Cert != "":
		kinds = append(kinds, AuthTLS)
	case len(kinds) == 0:
		kinds = append(kinds, AuthNone)
	}
	if err := creds.fill(kinds[0], s); err != nil {
		return creds, "", err
	}
	if err := checkTLS(creds); err != nil {
		return creds, "", err
	}
	return creds, kinds[0], nil
}

func (c *Credentials) fill(kind AuthKind, s Secrets) error {
	switch kind {
	case AuthUser:
		if s.Username == "" {
			return unprocessable("body.username", "A password needs a username.")
		}
	case AuthNKey:
		c.Seed = strings.TrimSpace(s.NKeySeed)
		if !validSeed(c.Seed) {
			return unprocessable("body.nkey_seed", "An NKey seed of a user starts with SU and has 58 characters; this one cannot be read.")
		}
	case AuthJWT:
		c.JWT, c.Seed = strings.TrimSpace(s.JWT), strings.TrimSpace(s.Seed)
		if c.JWT == "" || strings.Count(c.JWT, ".") != 2 {
			return unprocessable("body.jwt", "A user JWT has three parts separated by dots; this one cannot be read.")
		}
		if !validSeed(c.Seed) {
			return unprocessable("body.seed", "The seed that belongs to the JWT starts with SU and has 58 characters; this one cannot be read.")
		}
	case AuthCreds:
		jwt, err := nkeys.ParseDecoratedJWT([]byte(s.Creds))
		if err != nil || strings.Count(jwt, ".") != 2 {
			return unprocessable("body.creds", "A credentials file holds a user JWT between its markers; this one has none.")
		}
		pair, err := nkeys.ParseDecoratedUserNKey([]byte(s.Creds))
		if err != nil {
			return unprocessable("body.creds", "A credentials file holds a user's NKey seed between its markers; this one has none.")
		}
		seed, err := pair.Seed()
		if err != nil {
			return unprocessable("body.creds", "The NKey seed of the credentials file cannot be read.")
		}
		c.JWT, c.Seed = jwt, string(seed)
	case AuthNone, AuthToken, AuthTLS:
	}
	return nil
}

func validSeed(seed string) bool {
	pair, err := nkeys.FromSeed([]byte(seed))
	if err != nil {
		return false
	}
	public, err := pair.PublicKey()
	return err == nil && nkeys.IsValidPublicUserKey(public)
}

func checkTLS(c Credentials) error {
	if c.CA != "" && !x509.NewCertPool().AppendCertsFromPEM([]byte(c.CA)) {
		return unprocessable("body.tls.ca", "The CA is a PEM file with at least one certificate; this one has none.")
	}
	if (c.Cert == "") != (c.Key == "") {
		return unprocessable("body.tls.cert", "A client certificate and its key belong together; one of them is missing.")
	}
	if c.Cert != "" {
		if _, err := tls.X509KeyPair([]byte(c.Cert), []byte(c.Key)); err != nil {
			return unprocessable("body.tls.cert", "The client certificate and its key must be PEM and belong to each other; these do not.")
		}
	}
	return nil
}

func (t *Target) check() error {
	switch {
	case len(t.Name) > maxName || !printable(t.Name):
		return unprocessable("body.name", fmt.Sprintf("A name has at most %d bytes and no control characters.", maxName))
	case t.Environment != "" && t.Environment != Production && t.Environment != Staging && t.Environment != Development:
		return unprocessable("body.environment", "The environment is one of production, staging, development.")
	case len(t.ServerName) > maxSubject || !printable(t.ServerName):
		return unprocessable("body.tls.server_name", "The server name is a host name or an IP address.")
	case t.InboxPrefix != "" && !literalSubject(t.InboxPrefix):
		return unprocessable("body.inbox_prefix", "An inbox prefix is a subject without wildcards, such as _INBOX_me.")
	case t.JetStreamDomain != "" && (!literalSubject(t.JetStreamDomain) || strings.Contains(t.JetStreamDomain, ".")):
		return unprocessable("body.jetstream_domain", "A JetStream domain is one token without dots and wildcards.")
	case t.JetStreamAPIPrefix != "" && !literalSubject(t.JetStreamAPIPrefix):
		return unprocessable("body.jetstream_api_prefix", "A JetStream API prefix is a subject without wildcards, such as $JS.hub.API.")
	case t.JetStreamDomain != "" && t.JetStreamAPIPrefix != "":
		return unprocessable("body.jetstream_api_prefix", "Give either a JetStream domain or an API prefix, not both.")
	}
	return nil
}

func printable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// literalSubject reports whether s can stand in a subject where no wildcard
// may (NATS protocol: tokens separated by dots, without spaces).
func literalSubject(s string) bool {
	if len(s) > maxSubject || !printable(s) || strings.ContainsAny(s, " *>") {
		return false
	}
	for token := range strings.SplitSeq(s, ".") {
		if token == "" {
			return false
		}
	}
	return true
}

func unprocessable(field, detail string) error {
	return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
}

// tlsConfig returns the client side of the handshake.
func tlsConfig(t *Target, c Credentials) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: t.ServerName}
	if c.CA != "" {
		cfg.RootCAs = x509.NewCertPool()
		if !cfg.RootCAs.AppendCertsFromPEM([]byte(c.CA)) {
			return nil, errors.New("stored CA cannot be read")
		}
	}
	if c.Cert != "" {
		pair, err := tls.X509KeyPair([]byte(c.Cert), []byte(c.Key))
		if err != nil {
			return nil, fmt.Errorf("stored client certificate: %w", err)
		}
		cfg.Certificates = []tls.Certificate{pair}
	}
	return cfg, nil
}

func signNonce(seed string, nonce []byte) ([]byte, error) {
	pair, err := nkeys.FromSeed([]byte(seed))
	if err != nil {
		return nil, err
	}
	defer pair.Wipe()
	return pair.Sign(nonce)
}

func publicKey(seed string) string {
	pair, err := nkeys.FromSeed([]byte(seed))
	if err != nil {
		return ""
	}
	defer pair.Wipe()
	key, err := pair.PublicKey()
	if err != nil {
		return ""
	}
	return key
}
