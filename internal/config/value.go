package config

import (
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/heynats/heynats/internal/dialpolicy"
)

// setting is a key and the field it sets.
type setting struct {
	key   string
	value value
}

// value reads and writes one field as text.
type value struct {
	takes string // completes the sentence "idle_timeout: takes …"
	list  bool   // set is called once per item, after reset
	// set returns errValue, or an error that says more about what is wrong.
	set   func(text string) error
	text  func() string
	reset func()
}

// errValue is the answer of a set that has no more to say than what the key takes.
var errValue = errors.New("wrong value")

// single is a value of one text that parse understands.
func single[T any](field *T, takes string, parse func(string) (T, error), text func(T) string) value {
	return value{
		takes: takes,
		set: func(s string) error {
			v, err := parse(s)
			if err == nil {
				*field = v
			}
			return err
		},
		text: func() string { return text(*field) },
	}
}

// many is a list; a nil field and an empty one mean the same.
func many(field *[]string, takes string, parse func(string) (string, error)) value {
	return value{
		takes: takes,
		list:  true,
		set: func(s string) error {
			v, err := parse(s)
			if err == nil {
				*field = append(*field, v)
			}
			return err
		},
		text:  func() string { return strings.Join(*field, ",") },
		reset: func() { *field = nil },
	}
}

func asIs(s string) string { return s }

func duration(field *time.Duration) value {
	return single(field, "takes a positive duration such as "+short(*field),
		func(s string) (time.Duration, error) {
			d, err := time.ParseDuration(s)
			if err != nil || d <= 0 {
				return 0, errValue
			}
			return d, nil
		}, short)
}

// short is d as people type it: 30m, where d.String() says 30m0s.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// maxCount keeps a number far from every overflow; no deployment comes near it.
const maxCount = 10_000_000

func count(field *int) value {
	return single(field, "takes a whole number from 1 to "+strconv.Itoa(maxCount),
		func(s string) (int, error) {
			n, err := strconv.Atoi(s)
			if err != nil || n < 1 || n > maxCount {
				return 0, errValue
			}
			return n, nil
		}, strconv.Itoa)
}

// What a size may be. Less than a megabyte holds nothing that is worth it.
const (
	minSize = 1 << 20
	maxSize = 1 << 40
)

var sizePattern = regexp.MustCompile(`^([0-9]{1,7}) ?([KMG])iB$`)

func size(field *int64) value {
	shift := map[string]int{"K": 10, "M": 20, "G": 30}
	return single(field, "takes a size from 1MiB to 1024GiB such as "+sizeText(*field),
		func(s string) (int64, error) {
			parts := sizePattern.FindStringSubmatch(s)
			if parts == nil {
				return 0, errValue
			}
			n, err := strconv.ParseInt(parts[1], 10, 64)
			if n <<= shift[parts[2]]; err != nil || n < minSize || n > maxSize {
				return 0, errValue
			}
			return n, nil
		}, sizeText)
}

func sizeText(n int64) string {
	switch {
	case n%(1<<30) == 0:
		return strconv.FormatInt(n>>30, 10) + "GiB"
	case n%(1<<20) == 0:
		return strconv.FormatInt(n>>20, 10) + "MiB"
	default:
		return strconv.FormatInt(n>>10, 10) + "KiB"
	}
}

func boolean(field *bool) value {
	return single(field, "takes true or false",
		func(s string) (bool, error) {
			b, err := strconv.ParseBool(strings.ToLower(s))
			if err != nil {
				return false, errValue
			}
			return b, nil
		}, strconv.FormatBool)
}

func oneOf(field *string, allowed ...string) value {
	return single(field, "takes "+strings.Join(allowed, " or "),
		func(s string) (string, error) {
			if s = strings.ToLower(s); !slices.Contains(allowed, s) {
				return "", errValue
			}
			return s, nil
		}, asIs)
}

func level(field *slog.Level) value {
	levels := map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	}
	return single(field, "takes debug, info, warn or error",
		func(s string) (slog.Level, error) {
			l, ok := levels[strings.ToLower(s)]
			if !ok {
				return 0, errValue
			}
			return l, nil
		},
		func(l slog.Level) string { return strings.ToLower(l.String()) })
}

var hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)

func address(field *string) value {
	return single(field, "takes an address such as 127.0.0.1:5000, [::1]:5000 or :5000", parseAddress, asIs)
}

// optionalAddress also takes nothing, which switches the listener off.
func optionalAddress(field *string) value {
	return single(field, "takes an address such as 127.0.0.1:9090, or nothing",
		func(s string) (string, error) {
			if s == "" {
				return "", nil
			}
			return parseAddress(s)
		}, asIs)
}

func parseAddress(s string) (string, error) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return "", errValue
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", errValue
	}
	if host != "" && !validHost(host) {
		return "", errValue
	}
	return s, nil
}

// validHost reports whether host is an IP address or looks like a name. A name
// whose last label is a number is an IP address somebody mistyped.
func validHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	host = strings.ToLower(host)
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, err := strconv.Atoi(last)
	return err != nil && len(host) <= 253 && hostName.MatchString(host)
}

func hosts(field *[]string) value {
	return many(field, "takes host names without scheme and port, such as heynats.example.com",
		func(s string) (string, error) {
			host := strings.TrimSuffix(strings.ToLower(strings.Trim(s, "[]")), ".")
			if host == "" || !validHost(host) {
				return "", errValue
			}
			return host, nil
		})
}

// segment is deliberately narrower than RFC 3986: the base path also stands in
// the page and in a cookie's Path, where quoting rules differ.
var segment = regexp.MustCompile(`^[A-Za-z0-9._~-]+$`)

func basePath(field *string) value {
	return single(field, "takes a path such as /heynats, of letters, digits and the signs . _ ~ -",
		func(s string) (string, error) {
			s = strings.TrimSuffix(strings.TrimPrefix(s, "/"), "/")
			if s == "" {
				return "", nil
			}
			for part := range strings.SplitSeq(s, "/") {
				if part == "." || part == ".." || !segment.MatchString(part) {
					return "", errValue
				}
			}
			return "/" + s, nil
		}, asIs)
}

func file(field *string) value {
	return single(field, "takes the path of a PEM file",
		func(s string) (string, error) {
			if strings.ContainsAny(s, "\x00\n") {
				return "", errValue
			}
			return s, nil
		}, asIs)
}

// targets takes rules of the dial policy, whose grammar is that package's.
func targets(field *[]string) value {
	return many(field, "takes networks, addresses and host names, with or without ports, such as 10.0.0.0/8 or nats.example.com:4222",
		func(s string) (string, error) {
			_, err := dialpolicy.New(dialpolicy.Config{Allow: []string{s}})
			if reason := errors.Unwrap(err); reason != nil {
				return "", reason // without the rule and the grammar, which stand before it
			}
			return s, err
		})
}
