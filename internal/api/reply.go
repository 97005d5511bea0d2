package api

import (
	"context"
	"net/http"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

func (a *API) replyRoute() {
	op := operation(http.MethodPost, "/api/nats/subscribe/reply", "send-reply", write, messagingTag, "Answer a request",
		"Sends a reply to where a request that was received wants it. Whoever asked may have stopped waiting: nobody says whether it arrived.",
		http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	op.MaxBodyBytes = mostMessageBody
	a.takesBody(op, mostMessageBody)
	registerLeased(a, op, a.sendReply)
}

// SendReplyInput carries a reply.
type SendReplyInput struct {
	OnConnection
	Body SendReply
}

// SendReply is a reply to one request.
type SendReply struct {
	Reply string `json:"reply" minLength:"1" maxLength:"3072" doc:"The reply subject that came with the request." example:"_INBOX.Yw3mKq.7"`
	Outgoing
}

func (a *API) sendReply(ctx context.Context, lease natsconn.Lease, in *SendReplyInput) (*PublishedMessageOutput, error) {
	if err := pubsub.CheckTarget("body.reply", in.Body.Reply, len(in.Body.Reply)); err != nil {
		return nil, err
	}
	draft, err := in.Body.draft(in.Body.Reply)
	if err != nil {
		return nil, err
	}
	msg, err := draft.Message(limits(lease))
	if err != nil {
		return nil, err
	}
	done, err := send(ctx, lease, msg, false)
	if err != nil {
		return nil, err
	}
	return &PublishedMessageOutput{Body: done}, nil
}
