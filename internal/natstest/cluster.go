package natstest

import (
	"fmt"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
)

// Cluster starts n servers that know each other, named natstest-1 and so on,
// with the same options, users and certificates. With JetStream each has its
// own store, and it returns when there is a leader, after a fraction of a second.
func Cluster(tb testing.TB, n int, opts ...Option) []*Server {
	tb.Helper()
	base := newSettings(tb, opts)
	base.ClusterName, base.ClusterPort = "natstest", server.RANDOM_PORT
	if base.JetStream {
		return jetStreamCluster(tb, n, base)
	}
	var all []*Server
	for i := range n {
		set := base.member(i)
		if i > 0 {
			set.Routes = []string{"nats-route://" + all[0].Server().ClusterAddr().String()}
		}
		all = append(all, start(tb, set))
	}
	awaitRoutes(tb, all)
	return all
}

// jetStreamCluster tells each server of all others before the first one runs:
// that is how they know how many have to agree.
func jetStreamCluster(tb testing.TB, n int, base *settings) []*Server {
	tb.Helper()
	ports := freePorts(tb, n)
	for _, port := range ports {
		base.Routes = append(base.Routes, "nats-route://"+join(port))
	}
	var all []*Server
	for i, port := range ports {
		set := base.member(i)
		set.ClusterPort, set.StoreDir = port, tb.TempDir()
		all = append(all, start(tb, set))
	}
	awaitRoutes(tb, all)
	Until(tb, "the leader of JetStream's cluster", func() bool {
		for _, s := range all {
			if s.Server().JetStreamIsLeader() {
				return true
			}
		}
		return false
	})
	return all
}

// member is the settings of one of several servers.
func (s *settings) member(i int) *settings {
	c := s.clone()
	c.Name = fmt.Sprintf("natstest-%d", i+1)
	return c
}

func awaitRoutes(tb testing.TB, all []*Server) {
	tb.Helper()
	for _, s := range all {
		Until(tb, "the routes of the cluster", func() bool { return s.Server().NumRoutes() == len(all)-1 })
	}
}

// freePorts are ports that nobody listened on a moment ago.
func freePorts(tb testing.TB, n int) []int {
	tb.Helper()
	var ports []int
	for range n {
		l := listen(tb)
		defer l.Close() // all at once, so that none comes twice
		ports = append(ports, portOf(l.Addr()))
	}
	return ports
}
