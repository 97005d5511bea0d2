// Package jsapi asks the JetStream API on behalf of one connection.
//
//	js := jsapi.Client{Conn: lease, Prefix: lease.Connection().Target().JetStreamPrefix()}
//	info, err := js.Ask(ctx, "STREAM.INFO.ORDERS", nil)
//
// An answer comes back as the server wrote it; a refusal comes back as a
// *fault.Error with the server's code and words in it (see Refusal). What an
// answer means is for the packages of the concepts: stream, consumer, message.
package jsapi

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// Requester sends a request to NATS; a natsconn.Lease is one.
type Requester interface {
	Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error)
}

// Client asks the JetStream API. It is a small value, and safe for concurrent
// use as far as its connection is.
type Client struct {
	Conn   Requester
	Prefix string // of the API's subjects, "$JS.API" unless a domain or a prefix is set
}

// Subject returns the API's subject of a verb such as "STREAM.INFO.ORDERS".
func (c Client) Subject(verb string) string { return c.Prefix + "." + verb }

// Ask sends a request and returns the answer as it came. Errors are those of Send,
// and the server's refusal (see Refusal).
func (c Client) Ask(ctx context.Context, verb string, body []byte) ([]byte, error) {
	answer, err := c.Send(ctx, verb, body)
	if err != nil {
		return nil, err
	}
	if err := Refused(answer); err != nil {
		return nil, err
	}
	return answer, nil
}

// Send is Ask for who reads the answer in one go, and looks for the refusal then
// (see ReadRefusal). Errors are *fault.Error: those of the connection (see
// natsconn.Lease.Request), and jetstream_unavailable when nobody serves the API.
func (c Client) Send(ctx context.Context, verb string, body []byte) ([]byte, error) {
	msg, err := c.Conn.Request(ctx, c.Subject(verb), body)
	if fault.Is(err, "no_responders") {
		return nil, fault.New(fault.Unavailable, "jetstream_unavailable", "JetStream is not enabled for this account, or not on this server.").Wrap(err)
	}
	if err != nil {
		return nil, err
	}
	return msg.Data, nil
}

// Change is Ask for a request that changes something. When the answer does not
// come it is not known whether the change was made: outcome_unknown, and nothing
// is sent again.
func (c Client) Change(ctx context.Context, verb string, body []byte) ([]byte, error) {
	answer, err := c.Ask(ctx, verb, body)
	return answer, Undecided(err)
}

// Undecided is the error of a change: outcome_unknown when no answer came, and err
// otherwise.
func Undecided(err error) error {
	switch fault.CodeOf(err) {
	case "nats_unreachable", "nats_timeout", "connection_closed":
		return fault.New(fault.Upstream, "outcome_unknown", "NATS did not answer, so whether this was done is not known. It is not sent again.").
			WithHint("Look before you repeat it.").Wrap(err)
	}
	return err
}

// AskFor is Ask for an answer that is read whole, at most a megabyte of it.
// What the request cannot be made of is a defect.
func AskFor[T any](ctx context.Context, c Client, verb string, request any) (T, error) {
	var answer T
	body, err := encode(request)
	if err != nil {
		return answer, fmt.Errorf("encode the request to %s: %w", verb, err)
	}
	data, err := c.Ask(ctx, verb, body)
	if err != nil {
		return answer, err
	}
	return answer, Decode(data, &answer)
}

func encode(request any) ([]byte, error) {
	if request == nil {
		return nil, nil
	}
	return json.Marshal(request)
}

// mostDecoded bounds an answer that is read whole: what it becomes in memory can
// be many times as large.
const mostDecoded = 1 << 20

// Decode reads an answer of at most a megabyte into a value.
func Decode(data []byte, into any) error {
	if len(data) > mostDecoded {
		return BadAnswer(fmt.Errorf("an answer of %d bytes, more than %d", len(data), mostDecoded))
	}
	if err := json.Unmarshal(data, into); err != nil {
		return BadAnswer(err)
	}
	return nil
}

// BadAnswer is the error for an answer that cannot be read.
func BadAnswer(cause error) error {
	return fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(cause)
}

// Refused returns the refusal that an answer is, if it is one, as Ask does: for
// answers that come by other ways. The API puts it into the member "error" (NATS
// ADR-1).
func Refused(data []byte) (refusal error) {
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		if string(key) == "error" {
			refusal = ReadRefusal(c)
		}
	})
	if err := c.End(); err != nil {
		return BadAnswer(err)
	}
	return refusal
}

// ReadRefusal reads the member "error" of an answer. What is no object says
// nothing.
func ReadRefusal(c *jsonwalk.Cursor) error {
	if c.Peek() != '{' {
		c.Skip()
		return nil
	}
	var code, errCode int64
	var description []byte
	c.Object(func(key []byte) {
		switch string(key) {
		case "code":
			code = c.Int()
		case "err_code":
			errCode = c.Int()
		case "description":
			description = c.Bytes()
		}
	})
	return Refusal(int(code), int(errCode), string(description))
}

// mostText bounds what is quoted of the server's words.
const mostText = 512

// Quoted is a text of the server's, within bounds and as UTF-8.
func Quoted(text string) string {
	if len(text) > mostText {
		return strings.ToValidUTF8(text[:mostText], "") + "…"
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
