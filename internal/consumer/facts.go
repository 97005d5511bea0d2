package consumer

import (
	"context"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
)

// mostSubjects of a stream are looked at; of one with more nothing is said.
const mostSubjects = 256

// GetStream returns what a verdict wants to know of a stream.
func GetStream(ctx context.Context, js jsapi.Client, name string) (Stream, error) {
	if err := jsapi.CheckName(name, "path.stream"); err != nil {
		return Stream{}, err
	}
	answer, err := js.Ask(ctx, "STREAM.INFO."+name, nil)
	if err != nil {
		return Stream{}, err
	}
	s, err := streamlist.ReadState(answer)
	if err != nil {
		return Stream{}, err
	}
	return factsOf(&s), nil
}

func factsOf(s *streamlist.State) Stream {
	facts := Stream{Known: true, Fed: len(s.Mirror)+len(s.Sources)+len(s.Transform) > 0}
	c := jsonwalk.New(s.Subjects)
	if len(s.Subjects) == 0 || facts.Fed {
		return facts
	}
	c.Array(func() {
		if subject := c.Bytes(); len(facts.Subjects) < mostSubjects {
			facts.Subjects = append(facts.Subjects, string(subject))
		} else {
			facts.Known = false
		}
	})
	facts.Known = facts.Known && c.End() == nil
	return facts
}
