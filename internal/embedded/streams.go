package embedded

import (
	"context"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

const mib = 1 << 20

// streams are all bounded in bytes, so that time does not fill the disk: with
// the buckets their limits add up to 47 MiB.
func streams() []jetstream.StreamConfig {
	return []jetstream.StreamConfig{
		{
			Name: "ORDERS", Subjects: []string{"orders.*.*"},
			Description: "Every step of every order: orders.<region>.<event>",
			MaxMsgs:     20_000, MaxBytes: 8 * mib, MaxAge: 24 * time.Hour, Duplicates: 2 * time.Minute,
			AllowDirect: true, Metadata: map[string]string{"team": "checkout", "owner": "orders@example.com"},
		},
		{
			Name: "PAYMENTS", Subjects: []string{"payments.>"},
			Description: "Payments captured, declined and refunded",
			MaxMsgs:     10_000, MaxBytes: 4 * mib, MaxAge: 48 * time.Hour, Duplicates: 2 * time.Minute,
			Compression: jetstream.S2Compression, AllowDirect: true,
			Metadata: map[string]string{"team": "finance", "pci": "yes"},
		},
		{
			Name: "SHIPMENTS", Subjects: []string{"shipments.*.*"},
			Description: "Parcels on their way: shipments.<carrier>.<event>",
			MaxMsgs:     10_000, MaxBytes: 4 * mib, MaxAge: 24 * time.Hour, Duplicates: 2 * time.Minute, AllowDirect: true,
			RePublish: &jetstream.RePublish{Source: "shipments.*.delivered", Destination: "notify.delivered.{{wildcard(1)}}"},
		},
		{
			Name: "TELEMETRY", Subjects: []string{"telemetry.>"},
			Description: "Sensor readings of the warehouses, kept in memory for an hour",
			Storage:     jetstream.MemoryStorage, MaxMsgs: 40_000, MaxBytes: 8 * mib, MaxAge: time.Hour,
			Duplicates: 30 * time.Second, AllowDirect: true,
		},
		{
			Name: "JOBS", Subjects: []string{"jobs.*"},
			Description: "Work to be done once: a message is gone when its consumer has acknowledged it",
			Retention:   jetstream.WorkQueuePolicy, MaxMsgs: 2_000, MaxBytes: 2 * mib, Duplicates: 2 * time.Minute,
		},
		{
			Name: "EVENTS", Subjects: []string{"events.*.*"},
			Description: "The last five events of each customer and product",
			MaxMsgs:     10_000, MaxBytes: 4 * mib, MaxMsgsPerSubject: 5, Duplicates: 2 * time.Minute, AllowDirect: true,
		},
		{
			Name: "AUDIT", Subjects: []string{"audit.>"},
			Description: "Who changed what. Messages can be neither deleted nor purged, and expire after a week",
			MaxMsgs:     5_000, MaxBytes: 2 * mib, MaxAge: 7 * 24 * time.Hour, DenyDelete: true, DenyPurge: true, AllowDirect: true,
			Metadata: map[string]string{"team": "security", "retention": "7 days", "ticket": "SEC-112"},
		},
		{
			Name: "RETURNS", Subjects: []string{"returns.>"},
			Description: "Returned goods. Nobody has returned any yet",
			MaxMsgs:     1_000, MaxBytes: mib, AllowDirect: true,
		},
		{
			Name: "REFUNDS", Subjects: []string{"refunds.>"},
			Description: "Refunds that wait to be approved. Nobody does, one more comes each minute, and a full stream refuses them",
			MaxMsgs:     refundsTaken, MaxBytes: mib, Discard: jetstream.DiscardNew, AllowDirect: true,
			Metadata: map[string]string{"team": "finance"},
		},
		{
			Name:        "ORDERS_COPY",
			Description: "A mirror of ORDERS",
			Mirror:      &jetstream.StreamSource{Name: "ORDERS"}, MirrorDirect: true, AllowDirect: true,
			MaxMsgs: 20_000, MaxBytes: 8 * mib, MaxAge: 24 * time.Hour,
		},
		{
			Name:        "ANALYTICS",
			Description: "New orders and all payments, gathered from their streams",
			Sources: []*jetstream.StreamSource{
				{Name: "ORDERS", FilterSubject: "orders.*.created"},
				{Name: "PAYMENTS", SubjectTransforms: []jetstream.SubjectTransformConfig{{Source: "payments.>", Destination: "analytics.payments.>"}}},
			},
			MaxMsgs: 10_000, MaxBytes: 4 * mib, MaxAge: 24 * time.Hour, AllowDirect: true,
		},
	}
}

// How many refunds their stream takes, and how many there are in the beginning:
// so many that the stream needs a look.
const (
	refundsTaken   = 200
	refundsWaiting = 184
)

// The consumers that something here works for.
const (
	fulfilment = "fulfilment"
	fraudCheck = "fraud-check"
	mailer     = "mailer"
	invoicer   = "invoicer"
	dashboard  = "dashboard"
)

// consumers are each of another mind.
func consumers(now time.Time) map[string][]jetstream.ConsumerConfig {
	paused := now.Add(30 * 24 * time.Hour)
	return map[string][]jetstream.ConsumerConfig{
		"ORDERS": {
			{Durable: fulfilment, Description: "Keeps up with every order", AckPolicy: jetstream.AckExplicitPolicy, MaxAckPending: 500},
			{Durable: "reporting", Description: "Nobody has pulled from it since the beginning: it lags", FilterSubject: "orders.*.created", AckPolicy: jetstream.AckExplicitPolicy},
		},
		"PAYMENTS": {
			{
				Durable: fraudCheck, Description: "Refuses one payment in six at first: redeliveries",
				AckPolicy: jetstream.AckExplicitPolicy, AckWait: 10 * time.Second, MaxDeliver: 5, MaxAckPending: 200,
			},
		},
		"REFUNDS": {
			{Durable: "approval", Description: "Nobody pulls from it", AckPolicy: jetstream.AckExplicitPolicy},
		},
		"SHIPMENTS": {
			{Durable: "notifications", Description: "Paused for a month", AckPolicy: jetstream.AckExplicitPolicy, PauseUntil: &paused},
		},
		"TELEMETRY": {
			{Durable: dashboard, Description: "Reads what is new and acknowledges nothing", AckPolicy: jetstream.AckNonePolicy, DeliverPolicy: jetstream.DeliverNewPolicy},
		},
		"JOBS": {
			{Durable: mailer, Description: "Sends mail at once", FilterSubject: "jobs.email", AckPolicy: jetstream.AckExplicitPolicy, MaxDeliver: 3, BackOff: []time.Duration{5 * time.Second, 30 * time.Second}},
			{Durable: invoicer, Description: "Takes one job a second, and holds it for a while", FilterSubject: "jobs.invoice", AckPolicy: jetstream.AckExplicitPolicy, MaxAckPending: 20, AckWait: time.Minute},
		},
		"EVENTS": {
			{Durable: "search-index", Description: "Wants the last event of each subject, without its content. Nobody pulls", AckPolicy: jetstream.AckExplicitPolicy, DeliverPolicy: jetstream.DeliverLastPerSubjectPolicy, FilterSubject: "events.>", HeadersOnly: true},
		},
	}
}

func fillStreams(ctx context.Context, c *client, s *shop) error {
	for _, cfg := range streams() {
		if _, err := c.js.CreateStream(ctx, cfg); err != nil {
			return fmt.Errorf("create stream %s: %w", cfg.Name, err)
		}
	}
	for stream, all := range consumers(time.Now()) {
		for _, cfg := range all {
			if _, err := c.js.CreateConsumer(ctx, stream, cfg); err != nil {
				return fmt.Errorf("create consumer %s of stream %s: %w", cfg.Durable, stream, err)
			}
		}
	}
	if err := c.publish(ctx, s.history()); err != nil {
		return fmt.Errorf("publish the history: %w", err)
	}
	return nil
}

// fill makes all content.
func fill(ctx context.Context, c *client, s *shop) error {
	for _, step := range []func(context.Context, *client, *shop) error{fillStreams, fillBuckets, fillObjects} {
		if err := step(ctx, c, s); err != nil {
			return err
		}
	}
	return nil
}
