package live

import (
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func recordOf(text string) *record {
	r := newRecord(0, 0, "s", "", nil, 0, []byte(text), mostKept)
	return &r
}

// taken takes everything a ring lets go of, and returns how many messages it was.
func taken(r *ring, most int) (n int) {
	sub := &subscription{id: 1}
	b, _ := r.take(nil, most, sub)
	for len(b) > 0 {
		length := 4 + int(binary.BigEndian.Uint32(b))
		if b[4] == kindMessages {
			n += int(binary.BigEndian.Uint32(b[12:]))
		}
		b = b[length:]
	}
	return n
}

// TestARingAddsUp holds that nothing is lost without being counted, whatever
// happens in whatever order, and that the bounds hold all the time.
func TestARingAddsUp(t *testing.T) {
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 0))
		mem := &memory{limit: int64(1+random.IntN(8)) * chunkSize}
		most, bytes := 1+random.IntN(2_000), (1+random.IntN(8))*chunkSize
		r := newRing(mem, most, bytes)
		received, produced := 0, 0
		for range 3_000 {
			switch random.IntN(40) {
			case 0:
				received += taken(r, random.IntN(3*chunkSize))
			case 1:
				r.limit(random.IntN(3)*random.IntN(1_000), []Mode{Newest, Sampled}[random.IntN(2)])
			case 2:
				r.pushGap(gap{1, 2})
			case 3:
				r.push(recordOf(strings.Repeat("x", random.IntN(3*chunkSize))))
				produced++
			case 4:
				if _, ok := r.offer(recordOf("y")); ok {
					produced++
				}
			default:
				r.push(recordOf("z"))
				produced++
			}
			c := r.totals()
			if sum := uint64(received+r.queued) + c.dropped + c.sampled; c.produced != uint64(produced) || sum != c.produced {
				t.Fatalf("seed %d: received %d + queued %d + %+v, of %d", seed, received, r.queued, c, produced)
			}
			if r.queued > most || r.bytes > bytes+3*chunkSize || mem.used.Load() > mem.limit {
				t.Fatalf("seed %d: %d messages, %d bytes, %d of the memory", seed, r.queued, r.bytes, mem.used.Load())
			}
		}
		r.close()
		if used := mem.used.Load(); used != 0 {
			t.Fatalf("seed %d: %d bytes are not given back", seed, used)
		}
	}
}

func TestGapsStayWhenMessagesGo(t *testing.T) {
	r := newRing(&memory{limit: 1 << 20}, 1, chunkSize)
	r.push(recordOf("a"))
	r.pushGap(gap{10, 20})
	r.push(recordOf("b"))
	r.pushGap(gap{30, 40})
	r.push(recordOf("c"))
	sub := &subscription{id: 7}
	b, left := r.take(nil, batchBytes, sub)
	if left || b[4] != kindGap || binary.BigEndian.Uint64(b[frameHeader:]) != 10 || binary.BigEndian.Uint64(b[frameHeader+8:]) != 40 {
		t.Errorf("the gap is not one from 10 to 40: %v", b)
	}
	if next := b[frameHeader+16:]; next[4] != kindMessages || !strings.HasSuffix(string(next), "c") {
		t.Errorf("the message behind it is %q", next)
	}
	if sub.told != (counters{produced: 3, dropped: 2}) {
		t.Errorf("counters: %+v", sub.told)
	}
}

func TestALongMessageIsCut(t *testing.T) {
	header := map[string][]string{"Long": {strings.Repeat("h", mostKept)}}
	r := newRecord(9, -1, "s", "r", header, 3*mostKept, make([]byte, 64<<20), mostKept)
	if len(r.header) != mostKept || len(r.data) != 0 || r.size != 64<<20 || r.headers != 3*mostKept {
		t.Errorf("kept %d of %d and %d of %d bytes", len(r.header), r.headers, len(r.data), r.size)
	}
	b := r.appendTo(nil)
	if len(b) != r.length() || int(binary.BigEndian.Uint32(b)) != len(b)-recordLength {
		t.Errorf("%d bytes, said %d", len(b), binary.BigEndian.Uint32(b))
	}
}

func TestSampledIsSpreadOverTime(t *testing.T) {
	now := time.Unix(0, 0)
	g := newGate(10, Sampled, now)
	clock := func() time.Time { return now }
	admitted := 0
	for range 1_000 { // ten seconds
		now = now.Add(10 * time.Millisecond)
		if g.admits(clock) {
			admitted++
		}
	}
	if admitted < 99 || admitted > 101 {
		t.Errorf("%d in ten seconds, want 100", admitted)
	}
}

func FuzzCommand(f *testing.F) {
	f.Add(`{"op":"sub","id":1,"connection":"c","subject":"a.>","limit":5,"mode":"sampled"}`)
	f.Add(`{"op":"sub","id":1,"connection":"c","stream":"S","from":"time","time":"2026-11-26T00:00:00Z"}`)
	f.Add(`{"op":"ack","batches":18446744073709551615}`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parse([]byte(text))
		if err != nil {
			return
		}
		again, err := parse(mustEncode(t, c))
		if err != nil || again != c {
			t.Errorf("%s is %+v and then %+v, %v", text, c, again, err)
		}
	})
}

func mustEncode(t *testing.T, c Command) []byte {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
