package natstest

import (
	"cmp"
	"crypto/tls"
	"fmt"
	"net/url"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

const (
	host          = "127.0.0.1"
	systemAccount = "$SYS"
	maxMemory     = 64 << 20
	maxStore      = 256 << 20
)

// options builds fresh options for the real server: it keeps and changes the
// ones it gets.
func (s *settings) options() (*server.Options, error) {
	o := &server.Options{
		ServerName: s.Name, Host: host, Port: s.Port,
		NoSigs: true, NoLog: true,
		MaxConn:             s.MaxConnections,
		LameDuckGracePeriod: s.LameDuckGrace, LameDuckDuration: s.LameDuckDuration,
		Authorization: s.Token,
	}
	if s.JetStream {
		o.JetStream, o.StoreDir = true, s.StoreDir
		o.JetStreamMaxMemory, o.JetStreamMaxStore = maxMemory, cmp.Or(s.MaxStore, maxStore)
	}
	if s.Monitor {
		o.HTTPHost, o.HTTPPort = host, s.MonitorPort
	}
	for _, step := range []func(*server.Options) error{s.addUsers, s.addTLS, s.addCluster, s.addTrust} {
		if err := step(o); err != nil {
			return nil, err
		}
	}
	for _, edit := range s.edits {
		edit(o)
	}
	return o, nil
}

func (s *settings) addUsers(o *server.Options) error {
	if len(s.Users) > 0 {
		// Without an authorization block a server whose only other account is
		// the system's lets everybody in; only its parser can say there is one.
		if err := o.ProcessConfigString("authorization {}"); err != nil {
			return fmt.Errorf("require authorization: %w", err)
		}
	}
	var system *server.Account
	for _, u := range s.Users {
		su := &server.User{Username: u.Name, Password: u.Password, Permissions: u.Permissions.server()}
		if u.System {
			if system == nil {
				system = server.NewAccount(systemAccount)
				o.SystemAccount, o.Accounts = systemAccount, append(o.Accounts, system)
			}
			su.Account = system
		}
		o.Users = append(o.Users, su)
	}
	if !s.NKey {
		return nil
	}
	kp, err := nkeys.FromSeed([]byte(s.NKeySeed))
	if err != nil {
		return fmt.Errorf("read the nkey seed: %w", err)
	}
	public, err := kp.PublicKey()
	if err != nil {
		return fmt.Errorf("read the nkey's public key: %w", err)
	}
	o.Nkeys = []*server.NkeyUser{{Nkey: public}}
	return nil
}

func (p *Permissions) server() *server.Permissions {
	if p == nil {
		return nil
	}
	return &server.Permissions{
		Publish:   &server.SubjectPermission{Allow: p.PublishAllow, Deny: p.PublishDeny},
		Subscribe: &server.SubjectPermission{Allow: p.SubscribeAllow, Deny: p.SubscribeDeny},
	}
}

func (s *settings) addTLS(o *server.Options) error {
	if s.WebSocket {
		o.Websocket = server.WebsocketOpts{Host: host, Port: s.WSPort, NoTLS: !s.WSTLS}
	}
	if s.Certs == nil {
		return nil
	}
	cfg, err := s.Certs.serverTLS()
	if err != nil {
		return err
	}
	if s.WSTLS {
		o.Websocket.TLSConfig = cfg.Clone()
	}
	if s.TLS {
		if s.MutualTLS {
			cfg.ClientAuth = tls.RequireAndVerifyClientCert
		}
		o.TLS, o.TLSVerify, o.TLSConfig = true, s.MutualTLS, cfg
		o.TLSHandshakeFirst = s.TLSFirst
		o.TLSTimeout = 10
	}
	return nil
}

func (s *settings) addCluster(o *server.Options) error {
	if s.ClusterName == "" {
		return nil
	}
	// One route between two servers, so that counting routes says when all are there.
	o.Cluster = server.ClusterOpts{Name: s.ClusterName, Host: host, Port: s.ClusterPort, PoolSize: -1}
	o.Cluster.Compression.Mode = server.CompressionOff
	for _, r := range s.Routes {
		u, err := url.Parse(r)
		if err != nil {
			return fmt.Errorf("read route %s: %w", r, err)
		}
		o.Routes = append(o.Routes, u)
	}
	return nil
}

func (s *settings) addTrust(o *server.Options) error {
	if s.Trust == nil {
		return nil
	}
	op, err := jwt.DecodeOperatorClaims(s.Trust.Operator)
	if err != nil {
		return fmt.Errorf("read the operator: %w", err)
	}
	resolver := &server.MemAccResolver{}
	for key, claims := range s.Trust.Accounts {
		if err := resolver.Store(key, claims); err != nil {
			return fmt.Errorf("store account %s: %w", key, err)
		}
	}
	o.TrustedOperators = []*jwt.OperatorClaims{op}
	o.SystemAccount, o.AccountResolver = s.Trust.SystemAccount, resolver
	return nil
}
