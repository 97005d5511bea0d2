package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

const requestPath = "/api/nats/publish/request"

// answers lets a service answer on a subject.
func (s *shop) answers(subject string, f func(*nats.Msg)) {
	s.t.Helper()
	nc := s.server.Connect()
	if _, err := nc.Subscribe(subject, f); err != nil {
		s.t.Fatal(err)
	}
	if err := nc.Flush(); err != nil {
		s.t.Fatal(err)
	}
}

func TestARequestIsAnswered(t *testing.T) {
	s := newShop(t, 0)
	s.answers("price", func(m *nats.Msg) {
		reply := &nats.Msg{Data: append([]byte("to "), m.Data...), Header: nats.Header{"Saw": m.Header["Ask"], "Nats-Service-Error": {"sold out"}, "Nats-Service-Error-Code": {"404"}}}
		time.AfterFunc(20*time.Millisecond, func() { _ = m.RespondMsg(reply) })
	})
	got := of[RequestReplies](t, s.post(requestPath, `{"subject":"price","data":"/w==","encoding":"base64","headers":{"Ask":["a","b"]}}`))
	if len(got.Replies) != 1 || got.Ended != "count" || got.Took == "" {
		t.Fatalf("%+v", got)
	}
	r := got.Replies[0]
	if r.Encoding != "base64" || r.Size != 4 || len(r.Headers["Saw"]) != 2 || r.Error == nil || r.Error.Code != "404" || r.Error.Description != "sold out" {
		t.Errorf("%+v", r)
	}
	if d, err := time.ParseDuration(r.Latency); err != nil || d != time.Duration(r.LatencyNS) || d < 20*time.Millisecond || d > 2*time.Second {
		t.Errorf("%s %d", r.Latency, r.LatencyNS)
	}
}

func TestNobodyListensOrNobodyAnswers(t *testing.T) {
	s := newShop(t, 0)
	begin := time.Now()
	if p := s.want(s.post(requestPath, `{"subject":"nobody","timeout":"30s"}`), http.StatusServiceUnavailable, "no_responders"); !strings.Contains(p.Detail, "nobody") || time.Since(begin) > 10*time.Second {
		t.Errorf("%+v after %v", p, time.Since(begin))
	}
	s.answers("silent", func(*nats.Msg) {})
	if p := s.want(s.post(requestPath, `{"subject":"silent","timeout":"50ms"}`), http.StatusGatewayTimeout, "no_reply"); !strings.Contains(p.Detail, "50ms") {
		t.Errorf("%+v", p)
	}
}

func TestManyReplies(t *testing.T) {
	s := newShop(t, 0)
	for range 3 {
		s.answers("who", func(m *nats.Msg) { _ = m.Respond([]byte("me")) })
	}
	s.answers("list", func(m *nats.Msg) {
		for _, part := range []string{"1", "2", ""} {
			_ = m.Respond([]byte(part))
		}
	})
	for _, c := range []struct {
		body, ended string
		replies     int
	}{
		{`"subject":"who","max_replies":10,"stall":"200ms","timeout":"30s"`, "stall", 3},
		{`"subject":"who","max_replies":2,"timeout":"30s"`, "count", 2},
		{`"subject":"who","max_replies":10,"timeout":"200ms"`, "timeout", 3},
		{`"subject":"list","max_replies":10,"until_empty":true,"timeout":"30s"`, "empty", 2},
		{`"subject":"list","max_replies":2,"until_empty":true,"timeout":"30s"`, "empty", 2},
		{`"subject":"list","max_replies":10,"stall":"200ms","timeout":"30s"`, "stall", 3},
		{`"subject":"who","max_replies":10,"until_empty":true,"stall":"200ms","timeout":"30s"`, "stall", 3},
	} {
		got := of[RequestReplies](t, s.post(requestPath, "{"+c.body+"}"))
		if len(got.Replies) != c.replies || got.Ended != c.ended {
			t.Errorf("%s: %d replies, ended by %s", c.body, len(got.Replies), got.Ended)
		}
		for i := 1; i < len(got.Replies); i++ {
			if got.Replies[i].LatencyNS < got.Replies[i-1].LatencyNS {
				t.Errorf("%s: %+v", c.body, got.Replies)
			}
		}
	}
}

func TestRequestsThatAreNotSent(t *testing.T) {
	s := newShop(t, 0)
	for body, field := range map[string]string{
		`"subject":"a.*"`:                                   "body.subject",
		`"subject":"a","timeout":"2m"`:                      "body.timeout",
		`"subject":"a","timeout":"0s"`:                      "body.timeout",
		`"subject":"a","timeout":"soon"`:                    "body.timeout",
		`"subject":"a","max_replies":1001`:                  "body.max_replies",
		`"subject":"a","stall":"1s"`:                        "body.max_replies",
		`"subject":"a","until_empty":true`:                  "body.max_replies",
		`"subject":"a","max_replies":2,"stall":"-1s"`:       "body.stall",
		`"subject":"a","headers":{"x":["1\nNats-TTL: 1s"]}`: "body.headers",
		`"subject":"a","reply":"b"`:                         "body.reply",
	} {
		p := s.want(s.post(requestPath, "{"+body+"}"), http.StatusUnprocessableEntity, "validation_failed")
		if len(p.Errors) != 1 || p.Errors[0].Location != field {
			t.Errorf("%s: %+v", body, p.Errors)
		}
	}
	s.want(s.post(requestPath, `{"subject":"$JS.API.INFO"}`), http.StatusUnprocessableEntity, "system_subject")
	if got := of[RequestReplies](t, s.post(requestPath, `{"subject":"$JS.API.INFO","confirm_system":true}`)); len(got.Replies) != 1 || !strings.Contains(got.Replies[0].Data, "account_info") {
		t.Errorf("%+v", got)
	}
}

func TestAReplyIsSent(t *testing.T) {
	s := newShop(t, 0)
	sub := heard(t, s.server, "inbox.1")
	of[PublishedMessage](t, s.post("/api/nats/subscribe/reply", `{"reply":"inbox.1","data":"yes","headers":{"a":["b"]}}`))
	if m := heardNext(t, sub); string(m.Data) != "yes" || m.Header.Get("a") != "b" {
		t.Errorf("%+v", m)
	}
	s.want(s.post("/api/nats/subscribe/reply", `{"reply":"inbox.>"}`), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.post("/api/nats/subscribe/reply", `{"reply":"$JS.API.STREAM.DELETE.ORDERS"}`), http.StatusUnprocessableEntity, "system_subject")
}
