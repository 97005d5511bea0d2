package natsconn

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// Stage is one step on the way to a working connection.
type Stage string

// The stages in the order of a plain nats:// connection. With TLS first, TLS
// comes before INFO.
const (
	StageResolve      Stage = "resolve"
	StageDial         Stage = "dial"
	StageInfo         Stage = "info"
	StageTLS          Stage = "tls"
	StageAuthenticate Stage = "authenticate"
)

// StageStatus says how a stage ended.
type StageStatus string

// The ends of a stage.
const (
	StageOK         StageStatus = "ok"
	StageFailed     StageStatus = "failed"
	StageSkipped    StageStatus = "skipped"
	StageNotReached StageStatus = "not_reached"
)

// StageResult is how one stage went.
type StageResult struct {
	Stage  Stage
	Status StageStatus
	Offset time.Duration // since the start of the attempt
	Took   time.Duration
	Detail string
}

// Trial is a connection that is dialled to be looked at, and kept by nobody.
type Trial struct {
	Address string // what was dialled last
	Stages  []StageResult
	Took    time.Duration
	Err     *fault.Error // why it failed; nil when the link is up

	m *Manager
	l *link
}

// Try dials once, as Open does, and reports each stage. The caller closes the
// trial. Nothing is stored, and nothing counts as a connection.
func (m *Manager) Try(ctx context.Context, spec Spec) (*Trial, error) {
	if m.closing.Load() {
		return nil, errShuttingDown
	}
	start := time.Now()
	l := m.newLink(nil, m.budget.target(spec.Target.key(), m.now()), len(spec.Target.URLs))
	err := m.attempt(ctx, l, spec.Target, spec.Credentials, true)
	t := &Trial{m: m, l: l, Took: time.Since(start)}
	a := l.lastAttempt.Load()
	if a == nil { // the breaker, or no slot
		a = &attempt{started: start}
	}
	t.Address = a.address
	if err != nil {
		t.Err = asFault(err, "The connection could not be tested.")
	}
	t.Stages = a.stages(spec.Target, t.Err == nil, time.Now())
	return t, nil
}

// asFault returns the fault in err's chain, or an internal one around it.
func asFault(err error, doing string) *fault.Error {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f
	}
	return fault.New(fault.Internal, "internal", doing).Wrap(err)
}

// Lease lets the caller use the trial's link; nil when the trial failed.
func (t *Trial) Lease() *Lease {
	if t.Err != nil {
		return nil
	}
	return &Lease{l: t.l, m: t.m}
}

// Close releases the trial's link.
func (t *Trial) Close() {
	if t.Err == nil {
		t.m.closeLink(t.l, false)
	}
}

// stages turns the attempt's marks into a report. The first stage without an
// end is the one that failed.
func (a *attempt) stages(target *Target, ok bool, end time.Time) []StageResult {
	a.mu.Lock()
	defer a.mu.Unlock()
	plain := a.tls == nil
	tlsStage, infoStage := stageMark{StageTLS, a.tlsDone, a.tlsDetail()}, stageMark{StageInfo, a.info, ""}
	marks := []stageMark{
		{StageResolve, cmp.Or(a.resolved, doneIf(!a.dialled.IsZero(), a.started)), a.resolvedDetail()},
		{StageDial, a.dialled, a.remote},
		infoStage,
		tlsStage,
		{StageAuthenticate, cmp.Or(a.done, doneIf(ok, end)), ""},
	}
	if target.TLSFirst || strings.HasPrefix(target.URLs[0], "wss:") {
		marks[2], marks[3] = tlsStage, infoStage // INFO comes inside TLS
	}
	results := make([]StageResult, 0, len(marks))
	from, failed := a.started, false
	for _, mark := range marks {
		r := StageResult{Stage: mark.stage, Offset: from.Sub(a.started), Detail: mark.detail}
		switch {
		case failed:
			r.Status, r.Detail = StageNotReached, ""
		case mark.stage == StageTLS && plain && !a.connect.IsZero():
			r.Status, r.Detail = StageSkipped, "not encrypted"
		case !mark.at.IsZero():
			r.Status, r.Took = StageOK, mark.at.Sub(from)
			from = mark.at
		default:
			r.Status, r.Took, failed = StageFailed, end.Sub(from), true
		}
		results = append(results, r)
	}
	return results
}

type stageMark struct {
	stage  Stage
	at     time.Time
	detail string
}

func doneIf(ok bool, at time.Time) time.Time {
	if ok {
		return at
	}
	return time.Time{}
}

// resolvedDetail says what a name leads to; an address leads to itself.
func (a *attempt) resolvedDetail() string {
	host, _, err := net.SplitHostPort(a.address)
	if err != nil || len(a.addrs) == 0 || a.addrs[0].String() == host {
		return ""
	}
	detail := host + " → " + a.addrs[0].String()
	if more := len(a.addrs) - 1; more > 0 {
		detail += fmt.Sprintf(", +%d", more)
	}
	return detail
}

func (a *attempt) tlsDetail() string {
	if a.tls == nil {
		return ""
	}
	detail := strings.TrimPrefix(a.tls.Version, "TLS ")
	if a.tls.PeerName != "" {
		detail += ", " + a.tls.PeerName
	}
	if !a.tls.NotAfter.IsZero() {
		detail += fmt.Sprintf(", %d days left", int(math.Floor(time.Until(a.tls.NotAfter).Hours()/24)))
	}
	return detail
}
