package stream

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
)

// counter counts messages of a stream without reading them.
type counter struct {
	js    jsapi.Client
	name  string
	state *streamlist.State
}

// errNoCount says that the server has no way to count.
var errNoCount = errors.New("stream: cannot be counted")

// matching returns how many messages match a subject, which may be empty, from a
// sequence on.
func (c *counter) matching(ctx context.Context, subject string, from uint64) (uint64, error) {
	s := c.state
	switch all := subject == "" || subject == ">"; {
	case from > s.LastSeq || s.Messages == 0:
		return 0, nil
	case all && from <= s.FirstSeq:
		return s.Messages, nil
	case all && s.Deleted == 0:
		return s.LastSeq - from + 1, nil
	case s.AllowDirect:
		if n, err := c.pending(ctx, subject, from); !errors.Is(err, errNoCount) {
			return n, err
		}
	}
	if from <= s.FirstSeq {
		return c.bySubject(ctx, subject)
	}
	if (subject == "" || subject == ">") && s.Deleted <= mostDeleted {
		return c.byDeleted(ctx, from)
	}
	return 0, errNoCount
}

// pending asks for one message, with which the server says how many follow it
// (NATS ADR-31, since 2.11).
func (c *counter) pending(ctx context.Context, subject string, from uint64) (uint64, error) {
	if subject == "" {
		subject = ">"
	}
	body, err := json.Marshal(struct {
		Seq     uint64 `json:"seq"`
		Subject string `json:"next_by_subj"`
		Batch   int    `json:"batch"`
		Bytes   int    `json:"max_bytes"`
	}{from, subject, 1, 1})
	if err != nil {
		return 0, err
	}
	msg, err := c.js.Conn.Request(ctx, c.js.Subject("DIRECT.GET."+c.name), body)
	if err != nil {
		return 0, errors.Join(errNoCount, err)
	}
	if msg.Header.Get("Status") == "404" {
		return 0, nil
	}
	n, err := strconv.ParseUint(msg.Header.Get("Nats-Num-Pending"), 10, 64)
	if err != nil {
		return 0, errNoCount // an older server, or a refusal
	}
	return n + 1, nil
}

// bySubject adds up the subjects of the whole stream.
func (c *counter) bySubject(ctx context.Context, subject string) (sum uint64, err error) {
	r := subjectReader{js: c.js, stream: c.name, filter: subject}
	for !r.done {
		if err := r.next(ctx, func(_ []byte, messages uint64) { sum += messages }); err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// mostDeleted is how many deleted sequences are asked for: the server names each.
const mostDeleted = 100_000

// byDeleted counts what is not deleted.
func (c *counter) byDeleted(ctx context.Context, from uint64) (uint64, error) {
	answer, err := c.js.Ask(ctx, "STREAM.INFO."+c.name, []byte(`{"deleted_details":true}`))
	if err != nil {
		return 0, err
	}
	var last, gone uint64
	w := jsonwalk.New(answer)
	w.Object(func(key []byte) {
		if string(key) != "state" {
			return
		}
		w.Object(func(key []byte) {
			switch string(key) {
			case "last_seq":
				last = w.Uint()
			case "deleted":
				w.Array(func() {
					if w.Uint() >= from {
						gone++
					}
				})
			}
		})
	})
	if err := w.End(); err != nil {
		return 0, jsapi.BadAnswer(err)
	}
	if last < from || last-from+1 < gone {
		return 0, nil
	}
	return last - from + 1 - gone, nil
}
