package catalog

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

// measureBall draws points of the ball of exponent p in n dimensions.
func measureBall() experiments.Measure {
	return experiments.Measure{
		Name: "ball",
		About: "draw a uniform point of the Lp ball, one of its surface by the cone measure, and two random directions: the largest coordinate of the points, " +
			"the cosine of the first to the nearest axis, and the radius of the ball along the second",
		Facts: []experiments.Fact{
			fact("volume", "x", "largest coordinate of a uniform point of the ball"),
			fact("surface", "x", "largest coordinate of a point of its surface by the cone measure"),
			fact("axis", "ratio", "cosine of a uniform direction to the nearest axis"),
			fact("reach", "x", "radius of the ball along another uniform direction"),
		},
		Run: func(_ context.Context, t *experiments.Trial) ([]float64, error) {
			n, p := t.Cell.N, t.Cell.P
			stream := func(thing string) *rand.Rand { return t.Rand(thing + " of p = " + exponentName(p)) }
			x := make([]float64, n)
			cactusPoint(stream("volume"), x, p, true)
			volume := solvers.Norm(x, math.Inf(1))
			cactusPoint(stream("surface"), x, p, false)
			surface := solvers.Norm(x, math.Inf(1))
			randomDirection(stream("axis"), x)
			axis := solvers.Norm(x, math.Inf(1))
			randomDirection(stream("reach"), x)
			return []float64{volume, surface, axis, 1 / solvers.Norm(x, p)}, nil
		},
	}
}

// cactusPoint sets x to the magnitudes of a uniform point of the ball, or of its surface by the cone measure: x_j^p = G_j/(G_1 + .. + G_n + E), G_j
// gamma of shape 1/p and E exponential, without E on the surface; for p = +Inf a point of the cube.
//
// Reference: F. Barthe, O. Guedon, S. Mendelson and A. Naor, A probabilistic approach to the geometry of the lpn-ball, 2005 (Theorem 1).
func cactusPoint(rng *rand.Rand, x []float64, p float64, inside bool) {
	if math.IsInf(p, 1) {
		for j := range x {
			x[j] = rng.Float64()
		}
		if !inside {
			x[rng.IntN(len(x))] = 1
		}
		return
	}
	gamma := distuv.Gamma{Alpha: 1 / p, Beta: 1, Src: rng}
	sum := 0.0
	for j := range x {
		x[j] = gamma.Rand()
		sum += x[j]
	}
	if inside {
		sum += rng.ExpFloat64()
	}
	for j := range x {
		x[j] = math.Pow(x[j]/sum, 1/p)
	}
}

// measurePush pushes the solutions of a system against the ball.
func measurePush() experiments.Measure {
	return experiments.Measure{
		Name:  "push",
		About: "have the touch point found and proved: its largest entry over the touch radius |x|_p, which is 1 at a tip ±e_j, and the number of its non-zeros",
		Facts: []experiments.Fact{
			fact("share", "ratio", "largest entry of the touch point over its |x|_p"),
			fact("nonzeros", "count", "non-zeros of the touch point"),
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			x, _, err := proved(ctx, t, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: t.Cell.P})
			if err != nil {
				return nil, err
			}
			return []float64{solvers.Norm(x, math.Inf(1)) / solvers.Norm(x, t.Cell.P), float64(nonZeros(x))}, nil
		},
	}
}
