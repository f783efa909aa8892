package greedy

import (
	"context"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	ihtIterations = 1000
	settled       = 10   // iterations with one support after which it is looked at
	caution       = 0.01 // c of the line search
	shrink        = 2    // kappa of the line search
)

// IHT is iterative hard thresholding with normalised steps,
//
//	z <- H_k(z + mu A'(b - A z)),   mu = |g_S|^2 / |A g_S|^2,   g = A'(b - A z),
//
// where H_k keeps the k entries largest in magnitude and S is the support of z, to begin with that of H_k(A'b). A step d that changes the
// support is shortened until mu <= 0.99 |d|^2 / |A d|^2, which makes the residual fall. It costs one pass over A.
//
// An iteration that settles on a support approaches the least-squares point there ever more slowly, and so ends as soon as that point
// meets A z = b, or is a fixed point of the iteration.
//
// Reference: T. Blumensath, M. Davies (2010), Normalized iterative hard thresholding: guaranteed stability and performance.
type IHT struct {
	Sparsity      int `json:"sparsity,omitzero"`       // non-zeros sought; 0 means as few as it finds
	MaxIterations int `json:"max_iterations,omitzero"` // for each number of non-zeros tried; 0 means 1000

	work work
}

var (
	_ solvers.Solver  = (*IHT)(nil)
	_ solvers.Chooser = (*IHT)(nil)
)

// Accepts takes p = 0 with Lambda = 0.
func (s *IHT) Accepts(p solvers.Problem) error { return accepts("iht", p, s.Sparsity, s.MaxIterations) }

// Solve returns the least-squares point on the support with the least residual. Status is Converged where it meets A x = b, Stalled where the
// iteration had come to a fixed point that does not, and Limit when MaxIterations came first. Iterations counts those of all runs.
func (s *IHT) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	return s.work.solve(ctx, p, pursuit{"iht", iht, s.Sparsity, or(s.MaxIterations, ihtIterations)})
}

func iht(ctx context.Context, w *work, k, limit int) (solvers.Status, error) {
	steady := 0 // iterations since the support changed
	for i := range limit {
		if err := w.gradient(ctx); err != nil {
			return solvers.Unknown, err
		}
		if i == 0 {
			w.set = w.largest(w.set, w.g, k)
		}
		mu := w.normalised()
		if steady == settled {
			steady = 0
			if w.keep(w.normal.fit(&w.system, w.set, w.next, w.image)) {
				return solvers.Converged, nil
			}
			if w.fixed(mu) {
				return solvers.Stalled, nil
			}
		}
		w.threshold(mu, k)
		steady++
		if !slices.Equal(w.fresh, w.set) {
			steady = 0
		}
		w.set, w.fresh, w.z, w.next = w.fresh, w.set, w.next, w.z
		if w.keep(w.residual(w.r, w.z)) {
			return solvers.Converged, nil
		}
	}
	return solvers.Limit, nil
}

// normalised returns the step that minimises |b - A (z + mu g_S)|, or 1 where g_S is zero.
func (w *work) normalised() float64 {
	only(w.next, w.g, w.set)
	w.a.Mul(w.image, w.next)
	mu := kernel.Dot(w.next, w.next) / kernel.Dot(w.image, w.image)
	if !(mu > 0) || math.IsInf(mu, 1) {
		return 1
	}
	return mu
}

// threshold sets next to H_k(z + mu g) and fresh to its support, with mu shortened where the support changes.
func (w *work) threshold(mu float64, k int) {
	for {
		for j, v := range w.g {
			w.next[j] = w.z[j] + mu*v
		}
		w.fresh = w.largest(w.fresh, w.next, k)
		only(w.next, w.next, w.fresh)
		if slices.Equal(w.fresh, w.set) {
			return
		}
		if step, image := w.stretch(); !(mu*image > (1-caution)*step) {
			return
		}
		mu /= shrink * (1 - caution)
	}
}

// stretch returns |d|^2 and |A d|^2 for d = next - z.
func (w *work) stretch() (step, image float64) {
	for j, v := range w.next {
		step += (v - w.z[j]) * (v - w.z[j])
	}
	w.residual(w.image, w.next)
	for i, v := range w.r {
		image += (v - w.image[i]) * (v - w.image[i])
	}
	return step, image
}

// fixed says whether the least-squares point on the support, in next with its residual in image, is a fixed point for the step mu: whether
// the largest gradient off the support is too small to enter.
func (w *work) fixed(mu float64) bool {
	smallest := math.Inf(1)
	for _, j := range w.set {
		smallest = min(smallest, math.Abs(w.next[j]))
	}
	w.a.MulT(w.next, w.image)
	for _, j := range w.set {
		w.next[j] = 0
	}
	return mu*kernel.NormInf(w.next) <= smallest
}
