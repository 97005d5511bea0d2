package message

import (
	"context"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// facts are what must be known of a stream before its messages are read.
type facts struct {
	created     string
	retention   string
	takes       []string // subjects, unless they are many
	fed         bool     // there may be messages of other subjects in it
	allowDirect bool
	counted     bool // the two that follow are known
	messages    uint64
	bytes       uint64
	first, last uint64 // sequences; the last may be of a message that is gone
	subjects    uint64
}

// ask gets the facts from the stream's leader.
func ask(ctx context.Context, js jsapi.Client, stream string) (facts, error) {
	data, err := js.Ask(ctx, "STREAM.INFO."+stream, nil)
	if err != nil {
		return facts{}, err
	}
	f := facts{counted: true}
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		switch string(key) {
		case "created":
			f.created = string(c.Bytes())
		case "config":
			f.readConfig(c)
		case "state":
			f.readState(c)
		}
	})
	if err := c.End(); err != nil {
		return facts{}, jsapi.BadAnswer(err)
	}
	if len(f.takes) > mostSubjects {
		f.takes = nil
	}
	return f, nil
}

func (f *facts) readConfig(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "subjects":
			c.Array(func() { f.takes = append(f.takes, string(c.Bytes())) })
		case "retention":
			f.retention = string(c.Bytes())
		case "mirror", "sources", "subject_transform":
			f.fed = f.fed || !c.Null()
		case "allow_direct":
			f.allowDirect = c.Bool()
		}
	})
}

func (f *facts) readState(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "messages":
			f.messages = c.Uint()
		case "bytes":
			f.bytes = c.Uint()
		case "first_seq":
			f.first = c.Uint()
		case "last_seq":
			f.last = c.Uint()
		case "num_subjects":
			f.subjects = c.Uint()
		}
	})
}

// dense reports whether no sequence between the first and the last is missing.
func (f *facts) dense() bool { return f.counted && f.messages == f.last+1-f.first }

// average is how large a message is, about.
func (f *facts) average() uint64 {
	if f.messages == 0 {
		return 0
	}
	return min(f.bytes/f.messages, mostPayload)
}
