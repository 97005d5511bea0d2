package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) consumerChangeRoutes() {
	path := func(verb string) string { return "/api/nats/streams/{stream}/consumers/{consumer}/" + verb }
	registerLeased(a, operation(http.MethodPost, path("pause"), "pause-consumer", write, consumersTag, "Pause a consumer",
		"It delivers nothing until then; what is in flight can still be acknowledged. NATS 2.11.", http.StatusUnprocessableEntity), a.pauseConsumer)
	registerLeased(a, operation(http.MethodPost, path("resume"), "resume-consumer", write, consumersTag, "End a consumer's pause",
		"It is no error that there is none. NATS 2.11.", http.StatusUnprocessableEntity), a.resumeConsumer)
	registerLeased(a, operation(http.MethodPost, path("unpin"), "unpin-consumer", write, consumersTag, "Take a priority group away from the client that has it",
		"The next client that asks gets it. NATS 2.11.", http.StatusUnprocessableEntity), a.unpinConsumer)
	registerLeased(a, answersRaw[ConsumerDetail](a, operation(http.MethodPost, path("reset"), "reset-consumer", write, consumersTag, "Let a consumer begin again",
		"At a sequence of the stream, or behind what is acknowledged. What is in flight is forgotten and comes again. NATS 2.14.", http.StatusUnprocessableEntity), http.StatusOK), a.resetConsumer)
}

// PauseConsumerInput says how long a consumer is paused.
type PauseConsumerInput struct {
	InConsumer
	Body ConsumerPause
}

// ConsumerPause says until when.
type ConsumerPause struct {
	Until *time.Time `json:"until,omitempty" doc:"Until then. This or for."`
	For   string     `json:"for,omitempty" maxLength:"64" example:"1h30m" doc:"For so long from now; Go duration."`
}

// ConsumerPaused says whether a consumer is paused.
type ConsumerPaused struct {
	Paused      bool       `json:"paused"`
	PausedUntil *time.Time `json:"paused_until,omitempty" doc:"Absent when it is not."`
}

// ConsumerPausedOutput answers pause and resume.
type ConsumerPausedOutput struct{ Body ConsumerPaused }

func (a *API) pauseConsumer(ctx context.Context, lease natsconn.Lease, in *PauseConsumerInput) (*ConsumerPausedOutput, error) {
	until, err := in.Body.end(time.Now())
	if err != nil {
		return nil, err
	}
	return consumerPaused(consumer.Pause(ctx, jetStream(lease), in.Stream, in.Consumer, until))
}

// longestPause bounds what somebody may mean.
const longestPause = 100 * 365 * 24 * time.Hour

// end returns when a pause that begins now ends.
func (p *ConsumerPause) end(now time.Time) (time.Time, error) {
	invalid := func(field, detail string) (time.Time, error) {
		return time.Time{}, fault.New(fault.Unprocessable, "validation_failed", detail).WithField("body." + field)
	}
	switch {
	case (p.Until == nil) == (p.For == ""):
		return invalid("until", "Say until when or for how long, one of them.")
	case p.Until != nil && !p.Until.After(now):
		return invalid("until", "This time is past.")
	case p.Until != nil && p.Until.Sub(now) > longestPause:
		return invalid("until", "A pause takes at most 100 years.")
	case p.Until != nil:
		return *p.Until, nil
	}
	d, err := time.ParseDuration(p.For)
	if err != nil || d <= 0 || d > longestPause {
		return invalid("for", "A duration looks like 1h30m; it is longer than nothing and at most 100 years.")
	}
	return now.Add(d), nil
}

func (a *API) resumeConsumer(ctx context.Context, lease natsconn.Lease, in *InConsumer) (*ConsumerPausedOutput, error) {
	return consumerPaused(consumer.Resume(ctx, jetStream(lease), in.Stream, in.Consumer))
}

func consumerPaused(s consumer.PauseState, err error) (*ConsumerPausedOutput, error) {
	if err != nil {
		return nil, err
	}
	body := ConsumerPaused{Paused: s.Paused}
	if s.Paused {
		body.PausedUntil = known(s.Until)
	}
	return &ConsumerPausedOutput{Body: body}, nil
}

// UnpinConsumerInput says which group is taken away.
type UnpinConsumerInput struct {
	InConsumer
	Body ConsumerUnpin
}

// ConsumerUnpin names a priority group.
type ConsumerUnpin struct {
	Group string `json:"group" minLength:"1" maxLength:"64"`
}

// ConsumerUnpinned says that nobody has the group.
type ConsumerUnpinned struct {
	Unpinned bool `json:"unpinned" doc:"true"`
}

// ConsumerUnpinnedOutput answers POST …/unpin.
type ConsumerUnpinnedOutput struct{ Body ConsumerUnpinned }

func (a *API) unpinConsumer(ctx context.Context, lease natsconn.Lease, in *UnpinConsumerInput) (*ConsumerUnpinnedOutput, error) {
	if err := consumer.Unpin(ctx, jetStream(lease), in.Stream, in.Consumer, in.Body.Group); err != nil {
		return nil, err
	}
	return &ConsumerUnpinnedOutput{Body: ConsumerUnpinned{Unpinned: true}}, nil
}

// ResetConsumerInput says where a consumer begins again.
type ResetConsumerInput struct {
	InConsumer
	Body ConsumerReset
}

// ConsumerReset says where a consumer begins again.
type ConsumerReset struct {
	Sequence uint64 `json:"sequence,omitempty" minimum:"1" doc:"Of the stream. Absent: behind what is acknowledged."`
}

func (a *API) resetConsumer(ctx context.Context, lease natsconn.Lease, in *ResetConsumerInput) (*RawOutput, error) {
	d, r, err := consumer.Reset(ctx, jetStream(lease), in.Stream, in.Consumer, in.Body.Sequence)
	return a.consumerOutput(ctx, lease, d, r, err)
}
