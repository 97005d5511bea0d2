package kv

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// ExportedKey is a line of an export, and of an import.
type ExportedKey struct {
	Key      string     `json:"key"`
	Revision uint64     `json:"revision,omitempty" doc:"Not looked at by an import."`
	Created  *time.Time `json:"created,omitempty" doc:"When the revision was written. Not looked at by an import."`
	Value    *string    `json:"value,omitempty" doc:"When it is UTF-8 and does not become twice as long by what JSON escapes."`
	Base64   *string    `json:"value_base64,omitempty" doc:"Any other value. A line has one of the two."`
	TTL      string     `json:"ttl,omitempty" doc:"Of the revision, when it has one of its own: a Go duration, or never. An import gives it to what it writes." example:"1h0m0s"`
}

// fewEscapes is how many bytes of escapes are no reason for Base64.
const fewEscapes = 256

// setValue writes a value as the member that carries it exactly.
func (e *ExportedKey) setValue(value []byte) {
	text := string(value)
	if utf8.Valid(value) && escapes(text) <= len(value)+fewEscapes {
		e.Value = &text
		return
	}
	text = base64.StdEncoding.EncodeToString(value)
	e.Base64 = &text
}

// escapes is how many bytes JSON adds to a text at most.
func escapes(text string) (n int) {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ':
			n += len(`\u0000`) - 1
		case c == '"' || c == '\\':
			n++
		case c == 0xE2: // begins the separators of lines and paragraphs
			n += len(`\u2028`) - len("\u2028")
		}
	}
	return n
}

// lineBytes is how long the line of a value of so many bytes can be.
func lineBytes(value int64) int64 { return 2*value + 16<<10 }

// line is a line of an import as it was understood.
type line struct {
	key   string
	value []byte
	ttl   string // as the header has it; empty without
	end   *bool  // set for the last line of an export: whether that is whole
}

func noLine(detail string) error {
	return fault.New(fault.Unprocessable, "validation_failed", detail)
}

// parseLine reads a line strictly: what is unknown, twice there or would be changed
// by reading it is refused, for it would be written otherwise than it was meant.
func parseLine(text []byte) (line, error) {
	if !utf8.Valid(text) {
		return line{}, noLine("This is not UTF-8. Other bytes are written as Base64, in value_base64.")
	}
	if !json.Valid(text) || text[0] != '{' {
		return line{}, noLine("This is not a JSON object on one line.")
	}
	if loneSurrogate(string(text)) {
		return line{}, noLine("An escape such as \\ud800 stands for half a character. Bytes that are no text are written as Base64, in value_base64.")
	}
	members := make(map[string][]byte, 6)
	twice := false
	w := jsonwalk.New(text)
	w.Object(func(name []byte) {
		_, there := members[string(name)]
		twice = twice || there
		members[string(name)] = w.Value()
	})
	switch {
	case w.End() != nil:
		return line{}, noLine("This is not a JSON object on one line.")
	case twice:
		return line{}, noLine("A member of this object is there twice.")
	case members["end"] != nil && len(members) == 1:
		return readEnd(members["end"])
	}
	return readLine(members)
}

func readEnd(text []byte) (line, error) {
	var end struct {
		Complete *bool `json:"complete"`
	}
	if json.Unmarshal(text, &end) != nil || end.Complete == nil {
		return line{}, noLine("This is no end of an export: it does not say whether that is complete.")
	}
	return line{end: end.Complete}, nil
}

func readLine(members map[string][]byte) (l line, err error) {
	var value, encoded *string
	var revision uint64
	var created time.Time
	for name, text := range members {
		var into any
		switch name {
		case "key":
			into = &l.key
		case "revision":
			into = &revision
		case "created":
			into = &created
		case "value":
			into = &value
		case "value_base64":
			into = &encoded
		case "ttl":
			into = &l.ttl
		default:
			return line{}, noLine("A line has key, value or value_base64, and perhaps revision, created and ttl, and nothing else.")
		}
		if string(text) == "null" || json.Unmarshal(text, into) != nil {
			return line{}, noLine("The member " + name + " is not of its type.")
		}
	}
	if err := CheckNewKey(l.key, ""); err != nil {
		return line{}, err
	}
	if (value == nil) == (encoded == nil) {
		return line{}, noLine("A line has value or value_base64, one of the two.")
	}
	if value != nil {
		l.value = []byte(*value)
	} else if l.value, err = base64.StdEncoding.Strict().DecodeString(*encoded); err != nil {
		return line{}, noLine("value_base64 is not Base64.")
	}
	if _, there := members["ttl"]; there && !isTTL(l.ttl) {
		return line{}, noLine("A TTL is a duration of whole seconds, such as 90s or 24h, or never.")
	}
	return l, nil
}

// never is the TTL of what outlives the limit of its stream (NATS ADR-43).
const never = "never"

func isTTL(text string) bool {
	d, err := time.ParseDuration(text)
	return text == never || err == nil && d >= time.Second && d%time.Second == 0
}

// ttlOf reads a header: a duration, or a number of seconds.
func ttlOf(text string) string {
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		text = (time.Duration(seconds) * time.Second).String()
	}
	if isTTL(text) {
		return text
	}
	return ""
}

// loneSurrogate reports whether JSON escapes half of a character, in place of which a
// reader puts another.
func loneSurrogate(text string) bool {
	for {
		i := strings.IndexByte(text, '\\')
		if i < 0 || i+1 >= len(text) {
			return false
		}
		text = text[i:]
		high := unit(text)
		switch {
		case high < 0xD800 || high > 0xDFFF:
			text = text[2:]
		case high > 0xDBFF:
			return true
		default:
			text = text[6:]
			if low := unit(text); low < 0xDC00 || low > 0xDFFF {
				return true
			}
			text = text[6:]
		}
	}
}

// unit is the number of an escape at the beginning of a text, or -1.
func unit(text string) int64 {
	if len(text) < 6 || text[:2] != `\u` {
		return -1
	}
	n, err := strconv.ParseInt(text[2:6], 16, 32)
	if err != nil {
		return -1
	}
	return n
}
