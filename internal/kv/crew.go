package kv

import (
	"context"
	"sync"
)

// How much a crew does at once.
const (
	mostAtOnce = 64
	roomOf     = 256 << 10 // bytes that take as much room as a piece of work without any
)

// crew does pieces of work at once, but those of a key one after the other. It is
// given work by one goroutine, which waits for all of it in the end.
type crew struct {
	room chan struct{}
	work sync.WaitGroup

	mu      sync.Mutex
	busy    map[string]chan struct{} // closed when the last piece of a key is done
	stopped error
}

func newCrew() *crew {
	return &crew{room: make(chan struct{}, mostAtOnce), busy: make(map[string]chan struct{})}
}

// do begins a piece of work as soon as there is room for it and for its bytes. It
// returns why no more is done: the context's error, or what stop was told.
func (c *crew) do(ctx context.Context, key string, bytes int, work func()) error {
	need := min(1+bytes/roomOf, mostAtOnce)
	for i := range need {
		select {
		case c.room <- struct{}{}:
		case <-ctx.Done():
			c.leave(i)
			return ctx.Err()
		}
	}
	before, done, err := c.enter(key)
	if err != nil {
		c.leave(need)
		return err
	}
	c.work.Go(func() {
		defer c.leave(need)
		defer c.exit(key, done)
		if before != nil {
			<-before // its work ends by itself
		}
		if c.err() == nil {
			work()
		}
	})
	return nil
}

func (c *crew) leave(room int) {
	for range room {
		<-c.room
	}
}

func (c *crew) enter(key string) (before, done chan struct{}, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped != nil {
		return nil, nil, c.stopped
	}
	before, done = c.busy[key], make(chan struct{})
	c.busy[key] = done
	return before, done, nil
}

func (c *crew) exit(key string, done chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy[key] == done {
		delete(c.busy, key)
	}
	close(done)
}

// stop lets nothing more begin.
func (c *crew) stop(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped == nil {
		c.stopped = err
	}
}

func (c *crew) err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stopped
}

// wait waits for what has begun, and returns what stop was told.
func (c *crew) wait() error {
	c.work.Wait()
	return c.err()
}
