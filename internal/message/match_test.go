package message

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

func everywhere(text string, re bool) Search {
	return Search{Text: text, Regexp: re, Payload: true, Headers: true, Subject: true}
}

func TestMatcherFinds(t *testing.T) {
	msg := &Message{
		Subject: "orders.eu.created", Data: []byte("{\"Name\":\"Grüße an ÖZIL\",\"id\":4711}\xff"),
		Header: nats.Header{"Trace-Id": {"abc", "DEF"}},
	}
	for _, c := range []struct {
		text string
		re   bool
		want bool
	}{
		{"", false, true},
		{"NAME", false, true},
		{"grüsse", false, false},
		{"GRÜSSE", false, false},
		{"grÜßE", false, true},
		{"özil", false, true},
		{"eu.CREATED", false, true},
		{"eu.deleted", false, false},
		{"trace-id: def", false, true},
		{"trace-id: x", false, false},
		{"4711}", false, true},
		{`id":\d{4}`, true, true},
		{`ID":\d{4}`, true, false},
		{`^orders\..*d$`, true, true},
		{`Trace-Id: (x|abc)$`, true, true},
		{"created4", false, false},
		{"d", false, true},
		{"\u212a", false, false}, // the Kelvin sign is a k, and there is none
	} {
		m, err := NewMatcher(everywhere(c.text, c.re))
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		if got := m.finds(t.Context(), msg); got != c.want {
			t.Errorf("%q: %v", c.text, got)
		}
	}
	for _, s := range []Search{
		{Text: "created", Payload: true}, {Text: "created", Headers: true}, {Text: "4711", Subject: true}, {Text: "abc", Payload: true, Subject: true},
	} {
		m, err := NewMatcher(s)
		if err != nil {
			t.Fatal(err)
		}
		if m.finds(t.Context(), msg) {
			t.Errorf("%+v found it somewhere else", s)
		}
	}
}

func TestMatcherRefuses(t *testing.T) {
	for _, s := range []Search{
		everywhere("mine(", true), everywhere(`mine\8`, true), everywhere("a{1001}", true), everywhere("((a{30}){30}){3}", true),
		everywhere(strings.Repeat("x", 300), false), everywhere("\xff", false), everywhere("(?P<n", true),
	} {
		_, err := NewMatcher(s)
		if !fault.Is(err, "validation_failed") {
			t.Errorf("%.40q: %v", s.Text, err)
		} else if strings.Contains(err.Error(), s.Text) {
			t.Errorf("repeats what it was given: %v", err)
		}
	}
}

// TestMatcherStops: nobody waits for a costly expression over a large payload.
func TestMatcherStops(t *testing.T) {
	m, err := NewMatcher(Search{Text: "(a?){300}b", Regexp: true, Payload: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	m.finds(ctx, &Message{Data: bytes.Repeat([]byte("a"), 8<<20)}) // many seconds, otherwise
	if ctx.Err() == nil {
		t.Error("it was faster than the test is for")
	}
}

func FuzzContainsFold(f *testing.F) {
	f.Add([]byte("Hello World"), "o w")
	f.Add([]byte("aaAAaAab"), "aab")
	f.Add([]byte(""), "x")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		if !isASCII(text) {
			return
		}
		lower := func(b []byte) []byte {
			return bytes.Map(func(r rune) rune {
				if 'A' <= r && r <= 'Z' {
					r += 'a' - 'A'
				}
				return r
			}, b)
		}
		if !isASCII(string(data)) {
			return // bytes.Map changes what is no text
		}
		small := bytes.ToLower([]byte(text))
		if got, want := containsFold(data, small), bytes.Contains(lower(data), small); got != want {
			t.Errorf("%q in %q: %v", text, data, got)
		}
	})
}
