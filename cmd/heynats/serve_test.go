package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// TestServe is a whole life of the program: it starts, says where it listens,
// answers, and ends well when it is told to.
func TestServe(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			address, process := serve(t)
			for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ok"} {
				if got := get(t, "http://"+address+path); got != want {
					t.Errorf("%s: %q, want %q", path, got, want)
				}
			}
			if err := process.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			if err := process.Wait(); err != nil {
				t.Errorf("after %s: %v", signal, err)
			}
		})
	}
}

// serve starts heynats, which TestMain has put on the PATH, on a free port.
func serve(t *testing.T) (address string, process *exec.Cmd) {
	t.Helper()
	process = exec.CommandContext(t.Context(), "heynats", "serve", "--listen", "127.0.0.1:0", "--log-format", "json")
	process.WaitDelay = time.Second
	stderr, err := process.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		var line struct{ Msg, Address string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatalf("a log line that is no JSON: %s", lines.Text())
		}
		if line.Msg == "listening" {
			drained := make(chan struct{})
			go func() {
				defer close(drained)
				_, _ = io.Copy(io.Discard, stderr)
			}()
			t.Cleanup(func() { <-drained })
			return line.Address, process
		}
	}
	t.Fatalf("heynats ended before it listened: %v", process.Wait())
	return "", nil
}

func get(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
