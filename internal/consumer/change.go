package consumer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// release is a version of NATS and the level of its JetStream API.
type release struct {
	level   int
	version string
}

var (
	nats211 = release{1, "2.11"}
	nats214 = release{4, "2.14"}
)

// needs refuses what the server of a consumer cannot do. Older servers do not
// answer such a request at all, so they are not asked.
func (r *Reading) needs(least release) error {
	if r.Level >= least.level {
		return nil
	}
	return tooOld(least.version, r.Version)
}

// MayCreate refuses servers before 2.10. They do not know that a request only
// makes consumers, and would change one that is there. A version that cannot be
// read is none of theirs.
func MayCreate(version string) error {
	var major, minor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 || major > 2 || major == 2 && minor >= 10 {
		return nil
	}
	return tooOld("2.10", version)
}

func tooOld(least, version string) error {
	has := "This server is older."
	if version != "" {
		has = "This server is " + version + "."
	}
	return fault.New(fault.Unprocessable, "needs_newer_server", "This needs NATS "+least+" or later. "+has)
}

// able returns a consumer that is there, on a server that is new enough.
func able(ctx context.Context, js jsapi.Client, stream, name string, least release) (Reading, error) {
	_, r, err := Get(ctx, js, stream, name)
	if err != nil {
		return r, err
	}
	return r, r.needs(least)
}

// PauseState is whether a consumer is paused.
type PauseState struct {
	Paused bool      `json:"paused"`
	Until  time.Time `json:"pause_until"`
}

// Pause keeps a consumer from delivering until a time. Errors beside those of the
// API are needs_newer_server.
func Pause(ctx context.Context, js jsapi.Client, stream, name string, until time.Time) (PauseState, error) {
	if _, err := able(ctx, js, stream, name, nats211); err != nil {
		return PauseState{}, err
	}
	request := struct {
		Until time.Time `json:"pause_until"`
	}{until.UTC()}
	return pause(ctx, js, stream, name, request)
}

// Resume ends a pause. It is no error that there is none.
func Resume(ctx context.Context, js jsapi.Client, stream, name string) (PauseState, error) {
	if _, err := able(ctx, js, stream, name, nats211); err != nil {
		return PauseState{}, err
	}
	return pause(ctx, js, stream, name, struct{}{})
}

func pause(ctx context.Context, js jsapi.Client, stream, name string, request any) (state PauseState, err error) {
	answer, err := change(ctx, js, "CONSUMER.PAUSE."+stream+"."+name, request)
	if err != nil {
		return state, err
	}
	return state, jsapi.Decode(answer, &state)
}

func change(ctx context.Context, js jsapi.Client, verb string, request any) ([]byte, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("encode the request to %s: %w", verb, err)
	}
	return js.Change(ctx, verb, body)
}

// about points a refusal with one of the error codes at a part of the request.
func about(err error, field string, codes ...int) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.NATS == nil || !slices.Contains(codes, f.NATS.ErrCode) {
		return err
	}
	return f.WithField(field)
}

// Unpin takes a priority group away from the client that it is pinned to: the
// next that asks gets it (NATS ADR-42).
func Unpin(ctx context.Context, js jsapi.Client, stream, name, group string) error {
	r, err := able(ctx, js, stream, name, nats211)
	if err != nil {
		return err
	}
	if r.Groups == 0 {
		return fault.New(fault.Unprocessable, "validation_failed", "This consumer has no priority groups.").WithField("body.group")
	}
	request := struct {
		Group string `json:"group"`
	}{group}
	_, err = change(ctx, js, "CONSUMER.UNPIN."+stream+"."+name, request)
	return about(err, "body.group", 10160, 10162)
}

// Reset lets a consumer begin again at a sequence of the stream, or behind what
// is acknowledged when that is 0. What is in flight is forgotten.
func Reset(ctx context.Context, js jsapi.Client, stream, name string, sequence uint64) (jsapi.Document, Reading, error) {
	if _, err := able(ctx, js, stream, name, nats214); err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	request := struct {
		Sequence uint64 `json:"seq,omitempty"`
	}{sequence}
	answer, err := change(ctx, js, "CONSUMER.RESET."+stream+"."+name, request)
	if err != nil {
		return jsapi.Document{}, Reading{}, about(err, "body.sequence", 10204)
	}
	return readDocument(answer)
}
