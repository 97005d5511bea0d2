package message

import (
	"strings"

	"github.com/nats-io/nats.go"
)

// readHeader reads a header block as it is stored (NATS ADR-4), whatever it is:
// clients may store any bytes there. A line without a colon is a name without a
// value. Nothing is nil.
func readHeader(block []byte) nats.Header {
	var h nats.Header
	text := strings.ToValidUTF8(string(block), "\uFFFD")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if i == 0 && strings.HasPrefix(line, "NATS/1.0") || line == "" {
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		if h == nil {
			h = nats.Header{}
		}
		h[name] = append(h[name], strings.Trim(value, " \t"))
	}
	return h
}
