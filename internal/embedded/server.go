package embedded

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

const (
	// What the account may hold: our own content stays below 64 MiB of it, the
	// rest is for what people try out.
	maxMemory = 64 << 20
	maxStore  = 256 << 20
	// readyWithin is how long the server may take until it accepts clients.
	readyWithin = 10 * time.Second
)

// config is in the server's own language: accounts with JetStream and a default
// user cannot be said as completely in its Options.
func config(dir string) string {
	return fmt.Sprintf(`
server_name: playground
listen: "127.0.0.1:-1"
jetstream { store_dir: %q, max_memory_store: %d, max_file_store: %d }
accounts {
  %s {
    jetstream { max_memory: %d, max_file: %d, max_streams: 200, max_consumers: 1000 }
    users [ { user: playground, password: playground } ]
  }
  SYS { users [ { user: %s, password: %s } ] }
}
system_account: SYS
no_auth_user: playground
`, filepath.ToSlash(dir), maxMemory, maxStore, Account, maxMemory, maxStore, SystemUser, SystemPassword)
}

func startServer(dir string, log *slog.Logger) (*server.Server, error) {
	o := &server.Options{NoSigs: true, NoLog: true}
	if err := o.ProcessConfigString(config(dir)); err != nil {
		return nil, fmt.Errorf("read its configuration: %w", err)
	}
	srv, err := server.NewServer(o)
	if err != nil {
		return nil, err
	}
	failures := &failures{log: log}
	srv.SetLogger(failures, false, false)
	srv.Start()
	if failures.first.get() != nil || !srv.ReadyForConnections(readyWithin) || !srv.JetStreamEnabled() {
		srv.Shutdown()
		srv.WaitForShutdown()
		return nil, failures.orElse(fmt.Errorf("it was not ready after %s", readyWithin))
	}
	return srv, nil
}

// failures passes on what the server has to complain of. The server would end
// the process after a fatal error; here it is a failed start.
type failures struct {
	log   *slog.Logger
	first firstError
}

func (f *failures) orElse(err error) error {
	if first := f.first.get(); first != nil {
		return first
	}
	return err
}

// Errorf logs what went wrong; the server goes on.
func (f *failures) Errorf(format string, args ...any) {
	f.log.Warn("playground server", slog.String("error", fmt.Sprintf(format, args...)))
}

// Fatalf logs and keeps why the server cannot go on.
func (f *failures) Fatalf(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	f.first.set(err)
	f.log.Error("playground server", slog.Any("error", err))
}

// Noticef says nothing.
func (*failures) Noticef(string, ...any) {}

// Warnf says nothing.
func (*failures) Warnf(string, ...any) {}

// Debugf says nothing.
func (*failures) Debugf(string, ...any) {}

// Tracef says nothing.
func (*failures) Tracef(string, ...any) {}
