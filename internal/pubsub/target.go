package pubsub

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/streamlist"
)

// Target is the stream that takes what is published to a subject, and what it
// says to that.
type Target struct {
	Stream     string // empty when none takes it
	NoAck      bool
	Sealed     bool
	TTL        bool // messages may have lifetimes of their own
	MaxSize    int64
	Duplicates time.Duration // how long it knows message ids
	Messages   uint64
	LastSeq    uint64
}

// Find returns the stream that takes a subject. Errors are those of
// jsapi.Client.Ask.
func Find(ctx context.Context, js jsapi.Client, subject string) (Target, error) {
	names, err := jsapi.AskFor[struct {
		Streams []string `json:"streams"`
	}](ctx, js, "STREAM.NAMES", struct {
		Subject string `json:"subject"`
	}{subject})
	if err != nil || len(names.Streams) == 0 {
		return Target{}, err
	}
	t := Target{Stream: names.Streams[0]} // no two streams of an account have a subject in common
	if jsapi.CheckName(t.Stream, "") != nil {
		return Target{}, jsapi.BadAnswer(errors.New("a name that is none"))
	}
	info, err := js.Ask(ctx, "STREAM.INFO."+t.Stream, nil)
	switch {
	case fault.Is(err, "stream_not_found"):
		return Target{}, nil
	case fault.Is(err, "nats_permission"):
		return t, nil
	case err != nil:
		return Target{}, err
	}
	return t, t.read(info)
}

func (t *Target) read(info []byte) error {
	var answer struct {
		Config struct {
			NoAck      bool          `json:"no_ack"`
			Sealed     bool          `json:"sealed"`
			TTL        bool          `json:"allow_msg_ttl"`
			MaxSize    int64         `json:"max_msg_size"`
			Duplicates time.Duration `json:"duplicate_window"`
		} `json:"config"`
		State struct {
			Messages uint64 `json:"messages"`
			LastSeq  uint64 `json:"last_seq"`
		} `json:"state"`
	}
	if err := jsapi.Decode(info, &answer); err != nil {
		return err
	}
	c, s := answer.Config, answer.State
	t.NoAck, t.Sealed, t.TTL, t.MaxSize, t.Duplicates = c.NoAck, c.Sealed, c.TTL, max(c.MaxSize, 0), c.Duplicates
	t.Messages, t.LastSeq = s.Messages, s.LastSeq
	return nil
}

// Suggestion is a subject that a stream takes, maybe with wildcards.
type Suggestion struct {
	Subject string
	Stream  string
}

// Suggestions are subjects to choose from.
type Suggestions struct {
	Subjects []Suggestion // in the order of their streams' names
	Partial  bool         // there are more, or not all streams could be read
}

// mostPages bounds how much of a list of streams is read for suggestions.
const mostPages = 40

// Suggest returns subjects of streams that contain a text, at most limit of them.
// Errors are those of streamlist.Reader.Next.
func Suggest(ctx context.Context, js jsapi.Client, contains string, limit int) (Suggestions, error) {
	var all Suggestions
	list := streamlist.Reader{JS: js}
	for range mostPages {
		page, err := list.Next(ctx, func(s *streamlist.State) { all.add(s, contains, limit) })
		if err != nil {
			return Suggestions{}, err
		}
		all.Partial = all.Partial || len(page.Missing) > 0
		if list.Done() {
			return all, nil
		}
		if len(all.Subjects) == limit {
			break
		}
	}
	all.Partial = true
	return all, nil
}

func (all *Suggestions) add(s *streamlist.State, contains string, limit int) {
	var subjects []string
	if len(s.Subjects) > 0 && json.Unmarshal(s.Subjects, &subjects) != nil {
		all.Partial = true
		return
	}
	for _, subject := range slices.Compact(subjects) {
		switch {
		case !strings.Contains(strings.ToLower(subject), strings.ToLower(contains)):
		case len(all.Subjects) == limit:
			all.Partial = true
			return
		default:
			all.Subjects = append(all.Subjects, Suggestion{Subject: jsapi.Quoted(subject), Stream: string(s.Name)})
		}
	}
}
