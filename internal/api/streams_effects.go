package api

import (
	"context"
	"net/http"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamEffectRoutes(tag string) {
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams/{stream}/effects", "stream-effects", read, tag, "What a change of a stream would hit",
		"Messages, consumers, and the streams that take from it, before a purge, a seal or a deletion. Reads the whole list of streams.", http.StatusUnprocessableEntity), a.streamEffects)
}

// StreamEffectsInput says what would be done.
type StreamEffectsInput struct {
	InStream
	Of      string `query:"of" required:"true" enum:"purge,seal,delete"`
	Subject string `query:"subject" maxLength:"4096" doc:"Of a purge, as in its body."`
	UpTo    uint64 `query:"up_to" minimum:"1" doc:"Of a purge, as in its body."`
	Keep    uint64 `query:"keep" minimum:"1" doc:"Of a purge, as in its body."`
}

// StreamEffects is what a change would hit.
type StreamEffects struct {
	Messages        uint64           `json:"messages" doc:"That go; of seal, that stay for ever."`
	MessagesExact   bool             `json:"messages_exact" doc:"false: an estimate."`
	Bytes           uint64           `json:"bytes"`
	BytesExact      bool             `json:"bytes_exact" doc:"false: an estimate, from the average size."`
	ConsumersTotal  int              `json:"consumers_total"`
	ConsumersUnread int              `json:"consumers_unread" doc:"Of them: have not had all of their messages yet."`
	ConsumersInUse  int              `json:"consumers_in_use" doc:"Of them: somebody pulls from it, or is subscribed to what it delivers."`
	Consumers       []EffectConsumer `json:"consumers" doc:"Those that are hit hardest: in use first, then by pending; 20 at most."`
	Mirrors         []string         `json:"mirrors" doc:"Streams that mirror it; 100 at most."`
	SourcesOf       []string         `json:"sources_of" doc:"Streams that have it as a source; 100 at most."`
	Partial         bool             `json:"partial" doc:"Not everything could be read: there may be more."`
}

// EffectConsumer is a consumer that a change would hit.
type EffectConsumer struct {
	Name      string `json:"name"`
	Durable   bool   `json:"durable"`
	Pending   uint64 `json:"pending" doc:"Messages that it has not had yet."`
	Waiting   int    `json:"waiting" doc:"Pull requests that wait."`
	PushBound bool   `json:"push_bound" doc:"Somebody is subscribed to what it delivers."`
}

// StreamEffectsOutput answers GET /api/nats/streams/{stream}/effects.
type StreamEffectsOutput struct{ Body StreamEffects }

func (a *API) streamEffects(ctx context.Context, lease natsconn.Lease, in *StreamEffectsInput) (*StreamEffectsOutput, error) {
	p := stream.Purge{Subject: in.Subject, UpTo: in.UpTo, Keep: in.Keep}
	if in.Of != "purge" && p != (stream.Purge{}) {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "Only a purge is of some messages.").WithField("query.of")
	}
	e, err := stream.Preview(ctx, jetStream(lease), in.Stream, p)
	if err != nil {
		return nil, err
	}
	body := StreamEffects{
		Messages: e.Messages, MessagesExact: e.MessagesExact, Bytes: e.Bytes, BytesExact: e.BytesExact,
		ConsumersTotal: e.ConsumersTotal, ConsumersUnread: e.ConsumersUnread, ConsumersInUse: e.ConsumersInUse, Consumers: make([]EffectConsumer, 0, len(e.Consumers)),
		Mirrors: append([]string{}, e.Mirrors...), SourcesOf: append([]string{}, e.SourcesOf...), Partial: e.Partial,
	}
	for _, h := range e.Consumers {
		body.Consumers = append(body.Consumers, EffectConsumer(h))
	}
	return &StreamEffectsOutput{Body: body}, nil
}
