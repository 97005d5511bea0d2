package live

import (
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// memory is what all rings may take together.
type memory struct {
	limit int64
	used  atomic.Int64
}

func (m *memory) take(n int) bool {
	if m.used.Add(int64(n)) <= m.limit {
		return true
	}
	m.used.Add(-int64(n))
	return false
}

func (m *memory) give(n int) { m.used.Add(-int64(n)) }

// chunkSize is how much memory a ring takes at a time. A record that is larger has
// a chunk of its own.
const chunkSize = 16 << 10

var chunkPool = sync.Pool{New: func() any { return new([chunkSize]byte) }}

// chunk holds records as they are sent, or one gap.
type chunk struct {
	data  []byte
	count int
	gap   *gap
	block *[chunkSize]byte // to give back to the pool
	taken int              // of the memory
}

// gap is a time during which a subscription had no link.
type gap struct{ lost, back int64 } // ns since 1970

// ring keeps what has come for one subscription until it is sent. It is bounded:
// the oldest goes first, and is counted. One goroutine pushes and one takes.
//
// At any time: what was taken + dropped + sampled + queued = produced.
type ring struct {
	mem          *memory
	mostMessages int
	mostBytes    int
	space        chan struct{} // takes one: something was taken

	mu       sync.Mutex
	chunks   []*chunk // oldest first
	queued   int      // messages
	bytes    int      // of memory
	counters counters
	gate     gate
	closed   bool
}

func newRing(mem *memory, messages, bytes int) *ring {
	return &ring{mem: mem, mostMessages: messages, mostBytes: bytes, space: make(chan struct{}, 1)}
}

// push adds a message, or counts it as lost when there is no room for it. News is
// true when the one who takes may not know yet that there is something, or enough
// to be sent at once.
func (r *ring) push(m *record) (news bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	news, kept := r.add(m, true)
	if !kept {
		r.counters.produced++
		*r.lossCounter()++
	}
	return news
}

// offer is push for one who can wait: what is not taken has not come, and nothing
// that has goes for it.
func (r *ring) offer(m *record) (news, taken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.add(m, false)
}

func (r *ring) add(m *record, evicting bool) (news, taken bool) {
	if r.closed {
		return false, true
	}
	if !r.gate.admits(time.Now) {
		r.counters.produced++
		r.counters.sampled++
		return false, true
	}
	empty, before := len(r.chunks) == 0, r.bytes
	at := r.room(m.length(), evicting)
	if at == nil {
		return false, false
	}
	at.data = m.appendTo(at.data)
	at.count++
	r.queued++
	r.counters.produced++
	return empty || before < batchBytes && r.bytes >= batchBytes, true
}

// room returns the chunk that takes a record of n bytes. It makes room for it at
// the old end, if it may; without any there, and none left for all rings, it returns
// nil.
func (r *ring) room(n int, evicting bool) *chunk {
	evict := func() bool { return evicting && r.evict() }
	for r.queued >= r.mostMessages {
		if !evict() {
			return nil
		}
	}
	if k := len(r.chunks); k > 0 {
		if last := r.chunks[k-1]; last.gap == nil && len(last.data)+n <= cap(last.data) {
			return last
		}
	}
	size := max(n, chunkSize)
	for r.bytes > 0 && r.bytes+size > r.mostBytes {
		if !evict() {
			return nil
		}
	}
	for !r.mem.take(size) {
		if !evict() {
			return nil
		}
	}
	c := &chunk{taken: size}
	if size == chunkSize {
		c.block, _ = chunkPool.Get().(*[chunkSize]byte)
		c.data = c.block[:0]
	} else {
		c.data = make([]byte, 0, size)
	}
	r.bytes += size
	r.chunks = append(r.chunks, c)
	return c
}

// evict drops the oldest messages. Gaps stay, and are one when they meet.
func (r *ring) evict() bool {
	i := slices.IndexFunc(r.chunks, func(c *chunk) bool { return c.gap == nil })
	if i < 0 {
		return false
	}
	c := r.chunks[i]
	*r.lossCounter() += uint64(c.count) //nolint:gosec // not negative
	r.remove(i)
	r.release(c)
	return true
}

// lossCounter is what counts messages for which there was no room: with a limit
// that leaves the newest they are those it leaves out.
func (r *ring) lossCounter() *uint64 {
	if r.gate.keepsNewest() {
		return &r.counters.sampled
	}
	return &r.counters.dropped
}

// remove takes a chunk of messages out. What it takes in memory stays counted.
func (r *ring) remove(i int) {
	r.queued -= r.chunks[i].count
	r.bytes -= r.chunks[i].taken
	r.chunks = slices.Delete(r.chunks, i, i+1)
	if i > 0 && i < len(r.chunks) && r.chunks[i-1].gap != nil && r.chunks[i].gap != nil {
		r.chunks[i-1].gap.back = r.chunks[i].gap.back
		r.chunks = slices.Delete(r.chunks, i, i+1)
	}
}

// release gives the memory of a chunk back that is no longer in the ring.
func (r *ring) release(c *chunk) {
	r.mem.give(c.taken)
	if c.block != nil {
		chunkPool.Put(c.block)
		c.block, c.data = nil, nil
	}
}

// pushGap notes a time without a link behind what has come so far.
func (r *ring) pushGap(g gap) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	if k := len(r.chunks); k > 0 && r.chunks[k-1].gap != nil {
		r.chunks[k-1].gap.back = g.back
		return
	}
	r.chunks = append(r.chunks, &chunk{gap: &g})
}

// full reports whether whoever can wait should, before it offers more.
func (r *ring) full() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.queued >= r.mostMessages/2 || r.bytes >= r.mostBytes/2 || r.queued > 0 && r.mem.used.Load() > r.mem.limit/4*3
}

// waiting reports how many bytes of memory wait to be taken, and whether anything
// does.
func (r *ring) waiting() (bytes int, anything bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.bytes, len(r.chunks) > 0
}

// limit sets how many messages a second may leave it.
func (r *ring) limit(perSecond int, mode Mode) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gate = newGate(perSecond, mode, time.Now())
}

// take appends frames of a subscription with the oldest of what waits, until b has
// so many bytes or nothing is left. It reports whether something is.
func (r *ring) take(b []byte, most int, of *subscription) (frames []byte, left bool) {
	out, c := r.pop(most - len(b))
	if len(out) > 0 {
		c.missed = of.missed()
		of.told = c
	}
	open := -1 // where the frame of messages begins that is open
	count := 0
	end := func() {
		if open >= 0 {
			b = endFrame(b, open, count)
			open, count = -1, 0
		}
	}
	for _, piece := range out {
		if g := piece.gap; g != nil {
			end()
			start := len(b)
			b = beginFrame(b, kindGap, of.id, c)
			b = binary.BigEndian.AppendUint64(b, uint64(g.lost)) //nolint:gosec // two's complement, as it is read
			b = binary.BigEndian.AppendUint64(b, uint64(g.back)) //nolint:gosec // two's complement, as it is read
			b = endFrame(b, start, 1)
			continue
		}
		if open < 0 {
			open = len(b)
			b = beginFrame(b, kindMessages, of.id, c)
		}
		b = append(b, piece.data...)
		count += piece.count
		r.release(piece)
	}
	end()
	_, left = r.waiting()
	select {
	case r.space <- struct{}{}:
	default:
	}
	return b, left
}

// pop takes the oldest chunks out, at least one if there is any, and what the
// counters are with them.
func (r *ring) pop(most int) ([]*chunk, counters) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.gate.opens(time.Now, r.queued, r.skip) {
		return nil, r.counters
	}
	n, bytes := 0, 0
	for n < len(r.chunks) && (n == 0 || bytes+len(r.chunks[n].data) <= most) {
		bytes += len(r.chunks[n].data)
		r.queued -= r.chunks[n].count
		r.bytes -= r.chunks[n].taken
		r.gate.spend(r.chunks[n].count)
		n++
	}
	out := slices.Clone(r.chunks[:n])
	r.chunks = slices.Delete(r.chunks, 0, n)
	return out, r.counters
}

// skip leaves out the n oldest messages, for a limit.
func (r *ring) skip(n int) {
	r.counters.sampled += uint64(n) //nolint:gosec // not negative
	for i := 0; n > 0; {
		c := r.chunks[i]
		switch {
		case c.gap != nil:
			i++
		case c.count <= n:
			n -= c.count
			r.remove(i)
			r.release(c)
			i = 0
		default:
			for range n {
				c.data = c.data[recordLength+int(binary.BigEndian.Uint32(c.data)):]
			}
			c.count -= n
			r.queued -= n
			n = 0
		}
	}
}

// totals returns the counters as they are now.
func (r *ring) totals() counters {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.counters
}

// close gives everything back that it holds.
func (r *ring) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for _, c := range r.chunks {
		r.release(c)
	}
	r.chunks, r.queued, r.bytes = nil, 0, 0
}
