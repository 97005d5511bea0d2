package live

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/coder/websocket"
)

// How batches go out. docs/LIVE.md promises these.
const (
	batchBytes = 256 << 10             // of one, and one more record
	batchEvery = 50 * time.Millisecond // unless they are full
	window     = 4                     // batches that the page has not acknowledged
)

// writer is what the writing of a socket needs to remember.
type writer struct {
	*socket

	sent    uint64    // batches
	last    time.Time // when a batch was looked for
	more    bool      // it left something
	turn    int       // who is first in the next
	batch   []byte
	strange bool // the session was not known at the last tick
	leaving time.Time
}

// Why a socket is closed by us.
var (
	errStopping  = errors.New("live: HeyNATS stops")
	errNoSession = errors.New("live: the session has ended")
)

// write writes until the socket ends, and returns why.
func (w *writer) write() error {
	timer := time.NewTimer(batchEvery)
	defer timer.Stop()
	tick := time.NewTicker(w.hub.cfg.Tick)
	defer tick.Stop()
	stopping := w.hub.stopping
	for {
		waits, err := w.flush()
		if err != nil {
			return err
		}
		if !w.leaving.IsZero() && w.idle() {
			return errStopping
		}
		if waits {
			timer.Reset(time.Until(w.last.Add(batchEvery)))
		}
		select {
		case <-w.wake:
		case <-timer.C:
		case <-tick.C:
			if err := w.check(); err != nil {
				return err
			}
		case <-stopping:
			stopping, w.leaving = nil, time.Now().Add(w.hub.cfg.Tick)
		case <-w.ctx.Done():
			return context.Cause(w.ctx)
		}
	}
}

// check is done now and then: it looks after the session, and tells the page of
// counters that have changed with nothing to send.
func (w *writer) check() error {
	if !w.leaving.IsZero() && time.Now().After(w.leaving) {
		return errStopping
	}
	known := w.hub.sessions.Known(w.token)
	if !known && (w.idle() || w.strange) {
		return errNoSession
	}
	w.strange = !known
	return w.count()
}

// idle reports whether nothing is followed.
func (w *writer) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.subs) == 0 && len(w.events) == 0
}

// flush writes what may be written now. Waits is true when there is more for later.
func (w *writer) flush() (waits bool, err error) {
	w.mu.Lock()
	events := w.events
	w.events = nil
	open := slices.Clone(w.open)
	w.mu.Unlock()
	for _, e := range events {
		if err := w.send(websocket.MessageText, encode(e)); err != nil {
			return false, err
		}
	}
	for {
		left, full := w.waiting(open)
		switch {
		case !left:
			return false, w.sayEnds(open)
		case !w.mayBatch():
			return false, w.sayEnds(open) // an ack wakes it
		case !full && !w.more && time.Since(w.last) < batchEvery:
			return true, w.sayEnds(open)
		}
		w.last = time.Now()
		if w.fill(open); len(w.batch) == 0 {
			return true, w.sayEnds(open) // a limit does not let it through yet
		}
		if err := w.sendBatch(); err != nil {
			return false, err
		}
	}
}

// waiting reports whether anything waits in the rings, and whether it fills a batch.
func (w *writer) waiting(open []*subscription) (left, full bool) {
	bytes := 0
	for _, sub := range open {
		if sub.paused() {
			continue
		}
		n, anything := sub.ring.waiting()
		bytes += n
		left = left || anything
	}
	return left, bytes >= batchBytes
}

func (w *writer) mayBatch() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.acked = min(w.acked, w.sent)
	return w.sent-w.acked < window
}

// fill makes a batch, from each subscription in turn.
func (w *writer) fill(open []*subscription) {
	w.batch, w.more = w.batch[:0], false
	for i := range open {
		at := (w.turn + i) % len(open)
		sub := open[at]
		if sub.paused() {
			continue
		}
		var left bool
		w.batch, left = sub.ring.take(w.batch, batchBytes, sub)
		if len(w.batch) >= batchBytes-frameHeader {
			w.turn, w.more = at+1, left || i < len(open)-1
			return
		}
		w.more = w.more || left && len(w.batch) > 0
	}
}

// count tells the page of counters that have changed.
func (w *writer) count() error {
	w.mu.Lock()
	open := slices.Clone(w.open)
	w.mu.Unlock()
	if !w.mayBatch() {
		return nil
	}
	w.batch = w.batch[:0]
	for _, sub := range open {
		if now := sub.counters(); now != sub.told {
			start := len(w.batch)
			w.batch = endFrame(beginFrame(w.batch, kindCounters, sub.id, now), start, 0)
			sub.told = now
		}
	}
	if len(w.batch) == 0 {
		return nil
	}
	return w.sendBatch()
}

func (w *writer) sendBatch() error {
	w.sent++
	err := w.send(websocket.MessageBinary, w.batch)
	if cap(w.batch) > 2*batchBytes { // of one large record
		w.batch = nil
	}
	return err
}

// sayEnds says of subscriptions that have ended that they have, when everything
// that came for them was sent.
func (w *writer) sayEnds(open []*subscription) error {
	for _, sub := range open {
		select {
		case <-sub.end:
		default:
			continue
		}
		if _, left := sub.ring.waiting(); left && sub.last.Reason != reasonUnsubscribed {
			continue // what came before the end comes before the end
		}
		w.forget(sub)
		sub.ring.close()
		if err := w.send(websocket.MessageText, encode(sub.last)); err != nil {
			return err
		}
	}
	return nil
}

// send writes one message. A page that does not take it in time is gone.
func (w *writer) send(kind websocket.MessageType, message []byte) error {
	ctx, cancel := context.WithTimeout(w.ctx, w.hub.cfg.Patience)
	defer cancel()
	return w.ws.Write(ctx, kind, message)
}
