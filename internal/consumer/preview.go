package consumer

import (
	"cmp"
	"context"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
	"github.com/heynats/heynats/internal/subject"
)

// Preview is what a consumer of a configuration would be given of the messages
// that are in its stream now.
type Preview struct {
	Messages uint64
	Exact    bool // false: Messages is the most that it can be
	First    *Found
	Last     *Found // the last that it would be given
	Subjects uint64 // of LastPerSubject
	Sentence string
}

// Found is a message that is there.
type Found struct {
	Sequence uint64
	Subject  string
	Time     time.Time
}

// Look works out a preview. It makes no consumer: it asks the stream for counts
// and single messages, and changes nothing.
func Look(ctx context.Context, js jsapi.Client, stream string, config []byte) (Preview, error) {
	if err := jsapi.CheckName(stream, "path.stream"); err != nil {
		return Preview{}, err
	}
	w, err := readWish(config)
	if err != nil {
		return Preview{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+stream, nil)
	if err != nil {
		return Preview{}, err
	}
	state, err := streamlist.ReadState(answer)
	if err != nil {
		return Preview{}, err
	}
	l := look{js: js, stream: stream, state: &state, wish: w}
	p, err := l.preview(ctx)
	if err != nil {
		return Preview{}, err
	}
	p.Sentence = l.sentence(&p)
	return p, nil
}

// wish is what of a configuration decides which messages come.
type wish struct {
	filters []string
	policy  string
	seq     uint64
	time    time.Time
}

// mostPreviewed filters are looked at one by one.
const mostPreviewed = 32

func readWish(config []byte) (w wish, err error) {
	w.policy = "all"
	bad := ""
	c := jsonwalk.New(config)
	if c.Peek() != '{' {
		c.Fail()
	}
	add := func(filter []byte) {
		if len(filter) > 0 {
			w.filters = append(w.filters, string(filter))
		}
	}
	c.Object(func(key []byte) {
		switch string(key) {
		case "filter_subject":
			add(c.Bytes())
		case "filter_subjects":
			c.Array(func() { add(c.Bytes()) })
		case "deliver_policy":
			w.policy = word(c.Bytes())
		case "opt_start_seq":
			w.seq = c.Uint()
		case "opt_start_time":
			w.time = readTime(c)
		}
	})
	if c.End() != nil {
		return w, fault.New(fault.Unprocessable, "validation_failed", "A configuration is an object; filters in it are text, and sequences are numbers.").WithField("body.config")
	}
	for _, filter := range w.filters {
		if !wellFormed(filter) {
			bad = "A subject is words separated by dots, without spaces; * stands for one word, > for the rest."
		}
	}
	for i, filter := range w.filters {
		for _, other := range w.filters[:i] {
			if subject.Overlap(filter, other) {
				bad = "Two filters must not have a subject in common."
			}
		}
	}
	switch {
	case bad != "":
		return w, fault.New(fault.Unprocessable, "validation_failed", bad).WithField("body.config." + w.filterField(config))
	case len(w.filters) > mostPreviewed:
		return w, fault.New(fault.Unprocessable, "validation_failed", "A preview looks at 32 filters at most.").WithField("body.config.filter_subjects")
	}
	return w, w.checkStart()
}

func (w *wish) filterField(config []byte) string {
	if lacks(config, "filter_subjects") {
		return "filter_subject"
	}
	return "filter_subjects"
}

func (w *wish) checkStart() error {
	invalid := func(field, detail string) error {
		return fault.New(fault.Unprocessable, "validation_failed", detail).WithField("body.config." + field)
	}
	switch w.policy {
	case "all", "last", "new":
	case "last_per_subject":
		if len(w.filters) == 0 {
			return invalid("filter_subject", "With last_per_subject a filter is needed; > lets everything through.")
		}
	case "by_start_sequence":
		if w.seq == 0 {
			return invalid("opt_start_seq", "With by_start_sequence the sequence is needed.")
		}
	case "by_start_time":
		if w.time.IsZero() {
			return invalid("opt_start_time", "With by_start_time the time is needed.")
		}
	default:
		return invalid("deliver_policy", "One of all, last, new, last_per_subject, by_start_sequence, by_start_time.")
	}
	return nil
}

// look is a preview that is being worked out.
type look struct {
	js     jsapi.Client
	stream string
	state  *streamlist.State
	wish   wish
}

func (l *look) preview(ctx context.Context) (Preview, error) {
	if l.state.Messages == 0 || l.wish.policy == "new" || l.wish.policy == "by_start_sequence" && l.wish.seq > l.state.LastSeq {
		return Preview{Exact: true}, nil
	}
	switch l.wish.policy {
	case "last":
		last, known, err := l.last(ctx)
		switch {
		case err != nil || known && last == nil:
			return Preview{Exact: true}, err
		case !known:
			return Preview{Messages: 1}, nil
		}
		return Preview{Messages: 1, Exact: true, First: last, Last: last}, nil
	case "last_per_subject":
		return l.perSubject(ctx)
	}
	p, err := l.count(ctx)
	if err != nil || p.Messages == 0 {
		return p, err
	}
	p.Last, _, err = l.last(ctx)
	return p, err
}

// filters are those of the wish, or the one that lets everything through.
func (l *look) filters() []string {
	if len(l.wish.filters) == 0 {
		return []string{""}
	}
	return l.wish.filters
}

// count counts the messages from where the consumer begins, filter by filter.
func (l *look) count(ctx context.Context) (Preview, error) {
	p := Preview{Exact: true}
	for _, filter := range l.filters() {
		first, n, exact, err := l.from(ctx, filter)
		if err != nil {
			return Preview{}, err
		}
		p.Messages += n
		p.Exact = p.Exact && exact
		if first != nil && (p.First == nil || first.Sequence < p.First.Sequence) {
			p.First = first
		}
	}
	return p, nil
}

// from finds the first message of a filter, and how many there are.
func (l *look) from(ctx context.Context, filter string) (first *Found, n uint64, exact bool, err error) {
	first, n, exact, err = l.direct(ctx, filter)
	if err == nil && exact || err != nil && !bearable(err) {
		return first, n, exact, err
	}
	// Without direct gets: the first message can be had, and how many there are in
	// the whole stream.
	if n, exact, err = l.inStream(ctx, filter); err != nil || n == 0 {
		return nil, n, exact, err
	}
	if l.wish.policy == "by_start_time" {
		return nil, n, false, nil // only a direct get finds a time
	}
	first, err = l.get(ctx, getRequest{Seq: l.begin(), Next: cmp.Or(filter, ">")})
	switch {
	case fault.Is(err, "nats_permission"):
		return nil, n, exact && l.wish.policy == "all", nil
	case err != nil || first == nil:
		return nil, 0, true, err
	case l.wish.policy == "all":
		return first, n, exact, nil
	case filter == "" && l.state.Deleted == 0:
		return first, l.state.LastSeq - first.Sequence + 1, true, nil
	default:
		return first, n, false, nil
	}
}

// perSubject counts the subjects.
func (l *look) perSubject(ctx context.Context) (Preview, error) {
	p := Preview{Exact: true}
	var err error
	for _, filter := range l.wish.filters {
		n, err := l.subjects(ctx, filter)
		if err != nil {
			return Preview{}, err
		}
		p.Subjects += n
	}
	p.Messages = p.Subjects
	if p.Messages == 0 {
		return p, nil
	}
	p.Last, _, err = l.last(ctx)
	return p, err
}

// last finds the last message that any of the filters lets through. It is not
// known when the user may not read messages.
func (l *look) last(ctx context.Context) (last *Found, known bool, err error) {
	for _, filter := range l.filters() {
		found, err := l.get(ctx, getRequest{LastFor: cmp.Or(filter, ">")})
		if fault.Is(err, "nats_permission") {
			return nil, false, nil
		}
		if err != nil {
			return nil, false, err
		}
		if found != nil && (last == nil || found.Sequence > last.Sequence) {
			last = found
		}
	}
	return last, true, nil
}
