package webui_test

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"go.uber.org/goleak"

	"github.com/heynats/heynats/internal/webui"
	"github.com/heynats/heynats/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const page = `<!doctype html><html><head><base href="%HEYNATS_BASE%"><meta property="csp-nonce" nonce="%HEYNATS_NONCE%">` +
	`<link rel="stylesheet" nonce="%HEYNATS_NONCE%" href="./assets/a.css"></head><body></body></html>`

var (
	script = strings.Repeat("console.log('hello');\n", 200)
	style  = strings.Repeat("a { color: red }\n", 200)
)

func built() fstest.MapFS {
	return fstest.MapFS{
		"index.html":              {Data: []byte(page)},
		"favicon.svg":             {Data: []byte("<svg/>")},
		"theme.js":                {Data: []byte("1")},
		".gitkeep":                {},
		".secret/key.txt":         {Data: []byte("hidden")},
		"assets/app-1a2b.js":      {Data: []byte(script)},
		"assets/app-1a2b.js.br":   {Data: []byte("built brotli")},
		"assets/app-1a2b.js.gz":   {Data: []byte("built gzip")},
		"assets/style-3c4d.css":   {Data: []byte(style)},
		"assets/geist-5e6f.woff2": {Data: bytes.Repeat([]byte("font"), 1000)},
		"assets/photo-7a8b.png":   {Data: []byte("png")},
		"assets/data-9c0d.xyz":    {Data: []byte("data")},
		"assets/archive.gz":       {Data: []byte("a file of its own")},
	}
}

func handler(t *testing.T, dist fs.FS, base string) http.Handler {
	t.Helper()
	h, err := webui.New(dist, base)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return do(t, h, http.MethodGet, path, header...)
}

func do(t *testing.T, h http.Handler, method, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, "http://localhost/", http.NoBody)
	r.URL.Path = path
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestIndex(t *testing.T) {
	h := handler(t, built(), "/heynats")
	nonceOf := regexp.MustCompile(`nonce="([A-Za-z0-9+/=]{24})"`)
	seen := map[string]bool{}
	for _, path := range []string{"/", "/index.html", "/c/6f1c", "/c/6f1c/streams/ORDERS", "/healthy"} {
		w := get(t, h, path)
		body := w.Body.String()
		if w.Code != http.StatusOK || !strings.Contains(body, `<base href="/heynats/">`) || strings.Contains(body, "%HEYNATS") {
			t.Fatalf("%s: %d %s", path, w.Code, body)
		}
		nonces := nonceOf.FindAllStringSubmatch(body, -1)
		if len(nonces) != 2 || nonces[0][1] != nonces[1][1] {
			t.Fatalf("%s: nonces %v", path, nonces)
		}
		nonce := nonces[0][1]
		if seen[nonce] {
			t.Errorf("%s: the nonce is used twice", path)
		}
		seen[nonce] = true
		policy := "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; img-src 'self' data:; " +
			"font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "Cache-Control": "no-cache",
			"Content-Type": "text/html; charset=utf-8", "Etag": "", "Content-Encoding": "",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s: %q, want %q", path, name, got, want)
			}
		}
	}
	if body := get(t, handler(t, built(), ""), "/").Body.String(); !strings.Contains(body, `<base href="/">`) {
		t.Errorf("without a base path: %s", body)
	}
}

// A page without marks gets both elements, before anything relative in its head.
func TestIndexWithoutMarks(t *testing.T) {
	dist := fstest.MapFS{"index.html": {Data: []byte(`<html><head><script src="./a.js"></script></head></html>`)}}
	body := get(t, handler(t, dist, "/x"), "/").Body.String()
	want := regexp.MustCompile(`^<html><head><base href="/x/"><meta property="csp-nonce" nonce="[^"]{24}"><script src="./a.js">`)
	if !want.MatchString(body) {
		t.Error(body)
	}
}

func TestFiles(t *testing.T) {
	h := handler(t, built(), "")
	const forever = "public, max-age=31536000, immutable"
	for path, want := range map[string]struct{ contentType, cache string }{
		"/assets/app-1a2b.js":      {"text/javascript; charset=utf-8", forever},
		"/assets/style-3c4d.css":   {"text/css; charset=utf-8", forever},
		"/assets/geist-5e6f.woff2": {"font/woff2", forever},
		"/assets/photo-7a8b.png":   {"image/png", forever},
		"/assets/data-9c0d.xyz":    {"application/octet-stream", forever},
		"/assets/archive.gz":       {"application/octet-stream", forever},
		"/favicon.svg":             {"image/svg+xml", "no-cache"},
		"/theme.js":                {"text/javascript; charset=utf-8", "no-cache"},
	} {
		w := get(t, h, path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want.contentType || w.Header().Get("Cache-Control") != want.cache {
			t.Errorf("%s: %d %v, want %+v", path, w.Code, w.Header(), want)
		}
		if !bytes.Equal(w.Body.Bytes(), built()[strings.TrimPrefix(path, "/")].Data) {
			t.Errorf("%s: another content: %q", path, w.Body)
		}

		etag := w.Header().Get("Etag")
		for _, tag := range []string{etag, "W/" + etag, `"other", ` + etag, "*"} {
			again := get(t, h, path, "If-None-Match", tag)
			if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("Etag") != etag {
				t.Errorf("%s with %s: %d", path, tag, again.Code)
			}
		}
		if again := get(t, h, path, "If-None-Match", `"other"`); again.Code != http.StatusOK {
			t.Errorf("%s with another tag: %d", path, again.Code)
		}

		head := do(t, h, http.MethodHead, path)
		if head.Code != http.StatusOK || head.Body.Len() != 0 || head.Header().Get("Content-Length") != w.Header().Get("Content-Length") {
			t.Errorf("HEAD %s: %d %v", path, head.Code, head.Header())
		}
	}
}

func TestMissingFilesAreNeverTheIndex(t *testing.T) {
	h := handler(t, built(), "")
	for _, path := range []string{
		"/assets/gone-1a2b.js", "/assets/gone", "/assets/", "/app.js", "/robots.txt", "/.gitkeep", "/.secret/key.txt", "/.env",
		"/assets/app-1a2b.js.br", "/assets/app-1a2b.js.gz", "/assets/app-1a2b.js/", "/ASSETS/app-1a2b.js",
		"/assets/../index.html", "/../../etc/passwd.txt", "/assets/..%2f..%2fgo.mod", "/assets/\x00.js", "//assets/app-1a2b.js",
	} {
		w := get(t, h, path)
		if w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "<html") {
			t.Errorf("%q: %d %q", path, w.Code, w.Body)
		}
	}
	// The browser's word counts where names hold dots, and not among the assets.
	navigate := []string{"Sec-Fetch-Mode", "navigate"}
	if w := get(t, h, "/c/1/streams/orders.v2", navigate...); w.Code != http.StatusOK {
		t.Errorf("navigating to a name with a dot: %d", w.Code)
	}
	if w := get(t, h, "/assets/gone.js", navigate...); w.Code != http.StatusNotFound {
		t.Errorf("navigating to a missing asset: %d", w.Code)
	}
}

func TestOnlyReading(t *testing.T) {
	h := handler(t, built(), "")
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, "BREW"} {
		w := do(t, h, method, "/")
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d %v", method, w.Code, w.Header())
		}
	}
	if w := do(t, h, http.MethodHead, "/"); w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("HEAD: %d %v", w.Code, w.Header())
	}
}

func TestEncodingIsNegotiated(t *testing.T) {
	h := handler(t, built(), "")
	for accept, want := range map[string]string{
		"br": "br", "gzip": "gzip", "gzip, deflate, br, zstd": "br", "gzip;q=1.0, br;q=0.5": "br", "*": "br", "GZIP": "gzip",
		"br;q=0, gzip": "gzip", "br;q=0, *": "gzip", "br; Q=0.0 ,gzip ; q=0.001": "gzip",
		"": "", "identity": "", "deflate": "", "br;q=0": "", "*;q=0": "", "gzip;q=0, br;q=0.000": "", ",,;;": "",
	} {
		w := get(t, h, "/assets/app-1a2b.js", "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", accept, got, want)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: no Vary", accept)
		}
	}
	for _, path := range []string{"/favicon.svg", "/assets/geist-5e6f.woff2", "/assets/photo-7a8b.png"} {
		w := get(t, h, path, "Accept-Encoding", "br")
		if w.Header().Get("Content-Encoding") != "" || w.Header().Get("Vary") != "" {
			t.Errorf("%s is compressed though it is small or is so already: %v", path, w.Header())
		}
	}
}

func TestTheBuildsVariantsAreUsed(t *testing.T) {
	h := handler(t, built(), "")
	br := get(t, h, "/assets/app-1a2b.js", "Accept-Encoding", "br")
	gz := get(t, h, "/assets/app-1a2b.js", "Accept-Encoding", "gzip")
	plain := get(t, h, "/assets/app-1a2b.js")
	if br.Body.String() != "built brotli" || gz.Body.String() != "built gzip" {
		t.Errorf("br %q, gzip %q", br.Body, gz.Body)
	}
	tags := map[string]bool{br.Header().Get("Etag"): true, gz.Header().Get("Etag"): true, plain.Header().Get("Etag"): true}
	if len(tags) != 3 {
		t.Errorf("forms share a strong tag: %v", tags)
	}
	again := get(t, h, "/assets/app-1a2b.js", "Accept-Encoding", "br", "If-None-Match", br.Header().Get("Etag"))
	if again.Code != http.StatusNotModified || again.Header().Get("Vary") == "" {
		t.Errorf("revalidated: %d %v", again.Code, again.Header())
	}
}

func TestMissingVariantsAreMade(t *testing.T) {
	h := handler(t, built(), "")
	br := get(t, h, "/assets/style-3c4d.css", "Accept-Encoding", "br")
	plain, err := io.ReadAll(brotli.NewReader(br.Body))
	if err != nil || string(plain) != style {
		t.Errorf("br: %v", err)
	}
	gz := get(t, h, "/assets/style-3c4d.css", "Accept-Encoding", "gzip")
	reader, err := gzip.NewReader(gz.Body)
	if err != nil {
		t.Fatal(err)
	}
	plain, err = io.ReadAll(reader)
	if err != nil || string(plain) != style {
		t.Errorf("gzip: %v", err)
	}
}

// The placeholder obeys the policy that it is sent with.
func TestPlaceholder(t *testing.T) {
	w := get(t, handler(t, fstest.MapFS{".gitkeep": {}}, "/x"), "/")
	body := w.Body.String()
	if w.Code != http.StatusOK || !strings.Contains(body, "make build") || strings.Contains(body, "%HEYNATS") {
		t.Fatalf("%d %s", w.Code, body)
	}
	nonce := regexp.MustCompile(`<style nonce="([^"]+)">`).FindStringSubmatch(body)
	if nonce == nil || !strings.Contains(w.Header().Get("Content-Security-Policy"), "'nonce-"+nonce[1]+"'") {
		t.Errorf("the style's nonce is not in the policy: %s", body)
	}
	if regexp.MustCompile(`<script|style="|\son[a-z]+="|https?://`).MatchString(body) {
		t.Errorf("something that the policy forbids: %s", body)
	}
}

func TestTheEmbeddedPage(t *testing.T) {
	w := get(t, handler(t, web.Dist(), ""), "/")
	if w.Code != http.StatusOK || strings.Contains(w.Body.String(), "%HEYNATS") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestABrokenFileSystem(t *testing.T) {
	if _, err := webui.New(broken{}, ""); err == nil {
		t.Error("New: no error")
	}
}

type broken struct{}

func (broken) Open(string) (fs.File, error) { return nil, fs.ErrPermission }
