package jsapi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/heynats/heynats/internal/fault"
)

// known are the refusals that callers tell apart, by the server's error code
// (nats-server, server/errors.json). A detail that is empty takes the server's words.
var known = map[int]struct {
	kind         fault.Kind
	code, detail string
}{
	10059: {fault.NotFound, "stream_not_found", "There is no such stream."},
	10014: {fault.NotFound, "consumer_not_found", "There is no such consumer."},
	10149: {fault.NotFound, "consumer_not_found", "There is no such consumer."},
	10037: {fault.NotFound, "message_not_found", "There is no such message."},
	10043: {fault.NotFound, "message_not_found", "There is no such message: the sequence is not in the stream any more."},
	10058: {fault.Conflict, "stream_exists", "There is a stream of this name with another configuration."},
	10148: {fault.Conflict, "consumer_exists", "There is a consumer of this name already."},
	10105: {fault.Conflict, "consumer_exists", "There is a consumer of this name already."},
	10013: {fault.Conflict, "consumer_exists", "There is a consumer of this name already."},
	10065: {fault.Conflict, "subjects_overlap", "Another stream takes messages of these subjects already."},
	10071: {fault.Precondition, "wrong_last_sequence", ""},
	10164: {fault.Precondition, "wrong_last_sequence", ""},
	10070: {fault.Precondition, "wrong_last_message_id", ""},
	10109: {fault.Conflict, "stream_sealed", "The stream is sealed: nothing in it can be changed."},
	10039: {fault.Unavailable, "jetstream_unavailable", "JetStream is not enabled for this account."},
	10076: {fault.Unavailable, "jetstream_unavailable", "JetStream is not enabled on this server."},
	10035: {fault.Unavailable, "jetstream_unavailable", "JetStream is not enabled for this account."},
	10008: {fault.Unavailable, "jetstream_unavailable", "JetStream is temporarily unavailable: its cluster has no leader."},
	10023: {fault.Unavailable, "insufficient_resources", ""},
	10028: {fault.Unavailable, "insufficient_resources", ""},
	10047: {fault.Unavailable, "insufficient_resources", ""},
	10118: {fault.Unavailable, "stream_offline", "The servers of the stream are away."},
	10119: {fault.Unavailable, "consumer_offline", "The servers of the consumer are away."},
	10194: {fault.Unavailable, "stream_offline", ""},
	10195: {fault.Unavailable, "consumer_offline", ""},

	10130: {fault.Conflict, "stream_exists", "There is a stream of this name already."},
	10062: {fault.Unprocessable, "restore_failed", ""},
	10064: {fault.Upstream, "backup_failed", ""},

	// What was asked for cannot be, though the server's code for it is 500.
	10006: {fault.Unprocessable, "nats_refused", ""}, // not in clustered mode
	10010: {fault.Unprocessable, "nats_refused", ""}, // clustering required
	10012: {fault.Unprocessable, "nats_refused", ""}, // consumer create
	10049: {fault.Unprocessable, "nats_refused", ""}, // stream create
	10052: {fault.Unprocessable, "nats_refused", ""}, // stream configuration
	10069: {fault.Unprocessable, "nats_refused", ""}, // stream update
	10074: {fault.Unprocessable, "nats_refused", ""}, // replicas without a cluster
	10110: {fault.Unprocessable, "nats_refused", ""}, // stream purge
}

// Refusal turns the server's error into ours: code is HTTP-like, errCode the
// server's own, description its words, which are quoted within bounds. What is
// not known by its errCode is by its code: 4xx nats_refused (422), 503
// jetstream_unavailable, else nats_error (502).
func Refusal(code, errCode int, description string) error {
	words := Quoted(description)
	f := fault.New(fault.Upstream, "nats_error", sentence(words))
	switch k, ok := known[errCode]; {
	case ok && k.detail == "":
		f = fault.New(k.kind, k.code, sentence(words))
	case ok:
		f = fault.New(k.kind, k.code, k.detail)
	case code == 404:
		f = fault.New(fault.NotFound, "not_found", sentence(words))
	case code == 503:
		f = fault.New(fault.Unavailable, "jetstream_unavailable", sentence(words))
	case code >= 400 && code < 500:
		f = fault.New(fault.Unprocessable, "nats_refused", sentence(words))
	}
	return f.WithNATS(errCode, words)
}

// sentence makes one of the server's words, which begin small and end without a
// full stop.
func sentence(words string) string {
	words = strings.TrimSpace(words)
	if words == "" {
		return "NATS refused the request, and did not say why."
	}
	first, size := utf8.DecodeRuneInString(words)
	words = string(unicode.ToUpper(first)) + words[size:]
	if !strings.ContainsRune(".!?…", rune(words[len(words)-1])) && !strings.HasSuffix(words, "…") {
		words += "."
	}
	return words
}
