package message

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Get reads one message, whole. The stream's leader answers if it may be asked,
// and any server with a copy otherwise. Errors: stream_not_found,
// message_not_found, and those of jsapi.Client.Ask.
func Get(ctx context.Context, conn Conn, s Stream, seq uint64) (Message, error) {
	if err := jsapi.CheckName(s.Name, "path.stream"); err != nil {
		return Message{}, err
	}
	js := jsapi.Client{Conn: conn, Prefix: s.Prefix}
	g := &getter{js: js, stream: s.Name}
	m, err := g.get(ctx, seq)
	if !fault.Is(err, "nats_permission") {
		return m, err
	}
	copied, cerr := newDirect(conn, s).get(ctx, seq)
	if unusable(cerr) {
		return m, err
	}
	return copied, cerr
}

// get reads the message with this sequence.
func (d *direct) get(ctx context.Context, seq uint64) (Message, error) {
	c, err := d.read(ctx, seq, 1, 1)
	switch {
	case err != nil:
		return Message{}, err
	case len(c.messages) == 0 || c.messages[0].Sequence != seq:
		return Message{}, jsapi.Refusal(404, 10037, "no message found")
	default:
		return c.messages[0], nil
	}
}

// facts finds out what can be known of a stream whose information may not be
// asked for.
func (d *direct) facts(ctx context.Context) (facts, error) {
	f := facts{allowDirect: true, counted: true}
	c, err := d.read(ctx, 1, 1, 1)
	if err != nil || len(c.messages) == 0 {
		return f, err
	}
	f.first, f.messages = c.messages[0].Sequence, c.messages[0].pending+1
	body, err := json.Marshal(lastRequest{Last: ">"})
	if err != nil {
		return f, fmt.Errorf("encode a direct get: %w", err)
	}
	reply, err := d.conn.Request(ctx, d.subject, body)
	if err != nil {
		return f, err
	}
	last, err := fromDirect(reply)
	f.last = last.Sequence
	return f, err
}

type lastRequest struct {
	Last string `json:"last_by_subj"`
}
