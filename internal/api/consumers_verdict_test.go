package api

import (
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// named is a consumer in the list of a stream.
func (s *shop) named(stream, name string) ConsumerSummary {
	s.t.Helper()
	list := of[ConsumerList](s.t.(*testing.T), s.get("/api/nats/streams/"+stream+"/consumers"))
	i := slices.IndexFunc(list.Consumers, func(c ConsumerSummary) bool { return c.Name == name })
	if i < 0 {
		s.t.Fatalf("no %s among %+v", name, list.Consumers)
	}
	return list.Consumers[i]
}

func TestAPushConsumerAndItsSubscriber(t *testing.T) {
	s := newShop(t, 3)
	nc := s.server.Connect()
	sub, err := nc.SubscribeSync("deliver.here")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.js.CreatePushConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: "pushed", AckPolicy: jetstream.AckExplicitPolicy, DeliverSubject: "deliver.here"}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		msg, err := sub.NextMsg(natstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		if err := msg.AckSync(); err != nil {
			t.Fatal(err)
		}
	}
	c := s.named("ORDERS", "pushed")
	if c.Kind != "push" || c.PushBound == nil || !*c.PushBound || c.AckFloor.StreamSeq != 3 || c.AckFloor.LastActive == nil || c.Verdict.Code != "keeping_up" {
		t.Errorf("%+v", c)
	}
	if err := sub.Unsubscribe(); err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the server to see that nobody is there", func() bool { return s.named("ORDERS", "pushed").Verdict.Code == "not_bound" })
}

// TestAnOrderedConsumer is one that clients make for themselves: ephemeral, and
// without acknowledgements.
func TestAnOrderedConsumer(t *testing.T) {
	s := newShop(t, 3)
	ordered, err := s.js.OrderedConsumer(t.Context(), "ORDERS", jetstream.OrderedConsumerConfig{FilterSubjects: []string{"orders.>"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ordered.Next(); err != nil {
		t.Fatal(err)
	}
	list := of[ConsumerList](t, s.get("/api/nats/streams/ORDERS/consumers"))
	if len(list.Consumers) != 1 || list.Consumers[0].Durable || list.Consumers[0].AckPolicy != "none" || list.Consumers[0].AckPending != 0 || list.Consumers[0].Verdict.Level != "fine" {
		t.Errorf("%+v", list.Consumers)
	}
}

// TestRatesOfTwoReadings: the second one is at least two seconds after the first.
func TestRatesOfTwoReadings(t *testing.T) {
	s := newShop(t, 1)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	first := s.named("ORDERS", "billing")
	if first.Rates != nil {
		t.Errorf("rates of one reading: %+v", first.Rates)
	}
	s.publish("orders.eu", 5)
	var second ConsumerSummary
	natstest.Until(t, "rates", func() bool {
		second = s.named("ORDERS", "billing")
		return second.Rates != nil
	})
	over, err := time.ParseDuration(second.Rates.Over)
	if came := second.Rates.In * over.Seconds(); err != nil || came < 4.5 || came > 5.5 || second.Rates.Out != 0 {
		t.Errorf("%+v: %.1f came, %v", second.Rates, came, err)
	}
	if d := of[ConsumerDetail](t, s.get(billing)); d.Rates == nil {
		t.Error("the page of the consumer knows of no earlier reading")
	}
}

// TestConsumersOfACluster: the servers that keep one are said, and every
// operation finds its way to the leader.
func TestConsumersOfACluster(t *testing.T) {
	c := natstest.Cluster(t, 3, natstest.WithJetStream())
	nc := c[0].Connect()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the cluster to take a stream", func() bool {
		_, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders.>"}, Replicas: 3, Storage: jetstream.MemoryStorage})
		return err == nil
	})
	s := &shop{rig: newRig(t), server: c[0], js: js}
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy})
	s.publish("orders.eu", 2)
	s.connect(c[0].URL())
	natstest.Until(t, "the consumer to see its messages", func() bool {
		d := of[ConsumerDetail](t, s.get(billing))
		return d.Cluster != nil && d.Cluster.Leader != "" && len(d.Cluster.Replicas) == 2 && d.NumPending == 2
	})
	if l := of[ConsumerList](t, s.get("/api/nats/consumers")); l.Total != 1 || l.Partial || l.Consumers[0].Verdict.Code != "not_started" {
		t.Errorf("%+v", l)
	}
	if p := s.preview("ORDERS", `{"deliver_policy":"by_start_sequence","opt_start_seq":2}`); p.Messages != 1 || !p.Exact {
		t.Errorf("%+v", p)
	}
	if taken := s.take(`{"batch":2}`); len(taken) != 2 {
		t.Errorf("%+v", taken)
	} else if got := of[Acknowledged](t, s.answer(Acknowledgement{Ack: taken[0].Ack, Kind: "ack"})); !got.Acknowledged {
		t.Error("not acknowledged")
	}
	if d := of[ConsumerDetail](t, s.post(billing+"/reset", `{"sequence":1}`)); d.ResetSeq != 1 {
		t.Errorf("%+v", d)
	}
}

// TestManyMessagesInFlight reaches the limit by hand: nothing more comes, and the
// list says how full it is.
func TestManyMessagesInFlight(t *testing.T) {
	s := newShop(t, 5)
	s.consumer("ORDERS", jetstream.ConsumerConfig{Durable: "billing", AckPolicy: jetstream.AckExplicitPolicy, MaxAckPending: 2})
	if taken := s.take(`{"batch":5,"expires":"1s"}`); len(taken) != 2 {
		t.Errorf("%d taken", len(taken))
	}
	c := s.named("ORDERS", "billing")
	if c.AckPending != 2 || c.MaxAckPending != 2 || c.Pending != 3 {
		t.Errorf("%+v", c)
	}
	s.publish("orders.eu", 1)
	if c := s.named("ORDERS", "billing"); c.Pending != 4 {
		t.Errorf("%+v", c)
	}
}
