// Package subject compares NATS subjects with wildcards.
//
//	subject.Overlap("orders.*.new", "orders.eu.>") // true: orders.eu.new
package subject

import "strings"

// Overlap reports whether there is a subject that both stand for. A subject is
// tokens with dots between them; "*" is any one token, ">" at the end any one or
// more.
func Overlap(a, b string) bool {
	for {
		tokenA, restA, moreA := strings.Cut(a, ".")
		tokenB, restB, moreB := strings.Cut(b, ".")
		if tokenA == ">" || tokenB == ">" {
			return true
		}
		if tokenA != tokenB && tokenA != "*" && tokenB != "*" || moreA != moreB {
			return false
		}
		if !moreA {
			return true
		}
		a, b = restA, restB
	}
}
