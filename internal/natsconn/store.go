package natsconn

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Owner names the browser session that a connection belongs to: SHA-256 of its
// token.
type Owner [32]byte

// Record is what stays of a connection while it is parked: enough to dial
// again for somebody who holds the owner's key, and nothing for anybody else.
type Record struct {
	ID        string
	Owner     Owner
	Target    *Target // never changed once stored
	Sealed    []byte  // nonce ‖ AES-256-GCM ciphertext of the credentials
	CreatedAt time.Time
	ExpiresAt time.Time
}

// ErrNoRecord says that a store has no record of that id.
var ErrNoRecord = errors.New("natsconn: no such record")

// Store keeps sealed records. Implementations are safe for concurrent use and
// pass the contract test, storeContract.
type Store interface {
	// Put stores the record, replacing one of the same id.
	Put(ctx context.Context, r Record) error
	// Get returns the record or ErrNoRecord.
	Get(ctx context.Context, id string) (Record, error)
	// Delete forgets the record; forgetting one that is not there is no error.
	Delete(ctx context.Context, id string) error
}

// MemoryStore is a Store that lives and dies with the process.
type MemoryStore struct {
	mu      sync.RWMutex
	records map[string]Record
}

// NewMemoryStore returns an empty store.
func NewMemoryStore() *MemoryStore {
	return &MemoryStore{records: make(map[string]Record)}
}

// Put implements Store.
func (s *MemoryStore) Put(_ context.Context, r Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records[r.ID] = r
	return nil
}

// Get implements Store.
func (s *MemoryStore) Get(_ context.Context, id string) (Record, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.records[id]
	if !ok {
		return Record{}, ErrNoRecord
	}
	return r, nil
}

// Delete implements Store.
func (s *MemoryStore) Delete(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.records, id)
	return nil
}
