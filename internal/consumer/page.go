package consumer

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// page is a CONSUMER.LIST answer.
type page struct {
	total    int
	readings []*Reading
	// covers is how many consumers of the stream the page stands for: those that
	// could not be asked too.
	covers int
}

// mostOnPage bounds what one answer may hold; a server sends 256.
const mostOnPage = 1024

// readPage reads an answer, a refusal too. Of consumers that the server could not
// ask it makes readings that say so.
func readPage(data []byte, stream string, now time.Time) (page, error) {
	var p page
	var refusal error
	missing := make(map[string]string) // name to why
	c := jsonwalk.New(data)
	c.Object(func(key []byte) {
		switch string(key) {
		case "error":
			refusal = jsapi.ReadRefusal(c)
		case "total":
			p.total = int(c.Int())
		case "consumers":
			p.readings = make([]*Reading, 0, min(max(p.total, 0), 256))
			c.Array(func() { p.add(c, stream, now) })
		case "missing":
			c.Array(func() {
				if name := string(c.Bytes()); missing[name] == "" {
					missing[name] = "Nobody answered for it."
				}
			})
		case "offline":
			c.Object(func(name []byte) { missing[string(name)] = sentence(jsapi.Quoted(string(c.Bytes()))) })
		}
		if len(missing) > mostOnPage {
			c.Fail()
		}
	})
	if err := c.End(); err != nil {
		return page{}, jsapi.BadAnswer(err)
	}
	if refusal != nil {
		return page{}, refusal
	}
	for _, r := range p.readings {
		// All servers of a consumer are away: it is here with its configuration only.
		if missing[r.Name] != "" {
			r.Offline = "The servers that keep it are away."
			delete(missing, r.Name)
		}
	}
	for name, why := range missing {
		p.readings = append(p.readings, &Reading{Stream: stream, Name: name, At: now.UTC(), Offline: why})
	}
	if byName := func(a, b *Reading) int { return strings.Compare(a.Name, b.Name) }; !slices.IsSortedFunc(p.readings, byName) {
		slices.SortFunc(p.readings, byName)
	}
	p.covers = len(p.readings)
	return p, nil
}

func (p *page) add(c *jsonwalk.Cursor, stream string, now time.Time) {
	if len(p.readings) == mostOnPage {
		c.Fail()
		return
	}
	r := &Reading{}
	p.readings = append(p.readings, r)
	r.read(c)
	r.Stream = stream // it may say nothing of itself
	r.timed(now)
}

// sentence makes one of the server's words.
func sentence(words string) string {
	if words == "" {
		return "The server cannot run it."
	}
	return "The server cannot run it: " + strings.TrimSuffix(words, ".") + "."
}

// behind appends a page, but for what an earlier one had: a consumer that is made
// meanwhile shifts the pages. The list is in order.
func behind(readings, page []*Reading) []*Reading {
	if len(readings) == 0 {
		return page
	}
	last := readings[len(readings)-1].Name
	first := slices.IndexFunc(page, func(r *Reading) bool { return r.Name > last })
	if first < 0 {
		return readings
	}
	return append(readings, page[first:]...)
}

// mostPages of one stream are read.
const mostPages = 64

// readStream reads all consumers of a stream, page by page. What was read when
// something goes wrong comes with the error.
func readStream(ctx context.Context, js jsapi.Client, stream string) (readings []*Reading, total int, err error) {
	l := list{js: js, stream: stream}
	offset := 0
	for range mostPages {
		p, err := l.page(ctx, offset)
		if err != nil {
			return readings, total, err
		}
		readings = behind(readings, p.readings)
		total, offset = max(p.total, len(readings)), offset+p.covers
		if p.covers == 0 || offset >= p.total {
			return readings, total, nil
		}
	}
	return readings, total, fault.New(fault.Upstream, "nats_error", "The stream has more consumers than HeyNATS reads.")
}

// list asks for the pages of a stream's consumers.
type list struct {
	js     jsapi.Client
	stream string
	denied error // why the server's list may not be asked for, once that is known
}

func (l *list) page(ctx context.Context, offset int) (page, error) {
	if l.denied == nil {
		answer, err := l.js.Send(ctx, "CONSUMER.LIST."+l.stream, []byte(`{"offset":`+strconv.Itoa(offset)+`}`))
		switch {
		case err == nil:
			return readPage(answer, l.stream, time.Now())
		case !fault.Is(err, "nats_permission"):
			return page{}, err
		}
		l.denied = err
	}
	return l.put(ctx, offset)
}

// put makes a page for a user who may not ask for the list: of the names, and of
// what the server says of each consumer. The error is that of the list when there
// is nothing to say.
func (l *list) put(ctx context.Context, offset int) (page, error) {
	names, total, err := l.js.Names(ctx, "CONSUMER.NAMES."+l.stream, "consumers", offset)
	if err != nil {
		if fault.Is(err, "nats_permission") {
			err = l.denied
		}
		return page{}, err
	}
	answers, err := l.js.Infos(ctx, "CONSUMER.INFO."+l.stream+".", names)
	if err != nil {
		return page{}, err
	}
	p, now := page{total: total, covers: len(names)}, time.Now()
	for _, answer := range answers {
		switch {
		case answer == nil:
			return page{}, l.denied // all or none: a verdict on a part would be one on all
		case len(answer) > 0:
			c := jsonwalk.New(answer)
			if p.add(c, l.stream, now); c.End() != nil {
				return page{}, jsapi.BadAnswer(c.End())
			}
		}
	}
	return p, nil
}
