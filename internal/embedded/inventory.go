package embedded

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
)

// inventory answers how much of a product there is, and reserves some.
type inventory struct {
	mu    sync.Mutex
	stock map[string]int
}

type stockAnswer struct {
	SKU       string `json:"sku"`
	Available int    `json:"available"`
	Reserved  int    `json:"reserved,omitempty"`
}

// startInventory runs the service until stop.
func startInventory(nc *nats.Conn) (stop func(), err error) {
	inv := &inventory{stock: map[string]int{}}
	for _, p := range products() {
		inv.stock[p.SKU] = p.Stock
	}
	svc, err := micro.AddService(nc, micro.Config{
		Name: "inventory", Version: "1.4.2", Description: "How much of each product is in the warehouses",
		Metadata: map[string]string{"team": "warehouse", "region": "eu"},
	})
	if err != nil {
		return nil, fmt.Errorf("start the service inventory: %w", err)
	}
	group := svc.AddGroup("inventory")
	for name, handle := range map[string]micro.HandlerFunc{"check": inv.check, "reserve": inv.reserve} {
		if err := group.AddEndpoint(name, handle, micro.WithEndpointMetadata(map[string]string{"schema": `{"sku":"string","quantity":"integer"}`})); err != nil {
			_ = svc.Stop()
			return nil, fmt.Errorf("start the endpoint inventory.%s: %w", name, err)
		}
	}
	return func() { _ = svc.Stop() }, nil // it fails only when the connection has ended already
}

func (inv *inventory) check(r micro.Request) {
	inv.answer(r, func(line) (stockAnswer, string) { return stockAnswer{}, "" })
}

// reserve takes from the stock, which is filled up when it runs out, so that
// some requests fail and the next ones do not.
func (inv *inventory) reserve(r micro.Request) {
	inv.answer(r, func(l line) (stockAnswer, string) {
		left := inv.stock[l.SKU] - max(l.Quantity, 0)
		if left < 0 {
			inv.stock[l.SKU] += 200
			return stockAnswer{}, "not enough in stock"
		}
		inv.stock[l.SKU] = left
		return stockAnswer{Reserved: l.Quantity}, ""
	})
}

// answer reads the request, lets do change the stock, and responds. A response
// that cannot be sent has nobody to be told.
func (inv *inventory) answer(r micro.Request, do func(line) (stockAnswer, string)) {
	var l line
	if err := json.Unmarshal(r.Data(), &l); err != nil {
		_ = r.Error("400", "the request is no JSON such as {\"sku\":\"MUG-01\",\"quantity\":1}", nil)
		return
	}
	inv.mu.Lock()
	_, known := inv.stock[l.SKU]
	var a stockAnswer
	refusal := "unknown sku"
	if known {
		a, refusal = do(l)
		a.SKU, a.Available = l.SKU, inv.stock[l.SKU]
	}
	inv.mu.Unlock()
	switch {
	case !known:
		_ = r.Error("404", refusal, nil)
	case refusal != "":
		_ = r.Error("409", refusal, nil)
	default:
		_ = r.RespondJSON(a)
	}
}
