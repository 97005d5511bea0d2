package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/heynats/heynats/"

// layers is the dependency rule. A package imports packages of the layers above
// it in this list, and none of its own layer or of those below.
var layers = [][]string{
	{"fault", "jsonwalk", "subject"},
	{"dialpolicy", "jsapi"},
	{"config", "natsconn", "streamlist"},
	{"stream", "consumer", "message", "kv", "objstore", "pubsub", "monitor", "micro", "session", "embedded"},
	{"live"},
	{"httpserver", "webui", "api", "metrics"},
	{"app"},
	{"cli"},
}

// plain are the packages that know nothing of HTTP: they are NATS, and the API
// is one of several ways to reach them.
var plain = []string{
	"fault", "jsonwalk", "subject", "dialpolicy", "jsapi", "natsconn", "streamlist", "session",
	"stream", "consumer", "message", "kv", "objstore", "pubsub", "monitor", "micro",
}

// TestDependencyRule reads the imports of all code that ships. The same rule
// stands in .golangci.yml, where an editor sees it; this one is complete.
func TestDependencyRule(t *testing.T) {
	for _, f := range sources(t) {
		for _, imported := range f.imports {
			if why := forbidden(f.pkg, imported); why != "" {
				t.Errorf("internal/%s imports %s: %s", f.name, imported, why)
			}
		}
	}
}

func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{"natsconn", module + "internal/fault", true},
		{"natsconn", module + "internal/natsconn/sub", true},
		{"app", module + "internal/api", true},
		{"app", module + "web", true},
		{"api", "net/http", true},
		{"stream", module + "internal/kv", false},
		{"natsconn", module + "internal/session", false},
		{"fault", module + "internal/dialpolicy", false},
		{"api", module + "internal/httpserver", false},
		{"app", module + "internal/natstest", false},
		{"unheard", module + "internal/fault", false},
		{"natsconn", "net/http", false},
		{"kv", "net/http/httptest", false},
		{"session", "github.com/danielgtaylor/huma/v2", false},
		{"httpserver", "github.com/danielgtaylor/huma/v2", false},
		{"api", "github.com/nats-io/nats-server/v2/server", false},
		{"natsconn", "github.com/heynats/heynats/web", false},
	} {
		if why := forbidden(c.pkg, c.imported); (why == "") != c.allowed {
			t.Errorf("%s imports %s: allowed is %v (%s)", c.pkg, c.imported, !c.allowed, why)
		}
	}
}

// forbidden says why pkg may not import what it imports, or nothing.
func forbidden(pkg, imported string) string {
	if ours, ok := strings.CutPrefix(imported, module+"internal/"); ok {
		return sideways(pkg, top(ours))
	}
	switch {
	case imported == module+"web" && pkg != "app":
		return "only app takes the built page, and hands it to webui"
	case within(imported, "net/http") && slices.Contains(plain, pkg):
		return "this package knows nothing of HTTP; answers are made in api"
	case within(imported, "github.com/danielgtaylor/huma") && pkg != "api":
		return "huma stays inside api"
	case within(imported, "github.com/nats-io/nats-server") && pkg != "embedded":
		return "only embedded runs a server"
	default:
		return ""
	}
}

func sideways(pkg, imported string) string {
	if pkg == imported {
		return ""
	}
	if imported == "natstest" {
		return "natstest is for tests"
	}
	from, to := layerOf(pkg), layerOf(imported)
	switch {
	case from < 0:
		return "give " + pkg + " a place in layers"
	case to < 0:
		return "give " + imported + " a place in layers"
	case to >= from:
		return "the dependency rule points the other way (DESIGN: cmd, cli, app, api, concepts, natsconn, dialpolicy, fault); define an interface where it is used"
	default:
		return ""
	}
}

func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(layer []string) bool { return slices.Contains(layer, pkg) })
}

func within(imported, tree string) bool {
	return imported == tree || strings.HasPrefix(imported, tree+"/")
}

// top is the package's first directory below internal.
func top(p string) string {
	first, _, _ := strings.Cut(p, "/")
	return first
}

// source is one file below internal that ships.
type source struct {
	name, pkg string
	imports   []string
}

func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (top(name) == "natstest" || path.Base(name) == "testdata"):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		f := source{name: name, pkg: top(name)}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, imported)
		}
		found = append(found, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 10 {
		t.Fatalf("only %d files were found", len(found))
	}
	return found
}
