package monitor

import (
	"bytes"
	"time"
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
	c := &cursor{data: data}
	p := &page{}
	s := &streamState{}
	c.object(func(key []byte) {
		switch string(key) {
		case "total":
			p.total = c.int()
		case "error":
			p.readError(c)
		case "streams":
			c.array(func() {
				s.read(c)
				p.names = c.keep(p.names, s.name, mostStreams)
				if c.err == nil {
					visit(s)
				}
			})
		case "missing":
			c.array(func() { p.missing = c.keep(p.missing, c.bytes(), mostStreams) })
		case "offline":
			c.object(func(name []byte) { p.addOffline(c, name) })
		}
	})
	return p, c.end()
}

// keep appends, as long as there is room.
func (c *cursor) keep(list [][]byte, b []byte, most int) [][]byte {
	if len(list) == most {
		c.fail()
		return list
	}
	return append(list, b)
}

func (p *page) addOffline(c *cursor, name []byte) {
	if p.offline == nil {
		p.offline = make(map[string][]byte)
	}
	if len(p.offline) == mostStreams {
		c.fail()
		return
	}
	p.offline[string(name)] = c.bytes()
}

func (p *page) readError(c *cursor) {
	c.object(func(key []byte) {
		switch string(key) {
		case "err_code":
			p.refused = c.int()
		case "description":
			p.fault = c.bytes()
		}
	})
	if p.fault == nil && c.err == nil {
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

func (s *streamState) read(c *cursor) {
	*s = streamState{peers: s.peers[:0], sources: s.sources[:0]}
	c.object(func(key []byte) {
		switch string(key) {
		case "config":
			s.readConfig(c)
		case "state":
			s.readState(c)
		case "cluster":
			s.readCluster(c)
		case "mirror":
			if !c.null() {
				s.readSource(c)
			}
		case "sources":
			c.array(func() { s.readSource(c) })
		case "created":
			s.created = c.bytes()
		case "ts":
			s.asked = c.bytes()
		}
	})
}

func (s *streamState) readConfig(c *cursor) {
	c.object(func(key []byte) {
		switch string(key) {
		case "name":
			s.name = c.bytes()
		case "retention":
			s.retention = c.bytes()
		case "discard":
			s.discardNew = string(c.bytes()) == "new"
		case "max_msgs":
			s.maxMessages = c.int()
		case "max_bytes":
			s.maxBytes = c.int()
		case "max_consumers":
			s.maxConsumers = c.int()
		case "num_replicas":
			s.replicas = c.int()
		case "sealed":
			s.sealed = c.bool()
		}
	})
}

func (s *streamState) readState(c *cursor) {
	c.object(func(key []byte) {
		switch string(key) {
		case "messages":
			s.messages = c.uint()
		case "bytes":
			s.bytes = c.uint()
		case "consumer_count":
			s.consumers = c.uint()
		}
	})
}

func (s *streamState) readCluster(c *cursor) {
	s.clustered = c.peek() == '{'
	c.object(func(key []byte) {
		switch string(key) {
		case "leader":
			s.leader = c.bytes()
		case "replicas":
			c.array(func() {
				if len(s.peers) == mostParts {
					c.fail()
					return
				}
				s.peers = append(s.peers, readReplica(c))
			})
		}
	})
}

func readReplica(c *cursor) (r replica) {
	c.object(func(key []byte) {
		switch string(key) {
		case "name":
			r.name = c.bytes()
		case "current":
			r.current = c.bool()
		case "offline":
			r.offline = c.bool()
		case "lag":
			r.lag = c.uint()
		}
	})
	return r
}

func (s *streamState) readSource(c *cursor) {
	var from source
	c.object(func(key []byte) {
		switch string(key) {
		case "name":
			from.name = c.bytes()
		case "lag":
			from.lag = c.uint()
		case "active":
			from.active = time.Duration(c.int())
		case "error":
			c.object(func(key []byte) {
				if string(key) == "description" {
					from.fault = c.bytes()
				}
			})
		}
	})
	if len(s.sources) == mostParts {
		return // enough to see that something is wrong
	}
	s.sources = append(s.sources, from)
}
