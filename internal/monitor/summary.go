package monitor

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
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
	r := reading{js: js, list: streamlist.Reader{JS: jsapi.Client{Conn: conn, Prefix: prefix}}}
	if js.Available {
		r.found.account(js)
	}
	within, cancel := withReserve(ctx)
	defer cancel()
	for n := range mostPages {
		if err := r.next(within); err != nil {
			if n == 0 {
				reason, fatal := refused(err)
				return Summary{Reason: reason}, fatal
			}
			break
		}
		if r.list.Done() {
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
	js    JetStream
	sum   Summary
	found findings
	list  streamlist.Reader
}

// next reads a page.
func (r *reading) next(ctx context.Context) error {
	p, err := r.list.Next(ctx, r.add)
	if err != nil {
		return err
	}
	r.sum.Streams = r.list.Total
	for _, name := range p.Missing {
		if p.Has(name) {
			r.sum.Read-- // it came with its configuration only
		}
		r.sum.Missing++
		if len(r.sum.MissingNames) < mostKept {
			r.sum.MissingNames = append(r.sum.MissingNames, short(name))
		}
	}
	r.found.page(p)
	return nil
}

func (r *reading) add(s *streamlist.State) {
	r.sum.Read++
	r.sum.Messages += s.Messages
	r.sum.Bytes += s.Bytes
	r.sum.Consumers += s.Consumers
	r.found.stream(s, &r.js)
}

func (r *reading) summary() Summary {
	s := r.sum
	s.Available = true
	s.Partial = s.Read+s.Missing < s.Streams
	s.Attention, s.Findings = r.found.list()
	return s
}

// refused is part for the first page, of which a refusal is an answer.
func refused(err error) (reason string, fatal error) {
	switch f, ok := errors.AsType[*fault.Error](err); {
	case ok && f.NATS != nil && (f.NATS.Description != "" || refusals[f.NATS.ErrCode] != ""):
		return JetStream{Reason: refusals[f.NATS.ErrCode]}.or(f.NATS.Description).Reason, nil
	case ok && (f.NATS != nil || f.Code == "jetstream_unavailable"):
		return f.Detail, nil
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
