package api

import (
	"bufio"
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/heynats/heynats/internal/natstest"
)

const batchPath = "/api/nats/publish/batch"

func TestABatchIsPublishedInOrder(t *testing.T) {
	s := newShop(t, 0)
	sub := heard(t, s.server, "core.>")
	body := `{"subject":"orders.1","jetstream":true,"message_id":"a"}` + "\n\r\n" +
		`{"subject":"core.2","data":"two"}` + "\r\n" +
		`  {"subject":"orders.3","jetstream":true,"message_id":"a"}`
	lines, end := linesOf(t, s.post(batchPath, body))
	if len(lines) != 3 || lines[0].Line != 1 || lines[0].Ack.Sequence != 1 || lines[1].Line != 3 || lines[1].Ack != nil || !lines[2].Ack.Duplicate {
		t.Errorf("%+v", lines)
	}
	if !end.Complete || end.Published != 3 || end.Total != 3 || end.Line != 0 || end.Problem != nil {
		t.Errorf("%+v", end)
	}
	if m := heardNext(t, sub); string(m.Data) != "two" {
		t.Errorf("%+v", m)
	}
}

// TestAWrongLineIsFoundBeforeTheFirstIsSent: 899 good ones stand before it.
func TestAWrongLineIsFoundBeforeTheFirstIsSent(t *testing.T) {
	s := newShop(t, 0)
	good := strings.Repeat(`{"subject":"orders.eu","jetstream":true}`+"\n", 899)
	for bad, field := range map[string]string{
		`{"subject":"orders.*"}`:                        "body.line[900].subject",
		`{"subject":"orders.eu","datta":"x"}`:           "body.line[900].datta",
		`{"subject":7}`:                                 "body.line[900].subject",
		`{"subject":"a","headers":{"x":["1\r\ny: z"]}}`: "body.line[900].headers",
		`{"subject":"a","data":"` + "\xff" + `"}`:       "body.line[900]",
		`{"subject":"a"`:                                "body.line[900]",
		`[]`:                                            "body.line[900]",
		`null`:                                          "body.line[900]",
	} {
		p := s.want(s.post(batchPath, good+bad+"\n"), http.StatusUnprocessableEntity, "validation_failed")
		if len(p.Errors) != 1 || p.Errors[0].Location != field || !strings.HasPrefix(p.Detail, "Line 900: ") || strings.Count(p.Detail, "Line") != 1 {
			t.Errorf("%s: %+v %s", bad, p.Errors, p.Detail)
		}
	}
	s.want(s.post(batchPath, good+`{"subject":"$SYS.X"}`), http.StatusUnprocessableEntity, "system_subject")
	if p := s.want(s.post(batchPath, good+`{"subject":"a","data":"`+strings.Repeat("x", 2<<20)+`"}`), http.StatusRequestEntityTooLarge, "payload_too_large"); !strings.HasPrefix(p.Detail, "Line 900: ") {
		t.Errorf("%+v", p)
	}
	s.want(s.post(batchPath, "\n \n"), http.StatusUnprocessableEntity, "validation_failed")
	s.want(s.post(batchPath, strings.Repeat("\n", mostBatchBytes+1)), http.StatusRequestEntityTooLarge, "body_too_large")
	s.want(s.post(batchPath, strings.Repeat(`{"subject":"a"}`+"\n", mostBatchLines+1)), http.StatusRequestEntityTooLarge, "body_too_large")
	if info, err := s.js.Stream(t.Context(), "ORDERS"); err != nil || info.CachedInfo().State.Msgs != 0 {
		t.Errorf("%v: %+v", err, info.CachedInfo().State)
	}
}

func TestABatchEndsAtTheFirstRefusal(t *testing.T) {
	s := newShop(t, 0)
	ok := `{"subject":"orders.eu","jetstream":true}` + "\n"
	lines, end := linesOf(t, s.post(batchPath, ok+ok+`{"subject":"orders.eu","jetstream":true,"expected_last_sequence":7}`+"\n"+ok))
	if len(lines) != 2 || end.Published != 2 || end.Total != 4 || end.Complete || end.Line != 3 || end.Problem == nil || end.Problem.NATS == nil || end.Problem.NATS.ErrCode != 10071 || end.Problem.Instance != batchPath {
		t.Errorf("%+v %+v", lines, end)
	}
}

// TestABatchIsStopped by who closes the connection: the rest is not sent.
func TestABatchIsStopped(t *testing.T) {
	s := newShop(t, 0)
	const total = 50_000
	body := strings.Repeat(`{"subject":"orders.eu","jetstream":true}`+"\n", total)
	ctx, stop := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.web.URL+batchPath, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.browser.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(res.Body).ReadString('\n')
	if err != nil || !strings.Contains(line, `"line":1`) {
		t.Errorf("%q %v", line, err)
	}
	stop()
	_ = res.Body.Close()
	natstest.Until(t, "the batch to leave", func() bool { return s.api.batches.inside.Load() == 0 })
	info, err := s.js.Stream(t.Context(), "ORDERS")
	if err != nil {
		t.Fatal(err)
	}
	if n := info.CachedInfo().State.Msgs; n == 0 || n == total {
		t.Errorf("%d of %d", n, total)
	}
}

func TestOnlySomeBatchesAtOnce(t *testing.T) {
	s := newShop(t, 0)
	for range mostBatches {
		leave, err := s.api.batches.enter()
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
	}
	s.want(s.post(batchPath, `{"subject":"a"}`), http.StatusServiceUnavailable, "limit_reached")
}

// FuzzBatchLines: whatever the text is, a line is read or refused by its number,
// and what is read can be no second message.
func FuzzBatchLines(f *testing.F) {
	for _, seed := range []string{
		"", "\n", `{"subject":"a"}`, `{"subject":"a","headers":{"x":["1","2"]}}` + "\n{", `{"subject":"a\r\nPUB b"}`, "\xff\n", `[[[[`, `{"subject":"a","expected_last_sequence":1e400}`,
	} {
		f.Add(seed)
	}
	schema := New(Config{}, Deps{}).batchSchema()
	f.Fuzz(func(t *testing.T, text string) {
		b := batchLines{schema: schema, text: []byte(text)}
		last := 0
		err := b.each(func(n int, p *PublishMessage) error {
			if n <= last || n > strings.Count(text, "\n")+1 || p.Subject == "" {
				t.Errorf("line %d after %d: %+v", n, last, p)
			}
			last = n
			return nil
		})
		if err == nil {
			return
		}
		p := problem(err)
		if p.Status != http.StatusUnprocessableEntity || !strings.HasPrefix(p.Detail, "Line "+strconv.Itoa(last+1)) && last == 0 && !strings.HasPrefix(p.Detail, "Line ") {
			t.Errorf("%+v", p)
		}
	})
}
