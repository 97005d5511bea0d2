package streamlist

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/fault"
)

// aPage is what a server with JetStream sends for n streams.
func aPage(n, total int) []byte {
	var streams []string
	for i := range n {
		streams = append(streams, fmt.Sprintf(`{"config":{"name":"ORDERS_%05d","description":"Every step of every order","subjects":["orders.%d.\u003e"],`+
			`"retention":"limits","max_consumers":-1,"max_msgs":20000,"max_bytes":-1,"max_age":86400000000000,"max_msgs_per_subject":-1,"max_msg_size":-1,`+
			`"discard":"old","storage":"file","num_replicas":3,"duplicate_window":120000000000,"compression":"none","allow_direct":true,"mirror_direct":false,`+
			`"sealed":false,"deny_delete":false,"deny_purge":false,"allow_rollup_hdrs":false,"consumer_limits":{},"metadata":{"team":"checkout"}},`+
			`"created":"2024-01-01T12:00:00.413121007Z","state":{"messages":%d,"bytes":%d,"first_seq":1,"first_ts":"2024-01-01T12:00:00Z","last_seq":9,`+
			`"last_ts":"2024-01-01T12:00:00Z","num_subjects":4,"consumer_count":2},"cluster":{"name":"c","raft_group":"S-R3F-x","leader":"n1",`+
			`"replicas":[{"name":"n2","current":true,"active":81295597,"peer":"44jzkV9D"},{"name":"n3","current":true,"active":84043741,"peer":"BXScrY9i"}]},`+
			`"ts":"2024-01-01T12:00:00Z"}`, i, i, i, 100*i))
	}
	return []byte(fmt.Sprintf(`{"type":"io.nats.jetstream.api.v1.stream_list_response","total":%d,"offset":0,"limit":256,"streams":[%s]}`, total, strings.Join(streams, ",")))
}

func TestReadPage(t *testing.T) {
	var names, states []string
	p, err := ReadPage(aPage(3, 300), func(s *State) {
		names = append(names, string(s.Name))
		states = append(states, fmt.Sprint(s.Messages, s.Bytes, s.Consumers, s.MaxMessages, s.MaxBytes, s.MaxConsumers, s.Replicas, s.DiscardNew, string(s.Retention), s.Sealed, s.Clustered, string(s.Leader), len(s.Peers), s.Peers[1]))
	})
	if err != nil || p.Total != 300 || p.Covers() != 3 || strings.Join(names, " ") != "ORDERS_00000 ORDERS_00001 ORDERS_00002" {
		t.Errorf("%v, %d of %d streams: %v", err, p.Covers(), p.Total, names)
	}
	if want := fmt.Sprint(2, 200, 2, 20000, -1, -1, 3, false, "limits", false, true, "n1", 2, Replica{Name: []byte("n3"), Current: true}); states[2] != want {
		t.Errorf(" got %s\nwant %s", states[2], want)
	}
}

func TestAPageIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"streams":  `{"streams":[{}` + strings.Repeat(",{}", 100_000) + `]}`,
		"missing":  `{"missing":[""` + strings.Repeat(`,"x"`, 100_000) + `]}`,
		"offline":  `{"offline":{` + manyMembers(5_000) + `"x":""}}`,
		"replicas": `{"streams":[{"cluster":{"replicas":[{}` + strings.Repeat(",{}", 100_000) + `]}}]}`,
	} {
		if _, err := ReadPage([]byte(text), func(*State) {}); err == nil {
			t.Errorf("any number of %s is taken", name)
		}
	}
	// A stream may have many sources; as many are looked at as there is room for.
	seen := 0
	_, err := ReadPage([]byte(`{"streams":[{"sources":[{"lag":1}`+strings.Repeat(`,{"lag":1}`, 100_000)+`]}]}`), func(s *State) { seen = len(s.Origins) })
	if err != nil || seen != mostParts {
		t.Errorf("%d sources, %v", seen, err)
	}
}

func manyMembers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"%d":"",`, i)
	}
	return b.String()
}

// TestAPageTakesLittleMemory: what is not asked for costs nothing.
func TestAPageTakesLittleMemory(t *testing.T) {
	data := aPage(256, 256)
	allocations := testing.AllocsPerRun(20, func() {
		if _, err := ReadPage(data, func(*State) {}); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 30 {
		t.Errorf("%.0f allocations for a page of 256 streams", allocations)
	}
}

func TestAPageThatIsNone(t *testing.T) {
	for text, code := range map[string]string{
		``: "nats_error", `[]`: "nats_error", `{"streams":{}}`: "nats_error", `{"streams":[{"config":{"subjects":"x"}}]}`: "nats_error",
		`{"error":{"code":503,"err_code":10008,"description":"JetStream system temporarily unavailable"}}`: "jetstream_unavailable",
		`{"error":{"code":400,"err_code":10025,"description":"invalid JSON"}}`:                             "nats_refused",
		`{"error":{}}`: "nats_error",
	} {
		if _, err := ReadPage([]byte(text), func(*State) {}); !fault.Is(err, code) {
			t.Errorf("%s: %v, want %s", text, err, code)
		}
	}
}

// FuzzReadPage: whatever a server says is read or refused, in time.
func FuzzReadPage(f *testing.F) {
	f.Add(aPage(2, 2))
	f.Add([]byte(`{"total":4,"streams":[{"config":{"name":"A","discard":"new","max_msgs":1},"state":{"messages":1},"cluster":{"leader":""},"sources":[{"error":{"description":"x"}}]}],"missing":["B"],"offline":{"C":"why"}}`))
	f.Add([]byte(`{"error":{"code":503,"err_code":10008,"description":"JetStream system temporarily unavailable"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		visits := 0
		p, err := ReadPage(data, func(s *State) {
			visits++
			s.Failing(Origin{Active: -1})
		})
		if err == nil && (p.Covers() > 2*mostStreams || visits > mostStreams || visits != len(p.Names)) {
			t.Errorf("%d streams, %d visits", p.Covers(), visits)
		}
	})
}

// BenchmarkReadPage is beside encoding/json into the same fields.
func BenchmarkReadPage(b *testing.B) {
	data := aPage(256, 256)
	b.Run("cursor", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ReadPage(data, func(*State) {}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var page struct {
				Total   int `json:"total"`
				Streams []struct {
					Config struct {
						Name         string `json:"name"`
						Retention    string `json:"retention"`
						MaxMsgs      int64  `json:"max_msgs"`
						MaxBytes     int64  `json:"max_bytes"`
						MaxConsumers int64  `json:"max_consumers"`
						Discard      string `json:"discard"`
						Replicas     int    `json:"num_replicas"`
					} `json:"config"`
					Created time.Time `json:"created"`
					State   struct {
						Messages  uint64 `json:"messages"`
						Bytes     uint64 `json:"bytes"`
						Consumers int    `json:"consumer_count"`
					} `json:"state"`
					Cluster *struct {
						Leader   string `json:"leader"`
						Replicas []struct {
							Name    string `json:"name"`
							Current bool   `json:"current"`
							Offline bool   `json:"offline"`
							Lag     uint64 `json:"lag"`
						} `json:"replicas"`
					} `json:"cluster"`
				} `json:"streams"`
			}
			if err := json.NewDecoder(bytes.NewReader(data)).Decode(&page); err != nil || len(page.Streams) != 256 {
				b.Fatal(err)
			}
		}
	})
}
