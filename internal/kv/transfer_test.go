package kv

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const (
	mib  = 1 << 20
	wait = 10 * time.Second
)

// foreign writes a key just before ours is sent, as somebody else may.
type foreign struct {
	Conn

	before func(subject string)
}

func (f foreign) RequestMsg(ctx context.Context, m *nats.Msg) (*nats.Msg, error) {
	f.before(m.Subject)
	return f.Conn.RequestMsg(ctx, m)
}

func (r *rig) export(bucket string, q Query) string {
	r.t.Helper()
	x, err := r.store.Export(r.t.Context(), bucket, q)
	if err != nil {
		r.t.Fatal(err)
	}
	defer x.Close(r.t.Context())
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	n, err := x.Each(r.t.Context(), wait, func(e *ExportedKey) error { return lines.Encode(e) })
	if err != nil || strconv.FormatUint(n, 10) != strconv.Itoa(strings.Count(out.String(), "\n")) {
		r.t.Fatal(n, err)
	}
	return out.String()
}

func (r *rig) imports(s Store, how Importing, text string) *Imported {
	r.t.Helper()
	how.MaxPayload, how.Wait = mib, wait
	done, err := s.Import(r.t.Context(), "copy", how, strings.NewReader(text))
	if err != nil {
		r.t.Fatal(err)
	}
	return done
}

func wantTally(t *testing.T, done *Imported, want string) {
	t.Helper()
	if got := fmt.Sprintf("%d new %d changed %d equal %d skipped %d conflicts %d failed", done.New, done.Changed, done.Equal, done.Skipped, done.Conflicts, done.Failed); got != want {
		t.Errorf("%s, want %s (%+v, %v)", got, want, done.Errors, done.Stopped)
	}
}

func TestAnExportBecomesTheSameBucket(t *testing.T) {
	r := newRig(t)
	from, to := r.bucket(jetstream.KeyValueConfig{Bucket: "config", History: 3}), r.bucket(jetstream.KeyValueConfig{Bucket: "copy"})
	random := make([]byte, mib-512) // the server's largest message, headers and all
	_, _ = rand.Read(random)        // never fails (crypto/rand)
	values := map[string]string{
		"binary": "\x00\xff\xfe", "empty": "", "json": `{"a":["<&>",1]}`, "signs": "\u2028 \uFFFD 🙂 \\ud800 \x7f\x00", "controls": strings.Repeat("\x01", 1000),
		"large.text": strings.Repeat("x", mib-512), "large.quotes": strings.Repeat(`"`, mib-512), "large.bytes": string(random), "a/b=c.d": "x",
	}
	for key, value := range values {
		r.put(from, key, "before")
		r.put(from, key, value)
	}
	r.put(from, "gone", "x")
	if err := from.Delete(t.Context(), "gone"); err != nil {
		t.Fatal(err)
	}
	text := r.export("config", Query{})
	if n := strings.Count(text, "\n"); n != len(values) {
		t.Errorf("%d lines of %d keys", n, len(values))
	}
	wantTally(t, r.imports(r.store, Importing{DryRun: true}, text), "9 new 0 changed 0 equal 0 skipped 0 conflicts 0 failed")
	if _, err := to.Get(t.Context(), "empty"); !errors.Is(err, jetstream.ErrKeyNotFound) {
		t.Errorf("a dry run wrote: %v", err)
	}
	wantTally(t, r.imports(r.store, Importing{}, text), "9 new 0 changed 0 equal 0 skipped 0 conflicts 0 failed")
	for key, value := range values {
		if e, err := to.Get(t.Context(), key); err != nil || string(e.Value()) != value {
			t.Errorf("%s: %v", key, err)
		}
	}
	wantTally(t, r.imports(r.store, Importing{}, text), "0 new 0 changed 9 equal 0 skipped 0 conflicts 0 failed")
	if part := r.export("config", Query{Prefix: "large.b"}); strings.Count(part, "\n") != 1 || !strings.Contains(part, `"value_base64":`) {
		t.Errorf("%.100s", part)
	}
	if part := r.export("config", Query{Pattern: "large.*"}); strings.Count(part, "\n") != 3 {
		t.Errorf("%.100s", part)
	}
	if part := r.export("config", Query{Pattern: "none.>"}); part != "" {
		t.Errorf("%.100s", part)
	}
	r.nothingLeft("config")
	_, err := r.store.Export(t.Context(), "missing", Query{})
	wantCode(t, err, "bucket_not_found")
	_, err = r.store.Export(t.Context(), "config", Query{Prefix: "a", Pattern: "b"})
	wantCode(t, err, "validation_failed")
}

// TestAnExportReadsAHandful: what is written behind that comes as it is then.
func TestAnExportReadsAHandful(t *testing.T) {
	r := newRig(t)
	bucket := r.bucket(jetstream.KeyValueConfig{Bucket: "config"})
	for i := range 40 {
		r.put(bucket, fmt.Sprintf("k%02d", i), strings.Repeat("v", 100<<10))
	}
	x, err := r.store.Export(t.Context(), "config", Query{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close(t.Context())
	seen := map[string]string{}
	n, err := x.Each(t.Context(), wait, func(e *ExportedKey) error {
		if seen[e.Key] = *e.Value; len(seen) == 1 {
			r.put(bucket, "k39", "written meanwhile")
		}
		return nil
	})
	if err != nil || n != 40 || len(seen) != 40 || seen["k39"] != "written meanwhile" {
		t.Errorf("%d, %d keys, %v", n, len(seen), err)
	}
	stop := errors.New("gone")
	y, err := r.store.Export(t.Context(), "config", Query{})
	if err != nil {
		t.Fatal(err)
	}
	defer y.Close(t.Context())
	if n, err := y.Each(t.Context(), wait, func(*ExportedKey) error { return stop }); n != 0 || !errors.Is(err, stop) {
		t.Errorf("%d, %v", n, err)
	}
}

func TestAnImportTouchesOnlyWhatItMust(t *testing.T) {
	r := newRig(t)
	to := r.bucket(jetstream.KeyValueConfig{Bucket: "copy", History: 5})
	r.put(to, "equal", "same")
	theirs := r.put(to, "other", "theirs")
	r.put(to, "gone", "x")
	if err := to.Delete(t.Context(), "gone"); err != nil {
		t.Fatal(err)
	}
	const text = `{"key":"equal","value":"same"}` + "\n\r\n" + `{"key":"other","value":"ours"}` + "\n" +
		`{"key":"gone","value":"again"}` + "\n" + `{"key":"new","value_base64":"/w=="}` + "\n" + `{"end":{"keys":4,"complete":true}}`
	done := r.imports(r.store, Importing{DryRun: true}, text)
	wantTally(t, done, "2 new 1 changed 1 equal 0 skipped 0 conflicts 0 failed")
	if k := done.Keys[0]; k.Line != 3 || k.Key != "other" || k.Revision != theirs || k.Written != 0 || done.End == nil || !*done.End || done.Stopped != nil {
		t.Errorf("%+v", done)
	}
	wantTally(t, r.imports(r.store, Importing{Skip: true}, text), "2 new 0 changed 1 equal 1 skipped 0 conflicts 0 failed")
	wantTally(t, r.imports(r.store, Importing{}, text), "0 new 1 changed 3 equal 0 skipped 0 conflicts 0 failed")
	if e, err := to.Get(t.Context(), "gone"); err != nil || string(e.Value()) != "again" {
		t.Errorf("%v, %v", e, err)
	}
}

func TestAKeyTwiceInAFileIsWrittenInOrder(t *testing.T) {
	r := newRig(t)
	to := r.bucket(jetstream.KeyValueConfig{Bucket: "copy"})
	var text strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&text, `{"key":"k%d","value":"%d"}`+"\n", i%7, i)
	}
	wantTally(t, r.imports(r.store, Importing{}, text.String()), "7 new 1993 changed 0 equal 0 skipped 0 conflicts 0 failed")
	for i := 1993; i < 2000; i++ {
		if e, err := to.Get(t.Context(), fmt.Sprintf("k%d", i%7)); err != nil || string(e.Value()) != fmt.Sprint(i) {
			t.Errorf("%v, %v", e, err)
		}
	}
}

func TestAnImportNeverOverwritesWhatCameInBetween(t *testing.T) {
	r := newRig(t)
	to := r.bucket(jetstream.KeyValueConfig{Bucket: "copy"})
	r.put(to, "there", "before")
	s := r.store
	s.Conn = foreign{s.Conn, func(subject string) {
		if key := strings.TrimPrefix(subject, "$KV.copy."); key != "free" {
			r.put(to, key, "theirs")
		}
	}}
	done := r.imports(s, Importing{}, `{"key":"there","value":"ours"}`+"\n"+`{"key":"new","value":"ours"}`+"\n"+`{"key":"free","value":"ours"}`)
	wantTally(t, done, "1 new 0 changed 0 equal 0 skipped 2 conflicts 0 failed")
	for key, want := range map[string]string{"there": "theirs", "new": "theirs", "free": "ours"} {
		if e, err := to.Get(t.Context(), key); err != nil || string(e.Value()) != want {
			t.Errorf("%s: %v, %v", key, e, err)
		}
	}
	if len(done.Clashes) != 2 || done.Clashes[0].Key != "there" || done.Clashes[0].Revision != 1 {
		t.Errorf("%+v", done.Clashes)
	}
}

func TestHostileLinesAreListed(t *testing.T) {
	r := newRig(t)
	to := r.bucket(jetstream.KeyValueConfig{Bucket: "copy", MaxValueSize: 1000})
	text := strings.Join(append(hostile(), `{"key":"fine","value":"x"}`, `{"key":"k","value":"`+strings.Repeat("x", 1001)+`"}`,
		`{"key":"k","value":"x","ttl":"1m"}`, `{"key":"k","value":"`+strings.Repeat("x", 3*mib)+`"}`, `{"key":"cut","value":"`), "\n")
	for _, dry := range []bool{true, false} {
		done := r.imports(r.store, Importing{DryRun: dry}, text)
		wantTally(t, done, fmt.Sprintf("1 new 0 changed 0 equal 0 skipped 0 conflicts %d failed", len(hostile())+4))
		if e := done.Errors[0]; e.Line != 1 || e.Err.Code != "validation_failed" || done.Stopped != nil || done.End != nil {
			t.Errorf("%+v", done)
		}
	}
	if s, err := to.Status(t.Context()); err != nil || s.Values() != 1 {
		t.Errorf("%v, %v", s, err)
	}
	many := r.imports(r.store, Importing{}, strings.Repeat("x\n", 1000))
	if many.Failed != 1000 || len(many.Errors) != MostListed || many.Errors[99].Line != 100 {
		t.Errorf("%d, %d listed", many.Failed, len(many.Errors))
	}
}

func TestAnImportThatIsCutSaysWhatItDid(t *testing.T) {
	r := newRig(t)
	to := r.bucket(jetstream.KeyValueConfig{Bucket: "copy"})
	broken := iotest.ErrReader(io.ErrUnexpectedEOF)
	done, err := r.store.Import(t.Context(), "copy", Importing{MaxPayload: mib, Wait: wait},
		io.MultiReader(strings.NewReader(`{"key":"a","value":"x"}`+"\n"+`{"key":"b","value":"x"}`), broken))
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, done.Stopped, "import_cut")
	wantTally(t, done, "1 new 0 changed 0 equal 0 skipped 0 conflicts 0 failed")
	if _, err := to.Get(t.Context(), "b"); !errors.Is(err, jetstream.ErrKeyNotFound) {
		t.Error("half a line was written")
	}
	// Without an answer nothing is sent again, and nothing more is sent.
	sent := 0
	s := r.store
	s.Conn = lost{s.Conn, &sent}
	done = r.imports(s, Importing{}, strings.Repeat(`{"key":"c","value":"x"}`+"\n", 500))
	wantCode(t, done.Stopped, "outcome_unknown")
	if wantTally(t, done, "0 new 0 changed 0 equal 0 skipped 0 conflicts 1 failed"); sent != 1 {
		t.Errorf("%d were sent", sent)
	}
	for bucket, code := range map[string]string{"missing": "bucket_not_found", "a.b": "validation_failed"} {
		_, err := r.store.Import(t.Context(), bucket, Importing{}, strings.NewReader(""))
		wantCode(t, err, code)
	}
}

// lost answers nothing that is written; a key's lines come one after the other.
type lost struct {
	Conn

	sent *int
}

func (l lost) RequestMsg(context.Context, *nats.Msg) (*nats.Msg, error) {
	*l.sent++
	return nil, cut(context.Background())
}

func TestKeysAreDeletedOnlyAsTheyWereCounted(t *testing.T) {
	r := newRig(t)
	bucket := r.bucket(jetstream.KeyValueConfig{Bucket: "config", History: 3})
	alive := r.fill(bucket)
	ctx := t.Context()
	names := Deletion{Pattern: "user.*.name", Wait: wait, Count: wait, DryRun: true}
	dry, err := r.store.DeleteKeys(ctx, "config", names)
	if err != nil || dry.Matched != 60 || dry.Deleted != 0 || !dry.Complete {
		t.Fatalf("%+v, %v", dry, err)
	}
	names.DryRun, names.Expected = false, 59
	_, err = r.store.DeleteKeys(ctx, "config", names)
	wantCode(t, err, "count_changed")
	names.Expected = 60
	s := r.store
	s.Conn = foreign{s.Conn, func(subject string) {
		if subject == "$KV.config.user.07.name" {
			r.put(bucket, "user.07.name", "theirs")
		}
		if subject == "$KV.config.user.08.name" {
			r.put(bucket, "user.new.name", "theirs")
		}
	}}
	done, err := s.DeleteKeys(ctx, "config", names)
	if err != nil || done.Matched != 60 || done.Deleted != 59 || done.Changed != 1 || !done.Complete {
		t.Errorf("%+v, %v", done, err)
	}
	for _, key := range []string{"user.07.name", "user.new.name"} {
		if e, err := bucket.Get(ctx, key); err != nil || string(e.Value()) != "theirs" {
			t.Errorf("%s: %v, %v", key, e, err)
		}
	}
	all := Deletion{All: true, Purge: true, Wait: wait, Expected: uint64(len(alive) - 60 + 2)}
	if done, err = r.store.DeleteKeys(ctx, "config", all); err != nil || done.Deleted != all.Expected || !done.Complete {
		t.Errorf("%+v, %v", done, err)
	}
	if keys, err := bucket.Keys(ctx); !errors.Is(err, jetstream.ErrNoKeysFound) {
		t.Errorf("%v, %v", keys, err)
	}
	for _, d := range []Deletion{{Wait: wait}, {All: true, Prefix: "a", Wait: wait}, {Prefix: "a", Pattern: "b", Wait: wait}} {
		_, err := r.store.DeleteKeys(ctx, "config", d)
		wantCode(t, err, "validation_failed")
	}
	r.nothingLeft("config")
}

func TestADeletionWithoutAnswersStops(t *testing.T) {
	r := newRig(t)
	bucket := r.bucket(jetstream.KeyValueConfig{Bucket: "config"})
	r.put(bucket, "k", "v")
	sent := 0
	s := r.store
	s.Conn = lost{s.Conn, &sent}
	done, err := s.DeleteKeys(t.Context(), "config", Deletion{All: true, Expected: 1, Wait: wait})
	if err != nil || done.Complete || done.Deleted != 0 || sent != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	wantCode(t, done.Stopped, "outcome_unknown")
}

func hostile() []string {
	return []string{
		`x`, `[]`, `"key"`, `{}`, `{"key":"k"}`, `{"key":"k","value":"a","value_base64":"YQ=="}`, `{"key":"k","value":null}`, `{"key":"k","value":1}`,
		`{"key":"k","value_base64":"%"}`, `{"key":"k","value_base64":"YR=="}`, `{"key":"a..b","value":""}`, `{"key":"a b","value":""}`, `{"key":">","value":""}`,
		`{"key":"k\r\nPUB x 1","value":""}`, `{"KEY":"k","value":""}`, `{"key":"k","value":"","more":1}`, `{"key":"k","value":"\ud800"}`, `{"key":"k","value":"\udc00\ud800"}`,
		`{"key":"k","value":"\ud800\u0041"}`, "{\"key\":\"k\",\"value\":\"\xff\"}", `{"key":"k","value":"a"}{"key":"l","value":"b"}`, `{"key":"k","key":"l","value":""}`,
		`{"key":"k","value":"","ttl":"1ms"}`, `{"key":"k","value":"","ttl":""}`, `{"key":"k","value":"","ttl":"1m\r\nX: y"}`, `{"key":"k","value":"","revision":-1}`,
		`{"end":{}}`, `{"end":1}`, `{"key":"","value":""}`, strings.Repeat(`{"key":`, 20000), `{"key":"` + strings.Repeat("k", 1025) + `","value":""}`,
	}
}

func FuzzParseLine(f *testing.F) {
	for _, text := range append(hostile(), `{"key":"k","value":"\ud83d\ude42 \\ud800"}`, `{"key":"k","value_base64":"/w==","ttl":"never"}`, `{"end":{"complete":true}}`) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := parseLine(text)
		if err != nil || l.end != nil {
			return
		}
		// What was understood is written as a line that is understood in the same way.
		e := ExportedKey{Key: l.key, TTL: l.ttl}
		e.setValue(l.value)
		again, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		m, err := parseLine(again)
		if err != nil || m.key != l.key || m.ttl != l.ttl || !bytes.Equal(m.value, l.value) || int64(len(again)) > lineBytes(int64(len(l.value))) {
			t.Errorf("%q becomes %q: %v", text, again, err)
		}
		if CheckNewKey(l.key, "") != nil {
			t.Errorf("%q has a key that is none", text)
		}
	})
}
