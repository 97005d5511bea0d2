// Package jsonwalk reads from JSON only what it is asked for.
//
//	c := jsonwalk.New(answer)
//	c.Object(func(key []byte) {
//		switch string(key) {
//		case "total":
//			total = c.Int()
//		case "streams":
//			c.Array(func() { readStream(c) })
//		}
//	})
//	err := c.End()
//
// What is not asked for costs no allocation, however much there is of it and
// however deep it goes. Answers of thousands of streams are read with it; a
// small one is better decoded by encoding/json.
package jsonwalk

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

// Cursor walks over a document. It takes everything that is JSON; of what is not
// it may notice only what it had to understand. The first error stays, and stops
// it. It is not safe for concurrent use.
type Cursor struct {
	data []byte
	pos  int
	err  error
}

// New returns a cursor at the beginning of a document, which must not change
// while it is read.
func New(data []byte) *Cursor { return &Cursor{data: data} }

// Err returns the first error.
func (c *Cursor) Err() error { return c.err }

var errNotJSON = errors.New("not the JSON that was expected")

// Fail stops the cursor: what it read is not what it should be.
func (c *Cursor) Fail() {
	if c.err == nil {
		c.err = errNotJSON
	}
	c.pos = len(c.data)
}

// Peek returns the next byte that is no space, or zero at the end.
func (c *Cursor) Peek() byte {
	for ; c.pos < len(c.data); c.pos++ {
		switch b := c.data[c.pos]; b {
		case ' ', '\t', '\n', '\r':
		default:
			return b
		}
	}
	return 0
}

// take reads a byte that must come next.
func (c *Cursor) take(want byte) bool {
	if c.Peek() != want {
		c.Fail()
		return false
	}
	c.pos++
	return true
}

// Object calls member for each member of an object, with the cursor before its
// value; a value that member leaves is skipped. A null has no members.
func (c *Cursor) Object(member func(key []byte)) {
	c.each('{', '}', func() {
		key := c.Bytes()
		if !c.take(':') {
			return
		}
		c.Peek()
		at := c.pos
		member(key)
		if c.pos == at {
			c.Skip()
		}
	})
}

// Array calls element for each element of an array, with the cursor before it;
// one that element leaves is skipped. A null has no elements.
func (c *Cursor) Array(element func()) {
	c.each('[', ']', func() {
		c.Peek()
		at := c.pos
		element()
		if c.pos == at {
			c.Skip()
		}
	})
}

func (c *Cursor) each(first, last byte, one func()) {
	if c.Null() || !c.take(first) {
		return
	}
	if c.Peek() == last {
		c.pos++
		return
	}
	for c.err == nil {
		one()
		if c.Peek() == last {
			c.pos++
			return
		}
		c.take(',')
	}
}

// Null skips a null, and reports whether there was one.
func (c *Cursor) Null() bool {
	if c.Peek() != 'n' {
		return false
	}
	c.word("null")
	return true
}

func (c *Cursor) word(w string) {
	if !bytes.HasPrefix(c.data[c.pos:], []byte(w)) {
		c.Fail()
		return
	}
	c.pos += len(w)
}

// Skip passes over a value of any kind. It does not recurse: depth costs
// nothing.
func (c *Cursor) Skip() {
	depth := 0
	for c.err == nil {
		switch c.Peek() {
		case 0:
			c.Fail()
			return
		case '"':
			c.raw()
		case '{', '[':
			depth++
			c.pos++
		case '}', ']':
			depth--
			c.pos++
		case ',', ':':
			if depth == 0 {
				c.Fail()
				return
			}
			c.pos++
		default:
			c.scalar()
		}
		if depth <= 0 {
			break
		}
	}
	if depth < 0 {
		c.Fail()
	}
}

// Value passes over a value of any kind and returns it as it stands in the
// document.
func (c *Cursor) Value() []byte {
	c.Peek()
	start := c.pos
	c.Skip()
	if c.err != nil {
		return nil
	}
	return c.data[start:c.pos]
}

// scalar passes over a number, true, false or null.
func (c *Cursor) scalar() []byte {
	start := c.pos
	for c.pos < len(c.data) {
		b := c.data[c.pos]
		if (b < '0' || b > '9') && (b < 'a' || b > 'z') && b != '-' && b != '+' && b != '.' && b != 'E' {
			break
		}
		c.pos++
	}
	if c.pos == start {
		c.Fail()
	}
	return c.data[start:c.pos]
}

// raw passes over a string and returns it with its quotes.
func (c *Cursor) raw() []byte {
	if !c.take('"') {
		return nil
	}
	start := c.pos - 1
	for {
		end := bytes.IndexByte(c.data[c.pos:], '"')
		if end < 0 {
			c.Fail()
			return nil
		}
		escape := bytes.IndexByte(c.data[c.pos:c.pos+end], '\\')
		if escape < 0 {
			c.pos += end + 1
			return c.data[start:c.pos]
		}
		c.pos = min(c.pos+escape+2, len(c.data)) // what is escaped may be a quote
	}
}

// Bytes reads a string. It is a part of the data, unless something in it was
// escaped; a null is empty.
func (c *Cursor) Bytes() []byte {
	if c.Null() {
		return nil
	}
	raw := c.raw()
	if raw == nil {
		return nil
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	if text, ok := unescaped(raw[1 : len(raw)-1]); ok {
		return text
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		c.Fail()
	}
	return []byte(text)
}

// unescaped reads the escapes that servers write: Go's encoding/json writes ">",
// which ends so many subjects, as \u003e. It is false for any other.
func unescaped(raw []byte) ([]byte, bool) {
	text := make([]byte, 0, len(raw))
	for len(raw) > 0 {
		at := bytes.IndexByte(raw, '\\')
		if at < 0 {
			return append(text, raw...), true
		}
		text = append(text, raw[:at]...)
		raw = raw[at:]
		switch {
		case len(raw) > 1 && (raw[1] == '"' || raw[1] == '\\'):
			text, raw = append(text, raw[1]), raw[2:]
		case bytes.HasPrefix(raw, []byte(`\u00`)) && len(raw) >= 6:
			n, err := strconv.ParseUint(string(raw[4:6]), 16, 8)
			if err != nil {
				return nil, false
			}
			text, raw = utf8.AppendRune(text, rune(n)), raw[6:]
		default:
			return nil, false
		}
	}
	return text, true
}

// Int reads a whole number; a null is zero.
func (c *Cursor) Int() int64 {
	if c.Null() {
		return 0
	}
	c.Peek()
	n, err := strconv.ParseInt(string(c.scalar()), 10, 64)
	if err != nil {
		c.Fail()
	}
	return n
}

// Uint reads a whole number that is not negative; a null is zero.
func (c *Cursor) Uint() uint64 {
	if c.Null() {
		return 0
	}
	c.Peek()
	n, err := strconv.ParseUint(string(c.scalar()), 10, 64)
	if err != nil {
		c.Fail()
	}
	return n
}

// Bool reads true or false; a null is false.
func (c *Cursor) Bool() bool {
	if c.Null() {
		return false
	}
	switch c.Peek() {
	case 't':
		c.word("true")
		return c.err == nil
	case 'f':
		c.word("false")
	default:
		c.Fail()
	}
	return false
}

// End checks that nothing follows, and returns the first error.
func (c *Cursor) End() error {
	if c.err == nil && c.Peek() != 0 {
		c.Fail()
	}
	return c.err
}
