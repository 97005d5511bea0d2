package natstest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
)

// pipeServer is the server's end of one connection of a Pipe. Reading and
// writing have a goroutine each: were they one, a client that writes while the
// server writes would wait for it for ever, as a net.Pipe has no buffer.
type pipeServer struct {
	pipe *Pipe
	conn net.Conn
	done chan struct{} // closed when the connection is

	mu      sync.Mutex
	subs    map[string]string // sid → subject
	out     []byte
	more    chan struct{} // holds one token when out has grown
	last    bool          // close when out is written
	closed  bool
	headers bool
	no503   bool
}

func newPipeServer(p *Pipe, c net.Conn) *pipeServer {
	return &pipeServer{
		pipe: p, conn: c, done: make(chan struct{}),
		subs: map[string]string{}, more: make(chan struct{}, 1),
	}
}

// serve ends when the connection does.
func (s *pipeServer) serve() {
	defer s.pipe.remove(s)
	s.say(infoLine(nil))
	var wg sync.WaitGroup
	wg.Go(s.writeAll)
	_ = s.readAll() // however it ended, it ended
	s.mu.Lock()
	last := s.last
	s.mu.Unlock()
	if last { // the refusal still has to be said; then writeAll closes
		drain(s.conn)
	}
	s.close()
	wg.Wait()
}

func (s *pipeServer) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.done)
		_ = s.conn.Close()
	}
}

func (s *pipeServer) say(text string) {
	s.mu.Lock()
	s.out = append(s.out, text...)
	s.mu.Unlock()
	select {
	case s.more <- struct{}{}:
	default:
	}
}

// fail says -ERR and hangs up.
func (s *pipeServer) fail(text string) {
	s.mu.Lock()
	s.last = true
	s.mu.Unlock()
	s.say("-ERR '" + text + "'\r\n")
}

func (s *pipeServer) writeAll() {
	for {
		select {
		case <-s.more:
		case <-s.done:
			return
		}
		if s.pipe.waitWhile(s.done, func() bool { return s.pipe.silent }) != nil {
			return
		}
		s.mu.Lock()
		out, last := s.out, s.last
		s.out = nil
		s.mu.Unlock()
		if _, err := s.conn.Write(out); err != nil || last {
			s.close()
			return
		}
	}
}

// unstalled reads only while the server is not stalled.
type unstalled struct{ s *pipeServer }

func (u unstalled) Read(b []byte) (int, error) {
	p := u.s.pipe
	if err := p.waitWhile(u.s.done, func() bool { return p.stalled }); err != nil {
		return 0, err
	}
	return u.s.conn.Read(b)
}

func (s *pipeServer) readAll() error {
	in := bufio.NewReader(unstalled{s})
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		op, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if err := s.do(strings.ToUpper(op), rest, in); err != nil {
			return err
		}
	}
}

func (s *pipeServer) do(op, rest string, in *bufio.Reader) error {
	args := strings.Fields(rest)
	switch op {
	case "CONNECT":
		return s.connect(rest)
	case "PING":
		s.say("PONG\r\n")
	case "PONG", "":
	case "SUB":
		if len(args) < 2 {
			return errDone
		}
		s.mu.Lock()
		s.subs[args[len(args)-1]] = args[0]
		s.mu.Unlock()
	case "UNSUB":
		// With a maximum the client itself drops what comes after it.
		if len(args) == 1 {
			s.mu.Lock()
			delete(s.subs, args[0])
			s.mu.Unlock()
		}
	case "PUB", "HPUB":
		return s.publish(args, op == "HPUB", in)
	default:
		s.fail("Unknown Protocol Operation")
		return errDone
	}
	return nil
}

func (s *pipeServer) connect(rest string) error {
	var c Connect
	if err := json.Unmarshal([]byte(rest), &c); err != nil {
		return err
	}
	if refusal := s.pipe.connected(c); refusal != "" {
		s.fail(refusal)
		return errDone
	}
	s.mu.Lock()
	s.headers, s.no503 = c.Headers, !c.NoResponders
	s.mu.Unlock()
	return nil
}

// publish reads the message behind "subject [reply] [header size] size".
func (s *pipeServer) publish(args []string, withHeader bool, in *bufio.Reader) error {
	sizes := 1
	if withHeader {
		sizes = 2
	}
	if len(args) != sizes+1 && len(args) != sizes+2 {
		return errDone
	}
	total, err := strconv.Atoi(args[len(args)-1])
	if err != nil || total < 0 {
		return errDone
	}
	body := make([]byte, total+2)
	if _, err := io.ReadFull(in, body); err != nil {
		return err
	}
	body = body[:total]
	split := 0
	if withHeader {
		if split, err = strconv.Atoi(args[len(args)-2]); err != nil || split < 0 || split > total {
			return errDone
		}
	}
	reply := ""
	if len(args) == sizes+2 {
		reply = args[1]
	}
	s.answer(args[0], reply, body[:split], body[split:])
	return nil
}

func (s *pipeServer) answer(subject, reply string, header, payload []byte) {
	taken := s.pipe.route(subject, reply, header, payload)
	switch {
	case reply == "":
	case subject == EchoSubject:
		s.pipe.route(reply, "", header, payload)
	case taken == 0 && !s.no503:
		s.pipe.route(reply, "", []byte("NATS/1.0 503\r\n\r\n"), nil)
	}
}

// deliver sends the message once for each subscription that takes it.
func (s *pipeServer) deliver(subject, reply string, header, payload []byte) int {
	s.mu.Lock()
	var sids []string
	for sid, pattern := range s.subs {
		if matches(pattern, subject) {
			sids = append(sids, sid)
		}
	}
	if !s.headers {
		header = nil
	}
	s.mu.Unlock()
	if reply != "" {
		reply += " "
	}
	for _, sid := range sids {
		if len(header) > 0 {
			s.say(fmt.Sprintf("HMSG %s %s %s%d %d\r\n%s%s\r\n", subject, sid, reply, len(header), len(header)+len(payload), header, payload))
		} else {
			s.say(fmt.Sprintf("MSG %s %s %s%d\r\n%s\r\n", subject, sid, reply, len(payload), payload))
		}
	}
	return len(sids)
}
