package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/heynats/heynats/internal/config"
)

// serveFlags holds one flag for every key of the configuration, named as the key
// is (a test holds the two together), and keeps what was typed as it was typed:
// config reads it, by the same rules as the environment and the file. kong's own
// env tags and resolvers are not used, because a resolver outranks a variable.
type serveFlags struct {
	Config text `name:"config" placeholder:"FILE" help:"Configuration file (YAML); also HEYNATS_CONFIG."`

	Listen          text   `placeholder:"ADDRESS" help:"Address of the page and the API, host:port (${listen})." group:"Listening"`
	BasePath        text   `placeholder:"PATH" help:"Serve everything under this path, such as /heynats." group:"Listening"`
	AllowHost       text   `placeholder:"NAME,…" help:"Host names to answer to besides localhost and 127.0.0.1. Checked when listening on loopback, and elsewhere when this is set." group:"Listening"`
	TLSCert         text   `name:"tls-cert" placeholder:"FILE" help:"Serve over TLS with this certificate (PEM)." group:"Listening"`
	TLSKey          text   `name:"tls-key" placeholder:"FILE" help:"Private key of --tls-cert (PEM)." group:"Listening"`
	MetricsListen   text   `placeholder:"ADDRESS" help:"Serve /metrics on this address instead of --listen." group:"Listening"`
	InsecureNoLogin toggle `help:"Allow --listen beyond loopback though there is no login." group:"Listening"`

	IdleTimeout              text `placeholder:"DURATION" help:"Park a connection that was not used for this long (${idle_timeout})." group:"Connections"`
	CheckInterval            text `placeholder:"DURATION" help:"Time between two looks for idle connections (${check_interval})." group:"Connections"`
	ReconnectWait            text `placeholder:"DURATION" help:"How long a request waits for a connection that is reconnecting (${reconnect_wait})." group:"Connections"`
	MaxLifetime              text `placeholder:"DURATION" help:"Forget a connection after this long, used or not (${max_lifetime})." group:"Connections"`
	MaxConnections           text `placeholder:"NUMBER" help:"Most connections in all (${max_connections})." group:"Connections"`
	MaxConnectionsPerSession text `placeholder:"NUMBER" help:"Most connections of one browser session (${max_connections_per_session})." group:"Connections"`
	DialTimeout              text `placeholder:"DURATION" help:"Longest attempt to connect (${dial_timeout})." group:"Connections"`
	RequestTimeout           text `placeholder:"DURATION" help:"Longest wait of one request for NATS (${request_timeout})." group:"Connections"`
	LiveMemory               text `placeholder:"SIZE" help:"Messages that may wait for all live pages together (${live_memory})." group:"Connections"`
	AllowTarget              text `placeholder:"RULE,…" help:"NATS addresses that may be dialled: networks, addresses, host names, each with or without a port." group:"Connections"`
	DenyTarget               text `placeholder:"RULE,…" help:"NATS addresses that may not be dialled; stronger than --allow-target." group:"Connections"`

	LogLevel  text   `placeholder:"LEVEL" help:"debug, info, warn or error (${log_level})." group:"Program"`
	LogFormat text   `placeholder:"FORMAT" help:"text or json (${log_format})." group:"Program"`
	Demo      toggle `help:"Start a playground: a NATS server of its own with sample data." group:"Program"`
}

// defaults lets the help name the defaults that config really has.
func defaults() kong.Vars {
	vars := kong.Vars{}
	for _, key := range config.Keys() {
		vars[key.Name] = key.Default
	}
	return vars
}

// sources returns what config reads: the flags that were given, the environment
// and the file that one of the two names.
func (f *serveFlags) sources(parsed *kong.Context, env func(string) (string, bool)) config.Sources {
	given := map[string][]string{}
	for _, path := range parsed.Path {
		if path.Flag == nil {
			continue
		}
		if typed, ok := path.Flag.Target.Interface().(interface{ texts() []string }); ok {
			given[strings.ReplaceAll(path.Flag.Name, "-", "_")] = typed.texts()
		}
	}
	delete(given, "config")
	return config.Sources{Flags: given, Env: env, File: f.file(env)}
}

func (f *serveFlags) file(env func(string) (string, bool)) string {
	if n := len(f.Config); n > 0 {
		return f.Config[n-1]
	}
	if env == nil {
		return ""
	}
	path, _ := env("HEYNATS_CONFIG")
	return path
}

// text is what was typed behind a flag, once per time that it was given.
type text []string

func (t text) texts() []string { return t }

// Decode is called by kong for each time that the flag was given.
func (t *text) Decode(ctx *kong.DecodeContext) error {
	token := ctx.Scan.Pop()
	if token.IsEOL() {
		return errors.New("takes a value")
	}
	s := fmt.Sprint(token.Value)
	// A value may begin with a dash (-5s is wrong, but a duration): only what
	// looks like the next flag means that the value was forgotten.
	if token.Type == kong.UntypedToken && strings.HasPrefix(s, "--") {
		return fmt.Errorf("takes a value, not the flag %s", s)
	}
	*t = append(*t, s)
	return nil
}

// toggle is a flag that means true when nothing stands behind it.
type toggle []string

func (t toggle) texts() []string { return t }

// IsBool tells kong that no value need follow.
func (*toggle) IsBool() bool { return true }

// Decode is called by kong for each time that the flag was given.
func (t *toggle) Decode(ctx *kong.DecodeContext) error {
	if ctx.Scan.Peek().Type != kong.FlagValueToken {
		*t = append(*t, "true")
		return nil
	}
	*t = append(*t, fmt.Sprint(ctx.Scan.Pop().Value))
	return nil
}
