package network

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
)

// stream returns the generator of a thing: PCG seeded with the first sixteen bytes of the SHA-256 of a text that names the
// study, the trial, the thing and everything else it depends on.
func (t Task) stream(thing string, depends ...int) *rand.Rand {
	sum := sha256.Sum256(fmt.Appendf(nil, "touchpoint network 1\nseed %d\ntrial %d\n%s %d", t.Seed, t.Trial, thing, depends))
	return rand.New(rand.NewPCG(binary.BigEndian.Uint64(sum[:8]), binary.BigEndian.Uint64(sum[8:16])))
}
