package jsapi_test

import (
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

func TestNames(t *testing.T) {
	for _, name := range []string{"ORDERS", "a", "größe", "🙂", "$KV", "_x-1", strings.Repeat("a", 255), "<b", `"quoted"`} {
		if err := jsapi.CheckName("body.name", name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", "a.b", "*", ">", "a b", "a\tb", "a/b", `a\b`, "a\x00", "a\x7f", "a\u0085", "a\u00a0b", "a\xff", strings.Repeat("a", 256)} {
		err := jsapi.CheckName("body.name", name)
		if !fault.Is(err, "validation_failed") || field(err) != "body.name" {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestRevisionsOfADocument(t *testing.T) {
	base := `{"name":"a","max_msgs":1,"metadata":{"team":"x","_nats.ver":"2.14.0"}}`
	for text, same := range map[string]bool{
		base: true,
		` { "name" : "a" , "max_msgs":1,"metadata":{"_nats.ver":"2.15.2","_nats.level":"5","team":"x"} } `: true,
		`{"name":"a","max_msgs":2,"metadata":{"team":"x"}}`:                                                false,
		`{"name":"a","max_msgs":1,"metadata":{"team":"y"}}`:                                                false,
		`{"name":"a","max_msgs":1,"metadata":{}}`:                                                          false,
		`{"name":"a","max_msgs":1,"metadata":null}`:                                                        false,
		`{"name":"a","max_msgs":1,"new":true,"metadata":{"team":"x"}}`:                                     false,
	} {
		want, err := jsapi.Revision([]byte(base))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := jsapi.Revision([]byte(text)); err != nil || (got == want) != same || len(got) != 16 {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{``, `null`, `[]`, `{"a":`, `"x"`} {
		if got, err := jsapi.Revision([]byte(text)); err == nil {
			t.Errorf("%s: %q", text, got)
		}
	}
}

func TestDocumentsStayAsTheyCame(t *testing.T) {
	answer := `{"type":"io.nats","config":{"name":"a","later":[1.50,{"x":null}]}, "odd\n":1e3,"revision":"theirs"}`
	got, err := jsapi.Document([]byte(`{"revision":"r"}`), []byte(answer))
	if want := `{"revision":"r","config":{"name":"a","later":[1.50,{"x":null}]},"odd\n":1e3}`; err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	config, err := jsapi.Config([]byte(answer))
	if want := `{"name":"a","later":[1.50,{"x":null}]}`; err != nil || string(config) != want {
		t.Errorf("%s, %v", config, err)
	}
	for _, broken := range []string{`{}`, `[]`, `{"config":`, `x`} {
		if _, err := jsapi.Config([]byte(broken)); !fault.Is(err, "nats_error") {
			t.Errorf("%s: %v", broken, err)
		}
	}
	for _, broken := range []string{`[]`, `{"a":`, `x`} {
		if _, err := jsapi.Document([]byte(`{"a":1}`), []byte(broken)); !fault.Is(err, "nats_error") {
			t.Errorf("%s: %v", broken, err)
		}
	}
}
