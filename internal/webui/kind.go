package webui

import "path"

// kind is what a file's extension says.
type kind struct {
	contentType  string
	compressible bool
}

// kindOf is our own table: the one of the operating system differs from machine
// to machine, and a script with a wrong type does not run under nosniff.
func kindOf(name string) kind {
	switch path.Ext(name) {
	case ".html":
		return kind{"text/html; charset=utf-8", true}
	case ".js", ".mjs":
		return kind{"text/javascript; charset=utf-8", true}
	case ".css":
		return kind{"text/css; charset=utf-8", true}
	case ".json", ".map":
		return kind{"application/json", true}
	case ".webmanifest":
		return kind{"application/manifest+json", true}
	case ".svg":
		return kind{"image/svg+xml", true}
	case ".txt":
		return kind{"text/plain; charset=utf-8", true}
	case ".wasm":
		return kind{"application/wasm", true}
	case ".ico":
		return kind{"image/x-icon", true}
	case ".png":
		return kind{"image/png", false}
	case ".jpg", ".jpeg":
		return kind{"image/jpeg", false}
	case ".webp":
		return kind{"image/webp", false}
	case ".avif":
		return kind{"image/avif", false}
	case ".woff2":
		return kind{"font/woff2", false}
	default:
		return kind{"application/octet-stream", false}
	}
}
