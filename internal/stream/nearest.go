package stream

import (
	"bytes"
	"unicode/utf8"
)

// nearest finds the name in which a text stands with the fewest slips: letters
// that are wrong, missing or too many.
type nearest struct {
	to    string // in lower case
	name  string // the best so far; empty when none is near
	slips int
	line  []int
}

const mostCompared = 64 // bytes: beyond, nobody has mistyped a name

// look compares a name.
func (n *nearest) look(name []byte) {
	if n.to == "" || len(n.to) > mostCompared || len(name) > 4*mostCompared || !utf8.Valid(name) {
		return
	}
	slips := n.distance(bytes.ToLower(name))
	if slips > (len(n.to)+1)/3 || n.name != "" && slips >= n.slips {
		return
	}
	n.name, n.slips = string(name), slips
}

// distance is the number of slips between the text and the part of the name that
// is most like it (Sellers' algorithm).
func (n *nearest) distance(name []byte) int {
	if len(n.line) == 0 {
		n.line = make([]int, len(n.to)+1)
	}
	for i := range n.line {
		n.line[i] = i
	}
	best := len(n.to)
	for _, c := range name {
		before := n.line[0] // a part may begin anywhere
		for i := 1; i < len(n.line); i++ {
			wrong := before
			if n.to[i-1] != c {
				wrong++
			}
			before = n.line[i]
			n.line[i] = min(wrong, before+1, n.line[i-1]+1)
		}
		best = min(best, n.line[len(n.line)-1])
	}
	return best
}
