package local

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"touchpoint/solvers"
)

// Start says where a local method begins: "" at a point of its own, "l1" at the answer of Inner, "random" beside a Gaussian vector of the seed.
type Start struct {
	At    string
	Inner solvers.Solver // solves p = 1
	Seed  uint64
}

// Accepts declines, in the name of the method, a start that there is not, and for l1 a problem that Inner does not take. First says what "" is.
func (s Start) Accepts(method, first string, p solvers.Problem) error {
	switch others := []string{"l1", "random"}; {
	case s.At != "" && !slices.Contains(others, s.At):
		return solvers.Declinef("%s: there is no start %q; leave it out for %s, or take one of %s", method, s.At, first, strings.Join(others, ", "))
	case s.At != "l1":
		return nil
	case s.Inner == nil:
		return solvers.Declinef("%s: the start l1 needs an inner solver for p = 1, and there is none", method)
	}
	p.P = 1
	if err := solvers.Accepts(s.Inner, p); err != nil {
		return fmt.Errorf("%s: the inner solver: %w", method, err)
	}
	return nil
}

// L1 sets x to the answer of Inner to the problem of [Support.L1].
func (s Start) L1(ctx context.Context, method string, at *Support, x []float64) error {
	sol, err := solvers.Solve(ctx, s.Inner, at.L1())
	if err != nil {
		return fmt.Errorf("%s: the start l1: %w", method, err)
	}
	copy(x, sol.X)
	return nil
}

// Gaussian sets x to a standard normal vector, which depends on the seed and on the length of x alone.
func (s Start) Gaussian(x []float64) {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], s.Seed)
	rng := rand.New(rand.NewChaCha8(key))
	for j := range x {
		x[j] = rng.NormFloat64()
	}
}

// Signed gives a length the sign of the first entry of b that is not zero, so that a random step changes sign with b.
func (s *Support) Signed(length float64) float64 {
	for _, v := range s.p.B {
		if v != 0 {
			return math.Copysign(length, v)
		}
	}
	return length
}
