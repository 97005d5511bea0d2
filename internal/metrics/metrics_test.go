package metrics

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
)

func TestWhatPrometheusReads(t *testing.T) {
	m := New("1.2.3", func() natsconn.Metrics {
		return natsconn.Metrics{
			ByState: map[string]int64{"active": 3, "parked": 40}, Leases: 2, Dials: 50,
			DialFailures: map[string]int64{"refused": 4, "auth": 1}, Drops: 6, Reconnects: 5, Parks: 44, Wakes: 7,
			ProbesFailed: 8, Sweeps: 9, SweepTime: 1500 * time.Millisecond, LastSweep: 2 * time.Millisecond,
		}
	}, func() int { return 12 })
	m.Observe("/api/nats/info", "GET", 200, 3*time.Millisecond)
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
	for _, want := range []string{
		`heynats_build_info{version="1.2.3"} 1`,
		`heynats_connections{state="active"} 3`, `heynats_connections{state="parked"} 40`,
		`heynats_sessions 12`, `heynats_connection_leases 2`, `heynats_dials_total 50`,
		`heynats_dial_failures_total{reason="refused"} 4`, `heynats_dial_failures_total{reason="auth"} 1`,
		`heynats_links_lost_total 6`, `heynats_reconnects_total 5`, `heynats_parks_total 44`, `heynats_wakes_total 7`,
		`heynats_health_checks_failed_total 8`, `heynats_sweep_duration_seconds_sum 1.5`, `heynats_sweep_duration_seconds_count 9`,
		`heynats_last_sweep_duration_seconds 0.002`,
		`heynats_http_request_duration_seconds_count{method="GET",route="/api/nats/info",status="200"} 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(w.Body.String(), "\n"+want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
}
