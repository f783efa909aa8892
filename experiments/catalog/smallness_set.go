package catalog

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

const (
	smallnessRays    = 8  // from the touch point
	smallnessScatter = 60 // random points
)

// smallnessHeights are the norms, over the least, at which the rays from the touch point are looked at.
var smallnessHeights = []struct {
	over float64
	fact string
}{{1.01, "spread_101"}, {1.1, "spread_110"}, {1.25, "spread_125"}, {1.5, "spread_150"}, {2, "spread_200"}, {5, "spread_500"}}

// smallnessSet is the set of solutions of a system: two points of it, and an orthonormal basis of its directions.
type smallnessSet struct {
	a            *solvers.Columns
	b            []float64
	truth        []float64 // nil for a generic b
	touch, round []float64 // of least |.|_1 and |.|_2
	kernel       *mat.Dense
}

func newSmallnessSet(ctx context.Context, t *experiments.Trial, s ensemble.System) (set smallnessSet, err error) {
	set = smallnessSet{a: s.A, b: s.B, truth: s.Truth}
	if set.touch, _, err = proved(ctx, t, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: 1}); err != nil {
		return set, err
	}
	if set.round, _, err = proved(ctx, t, "minnorm", solvers.Problem{A: s.A, B: s.B, P: 2}); err != nil {
		return set, err
	}
	set.kernel = smallnessKernel(s.A)
	return set, nil
}

// smallnessKernel is an orthonormal basis of the kernel of a matrix of full rank with more columns than rows.
func smallnessKernel(a *solvers.Columns) *mat.Dense {
	m, n := a.Dims()
	var qr mat.QR
	qr.Factorize(a.T())
	var q mat.Dense
	qr.QTo(&q)
	return mat.DenseCopyOf(q.Slice(0, n, m, n))
}

// direction is a uniform direction within the set.
func (s smallnessSet) direction(rng *rand.Rand) []float64 {
	n, free := s.kernel.Dims()
	weights := make([]float64, free)
	randomDirection(rng, weights)
	d := make([]float64, n)
	mat.NewVecDense(n, d).MulVec(s.kernel, mat.NewVecDense(free, weights))
	return d
}

// smallnessAlong sets y to x + step d.
func smallnessAlong(y, x, d []float64, step float64) []float64 {
	for j := range y {
		y[j] = x[j] + step*d[j]
	}
	return y
}

// climb is the point on the ray from the touch point at which the norm is so many times the least. Along the ray the norm is convex, and least at
// its start.
func (s smallnessSet) climb(d []float64, over float64) []float64 {
	goal, y := over*solvers.Norm(s.touch, 1), make([]float64, len(d))
	lo, hi := 0.0, 2*goal/solvers.Norm(d, 1) // where the norm is at least goal
	for range 50 {
		if step := (lo + hi) / 2; solvers.Norm(smallnessAlong(y, s.touch, d, step), 1) < goal {
			lo = step
		} else {
			hi = step
		}
	}
	return smallnessAlong(y, s.touch, d, (lo+hi)/2)
}

// rays looks at random rays from the touch point at all heights; levels is the mean spread at each.
func (s smallnessSet) rays(rng *rand.Rand) (points []smallnessSeen, levels []float64) {
	levels = make([]float64, len(smallnessHeights))
	for range smallnessRays {
		d := s.direction(rng)
		for i, h := range smallnessHeights {
			p := smallnessLook(s.climb(d, h.over))
			p.norm = h.over // the same for all rays, but for rounding
			points = append(points, p)
			levels[i] += p.spread / smallnessRays
		}
	}
	return points, levels
}

// stray is a random point around the round one: in a uniform direction, at a tenth to ten times its length.
func (s smallnessSet) stray(rng *rand.Rand) []float64 {
	d := s.direction(rng)
	return smallnessAlong(make([]float64, len(d)), s.round, d, solvers.Norm(s.round, 2)*math.Pow(10, 2*rng.Float64()-1))
}

func (s smallnessSet) scatter(rng *rand.Rand) (points []smallnessSeen) {
	for range smallnessScatter {
		points = append(points, smallnessLook(s.stray(rng)))
	}
	return points
}
