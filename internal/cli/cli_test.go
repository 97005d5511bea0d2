package cli_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/heynats/heynats/internal/cli"
	"github.com/heynats/heynats/internal/config"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// result is what a run did.
type result struct {
	status   int
	out, err string
	served   *config.Config // nil when serve was not called
}

func run(t *testing.T, env map[string]string, args ...string) result {
	t.Helper()
	var r result
	var out, errs bytes.Buffer
	r.status = cli.Run(t.Context(), args, cli.Stdio{
		Out: &out, Err: &errs,
		Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok },
	}, cli.Program{
		Serve: func(_ context.Context, cfg config.Config, log *slog.Logger) error {
			r.served = &cfg
			log.Info("served")
			return nil
		},
		OpenAPI: func() ([]byte, error) { return []byte("openapi: 3.1.0\n"), nil },
		Version: "1.2.3",
	})
	r.out, r.err = out.String(), errs.String()
	return r
}

func TestEveryKeyHasAFlag(t *testing.T) {
	help := run(t, nil, "serve", "--help")
	for _, key := range config.Keys() {
		if !strings.Contains(help.out, "--"+key.Flag()) {
			t.Errorf("%s has no flag in the help", key.Name)
		}
		// A wrong value proves that the flag ends at the key of its name; the
		// newline is wrong for every key.
		r := run(t, nil, "--"+key.Flag()+"=a\nb")
		if r.status != 2 || !strings.HasPrefix(r.err, "heynats: "+key.Name+": takes ") {
			t.Errorf("--%s: status %d, %q", key.Flag(), r.status, r.err)
		}
	}
}

func TestEveryDefaultIsInTheHelp(t *testing.T) {
	help := strings.Join(strings.Fields(run(t, nil, "serve", "--help").out), " ")
	for _, key := range config.Keys() {
		if key.Default != "" && key.Default != "false" && !strings.Contains(help, "("+key.Default+")") {
			t.Errorf("the help does not say that %s is %s", key.Name, key.Default)
		}
	}
}

func TestServeIsTheDefault(t *testing.T) {
	for _, args := range [][]string{
		{"--idle-timeout", "3s"},
		{"--idle-timeout=3s"},
		{"serve", "--idle-timeout=3s"},
		{"--idle-timeout=1s", "--idle-timeout", "3s"},
		{"--idle-timeout=3s", "serve"},
	} {
		r := run(t, nil, args...)
		if r.served == nil || r.served.IdleTimeout != 3*time.Second {
			t.Errorf("%q: status %d, served %+v, %s", args, r.status, r.served, r.err)
		}
	}
	if r := run(t, nil); r.served == nil || r.served.Listen != config.Default().Listen {
		t.Errorf("no arguments: %+v", r)
	}
}

func TestSwitchesAndLists(t *testing.T) {
	r := run(t, map[string]string{"HEYNATS_DEMO": "true"},
		"--demo=false", "--insecure-no-login", "--allow-target", "a,b", "--allow-target=c", "--base-path=")
	if r.served == nil {
		t.Fatal(r.err)
	}
	if r.served.Demo || !r.served.InsecureNoLogin || strings.Join(r.served.AllowTarget, " ") != "a b c" {
		t.Errorf("served %+v", r.served)
	}
}

func TestTheFileIsNamedByFlagOrEnvironment(t *testing.T) {
	dir := t.TempDir()
	first, second := filepath.Join(dir, "first.yaml"), filepath.Join(dir, "second.yaml")
	write(t, first, "idle_timeout: 1m\n")
	write(t, second, "idle_timeout: 2m\n")
	env := map[string]string{"HEYNATS_CONFIG": first}

	if r := run(t, env); r.served == nil || r.served.IdleTimeout != time.Minute {
		t.Errorf("by HEYNATS_CONFIG: %+v", r)
	}
	if r := run(t, env, "--config", second); r.served == nil || r.served.IdleTimeout != 2*time.Minute {
		t.Errorf("by --config: %+v", r)
	}
	if r := run(t, env, "--config="); r.served == nil || r.served.IdleTimeout != 30*time.Minute {
		t.Errorf("switched off by --config=: %+v", r)
	}
}

func TestMisuseIsOneLineAndStatus2(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"unknown flag":        {[]string{"--idel-timeout=3s"}, "unknown flag --idel-timeout"},
		"unknown command":     {[]string{"server"}, "unexpected argument server"},
		"forgotten value":     {[]string{"--listen"}, "--listen: takes a value"},
		"forgotten, flag":     {[]string{"--listen", "--demo"}, "--listen: takes a value, not the flag --demo"},
		"negative, as a word": {[]string{"--idle-timeout", "-5s"}, `idle_timeout: takes a positive duration such as 30m, not "-5s" (flag --idle-timeout)`},
		"another's flag":      {[]string{"version", "--listen=x"}, "unknown flag --listen"},
		"absent file":         {[]string{"--config", "absent.yaml"}, "configuration file: open absent.yaml: no such file or directory"},
	} {
		t.Run(name, func(t *testing.T) {
			r := run(t, nil, c.args...)
			if r.status != 2 || !strings.HasPrefix(r.err, "heynats: ") || !strings.Contains(r.err, c.want) {
				t.Errorf("status %d, %q; want %q", r.status, r.err, c.want)
			}
			if strings.Count(r.err, "\n") != 1 || r.out != "" || r.served != nil {
				t.Errorf("not one line and nothing else: %+v", r)
			}
		})
	}
}

func TestVersionAndOpenAPI(t *testing.T) {
	if r := run(t, nil, "version"); r.out != "heynats 1.2.3\n" || r.status != 0 {
		t.Errorf("version: %+v", r)
	}
	if r := run(t, nil, "openapi"); r.out != "openapi: 3.1.0\n" || r.status != 0 {
		t.Errorf("openapi: %+v", r)
	}
	if r := run(t, map[string]string{"HEYNATS_LISTEN": "rubbish"}, "version"); r.status != 0 {
		t.Errorf("version depends on the configuration: %+v", r)
	}
}

func TestAFailureIsStatus1(t *testing.T) {
	var errs bytes.Buffer
	fail := errors.New("listen on 127.0.0.1:5000: address already in use")
	status := cli.Run(t.Context(), nil, cli.Stdio{Out: &bytes.Buffer{}, Err: &errs}, cli.Program{
		Serve: func(context.Context, config.Config, *slog.Logger) error { return fail },
	})
	if want := "heynats: " + fail.Error() + "\n"; status != 1 || errs.String() != want {
		t.Errorf("status %d, %q; want %q", status, errs.String(), want)
	}
}

func TestLogFormatAndLevel(t *testing.T) {
	if r := run(t, nil, "--log-format=json"); !strings.Contains(r.err, `"msg":"served"`) {
		t.Errorf("json: %q", r.err)
	}
	if r := run(t, nil); !strings.Contains(r.err, "level=INFO msg=served") {
		t.Errorf("text: %q", r.err)
	}
	if r := run(t, nil, "--log-level=warn"); r.err != "" {
		t.Errorf("warn logs %q", r.err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
