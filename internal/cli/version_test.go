package cli

import (
	"runtime/debug"
	"testing"
)

func TestVersionFromBuild(t *testing.T) {
	commit := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123"}
	changed := debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	for want, info := range map[string]debug.BuildInfo{
		"v1.2.3":                      {Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{commit}},
		"devel":                       {Main: debug.Module{Version: "(devel)"}},
		"devel-0123456789ab":          {Settings: []debug.BuildSetting{commit}},
		"devel-0123456789ab-modified": {Settings: []debug.BuildSetting{commit, changed}},
	} {
		if got := fromBuild(&info); got != want {
			t.Errorf("fromBuild(%+v) = %q, want %q", info, got, want)
		}
	}
	if got := Version("v2.0.0"); got != "v2.0.0" {
		t.Errorf("a linked version gives %q", got)
	}
}
