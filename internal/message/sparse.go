package message

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// When a filter matches little of a stream it is read subject by subject: a
// server finds the messages of one subject by its index, and those of a filter
// with wildcards by looking at all of them.
const (
	sparse       = 20    // at most one message in so many
	fewMessages  = 2_000 // and so many altogether
	fewSubjects  = 16    // of so many subjects
	mostTallied  = 10_000
	mostSubjects = 64 // of a configuration, that are looked at
)

// simplify reads in an easier way once it is known how many messages the filter
// matches: without a filter when it matches everything that can come, and subject
// by subject when it matches little.
func (r *Reader) simplify(ctx context.Context, matched uint64) error {
	d, ok := r.src.(*direct)
	switch {
	case !ok || literal(d.filter):
		return nil
	case matched == r.facts.messages && r.facts.within(d.filter):
		d.filter, r.filter = "", ""
		return nil
	case matched > fewMessages || matched*sparse > r.facts.messages:
		return nil
	}
	names, _, err := r.tally(ctx)
	if err != nil || len(names) == 0 || len(names) > fewSubjects {
		return ignorable(ctx, err)
	}
	u := &union{}
	for _, name := range names {
		part := r.stream
		part.Filter = name
		u.parts = append(u.parts, newDirect(r.conn, part))
	}
	r.src = u
	return nil
}

// ignorable drops an error that only makes reading slower.
func ignorable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return nil
}

// within reports whether everything that the stream takes matches a filter.
func (f *facts) within(filter string) bool {
	return len(f.takes) > 0 && !f.fed && !slices.ContainsFunc(f.takes, func(s string) bool { return !covers(filter, s) })
}

// covers reports whether a filter matches everything that a subject stands for.
func covers(filter, subject string) bool {
	for {
		f, restOfFilter, moreFilter := strings.Cut(filter, ".")
		s, restOfSubject, moreSubject := strings.Cut(subject, ".")
		switch {
		case f == ">":
			return true
		case s == ">" || f != "*" && f != s:
			return false
		case !moreFilter || !moreSubject:
			return moreFilter == moreSubject
		}
		filter, subject = restOfFilter, restOfSubject
	}
}

// literal reports whether a filter is one subject, or none.
func literal(filter string) bool {
	for token := range strings.SplitSeq(filter, ".") {
		if token == "*" || token == ">" {
			return false
		}
	}
	return true
}

type infoRequest struct {
	Filter string `json:"subjects_filter"`
}

// tally counts what matches by the numbers that the stream keeps for each of its
// subjects. It returns the names of some of these, more than a few if there are
// more.
func (r *Reader) tally(ctx context.Context) (names []string, n uint64, err error) {
	body, err := json.Marshal(infoRequest{Filter: r.stream.Filter})
	if err != nil {
		return nil, 0, fmt.Errorf("encode the request for subjects: %w", err)
	}
	data, err := r.js.Ask(ctx, "STREAM.INFO."+r.stream.Name, body)
	if err != nil {
		return nil, 0, err
	}
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		if string(key) != "state" {
			return
		}
		c.Object(func(key []byte) {
			if string(key) != "subjects" {
				return
			}
			c.Object(func(name []byte) {
				if n += c.Uint(); len(names) <= fewSubjects {
					names = append(names, string(name))
				}
			})
		})
	})
	if err := c.End(); err != nil {
		return nil, 0, jsapi.BadAnswer(err)
	}
	return names, n, nil
}

// union reads a few subjects, each by itself.
type union struct{ parts []*direct }

func (*union) method() Method { return ByBatch }

func (*union) close(context.Context) {}

func (u *union) at(ctx context.Context, t time.Time) (seq uint64, found bool, err error) {
	return u.parts[0].at(ctx, t)
}

func (u *union) count(ctx context.Context, from uint64) (n uint64, known bool, err error) {
	c, err := u.read(ctx, from, 1, 1)
	if err != nil || len(c.messages) == 0 {
		return 0, true, err
	}
	return c.messages[0].pending + 1, true, nil
}

func (u *union) read(ctx context.Context, from uint64, n, bytes int) (chunk, error) {
	chunks, errs := make([]chunk, len(u.parts)), make([]error, len(u.parts))
	var all sync.WaitGroup
	for i, part := range u.parts {
		all.Go(func() {
			chunks[i], errs[i] = part.read(ctx, from, n, max(bytes/len(u.parts), 1))
			errs[i] = cmp.Or(errs[i], chunks[i].cut)
		})
	}
	all.Wait()
	if err := cmp.Or(errs...); err != nil {
		return chunk{}, err
	}
	return merged(chunks, n), nil
}

// merged puts what was read of each subject in order, as far as all of them were
// read.
func merged(chunks []chunk, n int) chunk {
	end := ^uint64(0)
	left := uint64(0) // messages that are not in the result
	var all []Message
	for i := range chunks {
		m := chunks[i].messages
		if len(m) == 0 {
			continue
		}
		if left += m[0].pending + 1; chunks[i].more {
			end = min(end, m[len(m)-1].Sequence)
		}
		all = append(all, m...)
	}
	slices.SortFunc(all, func(a, b Message) int { return cmp.Compare(a.Sequence, b.Sequence) })
	out := chunk{}
	for i := range all {
		if m := &all[i]; m.Sequence <= end && len(out.messages) < n {
			left--
			m.pending = left
			out.messages = append(out.messages, *m)
		}
	}
	out.more = left > 0
	return out
}
