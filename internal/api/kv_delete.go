package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/kv"
)

func (a *API) deleteKeysRoute(tag, many string) {
	register(a, operation(http.MethodPost, many+"/delete", "delete-kv-keys", write, tag, "Delete many keys",
		"Those that match and are not deleted yet. With dry_run it only counts them; the deletion wants that count as expected, and does nothing when another number matches (409 count_changed). "+
			"Each key goes on the condition that nobody writes it meanwhile, and keys that are new since it began stay.", http.StatusUnprocessableEntity), a.deleteKeys)
}

// DeleteKeysInput says which keys are deleted.
type DeleteKeysInput struct {
	InBucket
	Body KeysDeletion
}

// KeysDeletion says which keys are deleted, and how.
type KeysDeletion struct {
	Prefix   string  `json:"prefix,omitempty" maxLength:"1024" doc:"Begins the keys." example:"checkout.limits."`
	Pattern  string  `json:"pattern,omitempty" maxLength:"1024" doc:"Keys that match it as a subject. Not together with prefix." example:"checkout.*.eu"`
	All      bool    `json:"all,omitempty" doc:"Every key of the bucket: has to be said when there is neither prefix nor pattern."`
	Purge    bool    `json:"purge,omitempty" doc:"The revisions before go as well, for ever."`
	DryRun   bool    `json:"dry_run,omitempty" doc:"Delete nothing, only count."`
	Expected *uint64 `json:"expected,omitempty" doc:"matched of the dry run, which must be complete. Required without dry_run."`
}

// KeysDeleted says what became of the keys.
type KeysDeleted struct {
	Matched  uint64   `json:"matched" doc:"Keys that there were when it began. With dry_run, and not complete: at least so many."`
	Deleted  uint64   `json:"deleted"`
	Changed  uint64   `json:"changed" doc:"Keys that somebody wrote or deleted meanwhile. They stay as they are."`
	Complete bool     `json:"complete" doc:"All keys were looked at."`
	Problem  *Problem `json:"problem,omitempty" doc:"What stopped the deletion. What is deleted stays so; outcome_unknown: some more may be."`
}

// KeysDeletedOutput answers POST /api/nats/kv/buckets/{bucket}/keys/delete.
type KeysDeletedOutput struct{ Body KeysDeleted }

// countWithin is how long a dry run counts.
const countWithin = 30 * time.Second

func (a *API) deleteKeys(ctx context.Context, in *DeleteKeysInput) (*KeysDeletedOutput, error) {
	d := kv.Deletion{
		Prefix: in.Body.Prefix, Pattern: in.Body.Pattern, All: in.Body.All, Purge: in.Body.Purge, DryRun: in.Body.DryRun,
		Wait: a.cfg.RequestTimeout, Count: countWithin,
	}
	switch {
	case in.Body.Expected != nil:
		d.Expected = *in.Body.Expected
	case !d.DryRun:
		return nil, fault.New(fault.Unprocessable, "validation_failed", "Say how many keys are to go: what a dry run counted.").WithField("body.expected")
	}
	lease, err := a.lease(ctx, in.on(), write)
	if err != nil {
		return nil, err
	}
	defer lease.Release()
	_, w := humago.Unwrap(callerOf(ctx).huma)
	live := transfer{rc: http.NewResponseController(w)}
	d.Moves = live.moves
	done, err := kvStore(lease).DeleteKeys(ctx, in.Bucket, d)
	if err != nil {
		return nil, err
	}
	return &KeysDeletedOutput{Body: KeysDeleted{
		Matched: done.Matched, Deleted: done.Deleted, Changed: done.Changed, Complete: done.Complete, Problem: problemOf(ctx, done.Stopped),
	}}, nil
}
