package objstore

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
)

func TestNothingIsReplacedThatWasNotSeen(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	put := func(revision *uint64, body io.Reader) (Written, error) {
		return r.store.Put(t.Context(), "b", Upload{Name: "x", Revision: revision}, body, nil)
	}
	var none uint64
	first, err := put(&none, strings.NewReader("1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := put(&none, strings.NewReader("2")); !fault.Is(err, "object_exists") {
		t.Errorf("one that must not be: %v", err)
	}
	// Somebody else replaces it in the middle of the upload.
	inBetween := readerFunc(func([]byte) (int, error) {
		if _, err := theirs.PutBytes(t.Context(), "x", []byte("theirs")); err != nil {
			t.Error(err)
		}
		return 0, io.EOF
	})
	if _, err := put(&first.Revision, io.MultiReader(strings.NewReader("3"), inBetween)); !fault.Is(err, "revision_changed") {
		t.Errorf("another revision: %v", err)
	}
	if got, err := theirs.GetString(t.Context(), "x"); err != nil || got != "theirs" {
		t.Errorf("%q, %v", got, err)
	}
	if err := theirs.Delete(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	again, err := put(&none, strings.NewReader("4"))
	if err != nil {
		t.Fatalf("after it was deleted: %v", err)
	}
	if _, err := r.store.Delete(t.Context(), "b", "x", &first.Revision); !fault.Is(err, "revision_changed") {
		t.Errorf("deleted with an old revision: %v", err)
	}
	if left, err := r.store.Delete(t.Context(), "b", "x", &again.Revision); err != nil || left {
		t.Errorf("%v, %v", left, err)
	}
	if _, err := r.store.Get(t.Context(), "b", "x"); !fault.Is(err, "object_not_found") {
		t.Error(err)
	}
	if n := r.chunks("b"); n != 0 {
		t.Errorf("%d chunks are left", n)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestDescriptionsChange(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := theirs.Put(t.Context(), jetstream.ObjectMeta{Name: "a", Headers: nats.Header{"K": {"v"}}, Metadata: map[string]string{"m": "n"}}, strings.NewReader("text")); err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.PutString(t.Context(), "taken", "x"); err != nil {
		t.Fatal(err)
	}
	name, taken, said := "b", "taken", "said"
	if _, err := r.store.Update(t.Context(), "b", "a", Change{Name: &taken}); !fault.Is(err, "object_exists") {
		t.Errorf("a name that is taken: %v", err)
	}
	o, err := r.store.Update(t.Context(), "b", "a", Change{Name: &name, Description: &said, Metadata: map[string]string{}})
	if err != nil || o.Name != "b" || o.Description != "said" || len(o.Metadata) != 0 || o.Headers.Get("K") != "v" {
		t.Fatal(o, err)
	}
	if _, err := theirs.GetInfo(t.Context(), "a"); !errors.Is(err, jetstream.ErrObjectNotFound) {
		t.Errorf("the old name: %v", err)
	}
	if got, err := theirs.GetString(t.Context(), "b"); err != nil || got != "text" {
		t.Errorf("%q, %v", got, err)
	}
	old := o.Revision - 1
	if _, err := r.store.Update(t.Context(), "b", "b", Change{Description: &name, Revision: &old}); !fault.Is(err, "revision_changed") {
		t.Error(err)
	}
}

// meanwhile is a connection on which somebody is quicker once.
type meanwhile struct {
	Conn

	on string // what is published to
	do func()
}

func (m *meanwhile) RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error) {
	if do := m.do; do != nil && msg.Subject == m.on {
		m.do = nil
		do()
	}
	return m.Conn.RequestMsg(ctx, msg)
}

// TestARenameThatSomebodyReplaces: the content of what was seen is gone then, and no
func TestARenameThatSomebodyReplaces(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := theirs.PutString(t.Context(), "a", "old"); err != nil {
		t.Fatal(err)
	}
	store, to := r.store, "b"
	store.Conn = &meanwhile{Conn: r.store.Conn, on: "$O.b.M." + token(to), do: func() {
		if _, err := theirs.PutString(t.Context(), "a", "new"); err != nil {
			t.Error(err)
		}
	}}
	if _, err := store.Update(t.Context(), "b", "a", Change{Name: &to}); !fault.Is(err, "revision_changed") {
		t.Error(err)
	}
	if got, err := theirs.GetString(t.Context(), "a"); err != nil || got != "new" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := theirs.GetInfo(t.Context(), to); !errors.Is(err, jetstream.ErrObjectNotFound) {
		t.Errorf("the new name: %v", err)
	}
	// Once more without anybody in between.
	if _, err := store.Update(t.Context(), "b", "a", Change{Name: &to}); err != nil {
		t.Error(err)
	}
}

func TestLinks(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	r.bucket(jetstream.ObjectStoreConfig{Bucket: "other"})
	if _, err := theirs.PutString(t.Context(), "a", "text"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.store.AddLink(t.Context(), "other", "to a", Link{"b", "a"}, nil); err != nil {
		t.Fatal(err)
	}
	c, err := r.store.Read(t.Context(), "other", "to a")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got, err := io.ReadAll(c); err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
	for want, add := range map[string]func() error{
		"link_to_link":     func() error { _, err := r.store.AddLink(t.Context(), "b", "l", Link{"other", "to a"}, nil); return err },
		"object_not_found": func() error { _, err := r.store.AddLink(t.Context(), "b", "l", Link{"other", "none"}, nil); return err },
		"bucket_not_found": func() error { _, err := r.store.AddLink(t.Context(), "b", "l", Link{"none", ""}, nil); return err },
		"object_exists":    func() error { _, err := r.store.AddLink(t.Context(), "b", "a", Link{"other", ""}, nil); return err },
	} {
		if err := add(); !fault.Is(err, want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := theirs.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.store.Read(t.Context(), "other", "to a"); !fault.Is(err, "link_broken") {
		t.Error(err)
	}
	if _, err := r.store.AddLink(t.Context(), "b", "bucket", Link{"other", ""}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := r.store.Read(t.Context(), "b", "bucket"); !fault.Is(err, "link_to_bucket") {
		t.Error(err)
	}
}

func TestASealedBucketStays(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := theirs.PutString(t.Context(), "a", "text"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.store.Seal(t.Context(), "b"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.store.Put(t.Context(), "b", Upload{Name: "x"}, strings.NewReader("x"), nil); !fault.Is(err, "bucket_sealed") {
		t.Error(err)
	}
	if _, err := r.store.Delete(t.Context(), "b", "a", nil); !fault.Is(err, "bucket_sealed") {
		t.Error(err)
	}
}

func TestWhatDiedIsCleanedUp(t *testing.T) {
	r := newRig(t)
	theirs := r.bucket(jetstream.ObjectStoreConfig{Bucket: "b"})
	if _, err := theirs.PutString(t.Context(), "a", "text"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := r.js.Publish(t.Context(), "$O.b.C.dead", []byte("x")); err != nil {
			t.Fatal(err)
		}
	}
	if done, err := r.store.Clean(t.Context(), "b", time.Hour, false); err != nil || done != (Leftovers{Young: 1, Complete: true}) {
		t.Error(done, err)
	}
	if done, err := r.store.Clean(t.Context(), "b", 0, true); err != nil || done != (Leftovers{Contents: 1, Chunks: 3, Complete: true}) {
		t.Error(done, err)
	}
	if done, err := r.store.Clean(t.Context(), "b", 0, false); err != nil || done != (Leftovers{Contents: 1, Chunks: 3, Removed: 3, Complete: true}) {
		t.Error(done, err)
	}
	if got, err := theirs.GetString(t.Context(), "a"); err != nil || got != "text" {
		t.Errorf("%q, %v", got, err)
	}
	// Whose chunks these are nobody can say when a description cannot be read.
	for subject, data := range map[string]string{"$O.b.C.someone": "x", "$O.b.M." + token("odd"): `{"nuid":7}`} {
		if _, err := r.js.Publish(t.Context(), subject, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	for _, preview := range []bool{true, false} {
		if _, err := r.store.Clean(t.Context(), "b", 0, preview); !fault.Is(err, "object_unreadable") {
			t.Errorf("with preview %v: %v", preview, err)
		}
	}
	if n := r.chunks("b"); n != 2 {
		t.Errorf("%d chunks", n)
	}
}
