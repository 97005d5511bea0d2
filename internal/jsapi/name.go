package jsapi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

const mostName = 255 // bytes (nats-server, JSMaxNameLen)

// CheckName refuses what is no name of a stream or consumer (NATS ADR-6), with
// validation_failed at the field. A name becomes a token of a subject: with a dot
// or a wildcard in it, it would be another subject.
func CheckName(name, field string) error {
	if name != "" && len(name) <= mostName && utf8.ValidString(name) &&
		!strings.ContainsAny(name, ` .*>/\`) && !strings.ContainsFunc(name, unicode.IsControl) {
		return nil
	}
	return fault.New(fault.Unprocessable, "validation_failed", `A name has 1 to 255 bytes, and none of space . * > / \ or control characters.`).WithField(field)
}
