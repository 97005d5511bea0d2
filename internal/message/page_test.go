package message

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

// ways are a stream for each way of reading.
var ways = map[Method]jetstream.StreamConfig{
	ByBatch: {AllowDirect: true},
	ByGet:   {Retention: jetstream.WorkQueuePolicy},
}

// everyWay runs a test with each way of reading, on file and in memory.
func everyWay(t *testing.T, test func(t *testing.T, method Method, cfg jetstream.StreamConfig)) {
	for method, cfg := range ways {
		for _, storage := range []jetstream.StorageType{jetstream.FileStorage, jetstream.MemoryStorage} {
			t.Run(string(method)+" "+storage.String(), func(t *testing.T) {
				cfg.Name, cfg.Subjects, cfg.Storage = "S", []string{"s.>"}, storage
				test(t, method, cfg)
			})
		}
	}
}

// walk follows cursors to the end and returns all sequences that it saw.
func (r *rig) walk(filter string, from Position, direction Direction, limit int) []uint64 {
	r.t.Helper()
	var all []uint64
	q := Query{From: from, Direction: direction, Limit: limit}
	for range 1_000 {
		p := r.page("S", filter, q)
		all = append(all, sequences(p)...)
		if p.Partial || len(p.Messages) > limit {
			r.t.Fatalf("a page of %d, partial is %v", len(p.Messages), p.Partial)
		}
		q.Cursor = p.NewerCursor
		if direction == Older {
			q.Cursor = p.OlderCursor
		}
		if q.Cursor == "" {
			return all
		}
	}
	r.t.Fatal("no end")
	return nil
}

func counting(from, to uint64) []uint64 {
	var all []uint64
	for ; from <= to; from++ {
		all = append(all, from)
	}
	return all
}

func reversed(s []uint64) []uint64 {
	s = slices.Clone(s)
	slices.Reverse(s)
	return s
}

func TestPagesOfEverySize(t *testing.T) {
	everyWay(t, func(t *testing.T, method Method, cfg jetstream.StreamConfig) {
		for _, n := range []int{0, 1, 24, 25, 26, 50, 120} {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				r := newRig(t)
				r.stream(cfg)
				r.fill("s.a", n)
				want := counting(1, uint64(n))
				if got := r.walk("", Position{kind: atFirst}, Newer, 25); !slices.Equal(got, want) {
					t.Errorf("newer: %v", got)
				}
				if got := r.walk("", Position{kind: atLast}, Older, 25); !slices.Equal(got, reversed(want)) {
					t.Errorf("older: %v", got)
				}
				p := r.page("S", "", Query{})
				if p.Method != method || p.InStream != uint64(n) || !p.MatchedKnown || p.Matched != uint64(n) || p.Last != uint64(n) {
					t.Errorf("%+v", p)
				}
				if (p.OlderCursor != "") != (n > 25) || p.NewerCursor != "" {
					t.Errorf("cursors %q and %q", p.OlderCursor, p.NewerCursor)
				}
			})
		}
	})
}
