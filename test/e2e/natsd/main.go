// Command natsd runs one nats-server for the browser tests: the real server,
// from the module the project already has, in a process that a test can kill.
//
//	natsd FILE
//
// FILE is a nats-server configuration. Once clients are accepted, natsd prints
// the port on a line of its own; it ends when its standard input does, so it
// never outlives the test that started it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "natsd:", err)
		os.Exit(1)
	}
}

// run serves until stdin is closed.
func run(args []string, stdin io.Reader, stdout io.Writer) error {
	if len(args) != 1 {
		return errors.New("usage: natsd FILE")
	}
	opts, err := server.ProcessConfigFile(args[0])
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	opts.Host, opts.NoLog, opts.NoSigs = "127.0.0.1", true, true
	srv, err := server.NewServer(opts)
	if err != nil {
		return fmt.Errorf("create server: %w", err)
	}
	srv.Start()
	defer srv.WaitForShutdown()
	defer srv.Shutdown()
	if !srv.ReadyForConnections(10 * time.Second) {
		return errors.New("the server accepts no clients after 10 s")
	}
	if _, err := fmt.Fprintln(stdout, opts.Port); err != nil {
		return fmt.Errorf("print port: %w", err)
	}
	_, err = io.Copy(io.Discard, stdin)
	return err
}
