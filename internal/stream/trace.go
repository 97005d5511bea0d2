package stream

import "strings"

// around takes out of the graph what leads to a node, and what it leads to.
func (g *graph) around(start string) Lineage {
	t := tracing{graph: g, found: make(map[string]bool), taken: make([]bool, len(g.ways)), lineage: Lineage{Partial: g.partial}}
	t.meet(start)
	t.follow(start, func(e Edge) (from, to string) { return e.To, e.From })
	t.follow(start, func(e Edge) (from, to string) { return e.From, e.To })
	for i, e := range g.ways {
		if t.taken[i] {
			t.lineage.Edges = append(t.lineage.Edges, e)
		}
	}
	return t.lineage
}

// tracing collects what it comes by.
type tracing struct {
	graph   *graph
	found   map[string]bool
	taken   []bool // ways
	lineage Lineage
}

// meet adds a node, if there is room for it.
func (t *tracing) meet(id string) bool {
	if t.found[id] {
		return true
	}
	if len(t.lineage.Nodes) == mostNodes {
		t.lineage.Partial = true
		return false
	}
	n, ok := t.graph.nodes[id]
	if !ok {
		n = Node{ID: id, Name: strings.TrimPrefix(id, streamID), Kind: Plain}
	}
	t.found[id] = true
	t.lineage.Nodes = append(t.lineage.Nodes, n)
	return true
}

// follow goes along the ways in one direction, the near ones first.
func (t *tracing) follow(start string, direction func(Edge) (from, to string)) {
	ways := make(map[string][]int)
	for i, e := range t.graph.ways {
		from, _ := direction(e)
		ways[from] = append(ways[from], i)
	}
	visited := map[string]bool{start: true}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		for _, i := range ways[queue[0]] {
			_, to := direction(t.graph.ways[i])
			if !t.meet(to) {
				continue
			}
			t.taken[i] = true
			if !visited[to] {
				visited[to] = true
				queue = append(queue, to)
			}
		}
	}
}
