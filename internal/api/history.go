package api

import (
	"context"
	"time"

	"github.com/heynats/heynats/internal/natsconn"
)

// ConnectionHistory is what a connection went through of late.
type ConnectionHistory struct {
	ConnectionID string             `json:"connection_id" format:"uuid"`
	Since        *time.Time         `json:"since,omitempty" doc:"When the oldest ping that is kept was; absent when there is none. What you have that is older can be thrown away."`
	Samples      []PingSample       `json:"samples" doc:"Pings, oldest first."`
	Changes      []ConnectionChange `json:"changes" doc:"Of the last 16 changes those that are later than since, oldest first."`
	Total        int                `json:"total" doc:"Pings kept, those that were not asked for among them."`
}

// PingSample is one ping that HeyNATS sent over the connection.
type PingSample struct {
	At     time.Time `json:"at" doc:"When it ended: UTC, whole milliseconds. No two of a connection are the same."`
	RTT    string    `json:"rtt,omitempty" example:"350µs" doc:"Round trip, whole microseconds; Go duration. Absent when it failed."`
	Failed bool      `json:"failed,omitempty" doc:"It was not answered within 2 s, or the link broke under it."`
}

// HistoryInput says from when on.
type HistoryInput struct {
	OnConnection
	Since time.Time `query:"since" doc:"Only what is later; RFC 3339. One that lies ahead of the clock of HeyNATS counts as none." example:"2024-01-01T12:00:00.25Z"`
}

// ConnectionHistoryOutput answers GET /api/nats/connection/history.
type ConnectionHistoryOutput struct{ Body ConnectionHistory }

func (a *API) history(ctx context.Context, in *HistoryInput) (*ConnectionHistoryOutput, error) {
	c, _, err := a.sessions.Lookup(callerOf(ctx).token, in.Connection)
	if err != nil {
		return nil, err
	}
	h := a.conns.History(c, in.Since)
	body := ConnectionHistory{
		ConnectionID: c.ID(), Samples: make([]PingSample, 0, len(h.Pings)), Changes: changes(h.Changes), Total: h.Total,
	}
	if !h.Oldest.IsZero() {
		body.Since = &h.Oldest
	}
	for _, p := range h.Pings {
		sample := PingSample{At: p.At, Failed: p.Failed}
		if !p.Failed {
			sample.RTT = p.RTT.String()
		}
		body.Samples = append(body.Samples, sample)
	}
	return &ConnectionHistoryOutput{Body: body}, nil
}

func changes(list []natsconn.Change) []ConnectionChange {
	out := make([]ConnectionChange, 0, len(list))
	for _, c := range list {
		out = append(out, ConnectionChange{At: c.At, State: c.State.String(), Reason: string(c.Reason), Detail: c.Detail})
	}
	return out
}
