package consumer

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// old answers for a consumer as a server of a level of the API does, and takes no
// other request.
type old struct {
	t        *testing.T
	metadata string
}

func (o old) Request(_ context.Context, subject string, _ []byte) (*nats.Msg, error) {
	if !strings.HasPrefix(subject, "$JS.API.CONSUMER.INFO.") {
		o.t.Errorf("%s was asked", subject)
		return nil, errors.New("nobody answers")
	}
	return &nats.Msg{Data: []byte(`{"stream_name":"S","name":"c","config":{"deliver_policy":"all","priority_groups":["g"]` + o.metadata + `}}`)}, nil
}

func TestOlderServersAreNotAsked(t *testing.T) {
	const level3 = `,"metadata":{"_nats.level":"3","_nats.ver":"2.12.4"}`
	for _, c := range []struct{ metadata, verb, words string }{
		{"", "pause", "This needs NATS 2.11 or later. This server is older."},
		{"", "resume", "This needs NATS 2.11 or later. This server is older."},
		{"", "unpin", "This needs NATS 2.11 or later. This server is older."},
		{"", "reset", "This needs NATS 2.14 or later. This server is older."},
		{level3, "reset", "This needs NATS 2.14 or later. This server is 2.12.4."},
		{`,"metadata":{"_nats.level":"new"}`, "pause", "This needs NATS 2.11 or later. This server is older."},
	} {
		js := jsapi.Client{Conn: old{t, c.metadata}, Prefix: "$JS.API"}
		err := map[string]func() error{
			"pause":  func() error { _, err := Pause(t.Context(), js, "S", "c", time.Now().Add(time.Hour)); return err },
			"resume": func() error { _, err := Resume(t.Context(), js, "S", "c"); return err },
			"unpin":  func() error { return Unpin(t.Context(), js, "S", "c", "g") },
			"reset":  func() error { _, _, err := Reset(t.Context(), js, "S", "c", 1); return err },
		}[c.verb]()
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Code != "needs_newer_server" || f.Detail != c.words {
			t.Errorf("%s: %v, want %s", c.verb, err, c.words)
		}
	}
}

func TestWhichServersMakeConsumers(t *testing.T) {
	for version, may := range map[string]bool{"2.9.25": false, "2.1.0": false, "1.4.1": false, "2.10.0": true, "2.15.2": true, "3.0.0": true, "2.11.0-dev": true, "": true, "dev": true} {
		if err := MayCreate(version); (err == nil) != may || err != nil && !fault.Is(err, "needs_newer_server") {
			t.Errorf("%s: %v", version, err)
		}
	}
}
