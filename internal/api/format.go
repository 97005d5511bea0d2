package api

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

// rounded prints a duration as the API does: Go's form, whole seconds.
func rounded(d time.Duration) string { return d.Round(time.Second).String() }

// seconds is a time as the API prints it: UTC, whole seconds.
func seconds(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// join puts the parts that are there behind each other.
func join(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, ", ")
}

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }
