package natsconn

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

// options is how nats.go is set up for a target. What it does by default and
// why that is not wanted here is in docs/CONNECTION_MANAGEMENT.md.
func (l *link) options(ctx context.Context, t *Target, creds Credentials) (nats.Options, error) {
	o := nats.GetDefaultOptions()
	o.Servers = slices.Clone(t.URLs)
	o.NoRandomize = true // the order that was typed
	o.Name = "heynats/" + l.m.cfg.Version
	o.InboxPrefix = t.InboxPrefix
	if o.InboxPrefix == "" {
		o.InboxPrefix = nats.InboxPrefix[:len(nats.InboxPrefix)-1]
	}
	o.CustomDialer = &linkDialer{l: l, first: ctx}
	o.SkipHostLookup = true          // it takes no context; our dialer resolves
	o.IgnoreDiscoveredServers = true // they would be dialled with the credentials
	o.Timeout = l.perServer(ctx)
	o.PingInterval, o.MaxPingsOut = pingInterval, maxPings
	o.FlusherTimeout = writeTimeout
	o.ReconnectBufSize = -1 // a publish during an outage fails at once, and is never sent later
	o.AllowReconnect, o.MaxReconnect = true, -1
	o.CustomReconnectDelayCB = reconnectDelay
	o.NoCallbacksAfterClientClose = true
	o.PermissionErrOnSubscribe = true
	o.SubChanLen = subscriptionBuffer
	o.DisconnectedErrCB = func(_ *nats.Conn, err error) { l.onDisconnect(err) }
	o.ReconnectedCB = func(*nats.Conn) { l.onReconnect() }
	o.ClosedCB = func(nc *nats.Conn) { l.onClosed(nc.LastError()) }
	o.AsyncErrorCB = func(_ *nats.Conn, _ *nats.Subscription, err error) { l.onError(err) }
	o.LameDuckModeHandler = func(*nats.Conn) { l.onLameDuck() }
	return l.secure(o, t, creds)
}

// perServer shares what is left of ctx among the addresses, so that a silent
// one does not keep its neighbours from being tried.
func (l *link) perServer(ctx context.Context) time.Duration {
	left := l.m.cfg.DialTimeout
	if deadline, ok := ctx.Deadline(); ok {
		left = time.Until(deadline)
	}
	return max(left/time.Duration(l.pool), 100*time.Millisecond)
}

func (l *link) secure(o nats.Options, t *Target, creds Credentials) (nats.Options, error) {
	tlsScheme := slices.ContainsFunc(t.URLs, func(u string) bool {
		return strings.HasPrefix(u, "tls:") || strings.HasPrefix(u, "wss:")
	})
	plainWS := strings.HasPrefix(t.URLs[0], "ws:") && !t.wantTLS
	if !plainWS { // nats.go takes a TLS config as a wish for TLS on ws://
		cfg, err := tlsConfig(t, creds, l.onTLS)
		if err != nil {
			return o, err
		}
		o.TLSConfig = cfg
	}
	o.Secure = tlsScheme || t.wantTLS
	o.TLSHandshakeFirst = t.TLSFirst
	authenticate(&o, creds, l.onConnect)
	return o, nil
}

// authenticate gives nats.go the credentials by callbacks. Every kind goes
// through UserInfo, which nats.go calls when it makes CONNECT: the moment when
// INFO and TLS are behind us.
func authenticate(o *nats.Options, creds Credentials, onConnect func()) {
	o.UserInfo = func() (string, string) {
		onConnect()
		return creds.Username, creds.Password
	}
	if creds.Token != "" {
		o.TokenHandler = func() string { return creds.Token }
	}
	if creds.Seed == "" {
		return
	}
	o.SignatureCB = func(nonce []byte) ([]byte, error) { return signNonce(creds.Seed, nonce) }
	if creds.JWT != "" {
		o.UserJWT = func() (string, error) { return creds.JWT, nil }
		return
	}
	o.Nkey = publicKey(creds.Seed)
}
