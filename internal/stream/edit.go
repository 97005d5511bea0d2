package stream

import (
	"context"
	"encoding/json"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// Create makes a stream of a configuration, which names it.
func Create(ctx context.Context, js jsapi.Client, config []byte) (jsapi.Document, error) {
	name, err := nameOf(config)
	if err != nil {
		return jsapi.Document{}, err
	}
	if err := jsapi.CheckName(name, "body.config.name"); err != nil {
		return jsapi.Document{}, err
	}
	return change(ctx, js, "STREAM.CREATE."+name, config)
}

// Editor changes configurations, one of a stream at a time. The zero value is
// ready to use, and safe for concurrent use.
type Editor struct{ turns jsapi.Turns }

// Edit is a change of a configuration by somebody who has seen a revision of it.
type Edit struct {
	// Account tells streams of one name apart: whoever edits the same stream gives
	// the same.
	Account  string
	Stream   string
	Revision string
}

// Update puts a configuration, which is whole, in the place of the one with the
// revision. When it has another by now the error is stream_changed.
func (e *Editor) Update(ctx context.Context, js jsapi.Client, edit Edit, config []byte) (jsapi.Document, error) {
	if err := checkName(edit.Stream); err != nil {
		return jsapi.Document{}, err
	}
	name, err := nameOf(config)
	if err != nil {
		return jsapi.Document{}, err
	}
	if name != edit.Stream {
		return jsapi.Document{}, fault.New(fault.Unprocessable, "validation_failed", "A stream keeps its name: the configuration must have that of the path.").WithField("body.config.name")
	}
	return e.edit(ctx, js, edit, func([]byte) ([]byte, error) { return config, nil })
}

// Seal closes a stream for ever: nothing comes into it, and nothing goes.
func (e *Editor) Seal(ctx context.Context, js jsapi.Client, edit Edit) (jsapi.Document, error) {
	if err := checkName(edit.Stream); err != nil {
		return jsapi.Document{}, err
	}
	return e.edit(ctx, js, edit, func(config []byte) ([]byte, error) {
		var members map[string]json.RawMessage // all of them, known or not
		if err := json.Unmarshal(config, &members); err != nil {
			return nil, jsapi.BadAnswer(err)
		}
		members["sealed"] = json.RawMessage("true")
		return json.Marshal(members)
	})
}

func (e *Editor) edit(ctx context.Context, js jsapi.Client, edit Edit, changed func(config []byte) ([]byte, error)) (jsapi.Document, error) {
	done, err := e.turns.Take(ctx, edit.Account+" "+edit.Stream)
	if err != nil {
		return jsapi.Document{}, err
	}
	defer done()
	now, err := Get(ctx, js, edit.Stream)
	if err != nil {
		return jsapi.Document{}, err
	}
	if now.Revision != edit.Revision {
		return jsapi.Document{}, fault.New(fault.Conflict, "stream_changed", "Somebody has changed the configuration of the stream since you loaded it.").
			WithHint("Load it again, and see what is different.")
	}
	config, err := changed(now.Config)
	if err != nil {
		return jsapi.Document{}, err
	}
	return change(ctx, js, "STREAM.UPDATE."+edit.Stream, config)
}

func change(ctx context.Context, js jsapi.Client, verb string, config []byte) (jsapi.Document, error) {
	answer, err := js.Change(ctx, verb, config)
	if err != nil {
		return jsapi.Document{}, located(err, config)
	}
	return jsapi.ReadDocument(answer)
}

// nameOf reads the name that a configuration gives.
func nameOf(config []byte) (name string, err error) {
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		if string(key) == "name" {
			name = string(c.Bytes())
		}
	})
	if c.End() != nil {
		return "", fault.New(fault.Unprocessable, "validation_failed", "A configuration is an object with a name, which is text.").WithField("body.config")
	}
	return name, nil
}
