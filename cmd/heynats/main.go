// Heynats is the web workbench for NATS.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/heynats/heynats/internal/api"
	"github.com/heynats/heynats/internal/app"
	"github.com/heynats/heynats/internal/cli"
	"github.com/heynats/heynats/internal/config"
)

// version is set by the linker; see the Makefile.
var version string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	// A second signal finds the default behaviour again and ends the process at once.
	context.AfterFunc(ctx, stop)

	os.Exit(cli.Run(ctx, os.Args[1:], cli.Stdio{Out: os.Stdout, Err: os.Stderr, Env: os.LookupEnv}, program()))
}

func program() cli.Program {
	v := cli.Version(version)
	return cli.Program{
		Serve: func(ctx context.Context, cfg config.Config, log *slog.Logger) error {
			return app.Run(ctx, cfg, log, v)
		},
		OpenAPI: api.OpenAPI,
		Version: v,
	}
}
