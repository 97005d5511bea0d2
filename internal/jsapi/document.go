package jsapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/heynats/heynats/internal/jsonwalk"
)

// Document is what the server says of a stream or a consumer: its configuration,
// which is edited as a whole, and how it stands. It is kept as it came, so that a
// field that this version of HeyNATS does not know survives.
type Document struct {
	// Revision names the configuration: as long as nobody changes it, it stays
	// the same, whatever server answers.
	Revision string
	Config   []byte // part of the answer

	members []byte // of the answer, without the API's envelope; each behind a comma
}

// ReadDocument reads the answer to an INFO, a CREATE or an UPDATE.
func ReadDocument(answer []byte) (Document, error) {
	if !json.Valid(answer) { // the cursor looks only at what it reads, and this is handed on
		return Document{}, BadAnswer(errors.New("not JSON"))
	}
	d := Document{members: make([]byte, 0, len(answer))}
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "type", "total", "offset", "limit", "error", "did_create":
			return
		case "config":
			d.Config = c.Value()
			d.add(key, d.Config)
		default:
			d.add(key, c.Value())
		}
	})
	if err := c.End(); err != nil {
		return Document{}, BadAnswer(err)
	}
	if len(d.Config) == 0 || d.Config[0] != '{' {
		return Document{}, BadAnswer(errors.New("no configuration"))
	}
	d.Revision = revision(d.Config)
	return d, nil
}

func (d *Document) add(key, value []byte) {
	d.members = append(d.members, ',')
	d.members = appendText(d.members, key)
	d.members = append(d.members, ':')
	d.members = append(d.members, value...)
}

func appendText(to, text []byte) []byte {
	quoted, err := json.Marshal(string(text))
	if err != nil {
		return append(to, `""`...) // a string can always be encoded
	}
	return append(to, quoted...)
}

// With adds a member of ours behind those of the server.
func (d *Document) With(name string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	d.add([]byte(name), text)
	return nil
}

// JSON is the document with its revision before it.
func (d *Document) JSON() []byte {
	const before, after = `{"revision":"`, `"`
	text := make([]byte, 0, len(before)+len(d.Revision)+len(after)+len(d.members)+1)
	text = append(text, before...)
	text = append(text, d.Revision...)
	text = append(text, after...)
	text = append(text, d.members...)
	return append(text, '}')
}

// member is one of an object, as it stands there.
type member struct {
	key, value []byte
}

// revision is a hash of a configuration. The order of its members does not
// count, and neither does what the server adds to the metadata for those who
// read it: that is of the server and not of the configuration.
func revision(config []byte) string {
	h := sha256.New()
	for _, m := range members(config) {
		value := m.value
		if string(m.key) == "metadata" {
			if value = own(value); len(value) == 0 {
				continue
			}
		}
		_, _ = h.Write(appendText(nil, m.key)) // never fails (hash.Hash)
		_, _ = h.Write(value)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// members returns the members of an object by their names.
func members(object []byte) []member {
	var all []member
	c := jsonwalk.New(object)
	c.Object(func(key []byte) { all = append(all, member{key, c.Value()}) })
	slices.SortFunc(all, func(a, b member) int { return bytes.Compare(a.key, b.key) })
	return all
}

// hidden begins the names of metadata that servers keep for themselves.
const hidden = "_nats."

// own is metadata without what is the server's.
func own(metadata []byte) []byte {
	var text []byte
	for _, m := range members(metadata) {
		if !strings.HasPrefix(string(m.key), hidden) {
			text = append(appendText(text, m.key), m.value...)
		}
	}
	return text
}
