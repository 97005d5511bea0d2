// Package session knows browser sessions and which connections they own.
//
// A session is a random 256-bit token in a cookie. The store keeps it under
// SHA-256(token) and never the token itself, so reading this process's memory
// does not yield a cookie. A session exists as long as it owns a connection:
// [Store.Connect] makes one when it is needed, and the end of its last
// connection ends it. One of its connections is current.
//
//	token, info, err := sessions.Connect(ctx, cookie, spec) // set the cookie to token
//	lease, err := sessions.GetOrReconnect(ctx, cookie, "", natsconn.Active)
//
// A token that the store does not know is never adopted: whoever brings one
// gets a new one (no session fixation). Somebody else's connection answers
// exactly as one that does not exist.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/natsconn"
)

// Token is what the browser holds, in its cookie form: 43 characters of
// base64url. It is a secret; it proves the session and opens its credentials.
type Token string

const (
	tokenBytes  = 32
	tokenLength = 43
	shardCount  = 64
)

// Store holds all sessions. Its methods may be called concurrently.
type Store struct {
	manager *natsconn.Manager
	shards  [shardCount]shard
}

type shard struct {
	mu       sync.RWMutex
	sessions map[natsconn.Owner]*Session
}

// Session is one browser's connections.
type Session struct {
	owner   natsconn.Owner
	current atomic.Pointer[natsconn.ConnectionInfo]

	mu      sync.Mutex
	conns   []*natsconn.ConnectionInfo // oldest first
	pending int                        // being opened
}

// NewStore returns an empty store on top of a manager, which tells it of every
// connection that ends.
func NewStore(manager *natsconn.Manager) *Store {
	s := &Store{manager: manager}
	for i := range s.shards {
		s.shards[i].sessions = make(map[natsconn.Owner]*Session)
	}
	manager.OnRemove(s.forget)
	return s
}

var (
	errNoSession = fault.New(fault.Unauthenticated, "no_session", "There is no session. Connect to a NATS server first.")
	errNoCurrent = fault.New(fault.Unauthenticated, "not_connected", "No connection of this session is current. Connect, or choose one.")
	errNotFound  = fault.New(fault.NotFound, "connection_not_found", "There is no such connection.")
)

// parse decodes a cookie into the key it stands for. It takes the canonical
// form only.
func parse(token string) (key natsconn.Key, ok bool) {
	if len(token) != tokenLength {
		return key, false
	}
	var text [tokenLength]byte
	copy(text[:], token)
	n, err := base64.RawURLEncoding.Strict().Decode(key[:], text[:])
	return key, err == nil && n == tokenBytes
}

func owner(key natsconn.Key) natsconn.Owner { return sha256.Sum256(key[:]) }

func newToken() (Token, natsconn.Key) {
	var key natsconn.Key
	if _, err := rand.Read(key[:]); err != nil {
		panic(err) // documented never to happen
	}
	return Token(base64.RawURLEncoding.EncodeToString(key[:])), key
}

func (s *Store) shard(o natsconn.Owner) *shard { return &s.shards[o[0]%shardCount] }

func (s *Store) find(token string) (*Session, natsconn.Key, error) {
	key, ok := parse(token)
	if !ok {
		return nil, key, errNoSession
	}
	o := owner(key)
	sh := s.shard(o)
	sh.mu.RLock()
	found := sh.sessions[o]
	sh.mu.RUnlock()
	if found == nil {
		return nil, key, errNoSession
	}
	return found, key, nil
}

// pick returns the named connection, or the current one when id is empty.
func (x *Session) pick(id string) (*natsconn.ConnectionInfo, error) {
	if id == "" {
		if c := x.current.Load(); c != nil {
			return c, nil
		}
		return nil, errNoCurrent
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, c := range x.conns {
		if c.ID() == id {
			return c, nil
		}
	}
	return nil, errNotFound
}

// GetOrReconnect leases a connection of the session behind token: the one
// named id, or the current one when id is empty. Errors: no_session,
// not_connected, connection_not_found, and those of the manager.
func (s *Store) GetOrReconnect(ctx context.Context, token, id string, use natsconn.Use) (natsconn.Lease, error) {
	x, key, err := s.find(token)
	if err != nil {
		return natsconn.Lease{}, err
	}
	c, err := x.pick(id)
	if err != nil {
		return natsconn.Lease{}, err
	}
	return s.manager.GetOrReconnect(ctx, c, key, use)
}

// Known reports whether token is one of ours.
func (s *Store) Known(token string) bool {
	_, _, err := s.find(token)
	return err == nil
}

// Lookup returns a connection without using it, and the key that opens it.
func (s *Store) Lookup(token, id string) (*natsconn.ConnectionInfo, natsconn.Key, error) {
	x, key, err := s.find(token)
	if err != nil {
		return nil, key, err
	}
	c, err := x.pick(id)
	return c, key, err
}

// Connect opens a connection and makes it current. It belongs to the session
// behind token, or to a new one when token is not one of ours; the returned
// token is the one to keep. Errors: those of the manager's Open.
func (s *Store) Connect(ctx context.Context, token string, spec natsconn.Spec) (Token, *natsconn.ConnectionInfo, error) {
	x, key, err := s.find(token)
	kept := Token(token)
	if err != nil {
		kept, key = newToken()
		x = &Session{owner: owner(key)}
	}
	if err := s.makeRoom(x); err != nil {
		return "", nil, err
	}
	c, err := s.manager.Open(ctx, x.owner, key, spec)
	if err != nil {
		x.mu.Lock()
		x.pending--
		x.mu.Unlock()
		return "", nil, err
	}
	s.add(x, c)
	if c.IsClosed() { // ended before it was known here
		s.forget(c)
	}
	return kept, c, nil
}

// makeRoom reserves a place in the session, evicting its oldest parked
// connection when it is full.
func (s *Store) makeRoom(x *Session) error {
	most := s.manager.Config().MaxPerOwner
	x.mu.Lock()
	full := len(x.conns)+x.pending >= most
	candidates := slices.Clone(x.conns)
	x.pending++
	x.mu.Unlock()
	if !full || s.manager.Evict(candidates) {
		return nil
	}
	x.mu.Lock()
	x.pending--
	x.mu.Unlock()
	return fault.New(fault.Unavailable, "limit_reached", "This browser session has as many connections as it may have, and none of them is parked.").
		WithHint("Disconnect one that is not needed.").WithRetryAfter(time.Minute)
}

func (s *Store) add(x *Session, c *natsconn.ConnectionInfo) {
	sh := s.shard(x.owner)
	sh.mu.Lock()
	defer sh.mu.Unlock()
	// The session may have ended while the dial was under way; its token then
	// lives on with this connection.
	sh.sessions[x.owner] = x
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pending--
	x.conns = append(x.conns, c)
	x.current.Store(c)
}

// forget is told of every connection that ended for good.
func (s *Store) forget(c *natsconn.ConnectionInfo) {
	sh := s.shard(c.Owner())
	sh.mu.Lock()
	defer sh.mu.Unlock()
	x := sh.sessions[c.Owner()]
	if x == nil {
		return
	}
	x.current.CompareAndSwap(c, nil)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.conns = slices.DeleteFunc(x.conns, func(other *natsconn.ConnectionInfo) bool { return other == c })
	if len(x.conns) == 0 {
		delete(sh.sessions, c.Owner())
	}
}

// List returns the session's connections, oldest first, and the current one,
// which may be nil. An unknown token has none.
func (s *Store) List(token string) (all []*natsconn.ConnectionInfo, current *natsconn.ConnectionInfo) {
	x, _, err := s.find(token)
	if err != nil {
		return nil, nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return slices.Clone(x.conns), x.current.Load()
}

// SetCurrent makes the named connection the session's current one. Errors:
// no_session, connection_not_found.
func (s *Store) SetCurrent(token, id string) (*natsconn.ConnectionInfo, error) {
	x, _, err := s.find(token)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, c := range x.conns {
		if c.ID() == id {
			x.current.Store(c)
			return c, nil
		}
	}
	return nil, errNotFound
}

// Disconnect ends a connection for good. The session's token stops working
// when it was the last one; live reports whether it still works.
func (s *Store) Disconnect(token, id string) (c *natsconn.ConnectionInfo, live bool, err error) {
	c, _, err = s.Lookup(token, id)
	if err != nil {
		return nil, false, err
	}
	s.manager.Disconnect(c)
	_, _, err = s.find(token)
	return c, err == nil, nil
}

// Count returns the number of sessions.
func (s *Store) Count() int {
	n := 0
	for i := range s.shards {
		sh := &s.shards[i]
		sh.mu.RLock()
		n += len(sh.sessions)
		sh.mu.RUnlock()
	}
	return n
}
