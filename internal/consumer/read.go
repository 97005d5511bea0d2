package consumer

import (
	"context"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
)

// Readings are the consumers of one or of all streams.
type Readings struct {
	At      time.Time
	List    []Reading         // by stream and name
	Total   int               // as many as the servers say there are
	Streams map[string]Stream // that have consumers; those that may be looked at
	// StreamsTotal is how many streams there are.
	StreamsTotal int
	Missing      []string // streams whose consumers could not all be read
	MissingTotal int
	Reason       string // why the first of them could not
}

// ReadStream reads the consumers of one stream.
func ReadStream(ctx context.Context, js jsapi.Client, stream string) (Readings, error) {
	r := Readings{At: time.Now().UTC(), StreamsTotal: 1, Streams: make(map[string]Stream, 1)}
	facts, err := GetStream(ctx, js, stream)
	if err == nil {
		r.Streams[stream] = facts
	} else if !bearable(err) {
		return Readings{}, err
	}
	r.List, r.Total, err = readStream(ctx, js, stream)
	if err != nil {
		if len(r.List) == 0 {
			return Readings{}, err
		}
		r.miss(stream, err)
	}
	return r, nil
}
