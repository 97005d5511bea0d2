package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/live"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) subscribeRoutes() {
	op := operation(http.MethodGet, "/api/nats/subscribe/messages/{subject}", "subscribe-messages", read, "messaging", "Follow a subject",
		"Server-sent events for scripts (curl -N): a message event for each message, a gap event when the link to NATS broke and came back, a loss event when messages were lost and none came behind them, a comment every 15 s, and an end event that says why it ended. "+
			"The connection is leased and so not parked as long as the stream is open. A reader that is too slow loses messages; dropped counts them.")
	op.Responses = map[string]*huma.Response{"200": {
		Description: "Events message (SubscribedMessage), gap (SubscriptionGap), loss (SubscriptionLoss) and end (SubscriptionEnd).",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	huma.Register(a.huma, op, a.subscribe)
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(typeOf[SubscribedMessage](), true, "SubscribedMessage")
	schemas.Schema(typeOf[SubscriptionGap](), true, "SubscriptionGap")
	schemas.Schema(typeOf[SubscriptionLoss](), true, "SubscriptionLoss")
	schemas.Schema(typeOf[SubscriptionEnd](), true, "SubscriptionEnd")
}

// SubscribeInput says what to follow.
type SubscribeInput struct {
	OnConnection
	Subject     string `path:"subject" maxLength:"4096" doc:"Subject, with wildcards; percent-encode it."`
	QueueGroup  string `query:"queue_group" maxLength:"255" doc:"Share the messages with the other members of this group."`
	MaxMessages int    `query:"max_messages" minimum:"0" doc:"End after so many; 0 does not."`
}

// SubscribedMessage is the data of a message event.
type SubscribedMessage struct {
	Subject    string              `json:"subject"`
	Reply      string              `json:"reply,omitempty"`
	Data       string              `json:"data" doc:"Payload in encoding."`
	Encoding   string              `json:"encoding" enum:"utf8,base64" doc:"base64 when the payload is not UTF-8."`
	Headers    map[string][]string `json:"headers,omitempty"`
	Size       int                 `json:"size" doc:"Bytes of the payload."`
	ReceivedAt time.Time           `json:"received_at"`
	Dropped    uint64              `json:"dropped" doc:"Messages lost so far because the reader was too slow."`
}

// SubscriptionGap is the data of a gap event: core NATS keeps nothing for those
// who are away, so what was published in between is not here.
type SubscriptionGap struct {
	LostAt   time.Time `json:"lost_at" doc:"When the link broke."`
	BackAt   time.Time `json:"back_at" doc:"When it was noticed to be back."`
	Duration string    `json:"duration" example:"2.5s" doc:"Go duration between the two."`
}

// SubscriptionLoss is the data of a loss event.
type SubscriptionLoss struct {
	Dropped uint64 `json:"dropped" doc:"Messages lost so far because the reader was too slow."`
}

// SubscriptionEnd is the data of the end event.
type SubscriptionEnd struct {
	Reason   string `json:"reason" doc:"max_messages, or why the connection ended: disconnect, lifetime, auth, shutdown…"`
	Detail   string `json:"detail,omitempty"`
	Received int    `json:"received"`
	Dropped  uint64 `json:"dropped"`
}

func (a *API) subscribe(ctx context.Context, in *SubscribeInput) (*huma.StreamResponse, error) {
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, a.fail(callerOf(ctx).huma, err)
	}
	script, err := a.live.Follow(ctx, lease, in.Subject, in.QueueGroup)
	if err != nil {
		lease.Release()
		return nil, a.fail(callerOf(ctx).huma, err)
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer lease.Release()
		defer script.Close()
		stream := eventStream{newPatientWriter(ctx, a.cfg.Heartbeat)}
		a.pump(&stream, lease, script, in.MaxMessages)
	}}, nil
}

// pump copies messages to the stream until one of the three ends: the reader,
// the connection, or the number of messages that was asked for.
func (a *API) pump(stream *eventStream, lease natsconn.Lease, script *live.Script, most int) {
	stream.begin()
	received, told := 0, uint64(0)
	var batch []byte // one write for all that is there
	for most == 0 || received < most {
		batch = batch[:0]
		came, err := script.Next(a.cfg.Heartbeat, func(m live.Heard) bool {
			if m.Gap {
				batch = appendGap(batch, m)
				return true
			}
			received++
			told = script.Dropped()
			batch = appendMessage(batch, m, told)
			return received != most
		})
		if told != script.Dropped() {
			told = script.Dropped()
			batch = appendLoss(batch, told)
		}
		if err != nil {
			stream.end(lease, err, received, script.Dropped())
			return
		}
		if !came {
			batch = append(batch, ": heartbeat\n\n"...)
		}
		if stream.write(batch) != nil {
			return
		}
	}
	_ = stream.event("end", SubscriptionEnd{Reason: "max_messages", Received: received, Dropped: script.Dropped()})
}

// end says why nothing more comes. The reader is gone if that fails.
func (s *eventStream) end(lease natsconn.Lease, err error, received int, dropped uint64) {
	end := SubscriptionEnd{Reason: string(lease.EndReason()), Received: received, Dropped: dropped}
	if end.Reason == "" {
		end.Reason = fault.CodeOf(err)
	}
	if f, ok := errors.AsType[*fault.Error](err); ok {
		end.Detail = f.Detail
	}
	_ = s.event("end", end)
}

func appendGap(b []byte, m live.Heard) []byte {
	text, err := json.Marshal(SubscriptionGap{LostAt: m.Lost, BackAt: m.Back, Duration: m.Back.Sub(m.Lost).Round(time.Millisecond).String()})
	if err != nil {
		return b // it always can be written
	}
	return appendEvent(b, "gap", text)
}

func appendLoss(b []byte, dropped uint64) []byte {
	return appendEvent(b, "loss", append(strconv.AppendUint([]byte(`{"dropped":`), dropped, 10), '}'))
}

func appendEvent(b []byte, name string, data []byte) []byte {
	b = append(append(b, "event: "...), name...)
	b = append(append(b, "\ndata: "...), data...)
	return append(b, "\n\n"...)
}

// appendMessage writes the event of a SubscribedMessage. It is what a burst waits
// for, so it does by hand what encoding/json would: a test compares them.
func appendMessage(b []byte, m live.Heard, dropped uint64) []byte {
	b = append(b, "event: message\ndata: {\"subject\":"...)
	b = appendText(b, m.Subject)
	if m.Reply != "" {
		b = appendText(append(b, `,"reply":`...), m.Reply)
	}
	b = append(b, `,"data":`...)
	if utf8.Valid(m.Data) {
		b = append(appendText(b, m.Data), `,"encoding":"utf8"`...)
	} else {
		b = base64.StdEncoding.AppendEncode(append(b, '"'), m.Data)
		b = append(b, `","encoding":"base64"`...)
	}
	if headers := headersOf(m.Header); headers != nil {
		b = append(append(b, `,"headers":`...), headers...)
	}
	b = strconv.AppendInt(append(b, `,"size":`...), int64(len(m.Data)), 10)
	b = m.At.AppendFormat(append(b, `,"received_at":"`...), time.RFC3339Nano)
	b = strconv.AppendUint(append(b, `","dropped":`...), dropped, 10)
	return append(b, "}\n\n"...)
}

// headersOf writes a header block as JSON; without one it is nil.
func headersOf(block []byte) []byte {
	if len(block) == 0 {
		return nil
	}
	headers, err := nats.DecodeHeadersMsg(block)
	if err != nil || len(headers) == 0 {
		return nil // it was written from headers that had been read
	}
	text, err := json.Marshal(headers)
	if err != nil {
		return nil
	}
	return text
}

// appendText writes a JSON string.
func appendText[T string | []byte](b []byte, text T) []byte {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(string(text))
			if err != nil {
				return append(b, `""`...)
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, text...)
	return append(b, '"')
}

// eventStream writes server-sent events (WHATWG HTML).
type eventStream struct{ *patientWriter }

func (s *eventStream) begin() {
	h := s.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	s.WriteHeader(http.StatusOK)
	_ = s.comment("open")
}

func (s *eventStream) event(name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return s.write(appendEvent(nil, name, text))
}

func (s *eventStream) comment(text string) error { return s.write([]byte(": " + text + "\n\n")) }

func (s *eventStream) write(text []byte) error {
	if _, err := s.Write(text); err != nil {
		return err
	}
	return s.Flush()
}
