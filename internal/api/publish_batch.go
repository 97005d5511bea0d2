package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// What a batch may be. It is kept whole, for it is checked before it is sent, and
// so only some are at work at once.
const (
	mostBatchBytes = 16 << 20
	mostBatchLines = 100_000
	mostBatches    = 4
)

func (a *API) publishBatchRoute() {
	op := operation(http.MethodPost, "/api/nats/publish/batch", "publish-batch", write, messagingTag, "Publish many messages",
		"Newline-delimited JSON, a PublishMessage on each line; 16 MiB and 100,000 lines at most. All lines are checked before the first is sent. "+
			"Then they go one after the other, each when the one before is confirmed. The answer comes meanwhile, as lines: a PublishedLine for each message, and last a PublishBatchEnd, which says whether all are out and, "+
			"if not, which line was the first that is not. Without it the answer was cut. Whoever closes the connection stops it.",
		http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity)
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{ndjson: {Schema: &huma.Schema{Type: huma.TypeString}}}}
	op.Responses = map[string]*huma.Response{"200": {
		Description: "Lines of PublishedLine, and one of PublishBatchEnd.",
		Content:     map[string]*huma.MediaType{ndjson: {Schema: &huma.Schema{Type: huma.TypeString}}},
	}}
	a.takesBody(op, mostBatchBytes)
	huma.Register(a.huma, op, a.publishBatch)
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(typeOf[PublishedLine](), true, "PublishedLine")
	schemas.Schema(typeOf[PublishBatchEnd](), true, "PublishBatchEnd")
}

// PublishedLine is the line of a message that is out.
type PublishedLine struct {
	Line int         `json:"line" doc:"Of the body, from 1."`
	Ack  *PublishAck `json:"ack,omitempty" doc:"With jetstream."`
}

// PublishBatchEnd is the last line.
type PublishBatchEnd struct {
	End PublishedBatch `json:"end"`
}

// PublishedBatch is how a batch ended.
type PublishedBatch struct {
	Published int      `json:"published" doc:"Messages that are out."`
	Total     int      `json:"total" doc:"Messages of the batch."`
	Complete  bool     `json:"complete" doc:"All are out."`
	Line      int      `json:"line,omitempty" doc:"The first line that is not out, or of which that is not known. None behind it was sent."`
	Problem   *Problem `json:"problem,omitempty" doc:"What became of that line: outcome_unknown when it may be out."`
}

// PublishBatchInput carries the lines.
type PublishBatchInput struct{ OnConnection }

func (a *API) publishBatch(ctx context.Context, in *PublishBatchInput) (*huma.StreamResponse, error) {
	caller := callerOf(ctx).huma
	leave, err := a.batches.enter()
	if err != nil {
		return nil, a.fail(caller, err)
	}
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		leave()
		return nil, a.fail(caller, err)
	}
	lines, err := a.readBatch(caller, lease)
	if err != nil {
		lease.Release()
		leave()
		return nil, a.fail(caller, err)
	}
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		defer leave()
		defer lease.Release()
		hctx.SetHeader("Content-Type", ndjson)
		a.sendBatch(ctx, lease, lines, newPatientWriter(hctx, a.cfg.Heartbeat))
	}}, nil
}

// readBatch reads and checks the whole body.
func (a *API) readBatch(caller huma.Context, lease natsconn.Lease) (*batchLines, error) {
	r, w := humago.Unwrap(caller)
	live := transfer{rc: http.NewResponseController(w)}
	text, err := io.ReadAll(http.MaxBytesReader(w, io.NopCloser(reader{r.Body, &live}), mostBatchBytes))
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, fault.New(fault.TooLarge, "body_too_large", tooLargeText(mostBatchBytes))
		}
		return nil, fault.New(fault.Invalid, "invalid_request", "The request body was cut: nothing was sent.").Wrap(err)
	}
	lines := &batchLines{schema: a.batchSchema(), text: text}
	return lines, lines.check(lease)
}

func (a *API) sendBatch(ctx context.Context, lease natsconn.Lease, lines *batchLines, w *patientWriter) {
	out := json.NewEncoder(w)
	end := PublishedBatch{Total: lines.count}
	err := lines.each(func(n int, p *PublishMessage) error {
		ack, err := a.sendLine(ctx, lease, p)
		if err != nil {
			end.Line = n
			return err
		}
		end.Published++
		return errors.Join(out.Encode(PublishedLine{Line: n, Ack: ack}), w.Flush())
	})
	end.Complete = end.Published == end.Total
	if err != nil && !end.Complete {
		end.Problem = problem(err)
		end.Problem.of(httpRequest(ctx))
	}
	_ = errors.Join(out.Encode(PublishBatchEnd{end}), w.Flush()) // the reader is gone if it fails
}

func httpRequest(ctx context.Context) *http.Request {
	r, _ := humago.Unwrap(callerOf(ctx).huma)
	return r
}

func (a *API) sendLine(ctx context.Context, lease natsconn.Lease, p *PublishMessage) (*PublishAck, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	msg, err := p.message(lease)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, a.cfg.RequestTimeout)
	defer cancel()
	done, err := send(ctx, lease, msg, p.JetStream)
	return done.Ack, err
}
