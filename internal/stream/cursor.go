package stream

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// cursor is where a page ended. It is no secret and no promise: whoever makes one
// up gets the page behind that place.
type cursor struct {
	Mark   uint32 `json:"m"`           // of the query
	Key    uint64 `json:"k,omitempty"` // of the last one
	Name   string `json:"n"`           // of the last one
	Offset int    `json:"o,omitempty"` // of the last one in the server's order, when nothing has changed
	Kept   uint64 `json:"i,omitempty"` // of the reading that the page is from
}

const mostCursor = 8 << 10 // bytes: a subject is at most half of it

func (c cursor) String() string {
	text, err := json.Marshal(c)
	if err != nil {
		return "" // numbers and a text can always be encoded
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// parseCursor reads a cursor of the query with the mark.
func parseCursor(text string, mark uint32) (cursor, error) {
	var c cursor
	if len(text) > mostCursor {
		return c, errCursor()
	}
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return c, errCursor()
	}
	d := json.NewDecoder(strings.NewReader(string(plain)))
	d.DisallowUnknownFields()
	if d.Decode(&c) != nil || d.More() || c.Mark != mark || c.Name == "" || c.Offset < 0 {
		return cursor{}, errCursor()
	}
	return c, nil
}
