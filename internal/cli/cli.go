// Package cli is the command line.
//
//	os.Exit(cli.Run(ctx, os.Args[1:], cli.Stdio{…}, program))
//
// It reads the arguments, builds configuration and logger, and calls what the
// Program does; it decides nothing else. What went wrong is one line on standard
// error that begins with "heynats: ". The exit status is 0 when all is well, 1
// when the work failed and 2 when the arguments or the configuration are wrong.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/alecthomas/kong"

	"github.com/heynats/heynats/internal/config"
)

// The exit statuses.
const (
	ok     = 0
	failed = 1
	misuse = 2
)

// Stdio is what a run of the program is connected to.
type Stdio struct {
	Out, Err io.Writer
	// Env looks up a variable, as os.LookupEnv does; nil is an empty environment.
	Env func(name string) (string, bool)
}

// Program is what the commands do.
type Program struct {
	// Serve runs HeyNATS until ctx ends, which is no error.
	Serve func(ctx context.Context, cfg config.Config, log *slog.Logger) error
	// OpenAPI returns the document of the API as YAML.
	OpenAPI func() ([]byte, error)
	// Version is what `heynats version` prints; see Version.
	Version string
}

// Run carries out one command line, without the program's name, and returns the
// exit status. It ends when the command does; serve does when ctx ends.
func Run(ctx context.Context, args []string, stdio Stdio, program Program) int {
	err := run(ctx, args, stdio, program)
	if err == nil || errors.Is(err, errHelped) {
		return ok
	}
	fmt.Fprintf(stdio.Err, "heynats: %v\n", err)
	if _, usage := errors.AsType[usageError](err); usage {
		return misuse
	}
	return failed
}

// usageError is a mistake in what the operator wrote.
type usageError struct{ error }

func run(ctx context.Context, args []string, stdio Stdio, program Program) error {
	var commands struct {
		Help    help       `short:"h" help:"Show this help."`
		Serve   serveFlags `cmd:"" default:"withargs" help:"Serve the page and the API until told to stop (the default)."`
		OpenAPI struct{}   `cmd:"" name:"openapi" help:"Print the OpenAPI document of the API as YAML."`
		Version struct{}   `cmd:"" help:"Print the version."`
	}
	parser, err := kong.New(&commands,
		kong.Name("heynats"),
		kong.Description("HeyNATS is the web workbench for NATS.\n\n"+
			"Every flag of serve is also a variable (--idle-timeout is HEYNATS_IDLE_TIMEOUT) and a key of the "+
			"configuration file (idle_timeout). A flag is stronger than a variable, a variable than the file. "+
			"heynats serve --help lists them."),
		kong.Writers(stdio.Out, stdio.Err),
		kong.NoDefaultHelp(),
		kong.ConfigureHelp(kong.HelpOptions{NoExpandSubcommands: true, WrapUpperBound: 100}),
		defaults(),
	)
	if err != nil {
		return fmt.Errorf("build the command line: %w", err)
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return parseError(err)
	}
	switch parsed.Command() {
	case "version":
		_, err = fmt.Fprintln(stdio.Out, "heynats "+program.Version)
		return err
	case "openapi":
		return printOpenAPI(stdio.Out, program)
	default:
		return serve(ctx, &commands.Serve, parsed, stdio, program)
	}
}

// parseError tells a request for help from a mistake.
func parseError(err error) error {
	if errors.Is(err, errHelped) {
		return errHelped
	}
	return usageError{fmt.Errorf("%w (heynats --help lists what there is)", err)}
}

func printOpenAPI(out io.Writer, program Program) error {
	doc, err := program.OpenAPI()
	if err != nil {
		return fmt.Errorf("build the OpenAPI document: %w", err)
	}
	_, err = out.Write(doc)
	return err
}

func serve(ctx context.Context, flags *serveFlags, parsed *kong.Context, stdio Stdio, program Program) error {
	cfg, err := config.Load(flags.sources(parsed, stdio.Env))
	if err != nil {
		return usageError{err}
	}
	return program.Serve(ctx, cfg, newLogger(stdio.Err, cfg))
}

// newLogger logs to w as the configuration says.
func newLogger(w io.Writer, cfg config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// errHelped stops the parser after the help was printed.
var errHelped = errors.New("help was asked for")

// help is the --help flag. kong's own exits the process.
type help bool

// IgnoreDefault keeps `heynats --help` about heynats, not about serve.
func (help) IgnoreDefault() {}

// BeforeReset is called by kong when the flag was given.
func (help) BeforeReset(ctx *kong.Context) error {
	if err := ctx.PrintUsage(false); err != nil {
		return err
	}
	return errHelped
}
