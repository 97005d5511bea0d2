package jsapi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

// mostName is what a server takes (nats-server, JSMaxNameLen).
const mostName = 255

// CheckName reports what keeps a text from being the name of a stream or of a
// consumer, as a *fault.Error that points at field. What passes is one token of
// a subject: no name becomes another subject.
func CheckName(field, name string) error {
	wrong := ""
	switch {
	case name == "":
		wrong = "A name is needed."
	case len(name) > mostName:
		wrong = "A name takes at most 255 bytes."
	case !utf8.ValidString(name):
		wrong = "A name is text in UTF-8."
	case strings.ContainsAny(name, `.*>/\`) || strings.ContainsFunc(name, unicode.IsSpace):
		wrong = `A name takes no spaces and none of . * > / \`
	case strings.ContainsFunc(name, unicode.IsControl):
		wrong = "A name takes no control characters."
	default:
		return nil
	}
	return fault.New(fault.Unprocessable, "validation_failed", wrong).WithField(field)
}
