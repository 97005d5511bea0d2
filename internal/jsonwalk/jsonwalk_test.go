package jsonwalk

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"
)

// read is what a cursor makes of a small document.
type read struct {
	A int64            `json:"a"`
	B uint64           `json:"b"`
	C string           `json:"c"`
	D bool             `json:"d"`
	E []int64          `json:"e"`
	F map[string]int64 `json:"f"`
}

func readAll(data []byte) (r read, err error) {
	c := New(data)
	c.Object(func(key []byte) {
		switch string(key) {
		case "a":
			r.A = c.Int()
		case "b":
			r.B = c.Uint()
		case "c":
			r.C = string(c.Bytes())
		case "d":
			r.D = c.Bool()
		case "e":
			if c.Peek() == '[' {
				r.E = []int64{}
			}
			c.Array(func() { r.E = append(r.E, c.Int()) })
		case "f":
			if c.Peek() == '{' {
				r.F = make(map[string]int64)
			}
			c.Object(func(key []byte) { r.F[string(key)] = c.Int() })
		}
	})
	return r, c.End()
}

func TestCursorReads(t *testing.T) {
	for _, text := range []string{
		`{}`, ` { } `, `null`,
		`{"a":-12,"b":18446744073709551615,"c":"text","d":true,"e":[1,2,3],"f":{"x":1,"y":2}}`,
		" {\n \"a\" : 1 ,\t\"e\" : [ 1 , 2 ] , \"f\" : { } }\r\n",
		`{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null}`,
		`{"c":"é\u00e9\n\"\\","\u0061":7}`, `{"c":"orders.\u003e \u00E9\\\"\u0000"}`, `{"c":"\u003e\ud83d\ude00\u2028"}`,
		`{"x":{"a":[{"b":"}]\\\""},[[]],1.5e-3,false]},"d":false,"a":9}`,
		`{"x":"a\\","a":1}`, `{"x":"\\\"","a":1}`, `{"x":[],"y":{},"z":"","a":1}`,
	} {
		got, err := readAll([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		var want read
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if g, w := asJSON(t, got), asJSON(t, want); g != w {
			t.Errorf("%s\n got %s\nwant %s", text, g, w)
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCursorRefuses(t *testing.T) {
	for _, text := range []string{
		``, `{`, `}`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{"a" 1}`, `{a:1}`, `{"a":1}}`, `{"a":1} x`, `[]`, `"x"`, `7`,
		`{"a":1.5}`, `{"a":"1"}`, `{"a":9223372036854775808}`, `{"b":-1}`, `{"c":1}`, `{"c":"x}`, `{"c":"\`, `{"c":"\x"}`, `{"c":"\u00"}`, `{"c":"\u00+1"}`, `{"c":"\u003"}`,
		`{"d":1}`, `{"d":trap}`, `{"e":{}}`, `{"e":[1,]}`, `{"e":[1 2]}`, `{"e":1}`, `{"f":[]}`, `{"a":nil}`, `{"x":}`, `{"x":,"a":1}`, `{"x":]}`, `{"a":nul`,
		`{"x":` + strings.Repeat("[", 100_000),
	} {
		if got, err := readAll([]byte(text)); err == nil {
			t.Errorf("%.40s was read as %+v", text, got)
		}
	}
}

func TestCursorIsNotHurtByDepth(t *testing.T) {
	deep := `{"x":` + strings.Repeat(`[`, 1_000_000) + strings.Repeat(`]`, 1_000_000) + `,"a":1}`
	if got, err := readAll([]byte(deep)); err != nil || got.A != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCursorHandsOutValues(t *testing.T) {
	const text = `{"a": {"x":[1,"}"]} ,"b":-1.5e3,"c":null,"d":"\"" , "e":[ ] }`
	want := map[string]string{"a": `{"x":[1,"}"]}`, "b": `-1.5e3`, "c": `null`, "d": `"\""`, "e": `[ ]`}
	got := make(map[string]string)
	c := New([]byte(text))
	c.Object(func(key []byte) { got[string(key)] = string(c.Value()) })
	if err := c.End(); err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %q, want %q", err, got, want)
	}
	for _, broken := range []string{`{"a":}`, `{"a":[1}`, `{"a":`} {
		c := New([]byte(broken))
		c.Object(func([]byte) { _ = c.Value() })
		if c.End() == nil {
			t.Errorf("%s was read", broken)
		}
	}
}

// FuzzCursor compares the cursor with encoding/json: what that reads the cursor
// must read too, and the same.
func FuzzCursor(f *testing.F) {
	f.Add([]byte(`{"a":-12,"b":1,"c":"te\"xt","d":true,"e":[1,2,3],"f":{"x":1},"x":[{"y":null}]}`))
	f.Add([]byte(`{"c":"\u0000\ud800","a":1}`))
	f.Add([]byte(`{"c":"\u003e\\\"é\u00ff\n"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := readAll(data)
		if json.Unmarshal(data, new(read)) != nil {
			return
		}
		if err != nil {
			t.Fatalf("encoding/json takes %q, the cursor says %v", data, err)
		}
		data = unambiguous(data)
		var want read
		if json.Unmarshal(data, &want) != nil {
			return
		}
		got, err := readAll(data)
		if g, w := asJSON(t, got), asJSON(t, want); err != nil || g != w {
			t.Errorf("%q: %v\n got %s\nwant %s", data, err, g, w)
		}
	})
}

// unambiguous takes out of a document what two readers may read differently: the
// same member twice, and names that encoding/json takes for others because it
// does not mind their case.
func unambiguous(data []byte) []byte {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var members map[string]any
	if d.Decode(&members) != nil {
		return nil
	}
	for name := range members {
		if len(name) != 1 || name < "a" || name > "z" {
			delete(members, name)
		}
	}
	text, err := json.Marshal(members)
	if err != nil {
		return nil
	}
	return text
}
