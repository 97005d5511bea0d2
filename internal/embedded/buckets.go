package embedded

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The key-value buckets, and the object bucket.
const (
	bucketConfig   = "config"
	bucketSessions = "sessions"
	bucketFlags    = "feature-flags"
	bucketAssets   = "assets"
)

func buckets() []jetstream.KeyValueConfig {
	return []jetstream.KeyValueConfig{
		{Bucket: bucketConfig, Description: "Settings of the services, with their last ten values", History: 10, MaxBytes: 2 * mib, Metadata: map[string]string{"team": "platform"}},
		{Bucket: bucketSessions, Description: "Signed-in customers; a session ends after 15 minutes", TTL: 15 * time.Minute, MaxBytes: 2 * mib},
		{Bucket: bucketFlags, Description: "What is switched on", History: 5, MaxBytes: mib},
	}
}

// entry is one put; an empty value deletes the key.
type entry struct{ bucket, key, value string }

// entries are in the order of time: later ones make revisions of earlier ones.
func entries() []entry {
	return []entry{
		{bucketConfig, "checkout/limits", `{"max_items":20,"max_total":5000,"currency":"EUR"}`},
		{bucketConfig, "checkout/limits", `{"max_items":50,"max_total":5000,"currency":"EUR"}`},
		{bucketConfig, "checkout/limits", `{"max_items":50,"max_total":10000,"currency":"EUR"}`},
		{bucketConfig, "checkout/payment", `{"providers":["card","paypal"],"timeout":"5s"}`},
		{bucketConfig, "checkout/payment", `{"providers":["card","paypal","invoice"],"timeout":"8s"}`},
		{bucketConfig, "search/ranking", `{"boost":{"in_stock":2.5,"new":1.2},"synonyms":true}`},
		{bucketConfig, "shipping/carriers", `[{"name":"dhl","regions":["eu"]},{"name":"ups","regions":["us","eu"]},{"name":"sagawa","regions":["apac"]}]`},
		{bucketConfig, "mail.from", `shop@example.com`},
		{bucketConfig, "mail.templates.welcome", "Hello {{name}},\n\nwelcome to the shop.\n"},
		{bucketConfig, "warehouse.berlin", `{"bays":14,"opening":"06:00-22:00"}`},
		{bucketConfig, "warehouse.austin", `{"bays":22,"opening":"05:00-23:00"}`},
		{bucketConfig, "warehouse.osaka", `{"bays":9,"opening":"07:00-21:00"}`},
		{bucketConfig, "legacy.endpoint", `http://old.example.com/api`},
		{bucketConfig, "legacy.endpoint", ""},
		{bucketFlags, "new-checkout", "true"},
		{bucketFlags, "dark-mode", "false"},
		{bucketFlags, "dark-mode", "true"},
		{bucketFlags, "recommendations", `{"enabled":true,"percent":25}`},
		{bucketFlags, "recommendations", `{"enabled":true,"percent":50}`},
		{bucketFlags, "gift-cards", "false"},
		{bucketFlags, "summer-sale", "true"},
		{bucketFlags, "summer-sale", ""},
	}
}

func fillBuckets(ctx context.Context, c *client, s *shop) error {
	open := map[string]jetstream.KeyValue{}
	for _, cfg := range buckets() {
		kv, err := c.js.CreateKeyValue(ctx, cfg)
		if err != nil {
			return fmt.Errorf("create bucket %s: %w", cfg.Bucket, err)
		}
		open[cfg.Bucket] = kv
	}
	all := entries()
	for range 40 {
		all = append(all, s.session())
	}
	for _, e := range all {
		if err := e.put(ctx, open[e.bucket]); err != nil {
			return fmt.Errorf("put key %s of bucket %s: %w", e.key, e.bucket, err)
		}
	}
	return nil
}

func (e entry) put(ctx context.Context, kv jetstream.KeyValue) error {
	if e.value == "" {
		return kv.Delete(ctx, e.key)
	}
	_, err := kv.PutString(ctx, e.key, e.value)
	return err
}

func fillObjects(ctx context.Context, c *client, s *shop) error {
	store, err := c.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{
		Bucket: bucketAssets, Description: "Files of the shop", MaxBytes: 4 * mib,
	})
	if err != nil {
		return fmt.Errorf("create object bucket %s: %w", bucketAssets, err)
	}
	for _, o := range []struct {
		name, description, contentType string
		content                        []byte
	}{
		{"readme.txt", "What this bucket is for", "text/plain", []byte("The files of the shop: its catalogue, its logo and its terms.\nUpload, download or delete what you like: it is a playground.\n")},
		{"catalogue.json", "Everything there is to buy", "application/json", s.catalogue()},
		{"images/logo.png", "The logo, 64 by 64", "image/png", logo()},
		{"terms/2024.md", "Terms and conditions", "text/markdown", []byte("# Terms\n\n1. Be kind.\n2. Acknowledge your messages.\n")},
	} {
		meta := jetstream.ObjectMeta{Name: o.name, Description: o.description, Headers: nats.Header{"Content-Type": {o.contentType}}}
		if _, err := store.Put(ctx, meta, bytes.NewReader(o.content)); err != nil {
			return fmt.Errorf("put object %s: %w", o.name, err)
		}
	}
	return nil
}

// logo is a small picture: two bars with a gradient.
func logo() []byte {
	const size = 64
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			c := color.RGBA{R: 0x27, G: uint8(0x60 + y), B: uint8(0xa0 + x/2), A: 0xff}
			if (x+y)/8%3 == 0 {
				c = color.RGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil // a buffer takes everything
	}
	return out.Bytes()
}
