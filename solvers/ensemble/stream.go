package ensemble

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
	"strconv"
)

// stream is a reusable generator that is seeded afresh for every thing drawn.
type stream struct {
	pcg  rand.PCG
	rand *rand.Rand
	text []byte
}

func newStream() *stream {
	s := new(stream)
	s.rand = rand.New(&s.pcg)
	return s
}

// open returns the generator at the start of the stream of the thing: PCG seeded with the first sixteen bytes of the SHA-256 of
// a text that names everything the thing depends on, a line each. The amplitude law is named where it is given.
func (s *stream) open(thing string, d Draw, amplitudes string) *rand.Rand {
	line := func(key string) { s.text = append(append(append(s.text, '\n'), key...), ' ') }
	s.text = append(s.text[:0], "touchpoint ensemble 1"...)
	line("stream")
	s.text = append(s.text, thing...)
	line("seed")
	s.text = strconv.AppendUint(s.text, d.Seed, 10)
	line("n")
	s.text = strconv.AppendInt(s.text, int64(d.N), 10)
	line("m")
	s.text = strconv.AppendInt(s.text, int64(d.M), 10)
	line("k")
	s.text = strconv.AppendInt(s.text, int64(d.K), 10)
	line("ensemble")
	s.text = append(s.text, d.Ensemble...)
	line("trial")
	s.text = strconv.AppendInt(s.text, int64(d.Trial), 10)
	if amplitudes != "" {
		line("amplitudes")
		s.text = append(s.text, amplitudes...)
	}
	sum := sha256.Sum256(s.text)
	s.pcg.Seed(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16]))
	return s.rand
}

// Stream returns a new generator for something that the draw does not hold, such as the rows that a method leaves out: it depends on the name
// of the thing and on whatever the matrix depends on.
func (d Draw) Stream(thing string) *rand.Rand { return newStream().open("other "+thing, d, "") }
