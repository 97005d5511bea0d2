package dialpolicy

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Code is the code of every refusal.
const Code = "target_forbidden"

// DefaultDialTimeout bounds a dial when Config says nothing.
const DefaultDialTimeout = 10 * time.Second

// Resolver finds the addresses of a host name; *net.Resolver is one. One that
// does not stop when its context ends is bounded all the same.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Config says what may be dialled; the package's doc has the rules.
type Config struct {
	// Allow and Deny are rules.
	Allow, Deny []string
	// Exempt are targets, host:port, that may always be dialled, such as the
	// playground. An address here also takes names that resolve to it.
	Exempt []string
	// LoopbackListener says that HeyNATS itself listens on loopback only, so that
	// whoever reaches it can reach loopback and private addresses anyway.
	LoopbackListener bool
	// DialTimeout bounds resolving and dialling together, over all addresses of
	// the host. Zero means DefaultDialTimeout.
	DialTimeout time.Duration
	// Resolver is net.DefaultResolver when nil.
	Resolver Resolver
}

// Policy checks and dials. It is safe for concurrent use and never changes.
type Policy struct {
	allow, deny, exempt []rule
	onlyAllowed         bool // deny says *
	loopback            bool
	timeout             time.Duration
	networks            []network
	metadata            []string
	resolver            Resolver
	lookups             chan struct{} // a slot for each lookup under way
	dial                dialFunc
}

// New returns a policy, or an error that names the rule it cannot read and says
// what is taken.
func New(cfg Config) (*Policy, error) {
	p := &Policy{
		loopback: cfg.LoopbackListener, timeout: cfg.DialTimeout, resolver: cfg.Resolver,
		networks: networks(), metadata: metadataNames(),
		lookups: make(chan struct{}, maxLookups), dial: dialSocket,
	}
	if p.timeout <= 0 {
		p.timeout = DefaultDialTimeout
	}
	if p.resolver == nil {
		p.resolver = net.DefaultResolver
	}
	var err error
	if p.allow, err = parseRules("allow", cfg.Allow); err != nil {
		return nil, err
	}
	if p.deny, err = parseRules("deny", cfg.Deny); err != nil {
		return nil, err
	}
	p.onlyAllowed = slices.ContainsFunc(p.deny, rule.everything)
	p.deny = slices.DeleteFunc(p.deny, rule.everything)
	for _, text := range cfg.Exempt {
		r, err := parseRule(text)
		if err != nil || !r.exact() || r.from == 0 || r.from != r.to {
			return nil, fmt.Errorf("exempt target %q: it is no host:port", text)
		}
		p.exempt = append(p.exempt, r)
	}
	return p, nil
}

// Check says whether this address may be dialled for the host that was asked
// for: a host name, or the address itself as text. The error is a *fault.Error
// of kind Forbidden with the code "target_forbidden".
func (p *Policy) Check(host string, addr netip.AddrPort) error {
	name, err := hostName(host)
	if err != nil {
		return err
	}
	if !addr.IsValid() || addr.Port() == 0 {
		return forbidden("%s has no address and port to dial.", show(host))
	}
	t := target{name: name, addrs: unfold(addr.Addr()), zone: addr.Addr().Zone(), port: addr.Port()}
	takes := func(r rule) bool { return r.takes(t) }
	opens := func(r rule) bool { return r.opens(t) }
	what := p.judge(t)
	switch {
	case slices.ContainsFunc(p.exempt, opens):
		return nil
	case slices.ContainsFunc(p.deny, takes):
		return forbidden("This HeyNATS server may not connect to %s: a deny rule says so.", describe(host, addr))
	case what.class == never:
		if slices.ContainsFunc(p.allow, func(r rule) bool { return r.exact() && r.opens(t) }) {
			return nil
		}
		return forbidden("This HeyNATS server may not connect to %s, which is %s.", describe(host, addr), what.words).
			WithHint(hint(host, addr, "Only an allow rule with exactly that address or host name opens it"))
	case slices.ContainsFunc(p.allow, opens):
		return nil
	case p.onlyAllowed:
		return forbidden("This HeyNATS server may connect only to what its allow rules name, and %s is not among it.", describe(host, addr)).
			WithHint(hint(host, addr, "Whoever runs HeyNATS can add an allow rule"))
	case what.class == private && !p.loopback:
		return forbidden("This HeyNATS server may not connect to %s, which is %s.", describe(host, addr), what.words).
			WithHint(hint(host, addr, "Because HeyNATS can be reached from other machines, whoever runs it has to add an allow rule"))
	}
	return nil
}

// hostName is the normal form of a host name, or empty for an address.
func hostName(host string) (string, error) {
	if _, err := netip.ParseAddr(host); err == nil {
		return "", nil
	}
	name, err := normalName(host)
	if err != nil {
		return "", forbidden("%s cannot be dialled: %s.", show(host), err).
			WithHint("Write an IPv4 address as four decimal numbers without leading zeros, such as 127.0.0.1.")
	}
	return name, nil
}

func forbidden(format string, args ...any) *fault.Error {
	return fault.New(fault.Forbidden, Code, fmt.Sprintf(format, args...))
}

// describe is the host, with what it resolved to when that is something else.
func describe(host string, addr netip.AddrPort) string {
	if a, err := netip.ParseAddr(host); err == nil && a == addr.Addr() {
		return addr.String()
	}
	return fmt.Sprintf("%s (%s)", show(host), addr)
}

// hint ends with an example of the rule that would help.
func hint(host string, addr netip.AddrPort, text string) string {
	if name, err := hostName(host); err == nil && name != "" {
		return fmt.Sprintf("%s, such as %s:%d or %s.", text, name, addr.Port(), addr)
	}
	return fmt.Sprintf("%s, such as %s.", text, addr)
}

// show quotes what is no plain host, and bounds it.
func show(host string) string {
	const most = 100
	if len(host) > most {
		host = host[:most] + "…"
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if _, err := normalName(host); err == nil {
		return host
	}
	return fmt.Sprintf("%q", host)
}
