package monitor

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// answers is a server that says what it is told to.
type answers map[string]string

func (a answers) Request(_ context.Context, subject string, _ []byte) (*nats.Msg, error) {
	text, ok := a[subject]
	if !ok {
		return nil, fault.New(fault.Unavailable, "no_responders", "Nobody answers on "+subject+".")
	}
	if code, denied := strings.CutPrefix(text, "error "); denied {
		return nil, fault.New(fault.Forbidden, code, "This user may not publish to "+subject+".")
	}
	return &nats.Msg{Subject: subject, Data: []byte(text)}, nil
}

const (
	userSubject = "$SYS.REQ.USER.INFO"
	jsSubject   = "$JS.API.INFO"
	user        = `{"data":{"user":"UABC","account":"AABC","account_name":"SHOP","user_name":"ann","expires":3600000000000,
		"permissions":{"publish":{"allow":["orders.>"],"deny":["orders.secret"]},"subscribe":{},"responses":{"max":1,"ttl":5000000000}}}}`
	js = `{"memory":1,"storage":2,"streams":3,"consumers":4,"limits":{"max_memory":-1,"max_streams":10},"domain":"hub",
		"api":{"level":2,"total":5,"errors":6,"inflight":7},"tiers":{"R3":{"storage":8},"R1":{"storage":9}}}`
)

func TestGetAccount(t *testing.T) {
	got, err := GetAccount(t.Context(), answers{userSubject: user, jsSubject: js}, "$JS.API")
	if err != nil {
		t.Fatal(err)
	}
	if got.User != "ann" || got.Account != "AABC" || got.AccountName != "SHOP" || got.Expires != time.Hour || got.Unknown != "" ||
		got.Permissions.Publish.Allow[0] != "orders.>" || got.Permissions.Publish.Deny[0] != "orders.secret" ||
		got.Permissions.Responses.Max != 1 || got.Permissions.Responses.TTL != 5*time.Second {
		t.Errorf("%+v", got)
	}
	j := got.JetStream
	if !j.Available || j.Domain != "hub" || j.APILevel != 2 || j.Usage.Streams != 3 || j.Limits.MaxMemory != -1 || j.API.Errors != 6 ||
		len(j.Tiers) != 2 || j.Tiers[0].Name != "R1" || j.Tiers[1].Usage.Storage != 8 {
		t.Errorf("%+v", j)
	}
}

func TestWhatCannotBeHadIsSaid(t *testing.T) {
	for name, tt := range map[string]struct {
		server          answers
		unknown, reason string
	}{
		"no permission":      {answers{userSubject: "error nats_permission", jsSubject: "error nats_permission"}, "may not publish", "may not publish"},
		"nobody answers":     {answers{}, "Nobody answers", "not enabled for this account"},
		"off in the account": {answers{userSubject: user, jsSubject: `{"error":{"code":503,"err_code":10039,"description":"d"}}`}, "", "not enabled for this account"},
		"off on the server":  {answers{userSubject: user, jsSubject: `{"error":{"code":503,"err_code":10076,"description":"d"}}`}, "", "not enabled on this server"},
		"an unknown refusal": {answers{userSubject: user, jsSubject: `{"error":{"code":500,"err_code":1,"description":"broken disk"}}`}, "", "broken disk"},
	} {
		got, err := GetAccount(t.Context(), tt.server, "$JS.API")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.Contains(got.Unknown, tt.unknown) || (tt.unknown == "") != (got.Unknown == "") || got.JetStream.Available || !strings.Contains(got.JetStream.Reason, tt.reason) {
			t.Errorf("%s: unknown %q, reason %q", name, got.Unknown, got.JetStream.Reason)
		}
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	for _, server := range []answers{
		{userSubject: "no json", jsSubject: js},
		{userSubject: user, jsSubject: `{"memory":"many"}`},
		{userSubject: "error nats_timeout", jsSubject: js},
	} {
		if _, err := GetAccount(t.Context(), server, "$JS.API"); err == nil {
			t.Errorf("%v was understood", server)
		}
	}
}
