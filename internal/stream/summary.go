package stream

import (
	"strings"
	"time"

	"github.com/heynats/heynats/internal/jsonwalk"
	"github.com/heynats/heynats/internal/streamlist"
)

// Kind says what a stream is for.
type Kind string

// The kinds. Buckets are streams of a certain name and subjects (NATS ADR-8, ADR-20).
const (
	Plain   Kind = "stream"
	Mirror  Kind = "mirror"
	KV      Kind = "kv"
	Objects Kind = "objects"
)

// Health says what about a stream needs a look; the worst, when there is more.
type Health string

// The healths, the worst first.
const (
	Offline        Health = "offline"         // all servers that keep it are away
	NoLeader       Health = "no_leader"       // it takes and gives nothing
	ReplicaOffline Health = "replica_offline" // a server that keeps it is away
	SourceFailing  Health = "source_failing"  // nothing comes from the mirror's origin or from a source
	ReplicaBehind  Health = "replica_behind"
	Healthy        Health = "ok"
)

// Summary is a stream in a list.
type Summary struct {
	Name               string
	Kind               Kind
	Description        string
	Subjects           []string // the first 5
	SubjectsConfigured int
	Mirror             string // the stream that it mirrors
	Sources            int    // how many streams it takes from
	Storage            string
	Retention          string
	Discard            string
	Compression        string // empty without
	Replicas           int
	Sealed             bool

	Messages, Bytes       uint64
	FirstSeq, LastSeq     uint64
	FirstTime, LastTime   time.Time // zero when there is none
	Deleted               uint64
	SubjectsTotal         uint64 // that have messages
	Consumers             uint64
	MaxMessages, MaxBytes int64 // 0 without limit
	MaxAge                time.Duration
	Full                  float64 // the fuller of messages and bytes; -1 without a limit of either
	Leader                string
	Health                Health
	Created               time.Time
}

// What of a stream stands in a list.
const (
	subjectsShown = 5
	mostText      = 256 // bytes of a description, and of other texts that a server bounds
)

// summarize copies what a list shows: the state is used again for the next stream.
func summarize(s *streamlist.State) Summary {
	sum := Summary{
		Name: text(s.Name), Description: text(s.Description), Kind: kindOf(s), Mirror: originName(s.Mirror), Sources: elements(s.Sources),
		Storage: word(s.Storage), Retention: word(s.Retention), Discard: discard(s), Compression: compression(s),
		Replicas: max(1, int(s.Replicas)), Sealed: s.Sealed,
		Messages: s.Messages, Bytes: s.Bytes, FirstSeq: s.FirstSeq, LastSeq: s.LastSeq,
		LastTime: moment(s.LastTime), Deleted: s.Deleted, SubjectsTotal: s.SubjectsTotal, Consumers: s.Consumers,
		MaxMessages: max(0, s.MaxMessages), MaxBytes: max(0, s.MaxBytes), MaxAge: max(0, s.MaxAge), Full: fullness(s),
		Leader: text(s.Leader), Health: healthOf(s), Created: moment(s.Created),
	}
	if s.Messages > 0 {
		sum.FirstTime = moment(s.FirstTime)
	}
	sum.Subjects = make([]string, 0, min(subjectsShown, 1+len(s.Subjects)/16))
	eachSubject(s, func(subject []byte) {
		if sum.SubjectsConfigured++; len(sum.Subjects) < subjectsShown {
			sum.Subjects = append(sum.Subjects, text(subject))
		}
	})
	return sum
}

// text copies a text of the server's, within bounds and as UTF-8.
func text(b []byte) string {
	if len(b) > mostText {
		return strings.ToValidUTF8(string(b[:mostText]), "") + "…"
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// word is text for one of few words, which cost nothing to keep.
func word(b []byte) string {
	switch string(b) {
	case "file":
		return "file"
	case "memory":
		return "memory"
	case "limits":
		return "limits"
	case "interest":
		return "interest"
	case "workqueue":
		return "workqueue"
	default:
		return text(b)
	}
}

func discard(s *streamlist.State) string {
	if s.DiscardNew {
		return "new"
	}
	return "old"
}

func compression(s *streamlist.State) string {
	if string(s.Compression) == "none" {
		return ""
	}
	return text(s.Compression)
}

// moment reads a time; that of the year 1 is none.
func moment(b []byte) time.Time {
	t, err := time.Parse(time.RFC3339Nano, string(b))
	if err != nil || t.Year() <= 1 {
		return time.Time{}
	}
	return t.UTC()
}

func kindOf(s *streamlist.State) Kind {
	copies := len(s.Mirror) > 0 || len(s.Sources) > 0 // of another bucket, maybe under other subjects
	switch name := string(s.Name); {
	case strings.HasPrefix(name, "KV_") && (copies || firstSubject(s, "$KV.")):
		return KV
	case strings.HasPrefix(name, "OBJ_") && (copies || firstSubject(s, "$O.")):
		return Objects
	case len(s.Mirror) > 0:
		return Mirror
	default:
		return Plain
	}
}

func firstSubject(s *streamlist.State, prefix string) bool {
	first, found := true, false
	eachSubject(s, func(subject []byte) {
		found = found || first && strings.HasPrefix(string(subject), prefix)
		first = false
	})
	return found
}

func eachSubject(s *streamlist.State, subject func([]byte)) {
	if len(s.Subjects) == 0 {
		return
	}
	c := jsonwalk.New(s.Subjects)
	c.Array(func() { subject(c.Bytes()) })
}

func elements(array []byte) (n int) {
	if len(array) == 0 {
		return 0
	}
	jsonwalk.New(array).Array(func() { n++ })
	return n
}

// originName is the stream that a mirror's configuration names.
func originName(config []byte) (name string) {
	if len(config) == 0 {
		return ""
	}
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		if string(key) == "name" {
			name = text(c.Bytes())
		}
	})
	return name
}

// fullness is how full a stream is, 1 is full; -1 without a limit.
func fullness(s *streamlist.State) float64 {
	full := -1.0
	if s.MaxMessages > 0 {
		full = float64(s.Messages) / float64(s.MaxMessages)
	}
	if s.MaxBytes > 0 {
		full = max(full, float64(s.Bytes)/float64(s.MaxBytes))
	}
	return full
}

func healthOf(s *streamlist.State) Health {
	var offline, behind int
	for _, r := range s.Peers {
		if r.Offline {
			offline++
		}
		if r.Behind() {
			behind++
		}
	}
	switch {
	case s.Leaderless() && offline > 0 && offline == len(s.Peers):
		return Offline
	case s.Leaderless():
		return NoLeader
	case offline > 0:
		return ReplicaOffline
	}
	for _, from := range s.Origins {
		if s.Failing(from) {
			return SourceFailing
		}
	}
	if behind > 0 {
		return ReplicaBehind
	}
	return Healthy
}
