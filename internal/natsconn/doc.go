// Package natsconn manages NATS connections for browser sessions.
//
// A caller opens a connection once, with [Manager.Open], and from then on asks
// for it with [Manager.GetOrReconnect] whenever it needs it:
//
//	lease, err := manager.GetOrReconnect(ctx, info, key, natsconn.Active)
//	if err != nil {
//		return err // a *fault.Error that says what the person can do
//	}
//	defer lease.Release()
//	msg, err := lease.Request(ctx, "$JS.API.INFO", nil)
//
// What happens in between is the manager's business. A connection that nobody
// leases is parked when it has been idle for Config.IdleTimeout: the NATS
// connection is closed and only a sealed record of target and credentials
// stays. The next active request brings it back. A link that drops while it is
// leased is reconnected by nats.go; one that drops while it is not is parked.
//
// The promises, each with a test:
//
//   - A leased connection is never parked, and the idle clock starts when the
//     last lease is released.
//   - However many callers wait for one connection, one dial serves them; a
//     caller that gives up gets its own context's error and disturbs nobody.
//   - No lock is held across I/O, a callback or a call into nats.go, so a
//     server that hangs can delay only those who wait for that server.
//   - Credentials are encrypted under a key that only the caller's cookie
//     yields, except in the memory of a live link.
//   - After Shutdown no goroutine of the manager or of nats.go is left.
//
// docs/CONNECTION_MANAGEMENT.md tells the same to operators.
package natsconn
