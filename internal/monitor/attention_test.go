package monitor

import (
	"fmt"
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/streamlist"
)

// look reads one page of streams and says in short what needs a look.
func look(t *testing.T, js JetStream, streams string) []string {
	t.Helper()
	var f findings
	p, err := streamlist.ReadPage([]byte(`{"total":9,"streams":[`+streams+`]}`), func(s *streamlist.State) { f.stream(s, &js) })
	if err != nil {
		t.Fatalf("%v in %s", err, streams)
	}
	f.page(p)
	worst, total := f.list()
	if total < len(worst) {
		t.Errorf("%d findings of %d", len(worst), total)
	}
	return inShort(worst)
}

func inShort(all []Attention) []string {
	var out []string
	for _, a := range all {
		parts := []string{string(a.Severity), string(a.Kind)}
		for _, part := range []string{a.Stream, a.Limit, a.Tier, a.Discard, a.Retention, a.Replica, a.Source, a.Reason} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		if a.Max > 0 {
			parts = append(parts, fmt.Sprintf("%d/%d", a.Used, a.Max))
		}
		if a.Streams > 0 {
			parts = append(parts, fmt.Sprintf("streams=%d", a.Streams))
		}
		if a.Lag > 0 {
			parts = append(parts, fmt.Sprintf("lag=%d", a.Lag))
		}
		if a.LastHeard > 0 {
			parts = append(parts, "heard="+a.LastHeard.String())
		}
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

func config(name, more string) string {
	return `"config":{"name":"` + name + `","retention":"limits","max_consumers":-1,"max_msgs":-1,"max_bytes":-1,"discard":"old","num_replicas":3` + more + `}`
}

func TestWhatNeedsALook(t *testing.T) {
	const state = `"state":{"messages":95,"bytes":850,"consumer_count":9}`
	cluster := func(leader, replicas string) string {
		return `"cluster":{"name":"c","leader":"` + leader + `","replicas":[` + replicas + `]}`
	}
	for name, tt := range map[string]struct {
		stream string
		want   string
	}{
		"nothing":                       {config("A", ``) + `,` + state, ""},
		"discard old is full":           {config("A", `,"max_msgs":95,"max_bytes":850`) + `,` + state, ""},
		"discard new below 85 %":        {config("A", `,"discard":"new","max_msgs":112,"max_bytes":1001`) + `,` + state, ""},
		"discard new from 85 %":         {config("A", `,"discard":"new","max_bytes":1000`) + `,` + state, "warn near_limit A bytes new limits 850/1000"},
		"discard new from 95 %":         {config("A", `,"discard":"new","max_msgs":100`) + `,` + state, "critical near_limit A messages new limits 95/100"},
		"both, the fuller first":        {config("A", `,"discard":"new","max_msgs":95,"max_bytes":890`) + `,` + state, "critical near_limit A messages new limits 95/95; critical near_limit A bytes new limits 850/890"},
		"over the limit":                {config("A", `,"discard":"new","max_msgs":50`) + `,` + state, "critical near_limit A messages new limits 95/50"},
		"sealed":                        {config("A", `,"discard":"new","max_msgs":95,"sealed":true`) + `,` + state, ""},
		"work that is lost":             {config("A", `,"retention":"workqueue","max_msgs":100`) + `,` + state, "critical near_limit A messages old workqueue 95/100"},
		"interest that is lost":         {config("A", `,"retention":"interest","max_bytes":1000`) + `,` + state, "warn near_limit A bytes old interest 850/1000"},
		"few consumers are meant":       {config("A", `,"max_consumers":9`) + `,` + state, ""},
		"consumers":                     {config("A", `,"max_consumers":10`) + `,` + state, "warn near_limit A consumers old limits 9/10"},
		"no leader":                     {config("A", ``) + `,` + cluster("", `{"name":"n1","current":false,"active":1},{"name":"n2","current":false,"active":1}`), "critical no_leader A"},
		"its only server is away":       {config("A", ``) + `,` + cluster("", `{"name":"n1","current":false,"offline":true,"active":1}`), "critical no_leader A n1"},
		"one server, and all is well":   {config("A", ``) + `,` + cluster("n1", ``), ""},
		"no cluster":                    {config("A", ``) + `,"cluster":null`, ""},
		"a replica is away":             {config("A", ``) + `,` + cluster("n1", `{"name":"n2","current":true},{"name":"n3","current":false,"offline":true,"lag":7}`), "critical replica_offline A n3 streams=1 lag=7"},
		"a replica lags":                {config("A", ``) + `,` + cluster("n1", `{"name":"n2","current":true},{"name":"n3","current":false,"lag":1204}`), "warn replica_behind A n3 streams=1 lag=1204"},
		"a replica is busy":             {config("A", ``) + `,` + cluster("n1", `{"name":"n2","current":false,"lag":12}`), ""},
		"a replica is not heard of":     {config("A", ``) + `,` + cluster("n1", `{"name":"n2","current":false,"active":12000000000}`), "warn replica_behind A n2 streams=1"},
		"a mirror that works":           {config("A", ``) + `,"mirror":{"name":"B","lag":12,"active":900000000}`, ""},
		"a mirror that is far behind":   {config("A", ``) + `,"mirror":{"name":"B","lag":5000,"active":900000000}`, "warn source_behind A B lag=5000 heard=900ms"},
		"a mirror without an origin":    {config("A", ``) + `,"mirror":{"name":"B","lag":0,"active":130000000000}`, "warn source_failing A B heard=2m10s"},
		"a mirror that is refused":      {config("A", ``) + `,"mirror":{"name":"B","lag":0,"active":-1,"error":{"code":500,"err_code":10045,"description":"setup failed"}}`, "warn source_failing A B setup failed"},
		"a source that is new":          {config("A", ``) + `,"created":"2024-01-01T12:00:00Z","ts":"2024-01-01T12:00:59Z","sources":[{"name":"B","active":-1}]`, ""},
		"a source that was never heard": {config("A", ``) + `,"created":"2024-01-01T12:00:00Z","ts":"2024-01-01T12:01:00Z","sources":[{"name":"C","active":1},{"name":"B","active":-1}]`, "warn source_failing A B"},
	} {
		if got := strings.Join(look(t, JetStream{}, "{"+tt.stream+"}"), "; "); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestConsumersAreLimitedByTheAccountToo(t *testing.T) {
	stream := func(more string) string {
		return `{` + config("A", more) + `,"state":{"consumer_count":19}}`
	}
	tiers := []Tier{{Name: "R1", Limits: Limits{MaxConsumers: 1000}}, {Name: "R3", Limits: Limits{MaxConsumers: 20}}}
	for name, tt := range map[string]struct {
		js     JetStream
		stream string
		want   string
	}{
		"by the account":            {JetStream{Limits: Limits{MaxConsumers: 20}}, stream(``), "critical near_limit A consumers old limits 19/20"},
		"by the stream, lower":      {JetStream{Limits: Limits{MaxConsumers: 20}}, stream(`,"max_consumers":19`), "critical near_limit A consumers old limits 19/19"},
		"by the stream, higher":     {JetStream{Limits: Limits{MaxConsumers: 20}}, stream(`,"max_consumers":30`), "critical near_limit A consumers old limits 19/20"},
		"by the tier":               {JetStream{Tiers: tiers}, stream(``), "critical near_limit A consumers old limits 19/20"},
		"by nobody":                 {JetStream{Limits: Limits{MaxConsumers: -1}}, stream(``), ""},
		"by the tier of one server": {JetStream{Tiers: tiers}, stream(`,"num_replicas":1`), ""},
	} {
		if got := strings.Join(look(t, tt.js, tt.stream), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestLimitsOfTheAccount(t *testing.T) {
	usage := Usage{Memory: 90, Storage: 95, Streams: 5, Consumers: 100}
	for name, tt := range map[string]struct {
		js   JetStream
		want string
	}{
		"none":    {JetStream{Usage: usage, Limits: Limits{MaxMemory: -1, MaxStorage: -1, MaxStreams: -1, MaxConsumers: 100}}, ""},
		"account": {JetStream{Usage: usage, Limits: Limits{MaxMemory: 100, MaxStorage: 100, MaxStreams: 5}}, "critical account_limit streams 5/5; critical account_limit storage 95/100; warn account_limit memory 90/100"},
		"tiers": {JetStream{Usage: usage, Limits: Limits{MaxStreams: 5}, Tiers: []Tier{
			{Name: "R1", Usage: Usage{Storage: 10}, Limits: Limits{MaxStorage: 100}},
			{Name: "R3", Usage: Usage{Storage: 99}, Limits: Limits{MaxStorage: 100}},
		}}, "critical account_limit storage R3 99/100"},
	} {
		var f findings
		f.account(tt.js)
		worst, _ := f.list()
		if got := strings.Join(inShort(worst), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestOneServerThatIsAwayHidesNothing(t *testing.T) {
	var streams []string
	for i := range 300 {
		streams = append(streams, fmt.Sprintf(`{%s,"cluster":{"leader":"n1","replicas":[{"name":"n2","current":true,"lag":%d},{"name":"n3","offline":true}]}}`,
			config(fmt.Sprintf("S%03d", i), ``), 1000+i))
	}
	streams = append(streams, `{`+config("FULL", `,"discard":"new","max_msgs":10`)+`,"state":{"messages":10}}`)
	got := strings.Join(look(t, JetStream{}, strings.Join(streams, ",")), "; ")
	want := "critical replica_offline S000 n3 streams=300; critical near_limit FULL messages new limits 10/10; warn replica_behind S299 n2 streams=300 lag=1299"
	if got != want {
		t.Errorf(" got %s\nwant %s", got, want)
	}
}

func TestTheWorstComesFirstAndTheRestIsCounted(t *testing.T) {
	var f findings
	for i := range 100 {
		page := fmt.Sprintf(`{"streams":[{%s,"state":{"messages":%d}}]}`, config(fmt.Sprintf("S%03d", i), `,"discard":"new","max_msgs":100`), i+1)
		if _, err := streamlist.ReadPage([]byte(page), func(s *streamlist.State) { f.stream(s, &JetStream{}) }); err != nil {
			t.Fatal(err)
		}
	}
	worst, total := f.list()
	if len(worst) != 16 || total != 16 || worst[0].Stream != "S099" || worst[0].Severity != Critical || worst[15].Stream != "S084" || worst[15].Severity != Warn {
		t.Errorf("%d of %d: %v", len(worst), total, inShort(worst))
	}
	for i := range 100 {
		f.add(Attention{Kind: NoLeader, Severity: Critical, Stream: fmt.Sprintf("L%03d", 99-i)})
	}
	worst, total = f.list()
	if len(worst) != 20 || total != 116 || worst[0].Stream != "L000" || worst[19].Stream != "L019" {
		t.Errorf("%d of %d: %v", len(worst), total, inShort(worst))
	}
}

func TestStreamsWithoutTheirState(t *testing.T) {
	var f findings
	p, err := streamlist.ReadPage([]byte(`{"total":4,"streams":[{`+config("B", ``)+`,"cluster":{"leader":"","replicas":[{"name":"n2","offline":true}]}}],
		"missing":["A","B","C"],"offline":{"C":"unsupported - required API level: 9"}}`), func(s *streamlist.State) { f.stream(s, &JetStream{}) })
	if err != nil {
		t.Fatal(err)
	}
	f.page(p)
	worst, _ := f.list()
	want := "critical no_leader B n2; critical stream_offline C unsupported - required API level: 9; critical no_answer A"
	if got := strings.Join(inShort(worst), "; "); got != want || p.Covers() != 3 {
		t.Errorf(" got %s\nwant %s, and %d streams", got, want, p.Covers())
	}
}

// FuzzFindings: whatever a server says, what is found in it stays small.
func FuzzFindings(f *testing.F) {
	f.Add([]byte(`{"total":4,"streams":[{"config":{"name":"A","discard":"new","max_msgs":1},"state":{"messages":1},"cluster":{"leader":""},"sources":[{"error":{"description":"x"}}]}],"missing":["B"],"offline":{"C":"why"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var found findings
		js := JetStream{Limits: Limits{MaxConsumers: 10}}
		p, err := streamlist.ReadPage(data, func(s *streamlist.State) { found.stream(s, &js) })
		if err != nil {
			return
		}
		found.page(p)
		worst, total := found.list()
		if len(worst) > mostKept || total < len(worst) {
			t.Errorf("%d of %d findings", len(worst), total)
		}
		for _, a := range worst {
			if len(a.Stream) > 4*mostText || len(a.Reason) > 4*mostText {
				t.Errorf("a text of %d bytes", len(a.Stream))
			}
		}
	})
}
