package api

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

const kvPath = "/api/nats/kv/buckets"

func TestKVFromTheBucketToTheRestoredKey(t *testing.T) {
	s := newShop(t, 0)
	made := s.post(kvPath, `{"bucket":"config","history":5,"description":"what the shop is set to"}`)
	if d := of[BucketDetail](t, made); made.status != http.StatusCreated || d.Bucket.History != 5 || d.Config.Name != "KV_config" || d.Revision == "" {
		t.Errorf("%d %+v", made.status, d.Bucket)
	}
	if list := of[Buckets](t, s.get(kvPath)); list.Total != 1 || list.Buckets[0].Bucket != "config" || list.Buckets[0].Stream != "KV_config" {
		t.Errorf("%+v", list)
	}
	key := kvPath + "/config/keys/a%2Fb.c"
	first := of[KeyWritten](t, s.put(key, `{"data":"one","revision":0}`))
	second := of[KeyWritten](t, s.put(key, `{"data":"/wA=","encoding":"base64","revision":`+number(first.Revision)+`}`))
	got := of[BucketEntry](t, s.get(key))
	if got.Key != "a/b.c" || got.Revision != second.Revision || got.Data != "/wA=" || got.Encoding != "base64" || got.Size != 2 || got.Operation != "put" {
		t.Errorf("%+v", got)
	}
	history := of[KeyRevisions](t, s.get(key+"/history"))
	if len(history.Revisions) != 2 || history.Revisions[0].Revision != second.Revision || history.Revisions[1].Data != "one" || history.Partial {
		t.Errorf("%+v", history)
	}
	third := of[KeyWritten](t, s.post(key+"/restore", `{"revision":`+number(first.Revision)+`,"last_revision":`+number(second.Revision)+`}`))
	if got := of[BucketEntry](t, s.get(key+"?fresh=true&max=2")); got.Data != "on" || !got.Truncated || got.Size != 3 || got.Revision != third.Revision {
		t.Errorf("%+v", got)
	}
	if keys := of[BucketKeys](t, s.get(kvPath+"/config/keys?prefix=a/")); len(keys.Keys) != 1 || keys.Keys[0].Size != 3 || !keys.TotalExact || keys.Sort != "key" {
		t.Errorf("%+v", keys)
	}
	of[KeyWritten](t, s.delete(key+"?purge=true&revision="+number(third.Revision)))
	if keys := of[BucketKeys](t, s.get(kvPath+"/config/keys?deleted=true")); len(keys.Keys) != 1 || keys.Keys[0].Operation != "purge" {
		t.Errorf("%+v", keys)
	}
	if done := of[BucketCompacted](t, s.post(kvPath+"/config/compact", `{"older_than":"0s"}`)); done.Removed != 1 || !done.Complete {
		t.Errorf("%+v", done)
	}
	of[Deleted](t, s.delete(kvPath+"/config"))
	s.want(s.get(kvPath+"/config"), http.StatusNotFound, "bucket_not_found")
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

func TestKVRefusals(t *testing.T) {
	s := newShop(t, 0)
	kv, err := s.js.CreateKeyValue(t.Context(), jetstream.KeyValueConfig{Bucket: "config"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.PutString(t.Context(), "k", "v"); err != nil {
		t.Fatal(err)
	}
	const key = kvPath + "/config/keys/k"
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{http.MethodPut, key, `{"data":"x","revision":0}`, 409, "key_exists"},
		{http.MethodPut, key, `{"data":"x","revision":7}`, 412, "revision_changed"},
		{http.MethodPut, key, `{"data":"x","revison":1}`, 422, "validation_failed"},
		{http.MethodPut, key, `{"data":"x","ttl":"1ms"}`, 422, "validation_failed"},
		{http.MethodPut, key, `{"data":"x","ttl":"1m"}`, 422, "ttl_not_allowed"},
		{http.MethodPut, key, `{"data":"%","encoding":"base64"}`, 422, "validation_failed"},
		{http.MethodPut, kvPath + "/config/keys/a..b", `{"data":"x"}`, 422, "validation_failed"},
		{http.MethodPut, kvPath + "/config/keys/a%0Ab", `{"data":"x"}`, 422, "validation_failed"},
		{http.MethodDelete, key + "?revision=9", "", 412, "revision_changed"},
		{http.MethodGet, kvPath + "/config/keys/none", "", 404, "key_not_found"},
		{http.MethodGet, kvPath + "/config/keys/none/history", "", 404, "key_not_found"},
		{http.MethodGet, key + "?revision=99", "", 404, "revision_not_found"},
		{http.MethodGet, kvPath + "/missing/keys", "", 404, "bucket_not_found"},
		{http.MethodGet, kvPath + "/missing/keys/k/history", "", 404, "bucket_not_found"},
		{http.MethodGet, kvPath + "/a.b/keys", "", 422, "validation_failed"},
		{http.MethodGet, kvPath + "/config/keys?cursor=abc", "", 422, "validation_failed"},
		{http.MethodPost, kvPath, `{"bucket":"config","history":9}`, 409, "bucket_exists"},
		{http.MethodPost, kvPath, `{"bucket":"x","history":65}`, 422, "validation_failed"},
		{http.MethodPost, kvPath, `{"bucket":"x","ttl":"soon"}`, 422, "validation_failed"},
		{http.MethodPost, kvPath + "/config/compact", `{"older_than":"-1s"}`, 422, "validation_failed"},
	} {
		s.want(s.ask(s.browser, c.method, c.path, c.body), c.status, c.code)
	}
	if e, err := kv.Get(t.Context(), "k"); err != nil || string(e.Value()) != "v" || e.Revision() != 1 {
		t.Errorf("%v, %v", e, err)
	}
}

// TestKVWithLittlePermission: who may only read one bucket reads it, and is told what
// it may not.
func TestKVWithLittlePermission(t *testing.T) {
	server := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("root", "root"), natstest.WithPermissions("ann", "secret", natstest.Permissions{
		PublishAllow: []string{
			"$JS.API.STREAM.INFO.KV_config", "$JS.API.DIRECT.GET.KV_config", "$JS.API.DIRECT.GET.KV_config.>", "$JS.API.STREAM.MSG.GET.KV_config",
			"$JS.API.CONSUMER.*.KV_config.>", "$JS.API.CONSUMER.MSG.NEXT.KV_config.>",
		},
		SubscribeAllow: []string{"_INBOX.>"},
	}))
	js, err := jetstream.New(server.Connect(nats.UserInfo("root", "root")))
	if err != nil {
		t.Fatal(err)
	}
	kv, err := js.CreateKeyValue(t.Context(), jetstream.KeyValueConfig{Bucket: "config"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.PutString(t.Context(), "k", "v"); err != nil {
		t.Fatal(err)
	}
	s := newRig(t)
	s.connect("nats://ann:secret@" + server.Addr())
	if keys := of[BucketKeys](t, s.get(kvPath+"/config/keys")); len(keys.Keys) != 1 {
		t.Errorf("%+v", keys)
	}
	if got := of[BucketEntry](t, s.get(kvPath+"/config/keys/k")); got.Data != "v" {
		t.Errorf("%+v", got)
	}
	of[KeyRevisions](t, s.get(kvPath+"/config/keys/k/history"))
	refusal := s.want(s.put(kvPath+"/config/keys/k", `{"data":"x"}`), http.StatusForbidden, "nats_permission")
	if !strings.Contains(refusal.Detail, "$KV.config.k") {
		t.Errorf("the subject is not named: %s", refusal.Detail)
	}
	s.want(s.get(kvPath+"/other/keys"), http.StatusForbidden, "nats_permission")
}
