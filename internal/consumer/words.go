package consumer

import (
	"math"
	"strconv"
	"time"
)

// count prints a number for people: 15,204.
func count(n uint64) string {
	digits := strconv.FormatUint(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// some prints how many there are of something.
func some(n uint64, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + more
}

// perSecond prints a rate: 0.4/s, 210/s, 11.9k/s, 1.2M/s.
func perSecond(rate float64) string {
	tenths := func(f float64) string { return strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64) }
	switch {
	case rate < 9.95:
		return tenths(rate) + "/s"
	case rate < 9_999.5:
		return count(uint64(math.Round(rate))) + "/s"
	case rate < 999_950:
		return tenths(rate/1e3) + "k/s"
	default:
		return tenths(rate/1e6) + "M/s"
	}
}

// span prints a time that has passed: 24 s, 14 min, 3 h, 2 days.
func span(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return strconv.Itoa(int(d/time.Second)) + " s"
	case d < 2*time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < 48*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " h"
	default:
		return count(uint64(d/(24*time.Hour))) + " days"
	}
}

// moment prints a time to come, or one that is past, as it is seen from now.
func moment(t, now time.Time) string {
	layout := "2 Jan 15:04"
	if t.Sub(now).Abs() > 300*24*time.Hour {
		layout = "2 Jan 2006 15:04"
	}
	return t.UTC().Format(layout) + " UTC"
}
