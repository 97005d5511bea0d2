package stream_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/stream"
)

// pages lists everything, and calls between after each page.
func pages(t *testing.T, lists *stream.Lists, js jsapi.Client, q stream.Query, between func()) []string {
	t.Helper()
	var names []string
	for {
		page, err := lists.List(t.Context(), js, "conn", q)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page.Streams {
			names = append(names, s.Name)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return names
		}
		if len(page.Streams) == 0 {
			t.Fatal("an empty page with another behind it")
		}
		between()
	}
}

func numbered(n int) []string {
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("S%04d", i))
	}
	return names
}

func TestPagesFollowEachOther(t *testing.T) {
	all := numbered(1000)
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	for _, c := range []struct {
		q    stream.Query
		want []string
	}{
		{stream.Query{Limit: 100}, all},
		{stream.Query{Limit: 256}, all},
		{stream.Query{Limit: 300}, all},
		{stream.Query{Limit: 1000}, all},
		{stream.Query{Limit: 7, Descending: true}, backwards},
		{stream.Query{Limit: 99, Sort: stream.ByMessages}, all},
		{stream.Query{Limit: 3, Contains: "s000"}, all[:10]},
	} {
		l := &listing{names: func() []string { return all }, page: 256}
		if got := pages(t, new(stream.Lists), api{"STREAM.LIST": l.answer}.client(), c.q, func() {}); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %d streams, %.60s…", c.q, len(got), fmt.Sprint(got))
		}
	}
}

// TestAFirstPageIsOnePage: what the server is asked for a page of the list.
func TestAFirstPageIsOnePage(t *testing.T) {
	l := &listing{names: func() []string { return numbered(1000) }, page: 256}
	js := api{"STREAM.LIST": l.answer}.client()
	var lists stream.Lists
	page, err := lists.List(t.Context(), js, "conn", stream.Query{Limit: 100})
	if err != nil || l.asked.Load() != 1 || len(page.Streams) != 100 || page.Total != 1000 {
		t.Errorf("%d streams, asked %d times, %v", len(page.Streams), l.asked.Load(), err)
	}
	if page, err = lists.List(t.Context(), js, "conn", stream.Query{Limit: 100, Cursor: page.Next}); err != nil || l.asked.Load() != 2 || page.Streams[0].Name != "S0100" {
		t.Errorf("asked %d times, %v", l.asked.Load(), err)
	}
	first, err := lists.List(t.Context(), js, "conn", stream.Query{Limit: 100, Sort: stream.ByBytes})
	if err != nil || l.asked.Load() != 2+4 {
		t.Errorf("asked %d times, %v", l.asked.Load(), err)
	}
	// The next comes from what was read, but for nobody else.
	q := stream.Query{Limit: 100, Sort: stream.ByBytes, Cursor: first.Next}
	if page, err := lists.List(t.Context(), js, "conn", q); err != nil || l.asked.Load() != 2+4 || page.Streams[0].Name != "S0100" || !page.At.Equal(first.At) {
		t.Errorf("asked %d times, %v", l.asked.Load(), err)
	}
	if page, err := lists.List(t.Context(), js, "other", q); err != nil || l.asked.Load() != 2+4+4 || page.Streams[0].Name != "S0100" {
		t.Errorf("asked %d times, %v", l.asked.Load(), err)
	}
}

// TestStreamsThatComeAndGo: each stream that is there all the time comes once.
func TestStreamsThatComeAndGo(t *testing.T) {
	for name, change := range map[string]func(now []string, round int) []string{
		"they go from the beginning": func(now []string, _ int) []string { return now[30:] },
		"they come at the beginning": func(now []string, round int) []string { return append(numbered(1000 + round)[:30:30], now...) },
		"most go": func(now []string, round int) []string {
			if round == 1 {
				return now[500:]
			}
			return now
		},
	} {
		now := numbered(1000)
		for i := range now {
			now[i] = "T" + now[i]
		}
		stays := slices.Clone(now[600:])
		l := &listing{names: func() []string { return now }, page: 256}
		round := 0
		got := pages(t, new(stream.Lists), api{"STREAM.LIST": l.answer}.client(), stream.Query{Limit: 40}, func() {
			round++
			if round < 5 {
				now = change(now, round)
			}
		})
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Errorf("%s: streams come twice or out of order", name)
		}
		for _, s := range stays {
			if !slices.Contains(got, s) {
				t.Fatalf("%s: %s is missing of %d", name, s, len(got))
			}
		}
	}
}

func TestWhatWasReadIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &listing{names: func() []string { return numbered(300) }, page: 256}
		js := api{"STREAM.LIST": l.answer}.client()
		var lists stream.Lists
		q := stream.Query{Limit: 100, Sort: stream.ByMessages}
		first, err := lists.List(t.Context(), js, "conn", q)
		if err != nil {
			t.Fatal(err)
		}
		q.Cursor = first.Next
		<-time.After(20 * time.Second)
		if _, err := lists.List(t.Context(), js, "conn", q); err != nil || l.asked.Load() != 2 {
			t.Errorf("asked %d times, %v", l.asked.Load(), err)
		}
		<-time.After(5 * time.Minute)
		page, err := lists.List(t.Context(), js, "conn", q)
		if err != nil || l.asked.Load() != 4 || page.Streams[0].Name != "S0100" {
			t.Errorf("asked %d times, %v", l.asked.Load(), err)
		}
		<-time.After(5 * time.Minute) // nothing is swept any more when the test ends
	})
}

// TestAListOfMoreThanIsHeld: the rows beyond are read again.
func TestAListOfMoreThanIsHeld(t *testing.T) {
	var all []string
	for i := range 24_000 {
		all = append(all, fmt.Sprintf("S%05d_%s", i, strings.Repeat("x", 100)))
	}
	l := &listing{names: func() []string { return all }, page: 1000}
	got := pages(t, new(stream.Lists), api{"STREAM.LIST": l.answer}.client(), stream.Query{Limit: 1000, Sort: stream.ByMessages}, func() {})
	if !slices.Equal(got, all) {
		t.Errorf("%d streams", len(got))
	}
	if asked := l.asked.Load(); asked < 48 || asked > 24*20 {
		t.Errorf("asked %d times: all were held, or none", asked)
	}
}

func TestTimeRunsOut(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	l := &listing{names: func() []string { return numbered(1000) }, page: 256}
	js := api{"STREAM.LIST": func(body string) string {
		if l.asked.Load() == 1 {
			cancel()
		}
		return l.answer(body)
	}}.client()
	page, err := new(stream.Lists).List(ctx, js, "conn", stream.Query{Limit: 100, Sort: stream.ByMessages})
	if err != nil || !page.Partial || page.Total != 512 || page.Account != 1000 || len(page.Streams) != 100 || page.Next == "" {
		t.Errorf("%d of %d, partial %v, %v", page.Total, page.Account, page.Partial, err)
	}
	_, err = new(stream.Lists).List(ctx, js, "conn", stream.Query{Limit: 100})
	wantCode(t, err, "nats_timeout")
}

func TestStreamsThatNobodyAnswersFor(t *testing.T) {
	js := api{"STREAM.LIST": func(string) string {
		return `{"total":4,"streams":[{"config":{"name":"A"},"state":{}},
			{"config":{"name":"B"},"state":{},"cluster":{"replicas":[{"name":"n2","offline":true}]}}],"missing":["B","C","D"],"offline":{"D":"needs level 9"}}`
	}}.client()
	for _, sort := range []stream.Sort{stream.ByName, stream.ByMessages} {
		page, err := new(stream.Lists).List(t.Context(), js, "conn", stream.Query{Limit: 100, Sort: sort})
		if err != nil || page.Account != 4 || len(page.Streams) != 2 || strings.Join(page.Missing, "") != "BCD" || page.MissingAll != 3 || page.Partial || page.Next != "" {
			t.Errorf("%s: %+v, %v", sort, page, err)
			continue
		}
		if page.Streams[0].Health != stream.Healthy || page.Streams[1].Health != stream.Offline {
			t.Errorf("%s: %s, %s", sort, page.Streams[0].Health, page.Streams[1].Health)
		}
	}
}

func TestHealthOfAStream(t *testing.T) {
	for cluster, want := range map[string]stream.Health{
		`"cluster":{"leader":"n1"}`: stream.Healthy,
		`"cluster":{"leader":"","replicas":[{"name":"n2"},{"name":"n3","offline":true}]}`:        stream.NoLeader,
		`"cluster":{"replicas":[{"name":"n2","offline":true}]}`:                                  stream.Offline,
		`"cluster":{"leader":"n1","replicas":[{"name":"n2","offline":true}]}`:                    stream.ReplicaOffline,
		`"cluster":{"leader":"n1","replicas":[{"name":"n2","current":false,"lag":5000}]}`:        stream.ReplicaBehind,
		`"cluster":{"leader":"n1"},"sources":[{"name":"X","error":{"description":"x"}}]`:         stream.SourceFailing,
		`"cluster":{"leader":"n1","replicas":[{"name":"n2","current":true}]},"mirror":{"lag":2}`: stream.Healthy,
	} {
		js := api{"STREAM.LIST": func(string) string { return `{"total":1,"streams":[{"config":{"name":"A"},` + cluster + `}]}` }}.client()
		page, err := new(stream.Lists).List(t.Context(), js, "conn", stream.Query{})
		if err != nil || len(page.Streams) != 1 || page.Streams[0].Health != want {
			t.Errorf("%s: %+v, %v, want %s", cluster, page.Streams, err, want)
		}
	}
}

// FuzzCursor: whatever a cursor is, it is refused or leads somewhere.
func FuzzCursor(f *testing.F) {
	l := &listing{names: func() []string { return numbered(20) }, page: 8}
	js := api{"STREAM.LIST": l.answer, "STREAM.INFO.A": func(string) string { return `{"total":2,"state":{"subjects":{"a":1,"b":2}}}` }}.client()
	var lists stream.Lists
	for _, q := range []stream.Query{{Limit: 5}, {Limit: 5, Sort: stream.ByMessages}} {
		page, err := lists.List(f.Context(), js, "conn", q)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page.Next)
	}
	f.Add("e30")
	f.Fuzz(func(t *testing.T, text string) {
		for _, q := range []stream.Query{{Limit: 5, Cursor: text}, {Limit: 5, Sort: stream.ByMessages, Cursor: text}} {
			page, err := lists.List(t.Context(), js, "conn", q)
			if err != nil {
				wantCode(t, err, "validation_failed")
			}
			if len(page.Streams) > 5 {
				t.Errorf("%d streams", len(page.Streams))
			}
		}
		for _, byName := range []bool{true, false} {
			if _, err := lists.Subjects(t.Context(), js, "conn", stream.SubjectQuery{Stream: "A", ByName: byName, Limit: 1, Cursor: text}); err != nil {
				wantCode(t, err, "validation_failed")
			}
		}
	})
}

// TestWithoutTheList: who may not ask for the list gets the same of the names and of
// single streams, as far as those may be asked for.
func TestWithoutTheList(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("ann", "a"),
		natstest.WithPermissions("bob", "b", natstest.Permissions{PublishDeny: []string{"$JS.API.STREAM.LIST", "$JS.API.STREAM.INFO.SECRET"}}),
		natstest.WithPermissions("eve", "e", natstest.Permissions{PublishDeny: []string{"$JS.API.STREAM.LIST", "$JS.API.STREAM.INFO.>"}}))
	ann := on(t, "nats://ann:a@"+s.Addr())
	names := append(numbered(600), "SECRET")
	for _, name := range names {
		create(t, ann, fmt.Sprintf(`{"name":%q,"subjects":[%q],"storage":"memory"}`, name, name+".>"))
	}
	var lists stream.Lists
	bob := on(t, "nats://bob:b@"+s.Addr())
	for _, q := range []stream.Query{{Limit: 100}, {Limit: 300}, {Limit: 100, Sort: stream.ByMessages}} {
		if got := pages(t, &lists, bob, q, func() {}); !slices.Equal(got, numbered(600)) {
			t.Errorf("%+v: %d streams, from %s to %s", q, len(got), got[0], got[len(got)-1])
		}
	}
	page, err := lists.List(t.Context(), bob, "conn", stream.Query{Contains: "s059", Sort: stream.ByBytes, Limit: 5})
	if err != nil || page.Total != 10 || page.Account != 601 || !slices.Equal(page.Missing, []string{"SECRET"}) {
		t.Errorf("%+v, %v", page, err)
	}
	_, err = lists.List(t.Context(), on(t, "nats://eve:e@"+s.Addr()), "conn", stream.Query{})
	wantCode(t, err, "nats_permission")
}
