package natsconn

import (
	"context"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nats-io/jwt/v2"

	"github.com/heynats/heynats/internal/dialpolicy"
	"github.com/heynats/heynats/internal/natstest"
)

// TestEveryKindOfConnection connects, parks and wakes with each kind of
// credentials and transport, so that what was sealed is what is needed.
func TestEveryKindOfConnection(t *testing.T) {
	type kind struct {
		name    string
		options []natstest.Option
		request func(s *natstest.Server) Request
		auth    AuthKind
		tls     bool
	}
	tlsWith := func(s *natstest.Server, edit func(*Request)) Request {
		r := Request{URL: s.URL(), Auth: Secrets{CA: s.Certs().CA}}
		if edit != nil {
			edit(&r)
		}
		return r
	}
	for _, k := range []kind{
		{"none", nil, func(s *natstest.Server) Request { return Request{URL: s.URL()} }, AuthNone, false},
		{"host and port", nil, func(s *natstest.Server) Request {
			at := netip.MustParseAddrPort(s.Addr())
			return Request{Host: at.Addr().String(), Port: int(at.Port())}
		}, AuthNone, false},
		{"user", []natstest.Option{natstest.WithUser("ann", "s3cret/:@")}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "s3cret/:@"}}
		}, AuthUser, false},
		{"user in the address", []natstest.Option{natstest.WithUser("ann", "secret")}, func(s *natstest.Server) Request {
			return Request{URL: "ann:secret@" + s.Addr()}
		}, AuthUser, false},
		{"token", []natstest.Option{natstest.WithToken("t0ken")}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{Token: "t0ken"}}
		}, AuthToken, false},
		{"token in the address", []natstest.Option{natstest.WithToken("t0ken")}, func(s *natstest.Server) Request {
			return Request{URL: "nats://t0ken@" + s.Addr()}
		}, AuthToken, false},
		{"nkey", []natstest.Option{natstest.WithNKey()}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{NKeySeed: s.NKeySeed()}}
		}, AuthNKey, false},
		{"credentials file", []natstest.Option{natstest.WithOperator()}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{Creds: s.Operator().Creds(0)}}
		}, AuthCreds, false},
		{"jwt and seed", []natstest.Option{natstest.WithOperator()}, func(s *natstest.Server) Request {
			userJWT, seed := s.Operator().Issue(func(*jwt.UserClaims) {})
			return Request{URL: s.URL(), Auth: Secrets{JWT: userJWT, Seed: seed}}
		}, AuthJWT, false},
		{"tls", []natstest.Option{natstest.WithTLS(false)}, func(s *natstest.Server) Request { return tlsWith(s, nil) }, AuthNone, true},
		{"mutual tls", []natstest.Option{natstest.WithTLS(true)}, func(s *natstest.Server) Request {
			return tlsWith(s, func(r *Request) { r.Auth.Cert, r.Auth.Key = s.Certs().ClientCert, s.Certs().ClientKey })
		}, AuthTLS, true},
		{"tls first", []natstest.Option{natstest.WithTLSFirst()}, func(s *natstest.Server) Request {
			return tlsWith(s, func(r *Request) { r.TLSFirst = true })
		}, AuthNone, true},
		{"tls wanted by the server alone", []natstest.Option{natstest.WithTLS(false)}, func(s *natstest.Server) Request {
			return tlsWith(s, func(r *Request) { r.URL = "nats://" + s.Addr() })
		}, AuthNone, true},
		{"websocket", []natstest.Option{natstest.WithWebSocket(false), natstest.WithUser("ann", "secret")}, func(s *natstest.Server) Request {
			return Request{URL: s.WSURL(), Auth: Secrets{Username: "ann", Password: "secret"}}
		}, AuthUser, false},
		{"secure websocket", []natstest.Option{natstest.WithWebSocket(true)}, func(s *natstest.Server) Request {
			return Request{URL: s.WSURL(), Auth: Secrets{CA: s.Certs().CA}}
		}, AuthNone, true},
	} {
		t.Run(k.name, func(t *testing.T) {
			s := natstest.Start(t, k.options...)
			r := newRig(t, Config{})
			c := r.openAs(k.request(s))
			r.parkNow(c)
			lease := r.acquire(c)
			defer lease.Release()
			_, err := lease.Request(ctx(t), "nobody.listens", nil)
			wantCode(t, err, "no_responders")
			got := r.Snapshot(c)
			if got.Target.Auth != k.auth || (lease.Server().TLS != nil) != k.tls || got.Wakes != 1 {
				t.Errorf("auth %s, TLS %+v, wakes %d", got.Target.Auth, lease.Server().TLS, got.Wakes)
			}
			if strings.Contains(strings.Join(got.Target.URLs, ","), "@") {
				t.Errorf("userinfo in %v", got.Target.URLs)
			}
		})
	}
}

func TestRefusedCredentialsOfEveryKind(t *testing.T) {
	stranger := natstest.Start(t, natstest.WithOperator())
	otherKey := natstest.Start(t, natstest.WithNKey())
	otherCA := natstest.NewCerts(t)
	for _, tt := range []struct {
		name    string
		options []natstest.Option
		request func(s *natstest.Server) Request
		code    string
	}{
		{"no credentials", []natstest.Option{natstest.WithUser("ann", "secret")}, func(s *natstest.Server) Request { return Request{URL: s.URL()} }, "reauth_required"},
		{"token", []natstest.Option{natstest.WithToken("t")}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{Token: "wrong"}}
		}, "reauth_required"},
		{"nkey", []natstest.Option{natstest.WithNKey()}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{NKeySeed: otherKey.NKeySeed()}}
		}, "reauth_required"},
		{"nkey where none is known", nil, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{NKeySeed: otherKey.NKeySeed()}}
		}, "reauth_required"},
		{"credentials of another operator", []natstest.Option{natstest.WithOperator()}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{Creds: stranger.Operator().Creds(0)}}
		}, "reauth_required"},
		{"no client certificate", []natstest.Option{natstest.WithTLS(true)}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{CA: s.Certs().CA}}
		}, "reauth_required"},
		{"client certificate of another CA", []natstest.Option{natstest.WithTLS(true)}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{CA: s.Certs().CA, Cert: otherCA.ClientCert, Key: otherCA.ClientKey}}
		}, "reauth_required"},
		{"server of another CA", []natstest.Option{natstest.WithTLS(false)}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{CA: otherCA.CA}}
		}, "nats_unreachable"},
		{"another server name", []natstest.Option{natstest.WithTLS(false)}, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), ServerName: "other.example.com", Auth: Secrets{CA: s.Certs().CA}}
		}, "nats_unreachable"},
		{"tls wanted, plain offered", nil, func(s *natstest.Server) Request { return Request{URL: "tls://" + s.Addr()} }, "nats_unreachable"},
		{"tls options, plain offered", nil, func(s *natstest.Server) Request {
			return Request{URL: s.URL(), Auth: Secrets{CA: otherCA.CA}}
		}, "nats_unreachable"},
		{"websocket to a plain port", nil, func(s *natstest.Server) Request { return Request{URL: "ws://" + s.Addr()} }, "nats_unreachable"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := natstest.Start(t, tt.options...)
			r := newRig(t, Config{DialTimeout: DefaultReconnectWait})
			_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, tt.request(s)))
			f := wantCode(t, err, tt.code)
			t.Logf("%s (%v)", f.Detail, f.Unwrap())
		})
	}
}

func TestReplaceKeepsWhatIsNotGiven(t *testing.T) {
	s := natstest.Start(t, natstest.WithTLS(true), natstest.WithUser("ann", "secret"))
	r := newRig(t, Config{})
	c := r.openAs(Request{URL: s.URL(), Auth: Secrets{
		Username: "ann", Password: "secret", CA: s.Certs().CA, Cert: s.Certs().ClientCert, Key: s.Certs().ClientKey,
	}})
	s.Reload(natstest.WithUser("ann", "changed"))
	creds, kind, err := NewCredentials(Secrets{Username: "ann", Password: "changed"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Replace(ctx(t), c, r.key, creds, kind); err != nil {
		t.Fatalf("the CA or the client certificate was dropped: %v", err)
	}
	creds, kind, err = NewCredentials(Secrets{CA: s.Certs().CA})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Replace(ctx(t), c, r.key, creds, kind); err != nil || c.Target().Auth != AuthUser {
		t.Fatalf("a CA alone dropped the user: %v, %s", err, c.Target().Auth)
	}
}

func TestBreakerOfOneSchemeLeavesTheOthers(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{DialTimeout: DefaultReconnectWait})
	for range 2 * breakerFailures {
		_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: "ws://" + s.Addr()}))
		wantCode(t, err, "nats_unreachable")
	}
	r.open(s.URL())
}

// rebinding resolves a name to a good address first and to a bad one later.
type rebinding struct {
	bad  atomic.Bool
	good netip.Addr
}

func (r *rebinding) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	if r.bad.Load() {
		return []netip.Addr{netip.MustParseAddr("169.254.169.254")}, nil
	}
	return []netip.Addr{r.good}, nil
}

func TestCase49_PolicyOnTheResolvedAddressAlsoOnReconnect(t *testing.T) {
	s := natstest.Start(t)
	at := netip.MustParseAddrPort(s.Addr())
	dns := &rebinding{good: at.Addr()}
	policy, err := dialpolicy.New(dialpolicy.Config{LoopbackListener: true, Resolver: dns})
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, Config{}, func(d *Deps) { d.Dialer = policy })
	url := "nats://innocent.example.com:" + strings.Split(s.Addr(), ":")[1]
	leased, parked := r.open(url), r.open(url)
	lease := r.acquire(leased)
	defer lease.Release()
	dns.bad.Store(true)
	for _, bad := range []string{"nats://169.254.169.254", "nats://innocent.example.com", "ws://innocent.example.com", "nats://[::ffff:169.254.169.254]:4222"} {
		_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: bad}))
		wantCode(t, err, "target_forbidden")
	}
	r.parkNow(parked)
	_, err = r.GetOrReconnect(ctx(t), parked, r.key, Active)
	wantCode(t, err, "target_forbidden")
	s.Kick("heynats/")
	r.waitState(leased, StateReconnecting)
	_, err = r.GetOrReconnect(ctx(t), leased, r.key, Active)
	wantCode(t, err, "target_forbidden")
	dns.bad.Store(false)
	natstest.Until(t, "the leased link is back", func() bool { return r.Snapshot(leased).State == StateActive })
}
