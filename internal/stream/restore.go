package stream

import (
	"archive/tar"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path"
	"time"

	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsapi"
)

// Restoring says what becomes of a backup.
type Restoring struct {
	Name       string // of the stream; empty for that of the backup
	MaxPayload int64  // bytes that the server takes in one message
}

// How long a server may take: for a chunk, and for the stream once it has all.
const (
	restoreWait = 30 * time.Second
	finishWait  = 5 * time.Minute
	cleanUpWait = 5 * time.Second
)

// Restore makes a stream of a backup, a tar of backup.json and behind it
// stream.arc.s2 or stream.tar.s2, which it reads as fast as the server takes it. progress is called
// while it does. There must be no stream of the name. When it ends in the middle the
// server is told to forget what it has; whether it did is in the error.
func Restore(ctx context.Context, conn Conn, js jsapi.Client, to Restoring, backup io.Reader, progress func()) (jsapi.Document, error) {
	archive := tar.NewReader(backup)
	name, request, err := readMeta(archive, to.Name)
	if err != nil {
		return jsapi.Document{}, err
	}
	header, err := nextFile(archive)
	if err != nil {
		return jsapi.Document{}, err
	}
	if name := path.Base(header.Name); name != arcFile && name != tarFile {
		return jsapi.Document{}, notABackup("behind "+metaFile+" comes "+arcFile+" or "+tarFile, nil)
	}
	progress()
	answer, err := js.Change(ctx, "STREAM.RESTORE."+name, request)
	if err != nil {
		return jsapi.Document{}, located(err, nil)
	}
	var begun struct {
		Deliver string `json:"deliver_subject"`
	}
	if err := jsapi.Decode(answer, &begun); err != nil {
		return jsapi.Document{}, err
	}
	u := upload{conn: conn, js: js, name: name, to: begun.Deliver, progress: progress}
	return u.run(ctx, archive, chunkOf(to.MaxPayload))
}

// chunkOf is how much is sent at once.
func chunkOf(maxPayload int64) int {
	const most = 512 << 10
	if maxPayload <= 0 || maxPayload > most {
		return most
	}
	return int(maxPayload)
}

func notABackup(why string, cause error) error {
	return fault.New(fault.Unprocessable, "validation_failed", "This is no backup of a stream: "+why+".").
		WithHint("Make it by tar cf backup.tar -C DIR " + metaFile + " " + arcFile + ", or " + tarFile + " if that is in it.").WithField("body").Wrap(cause)
}

func nextFile(archive *tar.Reader) (*tar.Header, error) {
	for {
		header, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil, notABackup("it ends too early", err)
		case err != nil:
			return nil, unread(err)
		case header.Typeflag == tar.TypeReg:
			return header, nil
		}
	}
}

// unread is the error for a body that cannot be read to its end, or is no tar.
func unread(err error) error {
	if errors.Is(err, tar.ErrHeader) {
		return notABackup("it is no tar", err)
	}
	return fault.New(fault.Invalid, "upload_cut", "The upload ended in the middle.").Wrap(err)
}

const mostMeta = 1 << 20 // bytes of backup.json

// readMeta reads backup.json, and makes the request of it.
func readMeta(archive *tar.Reader, name string) (string, []byte, error) {
	header, err := nextFile(archive)
	if err != nil {
		return "", nil, err
	}
	if path.Base(header.Name) != metaFile || header.Size > mostMeta {
		return "", nil, notABackup("it does not begin with "+metaFile, nil)
	}
	text, err := io.ReadAll(io.LimitReader(archive, mostMeta))
	if err != nil {
		return "", nil, unread(err)
	}
	var meta backupMeta
	var config map[string]json.RawMessage // all members, known or not
	if err := json.Unmarshal(text, &meta); err != nil {
		return "", nil, notABackup(metaFile+" is not JSON", err)
	}
	if err := json.Unmarshal(meta.Config, &config); err != nil || config == nil {
		return "", nil, notABackup(metaFile+" has no configuration", err)
	}
	field := "query.name"
	if name == "" {
		field = "body"
		if err := json.Unmarshal(config["name"], &name); err != nil {
			return "", nil, notABackup(metaFile+" names no stream", err)
		}
	}
	if err := jsapi.CheckName(name, field); err != nil {
		return "", nil, err
	}
	if config["name"], err = json.Marshal(name); err != nil {
		return "", nil, err
	}
	if meta.Config, err = json.Marshal(config); err != nil {
		return "", nil, err
	}
	if len(meta.State) == 0 {
		meta.State = json.RawMessage(`{}`)
	}
	request, err := json.Marshal(meta)
	return name, request, err
}

// upload is a restore that the server has begun.
type upload struct {
	conn     Conn
	js       jsapi.Client
	name, to string
	progress func()
}

func (u *upload) run(ctx context.Context, data io.Reader, size int) (jsapi.Document, error) {
	chunk := make([]byte, size)
	for {
		n, err := io.ReadFull(data, chunk)
		if n > 0 {
			if err := u.send(ctx, chunk[:n]); err != nil {
				return jsapi.Document{}, u.abandon(ctx, err)
			}
		}
		switch {
		case err == nil:
			u.progress()
			continue
		case errors.Is(err, io.EOF), n > 0 && errors.Is(err, io.ErrUnexpectedEOF) && whole(data):
			return u.finish(ctx)
		default:
			return jsapi.Document{}, u.abandon(ctx, unread(err))
		}
	}
}

// whole reports whether a file of an archive has been read to its end: io.ReadFull
// says the same of a last chunk that is short and of a body that was cut.
func whole(data io.Reader) bool {
	_, err := data.Read(make([]byte, 1))
	return err == io.EOF
}

// send sends a chunk, and waits until the server has it.
func (u *upload) send(ctx context.Context, chunk []byte) error {
	ctx, cancel := context.WithTimeout(ctx, restoreWait)
	defer cancel()
	msg, err := u.conn.Request(ctx, u.to, chunk)
	if err != nil || len(msg.Data) == 0 {
		return err
	}
	return jsapi.Refused(msg.Data)
}

// finish says that all has been sent, and waits for the stream.
func (u *upload) finish(ctx context.Context) (jsapi.Document, error) {
	ctx, cancel := context.WithTimeout(ctx, finishWait)
	defer cancel()
	msg, err := u.conn.Request(ctx, u.to, nil)
	if err != nil {
		return jsapi.Document{}, fault.New(fault.Upstream, "outcome_unknown", "NATS has the whole backup, but did not say whether the stream is restored.").
			WithHint("Look for the stream before you restore it again.").Wrap(err)
	}
	if err := jsapi.Refused(msg.Data); err != nil {
		return jsapi.Document{}, u.abandon(ctx, err)
	}
	return Get(ctx, u.js, u.name)
}

// abandon makes the server forget what it has: a chunk that nobody waits for ends a
// restore. Some servers (2.15) keep the stream with what came so far; as there was
// none of the name before, it is ours to delete. It returns the error with what became
// of it.
func (u *upload) abandon(ctx context.Context, cause error) error {
	f := fault.New(fault.Upstream, "restore_failed", "NATS does not take the backup any more.").Wrap(cause)
	if known, ok := errors.AsType[*fault.Error](cause); ok && known.Code != "no_responders" {
		*f = *known
	}
	if f.Code == "stream_exists" {
		return f // somebody else's, made meanwhile
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpWait)
	defer cancel()
	switch err := u.cleanUp(ctx); {
	case err == nil:
		f.Detail += " Nothing of the stream stays."
	case fault.Is(err, "nats_permission"), fault.Is(err, "nats_refused"):
		f.Detail += " The stream may be there with a part of its messages, and this user may not delete it."
	default:
		f.Detail += " Whether a part of the stream stays is not known: look for it before you restore it again."
	}
	return f
}

// How often, and how often in a row, there must be no stream: the server may be
// about to make it.
const (
	goneLook  = 100 * time.Millisecond
	goneTimes = 3
)

// cleanUp ends the restore, and deletes the stream until it is gone.
func (u *upload) cleanUp(ctx context.Context) error {
	err := u.conn.Publish(ctx, &nats.Msg{Subject: u.to, Data: []byte("cut")})
	if err != nil && !fault.Is(err, "nats_permission") { // then it has nothing
		return err
	}
	for gone := 0; gone < goneTimes; {
		switch err := Delete(ctx, u.js, u.name); {
		case fault.Is(err, "stream_not_found"):
			gone++
		case err != nil:
			return err
		default:
			gone = 0
		}
		select {
		case <-time.After(goneLook):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
