package pubsub

import (
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/subject"
)

// Draft is a message before it is sent.
type Draft struct {
	Subject string
	Reply   string
	Header  nats.Header // as the caller wrote it
	Data    []byte
	System  bool // the subjects may be those by which a server is controlled

	// JetStream asks the stream that takes the subject to acknowledge it; the
	// conditions below are said to nobody else.
	JetStream bool
	Conditions
}

// Conditions are what a stream is asked to check, or to do, with a message.
// Nothing is asked with a zero field.
type Conditions struct {
	MessageID           string
	ExpectedStream      string
	ExpectedLastSeq     *uint64 // of the stream; 0 is an empty one
	ExpectedLastSubject *uint64 // of the message's subject; 0 is none there
	ExpectedLastID      string
	TTL                 string // Go duration of at least 1s, or never
}

// Limits are what a server and a connection set for messages.
type Limits struct {
	MaxPayload int64  // bytes of headers and payload together; 0 when it is not known
	APIPrefix  string // of the JetStream API
	Version    string // of the server
	APILevel   int    // of JetStream; 0 when the server does not say
}

// A server closes the connection of whoever sends a line longer than 4,096
// bytes, so subject and reply stay well within one.
const (
	mostSubject = 3072
	mostReply   = 512
)

// Message returns the message that goes out, or what keeps it from going:
// validation_failed, system_subject, needs_newer_server, payload_too_large. Fields
// are named as those of a body.
func (d *Draft) Message(l Limits) (*nats.Msg, error) {
	if err := CheckTarget("body.subject", d.Subject, mostSubject); err != nil {
		return nil, err
	}
	if d.Reply != "" {
		if err := CheckTarget("body.reply", d.Reply, mostReply); err != nil {
			return nil, err
		}
	}
	if err := d.checkSystem(l.APIPrefix); err != nil {
		return nil, err
	}
	header, err := d.header(l)
	if err != nil {
		return nil, err
	}
	msg := &nats.Msg{Subject: d.Subject, Reply: d.Reply, Header: header, Data: d.Data}
	return msg, checkSize(msg, l.MaxPayload)
}

// CheckTarget reports whether a message can go to a subject: it is one, and no
// pattern of several.
func CheckTarget(field, s string, most int) error {
	invalid := func(detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
	}
	if len(s) > most {
		return invalid(fmt.Sprintf("This subject has %d bytes; at most %d can be sent.", len(s), most))
	}
	if CheckSubject(s) != nil {
		return invalid("A subject is words with dots between them, without spaces and control characters, such as orders.created.")
	}
	for token := range strings.SplitSeq(s, ".") {
		if token == "*" || token == ">" {
			return invalid("A message goes to one subject: wildcards are for those who listen.")
		}
	}
	return nil
}

func (d *Draft) checkSystem(prefix string) error {
	for field, s := range map[string]string{"body.subject": d.Subject, "body.reply": d.Reply} {
		if d.System || !controls(prefix, s) {
			continue
		}
		return fault.New(fault.Unprocessable, "system_subject", "NATS itself listens on "+s+": a message there can change or delete something.").
			WithHint("Confirm it with confirm_system, if that is what you want.").WithField(field)
	}
	return nil
}

// controls reports whether a server does what it is told on a subject: the
// JetStream API under whatever prefix or domain, and the system account.
func controls(prefix, s string) bool {
	return subject.Overlap(s, "$SYS.>") || subject.Overlap(s, "$JS.API.>") || subject.Overlap(s, "$JS.*.API.>") ||
		prefix != "" && strings.HasPrefix(s, prefix+".")
}

func checkSize(msg *nats.Msg, most int64) error {
	size := int64(len(msg.Data) + headerSize(msg.Header))
	if most <= 0 || size <= most {
		return nil
	}
	return fault.New(fault.TooLarge, "payload_too_large",
		fmt.Sprintf("Headers and payload have %d bytes; this server takes at most %d.", size, most))
}

// headerSize is what a header block takes on the wire (NATS ADR-4).
func headerSize(h nats.Header) int {
	if len(h) == 0 {
		return 0
	}
	n := len("NATS/1.0\r\n\r\n")
	for name, values := range h {
		for _, v := range values {
			n += len(name) + len(v) + len(": \r\n")
		}
	}
	return n
}
