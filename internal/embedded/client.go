package embedded

import (
	"context"
	"errors"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// client is a connection with its JetStream.
type client struct {
	nc     *nats.Conn
	js     jetstream.JetStream
	closed <-chan struct{}
}

func newClient(nc *nats.Conn, closed <-chan struct{}) (*client, error) {
	js, err := jetstream.New(nc, jetstream.WithPublishAsyncMaxPending(256))
	if err != nil {
		nc.Close()
		return nil, err
	}
	return &client{nc: nc, js: js, closed: closed}, nil
}

// close waits until the client's callbacks have ended. It leaves out
// js.CleanupPublisher: called soon after the first publish it orphans a
// goroutine (nats.go v1.55.0), which ends with the connection anyway.
func (c *client) close() {
	c.nc.Close()
	<-c.closed
}

// publish sends the messages and waits until their streams have them.
func (c *client) publish(ctx context.Context, msgs []*nats.Msg) error {
	var acks []jetstream.PubAckFuture
	for _, m := range msgs {
		ack, err := c.js.PublishMsgAsync(m)
		for errors.Is(err, jetstream.ErrTooManyStalledMsgs) && ctx.Err() == nil {
			ack, err = c.js.PublishMsgAsync(m) // not sent yet: the machine is busy
		}
		if err != nil {
			return err
		}
		acks = append(acks, ack)
	}
	for _, ack := range acks {
		select {
		case <-ack.Ok():
		case err := <-ack.Err():
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// firstError keeps the first of several errors.
type firstError struct {
	mu  sync.Mutex
	err error
}

func (f *firstError) set(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
}

func (f *firstError) get() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}
