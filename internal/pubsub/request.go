package pubsub

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// Gatherer sends a request that many may answer; a natsconn.Lease is one.
type Gatherer interface {
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// Question says how a request is answered.
type Question struct {
	Timeout time.Duration
	Most    int           // replies
	Stall   time.Duration // ends it when nothing came for so long after a reply; zero does not
	Empty   bool          // an empty reply ends it, and is none itself
}

// Reply is one of the answers.
type Reply struct {
	Message *nats.Msg
	Latency time.Duration // since the request was handed to the link
}

// Ending is why no more replies were waited for.
type Ending string

// The endings.
const (
	EndedByCount   Ending = "count"   // as many as were asked for
	EndedByEmpty   Ending = "empty"   // the reply that ends it
	EndedByStall   Ending = "stall"   // it was quiet for so long
	EndedByTimeout Ending = "timeout" // the time was over
	EndedByCut     Ending = "cut"     // the link broke, or they are larger than HeyNATS keeps
)

// mostReplyBytes bounds what is kept of the replies to one request.
const mostReplyBytes = 16 << 20

// Request sends a message and collects the replies. Errors: those of the
// connection; no_responders when nobody listens on the subject; no_reply when
// somebody does, or may, but nothing came in time; outcome_unknown.
func Request(ctx context.Context, conn Gatherer, msg *nats.Msg, q Question) ([]Reply, Ending, error) {
	within, cancel := context.WithTimeout(ctx, q.Timeout)
	defer cancel()
	clock := clock{end: q.Empty, begin: time.Now()}
	most := q.Most
	if q.Empty {
		most++ // for the one that ends it
	}
	replies, whole, err := conn.Gather(within, msg.Subject, msg.Data, natsconn.Gathering{
		Header: msg.Header, Quiet: q.Stall, Last: clock.sees, Replies: most, Bytes: mostReplyBytes,
	})
	if err != nil {
		return nil, "", unanswered(ctx, within, msg.Subject, q.Timeout, err)
	}
	all := clock.time(replies)
	switch {
	case clock.ended(replies):
		return all[:len(all)-1], EndedByEmpty, nil
	case len(all) >= q.Most:
		return all[:q.Most], EndedByCount, nil
	case whole:
		return all, EndedByStall, nil
	case within.Err() != nil:
		return all, EndedByTimeout, nil
	}
	return all, EndedByCut, nil
}

func unanswered(ctx, within context.Context, subject string, timeout time.Duration, err error) error {
	switch {
	case fault.Is(err, "no_responders"):
		return fault.New(fault.Unavailable, "no_responders", "Nobody is listening on "+subject+".").
			WithHint("The service does not run, listens on another subject, or in another account.").Wrap(err)
	case fault.Is(err, "nats_timeout") && ctx.Err() == nil && errors.Is(within.Err(), context.DeadlineExceeded):
		return fault.New(fault.Timeout, "no_reply", "Somebody listens on "+subject+", but nobody answered within "+timeout.String()+".").
			WithHint("The request arrived: whoever got it may be slow, stuck, or one that never answers.").Wrap(err)
	}
	return jsapi.Undecided(err)
}

// clock notes when replies come in.
type clock struct {
	begin time.Time
	end   bool // an empty reply is the last

	mu sync.Mutex
	at []time.Duration
}

// sees is called for each reply where it comes in, in their order.
func (c *clock) sees(msg *nats.Msg) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = append(c.at, time.Since(c.begin))
	return c.end && len(msg.Data) == 0
}

func (c *clock) time(replies []*nats.Msg) []Reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]Reply, len(replies))
	for i, m := range replies {
		all[i] = Reply{Message: m, Latency: c.at[i]}
	}
	return all
}

func (c *clock) ended(replies []*nats.Msg) bool {
	return c.end && len(replies) > 0 && len(replies[len(replies)-1].Data) == 0
}
