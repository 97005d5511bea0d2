package message

import (
	"context"
	"time"
)

// source is one way to read a stream, in ascending order.
type source interface {
	// read returns messages that match the filter: those from a sequence on, at
	// most n of them and not many more than so many bytes, at least one if there is
	// any. A chunk that was cut short comes without an error if anything did come.
	read(ctx context.Context, from uint64, n, bytes int) (chunk, error)
	// count returns how many messages match from a sequence on. Known is false when
	// this source cannot tell.
	count(ctx context.Context, from uint64) (n uint64, known bool, err error)
	// at returns the sequence of the first message that is not older than t. It may
	// be one that the filter does not match.
	at(ctx context.Context, t time.Time) (seq uint64, found bool, err error)
	method() Method
	// close ends what is left on the server, if anything is, whatever became of ctx.
	close(ctx context.Context)
}

// chunk is what one reading brought.
type chunk struct {
	messages []Message
	more     bool  // there are more behind it
	cut      error // why not all of it came, when something did
}

// What one reading may bring. A server sends what it was asked for at once, and
// nats.go holds it.
const (
	mostAtOnce  = 1_000   // messages
	bytesAtOnce = 4 << 20 // and one more message
)
