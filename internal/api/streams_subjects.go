package api

import (
	"context"
	"net/http"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamSubjectRoutes(tag string) {
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams/{stream}/subjects", "stream-subjects", read, tag, "The subjects that have messages in a stream",
		"Those with the most messages first: for that all of them are read, 100,000 at a time, and the first are kept for half a minute, so that their pages are of one time.",
		http.StatusUnprocessableEntity), a.streamSubjects)
}

// StreamSubjectsInput says which subjects are listed.
type StreamSubjectsInput struct {
	InStream
	Filter string `query:"filter" maxLength:"4096" doc:"Only subjects that this matches, with wildcards."`
	Sort   string `query:"sort" enum:"messages,name" default:"messages" doc:"messages is the most first."`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100"`
	Cursor string `query:"cursor" maxLength:"8192" doc:"next_cursor of the page before, with everything else the same."`
}

// StreamSubjects is a page of the subjects that have messages.
type StreamSubjects struct {
	Subjects   []SubjectCount `json:"subjects"`
	Total      int            `json:"total" doc:"Subjects that match."`
	Partial    bool           `json:"partial" doc:"The time did not suffice for all of them: these are of those that were read, in the order of their names."`
	NextCursor string         `json:"next_cursor,omitempty" doc:"Absent on the last page."`
}

// SubjectCount is a subject with its messages.
type SubjectCount struct {
	Subject  string `json:"subject"`
	Messages uint64 `json:"messages"`
}

// StreamSubjectsOutput answers GET /api/nats/streams/{stream}/subjects.
type StreamSubjectsOutput struct{ Body StreamSubjects }

func (a *API) streamSubjects(ctx context.Context, lease natsconn.Lease, in *StreamSubjectsInput) (*StreamSubjectsOutput, error) {
	page, err := a.lists.Subjects(ctx, jetStream(lease), lease.Connection().ID(), stream.SubjectQuery{
		Stream: in.Stream, Filter: in.Filter, ByName: in.Sort == "name", Limit: in.Limit, Cursor: in.Cursor,
	})
	if err != nil {
		return nil, err
	}
	body := StreamSubjects{Subjects: make([]SubjectCount, 0, len(page.Subjects)), Total: page.Total, Partial: page.Partial, NextCursor: page.Next}
	for _, s := range page.Subjects {
		body.Subjects = append(body.Subjects, SubjectCount(s))
	}
	return &StreamSubjectsOutput{Body: body}, nil
}
