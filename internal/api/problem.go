package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
)

// Problem is the body of every error (RFC 9457).
type Problem struct {
	Type      string         `json:"type" example:"about:blank" doc:"Always about:blank: code says what happened."`
	Title     string         `json:"title" example:"Service Unavailable" doc:"The status in words."`
	Status    int            `json:"status" example:"503" doc:"The HTTP status."`
	Detail    string         `json:"detail" example:"nats.example.com:4222 refused the connection." doc:"What happened, in a sentence for people."`
	Instance  string         `json:"instance" example:"/api/nats/info" doc:"The path that was asked for."`
	Code      string         `json:"code" example:"nats_unreachable" doc:"What happened, for machines. Stable."`
	RequestID string         `json:"request_id,omitempty" doc:"Names this request in the log of HeyNATS."`
	Hint      string         `json:"hint,omitempty" doc:"What to do about it."`
	Retry     int            `json:"retry_after_seconds,omitempty" doc:"Seconds after which it is worth asking again; also in Retry-After."`
	NATS      *NATSError     `json:"nats,omitempty" doc:"The NATS server's own error."`
	Errors    []ProblemField `json:"errors,omitempty" doc:"What is wrong with the request, part by part."`
}

// NATSError is a JetStream API error.
type NATSError struct {
	ErrCode     int    `json:"err_code,omitempty" doc:"JetStream error code (nats-server, server/errors.json); absent when it is none of JetStream's."`
	Description string `json:"description" doc:"The server's words."`
}

// ProblemField points at a part of the request. It never repeats its value.
type ProblemField struct {
	Location string `json:"location" example:"body.tls.ca" doc:"Path to the part."`
	Message  string `json:"message" doc:"What it takes."`
}

// Error implements error.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (*Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.Retry > 0 {
		h.Set("Retry-After", strconv.Itoa(p.Retry))
	}
	return h
}

// status is the one place where a kind of failure becomes an HTTP status.
func status(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusBadRequest
	case fault.Unprocessable:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Gone:
		return http.StatusGone
	case fault.Precondition:
		return http.StatusPreconditionFailed
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Upstream:
		return http.StatusBadGateway
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Timeout:
		return http.StatusGatewayTimeout
	case fault.Internal:
	}
	return http.StatusInternalServerError
}

// problem says an error to the person. Whatever is not a fault is ours, and
// says nothing of itself.
func problem(err error) *Problem {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.Kind == fault.Internal {
		f = fault.New(fault.Internal, "internal", "Something went wrong in HeyNATS. Its log has the cause under the request id.")
	}
	p := newProblem(status(f.Kind), f.Code, f.Detail)
	p.Hint = f.Hint
	if f.RetryAfter > 0 {
		p.Retry = int(math.Ceil(f.RetryAfter.Seconds()))
	}
	if f.NATS != nil {
		p.NATS = &NATSError{ErrCode: f.NATS.ErrCode, Description: f.NATS.Description}
	}
	if f.Field != "" {
		p.Errors = []ProblemField{{Location: f.Field, Message: f.Detail}}
	}
	return p
}

func newProblem(status int, code, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, Detail: detail}
}

// WriteProblem answers a request with an error. It is how everything outside
// the operations, the HTTP server included, says no.
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) {
	writeProblem(w, r, problem(err))
}

func writeProblem(w http.ResponseWriter, r *http.Request, p *Problem) {
	p.of(r)
	h := w.Header()
	for name, values := range p.GetHeaders() {
		h[name] = values
	}
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		return // the peer is gone
	}
}

const requestIDHeader = "X-Request-Id"

// of says which request the problem belongs to: its path as the client sent
// it, base path and all, without the query.
func (p *Problem) of(r *http.Request) {
	p.Instance, _, _ = strings.Cut(r.RequestURI, "?")
	p.RequestID = r.Header.Get(requestIDHeader)
}

// humaProblem turns what huma itself refuses into a problem. Its details carry
// the offending values, passwords among them: only the places and our reading
// of the messages are kept.
func humaProblem(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	p := newProblem(status, codeOfStatus(status), sentence(msg))
	if status == http.StatusRequestEntityTooLarge {
		p.Detail = tooLargeText(maxBody)
	}
	for _, err := range errs {
		if err == nil {
			continue
		}
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			detail := d.ErrorDetail()
			p.Errors = append(p.Errors, ProblemField{Location: detail.Location, Message: detail.Message})
			continue
		}
		if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
			*p = *newProblem(http.StatusRequestEntityTooLarge, "body_too_large", tooLargeText(tooLarge.Limit))
		}
	}
	if ctx != nil {
		r, _ := humago.Unwrap(ctx)
		p.of(r)
	}
	return p
}

// maxBody is huma's limit for a body of unknown length, the same as that of
// the HTTP server.
const maxBody = 1 << 20

func tooLargeText(limit int64) string {
	return "The request body is larger than " + strconv.FormatInt(limit, 10) + " bytes."
}

func codeOfStatus(status int) string {
	switch status {
	case http.StatusBadRequest:
		return "invalid_request"
	case http.StatusUnprocessableEntity:
		return "validation_failed"
	case http.StatusRequestEntityTooLarge:
		return "body_too_large"
	case http.StatusUnsupportedMediaType:
		return "unsupported_media_type"
	case http.StatusNotAcceptable:
		return "not_acceptable"
	case http.StatusRequestTimeout:
		return "request_timeout"
	default:
		return "internal"
	}
}

func sentence(msg string) string {
	switch msg {
	case "validation failed":
		return "The request does not validate; errors says where."
	case "request body is required":
		return "The request needs a JSON body."
	case "":
		return "The request cannot be read."
	default:
		return "The request cannot be read: " + msg + "."
	}
}

// fail turns an operation's error into what huma answers, and logs what the
// answer does not say.
func (a *API) fail(ctx huma.Context, err error) error {
	p := problem(err)
	r, _ := humago.Unwrap(ctx)
	p.of(r)
	if cause := errors.Unwrap(err); p.Status >= http.StatusInternalServerError && cause != nil || p.Code == "internal" {
		if cause == nil {
			cause = err
		}
		level := slog.LevelInfo
		if p.Code == "internal" {
			level = slog.LevelError
		}
		a.log.Log(ctx.Context(), level, "request failed", "request_id", p.RequestID, "operation", ctx.Operation().OperationID,
			"code", p.Code, "error", cause)
	}
	return p
}
