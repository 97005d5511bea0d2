package pubsub

import (
	"strings"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/heynats/heynats/internal/fault"
)

func TestCheckSubject(t *testing.T) {
	for _, good := range []string{"a", "orders.>", "*.b.*", ">", "$JS.EVENT.>", "a.>b", "a*.b", "übung.日本", strings.Repeat("x", maxSubject)} {
		if err := CheckSubject(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", ".", "a.", ".a", "a..b", ">.a", "a b", "a\tb", "a\nb", "a\x00", "\xff", strings.Repeat("x", maxSubject+1)} {
		if err := CheckSubject(bad); !fault.Is(err, "validation_failed") {
			t.Errorf("%q: %v, want validation_failed", bad, err)
		}
	}
}

// FuzzCheckSubject holds that nothing is let through that the server would not
// take: a refusal there would come too late and out of turn.
func FuzzCheckSubject(f *testing.F) {
	f.Add("a.*.>")
	f.Add("a..b")
	f.Fuzz(func(t *testing.T, subject string) {
		if CheckSubject(subject) == nil && !server.IsValidSubject(subject) {
			t.Errorf("%q is no subject for the server", subject)
		}
	})
}
