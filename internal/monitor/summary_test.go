package monitor

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natstest"
)

// pages is a server that answers STREAM.LIST as it is told to.
type pages func(ctx context.Context, offset int) (string, error)

func (p pages) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	if strings.HasSuffix(subject, ".INFO") {
		return &nats.Msg{Data: []byte(`{"limits":{"max_streams":-1}}`)}, nil
	}
	var page struct{ Offset int }
	if err := json.Unmarshal(data, &page); err != nil {
		return nil, err
	}
	text, err := p(ctx, page.Offset)
	return &nats.Msg{Data: []byte(text)}, err
}

// listOf answers with as many streams as there are from an offset on, 256 at
// most, each with one message.
func listOf(total, offset int) string { return listFrom(offset, min(total, offset+256), total) }

func listFrom(first, behind, total int) string {
	var streams []string
	for i := first; i < behind; i++ {
		streams = append(streams, fmt.Sprintf(`{"config":{"name":"S%05d"},"state":{"messages":1,"bytes":10,"consumer_count":2}}`, i))
	}
	return fmt.Sprintf(`{"total":%d,"streams":[%s]}`, total, strings.Join(streams, ","))
}

func TestSummarizeReadsAllPages(t *testing.T) {
	for _, total := range []int{0, 1, 255, 256, 257, 1000} {
		asked := 0
		s, err := Summarize(t.Context(), pages(func(_ context.Context, offset int) (string, error) {
			asked++
			return listOf(total, offset), nil
		}), "$JS.API")
		if err != nil || !s.Available || s.Partial || s.Streams != total || s.Read != total ||
			s.Messages != uint64(total) || s.Bytes != 10*uint64(total) || s.Consumers != 2*uint64(total) {
			t.Errorf("%d streams: %+v, %v", total, s, err)
		}
		if want := max(1, (total+255)/256); asked != want {
			t.Errorf("%d streams: asked for %d pages, want %d", total, asked, want)
		}
	}
}

func TestSummarizeCountsNoStreamTwice(t *testing.T) {
	// S00000 is made between the two pages: all others move by one.
	s, err := Summarize(t.Context(), pages(func(_ context.Context, offset int) (string, error) {
		if offset == 0 {
			return listFrom(1, 257, 299), nil
		}
		return listOf(300, offset), nil
	}), "$JS.API")
	if err != nil || s.Read != 299 || s.Messages != 299 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestSummarizeIsPartialWhenItMustBe(t *testing.T) {
	refused := fault.New(fault.Timeout, "nats_timeout", "late")
	for name, second := range map[string]func(ctx context.Context) (string, error){
		"the time ends": func(ctx context.Context) (string, error) { <-ctx.Done(); return "", refused },
		"the link breaks": func(context.Context) (string, error) {
			return "", fault.New(fault.Unavailable, "nats_unreachable", "broke")
		},
		"the server refuses": func(context.Context) (string, error) { return `{"error":{"code":503,"err_code":10008}}`, nil },
		"it is no JSON":      func(context.Context) (string, error) { return "no", nil },
		"it has nothing":     func(context.Context) (string, error) { return `{"total":1000,"streams":[]}`, nil },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		s, err := Summarize(ctx, pages(func(ctx context.Context, offset int) (string, error) {
			if offset == 0 {
				return listOf(1000, 0), nil
			}
			return second(ctx)
		}), "$JS.API")
		if ctx.Err() != nil {
			t.Errorf("%s: nothing of the time was left for the answer", name)
		}
		cancel()
		if err != nil || !s.Available || !s.Partial || s.Read != 256 || s.Streams != 1000 || s.Messages != 256 {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
	}
}

func TestSummarizeEndsWithItsPages(t *testing.T) {
	asked := 0
	s, err := Summarize(t.Context(), pages(func(_ context.Context, offset int) (string, error) {
		asked++
		return fmt.Sprintf(`{"total":9000000000,"streams":[{"config":{"name":"S%09d"}}]}`, offset), nil
	}), "$JS.API")
	if err != nil || asked != mostPages || !s.Partial || s.Read != mostPages {
		t.Errorf("%d pages, %+v, %v", asked, s, err)
	}
}

func TestSummarizeSaysWhatIsMissing(t *testing.T) {
	s, err := Summarize(t.Context(), pages(func(_ context.Context, offset int) (string, error) {
		if offset == 0 { // B came with its configuration only, C did not come at all
			return `{"total":5,"streams":[{"config":{"name":"A"},"state":{"messages":7}},
				{"config":{"name":"B"},"state":{"messages":0},"cluster":{"leader":""}}],"missing":["B","C"]}`, nil
		}
		if offset != 3 {
			t.Errorf("asked for what comes behind %d", offset)
		}
		return `{"total":5,"streams":[{"config":{"name":"D"},"state":{"messages":1}}],"missing":["E"],"offline":{"E":"too new"}}`, nil
	}), "$JS.API")
	if err != nil || s.Partial || s.Read != 2 || s.Missing != 3 || s.Messages != 8 || strings.Join(s.MissingNames, "") != "BCE" || s.Findings != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestSummarizeOnlyWhatIsAnswered(t *testing.T) {
	for name, tt := range map[string]struct {
		answer, reason, code string
		err                  error
	}{
		"refused":       {answer: `{"error":{"code":503,"err_code":10039}}`, reason: "not enabled for this account"},
		"unheard of":    {answer: `{"error":{"code":500,"err_code":1,"description":"broken disk"}}`, reason: "broken disk"},
		"no words":      {answer: `{"error":{}}`, reason: "did not say why"},
		"no JSON":       {answer: `<html>`, code: "nats_error"},
		"not allowed":   {err: fault.New(fault.Forbidden, "nats_permission", "may not"), reason: "may not"},
		"nobody":        {err: fault.New(fault.Unavailable, "no_responders", "Nobody answers"), reason: "not enabled for this account, or not on this server"},
		"out of time":   {err: fault.New(fault.Timeout, "nats_timeout", "late"), code: "nats_timeout"},
		"disconnected":  {err: fault.New(fault.Gone, "connection_closed", "gone"), code: "connection_closed"},
		"a long answer": {answer: `{"error":{"code":500,"err_code":1,"description":"` + strings.Repeat("x", 100_000) + `"}}`, reason: "xxx"},
	} {
		s, err := Summarize(t.Context(), pages(func(context.Context, int) (string, error) { return tt.answer, tt.err }), "$JS.API")
		if s.Available || !strings.Contains(s.Reason, tt.reason) || len(s.Reason) > 400 {
			t.Errorf("%s: %+v", name, s)
		}
		if tt.code == "" && (err != nil || s.Reason == "") || tt.code != "" && !fault.Is(err, tt.code) {
			t.Errorf("%s: %v, reason %q", name, err, s.Reason)
		}
	}
}

func TestSummarizeWhenNobodySaysNo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		s, err := Summarize(ctx, silent{}, "$JS.API")
		if err != nil || s.Available || s.Reason != "JetStream did not answer within 4 s." || time.Since(start) != 4*time.Second {
			t.Errorf("%+v, %v after %s", s, err, time.Since(start))
		}
		short, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := Summarize(short, silent{}, "$JS.API"); !fault.Is(err, "nats_timeout") {
			t.Errorf("%v", err)
		}
	})
}

// silent never answers.
type silent struct{}

func (silent) Request(ctx context.Context, _ string, _ []byte) (*nats.Msg, error) {
	<-ctx.Done()
	return nil, fault.New(fault.Timeout, "nats_timeout", "late").Wrap(ctx.Err())
}

func TestSummarizeARealAccount(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream())
	js := streamsOn(t, s,
		jetstream.StreamConfig{Name: "ORDERS", Subjects: []string{"orders"}, Storage: jetstream.MemoryStorage},
		jetstream.StreamConfig{Name: "PAYMENTS", Subjects: []string{"payments"}, Storage: jetstream.MemoryStorage, MaxMsgs: 10, Discard: jetstream.DiscardNew},
		jetstream.StreamConfig{Name: "OLD", Subjects: []string{"old"}, Storage: jetstream.MemoryStorage, MaxMsgs: 10},
		jetstream.StreamConfig{Name: "COPY", Storage: jetstream.MemoryStorage, Mirror: &jetstream.StreamSource{Name: "ORDERS"}},
	)
	fill(t, js, "orders", 5)
	fill(t, js, "payments", 9)
	fill(t, js, "old", 20)
	if _, err := js.CreateConsumer(t.Context(), "ORDERS", jetstream.ConsumerConfig{Durable: "reader"}); err != nil {
		t.Fatal(err)
	}
	lease := leaseOn(t, s.URL())
	var got Summary
	natstest.Until(t, "the mirror to catch up", func() bool {
		var err error
		if got, err = Summarize(t.Context(), lease, "$JS.API"); err != nil {
			t.Fatal(err)
		}
		return got.Messages == 5+9+10+5
	})
	if !got.Available || got.Streams != 4 || got.Read != 4 || got.Partial || got.Consumers != 1 || got.Missing != 0 || got.Bytes == 0 {
		t.Errorf("%+v", got)
	}
	if found := strings.Join(inShort(got.Attention), "; "); found != "warn near_limit PAYMENTS messages new limits 9/10" || got.Findings != 1 {
		t.Errorf("%d findings: %s", got.Findings, found)
	}
}

func TestSummarizeManyStreams(t *testing.T) {
	const n = 300
	s := natstest.Start(t, natstest.WithJetStream())
	var all []jetstream.StreamConfig
	for i := range n {
		all = append(all, jetstream.StreamConfig{Name: fmt.Sprintf("S%d", i), Storage: jetstream.MemoryStorage}) // not in the order of numbers
	}
	js := streamsOn(t, s, all...)
	for i := range n {
		fill(t, js, fmt.Sprintf("S%d", i), 1)
	}
	got, err := Summarize(t.Context(), leaseOn(t, s.URL()), "$JS.API")
	if err != nil || got.Read != n || got.Messages != n || got.Partial {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestSummarizeWithoutJetStream(t *testing.T) {
	for name, tt := range map[string]struct {
		options []natstest.Option
		user    string
		want    string
	}{
		"off on the server": {nil, "", "not enabled for this account, or not on this server"},
		"off in the account": {[]natstest.Option{natstest.WithJetStream(), natstest.WithServerOptions(func(o *server.Options) {
			a := server.NewAccount("A")
			o.Accounts, o.Users = append(o.Accounts, a), append(o.Users, &server.User{Username: "ann", Password: "secret", Account: a})
		})}, "ann:secret@", "not enabled for this account"},
		"not permitted": {[]natstest.Option{
			natstest.WithJetStream(),
			natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.>"}}),
		}, "ann:secret@", "may not publish to $JS.API.STREAM.LIST"},
	} {
		t.Run(name, func(t *testing.T) {
			s := natstest.Start(t, tt.options...)
			got, err := Summarize(t.Context(), leaseOn(t, "nats://"+tt.user+s.Addr()), "$JS.API")
			if err != nil || got.Available || !strings.Contains(got.Reason, tt.want) {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// TestSummarizeWhenTheLimitsAreSecret: the list alone is enough.
func TestSummarizeWhenTheLimitsAreSecret(t *testing.T) {
	s := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("ann", "secret"),
		natstest.WithPermissions("bob", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.INFO"}}))
	fill(t, streamsOn(t, s, jetstream.StreamConfig{Name: "A"}), "A", 3)
	got, err := Summarize(t.Context(), leaseOn(t, "nats://bob:secret@"+s.Addr()), "$JS.API")
	if err != nil || !got.Available || got.Messages != 3 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestSummarizeAClusterThatLosesAServer(t *testing.T) {
	servers := natstest.Cluster(t, 3, natstest.WithJetStream())
	stay := servers[slices.IndexFunc(servers, func(s *natstest.Server) bool { return s.Server().JetStreamIsLeader() })]
	js := streamsOn(t, stay, jetstream.StreamConfig{Name: "R3", Replicas: 3},
		jetstream.StreamConfig{Name: "R1A"}, jetstream.StreamConfig{Name: "R1B"}, jetstream.StreamConfig{Name: "R1C"})
	fill(t, js, "R3", 10)
	lease := leaseOn(t, stay.URL())
	summary := func() (Summary, string) {
		got, err := Summarize(t.Context(), lease, "$JS.API")
		if err != nil {
			t.Fatal(err)
		}
		return got, strings.Join(inShort(got.Attention), "; ")
	}
	natstest.Until(t, "nothing to need a look", func() bool { got, found := summary(); return found == "" && got.Messages == 10 })

	// One goes that leads neither the cluster nor the replicated stream.
	leader := leaderOf(t, js, "R3")
	lost := servers[slices.IndexFunc(servers, func(s *natstest.Server) bool { return s != stay && s.Server().Name() != leader })]
	name := lost.Server().Name()
	alone := 0 // streams that only this server has
	for _, stream := range []string{"R1A", "R1B", "R1C"} {
		if leaderOf(t, js, stream) == name {
			alone++
		}
	}
	lost.Stop()
	natstest.Until(t, "the server's absence to be seen", func() bool {
		got, found := summary()
		return strings.Contains(found, "critical replica_offline R3 "+name+" streams=1") &&
			strings.Count(found, "critical no_leader R1") == alone && got.Missing == alone && got.Read == 4-alone && !got.Partial
	})
}

func leaderOf(t *testing.T, js jetstream.JetStream, stream string) string {
	t.Helper()
	s, err := js.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return s.CachedInfo().Cluster.Leader
}
