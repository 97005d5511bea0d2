package live

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/session"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// rig is a hub behind an HTTP server, with a session that has one connection to a
// NATS server.
type rig struct {
	t        *testing.T
	srv      *natstest.Server
	nc       *nats.Conn // of somebody else
	manager  *natsconn.Manager
	sessions *session.Store
	hub      *Hub
	web      *httptest.Server
	token    string
	conn     string // id
}

func newRig(t *testing.T, cfg Config, opts ...natstest.Option) *rig {
	t.Helper()
	return newRigOf(t, natsconn.Secrets{}, cfg, opts...)
}

func newRigOf(t *testing.T, user natsconn.Secrets, cfg Config, opts ...natstest.Option) *rig {
	t.Helper()
	r := &rig{t: t, srv: natstest.Start(t, append([]natstest.Option{natstest.WithJetStream()}, opts...)...)}
	r.nc = r.srv.Connect()
	var err error
	if r.manager, err = natsconn.New(natsconn.Config{}, natsconn.Deps{Dialer: &net.Dialer{}}); err != nil {
		t.Fatal(err)
	}
	r.sessions = session.NewStore(r.manager)
	r.hub = New(cfg, Deps{Sessions: r.sessions, Explain: func(err error) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"code":%q}`, fault.CodeOf(err)))
	}})
	r.web = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		release, err := r.hub.Enter()
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		defer release()
		r.hub.Serve(w, q, r.token)
	}))
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		r.hub.Shutdown(now)
		r.manager.Shutdown(now)
		r.web.Close()
	})
	r.conn = r.connect(natsconn.Request{URL: r.srv.URL(), Auth: user})
	return r
}

func (r *rig) connect(q natsconn.Request) (id string) {
	r.t.Helper()
	spec, err := natsconn.NewSpec(q)
	if err != nil {
		r.t.Fatal(err)
	}
	token, c, err := r.sessions.Connect(r.t.Context(), r.token, spec)
	if err != nil {
		r.t.Fatal(err)
	}
	r.token = string(token)
	return c.ID()
}

func (r *rig) publish(subject string, n int) {
	r.t.Helper()
	for i := range n {
		if err := r.nc.Publish(subject, fmt.Appendf(nil, "message %d", i)); err != nil {
			r.t.Fatal(err)
		}
	}
	if err := r.nc.Flush(); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) stream(cfg jetstream.StreamConfig) jetstream.JetStream {
	r.t.Helper()
	js, err := jetstream.New(r.nc)
	if err == nil {
		_, err = js.CreateStream(r.t.Context(), cfg)
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return js
}

// arrived is what a page makes of a record.
type arrived struct {
	sequence       uint64
	at             int64
	size, headers  int
	subject, reply string
	rest           string // header block and payload
}

// followed is what a page knows of one subscription.
type followed struct {
	opened   *Event
	failed   string // code of the problem
	ended    *Event
	messages []arrived
	gaps     int
	counters counters
}

// received is how many messages came, of those that somebody produced.
func (f *followed) accounted() uint64 {
	return uint64(len(f.messages)) + f.counters.dropped + f.counters.sampled
}

// page is the other end of a socket.
type page struct {
	t  *testing.T
	ws *websocket.Conn

	mu      sync.Mutex
	subs    map[uint32]*followed
	strange []Event // of no subscription
	batches uint64
	deaf    bool // does not acknowledge
	gone    error
}

func (r *rig) open() *page {
	r.t.Helper()
	ws, answer, err := websocket.Dial(r.t.Context(), r.web.URL, &websocket.DialOptions{Subprotocols: []string{Protocol}})
	if err != nil {
		r.t.Fatal(err)
	}
	if answer.Body != nil {
		_ = answer.Body.Close()
	}
	ws.SetReadLimit(64 << 20)
	p := &page{t: r.t, ws: ws, subs: make(map[uint32]*followed)}
	var reader sync.WaitGroup
	reader.Go(p.read)
	r.t.Cleanup(func() {
		_ = ws.CloseNow()
		reader.Wait()
	})
	return p
}

func (p *page) read() {
	for {
		kind, data, err := p.ws.Read(context.Background())
		p.mu.Lock()
		switch {
		case err != nil:
			p.gone = err
		case kind == websocket.MessageText:
			p.event(data)
		default:
			p.batch(data)
		}
		ack, batches := kind == websocket.MessageBinary && err == nil && !p.deaf, p.batches
		p.mu.Unlock()
		if err != nil {
			return
		}
		if ack {
			p.say(Command{Op: "ack", Batches: batches})
		}
	}
}

func (p *page) event(text []byte) {
	var e Event
	if err := json.Unmarshal(text, &e); err != nil {
		p.t.Errorf("%v in %s", err, text)
		return
	}
	f := p.subs[e.ID]
	if f == nil {
		p.strange = append(p.strange, e)
		return
	}
	if f.ended != nil || f.failed != "" {
		p.t.Errorf("%s comes behind the end", text)
	}
	switch e.Op {
	case opSubscribed:
		f.opened = &e
	case opEnd:
		f.ended = &e
	case opError:
		f.failed = codeIn(e.Problem)
	}
}

func codeIn(problem json.RawMessage) string {
	var p struct {
		Code string `json:"code"`
	}
	_ = json.Unmarshal(problem, &p)
	return p.Code
}

// batch reads a binary message as docs/LIVE.md describes it, and nothing of ours.
func (p *page) batch(b []byte) {
	p.batches++
	u32 := func(b []byte) int { return int(binary.BigEndian.Uint32(b)) }
	for len(b) > 0 {
		length := u32(b)
		frame := b[4 : 4+length]
		b = b[4+length:]
		kind, version, id, count := frame[0], frame[1], binary.BigEndian.Uint32(frame[4:]), u32(frame[8:])
		f := p.subs[id]
		if version != 1 || f == nil || f.opened == nil || f.ended != nil {
			p.t.Errorf("a frame of version %d for subscription %d, which is not open", version, id)
			return
		}
		var c [4]uint64
		for i := range c {
			c[i] = binary.BigEndian.Uint64(frame[12+8*i:])
		}
		f.counters = counters{c[0], c[1], c[2], c[3]}
		rest := frame[44:]
		for range count {
			switch kind {
			case 1:
				n := u32(rest)
				f.messages = append(f.messages, p.message(rest[4:4+n]))
				rest = rest[4+n:]
			case 2:
				f.gaps++
				rest = rest[16:]
			}
		}
		if len(rest) > 0 {
			p.t.Errorf("%d bytes are left of a frame of kind %d", len(rest), kind)
		}
	}
}

func (*page) message(r []byte) arrived {
	subject, reply := int(binary.BigEndian.Uint16(r[28:])), int(binary.BigEndian.Uint16(r[30:]))
	text := string(r[32:])
	return arrived{
		sequence: binary.BigEndian.Uint64(r), at: int64(binary.BigEndian.Uint64(r[8:])),
		size: int(binary.BigEndian.Uint32(r[16:])), headers: int(binary.BigEndian.Uint32(r[20:])),
		subject: text[:subject], reply: text[subject : subject+reply], rest: text[subject+reply:],
	}
}

func (p *page) say(c Command) {
	text, err := json.Marshal(c)
	if err != nil {
		p.t.Error(err)
	}
	p.sayText(string(text))
}

func (p *page) sayText(text string) {
	ctx, cancel := context.WithTimeout(context.Background(), natstest.Patience)
	defer cancel()
	if err := p.ws.Write(ctx, websocket.MessageText, []byte(text)); err != nil && !errors.Is(err, net.ErrClosed) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.gone == nil {
			p.t.Log(err)
		}
	}
}

// sub subscribes and waits until that works or fails.
func (p *page) sub(c Command) uint32 {
	p.t.Helper()
	p.mu.Lock()
	c.Op, c.ID = "sub", uint32(len(p.subs)+1)
	p.subs[c.ID] = &followed{}
	p.mu.Unlock()
	p.say(c)
	p.until("an answer to sub", c.ID, func(f *followed) bool { return f.opened != nil || f.failed != "" || f.ended != nil })
	return c.ID
}

// look returns what is known of a subscription now.
func (p *page) look(id uint32) followed {
	p.mu.Lock()
	defer p.mu.Unlock()
	return *p.subs[id]
}

func (p *page) until(what string, id uint32, condition func(*followed) bool) followed {
	p.t.Helper()
	natstest.Until(p.t, what, func() bool {
		f := p.look(id)
		return condition(&f)
	})
	return p.look(id)
}

func (p *page) setDeaf(deaf bool) {
	p.mu.Lock()
	p.deaf = deaf
	batches := p.batches
	p.mu.Unlock()
	if !deaf {
		p.say(Command{Op: "ack", Batches: batches})
	}
}

// closed waits until the socket is closed, and returns with which code.
func (p *page) closed() websocket.StatusCode {
	p.t.Helper()
	natstest.Until(p.t, "the end of the socket", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.gone != nil
	})
	return websocket.CloseStatus(p.gone)
}

const shortly = 10 * time.Millisecond // a tick for tests
