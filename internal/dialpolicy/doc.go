// Package dialpolicy decides which addresses may be dialled, and dials them.
//
// Targets come from users, so they are hostile until checked. A caller builds
// one Policy and opens every socket to a target with its DialContext, at the
// first connect, on every reconnect, for advertised servers, WebSocket and
// monitoring URLs:
//
//	p, err := dialpolicy.New(dialpolicy.Config{Allow: []string{"10.0.0.0/8:4222"}})
//	conn, err := p.DialContext(ctx, "tcp", "nats.example.com:4222")
//
// The promises: every address is checked after the name was resolved and before
// it is dialled, with nothing resolved in between, and once more by the socket
// just before it connects; a refusal is a *fault.Error with the code
// "target_forbidden" that names the host and says why; no error carries a byte
// that a target sent; a call ends with its context, even when the system's
// resolver does not.
//
// # Rules
//
// A rule is a network, an address, a host name, or *, each with or without
// ports:
//
//	10.0.0.0/8   10.1.2.3   10.1.2.3:4222   10.0.0.0/8:4222-4230
//	fd00::/8     [fd00::7]:4222             [fd00::/8]:4222
//	nats.example.com        *.example.com:4222
//	*            *:4222
//
// *.example.com takes every name below example.com, not example.com itself. A
// rule with a name looks at the host that was asked for: allowing a name allows
// what it resolves to, and denying a name does not deny its addresses. A rule
// with an address or a network looks at what the host resolved to.
//
// The order of rules means nothing. An address is judged by the first of these
// that says something:
//
//  1. Exempt targets may be dialled.
//  2. What a deny rule takes may not be.
//  3. What is never a NATS server may not be (link-local, cloud metadata,
//     unspecified, multicast, broadcast and reserved addresses, and any with a
//     zone), unless an allow rule says exactly that address or exactly that
//     host name. Networks, *.example.com and * do not open these.
//  4. What an allow rule takes may be.
//  5. With the deny rule *, without ports, nothing else may be. It is the one
//     deny rule that does not win over allow: it turns the allow rules into
//     the complete list.
//  6. Loopback and private addresses may be when HeyNATS itself listens on
//     loopback only, and otherwise not.
//  7. Everything else, the public Internet, may be.
//
// So allow rules add to a safe default, deny rules take away from it, and
// "deny *" leaves what is allowed and no more. An IPv4 address inside an IPv6
// one (NAT64, 6to4, Teredo) is judged and denied like the IPv4 address, but
// only a rule about the IPv6 address itself allows it. A mapped one
// (::ffff:10.0.0.1) simply is the IPv4 address.
package dialpolicy
