package live

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/nats-io/nats.go"
)

// The layout of batches, which docs/LIVE.md describes.
const (
	frameVersion = 1

	kindMessages = 1
	kindGap      = 2
	kindCounters = 3

	frameLength  = 4 // the length in front of a frame
	frameHeader  = frameLength + 4 + 8 + 4*8
	recordLength = 4
	recordHeader = recordLength + 8 + 8 + 4 + 4 + 4 + 2 + 2
)

// record is one message on its way into a ring.
type record struct {
	sequence uint64 // 0 of core NATS
	time     int64  // ns since 1970
	subject  string
	reply    string
	header   []byte // as much as is kept
	headers  int    // its size
	data     []byte // as much as is kept
	size     int    // its size
}

// newRecord makes a record with at most so many bytes of headers and payload.
func newRecord(sequence uint64, time int64, subject, reply string, header nats.Header, headers int, data []byte, most int) record {
	block := headerBlock(header)
	r := record{
		sequence: sequence, time: time, subject: subject, reply: reply,
		header: block, headers: max(headers, len(block)), data: data, size: len(data),
	}
	r.header = r.header[:min(len(r.header), most)]
	r.data = r.data[:min(len(r.data), most-len(r.header))]
	return r
}

// mostKept is how much of one message a page is shown, headers and payload together.
const mostKept = 1 << 20

// mostName bounds subject and reply subject, whose lengths have two bytes each.
const mostName = 1<<16 - 1

func (r *record) length() int {
	return recordHeader + min(len(r.subject), mostName) + min(len(r.reply), mostName) + len(r.header) + len(r.data)
}

func (r *record) appendTo(b []byte) []byte {
	subject, reply := r.subject[:min(len(r.subject), mostName)], r.reply[:min(len(r.reply), mostName)]
	b = binary.BigEndian.AppendUint32(b, u32(r.length()-recordLength))
	b = binary.BigEndian.AppendUint64(b, r.sequence)
	b = binary.BigEndian.AppendUint64(b, uint64(r.time)) //nolint:gosec // two's complement, as it is read
	b = binary.BigEndian.AppendUint32(b, u32(r.size))
	b = binary.BigEndian.AppendUint32(b, u32(r.headers))
	b = binary.BigEndian.AppendUint32(b, u32(len(r.header)))
	b = binary.BigEndian.AppendUint16(b, uint16(len(subject))) //nolint:gosec // cut above
	b = binary.BigEndian.AppendUint16(b, uint16(len(reply)))   //nolint:gosec // cut above
	b = append(b, subject...)
	b = append(b, reply...)
	b = append(b, r.header...)
	return append(b, r.data...)
}

// u32 is for lengths that are bounded far below.
func u32(n int) uint32 { return uint32(n) } //nolint:gosec // see above

// headerBlock writes headers as NATS does (ADR-4), by name: nats.go keeps no order.
func headerBlock(h nats.Header) []byte {
	if len(h) == 0 {
		return nil
	}
	var b bytes.Buffer
	b.WriteString("NATS/1.0\r\n")
	for _, name := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[name] {
			b.WriteString(name)
			b.WriteString(": ")
			b.WriteString(value)
			b.WriteString("\r\n")
		}
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

// counters are totals of one subscription since it began.
type counters struct{ produced, dropped, sampled, missed uint64 }

// beginFrame appends the header of a frame whose records follow; endFrame then
// fills in what is known only behind them.
func beginFrame(b []byte, kind byte, id uint32, c counters) []byte {
	b = append(b, 0, 0, 0, 0, kind, frameVersion, 0, 0)
	b = binary.BigEndian.AppendUint32(b, id)
	b = binary.BigEndian.AppendUint32(b, 0)
	for _, n := range [...]uint64{c.produced, c.dropped, c.sampled, c.missed} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return b
}

// endFrame ends the frame that begins at start.
func endFrame(b []byte, start, count int) []byte {
	binary.BigEndian.PutUint32(b[start:], u32(len(b)-start-frameLength))
	binary.BigEndian.PutUint32(b[start+12:], u32(count))
	return b
}
