package natstest

import (
	"fmt"
	"testing"

	"github.com/nats-io/nats-server/v2/server"
)

// Cluster starts n servers that know each other, named natstest-1 and so on,
// with the same options, users and certificates. Without JetStream: a cluster
// of it takes seconds to elect its leaders.
func Cluster(tb testing.TB, n int, opts ...Option) []*Server {
	tb.Helper()
	base := newSettings(tb, opts)
	if base.JetStream {
		tb.Fatal("natstest.Cluster has no JetStream")
	}
	base.ClusterName, base.ClusterPort = "natstest", server.RANDOM_PORT
	var all []*Server
	for i := range n {
		set := base.clone()
		set.Name = fmt.Sprintf("natstest-%d", i+1)
		if i > 0 {
			set.Routes = []string{"nats-route://" + all[0].Server().ClusterAddr().String()}
		}
		all = append(all, start(tb, set))
	}
	for _, s := range all {
		Until(tb, "the routes of the cluster", func() bool { return s.Server().NumRoutes() == n-1 })
	}
	return all
}
