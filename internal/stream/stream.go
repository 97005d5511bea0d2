// Package stream lists, shows, makes and changes streams.
//
//	js := jsapi.Client{Conn: lease, Prefix: lease.Connection().Target().JetStreamPrefix()}
//	doc, err := stream.Get(ctx, js, "ORDERS")
//	page, err := listings.List(ctx, js, connection, stream.Query{Sort: stream.ByMessages, Limit: 100})
//
// A stream's configuration is a document: it comes as the server wrote it, and
// goes back whole, so that a field unknown here survives. Reading leaves nothing
// behind on the server, and takes bounded memory however many streams and subjects
// there are. Errors are *fault.Error: those of jsapi.Client, validation_failed for
// a name that is none, and those that a function names.
package stream

import (
	"context"
	"encoding/json"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Get reads a stream's document.
func Get(ctx context.Context, js jsapi.Client, name string) (jsapi.Document, error) {
	if err := checkName(name); err != nil {
		return jsapi.Document{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
	if err != nil {
		return jsapi.Document{}, err
	}
	return jsapi.ReadDocument(answer)
}

// checkName is for the name in a path: whoever changes a stream says there which.
func checkName(name string) error { return jsapi.CheckName(name, "path.stream") }

// Delete deletes a stream with everything in it.
func Delete(ctx context.Context, js jsapi.Client, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	_, err := js.Change(ctx, "STREAM.DELETE."+name, nil)
	return err
}

// Purge says which messages of a stream go: those that all set fields agree on,
// and without any, all of them.
type Purge struct {
	Subject string // with wildcards; empty for all
	UpTo    uint64 // messages with a lower sequence; 0 for all
	Keep    uint64 // all but so many of the newest; 0 for none. Not together with UpTo
}

func (p Purge) check(at string) error {
	if p.Subject != "" {
		if err := checkSubject(p.Subject, at+".subject"); err != nil {
			return err
		}
	}
	if p.UpTo > 0 && p.Keep > 0 {
		return fault.New(fault.Unprocessable, "validation_failed", "Messages go up to a sequence or but for the newest, not both.").WithField(at + ".keep")
	}
	return nil
}

// Purged removes messages, and returns how many.
func Purged(ctx context.Context, js jsapi.Client, name string, p Purge) (uint64, error) {
	if err := checkName(name); err != nil {
		return 0, err
	}
	if err := p.check("body"); err != nil {
		return 0, err
	}
	if p.UpTo == 1 { // nothing is lower; some servers take it for everything
		_, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
		return 0, err
	}
	body, err := json.Marshal(struct {
		Subject string `json:"filter,omitempty"`
		UpTo    uint64 `json:"seq,omitempty"`
		Keep    uint64 `json:"keep,omitempty"`
	}(p))
	if err != nil {
		return 0, err
	}
	answer, err := js.Change(ctx, "STREAM.PURGE."+name, body)
	if err != nil {
		return 0, err
	}
	var done struct {
		Purged uint64 `json:"purged"`
	}
	return done.Purged, jsapi.Decode(answer, &done)
}
