package message

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"

	"github.com/heynats/heynats/internal/fault"
)

// Direction is which way a page goes on.
type Direction string

// The directions.
const (
	Newer Direction = "newer"
	Older Direction = "older"
)

// cursor is where a page ended. It is a place and not a snapshot: it stays valid
// whatever is deleted or comes meanwhile.
type cursor struct {
	direction Direction
	// Seq is the first sequence of the next page when it goes to newer ones, and the
	// one before which it ends otherwise.
	seq uint64
	of  uint64 // what it belongs to, see scope
}

// scope stands for a stream and a filter in the cursors that belong to them. A
// stream made anew has another one.
func scope(stream, created, filter string) uint64 {
	sum := fnv.New64a()
	for _, part := range []string{stream, created, filter} {
		_ = binary.Write(sum, binary.BigEndian, uint64(len(part))) // a hash takes everything
		_, _ = sum.Write([]byte(part))
	}
	return sum.Sum64()
}

const cursorSize = 1 + 8 + 8

// The first byte of a cursor, which is also its version.
var directionBytes = map[Direction]byte{Newer: 'n', Older: 'o'}

func (c cursor) String() string {
	raw := make([]byte, 0, cursorSize)
	raw = append(raw, directionBytes[c.direction])
	raw = binary.BigEndian.AppendUint64(raw, c.seq)
	raw = binary.BigEndian.AppendUint64(raw, c.of)
	return base64.RawURLEncoding.EncodeToString(raw)
}

// parseCursor reads what String wrote, and nothing else.
func parseCursor(text string) (cursor, error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err == nil && len(raw) == cursorSize {
		for direction, first := range directionBytes {
			if c := (cursor{direction, binary.BigEndian.Uint64(raw[1:]), binary.BigEndian.Uint64(raw[9:])}); raw[0] == first && c.seq > 0 {
				return c, nil
			}
		}
	}
	return cursor{}, fault.New(fault.Unprocessable, "validation_failed", "This is no cursor. Take newer_cursor or older_cursor of a page.").
		WithField("query.cursor")
}
