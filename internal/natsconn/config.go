package natsconn

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"
)

// Defaults for a Config's zero fields.
const (
	DefaultIdleTimeout    = 30 * time.Minute
	DefaultCheckInterval  = 5 * time.Minute
	DefaultMaxLifetime    = 24 * time.Hour
	DefaultDialTimeout    = 10 * time.Second
	DefaultReconnectWait  = 2 * time.Second
	DefaultMaxConnections = 10_000
	DefaultMaxPerOwner    = 16
)

const (
	probeTimeout  = 2 * time.Second // a ping not answered in this time is a failed one
	probeCache    = 5 * time.Second // how long a probe's outcome is believed
	pingInterval  = 20 * time.Second
	maxPings      = 2
	writeTimeout  = 5 * time.Second // nats.go's FlusherTimeout: bounds one write to a full socket
	forceInterval = time.Second     // a person may force an attempt this often
	strikePause   = 100 * time.Millisecond
	closeGrace    = 250 * time.Millisecond // for the last flush of an idle link
)

// Config says how long connections live. Zero fields take their defaults;
// negative ones are refused by New.
type Config struct {
	// IdleTimeout is how long a connection stays open after its last use.
	IdleTimeout time.Duration
	// CheckInterval is how often idle connections are looked for, so one may
	// stay open for up to IdleTimeout + CheckInterval.
	CheckInterval time.Duration
	// MaxLifetime is how long a connection is kept in all, used or not. When
	// it ends the sealed credentials are deleted.
	MaxLifetime time.Duration
	// DialTimeout bounds one attempt to connect, over all its addresses and
	// with the wait for a dial slot in it.
	DialTimeout time.Duration
	// ReconnectWait is how long a request waits for a link that nats.go is
	// already reconnecting.
	ReconnectWait time.Duration
	// MaxConnections and MaxPerOwner limit the records, parked ones included.
	MaxConnections int
	MaxPerOwner    int
	// Version is told to the NATS server as part of the client's name.
	Version string
}

func (c Config) withDefaults() (Config, error) {
	for _, d := range []struct {
		name  string
		value *time.Duration
		def   time.Duration
	}{
		{"IdleTimeout", &c.IdleTimeout, DefaultIdleTimeout},
		{"CheckInterval", &c.CheckInterval, DefaultCheckInterval},
		{"MaxLifetime", &c.MaxLifetime, DefaultMaxLifetime},
		{"DialTimeout", &c.DialTimeout, DefaultDialTimeout},
		{"ReconnectWait", &c.ReconnectWait, DefaultReconnectWait},
	} {
		if *d.value < 0 {
			return c, fmt.Errorf("natsconn: %s takes a positive duration, not %s", d.name, *d.value)
		}
		if *d.value == 0 {
			*d.value = d.def
		}
	}
	if c.MaxConnections < 0 || c.MaxPerOwner < 0 {
		return c, errors.New("natsconn: limits take a positive number")
	}
	if c.MaxConnections == 0 {
		c.MaxConnections = DefaultMaxConnections
	}
	if c.MaxPerOwner == 0 {
		c.MaxPerOwner = DefaultMaxPerOwner
	}
	if c.Version == "" {
		c.Version = "dev"
	}
	return c, nil
}

// Dialer opens the sockets. Its implementation decides which addresses may be
// dialled at all (dialpolicy.Policy does); it must stop when ctx ends.
type Dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// Deps is what a Manager works with. Only Dialer is required.
type Deps struct {
	Dialer Dialer
	// Store keeps the sealed records; the default keeps them in memory.
	Store Store
	// Logger is told of every connect, park, reconnect, health failure,
	// removal and shutdown. The default discards.
	Logger *slog.Logger
	// Wall is the wall clock, for the absolute lifetime only: everything else
	// is measured on the monotonic clock. The default is time.Now.
	Wall func() time.Time
}

func (d Deps) withDefaults() (Deps, error) {
	if d.Dialer == nil {
		return d, errors.New("natsconn: no Dialer given")
	}
	if d.Store == nil {
		d.Store = NewMemoryStore()
	}
	if d.Logger == nil {
		d.Logger = slog.New(slog.DiscardHandler)
	}
	return d, nil
}

// masterKey is made anew by every process: a record that outlives it in some
// store cannot be opened by another.
func masterKey() []byte {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		panic(err) // documented never to happen
	}
	return key
}
