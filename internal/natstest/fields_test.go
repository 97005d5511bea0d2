package natstest

import (
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/nats-io/nats-server/v2/server"
)

var update = flag.Bool("update", false, "write what is expected anew")

// serverFields is what the page's catalogues of fields are compared with, by
// their own tests.
const serverFields = "../../web/src/testing/server-fields.json"

// A server that gains a field is noticed here, and then by the catalogue that
// has to say what the field means.
func TestThePageKnowsTheFieldsOfTheServer(t *testing.T) {
	got := map[string][]string{
		"stream":   fieldPaths(reflect.TypeFor[server.StreamConfig](), ""),
		"consumer": fieldPaths(reflect.TypeFor[server.ConsumerConfig](), ""),
	}
	if *update {
		text, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(serverFields, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(serverFields)
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][]string
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the fields of nats-server %s are others (-page +server):\n%s"+
			"Run go test ./internal/natstest -run TheFields -update, and say what they mean in the page's catalogue.", server.VERSION, diff)
	}
}

// fieldPaths names what a configuration has in its JSON, and what is inside of
// its objects: "mirror", "mirror.external", "mirror.external.api".
func fieldPaths(t reflect.Type, above string) []string {
	var paths []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		paths = append(paths, above+name)
		if inner := objectIn(t.Field(i).Type); inner != nil {
			paths = append(paths, fieldPaths(inner, above+name+".")...)
		}
	}
	return paths
}

// objectIn is what is in a field that holds an object or several.
func objectIn(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return nil
	}
	return t
}
