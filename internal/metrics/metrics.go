// Package metrics shows what happens inside to Prometheus.
//
// The counts live where they are made; this package only reads them when it is
// asked, so that nothing on a request's path waits for a registry. Names start
// with heynats_ and follow the conventions of prometheus.io/docs/practices/naming.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/heynats/heynats/internal/natsconn"
)

// Metrics is one process's registry.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// New returns a registry of what the connections and the process do. sessions
// returns the number of browser sessions.
func New(version string, connections func() natsconn.Metrics, sessions func() int) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "heynats_http_request_duration_seconds",
			Help:    "Time to answer HTTP requests, by route. Streams count when they end.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"route", "method", "status"}),
	}
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "heynats_build_info", Help: "Always 1.", ConstLabels: prometheus.Labels{"version": version},
	})
	info.Set(1)
	m.registry.MustRegister(info, m.requests, &connectionCollector{connections: connections, sessions: sessions},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Observe counts one answered request. A route is a pattern, never a path.
func (m *Metrics) Observe(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// connectionCollector reads the connection manager's counts.
type connectionCollector struct {
	connections func() natsconn.Metrics
	sessions    func() int
}

var (
	connectionsDesc = desc("heynats_connections", "Managed connections, by state.", "state")
	sessionsDesc    = desc("heynats_sessions", "Browser sessions.")
	leasesDesc      = desc("heynats_connection_leases", "Requests and live streams that use a connection now.")
	dialsDesc       = desc("heynats_dials_total", "Attempts to connect to a NATS server.")
	failuresDesc    = desc("heynats_dial_failures_total", "Attempts that failed, by what they met.", "reason")
	dropsDesc       = desc("heynats_links_lost_total", "Links that dropped.")
	reconnectsDesc  = desc("heynats_reconnects_total", "Links in use that came back.")
	parksDesc       = desc("heynats_parks_total", "Connections parked: idle, or their link lost while unused.")
	wakesDesc       = desc("heynats_wakes_total", "Parked or failed connections that were brought back.")
	probesDesc      = desc("heynats_health_checks_failed_total", "Pings that NATS servers did not answer in time.")
	sweepsDesc      = desc("heynats_sweep_duration_seconds", "Time that sweeps for idle connections took.")
	lastSweepDesc   = desc("heynats_last_sweep_duration_seconds", "Time that the last sweep took.")
)

func desc(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// Describe implements prometheus.Collector.
func (*connectionCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		connectionsDesc, sessionsDesc, leasesDesc, dialsDesc, failuresDesc, dropsDesc, reconnectsDesc,
		parksDesc, wakesDesc, probesDesc, sweepsDesc, lastSweepDesc,
	} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (c *connectionCollector) Collect(ch chan<- prometheus.Metric) {
	m := c.connections()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	count := func(d *prometheus.Desc, v int64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, float64(v), labels...)
	}
	for state, n := range m.ByState {
		gauge(connectionsDesc, float64(n), state)
	}
	for reason, n := range m.DialFailures {
		count(failuresDesc, n, reason)
	}
	gauge(sessionsDesc, float64(c.sessions()))
	gauge(leasesDesc, float64(m.Leases))
	gauge(lastSweepDesc, m.LastSweep.Seconds())
	count(dialsDesc, m.Dials)
	count(dropsDesc, m.Drops)
	count(reconnectsDesc, m.Reconnects)
	count(parksDesc, m.Parks)
	count(wakesDesc, m.Wakes)
	count(probesDesc, m.ProbesFailed)
	ch <- prometheus.MustNewConstSummary(sweepsDesc, uint64(max(0, m.Sweeps)), m.SweepTime.Seconds(), nil)
}
