package config

import (
	"errors"
	"fmt"
	"net"
	"strings"
)

// Sources are where values come from, beside the defaults.
type Sources struct {
	// Flags holds what was typed on the command line, by key: one text for every
	// time that the flag was given. Of a key that takes one value the last counts;
	// the texts of a list are joined.
	Flags map[string][]string
	// Env looks up a variable, as os.LookupEnv does; nil is an empty environment.
	// A variable that is set but empty counts as not set.
	Env func(name string) (string, bool)
	// File is the path of a YAML file; empty is none.
	File string
}

// Load reads all sources and returns the configuration, or the first error as
// one sentence for the operator.
func Load(src Sources) (Config, error) {
	c := Default()
	l := loader{settings: c.settings(), origin: map[string]string{}}
	if err := l.readFile(src.File); err != nil {
		return Config{}, err
	}
	if err := l.readEnv(src.Env); err != nil {
		return Config{}, err
	}
	if err := l.readFlags(src.Flags); err != nil {
		return Config{}, err
	}
	if err := l.check(&c); err != nil {
		return Config{}, err
	}
	return c, nil
}

// loader applies texts to settings and remembers where each came from.
type loader struct {
	settings []setting
	origin   map[string]string // by key; absent is a default
}

func (l *loader) readEnv(lookup func(string) (string, bool)) error {
	if lookup == nil {
		return nil
	}
	for _, s := range l.settings {
		text, ok := lookup(envName(s.key))
		if !ok || text == "" {
			continue
		}
		if err := l.set(s, envName(s.key), split(s, text)); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) readFlags(flags map[string][]string) error {
	for _, s := range l.settings {
		texts, ok := flags[s.key]
		if !ok {
			continue
		}
		var items []string
		for _, text := range texts {
			items = append(items, split(s, text)...)
		}
		if err := l.set(s, "flag --"+flagName(s.key), items); err != nil {
			return err
		}
	}
	return nil
}

// split cuts a list at its commas; an empty text is an empty list.
func split(s setting, text string) []string {
	if !s.value.list {
		return []string{text}
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	items := strings.Split(text, ",")
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return items
}

// set replaces the setting's value, whatever a weaker source said. Each item is
// checked, also one that a later item replaces.
func (l *loader) set(s setting, origin string, items []string) error {
	if s.value.list {
		s.value.reset()
	}
	for _, item := range items {
		if err := s.value.set(item); err != nil {
			return wrong(s, origin, quote(item)+reason(err))
		}
	}
	l.origin[s.key] = origin
	return nil
}

// wrong is the one form of every refusal.
func wrong(s setting, origin, got string) error {
	return fmt.Errorf("%s: %s, not %s (%s)", s.key, s.value.takes, got, origin)
}

func reason(err error) string {
	if errors.Is(err, errValue) {
		return ""
	}
	return ": " + err.Error()
}

// quote shows a value on one line and not at any length.
func quote(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// from says in parentheses where the key's value came from.
func (l *loader) from(key string) string {
	if origin, ok := l.origin[key]; ok {
		return " (" + origin + ")"
	}
	return " (the default)"
}

// check refuses values that are wrong only beside each other.
func (l *loader) check(c *Config) error {
	if (c.TLSCert == "") != (c.TLSKey == "") {
		given, missing := "tls_cert", "tls_key"
		if c.TLSCert == "" {
			given, missing = missing, given
		}
		return fmt.Errorf("%s: needs %s beside it%s", given, missing, l.from(given))
	}
	if c.MetricsListen != "" && c.MetricsListen == c.Listen && !anyPort(c.Listen) {
		return fmt.Errorf("metrics_listen: takes another address than listen, not %s%s",
			quote(c.MetricsListen), l.from("metrics_listen"))
	}
	if !c.Loopback() && !c.InsecureNoLogin {
		return fmt.Errorf("listen: takes a loopback address such as 127.0.0.1:5000, not %s%s, because HeyNATS has "+
			"no login yet and everybody who reaches this address could use it; if something before it decides who may, "+
			"set insecure_no_login (--insecure-no-login)", quote(c.Listen), l.from("listen"))
	}
	return nil
}

func anyPort(address string) bool {
	_, port, err := net.SplitHostPort(address)
	return err == nil && strings.Trim(port, "0") == ""
}
