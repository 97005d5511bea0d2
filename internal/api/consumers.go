package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/consumer"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

const consumersTag = "consumers"

func (a *API) consumerRoutes() {
	a.consumerListRoutes()
	registerLeased(a, answersRaw[ConsumerDetail](a, operation(http.MethodPost, "/api/nats/streams/{stream}/consumers", "create-consumer", write, consumersTag, "Make a consumer",
		"Of a whole configuration in NATS' own JSON. Without name and durable_name the server names it. One that is there already stays as it is. What the server refuses is said beside the field that it names.",
		http.StatusUnprocessableEntity), http.StatusCreated), a.createConsumer)
	registerLeased(a, answersRaw[ConsumerDetail](a, operation(http.MethodGet, "/api/nats/streams/{stream}/consumers/{consumer}", "consumer", read, consumersTag, "A consumer",
		"The server's own answer, with the revision of the configuration before it and how the consumer fares behind it.", http.StatusUnprocessableEntity), http.StatusOK), a.consumerDetail)
	registerLeased(a, answersRaw[ConsumerDetail](a, operation(http.MethodPut, "/api/nats/streams/{stream}/consumers/{consumer}", "update-consumer", write, consumersTag, "Change a consumer's configuration",
		"The configuration is whole and takes the place of the one with the revision; when that has changed meanwhile the answer is 409 consumer_changed. NATS has no compare-and-set: "+
			"HeyNATS looks and changes without letting another of its own users in between, but not somebody who changes the consumer by other means. pause_until stays: there are operations for it.",
		http.StatusUnprocessableEntity), http.StatusOK), a.updateConsumer)
	registerLeased(a, operation(http.MethodDelete, "/api/nats/streams/{stream}/consumers/{consumer}", "delete-consumer", write, consumersTag, "Delete a consumer",
		"What it has acknowledged is forgotten. On an interest stream messages that only it was to get go too.", http.StatusUnprocessableEntity), a.deleteConsumer)
	a.consumerChangeRoutes()
	a.consumerTakeRoutes()
	a.consumerPreviewRoutes()
}

// InConsumer names a consumer in the path. What is no name is refused before NATS
// is asked.
type InConsumer struct {
	InStream
	Consumer string `path:"consumer" maxLength:"1024" doc:"The consumer's name." example:"billing"`
}

// ConsumerDetail is a consumer as the server describes it, and how it fares.
type ConsumerDetail struct {
	Revision       string                  `json:"revision" example:"9f2c61d0a4be7715" doc:"Names the configuration; send it with a change."`
	StreamName     string                  `json:"stream_name"`
	Name           string                  `json:"name"`
	Created        time.Time               `json:"created"`
	Config         ConsumerConfig          `json:"config"`
	Delivered      ConsumerPlace           `json:"delivered" doc:"The last message delivered."`
	AckFloor       ConsumerPlace           `json:"ack_floor" doc:"All up to here are acknowledged."`
	NumAckPending  int64                   `json:"num_ack_pending" doc:"Delivered and not acknowledged."`
	NumRedelivered int64                   `json:"num_redelivered" doc:"Of those delivered more than once."`
	NumWaiting     int64                   `json:"num_waiting" doc:"Pull requests that wait."`
	NumPending     int64                   `json:"num_pending" doc:"Not delivered yet."`
	Cluster        *StreamCluster          `json:"cluster,omitempty" doc:"Who keeps it."`
	PushBound      bool                    `json:"push_bound,omitempty" doc:"Somebody is subscribed to the deliver subject."`
	Paused         bool                    `json:"paused,omitempty"`
	PauseRemaining int64                   `json:"pause_remaining,omitempty" doc:"Nanoseconds."`
	PriorityGroups []ConsumerPriorityGroup `json:"priority_groups,omitempty"`
	ResetSeq       int64                   `json:"reset_seq,omitempty" doc:"Only in the answer to a reset: the sequence it begins at."`
	TS             *time.Time              `json:"ts,omitempty" doc:"When the server answered, by its clock."`
	Verdict        ConsumerVerdict         `json:"verdict" doc:"How it fares."`
	Rates          *ConsumerRates          `json:"rates,omitempty" doc:"Absent without an earlier reading."`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (ConsumerDetail) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// ConsumerConfig is the part of a configuration that is known here.
type ConsumerConfig struct {
	Name              string            `json:"name,omitempty"`
	DurableName       string            `json:"durable_name,omitempty"`
	Description       string            `json:"description,omitempty"`
	DeliverPolicy     string            `json:"deliver_policy" example:"all" doc:"all, last, new, by_start_sequence, by_start_time, last_per_subject."`
	OptStartSeq       int64             `json:"opt_start_seq,omitempty"`
	OptStartTime      *time.Time        `json:"opt_start_time,omitempty"`
	AckPolicy         string            `json:"ack_policy" example:"explicit" doc:"none, all, explicit; flow_control since NATS 2.14."`
	AckWait           int64             `json:"ack_wait,omitempty" doc:"Nanoseconds."`
	MaxDeliver        int64             `json:"max_deliver,omitempty" doc:"-1 is no limit."`
	Backoff           []int64           `json:"backoff,omitempty" doc:"Nanoseconds."`
	FilterSubject     string            `json:"filter_subject,omitempty"`
	FilterSubjects    []string          `json:"filter_subjects,omitempty"`
	ReplayPolicy      string            `json:"replay_policy" example:"instant"`
	RateLimitBPS      int64             `json:"rate_limit_bps,omitempty" doc:"Bits per second."`
	SampleFreq        string            `json:"sample_freq,omitempty"`
	MaxWaiting        int64             `json:"max_waiting,omitempty"`
	MaxAckPending     int64             `json:"max_ack_pending,omitempty" doc:"-1 is no limit."`
	FlowControl       bool              `json:"flow_control,omitempty"`
	HeadersOnly       bool              `json:"headers_only,omitempty"`
	MaxBatch          int64             `json:"max_batch,omitempty"`
	MaxExpires        int64             `json:"max_expires,omitempty" doc:"Nanoseconds."`
	MaxBytes          int64             `json:"max_bytes,omitempty"`
	DeliverSubject    string            `json:"deliver_subject,omitempty" doc:"Of push consumers only."`
	DeliverGroup      string            `json:"deliver_group,omitempty"`
	IdleHeartbeat     int64             `json:"idle_heartbeat,omitempty" doc:"Nanoseconds."`
	InactiveThreshold int64             `json:"inactive_threshold,omitempty" doc:"Nanoseconds."`
	NumReplicas       int64             `json:"num_replicas" doc:"0 is as many as the stream has."`
	MemStorage        bool              `json:"mem_storage,omitempty"`
	Metadata          map[string]string `json:"metadata,omitempty" doc:"Names that begin with _nats. are the server's."`
	PauseUntil        *time.Time        `json:"pause_until,omitempty"`
	PriorityGroups    []string          `json:"priority_groups,omitempty"`
	PriorityPolicy    string            `json:"priority_policy,omitempty" example:"pinned_client"`
	PriorityTimeout   int64             `json:"priority_timeout,omitempty" doc:"Nanoseconds."`
}

// TransformSchema implements huma.SchemaTransformer: newer servers have more
// fields.
func (ConsumerConfig) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// ConsumerPlace is a place among the consumer's deliveries and in the stream.
type ConsumerPlace struct {
	ConsumerSeq uint64     `json:"consumer_seq"`
	StreamSeq   uint64     `json:"stream_seq"`
	LastActive  *time.Time `json:"last_active,omitempty" doc:"Absent when the server does not remember."`
}

// ConsumerPriorityGroup is a priority group and who has it.
type ConsumerPriorityGroup struct {
	Group          string     `json:"group"`
	PinnedClientID string     `json:"pinned_client_id,omitempty"`
	PinnedTS       *time.Time `json:"pinned_ts,omitempty" doc:"Year 1 when nobody has it."`
}

// ConsumerVerdict is how a consumer fares.
type ConsumerVerdict struct {
	Level    string `json:"level" enum:"stuck,at_risk,paused,idle,fine" doc:"stuck: messages wait and none are being worked on. at_risk: it works, but not for long, or not as it was meant."`
	Code     string `json:"code" enum:"nobody_pulling,not_started,not_bound,ack_limit,redelivering,falling_behind,slow_ack,filter_matches_nothing,paused,offline,no_leader,idle,keeping_up"`
	Title    string `json:"title" example:"Nobody is pulling"`
	Sentence string `json:"sentence,omitempty" example:"Last delivery 3 h ago; 2,204 messages wait." doc:"With numbers. Absent when the title says it all."`
}

// ConsumerRates are worked out from two readings.
type ConsumerRates struct {
	In   float64 `json:"in" example:"340.2" doc:"Messages a second that come for it."`
	Out  float64 `json:"out" example:"210.4" doc:"Messages a second that it is given."`
	Over string  `json:"over" example:"10s" doc:"Between the readings; Go duration."`
}

// consumerOutput answers with a consumer and how it fares. What its stream says
// makes the verdict better; without it there is one too.
func (a *API) consumerOutput(ctx context.Context, lease natsconn.Lease, d jsapi.Document, r consumer.Reading, err error) (*RawOutput, error) {
	if err != nil {
		return nil, err
	}
	facts, err := consumer.GetStream(ctx, jetStream(lease), r.Stream)
	if err != nil {
		facts = consumer.Stream{}
	}
	row := consumer.RowOf(&r, a.readings.Note(remembers(lease), []*consumer.Reading{&r}), facts)
	if err := d.With("verdict", consumerVerdict(row.Verdict)); err != nil {
		return nil, err
	}
	if row.Rates != nil {
		if err := d.With("rates", consumerRates(row.Rates)); err != nil {
			return nil, err
		}
	}
	return rawJSON(d.JSON()), nil
}

func consumerVerdict(v consumer.Verdict) ConsumerVerdict {
	return ConsumerVerdict{Level: v.Level.String(), Code: string(v.Code), Title: v.Title, Sentence: v.Sentence}
}

func (a *API) consumerDetail(ctx context.Context, lease natsconn.Lease, in *InConsumer) (*RawOutput, error) {
	d, r, err := consumer.Get(ctx, jetStream(lease), in.Stream, in.Consumer)
	return a.consumerOutput(ctx, lease, d, r, err)
}

// CreateConsumerInput carries the configuration of a new consumer.
type CreateConsumerInput struct {
	InStream
	Body NewConsumer
}

// NewConsumer is a consumer to be made.
type NewConsumer struct {
	Config Document `json:"config"`
}

func (a *API) createConsumer(ctx context.Context, lease natsconn.Lease, in *CreateConsumerInput) (*RawOutput, error) {
	if err := consumer.MayCreate(lease.Server().Version); err != nil {
		return nil, err
	}
	d, r, err := consumer.Create(ctx, jetStream(lease), in.Stream, in.Body.Config)
	return a.consumerOutput(ctx, lease, d, r, err)
}

// UpdateConsumerInput carries a configuration to take the place of another.
type UpdateConsumerInput struct {
	InConsumer
	Body ConsumerChange
}

// ConsumerChange is a whole configuration, made from the one with the revision.
type ConsumerChange struct {
	Config   Document `json:"config"`
	Revision string   `json:"revision" minLength:"1" maxLength:"64" doc:"Of the configuration that it is made from."`
}

func (a *API) updateConsumer(ctx context.Context, lease natsconn.Lease, in *UpdateConsumerInput) (*RawOutput, error) {
	change := consumer.Edit{Account: whose(lease), Stream: in.Stream, Name: in.Consumer, Revision: in.Body.Revision}
	d, r, err := a.consumers.Update(ctx, jetStream(lease), change, in.Body.Config)
	return a.consumerOutput(ctx, lease, d, r, err)
}

func (a *API) deleteConsumer(ctx context.Context, lease natsconn.Lease, in *InConsumer) (*DeletedOutput, error) {
	if err := consumer.Delete(ctx, jetStream(lease), in.Stream, in.Consumer); err != nil {
		return nil, err
	}
	return &DeletedOutput{Body: Deleted{Deleted: true}}, nil
}
