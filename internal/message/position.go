package message

import (
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Position is where reading begins.
type Position struct {
	kind place
	seq  uint64
	time time.Time
}

type place uint8

const (
	atLast place = iota
	atFirst
	atSequence
	atTime
)

// ParsePosition reads first, last, seq:N or time:RFC3339; nothing is last.
func ParsePosition(field, text string) (Position, error) {
	invalid := func(detail string) (Position, error) {
		return Position{}, fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
	}
	kind, value, _ := strings.Cut(text, ":")
	switch {
	case text == "" || text == "last":
		return Position{kind: atLast}, nil
	case text == "first":
		return Position{kind: atFirst}, nil
	case kind == "seq":
		seq, err := strconv.ParseUint(value, 10, 64)
		if err != nil || seq == 0 {
			return invalid("A sequence is a number from 1, as in seq:1024.")
		}
		return Position{kind: atSequence, seq: seq}, nil
	case kind == "time":
		t, err := time.Parse(time.RFC3339Nano, value)
		if err != nil {
			return invalid("A time is in RFC 3339, as in time:2026-11-24T12:00:00Z.")
		}
		return Position{kind: atTime, time: t.UTC()}, nil
	default:
		return invalid("It begins at first, last, seq:N or time:RFC3339.")
	}
}

// direction is which way to go from here unless it is said.
func (p Position) direction() Direction {
	if p.kind == atLast {
		return Older
	}
	return Newer
}
