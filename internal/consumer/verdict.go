package consumer

import (
	"time"

	"github.com/heynats/heynats/internal/subject"
)

// Level says how much a consumer needs a look, the worst first.
type Level uint8

// The levels.
const (
	Stuck  Level = iota // messages wait and none are being worked on
	AtRisk              // it works, but not for long, or not as it was meant
	Paused              // by its configuration
	Idle                // nothing to do for a while
	Fine
)

// Levels are the names of all levels, the worst first.
var Levels = [...]string{"stuck", "at_risk", "paused", "idle", "fine"}

// String returns the level's name on the wire.
func (l Level) String() string { return Levels[l] }

// ParseLevel returns the level of a name.
func ParseLevel(name string) (level Level, ok bool) {
	for ; level <= Fine; level++ {
		if Levels[level] == name {
			return level, true
		}
	}
	return 0, false
}

// Code says what it is, for machines.
type Code string

// The codes.
const (
	NobodyPulling        Code = "nobody_pulling"
	NotStarted           Code = "not_started"
	NotBound             Code = "not_bound"
	AckLimit             Code = "ack_limit"
	Redelivering         Code = "redelivering"
	FallingBehind        Code = "falling_behind"
	SlowAck              Code = "slow_ack"
	FilterMatchesNothing Code = "filter_matches_nothing"
	PausedUntil          Code = "paused"
	Offline              Code = "offline"
	NoLeader             Code = "no_leader"
	NothingNew           Code = "idle"
	KeepingUp            Code = "keeping_up"
)

// Verdict is how a consumer fares, in words.
type Verdict struct {
	Level    Level
	Code     Code
	Title    string // a few words
	Sentence string // with numbers; empty when the title says it all
}

// Stream is what of its stream a verdict wants to know. The zero value says that
// nothing is known.
type Stream struct {
	Known    bool
	Subjects []string
	Fed      bool // its messages have other subjects too: from an origin or sources, or transformed
}

// The thresholds; docs/API.md tells them.
const (
	patience      = time.Minute      // without a delivery, or an acknowledgement
	unboundFor    = 30 * time.Second // a subscriber may be coming back
	idleAfter     = 5 * time.Minute
	behindBy      = 10 * time.Second // of what comes, at least so much must wait
	behindLeast   = 1.0              // messages a second that are not taken
	behindShare   = 0.02             // of what comes
	slowShare     = 0.7              // of the ack wait
	repeatedShare = 0.5              // of what is in flight
	repeatedNew   = 0.25             // of what is delivered between two readings
	repeatedLeast = 3                // messages: one or two may be an accident
)

// Judge says how a consumer fares, from this reading and, where there is one, an
// earlier one. It is a pure function of what it is given.
func Judge(now *Reading, earlier *Mark, stream Stream) Verdict {
	j := judge{Reading: now, stream: stream}
	if j.rates, j.hasRates = rates(now, earlier); j.hasRates {
		j.earlier = earlier
	}
	for _, rule := range rules {
		if v := rule(&j); v != nil {
			return *v
		}
	}
	return j.keepingUp()
}

// judge is what the rules look at.
type judge struct {
	*Reading
	stream   Stream
	earlier  *Mark // only when there are rates
	rates    Rates
	hasRates bool
}

// rules are asked in this order: the first that has something to say says it.
var rules = [...]func(*judge) *Verdict{
	(*judge).offline, (*judge).paused, (*judge).noLeader,
	(*judge).ackLimit, (*judge).notBound, (*judge).nobodyPulling,
	(*judge).redelivering, (*judge).fallingBehind, (*judge).slowAck,
	(*judge).filterMatchesNothing, (*judge).idle,
}

// since returns how long ago a time was; nothing for one that is not known.
func (j *judge) since(t time.Time) time.Duration {
	if t.IsZero() {
		return 0
	}
	return max(0, j.At.Sub(t))
}

// quiet returns how long nothing was delivered. The server forgets when it was
// when it is started anew.
func (j *judge) quiet() time.Duration {
	if !j.Delivered.Last.IsZero() {
		return j.since(j.Delivered.Last)
	}
	return j.since(j.Created)
}

// waits is how much is to be done, in words.
func (j *judge) waits() string {
	if j.Pending > 0 {
		return some(j.Pending, "message waits", "messages wait")
	}
	return some(j.AckPending, "message was not acknowledged in time", "messages were not acknowledged in time")
}

// lastDelivery is when that was, in words.
func (j *judge) lastDelivery() string {
	switch last := j.Delivered.Last; {
	case !last.IsZero():
		return "Last delivery " + span(j.since(last)) + " ago"
	case j.Delivered.Consumer == 0:
		return "Nothing was ever delivered"
	default:
		return "Nothing was delivered since its server was started"
	}
}

// work reports whether messages wait for somebody to come for them: undelivered
// ones, or such that will be delivered again.
func (j *judge) work() bool {
	return j.Pending > 0 || j.AckPending > 0 && j.quiet() > j.AckWait
}

func (j *judge) offline() *Verdict {
	if j.Offline == "" {
		return nil
	}
	return &Verdict{Stuck, Offline, "Offline", j.Offline}
}

func (j *judge) paused() *Verdict {
	if !j.PausedUntil.After(j.At) {
		return nil
	}
	sentence := "Until " + moment(j.PausedUntil, j.At) + " by its configuration"
	if j.Pending > 0 {
		sentence += "; " + j.waits()
	}
	return &Verdict{Paused, PausedUntil, "Paused", sentence + "."}
}

func (j *judge) noLeader() *Verdict {
	if !j.Clustered || j.Leader != "" {
		return nil
	}
	return &Verdict{Stuck, NoLeader, "No leader", "None of its servers leads: nothing is delivered or acknowledged."}
}

// ackLimit: nothing more is delivered until something is acknowledged, and
// nothing is.
func (j *judge) ackLimit() *Verdict {
	if j.AckPolicy == "none" || j.MaxAckPending <= 0 || j.AckPending < uint64(j.MaxAckPending) {
		return nil
	}
	slots := "all " + count(uint64(j.MaxAckPending)) + " in-flight slots are taken."
	if j.MaxAckPending == 1 {
		slots = "its one in-flight slot is taken."
	}
	enough := max(patience, j.AckWait)
	switch last := j.AckFloor.Last; {
	case !last.IsZero():
		if d := j.since(last); d > enough {
			return &Verdict{Stuck, AckLimit, "Stuck", "No acknowledgement for " + span(d) + "; " + slots}
		}
	case j.AckFloor.Consumer == 0:
		if j.since(j.Created) > enough {
			return &Verdict{Stuck, AckLimit, "Stuck", "Not one acknowledgement yet; " + slots}
		}
	case j.hasRates && j.earlier.AckFloor == j.AckFloor.Consumer && j.rates.Acked == 0:
		return &Verdict{Stuck, AckLimit, "Stuck", "No acknowledgement since its server was started; " + slots}
	}
	return nil
}

func (j *judge) notBound() *Verdict {
	if !j.Push || j.Bound {
		return nil
	}
	if !j.work() {
		return &Verdict{Idle, NotBound, "Nobody is subscribed", "Nothing waits for it either."}
	}
	if j.quiet() < unboundFor {
		return nil
	}
	return &Verdict{Stuck, NotBound, "Nobody is subscribed", j.lastDelivery() + "; " + j.waits() + "."}
}

func (j *judge) nobodyPulling() *Verdict {
	enough := patience
	if j.AckPending > 0 {
		enough = max(enough, j.AckWait) // somebody may be working on them
	}
	if j.Push || j.Waiting > 0 || !j.work() {
		return nil
	}
	if j.quiet() < enough {
		if j.Delivered.Consumer == 0 { // too new to complain about, but "keeping up" it is not
			return &Verdict{Idle, NotStarted, "Not started", "Nobody has pulled from it yet; " + j.waits() + "."}
		}
		return nil
	}
	return &Verdict{Stuck, NobodyPulling, "Nobody is pulling", j.lastDelivery() + "; " + j.waits() + "."}
}

// redelivering: what is delivered was delivered before.
func (j *judge) redelivering() *Verdict {
	again := min(j.Redelivered, j.AckPending)
	if again == 0 || j.AckPolicy == "none" {
		return nil
	}
	if j.hasRates {
		repeated := j.Delivered.Consumer - j.earlier.Delivered
		if repeated > 0 && j.Delivered.Stream == j.earlier.Sequence && j.AckFloor.Consumer == j.earlier.AckFloor && j.rates.Acked == 0 {
			return &Verdict{
				AtRisk, Redelivering, "Redelivering",
				some(repeated, "message came", "messages came") + " again in " + span(j.rates.Over) + ", and none was acknowledged.",
			}
		}
	}
	if j.MaxDeliver > 0 {
		return j.moreRedelivered()
	}
	if float64(again) < repeatedShare*float64(j.AckPending) || again < repeatedLeast && j.acknowledged() <= max(patience, 2*j.AckWait) {
		return nil
	}
	return &Verdict{AtRisk, Redelivering, "Redelivering", count(again) + " of " + count(j.AckPending) + " in flight came more than once."}
}

// moreRedelivered looks at what came again between two readings. Those that were
// given up are counted too, so the number alone says nothing.
func (j *judge) moreRedelivered() *Verdict {
	if !j.hasRates || j.Redelivered < j.earlier.Redelivered+repeatedLeast {
		return nil
	}
	more := j.Redelivered - j.earlier.Redelivered
	if float64(more) < repeatedNew*float64(j.Delivered.Consumer-j.earlier.Delivered) {
		return nil
	}
	return &Verdict{AtRisk, Redelivering, "Redelivering", count(more) + " more messages came again in " + span(j.rates.Over) + "."}
}

// acknowledged returns how long ago something was, or how old the consumer is.
func (j *judge) acknowledged() time.Duration {
	if !j.AckFloor.Last.IsZero() {
		return j.since(j.AckFloor.Last)
	}
	return j.since(j.Created)
}

func (j *judge) fallingBehind() *Verdict {
	short := j.rates.In - j.rates.Out
	if !j.hasRates || short < max(behindLeast, behindShare*j.rates.In) || float64(j.Pending) < j.rates.In*behindBy.Seconds() {
		return nil
	}
	return &Verdict{AtRisk, FallingBehind, "Falling behind", "Takes " + perSecond(j.rates.Out) + ", gets " + perSecond(j.rates.In) + "."}
}

// slowAck: by Little's law what is in flight, divided by how fast it is
// acknowledged, is how long that takes.
func (j *judge) slowAck() *Verdict {
	if !j.hasRates || j.AckWait == 0 || j.AckPending == 0 || j.rates.Acked == 0 || j.AckPolicy == "none" {
		return nil
	}
	inFlight := float64(j.AckPending+j.earlier.AckPending) / 2
	takes := time.Duration(inFlight / j.rates.Acked * float64(time.Second))
	if takes < time.Duration(slowShare*float64(j.AckWait)) {
		return nil
	}
	return &Verdict{
		AtRisk, SlowAck, "Slow to acknowledge",
		"About " + span(takes) + " of a " + span(j.AckWait) + " ack wait; some will be sent twice.",
	}
}

func (j *judge) filterMatchesNothing() *Verdict {
	if !j.stream.Known || j.stream.Fed || len(j.Filters) == 0 || len(j.Filters) < j.FiltersTotal || j.Pending > 0 || j.AckPending > 0 {
		return nil
	}
	for _, filter := range j.Filters {
		for _, taken := range j.stream.Subjects {
			if subject.Overlap(filter, taken) {
				return nil
			}
		}
	}
	return &Verdict{AtRisk, FilterMatchesNothing, "Filter matches nothing", "Its stream takes no subject that its filter lets through."}
}

func (j *judge) idle() *Verdict {
	if j.Pending > 0 || j.AckPending > 0 || j.quiet() < idleAfter {
		return nil
	}
	sentence := "Nothing new for it for " + span(j.quiet()) + "."
	switch {
	case j.Delivered.Consumer == 0:
		sentence = "Nothing was there for it yet."
	case j.Delivered.Last.IsZero():
		sentence = "Nothing new for it since its server was started."
	}
	return &Verdict{Idle, NothingNew, "Idle", sentence}
}

func (j *judge) keepingUp() Verdict {
	v := Verdict{Level: Fine, Code: KeepingUp, Title: "Keeping up"}
	if j.hasRates && j.rates.Out > 0 {
		v.Sentence = "Takes " + perSecond(j.rates.Out) + "."
	}
	return v
}
