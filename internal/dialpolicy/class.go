package dialpolicy

import (
	"bytes"
	"net/netip"
	"slices"
)

// class is what an address is, from harmless to never.
type class uint8

const (
	public  class = iota
	private       // may be dialled when HeyNATS listens on loopback only
	never         // needs a rule that says exactly that address or name
)

// kind is a class with the words for it.
type kind struct {
	class class
	words string
}

// network is a part of the address space with its kind. The most specific one
// that holds an address counts.
type network struct {
	prefix netip.Prefix
	kind   kind
}

// networks returns the special-purpose parts of the address space (the IANA
// registries of RFC 6890, and the addresses at which clouds serve credentials),
// the most specific first. What is in none of them is public.
func networks() []network {
	var (
		loopback  = kind{private, "a loopback address"}
		local     = kind{private, "a private address"}
		linkLocal = kind{never, "a link-local address"}
		metadata  = kind{never, "a cloud metadata address"}
		nowhere   = kind{never, "not the address of one host"}
		reserved  = kind{never, "a reserved address"}
	)
	var all []network
	add := func(k kind, prefixes ...string) {
		for _, p := range prefixes {
			all = append(all, network{netip.MustParsePrefix(p), k})
		}
	}
	add(loopback, "127.0.0.0/8", "::1/128")
	add(local, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // RFC 1918
		"100.64.0.0/10",         // RFC 6598, carrier-grade NAT and VPNs
		"198.18.0.0/15",         // RFC 2544, benchmarks
		"fc00::/7", "fec0::/10") // RFC 4193; RFC 3879, deprecated
	add(linkLocal, "169.254.0.0/16", "fe80::/10")
	add(metadata, "169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32", // AWS, GCP, Azure; ECS; EKS
		"fd00:ec2::254/128", "fd00:ec2::23/128", "fd20:ce::254/128", // AWS, EKS, GCP
		"100.100.100.200/32", // Alibaba
		"192.0.0.192/32",     // Oracle
		"168.63.129.16/32")   // Azure, public otherwise
	add(nowhere, "0.0.0.0/8", "::/128", "224.0.0.0/4", "ff00::/8", "255.255.255.255/32")
	add(reserved, "192.0.0.0/24", "240.0.0.0/4",
		"::/96",          // RFC 4291, IPv4-compatible, deprecated
		"100::/64",       // RFC 6666, discard
		"64:ff9b:1::/48", // RFC 8215, NAT64 of unknown form
		"5f00::/16")      // RFC 9602, segment routing
	slices.SortStableFunc(all, func(a, b network) int { return b.prefix.Bits() - a.prefix.Bits() })
	return all
}

// metadataNames are the host names of the same services.
func metadataNames() []string {
	return []string{"metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal"}
}

// judge says what the strictest of the target's addresses is.
func (p *Policy) judge(t target) kind {
	if t.zone != "" {
		return kind{never, "an address of one network interface"}
	}
	if slices.Contains(p.metadata, t.name) {
		return kind{never, "a cloud metadata name"}
	}
	worst := kind{public, "a public address"}
	for _, a := range t.addrs {
		i := slices.IndexFunc(p.networks, func(n network) bool { return n.prefix.Contains(a) })
		if i >= 0 && p.networks[i].kind.class > worst.class {
			worst = p.networks[i].kind
		}
	}
	return worst
}

// unfold is the address without a zone, and behind it the IPv4 addresses that a
// translator on the way would make of it.
func unfold(a netip.Addr) []netip.Addr {
	a = a.WithZone("").Unmap()
	if a.Is4() {
		return []netip.Addr{a}
	}
	b := a.As16()
	switch {
	case bytes.HasPrefix(b[:], []byte{0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0}): // 64:ff9b::/96, NAT64, RFC 6052
		return []netip.Addr{a, netip.AddrFrom4([4]byte(b[12:]))}
	case bytes.HasPrefix(b[:], []byte{0x20, 0x02}): // 2002::/16, 6to4, RFC 3056
		return []netip.Addr{a, netip.AddrFrom4([4]byte(b[2:6]))}
	case bytes.HasPrefix(b[:], []byte{0x20, 0x01, 0, 0}): // 2001::/32, Teredo, RFC 4380: server, and client inverted
		client := [4]byte{^b[12], ^b[13], ^b[14], ^b[15]}
		return []netip.Addr{a, netip.AddrFrom4([4]byte(b[4:8])), netip.AddrFrom4(client)}
	}
	return []netip.Addr{a}
}
