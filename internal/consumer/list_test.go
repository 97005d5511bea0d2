package consumer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// some500 are rows of which many are alike.
func some500() []*Row {
	dice := rand.New(rand.NewPCG(1, 2))
	rows := make([]*Row, 0, 500)
	for i := range 500 {
		rows = append(rows, &Row{
			Reading: &Reading{
				Stream: fmt.Sprintf("S%d", i%7), Name: fmt.Sprintf("c%03d", i), DeliverPolicy: "all", Push: i%3 == 0,
				Pending: uint64(dice.IntN(5)), AckPending: uint64(dice.IntN(5)), Redelivered: uint64(dice.IntN(3)),
				AckFloor: Sequences{Last: []time.Time{{}, noon, ago(time.Nanosecond)}[dice.IntN(3)]},
			},
			Verdict: Verdict{Level: Level(dice.IntN(len(Levels)))},
		})
	}
	return rows
}

func names(rows []*Row) (names []string) {
	for _, r := range rows {
		names = append(names, r.Stream+"/"+r.Name)
	}
	return names
}

// TestPagesAreTheWholeList turns the pages of every order with a cursor that
// goes through its text.
func TestPagesAreTheWholeList(t *testing.T) {
	for _, sort := range []Sort{ByVerdict, ByName, ByStream, ByPending, ByAckPending, ByRedelivered, ByLastAck} {
		for _, backward := range []bool{false, true} {
			q := Query{Sort: sort, Backward: backward, Limit: 1000}
			whole := names(q.Select(some500()).Rows)
			var paged []string
			for q.Limit = 37; ; {
				s := q.Select(some500())
				if s.Total != 500 {
					t.Fatalf("%d in all", s.Total)
				}
				if paged = append(paged, names(s.Rows)...); s.Next == nil {
					break
				}
				after, err := ParsePlace(s.Next.String())
				if err != nil {
					t.Fatal(err)
				}
				q.After = after
			}
			if !slices.Equal(paged, whole) {
				t.Errorf("%s, backward %v: %d of %d", sort, backward, len(paged), len(whole))
			}
		}
	}
}

func TestOrders(t *testing.T) {
	rows := []*Row{
		{Reading: &Reading{Stream: "A", Name: "z", Pending: 1, AckPending: 3}, Verdict: Verdict{Level: Fine}},
		{Reading: &Reading{Stream: "B", Name: "y", Pending: 9, Redelivered: 2}, Verdict: Verdict{Level: Stuck}},
		{Reading: &Reading{Stream: "A", Name: "x", Pending: 20, AckFloor: Sequences{Last: noon}}, Verdict: Verdict{Level: Stuck}},
	}
	for sort, want := range map[Sort]string{
		ByVerdict: "A/x B/y A/z", ByName: "A/x B/y A/z", ByStream: "A/x A/z B/y", ByPending: "A/z B/y A/x",
		ByAckPending: "A/x B/y A/z", ByRedelivered: "A/x A/z B/y", ByLastAck: "A/z B/y A/x",
	} {
		q := Query{Sort: sort, Limit: 10}
		if got := strings.Join(names(q.Select(slices.Clone(rows)).Rows), " "); got != want {
			t.Errorf("%s: %s, want %s", sort, got, want)
		}
	}
}

func TestFiltersAndCounts(t *testing.T) {
	q := Query{Text: "S1", Kind: Pull, Levels: []Level{Stuck, AtRisk}, Sort: ByName, Limit: 1000}
	s := q.Select(some500())
	counted := 0
	for _, n := range s.Counts {
		counted += n
	}
	pulls := 0
	for _, r := range some500() {
		if r.Stream == "S1" && !r.Push {
			pulls++
		}
	}
	if counted != pulls || s.Total != s.Counts[Stuck]+s.Counts[AtRisk] || s.Total != len(s.Rows) || s.Total == 0 {
		t.Errorf("%d of %v, %d are pull consumers", s.Total, s.Counts, pulls)
	}
	for _, r := range s.Rows {
		if r.Stream != "S1" || r.Kind() != Pull || r.Verdict.Level > AtRisk {
			t.Errorf("%s/%s %s %s", r.Stream, r.Name, r.Kind(), r.Verdict.Level)
		}
	}
	q = Query{Text: "C12", Sort: ByName, Limit: 1000}
	if s := q.Select(some500()); s.Total != 10 {
		t.Errorf("%d of c120 to c129", s.Total)
	}
	if s := q.Select(nil); s.Total != 0 || s.Next != nil || len(s.Rows) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCursorsThatAreNone(t *testing.T) {
	for _, text := range []string{"x", "e30", "bnVsbA", "W10", strings.Repeat("A", 4000)} {
		if p, err := ParsePlace(text); !fault.Is(err, "validation_failed") {
			t.Errorf("%.20s: %+v, %v", text, p, err)
		}
	}
}

func TestPagesOfTheServer(t *testing.T) {
	const c = `{"stream_name":"S","name":"%s","config":{"durable_name":"%[1]s","deliver_policy":"all","ack_policy":"explicit"},"ts":"2026-11-23T12:00:00Z"}`
	p, err := readPage([]byte(`{"total":9,"consumers":[`+fmt.Sprintf(c, "b")+`,{"config":{"name":"d","deliver_policy":"new"}}],"missing":["a","d","c"],"offline":{"c":"unsupported - required API level: 9"}}`), "S", noon)
	if err != nil || p.total != 9 || p.covers != 4 {
		t.Fatalf("%+v, %v", p, err)
	}
	want := []string{
		"a Nobody answered for it.", "b ", "c The server cannot run it: unsupported - required API level: 9.", "d The servers that keep it are away.",
	}
	for i, r := range p.readings {
		if got := r.Name + " " + r.Offline; got != want[i] || r.Stream != "S" || !r.At.Equal(noon) {
			t.Errorf("%s of %s at %s, want %s", got, r.Stream, r.At, want[i])
		}
	}
	for _, text := range []string{``, `[]`, `{"consumers":{}}`, `{"consumers":[1]}`, `{"consumers":[{}` + strings.Repeat(`,{}`, mostOnPage) + `]}`, `{"offline":{` + many(mostOnPage+1) + `"x":""}}`} {
		if _, err := readPage([]byte(text), "S", noon); !fault.Is(err, "nats_error") {
			t.Errorf("%.40s: %v", text, err)
		}
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"%d":"",`, i)
	}
	return b.String()
}
