package natsconn

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/natstest"
)

const greeting = "INFO {\"server_id\":\"x\",\"max_payload\":1048576}\r\n"

func TestGuardKnowsTheProtocol(t *testing.T) {
	for _, tt := range []struct {
		name, stream string
		want         error
	}{
		{"a conversation", greeting + "PONG\r\n+OK\r\nMSG a 1 5\r\nhello\r\nMSG a.b 22 reply.x 0\r\n\r\nHMSG a 1 12 17\r\nNATS/1.0\r\n\r\nhello\r\n-ERR 'Authorization Violation'\r\nPING\r\nINFO {}\r\n", nil},
		{"empty reply subjects", greeting + "MSG a 1  5\r\nhello\r\nHMSG a 1  12 17\r\nNATS/1.0\r\n\r\nhello\r\nPING\r\n", nil},
		{"line ends in a payload", greeting + "MSG a 1 6\r\nMSG\r\n1\r\n", nil},
		{"the largest message", greeting + "MSG a 1 68157440\r\nx", nil},
		{"refused at once", "-ERR 'maximum connections exceeded'\r\n", nil},
		{"nine quintillion bytes", greeting + "MSG a 1 9000000000000000000\r\nx", errTooLarge},
		{"a size of many digits", greeting + "MSG a 1 " + strings.Repeat("9", 400) + "\r\n", errTooLarge},
		{"a negative size", greeting + "MSG a 1 -5\r\n", errNotNATS},
		{"no size", greeting + "MSG a 1\r\n", errNotNATS},
		{"five fields", greeting + "MSG a 1 b c 5\r\n", errNotNATS},
		{"three spaces", greeting + "MSG a 1   5\r\n", errNotNATS},
		{"no size behind an empty reply", greeting + "MSG a 1  \r\n", errTooLarge},
		{"a carriage return inside", greeting + "MSG a\r 1 55\n", errNotNATS},
		{"no carriage return", greeting + "MSG a 1 5\nhello\r\n", errNotNATS},
		{"lower case", greeting + "msg a 1 5\r\n", errNotNATS},
		{"payload longer than announced", greeting + "MSG a 1 5\r\nhelloo\r\n", errNotNATS},
		{"SSH", "SSH-2.0-OpenSSH_9.6\r\n", errNotNATS},
		{"HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", errNotNATS},
		{"no greeting", "PING\r\n", errNotNATS},
		{"endless line", greeting + strings.Repeat("P", maxControlLine+1), errNotNATS},
		{"endless INFO", "INFO {" + strings.Repeat(" ", maxInfoLine), errInfoLong},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, step := range []int{1, 7, len(tt.stream)} {
				infos := 0
				g := &guard{onInfo: func([]byte) { infos++ }, onFull: func() {}}
				if err := feed(g, tt.stream, step); !errors.Is(err, tt.want) {
					t.Errorf("in steps of %d: %v, want %v", step, err, tt.want)
				}
				if infos > 1 {
					t.Errorf("greeted %d times", infos)
				}
				if ws := feed(&guard{onInfo: func([]byte) {}, onFull: func() {}, ws: &wsGuard{}}, "HTTP/1.1 101 Switching\r\nA: b\r\n\r\n"+frames(tt.stream, 100), step); !errors.Is(ws, tt.want) {
					t.Errorf("in WebSocket frames, steps of %d: %v, want %v", step, ws, tt.want)
				}
			}
		})
	}
}

func feed(g *guard, stream string, step int) error {
	for i := 0; i < len(stream); i += step {
		if err := g.see([]byte(stream[i:min(len(stream), i+step)])); err != nil {
			return err
		}
	}
	return nil
}

// frames cuts a stream into WebSocket frames of different kinds, with a ping
// between them.
func frames(stream string, size int) string {
	var out bytes.Buffer
	for i := 0; i < len(stream); i += size {
		part := stream[i:min(len(stream), i+size)]
		if i%(2*size) == 0 {
			out.Write([]byte{0x82, byte(len(part))})
		} else {
			out.Write([]byte{0x82, 126, 0, byte(len(part))})
		}
		out.WriteString(part)
		out.Write([]byte{0x89, 2, 'h', 'i'})
	}
	return out.String()
}

func TestGuardOnWebSocketFrames(t *testing.T) {
	head := "HTTP/1.1 101 Switching Protocols\r\n\r\n"
	for name, tt := range map[string]struct {
		stream string
		want   error
	}{
		"line feeds alone": {"HTTP/1.1 101 Switching Protocols\n\n\x82\x05PING\r", errNotNATS},
		"compressed":       {head + "\xc2\x01x", errNotNATS},
		"masked":           {head + "\x82\x81abcdx", errNotNATS},
		"an endless head":  {strings.Repeat("x", maxHTTPHead+1), errNotNATS},
		"a frame of 2^62":  {head + "\x82\x7f\x40\x00\x00\x00\x00\x00\x00\x00", errTooLarge},
	} {
		if err := feed(&guard{onInfo: func([]byte) {}, onFull: func() {}, ws: &wsGuard{}}, tt.stream, 3); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// FuzzGuard holds that what the guard lets through does not depend on how the
// network cut it, and that it never announces more than may come.
func FuzzGuard(f *testing.F) {
	f.Add([]byte(greeting+"MSG a 1 5\r\nhello\r\n"), 3)
	f.Add([]byte(greeting+"HMSG a 1 r 2 5\r\nhello\r\nPING\r\n"), 1)
	f.Fuzz(func(t *testing.T, stream []byte, step int) {
		if step <= 0 || step > 1<<20 {
			step = 1
		}
		whole, cut := &guard{onInfo: func([]byte) {}, onFull: func() {}}, &guard{onInfo: func([]byte) {}, onFull: func() {}}
		errWhole, errCut := feed(whole, string(stream), len(stream)+1), feed(cut, string(stream), step)
		if !errors.Is(errWhole, errCut) || errWhole == nil && whole.payload != cut.payload {
			t.Errorf("whole: %v, cut by %d: %v", errWhole, step, errCut)
		}
		if whole.payload > maxMessage+len(lineEnd) {
			t.Errorf("%d bytes announced", whole.payload)
		}
	})
}

func BenchmarkGuard(b *testing.B) {
	stream := []byte(strings.Repeat("MSG orders.eu.created 17 128\r\n"+strings.Repeat("x", 128)+"\r\n", 200))
	g := &guard{onInfo: func([]byte) {}, onFull: func() {}, greeted: true}
	b.SetBytes(int64(len(stream)))
	for b.Loop() {
		if err := g.see(stream); err != nil {
			b.Fatal(err)
		}
	}
}

// TestHostileAnnouncementEndsOnlyTheLink: nats.go alone would panic, in a
// goroutine of its own that nobody can recover.
func TestHostileAnnouncementEndsOnlyTheLink(t *testing.T) {
	for _, secure := range []bool{false, true} {
		t.Run(fmt.Sprintf("tls %t", secure), func(t *testing.T) {
			certs := natstest.NewCerts(t)
			peer := natstest.Script(t, func(conn net.Conn) { announce(t, conn, certs, secure) })
			r := newRig(t, Config{})
			request := Request{URL: peer.URL()}
			if secure {
				request.Auth.CA = certs.CA
			}
			c, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, request))
			if err != nil {
				wantCode(t, err, "nats_unreachable")
				return
			}
			r.waitState(c, StateParked)
		})
	}
}

// TestPlainTextBeforeTLSIsRefused: somebody on the way appends to INFO what
// would later be taken for the server's encrypted words.
func TestPlainTextBeforeTLSIsRefused(t *testing.T) {
	certs := natstest.NewCerts(t)
	pair, err := tls.X509KeyPair([]byte(certs.ServerCert), []byte(certs.ServerKey))
	if err != nil {
		t.Fatal(err)
	}
	peer := natstest.Script(t, func(conn net.Conn) {
		_ = conn.SetDeadline(time.Now().Add(natstest.Patience))
		if _, err := io.WriteString(conn, "INFO {\"server_id\":\"x\",\"max_payload\":1048576,\"tls_required\":true}\r\nPONG\r\n"); err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}))
	})
	r := newRig(t, Config{DialTimeout: time.Second})
	_, err = r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: peer.URL(), Auth: Secrets{CA: certs.CA}}))
	f := wantCode(t, err, "nats_unreachable")
	if !errors.Is(f, errPlainText) {
		t.Errorf("%v, want the plain text to be refused", f.Unwrap())
	}
}

// announce is a server that behaves until it is connected.
func announce(t *testing.T, conn net.Conn, certs *natstest.Certs, secure bool) {
	_ = conn.SetDeadline(time.Now().Add(natstest.Patience))
	info := greeting
	if secure {
		info = "INFO {\"server_id\":\"x\",\"max_payload\":1048576,\"tls_required\":true}\r\n"
	}
	if _, err := io.WriteString(conn, info); err != nil {
		return
	}
	if secure {
		pair, err := tls.X509KeyPair([]byte(certs.ServerCert), []byte(certs.ServerKey))
		if err != nil {
			t.Error(err)
			return
		}
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12})
	}
	buf := make([]byte, 4096)
	for said := ""; !strings.Contains(said, "PING"); {
		n, err := conn.Read(buf)
		if err != nil {
			return
		}
		said += string(buf[:n])
	}
	_, _ = io.WriteString(conn, "PONG\r\nMSG a 1 9000000000000000000\r\nx")
	_, _ = conn.Read(buf)
}

// TestTheSystemAccountCanBeUsed: what a server says by itself looks a little
// different on the wire.
func TestTheSystemAccountCanBeUsed(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithSystemUser("sys", "secret"))
	r := newRig(t, Config{})
	lease := r.leaseOn("nats://sys:secret@" + s.Addr())
	for _, subject := range []string{"$SYS.REQ.USER.INFO", "$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER." + lease.Server().ID + ".VARZ"} {
		if msg, err := lease.Request(ctx(t), subject, nil); err != nil || !strings.HasPrefix(string(msg.Data), "{") {
			t.Fatalf("%s: %v (%s)", subject, err, r.logs)
		}
	}
	events, err := lease.Subscribe(ctx(t), "$SYS.ACCOUNT.*.CONNECT", "")
	if err != nil {
		t.Fatal(err)
	}
	defer lease.Unsubscribe(events)
	s.Connect()
	if msg, err := events.NextMsgWithContext(ctx(t)); err != nil || !strings.Contains(string(msg.Data), "client_connect") {
		t.Errorf("%v", err)
	}
	if got := r.Snapshot(lease.Connection()); got.State != StateActive || got.Reconnects != 0 {
		t.Errorf("%s, %d reconnects", got.State, got.Reconnects)
	}
}
