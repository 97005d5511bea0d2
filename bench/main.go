// Bench runs the benchmarks behind the promises of docs/CONNECTION_MANAGEMENT.md
// and prints each figure beside its goal:
//
//	go run ./bench            # all figures, about seven minutes
//	go run ./bench -soak 1m   # and 1,000 sessions, 100 of them on dead targets
//
// A machine that is busy with something else makes absolute times worse;
// ratios are taken within one run.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"runtime"
	"strconv"
	"strings"
)

func main() {
	soak := flag.Duration("soak", 0, "also hold 1,000 sessions, 100 of them on dead targets, for this long")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, soak.String(), os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// figure is one line of the table: a metric of a benchmark and its goal.
type figure struct {
	name      string
	benchmark string
	metric    string
	goal      float64
	atLeast   bool // the goal is a floor, not a ceiling
	scale     float64
	unit      string
}

var figures = []figure{
	{"GetOrReconnect + Release, 10,000 connections, parallel", "GetOrReconnect", "ns/op", 130, false, 1, "ns"},
	{"the same, allocations", "GetOrReconnect", "allocs/op", 0, false, 1, ""},
	{"the same behind a cookie (SHA-256, session look-up)", "Acquire", "ns/op", 0, false, 1, "ns"},
	{"UpdateActivity", "UpdateActivity", "ns/op", 30, false, 1, "ns"},
	{"sweep of 10,000 connections, nothing due", "SweepNothingDue/10000", "ns/op", .2, false, 1e-6, "ms"},
	{"sweep of 100,000 connections, nothing due", "SweepNothingDue/100000", "ns/op", 2.5, false, 1e-6, "ms"},
	{"sweep of 1,000,000 connections, nothing due", "SweepNothingDue/1000000", "ns/op", 60, false, 1e-6, "ms"},
	{"HTTP pass-through ÷ the same handler on one fixed nats.Conn, 64 concurrent", "PassThrough", "ratio", .95, true, 1, ""},
	{"  requests per second, managed", "PassThrough", "managed/s", 0, true, 1, "/s"},
	{"  requests per second, fixed nats.Conn", "PassThrough", "fixed/s", 0, true, 1, "/s"},
	{"  raw NATS requests per second, no HTTP", "PassThrough", "rawNATS/s", 0, true, 1, "/s"},
	{"p99 of healthy connections with 8 workers on black-holed ones ÷ without", "BlackHoles", "ratio", 1.10, false, 1, ""},
	{"  p99 without", "BlackHoles", "without-ms", 0, false, 1, "ms"},
	{"  p99 with", "BlackHoles", "with-ms", 0, false, 1, "ms"},
	{"wake a parked connection (loopback, user/password), p50", "Wake", "p50-ms", .3, false, 1, "ms"},
	{"wake a parked connection, p99", "Wake", "p99-ms", 3, false, 1, "ms"},
	{"  wake ÷ raw nats.Connect, p50", "Wake", "ratio", 0, false, 1, ""},
	{"  raw nats.Connect, p50", "Wake", "rawNATS-p50-ms", 0, false, 1, "ms"},
	{"  raw nats.Connect, p99", "Wake", "rawNATS-p99-ms", 0, false, 1, "ms"},
	{"1,000 concurrent requests on one dead connection", "Coalescing", "dials", 1, false, 1, "dials"},
	{"close with a full send buffer on a half-open peer", "CloseFullBuffer", "ms", 5, false, 1, "ms"},
	{"shutdown with a hung dial and 100 live connections", "Shutdown", "ms", 50, false, 1, "ms"},
	{"summary of 10,000 streams by HTTP ÷ reading the pages of the list raw", "Summary", "ratio", 1.5, false, 1, ""},
	{"  summary", "Summary", "ms", 0, false, 1, "ms"},
	{"  the pages raw, not looked at", "Summary", "rawNATS-ms", 0, false, 1, "ms"},
	{"  the pages by nats.go's ListStreams", "Summary", "nats.go-ms", 0, false, 1, "ms"},
	{"list of a stream's 500 consumers by HTTP ÷ reading the pages of the list raw", "ConsumersOfOne", "ratio", 2, false, 1, ""},
	{"  the list, with verdicts", "ConsumersOfOne", "ms", 0, false, 1, "ms"},
	{"  the pages raw, not looked at", "ConsumersOfOne", "rawNATS-ms", 0, false, 1, "ms"},
	{"first page of 5,000 consumers in 100 streams, the worst first ÷ reading the pages raw", "ConsumersOfAll", "ratio", 2, false, 1, ""},
	{"  the page", "ConsumersOfAll", "ms", 0, false, 1, "ms"},
	{"  the pages raw, not looked at", "ConsumersOfAll", "rawNATS-ms", 0, false, 1, "ms"},
	{"first page of the keys of a bucket of 10,000, 200 keys", "Keys", "10k-first-ms", 100, false, 1, "ms"},
	{"  of 100,000", "Keys", "100k-first-ms", 100, false, 1, "ms"},
	{"  of 1,000,000", "Keys", "1M-first-ms", 100, false, 1, "ms"},
	{"  a raw consumer's first 200 of 1,000,000", "Keys", "1M-rawNATS-ms", 0, false, 1, "ms"},
	{"  of 1,000,000, a prefix up to a dot", "Keys", "1M-prefix-ms", 300, false, 1, "ms"},
	{"  of 1,000,000, a prefix that ends inside a token", "Keys", "1M-inside-ms", 300, false, 1, "ms"},
	{"  heap, at most, while 1,000,000 are asked for", "Keys", "1M-MiB", 32, false, 1, "MiB"},
	{"get of a key, 64 concurrent ÷ the same handler on one fixed nats.Conn", "Key", "get-ratio", .9, true, 1, ""},
	{"  gets per second, managed", "Key", "gets/s", 0, true, 1, "/s"},
	{"put of a key ÷ the same handler on one fixed nats.Conn", "Key", "put-ratio", .9, true, 1, ""},
	{"  puts per second, managed", "Key", "puts/s", 0, true, 1, "/s"},
	{"upload of an object of 128 MiB by HTTP, throughput ÷ nats.go's", "Objects", "up-ratio", .8, true, 1, ""},
	{"  by HTTP", "Objects", "up-MiB/s", 0, true, 1, "MiB/s"},
	{"  nats.go's object store", "Objects", "up-rawNATS-MiB/s", 0, true, 1, "MiB/s"},
	{"download, throughput ÷ nats.go's", "Objects", "down-ratio", .8, true, 1, ""},
	{"  by HTTP", "Objects", "down-MiB/s", 0, true, 1, "MiB/s"},
	{"  nats.go's object store", "Objects", "down-rawNATS-MiB/s", 0, true, 1, "MiB/s"},
	{"  heap growth meanwhile, garbage included", "Objects", "MiB", 32, false, 1, "MiB"},
	{"first page of 10,000 streams by HTTP ÷ one raw STREAM.LIST page", "Streams", "ratio", 1.5, false, 1, ""},
	{"  first page, 100 streams", "Streams", "first-ms", 0, false, 1, "ms"},
	{"  one raw page, 256 streams, not looked at", "Streams", "rawNATS-ms", 0, false, 1, "ms"},
	{"  first page by messages: all streams read", "Streams", "sorted-ms", 0, false, 1, "ms"},
	{"  first page of what contains a text: all streams read", "Streams", "searched-ms", 0, false, 1, "ms"},
	{"heap growth while four such pages are made at once, garbage included", "Streams", "MiB", 64, false, 1, "MiB"},
	{"stream info, 64 concurrent ÷ the same handler on one fixed nats.Conn", "StreamInfo", "ratio", .9, true, 1, ""},
	{"  requests per second, managed", "StreamInfo", "managed/s", 0, true, 1, "/s"},
	{"  requests per second, fixed nats.Conn", "StreamInfo", "fixed/s", 0, true, 1, "/s"},
	{"  requests per second, the whole operation", "StreamInfo", "operation/s", 0, true, 1, "/s"},
	{"heap growth while a stream of 100 MiB is downloaded and restored", "Backup", "MiB", 64, false, 1, "MiB"},
	{"  backup and restore of it", "Backup", "s", 0, false, 1, "s"},
	{"25 messages from the start of a million by HTTP ÷ the raw batch direct get", "Messages", "start-ratio", 1.3, false, 1, ""},
	{"  from the middle", "Messages", "middle-ratio", 1.3, false, 1, ""},
	{"  from the end", "Messages", "end-ratio", 1.3, false, 1, ""},
	{"the same without HTTP and JSON, from the start ÷ the raw batch direct get", "Messages", "start-reading-ratio", 0, false, 1, ""},
	{"  from the middle", "Messages", "middle-reading-ratio", 0, false, 1, ""},
	{"  from the end", "Messages", "end-reading-ratio", 0, false, 1, ""},
	{"  from the end, by HTTP", "Messages", "end-ms", 0, false, 1, "ms"},
	{"  from the end, the raw batch of known sequences", "Messages", "end-rawNATS-ms", 0, false, 1, "ms"},
	{"  of a subject that 10 of a million have, from the end", "Messages", "seldom-ms", 150, false, 1, "ms"},
	{"  of a filter with wildcards that 14 of a million match, from the end", "Messages", "wildcard-ms", 0, false, 1, "ms"},
	{"  search through 250,000 messages that finds nothing", "Messages", "search-ms", 0, false, 1, "ms"},
	{"  what HeyNATS takes from the system for all of it", "Messages", "growth-MiB", 64, false, 1, "MiB"},
	{"100,000 messages a second to one page: received ÷ published", "LivePage", "received", 1, true, 1, ""},
	{"  published per second", "LivePage", "published/s", 0, true, 1, "/s"},
	{"  p99 from HeyNATS to the page, of the oldest message of a batch", "LivePage", "p99-ms", 0, false, 1, "ms"},
	{"  heap growth, the page's own garbage included", "LivePage", "MiB", 64, false, 1, "MiB"},
	{"a burst of 1,000,000 messages: what a script gets ÷ what a raw subscriber gets", "LiveBurst", "ratio", .9, true, 1, ""},
	{"  and dropped, counted", "LiveBurst", "dropped", 0, false, 1, ""},
	{"200 pages with 20 subscriptions on 1,000 messages a second: heap growth, both ends", "LivePages", "MiB", 512, false, 1, "MiB"},
	{"  p99 from HeyNATS to a page", "LivePages", "p99-ms", 0, false, 1, "ms"},
	{"  the same with one page that takes nothing ÷ without", "LivePages", "slow-ratio", 1.1, false, 1, ""},
	{"10,000 pages opened and closed while messages flow: goroutines that are left", "LiveOpenClose", "goroutines", 0, false, 1, ""},
	{"  heap that is left", "LiveOpenClose", "MiB", 4, false, 1, "MiB"},
	{"  pages per second", "LiveOpenClose", "pages/s", 0, true, 1, "/s"},
	{"pings of a connection that is watched for an hour", "PingsMemory", "B/connection", 8192, false, 1, "B"},
	{"memory of a parked connection", "ParkedMemory", "B/connection", 2048, false, 1, "B"},
}

func run(ctx context.Context, soak string, out io.Writer) error {
	fmt.Fprintf(out, "%s, %s/%s, %d CPUs\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	results, err := benchmarks(ctx, "GetOrReconnect|UpdateActivity|SweepNothingDue|ParkedMemory|PingsMemory|Acquire", "1s", "./internal/natsconn", "./internal/session")
	if err != nil {
		return err
	}
	whole, err := benchmarks(ctx, ".", "1x", "./bench")
	if err != nil {
		return err
	}
	for name, metrics := range whole {
		results[name] = metrics
	}
	missed := table(out, results)
	if soak != "0s" {
		if err := soakTest(ctx, soak, out); err != nil {
			return err
		}
	}
	if missed > 0 {
		fmt.Fprintf(out, "\n%d figures missed their goal.\n", missed)
	}
	return nil
}

func table(out io.Writer, results map[string]map[string]float64) (missed int) {
	fmt.Fprintln(out, "| figure | measured | goal | |")
	fmt.Fprintln(out, "|---|---|---|---|")
	for _, f := range figures {
		value, ok := results[f.benchmark][f.metric]
		if !ok {
			fmt.Fprintf(out, "| %s | not measured | | ✗ |\n", f.name)
			missed++
			continue
		}
		value *= f.scale
		goal, verdict := f.verdict(value)
		if verdict == "✗" {
			missed++
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", f.name, show(value, f.unit), goal, verdict)
	}
	return missed
}

func (f figure) verdict(value float64) (goal, verdict string) {
	informative := f.goal == 0 && f.metric != "allocs/op"
	if informative {
		return "", ""
	}
	met, sign := value <= f.goal, "≤"
	if f.atLeast {
		met, sign = value >= f.goal, "≥"
	}
	verdict = "✓"
	if !met {
		verdict = "✗"
	}
	return sign + " " + show(f.goal, f.unit), verdict
}

func show(v float64, unit string) string {
	digits := -1
	switch {
	case v >= 100:
		digits = 0
	case v >= 10:
		digits = 1
	case v >= 1:
		digits = 2
	case v > 0:
		digits = 4
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return strings.TrimSpace(text + " " + unit)
}

var (
	line   = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)
	metric = regexp.MustCompile(`([\d.e+-]+) (\S+)`)
)

// benchmarks runs go test -bench and returns each benchmark's metrics.
func benchmarks(ctx context.Context, pattern, benchtime string, packages ...string) (map[string]map[string]float64, error) {
	args := append([]string{"test", "-run", "^$", "-bench", pattern, "-benchtime", benchtime, "-timeout", "20m"}, packages...)
	text, err := goTest(ctx, args...)
	if err != nil {
		return nil, err
	}
	results := make(map[string]map[string]float64)
	for l := range strings.Lines(text) {
		match := line.FindStringSubmatch(strings.TrimSpace(l))
		if match == nil {
			continue
		}
		metrics := make(map[string]float64)
		for _, m := range metric.FindAllStringSubmatch(match[2], -1) {
			if v, err := strconv.ParseFloat(m[1], 64); err == nil {
				metrics[m[2]] = v
			}
		}
		results[match[1]] = metrics
	}
	return results, nil
}

func soakTest(ctx context.Context, d string, out io.Writer) error {
	fmt.Fprintf(out, "\n1,000 sessions for %s, 100 of them on dead targets:\n\n", d)
	text, err := goTest(ctx, "test", "-run", "^TestSoak$", "-count=1", "-v", "-timeout", "30m", "./bench", "-soak", d)
	for l := range strings.Lines(text) {
		if _, said, ok := strings.Cut(l, "soak: "); ok {
			fmt.Fprint(out, said)
		}
	}
	return err
}

func goTest(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	var text bytes.Buffer
	cmd.Stdout, cmd.Stderr = &text, &text
	if err := cmd.Run(); err != nil {
		return text.String(), errors.Join(fmt.Errorf("go %s: %w", strings.Join(args, " "), err), errors.New(text.String()))
	}
	return text.String(), nil
}
