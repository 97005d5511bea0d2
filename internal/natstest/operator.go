package natstest

import (
	"sync"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
)

// Operator issues the users of a server in operator mode. It has one account,
// named "APP", and a system account, named "SYS".
type Operator struct {
	tb     testing.TB
	key    nkeys.KeyPair
	app    nkeys.KeyPair
	system nkeys.KeyPair
	jwt    string
	sysJWT string

	mu     sync.Mutex
	claims *jwt.AccountClaims // of the account APP; changes with revocations
}

// trust is what a server has to know of an operator; it holds no secret.
type trust struct {
	Operator      string
	SystemAccount string
	Accounts      map[string]string
}

func newOperator(tb testing.TB, jetStream bool) *Operator {
	tb.Helper()
	o := &Operator{tb: tb}
	o.key = must(nkeys.CreateOperator())(tb)
	o.app = must(nkeys.CreateAccount())(tb)
	o.system = must(nkeys.CreateAccount())(tb)

	system := jwt.NewAccountClaims(must(o.system.PublicKey())(tb))
	system.Name = "SYS"
	o.sysJWT = must(system.Encode(o.key))(tb)

	o.claims = jwt.NewAccountClaims(must(o.app.PublicKey())(tb))
	o.claims.Name = "APP"
	if jetStream {
		o.claims.Limits.JetStreamLimits = jwt.JetStreamLimits{
			MemoryStorage: jwt.NoLimit, DiskStorage: jwt.NoLimit, Streams: jwt.NoLimit, Consumer: jwt.NoLimit,
		}
	}
	op := jwt.NewOperatorClaims(must(o.key.PublicKey())(tb))
	op.Name = "natstest"
	op.SystemAccount = system.Subject
	o.jwt = must(op.Encode(o.key))(tb)
	return o
}

func (o *Operator) trust() *trust {
	o.tb.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	system := must(o.system.PublicKey())(o.tb)
	return &trust{
		Operator: o.jwt, SystemAccount: system,
		Accounts: map[string]string{system: o.sysJWT, o.claims.Subject: must(o.claims.Encode(o.key))(o.tb)},
	}
}

// Account is the public key of the account APP.
func (o *Operator) Account() string { return o.claims.Subject }

// Creds is the content of a .creds file for a new user of the account APP that
// expires after the time given; zero means never. A JWT counts in whole
// seconds, rounded down.
func (o *Operator) Creds(expires time.Duration) string {
	o.tb.Helper()
	return o.creds(o.User(expires))
}

// User is the JWT of a new user of the account APP and the seed it goes with.
func (o *Operator) User(expires time.Duration) (userJWT, seed string) {
	o.tb.Helper()
	return o.Issue(func(c *jwt.UserClaims) {
		if expires != 0 {
			c.Expires = time.Now().Add(expires).Unix()
		}
	})
}

// Issue makes a new user of the account APP from claims the test edits.
func (o *Operator) Issue(edit func(*jwt.UserClaims)) (userJWT, seed string) {
	o.tb.Helper()
	return o.issue(o.app, edit)
}

// SystemCreds is the content of a .creds file for a user of the system account.
func (o *Operator) SystemCreds() string {
	o.tb.Helper()
	return o.creds(o.issue(o.system, func(*jwt.UserClaims) {}))
}

func (o *Operator) creds(userJWT, seed string) string {
	o.tb.Helper()
	return string(must(jwt.FormatUserConfig(userJWT, []byte(seed)))(o.tb))
}

func (o *Operator) issue(account nkeys.KeyPair, edit func(*jwt.UserClaims)) (userJWT, seed string) {
	o.tb.Helper()
	seed = newSeed(o.tb)
	kp := must(nkeys.FromSeed([]byte(seed)))(o.tb)
	claims := jwt.NewUserClaims(must(kp.PublicKey())(o.tb))
	claims.Name = "user"
	edit(claims)
	return must(claims.Encode(account))(o.tb), seed
}

// revoke adds a revocation and returns the account's new claims, as a server
// reads them.
func (o *Operator) revoke(user string) *jwt.AccountClaims {
	o.tb.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	// A revocation counts for what was issued at that second or before.
	o.claims.RevokeAt(user, time.Now())
	return must(jwt.DecodeAccountClaims(must(o.claims.Encode(o.key))(o.tb)))(o.tb)
}

// must fails the test on an error: must(f())(tb).
func must[T any](v T, err error) func(testing.TB) T {
	return func(tb testing.TB) T {
		tb.Helper()
		if err != nil {
			tb.Fatalf("prepare the fixture: %v", err)
		}
		return v
	}
}
