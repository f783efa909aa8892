package ensemble

import (
	"crypto/sha256"
	"math/rand/v2"
	"strconv"
)

// stream is a generator that is seeded afresh for every thing drawn.
type stream struct {
	generator
	text []byte // names what every thing of the draw depends on
}

// begin names the draw.
func (s *stream) begin(d Draw) {
	s.text = append(s.text[:0], "touchpoint ensemble 2\nseed "...)
	s.text = strconv.AppendUint(s.text, d.Seed, 10)
	s.number("\nn ", d.N)
	s.number("\nm ", d.M)
	s.number("\nk ", d.K)
	s.number("\ntrial ", d.Trial)
	s.text = append(append(s.text, "\nensemble "...), d.Ensemble...)
}

func (s *stream) number(name string, v int) {
	s.text = strconv.AppendInt(append(s.text, name...), int64(v), 10)
}

// open returns the generator at the start of the stream of the thing: seeded with the SHA-256 of a text that names everything the thing
// depends on, a line each. The amplitude law is named where it is given.
func (s *stream) open(thing, amplitudes string) *generator {
	text := append(append(s.text, "\nstream "...), thing...)
	if amplitudes != "" {
		text = append(append(text, "\namplitudes "...), amplitudes...)
	}
	s.seed(sha256.Sum256(text))
	s.text = text[:len(s.text)]
	return &s.generator
}

// Stream returns a new generator for something that the draw does not hold, such as the rows that a method leaves out: it depends on the name
// of the thing and on whatever the matrix depends on.
func (d Draw) Stream(thing string) *rand.Rand {
	var s stream
	s.begin(d)
	return rand.New(s.open("other "+thing, ""))
}
