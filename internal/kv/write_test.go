package kv

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/streamlist"
)

func revision(n uint64) Writing { return Writing{Revision: &n} }

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%v, want %s", err, code)
	}
}

func TestNothingIsReplacedUnseen(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.KeyValueConfig{Bucket: "config", History: 5})
	ctx := t.Context()
	first, err := r.store.Put(ctx, "config", "a/b=c.d-e_f", []byte("mine"), revision(0))
	if err != nil {
		t.Fatal(err)
	}
	second := r.put(theirs, "a/b=c.d-e_f", "theirs")
	_, err = r.store.Put(ctx, "config", "a/b=c.d-e_f", []byte("mine again"), revision(first))
	wantCode(t, err, "revision_changed")
	_, err = r.store.Put(ctx, "config", "a/b=c.d-e_f", []byte("new"), revision(0))
	wantCode(t, err, "key_exists")
	_, err = r.store.Delete(ctx, "config", "a/b=c.d-e_f", true, revision(first))
	wantCode(t, err, "revision_changed")
	if e, err := theirs.Get(ctx, "a/b=c.d-e_f"); err != nil || string(e.Value()) != "theirs" || e.Revision() != second {
		t.Errorf("%v, %v", e, err)
	}
	third, err := r.store.Put(ctx, "config", "a/b=c.d-e_f", []byte("mine after all"), revision(second))
	if err != nil || third != second+1 {
		t.Errorf("%d, %v", third, err)
	}
}

func TestAKeyIsMadeAgainAfterItWasDeleted(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.KeyValueConfig{Bucket: "config", History: 5})
	ctx := t.Context()
	for _, purge := range []bool{false, true} {
		r.put(theirs, "k", "1")
		last := r.put(theirs, "k", "2")
		if _, err := r.store.Delete(ctx, "config", "k", purge, revision(last)); err != nil {
			t.Fatal(err)
		}
		if _, err := theirs.Get(ctx, "k"); !errors.Is(err, jetstream.ErrKeyNotFound) {
			t.Errorf("nats.go says %v", err)
		}
		for _, how := range []Reading{{}, {Fresh: true}} {
			_, err := r.store.Get(ctx, "config", "k", how)
			wantCode(t, err, "key_not_found")
		}
		old, err := theirs.GetRevision(ctx, "k", last)
		if purge != (err != nil) {
			t.Errorf("after a purge (%v) the revision before is %v, %v", purge, old, err)
		}
		if _, err := r.store.Put(ctx, "config", "k", []byte("again"), revision(0)); err != nil {
			t.Error(err)
		}
	}
}

func TestValuesAndKeysOfEveryKind(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.KeyValueConfig{Bucket: "config", MaxValueSize: 512 << 10})
	ctx := t.Context()
	for key, value := range map[string]string{
		"binary": "\x00\xff\xfe", "empty": "", "a/b": "slash", "a.b.c": "dots", "=_-/.x": "signs", strings.Repeat("k", 200): "long", "large": strings.Repeat("x", 400<<10),
	} {
		n, err := r.store.Put(ctx, "config", key, []byte(value), Writing{})
		if err != nil {
			t.Errorf("%.20s: %v", key, err)
			continue
		}
		if e, err := theirs.Get(ctx, key); err != nil || string(e.Value()) != value {
			t.Errorf("%.20s: nats.go reads %v", key, err)
		}
		for _, how := range []Reading{{}, {Fresh: true}, {Revision: n}} {
			e, err := r.store.Get(ctx, "config", key, how)
			if err != nil || !bytes.Equal(e.Value, []byte(value)) || e.Revision != n || e.Key != key || e.Created.IsZero() || len(e.Header) > 0 {
				t.Errorf("%.20s %+v: %v", key, how, err)
			}
		}
	}
	for _, key := range []string{"", ".a", "a.", "a..b", "a b", "*", "a.>", "a\r\nb", "ä", strings.Repeat("k", 1025)} {
		_, err := r.store.Put(ctx, "config", key, nil, Writing{})
		wantCode(t, err, "validation_failed")
	}
	_, err := r.store.Put(ctx, "config", "too-large", make([]byte, 600<<10), Writing{})
	wantCode(t, err, "value_too_large")
	_, err = r.store.Put(ctx, "config", "k", nil, Writing{TTL: time.Minute})
	wantCode(t, err, "ttl_not_allowed")
	_, err = r.store.Get(ctx, "config", "a/b", Reading{Revision: 1 << 40})
	wantCode(t, err, "revision_not_found")
	for _, bucket := range []string{"missing", "config2"} {
		_, err = r.store.Put(ctx, bucket, "k", nil, Writing{})
		wantCode(t, err, "bucket_not_found")
		_, err = r.store.Get(ctx, bucket, "k", Reading{})
		wantCode(t, err, "bucket_not_found")
	}
}

func TestAKeyWithATTL(t *testing.T) {
	r := newRig(t)
	ctx := t.Context()
	if _, err := r.store.Create(ctx, Configuration{Bucket: "leases", MarkerTTL: time.Minute}); err != nil {
		t.Fatal(err)
	}
	n, err := r.store.Put(ctx, "leases", "k", []byte("v"), Writing{TTL: 90 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	e, err := r.store.Get(ctx, "leases", "k", Reading{Revision: n})
	if err != nil || e.Header.Get(hdrTTL) != "1m30s" {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestABucketIsAsNatsGoMakesIt(t *testing.T) {
	r := newRig(t)
	ctx := t.Context()
	r.bucket(jetstream.KeyValueConfig{
		Bucket: "theirs", Description: "d", History: 5, TTL: time.Hour, MaxBytes: 1 << 20, MaxValueSize: 1024, Storage: jetstream.MemoryStorage,
		Compression: true, RePublish: &jetstream.RePublish{Source: ">", Destination: "out.>"}, LimitMarkerTTL: time.Minute, Metadata: map[string]string{"a": "b"},
	})
	if _, err := r.store.Create(ctx, Configuration{
		Bucket: "ours", Description: "d", History: 5, TTL: time.Hour, MaxBytes: 1 << 20, MaxValue: 1024, Storage: "memory", Compressed: true,
		RepublishFrom: ">", RepublishTo: "out.>", MarkerTTL: time.Minute, Metadata: map[string]string{"a": "b"},
	}); err != nil {
		t.Fatal(err)
	}
	config := func(bucket string) (c string) {
		s, err := r.js.Stream(ctx, StreamOf(bucket))
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(jsonOf(t, s.CachedInfo().Config), bucket, "B")
	}
	if ours, theirs := config("ours"), config("theirs"); ours != theirs {
		t.Errorf("\nours   %s\ntheirs %s", ours, theirs)
	}
	_, err := r.store.Create(ctx, Configuration{Bucket: "ours"})
	wantCode(t, err, "bucket_exists")
	for _, c := range []Configuration{{Bucket: "a.b"}, {Bucket: ""}, {Bucket: "x", History: 65}, {Bucket: "x", Mirror: "ours", Sources: []string{"theirs"}}} {
		_, err := r.store.Create(ctx, c)
		wantCode(t, err, "validation_failed")
	}
}

func TestAMirrorIsReadHereAndWrittenAtItsOrigin(t *testing.T) {
	r := newRig(t)
	ctx := t.Context()
	origin := r.bucket(jetstream.KeyValueConfig{Bucket: "origin"})
	r.put(origin, "a", "1")
	for _, c := range []Configuration{{Bucket: "copy", Mirror: "origin"}, {Bucket: "all", Sources: []string{"origin"}}} {
		if _, err := r.store.Create(ctx, c); err != nil {
			t.Fatal(err)
		}
		natsEventually(t, func() bool {
			e, err := r.store.Get(ctx, c.Bucket, "a", Reading{Fresh: true})
			return err == nil && string(e.Value) == "1"
		})
		page, err := r.store.Keys(ctx, c.Bucket, Query{})
		if err != nil || len(page.Keys) != 1 || page.Keys[0].Key != "a" {
			t.Errorf("%s: %+v, %v", c.Bucket, page, err)
		}
	}
	if _, err := r.store.Put(ctx, "copy", "b", []byte("2"), Writing{}); err != nil {
		t.Fatal(err)
	}
	natsEventually(t, func() bool { // the mirror may answer for its origin, a moment behind
		e, err := origin.Get(ctx, "b")
		return err == nil && string(e.Value()) == "2"
	})
	_, err := r.store.Compact(ctx, "copy", 0, true)
	wantCode(t, err, "bucket_is_mirror")
	list, err := r.store.Buckets(ctx, streamlist.Listing{Limit: 2})
	if err != nil || list.Total != 3 || len(list.Items) != 2 || list.Items[1].Mirror != "KV_origin" || list.Next != "copy" {
		t.Errorf("%+v, %v", list, err)
	}
}
