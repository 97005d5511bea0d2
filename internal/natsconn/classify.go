package natsconn

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

var (
	errLinkLost = errors.New("link lost")
	errNoSlot   = errors.New("no dial slot became free in time")
)

// class is what sort of failure a dial met.
type class string

const (
	classPolicy  class = "policy"
	classDNS     class = "dns"
	classRefused class = "refused"
	classTimeout class = "timeout"
	classReset   class = "reset"
	classNotNATS class = "not_nats"
	classTLS     class = "tls"
	classAuth    class = "auth"
	classFull    class = "max_connections"
	classBusy    class = "busy"
	classOther   class = "other"
)

// classes are all of them, for the metrics.
var classes = []class{
	classPolicy, classDNS, classRefused, classTimeout, classReset, classNotNATS,
	classTLS, classAuth, classFull, classBusy, classOther,
}

// ofTarget reports whether the failure says something about the target, so
// that others who want to go there should know of it.
func (c class) ofTarget() bool {
	switch c {
	case classDNS, classRefused, classTimeout, classReset, classNotNATS:
		return true
	case classPolicy, classTLS, classAuth, classFull, classBusy, classOther:
		return false
	}
	return false
}

// classOf tells what a failed dial died of. The attempt knows more than
// nats.go, which replaces a refused connection by "no servers available".
func classOf(err error, a *attempt) class {
	if fault.Is(err, "target_forbidden") {
		return classPolicy
	}
	if errors.Is(err, errNoSlot) {
		return classBusy
	}
	if c := classOfNATS(err); c != "" {
		return c
	}
	var seen error
	if a != nil {
		var full bool
		a.mark(func(a *attempt) { seen, full = a.failed, a.full })
		switch {
		case full:
			return classFull
		case fault.Is(seen, "target_forbidden"):
			return classPolicy
		case a.speaks() != "":
			return classNotNATS
		}
	}
	if c := classOfTLS(err); c != "" {
		return c
	}
	if c := classOfNet(err); c != classOther {
		return c
	}
	return classOfNet(seen)
}

func classOfNATS(err error) class {
	switch {
	case isAuth(err):
		return classAuth
	case errors.Is(err, nats.ErrMaxConnectionsExceeded), errors.Is(err, nats.ErrMaxAccountConnectionsExceeded),
		mentions(err, "maximum connections exceeded"), mentions(err, "maximum account active connections exceeded"):
		return classFull
	case errors.Is(err, nats.ErrNoInfoReceived), mentions(err, "invalid websocket connection"), mentions(err, "malformed http"),
		mentions(err, "invalid character"), mentions(err, "cannot unmarshal"):
		return classNotNATS
	case errors.Is(err, nats.ErrNkeysNotSupported):
		return classAuth
	case errors.Is(err, nats.ErrSecureConnWanted):
		return classTLS
	default:
		return ""
	}
}

func isAuth(err error) bool {
	for _, target := range []error{nats.ErrAuthorization, nats.ErrAuthExpired, nats.ErrAuthRevoked, nats.ErrAccountAuthExpired} {
		if errors.Is(err, target) {
			return true
		}
	}
	// Alerts with which a server refuses the client's certificate.
	alert, ok := errors.AsType[tls.AlertError](err)
	return (ok && (alert == 42 || alert == 45 || alert == 46 || alert == 48 || alert == 116)) ||
		mentions(err, "remote error: tls: certificate required") || mentions(err, "remote error: tls: bad certificate") ||
		mentions(err, "remote error: tls: unknown certificate") || mentions(err, "remote error: tls: expired certificate")
}

func classOfTLS(err error) class {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return classTLS
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return classTLS
	}
	if errors.Is(err, nats.ErrTLS) && !isTimeout(err) && !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) {
		return classTLS
	}
	return ""
}

func classOfNet(err error) class {
	if err == nil {
		return classOther
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return classDNS
	}
	switch {
	case errors.Is(err, errNotNATS), errors.Is(err, errInfoLong), errors.Is(err, errTooLarge):
		return classNotNATS
	case errors.Is(err, syscall.ECONNREFUSED):
		return classRefused
	case isTimeout(err):
		return classTimeout
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EPIPE), errors.Is(err, net.ErrClosed), errors.Is(err, io.ErrClosedPipe):
		return classReset
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return classRefused
	default:
		return classOther
	}
}

func isTimeout(err error) bool {
	if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrTimeout) {
		return true
	}
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

func mentions(err error, text string) bool {
	return err != nil && strings.Contains(strings.ToLower(err.Error()), text)
}

// speaks names another protocol that the peer greeted with.
func (a *attempt) speaks() string {
	var head string
	a.mark(func(a *attempt) { head = string(a.head) })
	switch {
	case strings.HasPrefix(head, "SSH-"):
		return "SSH"
	case strings.HasPrefix(head, "HTTP/"):
		return "HTTP"
	case strings.HasPrefix(head, "220 ") || strings.HasPrefix(head, "220-"):
		return "SMTP or FTP"
	default:
		return ""
	}
}

// dialFault says what a failed dial means to the person: where, what, and what
// to do. Nothing that the target sent is repeated.
func dialFault(err error, a *attempt, host string) *fault.Error {
	c := classOf(err, a)
	if a != nil {
		host = a.address
	}
	unreachable := func(detail, hint string) *fault.Error {
		return fault.New(fault.Unavailable, "nats_unreachable", detail).WithHint(hint).Wrap(err)
	}
	switch c {
	case classPolicy:
		if f, ok := errors.AsType[*fault.Error](err); ok {
			return f
		}
		return policyFault(a, host)
	case classAuth:
		return authFault(err, host)
	case classDNS:
		return unreachable("The name of "+host+" could not be resolved.", "Check the host name, and that the HeyNATS server can resolve it.")
	case classRefused:
		return unreachable(host+" refused the connection.", "Nothing listens there. Check the port, and that the server runs.")
	case classTimeout:
		return unreachable(host+" did not answer in time.", "A firewall may drop the packets, the server may be overloaded, or it is not a NATS server.")
	case classReset:
		return unreachable(host+" closed the connection before the handshake was over.", "Check the port and whether the server wants TLS first.")
	case classNotNATS:
		return unreachable(notNATS(a, host), "Check the port: NATS clients usually connect to 4222.")
	case classTLS:
		return unreachable("TLS with "+host+" failed: "+tlsReason(err)+".", "Check the CA and the server name under TLS.")
	case classFull:
		return unreachable(host+" has reached its maximum of connections.", "Try again later, or raise max_connections on the server.").
			WithNATS(0, "maximum connections exceeded")
	case classBusy:
		return unreachable("Too many connections to "+host+" are being opened at once.", "Try again in a moment.")
	case classOther:
	}
	return unreachable("The connection to "+host+" failed.", "The log of HeyNATS has the cause under the request id.")
}

func policyFault(a *attempt, host string) *fault.Error {
	var seen error
	if a != nil {
		a.mark(func(a *attempt) { seen = a.failed })
	}
	if f, ok := errors.AsType[*fault.Error](seen); ok {
		return f
	}
	return fault.New(fault.Forbidden, "target_forbidden", "HeyNATS is not allowed to connect to "+host+".")
}

func authFault(err error, host string) *fault.Error {
	f := fault.New(fault.Unauthenticated, "reauth_required", host+" refused the credentials.").
		WithHint("Check them, or ask who runs the server for new ones.").Wrap(err)
	switch {
	case errors.Is(err, nats.ErrAuthExpired):
		f = f.WithNATS(0, "User Authentication Expired")
		f.Detail = "The credentials for " + host + " have expired."
	case errors.Is(err, nats.ErrAccountAuthExpired):
		f = f.WithNATS(0, "Account Authentication Expired")
		f.Detail = "The account of the credentials for " + host + " has expired."
	case errors.Is(err, nats.ErrAuthRevoked):
		f = f.WithNATS(0, "User Authentication Revoked")
		f.Detail = "The credentials for " + host + " have been revoked."
	case errors.Is(err, nats.ErrAuthorization):
		f = f.WithNATS(0, "Authorization Violation")
	case errors.Is(err, nats.ErrNkeysNotSupported):
		f.Detail = host + " does not take NKeys or JWTs."
	default:
		f.Detail = host + " refused the client certificate, or wants one."
	}
	return f
}

func notNATS(a *attempt, host string) string {
	if a != nil {
		if other := a.speaks(); other != "" {
			return host + " is not a NATS server: it speaks " + other + "."
		}
	}
	return host + " answers, but not as a NATS server does."
}

// tlsReason picks the sentence fragment for a failed handshake from our own
// words: the peer chooses the bytes of its certificate.
func tlsReason(err error) string {
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "its certificate is signed by an authority that is not trusted"
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return "its certificate is for another host"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		if invalid.Reason == x509.Expired {
			return "its certificate is expired or not yet valid"
		}
		return "its certificate is not valid"
	}
	if errors.Is(err, nats.ErrSecureConnWanted) {
		return "the server does not offer TLS"
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "the server does not speak TLS on this port, or not first"
	}
	return "the handshake did not succeed"
}
