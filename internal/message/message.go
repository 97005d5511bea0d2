// Package message reads the messages of a stream, a page at a time and in either
// direction, and leaves nothing behind on the server.
//
//	r, err := message.Open(ctx, lease, message.Stream{Prefix: prefix, Name: "ORDERS", Filter: "orders.eu.>"})
//	defer r.Close(ctx)
//	page, err := r.Page(ctx, message.Query{From: message.Last, Limit: 25, Preview: 512})
//
// How messages are read depends on the stream and on what the user may ask; see
// Method. The promises: reading changes nothing that a consumer or a worker could
// notice; a page holds its previews and not the payloads that they are of; a count
// is exact, or is not called so.
package message

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
)

// Conn is what messages are read over; a natsconn.Lease is one.
type Conn interface {
	Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error)
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// Method is how messages were read.
type Method string

// The methods, in the order in which they are tried.
const (
	// ByBatch is the batch direct get (NATS ADR-31), for streams that allow_direct.
	ByBatch Method = "batch"
	// ByConsumer is an ephemeral consumer that is gone again, for streams of limits.
	ByConsumer Method = "consumer"
	// ByGet is STREAM.MSG.GET, one message at a time, and always from the leader.
	ByGet Method = "get"
)

// Message is a message as a stream keeps it.
type Message struct {
	Sequence   uint64
	Subject    string
	Time       time.Time
	Header     nats.Header // of the message itself, nothing that came with reading it
	HeaderSize int         // bytes
	Data       []byte      // the payload, or its beginning
	Size       int         // bytes of the payload, whatever there is of it in Data
	Text       bool        // the payload is UTF-8, all of it

	pending uint64 // matching messages behind it
	counted bool   // pending is known
}

// Cut keeps the beginning of the payload, at most so many bytes and of a text no
// part of a character. The rest can be freed.
func (m *Message) Cut(most int) {
	if len(m.Data) > most {
		end := most
		for m.Text && end > 0 && !utf8.RuneStart(m.Data[end]) {
			end--
		}
		m.Data = append([]byte(nil), m.Data[:end]...)
	}
}

// weight is about what a message takes in memory and in an answer.
func (m *Message) weight() int { return 128 + len(m.Subject) + m.HeaderSize + len(m.Data) }
