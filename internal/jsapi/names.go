package jsapi

import (
	"context"
	"strconv"

	"golang.org/x/sync/errgroup"

	"github.com/heynats/heynats/internal/fault"
	"github.com/heynats/heynats/internal/jsonwalk"
)

// A list that its user may not ask for is put together of the names and of what the
// server says of each: as many as one of the server's own pages has, and so many of
// them asked for at a time.
const (
	mostNames  = 256
	infoAtOnce = 16
)

// Names reads a page of the answer to a verb such as "STREAM.NAMES", whose list is
// the member of that key, and how many there are in all.
func (c Client) Names(ctx context.Context, verb, key string, offset int) (names [][]byte, total int, err error) {
	answer, err := c.Send(ctx, verb, []byte(`{"offset":`+strconv.Itoa(offset)+`}`))
	if err != nil {
		return nil, 0, err
	}
	var refusal error
	cursor := jsonwalk.New(answer)
	cursor.Object(func(member []byte) {
		switch string(member) {
		case "total":
			total = max(int(cursor.Int()), 0)
		case "error":
			refusal = ReadRefusal(cursor)
		case key:
			cursor.Array(func() {
				if name := cursor.Bytes(); len(names) < mostNames {
					names = append(names, name)
				}
			})
		}
	})
	if err := cursor.End(); err != nil {
		return nil, 0, BadAnswer(err)
	}
	return names, total, refusal
}

// Infos asks for each name by a verb such as "STREAM.INFO.". An answer is nil when
// it may not be asked for, and empty when there is no such thing any more.
func (c Client) Infos(ctx context.Context, verb string, names [][]byte) ([][]byte, error) {
	answers := make([][]byte, len(names))
	asking, ctx := errgroup.WithContext(ctx)
	asking.SetLimit(infoAtOnce)
	for i, name := range names {
		if CheckName(string(name), "") != nil {
			continue // a server has nothing of such a name
		}
		asking.Go(func() error {
			answer, err := c.Ask(ctx, verb+string(name), nil)
			switch fault.CodeOf(err) {
			case "stream_not_found", "consumer_not_found":
				answer, err = []byte{}, nil
			case "nats_permission":
				answer, err = nil, nil
			}
			answers[i] = answer
			return err
		})
	}
	return answers, asking.Wait()
}
