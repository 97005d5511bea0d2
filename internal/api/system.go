package api

import (
	"context"
	"net/http"
	"time"

	"github.com/nats-io/nats.go"
)

func (a *API) systemRoutes() {
	register(a, operation(http.MethodGet, "/api/health", "health", open, "system", "Whether HeyNATS runs",
		"Says nothing of anybody's NATS server."), a.health)
}

// SystemHealth is the state of HeyNATS itself.
type SystemHealth struct {
	Status      string          `json:"status" enum:"ok" doc:"ok: HeyNATS answers."`
	Version     string          `json:"version" doc:"Version of HeyNATS."`
	GoVersion   string          `json:"go_version"`
	NATSVersion string          `json:"nats_client_version" doc:"Version of the nats.go client."`
	StartedAt   time.Time       `json:"started_at"`
	Uptime      string          `json:"uptime" example:"3h12m0s" doc:"Go duration."`
	Playground  *PlaygroundInfo `json:"playground,omitempty" doc:"The embedded NATS server to try things on; absent when it does not run."`
}

// PlaygroundInfo is where the playground is.
type PlaygroundInfo struct {
	URL         string `json:"url" example:"nats://127.0.0.1:42222"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// HealthOutput answers GET /api/health.
type HealthOutput struct{ Body SystemHealth }

func (a *API) health(context.Context, *Nothing) (*HealthOutput, error) {
	body := SystemHealth{
		Status: "ok", Version: a.cfg.Version, GoVersion: goVersion(), NATSVersion: nats.Version,
		StartedAt: a.started.UTC(), Uptime: time.Since(a.started).Round(time.Second).String(),
	}
	if p := a.cfg.Playground; p != nil {
		body.Playground = &PlaygroundInfo{URL: p.URL, Name: p.Name, Description: p.Description}
	}
	return &HealthOutput{Body: body}, nil
}
