package stream

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

const mostSubject = 4096 // bytes; the server's max_control_line bounds it too

// checkSubject refuses what is no subject, with validation_failed at the field:
// tokens separated by dots, * for one token, > for the rest at the end (NATS
// protocol).
func checkSubject(s, field string) error {
	bad := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if len(s) > mostSubject || !utf8.ValidString(s) || strings.ContainsFunc(s, bad) || !tokensFit(s) {
		return fault.New(fault.Unprocessable, "validation_failed", "A subject is words separated by dots, without spaces; * stands for one word, > for the rest.").WithField(field)
	}
	return nil
}

func tokensFit(s string) bool {
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

// overlap reports whether there is a subject that both filters match.
func overlap(a, b string) bool {
	for {
		tokenA, restA, moreA := strings.Cut(a, ".")
		tokenB, restB, moreB := strings.Cut(b, ".")
		switch {
		case tokenA == ">" || tokenB == ">":
			return true
		case tokenA != tokenB && tokenA != "*" && tokenB != "*", moreA != moreB:
			return false
		case !moreA:
			return true
		}
		a, b = restA, restB
	}
}
