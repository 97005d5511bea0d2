package natsconn

import (
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natstest"
)

// TestGatherAsksWithHeaders, and ends by what comes first: the last reply, or the
// quiet after one.
func TestGatherAsksWithHeaders(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	if _, err := nc.Subscribe("echo", func(m *nats.Msg) {
		for _, v := range m.Header["Say"] {
			_ = m.Respond([]byte(v))
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	lease := newRig(t, Config{}).leaseOn(s.URL())
	g := Gathering{
		Header: nats.Header{"Say": {"a", "b", "end"}}, Quiet: 200 * time.Millisecond, Replies: 10, Bytes: 1 << 20,
		Last: func(m *nats.Msg) bool { return string(m.Data) == "end" },
	}
	begin := time.Now()
	if replies, whole, err := lease.Gather(ctx(t), "echo", nil, g); err != nil || !whole || len(replies) != 3 || time.Since(begin) >= g.Quiet {
		t.Errorf("%d, whole is %v, %v after %v", len(replies), whole, err, time.Since(begin))
	}
	g.Header = nats.Header{"Say": {"a", "b"}}
	if replies, whole, err := lease.Gather(ctx(t), "echo", nil, g); err != nil || !whole || len(replies) != 2 {
		t.Errorf("%d, whole is %v, %v", len(replies), whole, err)
	}
	// Without a quiet that ends it, the number does.
	if replies, _, err := lease.Gather(ctx(t), "echo", nil, Gathering{Header: g.Header, Replies: 2, Bytes: 1 << 20}); err != nil || len(replies) != 2 {
		t.Errorf("%d, %v", len(replies), err)
	}
}
