package stream

import (
	"errors"
	"regexp"
	"strings"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// located says which field of a configuration a refusal is about, where the
// server's code or words tell: "body.config.max_age".
func located(err error, config []byte) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok || f.NATS == nil || f.Field != "" {
		return err
	}
	field := byCode[f.NATS.ErrCode]
	if field == "" {
		field = byWords(f.NATS.Description, config)
	}
	if field == "" {
		return err
	}
	return f.WithField("body.config." + field)
}

// byCode is what the server's error codes are about (nats-server, server/errors.json).
var byCode = map[int]string{
	10021: "sources", 10022: "sources", 10024: "sources", 10046: "sources", 10045: "sources",
	10140: "sources", 10141: "sources", 10144: "sources", 10145: "sources", 10146: "sources", 10147: "sources",
	10187: "sources", 10215: "sources", 10216: "sources", 10217: "sources",
	10029: "mirror", 10030: "mirror", 10031: "mirror", 10032: "mirror", 10033: "mirror", 10055: "mirror", 10142: "mirror",
	10150: "mirror", 10151: "mirror", 10152: "mirror", 10154: "mirror", 10213: "mirror", 10214: "mirror",
	10034: "subjects", 10065: "subjects",
	10056: "name", 10058: "name", 10128: "name",
	10061: "num_replicas", 10074: "num_replicas", 10133: "num_replicas",
	10113: "max_bytes", 10122: "max_bytes",
	10143: "first_seq",
	10155: "subject_transform", 10156: "subject_transform",
	10173: "allow_msg_counter", 10186: "allow_msg_schedules", 10198: "allow_atomic", 10209: "allow_batched",
}

// phrases are the server's words about a field, the more special ones first
// (nats-server, checkStreamCfg and configUpdateCheck).
var phrases = []struct{ words, field string }{
	{"discard new per subject", "discard_new_per_subject"},
	{"subject delete marker", "subject_delete_marker_ttl"},
	{"async persist mode", "persist_mode"},
	{"persist mode", "persist_mode"},
	{"counter stream", "allow_msg_counter"},
	{"message counter", "allow_msg_counter"},
	{"message scheduling", "allow_msg_schedules"},
	{"message schedules", "allow_msg_schedules"},
	{"message ttl", "allow_msg_ttl"},
	{"deny message deletes", "deny_delete"},
	{"deny purge", "deny_purge"},
	{"mirror direct", "mirror_direct"},
	{"republish", "republish"},
	{"roll-ups", "allow_rollup_hdrs"},
	{"rollup", "allow_rollup_hdrs"},
	{"duplicates window", "duplicate_window"},
	{"placement", "placement"},
	{"no suitable peers", "placement"},
	{"seal", "sealed"},
	{"metadata", "metadata"},
	{"description", "description"},
	{"retention", "retention"},
	{"discard", "discard"},
	{"compression", "compression"},
	{"storage type", "storage"},
	{"replicas", "num_replicas"},
	{"max age", "max_age"},
	{"max message size", "max_msg_size"},
	{"max msgs per subject", "max_msgs_per_subject"},
	{"maximum bytes", "max_bytes"},
	{"max bytes", "max_bytes"},
	{"max consumers", "max_consumers"},
	{"maximum consumers", "max_consumers"},
	{"first sequence", "first_seq"},
	{"detected cycle", "subjects"},
	{"subject", "subjects"},
	{"stream name", "name"},
	{"configuration name", "name"},
}

var (
	unknownField = regexp.MustCompile(`unknown field "([A-Za-z0-9_]+)"`)
	wrongType    = regexp.MustCompile(`Go struct field (?:[A-Z]\w*\.)*([a-z0-9_.]+) of type`)
	wrongWord    = regexp.MustCompile(`can ?not unmarshal "(\\"[^"]*\\")"$`) // quoted twice: of an enumeration
)

func byWords(words string, config []byte) string {
	if m := unknownField.FindStringSubmatch(words); m != nil {
		return pathOf(config, m[1])
	}
	if m := wrongType.FindStringSubmatch(words); m != nil {
		return m[1]
	}
	if m := wrongWord.FindStringSubmatch(words); m != nil {
		return holding(config, strings.ReplaceAll(m[1], `\"`, `"`))
	}
	lower := strings.ToLower(words)
	for _, p := range phrases {
		if strings.Contains(lower, p.words) {
			return p.field
		}
	}
	return ""
}

// pathOf finds a member of a configuration, or of an object in it.
func pathOf(config []byte, name string) string {
	path := name
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		outer := string(key)
		if outer == name || c.Peek() != '{' {
			return
		}
		c.Object(func(key []byte) {
			if string(key) == name {
				path = outer + "." + name
			}
		})
	})
	return path
}

// holding finds the member of a configuration that has a value.
func holding(config []byte, value string) (name string) {
	c := jsonwalk.New(config)
	c.Object(func(key []byte) {
		if string(c.Value()) == value {
			name = string(key)
		}
	})
	return name
}
