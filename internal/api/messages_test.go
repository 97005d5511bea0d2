package api

import (
	"net/http"
	"strings"
	"testing"

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
