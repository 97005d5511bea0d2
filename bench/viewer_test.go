package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/live"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

// viewer is a page that follows subjects and looks at no more of them than it must.
type viewer struct {
	b    testing.TB
	ws   *websocket.Conn
	slow bool // takes nothing

	mu       sync.Mutex
	counters map[uint32][4]uint64 // produced, dropped, sampled, missed
	received uint64
	delays   []time.Duration // of the oldest message of each frame, from HeyNATS to here
	opened   int
	done     chan struct{}
}

func (s *stack) view(token string, c *natsconn.ConnectionInfo, slow bool, subjects ...string) *viewer {
	s.b.Helper()
	ws, _, err := websocket.Dial(context.Background(), s.web.URL+"/api/nats/live", &websocket.DialOptions{
		HTTPClient: s.client, HTTPHeader: http.Header{"Cookie": {"heynats_session=" + token}}, Subprotocols: []string{live.Protocol},
	})
	if err != nil {
		s.b.Fatal(err)
	}
	ws.SetReadLimit(8 << 20)
	v := &viewer{b: s.b, ws: ws, slow: slow, counters: make(map[uint32][4]uint64), done: make(chan struct{})}
	go v.read()
	for i, subject := range subjects {
		v.say(live.Command{Op: "sub", ID: uint32(i + 1), Connection: c.ID(), Subject: subject})
	}
	natstest.Until(s.b, "the subscriptions", func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.opened == len(subjects)
	})
	return v
}

func (v *viewer) say(c live.Command) {
	text, err := json.Marshal(c)
	if err == nil {
		err = v.ws.Write(context.Background(), websocket.MessageText, text)
	}
	if err != nil {
		v.b.Log(err)
	}
}

func (v *viewer) read() {
	defer close(v.done)
	var batch bytes.Buffer
	for taken := uint64(0); ; {
		kind, r, err := v.ws.Reader(context.Background())
		if err != nil {
			return
		}
		batch.Reset()
		if _, err := io.Copy(&batch, r); err != nil {
			return
		}
		v.mu.Lock()
		if kind == websocket.MessageText {
			v.opened++
		} else {
			v.take(batch.Bytes())
			taken++
		}
		v.mu.Unlock()
		if kind == websocket.MessageBinary && !v.slow {
			v.say(live.Command{Op: "ack", Batches: taken})
		}
	}
}

func (v *viewer) take(b []byte) {
	for len(b) > 0 {
		frame := b[4 : 4+binary.BigEndian.Uint32(b)]
		b = b[4+len(frame):]
		var c [4]uint64
		for i := range c {
			c[i] = binary.BigEndian.Uint64(frame[12+8*i:])
		}
		v.counters[binary.BigEndian.Uint32(frame[4:])] = c
		if frame[0] == 1 {
			v.received += uint64(binary.BigEndian.Uint32(frame[8:]))
			at := int64(binary.BigEndian.Uint64(frame[44+4+8:]))
			v.delays = append(v.delays, time.Since(time.Unix(0, at)))
		}
	}
}

// sum returns what came, and what the counters say.
func (v *viewer) sum() (received uint64, total [4]uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, c := range v.counters {
		for i := range c {
			total[i] += c[i]
		}
	}
	return v.received, total
}

// accounted reports whether everything that was published came or was counted.
func (v *viewer) accounted(n uint64) bool {
	received, c := v.sum()
	return received+c[1]+c[2]+c[3] == n
}

func (v *viewer) close() {
	_ = v.ws.CloseNow()
	<-v.done
}

// flow publishes so many messages of 128 bytes a second over subjects, until stopped.
func flow(b testing.TB, url string, perSecond int, subjects ...string) (stop func() uint64) {
	nc, err := nats.Connect(url)
	if err != nil {
		b.Fatal(err)
	}
	done, ended := make(chan struct{}), make(chan struct{})
	var n uint64
	payload := make([]byte, 128)
	go func() {
		defer close(ended)
		start := time.Now()
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
			case <-done:
				return
			}
			for due := uint64(time.Since(start).Seconds() * float64(perSecond)); n < due; n++ {
				if err := nc.Publish(subjects[n%uint64(len(subjects))], payload); err != nil {
					b.Error(err)
					return
				}
			}
			if err := nc.Flush(); err != nil {
				b.Error(err)
				return
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-ended
		nc.Close()
		return n
	}
}
