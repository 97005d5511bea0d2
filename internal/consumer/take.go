package consumer

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
)

// Taker is what messages are taken over; a natsconn.Lease is one.
type Taker interface {
	Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error)
	Gather(ctx context.Context, subject string, data []byte, g natsconn.Gathering) (replies []*nats.Msg, whole bool, err error)
}

// PullRequest asks for messages.
type PullRequest struct {
	Batch   int           // messages at most
	Expires time.Duration // how long it waits for them; zero takes what is there
	Group   string        // of consumers that have priority groups
}

// Taken is a message that was delivered, and waits for an acknowledgement.
type Taken struct {
	Token
	Message *nats.Msg
}

// Subject is what to acknowledge it on.
func (t *Taken) Subject() string { return t.subject }

const (
	// mostTaken bytes are asked for at once.
	mostTaken = 16 << 20
	// slack is how much longer than the request itself its end is waited for.
	slack = 2 * time.Second
	// atOnceIs is how long is waited for what is there. NATS has a request that does
	// not wait, but the answer to that does not say how many messages are to come.
	atOnceIs = 250 * time.Millisecond
)

// Take asks a pull consumer for its next messages, as a worker would: what comes
// is in flight from then on, and comes again when it is not acknowledged. When
// the caller goes away meanwhile what came is given back. Errors beside those of
// the API are push_consumer and consumer_without_acks.
func Take(ctx context.Context, conn Taker, prefix, stream, name string, p PullRequest) ([]Taken, error) {
	js := jsapi.Client{Conn: conn, Prefix: prefix}
	_, r, err := Get(ctx, js, stream, name)
	if err != nil {
		return nil, err
	}
	if err := r.gives(p); err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		p.Expires = min(p.Expires, time.Until(deadline)*4/5)
	}
	request, err := p.encode(&r)
	if err != nil {
		return nil, err
	}
	// The server goes on giving when the caller is gone, so somebody must be there.
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.Expires+slack)
	defer cancel()
	replies, _, err := conn.Gather(within, js.Subject("CONSUMER.MSG.NEXT."+stream+"."+name), request, natsconn.Gathering{
		Last: lastOf(p.Batch), Replies: p.Batch + 1, Bytes: 2 * mostTaken, Apart: true,
	})
	if err != nil {
		return nil, notGiven(err)
	}
	taken, err := takenFrom(replies)
	if ctx.Err() != nil {
		giveBack(within, conn, taken)
	}
	return taken, err
}

// gives refuses consumers that nothing can be taken from by hand.
func (r *Reading) gives(p PullRequest) error {
	switch {
	case r.Push:
		return fault.New(fault.Unprocessable, "push_consumer", "This is a push consumer: it delivers to a subject, and gives nothing to those who ask.")
	case r.Groups > 0 && p.Group == "":
		return fault.New(fault.Unprocessable, "validation_failed", "This consumer has priority groups: name the one to take from.").WithField("body.group")
	case r.Groups == 0 && p.Group != "":
		return fault.New(fault.Unprocessable, "validation_failed", "This consumer has no priority groups.").WithField("body.group")
	}
	return r.acknowledges()
}

// encode writes the request (NATS ADR-13, ADR-42).
func (p PullRequest) encode(r *Reading) ([]byte, error) {
	most := int64(mostTaken)
	if r.MaxBytes > 0 {
		most = min(most, r.MaxBytes)
	}
	return json.Marshal(struct {
		Batch    int           `json:"batch"`
		Expires  time.Duration `json:"expires"`
		MaxBytes int64         `json:"max_bytes"`
		Group    string        `json:"group,omitempty"`
	}{p.Batch, max(p.Expires, atOnceIs), most, p.Group})
}

// status returns the status that a reply is instead of a message; empty when it
// is one.
func status(msg *nats.Msg) string {
	if len(msg.Data) > 0 || msg.Reply != "" {
		return ""
	}
	return msg.Header.Get("Status")
}

// lastOf tells the last reply to a request for so many messages. Of a consumer
// with replicas a message waits for the other servers, and the status behind it
// does not: it says how many are not coming, so the rest is waited for.
func lastOf(batch int) func(*nats.Msg) bool {
	came := 0
	return func(msg *nats.Msg) bool {
		switch status(msg) {
		case "":
			came++
		case "100":
		default:
			left, err := strconv.Atoi(msg.Header.Get("Nats-Pending-Messages"))
			if err != nil {
				return true
			}
			batch -= left
		}
		return came >= batch
	}
}

// takenFrom reads the replies. That there was nothing is no error; that the
// request was refused is one, if there was nothing.
func takenFrom(replies []*nats.Msg) (taken []Taken, err error) {
	var refusal error
	for _, msg := range replies {
		if s := status(msg); s != "" {
			refusal = refusedPull(s, msg.Header.Get("Description"))
			continue
		}
		token, err := ParseToken(msg.Reply)
		if err != nil {
			return nil, jsapi.BadAnswer(fmt.Errorf("a message without a token: %w", err))
		}
		taken = append(taken, Taken{Token: token, Message: msg})
	}
	if len(taken) > 0 {
		return taken, nil
	}
	return nil, refusal
}

// refusedPull is the error that a status means; nil when it only means that
// there is nothing.
func refusedPull(status, description string) error {
	words := jsapi.Quoted(description)
	switch status {
	case "100", "404", "408":
		return nil
	case "409":
		return fault.New(fault.Conflict, "pull_refused", "The consumer gave nothing: "+words+".").WithNATS(0, words)
	default:
		return fault.New(fault.Unprocessable, "pull_refused", "The consumer refused the request: "+words+".").WithNATS(0, words)
	}
}

func notGiven(err error) error {
	if fault.Is(err, "no_responders") {
		return fault.New(fault.Unavailable, "consumer_offline", "Nobody answers for this consumer just now: it has no leader.").Wrap(err)
	}
	return err
}

// giveBack lets what nobody saw come again at once.
func giveBack(ctx context.Context, conn Taker, taken []Taken) {
	for _, t := range taken {
		if _, err := conn.Request(ctx, t.subject, []byte("-NAK")); err != nil {
			return // it comes again after the ack wait
		}
	}
}
