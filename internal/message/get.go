package message

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// getter reads by STREAM.MSG.GET, one message at a time. The stream's leader
// answers, so nothing is older than it is.
type getter struct {
	js     jsapi.Client
	stream string
	filter string

	first, last uint64 // sequences of the stream, when it was opened
}

type getRequest struct {
	Seq    uint64     `json:"seq,omitempty"`
	Filter string     `json:"next_by_subj,omitempty"`
	Time   *time.Time `json:"start_time,omitempty"`
}

func (*getter) method() Method { return ByGet }

func (*getter) close(context.Context) {}

// get reads the message with this sequence.
func (g *getter) get(ctx context.Context, seq uint64) (Message, error) {
	return g.ask(ctx, getRequest{Seq: seq})
}

func (g *getter) read(ctx context.Context, from uint64, n, bytes int) (chunk, error) {
	c := chunk{more: true}
	for size := 0; len(c.messages) < n && size < bytes; {
		m, err := g.ask(ctx, getRequest{Seq: max(from, 1), Filter: g.next()})
		switch {
		case fault.Is(err, "message_not_found"):
			c.more = false
			return c, nil
		case err != nil && len(c.messages) > 0:
			c.cut = err
			return c, nil
		case err != nil:
			return c, err
		}
		c.messages = append(c.messages, m)
		from = m.Sequence + 1
		size += m.Size
	}
	return c, nil
}

// next is what to look for: a filter makes the server step over what is deleted.
func (g *getter) next() string {
	if g.filter == "" {
		return ">"
	}
	return g.filter
}

func (*getter) count(context.Context, uint64) (uint64, bool, error) { return 0, false, nil }

// at looks at single messages when the server does not know times here, which is
// before 2.11.
func (g *getter) at(ctx context.Context, t time.Time) (seq uint64, found bool, err error) {
	m, err := g.ask(ctx, getRequest{Time: &t})
	switch {
	case err == nil:
		return m.Sequence, true, nil
	case fault.Is(err, "message_not_found"):
		return 0, false, nil
	case fault.Is(err, "nats_refused"):
		return g.bisect(ctx, t)
	default:
		return 0, false, err
	}
}

func (g *getter) bisect(ctx context.Context, t time.Time) (seq uint64, found bool, err error) {
	low, high := g.first, g.last+1
	for low < high {
		middle := low + (high-low)/2
		m, err := g.ask(ctx, getRequest{Seq: max(middle, 1), Filter: ">"})
		switch {
		case err == nil && m.Time.Before(t):
			low = m.Sequence + 1
		case err == nil || fault.Is(err, "message_not_found"):
			high = middle
		default:
			return 0, false, err
		}
	}
	return low, low <= g.last, nil
}

func (g *getter) ask(ctx context.Context, r getRequest) (Message, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return Message{}, fmt.Errorf("encode the request for a message: %w", err)
	}
	data, err := g.js.Ask(ctx, "STREAM.MSG.GET."+g.stream, body)
	if err != nil {
		return Message{}, err
	}
	return fromStored(data)
}

// fromStored reads the answer of STREAM.MSG.GET.
func fromStored(data []byte) (Message, error) {
	var m Message
	var header, at []byte
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		if string(key) != "message" {
			return
		}
		c.Object(func(key []byte) {
			switch string(key) {
			case "subject":
				m.Subject = string(c.Bytes())
			case "seq":
				m.Sequence = c.Uint()
			case "time":
				at = c.Bytes()
			case "hdrs":
				header = decoded(c)
			case "data":
				m.Data = decoded(c)
			}
		})
	})
	if err := c.End(); err != nil {
		return Message{}, jsapi.BadAnswer(err)
	}
	var err error
	if m.Time, err = time.Parse(time.RFC3339Nano, string(at)); err != nil {
		return Message{}, jsapi.BadAnswer(err)
	}
	m.Size, m.Text = len(m.Data), utf8.Valid(m.Data)
	if m.Header = readHeader(header); m.Header != nil {
		m.HeaderSize = len(header)
	}
	return m, nil
}

func decoded(c *jsonwalk.Cursor) []byte {
	text := c.Bytes()
	if len(text) == 0 {
		return nil
	}
	data := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(data, text)
	if err != nil {
		c.Fail()
	}
	return data[:n]
}
