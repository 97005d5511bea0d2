// Package fault is how every other package says what went wrong.
//
// A caller makes an error that has two audiences: a code and a sentence for
// the person who asked, and a wrapped cause for the log:
//
//	return fault.New(fault.Unavailable, "nats_unreachable", "demo.nats.io:4222 refused the connection").
//		WithRetryAfter(2 * time.Second).Wrap(err)
//
// The promises: an Error's Error text and Detail never hold the cause, so
// neither can carry a secret or a byte that a hostile target sent; errors.Is
// and errors.As see through to the cause; an Error is immutable, each With
// method returns a copy. Only internal/api turns kinds into HTTP statuses.
package fault

import (
	"errors"
	"time"
)

// Kind says what sort of failure it was, in the caller's terms.
type Kind uint8

// The kinds, from the caller's mistakes to ours. The zero value is Internal,
// so that an Error built by hand never claims more than it knows.
const (
	Internal        Kind = iota // a defect of ours; the cause is in the log only
	Invalid                     // malformed request
	Unprocessable               // well-formed, but does not validate
	Unauthenticated             // no session, no connection, or credentials refused
	Forbidden                   // known, but not allowed
	NotFound                    // no such thing, or not the caller's
	Conflict                    // the thing is in another state than the request needs
	Gone                        // it went away while the request was in flight
	Precondition                // somebody else changed it first
	TooLarge                    // the request body exceeds its limit
	Upstream                    // NATS answered something that cannot be used
	Unavailable                 // cannot be done now; see RetryAfter
	Timeout                     // nobody answered in time
)

// NATS is the server's own view of the failure: its JetStream error code
// (server/errors.json) and description. Both come from a closed set of texts.
type NATS struct {
	ErrCode     int
	Description string
}

// Error is a failure with a code for machines and a sentence for people.
type Error struct {
	Kind   Kind
	Code   string // snake_case and stable: part of the API
	Detail string // one sentence or two; safe to show
	Hint   string // what the person can do about it; may be empty

	// RetryAfter is how long to wait before asking again; zero says nothing.
	RetryAfter time.Duration
	// NATS is set when a server's answer is behind the failure.
	NATS *NATS
	// Field names the part of the request that is wrong, as a path such as
	// "body.tls.ca"; empty when the request as a whole is.
	Field string

	cause error
}

// New returns an error of the kind with its code and its sentence.
func New(kind Kind, code, detail string) *Error {
	return &Error{Kind: kind, Code: code, Detail: detail}
}

// Error returns code and detail, never the cause.
func (e *Error) Error() string { return e.Code + ": " + e.Detail }

// Unwrap returns the cause for errors.Is and errors.As; it may be nil.
func (e *Error) Unwrap() error { return e.cause }

// Wrap returns a copy of e with its cause.
func (e *Error) Wrap(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// WithHint returns a copy of e that says what the person can do.
func (e *Error) WithHint(hint string) *Error {
	c := *e
	c.Hint = hint
	return &c
}

// WithRetryAfter returns a copy of e that says when to ask again.
func (e *Error) WithRetryAfter(d time.Duration) *Error {
	c := *e
	c.RetryAfter = d
	return &c
}

// WithNATS returns a copy of e with the server's own error.
func (e *Error) WithNATS(code int, description string) *Error {
	c := *e
	c.NATS = &NATS{ErrCode: code, Description: description}
	return &c
}

// WithField returns a copy of e that points at the part of the request that
// is wrong.
func (e *Error) WithField(path string) *Error {
	c := *e
	c.Field = path
	return &c
}

// CodeOf returns the code of the first Error in err's chain, or "internal".
func CodeOf(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return "internal"
}

// Is reports whether err's chain holds an Error with the code.
func Is(err error, code string) bool { return err != nil && CodeOf(err) == code }
