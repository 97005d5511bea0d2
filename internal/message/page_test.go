package message

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
)

// ways are a stream for each way of reading.
var ways = map[Method]jetstream.StreamConfig{
	ByBatch:    {AllowDirect: true},
	ByConsumer: {},
	ByGet:      {Retention: jetstream.WorkQueuePolicy},
}

// everyWay runs a test with each way of reading; the one that most streams are
// read by, on file and in memory.
func everyWay(t *testing.T, test func(t *testing.T, method Method, cfg jetstream.StreamConfig)) {
	for method, cfg := range ways {
		cfg.Name, cfg.Subjects, cfg.Storage = "S", []string{"s.>"}, jetstream.MemoryStorage
		t.Run(string(method), func(t *testing.T) { test(t, method, cfg) })
		if method == ByBatch {
			cfg.Storage = jetstream.FileStorage
			t.Run("batch on file", func(t *testing.T) { test(t, method, cfg) })
		}
	}
}

// walk follows cursors to the end and returns all sequences that it saw.
func (r *rig) walk(filter string, q Query) []uint64 {
	r.t.Helper()
	var all []uint64
	for range 2_000 {
		p := r.page("S", filter, q)
		all = append(all, sequences(p)...)
		if p.Partial || len(p.Messages) > q.Limit {
			r.t.Fatalf("a page of %d, partial is %v", len(p.Messages), p.Partial)
		}
		q.Cursor = p.NewerCursor
		if q.Direction == Older {
			q.Cursor = p.OlderCursor
		}
		if q.Cursor == "" {
			return all
		}
	}
	r.t.Fatal("no end")
	return nil
}

var (
	fromFirst = Query{From: Position{kind: atFirst}, Direction: Newer, Limit: 25}
	fromLast  = Query{From: Position{kind: atLast}, Direction: Older, Limit: 25}
)

func fromSequence(seq uint64, d Direction) Query {
	return Query{From: Position{kind: atSequence, seq: seq}, Direction: d, Limit: 25}
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
				if got := r.walk("", fromFirst); !slices.Equal(got, want) {
					t.Errorf("newer: %v", got)
				}
				if got := r.walk("", fromLast); !slices.Equal(got, reversed(want)) {
					t.Errorf("older: %v", got)
				}
				p := r.page("S", "", Query{})
				if p.Method != method || p.InStream != uint64(n) || !p.MatchedKnown || p.Matched != uint64(n) || p.Last != uint64(n) {
					t.Errorf("%+v", p)
				}
				if (p.OlderCursor != "") != (n > 25) || p.NewerCursor != "" {
					t.Errorf("cursors %q and %q", p.OlderCursor, p.NewerCursor)
				}
				r.nothingLeft("S")
			})
		}
	})
}

// TestPagesOfAHolyStream: most of what a stream once had is gone, its first pages
// among them, and what is there is of subjects that are not alike.
func TestPagesOfAHolyStream(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		random := rand.New(rand.NewPCG(1, 2))
		there := map[string][]uint64{}
		for seq := uint64(1); seq <= 360; seq++ {
			subject := "s.often"
			switch {
			case seq%37 == 0:
				subject = "s.seldom.x"
			case seq > 200 && seq < 230: // a crowd in one place
				subject = "s.seldom.y"
			}
			r.fill(subject, 1)
			if seq <= 50 || seq > 345 || seq > 120 && seq < 170 || random.IntN(3) == 0 {
				if err := s.DeleteMsg(t.Context(), seq); err != nil {
					t.Fatal(err)
				}
				continue
			}
			for _, filter := range []string{"", "s.*", subject, "s.seldom.*", "s.seldom.>"} {
				if filter == "" || filter == subject || filter == "s.*" && subject == "s.often" || len(filter) > 3 && filter[:4] == subject[:4] && subject != "s.often" {
					there[filter] = append(there[filter], seq)
				}
			}
		}
		there["s.none"] = nil
		for filter, want := range there {
			for _, limit := range []int{1, 25, 1_000} {
				q := fromFirst
				if q.Limit = limit; limit == 1 && len(want) > 50 {
					continue // as many pages as messages
				}
				if got := r.walk(filter, q); !slices.Equal(got, want) {
					t.Errorf("%q newer, %d a page:\n%v, want\n%v", filter, limit, got, want)
				}
				q = fromLast
				q.Limit = limit
				if got := r.walk(filter, q); !slices.Equal(got, reversed(want)) {
					t.Errorf("%q older, %d a page:\n%v, want\n%v", filter, limit, got, reversed(want))
				}
			}
			p := r.page("S", filter, fromLast)
			if !p.MatchedKnown || p.Matched != uint64(len(want)) {
				t.Errorf("%q: %d match, known is %v, want %d", filter, p.Matched, p.MatchedKnown, len(want))
			}
		}
		r.nothingLeft("S")
	})
}

// TestPagesFromTheMiddle: from a sequence, which may be gone or never was.
func TestPagesFromTheMiddle(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		r.fill("s.a", 100)
		for seq := uint64(40); seq < 60; seq++ {
			if err := s.DeleteMsg(t.Context(), seq); err != nil {
				t.Fatal(err)
			}
		}
		all := append(counting(1, 39), counting(60, 100)...)
		for _, seq := range []uint64{1, 2, 39, 40, 50, 59, 60, 99, 100, 101, 1 << 40, 1<<64 - 1} {
			at := slices.IndexFunc(all, func(s uint64) bool { return s >= seq })
			if at < 0 {
				at = len(all)
			}
			if got := r.walk("", fromSequence(seq, Newer)); !slices.Equal(got, all[at:]) {
				t.Errorf("newer from %d: %v", seq, got)
			}
			if at < len(all) && all[at] == seq {
				at++
			}
			if got := r.walk("", fromSequence(seq, Older)); !slices.Equal(got, reversed(all[:at])) {
				t.Errorf("older from %d: %v", seq, got)
			}
		}
		// There and back again.
		p := r.page("S", "", fromSequence(50, Newer))
		back := r.page("S", "", Query{Cursor: p.OlderCursor, Limit: 10})
		if got := sequences(back); !slices.Equal(got, reversed(counting(30, 39))) {
			t.Errorf("back: %v", got)
		}
		again := r.page("S", "", Query{Cursor: back.NewerCursor, Limit: 25})
		if got := sequences(again); !slices.Equal(got, sequences(p)) {
			t.Errorf("and again: %v", got)
		}
		if p := r.page("S", "", Query{From: Position{kind: atLast}, Direction: Newer}); !slices.Equal(sequences(p), []uint64{100}) || p.OlderCursor == "" || p.NewerCursor != "" {
			t.Errorf("newer from the last: %+v", p)
		}
		if p := r.page("S", "", Query{From: Position{kind: atFirst}, Direction: Older}); !slices.Equal(sequences(p), []uint64{1}) || p.OlderCursor != "" || p.NewerCursor == "" {
			t.Errorf("older from the first: %+v", p)
		}
	})
}

func TestPagesFromATime(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		var times []time.Time
		for seq := range uint64(30) {
			r.fill("s.a", 1)
			m, err := s.GetMsg(t.Context(), seq+1)
			if err != nil {
				t.Fatal(err)
			}
			times = append(times, m.Time)
		}
		if err := s.DeleteMsg(t.Context(), 13); err != nil {
			t.Fatal(err)
		}
		at := func(when time.Time, d Direction) []uint64 {
			return sequences(r.page("S", "", Query{From: Position{kind: atTime, time: when}, Direction: d, Limit: 3}))
		}
		for _, c := range []struct {
			when         time.Time
			newer, older []uint64
		}{
			{times[9], []uint64{10, 11, 12}, []uint64{10, 9, 8}},
			{times[9].Add(1), []uint64{11, 12, 14}, []uint64{10, 9, 8}},
			{times[12], []uint64{14, 15, 16}, []uint64{12, 11, 10}},
			{times[0].Add(-time.Hour), []uint64{1, 2, 3}, nil},
			{times[29], []uint64{30}, []uint64{30, 29, 28}},
			{times[29].Add(time.Hour), nil, []uint64{30, 29, 28}},
			{time.Time{}, []uint64{1, 2, 3}, nil},
			{time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), nil, []uint64{30, 29, 28}},
		} {
			if got := at(c.when, Newer); !slices.Equal(got, c.newer) {
				t.Errorf("newer from %s: %v, want %v", c.when, got, c.newer)
			}
			if got := at(c.when, Older); !slices.Equal(got, c.older) {
				t.Errorf("older from %s: %v, want %v", c.when, got, c.older)
			}
		}
	})
}

// TestTimesOnOldServers: before 2.11 a message could not be asked for by time.
func TestTimesOnOldServers(t *testing.T) {
	r := newRig(t)
	s := r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}})
	r.fill("s.a", 50)
	m, err := s.GetMsg(t.Context(), 31)
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range []uint64{31, 32} {
		if err := s.DeleteMsg(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	get := r.open("S", "").rest[0].(*getter)
	for when, want := range map[time.Time]uint64{m.Time: 33, m.Time.Add(-time.Hour): 1} {
		seq, found, err := get.bisect(t.Context(), when)
		if got := r.page("S", "", Query{From: Position{kind: atSequence, seq: seq}, Direction: Newer, Limit: 1}); err != nil || !found || sequences(got)[0] != want {
			t.Errorf("%d, %v, %v; want %d", seq, found, err, want)
		}
	}
	if _, found, err := get.bisect(t.Context(), time.Now().Add(time.Hour)); err != nil || found {
		t.Errorf("%v, %v", found, err)
	}
}

// TestPagesOfWhatChanges: a cursor is a place, whatever happens around it.
func TestPagesOfWhatChanges(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		s := r.stream(cfg)
		r.fill("s.a", 100)
		older, newer := r.page("S", "", fromLast), r.page("S", "", fromFirst)
		for _, gone := range []uint64{26, 27, 74, 75, 76} {
			if err := s.DeleteMsg(t.Context(), gone); err != nil {
				t.Fatal(err)
			}
		}
		r.fill("s.a", 10)
		if got := sequences(r.page("S", "", Query{Cursor: newer.NewerCursor, Limit: 3})); !slices.Equal(got, []uint64{28, 29, 30}) {
			t.Errorf("newer: %v", got)
		}
		if got := sequences(r.page("S", "", Query{Cursor: older.OlderCursor, Limit: 3})); !slices.Equal(got, []uint64{73, 72, 71}) {
			t.Errorf("older: %v", got)
		}
		if err := s.Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
		for name, cursor := range map[string]string{"newer": newer.NewerCursor, "older": older.OlderCursor} {
			if p := r.page("S", "", Query{Cursor: cursor}); len(p.Messages) != 0 || p.NewerCursor != "" || p.OlderCursor != "" {
				t.Errorf("%s, of an empty stream: %+v", name, p)
			}
		}
		r.fill("s.a", 2)
		if got := sequences(r.page("S", "", Query{Cursor: newer.NewerCursor, Limit: 3})); !slices.Equal(got, []uint64{111, 112}) {
			t.Errorf("newer: %v", got)
		}
		if got := sequences(r.page("S", "", Query{Cursor: older.OlderCursor, Limit: 3})); got != nil {
			t.Errorf("older: %v", got)
		}
	})
}

func TestPagesWhileMessagesExpire(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		cfg.MaxMsgs = 40 // what is older goes as new ones come
		r.stream(cfg)
		r.fill("s.a", 40)
		p := r.page("S", "", fromFirst)
		r.fill("s.a", 60)
		if got := sequences(r.page("S", "", Query{Cursor: p.NewerCursor, Limit: 2})); !slices.Equal(got, []uint64{61, 62}) {
			t.Errorf("newer: %v", got)
		}
		p = r.page("S", "", fromLast)
		r.fill("s.a", 60)
		if got := r.page("S", "", Query{Cursor: p.OlderCursor, Limit: 2}); len(got.Messages) != 0 || got.NewerCursor == "" {
			t.Errorf("older: %+v", got)
		}
	})
}

func TestPagesOfLastMessages(t *testing.T) {
	r := newRig(t)
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"s.>"}, MaxMsgsPerSubject: 1, AllowDirect: true})
	for range 5 {
		for i := range 40 {
			r.fill(fmt.Sprintf("s.%d.x", i), 1)
		}
	}
	if got, want := r.walk("s.*.x", fromLast), reversed(counting(161, 200)); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if p := r.page("S", "s.7.*", fromLast); p.Matched != 1 || !slices.Equal(sequences(p), []uint64{168}) || p.OlderCursor != "" {
		t.Errorf("%+v", p)
	}
}

func TestCursorsOfSomethingElse(t *testing.T) {
	r := newRig(t)
	for _, name := range []string{"S", "T"} {
		r.stream(jetstream.StreamConfig{Name: name, Subjects: []string{name + ".>"}, AllowDirect: true})
		r.fill(name+".a", 30)
	}
	cursor := r.page("S", "", fromFirst).NewerCursor
	refused := func(what, stream, filter string, q Query) {
		reader := r.open(stream, filter)
		q.Limit = 25
		_, err := reader.Page(t.Context(), q)
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Code != "validation_failed" || f.Field == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("another stream", "T", "", Query{Cursor: cursor})
	refused("another filter", "S", "S.a", Query{Cursor: cursor})
	refused("the other way", "S", "", Query{Cursor: cursor, Direction: Older})
	if p := r.page("S", ">", Query{Cursor: cursor, Direction: Newer}); len(p.Messages) != 5 {
		t.Errorf("everything is no filter: %+v", p)
	}
	if err := r.js.DeleteStream(t.Context(), "S"); err != nil {
		t.Fatal(err)
	}
	r.stream(jetstream.StreamConfig{Name: "S", Subjects: []string{"S.>"}, AllowDirect: true})
	refused("a stream made anew", "S", "", Query{Cursor: cursor})
}

// TestPagesEndWithTheirCaller: who goes away is not waited for, and nothing is
// left behind.
func TestPagesEndWithTheirCaller(t *testing.T) {
	everyWay(t, func(t *testing.T, _ Method, cfg jetstream.StreamConfig) {
		r := newRig(t)
		r.stream(cfg)
		r.fill("s.a", 100)
		reader := r.open("S", "s.*")
		ctx, cancel := context.WithCancel(t.Context())
		seen := 0
		_, _, err := reader.Each(ctx, Extract{From: fromFirst.From, Wait: time.Minute}, func(*Message) error {
			if seen++; seen == 10 {
				cancel()
			}
			return ctx.Err()
		})
		if !errors.Is(err, context.Canceled) || seen != 10 {
			t.Errorf("%d messages, %v", seen, err)
		}
		if _, err := reader.Page(ctx, fromLast); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		reader.Close(ctx)
		r.nothingLeft("S")
	})
}
