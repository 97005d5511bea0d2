// Package web embeds the built page.
//
// dist is made by `make build` and never committed. A clone that has not built
// the page still compiles, for dist/.gitkeep is there: package webui then says
// how to build it.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist returns the built page: index.html at its root, hashed files in assets.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil { // only for an invalid path
		panic(err)
	}
	return sub
}
