package live

import (
	"context"
	"encoding/binary"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
)

// Script follows one subject for a reader that has no socket. It is for one
// goroutine.
type Script struct {
	listener

	lease natsconn.Lease
	done  context.CancelFunc
	ctx   context.Context // of the reader
	wake  chan struct{}
	sub   *natsconn.Listening
	tick  time.Duration
	lost  uint64 // when the messages that are handed out left the ring
}

// What is kept for a script, which is not as patient with losses as a page.
const (
	scriptMessages = 2_000_000
	scriptBytes    = 192 << 20
	scriptTakes    = 1 << 20 // at once
	scriptMost     = 65 << 20
)

// Follow subscribes until ctx ends. Errors: validation_failed for a subject or
// queue group that is none, nats_permission, and those of the connection. The
// caller calls Close before it releases the lease.
func (h *Hub) Follow(ctx context.Context, lease natsconn.Lease, subject, queue string) (*Script, error) {
	s := &Script{lease: lease, wake: make(chan struct{}, 1), tick: h.cfg.Tick}
	s.listener = listener{ring: newRing(&h.memory, scriptMessages, scriptBytes), most: scriptMost, nudge: s.nudgeReader}
	s.ctx, s.done = context.WithCancel(ctx)
	var err error
	if s.sub, err = s.listen(s.ctx, lease, subject, queue, h.cfg.OpenTimeout); err != nil {
		s.done()
		return nil, err
	}
	return s, nil
}

func (s *Script) nudgeReader() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Close ends the subscription. It waits for nothing.
func (s *Script) Close() {
	s.done()
	s.sub.Close()
	s.ring.close()
}

// Heard is one message, or a gap. Its slices may be used until the next one comes.
type Heard struct {
	At         time.Time // of arrival
	Subject    string
	Reply      string
	Header     []byte // the block, as NATS writes it
	Data       []byte
	Gap        bool
	Lost, Back time.Time // of a gap
}

// Dropped is how many messages were lost because the reader was slow, up to those
// that Next handed out last.
func (s *Script) Dropped() uint64 { return s.lost }

// Next waits for something to come, at most for quiet, and hands out all there is,
// or some of it, until take says no. It reports whether anything came, or was lost
// with nothing behind it. The error
// says why nothing will: the reader's context, the connection, or a refusal.
func (s *Script) Next(quiet time.Duration, take func(Heard) bool) (came bool, err error) {
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	tick := time.NewTicker(s.tick)
	defer tick.Stop()
	for {
		s.noticeOutage(s.lease)
		chunks, c := s.ring.pop(scriptTakes)
		before := s.lost
		if s.lost = c.dropped + s.missed(); len(chunks) > 0 || s.lost != before {
			s.hand(chunks, take)
			return true, nil
		}
		select {
		case <-s.wake:
		case <-tick.C:
			if err := s.sub.Err(); err != nil {
				return false, err
			}
		case <-timer.C:
			return false, nil
		case <-s.lease.Done():
			return false, s.lease.Err()
		case <-s.ctx.Done():
			return false, s.ctx.Err()
		}
	}
}

// hand gives out what is in the chunks, and the chunks back.
func (s *Script) hand(chunks []*chunk, take func(Heard) bool) {
	more := true
	for _, c := range chunks {
		if g := c.gap; g != nil {
			more = more && take(Heard{Gap: true, Lost: time.Unix(0, g.lost).UTC(), Back: time.Unix(0, g.back).UTC()})
			continue
		}
		for b := c.data; more && len(b) > 0; {
			n := recordLength + int(binary.BigEndian.Uint32(b))
			more = take(heardIn(b[:n]))
			b = b[n:]
		}
		s.ring.release(c)
	}
}

// heardIn reads a record.
func heardIn(b []byte) Heard {
	at := int64(binary.BigEndian.Uint64(b[12:])) //nolint:gosec // two's complement, as it was written
	header, subject, reply := int(binary.BigEndian.Uint32(b[28:])), int(binary.BigEndian.Uint16(b[32:])), int(binary.BigEndian.Uint16(b[34:]))
	rest := b[recordHeader:]
	data := subject + reply + header
	return Heard{
		At: time.Unix(0, at).UTC(), Subject: string(rest[:subject]), Reply: string(rest[subject : subject+reply]),
		Header: rest[subject+reply : data], Data: rest[data:],
	}
}
