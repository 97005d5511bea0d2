package api

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// Document is a configuration in NATS' own JSON. It is not looked into here: the
// server says what it takes, and a field that we do not know is for it to judge.
type Document json.RawMessage

// Schema implements huma.SchemaProvider.
func (Document) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true, Description: "NATS' own document: durations are nanoseconds."}
}

// UnmarshalJSON implements json.Unmarshaler.
func (d *Document) UnmarshalJSON(text []byte) error {
	*d = append((*d)[:0], text...)
	return nil
}

// MarshalJSON implements json.Marshaler.
func (d Document) MarshalJSON() ([]byte, error) { return json.RawMessage(d).MarshalJSON() }

// RawOutput is an answer that is passed on as NATS wrote it.
type RawOutput struct {
	ContentType string `header:"Content-Type" hidden:"true"`
	Body        []byte
}

func rawJSON(text []byte) *RawOutput { return &RawOutput{ContentType: "application/json", Body: text} }

func documentOutput(d jsapi.Document, err error) (*RawOutput, error) {
	if err != nil {
		return nil, err
	}
	return rawJSON(d.JSON()), nil
}

// answersRaw says in the contract what an operation answers that passes on what
// NATS wrote: T, which no code makes.
func answersRaw[T any](a *API, op huma.Operation, status int) huma.Operation {
	schema := a.huma.OpenAPI().Components.Schemas.Schema(typeOf[T](), true, typeOf[T]().Name())
	op.DefaultStatus = status
	op.Responses = map[string]*huma.Response{strconv.Itoa(status): {
		Description: http.StatusText(status),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: schema}},
	}}
	return op
}

// jetStream asks the JetStream API on behalf of a lease.
func jetStream(lease natsconn.Lease) jsapi.Client {
	return jsapi.Client{Conn: lease, Prefix: lease.Connection().Target().JetStreamPrefix()}
}
