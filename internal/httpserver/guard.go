package httpserver

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/heynats/heynats/internal/fault"
)

var errCrossOrigin = fault.New(fault.Forbidden, "cross_origin", "This request comes from a page of another origin.").
	WithHint("Only the page that HeyNATS itself serves, and programs that are no browser, may change something.")

// hostCheck keeps a page that points its own name at our address (DNS rebinding)
// from talking to us as if it were ours: its requests carry its name.
type hostCheck struct {
	wanted bool
	allow  []string
}

func (c hostCheck) check(r *http.Request) error {
	if !c.wanted {
		return nil
	}
	host := hostOf(r.Host)
	if isLoopbackName(host) || slices.Contains(c.allow, host) {
		return nil
	}
	return fault.New(fault.Forbidden, "host_forbidden", "HeyNATS does not answer to the host name of this request.").
		WithHint("Open it as localhost or 127.0.0.1, or start it with --allow-host and the name.")
}

// hostOf returns the host of a Host header in lower case, without port,
// brackets and the root's dot.
func hostOf(header string) string {
	host, _, err := net.SplitHostPort(header)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(header, "["), "]")
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

func isLoopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// claimsLoopback reports whether an address to listen on says that it is one.
func claimsLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && isLoopbackName(strings.ToLower(host))
}

// secure sets the headers that every answer carries. What must not be cached or
// may hold a script of its own says so by replacing them.
func secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
}
