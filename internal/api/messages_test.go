package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/heynats/heynats/internal/natstest"
)

// messagesRig is a browser connected to a server with one stream, ORDERS.
func messagesRig(t *testing.T, cfg jetstream.StreamConfig, opts ...natstest.Option) (*rig, jetstream.JetStream, *natstest.Server) {
	t.Helper()
	s := natstest.Start(t, append([]natstest.Option{natstest.WithJetStream()}, opts...)...)
	js, err := jetstream.New(s.Connect())
	if err != nil {
		t.Fatal(err)
	}
	cfg.Name, cfg.Subjects, cfg.Storage = "ORDERS", []string{"orders.>"}, jetstream.MemoryStorage
	if _, err := js.CreateStream(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	r := newRig(t)
	r.connect(s.URL())
	return r, js, s
}

// store stores a message in ORDERS.
func store(t *testing.T, js jetstream.JetStream, subject, data string, header ...string) {
	t.Helper()
	msg := &nats.Msg{Subject: subject, Data: []byte(data), Header: nats.Header{}}
	for i := 0; i+1 < len(header); i += 2 {
		msg.Header.Add(header[i], header[i+1])
	}
	if _, err := js.PublishMsg(t.Context(), msg); err != nil {
		t.Fatal(err)
	}
}

func TestListMessages(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{AllowDirect: true})
	store(t, js, "orders.eu", "grüß dich", "Trace", "a", "Trace", "b", "Content-Type", "text/plain")
	store(t, js, "orders.us", "\xff\x00\x01")
	store(t, js, "orders.eu", "<b>")
	got := r.get("/api/nats/streams/ORDERS/messages?preview=4")
	var p Messages
	got.into(t, &p)
	if got.status != http.StatusOK || len(p.Messages) != 3 || p.Messages[0].Sequence != 3 || p.Method != "batch" || p.StreamMessages != 3 {
		t.Fatalf("%d %s", got.status, got.text)
	}
	if m := p.Messages[2]; m.Data != "gr\u00fc" || m.Encoding != "utf8" || !m.Truncated || m.Size != 11 || strings.Join(m.Headers["Trace"], ",") != "a,b" || len(m.Headers) != 2 || m.HeaderSize == 0 {
		t.Errorf("%+v", m)
	}
	if m := p.Messages[1]; m.Data != "/wAB" || m.Encoding != "base64" || m.Truncated || m.Size != 3 || m.Headers != nil || m.HeaderSize != 0 {
		t.Errorf("%+v", m)
	}
	got = r.get("/api/nats/streams/ORDERS/messages/1")
	var m Message
	got.into(t, &m)
	if got.status != http.StatusOK || m.Data != "grüß dich" || m.Truncated || m.HeaderSize != p.Messages[2].HeaderSize || len(m.Headers) != 2 {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(r.get("/api/nats/streams/ORDERS/messages/9"), http.StatusNotFound, "message_not_found")
	r.want(r.get("/api/nats/streams/NONE/messages"), http.StatusNotFound, "stream_not_found")
	r.want(r.get("/api/nats/streams/a%2Eb/messages"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/streams/ORDERS/messages?cursor=bm8"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/streams/ORDERS/messages?subject=a..b"), http.StatusUnprocessableEntity, "validation_failed")
}

const orders = "/api/nats/streams/ORDERS"

func (r *rig) messages(query string) Messages {
	r.t.Helper()
	got := r.get(orders + "/messages" + query)
	if got.status != http.StatusOK {
		r.t.Fatalf("%s: %d %s", query, got.status, got.text)
	}
	var p Messages
	got.into(r.t, &p)
	return p
}

func TestMessagesGoOn(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{AllowDirect: true})
	for i := range 10 {
		store(t, js, "orders."+strconv.Itoa(i%2), "message "+strconv.Itoa(i))
	}
	p := r.messages("?limit=4")
	if len(p.Messages) != 4 || p.Messages[0].Sequence != 10 || p.NewerCursor != "" || p.OlderCursor == "" || p.Partial || p.Search != nil || p.FirstSequence != 1 || p.LastSequence != 10 {
		t.Errorf("%+v", p)
	}
	older := r.messages("?limit=4&cursor=" + p.OlderCursor)
	if len(older.Messages) != 4 || older.Messages[0].Sequence != 6 || older.NewerCursor == "" {
		t.Errorf("%+v", older)
	}
	p = r.messages("?from=first&subject=orders.1&limit=3")
	if p.Matched == nil || *p.Matched != 5 || !p.MatchedExact || len(p.Messages) != 3 || p.Messages[2].Sequence != 6 || p.NewerCursor == "" || p.OlderCursor != "" {
		t.Errorf("%+v", p)
	}
	if p = r.messages("?subject=orders.none"); p.Matched == nil || *p.Matched != 0 || !p.MatchedExact || p.Messages == nil {
		t.Errorf("%+v", p)
	}
	if _, err := time.ParseDuration(p.Took); err != nil {
		t.Error(err)
	}
	for _, query := range []string{
		"?from=middle", "?from=seq:0", "?direction=up", "?limit=0", "?limit=1001", "?cursor=" + older.NewerCursor + "&direction=older", "?subject=orders.1&cursor=" + older.NewerCursor,
		"?search=(&search_mode=regexp", "?search_in=everywhere&search=x", "?preview=-1", "?budget=0&search=x", "?colour=red", "?search=" + strings.Repeat("x", 257),
	} {
		if got := r.get(orders + "/messages" + query).problem(t); got.Status != http.StatusUnprocessableEntity || got.Code != "validation_failed" || len(got.Errors) == 0 {
			t.Errorf("%s: %+v", query, got)
		}
	}
}

func TestSearchMessages(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{})
	for i := range 20 {
		store(t, js, "orders.eu", `{"n":`+strconv.Itoa(i)+`}`, "Trace", "T"+strconv.Itoa(i/5))
	}
	p := r.messages("?search=TRACE:+t1&limit=3")
	if len(p.Messages) != 3 || p.Messages[0].Sequence != 10 || p.Search == nil || p.Search.Matched != 3 || p.Search.Read != 13 || p.Search.Complete || p.Search.Stopped != "limit" || p.Method != "consumer" {
		t.Fatalf("%+v, %+v", p, p.Search)
	}
	p = r.messages("?search=TRACE:+t1&limit=3&cursor=" + p.OlderCursor)
	if len(p.Messages) != 2 || !p.Search.Complete || p.Search.Stopped != "end" || p.OlderCursor != "" {
		t.Errorf("%+v, %+v", p, p.Search)
	}
	p = r.messages("?search=%22n%22:1%5Cd&search_mode=regexp&search_in=payload,subject&from=first&budget=12")
	if len(p.Messages) != 2 || p.Search.Read != 12 || p.Search.Stopped != "budget" || p.NewerCursor == "" {
		t.Errorf("%+v, %+v", p, p.Search)
	}
	if p = r.messages("?search=T1&search_in=payload"); len(p.Messages) != 0 || p.Search.Read != 20 {
		t.Errorf("%+v", p.Search)
	}
}

func TestDownloadAPayload(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{})
	for _, c := range []struct{ data, file string }{
		{"<script>alert(1)</script>", "ORDERS-1.txt"}, {`{"a":1}`, "ORDERS-2.json"}, {"\x00\xff", "ORDERS-3.bin"}, {"", "ORDERS-4.txt"},
	} {
		store(t, js, "orders.eu", c.data)
		got := r.get(orders + "/messages/" + c.file[7:8] + "/payload")
		h := got.header
		if got.status != http.StatusOK || got.text != c.data || h.Get("Content-Type") != "application/octet-stream" || h.Get("X-Content-Type-Options") != "nosniff" ||
			h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" || h.Get("Content-Disposition") != "attachment; filename="+c.file {
			t.Errorf("%d %q %v", got.status, got.text, h)
		}
	}
	r.want(r.get(orders+"/messages/5/payload"), http.StatusNotFound, "message_not_found")
	if got := attachment("a\"\r\n/../é;x", ".bin"); got != "attachment; filename=a_________x.bin" {
		t.Error(got)
	}
}

func (r *rig) export(query string) (lines []Message, end MessageExported) {
	r.t.Helper()
	got := r.get(orders + "/export" + query)
	if got.status != http.StatusOK || got.header.Get("Content-Type") != "application/x-ndjson" {
		r.t.Fatalf("%d %s", got.status, got.text)
	}
	all := strings.Split(strings.TrimSuffix(got.text, "\n"), "\n")
	for _, line := range all[:len(all)-1] {
		var m Message
		answer{text: line}.into(r.t, &m)
		lines = append(lines, m)
	}
	var last MessageExportEnd
	answer{text: all[len(all)-1]}.into(r.t, &last)
	return lines, last.End
}

func TestExportMessages(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{})
	long := strings.Repeat("<long>", 1_000)
	for i := range 30 {
		store(t, js, "orders."+strconv.Itoa(i%3), long, "N", strconv.Itoa(i))
	}
	lines, end := r.export("")
	if len(lines) != 30 || end != (MessageExported{Messages: 30, Complete: true, Reason: "end"}) || lines[4].Data != long || lines[4].Truncated || lines[4].Headers["N"][0] != "4" {
		t.Errorf("%d lines, %+v", len(lines), end)
	}
	lines, end = r.export("?from=seq:10&to_sequence=20&subject=orders.0")
	if len(lines) != 4 || lines[0].Sequence != 10 || lines[3].Sequence != 19 || end.Messages != 4 || !end.Complete {
		t.Errorf("%d lines, %+v", len(lines), end)
	}
	lines, end = r.export("?max_messages=2&search=N:+1")
	if len(lines) != 2 || lines[1].Sequence != 11 || end.Reason != "limit" || !end.Complete {
		t.Errorf("%d lines, %+v", len(lines), end)
	}
	r.want(r.get(orders+"/export?from=x"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.get("/api/nats/streams/NONE/export"), http.StatusNotFound, "stream_not_found")
	natstest.Until(t, "its lease to be given back", func() bool { return r.stats().Leases == 0 })
	s, err := js.Stream(t.Context(), "ORDERS")
	if err != nil || s.CachedInfo().State.Consumers != 0 {
		t.Errorf("%+v, %v", s.CachedInfo().State, err)
	}
}

// TestAnExportEnds: when its reader goes away, and when the server does.
func TestAnExportEnds(t *testing.T) {
	r, js, s := messagesRig(t, jetstream.StreamConfig{})
	large := strings.Repeat("x", 500_000)
	for range 60 { // more than fits between the two
		store(t, js, "orders.eu", large)
	}
	begin := func() (*http.Response, context.CancelFunc) {
		ctx, cancel := context.WithCancel(t.Context())
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.web.URL+orders+"/export", nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := r.browser.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(res.Body, make([]byte, 1_000)); err != nil {
			t.Fatal(err)
		}
		return res, cancel
	}
	res, leave := begin()
	if got := r.stats().Leases; got != 1 {
		t.Errorf("%d leases", got)
	}
	leave()
	_ = res.Body.Close()
	natstest.Until(t, "its lease to be given back", func() bool { return r.stats().Leases == 0 })
	natstest.Until(t, "its consumer to be deleted", func() bool {
		stream, err := js.Stream(t.Context(), "ORDERS")
		return err == nil && stream.CachedInfo().State.Consumers == 0
	})

	res, leave = begin()
	defer leave()
	s.Stop()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	last := string(text[bytes.LastIndexByte(bytes.TrimSuffix(text, []byte("\n")), '\n')+1:])
	var end MessageExportEnd
	answer{text: last}.into(t, &end)
	if end.End.Complete || end.End.Reason != "nats_unreachable" || end.End.Detail == "" || end.End.Messages == 0 {
		t.Errorf("%+v", end)
	}
}

func TestDeleteAndCopyMessages(t *testing.T) {
	r, js, _ := messagesRig(t, jetstream.StreamConfig{})
	store(t, js, "orders.eu", "one", "Nats-Msg-Id", "1", "Trace", "a")
	store(t, js, "orders.eu", "two")
	got := r.post(orders+"/messages/1/copy", `{"subject":"orders.copy"}`)
	if want := `{"stream":"ORDERS","sequence":3,"dropped_headers":["Nats-Msg-Id"]}`; got.status != http.StatusOK || strings.TrimSpace(got.text) != want {
		t.Errorf("%d %s", got.status, got.text)
	}
	got = r.post(orders+"/messages/1/copy", `{"subject":"elsewhere","headers":false}`)
	if want := `{"dropped_headers":[]}`; got.status != http.StatusOK || strings.TrimSpace(got.text) != want {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(r.post(orders+"/messages/1/copy", `{"subject":"orders.*"}`), http.StatusUnprocessableEntity, "validation_failed")
	r.want(r.post(orders+"/messages/1/copy", `{"subject":"orders.a","header":true}`), http.StatusUnprocessableEntity, "validation_failed")
	if p := r.want(r.post(orders+"/messages/1/copy", `{"subject":"$JS.API.STREAM.DELETE.ORDERS"}`), http.StatusUnprocessableEntity, "system_subject"); len(p.Errors) != 1 || p.Errors[0].Location != "body.subject" {
		t.Errorf("%+v", p)
	}
	remove := func(path string) answer { return r.ask(r.browser, http.MethodDelete, path, "") }
	if got := remove(orders + "/messages/1?secure=true"); got.status != http.StatusOK || strings.TrimSpace(got.text) != `{"deleted":true}` {
		t.Errorf("%d %s", got.status, got.text)
	}
	r.want(remove(orders+"/messages/1"), http.StatusNotFound, "message_not_found")
	r.want(remove(orders+"/messages/0"), http.StatusUnprocessableEntity, "validation_failed")
	r.want(remove(orders+"/messages/2?secure=perhaps"), http.StatusUnprocessableEntity, "validation_failed")
	if p := r.messages(""); len(p.Messages) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestMessagesOnAReadOnlyConnection(t *testing.T) {
	r, js, s := messagesRig(t, jetstream.StreamConfig{})
	store(t, js, "orders.eu", "one")
	r.post("/api/nats/connect", `{"url":"`+s.URL()+`","read_only":true}`)
	if p := r.messages(""); len(p.Messages) != 1 {
		t.Errorf("%+v", p)
	}
	r.want(r.ask(r.browser, http.MethodDelete, orders+"/messages/1", ""), http.StatusForbidden, "read_only")
	r.want(r.post(orders+"/messages/1/copy", `{"subject":"orders.copy"}`), http.StatusForbidden, "read_only")
	if p := r.messages(""); len(p.Messages) != 1 {
		t.Errorf("%+v", p)
	}
}
