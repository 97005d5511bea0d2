package main

import (
	"flag"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

var soak = flag.Duration("soak", 0, "how long TestSoak takes; 0 skips it")

const (
	soakSessions = 1_000
	soakDead     = 100
	thinkTime    = 500 * time.Millisecond
)

// TestSoak holds 1,000 browser sessions that each ask twice a second who they are. In
// the first half all of them work; in the second half the targets of 100 are
// down, some refusing and some silent.
func TestSoak(t *testing.T) {
	if *soak == 0 {
		t.Skip("ask for it with -soak 1m")
	}
	server := natstest.StartProcess(t)
	goroutines, memory := baseline()
	s := newStack(t, natsconn.Config{MaxConnections: 2 * soakSessions})
	refusing, silent := natstest.NewProxy(t, server.Addr()), natstest.NewProxy(t, server.Addr())
	tokens := make([]string, soakSessions)
	for i := range tokens {
		url := server.URL()
		switch {
		case i < soakDead/2:
			url = refusing.URL()
		case i < soakDead:
			url = silent.URL()
		}
		tokens[i], _ = s.connect(url)
	}
	say := func(format string, args ...any) { fmt.Printf("soak: "+format+"\n", args...) }

	healthy := func(from int) (p99 time.Duration, errors int64, requests int) {
		l, failed := s.everybody(tokens[from:], *soak/2)
		return quantile(l, .99), failed, len(l)
	}
	_, _ = s.everybody(tokens, *soak/10) // everything is warm, and the sockets are open
	alone, failed, n := healthy(soakDead)
	say("%d requests of 900 sessions, 100 others idle: p99 %s, %d errors", n, alone, failed)
	if failed > 0 {
		t.Errorf("%d errors while everything worked", failed)
	}

	refusing.Refuse(true)
	silent.Blackhole(true)
	refusing.Cut()
	silent.Cut()
	var dead sync.WaitGroup
	dead.Go(func() { _, _ = s.everybody(tokens[:soakDead], *soak/2) })
	beside, failed, n := healthy(soakDead)
	dead.Wait()
	say("%d requests of 900 sessions beside 100 on dead targets: p99 %s, %d errors", n, beside, failed)
	say("p99 beside dead targets ÷ alone: %.2f (goal ≤ 1.1)", beside.Seconds()/alone.Seconds())
	if failed > 0 {
		t.Errorf("%d errors on healthy sessions", failed)
	}

	goroutinesFull, memoryFull := baseline()
	s.client.CloseIdleConnections()
	for _, token := range tokens {
		if _, _, err := s.sessions.Disconnect(token, ""); err != nil {
			t.Error(err)
		}
	}
	natstest.Until(t, "goroutines are back to the start", func() bool { return runtime.NumGoroutine() <= goroutines+40 })
	after, memoryAfter := baseline()
	say("goroutines %d at the start, %d with everybody, %d after; heap %d, %d, %d KiB",
		goroutines, goroutinesFull, after, memory>>10, memoryFull>>10, memoryAfter>>10)
	if memoryAfter > memory+32<<20 {
		t.Errorf("the heap grew by %d KiB", (memoryAfter-memory)>>10)
	}
}

// everybody lets each session ask, think and ask again.
func (s *stack) everybody(tokens []string, d time.Duration) ([]time.Duration, int64) {
	begun := make([]bool, len(tokens))
	return timed(len(tokens), d, func(w int) (time.Duration, error) {
		if !begun[w] { // not all in the same moment
			begun[w] = true
			pause(thinkTime * time.Duration(w) / time.Duration(len(tokens)))
		}
		start := time.Now()
		err := fetch(s.client, s.web.URL+"/api/nats/account", tokens[w])
		took := time.Since(start)
		pause(max(0, thinkTime-took))
		return took, err
	})
}

// pause is the time a person, or a page, takes before it asks again.
func pause(d time.Duration) {
	timer := time.NewTimer(d)
	<-timer.C
}

func baseline() (goroutines int, heap uint64) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return runtime.NumGoroutine(), m.HeapAlloc
}
