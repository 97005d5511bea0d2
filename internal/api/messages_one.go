package api

import (
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/message"
	"github.com/heynats/heynats/internal/natsconn"
)

func (a *API) messageRoutesForOne(tag string) {
	const path = "/api/nats/streams/{stream}/messages/{sequence}"
	registerLeased(a, operation(http.MethodGet, path, "get-message", read, tag, "One message, whole",
		"From the stream's leader.", http.StatusUnprocessableEntity), a.getMessage)
	payload := operation(http.MethodGet, path+"/payload", "get-message-payload", read, tag, "One message's payload as a file",
		"The bytes as they are stored, and nothing else.", http.StatusUnprocessableEntity)
	payload.Responses = map[string]*huma.Response{"200": {
		Description: "The payload.",
		Content:     map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
	}}
	registerLeased(a, payload, a.getPayload)
	registerLeased(a, operation(http.MethodDelete, path, "delete-message", write, tag, "Delete a message",
		"Its sequence stays empty for ever.", http.StatusUnprocessableEntity), a.deleteMessage)
	registerLeased(a, operation(http.MethodPost, path+"/copy", "copy-message", write, tag, "Publish a copy of a message",
		"The payload as it is, the headers but for those that control a server. When a stream takes what is published to the subject, its acknowledgement is waited for. Nothing is ever sent twice.",
		http.StatusUnprocessableEntity), a.copyMessage)
}

// InMessage names a message.
type InMessage struct {
	InStream
	Sequence uint64 `path:"sequence" minimum:"1" doc:"Of the message in its stream."`
}

// GetMessageInput names a message, and how much of it is wanted.
type GetMessageInput struct {
	InMessage
	Max int `query:"max" minimum:"0" maximum:"67108864" default:"67108864" doc:"Bytes of the payload; a longer one is cut there and marked as truncated."`
}

// GetMessageOutput answers GET /api/nats/streams/{stream}/messages/{sequence}.
type GetMessageOutput struct{ Body Message }

func (a *API) getMessage(ctx context.Context, lease natsconn.Lease, in *GetMessageInput) (*GetMessageOutput, error) {
	m, err := message.Get(ctx, lease, streamOf(lease, in.Stream, ""), in.Sequence)
	if err != nil {
		return nil, err
	}
	m.Cut(in.Max)
	return &GetMessageOutput{Body: storedMessage(&m)}, nil
}

// PayloadOutput answers GET /api/nats/streams/{stream}/messages/{sequence}/payload.
// Whatever the payload is, no browser shows it or runs anything in it.
type PayloadOutput struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Disposition string `header:"Content-Disposition" hidden:"true"`
	Sniffing    string `header:"X-Content-Type-Options" hidden:"true"`
	Policy      string `header:"Content-Security-Policy" hidden:"true"`
	Body        []byte
}

func (a *API) getPayload(ctx context.Context, lease natsconn.Lease, in *InMessage) (*PayloadOutput, error) {
	m, err := message.Get(ctx, lease, streamOf(lease, in.Stream, ""), in.Sequence)
	if err != nil {
		return nil, err
	}
	return &PayloadOutput{
		ContentType: "application/octet-stream",
		Disposition: attachment(in.Stream+"-"+strconv.FormatUint(in.Sequence, 10), extension(&m)),
		Sniffing:    "nosniff", Policy: "default-src 'none'; sandbox",
		Body: m.Data,
	}, nil
}

// attachment names a file by what somebody else chose: only letters, digits and
// what is harmless in a file name of any system stay.
func attachment(name, extension string) string {
	safe := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r == '-', r == '_':
			return r
		default:
			return '_'
		}
	}, name)
	return mime.FormatMediaType("attachment", map[string]string{"filename": safe + extension})
}

func extension(m *message.Message) string {
	switch {
	case !m.Text:
		return ".bin"
	case json.Valid(m.Data):
		return ".json"
	default:
		return ".txt"
	}
}

// DeleteMessageInput names a message, and how it goes.
type DeleteMessageInput struct {
	InMessage
	Secure bool `query:"secure" doc:"Its bytes are overwritten on the server's disk, which takes longer."`
}

// MessageDeleted says that a message is gone.
type MessageDeleted struct {
	Deleted bool `json:"deleted" doc:"Always true: what was not deleted is an error."`
}

// DeleteMessageOutput answers DELETE /api/nats/streams/{stream}/messages/{sequence}.
type DeleteMessageOutput struct{ Body MessageDeleted }

func (a *API) deleteMessage(ctx context.Context, lease natsconn.Lease, in *DeleteMessageInput) (*DeleteMessageOutput, error) {
	if err := message.Delete(ctx, lease, streamOf(lease, in.Stream, ""), in.Sequence, in.Secure); err != nil {
		return nil, err
	}
	return &DeleteMessageOutput{Body: MessageDeleted{Deleted: true}}, nil
}

// CopyMessageInput names a message, and where its copy goes.
type CopyMessageInput struct {
	InMessage
	Body MessageCopy
}

// MessageCopy says where a copy goes.
type MessageCopy struct {
	Subject       string `json:"subject" minLength:"1" maxLength:"4096" doc:"One subject, without wildcards."`
	Headers       *bool  `json:"headers,omitempty" doc:"Whether the message's headers go with it; true when absent. Those that begin with Nats- never do, because a server acts on them."`
	ConfirmSystem bool   `json:"confirm_system,omitempty" doc:"Needed for a subject of NATS' own, which begins with $, _ or the prefix of the JetStream API."`
}

// MessageCopied is what became of a copy.
type MessageCopied struct {
	Stream         string   `json:"stream,omitempty" doc:"The stream that takes this subject. Absent when none does, or it may not be asked for: then the copy was published, and whoever listened has it."`
	Sequence       uint64   `json:"sequence,omitempty" doc:"The copy's, as the stream acknowledged it. Absent when it acknowledges nothing."`
	Duplicate      bool     `json:"duplicate,omitempty" doc:"The stream took it for one that it has already."`
	DroppedHeaders []string `json:"dropped_headers" doc:"Names of headers that were left out."`
}

// CopyMessageOutput answers POST /api/nats/streams/{stream}/messages/{sequence}/copy.
type CopyMessageOutput struct{ Body MessageCopied }

func (a *API) copyMessage(ctx context.Context, lease natsconn.Lease, in *CopyMessageInput) (*CopyMessageOutput, error) {
	done, err := message.Copy(ctx, lease, streamOf(lease, in.Stream, ""), in.Sequence, message.Copying{
		Subject: in.Body.Subject, Headers: in.Body.Headers == nil || *in.Body.Headers, System: in.Body.ConfirmSystem,
	})
	if err != nil {
		return nil, err
	}
	return &CopyMessageOutput{Body: MessageCopied{
		Stream: done.Stream, Sequence: done.Sequence, Duplicate: done.Duplicate, DroppedHeaders: append([]string{}, done.Dropped...),
	}}, nil
}
