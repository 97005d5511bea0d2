package objstore

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

// noise is a content of so many bytes.
func noise(size int) []byte {
	data := make([]byte, size)
	var seed [32]byte
	_, _ = rand.NewChaCha8(seed).Read(data)
	return data
}

func TestABucketIsAsNatsGoMakesIt(t *testing.T) {
	r := newRig(t)
	r.bucket(jetstream.ObjectStoreConfig{Bucket: "theirs", Description: "d", TTL: time.Hour, MaxBytes: 1 << 20, Storage: jetstream.MemoryStorage, Compression: true, Metadata: map[string]string{"a": "b"}})
	_, err := r.store.Create(t.Context(), Configuration{Bucket: "ours", Description: "d", TTL: time.Hour, MaxBytes: 1 << 20, Storage: "memory", Compressed: true, Metadata: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	var configs [2]jetstream.StreamConfig
	for i, name := range []string{"theirs", "ours"} {
		s, err := r.js.Stream(t.Context(), StreamOf(name))
		if err != nil {
			t.Fatal(err)
		}
		configs[i] = s.CachedInfo().Config
		configs[i].Name, configs[i].Subjects = "", nil
	}
	if !reflect.DeepEqual(configs[0], configs[1]) {
		t.Errorf("theirs %+v\nours   %+v", configs[0], configs[1])
	}
	if _, err := r.store.Create(t.Context(), Configuration{Bucket: "theirs"}); !fault.Is(err, "bucket_exists") {
		t.Errorf("a second one: %v", err)
	}
}

// TestBesideNatsGo stores by each and reads by the other.
func TestBesideNatsGo(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	for _, size := range []int{0, 1, usualChunk - 1, usualChunk, usualChunk + 1, 3*usualChunk + 77, 5 << 20} {
		for _, name := range []string{"a/b.bin", "../../x", "CR\r\nLF", "\u00e4 \u65e5.svg", ".."} {
			data := noise(size)
			// Readers that return less than they could must not make other chunks.
			put, err := r.store.Put(t.Context(), "b", Upload{Name: name, Description: "d", Headers: nats.Header{"X": {"1", "2"}}}, iotest.HalfReader(bytes.NewReader(data)), nil)
			if err != nil || put.Leftover {
				t.Fatal(put, err)
			}
			got, err := theirs.GetBytes(t.Context(), name)
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%q of %d bytes read by nats.go: %d bytes, %v", name, size, len(got), err)
			}
			info, err := theirs.GetInfo(t.Context(), name)
			if err != nil || info.Size != uint64(size) || info.Digest != put.Digest || info.Headers.Values("X")[1] != "2" || info.Description != "d" || info.NUID != put.ID || !info.ModTime.Equal(put.Modified) {
				t.Fatal(info, err)
			}
			if _, err := theirs.PutBytes(t.Context(), name, data); err != nil {
				t.Fatal(err)
			}
			c, err := r.store.Read(t.Context(), "b", name)
			if err != nil {
				t.Fatal(err)
			}
			got, err = io.ReadAll(c)
			_ = c.Close()
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("%q of %d bytes by nats.go: %d bytes, %v", name, size, len(got), err)
			}
		}
	}
	// What was replaced is gone, whoever replaced it.
	var want uint64
	list, err := theirs.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list {
		want += uint64(o.Chunks)
	}
	if n := r.chunks("b"); n != want {
		t.Errorf("%d chunks for objects of %d", n, want)
	}
}

// TestAnyPart reads parts of objects that were stored one after the other, between
// each other, by chunks of odd sizes, and without direct gets.
func TestAnyPart(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	data := noise(300_001)
	even := func(name string) {
		if _, err := r.store.Put(t.Context(), "b", Upload{Name: name, ChunkSize: 1000}, bytes.NewReader(data), nil); err != nil {
			t.Error(err)
		}
	}
	even("alone")
	two := make(chan struct{})
	go func() { defer close(two); even("between 1") }()
	even("between 2")
	<-two
	odd := io.MultiReader(bytes.NewReader(data[:1500]), bytes.NewReader(data[1500:]))
	if _, err := theirs.Put(t.Context(), jetstream.ObjectMeta{Name: "odd", Opts: &jetstream.ObjectMetaOptions{ChunkSize: 1000}}, odd); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	check := func(name string) {
		t.Helper()
		c, err := r.store.Read(t.Context(), "b", name)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for range 25 {
			from := random.IntN(len(data) + 1)
			n := random.IntN(min(5000, len(data)-from) + 1)
			if _, err := c.Seek(int64(from), io.SeekStart); err != nil {
				t.Fatal(err)
			}
			got := make([]byte, n)
			if _, err := io.ReadFull(c, got); err != nil || !bytes.Equal(got, data[from:from+n]) {
				t.Fatalf("%s from %d, %d bytes: %v", name, from, n, err)
			}
		}
	}
	for _, name := range []string{"alone", "between 1", "between 2", "odd"} {
		check(name)
	}
	s, err := r.js.Stream(t.Context(), "OBJ_b")
	if err != nil {
		t.Fatal(err)
	}
	cfg := s.CachedInfo().Config
	cfg.AllowDirect = false
	if _, err := r.js.UpdateStream(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		return
	}
	check("between 1")
}

func TestAnUploadThatIsCutLeavesNothing(t *testing.T) {
	r := newRig(t)
	r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := r.store.Put(t.Context(), "b", Upload{Name: "x"}, strings.NewReader("before"), nil); err != nil {
		t.Fatal(err)
	}
	for _, cause := range []error{errors.New("cut"), io.ErrUnexpectedEOF} {
		body := io.MultiReader(bytes.NewReader(noise(3*usualChunk+5)), iotest.ErrReader(cause))
		_, err := r.store.Put(t.Context(), "b", Upload{Name: "x"}, body, nil)
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Code != "upload_cut" || f.Hint != "What came of it was removed again." {
			t.Errorf("%v", err)
		}
	}
	c, err := r.store.Read(t.Context(), "b", "x")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got, err := io.ReadAll(c); err != nil || string(got) != "before" {
		t.Errorf("%q, %v", got, err)
	}
	if n := r.chunks("b"); n != 1 {
		t.Errorf("%d chunks", n)
	}
}

// name may lead to it.
// TestALinkThatBreaksInTheMiddle: what was sent is removed over the link that comes
// back, what came before stays, and the same upload then succeeds.
func TestALinkThatBreaksInTheMiddle(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := theirs.PutString(t.Context(), "x", "before"); err != nil {
		t.Fatal(err)
	}
	proxy := natstest.NewProxy(t, r.srv.Addr())
	store := r.as(proxy.URL())
	cut := readerFunc(func([]byte) (int, error) {
		if r.chunks("b") < 3 { // the one of before, and two of this
			return 0, nil
		}
		proxy.Cut()
		return 0, io.EOF
	})
	_, err := store.Put(t.Context(), "b", Upload{Name: "x"}, io.MultiReader(bytes.NewReader(noise(2*usualChunk)), cut), nil)
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Hint != "What came of it was removed again." {
		t.Errorf("%v", err)
	}
	if got, err := theirs.GetString(t.Context(), "x"); err != nil || got != "before" {
		t.Errorf("%q, %v", got, err)
	}
	if n := r.chunks("b"); n != 1 {
		t.Errorf("%d chunks", n)
	}
	if _, err := store.Put(t.Context(), "b", Upload{Name: "x"}, strings.NewReader("after"), nil); err != nil {
		t.Error(err)
	}
}

func TestABucketThatIsFull(t *testing.T) {
	r := newRig(t)
	r.bucket(jetstream.ObjectStoreConfig{Bucket: "b", MaxBytes: 300_000})
	_, err := r.store.Put(t.Context(), "b", Upload{Name: "x"}, bytes.NewReader(noise(2<<20)), nil)
	if !fault.Is(err, "bucket_full") {
		t.Error(err)
	}
	if n := r.chunks("b"); n != 0 {
		t.Errorf("%d chunks are left", n)
	}
}

// TestDamage takes a chunk away from one object, and changes one of another.
func TestDamage(t *testing.T) {
	r := newRig(t)
	r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	s, err := r.js.Stream(t.Context(), "OBJ_b")
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) (int, error) {
		c, err := r.store.Read(t.Context(), "b", name)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		got, err := io.ReadAll(c)
		return len(got), err
	}
	if _, err := r.store.Put(t.Context(), "b", Upload{Name: "short", ChunkSize: 1000}, bytes.NewReader(noise(5500)), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteMsg(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	if _, err := read("short"); !fault.Is(err, "object_incomplete") {
		t.Errorf("without a chunk: %v", err)
	}
	put, err := r.store.Put(t.Context(), "b", Upload{Name: "other", ChunkSize: 1000}, bytes.NewReader(noise(2000)), nil)
	if err != nil {
		t.Fatal(err)
	}
	last, err := s.GetLastMsgForSubject(t.Context(), "$O.b.C."+put.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteMsg(t.Context(), last.Sequence); err != nil {
		t.Fatal(err)
	}
	if _, err := r.js.Publish(t.Context(), "$O.b.C."+put.ID, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	if n, err := read("other"); !fault.Is(err, "digest_mismatch") || n != 1000 {
		t.Errorf("with another chunk: %d bytes, %v", n, err)
	}
}

func TestPagesHaveEveryObjectOnce(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	var want []string
	for i := range 57 {
		name := fmt.Sprintf("o/%02d", (i*31)%57)
		if _, err := theirs.PutString(t.Context(), name, "x"); err != nil {
			t.Fatal(err)
		}
		if i%7 == 0 {
			if err := theirs.Delete(t.Context(), name); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want = append(want, name)
	}
	slices.Sort(want)
	for _, order := range []Order{ByName, ByRevision, ""} {
		var got []string
		q := Query{Order: order, Limit: 10}
		for {
			page, err := r.store.Objects(t.Context(), "b", q)
			if err != nil || page.Partial {
				t.Fatal(page, err)
			}
			for _, o := range page.Objects {
				got = append(got, o.Name)
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
		if order != ByRevision && !slices.IsSorted(got) {
			t.Errorf("by %q: %v", order, got)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("by %q: %v", order, got)
		}
	}
	page, err := r.store.Objects(t.Context(), "b", Query{Search: "O/1", Limit: 100, Deleted: true})
	if err != nil || len(page.Objects) != 10 || page.Total != 10 {
		t.Error(page, err)
	}
	if _, err := r.store.Objects(t.Context(), "b", Query{Cursor: "?", Limit: 1}); !fault.Is(err, "invalid_cursor") {
		t.Error(err)
	}
}
