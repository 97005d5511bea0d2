package natsconn

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// What a server may announce. nats.go believes every number it is told: a
// message of nine quintillion bytes ends the whole process, and a line without
// an end fills its memory. A NATS server allows 64 MiB at most
// (nats-server, MAX_PAYLOAD_MAX_SIZE).
const (
	maxInfoLine    = 1 << 20
	maxControlLine = 64 << 10
	maxMessage     = 65 << 20 // payload and headers
	maxHTTPHead    = 64 << 10
)

var (
	errNotNATS  = errors.New("not the NATS protocol")
	errInfoLong = errors.New("INFO line exceeds 1 MiB")
	errTooLarge = errors.New("message exceeds 65 MiB")
)

// guard watches what a server sends, on its way to nats.go, and stops the first
// byte that a NATS server would not send (NATS client protocol). It is strict
// about what nats.go is lenient about, so that the two never disagree on where
// a message ends. One goroutine at a time uses it.
type guard struct {
	onInfo func(line []byte) // the first line, once
	onFull func()            // the server says that it has too many connections

	ws      *wsGuard // unwraps WebSocket frames first; nil on plain TCP
	line    []byte   // the beginning of a line that is not whole yet
	payload int      // bytes of the message, its line end included, still to come
	greeted bool
	more    bool // anything came behind the greeting
}

// see looks at the next bytes. After an error nothing more may be read.
func (g *guard) see(p []byte) error {
	if g.ws != nil {
		return g.ws.see(p, g.stream)
	}
	return g.stream(p)
}

func (g *guard) stream(p []byte) error {
	for len(p) > 0 {
		var err error
		g.more = g.more || g.greeted
		if g.payload > 0 {
			p, err = g.skip(p)
		} else {
			p, err = g.control(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

const lineEnd = "\r\n"

// skip passes over a payload and checks the line end behind it.
func (g *guard) skip(p []byte) ([]byte, error) {
	if body := g.payload - len(lineEnd); body > 0 {
		n := min(body, len(p))
		g.payload -= n
		return p[n:], nil
	}
	if p[0] != lineEnd[len(lineEnd)-g.payload] {
		return nil, errNotNATS
	}
	g.payload--
	return p[1:], nil
}

// control collects one line and acts on it.
func (g *guard) control(p []byte) ([]byte, error) {
	end := bytes.IndexByte(p, '\n')
	if end < 0 {
		g.line = append(g.line, p...)
		return nil, g.fits(g.line)
	}
	line := p[:end+1]
	if len(g.line) > 0 {
		g.line = append(g.line, line...)
		line = g.line
	}
	err := g.fits(line)
	if err == nil {
		err = g.whole(line)
	}
	g.line = g.line[:0]
	if cap(g.line) > maxControlLine {
		g.line = nil
	}
	return p[end+1:], err
}

// fits bounds a line, and looks at its first bytes as soon as they are there.
func (g *guard) fits(line []byte) error {
	info := bytes.HasPrefix(line, []byte("INFO"[:min(4, len(line))]))
	switch {
	case !g.greeted && !info && !bytes.HasPrefix(line, []byte("-ERR"[:min(4, len(line))])):
		return errNotNATS
	case info && len(line) > maxInfoLine:
		return errInfoLong
	case !info && len(line) > maxControlLine:
		return errNotNATS
	default:
		return nil
	}
}

func (g *guard) whole(line []byte) error {
	text, ok := bytes.CutSuffix(line, []byte(lineEnd))
	if !ok || bytes.IndexByte(text, '\r') >= 0 {
		return errNotNATS
	}
	op, args, _ := bytes.Cut(text, []byte(" "))
	switch string(op) {
	case "MSG":
		return g.message(args, 3)
	case "HMSG":
		return g.message(args, 4)
	case "INFO":
		if !g.greeted {
			g.greeted = true
			g.onInfo(args)
		}
		return nil
	case "-ERR":
		if bytes.Contains(args, []byte("maximum")) && bytes.Contains(args, []byte("connections exceeded")) {
			g.onFull()
		}
		return nil
	case "PING", "PONG", "+OK":
		return nil
	default:
		return errNotNATS
	}
}

// message reads the size that a MSG or HMSG line announces: its last field, of
// least or, with a reply subject, one more. What a server says by itself, as to
// the system account, has an empty reply subject, that is two spaces; nats.go
// takes them for one.
func (g *guard) message(args []byte, least int) error {
	fields := 1 + bytes.Count(args, []byte(" ")) - bytes.Count(args, []byte("  "))
	if fields < least || fields > least+1 || bytes.Contains(args, []byte("   ")) || bytes.IndexByte(args, '\t') >= 0 {
		return errNotNATS
	}
	digits := args[bytes.LastIndexByte(args, ' ')+1:]
	if len(digits) == 0 || len(digits) > len("65000000")+1 {
		return errTooLarge
	}
	size := 0
	for _, d := range digits {
		if d < '0' || d > '9' {
			return errNotNATS
		}
		size = 10*size + int(d-'0')
	}
	if size > maxMessage {
		return errTooLarge
	}
	g.payload = size + len(lineEnd)
	return nil
}

// wsGuard finds the NATS protocol in an upgraded WebSocket connection: behind
// the HTTP head, in the data frames (RFC 6455). HeyNATS offers no compression,
// so a server has no business using it.
type wsGuard struct {
	upgraded bool
	seen     int    // bytes of the HTTP head
	last     uint32 // its last four bytes
	header   []byte // of a frame, as far as it has come
	left     uint64 // of the frame's payload
	control  bool
}

const crlfcrlf = 0x0d0a0d0a

func (w *wsGuard) see(p []byte, data func([]byte) error) error {
	for len(p) > 0 {
		switch {
		case !w.upgraded:
			if p[0] == '\n' && w.last&0xff != '\r' {
				return errNotNATS // net/http takes it for a line end, and would see the head end elsewhere
			}
			w.last = w.last<<8 | uint32(p[0])
			p = p[1:]
			if w.seen++; w.seen > maxHTTPHead {
				return errNotNATS
			}
			w.upgraded = w.last == crlfcrlf
		case w.left > 0:
			n := int(min(uint64(len(p)), w.left)) //nolint:gosec // at most len(p)
			if !w.control {
				if err := data(p[:n]); err != nil {
					return err
				}
			}
			w.left -= uint64(n)
			p = p[n:]
		default:
			w.header = append(w.header, p[0])
			p = p[1:]
			if err := w.frame(); err != nil {
				return err
			}
		}
	}
	return nil
}

// frame reads a frame's header when it is whole.
func (w *wsGuard) frame() error {
	const (
		reserved = 0x70
		masked   = 0x80
	)
	if w.header[0]&reserved != 0 || len(w.header) > 1 && w.header[1]&masked != 0 {
		return errNotNATS
	}
	if len(w.header) < 2 {
		return nil
	}
	size := uint64(w.header[1])
	switch more := w.header[2:]; size {
	case 126:
		if len(more) < 2 {
			return nil
		}
		size = uint64(binary.BigEndian.Uint16(more))
	case 127:
		if len(more) < 8 {
			return nil
		}
		size = binary.BigEndian.Uint64(more)
	}
	if size > maxMessage+maxControlLine {
		return errTooLarge
	}
	w.left, w.control, w.header = size, w.header[0]&0x08 != 0, w.header[:0]
	return nil
}
