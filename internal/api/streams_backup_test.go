package api

import (
	"archive/tar"
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// filled makes a stream with a consumer and n messages of so many random bytes.
func filled(t *testing.T, r *rig, s *natstest.Server, n, size int) {
	t.Helper()
	r.create(`{"name":"ORDERS","subjects":["orders.>"],"storage":"file","metadata":{"by":"<b>"}}`)
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	payload := make([]byte, size)
	for range n {
		_, _ = rand.Read(payload) // never fails (crypto/rand)
		if _, err := js.Publish(t.Context(), "orders.eu", payload); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := js.CreateConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: "worker", AckPolicy: jetstream.AckExplicitPolicy}); err != nil {
		t.Fatal(err)
	}
}

func (r *rig) backup(query string) answer {
	r.t.Helper()
	got := r.get("/api/nats/streams/ORDERS/backup" + query)
	if got.status != http.StatusOK {
		r.t.Fatalf("%d %s", got.status, got.text)
	}
	return got
}

func (r *rig) restore(query, body string) answer {
	r.t.Helper()
	return r.ask(r.browser, http.MethodPost, "/api/nats/streams/restore"+query, body, "Content-Type", tarType)
}

func TestBackupAndRestore(t *testing.T) {
	r, s := streamsRig(t)
	filled(t, r, s, 40, 100_000)
	got := r.backup("")
	if got.header.Get("Heynats-Backup-Messages") != "40" || got.header.Get("Content-Type") != tarType || !strings.Contains(got.header.Get("Content-Disposition"), "ORDERS.tar") {
		t.Errorf("%v", got.header)
	}
	archive := tar.NewReader(strings.NewReader(got.text))
	var content [2]string
	for i, name := range []string{"backup.json", "stream.arc.s2"} {
		h, err := archive.Next()
		if err != nil || h.Name != name {
			t.Fatalf("%+v, %v", h, err)
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			t.Fatal(err)
		}
		content[i] = string(data)
	}
	r.want(r.restore("", got.text), http.StatusConflict, "stream_exists")
	r.delete("/api/nats/streams/ORDERS")
	d := r.detail(r.restore("", got.text), http.StatusCreated)
	if d.Config.Name != "ORDERS" || d.State.Messages != 40 || d.State.ConsumerCount != 1 || d.Config.Metadata["by"] != "<b>" {
		t.Errorf("%+v", d)
	}
	// As servers before 2.15 have it, from a directory.
	r.delete("/api/nats/streams/ORDERS")
	if d := r.detail(r.restore("", files(t, "./backup.json", content[0], "./stream.tar.s2", content[1])), http.StatusCreated); d.State.Messages != 40 {
		t.Errorf("%+v", d)
	}
	without := r.backup("?consumers=false")
	r.delete("/api/nats/streams/ORDERS")
	if d := r.detail(r.restore("?name=AGAIN", without.text), http.StatusCreated); d.Config.Name != "AGAIN" || d.State.ConsumerCount != 0 || d.State.Messages != 40 {
		t.Errorf("%+v", d)
	}
	r.want(r.get("/api/nats/streams/NONE/backup"), http.StatusNotFound, "stream_not_found")
	r.want(r.restore("?name=a.b", without.text), http.StatusUnprocessableEntity, "validation_failed")
}

// files makes a tar.
func files(t *testing.T, all ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i+1 < len(all); i += 2 {
		if err := errors.Join(w.WriteHeader(&tar.Header{Name: all[i], Mode: 0o600, Size: int64(len(all[i+1]))}), func() error { _, err := w.Write([]byte(all[i+1])); return err }()); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRestoreRefusesWhatIsNoBackup(t *testing.T) {
	r, _ := streamsRig(t)
	const meta = `{"config":{"name":"A","subjects":["a"],"storage":"file"},"state":{}}`
	for name, body := range map[string]string{
		"no tar":           strings.Repeat("x", 4096),
		"an empty tar":     files(t),
		"other files":      files(t, "readme", "x"),
		"data first":       files(t, "stream.tar.s2", "x", "backup.json", meta),
		"no data":          files(t, "backup.json", meta),
		"no JSON":          files(t, "backup.json", "x", "stream.tar.s2", "x"),
		"no configuration": files(t, "backup.json", `{"config":null}`, "stream.tar.s2", "x"),
		"no name":          files(t, "backup.json", `{"config":{"name":7}}`, "stream.tar.s2", "x"),
		"a hostile name":   files(t, "backup.json", `{"config":{"name":"A.>"}}`, "stream.tar.s2", "x"),
		"huge meta":        files(t, "backup.json", strings.Repeat(" ", 2<<20), "stream.tar.s2", "x"),
	} {
		if p := r.restore("", body).problem(t); p.Code != "validation_failed" || len(p.Errors) != 1 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	r.want(r.restore("", files(t, "backup.json", meta, "stream.tar.s2", "this is no snapshot at all")), http.StatusUnprocessableEntity, "restore_failed")
	r.want(r.restore("", ""), http.StatusUnprocessableEntity, "validation_failed")
	if p := r.restore("", files(t, "backup.json", `{"config":{"name":"A","storage":"file","colour":"red"}}`, "stream.tar.s2", "x")).problem(t); p.Code != "nats_refused" {
		t.Errorf("%+v", p)
	}
	r.want(r.get("/api/nats/streams/A"), http.StatusNotFound, "stream_not_found")
}

func TestRestoreThatIsCutLeavesNothing(t *testing.T) {
	r, s := streamsRig(t)
	filled(t, r, s, 40, 100_000)
	whole := r.backup("").text
	r.delete("/api/nats/streams/ORDERS")
	body, send := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.web.URL+"/api/nats/streams/restore", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", tarType)
	done := make(chan error, 1)
	go func() {
		res, err := r.browser.Do(req)
		if err == nil {
			_ = res.Body.Close()
		}
		done <- err
	}()
	if _, err := io.WriteString(send, whole[:len(whole)/2]); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "a part of the stream", func() bool { return r.get("/api/nats/streams/ORDERS").status == http.StatusOK })
	_ = send.CloseWithError(errors.New("cut"))
	if err := <-done; err == nil {
		t.Error("the upload was not cut")
	}
	natstest.Until(t, "the restore to end", func() bool { return r.stats().Leases == 0 })
	r.want(r.get("/api/nats/streams/ORDERS"), http.StatusNotFound, "stream_not_found")
	// The server has forgotten it: the whole of it can be restored at once.
	if d := r.detail(r.restore("", whole), http.StatusCreated); d.State.Messages != 40 {
		t.Errorf("%+v", d)
	}
	// Cut so that the answer can be read: the tar ends in the middle of a file.
	r.delete("/api/nats/streams/ORDERS")
	if p := r.want(r.restore("", whole[:len(whole)/2]), http.StatusBadRequest, "upload_cut"); !strings.Contains(p.Detail, "Nothing of the stream stays") {
		t.Errorf("%+v", p)
	}
	r.want(r.get("/api/nats/streams/ORDERS"), http.StatusNotFound, "stream_not_found")
}

func TestRestoreWhileTheServerDies(t *testing.T) {
	r, s := streamsRig(t)
	filled(t, r, s, 40, 100_000)
	whole := r.backup("").text
	r.delete("/api/nats/streams/ORDERS")
	body, send := io.Pipe()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.web.URL+"/api/nats/streams/restore", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", tarType)
	answered := make(chan answer, 1)
	go func() {
		defer close(answered)
		res, err := r.browser.Do(req)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = res.Body.Close() }()
		text, _ := io.ReadAll(res.Body)
		answered <- answer{status: res.StatusCode, header: res.Header, text: string(text)}
	}()
	if _, err := io.WriteString(send, whole[:len(whole)/2]); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "a part of the stream", func() bool { return r.get("/api/nats/streams/ORDERS").status == http.StatusOK })
	s.Stop()
	_, _ = io.WriteString(send, whole[len(whole)/2:]) // refused, once it is noticed
	_ = send.Close()
	select {
	case got := <-answered:
		if p := got.problem(t); p.Status < 500 || !strings.Contains(p.Detail, "not known") {
			t.Errorf("%+v", p)
		}
	case <-time.After(time.Minute):
		t.Error("no answer")
	}
}

func TestOnlyRestoreTakesLargeBodies(t *testing.T) {
	r := newRig(t)
	limit := func(method, path string) int64 {
		req, err := http.NewRequestWithContext(t.Context(), method, path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		return r.api.BodyLimit(req)
	}
	if limit(http.MethodPost, "/api/nats/streams/restore") < 1<<40 {
		t.Error("restore is limited")
	}
	for _, path := range []string{"/api/nats/streams", "/api/nats/streams/A/purge", "/api/nats/connect", "/api/nats/streams/restore/x", "/x"} {
		if n := limit(http.MethodPost, path); n != 0 {
			t.Errorf("%s takes %d bytes", path, n)
		}
	}
}

func TestBackupIsFollowed(t *testing.T) {
	r, s := streamsRig(t)
	filled(t, r, s, 40, 100_000)
	const one = "/api/nats/streams/ORDERS/backup/one"
	r.want(r.get(one), http.StatusNotFound, "download_not_found")
	got := r.backup("?download=one")
	natstest.Until(t, "the download to be over", func() bool { return r.progress(one).State == "sent" })
	if p := r.progress(one); p.Messages != 40 || p.Bytes < 4_000_000 || p.Gathered < 4_000_000 || p.Size != int64(len(got.text)) || p.Sent != p.Size || p.Problem != nil {
		t.Errorf("%+v", p)
	}
	r.backup("?download=one") // it is over, so its name is free

	// Nobody else sees it, whatever they know of it.
	stranger := r.newBrowser()
	r.want(r.ask(stranger, http.MethodGet, one, ""), http.StatusUnauthorized, "no_session")
	r.ask(stranger, http.MethodPost, "/api/nats/connect", jsonOf(t, ConnectRequest{URL: s.URL()}))
	r.want(r.ask(stranger, http.MethodGet, one, ""), http.StatusNotFound, "download_not_found")
	r.want(r.ask(stranger, http.MethodDelete, one, ""), http.StatusNotFound, "download_not_found")
	r.want(r.get("/api/nats/streams/ORDERS/backup?download=a%20b"), http.StatusUnprocessableEntity, "validation_failed")

	answer := r.want(r.get("/api/nats/streams/NONE/backup?download=two"), http.StatusNotFound, "stream_not_found")
	if p := r.progress("/api/nats/streams/NONE/backup/two"); p.State != "failed" || p.Problem == nil || !reflect.DeepEqual(*p.Problem, answer) {
		t.Errorf("%+v", p)
	}
}

func TestBackupIsStoppedWhileItIsGathered(t *testing.T) {
	s := natstest.Start(t)
	nc := s.Connect()
	sub, err := nc.Subscribe("FAKE.STREAM.SNAPSHOT.ORDERS", func(m *nats.Msg) {
		var asked struct {
			Deliver string `json:"deliver_subject"`
		}
		_ = json.Unmarshal(m.Data, &asked)
		_ = m.Respond([]byte(`{"config":{"name":"ORDERS"},"state":{"messages":7,"bytes":700}}`))
		_ = nc.PublishMsg(&nats.Msg{Subject: asked.Deliver, Reply: "ACK.1", Data: []byte("the first of it")}) // and no more
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sub.Unsubscribe() }()
	r := newRig(t)
	r.post("/api/nats/connect", jsonOf(t, ConnectRequest{URL: s.URL(), JetStreamAPIPrefix: "FAKE"}))
	ended := make(chan answer, 1)
	go func() { ended <- r.get("/api/nats/streams/ORDERS/backup?download=one") }()
	const one = "/api/nats/streams/ORDERS/backup/one"
	natstest.Until(t, "a chunk to come", func() bool { return strings.Contains(r.get(one).text, `"gathered_bytes":15,`) })
	if p := r.progress(one); p.State != "gathering" || p.Messages != 7 || p.Bytes != 700 {
		t.Errorf("%+v", p)
	}
	r.want(r.get("/api/nats/streams/ORDERS/backup?download=one"), http.StatusConflict, "download_exists")
	if got := r.delete(one); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(<-ended, http.StatusConflict, "download_stopped")
	if p := r.progress(one); p.State != "stopped" || p.Problem != nil {
		t.Errorf("%+v", p)
	}
}

func TestBackupIsStoppedWhileItIsSent(t *testing.T) {
	r, s := streamsRig(t)
	filled(t, r, s, 40, 500_000) // more than the buffers between two sockets hold
	const one, two = "/api/nats/streams/ORDERS/backup/one", "/api/nats/streams/ORDERS/backup/two"
	begin := func(name string) *http.Response {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.web.URL+"/api/nats/streams/ORDERS/backup?download="+name, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		res, err := r.browser.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	res := begin("one")
	if p := r.progress(one); p.State != "sending" || p.Sent >= p.Size {
		t.Fatalf("%+v", p)
	}
	r.delete(one)
	if n, err := io.Copy(io.Discard, res.Body); err == nil || n >= res.ContentLength {
		t.Errorf("%d of %d bytes, %v", n, res.ContentLength, err)
	}
	_ = res.Body.Close()
	natstest.Until(t, "the download to be stopped", func() bool { return r.progress(one).State == "stopped" })

	res = begin("two")
	_ = res.Body.Close() // who downloads stops
	natstest.Until(t, "the download to be stopped", func() bool { return r.progress(two).State == "stopped" })
}

func (r *rig) progress(path string) BackupProgress {
	r.t.Helper()
	got := r.get(path)
	if got.status != http.StatusOK {
		r.t.Fatalf("%d %s", got.status, got.text)
	}
	var p BackupProgress
	got.into(r.t, &p)
	return p
}
