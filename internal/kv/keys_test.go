package kv

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// natsEventually waits for what servers do among themselves.
func natsEventually(t *testing.T, done func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); <-tick.C {
		if done() {
			return
		}
	}
	t.Fatal("it never came")
}

// fill writes keys, some again and some deleted, and returns those that are there.
func (r *rig) fill(kv jetstream.KeyValue) []string {
	r.t.Helper()
	alive := map[string]bool{}
	for i := range 60 {
		for _, key := range []string{fmt.Sprintf("user.%02d.name", i), fmt.Sprintf("user/%02d", i)} {
			r.put(kv, key, strings.Repeat("v", i))
			alive[key] = true
		}
		if i%3 == 0 {
			r.put(kv, "user.00.name", "again")
		}
		if i%5 == 0 {
			if err := kv.Delete(r.t.Context(), fmt.Sprintf("user/%02d", i)); err != nil {
				r.t.Fatal(err)
			}
			delete(alive, fmt.Sprintf("user/%02d", i))
		}
	}
	return slices.Sorted(maps.Keys(alive))
}

// all reads page after page.
func (r *rig) all(bucket string, q Query) (keys []Key) {
	r.t.Helper()
	for range 1000 {
		page, err := r.store.Keys(r.t.Context(), bucket, q)
		if err != nil {
			r.t.Fatal(err)
		}
		if len(page.Keys) > q.Limit {
			r.t.Fatalf("%d keys on a page of %d", len(page.Keys), q.Limit)
		}
		keys = append(keys, page.Keys...)
		if q.Cursor = page.Next; q.Cursor == "" {
			return keys
		}
	}
	r.t.Fatal("no end")
	return nil
}

func names(keys []Key) (all []string) {
	for _, k := range keys {
		all = append(all, k.Key)
	}
	return all
}

func TestPagesHaveEveryKeyOnce(t *testing.T) {
	r := newRig(t)
	for _, history := range []uint8{1, 5} {
		bucket := fmt.Sprintf("history-%d", history)
		want := r.fill(r.bucket(jetstream.KeyValueConfig{Bucket: bucket, History: history}))
		for _, order := range []Order{ByKey, ByRevision, ""} {
			got := r.all(bucket, Query{Order: order, Limit: 7})
			if order == ByRevision {
				if !slices.IsSortedFunc(got, func(a, b Key) int { return int(a.Revision) - int(b.Revision) }) {
					t.Error("not in the order of the revisions")
				}
				slices.SortFunc(got, func(a, b Key) int { return strings.Compare(a.Key, b.Key) })
			}
			if !slices.Equal(names(got), want) {
				t.Errorf("history %d by %q:\n got %v\nwant %v", history, order, names(got), want)
			}
			for _, k := range got {
				e, err := r.store.Get(t.Context(), bucket, k.Key, Reading{})
				if err != nil || e.Revision != k.Revision || int64(len(e.Value)) != k.Size || !e.Created.Equal(k.Created) || k.Operation != Put {
					t.Fatalf("%+v and %+v, %v", k, e, err)
				}
			}
		}
		if got := r.all(bucket, Query{Order: ByRevision, Limit: 50, Deleted: true}); len(got) != len(want)+12 {
			t.Errorf("with those that are deleted %d, of %d", len(got), len(want))
		}
		r.nothingLeft(bucket)
	}
}

func TestKeysAreFiltered(t *testing.T) {
	r := newRig(t)
	want := r.fill(r.bucket(jetstream.KeyValueConfig{Bucket: "b", History: 3}))
	for _, c := range []struct {
		q    Query
		want func(string) bool
	}{
		{Query{Prefix: "user.07."}, func(k string) bool { return k == "user.07.name" }},
		{Query{Prefix: "user.0"}, func(k string) bool { return strings.HasPrefix(k, "user.0") }},
		{Query{Prefix: "user/1"}, func(k string) bool { return strings.HasPrefix(k, "user/1") }},
		{Query{Pattern: "user.*.name"}, func(k string) bool { return strings.HasPrefix(k, "user.") }},
		{Query{Pattern: "user.>"}, func(k string) bool { return strings.HasPrefix(k, "user.") }},
		{Query{Search: "/2"}, func(k string) bool { return strings.Contains(k, "/2") }},
		{Query{Search: "NAME"}, func(k string) bool { return strings.Contains(k, "name") }},
		{Query{Prefix: "nobody."}, func(string) bool { return false }},
	} {
		some := slices.DeleteFunc(slices.Clone(want), func(k string) bool { return !c.want(k) })
		for _, c.q.Order = range []Order{ByKey, ByRevision} {
			c.q.Limit = 10
			got := names(r.all("b", c.q))
			slices.Sort(got)
			if !slices.Equal(got, some) {
				t.Errorf("%+v: got %v, want %v", c.q, got, some)
			}
		}
	}
	first, err := r.store.Keys(t.Context(), "b", Query{Limit: 5, Order: ByKey})
	if err != nil || !first.TotalExact || first.Total != uint64(len(want)) {
		t.Errorf("%+v, %v", first, err)
	}
	for _, q := range []Query{
		{Cursor: "x"},
		{Cursor: first.Next, Search: "other"},
		{Cursor: first.Next, Order: ByRevision},
		{Cursor: strings.Repeat("A", 5000)},
		{Prefix: "a..b"},
		{Prefix: "*"},
		{Pattern: "a.>.b"},
		{Pattern: "a b"},
		{Prefix: "a", Pattern: "b"},
	} {
		_, err := r.store.Keys(t.Context(), "b", q)
		wantCode(t, err, "validation_failed")
	}
}

func TestABucketThatIsDeletedBetweenTwoPages(t *testing.T) {
	r := newRig(t)
	r.fill(r.bucket(jetstream.KeyValueConfig{Bucket: "b"}))
	for _, order := range []Order{ByKey, ByRevision} {
		page, err := r.store.Keys(t.Context(), "b", Query{Limit: 5, Order: order})
		if err != nil {
			t.Fatal(err)
		}
		if order == ByRevision {
			if err := r.store.Remove(t.Context(), "b"); err != nil {
				t.Fatal(err)
			}
			_, err = r.store.Keys(t.Context(), "b", Query{Limit: 5, Order: order, Cursor: page.Next})
			wantCode(t, err, "bucket_not_found")
			wantCode(t, r.store.Remove(t.Context(), "b"), "bucket_not_found")
		}
	}
}

func TestCompactLeavesWhatIsThere(t *testing.T) {
	r := newRig(t)
	want := r.fill(r.bucket(jetstream.KeyValueConfig{Bucket: "b", History: 5}))
	ctx := t.Context()
	seen, err := r.store.Compact(ctx, "b", 0, true)
	if err != nil || seen != (Compaction{Markers: 12, Removable: 12, Complete: true}) {
		t.Errorf("%+v, %v", seen, err)
	}
	young, err := r.store.Compact(ctx, "b", time.Hour, false)
	if err != nil || young != (Compaction{Markers: 12, Removed: 12, Complete: true}) {
		t.Errorf("%+v, %v", young, err)
	}
	done, err := r.store.Compact(ctx, "b", 0, false)
	if err != nil || done != (Compaction{Markers: 12, Removable: 12, Removed: 12, Complete: true}) {
		t.Errorf("%+v, %v", done, err)
	}
	if got := names(r.all("b", Query{Limit: 50, Order: ByKey, Deleted: true})); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	r.nothingLeft("b")
}

// FuzzCursor: whatever is sent as a cursor is read or refused.
func FuzzCursor(f *testing.F) {
	q := Query{Search: "x"}
	f.Add(place{Mark: q.mark("b"), Order: ByKey, Key: "a"}.String(), "a", "x")
	f.Add("e30", ">", "KV-Operation: DEL\r\n")
	f.Fuzz(func(t *testing.T, cursor, text, header string) {
		q := Query{Search: "x", Cursor: cursor}
		if p, err := q.place("b"); err == nil && cursor != "" && p.Mark != q.mark("b") {
			t.Errorf("%+v", p)
		}
		if isSubject(text) && !isPattern(text) {
			t.Errorf("%q is a key and no pattern", text)
		}
		_ = OperationOf(readHeader(header))
		if OperationOf(nats.Header{}) != Put {
			t.Error("a message without headers is a put")
		}
	})
}
