package objstore

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"strings"

	"github.com/heynats/heynats/internal/fault"
)

// How much is asked for at once. One such batch is read ahead while the one before
// is handed on.
const (
	chunksAtOnce = 64
	bytesAtOnce  = 4 << 20
)

// Content reads the content of an object, from any place of it. It is an
// io.ReadSeekCloser for one goroutine.
type Content struct {
	Object *Object // that has the content, where a link leads to

	ctx     context.Context //nolint:containedctx // io.Reader has none, and Close ends what it is for
	s       Store
	b       *Bucket
	pos     int64
	rest    []byte // of the chunk that is being handed on
	flow    *flow  // nil until it is read from pos on
	failure error
}

// Read opens the content of an object, or of that to which a link leads. The caller
// closes it. Errors: object_not_found, link_broken, link_to_bucket.
func (s Store) Read(ctx context.Context, bucket, name string) (*Content, error) {
	b, err := s.open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	o, err := s.get(ctx, b, name)
	if err != nil {
		return nil, err
	}
	if b, o, err = s.follow(ctx, b, o); err != nil {
		return nil, err
	}
	if o.Size > maxInt64 {
		return nil, fault.New(fault.Upstream, "object_unreadable", "What describes this object has a size that cannot be.")
	}
	return &Content{Object: o, ctx: ctx, s: s, b: b}, nil
}

const maxInt64 = 1<<63 - 1

// Size returns how many bytes there are.
func (c *Content) Size() int64 { return int64(c.Object.Size) } //nolint:gosec // checked by Store.Read

// Err returns why a Read failed, if one did.
func (c *Content) Err() error { return c.failure }

// Close ends reading.
func (c *Content) Close() error {
	c.stop()
	return nil
}

func (c *Content) stop() {
	if c.flow != nil {
		c.flow.close()
	}
	c.flow, c.rest = nil, nil
}

// Seek implements io.Seeker.
func (c *Content) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += c.pos
	case io.SeekEnd:
		offset += c.Size()
	}
	if offset < 0 {
		return c.pos, errors.New("objstore: a place before the beginning")
	}
	if offset != c.pos {
		c.stop()
		c.pos = offset
	}
	return offset, nil
}

// Read implements io.Reader. Errors: object_incomplete when chunks are missing,
// digest_mismatch in place of the end of an object that was read from its beginning.
func (c *Content) Read(p []byte) (int, error) {
	if c.failure != nil {
		return 0, c.failure
	}
	if len(p) == 0 {
		return 0, nil
	}
	for len(c.rest) == 0 {
		if c.pos >= c.Size() {
			return 0, io.EOF
		}
		if err := c.next(); err != nil {
			c.failure = err
			return 0, err
		}
	}
	n := copy(p, c.rest)
	c.rest = c.rest[n:]
	c.pos += int64(n)
	return n, nil
}

// next takes the next chunk.
func (c *Content) next() error {
	if c.flow == nil {
		at, err := c.s.locate(c.ctx, c.b, c.Object, c.pos)
		if err != nil {
			return err
		}
		c.flow = c.s.flow(c.ctx, c.b, c.Object, at)
	}
	m, err := c.flow.next()
	if err != nil {
		return err
	}
	begin := c.flow.offset
	end := begin + int64(len(m))
	c.flow.offset = end
	if end > c.pos {
		c.rest = m[max(c.pos-begin, 0):]
	}
	return nil
}

// check compares the digest of all that was read with the one of the description.
func check(o *Object, sum hash.Hash) error {
	want, ok := strings.CutPrefix(o.Digest, digestName)
	if !ok { // none, or of a kind that nobody uses
		return nil
	}
	got := base64.URLEncoding.EncodeToString(sum.Sum(nil))
	if strings.TrimRight(want, "=") == strings.TrimRight(got, "=") {
		return nil
	}
	return fault.New(fault.Upstream, "digest_mismatch", "The content of the object is not the one that was stored: its SHA-256 is another one.")
}

func incomplete(o *Object, what string) error {
	return fault.New(fault.Upstream, "object_incomplete", "The content of "+o.Name+" "+what+".")
}

// place is where in the stream a part of an object is.
type place struct {
	seq    uint64 // of the chunk, or a lower one
	offset int64  // of the chunk's first byte in the object
}

// locate finds the chunk in which a byte is. Only in an object whose chunks are all
// of one size, but for the last, it can be found without reading those before it;
// that they are is known from the number of chunks and the size of the last one, as
// none is larger than the description says.
func (s Store) locate(ctx context.Context, b *Bucket, o *Object, pos int64) (place, error) {
	size := int64(o.ChunkSize)                                                                      //nolint:gosec // compared with what can be
	if size <= 0 || pos < size || o.Chunks < 2 || o.Chunks != uint64((int64(o.Size)+size-1)/size) { //nolint:gosec // positive
		return place{}, nil
	}
	src := &source{s: s, stream: StreamOf(b.Name), filter: b.chunkSubject(o.ID)}
	at := func(from uint64) (stored, bool, error) {
		came, _, err := src.read(ctx, from, 1, 1)
		if err != nil || len(came) == 0 || !came[0].counted {
			return stored{}, false, err
		}
		return came[0], true, nil
	}
	first, ok, err := at(1)
	if err != nil || !ok || first.pending+1 != o.Chunks {
		return place{}, err
	}
	last, ok, err := s.nth(at, first, b, o, o.Chunks-1)
	if err != nil || !ok || int64(len(last.data)) != int64(o.Size)-int64(o.Chunks-1)*size { //nolint:gosec // bounded by Size
		return place{}, err
	}
	n := uint64(pos / size) //nolint:gosec // positive
	m, ok, err := s.nth(at, first, b, o, n)
	if err != nil || !ok {
		return place{}, err
	}
	return place{m.seq, int64(n) * size}, nil //nolint:gosec // at most pos
}

// nth finds a chunk by its number, in an object whose first is known. Mostly nobody
// else wrote meanwhile; where somebody did it is looked for by halves.
func (Store) nth(at func(uint64) (stored, bool, error), first stored, b *Bucket, o *Object, n uint64) (stored, bool, error) {
	behind := o.Chunks - 1 - n
	low, high := first.seq+n, max(b.lastSeq, o.Revision)
	for guess := low; low <= high; guess = low + (high-low)/2 {
		m, ok, err := at(guess)
		switch {
		case err != nil:
			return m, false, err
		case ok && m.pending == behind:
			return m, true, nil
		case ok && m.pending > behind:
			low = m.seq + 1
		default: // one behind it, or none
			high = guess - 1
		}
	}
	return stored{}, false, nil
}

// flow reads the chunks of an object in their order, one batch ahead.
type flow struct {
	offset  int64 // of the next chunk
	batches chan batch
	now     [][]byte
	end     error // behind now
	cancel  context.CancelFunc
	done    chan struct{}
}

type batch struct {
	chunks [][]byte
	err    error // io.EOF at the end
}

func (s Store) flow(ctx context.Context, b *Bucket, o *Object, at place) *flow {
	ctx, cancel := context.WithCancel(ctx)
	f := &flow{offset: at.offset, batches: make(chan batch), cancel: cancel, done: make(chan struct{})}
	src := &source{s: s, stream: StreamOf(b.Name), filter: b.chunkSubject(o.ID)}
	go func() {
		defer close(f.done)
		f.fetch(ctx, src, o, at)
	}()
	return f
}

// fetch ends with the last chunk, an error, or the flow. What it reads from the
// beginning on it checks, while the batch before is handed on: the last chunk is only
// handed on when the digest is the right one.
func (f *flow) fetch(ctx context.Context, src *source, o *Object, at place) {
	left := int64(o.Size) - at.offset //nolint:gosec // checked by Store.Read
	sum := sha256.New()
	for next := max(at.seq, 1); ; {
		came, more, err := src.read(ctx, next, chunksAtOnce, bytesAtOnce)
		out := batch{err: err}
		for i := range came {
			out.chunks = append(out.chunks, came[i].data)
			next = came[i].seq + 1
			left -= int64(len(came[i].data))
			if at.offset == 0 {
				sum.Write(came[i].data)
			}
		}
		switch {
		case err != nil:
		case len(came) == 0 && left > 0 && !src.leader: // a copy that lags behind
			src.leader = true
			continue
		case left < 0:
			out.err = incomplete(o, "has more bytes than its description says")
		case left == 0:
			if out.err = io.EOF; at.offset == 0 {
				out.err = cmp.Or(check(o, sum), out.err)
			}
		case len(came) == 0 || !more && src.leader:
			out.err = io.EOF
		}
		if last := len(out.chunks) - 1; last >= 0 && out.err != nil && out.err != io.EOF { //nolint:errorlint // as it was put there
			out.chunks = out.chunks[:last]
		}
		select {
		case f.batches <- out:
		case <-ctx.Done():
			return
		}
		if out.err != nil {
			return
		}
	}
}

// next returns the next chunk. There is one, or an error.
func (f *flow) next() ([]byte, error) {
	for len(f.now) == 0 {
		if f.end != nil {
			if f.end == io.EOF { //nolint:errorlint // as it was put there
				return nil, fault.New(fault.Upstream, "object_incomplete", "Chunks of the object's content are missing.")
			}
			return nil, f.end
		}
		select {
		case b := <-f.batches:
			f.now, f.end = b.chunks, b.err
		case <-f.done:
			return nil, fault.New(fault.Upstream, "object_incomplete", "Reading the object ended before its end.")
		}
	}
	m := f.now[0]
	f.now[0] = nil
	f.now = f.now[1:]
	return m, nil
}

func (f *flow) close() {
	f.cancel()
	<-f.done
}
