package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/pubsub"
)

// How long a request may wait for its replies.
const longestRequest = time.Minute

func (a *API) requestRoutes() {
	op := operation(http.MethodPost, "/api/nats/publish/request", "send-request", write, messagingTag, "Send a request and wait for replies",
		"For one reply, or for many until there are enough, none came for a while, or an empty one ends them. "+
			"Nobody listens on the subject: 503 no_responders, at once. Somebody does, and nothing came in time: 504 no_reply.",
		http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	op.MaxBodyBytes = mostMessageBody
	a.takesBody(op, mostMessageBody)
	register(a, op, a.sendRequest)
}

// SendRequestInput carries a request.
type SendRequestInput struct {
	OnConnection
	Body SendRequest
}

// SendRequest is a request, and how its replies are waited for.
type SendRequest struct {
	Subject string `json:"subject" minLength:"1" maxLength:"3072" doc:"One subject, without wildcards." example:"prices.get"`
	Outgoing
	Timeout    string `json:"timeout,omitempty" maxLength:"32" default:"2s" example:"2s" doc:"For all replies together, at most 1m. Go duration."`
	MaxReplies int    `json:"max_replies,omitempty" minimum:"1" maximum:"1000" default:"1" doc:"Wait for at most so many."`
	Stall      string `json:"stall,omitempty" maxLength:"32" example:"300ms" doc:"With several replies: enough, when none came for so long after one. Go duration."`
	UntilEmpty bool   `json:"until_empty,omitempty" doc:"With several replies: an empty one says that there are no more, and is none itself."`
}

// RequestReplies are what came.
type RequestReplies struct {
	Replies []RequestReply `json:"replies" doc:"In the order in which they came."`
	Ended   string         `json:"ended" enum:"count,empty,stall,timeout,cut" doc:"Why no more are waited for: as many as asked for, an empty one, none for a while, the time, or cut: the link broke, or they have more than 16 MiB together."`
	Took    string         `json:"took" example:"1.2ms" doc:"Go duration."`
}

// RequestReply is one of the replies.
type RequestReply struct {
	Data      string              `json:"data" doc:"Payload in encoding."`
	Encoding  string              `json:"encoding" enum:"utf8,base64" doc:"base64 when the payload is not UTF-8."`
	Headers   map[string][]string `json:"headers,omitempty"`
	Size      int                 `json:"size" doc:"Bytes of the payload."`
	Latency   string              `json:"latency" example:"834.2µs" doc:"Between request and reply. Go duration."`
	LatencyNS int64               `json:"latency_ns" doc:"The same in nanoseconds."`
	Reply     string              `json:"reply,omitempty" doc:"Where whoever answered wants an answer."`
	Error     *ServiceError       `json:"error,omitempty" doc:"A service (NATS ADR-32) says that it failed."`
}

// ServiceError is a service's failure, as its headers Nats-Service-Error and
// Nats-Service-Error-Code say it.
type ServiceError struct {
	Code        string `json:"code,omitempty"`
	Description string `json:"description,omitempty"`
}

// RequestRepliesOutput answers POST /api/nats/publish/request.
type RequestRepliesOutput struct{ Body RequestReplies }

func (a *API) sendRequest(ctx context.Context, in *SendRequestInput) (*RequestRepliesOutput, error) {
	q, err := in.Body.question()
	if err != nil {
		return nil, err
	}
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	draft, err := in.Body.draft(in.Body.Subject)
	if err != nil {
		return nil, err
	}
	msg, err := draft.Message(limits(lease))
	if err != nil {
		return nil, err
	}
	_, w := humago.Unwrap(callerOf(ctx).huma)
	live := transfer{rc: http.NewResponseController(w)}
	live.moves()
	begin := time.Now()
	replies, ended, err := pubsub.Request(ctx, lease, msg, q)
	if err != nil {
		return nil, err
	}
	body := RequestReplies{Replies: make([]RequestReply, 0, len(replies)), Ended: string(ended), Took: took(begin)}
	for _, r := range replies {
		body.Replies = append(body.Replies, requestReply(r))
	}
	return &RequestRepliesOutput{Body: body}, nil
}

func (r *SendRequest) question() (pubsub.Question, error) {
	invalid := func(field, detail string) (pubsub.Question, error) {
		return pubsub.Question{}, fault.New(fault.Unprocessable, "validation_failed", detail).WithField("body." + field)
	}
	q := pubsub.Question{Most: r.MaxReplies, Empty: r.UntilEmpty}
	var err error
	if q.Timeout, err = time.ParseDuration(r.Timeout); err != nil || q.Timeout <= 0 || q.Timeout > longestRequest {
		return invalid("timeout", "A timeout looks like 2s; it is at most 1m.")
	}
	if r.Stall != "" {
		if q.Stall, err = time.ParseDuration(r.Stall); err != nil || q.Stall <= 0 || q.Stall > longestRequest {
			return invalid("stall", "A duration looks like 300ms; it is at most 1m.")
		}
	}
	if r.MaxReplies == 1 && (q.Stall > 0 || q.Empty) {
		return invalid("max_replies", "After one reply there is nothing more to wait for: ask for several with max_replies.")
	}
	return q, nil
}

func requestReply(r pubsub.Reply) RequestReply {
	m := r.Message
	reply := RequestReply{
		Data: string(m.Data), Encoding: "utf8", Headers: m.Header, Size: len(m.Data), Reply: m.Reply,
		Latency: r.Latency.String(), LatencyNS: r.Latency.Nanoseconds(), Error: serviceError(m.Header),
	}
	if !utf8.Valid(m.Data) {
		reply.Data, reply.Encoding = base64.StdEncoding.EncodeToString(m.Data), "base64"
	}
	return reply
}

func serviceError(h nats.Header) *ServiceError {
	e := ServiceError{Code: h.Get("Nats-Service-Error-Code"), Description: h.Get("Nats-Service-Error")}
	if e == (ServiceError{}) {
		return nil
	}
	return &e
}
