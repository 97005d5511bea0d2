package api

import (
	"context"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

// PublishTargetInput names a subject.
type PublishTargetInput struct {
	OnConnection
	Subject string `query:"subject" required:"true" minLength:"1" maxLength:"3072" doc:"One subject, without wildcards."`
}

// PublishTarget is the stream that takes a subject.
type PublishTarget struct {
	Stream     string `json:"stream,omitempty" doc:"Absent when no stream takes the subject: then only those get the message who listen at that moment. All else is absent then, too."`
	NoAck      bool   `json:"no_ack,omitempty" doc:"It acknowledges nothing."`
	Sealed     bool   `json:"sealed,omitempty" doc:"Nothing comes into it any more."`
	TTL        bool   `json:"allow_msg_ttl,omitempty" doc:"Messages may have a lifetime of their own."`
	MaxSize    int64  `json:"max_msg_size,omitempty" doc:"Bytes of a message; absent without a limit."`
	Duplicates string `json:"duplicate_window,omitempty" example:"2m0s" doc:"How long it knows the ids of messages. Go duration."`
	Messages   uint64 `json:"messages" doc:"That it has."`
	LastSeq    uint64 `json:"last_seq" doc:"Sequence of the last one."`
}

// PublishTargetOutput answers GET /api/nats/publish/target.
type PublishTargetOutput struct{ Body PublishTarget }

func (a *API) publishTarget(ctx context.Context, lease natsconn.Lease, in *PublishTargetInput) (*PublishTargetOutput, error) {
	if err := pubsub.CheckTarget("query.subject", in.Subject, len(in.Subject)); err != nil {
		return nil, err
	}
	t, err := pubsub.Find(ctx, jetStream(lease), in.Subject)
	if err != nil {
		return nil, err
	}
	body := PublishTarget{
		Stream: t.Stream, NoAck: t.NoAck, Sealed: t.Sealed, TTL: t.TTL, MaxSize: t.MaxSize, Messages: t.Messages, LastSeq: t.LastSeq,
	}
	if t.Duplicates > 0 {
		body.Duplicates = t.Duplicates.String()
	}
	return &PublishTargetOutput{Body: body}, nil
}

// SuggestSubjectsInput says which subjects are looked for.
type SuggestSubjectsInput struct {
	OnConnection
	Contains string `query:"contains" maxLength:"256" doc:"Part of the subject, in any case."`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
}

// SuggestedSubjects are subjects to choose from.
type SuggestedSubjects struct {
	Subjects []SuggestedSubject `json:"subjects" doc:"In the order of their streams' names."`
	Partial  bool               `json:"partial" doc:"There are more, or not all streams could be read."`
}

// SuggestedSubject is a subject that a stream takes.
type SuggestedSubject struct {
	Subject string `json:"subject" doc:"As the stream is configured, so maybe with wildcards."`
	Stream  string `json:"stream"`
}

// SuggestedSubjectsOutput answers GET /api/nats/subscribe/subjects.
type SuggestedSubjectsOutput struct{ Body SuggestedSubjects }

func (a *API) suggestSubjects(ctx context.Context, lease natsconn.Lease, in *SuggestSubjectsInput) (*SuggestedSubjectsOutput, error) {
	found, err := pubsub.Suggest(ctx, jetStream(lease), in.Contains, in.Limit)
	if err != nil {
		return nil, err
	}
	body := SuggestedSubjects{Subjects: make([]SuggestedSubject, 0, len(found.Subjects)), Partial: found.Partial}
	for _, s := range found.Subjects {
		body.Subjects = append(body.Subjects, SuggestedSubject(s))
	}
	return &SuggestedSubjectsOutput{Body: body}, nil
}
