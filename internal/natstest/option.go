package natstest

import (
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// Option chooses something about a server before it starts, or while it runs
// when handed to [Server.Reload].
type Option func(*settings)

// settings is everything a server is made from. It survives JSON, so that a
// child process can be told what to be.
type settings struct {
	Name        string
	Port        int
	MonitorPort int
	WSPort      int
	ClusterName string
	ClusterPort int
	Routes      []string

	Users     []user
	Token     string
	NKey      bool
	NKeySeed  string
	TLS       bool
	MutualTLS bool
	TLSFirst  bool
	Certs     *Certs
	WebSocket bool
	WSTLS     bool
	Monitor   bool

	JetStream bool
	StoreDir  string
	MaxStore  int64

	MaxConnections   int
	LameDuckGrace    time.Duration
	LameDuckDuration time.Duration

	Operator bool
	Trust    *trust

	// edits cannot travel to a child process.
	edits    []func(*server.Options)
	operator *Operator
}

type user struct {
	Name, Password string
	System         bool
	Permissions    *Permissions
}

// Permissions are subjects a user may or may not publish to and subscribe to.
// An empty allow list allows everything.
type Permissions struct {
	PublishAllow, PublishDeny     []string
	SubscribeAllow, SubscribeDeny []string
}

// WithName names the server; the default is "natstest".
func WithName(name string) Option { return func(s *settings) { s.Name = name } }

// WithUser lets a user in with a password. Given again, with [Server.Reload],
// it changes the password.
func WithUser(name, password string) Option {
	return func(s *settings) { s.setUser(user{Name: name, Password: password}) }
}

// WithPermissions lets a user in who may not do everything.
func WithPermissions(name, password string, p Permissions) Option {
	return func(s *settings) { s.setUser(user{Name: name, Password: password, Permissions: &p}) }
}

// WithSystemUser lets a user of the system account in.
func WithSystemUser(name, password string) Option {
	return func(s *settings) { s.setUser(user{Name: name, Password: password, System: true}) }
}

// WithoutUser takes the user away again; for [Server.Reload].
func WithoutUser(name string) Option {
	return func(s *settings) {
		s.Users = slices.DeleteFunc(s.Users, func(u user) bool { return u.Name == name })
	}
}

// WithToken lets in who knows the token.
func WithToken(token string) Option { return func(s *settings) { s.Token = token } }

// WithNKey lets one NKey in; its seed is the server's NKeySeed.
func WithNKey() Option { return func(s *settings) { s.NKey = true } }

// WithTLS makes the server speak TLS, and mutual makes it ask for a client
// certificate of its own CA. The certificates are the server's Certs.
func WithTLS(mutual bool) Option {
	return func(s *settings) { s.TLS, s.MutualTLS = true, mutual }
}

// WithTLSFirst makes the server speak TLS before it says INFO. It keeps what
// WithTLS said about client certificates.
func WithTLSFirst() Option { return func(s *settings) { s.TLS, s.TLSFirst = true, true } }

// WithCerts uses these certificates instead of fresh ones.
func WithCerts(c *Certs) Option { return func(s *settings) { s.Certs = c } }

// WithWebSocket listens for WebSocket clients too, at the server's WSURL.
func WithWebSocket(useTLS bool) Option {
	return func(s *settings) { s.WebSocket, s.WSTLS = true, useTLS }
}

// WithMonitoring serves the HTTP monitoring endpoints at the server's MonitorURL.
func WithMonitoring() Option { return func(s *settings) { s.Monitor = true } }

// WithJetStream turns JetStream on, in a directory of the test's, with 64 MiB
// of memory and 256 MiB of storage.
func WithJetStream() Option { return func(s *settings) { s.JetStream = true } }

// WithStore turns JetStream on with room for so many bytes on disk, where the
// usual 256 MiB do not suffice.
func WithStore(bytes int64) Option {
	return func(s *settings) { s.JetStream, s.MaxStore = true, bytes }
}

// WithMaxConnections limits the clients of the server.
func WithMaxConnections(n int) Option { return func(s *settings) { s.MaxConnections = n } }

// WithLameDuck says how long [Server.LameDuck] leaves its clients alone, and
// over which time it then closes them. The defaults are 10 s and 30 s.
func WithLameDuck(grace, duration time.Duration) Option {
	return func(s *settings) { s.LameDuckGrace, s.LameDuckDuration = grace, duration }
}

// WithOperator runs the server in operator mode: users come with JWTs, which
// the server's Operator issues.
func WithOperator() Option { return func(s *settings) { s.Operator = true } }

// WithServerOptions edits the options of the real server, for what no option
// here says. It does not work with [StartProcess].
func WithServerOptions(edit func(*server.Options)) Option {
	return func(s *settings) { s.edits = append(s.edits, edit) }
}

// newSettings applies the options and makes the secrets they ask for.
func newSettings(tb testing.TB, opts []Option) *settings {
	tb.Helper()
	s := &settings{
		Name: "natstest", Port: server.RANDOM_PORT, WSPort: server.RANDOM_PORT, MonitorPort: server.RANDOM_PORT,
		LameDuckGrace: 10 * time.Second, LameDuckDuration: 30 * time.Second,
	}
	s.apply(tb, opts)
	return s
}

func (s *settings) apply(tb testing.TB, opts []Option) {
	tb.Helper()
	for _, o := range opts {
		o(s)
	}
	if (s.TLS || s.WSTLS) && s.Certs == nil {
		s.Certs = NewCerts(tb)
	}
	if s.NKey && s.NKeySeed == "" {
		s.NKeySeed = newSeed(tb)
	}
	if s.JetStream && s.StoreDir == "" {
		s.StoreDir = tb.TempDir()
	}
	if s.Operator && s.operator == nil {
		s.operator = newOperator(tb, s.JetStream)
		s.Trust = s.operator.trust()
	}
}

// clone is for servers that differ in a few fields only.
func (s *settings) clone() *settings {
	c := *s
	c.Users = slices.Clone(s.Users)
	c.Routes = slices.Clone(s.Routes)
	c.edits = slices.Clone(s.edits)
	return &c
}

func (s *settings) setUser(u user) {
	i := slices.IndexFunc(s.Users, func(o user) bool { return o.Name == u.Name })
	if i < 0 {
		s.Users = append(s.Users, u)
		return
	}
	if u.Permissions == nil {
		u.Permissions = s.Users[i].Permissions
	}
	u.System = u.System || s.Users[i].System
	s.Users[i] = u
}

func newSeed(tb testing.TB) string {
	tb.Helper()
	kp, err := nkeys.CreateUser()
	if err != nil {
		tb.Fatalf("create an nkey: %v", err)
	}
	seed, err := kp.Seed()
	if err != nil {
		tb.Fatalf("read the seed of an nkey: %v", err)
	}
	return string(seed)
}
