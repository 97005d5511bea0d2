package pubsub

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Conn publishes messages; a natsconn.Lease is one.
type Conn interface {
	jsapi.Requester
	Publish(ctx context.Context, msg *nats.Msg) error
	RequestMsg(ctx context.Context, msg *nats.Msg) (*nats.Msg, error)
}

// Ack is a stream's acknowledgement.
type Ack struct {
	Stream    string
	Sequence  uint64
	Duplicate bool   // the stream has a message of this id already, and kept that
	Domain    string // of JetStream
	Value     string // of a counter, after the message
}

// Publish sends a message and returns when the server has it. Errors: those of
// the connection, and outcome_unknown when the link broke or nothing came in time:
// it is never sent again.
func Publish(ctx context.Context, conn Conn, msg *nats.Msg) error {
	return jsapi.Undecided(conn.Publish(ctx, msg))
}

// Store publishes a message and waits for the acknowledgement of the stream that
// takes it. Errors are as those of Publish, and the refusal of the stream,
// no_stream when there is none, stream_without_acks and not_acknowledged.
func Store(ctx context.Context, conn Conn, js jsapi.Client, msg *nats.Msg) (Ack, error) {
	within, cancel := ackTime(ctx)
	defer cancel()
	answer, err := conn.RequestMsg(within, msg)
	switch {
	case fault.Is(err, "no_responders"):
		return Ack{}, fault.New(fault.Unavailable, "no_stream", "No stream takes "+msg.Subject+", and nobody listens there: the message was not kept, and reached nobody.").Wrap(err)
	case fault.Is(err, "nats_timeout") && ctx.Err() == nil:
		return Ack{}, unacknowledged(ctx, js, msg.Subject, err)
	case err != nil:
		return Ack{}, jsapi.Undecided(err)
	}
	return readAck(answer)
}

// ackTime leaves a fifth of the caller's time to find out why no acknowledgement
// came.
func ackTime(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(deadline)*4/5)
}

// unacknowledged says why no acknowledgement came, if that can be known.
func unacknowledged(ctx context.Context, js jsapi.Client, subject string, cause error) error {
	t, err := Find(ctx, js, subject)
	switch {
	case err != nil:
		return jsapi.Undecided(cause)
	case t.Stream == "":
		return fault.New(fault.Upstream, "no_stream", "No stream takes "+subject+", so nothing was kept. Somebody listens there, and has the message, but did not acknowledge it.").Wrap(cause)
	case t.NoAck:
		return fault.New(fault.Upstream, "stream_without_acks", "The stream "+t.Stream+" takes this subject, but acknowledges nothing (no_ack): whether it has the message is not known.").
			WithHint("Publish to it without waiting for an acknowledgement.").Wrap(cause)
	}
	return jsapi.Undecided(cause)
}

func readAck(msg *nats.Msg) (Ack, error) {
	var answer struct {
		Stream    string `json:"stream"`
		Sequence  uint64 `json:"seq"`
		Duplicate bool   `json:"duplicate"`
		Domain    string `json:"domain"`
		Value     string `json:"val"`
		Error     *struct {
			Code        int    `json:"code"`
			ErrCode     int    `json:"err_code"`
			Description string `json:"description"`
		} `json:"error"`
	}
	if err := jsapi.Decode(msg.Data, &answer); err != nil || answer.Error == nil && answer.Stream == "" {
		return Ack{}, fault.New(fault.Upstream, "not_acknowledged", "Somebody answered who is no stream: the message arrived there, but whether a stream has it is not known.").
			WithHint("Send a request, if it is an answer that you want.").Wrap(errors.Join(err, errors.New("an answer that is no acknowledgement")))
	}
	if e := answer.Error; e != nil {
		return Ack{}, jsapi.Refusal(e.Code, e.ErrCode, e.Description)
	}
	return Ack{
		Stream: jsapi.Quoted(answer.Stream), Sequence: answer.Sequence, Duplicate: answer.Duplicate,
		Domain: jsapi.Quoted(answer.Domain), Value: jsapi.Quoted(answer.Value),
	}, nil
}
