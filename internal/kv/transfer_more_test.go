package kv

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// counted counts what is asked of the bucket by single reads.
type counted struct {
	Conn

	reads *atomic.Int64
}

func (c counted) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	if strings.Contains(subject, ".DIRECT.GET.") {
		c.reads.Add(1)
	}
	return c.Conn.Request(ctx, subject, data)
}

// TestAnExportWaitsForWhoTakesIt: what is not taken is not followed by more.
func TestAnExportWaitsForWhoTakesIt(t *testing.T) {
	r := newRig(t)
	bucket := r.bucket(jetstream.KeyValueConfig{Bucket: "config"})
	for i := range 1000 {
		r.put(bucket, fmt.Sprintf("k%03d", i), "v")
	}
	var reads atomic.Int64
	s := r.store
	s.Conn = counted{s.Conn, &reads}
	x, err := s.Export(t.Context(), "config", Query{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close(t.Context())
	taken, ahead := int64(0), int64(0)
	n, err := x.Each(t.Context(), wait, func(*ExportedKey) error {
		taken++
		ahead = max(ahead, reads.Load()-taken)
		return nil
	})
	if err != nil || n != 1000 || ahead > handfulKeys {
		t.Errorf("%d, %d read ahead, %v", n, ahead, err)
	}
}

// TestKeysThatChangeFarAhead: a bucket without history has no old revision of what is
// written while its keys are read, so nothing may be counted by what comes.
func TestKeysThatChangeFarAhead(t *testing.T) {
	r := newRig(t)
	bucket := r.bucket(jetstream.KeyValueConfig{Bucket: "config", Storage: jetstream.MemoryStorage})
	const all = 2000
	for i := range all {
		r.put(bucket, fmt.Sprintf("k%04d", i), "v")
	}
	var once atomic.Bool
	s := r.store
	s.Conn = foreign{s.Conn, func(string) {
		if !once.CompareAndSwap(false, true) {
			return
		}
		for i := 500; i < all; i += 10 {
			r.put(bucket, fmt.Sprintf("k%04d", i), "theirs")
		}
		if err := bucket.Delete(t.Context(), "k1999"); err != nil {
			t.Error(err)
		}
		r.put(bucket, "new", "theirs")
	}}
	done, err := s.DeleteKeys(t.Context(), "config", Deletion{All: true, Expected: all, Wait: wait})
	if err != nil || !done.Complete || done.Matched != all || done.Changed != 151 || done.Deleted != all-151 {
		t.Errorf("%+v, %v", done, err)
	}
	page, err := r.store.Keys(t.Context(), "config", Query{Limit: MostKeys})
	if err != nil || len(page.Keys) != 151 {
		t.Errorf("%d keys are left, %v", len(page.Keys), err)
	}
}

func TestATTLAndAMirror(t *testing.T) {
	r := newRig(t)
	ctx := t.Context()
	for _, c := range []Configuration{{Bucket: "leases", MarkerTTL: time.Minute}, {Bucket: "copy", MarkerTTL: time.Minute}, {Bucket: "mirror", Mirror: "leases"}} {
		if _, err := r.store.Create(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.store.Put(ctx, "leases", "k", []byte("v"), Writing{TTL: 90 * time.Second}); err != nil {
		t.Fatal(err)
	}
	natsEventually(t, func() bool { return strings.Contains(r.export("mirror", Query{}), `"ttl":"1m30s"`) })
	wantTally(t, r.imports(r.store, Importing{}, r.export("mirror", Query{})+`{"key":"l","value":"","ttl":"never"}`), "2 new 0 changed 0 equal 0 skipped 0 conflicts 0 failed")
	e, err := r.store.Get(ctx, "copy", "k", Reading{Fresh: true})
	if err != nil || e.Header.Get(hdrTTL) != "1m30s" {
		t.Errorf("%+v, %v", e, err)
	}
	_, err = r.store.Import(ctx, "mirror", Importing{}, strings.NewReader(""))
	wantCode(t, err, "bucket_is_mirror")
	_, err = r.store.DeleteKeys(ctx, "mirror", Deletion{All: true})
	wantCode(t, err, "bucket_is_mirror")
}
