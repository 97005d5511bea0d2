package natstest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// childEnv marks the process that is a server and no test.
const childEnv = "NATSTEST_CHILD"

// Process is a nats-server in an OS process of its own, which can be killed or
// frozen: what a crashed machine and a half-dead one look like from outside.
// It dies with the test process.
type Process struct {
	tb testing.TB

	mu       sync.Mutex
	settings *settings
	cmd      *exec.Cmd
	stdin    io.Closer
	done     chan struct{} // closed once cmd has been waited for
	frozen   bool
}

// ports is what the child says once it accepts clients.
type ports struct{ Port, MonitorPort, WSPort int }

// StartProcess starts a server by running the test binary again, which works
// when its TestMain calls [Main]. It ends with the test.
func StartProcess(tb testing.TB, opts ...Option) *Process {
	tb.Helper()
	set := newSettings(tb, append(opts, WithMonitoring()))
	if len(set.edits) > 0 {
		tb.Fatal("WithServerOptions cannot be sent to another process")
	}
	p := &Process{tb: tb, settings: set}
	tb.Cleanup(p.Kill)
	p.boot()
	return p
}

// boot starts the child and waits until it accepts clients. Callers hold mu,
// or are the only one.
func (p *Process) boot() {
	p.tb.Helper()
	ready := make(chan error, 1)
	done := make(chan struct{})
	var got ports
	go p.run(&got, ready, done)
	p.done = done
	select {
	case err := <-ready:
		if err != nil {
			p.tb.Fatalf("start a nats-server process: %v", err)
		}
	case <-time.After(Patience):
		p.tb.Fatalf("the nats-server process was not ready after %s", Patience)
	}
	p.settings.Port, p.settings.MonitorPort, p.settings.WSPort = got.Port, got.MonitorPort, got.WSPort
}

// run owns the child from start to end, on one OS thread because Linux ties
// "die with the parent" to the thread that started the child.
func (p *Process) run(got *ports, ready chan<- error, done chan<- struct{}) {
	defer close(done)
	defer keepThread()()
	cmd := exec.CommandContext(context.Background(), os.Args[0]) // Kill ends it
	cmd.Env = append(os.Environ(), childEnv+"=1")
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = dieWithParent()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		ready <- err
		return
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		ready <- err
		return
	}
	if err := cmd.Start(); err != nil {
		ready <- err
		return
	}
	p.cmd, p.stdin = cmd, stdin
	if err := json.NewEncoder(stdin).Encode(p.settings); err != nil {
		ready <- fmt.Errorf("tell it what to be: %w", err)
	} else if err := json.NewDecoder(stdout).Decode(got); err != nil {
		ready <- fmt.Errorf("does TestMain call natstest.Main? %w", err)
	} else {
		ready <- nil
	}
	_ = cmd.Wait() // how it ended is the test's business
}

// URL is where clients connect.
func (p *Process) URL() string { return p.set().url() }

// Addr is the host and port of URL.
func (p *Process) Addr() string { return p.set().addr() }

// WSURL is where WebSocket clients connect.
func (p *Process) WSURL() string { return p.set().wsURL() }

// MonitorURL is the root of the HTTP monitoring endpoints.
func (p *Process) MonitorURL() string { return p.set().monitorURL() }

// Certs are the certificates of a server that speaks TLS, or nil.
func (p *Process) Certs() *Certs { return p.set().Certs }

// NKeySeed is the seed of the user that WithNKey let in.
func (p *Process) NKeySeed() string { return p.set().NKeySeed }

// Operator issues the users of a server started WithOperator.
func (p *Process) Operator() *Operator { return p.set().operator }

// Connect is a client of the test's own; see [Server.Connect].
func (p *Process) Connect(opts ...nats.Option) *nats.Conn {
	p.tb.Helper()
	return p.set().connect(p.tb, opts)
}

func (p *Process) set() *settings {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.settings.clone()
}

// Kill ends the server at once, as SIGKILL does, and waits until it is gone.
// Killing twice is harmless.
func (p *Process) Kill() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kill()
}

func (p *Process) kill() {
	if p.done == nil {
		return
	}
	if p.cmd != nil {
		_ = p.cmd.Process.Kill() // it may be gone already
		_ = p.stdin.Close()
	}
	<-p.done
	p.cmd, p.stdin, p.done, p.frozen = nil, nil, nil, false
}

// Freeze stops the server as SIGSTOP does: its sockets stay open and nobody
// reads them. On systems without that signal the test is skipped.
func (p *Process) Freeze() {
	p.tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil || p.frozen {
		return
	}
	if err := freeze(p.cmd.Process); errors.Is(err, errors.ErrUnsupported) {
		p.tb.Skip("this system cannot freeze a process")
	} else if err != nil {
		p.tb.Fatalf("freeze the nats-server process: %v", err)
	}
	p.frozen = true
}

// Thaw lets a frozen server go on.
func (p *Process) Thaw() {
	p.tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil || !p.frozen {
		return
	}
	if err := thaw(p.cmd.Process); err != nil {
		p.tb.Fatalf("thaw the nats-server process: %v", err)
	}
	p.frozen = false
}

// Restart kills the server when it runs, and starts it on the same ports with
// the same store.
func (p *Process) Restart() {
	p.tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kill()
	p.boot()
}

// Connections are the client connections whose name begins with the prefix, as
// the server's own monitoring lists them. A frozen server does not answer:
// the context bounds the wait.
func (p *Process) Connections(ctx context.Context, prefix string) ([]*server.ConnInfo, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.MonitorURL()+"/connz?limit=65536&subs=1", nil)
	if err != nil {
		return nil, err
	}
	// No connection is kept, so that no goroutine outlives the call.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the nats-server process for its connections: %w", err)
	}
	defer res.Body.Close()
	var list server.Connz
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil {
		return nil, fmt.Errorf("read the nats-server process's connections: %w", err)
	}
	return withPrefix(list.Conns, prefix), nil
}

// WaitConnections waits until exactly n connections with the prefix are there.
func (p *Process) WaitConnections(prefix string, n int) {
	p.tb.Helper()
	Until(p.tb, "the number of connections "+prefix, func() bool {
		ctx, cancel := context.WithTimeout(context.Background(), Patience)
		defer cancel()
		list, err := p.Connections(ctx, prefix)
		return err == nil && len(list) == n
	})
}

// runChild is the whole life of a child process: read what to be, be it until
// stdin closes.
func runChild(stdin io.Reader, stdout, stderr io.Writer) int {
	in := bufio.NewReader(stdin)
	line, err := in.ReadBytes('\n')
	if err != nil {
		fmt.Fprintln(stderr, "natstest child: nobody said what to be:", err)
		return 1
	}
	set := &settings{}
	if err := json.Unmarshal(line, set); err != nil {
		fmt.Fprintln(stderr, "natstest child: read what to be:", err)
		return 1
	}
	srv, err := boot(set)
	if err != nil {
		fmt.Fprintln(stderr, "natstest child: start:", err)
		return 1
	}
	set.keepPorts(srv)
	if err := json.NewEncoder(stdout).Encode(ports{Port: set.Port, MonitorPort: set.MonitorPort, WSPort: set.WSPort}); err != nil {
		return 1
	}
	_, _ = io.Copy(io.Discard, in) // ends when the parent does
	srv.Shutdown()
	return 0
}

// hostOf is the host and port of a URL.
func hostOf(u string) string {
	_, rest, _ := strings.Cut(u, "://")
	return rest
}
