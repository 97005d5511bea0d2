package pubsub

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// The headers by which a stream is told something (nats-server, server/stream.go).
const (
	headerID                  = "Nats-Msg-Id"
	headerExpectedStream      = "Nats-Expected-Stream"
	headerExpectedLastSeq     = "Nats-Expected-Last-Sequence"
	headerExpectedLastSubject = "Nats-Expected-Last-Subject-Sequence"
	headerExpectedLastID      = "Nats-Expected-Last-Msg-Id"
	headerTTL                 = "Nats-TTL"
	headerRollup              = "Nats-Rollup"
)

// meaning says what a header that a server acts on may hold; the words complete
// "X takes …".
var meaning = map[string]struct {
	valid func(string) bool
	takes string
}{
	headerID:                  {anything, "an id"},
	headerExpectedStream:      {anything, "the name of a stream"},
	headerExpectedLastSeq:     {number, "a sequence, which is a whole number"},
	headerExpectedLastSubject: {number, "a sequence, which is a whole number"},
	headerExpectedLastID:      {anything, "an id"},
	headerTTL:                 {lifetime, "a duration of at least 1s such as 90s or 24h, or never"},
	headerRollup:              {func(v string) bool { return v == "sub" || v == "all" }, "sub or all"},
}

func anything(v string) bool { return v != "" }

func number(v string) bool {
	_, err := strconv.ParseUint(v, 10, 64)
	return err == nil
}

// lifetime is Nats-TTL as the server reads it (NATS ADR-43): seconds are a number.
func lifetime(v string) bool {
	if v == "never" {
		return true
	}
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		return n >= 1
	}
	d, err := time.ParseDuration(v)
	return err == nil && d >= time.Second
}

// header returns the headers that go out: those of the caller, and the
// conditions.
func (d *Draft) header(l Limits) (nats.Header, error) {
	all := nats.Header{}
	for _, name := range slices.Sorted(maps.Keys(d.Header)) {
		if err := checkHeader(name, d.Header[name]); err != nil {
			return nil, err
		}
		if len(d.Header[name]) > 0 {
			all[name] = d.Header[name]
		}
	}
	if err := d.addConditions(all); err != nil {
		return nil, err
	}
	if _, ok := all[headerTTL]; ok {
		if err := needs211(l); err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, nil //nolint:nilnil // a message without headers has none
	}
	return all, nil
}

const headersField = "body.headers"

// checkHeader reports whether a header can be sent as it is. Nothing in it may
// end its line, for what follows would be another header.
func checkHeader(name string, values []string) error {
	invalid := func(detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(headersField)
	}
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }) {
		return invalid("The name of a header is of visible ASCII characters, without spaces and colons.")
	}
	for _, v := range values {
		if !utf8.ValidString(v) || strings.ContainsFunc(v, unicode.IsControl) {
			return invalid("The value of the header " + name + " has a line break or another control character, which cannot be sent.")
		}
	}
	for known, m := range meaning {
		switch {
		case !strings.EqualFold(name, known):
		case name != known:
			return invalid("A server looks for the header " + known + ", and does not see it as " + name + ".")
		case len(values) > 1:
			return invalid("The header " + known + " has one value.")
		case len(values) == 1 && !m.valid(values[0]):
			return invalid("The header " + known + " takes " + m.takes + ".")
		}
	}
	return nil
}

func (d *Draft) addConditions(all nats.Header) error {
	for _, c := range []struct{ field, name, value string }{
		{"message_id", headerID, d.MessageID},
		{"expected_stream", headerExpectedStream, d.ExpectedStream},
		{"expected_last_sequence", headerExpectedLastSeq, numeral(d.ExpectedLastSeq)},
		{"expected_last_subject_sequence", headerExpectedLastSubject, numeral(d.ExpectedLastSubject)},
		{"expected_last_msg_id", headerExpectedLastID, d.ExpectedLastID},
		{"ttl", headerTTL, d.TTL},
	} {
		if c.value == "" {
			continue
		}
		if err := d.checkCondition(c.name, c.value, all); err != nil {
			return err.WithField("body." + c.field)
		}
		all[c.name] = []string{c.value}
	}
	if d.JetStream && d.Reply != "" {
		return fault.New(fault.Unprocessable, "validation_failed", "A message that a stream acknowledges has no reply subject of its own: the acknowledgement comes by it.").
			WithField("body.reply")
	}
	return nil
}

func (d *Draft) checkCondition(name, value string, all nats.Header) *fault.Error {
	invalid := func(detail string) *fault.Error {
		return fault.New(fault.Unprocessable, "validation_failed", detail)
	}
	if !d.JetStream {
		return invalid("Only a stream looks at this, and only its acknowledgement says whether it did: set jetstream.")
	}
	if _, twice := all[name]; twice {
		return invalid("This is said by the header " + name + " too: say it once.")
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, unicode.IsControl) || !meaning[name].valid(value) {
		return invalid("This takes " + meaning[name].takes + ".")
	}
	return nil
}

func numeral(n *uint64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}

// needs211 refuses lifetimes on a server that would store them as any header, and
// keep the message for ever. A version that cannot be read is no old one's.
func needs211(l Limits) error {
	var major, minor int
	if n, _ := fmt.Sscanf(l.Version, "%d.%d", &major, &minor); l.APILevel >= 1 || n < 2 || major > 2 || major == 2 && minor >= 11 {
		return nil
	}
	return fault.New(fault.Unprocessable, "needs_newer_server", "A message with a lifetime of its own needs NATS 2.11 or later. This server is "+l.Version+".").
		WithField("body.ttl")
}
