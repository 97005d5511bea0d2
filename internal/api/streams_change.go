package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamChangeRoutes(tag string) {
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/purge", "purge-stream", write, tag, "Remove messages of a stream",
		"Those that all given fields agree on; without any, all messages. See effects first.", http.StatusUnprocessableEntity), a.purgeStream)
	registerLeased(a, answersRaw[StreamDetail](a, operation(http.MethodPost, "/api/nats/streams/{stream}/seal", "seal-stream", write, tag, "Seal a stream",
		"For ever: nothing comes into it, and nothing goes. See effects first.", http.StatusUnprocessableEntity), http.StatusOK), a.sealStream)
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/leader/stepdown", "step-down-stream-leader", write, tag, "Let the replicas choose another leader",
		"Waits up to 5 s for the new one.", http.StatusUnprocessableEntity), a.stepDownStream)
	registerLeased(a, operation(http.MethodPost, "/api/nats/streams/{stream}/peers/remove", "remove-stream-peer", write, tag, "Take a server out of a stream",
		"The cluster puts another in its place, if it has one.", http.StatusUnprocessableEntity), a.removeStreamPeer)
}

// PurgeStreamInput says what goes.
type PurgeStreamInput struct {
	InStream
	Body StreamPurge
}

// StreamPurge says which messages go.
type StreamPurge struct {
	Subject string `json:"subject,omitempty" minLength:"1" maxLength:"4096" doc:"Only messages of this subject, which may have wildcards."`
	UpTo    uint64 `json:"up_to,omitempty" minimum:"1" doc:"Only messages with a lower sequence. Not together with keep."`
	Keep    uint64 `json:"keep,omitempty" minimum:"1" doc:"All but so many of the newest. Not together with up_to."`
}

// UnmarshalJSON implements json.Unmarshaler. A field that is null says nothing, which
// would be everything: whoever has it so made a slip.
func (p *StreamPurge) UnmarshalJSON(text []byte) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	for name, value := range members {
		if string(value) == "null" {
			return errors.New(name + " is null: leave it out, or say what goes")
		}
	}
	type plain StreamPurge
	return json.Unmarshal(text, (*plain)(p))
}

// StreamPurged says how many messages went.
type StreamPurged struct {
	Purged uint64 `json:"purged"`
}

// StreamPurgedOutput answers POST /api/nats/streams/{stream}/purge.
type StreamPurgedOutput struct{ Body StreamPurged }

func (a *API) purgeStream(ctx context.Context, lease natsconn.Lease, in *PurgeStreamInput) (*StreamPurgedOutput, error) {
	n, err := stream.Purged(ctx, jetStream(lease), in.Stream, stream.Purge(in.Body))
	if err != nil {
		return nil, err
	}
	return &StreamPurgedOutput{Body: StreamPurged{Purged: n}}, nil
}

// SealStreamInput says which configuration is sealed.
type SealStreamInput struct {
	InStream
	Body StreamSeal
}

// StreamSeal says which configuration is sealed.
type StreamSeal struct {
	Revision string `json:"revision" minLength:"1" maxLength:"64" doc:"Of the configuration that was looked at."`
}

func (a *API) sealStream(ctx context.Context, lease natsconn.Lease, in *SealStreamInput) (*RawOutput, error) {
	return documentOutput(a.streams.Seal(ctx, jetStream(lease), edit(lease, in.Stream, in.Body.Revision)))
}

// StreamLeader is who leads a stream.
type StreamLeader struct {
	Leader string `json:"leader,omitempty" doc:"Absent when none was chosen in time."`
}

// StreamLeaderOutput answers POST /api/nats/streams/{stream}/leader/stepdown.
type StreamLeaderOutput struct{ Body StreamLeader }

func (a *API) stepDownStream(ctx context.Context, lease natsconn.Lease, in *InStream) (*StreamLeaderOutput, error) {
	leader, err := stream.StepDown(ctx, jetStream(lease), in.Stream)
	if err != nil {
		return nil, err
	}
	return &StreamLeaderOutput{Body: StreamLeader{Leader: leader}}, nil
}

// RemovePeerInput says which server goes.
type RemovePeerInput struct {
	InStream
	Body PeerRemoval
}

// PeerRemoval says which server goes.
type PeerRemoval struct {
	Peer string `json:"peer" minLength:"1" maxLength:"256" doc:"The server's name."`
}

// Removed says that something was taken out.
type Removed struct {
	Removed bool `json:"removed" doc:"true"`
}

// RemovedOutput answers operations that take something out.
type RemovedOutput struct{ Body Removed }

func (a *API) removeStreamPeer(ctx context.Context, lease natsconn.Lease, in *RemovePeerInput) (*RemovedOutput, error) {
	if err := stream.RemovePeer(ctx, jetStream(lease), in.Stream, in.Body.Peer); err != nil {
		return nil, err
	}
	return &RemovedOutput{Body: Removed{Removed: true}}, nil
}
