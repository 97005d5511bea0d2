package api

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/heynats/heynats/internal/live"
)

// FuzzMessageEvent holds that what is written by hand is what encoding/json writes.
func FuzzMessageEvent(f *testing.F) {
	f.Add("orders.eu", "", "plain", "")
	f.Add("a<b>&c", "inbox", "\x00\xff\u2028\"\\</script>", "NATS/1.0\r\nA: 1\r\nA: 2\r\nB: \xff\r\n\r\n")
	f.Fuzz(func(t *testing.T, subject, reply, data, header string) {
		m := live.Heard{At: time.Unix(1, 5).UTC(), Subject: subject, Reply: reply, Data: []byte(data), Header: []byte(header)}
		event := string(appendMessage(nil, m, 7))
		text, begins := strings.CutPrefix(event, "event: message\ndata: ")
		text, ends := strings.CutSuffix(text, "\n\n")
		if !begins || !ends || strings.ContainsAny(text, "\r\n") {
			t.Fatalf("no event: %q", event)
		}
		var got SubscribedMessage
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		want := SubscribedMessage{
			Subject: subject, Reply: reply, Data: data, Encoding: "utf8", Size: len(data), ReceivedAt: m.At, Dropped: 7, Headers: got.Headers,
		}
		if !utf8.ValidString(data) {
			want.Data, want.Encoding = base64.StdEncoding.EncodeToString([]byte(data)), "base64"
		}
		var said SubscribedMessage
		if err := json.Unmarshal([]byte(jsonOf(t, want)), &said); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(said, got); diff != "" {
			t.Error(diff)
		}
	})
}
