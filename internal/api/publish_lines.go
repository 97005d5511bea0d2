package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// batchLines are the messages of a batch as they came. Each is read again when it
// is sent, so that a batch takes no more memory than its text.
type batchLines struct {
	schema lineSchema
	text   []byte
	count  int
}

// lineSchema checks a line as huma checks a body.
type lineSchema struct {
	registry huma.Registry
	schema   *huma.Schema
}

func (a *API) batchSchema() lineSchema {
	registry := a.huma.OpenAPI().Components.Schemas
	return lineSchema{registry, registry.Schema(typeOf[PublishMessage](), false, "")}
}

// check reads every line, and counts them. The error is that of the first line
// that is wrong, and names it.
func (b *batchLines) check(lease natsconn.Lease) error {
	var at int
	err := b.each(func(n int, p *PublishMessage) error {
		at = n
		if b.count++; b.count > mostBatchLines {
			return fault.New(fault.TooLarge, "body_too_large", "A batch has at most "+strconv.Itoa(mostBatchLines)+" lines.")
		}
		_, err := p.message(lease)
		return err
	})
	switch {
	case err != nil:
		return ofLine(err, at)
	case b.count == 0:
		return fault.New(fault.Unprocessable, "validation_failed", "There is no message in the body: each line is one, as JSON.").WithField("body")
	}
	return nil
}

// each calls visit for every line that is not empty, and stops with its error. The
// errors of lines that cannot be read name them.
func (b *batchLines) each(visit func(n int, p *PublishMessage) error) error {
	rest := b.text
	for n := 1; len(rest) > 0; n++ {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		p, err := b.schema.read(line)
		if err != nil {
			return ofLine(err, n)
		}
		if err := visit(n, &p); err != nil {
			return err
		}
	}
	return nil
}

// read reads a line as strictly as a body: what is unknown, or of another type, is
// refused.
func (s lineSchema) read(line []byte) (PublishMessage, error) {
	var p PublishMessage
	var tree any
	invalid := func(detail string) (PublishMessage, error) {
		return p, fault.New(fault.Unprocessable, "validation_failed", detail).WithField("body")
	}
	if !utf8.Valid(line) {
		return invalid("This is not UTF-8. Other bytes are written as Base64, with encoding.")
	}
	if err := json.Unmarshal(line, &tree); err != nil {
		return invalid("This is not a JSON object on one line.")
	}
	var result huma.ValidateResult
	huma.Validate(s.registry, s.schema, huma.NewPathBuffer([]byte("body"), 4), huma.ModeWriteToServer, tree, &result)
	if len(result.Errors) > 0 {
		if d, ok := errors.AsType[*huma.ErrorDetail](result.Errors[0]); ok {
			return p, fault.New(fault.Unprocessable, "validation_failed", sentenceOf(d.Message)).WithField(d.Location)
		}
	}
	if err := json.Unmarshal(line, &p); err != nil || len(result.Errors) > 0 {
		return invalid("This is no message.")
	}
	return p, nil
}

func sentenceOf(words string) string {
	return strings.ToUpper(words[:min(len(words), 1)]) + words[min(len(words), 1):] + "."
}

// ofLine says which line an error is about, once.
func ofLine(err error, n int) error {
	f, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	line := *f
	const body = "body"
	if rest, ok := strings.CutPrefix(f.Field, body); f.Kind != fault.TooLarge || ok {
		if strings.HasPrefix(rest, ".line[") {
			return err
		}
		line.Field = fmt.Sprintf("%s.line[%d]%s", body, n, rest)
	}
	line.Detail = fmt.Sprintf("Line %d: %s", n, f.Detail)
	return &line
}
