package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

type deleteRequest struct {
	Seq     uint64 `json:"seq"`
	NoErase bool   `json:"no_erase"`
}

// codeDelete is the server's error for every deletion that failed.
const codeDelete = 10057

// Delete deletes one message. Securely means that its bytes are overwritten on
// the server's disk. Errors: message_not_found, deletes_denied, outcome_unknown,
// and those of jsapi.Client.Ask.
func Delete(ctx context.Context, conn Conn, s Stream, seq uint64, securely bool) error {
	if err := jsapi.CheckName(s.Name, "path.stream"); err != nil {
		return err
	}
	body, err := json.Marshal(deleteRequest{Seq: seq, NoErase: !securely})
	if err != nil {
		return fmt.Errorf("encode the request to delete: %w", err)
	}
	_, err = jsapi.Client{Conn: conn, Prefix: s.Prefix}.Change(ctx, "STREAM.MSG.DELETE."+s.Name, body)
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.NATS == nil || f.NATS.ErrCode != codeDelete {
		return err
	}
	// The server has one code for all of this.
	switch words := f.NATS.Description; {
	case strings.Contains(words, "not permitted"):
		return fault.New(fault.Conflict, "deletes_denied", "The stream's configuration denies deleting messages (deny_delete).").
			WithNATS(codeDelete, words).Wrap(err)
	case strings.Contains(words, "no message found"), strings.Contains(words, "deleted message"), strings.Contains(words, "EOF"):
		return fault.New(fault.NotFound, "message_not_found", "There is no such message.").WithNATS(codeDelete, words).Wrap(err)
	default:
		return err
	}
}

// Publisher publishes messages; a natsconn.Lease is one.
type Publisher interface {
	Conn
	Publish(ctx context.Context, msg *nats.Msg) error
	RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error)
}

// Copying says where a copy goes.
type Copying struct {
	Subject string
	Headers bool // with the headers of the message, but for those that control a server
	System  bool // the subject may be one that NATS itself listens on
}

// Copied is what became of a copy.
type Copied struct {
	Stream    string // that took it; empty when none listens
	Sequence  uint64 // there; zero when the stream acknowledges nothing
	Duplicate bool   // it took it for one that it has already
	Dropped   []string
}

// Copy publishes a copy of a message. It waits for the acknowledgement when a
// stream listens. Errors: validation_failed, system_subject, message_not_found,
// outcome_unknown, the refusal of the stream, and those of the connection.
func Copy(ctx context.Context, conn Publisher, s Stream, seq uint64, to Copying) (Copied, error) {
	js := jsapi.Client{Conn: conn, Prefix: s.Prefix}
	if err := checkTarget(js, to); err != nil {
		return Copied{}, err
	}
	m, err := Get(ctx, conn, s, seq)
	if err != nil {
		return Copied{}, err
	}
	msg := &nats.Msg{Subject: to.Subject, Data: m.Data}
	var done Copied
	if to.Headers {
		msg.Header, done.Dropped = harmless(m.Header)
	}
	stream, acknowledges, err := listener(ctx, js, to.Subject)
	if err != nil {
		return Copied{}, err
	}
	if done.Stream = stream; !acknowledges {
		return done, jsapi.Undecided(conn.Publish(ctx, msg))
	}
	answer, err := conn.RequestMsg(ctx, msg)
	if err != nil {
		return Copied{}, jsapi.Undecided(err)
	}
	return done, done.read(answer.Data)
}

// checkTarget reports what keeps a copy from going to a subject.
func checkTarget(js jsapi.Client, to Copying) error {
	const field = "body.subject"
	if err := checkFilter(field, to.Subject); err != nil {
		return err
	}
	for token := range strings.SplitSeq(to.Subject, ".") {
		if token == "*" || token == ">" {
			return fault.New(fault.Unprocessable, "validation_failed", "A message goes to one subject: wildcards are for those who listen.").WithField(field)
		}
	}
	if system(js, to.Subject) && !to.System {
		return fault.New(fault.Unprocessable, "system_subject", "NATS itself listens on subjects like this one, so a message there can change or delete something.").
			WithHint("Confirm it with confirm_system, if that is what you want.").WithField(field)
	}
	return nil
}

// system reports whether a subject is one of NATS' own: its API under whatever
// prefix, its services, its buckets, its inboxes.
func system(js jsapi.Client, subject string) bool {
	return strings.HasPrefix(subject, "$") || strings.HasPrefix(subject, "_") || strings.HasPrefix(subject+".", js.Prefix+".")
}

// harmless returns the headers without those that make a server do something
// (Nats-…), and the names of these. A name that cannot be sent is left out too.
func harmless(all nats.Header) (kept nats.Header, dropped []string) {
	for name, values := range all {
		if len(name) >= 5 && strings.EqualFold(name[:5], "nats-") || !sendable(name) {
			dropped = append(dropped, name)
			continue
		}
		if kept == nil {
			kept = nats.Header{}
		}
		kept[name] = values
	}
	slices.Sort(dropped)
	return kept, dropped
}

func sendable(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' || r == ':' })
}

// listener finds the stream that takes what is published to a subject, and
// whether it acknowledges that. Who may not ask publishes without knowing.
func listener(ctx context.Context, js jsapi.Client, subject string) (stream string, acknowledges bool, err error) {
	names, err := jsapi.AskFor[struct {
		Streams []string `json:"streams"`
	}](ctx, js, "STREAM.NAMES", struct {
		Subject string `json:"subject"`
	}{subject})
	if err == nil && len(names.Streams) > 0 {
		stream = names.Streams[0]
		if jsapi.CheckName(stream, "") != nil {
			return "", false, jsapi.BadAnswer(errors.New("a name that is none"))
		}
		var info []byte
		info, err = js.Ask(ctx, "STREAM.INFO."+stream, nil)
		acknowledges = !fault.Is(err, "stream_not_found") && !acknowledgesNothing(info)
	}
	switch fault.CodeOf(err) {
	case "nats_permission", "jetstream_unavailable", "stream_not_found":
		return stream, acknowledges, nil
	}
	return stream, acknowledges, err
}

func acknowledgesNothing(info []byte) (noAck bool) {
	c := jsonwalk.New(info)
	c.Object(func(key []byte) {
		if string(key) == "config" {
			c.Object(func(key []byte) {
				if string(key) == "no_ack" {
					noAck = c.Bool()
				}
			})
		}
	})
	return noAck
}

// read reads the acknowledgement of a stream, or its refusal.
func (d *Copied) read(ack []byte) error {
	var answer struct {
		Stream    string `json:"stream"`
		Sequence  uint64 `json:"seq"`
		Duplicate bool   `json:"duplicate"`
		Error     *struct {
			Code        int    `json:"code"`
			ErrCode     int    `json:"err_code"`
			Description string `json:"description"`
		} `json:"error"`
	}
	if err := jsapi.Decode(ack, &answer); err != nil {
		return err
	}
	if e := answer.Error; e != nil {
		return jsapi.Refusal(e.Code, e.ErrCode, e.Description)
	}
	if answer.Stream == "" {
		return jsapi.BadAnswer(errors.New("an acknowledgement without a stream"))
	}
	d.Stream, d.Sequence, d.Duplicate = answer.Stream, answer.Sequence, answer.Duplicate
	return nil
}
