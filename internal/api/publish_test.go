package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

const publishPath = "/api/nats/publish/message"

// heard follows a subject beside HeyNATS.
func heard(t *testing.T, s *natstest.Server, subject string) *nats.Subscription {
	t.Helper()
	nc := s.Connect()
	sub, err := nc.SubscribeSync(subject)
	if err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	return sub
}

func heardNext(t *testing.T, sub *nats.Subscription) *nats.Msg {
	t.Helper()
	m, err := sub.NextMsg(5 * time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAMessageIsPublished(t *testing.T) {
	s := newShop(t, 0)
	sub := heard(t, s.server, "greet.>")
	got := of[PublishedMessage](t, s.post(publishPath, `{"subject":"greet.größe","reply":"back.here","data":"hällo","headers":{"A":["1","2"],"b":["x y"]}}`))
	if !got.Published || got.Size != 6 || got.Took == "" || got.Ack != nil {
		t.Errorf("%+v", got)
	}
	m := heardNext(t, sub)
	if m.Subject != "greet.größe" || m.Reply != "back.here" || string(m.Data) != "hällo" || len(m.Header["A"]) != 2 || m.Header["A"][1] != "2" || m.Header.Get("b") != "x y" {
		t.Errorf("%+v", m)
	}
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"greet.bytes","data":"/wA=","encoding":"base64"}`))
	if m := heardNext(t, sub); string(m.Data) != "\xff\x00" || m.Header != nil {
		t.Errorf("%+v", m)
	}
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"greet.empty"}`))
	if m := heardNext(t, sub); len(m.Data) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestAStreamAcknowledges(t *testing.T) {
	s := newShop(t, 1)
	got := of[PublishedMessage](t, s.post(publishPath, `{"subject":"orders.eu","data":"x","jetstream":true,"message_id":"one","expected_stream":"ORDERS","expected_last_sequence":1,"expected_last_subject_sequence":1}`))
	if got.Ack == nil || got.Ack.Stream != "ORDERS" || got.Ack.Sequence != 2 || got.Ack.Duplicate {
		t.Fatalf("%+v", got.Ack)
	}
	again := of[PublishedMessage](t, s.post(publishPath, `{"subject":"orders.eu","data":"x","jetstream":true,"message_id":"one"}`))
	if again.Ack == nil || !again.Ack.Duplicate || again.Ack.Sequence != 2 {
		t.Errorf("%+v", again.Ack)
	}
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"orders.eu","jetstream":true,"expected_last_msg_id":"one"}`))
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"orders.new","jetstream":true,"expected_last_subject_sequence":0}`))
	for body, code := range map[string]int{
		`"expected_last_sequence":1`:         http.StatusPreconditionFailed,
		`"expected_last_subject_sequence":0`: http.StatusPreconditionFailed,
		`"expected_last_msg_id":"other"`:     http.StatusPreconditionFailed,
		`"expected_stream":"OTHER"`:          http.StatusUnprocessableEntity,
		`"ttl":"1m"`:                         http.StatusUnprocessableEntity,
	} {
		got := s.post(publishPath, `{"subject":"orders.eu","jetstream":true,`+body+`}`)
		if p := got.problem(t); got.status != code || p.NATS == nil || p.NATS.ErrCode == 0 {
			t.Errorf("%s: %s", body, got.text)
		}
	}
	if info, err := s.js.Stream(t.Context(), "ORDERS"); err != nil || info.CachedInfo().State.Msgs != 4 {
		t.Errorf("%v %+v", err, info.CachedInfo().State)
	}
}

func TestALifetimeOfItsOwn(t *testing.T) {
	s := newShop(t, 0)
	s.stream(jetstream.StreamConfig{Name: "SHORT", Subjects: []string{"short.>"}, AllowMsgTTL: true, Storage: jetstream.MemoryStorage})
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"short.a","jetstream":true,"ttl":"1s"}`))
	st, err := s.js.Stream(t.Context(), "SHORT")
	if err != nil {
		t.Fatal(err)
	}
	natstest.Until(t, "the message to go", func() bool {
		info, err := st.Info(t.Context())
		return err == nil && info.State.LastSeq == 1 && info.State.Msgs == 0
	})
}

func TestWhatNoStreamTakes(t *testing.T) {
	s := newShop(t, 0, func(s *setup) { s.api.RequestTimeout = time.Second })
	s.want(s.post(publishPath, `{"subject":"nowhere","jetstream":true}`), http.StatusServiceUnavailable, "no_stream")
	sub := heard(t, s.server, "core.only")
	s.want(s.post(publishPath, `{"subject":"core.only","jetstream":true}`), http.StatusBadGateway, "no_stream")
	heardNext(t, sub)
	s.stream(jetstream.StreamConfig{Name: "QUIET", Subjects: []string{"quiet"}, NoAck: true, Storage: jetstream.MemoryStorage})
	s.want(s.post(publishPath, `{"subject":"quiet","jetstream":true}`), http.StatusBadGateway, "stream_without_acks")
	nc := s.server.Connect()
	if _, err := nc.Subscribe("service", func(m *nats.Msg) { _ = m.Respond([]byte("hello")) }); err != nil {
		t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		t.Fatal(err)
	}
	s.want(s.post(publishPath, `{"subject":"service","jetstream":true}`), http.StatusBadGateway, "not_acknowledged")
}

func TestWhatIsNotPublished(t *testing.T) {
	s := newShop(t, 0)
	sub := heard(t, s.server, ">")
	for body, field := range map[string]string{
		`{"subject":"a.*"}`:                                            "body.subject",
		`{"subject":"a.>"}`:                                            "body.subject",
		`{"subject":"a..b"}`:                                           "body.subject",
		`{"subject":"a b"}`:                                            "body.subject",
		`{"subject":"a\r\nPUB b 0"}`:                                   "body.subject",
		`{"subject":"` + strings.Repeat("a", 3073) + `"}`:              "body.subject",
		`{"subject":"a","reply":"b.>"}`:                                "body.reply",
		`{"subject":"a","reply":"b\r\n"}`:                              "body.reply",
		`{"subject":"a","headers":{"x":["1\r\nNats-Msg-Id: 2"]}}`:      "body.headers",
		`{"subject":"a","headers":{"x\r\ny":["1"]}}`:                   "body.headers",
		`{"subject":"a","headers":{"x:":["1"]}}`:                       "body.headers",
		`{"subject":"a","headers":{"":["1"]}}`:                         "body.headers",
		`{"subject":"a","headers":{"nats-msg-id":["1"]}}`:              "body.headers",
		`{"subject":"a","headers":{"Nats-TTL":["soon"]}}`:              "body.headers",
		`{"subject":"a","headers":{"Nats-Rollup":["most"]}}`:           "body.headers",
		`{"subject":"a","headers":{"Nats-Msg-Id":["1","2"]}}`:          "body.headers",
		`{"subject":"a","headers":{"x":"1"}}`:                          "body.headers.x",
		`{"subject":"a","data":"!","encoding":"base64"}`:               "body.data",
		`{"subject":"a","data":{}}`:                                    "body.data",
		`{"subject":"a","encoding":"gzip"}`:                            "body.encoding",
		`{"subject":"a","message_id":"1"}`:                             "body.message_id",
		`{"subject":"a","ttl":"1s"}`:                                   "body.ttl",
		`{"subject":"a","jetstream":true,"ttl":"10ms"}`:                "body.ttl",
		`{"subject":"a","jetstream":true,"message_id":"a\nb"}`:         "body.message_id",
		`{"subject":"a","jetstream":true,"reply":"b"}`:                 "body.reply",
		`{"subject":"a","jetstream":true,"expected_last_sequence":-1}`: "body.expected_last_sequence",
		`{"subject":"a","expected_last_seq":1}`:                        "body.expected_last_seq",
		`{}`:                                                           "body",
	} {
		p := s.want(s.post(publishPath, body), http.StatusUnprocessableEntity, "validation_failed")
		if len(p.Errors) != 1 || p.Errors[0].Location != field {
			t.Errorf("%.80s: %+v", body, p.Errors)
		}
	}
	for _, subject := range []string{"$JS.API.STREAM.DELETE.ORDERS", "$JS.hub.API.STREAM.DELETE.ORDERS", "$SYS.REQ.SERVER.PING"} {
		p := s.want(s.post(publishPath, `{"subject":"`+subject+`"}`), http.StatusUnprocessableEntity, "system_subject")
		if !strings.Contains(p.Hint, "confirm_system") {
			t.Errorf("%+v", p)
		}
		s.want(s.post(publishPath, `{"subject":"a","reply":"`+subject+`"}`), http.StatusUnprocessableEntity, "system_subject")
	}
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"last"}`))
	for {
		if m := heardNext(t, sub); m.Subject == "last" {
			break
		} else if !strings.HasPrefix(m.Subject, "$JS.EVENT.") && !strings.HasPrefix(m.Subject, "_INBOX.") {
			t.Errorf("%s was published", m.Subject)
		}
	}
	of[PublishedMessage](t, s.post(publishPath, `{"subject":"$JS.API.STREAM.DELETE.ORDERS","confirm_system":true}`))
	natstest.Until(t, "the stream to go", func() bool {
		_, err := s.js.Stream(t.Context(), "ORDERS")
		return err != nil
	})
	for _, subject := range []string{"$KV.B.k", "$O.B.C.x", "$JS.ACK.x", "$SRV.PING"} {
		of[PublishedMessage](t, s.post(publishPath, `{"subject":"`+subject+`"}`))
	}
}

func TestAMessageThatIsTooLarge(t *testing.T) {
	s := newShop(t, 0)
	large := strings.Repeat("x", 1<<20)
	p := s.want(s.post(publishPath, jsonOf(t, PublishMessage{Subject: "a", Outgoing: Outgoing{Data: large + "x"}})), http.StatusRequestEntityTooLarge, "payload_too_large")
	if !strings.Contains(p.Detail, "1048577") || !strings.Contains(p.Detail, "1048576") {
		t.Errorf("%+v", p)
	}
	of[PublishedMessage](t, s.post(publishPath, jsonOf(t, PublishMessage{Subject: "a", Outgoing: Outgoing{Data: large}})))
	s.want(s.post(publishPath, jsonOf(t, PublishMessage{Subject: "a", Outgoing: Outgoing{Data: large, Headers: map[string][]string{"x": {"1"}}}})), http.StatusRequestEntityTooLarge, "payload_too_large")
	if s.stats().Reconnects != 0 {
		t.Error("the server hung up")
	}
}

func TestWhoMayNotPublish(t *testing.T) {
	server := natstest.Start(t, natstest.WithPermissions("guest", "pw", natstest.Permissions{PublishDeny: []string{"secret.>"}}))
	r := newRig(t)
	r.post("/api/nats/connect", `{"url":"`+server.URL()+`","username":"guest","password":"pw"}`)
	for _, body := range []string{`{"subject":"secret.x"}`, `{"subject":"secret.x","jetstream":true}`} {
		if p := r.want(r.post(publishPath, body), http.StatusForbidden, "nats_permission"); !strings.Contains(p.Detail, "secret.x") {
			t.Errorf("%+v", p)
		}
	}
	of[PublishedMessage](t, r.post(publishPath, `{"subject":"open"}`))
	r.post("/api/nats/connect", `{"url":"`+server.URL()+`","username":"guest","password":"pw","read_only":true}`)
	for path, body := range map[string]string{
		publishPath: `{"subject":"open"}`, "/api/nats/publish/batch": `{"subject":"open"}`,
		"/api/nats/publish/request": `{"subject":"open"}`, "/api/nats/subscribe/reply": `{"reply":"open"}`,
	} {
		r.want(r.post(path, body), http.StatusForbidden, "read_only")
	}
}

// TestALinkThatBreaksUnderAPublish: the server has gone silent, and then hangs up.
func TestALinkThatBreaksUnderAPublish(t *testing.T) {
	for _, body := range []string{`{"subject":"orders.eu"}`, `{"subject":"orders.eu","jetstream":true}`} {
		server := natstest.Start(t, natstest.WithJetStream())
		proxy := natstest.NewProxy(t, strings.TrimPrefix(server.URL(), "nats://"))
		r := newRig(t, func(s *setup) { s.api.RequestTimeout = time.Minute })
		r.connect(proxy.URL())
		proxy.Pause()
		answered := make(chan answer)
		go func() { answered <- r.post(publishPath, body) }()
		natstest.Until(t, "the message to be on its way", func() bool { return r.stats().Leases == 1 })
		proxy.Cut()
		p := r.want(<-answered, http.StatusBadGateway, "outcome_unknown")
		if !strings.Contains(p.Detail, "not sent again") {
			t.Errorf("%+v", p)
		}
	}
}

func TestTheStreamOfASubject(t *testing.T) {
	s := newShop(t, 3)
	path := "/api/nats/publish/target?subject="
	if got := of[PublishTarget](t, s.get(path+"orders.eu")); got.Stream != "ORDERS" || got.Messages != 3 || got.LastSeq != 3 || got.Duplicates != "2m0s" || got.TTL || got.NoAck {
		t.Errorf("%+v", got)
	}
	if got := of[PublishTarget](t, s.get(path+"other")); got != (PublishTarget{}) {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"orders.*", "orders.%3E", "a..b", "a%20b", ""} {
		s.want(s.get(path+bad), http.StatusUnprocessableEntity, "validation_failed")
	}
}

func TestSubjectsToChooseFrom(t *testing.T) {
	s := newShop(t, 0)
	for _, name := range []string{"A", "B", "C"} {
		s.stream(jetstream.StreamConfig{Name: name, Subjects: []string{"stock." + name, "price." + name + ".*"}, Storage: jetstream.MemoryStorage})
	}
	path := "/api/nats/subscribe/subjects"
	all := of[SuggestedSubjects](t, s.get(path))
	if len(all.Subjects) != 7 || all.Partial || all.Subjects[0] != (SuggestedSubject{Subject: "stock.A", Stream: "A"}) {
		t.Errorf("%+v", all)
	}
	if some := of[SuggestedSubjects](t, s.get(path+"?contains=PRICE")); len(some.Subjects) != 3 || some.Partial || some.Subjects[2].Subject != "price.C.*" {
		t.Errorf("%+v", some)
	}
	if few := of[SuggestedSubjects](t, s.get(path+"?limit=2")); len(few.Subjects) != 2 || !few.Partial {
		t.Errorf("%+v", few)
	}
	if few := of[SuggestedSubjects](t, s.get(path+"?contains=orders&limit=1")); len(few.Subjects) != 1 {
		t.Errorf("%+v", few)
	}
}

// linesOf reads the answer to a batch.
func linesOf(t *testing.T, got answer) (lines []PublishedLine, end PublishedBatch) {
	t.Helper()
	if got.status != http.StatusOK || got.header.Get("Content-Type") != ndjson {
		t.Fatalf("%d %s", got.status, got.text)
	}
	texts := strings.Split(strings.TrimSuffix(got.text, "\n"), "\n")
	for _, text := range texts[:len(texts)-1] {
		var line PublishedLine
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	var last PublishBatchEnd
	if err := json.Unmarshal([]byte(texts[len(texts)-1]), &last); err != nil {
		t.Fatal(err)
	}
	return lines, last.End
}
