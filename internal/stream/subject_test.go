package stream

import (
	"strings"
	"testing"
)

func TestOverlap(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"a", "a", true},
		{"a", "b", false},
		{"a.b", "a", false},
		{"a.*", "a.b", true},
		{"a.*", "a.b.c", false},
		{"a.>", "a.b.c", true},
		{"a.>", "a", false},
		{">", "a", true},
		{"*", "a", true},
		{"*", "a.b", false},
		{"*.b", "a.*", true},
		{"*.b", "a.c", false},
		{"a.*.c", "a.>", true},
		{"a.b.>", "a.*", false},
	} {
		if overlap(c.a, c.b) != c.want || overlap(c.b, c.a) != c.want {
			t.Errorf("%s and %s: want %v", c.a, c.b, c.want)
		}
	}
}

func TestSubjects(t *testing.T) {
	for _, s := range []string{"a", "a.b", "*", ">", "a.*.>", "<b>.é", "$KV.x"} {
		if err := checkSubject(s, "x"); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"", ".", "a.", ".a", "a..b", ">.a", "a b", "a\tb", "\xff", "a\u00a0b", strings.Repeat("x", 4097)} {
		if checkSubject(s, "x") == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct{ to, want string }{
		{"ordrs", "ORDERS"}, {"oders", "ORDERS"}, {"eu_order", "EU-ORDERS"}, {"zebra", ""}, {"", ""}, {strings.Repeat("o", 100), ""},
	} {
		n := nearest{to: c.to}
		for _, name := range []string{"PAYMENTS", "EU-ORDERS", "ORDERS", "\xff", strings.Repeat("x", 255)} {
			if c.want == "ORDERS" && name == "EU-ORDERS" {
				continue // as near: the first stays
			}
			n.look([]byte(name))
		}
		if n.name != c.want {
			t.Errorf("nearest to %.20s is %.20q, want %s", c.to, n.name, c.want)
		}
	}
}
