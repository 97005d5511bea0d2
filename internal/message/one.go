package message

import (
	"context"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Get reads one message, with at most so many bytes of its payload. The stream's
// leader answers if it may be asked, and any server with a copy otherwise. Errors:
// stream_not_found, message_not_found, and those of jsapi.Client.Ask.
func Get(ctx context.Context, conn Conn, s Stream, seq uint64, most int) (Message, error) {
	if err := jsapi.CheckName(s.Name, "path.stream"); err != nil {
		return Message{}, err
	}
	js := jsapi.Client{Conn: conn, Prefix: s.Prefix}
	g := &getter{js: js, stream: s.Name}
	m, err := g.get(ctx, seq)
	if fault.Is(err, "nats_permission") {
		d := &direct{conn: conn, subject: js.Subject("DIRECT.GET." + s.Name), getter: g}
		if copied, cerr := d.get(ctx, seq); cerr == nil || !unusable(cerr) {
			m, err = copied, cerr
		}
	}
	if err != nil {
		return Message{}, err
	}
	m.cut(most)
	return m, nil
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
