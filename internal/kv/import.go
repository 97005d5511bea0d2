package kv

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Importing says how lines become keys.
type Importing struct {
	DryRun     bool          // only compare
	Skip       bool          // keys that are there stay as they are
	MaxPayload int64         // of the server
	Wait       time.Duration // for each answer of NATS
}

// Import reads the lines of an export and makes the bucket's keys of them, a bounded
// number at once; the lines of a key in their order. A key is written on the condition
// that it is as this run found it: what somebody writes in between stays, and is a
// conflict. A line that cannot be written is listed and does not stop the others; what
// does stop them is in the result, which then says what was done before. An error is
// returned only when nothing was: bucket_not_found; bucket_is_mirror.
func (s Store) Import(ctx context.Context, bucket string, how Importing, from io.Reader) (*Imported, error) {
	b, err := s.Open(ctx, bucket)
	if err != nil {
		return nil, err
	}
	if err := b.refuseMirror("Import into the bucket that it mirrors."); err != nil {
		return nil, err
	}
	i := &importer{s: s, b: b, how: how, team: newCrew()}
	if err := i.readLimits(ctx); err != nil {
		return nil, err
	}
	err = i.all(ctx, from)
	if stopped := i.team.wait(); stopped != nil {
		err = stopped
	}
	return i.tally.result(err), nil
}

type importer struct {
	s     Store
	b     *Bucket
	how   Importing
	team  *crew
	tally tally

	mostValue int64 // of the bucket, not positive without limit
	ttl       bool  // it takes them
}

// readLimits asks what a value may be, so that a dry run knows it.
func (i *importer) readLimits(ctx context.Context) error {
	d, err := i.s.Document(ctx, i.b.Name)
	if err != nil {
		return err
	}
	var config struct {
		MaxValue int64 `json:"max_msg_size"`
		TTL      bool  `json:"allow_msg_ttl"`
	}
	if err := json.Unmarshal(d.Config, &config); err != nil {
		return fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(err)
	}
	i.mostValue, i.ttl = config.MaxValue, config.TTL
	return nil
}

// all reads lines and gives them to the crew. It returns why it stopped before the end.
func (i *importer) all(ctx context.Context, from io.Reader) error {
	lines := lineReader{in: bufio.NewReaderSize(from, 64<<10), most: lineBytes(i.how.MaxPayload)}
	for n := 1; ; n++ {
		text, err := lines.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errLongLine):
			i.tally.failed(n, "", noLine("This line is longer than that of the largest value that the server takes."))
			continue
		case err != nil:
			return fault.New(fault.Invalid, "import_cut", fmt.Sprintf("The import was cut in line %d.", n)).Wrap(err)
		case len(text) == 0:
			continue
		}
		l, err := parseLine(text)
		switch {
		case err != nil:
			i.tally.failed(n, "", err)
		case l.end != nil:
			i.tally.ends(*l.end)
		default:
			if err := i.team.do(ctx, l.key, len(l.value), func() { i.one(ctx, n, &l) }); err != nil {
				return err
			}
		}
	}
}

// one does what a line says.
func (i *importer) one(ctx context.Context, n int, l *line) {
	key := ImportedKey{Line: n, Key: l.key}
	err := i.check(l)
	if err == nil {
		err = i.apply(ctx, l, &key)
	}
	if err == nil {
		i.tally.add(&key)
		return
	}
	i.tally.failed(n, l.key, err)
	switch fault.CodeOf(err) {
	case "validation_failed", "value_too_large", "payload_too_large", "ttl_not_allowed", "nats_permission", "nats_refused":
	default:
		i.team.stop(err)
	}
}

func (i *importer) check(l *line) error {
	size := int64(len(l.value))
	switch {
	case size > i.how.MaxPayload, i.mostValue > 0 && size > i.mostValue:
		return fault.New(fault.TooLarge, "value_too_large", "The value is larger than the bucket takes.")
	case l.ttl != "" && !i.ttl:
		return fault.New(fault.Unprocessable, "ttl_not_allowed", "This bucket takes no TTL for a single key: it has no limit_marker_ttl.")
	}
	return nil
}

// apply compares a line with the bucket, and writes it unless it need not be. What is
// written is waited for even when the caller has gone away: what is sent is decided.
func (i *importer) apply(ctx context.Context, l *line, key *ImportedKey) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*i.how.Wait)
	defer cancel()
	// A copy may be behind what this run wrote for an earlier line.
	e, err := i.s.read(ctx, i.b.Name, i.b.prefix, l.key, Reading{Fresh: i.b.Replicas > 1})
	if err != nil && !gone(err) {
		return asBucket(i.b.Name, err)
	}
	condition := e.revision()
	switch {
	case e == nil || e.Operation != Put: // the marker of a key that is gone is its last revision
		key.Outcome = ImportNew
	case bytes.Equal(e.Value, l.value):
		key.Outcome, key.Revision = ImportEqual, e.Revision
		return nil
	case i.how.Skip:
		key.Outcome, key.Revision = ImportSkipped, e.Revision
		return nil
	default:
		key.Outcome, key.Revision = ImportChanged, e.Revision
	}
	if i.how.DryRun {
		return nil
	}
	h := nats.Header{hdrExpected: {strconv.FormatUint(condition, 10)}}
	if l.ttl != "" {
		h.Set(hdrTTL, l.ttl)
	}
	key.Written, err = i.s.publish(ctx, i.b, l.key, h, l.value)
	if fault.Is(err, "wrong_last_sequence") {
		key.Outcome = ImportConflict
		return nil
	}
	return explain(err)
}

// lineReader reads lines that are not too long.
type lineReader struct {
	in   *bufio.Reader
	most int64
}

var errLongLine = errors.New("a line is too long")

// next returns the next line without the spaces around it; io.EOF at the end, and
// errLongLine for one that it passed over.
func (r *lineReader) next() ([]byte, error) {
	var all []byte
	long := false
	for {
		part, err := r.in.ReadSlice('\n')
		if long = long || int64(len(all)+len(part)) > r.most; !long {
			all = append(all, part...)
		} else {
			all = nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(all) == 0 && !long:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, errLongLine
		default:
			return bytes.TrimSpace(all), nil
		}
	}
}
