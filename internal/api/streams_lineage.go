package api

import (
	"context"
	"net/http"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/stream"
)

func (a *API) streamLineageRoutes(tag string) {
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams/{stream}/lineage", "stream-lineage", read, tag, "Where a stream's messages come from and go to",
		"Mirrors, sources and republishing, over any number of steps in both directions. Reads the whole list of streams.", http.StatusUnprocessableEntity), a.streamLineage)
}

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

// StreamLineageOutput answers GET /api/nats/streams/{stream}/lineage.
type StreamLineageOutput struct{ Body StreamLineage }

func (a *API) streamLineage(ctx context.Context, lease natsconn.Lease, in *InStream) (*StreamLineageOutput, error) {
	l, err := stream.Trace(ctx, jetStream(lease), in.Stream)
	if err != nil {
		return nil, err
	}
	body := StreamLineage{Nodes: make([]LineageNode, 0, len(l.Nodes)), Edges: make([]LineageEdge, 0, len(l.Edges)), Partial: l.Partial}
	for _, n := range l.Nodes {
		node := LineageNode{ID: n.ID, Name: n.Name, Kind: string(n.Kind), Known: n.Known}
		if n.Known && n.Kind != stream.Subject {
			node.Messages = &n.Messages
		}
		body.Nodes = append(body.Nodes, node)
	}
	for _, e := range l.Edges {
		body.Edges = append(body.Edges, lineageEdge(e))
	}
	return &StreamLineageOutput{Body: body}, nil
}

func lineageEdge(e stream.Edge) LineageEdge {
	edge := LineageEdge{From: e.From, To: e.To, Kind: e.Kind, Filter: e.Filter, Error: e.Fault}
	for _, t := range e.Transforms {
		edge.Transform = append(edge.Transform, SubjectTransform(t))
	}
	if e.Status {
		edge.Lag = &e.Lag
		if e.Active >= 0 {
			edge.Active = rounded(e.Active)
		}
	}
	if e.API != "" {
		edge.External = &ExternalAPI{API: e.API, Deliver: e.Deliver}
	}
	return edge
}
