package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/live"
)

func (a *API) liveRoutes() {
	op := operation(http.MethodGet, "/api/nats/live", "live", read, "messaging", "Follow subjects and streams on a WebSocket",
		"The live channel of the page: any number of subscriptions on one WebSocket, subprotocol "+live.Protocol+". Text messages are LiveCommand from the page and LiveEvent to it, "+
			"binary messages are batches of what was received; docs/LIVE.md describes them. Each subscription leases its connection as long as it lives.")
	op.Responses = map[string]*huma.Response{"101": {Description: "The WebSocket is open."}}
	huma.Register(a.huma, op, a.openLive)
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(typeOf[LiveCommand](), true, "LiveCommand")
	schemas.Schema(typeOf[LiveEvent](), true, "LiveEvent")
}

// LiveCommand is what the page says.
type LiveCommand live.Command

// LiveEvent is what the page is told.
type LiveEvent struct {
	Op      string   `json:"op" enum:"subscribed,error,end" doc:"What happened: a sub worked, a command had no effect, a subscription is over."`
	ID      uint32   `json:"id" doc:"The subscription; 0 when a command did not say which."`
	Method  string   `json:"method,omitempty" enum:"consumer,batch,get" doc:"Of subscribed, of a stream: how it is read."`
	First   uint64   `json:"first,omitempty" doc:"Of subscribed, of a stream: its first sequence now."`
	Last    uint64   `json:"last,omitempty" doc:"Of subscribed, of a stream: its last sequence now."`
	Reason  string   `json:"reason,omitempty" doc:"Of end: unsubscribed, stream_gone, stream_changed, refused, failed, or why the connection ended: disconnect, lifetime, auth, shutdown…"`
	Detail  string   `json:"detail,omitempty" doc:"Of end: the same in a sentence."`
	Problem *Problem `json:"problem,omitempty" doc:"Of error, and of an end that is a failure."`
}

// LiveInput is what an upgrade brings.
type LiveInput struct {
	Origin string `header:"Origin" hidden:"true"`
}

func (a *API) openLive(ctx context.Context, in *LiveInput) (*huma.StreamResponse, error) {
	who := callerOf(ctx)
	r, w := humago.Unwrap(who.huma)
	if err := checkUpgrade(r, in.Origin); err != nil {
		return nil, a.fail(who.huma, err)
	}
	release, err := a.live.Enter()
	if err != nil {
		return nil, a.fail(who.huma, err)
	}
	return &huma.StreamResponse{Body: func(huma.Context) {
		defer release()
		a.live.Serve(w, r, who.token)
	}}, nil
}

// checkUpgrade refuses what would not become a WebSocket, and what another site's
// page asks for: a browser sends the cookie with that too when only the port
// differs.
func checkUpgrade(r *http.Request, origin string) error {
	if !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		return fault.New(fault.Invalid, "invalid_request", "This is a WebSocket: ask for an upgrade to "+live.Protocol+".").
			WithHint("Scripts follow a subject with GET /api/nats/subscribe/messages/{subject}.")
	}
	if origin == "" {
		return nil // no browser
	}
	if from, err := url.Parse(origin); err != nil || !strings.EqualFold(from.Host, r.Host) {
		return fault.New(fault.Forbidden, "cross_origin", "Only the page of this HeyNATS may open its live channel.")
	}
	return nil
}

// liveProblem says an error on the live channel as it is said elsewhere. The parts
// of a request that it points at are the fields of a command there.
func liveProblem(err error) json.RawMessage {
	p := problem(err)
	p.Instance = "/api/nats/live"
	for i, part := range p.Errors {
		p.Errors[i].Location = part.Location[strings.LastIndexByte(part.Location, '.')+1:]
	}
	text, err := json.Marshal(p)
	if err != nil {
		return json.RawMessage(`{}`)
	}
	return text
}
