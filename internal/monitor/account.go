// Package monitor tells who a connection is, what it may do, and how much of
// its limits it has used.
//
// It asks what every account may ask: $SYS.REQ.USER.INFO, the traffic of the
// own account, the JetStream API's INFO and the list of streams; of a server it
// asks what only the system account gets. What the account is not allowed to
// ask, or the server does not know, is said as such and never guessed. Answers
// are hostile until they are read: each is bounded in size.
package monitor

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
)

// Requester sends a request to NATS; a natsconn.Lease is one.
type Requester interface {
	Request(ctx context.Context, subject string, data []byte) (*nats.Msg, error)
}

// Account is what a connection is and may do.
type Account struct {
	User        string
	Account     string
	AccountName string
	Expires     time.Duration // until the credentials expire; 0 when they do not
	Permissions Permissions
	// Unknown says why the server did not tell any of the above; empty when it did.
	Unknown   string
	JetStream JetStream
}

// Permissions are the subjects a user may use. An empty Allow allows
// everything that Deny does not name.
type Permissions struct {
	Publish   Subjects
	Subscribe Subjects
	Responses *Responses
}

// Subjects are one direction's rules, as subjects with wildcards.
type Subjects struct {
	Allow []string
	Deny  []string
}

// Responses let a user publish to the reply subjects of requests it received.
type Responses struct {
	Max int           // replies per request
	TTL time.Duration // how long
}

// JetStream is the account's share of JetStream.
type JetStream struct {
	Available bool
	Reason    string // why not available
	Code      string // fault code behind Reason
	Domain    string
	APILevel  int
	Usage     Usage
	Limits    Limits
	Tiers     []Tier // by name; empty when the account has no tiers
	API       APIStats
}

// Usage counts bytes, streams and consumers.
type Usage struct {
	Memory          uint64 // bytes
	Storage         uint64 // bytes
	ReservedMemory  uint64 // bytes
	ReservedStorage uint64 // bytes
	Streams         int
	Consumers       int
}

// Limits are what the account may use; -1 is no limit.
type Limits struct {
	MaxMemory             int64 // bytes
	MaxStorage            int64 // bytes
	MaxStreams            int
	MaxConsumers          int
	MaxAckPending         int
	MemoryMaxStreamBytes  int64
	StorageMaxStreamBytes int64
	MaxBytesRequired      bool
}

// Tier is the share for one number of replicas, such as R1 or R3.
type Tier struct {
	Name   string
	Usage  Usage
	Limits Limits
}

// APIStats count requests to the JetStream API.
type APIStats struct {
	Total    uint64
	Errors   uint64
	Inflight uint64
}

// GetAccount asks for user and JetStream at once. jsPrefix is the JetStream
// API's subject prefix. A part that cannot be had is said in the answer; the
// error is that of the connection itself: nats_unreachable,
// connection_closed, nats_timeout.
func GetAccount(ctx context.Context, conn Requester, jsPrefix string) (Account, error) {
	var account Account
	jetStream := make(chan error, 1)
	go func() {
		var err error
		account.JetStream, err = GetJetStream(ctx, conn, jsPrefix)
		jetStream <- err
	}()
	user, err := getUser(ctx, conn)
	if jsErr := <-jetStream; err == nil {
		err = jsErr
	}
	user.JetStream = account.JetStream
	return user, err
}

// part separates what only this question did not get from what ends them all.
func part(err error) (reason, code string, fatal error) {
	switch code := fault.CodeOf(err); code {
	case "nats_permission", "no_responders":
		return detail(err), code, nil
	default:
		return "", "", err
	}
}

type userAnswer struct {
	Data struct {
		User        string        `json:"user"`
		Account     string        `json:"account"`
		AccountName string        `json:"account_name"`
		UserName    string        `json:"user_name"`
		Expires     time.Duration `json:"expires"`
		Permissions struct {
			Publish   subjects `json:"publish"`
			Subscribe subjects `json:"subscribe"`
			Responses *struct {
				Max int           `json:"max"`
				TTL time.Duration `json:"ttl"`
			} `json:"responses"`
		} `json:"permissions"`
	} `json:"data"`
}

type subjects struct {
	Allow []string `json:"allow"`
	Deny  []string `json:"deny"`
}

func getUser(ctx context.Context, conn Requester) (Account, error) {
	msg, err := conn.Request(ctx, "$SYS.REQ.USER.INFO", nil)
	if err != nil {
		reason, _, fatal := part(err)
		return Account{Unknown: reason}, fatal
	}
	var answer userAnswer
	if err := decode(msg.Data, mostJSON, &answer); err != nil {
		return Account{}, badAnswer(err)
	}
	d := answer.Data
	account := Account{
		User: cmp.Or(d.UserName, d.User), Account: d.Account, AccountName: d.AccountName, Expires: d.Expires,
		Permissions: Permissions{Publish: Subjects(d.Permissions.Publish), Subscribe: Subjects(d.Permissions.Subscribe)},
	}
	if r := d.Permissions.Responses; r != nil {
		account.Permissions.Responses = &Responses{Max: r.Max, TTL: r.TTL}
	}
	return account, nil
}

type tierAnswer struct {
	Memory          uint64 `json:"memory"`
	Storage         uint64 `json:"storage"`
	ReservedMemory  uint64 `json:"reserved_memory"`
	ReservedStorage uint64 `json:"reserved_storage"`
	Streams         int    `json:"streams"`
	Consumers       int    `json:"consumers"`
	Limits          struct {
		MaxMemory             int64 `json:"max_memory"`
		MaxStorage            int64 `json:"max_storage"`
		MaxStreams            int   `json:"max_streams"`
		MaxConsumers          int   `json:"max_consumers"`
		MaxAckPending         int   `json:"max_ack_pending"`
		MemoryMaxStreamBytes  int64 `json:"memory_max_stream_bytes"`
		StorageMaxStreamBytes int64 `json:"storage_max_stream_bytes"`
		MaxBytesRequired      bool  `json:"max_bytes_required"`
	} `json:"limits"`
}

func (t tierAnswer) usage() Usage {
	return Usage{
		Memory: t.Memory, Storage: t.Storage, ReservedMemory: t.ReservedMemory, ReservedStorage: t.ReservedStorage,
		Streams: t.Streams, Consumers: t.Consumers,
	}
}

type jetStreamAnswer struct {
	tierAnswer
	Domain string                `json:"domain"`
	Tiers  map[string]tierAnswer `json:"tiers"`
	API    struct {
		Level    int    `json:"level"`
		Total    uint64 `json:"total"`
		Errors   uint64 `json:"errors"`
		Inflight uint64 `json:"inflight"`
	} `json:"api"`
	Error *struct {
		Code        int    `json:"code"`
		ErrCode     int    `json:"err_code"`
		Description string `json:"description"`
	} `json:"error"`
}

// GetJetStream asks for the account's share of JetStream. That there is none,
// or that it may not be asked for, is an answer and no error.
func GetJetStream(ctx context.Context, conn Requester, prefix string) (JetStream, error) {
	msg, err := conn.Request(ctx, prefix+".INFO", nil)
	if err != nil {
		reason, code, fatal := part(err)
		if code == "no_responders" {
			reason, code = "JetStream is not enabled for this account, or not on this server.", "jetstream_unavailable"
		}
		return JetStream{Reason: reason, Code: code}, fatal
	}
	var answer jetStreamAnswer
	if err := decode(msg.Data, mostJSON, &answer); err != nil {
		return JetStream{}, badAnswer(err)
	}
	if e := answer.Error; e != nil {
		return JetStream{Reason: refusals[e.ErrCode], Code: "jetstream_unavailable"}.or(e.Description), nil
	}
	js := JetStream{
		Available: true, Domain: answer.Domain, APILevel: answer.API.Level,
		Usage: answer.usage(), Limits: Limits(answer.Limits),
		API: APIStats{Total: answer.API.Total, Errors: answer.API.Errors, Inflight: answer.API.Inflight},
	}
	for _, name := range slices.Sorted(maps.Keys(answer.Tiers)) {
		t := answer.Tiers[name]
		js.Tiers = append(js.Tiers, Tier{Name: name, Usage: t.usage(), Limits: Limits(t.Limits)})
	}
	return js, nil
}

// refusals are our words for the JetStream error codes that INFO can answer
// (nats-server, server/errors.json).
var refusals = map[int]string{
	10039: "JetStream is not enabled for this account.",
	10076: "JetStream is not enabled on this server.",
	10008: "JetStream is temporarily unavailable: its cluster has no leader.",
	10023: "JetStream is temporarily out of resources.",
}

func (js JetStream) or(description string) JetStream {
	if js.Reason == "" {
		js.Reason = "JetStream answered: " + short([]byte(description))
	}
	return js
}

// mostJSON bounds an answer that is read whole.
const mostJSON = 1 << 20

// decode reads JSON of at most so many bytes: what it becomes in memory can be
// many times as large.
func decode(data []byte, most int, into any) error {
	if len(data) > most {
		return fmt.Errorf("an answer of %d bytes, more than %d", len(data), most)
	}
	return json.Unmarshal(data, into)
}

// said quotes the server, within bounds.
func said(description string) string { return "The server answered: " + short([]byte(description)) }

func badAnswer(err error) error {
	return fault.New(fault.Upstream, "nats_error", "NATS answered in a way that HeyNATS does not understand.").Wrap(err)
}

func detail(err error) string {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		return f.Detail
	}
	return ""
}
