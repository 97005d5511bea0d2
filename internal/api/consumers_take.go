package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) consumerTakeRoutes() {
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/consumers/{consumer}/next", "take-messages", write, consumersTag, "Take the next messages of a pull consumer",
		"As a worker would: they are in flight from then on, no other worker gets them, and they come again when they are not acknowledged within the ack wait. "+
			"When the caller goes away before the answer they are given back.", http.StatusUnprocessableEntity), a.takeMessages)
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/consumers/{consumer}/ack", "acknowledge-message", write, consumersTag, "Acknowledge a message that was taken",
		"Confirmed by the server. When it does not answer whether it took note is not known (502 outcome_unknown), and nothing is sent again.", http.StatusUnprocessableEntity), a.acknowledgeMessage)
}

// TakeMessagesInput says how many messages are taken.
type TakeMessagesInput struct {
	InConsumer
	Body TakeMessages
}

// TakeMessages says how many messages are taken, and how long is waited for
// them.
type TakeMessages struct {
	Batch   int    `json:"batch,omitempty" minimum:"1" maximum:"100" default:"1" doc:"At most so many; 16 MiB of them at most."`
	Expires string `json:"expires,omitempty" maxLength:"32" default:"2s" example:"2s" doc:"How long it waits for them, at most 10 s and four fifths of the request's time. 0s takes only what is there. Go duration."`
	Group   string `json:"group,omitempty" maxLength:"64" doc:"Of a consumer that has priority groups. A group that is pinned to nobody is pinned to HeyNATS then, until its time is over or it is unpinned."`
	Preview int    `json:"preview,omitempty" minimum:"0" maximum:"1048576" default:"65536" doc:"Bytes of each payload; longer ones are cut there and marked as truncated."`
}

// TakenMessages are messages that wait for an acknowledgement.
type TakenMessages struct {
	Messages []TakenMessage `json:"messages" doc:"Empty when there was nothing in time."`
}

// TakenMessage is a message that waits for an acknowledgement.
type TakenMessage struct {
	Message
	Ack         string `json:"ack" doc:"Acknowledge it with this." example:"$JS.ACK.ORDERS.billing.1.1204.311.1763812345678901234.17"`
	Delivered   uint64 `json:"delivered" doc:"How often it was delivered, this time counted."`
	ConsumerSeq uint64 `json:"consumer_seq" doc:"Among the consumer's deliveries."`
	Pending     uint64 `json:"pending" doc:"Messages behind it that are not delivered yet."`
}

// TakenMessagesOutput answers POST …/next.
type TakenMessagesOutput struct{ Body TakenMessages }

// longestPull bounds how long somebody may wait.
const longestPull = 10 * time.Second

func (a *API) takeMessages(ctx context.Context, lease natsconn.Lease, in *TakeMessagesInput) (*TakenMessagesOutput, error) {
	expires, err := time.ParseDuration(in.Body.Expires)
	if err != nil || expires < 0 || expires > longestPull {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "A duration looks like 2s; it is at most 10 s.").WithField("body.expires")
	}
	taken, err := consumer.Take(ctx, lease, jetStream(lease).Prefix, in.Stream, in.Consumer, consumer.PullRequest{Batch: in.Body.Batch, Expires: expires, Group: in.Body.Group})
	if err != nil {
		return nil, err
	}
	body := TakenMessages{Messages: make([]TakenMessage, 0, len(taken))}
	for i := range taken {
		body.Messages = append(body.Messages, takenMessage(&taken[i], in.Body.Preview))
	}
	return &TakenMessagesOutput{Body: body}, nil
}

func takenMessage(t *consumer.Taken, preview int) TakenMessage {
	data, text := t.Message.Data, utf8.Valid(t.Message.Data)
	if len(data) > preview {
		end := preview
		for text && end > 0 && !utf8.RuneStart(data[end]) {
			end--
		}
		data = data[:end]
	}
	m := Message{
		Sequence: t.StreamSeq, Subject: t.Message.Subject, Time: t.Time, Headers: t.Message.Header, Data: string(data), Encoding: "utf8",
		Size: len(t.Message.Data), Truncated: len(data) < len(t.Message.Data),
	}
	if !text {
		m.Data, m.Encoding = base64.StdEncoding.EncodeToString(data), "base64"
	}
	return TakenMessage{Message: m, Ack: t.Subject(), Delivered: t.Delivered, ConsumerSeq: t.ConsumerSeq, Pending: t.Pending}
}

// AcknowledgeInput says what is to become of a message.
type AcknowledgeInput struct {
	InConsumer
	Body Acknowledgement
}

// Acknowledgement says what is to become of a message.
type Acknowledgement struct {
	Ack    string `json:"ack" minLength:"1" maxLength:"1024" doc:"The token that came with the message. It must be of this consumer."`
	Kind   string `json:"kind" enum:"ack,nak,term,in_progress" doc:"ack: it is done. nak: it comes again. term: it never comes again. in_progress: the ack wait begins anew."`
	Delay  string `json:"delay,omitempty" maxLength:"32" example:"30s" doc:"Of a nak: it comes again no sooner. Go duration."`
	Reason string `json:"reason,omitempty" maxLength:"512" doc:"Of a term, for those who follow the advisories."`
}

// Acknowledged says that the server took note.
type Acknowledged struct {
	Acknowledged bool `json:"acknowledged" doc:"true"`
}

// AcknowledgedOutput answers POST …/ack.
type AcknowledgedOutput struct{ Body Acknowledged }

func (a *API) acknowledgeMessage(ctx context.Context, lease natsconn.Lease, in *AcknowledgeInput) (*AcknowledgedOutput, error) {
	answer := consumer.Answer{Kind: consumer.AnswerKind(in.Body.Kind), Reason: in.Body.Reason}
	if in.Body.Delay != "" {
		d, err := time.ParseDuration(in.Body.Delay)
		if err != nil {
			return nil, fault.New(fault.Unprocessable, "validation_failed", "A duration looks like 30s.").WithField("body.delay")
		}
		answer.Delay = d
	}
	if err := consumer.Acknowledge(ctx, jetStream(lease), in.Stream, in.Consumer, in.Body.Ack, answer); err != nil {
		return nil, err
	}
	return &AcknowledgedOutput{Body: Acknowledged{Acknowledged: true}}, nil
}
