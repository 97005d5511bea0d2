package stream

import "github.com/heynats/heynats/internal/jsonwalk"

// Transform maps subjects.
type Transform struct{ Src, Dest string }

// origin is where a mirror or a source takes from, by its configuration.
type origin struct {
	name         string
	filter       string
	api, deliver string // of another account or domain; empty of this one
	transforms   []Transform
}

// mostTransforms of one origin are kept.
const mostTransforms = 16

func readOrigin(config []byte) (o origin) {
	if len(config) == 0 {
		return o
	}
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			o.name = text(c.Bytes())
		case "filter_subject":
			o.filter = text(c.Bytes())
		case "external":
			c.Object(func(key []byte) {
				switch string(key) {
				case "api":
					o.api = text(c.Bytes())
				case "deliver":
					o.deliver = text(c.Bytes())
				}
			})
		case "subject_transforms":
			c.Array(func() {
				if len(o.transforms) < mostTransforms {
					o.transforms = append(o.transforms, readTransform(c))
				}
			})
		}
	})
	return o
}

func readTransform(c *jsonwalk.Cursor) (t Transform) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "src":
			t.Src = text(c.Bytes())
		case "dest":
			t.Dest = text(c.Bytes())
		}
	})
	return t
}

// eachOrigin calls visit for the configuration of each source.
func eachOrigin(sources []byte, visit func(config []byte)) {
	if len(sources) == 0 {
		return
	}
	c := jsonwalk.New(sources)
	c.Array(func() { visit(c.Value()) })
}
