package monitor

import (
	"bytes"
	"time"

	"github.com/heynats/heynats/internal/jsonwalk"
)

// streamState is what a STREAM.LIST answer says of one stream, as far as
// somebody here wants to know. Its texts are parts of the answer.
type streamState struct {
	name                  []byte
	messages, bytes       uint64
	consumers             uint64
	maxMessages, maxBytes int64
	maxConsumers          int64
	replicas              int64 // that the configuration wants
	discardNew            bool
	retention             []byte
	sealed                bool
	created, asked        []byte // times
	clustered             bool
	leader                []byte
	peers                 []replica
	sources               []source
}

type replica struct {
	name    []byte
	current bool
	offline bool
	lag     uint64
}

type source struct {
	name   []byte
	lag    uint64
	active time.Duration // since the last word from it; -1 before the first
	fault  []byte        // the server's words
}

// What one page and one stream of it may hold. A server sends 256 streams.
const (
	mostStreams = 1_024
	mostParts   = 256 // replicas, and sources, of one stream
)

// page is what a STREAM.LIST answer says beside its streams.
type page struct {
	total   int64
	names   [][]byte
	missing [][]byte          // streams that the server could not ask
	offline map[string][]byte // streams that the server cannot run, and why
	refused int64             // error code, when it refused
	fault   []byte            // the server's words then
}

// readPage calls visit for each stream of an answer; the state it gets is used
// again for the next.
func readPage(data []byte, visit func(*streamState)) (*page, error) {
	c := jsonwalk.New(data)
	p := &page{}
	s := &streamState{}
	c.Object(func(key []byte) {
		switch string(key) {
		case "total":
			p.total = c.Int()
		case "error":
			p.readError(c)
		case "streams":
			c.Array(func() {
				s.read(c)
				p.names = keep(c, p.names, s.name, mostStreams)
				if c.Err() == nil {
					visit(s)
				}
			})
		case "missing":
			c.Array(func() { p.missing = keep(c, p.missing, c.Bytes(), mostStreams) })
		case "offline":
			c.Object(func(name []byte) { p.addOffline(c, name) })
		}
	})
	return p, c.End()
}

// keep appends, as long as there is room.
func keep(c *jsonwalk.Cursor, list [][]byte, b []byte, most int) [][]byte {
	if len(list) == most {
		c.Fail()
		return list
	}
	return append(list, b)
}

func (p *page) addOffline(c *jsonwalk.Cursor, name []byte) {
	if p.offline == nil {
		p.offline = make(map[string][]byte)
	}
	if len(p.offline) == mostStreams {
		c.Fail()
		return
	}
	p.offline[string(name)] = c.Bytes()
}

func (p *page) readError(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "err_code":
			p.refused = c.Int()
		case "description":
			p.fault = c.Bytes()
		}
	})
	if p.fault == nil && c.Err() == nil {
		p.fault = []byte("an error without a description")
	}
}

// covers is how many streams of the account's list the page stands for. Some of
// those that are missing are among the streams too: with what was configured,
// and no state.
func (p *page) covers() int {
	n := len(p.names)
	for _, name := range p.missing {
		if !p.has(name) {
			n++
		}
	}
	return n
}

func (p *page) has(name []byte) bool {
	for _, n := range p.names {
		if bytes.Equal(n, name) {
			return true
		}
	}
	return false
}

func (s *streamState) read(c *jsonwalk.Cursor) {
	*s = streamState{peers: s.peers[:0], sources: s.sources[:0]}
	c.Object(func(key []byte) {
		switch string(key) {
		case "config":
			s.readConfig(c)
		case "state":
			s.readState(c)
		case "cluster":
			s.readCluster(c)
		case "mirror":
			if !c.Null() {
				s.readSource(c)
			}
		case "sources":
			c.Array(func() { s.readSource(c) })
		case "created":
			s.created = c.Bytes()
		case "ts":
			s.asked = c.Bytes()
		}
	})
}

func (s *streamState) readConfig(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			s.name = c.Bytes()
		case "retention":
			s.retention = c.Bytes()
		case "discard":
			s.discardNew = string(c.Bytes()) == "new"
		case "max_msgs":
			s.maxMessages = c.Int()
		case "max_bytes":
			s.maxBytes = c.Int()
		case "max_consumers":
			s.maxConsumers = c.Int()
		case "num_replicas":
			s.replicas = c.Int()
		case "sealed":
			s.sealed = c.Bool()
		}
	})
}

func (s *streamState) readState(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "messages":
			s.messages = c.Uint()
		case "bytes":
			s.bytes = c.Uint()
		case "consumer_count":
			s.consumers = c.Uint()
		}
	})
}

func (s *streamState) readCluster(c *jsonwalk.Cursor) {
	s.clustered = c.Peek() == '{'
	c.Object(func(key []byte) {
		switch string(key) {
		case "leader":
			s.leader = c.Bytes()
		case "replicas":
			c.Array(func() {
				if len(s.peers) == mostParts {
					c.Fail()
					return
				}
				s.peers = append(s.peers, readReplica(c))
			})
		}
	})
}

func readReplica(c *jsonwalk.Cursor) (r replica) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			r.name = c.Bytes()
		case "current":
			r.current = c.Bool()
		case "offline":
			r.offline = c.Bool()
		case "lag":
			r.lag = c.Uint()
		}
	})
	return r
}

func (s *streamState) readSource(c *jsonwalk.Cursor) {
	var from source
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			from.name = c.Bytes()
		case "lag":
			from.lag = c.Uint()
		case "active":
			from.active = time.Duration(c.Int())
		case "error":
			c.Object(func(key []byte) {
				if string(key) == "description" {
					from.fault = c.Bytes()
				}
			})
		}
	})
	if len(s.sources) == mostParts {
		return // enough to see that something is wrong
	}
	s.sources = append(s.sources, from)
}
