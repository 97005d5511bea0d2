package consumer

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Token is the subject that a delivery is acknowledged on, and what it says of
// the delivery.
type Token struct {
	Stream, Consumer string
	Delivered        uint64 // how often, this time counted
	StreamSeq        uint64
	ConsumerSeq      uint64
	Time             time.Time // when the message was stored
	Pending          uint64    // messages behind it

	subject string
}

// The forms of a token (NATS ADR-15): the second is of newer servers that are
// told to use it, and may have one more token at its end.
//
//	$JS.ACK.<stream>.<consumer>.<delivered>.<stream seq>.<consumer seq>.<time>.<pending>
//	$JS.ACK.<domain>.<account hash>.<stream>.<consumer>.<delivered>.….<pending>[.<random>]
const (
	ackPrefix  = "$JS.ACK."
	tokensV1   = 9
	tokensV2   = 11
	mostTokens = 12
	mostToken  = 1024 // bytes: two names and some numbers
)

// ParseToken reads a token. It is a subject without wildcards: nothing else than
// a delivery can be acknowledged with what passes.
func ParseToken(text string) (Token, error) {
	parts := strings.Split(text, ".")
	at := 2
	switch {
	case len(text) > mostToken || !strings.HasPrefix(text, ackPrefix) || strings.ContainsAny(text, "*>") || !wellFormed(text):
		return Token{}, errToken
	case len(parts) == tokensV1:
	case len(parts) >= tokensV2 && len(parts) <= mostTokens:
		at = 4
	default:
		return Token{}, errToken
	}
	t := Token{Stream: parts[at], Consumer: parts[at+1], subject: text}
	var numbers [5]uint64
	for i := range numbers {
		n, err := strconv.ParseUint(parts[at+2+i], 10, 63)
		if err != nil || n == 0 && i < 3 {
			return Token{}, errToken
		}
		numbers[i] = n
	}
	if checkNames(t.Stream, t.Consumer) != nil {
		return Token{}, errToken
	}
	t.Delivered, t.StreamSeq, t.ConsumerSeq, t.Pending = numbers[0], numbers[1], numbers[2], numbers[4]
	t.Time = time.Unix(0, int64(numbers[3])).UTC() //nolint:gosec // 63 bits
	return t, nil
}

var errToken = fault.New(fault.Unprocessable, "validation_failed", "This is no token of a delivery: take the one that came with the message.").WithField("body.ack")

// Answer is what is said of a delivery.
type Answer struct {
	Kind   AnswerKind
	Delay  time.Duration // of a Nak: when it comes again at the earliest
	Reason string        // of a Term, for those who follow the advisories
}

// AnswerKind is what is to become of a message (NATS ADR-15).
type AnswerKind string

// The kinds.
const (
	Ack        AnswerKind = "ack"         // it is done
	Nak        AnswerKind = "nak"         // it comes again
	Term       AnswerKind = "term"        // it never comes again
	InProgress AnswerKind = "in_progress" // the ack wait begins anew
)

const (
	longestDelay = 24 * time.Hour
	mostReason   = 512 // bytes
)

// payload is how an answer is said.
func (a Answer) payload() ([]byte, error) {
	invalid := func(field, detail string) ([]byte, error) {
		return nil, fault.New(fault.Unprocessable, "validation_failed", detail).WithField("body." + field)
	}
	switch {
	case a.Delay != 0 && a.Kind != Nak:
		return invalid("delay", "Only a nak has a delay.")
	case a.Delay < 0 || a.Delay > longestDelay:
		return invalid("delay", "A delay is at most 24 h.")
	case a.Reason != "" && a.Kind != Term:
		return invalid("reason", "Only a term has a reason.")
	case len(a.Reason) > mostReason || !utf8.ValidString(a.Reason) || strings.ContainsFunc(a.Reason, unicode.IsControl):
		return invalid("reason", "A reason is a line of text of at most 512 bytes.")
	}
	switch a.Kind {
	case Ack:
		return []byte("+ACK"), nil
	case Nak:
		return nak(a.Delay)
	case Term:
		return []byte(strings.TrimSpace("+TERM " + a.Reason)), nil
	case InProgress:
		return []byte("+WPI"), nil
	default:
		return invalid("kind", "One of ack, nak, term, in_progress.")
	}
}

func nak(delay time.Duration) ([]byte, error) {
	if delay == 0 {
		return []byte("-NAK"), nil
	}
	options, err := json.Marshal(struct {
		Delay time.Duration `json:"delay"`
	}{delay})
	return append([]byte("-NAK "), options...), err
}

// Acknowledge says what is to become of a message that was taken from this
// consumer, and waits until the server has taken note. When nobody answers it is
// not known whether it did: outcome_unknown.
func Acknowledge(ctx context.Context, js jsapi.Client, stream, name, token string, a Answer) error {
	t, err := ParseToken(token)
	if err != nil {
		return err
	}
	if t.Stream != stream || t.Consumer != name {
		return fault.New(fault.Unprocessable, "validation_failed", "This delivery was another consumer's.").WithField("body.ack")
	}
	payload, err := a.payload()
	if err != nil {
		return err
	}
	_, r, err := Get(ctx, js, stream, name)
	if err != nil {
		return err
	}
	if err := r.acknowledges(); err != nil {
		return err
	}
	_, err = js.Conn.Request(ctx, t.subject, payload)
	switch fault.CodeOf(err) {
	case "no_responders":
		return fault.New(fault.Unavailable, "consumer_offline", "Nobody takes acknowledgements for this consumer just now.").Wrap(err)
	case "nats_unreachable", "nats_timeout", "connection_closed":
		return fault.New(fault.Upstream, "outcome_unknown", "NATS did not confirm it, so whether it was noted is not known. It is not sent again.").
			WithHint("The message comes again if it was not. To say the same once more does no harm.").Wrap(err)
	}
	return err
}

// acknowledges refuses consumers whose deliveries are done when they are sent.
func (r *Reading) acknowledges() error {
	if r.AckPolicy == "all" || r.AckPolicy == "explicit" {
		return nil
	}
	return fault.New(fault.Unprocessable, "consumer_without_acks", "This consumer does not wait for acknowledgements: a message that is taken from it is gone from it.")
}
