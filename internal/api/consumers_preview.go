package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) consumerPreviewRoutes() {
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/consumers/preview", "preview-consumer", read, consumersTag, "What a consumer would get",
		"Of the messages that are in the stream now, by its filters and its deliver policy. No consumer is made: the stream is asked for counts and single messages. "+
			"Where that does not suffice, exact is false and messages the most that it can be.", http.StatusUnprocessableEntity), a.previewConsumer)
}

// ConsumerPreview is what a consumer would get.
type ConsumerPreview struct {
	Messages uint64        `json:"messages" doc:"That are there now."`
	Exact    bool          `json:"exact" doc:"false: messages is the most that it can be. It needs a stream that allows direct gets, on NATS 2.11 or later, to be exact everywhere."`
	First    *FoundMessage `json:"first,omitempty" doc:"The first that it would get. Absent when there is none, or it is not known."`
	Last     *FoundMessage `json:"last,omitempty" doc:"The last that it would get of what is there now."`
	Subjects uint64        `json:"subjects,omitempty" doc:"With last_per_subject: how many subjects."`
	Sentence string        `json:"sentence" example:"Would start at sequence 12 and get 4,118 messages."`
}

// FoundMessage is a message without its content.
type FoundMessage struct {
	Sequence uint64    `json:"seq"`
	Subject  string    `json:"subject"`
	Time     time.Time `json:"time"`
}

// PreviewConsumerOutput answers POST …/consumers/preview.
type PreviewConsumerOutput struct{ Body ConsumerPreview }

func (a *API) previewConsumer(ctx context.Context, lease natsconn.Lease, in *CreateConsumerInput) (*PreviewConsumerOutput, error) {
	p, err := consumer.Look(ctx, jetStream(lease), in.Stream, in.Body.Config)
	if err != nil {
		return nil, err
	}
	return &PreviewConsumerOutput{Body: ConsumerPreview{
		Messages: p.Messages, Exact: p.Exact, First: foundMessage(p.First), Last: foundMessage(p.Last), Subjects: p.Subjects, Sentence: p.Sentence,
	}}, nil
}

func foundMessage(f *consumer.Found) *FoundMessage {
	if f == nil {
		return nil
	}
	return &FoundMessage{Sequence: f.Sequence, Subject: f.Subject, Time: f.Time.UTC()}
}
