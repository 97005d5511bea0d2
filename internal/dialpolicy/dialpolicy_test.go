package dialpolicy

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

func newPolicy(t *testing.T, cfg Config) *Policy {
	t.Helper()
	p, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// check asks for "host=address:port", or "address:port" when that is the host.
func check(t *testing.T, p *Policy, text string) error {
	t.Helper()
	host, addr, named := strings.Cut(text, "=")
	if !named {
		addr = host
	}
	ap, err := netip.ParseAddrPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	if !named {
		host = ap.Addr().String()
	}
	return p.Check(host, ap)
}

func TestSafeDefault(t *testing.T) {
	const (
		always   = "always"
		loopback = "when listening on loopback"
		never    = "never"
	)
	for _, tt := range []struct{ target, when string }{
		{"203.0.113.7:4222", always},
		{"8.8.8.8:22", always},
		{"nats.example.com=203.0.113.7:4222", always},
		{"[2606:4700::1]:4222", always},
		{"172.32.0.1:4222", always},
		{"100.128.0.1:4222", always},

		{"127.0.0.1:4222", loopback},
		{"127.255.255.254:4222", loopback},
		{"localhost=127.0.0.1:4222", loopback},
		{"localhost=[::1]:4222", loopback},
		{"[::ffff:127.0.0.1]:4222", loopback},
		{"10.0.0.1:4222", loopback},
		{"172.16.0.1:4222", loopback},
		{"172.31.255.255:4222", loopback},
		{"192.168.1.1:4222", loopback},
		{"100.64.0.1:4222", loopback},
		{"198.18.0.1:4222", loopback},
		{"[fc00::1]:4222", loopback},
		{"[fd12:3456::1]:4222", loopback},
		{"[::ffff:10.0.0.1]:4222", loopback},
		{"[64:ff9b::a00:1]:4222", loopback},           // NAT64 of 10.0.0.1
		{"[2002:c0a8:101::1]:4222", loopback},         // 6to4 of 192.168.1.1
		{"rebound.example=10.0.0.1:80", loopback},     // a public name with a private address
		{"[2001:0:cb00:7107::f5ff:fffe]:1", loopback}, // Teredo of client 10.0.0.1

		{"169.254.0.1:4222", never},
		{"169.254.169.254:80", never},
		{"innocent.example=169.254.169.254:80", never},
		{"[::ffff:169.254.169.254]:80", never},
		{"[64:ff9b::a9fe:a9fe]:80", never},
		{"[2002:a9fe:a9fe::]:80", never},
		{"[2001:0:cb00:7107::5601:5601]:80", never},
		{"[::169.254.169.254]:80", never},
		{"[64:ff9b:1::a9fe:a9fe]:80", never},
		{"169.254.170.2:80", never},
		{"100.100.100.200:80", never},
		{"192.0.0.192:80", never},
		{"168.63.129.16:80", never},
		{"[fd00:ec2::254]:80", never},
		{"[fd20:ce::254]:80", never},
		{"metadata.google.internal=203.0.113.7:80", never},
		{"Metadata.Google.Internal.=203.0.113.7:80", never},
		{"[fe80::1]:4222", never},
		{"[fe80::1%eth0]:4222", never},
		{"[2606:4700::1%eth0]:4222", never},
		{"0.0.0.0:4222", never},
		{"0.1.2.3:4222", never},
		{"[::]:4222", never},
		{"[::ffff:0.0.0.0]:4222", never},
		{"224.0.0.1:4222", never},
		{"[ff02::1]:4222", never},
		{"255.255.255.255:4222", never},
		{"240.0.0.1:4222", never},
		{"192.0.0.8:4222", never},
		{"203.0.113.7:0", never},

		// Spellings that some resolver takes for an address.
		{"0177.0.0.1=203.0.113.7:80", never},
		{"2130706433=203.0.113.7:80", never},
		{"0x7f.1=203.0.113.7:80", never},
		{"0x7f000001=203.0.113.7:80", never},
		{"127.1=203.0.113.7:80", never},
		{"127.0.0.1.=203.0.113.7:80", never},
		{"127.0.0.0x1=203.0.113.7:80", never},
		{"=203.0.113.7:80", never},
		{"a..b=203.0.113.7:80", never},
		{"a b=203.0.113.7:80", never},
		{"user@host=203.0.113.7:80", never},
		{"１２７.0.0.1=203.0.113.7:80", never},
		{"%31%32%37.0.0.1=203.0.113.7:80", never},
	} {
		for _, listener := range []bool{false, true} {
			err := check(t, newPolicy(t, Config{LoopbackListener: listener}), tt.target)
			want := tt.when == always || (tt.when == loopback && listener)
			if (err == nil) != want {
				t.Errorf("%s with LoopbackListener %v: %v, want it %s", tt.target, listener, err, tt.when)
			}
			// However wide a rule, it does not open what is never dialled.
			if err := check(t, newPolicy(t, Config{Allow: []string{"*", "0.0.0.0/0", "::/0", "*.example", "*.internal"}}), tt.target); (err == nil) != (tt.when != never) {
				t.Errorf("%s with everything allowed: %v, want it %s", tt.target, err, tt.when)
			}
		}
	}
}

func TestRules(t *testing.T) {
	for _, tt := range []struct {
		about       string
		allow, deny string // separated by spaces
		yes, no     string
	}{
		{
			about: "allow adds to the default",
			allow: "10.0.0.0/8",
			yes:   "10.1.2.3:4222 203.0.113.7:4222 inside.example=10.1.2.3:4222",
			no:    "192.168.0.1:4222 127.0.0.1:4222",
		}, {
			about: "deny takes away from the default, and wins over allow",
			allow: "10.0.0.0/8 nats.example.com",
			deny:  "10.9.0.0/16 203.0.113.7 *:22 evil.example",
			yes:   "10.1.2.3:4222 203.0.113.8:4222 nats.example.com=10.8.0.1:4222",
			no:    "10.9.0.1:4222 nats.example.com=10.9.0.1:4222 203.0.113.7:4222 x.example=203.0.113.7:4222 203.0.113.8:22 evil.example=203.0.113.8:1 [64:ff9b::cb00:7107]:4222",
		}, {
			about: "deny * makes allow the complete list",
			allow: "nats.example.com:4222 10.0.0.0/8",
			deny:  "*",
			yes:   "nats.example.com=203.0.113.7:4222 nats.example.com=192.168.0.1:4222 10.1.2.3:1",
			no:    "nats.example.com=203.0.113.7:4223 203.0.113.7:4222 other.example=203.0.113.7:4222 127.0.0.1:4222",
		}, {
			about: "another deny still wins beside deny *",
			allow: "10.0.0.0/8",
			deny:  "* 10.9.0.0/16",
			yes:   "10.1.2.3:4222",
			no:    "10.9.1.2:4222 203.0.113.7:4222",
		}, {
			about: "names: exact ones, and wildcards below",
			allow: "*.example.com Exact.Example.NET.",
			yes:   "a.example.com=10.0.0.1:1 a.b.example.com=10.0.0.1:1 A.EXAMPLE.COM.=10.0.0.1:1 exact.example.net=127.0.0.1:1",
			no:    "example.com=10.0.0.1:1 xexample.com=10.0.0.1:1 a.exact.example.net=10.0.0.1:1 10.0.0.1:1",
		}, {
			about: "exactly this address or name opens what is never dialled",
			allow: "169.254.169.254:80 link.example fe80::1%eth0 metadata.google.internal 0.0.0.0",
			yes:   "169.254.169.254:80 x.example=169.254.169.254:80 link.example=169.254.1.1:4222 [fe80::1%eth0]:4222 metadata.google.internal=169.254.169.254:80 0.0.0.0:1",
			no:    "169.254.169.254:81 169.254.1.1:4222 [fe80::1%eth1]:4222 [fe80::1]:4222 [64:ff9b::a9fe:a9fe]:80",
		}, {
			about: "an allowed address does not allow what wraps it",
			allow: "203.0.113.7 10.0.0.0/8",
			yes:   "10.0.0.1:1",
			no:    "[2001:0:cb00:7107::5601:5601]:80 [64:ff9b::a00:1]:1",
		}, {
			about: "ports",
			allow: "10.0.0.1:4222-4224 [fd00::/8]:4222 [fd00:1::1]:7 *:9",
			yes:   "10.0.0.1:4222 10.0.0.1:4224 [fd00:9::1]:4222 [fd00:1::1]:7 127.0.0.1:9",
			no:    "10.0.0.1:4221 10.0.0.1:4225 [fd00:9::1]:4223 127.0.0.1:10 169.254.1.1:9",
		}, {
			about: "mapped addresses are IPv4 in rules too",
			allow: "::ffff:10.0.0.1",
			yes:   "10.0.0.1:1 [::ffff:10.0.0.1]:1",
			no:    "10.0.0.2:1",
		},
	} {
		t.Run(tt.about, func(t *testing.T) {
			p := newPolicy(t, Config{Allow: strings.Fields(tt.allow), Deny: strings.Fields(tt.deny)})
			for _, target := range strings.Fields(tt.yes) {
				if err := check(t, p, target); err != nil {
					t.Errorf("%s: %v, want it allowed", target, err)
				}
			}
			for _, target := range strings.Fields(tt.no) {
				if err := check(t, p, target); !fault.Is(err, Code) {
					t.Errorf("%s: %v, want it refused", target, err)
				}
			}
		})
	}
}

func TestExempt(t *testing.T) {
	p := newPolicy(t, Config{Deny: []string{"*", "127.0.0.1"}, Exempt: []string{"127.0.0.1:40123"}})
	for target, want := range map[string]bool{
		"127.0.0.1:40123":           true,
		"localhost=127.0.0.1:40123": true,
		"127.0.0.1:40124":           false,
		"127.0.0.2:40123":           false,
	} {
		if err := check(t, p, target); (err == nil) != want {
			t.Errorf("%s: %v", target, err)
		}
	}
	for _, bad := range []string{"", "127.0.0.1", "127.0.0.1:1-2", "*:4222", "10.0.0.0/8:4222", "*.example.com:1"} {
		if _, err := New(Config{Exempt: []string{bad}}); err == nil {
			t.Errorf("exempt target %q was taken", bad)
		}
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	for _, tt := range []struct {
		cfg          Config
		target       string
		detail, hint string
	}{
		{
			target: "nats.example.com=10.0.0.5:4222",
			detail: "This HeyNATS server may not connect to nats.example.com (10.0.0.5:4222), which is a private address.",
			hint:   "Because HeyNATS can be reached from other machines, whoever runs it has to add an allow rule, such as nats.example.com:4222 or 10.0.0.5:4222.",
		}, {
			target: "169.254.169.254:80",
			detail: "This HeyNATS server may not connect to 169.254.169.254:80, which is a cloud metadata address.",
			hint:   "Only an allow rule with exactly that address or host name opens it, such as 169.254.169.254:80.",
		}, {
			cfg:    Config{Deny: []string{"203.0.113.0/24"}},
			target: "203.0.113.7:4222",
			detail: "This HeyNATS server may not connect to 203.0.113.7:4222: a deny rule says so.",
		}, {
			cfg:    Config{Deny: []string{"*"}},
			target: "203.0.113.7:4222",
			detail: "This HeyNATS server may connect only to what its allow rules name, and 203.0.113.7:4222 is not among it.",
			hint:   "Whoever runs HeyNATS can add an allow rule, such as 203.0.113.7:4222.",
		}, {
			target: "127.1=127.0.0.1:80",
			detail: `"127.1" cannot be dialled: it looks like an IP address, but not one in its usual form.`,
			hint:   "Write an IPv4 address as four decimal numbers without leading zeros, such as 127.0.0.1.",
		},
	} {
		err := check(t, newPolicy(t, tt.cfg), tt.target)
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Kind != fault.Forbidden || f.Code != "target_forbidden" {
			t.Fatalf("%s: %#v", tt.target, err)
		}
		if f.Detail != tt.detail || f.Hint != tt.hint {
			t.Errorf("%s:\n got %q\n     %q\nwant %q\n     %q", tt.target, f.Detail, f.Hint, tt.detail, tt.hint)
		}
	}
	long := strings.Repeat("x", 100_000)
	if err := newPolicy(t, Config{}).Check(long, netip.MustParseAddrPort("203.0.113.7:1")); err == nil || len(err.Error()) > 1000 {
		t.Errorf("a long host: %.2000v", err)
	}
}

func TestBadRulesAreNamed(t *testing.T) {
	for rule, why := range map[string]string{
		"":                        "empty",
		"10.0.0.0/33":             "no network",
		"10.1.2.3/8":              "write 10.0.0.0/8, or 10.1.2.3 alone",
		"::ffff:10.0.0.0/104":     "as IPv4",
		"10.0.0.1:":               "port after the colon is missing",
		"10.0.0.1:0":              "no port",
		"10.0.0.1:65536":          "no port",
		"10.0.0.1:+1":             "no port",
		"10.0.0.1:9-1":            "backwards",
		"10.0.0.1:1-":             "no port",
		"[fd00::1":                "not closed",
		"[fd00::1]4222":           "after the bracket",
		"[fd00::1]:":              "after the bracket",
		"[10.0.0.1]:4222":         "brackets are for IPv6",
		"0177.0.0.1":              "usual form",
		"2130706433":              "usual form",
		"127.1":                   "usual form",
		"nats.*.com":              "usual form",
		"*example.com":            "usual form",
		"nats://example.com":      "without a scheme",
		"nats.example.com/path":   "no network",
		"a b":                     "usual form",
		"bücher.example":          "xn--",
		"::ffff:10.0.0.1%eth0":    "no zone",
		strings.Repeat("a.", 200): "253",
	} {
		_, err := New(Config{Deny: []string{"*", rule}})
		if err == nil {
			t.Errorf("rule %q was taken", rule)
			continue
		}
		for _, want := range []string{"deny rule", rule, why, "10.0.0.0/8"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("rule %q: %q does not say %q", rule, err, want)
			}
		}
	}
}

func FuzzParseRule(f *testing.F) {
	for _, s := range []string{
		"*", "*:4222", "10.0.0.0/8", "10.0.0.0/8:4222-4230", "10.1.2.3:1", "nats.example.com", "*.example.com:4222",
		"fd00::/8", "[fd00::/8]:1-2", "[fd00::7]:4222", "fe80::1%eth0", "::ffff:1.2.3.4", "0x7f.1", "[", "]:", ":", "-",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := parseRule(text)
		if err != nil {
			return
		}
		again, err := parseRule(r.String())
		if err != nil || again != r {
			t.Fatalf("%q reads as %+v, which prints as %q, which reads as %+v (%v)", text, r, r, again, err)
		}
		kinds := 0
		for _, is := range []bool{r.any, r.name != "", r.prefix.IsValid()} {
			if is {
				kinds++
			}
		}
		if kinds != 1 || r.from > r.to || (r.from == 0) != (r.to == 0) {
			t.Fatalf("%q reads as %+v", text, r)
		}
	})
}
