package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

func (a *API) subscribeRoutes() {
	op := operation(http.MethodGet, "/api/nats/subscribe/messages/{subject}", "subscribe-messages", read, "messaging", "Follow a subject",
		"Server-sent events for scripts (curl -N): a message event for each message, a gap event when the link to NATS broke and came back, a comment every 15 s, and an end event that says why it ended. "+
			"The connection is leased and so not parked as long as the stream is open. A reader that is too slow loses messages; dropped counts them.")
	op.Responses = map[string]*huma.Response{"200": {
		Description: "Events message (SubscribedMessage), gap (SubscriptionGap) and end (SubscriptionEnd).",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	huma.Register(a.huma, op, a.subscribe)
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(typeOf[SubscribedMessage](), true, "SubscribedMessage")
	schemas.Schema(typeOf[SubscriptionGap](), true, "SubscriptionGap")
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
	tail, err := pubsub.Follow(ctx, lease, pubsub.Options{Subject: in.Subject, Queue: in.QueueGroup})
	if err != nil {
		lease.Release()
		return nil, a.fail(callerOf(ctx).huma, err)
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer lease.Release()
		defer tail.Close()
		stream := eventStream{newPatientWriter(ctx, a.cfg.Heartbeat)}
		a.pump(&stream, lease, tail, in.MaxMessages)
	}}, nil
}

// pump copies messages to the stream until one of the three ends: the reader,
// the connection, or the number of messages that was asked for.
func (a *API) pump(stream *eventStream, lease natsconn.Lease, tail *pubsub.Tail, most int) {
	stream.begin()
	received := 0
	end := SubscriptionEnd{Reason: "max_messages"}
	outages, _ := lease.Outages()
	for most == 0 || received < most {
		msg, err := tail.Next(a.cfg.Heartbeat)
		if now, lost := lease.Outages(); now != outages {
			outages = now
			if stream.event("gap", gapSince(lost)) != nil {
				return
			}
		}
		if errors.Is(err, pubsub.ErrQuiet) {
			if stream.comment("heartbeat") != nil {
				return
			}
			continue
		}
		if err != nil {
			end.Reason, end.Detail = string(lease.EndReason()), ""
			if end.Reason == "" {
				end.Reason = fault.CodeOf(err)
			}
			if f, ok := errors.AsType[*fault.Error](err); ok {
				end.Detail = f.Detail
			}
			break
		}
		received++
		if stream.event("message", subscribedMessage(msg, tail.Dropped())) != nil {
			return
		}
	}
	end.Received, end.Dropped = received, tail.Dropped()
	_ = stream.event("end", end) // the reader is gone if it fails
}

func gapSince(lost time.Time) SubscriptionGap {
	back := time.Now().UTC()
	return SubscriptionGap{LostAt: lost, BackAt: back, Duration: back.Sub(lost).Round(time.Millisecond).String()}
}

func subscribedMessage(msg *nats.Msg, dropped uint64) SubscribedMessage {
	out := SubscribedMessage{
		Subject: msg.Subject, Reply: msg.Reply, Data: string(msg.Data), Encoding: "utf8", Headers: msg.Header,
		Size: len(msg.Data), ReceivedAt: time.Now().UTC(), Dropped: dropped,
	}
	if !utf8.Valid(msg.Data) {
		out.Data, out.Encoding = base64.StdEncoding.EncodeToString(msg.Data), "base64"
	}
	return out
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
	return s.write("event: " + name + "\ndata: " + string(text) + "\n\n")
}

func (s *eventStream) comment(text string) error { return s.write(": " + text + "\n\n") }

func (s *eventStream) write(text string) error {
	if _, err := s.Write([]byte(text)); err != nil {
		return err
	}
	return s.Flush()
}
