package consumer

import (
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/subject"
)

func TestTokens(t *testing.T) {
	for _, text := range []string{
		"$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000.9",
		"$JS.ACK._.ABCDEF.ORDERS.billing.2.17.5.1763899200000000000.9",
		"$JS.ACK.hub.ABCDEF.ORDERS.billing.2.17.5.1763899200000000000.9.x7Gq",
	} {
		got, err := ParseToken(text)
		want := Token{
			Stream: "ORDERS", Consumer: "billing", Delivered: 2, StreamSeq: 17, ConsumerSeq: 5, Pending: 9,
			Time: time.Date(2025, 11, 23, 12, 0, 0, 0, time.UTC), subject: text,
		}
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "x", "$JS.ACK", "$JS.ACK.ORDERS.billing", "$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000", "$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000.9.1",
		"$JS.NAK.ORDERS.billing.2.17.5.1763899200000000000.9", "$JS.API.STREAM.DELETE.ORDERS.a.b.c.d", "$JS.ACK.ORDERS.*.2.17.5.1763899200000000000.9",
		"$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000.>", "$JS.ACK.hub.ABCDEF.ORDERS.billing.2.17.5.1763899200000000000.9.*",
		"$JS.ACK.ORDERS.billing.0.17.5.1763899200000000000.9", "$JS.ACK.ORDERS.billing.2.0.5.1763899200000000000.9", "$JS.ACK.ORDERS.billing.-2.17.5.1763899200000000000.9",
		"$JS.ACK.ORDERS.billing.2.x.5.1763899200000000000.9", "$JS.ACK.ORDERS.bill ing.2.17.5.1763899200000000000.9", "$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000.9\r\nPUB x 0",
		"$JS.ACK..billing.2.17.5.1763899200000000000.9", "$JS.ACK.ORDERS.billing.2.17.5.9223372036854775808.9", "$JS.ACK." + strings.Repeat("a", 2000) + ".billing.2.17.5.1.9",
	} {
		if got, err := ParseToken(text); !fault.Is(err, "validation_failed") {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

// FuzzParseToken: what passes is one subject below $JS.ACK that no wildcard is
// in, and nats.go reads it in the same way.
func FuzzParseToken(f *testing.F) {
	f.Add("$JS.ACK.ORDERS.billing.2.17.5.1763899200000000000.9")
	f.Add("$JS.ACK.hub.ABCDEF.ORDERS.billing.2.17.5.1763899200000000000.9.x7Gq")
	f.Add("$JS.ACK.ORDERS.>.2.17.5.1763899200000000000.9")
	f.Add("$JS.ACK.ORDERS.b\u0085.2.17.5.+1.9")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseToken(text)
		if err != nil {
			return
		}
		if !subject.Overlap(text, "$JS.ACK.>") || strings.ContainsAny(text, "*> \t\r\n") || checkNames(got.Stream, got.Consumer) != nil {
			t.Fatalf("%q passes", text)
		}
		want, err := (&nats.Msg{Reply: text, Sub: &nats.Subscription{}}).Metadata()
		if err != nil {
			t.Fatalf("%q: nats.go says %v", text, err)
		}
		if want.Stream != got.Stream || want.Consumer != got.Consumer || want.NumDelivered != got.Delivered || want.NumPending != got.Pending ||
			want.Sequence.Stream != got.StreamSeq || want.Sequence.Consumer != got.ConsumerSeq || !want.Timestamp.Equal(got.Time) {
			t.Errorf("%q: %+v, nats.go says %+v", text, got, want)
		}
	})
}

func TestAnswers(t *testing.T) {
	for want, a := range map[string]Answer{
		"+ACK": {Kind: Ack}, "-NAK": {Kind: Nak}, `-NAK {"delay":30000000000}`: {Kind: Nak, Delay: 30 * time.Second},
		"+TERM": {Kind: Term}, "+TERM not for us": {Kind: Term, Reason: "not for us"}, "+WPI": {Kind: InProgress},
	} {
		if got, err := a.payload(); err != nil || string(got) != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	for _, a := range []Answer{
		{},
		{Kind: "done"},
		{Kind: Ack, Delay: time.Second},
		{Kind: Nak, Delay: -1},
		{Kind: Nak, Delay: 25 * time.Hour},
		{Kind: Nak, Reason: "x"},
		{Kind: Term, Reason: "a\nb"},
		{Kind: Term, Reason: "a\xff"},
		{Kind: Term, Reason: strings.Repeat("a", 513)},
	} {
		if got, err := a.payload(); !fault.Is(err, "validation_failed") {
			t.Errorf("%+v: %s, %v", a, got, err)
		}
	}
}

// TestAStatusMayOvertakeMessages: with replicas it does.
func TestAStatusMayOvertakeMessages(t *testing.T) {
	message := &nats.Msg{Reply: "$JS.ACK.ORDERS.billing.1.1.1.1.0", Data: []byte("hello")}
	left := func(n string) *nats.Msg {
		return &nats.Msg{Header: nats.Header{"Status": {"409"}, "Description": {"Batch Completed"}, "Nats-Pending-Messages": {n}}}
	}
	for name, c := range map[string][]*nats.Msg{
		"all are to come": {left("0"), message, message, message},
		"two are to come": {left("1"), message, message},
		"one came before": {message, left("1"), message},
		"none":            {left("3")},
		"all came before": {message, message, left("1")},
	} {
		last := lastOf(3)
		for i, msg := range c {
			if last(msg) != (i == len(c)-1) {
				t.Errorf("%s: the end is not where it should be (%d)", name, i)
			}
		}
		if taken, err := takenFrom(c); len(taken) != len(c)-1 || len(taken) > 0 && err != nil {
			t.Errorf("%s: %d, %v", name, len(taken), err)
		}
	}
}

func TestStatusesEndARequest(t *testing.T) {
	message := &nats.Msg{Reply: "$JS.ACK.ORDERS.billing.1.1.1.1.0", Data: []byte("hello")}
	empty := &nats.Msg{Reply: "$JS.ACK.ORDERS.billing.1.1.1.1.0", Header: nats.Header{"Status": {"404"}}} // somebody's own header
	of := func(status, words string) *nats.Msg {
		return &nats.Msg{Header: nats.Header{"Status": {status}, "Description": {words}}}
	}
	for _, c := range []struct {
		replies []*nats.Msg
		taken   int
		code    string
	}{
		{[]*nats.Msg{message, message}, 2, ""},
		{[]*nats.Msg{message, of("408", "Request Timeout")}, 1, ""},
		{[]*nats.Msg{empty, of("404", "No Messages")}, 1, ""},
		{[]*nats.Msg{of("100", "Idle Heartbeat"), of("404", "No Messages")}, 0, ""},
		{[]*nats.Msg{message, of("409", "Consumer Deleted")}, 1, ""},
		{[]*nats.Msg{of("409", "Exceeded MaxWaiting")}, 0, "pull_refused"},
		{[]*nats.Msg{of("400", "Bad Request")}, 0, "pull_refused"},
		{[]*nats.Msg{of("423", "Nats-Pin-Id mismatch")}, 0, "pull_refused"},
		{[]*nats.Msg{{Data: []byte("no token")}}, 0, "nats_error"},
	} {
		last := lastOf(2)
		for i, msg := range c.replies {
			if got, want := last(msg), i == len(c.replies)-1 && c.code != "nats_error"; got != want {
				t.Errorf("%+v is the last: %v", msg, got)
			}
		}
		taken, err := takenFrom(c.replies)
		if len(taken) != c.taken || c.code == "" && err != nil || c.code != "" && !fault.Is(err, c.code) {
			t.Errorf("%d messages, %v, want %d %s", len(taken), err, c.taken, c.code)
		}
	}
}
