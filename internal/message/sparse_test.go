package message

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		filter, subject string
		want            bool
	}{
		{">", "a", true},
		{">", ">", true},
		{"a.>", "a.b", true},
		{"a.>", "a.*.c", true},
		{"a.>", "a.>", true},
		{"a.>", "a", false},
		{"a.>", "*.b", false},
		{"a.*", "a.b", true},
		{"a.*", "a.*", true},
		{"a.*", "a.>", false},
		{"a.*", "a.b.c", false},
		{"a.b", "a.b", true},
		{"a.b", "a.*", false},
		{"*.*", "a.b", true},
		{"*", "a.b", false},
		{"a", "a", true},
	} {
		if got := covers(c.filter, c.subject); got != c.want {
			t.Errorf("%s and %s: %v", c.filter, c.subject, got)
		}
	}
}

// TestLittleOfMuch: a filter that matches a few messages of a few subjects.
func TestLittleOfMuch(t *testing.T) {
	r := newRig(t)
	s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, AllowDirect: true})
	want := map[string][]uint64{"s.rare.*": nil, "s.rare.1": nil, "s.many.>": nil, "s.>": nil, "s.*.*": nil}
	for seq := uint64(1); seq <= 1_500; seq++ {
		subject := "s.many.x"
		switch {
		case seq%31 == 0 && seq > 1_000:
			subject = fmt.Sprintf("s.rare.%d", seq%4)
		case seq >= 700 && seq < 720:
			subject = fmt.Sprintf("s.rare.%d", seq%3)
		}
		r.fill(subject, 1)
		if seq == 710 || seq == 31*40 {
			if err := s.DeleteMsg(t.Context(), seq); err != nil {
				t.Fatal(err)
			}
			continue
		}
		for filter := range want {
			if covers(filter, subject) {
				want[filter] = append(want[filter], seq)
			}
		}
	}
	for filter, want := range want {
		for _, limit := range []int{3, 25, 1_000} {
			if limit == 3 && len(want) > 100 {
				continue
			}
			q := fromFirst
			q.Limit = limit
			if got := r.walk(filter, q); !slices.Equal(got, want) {
				t.Errorf("%s newer, %d a page:\n%v, want\n%v", filter, limit, got, want)
			}
			q = fromLast
			q.Limit = limit
			if got := r.walk(filter, q); !slices.Equal(got, reversed(want)) {
				t.Errorf("%s older, %d a page:\n%v, want\n%v", filter, limit, got, want)
			}
		}
		if p := r.page("S", filter, fromLast); p.Method != ByBatch || p.Matched != uint64(len(want)) || !p.MatchedKnown {
			t.Errorf("%s: %+v", filter, p)
		}
	}
	for filter, way := range map[string]string{"s.rare.*": "*message.union", "s.many.>": "*message.direct", "s.>": "*message.direct", "s.rare.1": "*message.direct"} {
		reader := r.open("S", filter)
		if _, err := reader.Page(t.Context(), fromLast); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%T", reader.src); got != way || (reader.filter == "") != (filter == "s.>") {
			t.Errorf("%s: %s by %q", filter, got, reader.filter)
		}
	}
}

func TestMergingWhatWasNotReadToTheEnd(t *testing.T) {
	m := func(seq, pending uint64) Message { return Message{Sequence: seq, pending: pending, counted: true} }
	got := merged([]chunk{
		{messages: []Message{m(1, 2), m(5, 1)}, more: true}, // and 9
		{messages: []Message{m(2, 1), m(7, 0)}},
		{},
		{messages: []Message{m(4, 0)}},
	}, 10)
	if want := []Message{m(1, 5), m(2, 4), m(4, 3), m(5, 2)}; fmt.Sprint(got.messages) != fmt.Sprint(want) || !got.more {
		t.Errorf("%+v", got)
	}
	if got := merged([]chunk{{messages: []Message{m(1, 0)}}, {messages: []Message{m(2, 0)}}}, 1); len(got.messages) != 1 || !got.more {
		t.Errorf("%+v", got)
	}
	if got := merged([]chunk{{}, {}}, 1); len(got.messages) != 0 || got.more {
		t.Errorf("%+v", got)
	}
}
