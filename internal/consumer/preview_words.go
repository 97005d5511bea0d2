package consumer

import "github.com/heynats/heynats/internal/subject"

// sentence says a preview in words.
func (l *look) sentence(p *Preview) string {
	upTo := ""
	if !p.Exact {
		upTo = "at most "
	}
	switch {
	case p.Messages == 0 && l.neverMatches():
		return "Its stream takes no subject that the filter lets through: nothing would ever come."
	case l.wish.policy == "new":
		return "Would get nothing of what is there, and everything that comes."
	case l.wish.policy == "by_start_sequence" && l.wish.seq > l.state.LastSeq:
		return "Sequence " + count(l.wish.seq) + " is not there yet: it would wait until the stream has come so far."
	case p.Messages == 0 && l.state.Messages == 0:
		return "The stream is empty: it would wait for the first message."
	case p.Messages == 0:
		return "Nothing that is there matches: it would wait for the first message that does."
	case l.wish.policy == "last_per_subject":
		return "Would get the last message of " + some(p.Subjects, "subject", "subjects") + "."
	case p.First == nil:
		return "Would get " + upTo + some(p.Messages, "message", "messages") + "."
	case l.wish.policy == "last":
		return "Would start with the last message, at sequence " + count(p.First.Sequence) + "."
	default:
		return "Would start at sequence " + count(p.First.Sequence) + " and get " + upTo + some(p.Messages, "message", "messages") + "."
	}
}

// neverMatches reports whether the stream takes nothing that a filter lets
// through.
func (l *look) neverMatches() bool {
	facts := factsOf(l.state)
	if len(l.wish.filters) == 0 || !facts.Known || facts.Fed {
		return false
	}
	for _, filter := range l.wish.filters {
		for _, taken := range facts.Subjects {
			if subject.Overlap(filter, taken) {
				return false
			}
		}
	}
	return true
}
