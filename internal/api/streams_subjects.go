package api

// StreamSubjects is a page of the subjects that have messages.
type StreamSubjects struct {
	Subjects   []SubjectCount `json:"subjects"`
	Total      int            `json:"total" doc:"Subjects that match."`
	Partial    bool           `json:"partial" doc:"The time did not suffice for all of them."`
	NextCursor string         `json:"next_cursor,omitempty" doc:"Absent on the last page."`
}

// SubjectCount is a subject with its messages.
type SubjectCount struct {
	Subject  string `json:"subject"`
	Messages uint64 `json:"messages"`
}
