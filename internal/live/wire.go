package live

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Command is what a page says on its socket, as one text message.
type Command struct {
	Op         string    `json:"op" enum:"sub,unsub,pause,resume,rate,ack" doc:"What to do."`
	ID         uint32    `json:"id,omitempty" doc:"The subscription, as the page numbers it: from 1, and never twice on one socket. Not of ack."`
	Connection string    `json:"connection,omitempty" maxLength:"64" doc:"Of sub: the id of one of the session's connections."`
	Passive    bool      `json:"passive,omitempty" doc:"Of sub: nobody asked for it just now, as when the page restores it. It does not wake a connection that is parked for idleness."`
	Subject    string    `json:"subject,omitempty" maxLength:"4096" doc:"Of sub: the subject, with wildcards; of a stream a filter."`
	Queue      string    `json:"queue,omitempty" maxLength:"4096" doc:"Of sub: share the messages with the other members of this queue group. Not of a stream."`
	Stream     string    `json:"stream,omitempty" maxLength:"255" doc:"Of sub: the stream to follow."`
	From       From      `json:"from,omitempty" enum:"new,all,last,sequence,time" doc:"Of sub of a stream: where to begin. Nothing is new."`
	Count      int       `json:"count,omitempty" minimum:"1" maximum:"1000" doc:"With last: how many messages."`
	Sequence   uint64    `json:"sequence,omitempty" minimum:"1" doc:"With sequence: the first to read."`
	Time       time.Time `json:"time,omitzero" doc:"With time: the oldest to read."`
	Limit      int       `json:"limit,omitempty" minimum:"0" maximum:"1000000" doc:"Of sub and rate: messages per second; 0 is all."`
	Mode       Mode      `json:"mode,omitempty" enum:"newest,sampled" doc:"Which messages a limit leaves. Nothing is newest."`
	Paused     bool      `json:"paused,omitempty" doc:"Of sub: begin paused."`
	Batches    uint64    `json:"batches,omitempty" doc:"Of ack: the binary messages taken so far on this socket."`
}

// From is where a stream's tail begins.
type From string

// The beginnings.
const (
	FromNew      From = "new"
	FromAll      From = "all"
	FromLast     From = "last"
	FromSequence From = "sequence"
	FromTime     From = "time"
)

// Mode is which messages a limit leaves.
type Mode string

// The modes.
const (
	Newest  Mode = "newest"
	Sampled Mode = "sampled"
)

// Event is what the socket says to the page, as one text message.
type Event struct {
	Op      string          `json:"op"`
	ID      uint32          `json:"id"`
	Method  string          `json:"method,omitempty"`
	First   uint64          `json:"first,omitempty"`
	Last    uint64          `json:"last,omitempty"`
	Reason  string          `json:"reason,omitempty"`
	Detail  string          `json:"detail,omitempty"`
	Problem json.RawMessage `json:"problem,omitempty"`
}

// The events.
const (
	opSubscribed = "subscribed"
	opError      = "error"
	opEnd        = "end"
)

// What a command may be, at most.
const (
	mostCommand = 64 << 10 // bytes
	mostLimit   = 1_000_000
	mostLast    = 1_000
)

func invalid(field, detail string) error {
	return fault.New(fault.Unprocessable, "validation_failed", detail).WithField(field)
}

// parse reads a command and checks what can be checked without NATS. With an error
// it returns what could be read of the command, to say to which it belongs.
func parse(text []byte) (Command, error) {
	var c Command
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return Command{ID: idIn(text)}, fault.New(fault.Invalid, "invalid_request", "This is no command that HeyNATS knows.").Wrap(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return c, fault.New(fault.Invalid, "invalid_request", "There is more than one command in this message.")
	}
	return c, c.check()
}

// idIn finds the id of a command that cannot be read as a whole.
func idIn(text []byte) uint32 {
	var only struct {
		ID uint32 `json:"id"`
	}
	if json.Unmarshal(text, &only) != nil {
		return 0
	}
	return only.ID
}

func (c *Command) check() error {
	switch c.Op {
	case "ack":
		return nil
	case "unsub", "pause", "resume":
		return c.checkID()
	case "rate":
		return first(c.checkID(), c.checkLimit())
	case "sub":
		return first(c.checkID(), c.checkLimit(), c.checkSource())
	default:
		return invalid("op", "A command is one of sub, unsub, pause, resume, rate and ack.")
	}
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Command) checkID() error {
	if c.ID == 0 {
		return invalid("id", "A subscription has a number from 1 to 4294967295.")
	}
	return nil
}

func (c *Command) checkLimit() error {
	switch {
	case c.Limit < 0 || c.Limit > mostLimit:
		return invalid("limit", "A limit is from 0, for none, to 1000000 messages per second.")
	case c.Mode == "":
		c.Mode = Newest
	case c.Mode != Newest && c.Mode != Sampled:
		return invalid("mode", "A limit leaves the newest messages, or sampled ones.")
	}
	return nil
}

func (c *Command) checkSource() error {
	switch {
	case c.Connection == "":
		return invalid("connection", "It has to be said which connection to use.")
	case c.Stream == "" && c.Subject == "":
		return invalid("subject", "A subscription has a subject, or a stream.")
	case c.Stream == "" && (c.From != "" || c.Count != 0 || c.Sequence != 0 || !c.Time.IsZero()):
		return invalid("from", "Only a stream has a place to begin from: a subject brings what is published from now on.")
	case c.Stream != "" && c.Queue != "":
		return invalid("queue", "A stream is read without a queue group.")
	case c.Stream != "":
		return c.checkFrom()
	}
	return nil
}

func (c *Command) checkFrom() error {
	if c.From == "" {
		c.From = FromNew
	}
	switch {
	case (c.From == FromLast) != (c.Count != 0), c.Count < 0, c.Count > mostLast:
		return invalid("count", "A count from 1 to 1000 belongs to from last, and only there.")
	case (c.From == FromSequence) != (c.Sequence != 0):
		return invalid("sequence", "A sequence from 1 belongs to from sequence, and only there.")
	case (c.From == FromTime) == c.Time.IsZero():
		return invalid("time", "A time belongs to from time, and only there.")
	}
	switch c.From {
	case FromNew, FromAll, FromLast, FromSequence, FromTime:
		return nil
	}
	return invalid("from", "A stream is followed from new, all, last, sequence or time.")
}

// unixNano is a time as batches carry it, within what they can.
func unixNano(t time.Time) int64 {
	switch {
	case t.Year() < 1678:
		return math.MinInt64
	case t.Year() > 2261:
		return math.MaxInt64
	}
	return t.UnixNano()
}
