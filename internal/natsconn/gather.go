package natsconn

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Gathering bounds what Gather waits for and keeps.
type Gathering struct {
	Quiet   time.Duration // it ends when nobody has answered for so long
	Replies int           // and when there are so many
	Bytes   int64         // or so many bytes of them
}

// gatherBuffer is how many replies may come while the caller of Gather does not
// run.
const gatherBuffer = 256

// Gather sends data to subject and collects the replies of everybody who
// answers: until it has been quiet for a while after the last one, a bound is
// reached, or ctx ends. Whole is true when it was the quiet that ended it.
// Without a single reply there is an error, as of Request.
func (l Lease) Gather(ctx context.Context, subject string, data []byte, g Gathering) (replies []*nats.Msg, whole bool, err error) {
	link := l.l
	stretch := link.epoch.Load()
	if stretch == nil {
		return nil, false, l.lost(nil)
	}
	c := link.calls.addGathering(subject, g)
	defer link.calls.remove(c)
	if err := l.send(ctx, stretch, c, data); err != nil {
		return nil, false, err
	}
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	defer quiet.Stop()
	var over bool
	for len(replies) < g.Replies && (!over || len(c.answer) > 0) {
		select {
		case a := <-c.answer:
			if a.err != nil {
				return partly(replies, l.explain(ctx, "publish to", subject, a.err))
			}
			replies = append(replies, a.msg)
			quiet.Reset(g.Quiet)
		case <-c.overflow:
			over = true
		case <-quiet.C:
			return replies, !over, nil
		case <-stretch.lost:
			return partly(replies, l.lost(errLinkLost))
		case <-ctx.Done():
			link.probe()
			return partly(replies, callerError(ctx.Err()))
		}
	}
	return partly(replies, fault.New(fault.Upstream, "nats_error", "NATS answered with more than HeyNATS takes."))
}

// partly returns what came before something went wrong; only without anything
// is that an error.
func partly(replies []*nats.Msg, err error) ([]*nats.Msg, bool, error) {
	if len(replies) > 0 {
		return replies, false, nil
	}
	return nil, false, err
}
