package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

func (s *shop) preview(stream, config string) ConsumerPreview {
	s.t.Helper()
	return of[ConsumerPreview](s.t.(*testing.T), s.post("/api/nats/streams/"+stream+"/consumers/preview", `{"config":`+config+`}`))
}

// TestAPreviewIsWhatComes makes a consumer of each previewed configuration, and
// looks at what waits for it.
func TestAPreviewIsWhatComes(t *testing.T) {
	s := newShop(t, 0)
	for _, name := range []string{"DIRECT", "PLAIN"} {
		prefix := strings.ToLower(name)
		s.stream(jetstream.StreamConfig{Name: name, Subjects: []string{prefix + ".>"}, Storage: jetstream.MemoryStorage, AllowDirect: name == "DIRECT"})
		for i := range 40 {
			s.publish(fmt.Sprintf("%s.%s.%d", prefix, []string{"eu", "us", "ap"}[i%3], i%5), 1)
		}
		st, err := s.js.Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, seq := range []uint64{1, 7, 8, 20, 39} {
			if err := st.DeleteMsg(t.Context(), seq); err != nil {
				t.Fatal(err)
			}
		}
		at, err := st.GetMsg(t.Context(), 21)
		if err != nil {
			t.Fatal(err)
		}
		for _, filter := range []string{
			``, `"filter_subject":"P.>"`, `"filter_subject":"P.eu.*"`, `"filter_subject":"P.us.1"`, `"filter_subjects":["P.eu.>","P.ap.2"]`, `"filter_subject":"P.none"`,
		} {
			filter = strings.ReplaceAll(filter, "P.", prefix+".")
			for _, start := range []string{
				`"deliver_policy":"all"`, `"deliver_policy":"new"`, `"deliver_policy":"last"`, `"deliver_policy":"last_per_subject"`,
				`"deliver_policy":"by_start_sequence","opt_start_seq":20`, `"deliver_policy":"by_start_sequence","opt_start_seq":1000`,
				`"deliver_policy":"by_start_time","opt_start_time":"` + at.Time.Format(time.RFC3339Nano) + `"`, `"deliver_policy":"by_start_time","opt_start_time":"2100-01-01T00:00:00Z"`,
			} {
				if filter == "" && strings.Contains(start, "per_subject") {
					continue
				}
				config := `{"ack_policy":"explicit","inactive_threshold":3600000000000,` + strings.Trim(start+","+filter, ",") + `}`
				s.compare(name, config, name == "DIRECT" || strings.Contains(start, `"all"`) || strings.Contains(start, `"last`) || strings.Contains(start, `"new"`))
			}
		}
	}
}

// compare previews a configuration and makes a consumer of it.
func (s *shop) compare(stream, config string, exact bool) {
	s.t.Helper()
	p := s.preview(stream, config)
	made := of[ConsumerDetail](s.t.(*testing.T), s.post("/api/nats/streams/"+stream+"/consumers", `{"config":`+config+`}`))
	path := "/api/nats/streams/" + stream + "/consumers/" + made.Name
	defer s.delete(path)
	if p.Exact && p.Messages != uint64(made.NumPending) || !p.Exact && p.Messages < uint64(made.NumPending) || exact && !p.Exact || p.Sentence == "" {
		s.t.Errorf("%s %s: %+v, it is %d", stream, config, p, made.NumPending)
	}
	if made.NumPending == 0 {
		return
	}
	var taken TakenMessages
	if s.post(path+"/next", fmt.Sprintf(`{"batch":%d,"expires":"5s"}`, made.NumPending)).into(s.t, &taken); len(taken.Messages) != int(made.NumPending) {
		s.t.Fatalf("%d of %d came", len(taken.Messages), made.NumPending)
	}
	sequences := make([]uint64, 0, len(taken.Messages))
	for _, m := range taken.Messages {
		sequences = append(sequences, m.Sequence)
	}
	if p.First != nil && p.First.Sequence != slices.Min(sequences) || p.Last == nil || p.Last.Sequence != slices.Max(sequences) {
		s.t.Errorf("%s %s: from %+v to %+v, it is %v", stream, config, p.First, p.Last, sequences)
	}
}

func TestPreviewsInWords(t *testing.T) {
	s := newShop(t, 0)
	s.stream(jetstream.StreamConfig{Name: "FULL", Subjects: []string{"full.>"}, Storage: jetstream.MemoryStorage, AllowDirect: true})
	s.publish("full.a", 3)
	s.publish("full.b", 1)
	for _, c := range []struct{ stream, config, sentence string }{
		{"ORDERS", `{}`, "The stream is empty: it would wait for the first message."},
		{"ORDERS", `{"filter_subject":"payments"}`, "Its stream takes no subject that the filter lets through: nothing would ever come."},
		{"FULL", `{}`, "Would start at sequence 1 and get 4 messages."},
		{"FULL", `{"filter_subject":"full.b"}`, "Would start at sequence 4 and get 1 message."},
		{"FULL", `{"filter_subject":"full.c"}`, "Nothing that is there matches: it would wait for the first message that does."},
		{"FULL", `{"deliver_policy":"new"}`, "Would get nothing of what is there, and everything that comes."},
		{"FULL", `{"deliver_policy":"last"}`, "Would start with the last message, at sequence 4."},
		{"FULL", `{"deliver_policy":"last_per_subject","filter_subject":">"}`, "Would get the last message of 2 subjects."},
		{"FULL", `{"deliver_policy":"by_start_sequence","opt_start_seq":1200}`, "Sequence 1,200 is not there yet: it would wait until the stream has come so far."},
	} {
		if p := s.preview(c.stream, c.config); p.Sentence != c.sentence || !p.Exact {
			t.Errorf("%s: %+v, want %s", c.config, p, c.sentence)
		}
	}
	for _, c := range []struct{ config, field string }{
		{`{"filter_subject":"a b"}`, "body.config.filter_subject"},
		{`{"filter_subjects":["a.>","a.b"]}`, "body.config.filter_subjects"},
		{`{"filter_subject":7}`, "body.config"},
		{`{"deliver_policy":"some"}`, "body.config.deliver_policy"},
		{`{"deliver_policy":"by_start_sequence"}`, "body.config.opt_start_seq"},
		{`{"deliver_policy":"by_start_time"}`, "body.config.opt_start_time"},
		{`{"deliver_policy":"last_per_subject"}`, "body.config.filter_subject"},
		{`[]`, "body.config"},
	} {
		p := s.want(s.post("/api/nats/streams/FULL/consumers/preview", `{"config":`+c.config+`}`), http.StatusUnprocessableEntity, "validation_failed")
		if len(p.Errors) != 1 || p.Errors[0].Location != c.field {
			t.Errorf("%s: %+v", c.config, p.Errors)
		}
	}
	s.want(s.post("/api/nats/streams/NONE/consumers/preview", `{"config":{}}`), http.StatusNotFound, "stream_not_found")
	if l := of[ConsumerList](t, s.get("/api/nats/consumers")); l.Total != 0 {
		t.Errorf("a preview left consumers behind: %+v", l.Consumers)
	}
}

// TestPreviewsOfSomebodyWhoMayNotRead: counts are all there is.
func TestPreviewsOfSomebodyWhoMayNotRead(t *testing.T) {
	server := natstest.Start(t, natstest.WithJetStream(), natstest.WithUser("admin", "secret"),
		natstest.WithPermissions("ann", "secret", natstest.Permissions{PublishDeny: []string{"$JS.API.DIRECT.GET.>", "$JS.API.STREAM.MSG.GET.>"}}))
	js, err := jetstream.New(server.Connect(nats.UserInfo("admin", "secret")))
	if err != nil {
		t.Fatal(err)
	}
	s := &shop{rig: newRig(t), server: server, js: js}
	s.connect("nats://ann:secret@" + server.Addr())
	s.stream(jetstream.StreamConfig{Name: "FULL", Subjects: []string{"full.>"}, Storage: jetstream.MemoryStorage, AllowDirect: true})
	s.publish("full.a", 3)
	for _, c := range []struct {
		config, sentence string
		exact            bool
	}{
		{`{"filter_subject":"full.a"}`, "Would get 3 messages.", true},
		{`{"deliver_policy":"by_start_sequence","opt_start_seq":2}`, "Would get at most 3 messages.", false},
		{`{"deliver_policy":"last"}`, "Would get at most 1 message.", false},
		{`{"deliver_policy":"last_per_subject","filter_subject":">"}`, "Would get the last message of 1 subject.", true},
	} {
		if p := s.preview("FULL", c.config); p.Sentence != c.sentence || p.Exact != c.exact || p.First != nil || p.Last != nil {
			t.Errorf("%s: %+v, want %s", c.config, p, c.sentence)
		}
	}
}
