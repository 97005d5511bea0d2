package objstore

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"hash"
	"io"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// Upload says what becomes of a content.
type Upload struct {
	Name        string
	Description string
	Headers     nats.Header
	ChunkSize   int     // bytes; that of NATS' clients when zero
	Revision    *uint64 // of the object that this one replaces; 0 when there must be none
}

const (
	usualChunk  = 128 << 10 // nats.go, jetstream.objDefaultChunkSize
	mostChunk   = 8 << 20
	window      = 4 << 20 // bytes that are under way
	mostWindow  = 64      // chunks
	spare       = 4 << 10 // of the server's largest payload, for what goes with a chunk
	ackWait     = 30 * time.Second
	cleanUpWait = 15 * time.Second
	tryAgain    = 250 * time.Millisecond
	digestName  = "SHA-256="
)

// Written is what became of an upload.
type Written struct {
	*Object

	Leftover bool // NATS did not remove the content that was replaced
}

// Put stores an object of any size; moved, if there is one, is called now and then
// while it goes on. When it fails the chunks that were stored are removed again, and
// the error's hint says so, or where they are. Errors: bucket_not_found, bucket_full, account_full,
// bucket_sealed, revision_changed, object_exists, upload_cut, outcome_unknown.
func (s Store) Put(ctx context.Context, bucket string, u Upload, body io.Reader, moved func()) (Written, error) {
	if err := CheckName(u.Name, "query.name"); err != nil {
		return Written{}, err
	}
	b, err := s.writable(ctx, bucket)
	if err != nil {
		return Written{}, err
	}
	if u.Revision != nil { // before all of it has been sent for nothing
		now, err := s.last(ctx, b, u.Name)
		if err == nil {
			err = expect(now, u.Revision)
		}
		if err != nil {
			return Written{}, err
		}
	}
	size := s.chunkSize(u.ChunkSize)
	w := &uploading{
		s: s, b: b, moved: moved, most: max(1, min(mostWindow, window/size)),
		o: &Object{
			Name: u.Name, Description: u.Description, Headers: u.Headers,
			ChunkSize: uint64(size), ID: nuid.Next(), //nolint:gosec // positive
		},
	}
	w.sum = newSumming(w.most)
	err = w.content(ctx, body, size)
	digest := w.sum.end()
	if err != nil {
		return Written{}, w.abandon(ctx, err)
	}
	w.o.Digest = digest
	return w.finish(ctx, u.Revision)
}

func (s Store) chunkSize(wanted int) int {
	size := usualChunk
	if wanted > 0 {
		size = min(wanted, mostChunk)
	}
	if most := int(s.MaxPayload) - spare; s.MaxPayload > 0 && size > most {
		size = max(most, 1)
	}
	return size
}

// uploading is an upload while it goes on.
type uploading struct {
	s     Store
	b     *Bucket
	o     *Object
	moved func()
	sum   *summing
	most  int // chunks that are under way
	under []chunk
	free  [][]byte
	lost  bool // it is not known whether all that was sent has arrived
}

type chunk struct {
	posted natsconn.Posted
	data   []byte
	summed <-chan struct{}
}

// summing makes the digest beside the sending, which both take about as long.
type summing struct {
	parts chan part
	done  chan struct{}
	sum   hash.Hash
}

type part struct {
	data   []byte
	summed chan<- struct{}
}

// newSumming begins one with room for so many parts. Its end ends it.
func newSumming(most int) *summing {
	s := &summing{parts: make(chan part, most), done: make(chan struct{}), sum: sha256.New()}
	go func() {
		defer close(s.done)
		for p := range s.parts {
			s.sum.Write(p.data)
			close(p.summed)
		}
	}()
	return s
}

// add takes the next part, and returns what is closed when it is not needed any more.
func (s *summing) add(data []byte) <-chan struct{} {
	summed := make(chan struct{})
	s.parts <- part{data, summed}
	return summed
}

// end returns the digest of all parts.
func (s *summing) end() string {
	close(s.parts)
	<-s.done
	return digestName + base64.URLEncoding.EncodeToString(s.sum.Sum(nil))
}

// content sends a body by chunks. A few of them are under way at once.
func (w *uploading) content(ctx context.Context, body io.Reader, size int) error {
	subject := w.b.chunkSubject(w.o.ID)
	for {
		data := w.buffer(size)
		n, err := fill(body, data)
		if n > 0 {
			if err := w.send(ctx, subject, data, n); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return w.settle(ctx, 0)
		case err != nil:
			return fault.New(fault.Invalid, "upload_cut", "The upload ended in the middle.").Wrap(err)
		}
	}
}

// buffer returns one that no chunk needs any more.
func (w *uploading) buffer(size int) []byte {
	if last := len(w.free) - 1; last >= 0 {
		data := w.free[last]
		w.free = w.free[:last]
		return data
	}
	return make([]byte, size)
}

// fill reads until data is full. io.ReadFull would say the same of a body that ended
// and of one that was cut.
func fill(body io.Reader, data []byte) (n int, err error) {
	for n < len(data) && err == nil {
		var more int
		more, err = body.Read(data[n:])
		n += more
	}
	return n, err
}

func (w *uploading) send(ctx context.Context, subject string, data []byte, n int) error {
	if err := w.settle(ctx, w.most-1); err != nil {
		return err
	}
	posted, err := w.s.Conn.Post(ctx, &nats.Msg{Subject: subject, Data: data[:n]})
	if err != nil {
		return unsent(err, subject)
	}
	w.under = append(w.under, chunk{posted, data, w.sum.add(data[:n])})
	w.o.Chunks++
	w.o.Size += uint64(n) //nolint:gosec // not negative
	return nil
}

// settle waits until at most so many chunks are under way.
func (w *uploading) settle(ctx context.Context, most int) error {
	for len(w.under) > most {
		c := w.under[0]
		w.under = w.under[1:]
		if err := w.reply(ctx, c.posted); err != nil {
			return err
		}
		<-c.summed
		w.free = append(w.free, c.data)
		if w.moved != nil {
			w.moved()
		}
	}
	return nil
}

func (w *uploading) reply(ctx context.Context, posted natsconn.Posted) error {
	ctx, cancel := context.WithTimeout(ctx, ackWait)
	defer cancel()
	answer, err := posted.Reply(ctx)
	if err != nil {
		w.lost = w.lost || !fault.Is(err, "no_responders")
		return unsent(err, w.b.chunkSubject(w.o.ID))
	}
	_, err = acknowledged(w.b, answer)
	return err
}

// finish stores the description, with which the object is there.
func (w *uploading) finish(ctx context.Context, revision *uint64) (Written, error) {
	before, err := w.s.store(ctx, w.b, w.o, revision)
	if fault.Is(err, "outcome_unknown") {
		err = w.look(ctx, err)
		if fault.Is(err, "outcome_unknown") {
			return Written{}, err
		}
	}
	if err != nil {
		return Written{}, w.abandon(ctx, err)
	}
	left := w.s.discard(context.WithoutCancel(ctx), w.b, before)
	o, err := w.s.get(ctx, w.b, w.o.Name)
	if err != nil || o.ID != w.o.ID { // somebody was quick, and this one was stored all the same
		w.o.Modified = time.Now().UTC()
		o = w.o
	}
	return Written{o, left}, nil
}

// look finds out whether a description was stored whose acknowledgement did not come.
func (w *uploading) look(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpWait)
	defer cancel()
	for {
		now, err := w.s.last(ctx, w.b, w.o.Name)
		switch {
		case err == nil && now != nil && now.ID == w.o.ID:
			w.o.Revision = now.Revision
			return nil
		case err == nil:
			return fault.New(fault.Unavailable, "nats_unreachable", "The link to NATS broke before the object was stored.").Wrap(cause)
		case pause(ctx) != nil:
			return cause
		}
	}
}

func pause(ctx context.Context) error {
	timer := time.NewTimer(tryAgain)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// abandon removes the chunks that were stored, and returns the error with what became
// of them. It goes on when the caller has gone, and waits for a link that comes back.
func (w *uploading) abandon(ctx context.Context, cause error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpWait)
	defer cancel()
	for _, c := range w.under { // a purge could overtake what is under way
		_ = w.reply(ctx, c.posted)
	}
	w.under = nil
	f := fault.New(fault.Unavailable, "upload_failed", "NATS does not take the upload any more.").Wrap(cause)
	if known, ok := errors.AsType[*fault.Error](cause); ok && known.Code != "outcome_unknown" {
		*f = *known
	}
	said := func(what string) error { return f.WithHint(strings.TrimSpace(f.Hint + " " + what)) }
	if w.o.Chunks == 0 {
		return said("Nothing of it was stored.")
	}
	for again := w.lost; ; {
		_, err := w.s.purge(ctx, w.b, w.b.chunkSubject(w.o.ID), 0)
		switch {
		case err == nil && !again:
			return said("What came of it was removed again.")
		case err == nil: // some of it may have come in behind
			again = false
		case !fault.Is(err, "nats_unreachable") && !fault.Is(err, "outcome_unknown") && !fault.Is(err, "jetstream_unavailable"):
			return said("What came of it is still in the stream " + StreamOf(w.b.Name) + ", under " + w.b.chunkSubject(w.o.ID) + ".")
		}
		if pause(ctx) != nil {
			return said("What came of it is still in the stream " + StreamOf(w.b.Name) + ", under " + w.b.chunkSubject(w.o.ID) + ".")
		}
	}
}
