package webui

import (
	"bytes"
	"html"
	"strings"
)

// The markers that index.html may hold anywhere and any number of times.
const (
	markBase  = "%HEYNATS_BASE%"
	markNonce = "%HEYNATS_NONCE%"
)

// index is the page's HTML, cut where each answer's nonce goes.
type index struct {
	parts [][]byte
}

// newIndex fills in the base path. A page without a mark for it, or for the nonce,
// gets the element at the beginning of its head, before anything that is relative.
func newIndex(page []byte, base string) *index {
	var missing strings.Builder
	if !bytes.Contains(page, []byte(markBase)) {
		missing.WriteString(`<base href="` + markBase + `">`)
	}
	if !bytes.Contains(page, []byte(markNonce)) {
		missing.WriteString(`<meta property="csp-nonce" nonce="` + markNonce + `">`)
	}
	page = bytes.Replace(page, []byte("<head>"), []byte("<head>"+missing.String()), 1)
	page = bytes.ReplaceAll(page, []byte(markBase), []byte(html.EscapeString(base+"/")))
	return &index{parts: bytes.Split(page, []byte(markNonce))}
}

func (i *index) render(nonce string) []byte {
	return bytes.Join(i.parts, []byte(nonce))
}

// placeholder stands where nobody has built the page. Its style needs the nonce.
const placeholder = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>HeyNATS: the page is not built</title>
<style nonce="` + markNonce + `">
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem; }
code { font: 0.9375rem ui-monospace, monospace; }
</style>
</head>
<body>
<h1>The page is not built</h1>
<p>HeyNATS runs and its API answers, but this binary was compiled before the page was.</p>
<p>In the source directory run <code>make build</code>, then start <code>bin/heynats</code>.</p>
</body>
</html>
`
