package message

import (
	"testing"

	"github.com/heynats/heynats/internal/fault"
)

func FuzzParseCursor(f *testing.F) {
	f.Add(cursor{Newer, 1, scope("S", "2026", "")}.String())
	f.Add(cursor{Older, 1<<64 - 1, 0}.String())
	for _, text := range []string{"", "bm8", "bgAAAAAAAAAAAAAAAAAAAAA=", "bgAAAAAAAAAAAAAAAAAAAAB", "eAAAAAAAAAABAAAAAAAAAAE", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseCursor(text)
		if err != nil {
			if !fault.Is(err, "validation_failed") || c != (cursor{}) {
				t.Errorf("%q: %+v, %v", text, c, err)
			}
			return
		}
		if c.String() != text || c.seq == 0 || c.direction != Newer && c.direction != Older {
			t.Errorf("%q is %+v, which is %q", text, c, c)
		}
	})
}

func TestScopesAreDifferent(t *testing.T) {
	seen := map[uint64]string{}
	for _, parts := range [][3]string{{"S", "1", ""}, {"S", "2", ""}, {"S", "1", "a"}, {"S1", "", ""}, {"", "S1", ""}, {"S", "", "1"}} {
		n := scope(parts[0], parts[1], parts[2])
		if before, there := seen[n]; there {
			t.Errorf("%v and %s", parts, before)
		}
		seen[n] = parts[0]
	}
}

func TestParsePosition(t *testing.T) {
	for _, text := range []string{"", "first", "last", "seq:1", "seq:18446744073709551615", "time:2026-11-24T12:00:00Z", "time:2026-11-24T12:00:00.123456789+02:00"} {
		if _, err := ParsePosition("query.from", text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"seq:0", "seq:-1", "seq:", "seq:18446744073709551616", "seq:1e3", "time:", "time:now", "time:2026-11-24", "middle", "first:1x", ":", "SEQ:1"} {
		if _, err := ParsePosition("query.from", text); !fault.Is(err, "validation_failed") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCheckFilter(t *testing.T) {
	for _, s := range []string{"a", "a.b", "*", ">", "a.*.b", "a.>", "*.*", "a*b", "ü.😀", "$KV.b.>", "a>"} {
		if err := checkFilter("f", s); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
	for _, s := range []string{"", ".", "a.", ".a", "a..b", ">.a", "a b", "a\t", "a\x00", "a\u0085", "\xff", "a.>.b"} {
		if err := checkFilter("f", s); !fault.Is(err, "validation_failed") {
			t.Errorf("%q: %v", s, err)
		}
	}
}
