// Package streamlist reads an account's list of streams, 256 to a page, without
// keeping anything of it:
//
//	r := streamlist.Reader{JS: js}
//	for {
//		page, err := r.Next(ctx, func(s *streamlist.State) { … })
//		if err != nil || r.Done() {
//			break
//		}
//	}
//
// What is not asked for costs no allocation, so thousands of streams are read in
// the time that the server takes to write them down.
package streamlist

import (
	"bytes"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// What one page and one stream of it may hold. A server sends 256 streams.
const (
	mostStreams = 1_024
	mostParts   = 256 // replicas, and origins, of one stream
)

// Page is what an answer says beside the states of its streams.
type Page struct {
	Total   int64
	Names   [][]byte
	Missing [][]byte          // streams that the server could not ask; some are among Names, with what was configured and no state
	Offline map[string][]byte // streams that the server cannot run, and why
	refusal error
}

// ReadPage calls visit for each stream of an answer to STREAM.LIST; the state it
// gets is used again for the next. The error is the server's refusal, or
// nats_error for what cannot be read.
func ReadPage(data []byte, visit func(*State)) (*Page, error) {
	c := jsonwalk.New(data)
	p := &Page{}
	s := &State{}
	c.Object(func(key []byte) {
		switch string(key) {
		case "total":
			p.Total = c.Int()
		case "error":
			p.refusal = jsapi.ReadRefusal(c)
		case "streams":
			c.Array(func() {
				s.read(c)
				p.Names = keep(c, p.Names, s.Name, mostStreams)
				if c.Err() == nil {
					visit(s)
				}
			})
		case "missing":
			c.Array(func() { p.Missing = keep(c, p.Missing, c.Bytes(), mostStreams) })
		case "offline":
			c.Object(func(name []byte) { p.addOffline(c, name) })
		}
	})
	if err := c.End(); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	return p, p.refusal
}

// keep appends, as long as there is room.
func keep(c *jsonwalk.Cursor, list [][]byte, b []byte, most int) [][]byte {
	if len(list) == most {
		c.Fail()
		return list
	}
	return append(list, b)
}

func (p *Page) addOffline(c *jsonwalk.Cursor, name []byte) {
	if p.Offline == nil {
		p.Offline = make(map[string][]byte)
	}
	if len(p.Offline) == mostStreams {
		c.Fail()
		return
	}
	p.Offline[string(name)] = c.Bytes()
}

// Covers is how many streams of the account's list the page stands for.
func (p *Page) Covers() int {
	n := len(p.Names)
	for _, name := range p.Missing {
		if !p.Has(name) {
			n++
		}
	}
	return n
}

// Has reports whether the stream is one of Names.
func (p *Page) Has(name []byte) bool {
	for _, n := range p.Names {
		if bytes.Equal(n, name) {
			return true
		}
	}
	return false
}

// ReadInfo reads the answer to STREAM.INFO, which says of one stream what the list
// says of each.
func ReadInfo(answer []byte) (*State, error) {
	s := &State{}
	c := jsonwalk.New(answer)
	s.read(c)
	if err := c.End(); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	return s, nil
}
