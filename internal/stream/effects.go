package stream

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
)

// Effects is what a change would hit.
type Effects struct {
	Messages      uint64
	MessagesExact bool
	Bytes         uint64
	BytesExact    bool

	ConsumersTotal  int
	ConsumersUnread int      // of them, have not had all messages
	ConsumersInUse  int      // of them, have somebody who waits for messages
	Consumers       []Hit    // in use first, then by pending; 20 at most
	Mirrors         []string // streams that mirror it, 100 at most
	SourcesOf       []string // streams that have it as a source, 100 at most
	Partial         bool     // there may be more consumers and streams
}

// Hit is a consumer that a change would hit.
type Hit struct {
	Name      string
	Durable   bool
	Pending   uint64
	Waiting   int
	PushBound bool
}

func (h *Hit) inUse() bool { return h.PushBound || h.Waiting > 0 }

const (
	mostHits      = 20
	mostFollowers = 100
)

// Preview says what a purge would hit, or, without one, everything: what deleting
// or sealing the stream concerns.
func Preview(ctx context.Context, js jsapi.Client, name string, p Purge) (Effects, error) {
	if err := checkName(name); err != nil {
		return Effects{}, err
	}
	if err := p.check("query"); err != nil {
		return Effects{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
	if err != nil {
		return Effects{}, err
	}
	state, err := streamlist.ReadInfo(answer)
	if err != nil {
		return Effects{}, err
	}
	ctx, cancel := withReserve(ctx)
	defer cancel()
	var e Effects
	e.weigh(ctx, &counter{js: js, name: name, state: state}, p)
	for _, part := range []error{e.consumers(ctx, js, name, p.Subject), e.followers(ctx, js, name)} {
		e.Partial = e.Partial || part != nil
	}
	return e, nil
}

// weigh counts the messages that go. Their bytes are known of all or none only.
func (e *Effects) weigh(ctx context.Context, c *counter, p Purge) {
	s := c.state
	n, err := c.going(ctx, p)
	e.Messages, e.MessagesExact = min(n, s.Messages), err == nil
	switch {
	case err == nil && (n == 0 || n >= s.Messages):
		e.BytesExact = true
		if n > 0 {
			e.Bytes = s.Bytes
		}
	case s.Messages > 0:
		e.Bytes = uint64(float64(s.Bytes) / float64(s.Messages) * float64(e.Messages))
	}
}

// going returns how many messages a purge removes. With an error it is an estimate.
func (c *counter) going(ctx context.Context, p Purge) (uint64, error) {
	all, err := c.matching(ctx, p.Subject, c.state.FirstSeq)
	if err != nil {
		all = c.state.Messages
	}
	switch {
	case p.Keep > 0:
		return all - min(all, p.Keep), err
	case p.UpTo > 0:
		stay, stayErr := c.matching(ctx, p.Subject, p.UpTo)
		if stayErr != nil {
			return c.share(all, p.UpTo), stayErr
		}
		return all - min(all, stay), err
	default:
		return all, err
	}
}

// share is how many of the messages have a lower sequence, if they are spread evenly.
func (c *counter) share(all, upTo uint64) uint64 {
	s := c.state
	if upTo <= s.FirstSeq || s.LastSeq < s.FirstSeq {
		return 0
	}
	part := float64(upTo-s.FirstSeq) / float64(s.LastSeq-s.FirstSeq+1)
	return uint64(float64(all) * min(1, part))
}

// consumers reads the stream's consumers, and keeps those that are hit hardest. A
// purge of subjects hits those that want some of them.
func (e *Effects) consumers(ctx context.Context, js jsapi.Client, name, subject string) error {
	for offset, n := 0, 0; n < mostPages; n++ {
		answer, err := js.Send(ctx, "CONSUMER.LIST."+name, []byte(`{"offset":`+strconv.Itoa(offset)+`}`))
		if err != nil {
			return err
		}
		page := consumerPage{subject: subject}
		if err := page.read(answer, e.hit); err != nil {
			return err
		}
		if offset += page.count; page.count == 0 || offset >= page.total {
			return nil
		}
	}
	return nil
}

func (e *Effects) hit(h Hit) {
	e.ConsumersTotal++
	if h.Pending > 0 {
		e.ConsumersUnread++
	}
	if h.inUse() {
		e.ConsumersInUse++
	}
	i, _ := slices.BinarySearchFunc(e.Consumers, h, func(a, b Hit) int {
		if a.inUse() != b.inUse() {
			return order(a.inUse())
		}
		return cmp.Or(cmp.Compare(b.Pending, a.Pending), strings.Compare(a.Name, b.Name))
	})
	if i == mostHits {
		return
	}
	e.Consumers = slices.Insert(e.Consumers, i, h)
	e.Consumers = e.Consumers[:min(len(e.Consumers), mostHits)]
}

// consumerPage reads an answer to CONSUMER.LIST.
type consumerPage struct {
	subject string // of the purge
	total   int
	count   int
	refusal error
}

func (p *consumerPage) read(answer []byte, visit func(Hit)) error {
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "error":
			p.refusal = jsapi.ReadRefusal(c)
		case "total":
			p.total = int(c.Int())
		case "consumers":
			c.Array(func() {
				p.count++
				if h, wanted := p.consumer(c); wanted && c.Err() == nil {
					visit(h)
				}
			})
		}
	})
	if err := c.End(); err != nil {
		return jsapi.BadAnswer(err)
	}
	return p.refusal
}

func (p *consumerPage) consumer(c *jsonwalk.Cursor) (h Hit, hit bool) {
	filtered := false
	want := func(filter []byte) {
		if len(filter) > 0 {
			filtered = true
			hit = hit || overlap(p.subject, string(filter))
		}
	}
	c.Object(func(key []byte) {
		switch string(key) {
		case "name":
			h.Name = text(c.Bytes())
		case "num_pending":
			h.Pending = c.Uint()
		case "num_waiting":
			h.Waiting = int(c.Int())
		case "push_bound":
			h.PushBound = c.Bool()
		case "config":
			c.Object(func(key []byte) {
				switch string(key) {
				case "durable_name":
					h.Durable = len(c.Bytes()) > 0
				case "filter_subject":
					want(c.Bytes())
				case "filter_subjects":
					c.Array(func() { want(c.Bytes()) })
				}
			})
		}
	})
	return h, hit || !filtered || p.subject == ""
}

// followers finds the streams that take from this one.
func (e *Effects) followers(ctx context.Context, js jsapi.Client, name string) error {
	list := streamlist.Reader{JS: js}
	for range mostPages {
		_, err := list.Next(ctx, func(s *streamlist.State) {
			if follows(js, s.Mirror, name) && len(e.Mirrors) < mostFollowers {
				e.Mirrors = append(e.Mirrors, text(s.Name))
			}
			takes := false
			eachOrigin(s.Sources, func(origin []byte) { takes = takes || follows(js, origin, name) })
			if takes && len(e.SourcesOf) < mostFollowers {
				e.SourcesOf = append(e.SourcesOf, text(s.Name))
			}
		})
		if err != nil {
			return err
		}
		if list.Done() {
			return nil
		}
	}
	e.Partial = true
	return nil
}

// follows reports whether a mirror's or source's configuration names the stream of
// this account.
func follows(js jsapi.Client, config []byte, name string) bool {
	from := readOrigin(config)
	return from.name == name && (from.api == "" || from.api == js.Prefix)
}
