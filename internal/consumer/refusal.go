package consumer

import (
	"errors"
	"strconv"
	"strings"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// fields are the parts of a configuration that the server's refusals are about,
// by error code (nats-server, server/errors.json).
var fields = map[int]string{
	10079: "deliver_subject",
	10080: "max_waiting",
	10081: "deliver_subject",
	10082: "max_ack_pending",
	10083: "idle_heartbeat",
	10084: "ack_policy",
	10086: "rate_limit_bps",
	10087: "max_waiting",
	10088: "idle_heartbeat",
	10089: "flow_control",
	10090: "direct",
	10091: "direct",
	10093: "filter_subject",
	10095: "sample_freq",
	10098: "ack_policy",
	10099: "filter_subject",
	10100: "filter_subject",
	10101: "deliver_policy",
	10102: "name",
	10103: "durable_name",
	10107: "description",
	10108: "idle_heartbeat",
	10112: "deliver_subject",
	10114: "max_batch",
	10115: "max_expires",
	10116: "max_deliver",
	10121: "max_ack_pending",
	10125: "max_batch",
	10126: "num_replicas",
	10127: "name",
	10132: "durable_name",
	10134: "num_replicas",
	10135: "metadata",
	10136: "filter_subjects",
	10138: "filter_subjects",
	10139: "filter_subjects",
	10153: "inactive_threshold",
	10159: "priority_groups",
	10161: "priority_groups",
	10162: "priority_groups",
	10178: "priority_groups",
	10181: "ack_policy",
	10182: "replay_policy",
	10183: "ack_wait",
	10184: "backoff",
	10196: "priority_groups",
	10197: "priority_timeout",
	10218: "ack_policy",
	10219: "flow_control",
	10220: "max_ack_pending",
	10221: "ack_wait",
	10222: "max_deliver",
}

// phrases are what the server writes of a part where its error code says only
// that something is wrong (nats-server, server/consumer.go), the longer ones
// first.
var phrases = []struct{ words, field string }{
	{"deliver policy can not", "deliver_policy"},
	{"storage type can not", "mem_storage"},
	{"direct can not", "direct"},
	{"start sequence can not", "opt_start_seq"},
	{"start time can not", "opt_start_time"},
	{"ack policy can not", "ack_policy"},
	{"replay policy can not", "replay_policy"},
	{"heart beats can not", "idle_heartbeat"},
	{"flow control can not", "flow_control"},
	{"flow control ack policy heartbeat", "idle_heartbeat"},
	{"can not update pull consumer", "deliver_subject"},
	{"can not update push consumer", "deliver_subject"},
	{"max waiting can not", "max_waiting"},
	{"durable name can not", "durable_name"},
	{"consumer name can not", "name"},
	{"filter subject is not set", "filter_subject"},
	{"optional start sequence is not set", "opt_start_seq"},
	{"optional start time is not set", "opt_start_time"},
	{"but optional start sequence is also set", "opt_start_seq"},
	{"but optional start start sequence is also set", "opt_start_seq"},
	{"but optional start time is also set", "opt_start_time"},
}

// located points a refusal of a configuration at the part that the server names.
func located(err error, config []byte) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.NATS == nil || f.Field != "" {
		return err
	}
	field := fields[f.NATS.ErrCode]
	if field == "filter_subject" && lacks(config, field) {
		field = "filter_subjects"
	}
	if field == "" {
		field = named(f.NATS.Description, config)
	}
	if field == "" {
		return err
	}
	return f.WithField("body.config." + field)
}

// lacks reports whether a configuration says nothing of a part.
func lacks(config []byte, field string) bool {
	found := false
	c := jsonwalk.New(config)
	c.Object(func(key []byte) { found = found || string(key) == field })
	return !found
}

// named finds the part in the server's words.
func named(words string, config []byte) string {
	if _, after, ok := strings.Cut(words, `json: unknown field "`); ok {
		name, _, _ := strings.Cut(after, `"`)
		return name
	}
	if _, after, ok := strings.Cut(words, "Go struct field "); ok {
		path, _, _ := strings.Cut(after, " ")
		_, name, _ := strings.Cut(path, ".config.")
		return name
	}
	if _, after, ok := strings.Cut(words, "can not unmarshal "); ok {
		if value, err := strconv.Unquote(after); err == nil {
			return with(config, value)
		}
	}
	for _, p := range phrases {
		if strings.Contains(words, p.words) {
			return p.field
		}
	}
	return ""
}

// with returns the first part of a configuration that has a value, as it stands
// there.
func with(config []byte, value string) (field string) {
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		if string(c.Value()) == value && field == "" {
			field = string(key)
		}
	})
	return field
}
