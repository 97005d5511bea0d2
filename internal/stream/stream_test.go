package stream_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
	"github.com/heynats/heynats/internal/stream"
)

func create(t *testing.T, js jsapi.Client, config string) jsapi.Document {
	t.Helper()
	var d jsapi.Document
	natstest.Until(t, "the stream to be made", func() (done bool) { // a cluster may not have met yet
		var err error
		d, err = stream.Create(t.Context(), js, []byte(config))
		return err == nil
	})
	return d
}

// TestTwoEditOneStream: of many who change one revision at once, one does.
func TestTwoEditOneStream(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js := on(t, s.URL())
	d := create(t, js, `{"name":"A","subjects":["a"],"storage":"memory"}`)
	var editor stream.Editor
	var all sync.WaitGroup
	results := make([]error, 20)
	for i := range results {
		all.Go(func() {
			config := fmt.Sprintf(`{"name":"A","subjects":["a"],"storage":"memory","max_msgs":%d}`, 100+i)
			_, results[i] = editor.Update(t.Context(), js, stream.Edit{Account: "x", Stream: "A", Revision: d.Revision}, []byte(config))
		})
	}
	all.Wait()
	changed := 0
	for _, err := range results {
		switch {
		case err == nil:
			changed++
		case !fault.Is(err, "stream_changed"):
			t.Error(err)
		}
	}
	if changed != 1 {
		t.Errorf("%d changed it", changed)
	}
}

func TestSealKeepsEverythingElse(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js := on(t, s.URL())
	d := create(t, js, `{"name":"A","subjects":["a"],"storage":"memory","description":"x","metadata":{"by":"me"}}`)
	var editor stream.Editor
	sealed, err := editor.Seal(t.Context(), js, stream.Edit{Stream: "A", Revision: d.Revision})
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Sealed      bool
		Description string
		Metadata    map[string]string
	}
	if err := json.Unmarshal(sealed.Config, &config); err != nil || !config.Sealed || config.Description != "x" || config.Metadata["by"] != "me" {
		t.Errorf("%s, %v", sealed.Config, err)
	}
	_, err = editor.Seal(t.Context(), js, stream.Edit{Stream: "A", Revision: d.Revision})
	wantCode(t, err, "stream_changed")
	_, err = stream.Purged(t.Context(), js, "A", stream.Purge{})
	wantCode(t, err, "stream_sealed")
}

// TestPurgesMeanWhatTheySay: what a purge says goes, and nothing else.
func TestPurgesMeanWhatTheySay(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js := on(t, s.URL())
	nc := s.Connect()
	defer nc.Close()
	for name, c := range map[string]struct {
		p    stream.Purge
		want uint64
	}{
		"all": {stream.Purge{}, 10}, "one subject": {stream.Purge{Subject: "p.a"}, 5}, "up to": {stream.Purge{UpTo: 4}, 3},
		"up to the first": {stream.Purge{UpTo: 1}, 0}, "keep": {stream.Purge{Keep: 3}, 7}, "keep of a subject": {stream.Purge{Subject: "p.b", Keep: 1}, 4},
		"up to of a subject": {stream.Purge{Subject: "p.b", UpTo: 5}, 2}, "more than there is": {stream.Purge{Keep: 300}, 0},
	} {
		create(t, js, `{"name":"P","subjects":["p.*"],"storage":"memory","allow_direct":true}`)
		for i := range 10 {
			if _, err := nc.Request([]string{"p.a", "p.b"}[i%2], nil, 5*time.Second); err != nil {
				t.Fatal(err)
			}
		}
		foreseen, err := stream.Preview(t.Context(), js, "P", c.p)
		if err != nil || foreseen.Messages != c.want || !foreseen.MessagesExact {
			t.Errorf("%s: %+v, %v", name, foreseen, err)
		}
		if n, err := stream.Purged(t.Context(), js, "P", c.p); err != nil || n != c.want {
			t.Errorf("%s: %d, %v, want %d", name, n, err, c.want)
		}
		if err := stream.Delete(t.Context(), js, "P"); err != nil {
			t.Fatal(err)
		}
	}
	_, err := stream.Purged(t.Context(), js, "P", stream.Purge{UpTo: 3, Keep: 3})
	wantCode(t, err, "validation_failed")
	_, err = stream.Purged(t.Context(), js, "P", stream.Purge{UpTo: 1})
	wantCode(t, err, "stream_not_found")
}

// TestNamesAreNotSubjects: a hostile name is refused before anything is sent.
func TestNamesAreNotSubjects(t *testing.T) {
	js := api{}.client()
	var editor stream.Editor
	var lists stream.Lists
	for _, name := range []string{"", "*", ">", "A.B", "A B", "A\r\nPUB x 0", strings.Repeat("x", 256)} {
		for what, f := range map[string]func() error{
			"get":     func() error { _, err := stream.Get(t.Context(), js, name); return err },
			"delete":  func() error { return stream.Delete(t.Context(), js, name) },
			"purge":   func() error { _, err := stream.Purged(t.Context(), js, name, stream.Purge{}); return err },
			"preview": func() error { _, err := stream.Preview(t.Context(), js, name, stream.Purge{}); return err },
			"trace":   func() error { _, err := stream.Trace(t.Context(), js, name); return err },
			"seal":    func() error { _, err := editor.Seal(t.Context(), js, stream.Edit{Stream: name}); return err },
			"update":  func() error { _, err := editor.Update(t.Context(), js, stream.Edit{Stream: name}, nil); return err },
			"subjects": func() error {
				_, err := lists.Subjects(t.Context(), js, "c", stream.SubjectQuery{Stream: name})
				return err
			},
			"leader": func() error { _, err := stream.StepDown(t.Context(), js, name); return err },
			"peer":   func() error { return stream.RemovePeer(t.Context(), js, name, "n1") },
			"backup": func() error { _, err := stream.Take(t.Context(), nil, js, "", name, true, nil); return err },
		} {
			if err := f(); !fault.Is(err, "validation_failed") {
				t.Errorf("%s %q: %v", what, name, err)
			}
		}
	}
}

// TestWithoutOnePermission: what may not be asked is said, and the rest is there.
func TestWithoutOnePermission(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("ann", "a"),
		natstest.WithPermissions("bob", "b", natstest.Permissions{PublishDeny: []string{"$JS.API.STREAM.LIST", "$JS.API.STREAM.NAMES", "$JS.API.CONSUMER.LIST.>", "$JS.API.STREAM.PURGE.>", "$JS.API.DIRECT.>", "$JS.API.STREAM.SNAPSHOT.>"}}))
	ann := on(t, "nats://ann:a@"+s.Addr())
	create(t, ann, `{"name":"A","subjects":["a.>"],"storage":"file","allow_direct":true}`)
	create(t, ann, `{"name":"B","sources":[{"name":"A"}],"storage":"memory"}`)
	nc := s.Connect()
	defer nc.Close()
	for i := range 6 {
		if _, err := nc.Request("a."+strconv.Itoa(i%2), nil, 5*time.Second); err != nil {
			t.Fatal(err)
		}
	}
	lease := leaseOn(t, natsconn.Request{URL: "nats://bob:b@" + s.Addr()})
	bob := jsapi.Client{Conn: lease, Prefix: "$JS.API"}
	var lists stream.Lists
	for _, q := range []stream.Query{{}, {Sort: stream.ByBytes}} {
		_, err := lists.List(t.Context(), bob, "c", q)
		wantCode(t, err, "nats_permission")
	}
	if d, err := stream.Get(t.Context(), bob, "A"); err != nil || d.Revision == "" {
		t.Error(err)
	}
	_, err := stream.Purged(t.Context(), bob, "A", stream.Purge{})
	wantCode(t, err, "nats_permission")
	if e, err := stream.Preview(t.Context(), bob, "A", stream.Purge{Subject: "a.1"}); err != nil || e.Messages != 3 || !e.MessagesExact || !e.Partial {
		t.Errorf("%+v, %v", e, err)
	}
	if l, err := stream.Trace(t.Context(), bob, "B"); err != nil || len(l.Nodes) != 2 || len(l.Edges) != 1 || !l.Partial {
		t.Errorf("%+v, %v", l, err)
	}
	_, err = stream.Take(t.Context(), lease, bob, "", "A", true, func(*stream.Backup) {})
	wantCode(t, err, "nats_permission")
}

func TestManySubjects(t *testing.T) {
	const n, page = 2500, 1000 // a server sends 100,000 at once
	names := func(from int) []string {
		var all []string
		for i := from; i < n; i++ {
			all = append(all, fmt.Sprintf("s.%05d", i))
		}
		return all
	}
	gone := 0
	js := api{"STREAM.INFO.A": func(body string) string {
		var req struct{ Offset int }
		if err := json.Unmarshal([]byte(body), &req); err != nil {
			t.Error(err)
		}
		all := names(gone)
		var counts []string
		for i := min(req.Offset, len(all)); i < min(len(all), req.Offset+page); i++ {
			counts = append(counts, fmt.Sprintf("%q:%d", all[i], 1+i%7))
		}
		return fmt.Sprintf(`{"total":%d,"state":{"subjects":{%s}}}`, len(all), strings.Join(counts, ","))
	}}.client()
	walk := func(byName bool, between func()) (all []string) {
		var lists stream.Lists
		q := stream.SubjectQuery{Stream: "A", ByName: byName, Limit: 300}
		for {
			p, err := lists.Subjects(t.Context(), js, "c", q)
			if err != nil || p.Partial || p.Total != n-gone {
				t.Fatalf("%v, %d subjects", err, p.Total)
			}
			for _, s := range p.Subjects {
				all = append(all, s.Subject)
			}
			if q.Cursor = p.Next; q.Cursor == "" {
				return all
			}
			between()
		}
	}
	if got := walk(true, func() {}); !slices.Equal(got, names(0)) {
		t.Errorf("%d subjects by name", len(got))
	}
	if got := walk(false, func() {}); len(got) != n || got[0] != "s.00006" || slices.Equal(got, names(0)) {
		t.Errorf("%d subjects by messages, from %s", len(got), got[0])
	}
	// The first 900 go while somebody reads.
	if got := walk(true, func() { gone = 900 }); !slices.IsSorted(got) || !slices.Equal(got[300:], names(900)) {
		t.Errorf("%d subjects", len(got))
	}
}

// TestInACluster: leaders move, servers are taken out and go away.
func TestInACluster(t *testing.T) {
	all := natstest.Cluster(t, 3, natstest.WithJetStream())
	js := on(t, all[0].URL())
	create(t, js, `{"name":"R3","subjects":["a"],"num_replicas":3}`)
	create(t, js, `{"name":"R1","subjects":["b"],"storage":"memory"}`)
	info := func() (leader string, replicas int) {
		a, err := jsapi.AskFor[struct {
			Cluster struct {
				Leader   string
				Replicas []struct{ Name string }
			}
		}](t.Context(), js, "STREAM.INFO.R3", nil)
		if err != nil {
			return "", 0
		}
		return a.Cluster.Leader, len(a.Cluster.Replicas)
	}
	var before string
	natstest.Until(t, "a leader", func() bool { before, _ = info(); return before != "" })
	after, err := stream.StepDown(t.Context(), js, "R3")
	if err != nil || after == "" || after == before {
		t.Errorf("%s leads after %s, %v", after, before, err)
	}
	if leader, err := stream.StepDown(t.Context(), js, "R1"); err != nil || leader == "" {
		t.Errorf("%q leads, %v", leader, err)
	}
	wantCode(t, stream.RemovePeer(t.Context(), js, "R3", "nobody"), "nats_refused")
	var lists stream.Lists
	list := func() stream.Page {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		page, err := lists.List(ctx, js, "c", stream.Query{Limit: 100})
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Log(err) // the cluster's leader is being chosen
		}
		return page
	}
	natstest.Until(t, "the list to have both", func() bool {
		page := list()
		return page.Total == 2 && len(page.Streams) == 2 && page.Streams[1].Leader != "" && page.Streams[1].Replicas == 3
	})
	all[2].Stop()
	natstest.Until(t, "the list to say that a replica is away", func() bool {
		page := list()
		return len(page.Streams) == 2 && page.Streams[1].Health == stream.ReplicaOffline
	})
}
