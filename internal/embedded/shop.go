package embedded

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/nats-io/nats.go"
)

// shop makes up the messages of a small shop. Its orders go through all their
// steps, so that one can be followed from stream to stream by its id. It is
// not safe for concurrent use.
type shop struct {
	rand    *rand.Rand
	orders  int
	sold    int
	refunds int
	open    []*order
	now     func() time.Time
}

func newShop() *shop {
	// The same seed each time: a screenshot of today looks like one of tomorrow.
	random := rand.New(rand.NewPCG(2024, 11)) //nolint:gosec // nothing here must not be guessed
	return &shop{rand: random, orders: 10_000, now: time.Now}
}

type product struct {
	SKU   string  `json:"sku"`
	Name  string  `json:"name"`
	Price float64 `json:"price"`
	Stock int     `json:"stock"`
}

func products() []product {
	return []product{
		{"MUG-01", "Enamel mug", 14.5, 320},
		{"TEE-02", "Organic t-shirt", 29, 150},
		{"CAP-03", "Canvas cap", 22, 80},
		{"BAG-04", "Roll-top bag", 89, 41},
		{"PEN-05", "Brass pen", 35.9, 210},
		{"NTB-06", "Dotted notebook", 12.9, 540},
		{"LMP-07", "Desk lamp", 119, 27},
		{"CHR-08", "Folding chair", 64, 63},
		{"SOX-09", "Wool socks", 16, 400},
		{"BTL-10", "Steel bottle", 27.5, 175},
	}
}

func (s *shop) catalogue() []byte { return encode(products()) }

type line struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

type order struct {
	ID       string    `json:"order_id"`
	Region   string    `json:"region"`
	Customer string    `json:"customer"`
	Lines    []line    `json:"lines,omitempty"`
	Total    float64   `json:"total"`
	Currency string    `json:"currency"`
	Status   string    `json:"status"`
	At       time.Time `json:"at"`

	carrier string
	step    int
}

type payment struct {
	ID       string    `json:"payment_id"`
	OrderID  string    `json:"order_id"`
	Method   string    `json:"method"`
	Amount   float64   `json:"amount"`
	Currency string    `json:"currency"`
	Reason   string    `json:"reason,omitempty"`
	At       time.Time `json:"at"`
}

type refund struct {
	ID       string    `json:"refund_id"`
	OrderID  string    `json:"order_id"`
	Amount   float64   `json:"amount"`
	Currency string    `json:"currency"`
	Reason   string    `json:"reason"`
	At       time.Time `json:"at"`
}

type shipment struct {
	Tracking string    `json:"tracking"`
	OrderID  string    `json:"order_id"`
	Carrier  string    `json:"carrier"`
	WeightG  int       `json:"weight_g"`
	At       time.Time `json:"at"`
}

type job struct {
	Kind    string `json:"kind"`
	OrderID string `json:"order_id"`
	To      string `json:"to,omitempty"`
}

type event struct {
	Entity string    `json:"entity"`
	Kind   string    `json:"kind"`
	At     time.Time `json:"at"`
}

type reading struct {
	Site   string    `json:"site"`
	Sensor string    `json:"sensor"`
	Value  float64   `json:"value"`
	Unit   string    `json:"unit"`
	At     time.Time `json:"at"`
}

// history is what has happened until now.
func (s *shop) history() []*nats.Msg {
	var msgs []*nats.Msg
	for range 520 {
		msgs = append(msgs, s.advance()...)
	}
	for range 600 {
		msgs = append(msgs, s.reading())
	}
	for i, what := range []string{"user.created", "role.granted", "key.rotated", "flag.changed", "login.failed"} {
		for n := range 4 {
			msgs = append(msgs, message("audit."+what, "", map[string]string{
				"actor": pickFrom(s.rand, "ada", "grace", "edsger"), "action": what, "id": fmt.Sprintf("A-%d", i*4+n+1),
			}))
		}
	}
	for range refundsWaiting {
		msgs = append(msgs, s.refund())
	}
	return msgs
}

// refund is for one of the orders there were, in their order: it draws no lots,
// which would change all messages after it.
func (s *shop) refund() *nats.Msg {
	s.refunds++
	p := products()[s.refunds%len(products())]
	r := refund{ID: fmt.Sprintf("REF-%d", 7_000+s.refunds), OrderID: fmt.Sprintf("ORD-%d", 10_000+s.refunds), Amount: p.Price, Currency: "EUR", Reason: "damaged " + p.Name, At: s.now().UTC()}
	return message("refunds."+p.SKU, r.ID, r)
}

// advance opens an order, or moves one on by a step.
func (s *shop) advance() []*nats.Msg {
	if len(s.open) < 4 || (len(s.open) < 40 && s.rand.IntN(4) == 0) {
		return s.create()
	}
	i := s.rand.IntN(len(s.open))
	o := s.open[i]
	o.step++
	o.At = s.now().UTC()
	var msgs []*nats.Msg
	switch o.step {
	case 1:
		msgs = s.pay(o)
	case 2:
		msgs = s.ship(o)
	default:
		msgs = s.deliver(o)
	}
	if o.Status == "cancelled" || o.Status == "delivered" {
		s.open = append(s.open[:i], s.open[i+1:]...)
	}
	return msgs
}

func (s *shop) create() []*nats.Msg {
	s.orders++
	region := pickFrom(s.rand, "eu", "eu", "us", "us", "apac")
	o := &order{
		ID: fmt.Sprintf("ORD-%d", s.orders), Region: region, Customer: fmt.Sprintf("C-%03d", 100+s.rand.IntN(80)),
		Currency: map[string]string{"eu": "EUR", "us": "USD", "apac": "JPY"}[region], Status: "created", At: s.now().UTC(),
		carrier: map[string]string{"eu": "dhl", "us": "ups", "apac": "sagawa"}[region],
	}
	all := products()
	for range 1 + s.rand.IntN(3) {
		p := all[s.rand.IntN(len(all))]
		n := 1 + s.rand.IntN(3)
		o.Lines = append(o.Lines, line{p.SKU, n})
		o.Total += p.Price * float64(n)
	}
	o.Total = math.Round(o.Total*100) / 100
	s.open = append(s.open, o)
	return []*nats.Msg{
		o.message(),
		message("events.customer."+o.Customer, "", event{Entity: o.Customer, Kind: "ordered " + o.ID, At: o.At}),
		message("events.product."+o.Lines[0].SKU, "", event{Entity: o.Lines[0].SKU, Kind: "sold", At: o.At}),
	}
}

func (s *shop) pay(o *order) []*nats.Msg {
	s.sold++
	p := payment{
		ID: fmt.Sprintf("PAY-%d", 50_000+s.sold), OrderID: o.ID, Method: pickFrom(s.rand, "card", "card", "paypal", "invoice"),
		Amount: o.Total, Currency: o.Currency, At: o.At,
	}
	if s.rand.IntN(12) == 0 {
		o.Status, p.Reason = "cancelled", pickFrom(s.rand, "insufficient funds", "card expired", "suspected fraud")
		return []*nats.Msg{message("payments.declined", p.ID, p), o.message()}
	}
	o.Status = "paid"
	return []*nats.Msg{
		message("payments.captured."+p.Method, p.ID, p), o.message(),
		message("jobs.invoice", o.ID+"-invoice", job{Kind: "invoice", OrderID: o.ID}),
	}
}

func (s *shop) ship(o *order) []*nats.Msg {
	o.Status = "shipped"
	return []*nats.Msg{
		o.shipped("dispatched", 200+s.rand.IntN(9000)), o.message(),
		message("jobs.email", o.ID+"-email", job{Kind: "email", OrderID: o.ID, To: o.Customer + "@example.com"}),
	}
}

func (s *shop) deliver(o *order) []*nats.Msg {
	o.Status = "delivered"
	return []*nats.Msg{
		o.shipped("delivered", 200+s.rand.IntN(9000)), o.message(),
		message("events.customer."+o.Customer, "", event{Entity: o.Customer, Kind: "received " + o.ID, At: o.At}),
	}
}

func (o *order) message() *nats.Msg {
	m := message("orders."+o.Region+"."+o.Status, o.ID+"-"+o.Status, o)
	m.Header.Set("Order-Id", o.ID)
	return m
}

func (o *order) shipped(what string, grams int) *nats.Msg {
	return message("shipments."+o.carrier+"."+what, o.ID+"-"+what, shipment{
		Tracking: "TRK" + o.ID[len("ORD-"):], OrderID: o.ID, Carrier: o.carrier, WeightG: grams, At: o.At,
	})
}

func (s *shop) reading() *nats.Msg {
	site, sensor := pickFrom(s.rand, "berlin", "austin", "osaka"), pickFrom(s.rand, "temperature", "humidity", "door", "power")
	r := reading{Site: site, Sensor: sensor, Unit: map[string]string{"temperature": "°C", "humidity": "%", "door": "open", "power": "kW"}[sensor], At: s.now().UTC()}
	switch sensor {
	case "temperature":
		r.Value = 19 + s.rand.NormFloat64()
	case "humidity":
		r.Value = 45 + 3*s.rand.NormFloat64()
	case "door":
		r.Value = float64(s.rand.IntN(2))
	default:
		r.Value = 3 + 8*s.rand.Float64()
	}
	r.Value = math.Round(r.Value*100) / 100
	return message("telemetry."+site+"."+sensor, "", r)
}

// session is a customer who signs in or comes back.
func (s *shop) session() entry {
	customer := fmt.Sprintf("C-%03d", 100+s.rand.IntN(80))
	return entry{bucketSessions, customer, string(encode(map[string]string{
		"customer": customer, "agent": pickFrom(s.rand, "firefox", "safari", "chrome"), "basket": fmt.Sprintf("%d items", s.rand.IntN(6)),
	}))}
}

// message is a message with its content as JSON; with an id a stream takes it
// once.
func message(subject, id string, content any) *nats.Msg {
	m := nats.NewMsg(subject)
	m.Header.Set("Content-Type", "application/json")
	if id != "" {
		m.Header.Set(nats.MsgIdHdr, id)
	}
	m.Data = encode(content)
	return m
}

func encode(content any) []byte {
	b, err := json.Marshal(content)
	if err != nil {
		panic(err) // our own types of strings and numbers always marshal
	}
	return b
}

func pickFrom(r *rand.Rand, options ...string) string { return options[r.IntN(len(options))] }
