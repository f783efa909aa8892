package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchpoint/experiments/theory"
)

// Newton's method against the closed form, at and around the threshold, and in any units.
func TestHalfwayIsTheClosedForm(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		lambda := math.Exp(20 * (rng.Float64() - .5))
		threshold := 1.5 * math.Cbrt(lambda*lambda)
		z := threshold * math.Exp(2*rng.NormFloat64())
		if rng.IntN(2) == 0 {
			z = threshold * (1 + 1e-9*rng.Float64()) // just taken up
		}
		if rng.IntN(2) == 0 {
			z = -z
		}
		if got, want := halfway(z, lambda), theory.Half(z, lambda); math.Abs(got-want) > 1e-9*math.Abs(z) {
			t.Fatalf("halfway(%v, %v) = %v, want %v", z, lambda, got, want)
		}
	}
	for z, want := range map[float64]float64{2: 1.60537794, 3: 2.69545315} { // Xu, Chang, Xu and Zhang's threshold function at lambda = 1
		if got := halfway(z, 1); math.Abs(got-want) > 1e-8 {
			t.Errorf("halfway(%v, 1) = %v, want %v", z, got, want)
		}
	}
	if got := halfway(0, 0); got != 0 {
		t.Errorf("halfway(0, 0) = %v", got)
	}
}
