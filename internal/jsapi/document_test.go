package jsapi_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

func TestNames(t *testing.T) {
	for _, name := range []string{"ORDERS", "a", "größe", "🙂", "$KV", "_x-1", strings.Repeat("a", 255), "<b", `"quoted"`} {
		if err := jsapi.CheckName(name, "body.name"); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", "a.b", "*", ">", "a b", "a\tb", "a/b", `a\b`, "a\x00", "a\x7f", "a\u0085", "a\xff", strings.Repeat("a", 256)} {
		err := jsapi.CheckName(name, "body.name")
		if !fault.Is(err, "validation_failed") || field(err) != "body.name" {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func revision(t *testing.T, config string) string {
	t.Helper()
	d, err := jsapi.ReadDocument([]byte(`{"config":` + config + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return d.Revision
}

func TestRevisionsOfADocument(t *testing.T) {
	base := `{"name":"a","max_msgs":1,"metadata":{"team":"x","_nats.ver":"2.14.0"}}`
	for text, same := range map[string]bool{
		base: true,
		`{ "max_msgs":1, "name" : "a" ,"metadata":{"_nats.ver":"2.15.2","_nats.level":"5","team":"x"} }`: true,
		`{"name":"a","max_msgs":2,"metadata":{"team":"x"}}`:                                              false,
		`{"name":"a","max_msgs":1,"metadata":{"team":"y"}}`:                                              false,
		`{"name":"a","max_msgs":1,"metadata":{}}`:                                                        false,
		`{"name":"a","max_msgs":1,"metadata":null}`:                                                      false,
		`{"name":"a","max_msgs":1,"new":true,"metadata":{"team":"x"}}`:                                   false,
	} {
		if got := revision(t, text); (got == revision(t, base)) != same || len(got) != 16 {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestDocumentsStayAsTheyCame(t *testing.T) {
	d, err := jsapi.ReadDocument([]byte(`{"type":"io.nats","config":{"name":"a","later":[1.50,{"x":null}]}, "odd\n":1e3,"did_create":true}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.With("verdict", "fine"); err != nil {
		t.Fatal(err)
	}
	want := `{"revision":"` + d.Revision + `","config":{"name":"a","later":[1.50,{"x":null}]},"odd\n":1e3,"verdict":"fine"}`
	if got := string(d.JSON()); got != want || !json.Valid(d.JSON()) {
		t.Errorf("%s, want %s", got, want)
	}
	if want := `{"name":"a","later":[1.50,{"x":null}]}`; string(d.Config) != want {
		t.Errorf("%s", d.Config)
	}
	for _, broken := range []string{``, `{}`, `[]`, `{"config":`, `{"config":null}`, `{"config":[]}`, `{"config":{}} x`} {
		if _, err := jsapi.ReadDocument([]byte(broken)); !fault.Is(err, "nats_error") {
			t.Errorf("%s: %v", broken, err)
		}
	}
}
