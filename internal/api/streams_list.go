package api

import "time"

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
