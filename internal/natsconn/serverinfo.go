package natsconn

import (
	"crypto/tls"
	"strings"
	"time"
)

// ServerInfo is what a NATS server says of itself when a link comes up (its
// INFO line, NATS client protocol).
type ServerInfo struct {
	ID              string
	Name            string
	Version         string
	Cluster         string
	Address         string // host:port that was dialled
	ClientID        uint64
	ClientIP        string
	MaxPayload      int64 // bytes
	Headers         bool
	AuthRequired    bool
	JetStream       bool
	JetStreamDomain string
	APILevel        int // of JetStream; 0 when the server does not say
	Account         string
	SystemAccount   bool
	TLS             *TLSInfo
}

// TLSInfo describes the link's encryption.
type TLSInfo struct {
	Version     string
	CipherSuite string
	ServerName  string
	PeerSubject string
	PeerName    string    // the first name that the server's certificate is for
	NotAfter    time.Time // of the server's certificate
}

func tlsFactsOf(state tls.ConnectionState) *TLSInfo {
	info := &TLSInfo{
		Version:     tls.VersionName(state.Version),
		CipherSuite: tls.CipherSuiteName(state.CipherSuite),
		ServerName:  state.ServerName,
	}
	if len(state.PeerCertificates) > 0 {
		peer := state.PeerCertificates[0]
		info.PeerSubject, info.PeerName, info.NotAfter = clip(peer.Subject.String()), clip(peer.Subject.CommonName), peer.NotAfter
		if len(peer.DNSNames) > 0 {
			info.PeerName = clip(peer.DNSNames[0])
		}
	}
	return info
}

// readServerInfo asks nats.go, whose mutex may be held for long: never on a
// request's path.
func (l *link) readServerInfo() *ServerInfo {
	nc := l.nc
	info := &ServerInfo{
		ID: clip(nc.ConnectedServerId()), Name: clip(nc.ConnectedServerName()), Version: clip(nc.ConnectedServerVersion()),
		Cluster: clip(nc.ConnectedClusterName()), MaxPayload: nc.MaxPayload(), Headers: nc.HeadersSupported(),
		AuthRequired: nc.AuthRequired(), JetStreamDomain: clip(nc.ConnectedDomain()),
		Account: clip(nc.RemoteAccount()), SystemAccount: nc.IsSystemAccount(),
	}
	info.JetStream, info.APILevel = nc.ConnectedServerJetStream()
	if id, err := nc.GetClientID(); err == nil {
		info.ClientID = id
	}
	if ip, err := nc.GetClientIP(); err == nil {
		info.ClientIP = ip.String()
	}
	a := l.lastAttempt.Load()
	a.mark(func(a *attempt) {
		info.Address, info.TLS = a.address, a.tls
	})
	return info
}

// clip bounds a text that a server chose; an INFO line may be a megabyte long.
func clip(s string) string {
	const most = 256
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// host names the target in sentences: what is connected, or the first address.
func (l *link) host() string {
	if a := l.lastAttempt.Load(); a != nil {
		return a.address
	}
	return "the server"
}
