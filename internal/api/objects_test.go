package api

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const objectPath = "/api/nats/objects/buckets"

// send sends bytes as they are, and returns the answer with its headers.
func (s *shop) send(method, path string, body io.Reader, header ...string) (*http.Response, string) {
	s.t.Helper()
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.web.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	req.Header.Set("Content-Type", anyBytes)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.browser.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(text)
}

func TestObjectsFromTheBucketToTheSeal(t *testing.T) {
	s := newShop(t, 0)
	made := s.post(objectPath, `{"bucket":"files","description":"d"}`)
	if d := of[ObjectBucketDetail](t, made); made.status != http.StatusCreated || d.Bucket.Stream != "OBJ_files" || d.Config.Name != "OBJ_files" {
		t.Errorf("%d %+v", made.status, d.Bucket)
	}
	if list := of[ObjectBuckets](t, s.get(objectPath)); list.Total != 1 || list.Buckets[0].Bucket != "files" {
		t.Errorf("%+v", list)
	}
	const bucket = objectPath + "/files"
	for _, name := range []string{"..", "../../x", "a\r\nb", "page.html", "\u00e4/\u65e5.svg"} {
		one := bucket + "/object?name=" + url.QueryEscape(name)
		content := "<script>alert(1)</script>" + strings.Repeat("x", 300_000)
		res, text := s.send(http.MethodPut, one+"&create=true&description=said", strings.NewReader(content))
		if res.StatusCode != http.StatusOK {
			t.Fatalf("%q: %d %s", name, res.StatusCode, text)
		}
		got := of[StoredObject](t, s.get(one))
		if got.Name != name || got.Size != uint64(len(content)) || got.Chunks != 3 || got.Description != "said" {
			t.Errorf("%+v", got)
		}
		down := bucket + "/object/content?name=" + url.QueryEscape(name)
		res, text = s.send(http.MethodGet, down, nil)
		if text != content || res.Header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment; filename") || res.Header.Get("ETag") != `"`+got.Digest+`"` {
			t.Errorf("%q: %d bytes, %v", name, len(text), res.Header)
		}
		if res, text := s.send(http.MethodGet, down, nil, "Range", "bytes=299990-"); res.StatusCode != http.StatusPartialContent || text != content[299990:] {
			t.Errorf("%q: %d %d bytes", name, res.StatusCode, len(text))
		}
		if res, _ := s.send(http.MethodGet, down, nil, "If-None-Match", `"`+got.Digest+`"`); res.StatusCode != http.StatusNotModified {
			t.Errorf("%q: %d", name, res.StatusCode)
		}
	}
	s.send(http.MethodPut, bucket+"/object?name=typed&content_type=text/csv%0D%0A", strings.NewReader("a,b"))
	if res, text := s.send(http.MethodGet, bucket+"/object/content?name=typed", nil); text != "a,b" || res.Header.Get("Content-Type") != "text/csv" {
		t.Errorf("%q %v", text, res.Header)
	}
	if list := of[StoredObjects](t, s.get(bucket+"/objects?search=x")); *list.Total != 1 || list.Objects[0].Name != "../../x" || list.Sort != "name" {
		t.Errorf("%+v", list)
	}
	one := bucket + "/object?name=page.html"
	changed := of[StoredObject](t, s.ask(s.browser, http.MethodPatch, one, `{"name":"b","headers":{"Content-Type":["text/html"]},"metadata":{"a":"b"}}`))
	if changed.Name != "b" || changed.Metadata["a"] != "b" {
		t.Errorf("%+v", changed)
	}
	of[StoredObject](t, s.post(bucket+"/links", `{"name":"l","target":{"bucket":"files","name":"b"}}`))
	if res, text := s.send(http.MethodGet, bucket+"/object/content?name=l", nil); len(text) != 300_025 || res.Header.Get("Content-Type") != "text/html" || !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d bytes, %v", len(text), res.Header)
	}
	of[ObjectDeleted](t, s.delete(bucket+"/object?name=b&revision="+number(changed.Revision)))
	s.want(s.get(bucket+"/object/content?name=l"), http.StatusNotFound, "link_broken")
	if done := of[ObjectBucketCleaned](t, s.post(bucket+"/clean", `{"older_than":"0s"}`)); done.Uploads != 0 || !done.Complete {
		t.Errorf("%+v", done)
	}
	if d := of[ObjectBucketDetail](t, s.post(bucket+"/seal", "")); !d.Bucket.Sealed {
		t.Errorf("%+v", d.Bucket)
	}
	s.want(s.delete(bucket+"/object?name=l"), http.StatusConflict, "bucket_sealed")
	of[Deleted](t, s.delete(bucket))
	s.want(s.get(bucket+"/objects"), http.StatusNotFound, "bucket_not_found")
}

func TestObjectRefusals(t *testing.T) {
	s := newShop(t, 0)
	theirs, err := s.js.CreateObjectStore(t.Context(), jetstream.ObjectStoreConfig{Bucket: "files"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.Put(t.Context(), jetstream.ObjectMeta{Name: "k", Headers: nats.Header{"Content-Type": {"text/\r\nevil"}}}, strings.NewReader("v")); err != nil {
		t.Fatal(err)
	}
	const one = objectPath + "/files/object"
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{http.MethodGet, one + "?name=none", "", 404, "object_not_found"},
		{http.MethodGet, one + "/content?name=none", "", 404, "object_not_found"},
		{http.MethodGet, one, "", 422, "validation_failed"},
		{http.MethodPut, one + "?name=k&create=true", "x", 409, "object_exists"},
		{http.MethodPut, one + "?name=k&revision=99", "x", 412, "revision_changed"},
		{http.MethodPut, one + "?name=k&revision=1&create=true", "x", 422, "validation_failed"},
		{http.MethodPut, one + "?name=k&content_type=text%0D%0Ax:y", "x", 422, "validation_failed"},
		{http.MethodPut, objectPath + "/missing/object?name=k", "x", 404, "bucket_not_found"},
		{http.MethodPatch, one + "?name=k", `{"revision":99}`, 412, "revision_changed"},
		{http.MethodPatch, one + "?name=k", `{"nme":"x"}`, 422, "validation_failed"},
		{http.MethodDelete, one + "?name=k&revision=99", "", 412, "revision_changed"},
		{http.MethodPost, objectPath + "/files/links", `{"name":"k","target":{"bucket":"files","name":"k"}}`, 409, "object_exists"},
		{http.MethodGet, objectPath + "/files/objects?cursor=abc", "", 422, "invalid_cursor"},
		{http.MethodPost, objectPath, `{"bucket":"files","max_bytes":9}`, 409, "bucket_exists"},
		{http.MethodPost, objectPath + "/files/clean", `{"older_than":"-1s"}`, 422, "validation_failed"},
	} {
		s.want(s.ask(s.browser, c.method, c.path, c.body), c.status, c.code)
	}
	if got, err := theirs.GetString(t.Context(), "k"); err != nil || got != "v" {
		t.Errorf("%q, %v", got, err)
	}
	if res, text := s.send(http.MethodGet, one+"/content?name=k", nil); text != "v" || res.Header.Get("Content-Type") != anyBytes {
		t.Errorf("%q %v", text, res.Header)
	}
}

// TestADamagedObjectIsCut: who downloads it sees that it is not whole.
func TestADamagedObjectIsCut(t *testing.T) {
	s := newShop(t, 0)
	theirs, err := s.js.CreateObjectStore(t.Context(), jetstream.ObjectStoreConfig{Bucket: "files"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.PutBytes(t.Context(), "k", bytes.Repeat([]byte("x"), 400_000)); err != nil {
		t.Fatal(err)
	}
	stream, err := s.js.Stream(t.Context(), "OBJ_files")
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.DeleteMsg(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	res, err := s.browser.Get(s.web.URL + objectPath + "/files/object/content?name=k")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if got, err := io.ReadAll(res.Body); err == nil || len(got) >= 400_000 {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"a.txt": "a.txt", "../../x": "x", `c:\windows\x.bat`: "x.bat", "..": "object", "a/": "object", "a\r\nb": "a__b", "\u202egpj.exe": "_gpj.exe",
		"\u00e4.svg": "\u00e4.svg", "a<b>|c": "a_b__c", strings.Repeat("\u65e5", 100) + ".tar": strings.Repeat("\u65e5", 65) + ".tar",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q is %q and not %q", name, got, want)
		}
	}
}
