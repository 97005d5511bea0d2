package stream_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/natsconn"
	"github.com/heynats/heynats/internal/natstest"
)

func TestMain(m *testing.M) { natstest.Main(m) }

// leaseOn holds a managed connection until the test ends.
func leaseOn(t *testing.T, r natsconn.Request) natsconn.Lease {
	t.Helper()
	m, err := natsconn.New(natsconn.Config{}, natsconn.Deps{Dialer: &net.Dialer{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		now, cancel := context.WithCancel(context.Background())
		cancel()
		m.Shutdown(now)
	})
	spec, err := natsconn.NewSpec(r)
	if err != nil {
		t.Fatal(err)
	}
	c, err := m.Open(t.Context(), natsconn.Owner{1}, natsconn.Key{1}, spec)
	if err != nil {
		t.Fatal(err)
	}
	lease, err := m.GetOrReconnect(t.Context(), c, natsconn.Key{1}, natsconn.Active)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(lease.Release)
	return lease
}

// on asks over a connection of its own.
func on(t *testing.T, url string) jsapi.Client {
	t.Helper()
	return jsapi.Client{Conn: leaseOn(t, natsconn.Request{URL: url}), Prefix: "$JS.API"}
}

// api is a JetStream API out of functions, by verb.
type api map[string]func(body string) string

func (a api) Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error) {
	if err := ctx.Err(); err != nil {
		return nil, fault.New(fault.Timeout, "nats_timeout", "NATS did not answer in time.").Wrap(err)
	}
	answer, ok := a[strings.TrimPrefix(subject, "$JS.API.")]
	if !ok {
		return nil, fault.New(fault.Forbidden, "nats_permission", "This user may not publish to "+subject+".")
	}
	return &nats.Msg{Data: []byte(answer(string(data)))}, nil
}

func (a api) client() jsapi.Client { return jsapi.Client{Conn: a, Prefix: "$JS.API"} }

// listing is a STREAM.LIST over streams that are there at the moment, in pages of
// so many.
type listing struct {
	names func() []string
	page  int
	asked atomic.Int64
}

func (l *listing) answer(body string) string {
	l.asked.Add(1)
	offset, err := strconv.Atoi(strings.Trim(strings.TrimPrefix(body, `{"offset":`), "}"))
	if err != nil {
		return `{"error":{"code":400,"err_code":10025,"description":"` + body + `"}}`
	}
	all := l.names()
	var streams []string
	for i := min(offset, len(all)); i < min(offset+l.page, len(all)); i++ {
		streams = append(streams, fmt.Sprintf(`{"config":{"name":%q,"subjects":[%q],"storage":"file","retention":"limits"},"state":{"messages":%d}}`, all[i], all[i]+".>", len(all[i])))
	}
	return fmt.Sprintf(`{"total":%d,"offset":%d,"limit":%d,"streams":[%s]}`, len(all), offset, l.page, strings.Join(streams, ","))
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if f, ok := errors.AsType[*fault.Error](err); !ok || f.Code != code {
		t.Errorf("%v, want %s", err, code)
	}
}
