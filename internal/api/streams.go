package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamRoutes() {
	const tag = "streams"
	a.streamListRoutes(tag)
	registerLeased(a, answersRaw[StreamDetail](a, operation(http.MethodPost, "/api/nats/streams", "create-stream", write, tag, "Make a stream",
		"Of a whole configuration in NATS' own JSON. What the server refuses is said beside the field that it names.", http.StatusUnprocessableEntity), http.StatusCreated), a.createStream)
	registerLeased(a, answersRaw[StreamDetail](a, operation(http.MethodGet, "/api/nats/streams/{stream}", "stream", read, tag, "A stream",
		"The server's own answer with the revision of the configuration before it.", http.StatusUnprocessableEntity), http.StatusOK), a.streamDetail)
	registerLeased(a, answersRaw[StreamDetail](a, operation(http.MethodPut, "/api/nats/streams/{stream}", "update-stream", write, tag, "Change a stream's configuration",
		"The configuration is whole and takes the place of the one with the revision; when that has changed meanwhile the answer is 409 stream_changed. NATS has no compare-and-set: "+
			"HeyNATS looks and changes without letting another of its own users in between, but not somebody who changes the stream by other means.", http.StatusUnprocessableEntity), http.StatusOK), a.updateStream)
	registerLeased(a, operation(http.MethodDelete, "/api/nats/streams/{stream}", "delete-stream", write, tag, "Delete a stream",
		"With its messages and consumers. See effects first.", http.StatusUnprocessableEntity), a.deleteStream)
	a.streamChangeRoutes(tag)
	a.streamEffectRoutes(tag)
	a.streamSubjectRoutes(tag)
	a.streamLineageRoutes(tag)
	a.streamBackupRoutes(tag)
}

// InStream names a stream in the path. What is no name is refused before NATS is
// asked.
type InStream struct {
	OnConnection
	Stream string `path:"stream" maxLength:"1024" doc:"The stream's name." example:"ORDERS"`
}

// StreamDetail is a stream as the server describes it.
type StreamDetail struct {
	Revision   string           `json:"revision" example:"9f2c61d0a4be7715" doc:"Names the configuration; send it with a change."`
	Config     StreamConfig     `json:"config"`
	Created    time.Time        `json:"created"`
	State      StreamState      `json:"state"`
	Domain     string           `json:"domain,omitempty"`
	Cluster    *StreamCluster   `json:"cluster,omitempty" doc:"Who keeps it. On a server that is in no cluster it names only the leader."`
	Mirror     *StreamOrigin    `json:"mirror,omitempty" doc:"How a mirror stands."`
	Sources    []StreamOrigin   `json:"sources,omitempty" doc:"How the sources stand."`
	Alternates []StreamInstance `json:"alternates,omitempty" doc:"The stream and its mirrors, the nearest first."`
	TS         *time.Time       `json:"ts,omitempty" doc:"When the server answered, by its clock."`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (StreamDetail) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// StreamConfig is the part of a configuration that is known here.
type StreamConfig struct {
	Name                 string            `json:"name"`
	Description          string            `json:"description,omitempty"`
	Subjects             []string          `json:"subjects,omitempty"`
	Retention            string            `json:"retention" enum:"limits,interest,workqueue"`
	Storage              string            `json:"storage" enum:"file,memory"`
	Discard              string            `json:"discard" enum:"old,new"`
	NumReplicas          int               `json:"num_replicas"`
	MaxConsumers         int64             `json:"max_consumers" doc:"-1 is no limit."`
	MaxMsgs              int64             `json:"max_msgs" doc:"-1 is no limit."`
	MaxBytes             int64             `json:"max_bytes" doc:"-1 is no limit."`
	MaxAge               int64             `json:"max_age" doc:"Nanoseconds; 0 is no limit."`
	MaxMsgsPerSubject    int64             `json:"max_msgs_per_subject" doc:"-1 is no limit."`
	MaxMsgSize           int64             `json:"max_msg_size,omitempty" doc:"-1 is no limit."`
	DuplicateWindow      int64             `json:"duplicate_window,omitempty" doc:"Nanoseconds."`
	Compression          string            `json:"compression,omitempty" enum:"none,s2"`
	FirstSeq             int64             `json:"first_seq,omitempty"`
	NoAck                bool              `json:"no_ack,omitempty"`
	Sealed               bool              `json:"sealed,omitempty"`
	DenyDelete           bool              `json:"deny_delete,omitempty"`
	DenyPurge            bool              `json:"deny_purge,omitempty"`
	AllowRollupHdrs      bool              `json:"allow_rollup_hdrs,omitempty"`
	AllowDirect          bool              `json:"allow_direct,omitempty"`
	MirrorDirect         bool              `json:"mirror_direct,omitempty"`
	DiscardNewPerSubject bool              `json:"discard_new_per_subject,omitempty"`
	Mirror               *StreamSource     `json:"mirror,omitempty"`
	Sources              []StreamSource    `json:"sources,omitempty"`
	SubjectTransform     *SubjectTransform `json:"subject_transform,omitempty"`
	Republish            *StreamRepublish  `json:"republish,omitempty"`
	Metadata             map[string]string `json:"metadata,omitempty" doc:"Names that begin with _nats. are the server's."`
}

// TransformSchema implements huma.SchemaTransformer: it has many more fields.
func (StreamConfig) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

func openEnded(s *huma.Schema) *huma.Schema {
	s.AdditionalProperties = true
	return s
}

// StreamSource says where a mirror or source takes messages from.
type StreamSource struct {
	Name              string             `json:"name"`
	OptStartSeq       int64              `json:"opt_start_seq,omitempty"`
	OptStartTime      *time.Time         `json:"opt_start_time,omitempty"`
	FilterSubject     string             `json:"filter_subject,omitempty"`
	SubjectTransforms []SubjectTransform `json:"subject_transforms,omitempty"`
	External          *ExternalAPI       `json:"external,omitempty"`
}

// TransformSchema implements huma.SchemaTransformer: newer servers have more.
func (StreamSource) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// SubjectTransform maps subjects.
type SubjectTransform struct {
	Src  string `json:"src"`
	Dest string `json:"dest"`
}

// ExternalAPI is how a stream of another account or domain is reached.
type ExternalAPI struct {
	API     string `json:"api" doc:"Prefix of its JetStream API."`
	Deliver string `json:"deliver,omitempty" doc:"Prefix of the subjects that it delivers to."`
}

// StreamRepublish says where stored messages are published again.
type StreamRepublish struct {
	Src         string `json:"src,omitempty"`
	Dest        string `json:"dest"`
	HeadersOnly bool   `json:"headers_only,omitempty"`
}

// StreamState is how a stream stands.
type StreamState struct {
	Messages      int64     `json:"messages"`
	Bytes         int64     `json:"bytes"`
	FirstSeq      int64     `json:"first_seq"`
	FirstTS       time.Time `json:"first_ts" doc:"Year 1 when there is no message."`
	LastSeq       int64     `json:"last_seq"`
	LastTS        time.Time `json:"last_ts" doc:"Year 1 when there was no message."`
	NumSubjects   int64     `json:"num_subjects,omitempty"`
	NumDeleted    int64     `json:"num_deleted,omitempty" doc:"Sequences between first and last that are gone."`
	ConsumerCount int64     `json:"consumer_count"`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (StreamState) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return openEnded(s) }

// StreamCluster is the servers that keep a stream.
type StreamCluster struct {
	Name        string       `json:"name,omitempty"`
	RaftGroup   string       `json:"raft_group,omitempty"`
	Leader      string       `json:"leader,omitempty" doc:"Absent when there is none."`
	LeaderSince *time.Time   `json:"leader_since,omitempty"`
	Replicas    []StreamPeer `json:"replicas,omitempty" doc:"Beside the leader."`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (StreamCluster) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// StreamPeer is a server that keeps a stream and does not lead it.
type StreamPeer struct {
	Name    string `json:"name"`
	Current bool   `json:"current" doc:"Whether it has everything."`
	Offline bool   `json:"offline,omitempty"`
	Active  int64  `json:"active" doc:"Nanoseconds since it was last heard of."`
	Lag     int64  `json:"lag,omitempty" doc:"Operations that it is behind."`
	Peer    string `json:"peer,omitempty"`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (StreamPeer) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema { return openEnded(s) }

// StreamOrigin is how a mirror or a source stands.
type StreamOrigin struct {
	Name              string             `json:"name"`
	External          *ExternalAPI       `json:"external,omitempty"`
	Lag               int64              `json:"lag" doc:"Messages that are still to come."`
	Active            int64              `json:"active" doc:"Nanoseconds since the last word from it; -1 before the first."`
	FilterSubject     string             `json:"filter_subject,omitempty"`
	SubjectTransforms []SubjectTransform `json:"subject_transforms,omitempty"`
	Error             *StreamOriginError `json:"error,omitempty"`
}

// TransformSchema implements huma.SchemaTransformer: newer servers say more.
func (StreamOrigin) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return openEnded(s)
}

// StreamOriginError is why nothing comes.
type StreamOriginError struct {
	Code        int    `json:"code"`
	ErrCode     int    `json:"err_code,omitempty"`
	Description string `json:"description,omitempty"`
}

// StreamInstance is a stream or one of its mirrors.
type StreamInstance struct {
	Name    string `json:"name"`
	Domain  string `json:"domain,omitempty"`
	Cluster string `json:"cluster"`
}

func (a *API) streamDetail(ctx context.Context, lease natsconn.Lease, in *InStream) (*RawOutput, error) {
	return documentOutput(stream.Get(ctx, jetStream(lease), in.Stream))
}

// CreateStreamInput carries the configuration of a new stream.
type CreateStreamInput struct {
	OnConnection
	Body NewStream
}

// NewStream is a stream to be made.
type NewStream struct {
	Config Document `json:"config"`
}

func (a *API) createStream(ctx context.Context, lease natsconn.Lease, in *CreateStreamInput) (*RawOutput, error) {
	return documentOutput(stream.Create(ctx, jetStream(lease), in.Body.Config))
}

// UpdateStreamInput carries a configuration to take the place of another.
type UpdateStreamInput struct {
	InStream
	Body StreamChange
}

// StreamChange is a whole configuration, made from the one with the revision.
type StreamChange struct {
	Config   Document `json:"config"`
	Revision string   `json:"revision" minLength:"1" maxLength:"64" doc:"Of the configuration that it is made from."`
}

func (a *API) updateStream(ctx context.Context, lease natsconn.Lease, in *UpdateStreamInput) (*RawOutput, error) {
	return documentOutput(a.streams.Update(ctx, jetStream(lease), edit(lease, in.Stream, in.Body.Revision), in.Body.Config))
}

func edit(lease natsconn.Lease, name, revision string) stream.Edit {
	return stream.Edit{Account: whose(lease), Stream: name, Revision: revision}
}

// whose tells accounts apart: the one of a server or cluster, by the prefix that
// leads to it.
func whose(lease natsconn.Lease) string {
	server := lease.Server()
	where := server.Cluster
	if where == "" {
		where = server.ID
	}
	return where + " " + server.Account + " " + jetStream(lease).Prefix
}

// Deleted says that something is gone.
type Deleted struct {
	Deleted bool `json:"deleted" doc:"true"`
}

// DeletedOutput answers operations that delete.
type DeletedOutput struct{ Body Deleted }

func (a *API) deleteStream(ctx context.Context, lease natsconn.Lease, in *InStream) (*DeletedOutput, error) {
	if err := stream.Delete(ctx, jetStream(lease), in.Stream); err != nil {
		return nil, err
	}
	return &DeletedOutput{Body: Deleted{Deleted: true}}, nil
}
