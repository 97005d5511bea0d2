// Package natstest gives a test the NATS it needs: real servers that start in
// milliseconds, servers that can be killed or frozen, peers that misbehave, a
// proxy that breaks links, and a tiny NATS that lives inside a
// testing/synctest bubble.
//
// A test says what it wants and gets it until it ends:
//
//	func TestMain(m *testing.M) { natstest.Main(m) }
//
//	s := natstest.Start(t, natstest.WithUser("alice", "secret"), natstest.WithJetStream())
//	nc := s.Connect()
//	s.Restart()                                        // same port, same store
//	s.Reload(natstest.WithUser("alice", "changed"))    // as an operator would
//
//	p := natstest.StartProcess(t)     // its own OS process: Kill, Freeze, Thaw
//	x := natstest.NewProxy(t, s.Addr()) // Pause makes the link half-open
//	h := natstest.Silent(t)           // accepts and never says a word
//	natstest.Bubble(t, func(t *testing.T) { … NewPipe() … }) // no sockets, fake time
//
// The promises: everything listens on 127.0.0.1 on a port the system chose;
// everything that was started has ended, goroutines included, when the test's
// cleanups have run; a failure to start fails the test with a sentence. Unless
// its doc says otherwise a method may be called from any goroutine, and the
// ones that wait give up after [Patience] and fail the test.
//
// Only tests may import it.
package natstest
