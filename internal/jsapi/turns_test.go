package jsapi_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

func TestTurnsAreTakenOneAfterTheOther(t *testing.T) {
	var turns jsapi.Turns
	var all sync.WaitGroup
	count := 0 // guarded by the turn, which the race detector checks
	for range 50 {
		all.Go(func() {
			done, err := turns.Take(t.Context(), "A")
			if err != nil {
				t.Error(err)
				return
			}
			defer done()
			count++
		})
	}
	all.Wait()
	if count != 50 {
		t.Errorf("%d had their turn", count)
	}
	done, err := turns.Take(t.Context(), "A")
	if err != nil {
		t.Fatal(err)
	}
	other, err := turns.Take(t.Context(), "B")
	if err != nil {
		t.Fatal(err)
	}
	other()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := turns.Take(gone, "A"); !fault.Is(err, "nats_timeout") {
		t.Error(err)
	}
	done()
	again, err := turns.Take(t.Context(), "A")
	if err != nil {
		t.Fatal(err)
	}
	again()
}

// fails answers no request.
type fails struct{ err error }

func (f fails) Request(context.Context, string, []byte) (*nats.Msg, error) { return nil, f.err }

func TestAChangeWithoutAnAnswerIsUnknown(t *testing.T) {
	lost := fault.New(fault.Unavailable, "nats_unreachable", "The link broke.")
	if _, err := (jsapi.Client{Conn: fails{lost}}).Change(t.Context(), "STREAM.DELETE.A", nil); !fault.Is(err, "outcome_unknown") || !errors.Is(err, lost) {
		t.Error(err)
	}
	denied := fault.New(fault.Forbidden, "nats_permission", "Not allowed.")
	if _, err := (jsapi.Client{Conn: fails{denied}}).Change(t.Context(), "STREAM.DELETE.A", nil); !fault.Is(err, "nats_permission") {
		t.Error(err)
	}
	if answer, err := (jsapi.Client{Conn: says(`{}`)}).Change(t.Context(), "STREAM.DELETE.A", nil); err != nil || string(answer) != `{}` {
		t.Errorf("%s, %v", answer, err)
	}
}
