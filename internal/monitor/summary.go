package monitor

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Summary is all streams of an account together, and what of them needs a look.
type Summary struct {
	Available bool
	Reason    string // why not
	Messages  uint64 // of the streams read, as the next two
	Bytes     uint64
	Consumers uint64

	Streams int  // how many the account has
	Read    int  // how many of them were read
	Partial bool // the time or the pages did not suffice for all, so that Read is less
	Missing int  // streams that the server named and knew nothing of

	MissingNames []string    // 20 at most
	Attention    []Attention // the worst first, 20 at most
	Findings     int         // how many there are
}

// jetStreamWithin is patience with an account that has none, but leaf nodes which
// may have some: there nobody says no.
const jetStreamWithin = 4 * time.Second

// mostPages of 256 streams each are read for one summary.
const mostPages = 400

// Summarize reads the account's list of streams page by page. That there is no
// JetStream, or that it may not be asked, is an answer; what was read when
// the time ends is one too. The error is that of the connection itself, or that
// not even the first page came.
func Summarize(ctx context.Context, conn Requester, prefix string) (Summary, error) {
	asked, cancel := context.WithTimeout(ctx, jetStreamWithin)
	defer cancel()
	js, err := GetJetStream(asked, conn, prefix)
	if err != nil {
		reason, fatal := unseen(ctx, err, "JetStream did not answer within 4 s.")
		return Summary{Reason: reason}, fatal
	}
	if !js.Available && js.Code != "nats_permission" { // the list may still be allowed
		return Summary{Reason: js.Reason}, nil
	}
	r := reading{js: js}
	if js.Available {
		r.found.account(js)
	}
	within, cancel := withReserve(ctx)
	defer cancel()
	for n := range mostPages {
		more, err := r.next(within, conn, prefix+".STREAM.LIST")
		if err != nil {
			if n == 0 {
				reason, fatal := r.refused(err)
				return Summary{Reason: reason}, fatal
			}
			break
		}
		if !more {
			break
		}
	}
	return r.summary(), nil
}

// withReserve keeps a tenth of the time for the answer.
func withReserve(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, deadline.Add(-time.Until(deadline)/10))
}

// reading is a summary that is being made.
type reading struct {
	js     JetStream
	sum    Summary
	found  findings
	offset int
	last   []byte // the last name seen: the list is in order
}

// next reads a page, and reports whether there is another.
func (r *reading) next(ctx context.Context, conn Requester, subject string) (bool, error) {
	msg, err := conn.Request(ctx, subject, []byte(`{"offset":`+strconv.Itoa(r.offset)+`}`))
	if err != nil {
		return false, err
	}
	p, err := readPage(msg.Data, r.add)
	if err != nil {
		return false, badAnswer(err)
	}
	if p.refused != 0 || p.fault != nil {
		return false, refusal(p)
	}
	r.sum.Streams = max(int(p.total), 0)
	r.page(p)
	r.offset += p.covers()
	if n := len(p.names); n > 0 {
		r.last = slices.Clone(p.names[n-1])
	}
	return p.covers() > 0 && r.offset < r.sum.Streams, nil
}

// seen reports whether an earlier page had the stream: one that is made
// meanwhile shifts the pages.
func (r *reading) seen(name []byte) bool { return bytes.Compare(name, r.last) <= 0 && r.offset > 0 }

func (r *reading) add(s *streamState) {
	if r.seen(s.name) {
		return
	}
	r.sum.Read++
	r.sum.Messages += s.messages
	r.sum.Bytes += s.bytes
	r.sum.Consumers += s.consumers
	r.found.stream(s, &r.js)
}

func (r *reading) page(p *page) {
	for _, name := range p.missing {
		if r.seen(name) {
			continue
		}
		if p.has(name) {
			r.sum.Read-- // it came with its configuration only
		}
		r.sum.Missing++
		if len(r.sum.MissingNames) < mostKept {
			r.sum.MissingNames = append(r.sum.MissingNames, short(name))
		}
	}
	r.found.page(p)
}

func (r *reading) summary() Summary {
	s := r.sum
	s.Available = true
	s.Partial = s.Read+s.Missing < s.Streams
	s.Attention, s.Findings = r.found.list()
	return s
}

// refusal is the server's refusal of a page.
func refusal(p *page) error {
	reason := JetStream{Reason: refusals[int(p.refused)]}.or(short(p.fault)).Reason
	return fault.New(fault.Unavailable, "jetstream_unavailable", reason)
}

// refused is part for the first page.
func (r *reading) refused(err error) (reason string, fatal error) {
	if fault.Is(err, "jetstream_unavailable") {
		return detail(err), nil
	}
	reason, _, fatal = part(err)
	return reason, fatal
}

// short copies a text of the server's, within bounds.
func short(text []byte) string {
	if len(text) > mostText {
		return strings.ToValidUTF8(string(text[:mostText]), "") + "…"
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}
