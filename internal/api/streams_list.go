package api

import (
	"context"
	"net/http"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamListRoutes(tag string) {
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams", "streams", read, tag, "The account's streams",
		"In the order of their names, and not narrowed down, they are read page by page. For everything else all of them are read, 100,000 at most; "+
			"what was found is kept for half a minute, so that the pages of one listing are of one time. A first page is always new.", http.StatusUnprocessableEntity), a.listStreams)
}

// ListStreamsInput says which streams are listed, and in which order.
type ListStreamsInput struct {
	OnConnection
	Sort      string   `query:"sort" enum:"name,messages,bytes,consumers,last,full" default:"name" doc:"last is the time of the last message. Streams without a message, or without a limit, are last in last and full."`
	Order     string   `query:"order" enum:"asc,desc" doc:"asc by name, desc by everything else when absent."`
	Q         string   `query:"q" maxLength:"255" doc:"A part of the name or of a subject, whatever its case."`
	Subject   string   `query:"subject" maxLength:"4096" doc:"Streams that take some of the subjects that this matches."`
	Kind      []string `query:"kind" enum:"stream,mirror,kv,objects" maxItems:"4"`
	Storage   string   `query:"storage" enum:"file,memory"`
	Retention string   `query:"retention" enum:"limits,interest,workqueue"`
	Only      []string `query:"only" enum:"empty,idle,sealed,near_limit,no_leader" maxItems:"5" doc:"All must hold. idle: no message for 24 hours; near_limit: 85 % of max_msgs or max_bytes."`
	Limit     int      `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Cursor    string   `query:"cursor" maxLength:"8192" doc:"next_cursor of the page before, with everything else the same."`
}

// StreamList is a page of the account's streams.
type StreamList struct {
	Streams      []StreamSummary `json:"streams"`
	Total        int             `json:"total" doc:"Streams that match. When partial: of those that were read."`
	StreamsTotal int             `json:"streams_total" doc:"Streams that the account has."`
	Partial      bool            `json:"partial" doc:"The time did not suffice for all streams."`
	Missing      []string        `json:"missing" doc:"Streams that the server named and knew nothing of; 100 at most."`
	MissingTotal int             `json:"missing_total"`
	NextCursor   string          `json:"next_cursor,omitempty" doc:"Absent on the last page."`
	Nearest      string          `json:"nearest,omitempty" doc:"When nothing matched q: the name that is most like it."`
	At           time.Time       `json:"at" doc:"When the streams were read: all pages of one listing are of one time, if they follow within half a minute."`
}

// StreamSummary is a stream in a list.
type StreamSummary struct {
	Name               string     `json:"name"`
	Kind               string     `json:"kind" enum:"stream,mirror,kv,objects" doc:"kv and objects are the streams behind a bucket."`
	Description        string     `json:"description,omitempty" doc:"256 bytes at most."`
	Subjects           []string   `json:"subjects" doc:"The first 5."`
	SubjectsConfigured int        `json:"subjects_configured" doc:"How many there are."`
	Mirror             string     `json:"mirror,omitempty" doc:"The stream that it mirrors."`
	Sources            int        `json:"sources,omitempty" doc:"How many streams it takes from."`
	Storage            string     `json:"storage" enum:"file,memory"`
	Retention          string     `json:"retention" enum:"limits,interest,workqueue"`
	Discard            string     `json:"discard" enum:"old,new"`
	Compression        string     `json:"compression,omitempty" doc:"Absent without."`
	Replicas           int        `json:"replicas"`
	Sealed             bool       `json:"sealed,omitempty"`
	Messages           uint64     `json:"messages"`
	Bytes              uint64     `json:"bytes"`
	FirstSequence      uint64     `json:"first_sequence"`
	LastSequence       uint64     `json:"last_sequence"`
	FirstTime          *time.Time `json:"first_time,omitempty" doc:"Absent without messages."`
	LastTime           *time.Time `json:"last_time,omitempty" doc:"Absent when there was no message yet."`
	Deleted            uint64     `json:"deleted,omitempty" doc:"Sequences between first and last that are gone."`
	SubjectsTotal      uint64     `json:"subjects_total,omitempty" doc:"Subjects that have messages."`
	Consumers          uint64     `json:"consumers"`
	MaxMessages        int64      `json:"max_messages,omitempty" doc:"Absent without limit."`
	MaxBytes           int64      `json:"max_bytes,omitempty" doc:"Absent without limit."`
	MaxAge             int64      `json:"max_age,omitempty" doc:"Nanoseconds; absent without limit."`
	Full               *float64   `json:"full,omitempty" minimum:"0" example:"0.92" doc:"How full it is, 1 is full: the fuller of messages and bytes. Absent without a limit of either."`
	Leader             string     `json:"leader,omitempty" doc:"The server that leads it."`
	Health             string     `json:"health" enum:"ok,no_leader,replica_offline,replica_behind,source_failing,offline"`
	Created            time.Time  `json:"created"`
}

// StreamListOutput answers GET /api/nats/streams.
type StreamListOutput struct{ Body StreamList }

func (a *API) listStreams(ctx context.Context, lease natsconn.Lease, in *ListStreamsInput) (*StreamListOutput, error) {
	q := stream.Query{
		Sort: stream.Sort(in.Sort), Descending: in.Order == "desc" || in.Order == "" && in.Sort != string(stream.ByName),
		Contains: in.Q, Subject: in.Subject, Storage: in.Storage, Retention: in.Retention, Limit: in.Limit, Cursor: in.Cursor,
	}
	for _, k := range in.Kind {
		q.Kinds = append(q.Kinds, stream.Kind(k))
	}
	for _, c := range in.Only {
		q.Only = append(q.Only, stream.Condition(c))
	}
	page, err := a.lists.List(ctx, jetStream(lease), lease.Connection().ID(), q)
	if err != nil {
		return nil, err
	}
	body := StreamList{
		Streams: make([]StreamSummary, 0, len(page.Streams)), Total: page.Total, StreamsTotal: page.Account, Partial: page.Partial,
		Missing: append([]string{}, page.Missing...), MissingTotal: page.MissingAll, NextCursor: page.Next, Nearest: page.Nearest, At: page.At,
	}
	for i := range page.Streams {
		body.Streams = append(body.Streams, streamSummary(&page.Streams[i]))
	}
	return &StreamListOutput{Body: body}, nil
}

func streamSummary(s *stream.Summary) StreamSummary {
	sum := StreamSummary{
		Name: s.Name, Kind: string(s.Kind), Description: s.Description, Subjects: s.Subjects, SubjectsConfigured: s.SubjectsConfigured,
		Mirror: s.Mirror, Sources: s.Sources, Storage: s.Storage, Retention: s.Retention, Discard: s.Discard, Compression: s.Compression,
		Replicas: s.Replicas, Sealed: s.Sealed, Messages: s.Messages, Bytes: s.Bytes, FirstSequence: s.FirstSeq, LastSequence: s.LastSeq,
		FirstTime: there(s.FirstTime), LastTime: there(s.LastTime), Deleted: s.Deleted, SubjectsTotal: s.SubjectsTotal, Consumers: s.Consumers,
		MaxMessages: s.MaxMessages, MaxBytes: s.MaxBytes, MaxAge: int64(s.MaxAge), Leader: s.Leader, Health: string(s.Health), Created: s.Created,
	}
	if s.Full >= 0 {
		sum.Full = &s.Full
	}
	return sum
}

// there is a time that may be absent.
func there(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
