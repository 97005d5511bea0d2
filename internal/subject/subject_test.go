package subject_test

import (
	"strings"
	"testing"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/heynats/heynats/internal/subject"
)

// all are subjects of up to four tokens out of a few.
func all() (subjects []string) {
	var grow func(prefix string, depth int)
	grow = func(prefix string, depth int) {
		for _, token := range []string{"a", "b", "*", ">"} {
			s := strings.TrimPrefix(prefix+"."+token, ".")
			subjects = append(subjects, s)
			if depth > 1 && token != ">" {
				grow(s, depth-1)
			}
		}
	}
	grow("", 4)
	return append(subjects, "a*", "*.a>", "größe.🙂", "größe.*")
}

// TestOverlapIsThatOfTheServer compares with nats-server for every pair.
func TestOverlapIsThatOfTheServer(t *testing.T) {
	subjects := all()
	for _, a := range subjects {
		for _, b := range subjects {
			if got, want := subject.Overlap(a, b), server.SubjectsCollide(a, b); got != want {
				t.Errorf("Overlap(%q, %q) is %v, nats-server says %v", a, b, got, want)
			}
		}
	}
}
