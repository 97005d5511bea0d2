// Package consumer reads and changes the consumers of JetStream streams, and
// says in plain words how each of them fares.
//
//	js := jsapi.Client{Conn: lease, Prefix: prefix}
//	list, err := consumer.ListStream(ctx, js, "ORDERS")
//	v := consumer.Judge(&list.Readings[0], nil, list.Streams["ORDERS"])
//
// The promises: a consumer's configuration stays the document that the server
// sent, fields that we do not know among it; what reads leaves nothing behind on
// the server; a list that could not be read whole says what is missing. Errors
// are *fault.Error.
package consumer

import (
	"strconv"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// Reading is what a server said of one consumer at one moment. Texts that are
// not names are within bounds.
type Reading struct {
	Stream, Name  string
	Description   string
	Durable, Push bool
	Filters       []string // the first five
	FiltersTotal  int
	DeliverPolicy string
	AckPolicy     string
	AckWait       time.Duration // the longest of ack wait and backoff
	MaxDeliver    int64
	MaxAckPending int64
	MaxWaiting    int64
	MaxBytes      int64 // of one pull request; not positive without limit
	Groups        int   // priority groups
	PausedUntil   time.Time

	Created     time.Time
	At          time.Time // by the server's clock, or by ours
	Delivered   Sequences
	AckFloor    Sequences
	Pending     uint64 // not delivered yet
	AckPending  uint64 // delivered and not acknowledged
	Redelivered uint64
	Waiting     uint64 // pull requests
	Bound       bool   // somebody is subscribed to a push consumer

	Clustered bool
	Leader    string
	Level     int    // of the JetStream API at the server that answered; 0 before 2.11
	Version   string // of that server; empty before 2.11
	// Offline says why the server cannot run the consumer, or that nobody
	// answered for it: then most of the rest is not known.
	Offline string
}

// Sequences are a place among the consumer's deliveries and in the stream, and
// when it was reached; zero when the server does not remember.
type Sequences struct {
	Consumer, Stream uint64
	Last             time.Time
}

// mostFilters of a consumer are kept in a reading.
const mostFilters = 5

// read reads a CONSUMER.INFO answer, or one element of a list.
func (r *Reading) read(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "stream_name":
			r.Stream = string(c.Bytes())
		case "name":
			r.Name = string(c.Bytes())
		case "created":
			r.Created = readTime(c)
		case "ts":
			r.At = readTime(c)
		case "config":
			r.readConfig(c)
		case "delivered":
			r.Delivered = readSequences(c)
		case "ack_floor":
			r.AckFloor = readSequences(c)
		case "num_pending":
			r.Pending = c.Uint()
		case "num_ack_pending":
			r.AckPending = c.Uint()
		case "num_redelivered":
			r.Redelivered = c.Uint()
		case "num_waiting":
			r.Waiting = c.Uint()
		case "push_bound":
			r.Bound = c.Bool()
		case "cluster":
			r.readCluster(c)
		}
	})
}

func (r *Reading) readConfig(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			if name := c.Bytes(); r.Name == "" {
				r.Name = string(name) // of an element that says nothing else
			}
		case "durable_name":
			r.Durable = len(c.Bytes()) > 0
		case "description":
			r.Description = jsapi.Quoted(string(c.Bytes()))
		case "deliver_subject":
			r.Push = len(c.Bytes()) > 0
		case "filter_subject":
			r.addFilter(c.Bytes())
		case "filter_subjects":
			c.Array(func() { r.addFilter(c.Bytes()) })
		case "deliver_policy":
			r.DeliverPolicy = word(c.Bytes())
		case "ack_policy":
			r.AckPolicy = word(c.Bytes())
		case "ack_wait":
			r.AckWait = max(r.AckWait, time.Duration(c.Int()))
		case "backoff":
			c.Array(func() { r.AckWait = max(r.AckWait, time.Duration(c.Int())) })
		case "max_deliver":
			r.MaxDeliver = c.Int()
		case "max_ack_pending":
			r.MaxAckPending = c.Int()
		case "max_waiting":
			r.MaxWaiting = c.Int()
		case "max_bytes":
			r.MaxBytes = c.Int()
		case "priority_groups":
			c.Array(func() { r.Groups++ })
		case "pause_until":
			r.PausedUntil = readTime(c)
		case "metadata":
			r.readMetadata(c)
		}
	})
}

// readMetadata reads what a server adds to the metadata of those who read it
// (NATS ADR-44).
func (r *Reading) readMetadata(c *jsonwalk.Cursor) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "_nats.level":
			if level, err := strconv.Atoi(string(c.Bytes())); err == nil {
				r.Level = level
			}
		case "_nats.ver":
			r.Version = word(c.Bytes())
		}
	})
}

func (r *Reading) addFilter(subject []byte) {
	if len(subject) == 0 {
		return
	}
	if r.FiltersTotal++; len(r.Filters) < mostFilters {
		r.Filters = append(r.Filters, string(subject))
	}
}

func (r *Reading) readCluster(c *jsonwalk.Cursor) {
	r.Clustered = c.Peek() == '{'
	c.Object(func(key []byte) {
		if string(key) == "leader" {
			r.Leader = string(c.Bytes())
		}
	})
}

func readSequences(c *jsonwalk.Cursor) (s Sequences) {
	c.Object(func(key []byte) {
		switch string(key) {
		case "consumer_seq":
			s.Consumer = c.Uint()
		case "stream_seq":
			s.Stream = c.Uint()
		case "last_active":
			s.Last = readTime(c)
		}
	})
	return s
}

// readTime reads a time; one that nobody can read is none.
func readTime(c *jsonwalk.Cursor) time.Time {
	t, err := time.Parse(time.RFC3339, string(c.Bytes()))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// word returns one of the words that every configuration uses without keeping a
// copy for each.
func word(b []byte) string {
	for _, known := range [...]string{"all", "explicit", "none", "new", "last", "last_per_subject", "by_start_sequence", "by_start_time", "flow_control"} {
		if string(b) == known {
			return known
		}
	}
	return jsapi.Quoted(string(b))
}

// timed gives a reading a time, when the server did not: those before 2.10.
func (r *Reading) timed(now time.Time) {
	if r.At.IsZero() {
		r.At = now.UTC()
	}
}
