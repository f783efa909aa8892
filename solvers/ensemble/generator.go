package ensemble

import (
	"encoding/binary"
	"math/bits"
)

// generator is xoshiro256++: 256 bits of state, a period of 2^256 - 1; it passes BigCrush and every other test that its authors know of. It is
// a [rand.Source]; draws call its own methods, without an interface between.
//
// Reference: D. Blackman and S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM Transactions on Mathematical Software 47(4).
type generator struct{ a, b, c, d uint64 }

// seed sets the whole state. A hash is the state zero, the one that the generator never leaves, with probability 2^-256.
func (g *generator) seed(hash [32]byte) {
	g.a, g.b = binary.BigEndian.Uint64(hash[0:]), binary.BigEndian.Uint64(hash[8:])
	g.c, g.d = binary.BigEndian.Uint64(hash[16:]), binary.BigEndian.Uint64(hash[24:])
}

// Uint64 returns the next 64 bits.
func (g *generator) Uint64() uint64 {
	word := bits.RotateLeft64(g.a+g.d, 23) + g.a
	g.c ^= g.a
	g.d ^= g.b
	mixed := g.b << 17
	g.b ^= g.c
	g.a ^= g.d
	g.c ^= mixed
	g.d = bits.RotateLeft64(g.d, 45)
	return word
}

// open returns a uniform number of the interval (0,1), an odd multiple of 2^-53.
func (g *generator) open() float64 { return float64(g.Uint64()>>11|1) * 0x1p-53 }

// below returns a uniform number of {0, ..., n-1}.
//
// Reference: D. Lemire (2019), Fast random integer generation in an interval, algorithm 5.
func (g *generator) below(n int) int {
	size := uint64(n)
	high, low := bits.Mul64(g.Uint64(), size)
	if low < size {
		for excess := -size % size; low < excess; {
			high, low = bits.Mul64(g.Uint64(), size)
		}
	}
	return int(high)
}

// sign returns -1 or 1.
func (g *generator) sign() float64 { return float64(int64(g.Uint64())>>63 | 1) }

// permute fills order with a uniform permutation of 0, 1, ...
func (g *generator) permute(order []int) {
	for i := range order {
		j := g.below(i + 1)
		order[i] = order[j]
		order[j] = i
	}
}
