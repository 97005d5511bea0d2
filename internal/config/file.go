package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readFile applies a YAML file: one mapping of keys to scalars and lists.
func (l *loader) readFile(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("configuration file: %w", err)
	}
	defer f.Close()

	root, err := parse(f)
	if err != nil {
		return fmt.Errorf("configuration file: %s: %w", path, err)
	}
	if root == nil {
		return nil
	}
	if root.Kind != yaml.MappingNode {
		return fmt.Errorf("configuration file: %s:%d: takes lines such as \"idle_timeout: 30m\"", path, root.Line)
	}
	seen := map[string]bool{}
	for pair := range slices.Chunk(root.Content, 2) {
		key, node := pair[0].Value, pair[1]
		at := fmt.Sprintf("%s:%d", path, pair[0].Line)
		if seen[key] {
			return fmt.Errorf("%s: is set twice (%s)", key, at)
		}
		seen[key] = true
		if err := l.setNode(key, node, at); err != nil {
			return err
		}
	}
	return nil
}

// parse returns the one document of r, or nil when it is empty.
func parse(r io.Reader) (*yaml.Node, error) {
	dec := yaml.NewDecoder(r)
	var doc yaml.Node
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil //nolint:nilnil // an empty file is a configuration that says nothing
	} else if err != nil {
		return nil, err
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("takes one YAML document, not several")
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil, nil //nolint:nilnil // only comments
	}
	return root, nil
}

func (l *loader) setNode(key string, node *yaml.Node, at string) error {
	i := slices.IndexFunc(l.settings, func(s setting) bool { return s.key == key })
	if i < 0 {
		return l.unknown(key, at)
	}
	s := l.settings[i]
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch {
	case node.Kind == yaml.ScalarNode && node.Tag == "!!null":
		return wrong(s, at, "nothing")
	case node.Kind == yaml.ScalarNode:
		return l.set(s, at, split(s, node.Value))
	case node.Kind == yaml.SequenceNode && s.value.list:
		items, ok := scalars(node)
		if !ok {
			return wrong(s, at, "a list of lists or mappings")
		}
		return l.set(s, at, items)
	case node.Kind == yaml.SequenceNode:
		return wrong(s, at, "a list")
	default:
		return wrong(s, at, "a mapping")
	}
}

func scalars(list *yaml.Node) ([]string, bool) {
	items := make([]string, 0, len(list.Content))
	for _, node := range list.Content {
		if node.Kind != yaml.ScalarNode {
			return nil, false
		}
		items = append(items, node.Value)
	}
	return items, true
}

// unknown names the key that was probably meant, or else all there are.
func (l *loader) unknown(key, at string) error {
	names := make([]string, len(l.settings))
	plain := func(s string) string { return strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(s)) }
	for i, s := range l.settings {
		if plain(s.key) == plain(key) {
			return fmt.Errorf("%s: is no key, the one you mean is %s (%s)", quote(key), s.key, at)
		}
		names[i] = s.key
	}
	return fmt.Errorf("%s: is no key, the keys are %s (%s)", quote(key), strings.Join(names, ", "), at)
}
