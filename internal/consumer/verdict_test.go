package consumer

import (
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) time.Time { return noon.Add(-d) }

// busy is a pull consumer that is three days old and was given something just
// now, changed by edits.
func busy(edits ...func(*Reading)) *Reading {
	r := &Reading{
		Stream: "ORDERS", Name: "billing", Durable: true, DeliverPolicy: "all", AckPolicy: "explicit", AckWait: 30 * time.Second,
		MaxDeliver: -1, MaxAckPending: 1000, MaxWaiting: 512, Created: ago(72 * time.Hour), At: noon,
		Delivered: Sequences{Consumer: 10_000, Stream: 20_000, Last: ago(0)}, AckFloor: Sequences{Consumer: 10_000, Stream: 20_000, Last: ago(0)},
		Waiting: 1,
	}
	for _, edit := range edits {
		edit(r)
	}
	return r
}

// before is a mark of ten seconds ago.
func before(r *Reading, edits ...func(*Mark)) *Mark {
	m := MarkOf(r)
	m.At = m.At.Add(-10 * time.Second)
	for _, edit := range edits {
		edit(&m)
	}
	return &m
}

func TestVerdicts(t *testing.T) {
	orders := Stream{Known: true, Subjects: []string{"orders.>"}}
	full := func(r *Reading) { r.AckPending, r.Pending = 1000, 15_204 }
	acked := func(d time.Duration) func(*Reading) { return func(r *Reading) { r.AckFloor.Last = ago(d) } }
	delivered := func(d time.Duration) func(*Reading) { return func(r *Reading) { r.Delivered.Last = ago(d) } }
	pending := func(n uint64) func(*Reading) { return func(r *Reading) { r.Pending = n } }
	nobody := func(r *Reading) { r.Waiting = 0 }
	never := func(r *Reading) { r.Delivered, r.AckFloor = Sequences{}, Sequences{} }
	restarted := func(r *Reading) { r.Delivered.Last, r.AckFloor.Last = time.Time{}, time.Time{} }
	push := func(r *Reading) { r.Push, r.Waiting = true, 0 }
	filter := func(subjects ...string) func(*Reading) {
		return func(r *Reading) { r.Filters, r.FiltersTotal = subjects, len(subjects) }
	}
	for _, c := range []struct {
		name    string
		reading *Reading
		earlier func(*Reading) *Mark
		stream  Stream
		level   Level
		code    Code
		words   string // title, and sentence
	}{
		{name: "nothing to do", reading: busy(), level: Fine, code: KeepingUp, words: "Keeping up"},
		{
			name: "with a rate", reading: busy(pending(12)), level: Fine, code: KeepingUp, words: "Keeping up: Takes 21/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered, m.Sequence, m.AckFloor = m.Delivered-210, m.Sequence-210, m.AckFloor-210 })
			},
		},

		{name: "offline", reading: busy(func(r *Reading) { r.Offline = "Nobody answered for it." }), level: Stuck, code: Offline, words: "Offline: Nobody answered for it."},
		{name: "no leader", reading: busy(func(r *Reading) { r.Clustered = true }), level: Stuck, code: NoLeader, words: "No leader: None of its servers leads: nothing is delivered or acknowledged."},
		{name: "a leader", reading: busy(func(r *Reading) { r.Clustered, r.Leader = true, "n1" }), level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "paused", reading: busy(func(r *Reading) { r.PausedUntil = noon.Add(18 * time.Hour) }), level: Paused, code: PausedUntil, words: "Paused: Until 24 Nov 06:00 UTC by its configuration."},
		{name: "paused for long, with work", reading: busy(pending(88_204), func(r *Reading) { r.PausedUntil = noon.AddDate(2, 0, 0) }), level: Paused, code: PausedUntil, words: "Paused: Until 23 Nov 2028 12:00 UTC by its configuration; 88,204 messages wait."},
		{name: "a pause that is over", reading: busy(func(r *Reading) { r.PausedUntil = noon }), level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "no acknowledgement for long", reading: busy(full, acked(14*time.Minute)), level: Stuck, code: AckLimit, words: "Stuck: No acknowledgement for 14 min; all 1,000 in-flight slots are taken."},
		{name: "its acknowledgements may take so long", reading: busy(full, acked(14*time.Minute), func(r *Reading) { r.AckWait = 20 * time.Minute }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "at the limit, and moving", reading: busy(full, acked(3*time.Second)), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "never acknowledged", reading: busy(full, func(r *Reading) { r.AckFloor = Sequences{} }), level: Stuck, code: AckLimit, words: "Stuck: Not one acknowledgement yet; all 1,000 in-flight slots are taken."},
		{name: "never acknowledged, and new", reading: busy(full, func(r *Reading) { r.AckFloor, r.Created = Sequences{}, ago(20*time.Second) }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "its server was started anew", reading: busy(full, acked(0), func(r *Reading) { r.AckFloor.Last = time.Time{} }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{
			name: "its server was started anew, and nothing moves", reading: busy(full, func(r *Reading) { r.AckFloor.Last = time.Time{} }), level: Stuck, code: AckLimit,
			words:   "Stuck: No acknowledgement since its server was started; all 1,000 in-flight slots are taken.",
			earlier: func(r *Reading) *Mark { return before(r) },
		},
		{name: "one at a time", reading: busy(func(r *Reading) { r.MaxAckPending, r.AckPending, r.Pending = 1, 1, 4 }, acked(2*time.Hour)), level: Stuck, code: AckLimit, words: "Stuck: No acknowledgement for 2 h; its one in-flight slot is taken."},
		{name: "no limit", reading: busy(full, acked(time.Hour), func(r *Reading) { r.MaxAckPending = -1 }), level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "nobody subscribed", reading: busy(push, pending(2_204), delivered(3*time.Hour)), level: Stuck, code: NotBound, words: "Nobody is subscribed: Last delivery 3 h ago; 2,204 messages wait."},
		{name: "nobody subscribed for a moment", reading: busy(push, pending(2_204), delivered(20*time.Second)), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "nobody subscribed, nothing to do", reading: busy(push, delivered(time.Hour)), level: Idle, code: NotBound, words: "Nobody is subscribed: Nothing waits for it either."},
		{name: "somebody subscribed", reading: busy(push, pending(3), func(r *Reading) { r.Bound = true }), level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "nobody pulls", reading: busy(nobody, pending(2_204), delivered(3*time.Hour)), level: Stuck, code: NobodyPulling, words: "Nobody is pulling: Last delivery 3 h ago; 2,204 messages wait."},
		{name: "nobody pulls right now", reading: busy(nobody, pending(2_204), delivered(40*time.Second)), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "somebody works on the last batch", reading: busy(nobody, pending(2_204), delivered(3*time.Minute), func(r *Reading) { r.AckPending, r.AckWait = 10, 5*time.Minute }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "nobody ever pulled", reading: busy(nobody, never, pending(1)), level: Stuck, code: NobodyPulling, words: "Nobody is pulling: Nothing was ever delivered; 1 message waits."},
		{name: "made a moment ago", reading: busy(nobody, never, pending(1), func(r *Reading) { r.Created = ago(30 * time.Second) }), level: Idle, code: NotStarted, words: "Not started: Nobody has pulled from it yet; 1 message waits."},
		{name: "nobody since the start", reading: busy(nobody, restarted, pending(7)), level: Stuck, code: NobodyPulling, words: "Nobody is pulling: Nothing was delivered since its server was started; 7 messages wait."},
		{name: "nobody comes back for what was not acknowledged", reading: busy(nobody, delivered(3*24*time.Hour), func(r *Reading) { r.AckPending = 1 }), level: Stuck, code: NobodyPulling, words: "Nobody is pulling: Last delivery 3 days ago; 1 message was not acknowledged in time."},
		{name: "nobody pulls, nothing to do", reading: busy(nobody, delivered(2*time.Minute)), level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "all came again", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered = 61, 61 }), level: AtRisk, code: Redelivering, words: "Redelivering: 61 of 61 in flight came more than once."},
		{name: "one came again, by accident", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered = 1, 1 }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "one comes again and again", reading: busy(acked(20*time.Minute), func(r *Reading) { r.AckPending, r.Redelivered = 1, 1 }), level: AtRisk, code: Redelivering, words: "Redelivering: 1 of 1 in flight came more than once."},
		{name: "few came again", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered = 61, 3 }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "given up long ago", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered, r.MaxDeliver = 2, 4_902, 5 }), level: Fine, code: KeepingUp, words: "Keeping up"},
		{
			name: "the same again and again", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered = 61, 3 }), level: AtRisk, code: Redelivering,
			words:   "Redelivering: 30 messages came again in 10 s, and none was acknowledged.",
			earlier: func(r *Reading) *Mark { return before(r, func(m *Mark) { m.Delivered -= 30 }) },
		},
		{
			name: "more come again, though they are given up some day", level: AtRisk, code: Redelivering,
			reading: busy(func(r *Reading) { r.AckPending, r.Redelivered, r.MaxDeliver = 61, 40, 5 }), words: "Redelivering: 4 more messages came again in 10 s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Redelivered -= 4; m.Delivered -= 10; m.Sequence -= 10; m.AckFloor -= 10 })
			},
		},
		{
			name: "now and then one comes again", reading: busy(func(r *Reading) { r.AckPending, r.Redelivered, r.MaxDeliver = 61, 40, 5 }), level: Fine, code: KeepingUp, words: "Keeping up: Takes 10/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Redelivered -= 4; m.Delivered -= 100; m.Sequence -= 100; m.AckFloor -= 100 })
			},
		},

		{
			name: "falling behind", reading: busy(pending(41_902)), level: AtRisk, code: FallingBehind, words: "Falling behind: Takes 210/s, gets 340/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 2100; m.Sequence -= 4000; m.Pending -= 1300; m.AckFloor -= 2100 })
			},
		},
		{
			name: "much goes through", reading: busy(pending(1_204_118), func(r *Reading) { r.Delivered.Consumer, r.Delivered.Stream = 900_000, 900_000 }), level: AtRisk, code: FallingBehind, words: "Falling behind: Takes 11.9k/s, gets 12.3k/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 119_000; m.Sequence -= 119_000; m.Pending -= 4_000 })
			},
		},
		{
			name: "a burst that does not wait for long", reading: busy(pending(1_300)), level: Fine, code: KeepingUp, words: "Keeping up: Takes 210/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 2100; m.Sequence -= 4000; m.Pending = 0; m.AckFloor -= 2100 })
			},
		},
		{
			name: "catching up", reading: busy(pending(40_000)), level: Fine, code: KeepingUp, words: "Keeping up: Takes 200/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 2000; m.Sequence -= 4000; m.Pending += 1000; m.AckFloor -= 2000 })
			},
		},

		{
			name: "slow to acknowledge", reading: busy(func(r *Reading) { r.AckPending = 318 }), level: AtRisk, code: SlowAck, words: "Slow to acknowledge: About 24 s of a 30 s ack wait; some will be sent twice.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 132; m.Sequence -= 132; m.AckFloor -= 132 })
			},
		},
		{
			name: "quick to acknowledge", reading: busy(func(r *Reading) { r.AckPending = 318 }), level: Fine, code: KeepingUp, words: "Keeping up: Takes 100/s.",
			earlier: func(r *Reading) *Mark {
				return before(r, func(m *Mark) { m.Delivered -= 1000; m.Sequence -= 1000; m.AckFloor -= 1000 })
			},
		},

		{name: "filter of another stream", reading: busy(filter("payments.>", "refunds"), delivered(time.Hour)), stream: orders, level: AtRisk, code: FilterMatchesNothing, words: "Filter matches nothing: Its stream takes no subject that its filter lets through."},
		{name: "one of the filters", reading: busy(filter("payments.>", "orders.*")), stream: orders, level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "a stream that is fed", reading: busy(filter("payments.>")), stream: Stream{Known: true, Fed: true}, level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "a stream nobody knows", reading: busy(filter("payments.>")), level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "old messages of a subject that is no more", reading: busy(filter("payments.>"), pending(4)), stream: orders, level: Fine, code: KeepingUp, words: "Keeping up"},
		{name: "more filters than are kept", reading: busy(filter("a", "b", "c", "d", "e"), func(r *Reading) { r.FiltersTotal = 6 }), stream: orders, level: Fine, code: KeepingUp, words: "Keeping up"},

		{name: "idle", reading: busy(delivered(3 * time.Hour)), level: Idle, code: NothingNew, words: "Idle: Nothing new for it for 3 h."},
		{name: "idle from the beginning", reading: busy(never), level: Idle, code: NothingNew, words: "Idle: Nothing was there for it yet."},
		{name: "idle since the start", reading: busy(restarted), level: Idle, code: NothingNew, words: "Idle: Nothing new for it since its server was started."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var earlier *Mark
			if c.earlier != nil {
				earlier = c.earlier(c.reading)
			}
			v := Judge(c.reading, earlier, c.stream)
			words := v.Title
			if v.Sentence != "" {
				words += ": " + v.Sentence
			}
			if v.Level != c.level || v.Code != c.code || words != c.words {
				t.Errorf("\n got %s %s %s\nwant %s %s %s", v.Level, v.Code, words, c.level, c.code, c.words)
			}
		})
	}
}

func TestReadingsThatSayNothingOfEachOther(t *testing.T) {
	r := busy(func(r *Reading) { r.Pending = 50_000 })
	for name, edit := range map[string]func(*Mark){
		"another consumer of the name": func(m *Mark) { m.Created = ago(time.Hour) },
		"it was set back":              func(m *Mark) { m.Sequence = r.Delivered.Stream + 1 },
		"too near":                     func(m *Mark) { m.At = ago(time.Second) },
		"too far":                      func(m *Mark) { m.At = ago(11 * time.Minute) },
		"from the future":              func(m *Mark) { m.At = noon.Add(time.Minute) },
	} {
		if got, ok := rates(r, before(r, edit)); ok {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, ok := rates(r, nil); ok {
		t.Error("rates from nothing")
	}
	// Messages that age out are not messages that came.
	if got, ok := rates(r, before(r, func(m *Mark) { m.Pending += 1000 })); !ok || got.In != 0 || got.Out != 0 {
		t.Errorf("%+v, %v", got, ok)
	}
}

func TestWords(t *testing.T) {
	for want, got := range map[string]string{
		"0": count(0), "999": count(999), "1,000": count(1000), "1,204,118": count(1_204_118), "18,446,744,073,709,551,615": count(1<<64 - 1),
		"0/s": perSecond(0), "0.4/s": perSecond(0.42), "9.9/s": perSecond(9.94), "10/s": perSecond(9.96), "210/s": perSecond(210.4), "10k/s": perSecond(9_999.7), "11.9k/s": perSecond(11_912), "999.9k/s": perSecond(999_949), "1.2M/s": perSecond(1_204_000),
		"24 s": span(24 * time.Second), "119 s": span(119*time.Second + 999*time.Millisecond), "2 min": span(2 * time.Minute), "14 min": span(14*time.Minute + 59*time.Second), "3 h": span(3 * time.Hour), "2 days": span(48 * time.Hour),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
