package consumer

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// getRequest asks for one message (nats-server, JSApiMsgGetRequest).
type getRequest struct {
	Seq     uint64     `json:"seq,omitempty"`
	Time    *time.Time `json:"start_time,omitempty"`
	LastFor string     `json:"last_by_subj,omitempty"`
	Next    string     `json:"next_by_subj,omitempty"`
	Batch   int        `json:"batch,omitempty"`
}

var errNoDirect = fault.New(fault.Unprocessable, "nats_refused", "The stream allows no direct gets.")

// direct asks for the first message from where the consumer begins, which says
// how many there are behind it (NATS ADR-31, batches since 2.11).
func (l *look) direct(ctx context.Context, filter string) (first *Found, n uint64, exact bool, err error) {
	if !l.state.AllowDirect {
		return nil, 0, false, errNoDirect
	}
	request := getRequest{Seq: l.begin(), Next: filter, Batch: 1}
	if l.wish.policy == "by_start_time" {
		request.Seq, request.Time = 0, &l.wish.time
	}
	body, err := json.Marshal(request)
	if err != nil {
		return nil, 0, false, err
	}
	msg, err := l.js.Conn.Request(ctx, l.js.Subject("DIRECT.GET."+l.stream), body)
	switch {
	case fault.Is(err, "no_responders"):
		return nil, 0, false, errNoDirect
	case err != nil:
		return nil, 0, false, err
	case msg.Header.Get("Nats-Sequence") == "" && msg.Header.Get("Status") == "404":
		return nil, 0, true, nil
	}
	seq, err := strconv.ParseUint(msg.Header.Get("Nats-Sequence"), 10, 64)
	if err != nil {
		return nil, 0, false, errNoDirect // headers that cannot be read, or another status
	}
	first = &Found{Sequence: seq, Subject: msg.Header.Get("Nats-Subject")}
	if first.Time, err = time.Parse(time.RFC3339, msg.Header.Get("Nats-Time-Stamp")); err != nil {
		return nil, 0, false, errNoDirect
	}
	if pending, err := strconv.ParseUint(msg.Header.Get("Nats-Num-Pending"), 10, 64); err == nil {
		return first, pending + 1, true, nil
	}
	return first, 0, false, nil // a server that knows no batches
}

// begin is the sequence that the consumer begins at, if it is one.
func (l *look) begin() uint64 {
	if l.wish.policy == "by_start_sequence" {
		return l.wish.seq
	}
	return 1
}

// get asks the stream's leader for a message; nil is that there is none.
func (l *look) get(ctx context.Context, request getRequest) (*Found, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	data, err := l.js.Ask(ctx, "STREAM.MSG.GET."+l.stream, body)
	if fault.Is(err, "message_not_found") {
		return nil, nil //nolint:nilnil // nothing is found, and nothing is wrong
	}
	if err != nil {
		return nil, err
	}
	found := &Found{}
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		if string(key) != "message" {
			return
		}
		c.Object(func(key []byte) {
			switch string(key) {
			case "subject":
				found.Subject = string(c.Bytes())
			case "seq":
				found.Sequence = c.Uint()
			case "time":
				found.Time = readTime(c)
			}
		})
	})
	if err := c.End(); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	return found, nil
}

// mostSubjectPages of 100,000 subjects each are summed up.
const mostSubjectPages = 10

// inStream counts the messages of a filter in the whole stream. It is not exact
// when there are more subjects than are read.
func (l *look) inStream(ctx context.Context, filter string) (n uint64, exact bool, err error) {
	if filter == "" {
		return l.state.Messages, true, nil
	}
	offset := uint64(0)
	for range mostSubjectPages {
		messages, read, total, err := l.subjectPage(ctx, filter, offset)
		if err != nil {
			return 0, false, err
		}
		n, offset = n+messages, offset+read
		if read == 0 || offset >= total {
			return n, true, nil
		}
	}
	return l.state.Messages, false, nil
}

// subjects counts the subjects of a filter that have messages.
func (l *look) subjects(ctx context.Context, filter string) (uint64, error) {
	_, read, total, err := l.subjectPage(ctx, filter, 0)
	return max(read, total), err
}

// subjectPage reads a page of the subjects of a stream.
func (l *look) subjectPage(ctx context.Context, filter string, offset uint64) (messages, read, total uint64, err error) {
	body, err := json.Marshal(struct {
		Filter string `json:"subjects_filter"`
		Offset uint64 `json:"offset"`
	}{filter, offset})
	if err != nil {
		return 0, 0, 0, err
	}
	answer, err := l.js.Ask(ctx, "STREAM.INFO."+l.stream, body)
	if err != nil {
		return 0, 0, 0, err
	}
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "total":
			total = c.Uint()
		case "state":
			c.Object(func(key []byte) {
				if string(key) == "subjects" {
					c.Object(func([]byte) {
						messages += c.Uint()
						read++
					})
				}
			})
		}
	})
	if err := c.End(); err != nil {
		return 0, 0, 0, jsapi.BadAnswer(err)
	}
	return messages, read, total, nil
}
