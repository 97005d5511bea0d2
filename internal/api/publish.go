package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

const messagingTag = "messaging"

func (a *API) publishRoutes() {
	a.publishMessageRoute()
	a.publishBatchRoute()
	a.requestRoutes()
	a.replyRoute()
	registerLeased(a, operation(http.MethodGet, "/api/nats/publish/target", "publish-target", read, messagingTag, "The stream that takes a subject",
		"Asked before something is published: which stream keeps it, and what that stream says to it.", http.StatusUnprocessableEntity), a.publishTarget)
	registerLeased(a, operation(http.MethodGet, "/api/nats/subscribe/subjects", "suggest-subjects", read, messagingTag, "Subjects to choose from",
		"Those that the account's streams take, as they are configured, so maybe with wildcards.", http.StatusUnprocessableEntity), a.suggestSubjects)
}

// mostMessageBody is the most bytes of a body with one message: a server that takes
// 8 MiB is a large one, and in Base64 that is a third more.
const mostMessageBody = 12 << 20

func (a *API) publishMessageRoute() {
	op := operation(http.MethodPost, "/api/nats/publish/message", "publish-message", write, messagingTag, "Publish a message",
		"Answered when the server has it, or, with jetstream, when the stream that takes the subject has acknowledged it. "+
			"When the link breaks meanwhile the outcome is not known (502 outcome_unknown), and nothing is sent again.",
		http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	op.MaxBodyBytes = mostMessageBody
	a.takesBody(op, mostMessageBody)
	registerLeased(a, op, a.publishMessage)
}

// PublishMessageInput carries a message.
type PublishMessageInput struct {
	OnConnection
	Body PublishMessage
}

// Outgoing is what every message has that is sent.
type Outgoing struct {
	Headers       map[string][]string `json:"headers,omitempty" maxProperties:"256" doc:"Each with one value or several."`
	Data          string              `json:"data,omitempty" doc:"The payload in encoding. May be empty."`
	Encoding      string              `json:"encoding,omitempty" enum:"utf8,base64" default:"utf8" doc:"Of data."`
	ConfirmSystem bool                `json:"confirm_system,omitempty" doc:"Needed for a subject by which a server is controlled: the JetStream API ($JS.API.>, or with another prefix or domain) and $SYS.>."`
}

// PublishMessage is a message to publish.
type PublishMessage struct {
	Subject string `json:"subject" minLength:"1" maxLength:"3072" doc:"One subject, without wildcards." example:"orders.created"`
	Reply   string `json:"reply,omitempty" maxLength:"512" doc:"Where an answer is expected. Not together with jetstream."`
	Outgoing
	JetStream       bool    `json:"jetstream,omitempty" doc:"Wait until a stream acknowledges it. All that follows needs it."`
	MessageID       string  `json:"message_id,omitempty" maxLength:"1024" doc:"Within its duplicate window a stream keeps one message with an id (Nats-Msg-Id)."`
	ExpectedStream  string  `json:"expected_stream,omitempty" maxLength:"255" doc:"The stream that takes it must be this one."`
	ExpectedLast    *uint64 `json:"expected_last_sequence,omitempty" doc:"The last message of the stream must have this sequence."`
	ExpectedSubject *uint64 `json:"expected_last_subject_sequence,omitempty" doc:"The last message of this subject must have this sequence; 0 when there must be none."`
	ExpectedID      string  `json:"expected_last_msg_id,omitempty" maxLength:"1024" doc:"The last message of the stream must have this id."`
	TTL             string  `json:"ttl,omitempty" maxLength:"32" example:"24h" doc:"How long the stream keeps it: a Go duration of at least 1s, or never. Needs NATS 2.11, and a stream with allow_msg_ttl."`
}

// PublishedMessage says that a message is out.
type PublishedMessage struct {
	Published bool        `json:"published" doc:"true"`
	Size      int         `json:"size" doc:"Bytes of the payload."`
	Took      string      `json:"took" example:"1.2ms" doc:"Until the server had it, or the stream had acknowledged it. Go duration."`
	Ack       *PublishAck `json:"ack,omitempty" doc:"With jetstream."`
}

// PublishAck is a stream's acknowledgement.
type PublishAck struct {
	Stream    string `json:"stream"`
	Sequence  uint64 `json:"sequence"`
	Duplicate bool   `json:"duplicate" doc:"The stream has a message of this id already: sequence is that one's, and nothing was added."`
	Domain    string `json:"domain,omitempty" doc:"JetStream domain."`
	Value     string `json:"value,omitempty" doc:"Of a counter, after the message."`
}

// PublishedMessageOutput answers POST /api/nats/publish/message.
type PublishedMessageOutput struct{ Body PublishedMessage }

func (a *API) publishMessage(ctx context.Context, lease natsconn.Lease, in *PublishMessageInput) (*PublishedMessageOutput, error) {
	msg, err := in.Body.message(lease)
	if err != nil {
		return nil, err
	}
	done, err := send(ctx, lease, msg, in.Body.JetStream)
	if err != nil {
		return nil, err
	}
	return &PublishedMessageOutput{Body: done}, nil
}

// send publishes a message that was checked.
func send(ctx context.Context, lease natsconn.Lease, msg *nats.Msg, toStream bool) (PublishedMessage, error) {
	begin := time.Now()
	done := PublishedMessage{Published: true, Size: len(msg.Data)}
	if !toStream {
		err := pubsub.Publish(ctx, lease, msg)
		done.Took = took(begin)
		return done, err
	}
	ack, err := pubsub.Store(ctx, lease, jetStream(lease), msg)
	done.Took = took(begin)
	done.Ack = (*PublishAck)(&ack)
	return done, err
}

func took(since time.Time) string { return time.Since(since).Round(time.Microsecond).String() }

// message makes and checks what is sent.
func (p *PublishMessage) message(lease natsconn.Lease) (*nats.Msg, error) {
	draft, err := p.draft(p.Subject)
	if err != nil {
		return nil, err
	}
	draft.Reply, draft.JetStream = p.Reply, p.JetStream
	draft.Conditions = pubsub.Conditions{
		MessageID: p.MessageID, ExpectedStream: p.ExpectedStream, ExpectedLastSeq: p.ExpectedLast,
		ExpectedLastSubject: p.ExpectedSubject, ExpectedLastID: p.ExpectedID, TTL: p.TTL,
	}
	return draft.Message(limits(lease))
}

func (o *Outgoing) draft(subject string) (pubsub.Draft, error) {
	data := []byte(o.Data)
	if o.Encoding == "base64" {
		var err error
		if data, err = base64.StdEncoding.DecodeString(o.Data); err != nil {
			return pubsub.Draft{}, fault.New(fault.Unprocessable, "validation_failed", "The payload is not Base64.").WithField("body.data")
		}
	}
	return pubsub.Draft{Subject: subject, Header: o.Headers, Data: data, System: o.ConfirmSystem}, nil
}

func limits(lease natsconn.Lease) pubsub.Limits {
	s := lease.Server()
	return pubsub.Limits{MaxPayload: s.MaxPayload, APIPrefix: jetStream(lease).Prefix, Version: s.Version, APILevel: s.APILevel}
}
