package stream

import (
	"archive/tar"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// Conn is a connection that a backup goes over; a natsconn.Lease is one.
type Conn interface {
	jsapi.Requester
	Publish(ctx context.Context, msg *nats.Msg) error
	Subscribe(ctx context.Context, subject, queue string) (*nats.Subscription, error)
	Unsubscribe(sub *nats.Subscription)
}

// The files of a backup, as `nats stream restore DIR` reads them. Servers from 2.15
// on send an archive of a kind of their own, which has another name.
const (
	metaFile = "backup.json"
	tarFile  = "stream.tar.s2"
	arcFile  = "stream.arc.s2"
)

// arcMark begins an archive of the second kind. What begins a file cannot be
// compressed, so it stands in it as it is.
const arcMark = "NATSARC1"

// How much a server sends before it waits, and for how long it is waited for.
const (
	chunkSize  = 256 << 10
	windowSize = 2 << 20
	chunkWait  = 15 * time.Second // the server gives up after 5 s
)

// Backup is a stream as it was. It stands in a file that has no name any more, so
// that a backup needs little memory, whose size is known before it is sent, and of
// which nothing stays.
type Backup struct {
	Messages, Bytes uint64 // of the stream

	meta []byte
	data *os.File
	size int64
}

// Take makes a backup of a stream, with its consumers or without. inbox is the
// prefix of subjects that the user may subscribe to. progress is called with
// what there is of it while it comes. The caller closes it.
func Take(ctx context.Context, conn Conn, js jsapi.Client, inbox, name string, consumers bool, progress func(*Backup)) (*Backup, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	deliver := cmp.Or(inbox, "_INBOX") + "." + rand.Text()
	sub, err := conn.Subscribe(ctx, deliver, "")
	if err != nil {
		return nil, err
	}
	defer conn.Unsubscribe(sub)
	body, err := json.Marshal(struct {
		Deliver     string `json:"deliver_subject"`
		NoConsumers bool   `json:"no_consumers,omitempty"`
		Chunk       int    `json:"chunk_size"`
		Window      int    `json:"window_size"`
	}{deliver, !consumers, chunkSize, windowSize})
	if err != nil {
		return nil, err
	}
	asked, cancel := context.WithTimeout(ctx, chunkWait)
	defer cancel()
	answer, err := js.Ask(asked, "STREAM.SNAPSHOT."+name, body)
	if err != nil {
		return nil, err
	}
	b, err := newBackup(answer)
	if err != nil {
		return nil, err
	}
	progress(b)
	if err := b.receive(ctx, conn, sub, progress); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func newBackup(answer []byte) (*Backup, error) {
	var config, state []byte
	c := jsonwalk.New(answer)
	c.Object(func(key []byte) {
		switch string(key) {
		case "config":
			config = c.Value()
		case "state":
			state = c.Value()
		}
	})
	var size struct{ Messages, Bytes uint64 }
	if err := cmp.Or(c.End(), json.Unmarshal(state, &size)); err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	meta, err := json.Marshal(backupMeta{config, state})
	if err != nil {
		return nil, jsapi.BadAnswer(err)
	}
	file, err := os.CreateTemp("", "heynats-backup-*")
	if err != nil {
		return nil, noRoom(err)
	}
	_ = os.Remove(file.Name()) // it lives as long as it is open; where that cannot be, Close removes it
	return &Backup{Messages: size.Messages, Bytes: size.Bytes, meta: meta, data: file}, nil
}

// backupMeta is the content of backup.json.
type backupMeta struct {
	Config json.RawMessage `json:"config"`
	State  json.RawMessage `json:"state"`
}

func noRoom(err error) error {
	return fault.New(fault.Unavailable, "no_room", "HeyNATS has no room for the backup in its directory for temporary files.").
		WithHint("Give it more, or another one by TMPDIR.").Wrap(err)
}

// receive takes chunks until the last. Each carries its number in the subject that
// acknowledges it, but for the last, which is shorter and wants none.
func (b *Backup) receive(ctx context.Context, conn Conn, sub *nats.Subscription, progress func(*Backup)) error {
	for number := 1; ; {
		msg, err := nextChunk(ctx, sub)
		if err != nil {
			return err
		}
		if len(msg.Data) == 0 {
			return b.ended(msg, sub)
		}
		if msg.Reply != "" && msg.Reply[strings.LastIndexByte(msg.Reply, '.')+1:] != strconv.Itoa(number) {
			return cutShort(errors.New("a chunk is missing"))
		}
		n, err := b.data.Write(msg.Data)
		if b.size += int64(n); err != nil {
			return noRoom(err)
		}
		progress(b)
		if msg.Reply != "" {
			number++
			if err := conn.Publish(ctx, &nats.Msg{Subject: msg.Reply}); err != nil {
				return err
			}
		}
	}
}

func nextChunk(ctx context.Context, sub *nats.Subscription) (*nats.Msg, error) {
	wait, cancel := context.WithTimeout(ctx, chunkWait)
	defer cancel()
	msg, err := sub.NextMsgWithContext(wait)
	switch {
	case err == nil:
		return msg, nil
	case errors.Is(err, nats.ErrPermissionViolation):
		return nil, fault.New(fault.Forbidden, "nats_permission", "This user may not subscribe to its inbox.").Wrap(err)
	default:
		return nil, cutShort(err)
	}
}

// ended looks at the message without data, by which the server says that it is
// through, or why not.
func (b *Backup) ended(msg *nats.Msg, sub *nats.Subscription) error {
	switch status := msg.Header.Get("Status"); status {
	case "", "204":
	case "408":
		return cutShort(errors.New("no flow")).WithHint("This user must be allowed to publish to $JS.SNAPSHOT.ACK.>, and the link must be fast enough.")
	default:
		return cutShort(fmt.Errorf("%s %s", status, jsapi.Quoted(msg.Header.Get("Description"))))
	}
	if dropped, err := sub.Dropped(); err != nil || dropped > 0 {
		return cutShort(errors.Join(errors.New("chunks were dropped"), err))
	}
	return nil
}

func cutShort(cause error) *fault.Error {
	return fault.New(fault.Upstream, "backup_failed", "The backup ended in the middle: NATS stopped sending, or the link broke.").
		WithHint("Nothing has changed. Take it again.").Wrap(cause)
}

// Gathered is how many bytes the server has sent of it.
func (b *Backup) Gathered() int64 { return b.size }

// Size is how many bytes Send writes.
func (b *Backup) Size() int64 {
	const block = 512
	padded := func(n int64) int64 { return (n + block - 1) / block * block }
	return block + padded(int64(len(b.meta))) + block + padded(b.size) + 2*block
}

// Send writes the backup as a tar of its two files.
func (b *Backup) Send(w io.Writer) error {
	name, err := b.dataFile()
	if err != nil {
		return err
	}
	if _, err := b.data.Seek(0, io.SeekStart); err != nil {
		return err
	}
	t := tar.NewWriter(w)
	for _, f := range []struct {
		name string
		size int64
		from io.Reader
	}{{metaFile, int64(len(b.meta)), strings.NewReader(string(b.meta))}, {name, b.size, b.data}} {
		if err := t.WriteHeader(&tar.Header{Name: f.name, Mode: 0o600, Size: f.size, Format: tarFormat(f.size), ModTime: time.Now().Truncate(time.Second)}); err != nil {
			return err
		}
		if _, err := io.Copy(t, f.from); err != nil {
			return err
		}
	}
	return t.Close()
}

// dataFile is the name of what the server sent, which says by itself what it is.
func (b *Backup) dataFile() (string, error) {
	head := make([]byte, 64)
	n, err := b.data.ReadAt(head, 0)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return "", err
	case bytes.Contains(head[:n], []byte(arcMark)):
		return arcFile, nil
	default:
		return tarFile, nil
	}
}

// tarFormat is the plainest that can say the size.
func tarFormat(size int64) tar.Format {
	if size < 8<<30 {
		return tar.FormatUSTAR
	}
	return tar.FormatGNU
}

// Close gives the room back.
func (b *Backup) Close() {
	_ = b.data.Close()
	_ = os.Remove(b.data.Name())
}
