package monitor

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
)

// cursor walks over JSON and reads only what it is asked for: it allocates
// nothing for the rest, however much there is of it. It takes everything that
// is JSON; of what is not it may notice only what it had to understand. The
// first error stays, and stops it.
type cursor struct {
	data []byte
	pos  int
	err  error
}

var errNotJSON = errors.New("not the JSON that was expected")

func (c *cursor) fail() {
	if c.err == nil {
		c.err = errNotJSON
	}
	c.pos = len(c.data)
}

// peek returns the next byte that is no space, or zero at the end.
func (c *cursor) peek() byte {
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
func (c *cursor) take(want byte) bool {
	if c.peek() != want {
		c.fail()
		return false
	}
	c.pos++
	return true
}

// object calls member for each member of an object, with the cursor before its
// value; a value that member leaves is skipped. A null has no members.
func (c *cursor) object(member func(key []byte)) {
	c.each('{', '}', func() {
		key := c.bytes()
		if !c.take(':') {
			return
		}
		c.peek()
		at := c.pos
		member(key)
		if c.pos == at {
			c.skip()
		}
	})
}

// array calls element for each element of an array, with the cursor before it;
// one that element leaves is skipped. A null has no elements.
func (c *cursor) array(element func()) {
	c.each('[', ']', func() {
		c.peek()
		at := c.pos
		element()
		if c.pos == at {
			c.skip()
		}
	})
}

func (c *cursor) each(first, last byte, one func()) {
	if c.null() || !c.take(first) {
		return
	}
	if c.peek() == last {
		c.pos++
		return
	}
	for c.err == nil {
		one()
		if c.peek() == last {
			c.pos++
			return
		}
		c.take(',')
	}
}

// null skips a null, and reports whether there was one.
func (c *cursor) null() bool {
	if c.peek() != 'n' {
		return false
	}
	c.word("null")
	return true
}

func (c *cursor) word(w string) {
	if !bytes.HasPrefix(c.data[c.pos:], []byte(w)) {
		c.fail()
		return
	}
	c.pos += len(w)
}

// skip passes over a value of any kind. It does not recurse: depth costs
// nothing.
func (c *cursor) skip() {
	depth := 0
	for c.err == nil {
		switch c.peek() {
		case 0:
			c.fail()
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
				c.fail()
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
		c.fail()
	}
}

// scalar passes over a number, true, false or null.
func (c *cursor) scalar() []byte {
	start := c.pos
	for c.pos < len(c.data) {
		b := c.data[c.pos]
		if (b < '0' || b > '9') && (b < 'a' || b > 'z') && b != '-' && b != '+' && b != '.' && b != 'E' {
			break
		}
		c.pos++
	}
	if c.pos == start {
		c.fail()
	}
	return c.data[start:c.pos]
}

// raw passes over a string and returns it with its quotes.
func (c *cursor) raw() []byte {
	if !c.take('"') {
		return nil
	}
	start := c.pos - 1
	for {
		end := bytes.IndexByte(c.data[c.pos:], '"')
		if end < 0 {
			c.fail()
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

// bytes reads a string. It is a part of the data, unless something in it was
// escaped; a null is empty.
func (c *cursor) bytes() []byte {
	if c.null() {
		return nil
	}
	raw := c.raw()
	if raw == nil {
		return nil
	}
	if bytes.IndexByte(raw, '\\') < 0 {
		return raw[1 : len(raw)-1]
	}
	var text string
	if json.Unmarshal(raw, &text) != nil {
		c.fail()
	}
	return []byte(text)
}

// int reads a whole number; a null is zero.
func (c *cursor) int() int64 {
	if c.null() {
		return 0
	}
	c.peek()
	n, err := strconv.ParseInt(string(c.scalar()), 10, 64)
	if err != nil {
		c.fail()
	}
	return n
}

// uint reads a whole number that is not negative; a null is zero.
func (c *cursor) uint() uint64 {
	if c.null() {
		return 0
	}
	c.peek()
	n, err := strconv.ParseUint(string(c.scalar()), 10, 64)
	if err != nil {
		c.fail()
	}
	return n
}

// bool reads true or false; a null is false.
func (c *cursor) bool() bool {
	if c.null() {
		return false
	}
	switch c.peek() {
	case 't':
		c.word("true")
		return c.err == nil
	case 'f':
		c.word("false")
	default:
		c.fail()
	}
	return false
}

// end checks that nothing follows, and returns the first error.
func (c *cursor) end() error {
	if c.err == nil && c.peek() != 0 {
		c.fail()
	}
	return c.err
}
