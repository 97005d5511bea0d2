package stream

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
)

// Lineage is where a stream's messages come from and where they go, as far as the
// account sees it.
type Lineage struct {
	Nodes   []Node // the stream itself first
	Edges   []Edge
	Partial bool
}

// Node is a stream, or a subject that is published to.
type Node struct {
	ID       string
	Name     string
	Kind     Kind
	Known    bool // of this account, and read
	Messages uint64
}

// The kinds of nodes beside those of streams.
const (
	External Kind = "external" // a stream behind another API prefix
	Subject  Kind = "subject"
)

// Edge is a way that messages take.
type Edge struct {
	From, To   string // ids
	Kind       string // mirror, source, republish
	Filter     string
	Transforms []Transform

	Status       bool // the next three are known
	Lag          uint64
	Active       time.Duration // since the last word; negative before the first
	Fault        string
	API, Deliver string // of an external origin
}

// What one lineage may have, and what is kept of the list to find it.
const (
	mostNodes      = 500
	mostWays       = 20_000
	mostRepublish  = 50 // subjects whose takers are asked for
	streamID       = "stream:"
	subjectID      = "subject:"
	externalID     = "external:"
	wayOfMirror    = "mirror"
	wayOfSource    = "source"
	wayOfRepublish = "republish"
)

// Trace finds all streams that a stream's messages come from, and all that they go
// to, over any number of steps.
func Trace(ctx context.Context, js jsapi.Client, name string) (Lineage, error) {
	if err := checkName(name); err != nil {
		return Lineage{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
	if err != nil {
		return Lineage{}, err
	}
	state, err := streamlist.ReadInfo(answer)
	if err != nil {
		return Lineage{}, err
	}
	ctx, cancel := withReserve(ctx)
	defer cancel()
	g := graph{js: js, nodes: make(map[string]Node)}
	g.add(state)
	g.readAll(ctx, name)
	g.takers(ctx)
	return g.around(streamID + name), nil
}

// graph is all ways that messages take in an account.
type graph struct {
	js      jsapi.Client
	nodes   map[string]Node
	ways    []Edge
	partial bool
}

// readAll adds all streams but the one that is there.
func (g *graph) readAll(ctx context.Context, but string) {
	list := streamlist.Reader{JS: g.js}
	for range mostPages {
		page, err := list.Next(ctx, func(s *streamlist.State) {
			if string(s.Name) != but {
				g.add(s)
			}
		})
		if err != nil {
			break
		}
		g.partial = g.partial || len(page.Missing) > 0
		if list.Done() {
			return
		}
	}
	g.partial = true
}

func (g *graph) add(s *streamlist.State) {
	id := streamID + text(s.Name)
	g.nodes[id] = Node{ID: id, Name: text(s.Name), Kind: kindOf(s), Known: true, Messages: s.Messages}
	if len(s.Mirror) > 0 {
		g.origin(s, id, wayOfMirror, s.Mirror)
	}
	eachOrigin(s.Sources, func(config []byte) { g.origin(s, id, wayOfSource, config) })
	if len(s.Republish) > 0 {
		g.republish(id, s.Republish)
	}
}

func (g *graph) way(e Edge) {
	if len(g.ways) == mostWays {
		g.partial = true
		return
	}
	g.ways = append(g.ways, e)
}

// origin adds where a mirror or a source takes from.
func (g *graph) origin(s *streamlist.State, to, kind string, config []byte) {
	from := readOrigin(config)
	e := Edge{From: streamID + from.name, To: to, Kind: kind, Filter: from.filter, Transforms: from.transforms}
	if from.api != "" && from.api != g.js.Prefix {
		e.From, e.API, e.Deliver = externalID+from.api+" "+from.name, from.api, from.deliver
		g.nodes[e.From] = Node{ID: e.From, Name: from.name, Kind: External}
	}
	for _, o := range s.Origins {
		if text(o.Name) == from.name && text(o.Filter) == from.filter && text(o.ExternalAPI) == from.api {
			e.Status, e.Lag, e.Active, e.Fault = true, o.Lag, o.Active, text(o.Fault)
			break
		}
	}
	g.way(e)
}

// republish adds the subject that a stream publishes what it stored to.
func (g *graph) republish(from string, config []byte) {
	var src, dest string
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		switch string(key) {
		case "src":
			src = text(c.Bytes())
		case "dest":
			dest = text(c.Bytes())
		}
	})
	if src == ">" {
		src = ""
	}
	id := subjectID + dest
	g.nodes[id] = Node{ID: id, Name: dest, Kind: Subject, Known: true}
	g.way(Edge{From: from, To: id, Kind: wayOfRepublish, Filter: src})
}

// takers asks which streams take what is published again.
func (g *graph) takers(ctx context.Context) {
	asked := 0
	for _, id := range slices.Sorted(maps.Keys(g.nodes)) {
		if !strings.HasPrefix(id, subjectID) {
			continue
		}
		if asked++; asked > mostRepublish {
			g.partial = true
			return
		}
		names, err := g.takersOf(ctx, filterOf(g.nodes[id].Name))
		if err != nil {
			g.partial = true
			continue
		}
		for _, name := range names {
			g.way(Edge{From: id, To: streamID + name, Kind: wayOfRepublish})
		}
	}
}

func (g *graph) takersOf(ctx context.Context, filter string) ([]string, error) {
	body, err := json.Marshal(struct {
		Subject string `json:"subject"`
	}{filter})
	if err != nil {
		return nil, err
	}
	answer, err := g.js.Ask(ctx, "STREAM.NAMES", body)
	if err != nil {
		return nil, err
	}
	var names []string
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		if string(key) == "streams" {
			c.Array(func() { names = append(names, text(c.Bytes())) })
		}
	})
	return names, c.End()
}

// filterOf is the subjects that a republish's destination can be: {{…}} and $1
// stand for a token.
func filterOf(dest string) string {
	tokens := strings.Split(dest, ".")
	for i, t := range tokens {
		if strings.Contains(t, "{{") || strings.HasPrefix(t, "$") && len(t) > 1 && t[1] >= '0' && t[1] <= '9' {
			tokens[i] = "*"
		}
	}
	return strings.Join(tokens, ".")
}
