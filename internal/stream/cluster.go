package stream

import (
	"context"
	"encoding/json"
	"time"

	"github.com/heynats/heynats/internal/jsapi"
)

// How long, and how often, is looked for the leader that was chosen. An election
// takes some tenths of a second; while there is no leader nobody may answer.
const (
	electionWithin = 5 * time.Second
	electionLook   = 100 * time.Millisecond
	electionAnswer = 500 * time.Millisecond
)

// StepDown lets the replicas of a stream choose another leader, and returns its
// name: empty when there is none yet.
func StepDown(ctx context.Context, js jsapi.Client, name string) (leader string, err error) {
	if err := checkName(name); err != nil {
		return "", err
	}
	before, err := leaderOf(ctx, js, name)
	if err != nil {
		return "", err
	}
	if _, err := js.Change(ctx, "STREAM.LEADER.STEPDOWN."+name, nil); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, electionWithin)
	defer cancel()
	for {
		now := lookForLeader(ctx, js, name)
		if now != "" && (now != before.Leader || len(before.Replicas) == 0) {
			return now, nil
		}
		select {
		case <-time.After(electionLook):
		case <-ctx.Done():
			return now, nil // it may be the same one again
		}
	}
}

func lookForLeader(ctx context.Context, js jsapi.Client, name string) string {
	ctx, cancel := context.WithTimeout(ctx, electionAnswer)
	defer cancel()
	c, err := leaderOf(ctx, js, name)
	if err != nil {
		return "" // nobody leads, or the new leader is not ready
	}
	return c.Leader
}

type clusterInfo struct {
	Leader   string     `json:"leader"`
	Replicas []struct{} `json:"replicas"`
}

func leaderOf(ctx context.Context, js jsapi.Client, name string) (clusterInfo, error) {
	info, err := jsapi.AskFor[struct {
		Cluster clusterInfo `json:"cluster"`
	}](ctx, js, "STREAM.INFO."+name, nil)
	return info.Cluster, err
}

// RemovePeer takes a server out of those that keep a stream; the cluster puts
// another in its place, if it has one.
func RemovePeer(ctx context.Context, js jsapi.Client, name, peer string) error {
	if err := checkName(name); err != nil {
		return err
	}
	body, err := json.Marshal(struct {
		Peer string `json:"peer"`
	}{peer})
	if err != nil {
		return err
	}
	_, err = js.Change(ctx, "STREAM.PEER.REMOVE."+name, body)
	return err
}
