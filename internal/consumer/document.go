package consumer

import (
	"context"
	"encoding/json"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// checkNames refuses names that would be another subject.
func checkNames(stream, name string) error {
	if err := jsapi.CheckName(stream, "path.stream"); err != nil {
		return err
	}
	return jsapi.CheckName(name, "path.consumer")
}

// Get returns a consumer as the server describes it, and the reading in it.
func Get(ctx context.Context, js jsapi.Client, stream, name string) (jsapi.Document, Reading, error) {
	if err := checkNames(stream, name); err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	answer, err := js.Ask(ctx, "CONSUMER.INFO."+stream+"."+name, nil)
	if err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	return readDocument(answer)
}

func readDocument(answer []byte) (jsapi.Document, Reading, error) {
	d, err := jsapi.ReadDocument(answer)
	if err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	var r Reading
	c := jsonwalk.New(answer)
	r.read(c)
	if err := c.End(); err != nil {
		return jsapi.Document{}, Reading{}, jsapi.BadAnswer(err)
	}
	r.timed(time.Now())
	return d, r, nil
}

// proposal is what of a configuration decides where it is sent.
type proposal struct {
	name, durable string
	filter        string // the only one
	pauseUntil    time.Time
}

func readProposal(config []byte) (p proposal, err error) {
	c := jsonwalk.New(config)
	if c.Peek() != '{' {
		c.Fail()
	}
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			p.name = string(c.Bytes())
		case "durable_name":
			p.durable = string(c.Bytes())
		case "filter_subject":
			p.filter = string(c.Bytes())
		case "pause_until":
			p.pauseUntil = readTime(c)
		}
	})
	if c.End() != nil || !json.Valid(config) {
		return p, fault.New(fault.Unprocessable, "validation_failed", "A configuration is an object; names and filters in it are text.").WithField("body.config")
	}
	return p, nil
}

// check refuses what must not become a part of a subject.
func (p *proposal) check() error {
	if p.name != "" && p.durable != "" && p.name != p.durable {
		return fault.New(fault.Unprocessable, "validation_failed", "The durable name and the name must be the same where both are given.").WithField("body.config.durable_name")
	}
	field := "body.config.name"
	if p.name == "" {
		p.name, field = p.durable, "body.config.durable_name"
	}
	if p.name != "" {
		if err := jsapi.CheckName(p.name, field); err != nil {
			return err
		}
	}
	if p.filter != "" && !wellFormed(p.filter) {
		return fault.New(fault.Unprocessable, "validation_failed", "A subject is words separated by dots, without spaces; * stands for one word, > for the rest.").WithField("body.config.filter_subject")
	}
	return nil
}

const mostSubject = 4096 // bytes

// wellFormed reports whether a text is a subject, wildcards among its tokens.
func wellFormed(s string) bool {
	bad := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if s == "" || len(s) > mostSubject || !utf8.ValidString(s) || strings.ContainsFunc(s, bad) {
		return false
	}
	for {
		token, rest, more := strings.Cut(s, ".")
		if token == "" || token == ">" && more {
			return false
		}
		if !more {
			return true
		}
		s = rest
	}
}

// verb is the API's subject for making or changing the consumer. The filter is
// part of it, so that servers can allow single ones; a consumer without a name
// is named by the server.
func (p *proposal) verb(stream string) string {
	verb := "CONSUMER.CREATE." + stream
	if p.name == "" {
		return verb
	}
	verb += "." + p.name
	if p.filter != "" {
		verb += "." + p.filter
	}
	return verb
}

// put asks the server to make a consumer, or to change it.
func put(ctx context.Context, js jsapi.Client, stream string, p proposal, config []byte, action string) (jsapi.Document, Reading, error) {
	request, err := json.Marshal(struct {
		Stream string          `json:"stream_name"`
		Config json.RawMessage `json:"config"`
		Action string          `json:"action"`
	}{stream, config, action})
	if err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	answer, err := js.Change(ctx, p.verb(stream), request)
	if err != nil {
		return jsapi.Document{}, Reading{}, located(err, config)
	}
	return readDocument(answer)
}

// Create makes a consumer of a configuration. One that is there already stays as
// it is: consumer_exists.
func Create(ctx context.Context, js jsapi.Client, stream string, config []byte) (jsapi.Document, Reading, error) {
	if err := jsapi.CheckName(stream, "path.stream"); err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	p, err := readProposal(config)
	if err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	if err := p.check(); err != nil {
		return jsapi.Document{}, Reading{}, err
	}
	return put(ctx, js, stream, p, config, "create")
}

// Delete removes a consumer.
func Delete(ctx context.Context, js jsapi.Client, stream, name string) error {
	if err := checkNames(stream, name); err != nil {
		return err
	}
	_, err := js.Change(ctx, "CONSUMER.DELETE."+stream+"."+name, nil)
	return err
}

// Editor changes configurations, one of a consumer at a time. The zero value is
// ready to use, and safe for concurrent use.
type Editor struct{ turns jsapi.Turns }

// Edit is a change of a configuration by somebody who has seen a revision of it.
type Edit struct {
	// Account tells consumers of one name apart: whoever edits the same consumer
	// gives the same.
	Account      string
	Stream, Name string
	Revision     string
}

// Update puts a configuration, which is whole, in the place of the one with the
// revision. When it has another by now the error is consumer_changed.
func (e *Editor) Update(ctx context.Context, js jsapi.Client, edit Edit, config []byte) (jsapi.Document, Reading, error) {
	none := func(err error) (jsapi.Document, Reading, error) { return jsapi.Document{}, Reading{}, err }
	if err := checkNames(edit.Stream, edit.Name); err != nil {
		return none(err)
	}
	p, err := readProposal(config)
	if err != nil {
		return none(err)
	}
	if err := p.check(); err != nil {
		return none(err)
	}
	if p.name != edit.Name {
		return none(fault.New(fault.Unprocessable, "validation_failed", "A consumer keeps its name: the configuration must have that of the path.").WithField("body.config.name"))
	}
	done, err := e.turns.Take(ctx, edit.Account+" "+edit.Stream+" "+edit.Name)
	if err != nil {
		return none(err)
	}
	defer done()
	now, r, err := Get(ctx, js, edit.Stream, edit.Name)
	switch {
	case err != nil:
		return none(err)
	case now.Revision != edit.Revision:
		return none(fault.New(fault.Conflict, "consumer_changed", "Somebody has changed the configuration of the consumer since you loaded it.").
			WithHint("Load it again, and see what is different."))
	case !p.pauseUntil.Equal(r.PausedUntil):
		// The server would keep the old time and say nothing.
		return none(fault.New(fault.Unprocessable, "validation_failed", "When a consumer is paused until is not changed with its configuration: pause or resume it.").WithField("body.config.pause_until"))
	}
	return put(ctx, js, edit.Stream, p, config, "update")
}
