package api

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/nats-io/nats.go/jetstream"
)

const kvConfig = kvPath + "/config"

func (s *shop) fillBucket(n int) jetstream.KeyValue {
	s.t.Helper()
	kv, err := s.js.CreateKeyValue(s.t.Context(), jetstream.KeyValueConfig{Bucket: "config", History: 2})
	if err != nil {
		s.t.Fatal(err)
	}
	for i := range n {
		if _, err := kv.Put(s.t.Context(), fmt.Sprintf("k.%d", i), []byte{byte('a' + i), byte(i) << 7}); err != nil {
			s.t.Fatal(err)
		}
	}
	return kv
}

func (s *shop) importKeys(query, body string) answer {
	s.t.Helper()
	return s.ask(s.browser, http.MethodPost, kvConfig+"/import"+query, body, "Content-Type", ndjson)
}

func TestKVExportAndImport(t *testing.T) {
	s := newShop(t, 0)
	kv := s.fillBucket(4)
	got := s.get(kvConfig + "/export?prefix=k.")
	h := got.header
	if got.status != http.StatusOK || h.Get("Content-Type") != ndjson || h.Get("Content-Disposition") != "attachment; filename=config.ndjson" || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%d %v", got.status, h)
	}
	lines := strings.Split(strings.TrimSpace(got.text), "\n")
	if len(lines) != 5 || !strings.HasPrefix(lines[0], `{"key":"k.0","revision":1,"created":"`) || !strings.HasSuffix(lines[0], `,"value":"a\u0000"}`) ||
		!strings.HasSuffix(lines[1], `,"value_base64":"YoA="}`) || lines[4] != `{"end":{"keys":4,"complete":true,"reason":"end"}}` {
		t.Errorf("%s", got.text)
	}
	if _, err := kv.PutString(t.Context(), "k.0", "other"); err != nil {
		t.Fatal(err)
	}
	if err := kv.Delete(t.Context(), "k.1"); err != nil {
		t.Fatal(err)
	}
	body := got.text + "nonsense\n"
	dry := of[KeysImported](t, s.importKeys("?dry_run=true", body))
	if dry.New != 1 || dry.Changed != 1 || dry.Equal != 2 || dry.Failed != 1 || dry.Written != 0 || dry.File != "whole" || !dry.Complete ||
		dry.Keys[0] != (ImportedKey{Line: 1, Key: "k.0", Outcome: "changed", Revision: 5}) || dry.Errors[0].Line != 6 || dry.Errors[0].Code != "validation_failed" {
		t.Errorf("%+v", dry)
	}
	if skipped := of[KeysImported](t, s.importKeys("?existing=skip", body)); skipped.New != 1 || skipped.Skipped != 1 || skipped.Written != 1 {
		t.Errorf("%+v", skipped)
	}
	if done := of[KeysImported](t, s.importKeys("", body)); done.Changed != 1 || done.Equal != 3 || done.Written != 1 || done.Keys[0].WrittenRevision == 0 {
		t.Errorf("%+v", done)
	}
	s.want(s.get(kvPath+"/missing/export"), http.StatusNotFound, "bucket_not_found")
	s.want(s.get(kvConfig+"/export?prefix=a&pattern=b"), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.importKeys("?existing=maybe", body), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.ask(s.browser, http.MethodPost, kvPath+"/missing/import", strings.Repeat("x", 4<<20)), http.StatusNotFound, "bucket_not_found")
}

// TestKVImportThatIsCut: the answer says what was written of what came.
func TestKVImportThatIsCut(t *testing.T) {
	s := newShop(t, 0)
	kv := s.fillBucket(0)
	var d net.Dialer
	conn, err := d.DialContext(t.Context(), "tcp", s.web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.web.URL+kvConfig+"/import", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	cookie := s.browser.Jar.Cookies(req.URL)[0]
	if _, err := fmt.Fprintf(conn, "POST %s/import HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n%s\n%s",
		kvConfig, cookie.String(), `{"key":"a","value":"1"}`, `{"key":"b","va`); err != nil {
		t.Fatal(err)
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	res, err := http.ReadResponse(bufio.NewReader(conn), req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var done KeysImported
	if text, err := io.ReadAll(res.Body); err != nil || json.Unmarshal(text, &done) != nil || done.Complete || done.Written != 1 || done.Problem == nil || done.Problem.Code != "import_cut" {
		t.Errorf("%d %s %v", res.StatusCode, text, err)
	}
	if e, err := kv.Get(t.Context(), "a"); err != nil || string(e.Value()) != "1" {
		t.Errorf("%v, %v", e, err)
	}
}

func TestKVDeleteKeys(t *testing.T) {
	s := newShop(t, 0)
	kv := s.fillBucket(4)
	if _, err := kv.PutString(t.Context(), "other", "x"); err != nil {
		t.Fatal(err)
	}
	const path = kvConfig + "/keys/delete"
	if dry := of[KeysDeleted](t, s.post(path, `{"prefix":"k.","dry_run":true}`)); dry.Matched != 4 || dry.Deleted != 0 || !dry.Complete {
		t.Errorf("%+v", dry)
	}
	s.want(s.post(path, `{"prefix":"k.","expected":5}`), http.StatusConflict, "count_changed")
	for _, body := range []string{`{"prefix":"k."}`, `{"expected":5}`, `{"dry_run":true}`, `{"all":true,"prefix":"k.","expected":4}`, `{"prefx":"k.","expected":4}`, `{"prefix":"a","pattern":"b","dry_run":true}`} {
		s.want(s.post(path, body), http.StatusUnprocessableEntity, "validation_failed")
	}
	if done := of[KeysDeleted](t, s.post(path, `{"pattern":"k.*","purge":true,"expected":4}`)); done.Deleted != 4 || done.Changed != 0 || !done.Complete {
		t.Errorf("%+v", done)
	}
	if done := of[KeysDeleted](t, s.post(path, `{"all":true,"expected":1}`)); done.Deleted != 1 {
		t.Errorf("%+v", done)
	}
	s.want(s.post(kvPath+"/missing/keys/delete", `{"all":true,"dry_run":true}`), http.StatusNotFound, "bucket_not_found")
}
