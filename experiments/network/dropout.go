package network

import (
	"math"
	"math/rand/v2"
)

// dropout silences each hidden unit at each point with a probability, and amplifies the others so that the mean stays.
//
// Reference: N. Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting, section 10 (inverted).
type dropout struct {
	keep uint64 // the probability to be heard, in parts of 2^16
	rng  *rand.Rand
}

func newDropout(rate float64, rng *rand.Rand) *dropout {
	return &dropout{keep: uint64(math.Round((1 - rate) * (1 << 16))), rng: rng}
}

// gain is what a unit that stays is multiplied by.
func (d *dropout) gain() float64 {
	if d == nil {
		return 1
	}
	return (1 << 16) / float64(d.keep)
}

// apply replaces z by relu(z) times 0 or the gain. One draw of 64 bits serves four entries.
func (d *dropout) apply(z []float64) {
	gain, bits := d.gain(), uint64(0)
	for i, v := range z {
		if i%4 == 0 {
			bits = d.rng.Uint64()
		}
		if bits&(1<<16-1) < d.keep {
			z[i] = max(0, v) * gain
		} else {
			z[i] = 0
		}
		bits >>= 16
	}
}
