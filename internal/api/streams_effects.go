package api

// StreamEffects is what a change would hit.
type StreamEffects struct {
	Messages       uint64           `json:"messages" doc:"That go; of seal, that stay for ever."`
	MessagesExact  bool             `json:"messages_exact" doc:"false: an estimate."`
	Bytes          uint64           `json:"bytes"`
	BytesExact     bool             `json:"bytes_exact" doc:"false: an estimate, from the average size."`
	ConsumersTotal int              `json:"consumers_total"`
	Consumers      []EffectConsumer `json:"consumers" doc:"Those that are hit hardest: in use first, then by pending; 20 at most."`
	Mirrors        []string         `json:"mirrors" doc:"Streams that mirror it; 100 at most."`
	SourcesOf      []string         `json:"sources_of" doc:"Streams that have it as a source; 100 at most."`
	Partial        bool             `json:"partial" doc:"Not everything could be read: there may be more."`
}

// EffectConsumer is a consumer that a change would hit.
type EffectConsumer struct {
	Name      string `json:"name"`
	Durable   bool   `json:"durable"`
	Pending   uint64 `json:"pending" doc:"Messages that it has not had yet."`
	Waiting   int    `json:"waiting" doc:"Pull requests that wait."`
	PushBound bool   `json:"push_bound" doc:"Somebody is subscribed to what it delivers."`
}
