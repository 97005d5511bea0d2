package webui

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// assets is where the build puts files whose names hold the hash of their content.
const assets = "assets/"

// file is one file of the page with what the answers need.
type file struct {
	plain       []byte
	contentType string
	etag        string // strong, of the plain content; the encoding is added to it
	forever     bool   // its name changes with its content

	brotli, gzip func() []byte // nil when compressing is not worth it
}

// readFiles reads everything that may be served. Files that begin with a dot and
// the compressed forms of others are no files of the page.
func readFiles(dist fs.FS) (map[string]*file, error) {
	content := map[string][]byte{}
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err // entry may be nil
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && name != "."
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir():
			return nil
		}
		content[name], err = fs.ReadFile(dist, name)
		return err
	})
	if err != nil {
		return nil, err
	}
	files := map[string]*file{}
	for name, plain := range content {
		if !isVariant(name, content) {
			files[name] = newFile(name, plain, content[name+".br"], content[name+".gz"])
		}
	}
	return files, nil
}

func isVariant(name string, content map[string][]byte) bool {
	ext := path.Ext(name)
	_, ok := content[strings.TrimSuffix(name, ext)]
	return ok && (ext == ".br" || ext == ".gz")
}

func newFile(name string, plain, brotliForm, gzipForm []byte) *file {
	kind := kindOf(name)
	sum := sha256.Sum256(plain)
	f := &file{
		plain:       plain,
		contentType: kind.contentType,
		etag:        hex.EncodeToString(sum[:16]),
		forever:     strings.HasPrefix(name, assets),
	}
	if kind.compressible && len(plain) >= worthIt {
		f.brotli = variant(plain, brotliForm, compressBrotli)
		f.gzip = variant(plain, gzipForm, compressGzip)
	}
	return f
}

// worthIt is the size below which an answer fits one packet anyway.
const worthIt = 1 << 10

// variant returns the form that the build made, or else one that is made when it
// is first asked for.
func variant(plain, built []byte, compress func([]byte) []byte) func() []byte {
	if built != nil {
		return func() []byte { return built }
	}
	return sync.OnceValue(func() []byte { return compress(plain) })
}

// The levels are what a first visitor can wait for; the build takes the highest.
const (
	brotliLevel = 5
	gzipLevel   = 6
)

func compressBrotli(plain []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotliLevel)
	_, _ = w.Write(plain) // a bytes.Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func compressGzip(plain []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzipLevel)
	_, _ = w.Write(plain)
	_ = w.Close()
	return out.Bytes()
}

// serve answers GET and HEAD with the best form that the client takes.
func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	body, etag := f.plain, f.etag
	if f.brotli != nil {
		header.Set("Vary", "Accept-Encoding")
		switch coding := accepted(r.Header.Values("Accept-Encoding")); coding {
		case "br":
			body, etag = f.brotli(), etag+"-br"
			header.Set("Content-Encoding", coding)
		case "gzip":
			body, etag = f.gzip(), etag+"-gzip"
			header.Set("Content-Encoding", coding)
		}
	}
	header.Set("Etag", `"`+etag+`"`)
	header.Set("Cache-Control", f.cacheControl())
	if matches(r.Header.Values("If-None-Match"), etag) {
		header.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", f.contentType)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

func (f *file) cacheControl() string {
	if f.forever {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// matches compares weakly, as RFC 9110 13.1.2 wants it.
func matches(ifNoneMatch []string, etag string) bool {
	for _, header := range ifNoneMatch {
		for tag := range strings.SplitSeq(header, ",") {
			tag = strings.TrimSpace(tag)
			if tag == "*" || strings.TrimPrefix(tag, "W/") == `"`+etag+`"` {
				return true
			}
		}
	}
	return false
}

// accepted picks br before gzip before none, out of an Accept-Encoding header
// (RFC 9110 12.5.3). Among what a client takes at all the smallest form is best
// for both, so weights other than 0 say nothing.
func accepted(acceptEncoding []string) string {
	takes := map[string]bool{}
	for coding := range strings.SplitSeq(strings.Join(acceptEncoding, ","), ",") {
		name, params, _ := strings.Cut(coding, ";")
		takes[strings.ToLower(strings.TrimSpace(name))] = !refused(params)
	}
	for _, coding := range []string{"br", "gzip"} {
		if wanted, named := takes[coding]; wanted || (!named && takes["*"]) {
			return coding
		}
	}
	return ""
}

// refused reports whether the weight is 0.
func refused(params string) bool {
	name, value, _ := strings.Cut(params, "=")
	if !strings.EqualFold(strings.TrimSpace(name), "q") {
		return false
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err == nil && weight == 0
}
