package live

import "time"

// gate is a limit on how many messages a second leave a ring. Its zero value lets
// everything through.
type gate struct {
	perSecond float64
	mode      Mode
	tokens    float64
	at        time.Time
}

// one is a token, but for what adding fractions loses.
const one = 1 - 1e-9

// refill is how much of a second's messages may leave at once.
const refill = 0.05

func newGate(perSecond int, mode Mode, now time.Time) gate {
	if perSecond <= 0 {
		return gate{}
	}
	g := gate{perSecond: float64(perSecond), mode: mode, at: now}
	g.tokens = g.most()
	return g
}

func (g *gate) most() float64 { return max(1, g.perSecond*refill) }

func (g *gate) fill(now time.Time) {
	g.tokens = min(g.most(), g.tokens+g.perSecond*now.Sub(g.at).Seconds())
	g.at = now
}

func (g *gate) keepsNewest() bool { return g.perSecond > 0 && g.mode == Newest }

// admits reports whether a message that comes now is one of those that a limit
// takes evenly over time.
func (g *gate) admits(now func() time.Time) bool {
	if g.perSecond == 0 || g.mode != Sampled {
		return true
	}
	if g.fill(now()); g.tokens < one {
		return false
	}
	g.tokens = max(0, g.tokens-1)
	return true
}

// opens reports whether anything may be taken now of the messages that wait, and
// skips the oldest that may not.
func (g *gate) opens(now func() time.Time, queued int, skip func(int)) bool {
	if !g.keepsNewest() || queued == 0 {
		return true
	}
	if g.fill(now()); g.tokens < one {
		return false
	}
	if may := max(1, int(g.tokens)); queued > may {
		skip(queued - may)
	}
	return true
}

// spend notes that so many messages left.
func (g *gate) spend(n int) {
	if g.keepsNewest() {
		g.tokens = max(0, g.tokens-float64(n))
	}
}
