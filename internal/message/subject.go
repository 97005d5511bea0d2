package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

// mostSubject bounds a subject; the server's max_control_line bounds it too.
const mostSubject = 4_096

// checkFilter reports what keeps a text from being a subject filter: tokens
// separated by dots, * for one of them, > for the rest at the end.
func checkFilter(field, s string) error {
	invalid := func(detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
	}
	unfit := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if len(s) > mostSubject || !utf8.ValidString(s) || strings.ContainsFunc(s, unfit) {
		return invalid("A subject is text of at most 4,096 bytes without spaces and control characters, such as orders.*.created.")
	}
	tokens := strings.Split(s, ".")
	for i, token := range tokens {
		switch {
		case token == "":
			return invalid("A subject has no empty tokens: a dot stands between two words.")
		case token == ">" && i < len(tokens)-1:
			return invalid("The wildcard > stands for the rest of a subject, so it can only be its last token.")
		}
	}
	return nil
}
