package api

import (
	"context"
	"math"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/nats-io/nats.go"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/objstore"
)

const anyBytes = "application/octet-stream"

func (a *API) objectContentRoutes(tag, one string) {
	bytes := map[string]*huma.MediaType{anyBytes: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	text := &huma.Schema{Type: huma.TypeString}

	upload := operation(http.MethodPut, one, "upload-object", write, tag, "Upload an object",
		"Of any size; it goes to NATS as it comes. With a revision, or create, nothing is replaced that somebody else wrote (412 revision_changed, 409 object_exists). "+
			"When it is cut, or NATS fails, what was stored of it is removed again, and the error says whether it was. The description, headers and metadata of an object that is replaced do not stay.",
		http.StatusBadRequest, http.StatusPreconditionFailed, http.StatusUnprocessableEntity)
	upload.RequestBody = &huma.RequestBody{Required: true, Content: bytes}
	a.takesBody(upload, math.MaxInt64)
	register(a, upload, a.uploadObject)

	content := operation(http.MethodGet, one+"/content", "download-object", read, tag, "Download an object",
		"The content, as it is read; of a link that of the object to which it leads. Ranges (RFC 9110) and conditions by ETag, which is the digest, are understood. "+
			"What is read from the beginning is checked: when its digest is another one the answer is cut before its end. No browser shows it as a page.",
		http.StatusUnprocessableEntity)
	content.Responses = map[string]*huma.Response{
		"200": {
			Description: "The content.", Content: bytes,
			Headers: map[string]*huma.Param{
				"Content-Disposition": {Schema: text},
				"ETag":                {Schema: text, Description: "The digest."},
				"Last-Modified":       {Schema: text},
				"Accept-Ranges":       {Schema: text},
			},
		},
		"206": {Description: "The ranges that were asked for.", Content: bytes},
		"304": {Description: "The content has the digest of If-None-Match."},
		"412": {Description: "The content has another digest than If-Match says."},
		"416": {Description: "There is no such range."},
	}
	huma.Register(a.huma, content, a.downloadObject)
}

// UploadObjectInput says what becomes of the body.
type UploadObjectInput struct {
	InObject
	Description string `query:"description" maxLength:"4096"`
	ContentType string `query:"content_type" maxLength:"255" doc:"What the content is, as a media type. It is kept as the header Content-Type, and downloads have it." example:"application/pdf"`
	ChunkSize   int    `query:"chunk_size" minimum:"1024" maximum:"8388608" doc:"Bytes; 131072 when absent, or less when the server takes no such messages."`
	Revision    uint64 `query:"revision" minimum:"1" doc:"Of the object that this one replaces: what somebody wrote since then stays (412 revision_changed)."`
	Create      bool   `query:"create" doc:"There must be no object of this name (409 object_exists). Not together with revision."`
}

// ObjectWritten is an object that was uploaded.
type ObjectWritten struct {
	StoredObject
	Leftover bool `json:"leftover,omitempty" doc:"NATS did not remove the chunks of the object that was replaced: clean removes them."`
}

// ObjectWrittenOutput answers PUT /api/nats/objects/buckets/{bucket}/object.
type ObjectWrittenOutput struct{ Body ObjectWritten }

func (a *API) uploadObject(ctx context.Context, in *UploadObjectInput) (*ObjectWrittenOutput, error) {
	if in.Create && in.Revision > 0 {
		return nil, fault.New(fault.Unprocessable, "validation_failed", "An object that must not be there has no revision.").WithField("query.create")
	}
	var headers nats.Header
	if in.ContentType != "" {
		kind, params, err := mime.ParseMediaType(in.ContentType)
		if err != nil {
			return nil, fault.New(fault.Unprocessable, "validation_failed", "This is no media type, such as application/pdf.").WithField("query.content_type")
		}
		headers = nats.Header{"Content-Type": {mime.FormatMediaType(kind, params)}}
	}
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	r, w := humago.Unwrap(callerOf(ctx).huma)
	live := transfer{rc: http.NewResponseController(w)}
	done, err := objectStore(lease).Put(ctx, in.Bucket, objstore.Upload{
		Name: in.Name, Description: in.Description, Headers: headers, ChunkSize: in.ChunkSize, Revision: revisionOf(in.Revision, in.Create),
	}, reader{r.Body, &live}, live.moves)
	if err != nil {
		live.drain(r.Body)
		return nil, err
	}
	live.moves()
	return &ObjectWrittenOutput{Body: ObjectWritten{storedObject(done.Object), done.Leftover}}, nil
}

func (a *API) downloadObject(ctx context.Context, in *InObject) (*huma.StreamResponse, error) {
	caller := callerOf(ctx).huma
	lease, err := a.lease(ctx, in.on(), read)
	if err != nil {
		return nil, a.fail(caller, err)
	}
	c, err := objectStore(lease).Read(ctx, in.Bucket, in.Name)
	if err != nil {
		lease.Release()
		return nil, a.fail(caller, err)
	}
	return &huma.StreamResponse{Body: func(huma.Context) {
		defer lease.Release()
		defer c.Close()
		r, w := humago.Unwrap(caller)
		h := w.Header()
		h.Set("Content-Type", typeOfObject(c.Object))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(in.Name)}))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		if c.Object.Digest != "" {
			h.Set("ETag", strconv.QuoteToASCII(c.Object.Digest))
		}
		live := transfer{rc: http.NewResponseController(w)}
		http.ServeContent(lively{w, writer{w, &live, ctx.Err, nil}}, r, "", c.Object.Modified, c)
		if c.Err() != nil {
			_ = a.fail(caller, c.Err()) // for the log: the answer has begun
			panic(http.ErrAbortHandler) // the length is promised: only a cut says that it is not all
		}
	}}, nil
}

// lively is a response that may take as long as something moves.
type lively struct {
	http.ResponseWriter

	body writer
}

// Write implements http.ResponseWriter.
func (l lively) Write(p []byte) (int, error) { return l.body.Write(p) }

// typeOfObject is what whoever stored the object says, or what its name says.
func typeOfObject(o *objstore.Object) string {
	if said := o.Headers.Get("Content-Type"); said != "" {
		if kind, params, err := mime.ParseMediaType(said); err == nil {
			return mime.FormatMediaType(kind, params)
		}
	}
	if kind := mime.TypeByExtension(path.Ext(o.Name)); kind != "" {
		return kind
	}
	return anyBytes
}

const mostFileName = 200 // bytes; file systems take 255

// fileName makes a file's name of what somebody else chose: the part behind the last
// slash, of whatever kind, without what is harmful in a file name of any system.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf) || strings.ContainsRune(`<>:"|?*`, r) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, name)
	if len(name) > mostFileName { // the extension says more than the middle
		end := path.Ext(name)
		if len(end) > 20 {
			end = ""
		}
		name = strings.ToValidUTF8(name[:mostFileName-len(end)], "") + end
	}
	name = strings.Trim(name, " ")
	if strings.Trim(name, ".") == "" {
		return "object"
	}
	return name
}
