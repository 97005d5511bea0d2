package dialpolicy

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// grammar is what a bad rule is answered with.
const grammar = "a network (10.0.0.0/8), an address, a host name (nats.example.com, *.example.com) or *, each with or without a port (:4222) or ports (:4222-4230); IPv6 with ports goes in brackets ([fd00::7]:4222)"

// rule takes some targets. Exactly one of any, prefix and name is set.
type rule struct {
	any    bool
	prefix netip.Prefix // an address is a prefix of all its bits
	zone   string       // of an address; empty takes every zone
	name   string       // lower case; of *.example.com it is .example.com
	from   uint16       // ports, inclusive; 0 means all
	to     uint16
}

// target is what rules are asked about.
type target struct {
	name  string       // as normalName gives it; empty when an address was asked for
	addrs []netip.Addr // as unfold gives them
	zone  string
	port  uint16
}

func parseRules(option string, texts []string) ([]rule, error) {
	rules := make([]rule, 0, len(texts))
	for _, text := range texts {
		r, err := parseRule(text)
		if err != nil {
			return nil, fmt.Errorf("%s rule %q: %w; a rule is %s", option, text, err, grammar)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

func parseRule(text string) (rule, error) {
	if strings.Contains(text, "://") {
		return rule{}, errors.New("write it without a scheme")
	}
	hostText, portText, err := splitPorts(strings.TrimSpace(text))
	if err != nil {
		return rule{}, err
	}
	r, err := parseHost(hostText)
	if err != nil {
		return rule{}, err
	}
	if portText != "" {
		r.from, r.to, err = parsePorts(portText)
	}
	return r, err
}

// splitPorts separates "host:ports", where the host may hold colons itself.
func splitPorts(text string) (host, ports string, err error) {
	if rest, ok := strings.CutPrefix(text, "["); ok {
		host, after, ok := strings.Cut(rest, "]")
		if !ok {
			return "", "", errors.New("the bracket is not closed")
		}
		if !strings.Contains(host, ":") {
			return "", "", errors.New("brackets are for IPv6")
		}
		ports, colon := strings.CutPrefix(after, ":")
		if after != "" && (!colon || ports == "") {
			return "", "", errors.New("after the bracket comes a colon and ports")
		}
		return host, ports, nil
	}
	if strings.Count(text, ":") > 1 {
		return text, "", nil
	}
	host, ports, colon := strings.Cut(text, ":")
	if colon && ports == "" {
		return "", "", errors.New("the port after the colon is missing")
	}
	return host, ports, nil
}

func parseHost(text string) (rule, error) {
	switch {
	case text == "":
		return rule{}, errors.New("it is empty")
	case text == "*":
		return rule{any: true}, nil
	case strings.Contains(text, "/"):
		return parseNetwork(text)
	case strings.HasPrefix(text, "*."):
		name, err := normalName(text[2:])
		return rule{name: "." + name}, err
	}
	if a, err := netip.ParseAddr(text); err == nil {
		if a.Is4In6() && a.Zone() != "" {
			return rule{}, errors.New("an IPv4 address has no zone")
		}
		bare := a.WithZone("").Unmap()
		return rule{prefix: netip.PrefixFrom(bare, bare.BitLen()), zone: a.Zone()}, nil
	}
	name, err := normalName(text)
	return rule{name: name}, err
}

func parseNetwork(text string) (rule, error) {
	p, err := netip.ParsePrefix(text)
	switch {
	case err != nil:
		return rule{}, errors.New("it is no network")
	case p.Addr().Is4In6():
		return rule{}, errors.New("write the network as IPv4")
	case p != p.Masked():
		return rule{}, fmt.Errorf("the address is not the network's first: write %s, or %s alone", p.Masked(), p.Addr())
	}
	return rule{prefix: p}, nil
}

func parsePorts(text string) (from, to uint16, err error) {
	first, last, isRange := strings.Cut(text, "-")
	if !isRange {
		last = first
	}
	if from, err = parsePort(first); err == nil {
		to, err = parsePort(last)
	}
	if err == nil && from > to {
		err = fmt.Errorf("ports %s run backwards", text)
	}
	return from, to, err
}

func parsePort(text string) (uint16, error) {
	n, err := strconv.ParseUint(text, 10, 16)
	if err != nil || n == 0 || text[0] == '+' {
		return 0, fmt.Errorf("%q is no port from 1 to 65535", text)
	}
	return uint16(n), nil
}

// String is the rule as New takes it.
func (r rule) String() string {
	host := r.name
	switch {
	case r.any:
		host = "*"
	case strings.HasPrefix(r.name, "."):
		host = "*" + r.name
	case r.prefix.IsValid() && r.prefix.IsSingleIP():
		host = r.prefix.Addr().WithZone(r.zone).String()
	case r.prefix.IsValid():
		host = r.prefix.String()
	}
	if r.from == 0 {
		return host
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if r.from == r.to {
		return fmt.Sprintf("%s:%d", host, r.from)
	}
	return fmt.Sprintf("%s:%d-%d", host, r.from, r.to)
}

// everything says that the rule is * without ports.
func (r rule) everything() bool { return r.any && r.from == 0 }

// exact says that the rule is one address or one host name: specific enough to
// open what is otherwise never dialled.
func (r rule) exact() bool {
	if r.name != "" {
		return r.name[0] != '.'
	}
	return !r.any && r.prefix.IsSingleIP()
}

// opens is takes for the rules that let a target through: those have to mean
// the address itself, not one that is wrapped in it.
func (r rule) opens(t target) bool {
	t.addrs = t.addrs[:1]
	return r.takes(t)
}

func (r rule) takes(t target) bool {
	if r.from != 0 && (t.port < r.from || t.port > r.to) {
		return false
	}
	switch {
	case r.any:
		return true
	case r.name == "":
		return r.takesAddr(t)
	case r.name[0] == '.':
		return len(t.name) > len(r.name) && strings.HasSuffix(t.name, r.name)
	}
	return t.name == r.name
}

func (r rule) takesAddr(t target) bool {
	if r.zone != "" && r.zone != t.zone {
		return false
	}
	for _, a := range t.addrs {
		if r.prefix.Contains(a) {
			return true
		}
	}
	return false
}

// normalName is the host name in lower case without its final dot. Names that
// some resolvers read as an IPv4 address (127.1, 0x7f.1, 2130706433) are
// refused: nobody calls a server so who means well.
func normalName(name string) (string, error) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "" || len(name) > 253 {
		return "", errors.New("a host name has 1 to 253 characters")
	}
	labels := strings.Split(name, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", errors.New("it is neither a host name nor an IP address in its usual form (international names go in their xn-- form)")
		}
	}
	if last := labels[len(labels)-1]; looksNumeric(last) {
		return "", errors.New("it looks like an IP address, but not one in its usual form")
	}
	return name, nil
}

// looksNumeric follows the URL standard's "ends in a number" check.
func looksNumeric(label string) bool {
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	return strings.Trim(label, "0123456789") == ""
}
