package natstest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natstest"
)

func pipeOptions(p *natstest.Pipe, more ...nats.Option) []nats.Option {
	return append([]nats.Option{
		nats.SetCustomDialer(p), nats.SkipHostLookup(), nats.Name("heynats/test"),
		nats.PingInterval(20 * time.Second), nats.MaxPingsOutstanding(2), nats.MaxReconnects(-1),
	}, more...)
}

func connectPipe(t *testing.T, p *natstest.Pipe, more ...nats.Option) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect("nats://pipe.invalid:4222", pipeOptions(p, more...)...)
	if err != nil {
		t.Fatal(err)
	}
	return nc
}

func TestPipeLivesThroughAFakeHour(t *testing.T) {
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		nc := connectPipe(t, p, nats.UserInfo("alice", "secret"))
		start := time.Now()
		<-time.After(time.Hour)
		if got := time.Since(start); got != time.Hour {
			t.Fatalf("an hour took %s", got)
		}
		if !nc.IsConnected() || p.Dials() != 1 || p.Open() != 1 {
			t.Fatalf("connected %v after %d dials with %d open", nc.IsConnected(), p.Dials(), p.Open())
		}
		c := p.Connects()[0]
		if c.Name != "heynats/test" || c.User != "alice" || c.Pass != "secret" {
			t.Fatalf("CONNECT said %+v", c)
		}
		nc.Close()
		synctest.Wait()
		if p.Open() != 0 {
			t.Fatalf("%d connections stayed open", p.Open())
		}
	})
}

func TestPipeRoutesAndAnswers(t *testing.T) {
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		a, b := connectPipe(t, p), connectPipe(t, p)
		defer a.Close()
		defer b.Close()
		sub, err := a.SubscribeSync("orders.*.new")
		if err != nil {
			t.Fatal(err)
		}
		if err := a.Flush(); err != nil {
			t.Fatal(err)
		}
		msg := &nats.Msg{Subject: "orders.7.new", Data: []byte("hi"), Header: nats.Header{"K": {"v"}}}
		if err := b.PublishMsg(msg); err != nil {
			t.Fatal(err)
		}
		got, err := sub.NextMsg(time.Second)
		if err != nil || string(got.Data) != "hi" || got.Header.Get("K") != "v" {
			t.Fatalf("got %+v, %v", got, err)
		}
		p.Publish("orders.8.new", []byte("from the server"))
		if got, err = sub.NextMsg(time.Second); err != nil || string(got.Data) != "from the server" {
			t.Fatalf("got %+v, %v", got, err)
		}
		if got, err = b.Request(natstest.EchoSubject, []byte("anyone"), time.Second); err != nil || string(got.Data) != "anyone" {
			t.Fatalf("echo answered %+v, %v", got, err)
		}
		if _, err := b.Request("nobody", nil, time.Second); !errors.Is(err, nats.ErrNoResponders) {
			t.Fatalf("a request nobody takes got %v", err)
		}
	})
}

func TestPipeRefusals(t *testing.T) {
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		dial := func() error {
			nc, err := nats.Connect("nats://pipe.invalid:4222", pipeOptions(p, nats.Timeout(time.Second))...)
			if err == nil {
				nc.Close()
			}
			return err
		}
		refused := errors.New("refused")
		p.RefuseDials(refused)
		if err := dial(); !errors.Is(err, refused) {
			t.Fatalf("a refused dial got %v", err)
		}
		p.RefuseDials(nil)
		p.RefuseAuth(true)
		if err := dial(); !errors.Is(err, nats.ErrAuthorization) {
			t.Fatalf("refused credentials got %v", err)
		}
		p.RefuseAuth(false)
		p.Silence(true)
		start := time.Now()
		if err := dial(); err == nil || time.Since(start) != time.Second {
			t.Fatalf("a silent server got %v after %s", err, time.Since(start))
		}
		p.Silence(false)

		p.HangDials(true)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		start = time.Now()
		if _, err := p.DialContext(ctx, "tcp", "pipe:4222"); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) != 3*time.Second {
			t.Fatalf("a hanging dial got %v after %s", err, time.Since(start))
		}
		p.HangDials(false)
		p.DelayDials(time.Minute)
		start = time.Now()
		if err := dial(); err != nil || time.Since(start) != time.Minute {
			t.Fatalf("a slow dial got %v after %s", err, time.Since(start))
		}
		synctest.Wait()
		if p.Open() != 0 {
			t.Fatalf("%d connections stayed open", p.Open())
		}
	})
}

func TestPipeLinkFaults(t *testing.T) {
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		lost := make(chan struct{}, 8)
		nc := connectPipe(t, p, nats.ReconnectWait(time.Second), nats.ReconnectJitter(0, 0),
			nats.DisconnectErrHandler(func(*nats.Conn, error) { lost <- struct{}{} }))
		defer nc.Close()

		p.Drop()
		<-lost
		<-time.After(5 * time.Second)
		if !nc.IsConnected() || p.Dials() != 2 {
			t.Fatalf("connected %v after %d dials", nc.IsConnected(), p.Dials())
		}

		// Silence is noticed by the third ping, a minute later at most.
		p.Silence(true)
		start := time.Now()
		<-lost
		if got := time.Since(start); got > time.Minute {
			t.Fatalf("silence was noticed after %s", got)
		}
		p.Silence(false)
		<-time.After(5 * time.Second)
		if !nc.IsConnected() {
			t.Fatal("it did not come back")
		}

		p.Fail("User Authentication Revoked")
		<-lost
	})
}

func TestPipeStallBlocksWrites(t *testing.T) {
	natstest.Bubble(t, func(t *testing.T) {
		p := natstest.NewPipe()
		c, err := p.Dial("tcp", "pipe:4222")
		if err != nil {
			t.Fatal(err)
		}
		p.Stall(true)
		synctest.Wait()
		_ = c.SetWriteDeadline(time.Now().Add(time.Second))
		// What the server had begun to read before it stalled may still go.
		if _, err := c.Write([]byte("PING\r\n")); err == nil {
			_, err = c.Write([]byte("PING\r\n"))
			if err == nil {
				t.Fatal("a stalled server read")
			}
		}
		_ = c.Close()
		synctest.Wait()
		if p.Open() != 0 {
			t.Fatal("closing the client left the server's end")
		}
	})
}
