package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/message"
)

func (a *API) messageExportRoute(tag string) {
	op := operation(http.MethodGet, "/api/nats/streams/{stream}/export", "export-messages", read, tag, "Messages as a file of lines",
		"Newline-delimited JSON, as it is read: a Message for each line, whole, in ascending order. The last line is a MessageExportEnd; without it the answer was cut. "+
			"It ends with what was the last message when it began. The connection is leased and so not parked meanwhile.",
		http.StatusUnprocessableEntity)
	op.Responses = map[string]*huma.Response{"200": {
		Description: "Lines of Message, and one of MessageExportEnd.",
		Content:     map[string]*huma.MediaType{ndjson: {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	huma.Register(a.huma, op, a.exportMessages)
	a.huma.OpenAPI().Components.Schemas.Schema(typeOf[MessageExportEnd](), true, "MessageExportEnd")
}

const ndjson = "application/x-ndjson"

// ExportMessagesInput says which messages are wanted.
type ExportMessagesInput struct {
	InStream
	MessageSearch
	From        string `query:"from" maxLength:"64" default:"first" example:"time:2026-11-24T12:00:00Z" doc:"Where to begin: first, last, seq:N or time:RFC3339."`
	ToSequence  uint64 `query:"to_sequence" doc:"The last sequence. Without it: the last one there is."`
	MaxMessages uint64 `query:"max_messages" doc:"End after so many. Without it: after all."`
}

// MessageExportEnd is the last line of an export.
type MessageExportEnd struct {
	End MessageExported `json:"end"`
}

// MessageExported is how an export ended.
type MessageExported struct {
	Messages uint64 `json:"messages" doc:"Lines before this one."`
	Complete bool   `json:"complete" doc:"These are all messages that were asked for."`
	Reason   string `json:"reason" doc:"end, limit (as many as were asked for), or the code of the error that ended it."`
	Detail   string `json:"detail,omitempty" doc:"The error in a sentence."`
}

func (a *API) exportMessages(ctx context.Context, in *ExportMessagesInput) (*huma.StreamResponse, error) {
	caller := callerOf(ctx).huma
	x, err := in.extract()
	if err != nil {
		return nil, a.fail(caller, err)
	}
	x.Wait = a.cfg.RequestTimeout
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, a.fail(caller, err)
	}
	opening, cancel := context.WithTimeout(ctx, a.cfg.RequestTimeout)
	defer cancel()
	r, err := message.Open(opening, lease, streamOf(lease, in.Stream, in.Subject))
	if err != nil {
		lease.Release()
		return nil, a.fail(caller, err)
	}
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		defer lease.Release()
		defer r.Close(ctx)
		hctx.SetHeader("Content-Type", ndjson)
		hctx.SetHeader("Content-Disposition", attachment(in.Stream, ".ndjson"))
		export(ctx, r, x, newPatientWriter(hctx, a.cfg.Heartbeat))
	}}, nil
}

func (in *ExportMessagesInput) extract() (message.Extract, error) {
	from, err := message.ParsePosition("query.from", in.From)
	if err != nil {
		return message.Extract{}, err
	}
	match, err := in.matcher()
	return message.Extract{From: from, To: in.ToSequence, Limit: in.MaxMessages, Match: match}, err
}

// errReader says that nobody takes the lines any more.
var errReader = errors.New("the reader is gone")

func export(ctx context.Context, r *message.Reader, x message.Extract, w *patientWriter) {
	out := bufio.NewWriterSize(w, 64<<10)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false) // nobody takes a file of lines for a page
	line := func(v any) error {
		if err := lines.Encode(v); err != nil {
			return errors.Join(errReader, err)
		}
		return nil
	}
	n, stopped, err := r.Each(ctx, x, func(m *message.Message) error { return line(storedMessage(m)) })
	if errors.Is(err, errReader) || ctx.Err() != nil {
		return
	}
	end := MessageExported{Messages: n, Complete: err == nil, Reason: string(stopped)}
	if err != nil {
		p := problem(err)
		end.Reason, end.Detail = p.Code, p.Detail
	}
	if line(MessageExportEnd{end}) == nil && out.Flush() == nil {
		_ = w.Flush() // the reader is gone if it fails
	}
}
