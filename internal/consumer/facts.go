package consumer

import (
	"context"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// mostSubjects of a stream are looked at; of one with more nothing is said.
const mostSubjects = 4096

// GetStream returns what a verdict wants to know of a stream; that it may not be
// asked is no error.
func GetStream(ctx context.Context, js jsapi.Client, name string) (Stream, error) {
	if err := jsapi.CheckName(name, "path.stream"); err != nil {
		return Stream{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
	if err != nil {
		return Stream{}, err
	}
	c := jsonwalk.New(answer)
	_, s, _ := readFacts(c)
	if err := c.End(); err != nil {
		return Stream{}, jsapi.BadAnswer(err)
	}
	return s, nil
}

// readFacts reads a STREAM.INFO answer, or one element of a list.
func readFacts(c *jsonwalk.Cursor) (name string, s Stream, consumers uint64) {
	s.Known = true
	c.Object(func(key []byte) {
		switch string(key) {
		case "config":
			c.Object(func(key []byte) {
				switch string(key) {
				case "name":
					name = string(c.Bytes())
				case "subjects":
					c.Array(func() { s.add(string(c.Bytes())) })
				case "mirror", "sources":
					s.Fed = s.Fed || c.Peek() != 'n'
				case "subject_transform":
					s.Fed = s.Fed || c.Peek() != 'n' // messages are stored under other subjects
				}
			})
		case "state":
			c.Object(func(key []byte) {
				if string(key) == "consumer_count" {
					consumers = c.Uint()
				}
			})
		}
	})
	return name, s, consumers
}

func (s *Stream) add(subject string) {
	if len(s.Subjects) == mostSubjects {
		s.Known = false
		return
	}
	s.Subjects = append(s.Subjects, subject)
}
