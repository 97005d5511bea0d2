// Package config is everything an operator can set.
//
// Load builds one Config out of four layers, each stronger than the one before:
// the defaults, a YAML file, the environment (HEYNATS_LISTEN for the key
// listen) and the command line (--listen):
//
//	cfg, err := config.Load(config.Sources{Flags: flags, Env: os.LookupEnv, File: "heynats.yaml"})
//
// The promises: all layers are read by the same rules; a value that is wrong in
// any layer, also in one that a stronger layer hides, is an error; the error is
// one sentence that names the key, what it takes, the value and where the value
// came from. A Config that Load returned is valid and is not changed afterwards.
//
// No key holds a secret: tls_key is the path of a file, never its content.
package config

import (
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"time"
)

// Config is the whole configuration. Each field is the key of the same name in
// snake_case.
type Config struct {
	// Listen is the address of the page and the API, host:port; no host is every
	// interface, port 0 any free port.
	Listen string
	// BasePath is the path under which everything is served: empty, or with a
	// slash before and none behind it, such as /heynats.
	BasePath string
	// AllowHost are Host header values, without a port and in lower case, that
	// are answered besides the loopback names. When it is empty the header is
	// checked only if Listen is a loopback address.
	AllowHost []string
	// TLSCert and TLSKey are the paths of PEM files; both or neither are set.
	TLSCert, TLSKey string
	// MetricsListen is an address for /metrics alone; empty leaves it on Listen.
	MetricsListen string
	// InsecureNoLogin allows to listen beyond loopback though nobody has to log in.
	InsecureNoLogin bool

	// IdleTimeout is how long a connection may be unused before it is parked.
	IdleTimeout time.Duration
	// CheckInterval is the time between two sweeps for idle connections. One is
	// parked by the first sweep after its idle timeout, so up to this much later;
	// an interval longer than the timeout is allowed.
	CheckInterval time.Duration
	// ReconnectWait is how long a request waits for a reconnect that it forced.
	ReconnectWait time.Duration
	// MaxLifetime is how long a connection is kept at all, used or not.
	MaxLifetime time.Duration
	// MaxConnections and MaxConnectionsPerSession bound the managed connections.
	MaxConnections, MaxConnectionsPerSession int
	// DialTimeout bounds one attempt to connect, over all addresses of its target.
	DialTimeout time.Duration
	// RequestTimeout is how long one API request may wait for NATS.
	RequestTimeout time.Duration
	// LiveMemory is how many bytes of messages may wait for all live pages together.
	LiveMemory int64
	// AllowTarget and DenyTarget are rules of package dialpolicy.
	AllowTarget, DenyTarget []string

	// LogLevel is the least level that is logged.
	LogLevel slog.Level
	// LogFormat is text or json.
	LogFormat string
	// Demo starts the playground.
	Demo bool
}

// Default returns the configuration of a start without file, environment and flags.
func Default() Config {
	return Config{
		Listen:                   "127.0.0.1:5000",
		IdleTimeout:              30 * time.Minute,
		CheckInterval:            5 * time.Minute,
		ReconnectWait:            2 * time.Second,
		MaxLifetime:              24 * time.Hour,
		MaxConnections:           10_000,
		MaxConnectionsPerSession: 16,
		DialTimeout:              10 * time.Second,
		RequestTimeout:           10 * time.Second,
		LiveMemory:               256 << 20,
		LogLevel:                 slog.LevelInfo,
		LogFormat:                "text",
	}
}

// settings is the table of all keys, bound to c's fields.
func (c *Config) settings() []setting {
	return []setting{
		{"listen", address(&c.Listen)},
		{"base_path", basePath(&c.BasePath)},
		{"allow_host", hosts(&c.AllowHost)},
		{"tls_cert", file(&c.TLSCert)},
		{"tls_key", file(&c.TLSKey)},
		{"metrics_listen", optionalAddress(&c.MetricsListen)},
		{"insecure_no_login", boolean(&c.InsecureNoLogin)},

		{"idle_timeout", duration(&c.IdleTimeout)},
		{"check_interval", duration(&c.CheckInterval)},
		{"reconnect_wait", duration(&c.ReconnectWait)},
		{"max_lifetime", duration(&c.MaxLifetime)},
		{"max_connections", count(&c.MaxConnections)},
		{"max_connections_per_session", count(&c.MaxConnectionsPerSession)},
		{"dial_timeout", duration(&c.DialTimeout)},
		{"request_timeout", duration(&c.RequestTimeout)},
		{"live_memory", size(&c.LiveMemory)},
		{"allow_target", targets(&c.AllowTarget)},
		{"deny_target", targets(&c.DenyTarget)},

		{"log_level", level(&c.LogLevel)},
		{"log_format", oneOf(&c.LogFormat, "text", "json")},
		{"demo", boolean(&c.Demo)},
	}
}

// Key is one setting, for those who offer it: as a flag, in a table of a document.
type Key struct {
	Name    string // in snake_case, as in the file
	Default string // as it would be typed; may be empty
	List    bool   // takes several values, separated by commas
}

// Flag returns the key's flag without its dashes, such as idle-timeout.
func (k Key) Flag() string { return flagName(k.Name) }

// Env returns the key's variable, such as HEYNATS_IDLE_TIMEOUT.
func (k Key) Env() string { return envName(k.Name) }

// Keys returns all keys in the order of their documentation.
func Keys() []Key {
	c := Default()
	settings := c.settings()
	keys := make([]Key, len(settings))
	for i, s := range settings {
		keys[i] = Key{Name: s.key, Default: s.value.text(), List: s.value.list}
	}
	return keys
}

func flagName(key string) string { return strings.ReplaceAll(key, "_", "-") }
func envName(key string) string  { return "HEYNATS_" + strings.ToUpper(key) }

// TLS reports whether the page is served over TLS.
func (c Config) TLS() bool { return c.TLSCert != "" }

// Loopback reports whether Listen can be reached from this machine only. A host
// name other than localhost counts as reachable from elsewhere.
func (c Config) Loopback() bool { return loopback(c.Listen) }

func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// LogValue lists every key with its value, for the log line of the start.
func (c Config) LogValue() slog.Value {
	settings := c.settings()
	attrs := make([]slog.Attr, len(settings))
	for i, s := range settings {
		attrs[i] = slog.String(s.key, s.value.text())
	}
	return slog.GroupValue(attrs...)
}
