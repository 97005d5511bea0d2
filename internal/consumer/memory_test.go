package consumer

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// tab is a page that reads one consumer, of which there is more every second.
type tab struct {
	m     *Memory
	whose Whose
	start time.Time
}

func (tab *tab) read() (r *Reading, earlier *Mark) {
	now := time.Now()
	delivered := uint64(now.Sub(tab.start).Seconds()) * 7
	list := []*Reading{{
		Stream: "ORDERS", Name: "billing", Created: tab.start, At: now, Delivered: Sequences{Consumer: delivered, Stream: delivered},
	}}
	return list[0], tab.m.Note(tab.whose, list)(list[0])
}

// pass lets time go by in a bubble.
func pass(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // fake time: this is how it passes in a bubble
	synctest.Wait()
}

func open(connection string) Whose {
	return Whose{Connection: connection, Ended: func() bool { return false }}
}

func TestTwoTabsDoNotDisturbEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one := tab{m: new(Memory), whose: open("c"), start: time.Now()}
		if _, earlier := one.read(); earlier != nil {
			t.Fatalf("before the first: %+v", earlier)
		}
		other := one
		for i := range 60 {
			// One reads every ten seconds, the other every second: both see the same
			// rate, from readings that are far enough apart.
			pass(time.Second)
			r, earlier := other.read()
			if i%10 == 9 {
				r, earlier = one.read()
			}
			if earlier == nil {
				t.Fatalf("nothing to compare with after %d s", i+1)
			}
			rates, ok := rates(r, earlier)
			if apart := r.At.Sub(earlier.At); i >= 4 && (!ok || apart < 5*time.Second || apart > 11*time.Second || rates.Out != 7) {
				t.Errorf("after %d s: %+v over %s", i+1, rates, apart)
			}
		}
	})
}

func TestAConsumerThatIsMadeAnewIsAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		page := tab{m: new(Memory), whose: open("c"), start: time.Now()}
		page.read()
		pass(10 * time.Second)
		page.start = time.Now()
		if _, earlier := page.read(); earlier != nil {
			t.Errorf("%+v", earlier)
		}
	})
}

func TestMemoryForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := new(Memory)
		var closed atomic.Bool
		a := tab{m: m, whose: Whose{Connection: "a", Ended: closed.Load}, start: time.Now()}
		b := tab{m: m, whose: open("b"), start: time.Now()}
		a.read()
		b.read()
		if m.size != 2 || len(m.known) != 2 {
			t.Fatalf("%d of %d connections", m.size, len(m.known))
		}
		closed.Store(true)
		pass(sweepEvery + time.Second)
		if m.known["a"] != nil || m.size != 1 {
			t.Error("a closed connection is remembered")
		}
		if _, earlier := b.read(); earlier == nil {
			t.Error("an open one is forgotten")
		}
		pass(mostApart + 2*sweepEvery)
		if len(m.known) != 0 || m.size != 0 || m.timer != nil {
			t.Errorf("%d consumers of %d connections are remembered that nobody asked for in ten minutes", m.size, len(m.known))
		}
		b.read()
		if m.size != 1 || m.timer == nil {
			t.Error("it does not begin again")
		}
	})
}

func TestMemoryIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := new(Memory)
		list := makeReadings("S", mostRemembered/2)
		for _, connection := range []string{"a", "b", "a", "c"} {
			pass(time.Second)
			m.Note(open(connection), list)
		}
		if m.size != mostRemembered || m.known["a"] == nil || m.known["b"] != nil || m.known["c"] == nil {
			t.Errorf("%d consumers, %d connections", m.size, len(m.known))
		}
		// One that alone is more than there is room for is kept as far as there is.
		m.Note(open("d"), append(list, makeReadings("T", mostRemembered)...))
		if m.size > mostRemembered || len(m.known) != 1 {
			t.Errorf("%d consumers, %d connections", m.size, len(m.known))
		}
	})
}

func makeReadings(stream string, n int) []*Reading {
	list := make([]*Reading, n)
	for i := range list {
		list[i] = &Reading{Stream: stream, Name: fmt.Sprint(i), At: time.Now()}
	}
	return list
}
