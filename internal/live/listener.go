package live

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/pubsub"
)

// listener fills a ring, from a subject or from a stream.
type listener struct {
	ring    *ring
	most    int    // bytes that are kept of one message
	nudge   func() // tells the one who empties the ring
	heard   atomic.Pointer[natsconn.Listening]
	outages atomic.Int64 // breaks of the link that the ring knows of
}

// listen subscribes to a subject. The caller closes what it returns.
func (l *listener) listen(ctx context.Context, lease natsconn.Lease, subject, queue string, most time.Duration) (*natsconn.Listening, error) {
	if err := first(pubsub.CheckSubject(subject), pubsub.CheckQueue(queue)); err != nil {
		return nil, err
	}
	n, _ := lease.Outages()
	l.outages.Store(n)
	opening, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	heard, err := lease.Listen(opening, subject, queue, func(m *nats.Msg) { l.take(lease, m) })
	if err != nil {
		return nil, err
	}
	l.heard.Store(heard)
	return heard, nil
}

func (l *listener) take(lease natsconn.Lease, m *nats.Msg) {
	l.noticeOutage(lease)
	headers := m.Size() - len(m.Subject) - len(m.Reply) - len(m.Data)
	r := newRecord(0, time.Now().UnixNano(), m.Subject, m.Reply, m.Header, headers, m.Data, l.most)
	if l.ring.push(&r) {
		l.nudge()
	}
}

// noticeOutage puts a gap into the ring when the link broke and came back, before
// anything that came since.
func (l *listener) noticeOutage(lease natsconn.Lease) {
	now, lost := lease.Outages()
	if before := l.outages.Load(); now == before || !l.outages.CompareAndSwap(before, now) {
		return
	}
	l.ring.pushGap(gap{lost: lost.UnixNano(), back: time.Now().UnixNano()})
	l.nudge()
}

// counters are the totals as they are now.
func (l *listener) counters() counters {
	c := l.ring.totals()
	c.missed = l.missed()
	return c
}

// missed is what nats.go had to drop.
func (l *listener) missed() uint64 {
	if heard := l.heard.Load(); heard != nil {
		return heard.Missed()
	}
	return 0
}
