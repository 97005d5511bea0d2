package api

// StreamLineage is where a stream's messages come from and go to, as a graph.
type StreamLineage struct {
	Nodes   []LineageNode `json:"nodes" doc:"The stream that was asked for first."`
	Edges   []LineageEdge `json:"edges"`
	Partial bool          `json:"partial" doc:"Not everything could be read: there may be more."`
}

// LineageNode is a stream, or a subject that is published to.
type LineageNode struct {
	ID       string  `json:"id" doc:"Names it in the edges."`
	Name     string  `json:"name"`
	Kind     string  `json:"kind" enum:"stream,mirror,kv,objects,external,subject" doc:"external is a stream behind another API prefix."`
	Known    bool    `json:"known" doc:"false: there is no such stream in this account, or it is not seen from here."`
	Messages *uint64 `json:"messages,omitempty" doc:"Of streams that are known."`
}

// LineageEdge is a way that messages take.
type LineageEdge struct {
	From      string             `json:"from"`
	To        string             `json:"to"`
	Kind      string             `json:"kind" enum:"mirror,source,republish"`
	Filter    string             `json:"filter,omitempty" doc:"Only messages of this subject."`
	Transform []SubjectTransform `json:"transform,omitempty" doc:"How subjects change on the way."`
	Lag       *uint64            `json:"lag,omitempty" doc:"Messages that are still to come. Absent when not known."`
	Active    string             `json:"active,omitempty" example:"2s" doc:"Since the last word. Go duration; absent before the first."`
	Error     string             `json:"error,omitempty" doc:"Why nothing comes, in the server's words."`
	External  *ExternalAPI       `json:"external,omitempty" doc:"How the origin is reached."`
}
