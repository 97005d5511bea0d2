package dialpolicy

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

const (
	// maxLookups bounds the lookups under way, because one whose resolver ignores
	// its context goes on after its caller has left.
	maxLookups = 64
	// maxCandidates bounds what one dial may try, so that a name with a thousand
	// addresses does not make HeyNATS scan a network.
	maxCandidates = 8
	// nextAfter is when the next address is tried beside one that has not
	// answered (RFC 8305, connection attempt delay).
	nextAfter = 250 * time.Millisecond
)

// dialFunc connects to a literal address; control sees it just before.
type dialFunc func(ctx context.Context, network string, addr netip.AddrPort, control controlFunc) (net.Conn, error)

type controlFunc = func(ctx context.Context, network, address string, c syscall.RawConn) error

func dialSocket(ctx context.Context, network string, addr netip.AddrPort, control controlFunc) (net.Conn, error) {
	d := net.Dialer{ControlContext: control}
	return d.DialContext(ctx, network, addr.String())
}

// DialContext connects to "host:port" over tcp, tcp4 or tcp6. A name is
// resolved anew by each call; every address it has is checked, and only those
// that may be dialled are, each a quarter of a second after the one before or
// at once when that has failed. The first to connect is returned.
//
// Errors are the context's cause when it ended, a *fault.Error
// ("target_forbidden") when no address may be dialled, a *net.DNSError when
// resolving failed, and otherwise the *net.OpError of the first address.
func (p *Policy) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := splitAddress(network, address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	addrs, err := p.resolve(ctx, network, host)
	if err != nil {
		return nil, err
	}
	candidates, err := p.permitted(host, port, addrs)
	if err != nil {
		return nil, err
	}
	return p.dialFirst(ctx, network, host, candidates)
}

func splitAddress(network, address string) (host string, port uint16, err error) {
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return "", 0, forbidden("Only TCP addresses can be dialled.")
	}
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return "", 0, forbidden("%s is not host:port.", show(address))
	}
	if port, err = parsePort(portText); err != nil {
		return "", 0, forbidden("The port of %s is not a number from 1 to 65535.", show(host))
	}
	if _, err := hostName(host); err != nil {
		return "", 0, err
	}
	return host, port, nil
}

// resolve returns the addresses of the host for the network, without repeats.
func (p *Policy) resolve(ctx context.Context, network, host string) ([]netip.Addr, error) {
	start := time.Now()
	addrs, err := p.lookup(ctx, network, host)
	traceOf(ctx).resolved(addrs, time.Since(start), err)
	return addrs, err
}

func (p *Policy) lookup(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return ofFamily(network, host, []netip.Addr{a})
	}
	select {
	case p.lookups <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	type answer struct {
		addrs []netip.Addr
		err   error
	}
	answers := make(chan answer, 1)
	// Nobody waits for this one when the context ends first; maxLookups bounds how
	// many there can be.
	go func() {
		defer func() { <-p.lookups }()
		addrs, err := p.resolver.LookupNetIP(ctx, "ip"+strings.TrimPrefix(network, "tcp"), host)
		answers <- answer{addrs, err}
	}()
	select {
	case a := <-answers:
		if a.err != nil {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			return nil, a.err
		}
		return ofFamily(network, host, a.addrs)
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// ofFamily keeps the addresses that fit tcp4 or tcp6, unmapped and once each.
func ofFamily(network, host string, addrs []netip.Addr) ([]netip.Addr, error) {
	var kept []netip.Addr
	seen := map[netip.Addr]bool{}
	for _, a := range addrs {
		a = a.Unmap()
		if seen[a] || (network == "tcp4" && !a.Is4()) || (network == "tcp6" && a.Is4()) {
			continue
		}
		seen[a] = true
		kept = append(kept, a)
	}
	if len(kept) == 0 {
		return nil, &net.DNSError{Err: "no suitable address", Name: host, IsNotFound: true}
	}
	return kept, nil
}

// permitted returns the addresses that may be dialled, or why the first may not.
func (p *Policy) permitted(host string, port uint16, addrs []netip.Addr) ([]netip.AddrPort, error) {
	var (
		may   []netip.AddrPort
		first error
	)
	for _, a := range addrs {
		ap := netip.AddrPortFrom(a, port)
		if err := p.Check(host, ap); err == nil {
			may = append(may, ap)
		} else if first == nil {
			first = err
		}
	}
	if len(may) == 0 {
		return nil, first
	}
	return may[:min(len(may), maxCandidates)], nil
}

// attempt is how the dial of one address ended.
type attempt struct {
	addr netip.AddrPort
	conn net.Conn
	took time.Duration
	err  error
}

// dialFirst returns the first connection among the candidates. When it returns,
// every attempt has ended.
func (p *Policy) dialFirst(ctx context.Context, network, host string, candidates []netip.AddrPort) (net.Conn, error) {
	dialing, cancel := context.WithCancel(ctx)
	ended := make(chan attempt)
	running := 0
	defer func() {
		cancel()
		for ; running > 0; running-- { // the late ones
			if a := <-ended; a.conn != nil {
				_ = a.conn.Close()
			}
		}
	}()
	next := time.NewTimer(0)
	defer next.Stop()
	var first error
	for {
		select {
		case <-next.C:
			if len(candidates) == 0 {
				continue
			}
			addr := candidates[0]
			candidates = candidates[1:]
			running++
			go func() { ended <- p.dialOne(dialing, network, host, addr) }()
			next.Reset(nextAfter)
		case a := <-ended:
			running--
			traceOf(ctx).dialed(a.addr, a.took, a.err)
			if a.err == nil {
				return a.conn, nil
			}
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			if first == nil {
				first = a.err
			}
			if running == 0 && len(candidates) == 0 {
				return nil, first
			}
			next.Reset(0)
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}

func (p *Policy) dialOne(ctx context.Context, network, host string, addr netip.AddrPort) attempt {
	start := time.Now()
	// The address was checked already; this looks at what the socket is really
	// about to connect to, whatever came between.
	control := func(_ context.Context, _, address string, _ syscall.RawConn) error {
		final, err := netip.ParseAddrPort(address)
		if err != nil {
			return forbidden("The address of %s cannot be read.", show(host))
		}
		return p.Check(host, final)
	}
	conn, err := p.dial(ctx, network, addr, control)
	if err != nil {
		conn = nil
		if _, ok := errors.AsType[*net.OpError](err); !ok {
			err = &net.OpError{Op: "dial", Net: network, Addr: net.TCPAddrFromAddrPort(addr), Err: err}
		}
	}
	return attempt{addr: addr, conn: conn, took: time.Since(start), err: err}
}
