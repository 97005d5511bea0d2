package pubsub_test

import (
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/pubsub"
)

// FuzzHeaders: whatever passes is one header with one value, to whoever reads it.
func FuzzHeaders(f *testing.F) {
	for _, seed := range [][2]string{
		{"a", "b"}, {"a", "b\r\nc: d"}, {"a\r\nb", "c"}, {"a:b", "c"}, {"", "x"}, {"a", ""}, {"Nats-TTL", "1s"}, {"a", "\x00"}, {"a", "\xff"}, {"a", "größe\u2028"}, {"NATS/1.0 503", "x"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, name, value string) {
		draft := pubsub.Draft{Subject: "a", Header: nats.Header{name: {value}}}
		msg, err := draft.Message(pubsub.Limits{Version: "2.15.0"})
		if err != nil {
			if !fault.Is(err, "validation_failed") {
				t.Errorf("%v", err)
			}
			return
		}
		if len(msg.Header) != 1 {
			t.Fatalf("%q", msg.Header)
		}
		read, err := nats.DecodeHeadersMsg([]byte("NATS/1.0\r\n" + name + ": " + value + "\r\n\r\n"))
		if err != nil || len(read) != 1 || len(read[name]) != 1 || strings.Trim(read[name][0], " \t") != strings.Trim(value, " \t") {
			t.Errorf("%q: %q is read as %q, %v", name, value, read, err)
		}
	})
}

func TestALifetimeNeedsAServerThatKnowsIt(t *testing.T) {
	for _, c := range []struct {
		limits pubsub.Limits
		needs  bool
	}{
		{pubsub.Limits{Version: "2.10.29"}, true},
		{pubsub.Limits{Version: "1.4.1"}, true},
		{pubsub.Limits{Version: "2.11.0"}, false},
		{pubsub.Limits{Version: "2.9.0", APILevel: 1}, false},
		{pubsub.Limits{Version: "3.0.0"}, false},
		{pubsub.Limits{Version: "somebody's own"}, false},
		{pubsub.Limits{}, false},
	} {
		for _, draft := range []pubsub.Draft{
			{Subject: "a", JetStream: true, Conditions: pubsub.Conditions{TTL: "1h"}},
			{Subject: "a", Header: nats.Header{"Nats-TTL": {"3600"}}},
		} {
			if _, err := draft.Message(c.limits); fault.Is(err, "needs_newer_server") != c.needs || err != nil != c.needs {
				t.Errorf("%+v: %v", c.limits, err)
			}
		}
	}
}

func TestSizesThatTheServerTakes(t *testing.T) {
	// NATS/1.0, a line of 6 bytes, an empty one: 18 bytes of header.
	draft := pubsub.Draft{Subject: "a", Header: nats.Header{"x": {"y"}}, Data: []byte("12")}
	if _, err := draft.Message(pubsub.Limits{MaxPayload: 20}); err != nil {
		t.Error(err)
	}
	if _, err := draft.Message(pubsub.Limits{MaxPayload: 19}); !fault.Is(err, "payload_too_large") {
		t.Error(err)
	}
	if _, err := draft.Message(pubsub.Limits{}); err != nil {
		t.Error(err)
	}
}
