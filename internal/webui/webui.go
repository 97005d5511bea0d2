// Package webui serves the built page.
//
//	page, err := webui.New(web.Dist(), "/heynats")
//	mux.Handle("/", page)
//
// The promises: a file is served only if it was in the file system when New read
// it, by its own name, so there is nothing to list and nowhere to climb to;
// hashed files (assets/) may be kept for ever and everything else is revalidated;
// a path without such a file is the page itself if a person navigated there, and
// not found if a script, style or picture was wanted. Without an index.html a
// placeholder says how to build the page.
//
// The handler sees paths without the base path. It is safe for concurrent use.
package webui

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// Handler serves the files of one built page.
type Handler struct {
	files map[string]*file // by path without leading slash
	index *index
}

// New reads the built page. base is the path that everything is served under,
// such as /heynats, or empty. An error means that the file system cannot be read.
func New(dist fs.FS, base string) (*Handler, error) {
	files, err := readFiles(dist)
	if err != nil {
		return nil, fmt.Errorf("read the built page: %w", err)
	}
	html := []byte(placeholder)
	if built, ok := files["index.html"]; ok {
		html = built.plain
		delete(files, "index.html")
	}
	return &Handler{files: files, index: newIndex(html, base)}, nil
}

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "The page can only be read.")
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if f, ok := h.files[name]; ok {
		f.serve(w, r)
		return
	}
	if isNavigation(name, r) {
		h.serveIndex(w, r)
		return
	}
	refuse(w, http.StatusNotFound, "There is no such file.")
}

// refuse answers what no person reads: a browser that wants a file of the page.
func refuse(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, text, status)
}

// isNavigation reports whether a missing file is a place of the page. Names that
// people gave may hold dots (/c/1/streams/orders.v2), so a browser that says it
// navigates is believed; scripts and pictures are never wanted by navigating.
func isNavigation(name string, r *http.Request) bool {
	if name == "index.html" {
		return true
	}
	if strings.HasPrefix(name, assets) {
		return false
	}
	return path.Ext(name) == "" || r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

func (h *Handler) serveIndex(w http.ResponseWriter, r *http.Request) {
	nonce := newNonce()
	body := h.index.render(nonce)
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-cache")
	header.Set("Content-Security-Policy", policy(nonce))
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}

// policy is the content security policy of the page: its own scripts, and styles
// that carry this answer's nonce.
func policy(nonce string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; img-src 'self' data:; " +
		"font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
}

// newNonce returns 128 random bits; crypto/rand never fails.
func newNonce() string {
	var random [16]byte
	_, _ = rand.Read(random[:])
	return base64.StdEncoding.EncodeToString(random[:])
}
