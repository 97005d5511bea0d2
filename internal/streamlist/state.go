package streamlist

import (
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// State is what the list says of one stream, as far as somebody here wants to
// know. Its texts and documents are parts of the answer.
type State struct {
	Name        []byte
	Description []byte
	Subjects    []byte // an array, or empty
	Storage     []byte
	Retention   []byte
	Compression []byte
	DiscardNew  bool
	Sealed      bool
	Replicas    int64  // that the configuration wants
	Mirror      []byte // the origin's configuration, or empty
	Sources     []byte // an array of theirs, or empty
	Republish   []byte // an object, or empty
	AllowDirect bool
	Transform   []byte // of subjects; an object, or empty

	MaxMessages, MaxBytes, MaxConsumers int64 // not positive without limit
	MaxPerSubject                       int64 // likewise
	MaxAge                              time.Duration

	Messages, Bytes     uint64
	FirstSeq, LastSeq   uint64
	FirstTime, LastTime []byte // of the year 1 without a message
	Deleted             uint64
	SubjectsTotal       uint64
	Consumers           uint64

	Created, Asked []byte // times
	Clustered      bool
	Leader         []byte
	Peers          []Replica
	Origins        []Origin // how the mirror or the sources stand
}

// Replica is a server that keeps a stream and does not lead it.
type Replica struct {
	Name    []byte
	Current bool
	Offline bool
	Lag     uint64 // operations
}

// Origin is how a mirror or a source stands.
type Origin struct {
	Name        []byte
	ExternalAPI []byte
	Filter      []byte
	Lag         uint64        // messages
	Active      time.Duration // since the last word from it; -1 before the first
	Fault       []byte        // the server's words
}

// Where a lag or a silence needs a look.
const (
	manyBehind = 1_000       // a busy replica or source is always a little behind
	longSilent = time.Minute // sources send a heartbeat every second
)

// Behind reports whether a replica that is there lags: by much, or it has not
// been heard of for some seconds.
func (r Replica) Behind() bool { return r.Lag >= manyBehind || !r.Current && r.Lag == 0 }

// Failing reports whether nothing comes from an origin of the stream.
func (s *State) Failing(from Origin) bool {
	return len(from.Fault) > 0 || from.Active >= longSilent || from.Active < 0 && s.age() >= longSilent
}

// Behind reports whether much is still to come from an origin.
func (o Origin) Behind() bool { return o.Lag >= manyBehind }

// Leaderless reports whether a stream of a cluster has no leader.
func (s *State) Leaderless() bool { return s.Clustered && len(s.Leader) == 0 }

// age is how old the stream was when the server was asked.
func (s *State) age() time.Duration {
	created, err1 := time.Parse(time.RFC3339Nano, string(s.Created))
	asked, err2 := time.Parse(time.RFC3339Nano, string(s.Asked))
	if err1 != nil || err2 != nil {
		return 0
	}
	return asked.Sub(created)
}

// ReadState reads an answer to STREAM.INFO.
func ReadState(answer []byte) (s State, err error) {
	c := jsonwalk.New(answer)
	s.read(c)
	if err := c.End(); err != nil {
		return State{}, jsapi.BadAnswer(err)
	}
	return s, nil
}

func (s *State) read(c *jsonwalk.Cursor) {
	*s = State{Peers: s.Peers[:0], Origins: s.Origins[:0]}
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
				s.readOrigin(c)
			}
		case "sources":
			c.Array(func() { s.readOrigin(c) })
		case "created":
			s.Created = c.Bytes()
		case "ts":
			s.Asked = c.Bytes()
		}
	})
}

func (s *State) readConfig(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			s.Name = c.Bytes()
		case "description":
			s.Description = c.Bytes()
		case "subjects":
			s.Subjects = part(c, '[')
		case "storage":
			s.Storage = c.Bytes()
		case "retention":
			s.Retention = c.Bytes()
		case "compression":
			s.Compression = c.Bytes()
		case "discard":
			s.DiscardNew = string(c.Bytes()) == "new"
		case "sealed":
			s.Sealed = c.Bool()
		case "num_replicas":
			s.Replicas = c.Int()
		case "mirror":
			s.Mirror = part(c, '{')
		case "sources":
			s.Sources = part(c, '[')
		case "republish":
			s.Republish = part(c, '{')
		case "allow_direct":
			s.AllowDirect = c.Bool()
		case "subject_transform":
			s.Transform = part(c, '{')
		case "max_msgs":
			s.MaxMessages = c.Int()
		case "max_msgs_per_subject":
			s.MaxPerSubject = c.Int()
		case "max_bytes":
			s.MaxBytes = c.Int()
		case "max_consumers":
			s.MaxConsumers = c.Int()
		case "max_age":
			s.MaxAge = time.Duration(c.Int())
		}
	})
}

// part passes over a value that begins so, and returns it; a null is nothing.
func part(c *jsonwalk.Cursor, begin byte) []byte {
	if c.Null() {
		return nil
	}
	if c.Peek() != begin {
		c.Fail()
	}
	return c.Value()
}

func (s *State) readState(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "messages":
			s.Messages = c.Uint()
		case "bytes":
			s.Bytes = c.Uint()
		case "first_seq":
			s.FirstSeq = c.Uint()
		case "first_ts":
			s.FirstTime = c.Bytes()
		case "last_seq":
			s.LastSeq = c.Uint()
		case "last_ts":
			s.LastTime = c.Bytes()
		case "num_deleted":
			s.Deleted = c.Uint()
		case "num_subjects":
			s.SubjectsTotal = c.Uint()
		case "consumer_count":
			s.Consumers = c.Uint()
		}
	})
}

func (s *State) readCluster(c *jsonwalk.Cursor) {
	s.Clustered = c.Peek() == '{'
	c.Object(func(key []byte) {
		switch string(key) {
		case "leader":
			s.Leader = c.Bytes()
		case "replicas":
			c.Array(func() {
				if len(s.Peers) == mostParts {
					c.Fail()
					return
				}
				s.Peers = append(s.Peers, readReplica(c))
			})
		}
	})
}

func readReplica(c *jsonwalk.Cursor) (r Replica) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			r.Name = c.Bytes()
		case "current":
			r.Current = c.Bool()
		case "offline":
			r.Offline = c.Bool()
		case "lag":
			r.Lag = c.Uint()
		}
	})
	return r
}

func (s *State) readOrigin(c *jsonwalk.Cursor) {
	var from Origin
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			from.Name = c.Bytes()
		case "filter_subject":
			from.Filter = c.Bytes()
		case "external":
			from.ExternalAPI = readExternal(c)
		case "lag":
			from.Lag = c.Uint()
		case "active":
			from.Active = time.Duration(c.Int())
		case "error":
			from.Fault = readFault(c)
		}
	})
	if len(s.Origins) == mostParts {
		return // enough to see that something is wrong
	}
	s.Origins = append(s.Origins, from)
}

func readExternal(c *jsonwalk.Cursor) (api []byte) {
	c.Object(func(key []byte) {
		if string(key) == "api" {
			api = c.Bytes()
		}
	})
	return api
}

func readFault(c *jsonwalk.Cursor) (words []byte) {
	c.Object(func(key []byte) {
		if string(key) == "description" {
			words = c.Bytes()
		}
	})
	return words
}
