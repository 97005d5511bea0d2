package message

import (
	"context"
	"time"
)

// Extract says which messages to go through.
type Extract struct {
	From  Position
	To    uint64        // the last sequence; zero for the last there is when it begins
	Limit uint64        // at most so many messages; zero for all
	Match *Matcher      // only messages that it finds; nil for all
	Wait  time.Duration // for each answer of NATS
}

// Each goes through messages in ascending order, with their whole payloads, until
// the last that was there when it began. It returns how many it handed on, and
// why it ended: the error is take's, or that of the connection.
func (r *Reader) Each(ctx context.Context, x Extract, take func(*Message) error) (n uint64, stopped Stopped, err error) {
	last := r.facts.last
	if x.To > 0 {
		last = min(last, x.To)
	}
	at, err := r.beginning(ctx, x)
	if err != nil {
		return 0, "", err
	}
	for at <= last {
		c, err := r.handfulFrom(ctx, x, at, last)
		if err != nil {
			return n, "", err
		}
		for i := range c.messages {
			m := &c.messages[i]
			if m.Sequence > last {
				return n, AtEnd, nil
			}
			at = m.Sequence + 1
			if !x.Match.finds(ctx, m) {
				continue
			}
			if err := take(m); err != nil {
				return n, "", err
			}
			if n++; n == x.Limit {
				return n, AtLimit, nil
			}
		}
		if c.cut != nil {
			return n, "", c.cut
		}
		if !c.more || len(c.messages) == 0 {
			break
		}
	}
	return n, AtEnd, ctx.Err()
}

func (r *Reader) beginning(ctx context.Context, x Extract) (uint64, error) {
	ctx, cancel := context.WithTimeout(ctx, x.Wait)
	defer cancel()
	p := paging{r: r, q: Query{From: x.From, Direction: Newer}}
	return p.start(ctx)
}

func (r *Reader) handfulFrom(ctx context.Context, x Extract, at, last uint64) (chunk, error) {
	ctx, cancel := context.WithTimeout(ctx, x.Wait)
	defer cancel()
	n := r.handful()
	if r.filter == "" {
		n = int(min(uint64(n), last-at+1)) //nolint:gosec // positive, and at most n
	}
	return r.read(ctx, at, n, bytesAtOnce)
}
