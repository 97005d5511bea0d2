package config_test

import (
	"os"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/heynats/heynats/internal/config"
)

// No engine runs the compose file here, but its settings can be read as HeyNATS
// would read them.
func TestTheComposeFileIsTaken(t *testing.T) {
	content, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct {
		Services map[string]struct{ Environment map[string]string }
	}
	if err := yaml.Unmarshal(content, &compose); err != nil {
		t.Fatal(err)
	}
	env := compose.Services["heynats"].Environment
	known := map[string]bool{}
	for _, key := range config.Keys() {
		known[key.Env()] = true
	}
	for name := range env {
		if !known[name] {
			t.Errorf("%s is no setting", name)
		}
	}
	cfg := load(t, config.Sources{Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }})
	if cfg.Loopback() || len(cfg.AllowHost) == 0 {
		t.Errorf("listens on %s and answers to %v", cfg.Listen, cfg.AllowHost)
	}
}
