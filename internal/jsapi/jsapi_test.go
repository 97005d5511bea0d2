package jsapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// direct asks over a plain connection, in place of a managed one.
type direct struct{ nc *nats.Conn }

func (d direct) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	msg, err := d.nc.RequestWithContext(ctx, subject, data)
	if errors.Is(err, nats.ErrNoResponders) {
		return nil, fault.New(fault.Unavailable, "no_responders", "Nobody answers.").Wrap(err)
	}
	return msg, err
}

func TestAskAgainstAServer(t *testing.T) {
	js := jsapi.Client{Conn: direct{natstest.Start(t, natstest.WithJetStream()).Connect()}, Prefix: "$JS.API"}
	created, err := js.Ask(t.Context(), "STREAM.CREATE.ORDERS", []byte(`{"name":"ORDERS","subjects":["orders.>"],"storage":"memory"}`))
	if err != nil || !json.Valid(created) {
		t.Fatalf("%s, %v", created, err)
	}
	type stream struct {
		Config struct {
			Name string `json:"name"`
		} `json:"config"`
	}
	info, err := jsapi.AskFor[stream](t.Context(), js, "STREAM.INFO.ORDERS", nil)
	if err != nil || info.Config.Name != "ORDERS" {
		t.Fatalf("%+v, %v", info, err)
	}
	for _, c := range []struct {
		verb, body string
		kind       fault.Kind
		code       string
		errCode    int
		says       string
	}{
		{"STREAM.INFO.NONE", "", fault.NotFound, "stream_not_found", 10059, ""},
		{"CONSUMER.INFO.ORDERS.NONE", "", fault.NotFound, "consumer_not_found", 10014, ""},
		{"STREAM.MSG.GET.ORDERS", `{"seq":7}`, fault.NotFound, "message_not_found", 10037, ""},
		{"STREAM.CREATE.ORDERS", `{"name":"ORDERS","subjects":["other"],"storage":"memory"}`, fault.Conflict, "stream_exists", 10058, ""},
		{"STREAM.CREATE.TWICE", `{"name":"TWICE","subjects":["orders.eu"],"storage":"memory"}`, fault.Conflict, "subjects_overlap", 10065, ""},
		{"STREAM.UPDATE.ORDERS", `{"name":"ORDERS","subjects":["orders.>"],"storage":"file"}`, fault.Unprocessable, "nats_refused", 10052, "storage"},
		{"STREAM.CREATE.ODD", `{"name":"ODD","colour":"red"}`, fault.Unprocessable, "nats_refused", 10025, "colour"},
	} {
		_, err := js.Ask(t.Context(), c.verb, []byte(c.body))
		f, ok := errors.AsType[*fault.Error](err)
		if !ok || f.Kind != c.kind || f.Code != c.code || f.NATS == nil || f.NATS.ErrCode != c.errCode || !strings.Contains(f.Detail, c.says) {
			t.Errorf("%s: %v, want %s with error code %d", c.verb, err, c.code, c.errCode)
		}
	}
}

func TestAskWithoutJetStream(t *testing.T) {
	js := jsapi.Client{Conn: direct{natstest.Start(t).Connect()}, Prefix: "$JS.API"}
	if _, err := js.Ask(t.Context(), "STREAM.NAMES", nil); !fault.Is(err, "jetstream_unavailable") {
		t.Error(err)
	}
}

// says answers every request with the same bytes.
type says string

func (s says) Request(context.Context, string, []byte) (*nats.Msg, error) {
	return &nats.Msg{Data: []byte(s)}, nil
}

func TestAnswersThatAreNone(t *testing.T) {
	for _, text := range []string{"", "x", "[]", `{"error":`, `{"error":{"code":"x"}}`} {
		if _, err := (jsapi.Client{Conn: says(text)}).Ask(t.Context(), "STREAM.NAMES", nil); !fault.Is(err, "nats_error") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := jsapi.AskFor[struct{}](t.Context(), jsapi.Client{Conn: says(`{"a":"` + strings.Repeat("x", 1<<20) + `"}`)}, "INFO", nil); !fault.Is(err, "nats_error") {
		t.Errorf("a huge answer: %v", err)
	}
	if _, err := (jsapi.Client{Conn: says(`{"error":null,"total":1}`)}).Ask(t.Context(), "STREAM.NAMES", nil); err != nil {
		t.Errorf("no error: %v", err)
	}
}

func TestRefusalsInWords(t *testing.T) {
	for _, c := range []struct {
		code, errCode int
		words         string
		kind          fault.Kind
		detail        string
	}{
		{400, 10999, "max age is too small", fault.Unprocessable, "Max age is too small."},
		{400, 10999, "really?", fault.Unprocessable, "Really?"},
		{404, 10999, "no such thing", fault.NotFound, "No such thing."},
		{503, 10999, "away", fault.Unavailable, "Away."},
		{500, 10999, "disk on fire", fault.Upstream, "Disk on fire."},
		{500, 10999, "", fault.Upstream, "NATS refused the request, and did not say why."},
		{400, 10071, "wrong last sequence: 12", fault.Precondition, "Wrong last sequence: 12."},
		{500, 10052, "invalid \xff", fault.Unprocessable, "Invalid \uFFFD."},
		{400, 10999, strings.Repeat("é", 400), fault.Unprocessable, "É" + strings.Repeat("é", 255) + "…"},
	} {
		f, ok := errors.AsType[*fault.Error](jsapi.Refusal(c.code, c.errCode, c.words))
		if !ok || f.Kind != c.kind || f.Detail != c.detail || f.NATS.ErrCode != c.errCode {
			t.Errorf("%d %d %.40q: %+v", c.code, c.errCode, c.words, f)
		}
	}
}

// field is the part of the request that an error points at.
func field(err error) string {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return ""
	}
	return f.Field
}
