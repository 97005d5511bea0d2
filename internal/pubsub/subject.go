// Package pubsub is core NATS: subjects, messages on their way out, and requests with
// their replies.
package pubsub

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

const maxSubject = 4096 // bytes; the server's max_control_line bounds it too

// CheckSubject reports whether s can be subscribed to: tokens separated by
// dots, * for one token, > for the rest at the end (NATS protocol).
func CheckSubject(s string) error {
	invalid := func(detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField("path.subject")
	}
	if s == "" || len(s) > maxSubject || !utf8.ValidString(s) || strings.ContainsFunc(s, badRune) {
		return invalid("A subject is text without spaces and control characters, such as orders.*.created.")
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

// CheckQueue reports whether s can be a queue group; nothing is none.
func CheckQueue(s string) error {
	if s != "" && (strings.ContainsFunc(s, badRune) || !utf8.ValidString(s) || len(s) > maxSubject) {
		return fault.New(fault.Unprocessable, "validation_failed", "A queue group is a name without spaces.").WithField("query.queue_group")
	}
	return nil
}

func badRune(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
