package jsapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"

	"github.com/heynats/heynats/internal/jsonwalk"
)

// hidden begins the names of metadata that servers keep in a configuration for
// themselves (NATS ADR-44). They change with the server's version.
const hidden = "_nats."

// Revision is a short name for what a configuration says: the same for the same
// document, hidden metadata aside. An error is that it is not an object.
func Revision(config []byte) (string, error) {
	sum := sha256.New()
	// What is hashed is unambiguous: lengths stand before what varies.
	add := func(key, value []byte) {
		for _, part := range [][]byte{key, value} {
			sum.Write(strconv.AppendInt(nil, int64(len(part)), 10))
			sum.Write([]byte{':'})
			sum.Write(part)
		}
	}
	c := jsonwalk.New(config)
	if c.Peek() != '{' {
		c.Fail()
	}
	c.Object(func(key []byte) {
		if string(key) != "metadata" || c.Peek() != '{' {
			add(key, c.Value())
			return
		}
		c.Object(func(name []byte) {
			if value := c.Value(); !bytes.HasPrefix(name, []byte(hidden)) {
				add(append([]byte("metadata."), name...), value)
			}
		})
	})
	if err := c.End(); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

var errNoConfig = errors.New("there is no configuration in it")

// Config returns the configuration inside an INFO answer, as it stands there.
func Config(info []byte) ([]byte, error) {
	var config []byte
	c := jsonwalk.New(info)
	c.Object(func(key []byte) {
		if string(key) == "config" {
			config = c.Value()
		}
	})
	if err := c.End(); err != nil {
		return nil, BadAnswer(err)
	}
	if config == nil {
		return nil, BadAnswer(errNoConfig)
	}
	return config, nil
}

// Document puts members of ours before those of a server's answer, which stay as
// they came, and leaves out the answer's type. Ours is an object that is not
// empty; a member of the answer that it has too is left out.
func Document(ours, answer []byte) ([]byte, error) {
	taken := map[string]bool{"type": true}
	c := jsonwalk.New(ours)
	c.Object(func(key []byte) { taken[string(key)] = true })
	if err := c.End(); err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(ours)+len(answer))
	out = append(out, bytes.TrimSuffix(ours, []byte("}"))...)
	c = jsonwalk.New(answer)
	c.Object(func(key []byte) {
		if taken[string(key)] {
			return
		}
		name, err := json.Marshal(string(key))
		if err != nil {
			c.Fail() // a string can always be written
		}
		out = append(append(out, ','), name...)
		out = append(append(out, ':'), c.Value()...)
	})
	if err := c.End(); err != nil {
		return nil, BadAnswer(err)
	}
	return append(out, '}'), nil
}
