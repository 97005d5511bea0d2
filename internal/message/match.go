package message

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

// Search says what to look for in messages.
type Search struct {
	Text    string
	Regexp  bool // Text is a regular expression (RE2); otherwise a text in any case
	Payload bool // where to look
	Headers bool // each as "Name: value"
	Subject bool
}

// Matcher looks at messages. It is for one goroutine; nil finds everything.
type Matcher struct {
	search Search
	folded []byte         // the text in small letters, when it is ASCII
	re     *regexp.Regexp // otherwise
}

// Bounds of a search, so that no message takes long: the work is at worst their
// product, per byte.
const (
	mostSearched = 256   // bytes of a text
	mostSteps    = 2_000 // instructions of a regular expression
	unstopped    = 64 << 10
)

// NewMatcher prepares a search. The error is validation_failed, for an expression
// that is none or that is too large.
func NewMatcher(s Search) (*Matcher, error) {
	m := &Matcher{search: s}
	invalid := func(detail string) (*Matcher, error) {
		return nil, fault.New(fault.Unprocessable, "validation_failed", detail).WithField("query.search")
	}
	switch {
	case len(s.Text) > mostSearched:
		return invalid("What is searched for takes at most " + strconv.Itoa(mostSearched) + " bytes.")
	case !utf8.ValidString(s.Text):
		return invalid("What is searched for is text in UTF-8.")
	case !s.Regexp && isASCII(s.Text):
		m.folded = bytes.ToLower([]byte(s.Text))
		return m, nil
	}
	expression := s.Text
	if !s.Regexp {
		expression = "(?i)" + regexp.QuoteMeta(s.Text)
	}
	parsed, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return invalid("This is no regular expression (RE2): " + reason(err) + ".")
	}
	if steps(parsed) > mostSteps {
		return invalid("This regular expression is too large. Repetitions count as often as they repeat.")
	}
	if m.re, err = regexp.Compile(expression); err != nil {
		return invalid("This is no regular expression (RE2): " + reason(err) + ".")
	}
	return m, nil
}

// reason says what is wrong with an expression, without repeating it.
func reason(err error) string {
	if e, ok := errors.AsType[*syntax.Error](err); ok {
		return e.Code.String()
	}
	return "it cannot be read"
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// steps is about how many instructions an expression becomes.
func steps(re *syntax.Regexp) int {
	n := 1
	for _, sub := range re.Sub {
		n += steps(sub)
	}
	switch re.Op {
	case syntax.OpLiteral:
		return n + len(re.Rune)
	case syntax.OpRepeat:
		return n * max(re.Min, re.Max, 1)
	default:
		return n
	}
}

// finds reports whether the message is one that is looked for. When ctx ends
// within a large message it may miss something.
func (m *Matcher) finds(ctx context.Context, msg *Message) bool {
	if m == nil {
		return true
	}
	s := &m.search
	return s.Subject && m.in(ctx, []byte(msg.Subject)) || s.Headers && m.inHeaders(ctx, msg) || s.Payload && m.in(ctx, msg.Data)
}

func (m *Matcher) inHeaders(ctx context.Context, msg *Message) bool {
	for name, values := range msg.Header {
		for _, value := range values {
			if m.in(ctx, []byte(name+": "+value)) {
				return true
			}
		}
	}
	return false
}

func (m *Matcher) in(ctx context.Context, data []byte) bool {
	switch {
	case m.re == nil:
		return containsFold(data, m.folded)
	case len(data) <= unstopped:
		return m.re.Match(data)
	default:
		return m.re.MatchReader(&stoppable{ctx: ctx, data: data})
	}
}

// containsFold reports whether data contains a text of small ASCII letters, in
// any case.
func containsFold(data, text []byte) bool {
	if len(text) == 0 {
		return true
	}
	if len(data) < len(text) {
		return false
	}
	heads := data[:len(data)-len(text)+1] // where it can begin
	small, big := newFinder(heads, text[0]), newFinder(heads, bytes.ToUpper(text[:1])[0])
	for {
		next := &small
		if big.at < small.at {
			next = &big
		}
		if next.at == len(heads) {
			return false
		}
		if equalFold(data[next.at:next.at+len(text)], text) {
			return true
		}
		next.next()
	}
}

// finder finds one byte after the other.
type finder struct {
	data []byte
	b    byte
	at   int // where it is, or behind the data
}

func newFinder(data []byte, b byte) finder {
	f := finder{data: data, b: b, at: -1}
	f.next()
	return f
}

func (f *finder) next() {
	from := f.at + 1
	if i := bytes.IndexByte(f.data[from:], f.b); i >= 0 {
		f.at = from + i
	} else {
		f.at = len(f.data)
	}
}

func equalFold(data, lower []byte) bool {
	for i, b := range data {
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		if b != lower[i] {
			return false
		}
	}
	return true
}

// stoppable reads runes until its context ends: a regular expression takes its
// time over megabytes.
type stoppable struct {
	ctx  context.Context
	data []byte
	read int
}

// ReadRune implements io.RuneReader.
func (s *stoppable) ReadRune() (rune, int, error) {
	if s.read++; s.read%4096 == 0 && s.ctx.Err() != nil || len(s.data) == 0 {
		return 0, 0, io.EOF
	}
	r, size := utf8.DecodeRune(s.data)
	s.data = s.data[size:]
	return r, size, nil
}
