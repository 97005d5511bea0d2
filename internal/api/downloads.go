package api

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/stream"
)

// BackupProgress is how far the download of a stream is.
type BackupProgress struct {
	State    string   `json:"state" enum:"gathering,sending,sent,stopped,failed" doc:"gathering: NATS puts it together. sending: it is on its way to whoever downloads. sent: all of it is. stopped: by DELETE, or by whoever downloads. failed: problem says why."`
	Messages uint64   `json:"messages,omitempty" doc:"Of the stream; absent until NATS has said it."`
	Bytes    uint64   `json:"bytes,omitempty" doc:"Of the stream; the backup has fewer, or more. Absent until NATS has said it."`
	Gathered int64    `json:"gathered_bytes" doc:"Bytes of the backup that NATS has sent so far."`
	Size     int64    `json:"size_bytes,omitempty" doc:"Bytes of the whole download; absent while it is gathered."`
	Sent     int64    `json:"sent_bytes" doc:"Bytes of the download that are sent."`
	Problem  *Problem `json:"problem,omitempty" doc:"Why it failed: what the download was answered with."`
}

const (
	backupGathering = "gathering"
	backupSending   = "sending"
	backupSent      = "sent"
	backupStopped   = "stopped"
	backupFailed    = "failed"
)

// How long it is known how a download ended, and from how many on it is forgotten at once.
const (
	endedFor      = 10 * time.Minute
	mostDownloads = 1024
)

// downloads are the backups under way that were given a name. A browser downloads by
// itself and tells its page nothing, so the page asks here.
type downloads struct {
	mu  sync.Mutex
	all map[downloadKey]*download
}

type downloadKey struct{ connection, stream, name string }

// download is one of them. All methods work on nil, which is one that nobody follows.
type download struct {
	stop context.CancelCauseFunc

	mu       sync.Mutex
	progress BackupProgress
	ended    time.Time
}

var errDownloadStopped = errors.New("download stopped")

// begin makes a download known. It ends with the context, or by stop.
func (d *downloads) begin(ctx context.Context, key downloadKey) (context.Context, *download, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for key, one := range d.all {
		if one.over(endedFor) || len(d.all) >= mostDownloads && one.over(0) {
			delete(d.all, key)
		}
	}
	if one := d.all[key]; one != nil && !one.over(0) {
		return nil, nil, fault.New(fault.Conflict, "download_exists", "A download of this name is under way.").WithHint("Take another name for each download.")
	}
	if d.all == nil {
		d.all = make(map[downloadKey]*download)
	}
	ctx, stop := context.WithCancelCause(ctx)
	one := &download{stop: stop, progress: BackupProgress{State: backupGathering}}
	d.all[key] = one
	return ctx, one, nil
}

func (d *downloads) find(key downloadKey) (*download, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if one := d.all[key]; one != nil && !one.over(endedFor) {
		return one, nil
	}
	return nil, fault.New(fault.NotFound, "download_not_found", "There is no download of this name: it has not begun, or ended more than ten minutes ago.")
}

// over says whether it ended so long ago.
func (d *download) over(since time.Duration) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.ended.IsZero() && time.Since(d.ended) >= since
}

func (d *download) read() BackupProgress {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.progress
}

func (d *download) gathers(b *stream.Backup) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.progress.Messages, d.progress.Bytes, d.progress.Gathered = b.Messages, b.Bytes, b.Gathered()
}

func (d *download) sends(size int64) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.progress.State, d.progress.Size = backupSending, size
}

func (d *download) sent(n int) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.progress.Sent += int64(n)
}

// end says how it ended. What cannot be sent was stopped at the other side: of what
// fails on this one there is a problem.
func (d *download) end(ctx context.Context, err error) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = time.Now()
	p, isProblem := errors.AsType[*Problem](err)
	switch {
	case err == nil:
		d.progress.State = backupSent
	case ctx.Err() != nil || !isProblem:
		d.progress.State = backupStopped
	default:
		d.progress.State, d.progress.Problem = backupFailed, p
	}
	d.stop(nil)
}

// InDownload is the input of operations on one download.
type InDownload struct {
	InStream
	Download string `path:"download" minLength:"1" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The name that the download was given."`
}

// BackupProgressOutput answers GET and DELETE /api/nats/streams/{stream}/backup/{download}.
type BackupProgressOutput struct{ Body BackupProgress }

func (a *API) followBackup(ctx context.Context, in *InDownload) (*BackupProgressOutput, error) {
	d, err := a.downloadOf(ctx, in)
	if err != nil {
		return nil, err
	}
	return &BackupProgressOutput{Body: d.read()}, nil
}

func (a *API) stopBackup(ctx context.Context, in *InDownload) (*BackupProgressOutput, error) {
	d, err := a.downloadOf(ctx, in)
	if err != nil {
		return nil, err
	}
	d.stop(errDownloadStopped)
	return &BackupProgressOutput{Body: d.read()}, nil
}

func (a *API) downloadOf(ctx context.Context, in *InDownload) (*download, error) {
	key, err := a.downloadKey(ctx, in.InStream, in.Download)
	if err != nil {
		return nil, err
	}
	return a.downloads.find(key)
}

// downloadKey includes the connection, so nobody follows what another session has.
func (a *API) downloadKey(ctx context.Context, in InStream, name string) (downloadKey, error) {
	c, _, err := a.sessions.Lookup(callerOf(ctx).token, in.Connection)
	if err != nil {
		return downloadKey{}, err
	}
	return downloadKey{c.ID(), in.Stream, name}, nil
}
