package api

import (
	"context"
	"errors"
	"io"
	"math"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/stream"
)

const tarType = "application/x-tar"

func (a *API) streamBackupRoutes(tag string) {
	backup := operation(http.MethodGet, "/api/nats/streams/{stream}/backup", "backup-stream", read, tag, "Download a stream",
		"As a tar of backup.json and stream.arc.s2 (stream.tar.s2 from servers before 2.15), which nats stream restore DIR reads. It is made in a temporary file first, so its size is known when it begins to come.", http.StatusUnprocessableEntity)
	text := &huma.Schema{Type: huma.TypeString}
	backup.Responses = map[string]*huma.Response{"200": {
		Description: "OK", Content: map[string]*huma.MediaType{tarType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
		Headers: map[string]*huma.Param{
			"Heynats-Backup-Messages": {Schema: text, Description: "Messages of the stream."},
			"Heynats-Backup-Bytes":    {Schema: text, Description: "Bytes of the stream; the download is smaller, or larger, as its Content-Length says."},
			"Content-Disposition":     {Schema: text},
		},
	}}
	huma.Register(a.huma, backup, a.backupStream)
	const one = "/api/nats/streams/{stream}/backup/{download}"
	register(a, operation(http.MethodGet, one, "follow-backup", observe, tag, "How far a download of a stream is",
		"Of one that was given a name, until ten minutes after its end.", http.StatusUnprocessableEntity), a.followBackup)
	register(a, operation(http.MethodDelete, one, "stop-backup", observe, tag, "Stop a download of a stream",
		"Of one that was given a name. The stream stays as it is. Answered with how far it was; it has stopped when its state says so.", http.StatusUnprocessableEntity), a.stopBackup)

	restore := answersRaw[StreamDetail](a, operation(http.MethodPost, "/api/nats/streams/restore", "restore-stream", write, tag, "Make a stream of a backup",
		"Of a tar as backup makes it, of any size. It goes to NATS as it comes. When it is cut, or NATS fails, the server is told to forget what it has, and the error says whether it did.",
		http.StatusBadRequest, http.StatusUnprocessableEntity), http.StatusCreated)
	restore.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{tarType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
	a.takesBody(restore, math.MaxInt64)
	register(a, restore, a.restoreStream)
}

// takesBody lets the body of an operation be so large. It reads the body itself.
func (a *API) takesBody(op huma.Operation, most int64) {
	if a.bodies == nil {
		a.bodies = make(map[string]int64)
	}
	a.bodies[op.Method+" "+op.Path] = most
}

// BodyLimit returns the most bytes that a request's body may have, by what its
// operation declared; 0 when it declared nothing. The path is without the base path.
func (a *API) BodyLimit(r *http.Request) int64 {
	_, pattern := a.mux.Handler(r)
	return a.bodies[pattern]
}

// BackupStreamInput says what is downloaded.
type BackupStreamInput struct {
	InStream
	Consumers bool   `query:"consumers" default:"true" doc:"Whether its consumers are in it."`
	Download  string `query:"download" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"A name for this download, by which it can be followed and stopped."`
}

func (a *API) backupStream(ctx context.Context, in *BackupStreamInput) (*huma.StreamResponse, error) {
	caller := callerOf(ctx).huma
	var followed *download
	if in.Download != "" {
		key, err := a.downloadKey(ctx, in.InStream, in.Download)
		if err != nil {
			return nil, a.fail(caller, err)
		}
		if ctx, followed, err = a.downloads.begin(ctx, key); err != nil {
			return nil, a.fail(caller, err)
		}
	}
	_, w := humago.Unwrap(caller)
	live := transfer{rc: http.NewResponseController(w)}
	b, err := a.takeBackup(ctx, in, live, followed)
	if err != nil {
		err = a.fail(caller, err)
		followed.end(ctx, err)
		return nil, err
	}
	return &huma.StreamResponse{Body: func(huma.Context) {
		defer b.Close()
		h := w.Header()
		h.Set("Content-Type", tarType)
		h.Set("Content-Length", strconv.FormatInt(b.Size(), 10))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": in.Stream + ".tar"}))
		h.Set("Heynats-Backup-Messages", strconv.FormatUint(b.Messages, 10))
		h.Set("Heynats-Backup-Bytes", strconv.FormatUint(b.Bytes, 10))
		followed.sends(b.Size())
		err := b.Send(writer{w, &live, ctx.Err, followed})
		followed.end(ctx, err)
		if err != nil {
			panic(http.ErrAbortHandler) // the length is promised: only a cut says that it is not all
		}
	}}, nil
}

func (a *API) takeBackup(ctx context.Context, in *BackupStreamInput, live transfer, followed *download) (*stream.Backup, error) {
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	b, err := stream.Take(ctx, lease, jetStream(lease), lease.Connection().Target().InboxPrefix, in.Stream, in.Consumers, func(b *stream.Backup) {
		live.moves()
		followed.gathers(b)
	})
	if err != nil && errors.Is(context.Cause(ctx), errDownloadStopped) {
		return nil, fault.New(fault.Conflict, "download_stopped", "The download was stopped before it began to come.")
	}
	return b, err
}

// RestoreStreamInput says what becomes of the backup.
type RestoreStreamInput struct {
	OnConnection
	Name string `query:"name" maxLength:"1024" doc:"Of the stream; that of the backup when absent."`
}

func (a *API) restoreStream(ctx context.Context, in *RestoreStreamInput) (*RawOutput, error) {
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	r, w := humago.Unwrap(callerOf(ctx).huma)
	live := transfer{rc: http.NewResponseController(w)}
	to := stream.Restoring{Name: in.Name, MaxPayload: lease.Server().MaxPayload}
	d, err := stream.Restore(ctx, lease, jetStream(lease), to, reader{r.Body, &live}, live.moves)
	if err != nil {
		live.drain(r.Body)
	}
	return documentOutput(d, err)
}

// transfer keeps a request alive as long as something moves: the server's
// deadlines are those of a short one.
type transfer struct{ rc *http.ResponseController }

// How long nothing may move: NATS may take minutes for a stream that it has whole,
// whoever uploads may not.
const (
	answerWithin = 10 * time.Minute
	moveWithin   = time.Minute
)

func (t *transfer) moves() {
	_ = t.rc.SetWriteDeadline(time.Now().Add(answerWithin)) // only a writer of a test knows no deadlines
}

// What is still read of an upload that was refused. Who sends does not listen before
// everything is sent, and would see a broken connection in place of the answer.
const (
	mostDrained = 256 << 20
	drainWithin = 10 * time.Second
)

func (t *transfer) drain(body io.Reader) {
	_ = t.rc.SetReadDeadline(time.Now().Add(drainWithin))
	_, _ = io.Copy(io.Discard, io.LimitReader(body, mostDrained)) // the answer says what is wrong
	t.moves()
}

type reader struct {
	io.Reader

	transfer *transfer
}

// Read implements io.Reader.
func (r reader) Read(p []byte) (int, error) {
	r.transfer.moves()
	_ = r.transfer.rc.SetReadDeadline(time.Now().Add(moveWithin))
	return r.Reader.Read(p)
}

type writer struct {
	io.Writer

	transfer *transfer
	stopped  func() error
	download *download
}

// Write implements io.Writer.
func (w writer) Write(p []byte) (int, error) {
	if err := w.stopped(); err != nil {
		return 0, err
	}
	_ = w.transfer.rc.SetWriteDeadline(time.Now().Add(moveWithin))
	n, err := w.Writer.Write(p)
	w.download.sent(n)
	return n, err
}
