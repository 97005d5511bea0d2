package api

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/kv"
)

func (a *API) kvTransferRoutes(tag, one string) {
	lines := map[string]*huma.MediaType{ndjson: {Schema: &huma.Schema{Type: huma.TypeString}}}
	export := operation(http.MethodGet, one+"/export", "export-kv-bucket", read, tag, "Keys of a bucket as a file of lines",
		"Newline-delimited JSON, as it is read: an ExportedKey for each key that is not deleted, with its last value. The last line is a KeyExportEnd; without it the answer was cut. "+
			"It is no snapshot: a key that is written meanwhile comes with what it has when it is read, and may come twice; one that is new then may be missing. The connection is leased and so not parked meanwhile.",
		http.StatusUnprocessableEntity)
	export.Responses = map[string]*huma.Response{"200": {Description: "Lines of ExportedKey, and one of KeyExportEnd.", Content: lines}}
	huma.Register(a.huma, export, a.exportKeys)
	schemas := a.huma.OpenAPI().Components.Schemas
	schemas.Schema(typeOf[kv.ExportedKey](), true, "ExportedKey")
	schemas.Schema(typeOf[KeyExportEnd](), true, "KeyExportEnd")

	imports := operation(http.MethodPost, one+"/import", "import-kv-keys", write, tag, "Write the keys of a file of lines",
		"Newline-delimited JSON as export makes it, of any size; it is read as it is written. With dry_run it is only compared. A key is written on the condition that it is as this run found it, "+
			"so that what somebody writes in between stays (conflicts). A line that cannot be written is listed in errors, and the others are written all the same. The lines of one key are written in their order.",
		http.StatusUnprocessableEntity)
	imports.RequestBody = &huma.RequestBody{Required: true, Content: lines}
	a.takesBody(imports, math.MaxInt64)
	register(a, imports, a.importKeys)
}

// ExportKeysInput says which keys are wanted.
type ExportKeysInput struct {
	InBucket
	Prefix  string `query:"prefix" maxLength:"1024" doc:"Begins the keys." example:"checkout.limits."`
	Pattern string `query:"pattern" maxLength:"1024" doc:"Keys that match it as a subject. Not together with prefix." example:"checkout.*.eu"`
}

// KeyExportEnd is the last line of an export of keys.
type KeyExportEnd struct {
	End KeysExported `json:"end"`
}

// KeysExported is how an export of keys ended.
type KeysExported struct {
	Keys     uint64 `json:"keys" doc:"Lines before this one."`
	Complete bool   `json:"complete" doc:"These are all keys that were asked for."`
	Reason   string `json:"reason" doc:"end, or the code of the error that ended it."`
	Detail   string `json:"detail,omitempty" doc:"The error in a sentence."`
}

func (a *API) exportKeys(ctx context.Context, in *ExportKeysInput) (*huma.StreamResponse, error) {
	caller := callerOf(ctx).huma
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, a.fail(caller, err)
	}
	opening, cancel := context.WithTimeout(ctx, a.cfg.RequestTimeout)
	defer cancel()
	x, err := kvStore(lease).Export(opening, in.Bucket, kv.Query{Prefix: in.Prefix, Pattern: in.Pattern})
	if err != nil {
		lease.Release()
		return nil, a.fail(caller, err)
	}
	return &huma.StreamResponse{Body: func(hctx huma.Context) {
		defer lease.Release()
		defer x.Close(ctx)
		hctx.SetHeader("Content-Type", ndjson)
		hctx.SetHeader("Content-Disposition", attachment(in.Bucket, ".ndjson"))
		hctx.SetHeader("X-Content-Type-Options", "nosniff")
		a.sendKeys(ctx, x, newPatientWriter(hctx, moveWithin))
	}}, nil
}

// sendKeys reads on as fast as the lines are taken.
func (a *API) sendKeys(ctx context.Context, x *kv.Export, w *patientWriter) {
	out := bufio.NewWriterSize(w, 64<<10)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false) // nobody takes a file of lines for a page
	line := func(v any) error {
		if err := lines.Encode(v); err != nil {
			return errors.Join(errReader, err)
		}
		return nil
	}
	n, err := x.Each(ctx, a.cfg.RequestTimeout, func(e *kv.ExportedKey) error { return line(e) })
	if errors.Is(err, errReader) || ctx.Err() != nil {
		return
	}
	end := KeysExported{Keys: n, Complete: err == nil, Reason: "end"}
	if err != nil {
		p := problem(err)
		end.Reason, end.Detail = p.Code, p.Detail
	}
	if line(KeyExportEnd{end}) == nil && out.Flush() == nil {
		_ = w.Flush() // the reader is gone if it fails
	}
}

// ImportKeysInput says what becomes of the lines.
type ImportKeysInput struct {
	InBucket
	DryRun   bool   `query:"dry_run" doc:"Write nothing, only compare."`
	Existing string `query:"existing" enum:"replace,skip" default:"replace" doc:"What becomes of a key that has another value."`
}

// KeysImported says what became of the lines, or with dry_run what would.
type KeysImported struct {
	New       uint64 `json:"new" doc:"Keys that there were not, or that were deleted."`
	Changed   uint64 `json:"changed" doc:"Keys that had another value."`
	Equal     uint64 `json:"equal" doc:"Keys that have this value. They are not written; their TTL is not compared."`
	Skipped   uint64 `json:"skipped" doc:"Keys that have another value and keep it: existing=skip."`
	Conflicts uint64 `json:"conflicts" doc:"Keys that somebody wrote after this run looked at them. They keep that."`
	Failed    uint64 `json:"failed" doc:"Lines that are wrong, or that NATS did not take."`
	Written   uint64 `json:"written" doc:"Lines that were applied: new and changed; 0 with dry_run."`

	Keys        []ImportedKey        `json:"keys" doc:"The first 100 that are new or changed."`
	ConflictsOn []ImportedKey        `json:"conflicts_on" doc:"The first 100 conflicts."`
	Errors      []ImportedLineFailed `json:"errors" doc:"The first 100."`

	File     string   `json:"file" enum:"whole,incomplete,unknown" doc:"What the end line says of the file. incomplete: the export failed. unknown: there is no end line; the file is cut, or no export."`
	Complete bool     `json:"complete" doc:"All lines were looked at."`
	Problem  *Problem `json:"problem,omitempty" doc:"Why not. What was written before stays: written says how many lines. outcome_unknown: that of the line in errors may be written."`
}

// ImportedKey is a key of an import.
type ImportedKey struct {
	Line            int    `json:"line" doc:"Of the body, from 1."`
	Key             string `json:"key"`
	Outcome         string `json:"outcome" enum:"new,changed,conflict"`
	Revision        uint64 `json:"revision,omitempty" doc:"That the key had when this run looked at it; absent when there was none."`
	WrittenRevision uint64 `json:"written_revision,omitempty" doc:"That it has now."`
}

// ImportedLineFailed is a line that was not written.
type ImportedLineFailed struct {
	Line   int    `json:"line" doc:"Of the body, from 1."`
	Key    string `json:"key,omitempty" doc:"Absent when the line is not understood."`
	Code   string `json:"code" doc:"As that of a problem."`
	Detail string `json:"detail"`
}

// KeysImportedOutput answers POST /api/nats/kv/buckets/{bucket}/import.
type KeysImportedOutput struct{ Body KeysImported }

func (a *API) importKeys(ctx context.Context, in *ImportKeysInput) (*KeysImportedOutput, error) {
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	r, w := humago.Unwrap(callerOf(ctx).huma)
	live := transfer{rc: http.NewResponseController(w)}
	done, err := kvStore(lease).Import(ctx, in.Bucket, kv.Importing{
		DryRun: in.DryRun, Skip: in.Existing == "skip", MaxPayload: lease.Server().MaxPayload, Wait: a.cfg.RequestTimeout,
	}, reader{r.Body, &live})
	if err != nil || done.Stopped != nil && !fault.Is(done.Stopped, "import_cut") {
		live.drain(r.Body)
	}
	if err != nil {
		return nil, err
	}
	body := keysImported(done)
	if in.DryRun {
		body.Written = 0
	}
	body.Problem = problemOf(ctx, done.Stopped)
	return &KeysImportedOutput{Body: body}, nil
}

// problemOf is what stopped something in its middle, for an answer that says more.
func problemOf(ctx context.Context, err error) *Problem {
	if err == nil {
		return nil
	}
	p := problem(err)
	p.of(httpRequest(ctx))
	return p
}

func keysImported(done *kv.Imported) KeysImported {
	body := KeysImported{
		New: done.New, Changed: done.Changed, Equal: done.Equal, Skipped: done.Skipped, Conflicts: done.Conflicts, Failed: done.Failed,
		Written: done.New + done.Changed, Keys: importedKeys(done.Keys), ConflictsOn: importedKeys(done.Clashes),
		Errors: make([]ImportedLineFailed, 0, len(done.Errors)), File: "unknown", Complete: done.Stopped == nil,
	}
	for _, e := range done.Errors {
		body.Errors = append(body.Errors, ImportedLineFailed{e.Line, e.Key, e.Err.Code, e.Err.Detail})
	}
	if done.End != nil {
		body.File = "incomplete"
		if *done.End {
			body.File = "whole"
		}
	}
	return body
}

func importedKeys(keys []kv.ImportedKey) []ImportedKey {
	all := make([]ImportedKey, 0, len(keys))
	for _, k := range keys {
		all = append(all, ImportedKey{k.Line, k.Key, string(k.Outcome), k.Revision, k.Written})
	}
	return all
}
