package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"time"

	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) messageRoutes() {
	const tag = "messages"
	registerLeased(a, operation(http.MethodGet, "/api/nats/streams/{stream}/messages", "list-messages", read, tag, "A page of a stream's messages",
		"In either direction, from a sequence, a time or an end; with search only those that it finds. Reading changes nothing that a consumer could notice, and leaves nothing behind on the server.",
		http.StatusUnprocessableEntity), a.listMessages)
	a.messageRoutesForOne(tag)
	a.messageExportRoute(tag)
}

// MessageSearch says which of a stream's messages are wanted.
type MessageSearch struct {
	Subject    string   `query:"subject" maxLength:"4096" example:"orders.*.created" doc:"Only messages of these subjects; with the wildcards of NATS."`
	Search     string   `query:"search" maxLength:"256" doc:"Only messages that have this somewhere. Every message is read for that, by HeyNATS."`
	SearchMode string   `query:"search_mode" enum:"substring,regexp" default:"substring" doc:"substring: a text, in any case. regexp: a regular expression (RE2) of a bounded size."`
	SearchIn   []string `query:"search_in" enum:"payload,headers,subject" doc:"Where to look; everywhere without it. A header is looked at as «Name: value»."`
}

// matcher is nil when nothing is searched for.
func (s *MessageSearch) matcher() (*message.Matcher, error) {
	if s.Search == "" {
		return nil, nil //nolint:nilnil // a matcher that is nil finds everything
	}
	in := func(part string) bool { return len(s.SearchIn) == 0 || slices.Contains(s.SearchIn, part) }
	return message.NewMatcher(message.Search{
		Text: s.Search, Regexp: s.SearchMode == "regexp", Payload: in("payload"), Headers: in("headers"), Subject: in("subject"),
	})
}

// ListMessagesInput says which page of messages is wanted.
type ListMessagesInput struct {
	InStream
	MessageSearch
	From      string `query:"from" maxLength:"64" example:"seq:1024" doc:"Where to begin: first, last, seq:N or time:RFC3339. Without from and cursor it is last."`
	Direction string `query:"direction" enum:"newer,older" doc:"Which way to go on. Without it: older from the last, newer from everywhere else, and the cursor's own way."`
	Limit     int    `query:"limit" minimum:"1" maximum:"1000" default:"25" doc:"Messages on the page."`
	Cursor    string `query:"cursor" maxLength:"64" doc:"newer_cursor or older_cursor of a page of this stream and subject; instead of from. It stays valid whatever is deleted or comes meanwhile."`
	Preview   int    `query:"preview" minimum:"0" maximum:"1048576" default:"512" doc:"Bytes of each payload; longer ones are cut there and marked as truncated."`
	Budget    int    `query:"budget" minimum:"1" maximum:"10000000" default:"250000" doc:"With search: how many messages to read at most."`
}

// Messages is a page of messages.
type Messages struct {
	Messages       []Message        `json:"messages" doc:"In the order of the direction: with older the newest is first."`
	NewerCursor    string           `json:"newer_cursor,omitempty" doc:"Goes on to newer messages. Absent when there are none now."`
	OlderCursor    string           `json:"older_cursor,omitempty" doc:"Goes on to older messages. Absent when there are none now."`
	Matched        *uint64          `json:"matched,omitempty" doc:"Messages of the stream that the subject matches. Absent when that is not known. What is searched for does not count here."`
	MatchedExact   bool             `json:"matched_exact" doc:"false: how many the subject matches is not known."`
	StreamMessages uint64           `json:"stream_messages" doc:"Messages of the stream."`
	FirstSequence  uint64           `json:"first_sequence" doc:"Of the stream."`
	LastSequence   uint64           `json:"last_sequence" doc:"Of the stream. That message may be gone already."`
	Method         string           `json:"method" enum:"batch,consumer,get" doc:"How the messages were read: by batch direct get, by an ephemeral consumer that is gone again, or one by one."`
	Search         *MessageSearched `json:"search,omitempty" doc:"Absent without search."`
	Partial        bool             `json:"partial" doc:"The time, or the room for 16 MiB, ended before the page was full. The cursors go on."`
	Took           string           `json:"took" example:"1.2ms" doc:"Go duration, all requests to NATS together."`
}

// MessageSearched is how far a search went.
type MessageSearched struct {
	Read     uint64 `json:"read" doc:"Messages that were looked at for this page."`
	Matched  int    `json:"matched" doc:"Messages that were found: those of the page."`
	Complete bool   `json:"complete" doc:"Everything in this direction was looked at. Otherwise the cursor of the direction searches further."`
	Stopped  string `json:"stopped" enum:"end,limit,budget,time" doc:"Why it ended: nothing more to read, the page is full, the budget is used up, or the time or the room for 16 MiB."`
}

// Message is a stored message.
type Message struct {
	Sequence   uint64              `json:"sequence" doc:"In its stream."`
	Subject    string              `json:"subject"`
	Time       time.Time           `json:"time" doc:"When it was stored."`
	Headers    map[string][]string `json:"headers,omitempty" doc:"All of them, with all their values."`
	Data       string              `json:"data" doc:"The payload, or its beginning, in encoding."`
	Encoding   string              `json:"encoding" enum:"utf8,base64" doc:"base64 when the payload, all of it, is not UTF-8."`
	Size       int                 `json:"size" doc:"Bytes of the whole payload."`
	HeaderSize int                 `json:"header_size,omitempty" doc:"Bytes of the headers as they are stored."`
	Truncated  bool                `json:"truncated,omitempty" doc:"data is not the whole payload."`
}

// ListMessagesOutput answers GET /api/nats/streams/{stream}/messages.
type ListMessagesOutput struct{ Body Messages }

func (a *API) listMessages(ctx context.Context, lease natsconn.Lease, in *ListMessagesInput) (*ListMessagesOutput, error) {
	start := time.Now()
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	page, err := a.pager.Page(ctx, lease, lease.Connection().ID(), streamOf(lease, in.Stream, in.Subject), q)
	if err != nil {
		return nil, err
	}
	body := Messages{
		Messages: make([]Message, 0, len(page.Messages)), NewerCursor: page.NewerCursor, OlderCursor: page.OlderCursor,
		MatchedExact: page.MatchedKnown, StreamMessages: page.InStream, FirstSequence: page.First, LastSequence: page.Last,
		Method: string(page.Method), Partial: page.Partial, Took: time.Since(start).Round(time.Microsecond).String(),
	}
	if page.MatchedKnown {
		body.Matched = &page.Matched
	}
	for i := range page.Messages {
		body.Messages = append(body.Messages, storedMessage(&page.Messages[i]))
	}
	if q.Match != nil {
		body.Search = &MessageSearched{
			Read: page.Read, Matched: len(page.Messages), Complete: page.Stopped == message.AtEnd, Stopped: string(page.Stopped),
		}
	}
	return &ListMessagesOutput{Body: body}, nil
}

func (in *ListMessagesInput) query() (message.Query, error) {
	from, err := message.ParsePosition("query.from", in.From)
	if err != nil {
		return message.Query{}, err
	}
	match, err := in.matcher()
	return message.Query{
		From: from, Direction: message.Direction(in.Direction), Cursor: in.Cursor,
		Limit: in.Limit, Preview: in.Preview, Match: match, Budget: in.Budget,
	}, err
}

func streamOf(lease natsconn.Lease, name, filter string) message.Stream {
	return message.Stream{Prefix: lease.Connection().Target().JetStreamPrefix(), Name: name, Filter: filter}
}

func storedMessage(m *message.Message) Message {
	out := Message{
		Sequence: m.Sequence, Subject: m.Subject, Time: m.Time.UTC(), Headers: m.Header,
		Encoding: "utf8", Size: m.Size, HeaderSize: m.HeaderSize, Truncated: len(m.Data) < m.Size,
	}
	if m.Text {
		out.Data = string(m.Data)
	} else {
		out.Data, out.Encoding = base64.StdEncoding.EncodeToString(m.Data), "base64"
	}
	return out
}
