package config_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/heynats/heynats/internal/config"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// samples holds, for every key, three values that differ from each other and
// from the default: one for the file, one for the environment, one for the flag.
var samples = map[string][3]string{
	"listen":                      {"127.0.0.1:5001", "127.0.0.2:5002", "localhost:5003"},
	"base_path":                   {"/file", "/env", "/flag/twice"},
	"allow_host":                  {"file.example", "env.example,second.example", "flag.example"},
	"tls_cert":                    {"file.pem", "env.pem", "flag.pem"},
	"tls_key":                     {"file.key", "env.key", "flag.key"},
	"metrics_listen":              {"127.0.0.1:9091", ":9092", "[::1]:9093"},
	"insecure_no_login":           {"true", "true", "true"},
	"idle_timeout":                {"1m", "2m30s", "3s"},
	"check_interval":              {"1m", "2m", "3s"},
	"reconnect_wait":              {"1s", "1.5s", "3s"},
	"max_lifetime":                {"1h", "2h", "72h"},
	"max_connections":             {"1", "20", "10000000"},
	"max_connections_per_session": {"1", "2", "3"},
	"live_memory":                 {"1MiB", "1536KiB", "2GiB"},
	"dial_timeout":                {"1s", "2s", "3s"},
	"request_timeout":             {"1s", "2s", "3s"},
	"allow_target":                {"10.0.0.0/8", "nats.example.com", "192.0.2.1,192.0.2.2"},
	"deny_target":                 {"10.0.0.0/8", "nats.example.com", "192.0.2.1"},
	"log_level":                   {"debug", "warn", "error"},
	"log_format":                  {"json", "json", "json"},
	"demo":                        {"true", "true", "true"},
}

func TestEveryFieldHasAKey(t *testing.T) {
	fields := reflect.TypeFor[config.Config]().NumField()
	if keys := config.Keys(); len(keys) != fields {
		t.Errorf("Config has %d fields and %d keys", fields, len(keys))
	}
	for _, key := range config.Keys() {
		if _, ok := samples[key.Name]; !ok {
			t.Errorf("%s has no samples, so nothing proves its precedence", key.Name)
		}
	}
}

// Every pair of layers is tried for every key: the weaker one is overruled, and
// the stronger one reads the same text to the same value.
func TestPrecedence(t *testing.T) {
	for _, key := range config.Keys() {
		t.Run(key.Name, func(t *testing.T) {
			sample := samples[key.Name]
			file := writeFile(t, key.Name+": "+sample[0]+"\n")
			env := func(name string) (string, bool) { return sample[1], name == key.Env() }
			flags := map[string][]string{key.Name: {sample[2]}}

			for _, c := range []struct {
				name    string
				sources config.Sources
				want    string
			}{
				{"default", config.Sources{}, key.Default},
				{"file over default", config.Sources{File: file}, sample[0]},
				{"env over default", config.Sources{Env: env}, sample[1]},
				{"flag over default", config.Sources{Flags: flags}, sample[2]},
				{"env over file", config.Sources{File: file, Env: env}, sample[1]},
				{"flag over file", config.Sources{File: file, Flags: flags}, sample[2]},
				{"flag over env", config.Sources{Env: env, Flags: flags}, sample[2]},
				{"flag over env and file", config.Sources{File: file, Env: env, Flags: flags}, sample[2]},
			} {
				got := load(t, beside(key.Name, c.sources))
				if text := textOf(t, got, key.Name); text != c.want {
					t.Errorf("%s: %s = %q, want %q", c.name, key.Name, text, c.want)
				}
			}
		})
	}
}

// A switch can also be switched off again by a stronger layer.
func TestPrecedenceOfFalseAndEmpty(t *testing.T) {
	file := writeFile(t, "demo: true\nmetrics_listen: 127.0.0.1:9090\nallow_target: [10.0.0.0/8]\nbase_path: /x\n")
	got := load(t, config.Sources{File: file, Flags: map[string][]string{
		"demo": {"false"}, "metrics_listen": {""}, "allow_target": {""}, "base_path": {""},
	}})
	if diff := cmp.Diff(config.Default(), got); diff != "" {
		t.Errorf("emptied by flags (-default +got):\n%s", diff)
	}
}

func TestAnEmptyVariableCountsAsNotSet(t *testing.T) {
	file := writeFile(t, "idle_timeout: 7m\n")
	got := load(t, config.Sources{File: file, Env: func(string) (string, bool) { return "", true }})
	if got.IdleTimeout != 7*time.Minute {
		t.Errorf("idle_timeout = %s, want the file's 7m", got.IdleTimeout)
	}
}

func TestTypedValues(t *testing.T) {
	got := load(t, config.Sources{Flags: map[string][]string{
		"listen":         {"127.0.0.1:1", "[::1]:2"},
		"base_path":      {"tools/heynats/"},
		"allow_host":     {"A.Example.", "[::1]"},
		"idle_timeout":   {"1h30m"},
		"allow_target":   {"a, b", "c"},
		"deny_target":    {"d"},
		"log_level":      {"WARN"},
		"log_format":     {"JSON"},
		"demo":           {"True"},
		"max_lifetime":   {"8760h"},
		"dial_timeout":   {"1500ms"},
		"check_interval": {"2h"}, // longer than the idle timeout, and allowed
	}})
	want := config.Default()
	want.Listen = "[::1]:2"
	want.BasePath = "/tools/heynats"
	want.AllowHost = []string{"a.example", "::1"}
	want.IdleTimeout = 90 * time.Minute
	want.AllowTarget = []string{"a", "b", "c"}
	want.DenyTarget = []string{"d"}
	want.LogLevel = slog.LevelWarn
	want.LogFormat = "json"
	want.Demo = true
	want.MaxLifetime = 8760 * time.Hour
	want.DialTimeout = 1500 * time.Millisecond
	want.CheckInterval = 2 * time.Hour
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLoopback(t *testing.T) {
	for listen, want := range map[string]bool{
		"127.0.0.1:5000": true, "127.9.9.9:0": true, "[::1]:5000": true, "LocalHost:5000": true,
		"[::ffff:127.0.0.1]:80": true,
		":5000":                 false, "0.0.0.0:5000": false, "[::]:5000": false, "10.1.2.3:5000": false,
		"heynats.example:5000": false, "localhost.example:5000": false, "rubbish": false,
	} {
		if got := (config.Config{Listen: listen}).Loopback(); got != want {
			t.Errorf("Loopback of %q = %v, want %v", listen, got, want)
		}
	}
}

func TestLogValueListsEveryKey(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("starting", "config", config.Default())
	for _, key := range config.Keys() {
		if !strings.Contains(out.String(), "config."+key.Name+"=") {
			t.Errorf("the log line lacks %s", key.Name)
		}
	}
	if !strings.Contains(out.String(), "config.idle_timeout=30m ") {
		t.Errorf("durations are not as they are typed: %s", out.String())
	}
}

// beside adds what the key cannot do without, in the weakest layer.
func beside(key string, s config.Sources) config.Sources {
	partner := map[string]string{"tls_cert": "tls_key", "tls_key": "tls_cert"}[key]
	if partner == "" || (s.File == "" && s.Env == nil && s.Flags == nil) {
		return s
	}
	flags := map[string][]string{partner: {"partner.pem"}}
	for k, v := range s.Flags {
		flags[k] = v
	}
	s.Flags = flags
	return s
}

func load(t *testing.T, s config.Sources) config.Config {
	t.Helper()
	c, err := config.Load(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// textOf returns the key's value as it would be typed.
func textOf(t *testing.T, c config.Config, key string) string {
	t.Helper()
	for _, attr := range c.LogValue().Group() {
		if attr.Key == key {
			return attr.Value.String()
		}
	}
	t.Fatalf("no value for %s", key)
	return ""
}

func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "heynats.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
