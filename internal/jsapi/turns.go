package jsapi

import (
	"context"
	"sync"

	"github.com/heynats/heynats/internal/fault"
)

// Turns lets callers change one thing after the other. NATS has no
// compare-and-set for configurations: whoever looks at one before changing it
// must be alone with it, and Turns is as alone as one process can make it. The
// zero value is ready to use, and safe for concurrent use.
type Turns struct {
	mu   sync.Mutex
	open map[string]*turn
}

type turn struct {
	taken chan struct{} // holds one while it is somebody's turn
	users int           // who has it, and who waits
}

// Take waits for the turn with a thing. The error is nats_timeout, when ctx ends
// first.
func (t *Turns) Take(ctx context.Context, thing string) (done func(), err error) {
	u := t.enter(thing)
	select {
	case u.taken <- struct{}{}:
		return func() {
			<-u.taken
			t.leave(thing, u)
		}, nil
	case <-ctx.Done():
		t.leave(thing, u)
		return nil, fault.New(fault.Timeout, "nats_timeout", "Another change of the same thing did not end in time.").Wrap(ctx.Err())
	}
}

func (t *Turns) enter(thing string) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	u := t.open[thing]
	if u == nil {
		if t.open == nil {
			t.open = make(map[string]*turn)
		}
		u = &turn{taken: make(chan struct{}, 1)}
		t.open[thing] = u
	}
	u.users++
	return u
}

func (t *Turns) leave(thing string, u *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if u.users--; u.users == 0 {
		delete(t.open, thing)
	}
}
