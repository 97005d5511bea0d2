package natstest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

// Marker is in everything that a hostile peer says, so that a test can prove
// that nothing of it reaches a user.
const Marker = "BYTES-OF-THE-TARGET"

// Silent accepts and never says a word.
func Silent(tb testing.TB) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) { drain(c) })
}

// Drip says INFO one byte per interval and never comes to its end.
func Drip(tb testing.TB, interval time.Duration) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, stop <-chan struct{}) {
		hungUp, end := drainAside(c)
		defer end()
		tick := time.NewTicker(interval)
		defer tick.Stop()
		text := "INFO {" // spaces go on inside the object: still valid
		for i := 0; ; i++ {
			b := byte(' ')
			if i < len(text) {
				b = text[i]
			}
			if _, err := c.Write([]byte{b}); err != nil {
				return
			}
			select {
			case <-tick.C:
			case <-hungUp:
				return
			case <-stop:
				return
			}
		}
	})
}

// HugeInfo says an INFO line of n bytes and then stays silent. It stops when
// the other side hangs up.
func HugeInfo(tb testing.TB, n int) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) {
		hungUp, end := drainAside(c)
		defer end()
		head, tail := `INFO {"server_name":"`+Marker, `"}`+"\r\n"
		if _, err := io.WriteString(c, head); err != nil {
			return
		}
		filler := strings.Repeat("x", 64<<10)
		for left := n - len(head) - len(tail); left > 0; left -= len(filler) {
			if _, err := io.WriteString(c, filler[:min(left, len(filler))]); err != nil {
				return
			}
		}
		if _, err := io.WriteString(c, tail); err != nil {
			return
		}
		<-hungUp
	})
}

// NoNewline says a whole INFO but for the end of the line, and then nothing.
func NoNewline(tb testing.TB) *Peer {
	tb.Helper()
	return says(tb, strings.TrimRight(infoLine(nil), "\r\n"))
}

// InfoNoPong says INFO, listens to CONNECT and PING, and never answers.
func InfoNoPong(tb testing.TB) *Peer {
	tb.Helper()
	return says(tb, infoLine(nil))
}

// ConnectURLs is a server just good enough to connect to, whose INFO
// advertises these servers (host:port) as its cluster. Drop it or Close it to
// see who follows them.
func ConnectURLs(tb testing.TB, urls ...string) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) {
		if _, err := io.WriteString(c, infoLine(urls)); err != nil {
			return
		}
		lines := bufio.NewScanner(c)
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "PING") {
				if _, err := io.WriteString(c, "PONG\r\n"); err != nil {
					return
				}
			}
		}
	})
}

// HTTP answers like a web server that did not understand.
func HTTP(tb testing.TB) *Peer {
	tb.Helper()
	body := "<html>" + Marker + "</html>"
	return says(tb, fmt.Sprintf("HTTP/1.1 400 Bad Request\r\nServer: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s",
		Marker, len(body), body))
}

// SSH greets like an SSH server.
func SSH(tb testing.TB) *Peer {
	tb.Helper()
	return says(tb, "SSH-2.0-OpenSSH_9.6 "+Marker+"\r\n")
}

// Reset answers every connection with a TCP reset.
func Reset(tb testing.TB) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) {
		if t, ok := c.(*net.TCPConn); ok {
			_ = t.SetLinger(0) // closing then resets; should it fail, it just closes
		}
	})
}

// Script does what the function does; the connection is closed when it returns
// or when the test ends.
func Script(tb testing.TB, serve func(net.Conn)) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) { serve(c) })
}

// says says one thing and then listens until the other side hangs up.
func says(tb testing.TB, text string) *Peer {
	tb.Helper()
	return newPeer(tb, func(c net.Conn, _ <-chan struct{}) {
		if _, err := io.WriteString(c, text); err == nil {
			drain(c)
		}
	})
}

func drain(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

// drainAside reads away what the other side says while the peer talks; end
// closes the connection and waits for the reading to end.
func drainAside(c net.Conn) (hungUp <-chan struct{}, end func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		drain(c)
	}()
	return done, func() {
		_ = c.Close()
		<-done
	}
}

// info is what a server says of itself first; only what clients look at.
type info struct {
	ServerID    string   `json:"server_id"`
	ServerName  string   `json:"server_name"`
	Version     string   `json:"version"`
	Proto       int      `json:"proto"`
	Headers     bool     `json:"headers"`
	MaxPayload  int      `json:"max_payload"`
	ClientID    uint64   `json:"client_id,omitempty"`
	ConnectURLs []string `json:"connect_urls,omitempty"`
}

func infoLine(urls []string) string {
	b, err := json.Marshal(info{
		ServerID: Marker, ServerName: Marker, Version: "2.15.2", Proto: 1, Headers: true,
		MaxPayload: 1 << 20, ClientID: 1, ConnectURLs: urls,
	})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return "INFO " + string(b) + "\r\n"
}
