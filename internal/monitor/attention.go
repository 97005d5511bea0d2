package monitor

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/heynats/heynats/internal/streamlist"
)

// Severity says how much something needs a look.
type Severity string

// The severities.
const (
	Critical Severity = "critical" // something is refused or lost, or is about to be
	Warn     Severity = "warn"
)

// Kind says what needs a look.
type Kind string

// The kinds, the worst first among those of one severity.
const (
	AccountLimit   Kind = "account_limit"   // the account is near one of its own limits
	NoLeader       Kind = "no_leader"       // the stream has no leader: it takes and gives nothing
	StreamOffline  Kind = "stream_offline"  // the server cannot run the stream, see Reason
	NoAnswer       Kind = "no_answer"       // nobody answered for the stream
	ReplicaOffline Kind = "replica_offline" // a server that keeps copies is away
	NearLimit      Kind = "near_limit"      // the stream is near a limit, and being full hurts
	SourceFailing  Kind = "source_failing"  // nothing comes from the mirror's origin or from a source
	SourceBehind   Kind = "source_behind"   // much is still to come from it
	ReplicaBehind  Kind = "replica_behind"  // a server that keeps copies lags
)

var kinds = []Kind{AccountLimit, NoLeader, StreamOffline, NoAnswer, ReplicaOffline, NearLimit, SourceFailing, SourceBehind, ReplicaBehind}

// Attention is one thing that needs a look, as evidence: which of the fields
// are there depends on the kind.
type Attention struct {
	Kind     Kind
	Severity Severity
	Stream   string // of replicas the stream that is hit hardest
	Streams  int    // of replicas: how many streams are hit

	Limit     string // messages, bytes, consumers; of an account storage, memory, streams
	Used      uint64
	Max       uint64
	Discard   string // what happens when it is full: old messages go, or new ones are refused
	Retention string
	Tier      string // of an account limit that counts for one number of replicas

	Replica   string
	Source    string
	Lag       uint64        // operations of a replica, messages of a source
	LastHeard time.Duration // since the last word of a source; 0 when there was none
	Reason    string        // the server's words
}

// Where attention begins; of replicas and sources it is where package streamlist
// says.
const (
	nearFull    = .85
	almostFull  = .95
	fewToLimit  = 10  // a limit below is not approached but meant
	mostKept    = 20  // entries of an answer
	mostServing = 256 // servers that are told apart
	mostText    = 256 // bytes of the server's words
)

// findings collects what needs a look, and keeps the worst of it.
type findings struct {
	worst    []Attention // in order
	total    int
	replicas map[replicaKey]*Attention
}

type replicaKey struct {
	kind Kind
	name string
}

func (f *findings) add(a Attention) {
	f.total++
	i, _ := slices.BinarySearchFunc(f.worst, a, worse)
	if i == mostKept {
		return
	}
	f.worst = slices.Insert(f.worst, i, a)
	f.worst = f.worst[:min(len(f.worst), mostKept)]
}

// addReplica puts the streams of one server together: when it is away, all its
// streams say so, and nothing else would be seen.
func (f *findings) addReplica(a Attention) {
	key := replicaKey{a.Kind, a.Replica}
	known, ok := f.replicas[key]
	switch {
	case ok:
		known.Streams++
		if a.Lag > known.Lag {
			known.Lag, known.Stream = a.Lag, a.Stream
		}
	case len(f.replicas) < mostServing:
		if f.replicas == nil {
			f.replicas = make(map[replicaKey]*Attention)
		}
		a.Streams = 1
		f.replicas[key] = &a
	}
}

// list returns the worst of all, and how many there are.
func (f *findings) list() ([]Attention, int) {
	for _, a := range f.replicas {
		f.add(*a)
	}
	f.replicas = nil
	return f.worst, f.total
}

func worse(a, b Attention) int {
	return cmp.Or(
		cmp.Compare(a.Severity, b.Severity), // critical stands before warn
		cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
		cmp.Compare(b.fill(), a.fill()),
		cmp.Compare(b.Streams, a.Streams),
		cmp.Compare(b.Lag, a.Lag),
		cmp.Compare(a.Stream, b.Stream),
		cmp.Compare(a.Limit, b.Limit), cmp.Compare(a.Tier, b.Tier), cmp.Compare(a.Replica, b.Replica), cmp.Compare(a.Source, b.Source),
	)
}

func (a Attention) fill() float64 {
	if a.Max == 0 {
		return 0
	}
	return float64(a.Used) / float64(a.Max)
}

// fullness says whether so much of a limit needs a look. No limit is -1 or 0.
func fullness(used uint64, most int64) (Severity, bool) {
	if most <= 0 {
		return "", false
	}
	switch fill := float64(used) / float64(most); {
	case fill >= almostFull:
		return Critical, true
	case fill >= nearFull:
		return Warn, true
	default:
		return "", false
	}
}

// account looks at the limits of the account. Its limit of consumers is not
// among them: the server counts it for each stream by itself.
func (f *findings) account(js JetStream) {
	look := func(tier string, u Usage, l Limits) {
		for _, at := range []struct {
			limit string
			used  uint64
			most  int64
		}{
			{"storage", u.Storage, l.MaxStorage},
			{"memory", u.Memory, l.MaxMemory},
			{"streams", uint64(max(0, u.Streams)), int64(l.MaxStreams)},
		} {
			if severity, ok := fullness(at.used, at.most); ok {
				f.add(Attention{Kind: AccountLimit, Severity: severity, Limit: at.limit, Used: at.used, Max: uint64(at.most), Tier: tier}) //nolint:gosec // positive
			}
		}
	}
	if len(js.Tiers) == 0 {
		look("", js.Usage, js.Limits)
	}
	for _, t := range js.Tiers {
		look(t.Name, t.Usage, t.Limits)
	}
}

// stream looks at one stream of an account with these limits.
func (f *findings) stream(s *streamlist.State, js *JetStream) {
	f.limits(s, js)
	f.cluster(s)
	for _, from := range s.Origins {
		f.source(s, from)
	}
}

// limits looks at what is refused or lost when it is full. With old messages
// discarded a full stream is a normal one, unless they are work that is still
// to be done.
func (f *findings) limits(s *streamlist.State, js *JetStream) {
	retention := retentionOf(s)
	discard := "old"
	if s.DiscardNew {
		discard = "new"
	}
	near := func(limit string, used uint64, most int64) {
		if severity, ok := fullness(used, most); ok {
			f.add(Attention{
				Kind: NearLimit, Severity: severity, Stream: short(s.Name), Limit: limit, Used: used, Max: uint64(most), //nolint:gosec // positive
				Discard: discard, Retention: retention,
			})
		}
	}
	if (s.DiscardNew || retention == "workqueue" || retention == "interest") && !s.Sealed {
		near("messages", s.Messages, s.MaxMessages)
		near("bytes", s.Bytes, s.MaxBytes)
	}
	if most := lower(s.MaxConsumers, js.consumersPerStream(s.Replicas)); most >= fewToLimit {
		near("consumers", s.Consumers, most)
	}
}

func retentionOf(s *streamlist.State) string {
	switch string(s.Retention) {
	case "interest":
		return "interest"
	case "workqueue":
		return "workqueue"
	default:
		return "limits"
	}
}

// consumersPerStream is the account's limit for a stream with so many replicas.
func (js *JetStream) consumersPerStream(replicas int64) int64 {
	for _, t := range js.Tiers {
		if t.Name == "R"+strconv.FormatInt(max(1, replicas), 10) {
			return int64(t.Limits.MaxConsumers)
		}
	}
	return int64(js.Limits.MaxConsumers)
}

// lower is the lower of two limits, of which one that is not positive is none.
func lower(a, b int64) int64 {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}

func (f *findings) cluster(s *streamlist.State) {
	if s.Leaderless() {
		a := Attention{Kind: NoLeader, Severity: Critical, Stream: short(s.Name)}
		if len(s.Peers) == 1 && s.Peers[0].Offline {
			a.Replica = short(s.Peers[0].Name)
		}
		f.add(a)
		return // why its replicas are not current
	}
	for _, r := range s.Peers {
		kind, severity := ReplicaBehind, Warn
		switch {
		case r.Offline:
			kind, severity = ReplicaOffline, Critical
		case r.Behind():
		default:
			continue
		}
		f.addReplica(Attention{Kind: kind, Severity: severity, Stream: short(s.Name), Replica: short(r.Name), Lag: r.Lag})
	}
}

func (f *findings) source(s *streamlist.State, from streamlist.Origin) {
	kind := SourceFailing
	switch {
	case s.Failing(from):
	case from.Behind():
		kind = SourceBehind
	default:
		return
	}
	f.add(Attention{
		Kind: kind, Severity: Warn, Stream: short(s.Name), Source: short(from.Name), Lag: from.Lag,
		LastHeard: max(0, from.Active), Reason: short(from.Fault),
	})
}

// page looks at the streams that a page names without their state.
func (f *findings) page(p *streamlist.Page) {
	for name, why := range p.Offline {
		f.add(Attention{Kind: StreamOffline, Severity: Critical, Stream: short([]byte(name)), Reason: short(why)})
	}
	for _, name := range p.Missing {
		if _, ok := p.Offline[string(name)]; !ok && !p.Has(name) {
			f.add(Attention{Kind: NoAnswer, Severity: Critical, Stream: short(name)})
		}
	}
}
