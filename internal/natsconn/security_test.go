package natsconn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

func codeOf(err error) string { return fault.CodeOf(err) }

func TestCase45_DisconnectDeletesTheCiphertext(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{})
	c := r.open(s.URL())
	if _, err := r.store.Get(context.Background(), c.ID()); err != nil {
		t.Fatal(err)
	}
	r.Disconnect(c)
	if _, err := r.store.Get(context.Background(), c.ID()); !errors.Is(err, ErrNoRecord) {
		t.Errorf("%v, want no record", err)
	}
}

func TestCase51_LimitEvictsTheOldestParkedElseRefuses(t *testing.T) {
	s := natstest.Start(t)
	r := newRig(t, Config{MaxConnections: 3})
	a, b, c := r.open(s.URL()), r.open(s.URL()), r.open(s.URL())
	_, err := r.Open(ctx(t), Owner{}, r.key, specOf(t, Request{URL: s.URL()}))
	f := wantCode(t, err, "limit_reached")
	if f.RetryAfter <= 0 {
		t.Error("no Retry-After")
	}
	r.parkNow(b)
	r.parkNow(a)
	r.UpdateActivity(a) // b is the one unused for longest
	d := r.open(s.URL())
	for conn, want := range map[*ConnectionInfo]State{a: StateParked, b: StateClosed, c: StateActive, d: StateActive} {
		if got := r.Snapshot(conn).State; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	_, err = r.GetOrReconnect(ctx(t), b, r.key, Active)
	wantCode(t, err, "connection_closed")
}

const secretMark = "hunter2-do-not-print"

func TestCase53_NoSecretInAnyOutput(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", secretMark))
	r := newRig(t, Config{})
	var said strings.Builder
	note := func(v any) {
		text, _ := json.Marshal(v)
		fmt.Fprintf(&said, "%v %+v %#v %s %s\n", v, v, v, v, text)
	}
	good := Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: secretMark}}
	inURL := Request{URL: "nats://ann:" + secretMark + "@" + s.Addr()}
	spec := specOf(t, inURL)
	note(spec.Credentials)
	note(good.Auth)
	note(spec)
	c := r.openAs(good)
	note(r.Snapshot(c))
	note(r.Snapshot(c).Target)
	r.parkNow(c)
	s.Reload(natstest.WithUser("ann", "changed"))
	_, err := r.GetOrReconnect(ctx(t), c, r.key, Active)
	note(err)
	note(r.Snapshot(c))
	_, err = r.Open(ctx(t), Owner{}, r.key, spec)
	note(err)
	for _, bad := range []Request{
		{URL: "nats://ann:" + secretMark + "@[::bad"},
		{URL: "nats://ann:" + secretMark + "@host:99999"},
		{URL: "gopher://ann:" + secretMark + "@host"},
		{URL: "nats://host", Auth: Secrets{NKeySeed: secretMark}},
		{URL: "nats://host", Auth: Secrets{Creds: secretMark}},
		{URL: "nats://host", Auth: Secrets{JWT: secretMark, Seed: secretMark}},
		{URL: "nats://host", Auth: Secrets{Cert: secretMark, Key: secretMark}},
	} {
		_, err := NewSpec(bad)
		note(err)
		if err == nil {
			t.Errorf("%d: accepted", len(said.String()))
		}
	}
	record, err := r.store.Get(context.Background(), c.ID())
	if err != nil {
		t.Fatal(err)
	}
	note(record.Target)
	said.Write(record.Sealed)
	if out := said.String() + r.logs.String(); strings.Contains(out, secretMark) {
		at := strings.Index(out, secretMark)
		t.Errorf("a secret was printed: …%s…", out[max(0, at-200):at])
	}
}

func TestCase54_SwappedCiphertextIsRefusedAndRemoved(t *testing.T) {
	s := natstest.Start(t, natstest.WithUser("ann", "secret"), natstest.WithUser("bob", "other"))
	r := newRig(t, Config{})
	ann := r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "ann", Password: "secret"}})
	bob := r.openAs(Request{URL: s.URL(), Auth: Secrets{Username: "bob", Password: "other"}})
	r.parkNow(ann)
	r.parkNow(bob)
	stolen, err := r.store.Get(context.Background(), bob.ID())
	if err != nil {
		t.Fatal(err)
	}
	victim, err := r.store.Get(context.Background(), ann.ID())
	if err != nil {
		t.Fatal(err)
	}
	victim.Sealed = stolen.Sealed
	if err := r.store.Put(context.Background(), victim); err != nil {
		t.Fatal(err)
	}
	before := r.dials.dials.Load()
	_, err = r.GetOrReconnect(ctx(t), ann, r.key, Active)
	wantCode(t, err, "reauth_required")
	if r.dials.dials.Load() != before {
		t.Error("dialled with credentials that did not open")
	}
	natstest.Until(t, "the connection is removed", ann.IsClosed)
	if _, err := r.store.Get(context.Background(), ann.ID()); !errors.Is(err, ErrNoRecord) {
		t.Error("the swapped record is still there")
	}
}

func TestSealedCredentialsOpenOnlyWhereTheyBelong(t *testing.T) {
	v := vault{master: masterKey()}
	target := &Target{Name: "a", URLs: []string{"nats://a:4222"}}
	creds := Credentials{Username: "ann", Password: "secret", CA: "pem"}
	key := Key{1}
	sealed, err := v.seal(key, "id", target, creds)
	if err != nil {
		t.Fatal(err)
	}
	got, err := v.open(key, "id", target, sealed)
	if err != nil || credentialsJSON(got) != credentialsJSON(creds) {
		t.Fatalf("round trip failed: %v", err)
	}
	other := *target
	other.URLs = []string{"nats://evil:4222"}
	plainText := *target
	plainText.wantTLS = true
	for name, try := range map[string]func() (Credentials, error){
		"another key":         func() (Credentials, error) { return v.open(Key{2}, "id", target, sealed) },
		"another connection":  func() (Credentials, error) { return v.open(key, "other", target, sealed) },
		"another target":      func() (Credentials, error) { return v.open(key, "id", &other, sealed) },
		"another encryption":  func() (Credentials, error) { return v.open(key, "id", &plainText, sealed) },
		"another master key":  func() (Credentials, error) { return vault{master: masterKey()}.open(key, "id", target, sealed) },
		"a cut record":        func() (Credentials, error) { return v.open(key, "id", target, sealed[:8]) },
		"an empty record":     func() (Credentials, error) { return v.open(key, "id", target, nil) },
		"a flipped last byte": func() (Credentials, error) { return v.open(key, "id", target, flipped(sealed)) },
	} {
		if _, err := try(); !errors.Is(err, errSealed) {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
}

func flipped(b []byte) []byte {
	c := append([]byte(nil), b...)
	c[len(c)-1] ^= 1
	return c
}

// storeContract is what every Store must do.
func storeContract(t *testing.T, s Store) {
	background := context.Background()
	if _, err := s.Get(background, "none"); !errors.Is(err, ErrNoRecord) {
		t.Errorf("Get of nothing: %v, want ErrNoRecord", err)
	}
	if err := s.Delete(background, "none"); err != nil {
		t.Errorf("Delete of nothing: %v", err)
	}
	r := Record{
		ID: "a", Owner: Owner{1}, Target: &Target{Name: "n", URLs: []string{"nats://h:1"}}, Sealed: []byte{1, 2},
		CreatedAt: time.Unix(1, 0).UTC(), ExpiresAt: time.Unix(2, 0).UTC(),
	}
	for range 2 {
		if err := s.Put(background, r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Get(background, "a")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Sealed, got.Sealed); diff != "" || got.Owner != r.Owner || got.Target.Name != "n" || !got.ExpiresAt.Equal(r.ExpiresAt) {
		t.Errorf("got %+v %s", got, diff)
	}
	r.Sealed = []byte{3}
	if err := s.Put(background, r); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Get(background, "a"); len(got.Sealed) != 1 {
		t.Error("Put does not replace")
	}
	if err := s.Delete(background, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(background, "a"); !errors.Is(err, ErrNoRecord) {
		t.Error("Delete does not delete")
	}
}

func TestMemoryStore(t *testing.T) { storeContract(t, NewMemoryStore()) }
