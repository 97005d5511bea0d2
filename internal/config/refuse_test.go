package config_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/config"
)

// wrongValues are refused in every layer, with a sentence that begins with the key.
var wrongValues = []struct {
	key   string
	takes string
	texts []string
}{
	{
		"listen", "takes an address such as 127.0.0.1:5000, [::1]:5000 or :5000",
		[]string{"5000", "localhost", "127.0.0.1:70000", "127.0.0.1:http", "1.2.3:5", "300.1.1.1:5", "a b:5", "::1:5000", "127.0.0.1:-1"},
	},
	{
		"base_path", "takes a path such as /heynats, of letters, digits and the signs . _ ~ -",
		[]string{"/a/../b", "..", "/a?x=1", "/a#b", "//a", "/a//b", "/a b", "/ä", "/%2e%2e", `/a"b`, "/./a", "http://host/a"},
	},
	{
		"allow_host", "takes host names without scheme and port, such as heynats.example.com",
		[]string{"http://a", "a:5000", "*.example.com", "a,,b", "-", "1.2.3", "a/b"},
	},
	{"tls_cert", "takes the path of a PEM file", []string{"a\nb"}},
	{"tls_key", "takes the path of a PEM file", []string{"a\nb"}},
	{"metrics_listen", "takes an address such as 127.0.0.1:9090, or nothing", []string{"9090", "a:b"}},
	{"insecure_no_login", "takes true or false", []string{"yes", "2", "on"}},
	{"idle_timeout", "takes a positive duration such as 30m", []string{"0", "0s", "-5s", "30", "30 minutes", "1d", "999999999h", "NaN"}},
	{"check_interval", "takes a positive duration such as 5m", []string{"0", "-1ns", "often"}},
	{"reconnect_wait", "takes a positive duration such as 2s", []string{"0", "-1s"}},
	{"max_lifetime", "takes a positive duration such as 24h", []string{"0", "-1h", "forever"}},
	{"max_connections", "takes a whole number from 1 to 10000000", []string{"0", "-1", "1.5", "many", "10000001", "99999999999999999999"}},
	{"live_memory", "takes a size from 1MiB to 1024GiB such as 256MiB", []string{"0", "256", "-1MiB", "1023KiB", "1025GiB", "1MB", "1.5GiB", "MiB", "99999999999GiB"}},
	{"max_connections_per_session", "takes a whole number from 1 to 10000000", []string{"0", "-1"}},
	{"dial_timeout", "takes a positive duration such as 10s", []string{"0", "-1s"}},
	{"request_timeout", "takes a positive duration such as 10s", []string{"0", "-1s"}},
	{"allow_target", "takes networks, addresses and host names, with or without ports, such as 10.0.0.0/8 or nats.example.com:4222", []string{"a,,b", "a b", "10.0.0.0/33", "nats://a:4222", "a:0"}},
	{"deny_target", "takes networks, addresses and host names, with or without ports, such as 10.0.0.0/8 or nats.example.com:4222", []string{",", "a b"}},
	{"log_level", "takes debug, info, warn or error", []string{"loud", "INFO+1", "4"}},
	{"log_format", "takes text or json", []string{"logfmt"}},
	{"demo", "takes true or false", []string{"maybe"}},
}

func TestEveryKeyRefusesWrongValues(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range wrongValues {
		tried[c.key] = true
		for _, text := range c.texts {
			flag := strings.ReplaceAll(c.key, "_", "-")
			refused(t, config.Sources{Flags: map[string][]string{c.key: {text}}}, c.key+": "+c.takes+", not ", "(flag --"+flag+")")

			name := "HEYNATS_" + strings.ToUpper(c.key)
			env := func(n string) (string, bool) { return text, n == name }
			refused(t, config.Sources{Env: env}, c.key+": "+c.takes+", not ", "("+name+")")

			file := writeFile(t, "# a comment\n"+c.key+": '"+strings.ReplaceAll(text, "\n", "\n\n")+"'\n")
			refused(t, config.Sources{File: file}, c.key+": "+c.takes+", not ", "("+file+":2)")
		}
	}
	for _, key := range config.Keys() {
		if !tried[key.Name] {
			t.Errorf("no wrong value of %s is tried", key.Name)
		}
	}
}

func TestAWrongValueIsRefusedThoughAStrongerLayerHidesIt(t *testing.T) {
	file := writeFile(t, "idle_timeout: soon\n")
	refused(t, config.Sources{File: file, Flags: map[string][]string{"idle_timeout": {"3m"}}},
		`idle_timeout: takes a positive duration such as 30m, not "soon"`)
}

func TestARuleIsRefusedWithItsReason(t *testing.T) {
	refused(t, config.Sources{Flags: map[string][]string{"deny_target": {"10.1.2.3/8"}}},
		`, not "10.1.2.3/8": the address is not the network's first: write 10.0.0.0/8, or 10.1.2.3 alone (flag --deny-target)`)
}

func TestALongValueIsShortened(t *testing.T) {
	err := refused(t, config.Sources{Flags: map[string][]string{"demo": {strings.Repeat("x", 10_000)}}}, "demo: takes true or false")
	if len(err.Error()) > 200 {
		t.Errorf("the sentence has %d bytes", len(err.Error()))
	}
}

func TestFileRefusals(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"unknown key":       {"listen: 127.0.0.1:1\n\nidle: 3m\n", `"idle": is no key, the keys are listen, base_path,`},
		"its line":          {"listen: 127.0.0.1:1\n\nidle: 3m\n", ":3)"},
		"dashes":            {"idle-timeout: 3m\n", `"idle-timeout": is no key, the one you mean is idle_timeout`},
		"camel case":        {"idleTimeout: 3m\n", `the one you mean is idle_timeout`},
		"twice":             {"demo: true\ndemo: false\n", "demo: is set twice ("},
		"nothing":           {"idle_timeout:\n", "idle_timeout: takes a positive duration such as 30m, not nothing ("},
		"a list":            {"idle_timeout: [3m]\n", "not a list ("},
		"a mapping":         {"idle_timeout: {a: 3m}\n", "not a mapping ("},
		"a list of lists":   {"allow_target: [[a]]\n", "not a list of lists or mappings ("},
		"not a mapping":     {"- listen\n", `:1: takes lines such as "idle_timeout: 30m"`},
		"two documents":     {"demo: true\n---\ndemo: false\n", "takes one YAML document, not several"},
		"not YAML":          {"listen: [\n", "did not find expected node content"},
		"a merge key":       {"<<: {demo: true}\n", `"<<": is no key`},
		"a number as time":  {"idle_timeout: 30\n", `not "30" (`},
		"blank in the list": {"allow_target: ['']\n", `allow_target: takes networks`},
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, config.Sources{File: writeFile(t, c.content)}, c.want, "heynats.yaml")
		})
	}
	refused(t, config.Sources{File: filepath.Join(t.TempDir(), "absent.yaml")}, "configuration file: ", "absent.yaml: no such file")
}

func TestFilesThatSayNothing(t *testing.T) {
	for _, content := range []string{"", "\n", "# only a comment\n", "---\n", "{}\n"} {
		load(t, config.Sources{File: writeFile(t, content)})
	}
}

func TestListsInTheFile(t *testing.T) {
	for _, content := range []string{"allow_target: [a, b]\n", "allow_target: a, b\n", "allow_target:\n  - a\n  - b\n", "allow_target: &x [a, b]\ndeny_target: *x\n"} {
		c := load(t, config.Sources{File: writeFile(t, content)})
		if got := strings.Join(c.AllowTarget, " "); got != "a b" {
			t.Errorf("%q gives %q", content, got)
		}
	}
}

func TestWrongTogether(t *testing.T) {
	for name, c := range map[string]struct {
		flags map[string][]string
		want  string
	}{
		"certificate without key": {map[string][]string{"tls_cert": {"a.pem"}}, "tls_cert: needs tls_key beside it (flag --tls-cert)"},
		"key without certificate": {map[string][]string{"tls_key": {"a.key"}}, "tls_key: needs tls_cert beside it (flag --tls-key)"},
		"one address for two":     {map[string][]string{"metrics_listen": {"127.0.0.1:5000"}}, "metrics_listen: takes another address than listen, not"},
		"beyond loopback":         {map[string][]string{"listen": {"0.0.0.0:5000"}}, `listen: takes a loopback address such as 127.0.0.1:5000, not "0.0.0.0:5000" (flag --listen), because HeyNATS has no login yet`},
		"every interface":         {map[string][]string{"listen": {":5000"}}, "--insecure-no-login"},
		"a name":                  {map[string][]string{"listen": {"heynats.example:5000"}}, "takes a loopback address"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, config.Sources{Flags: c.flags}, c.want) })
	}
	load(t, config.Sources{Flags: map[string][]string{"listen": {":5000"}, "insecure_no_login": {"true"}}})
	load(t, config.Sources{Flags: map[string][]string{"listen": {"127.0.0.1:0"}, "metrics_listen": {"127.0.0.1:0"}}})
}

// refused fails unless loading gives one line that holds all the parts.
func refused(t *testing.T, s config.Sources, parts ...string) error {
	t.Helper()
	_, err := config.Load(s)
	if err == nil {
		t.Fatalf("accepted, want an error with %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q\nlacks %q", err, part)
		}
	}
	if strings.ContainsAny(err.Error(), "\n\r") {
		t.Errorf("error is not one line: %q", err)
	}
	return err
}
