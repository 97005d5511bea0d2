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
func (l *link) options(ctx context.Context, t *Target, creds Credentials) nats.Options {
	o := nats.GetDefaultOptions()
	o.Servers = plainURLs(t.URLs)
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
	o.CustomReconnectDelayCB = l.pause
	o.NoCallbacksAfterClientClose = true
	o.PermissionErrOnSubscribe = true
	o.SubChanLen = subscriptionBuffer
	o.DisconnectedErrCB = func(_ *nats.Conn, err error) { l.onDisconnect(err) }
	o.ReconnectedCB = func(*nats.Conn) { l.onReconnect() }
	o.ClosedCB = func(nc *nats.Conn) { l.onClosed(nc.LastError()) }
	o.AsyncErrorCB = func(_ *nats.Conn, _ *nats.Subscription, err error) { l.onError(err) }
	o.LameDuckModeHandler = func(*nats.Conn) { l.onLameDuck() }
	// With TLS wanted nats.go insists that the server offers it.
	o.Secure = l.via.wantTLS && !l.via.webSocket
	o.TLSHandshakeFirst = l.via.tlsFirst
	authenticate(&o, creds)
	return o
}

// pause says how long nats.go waits after it walked all addresses n times, and
// notes it for those who watch.
func (l *link) pause(n int) time.Duration {
	d := reconnectDelay(n)
	l.nextTry.Store(int64(l.m.now() + d))
	return d
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

// transportOf says how to speak to a target. TLS is ours to do, see socket.
func transportOf(t *Target, creds Credentials) (transport, error) {
	cfg, err := tlsConfig(t, creds)
	return transport{
		tls: cfg, tlsFirst: t.TLSFirst, webSocket: strings.HasPrefix(t.URLs[0], "ws"),
		wantTLS: t.wantTLS || slices.ContainsFunc(t.URLs, func(u string) bool {
			return strings.HasPrefix(u, "tls:") || strings.HasPrefix(u, "wss:")
		}),
	}, err
}

// plainURLs are the addresses for nats.go, which must not do TLS on WebSockets
// a second time.
func plainURLs(urls []string) []string {
	plain := make([]string, 0, len(urls))
	for _, u := range urls {
		if rest, ok := strings.CutPrefix(u, "wss:"); ok {
			u = "ws:" + rest
		}
		plain = append(plain, u)
	}
	return plain
}

// authenticate gives nats.go the credentials by callbacks, so that its options,
// which a stray %+v could print, do not hold them.
func authenticate(o *nats.Options, creds Credentials) {
	o.UserInfo = func() (string, string) { return creds.Username, creds.Password }
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
