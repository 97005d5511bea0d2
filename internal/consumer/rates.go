package consumer

import "time"

// Mark is what is kept of an earlier reading of the same consumer.
type Mark struct {
	At, Created time.Time
	Delivered   uint64 // deliveries, those that were repeated too
	Sequence    uint64 // of the last message delivered, in the stream
	AckFloor    uint64
	Pending     uint64
	AckPending  uint64
	Redelivered uint64
}

// MarkOf keeps a reading.
func MarkOf(r *Reading) Mark {
	return Mark{
		At: r.At, Created: r.Created, Delivered: r.Delivered.Consumer, Sequence: r.Delivered.Stream, AckFloor: r.AckFloor.Consumer,
		Pending: r.Pending, AckPending: r.AckPending, Redelivered: r.Redelivered,
	}
}

// Rates are how fast messages come for a consumer and how fast it takes them.
type Rates struct {
	In, Out float64       // messages a second
	Acked   float64       // acknowledgements a second
	Over    time.Duration // between the readings
}

// Two readings that are nearer to each other, or further apart, say nothing.
const (
	leastApart = 2 * time.Second
	mostApart  = 10 * time.Minute
)

// rates works out what happened between two readings. It is false when they say
// nothing about each other: the consumer was made anew, or set back.
func rates(now *Reading, earlier *Mark) (Rates, bool) {
	if earlier == nil || !earlier.Created.Equal(now.Created) ||
		now.Delivered.Consumer < earlier.Delivered || now.Delivered.Stream < earlier.Sequence || now.AckFloor.Consumer < earlier.AckFloor {
		return Rates{}, false
	}
	over := now.At.Sub(earlier.At)
	if over < leastApart || over > mostApart {
		return Rates{}, false
	}
	// What was delivered again is among the deliveries; a message that was not
	// took a place in the stream of its own.
	delivered := min(now.Delivered.Consumer-earlier.Delivered, now.Delivered.Stream-earlier.Sequence)
	came := float64(delivered) + float64(now.Pending) - float64(earlier.Pending)
	acked := float64(delivered) + float64(earlier.AckPending) - float64(now.AckPending)
	return Rates{
		In: max(0, came) / over.Seconds(), Out: float64(delivered) / over.Seconds(), Acked: max(0, acked) / over.Seconds(), Over: over,
	}, true
}
