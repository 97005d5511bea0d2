package embedded

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// beat is the rhythm of the live traffic: a sensor reading each, and with what
// comes every few beats about 17 messages a second.
const beat = 100 * time.Millisecond

// trade keeps the shop busy until ctx ends. What fails on the way does not stop
// it: people delete the streams of a playground, stop its service, kick its
// clients.
func (s *shop) trade(ctx context.Context, c *client) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		msgs := []*nats.Msg{s.reading()}
		if n%5 == 0 {
			msgs = append(msgs, s.advance()...)
			msgs = append(msgs, s.latency())
		}
		if n%600 == 0 {
			msgs = append(msgs, s.refund())
		}
		for _, m := range msgs {
			_ = c.nc.PublishMsg(m)
		}
		if n%15 == 0 {
			s.ask(ctx, c.nc)
		}
		if n%30 == 0 {
			s.write(ctx, c.js, n)
		}
	}
}

// latency is a message that no stream keeps.
func (s *shop) latency() *nats.Msg {
	return message("metrics.checkout.latency", "", map[string]float64{"p50_ms": 12 + 4*s.rand.Float64(), "p99_ms": 80 + 60*s.rand.Float64()})
}

// ask calls the inventory service.
func (s *shop) ask(ctx context.Context, nc *nats.Conn) {
	p := products()[s.rand.IntN(len(products()))]
	endpoint := pickFrom(s.rand, "inventory.check", "inventory.check", "inventory.reserve")
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, _ = nc.RequestMsgWithContext(ctx, message(endpoint, "", line{SKU: p.SKU, Quantity: 1 + s.rand.IntN(20)}))
}

// write signs a customer in, and now and then changes a setting.
func (s *shop) write(ctx context.Context, js jetstream.JetStream, n int) {
	e := s.session()
	if n%300 == 0 {
		e = entry{bucketConfig, "search/ranking", fmt.Sprintf(`{"boost":{"in_stock":%.1f,"new":1.2},"synonyms":true}`, 2+s.rand.Float64())}
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if kv, err := js.KeyValue(ctx, e.bucket); err == nil {
		_ = e.put(ctx, kv)
	}
}

// startWork starts what runs by callbacks: the consumers that keep up and the
// service. Stop ends all of it.
func startWork(ctx context.Context, t *team) (stop func(), err error) {
	var stops []func()
	stop = func() {
		for _, s := range stops {
			s()
		}
	}
	service, err := startInventory(t.inventory.nc)
	if err != nil {
		return nil, err
	}
	stops = append(stops, service)
	for _, w := range []struct {
		stream, consumer string
		handle           jetstream.MessageHandler
	}{
		{"ORDERS", fulfilment, ack},
		{"PAYMENTS", fraudCheck, suspect},
		{"JOBS", mailer, ack},
		{"TELEMETRY", dashboard, func(jetstream.Msg) {}},
	} {
		s, err := consume(ctx, t.warehouse.js, w.stream, w.consumer, w.handle)
		if err != nil {
			stop()
			return nil, fmt.Errorf("consumer %s: %w", w.consumer, err)
		}
		stops = append(stops, s)
	}
	return stop, nil
}

func consume(ctx context.Context, js jetstream.JetStream, stream, name string, handle jetstream.MessageHandler) (stop func(), err error) {
	c, err := js.Consumer(ctx, stream, name)
	if err != nil {
		return nil, err
	}
	// Errors are a consumer that a user has deleted, or the end: both are fine.
	cc, err := c.Consume(handle, jetstream.ConsumeErrHandler(func(jetstream.ConsumeContext, error) {}), jetstream.PullMaxMessages(100))
	if err != nil {
		return nil, err
	}
	return func() {
		cc.Stop()
		<-cc.Closed()
	}, nil
}

// ack acknowledges. An answer that does not arrive leads to a redelivery.
func ack(m jetstream.Msg) { _ = m.Ack() }

// suspect refuses one payment in six twice, and one in forty for good.
func suspect(m jetstream.Msg) {
	meta, err := m.Metadata()
	switch {
	case err != nil:
	case meta.Sequence.Stream%40 == 0:
		_ = m.TermWithReason("payment " + strconv.FormatUint(meta.Sequence.Stream, 10) + " cannot be read")
	case meta.Sequence.Stream%6 == 0 && meta.NumDelivered < 3:
		_ = m.NakWithDelay(3 * time.Second)
	default:
		_ = m.Ack()
	}
}

// invoice takes one job a second and acknowledges it ten seconds later, so that
// some always wait for their acknowledgement.
func invoice(ctx context.Context, c *client) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var held []jetstream.Msg
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		jobs, err := c.js.Consumer(ctx, "JOBS", invoicer)
		if err != nil {
			continue // a user has deleted it; should it come back, so do we
		}
		batch, err := jobs.Fetch(1, jetstream.FetchMaxWait(200*time.Millisecond))
		if err != nil {
			continue
		}
		for m := range batch.Messages() {
			held = append(held, m)
		}
		for len(held) > 10 {
			ack(held[0])
			held = held[1:]
		}
	}
}
