// Package thresholding looks for a sparse point where the ball is not convex, p = 1/2 or p = 2/3, by steps against the gradient, each
// followed by thresholding:
//
//	x <- prox(x + mu Aᵀ(b - A x)),   prox(z) = argmin over v of 1/2 |v - z|_2^2 + mu Lambda |v|_p^p,   mu < 1/|A|_2^2.
//
// For these two exponents prox has a closed form; it sets the entries up to a threshold to zero.
//
// Where Lambda > 0 the objective 1/2 |A x - b|_2^2 + Lambda |x|_p^p falls from step to step, and the answer is a fixed point of the iteration.
// Where Lambda = 0, lambda goes down geometrically and every level starts where the last one ended; or, the number K of non-zeros being known,
// lambda is chosen in each step so that K entries stay. There the rows of A give way to orthonormal ones with the same solutions, for which
// mu = 1 serves, and the last support is completed, where need be, to that of a basic solution.
//
// The method is local: a strict local minimiser, of |x|_p^p on {A x = b} or of the objective, is all that it promises, and which one depends on the
// start and on the levels.
//
// Reference: Z. Xu, X. Chang, F. Xu, H. Zhang (2012), L1/2 regularization: a thresholding representation theory and a fast solver; W. Cao,
// J. Sun, Z. Xu (2013), Fast image deconvolution using closed-form thresholding formulas of Lq (q = 1/2, 2/3) regularization.
package thresholding

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Solver is iterative thresholding. The zero value is ready and starts from zero; one value serves one goroutine at a time.
type Solver struct {
	// Sparsity is K, the number of entries that stay in each step; only for Lambda = 0. 0 means that lambda goes down instead.
	Sparsity int `json:"sparsity,omitzero"`

	// Start is where the iteration begins: "" at zero; "l1" at the answer of Inner; "random" at a Gaussian vector, which with
	// orthonormal rows the first step takes to a random solution.
	Start string         `json:"start,omitzero"`
	Inner solvers.Solver `json:"inner,omitzero"` // solves p = 1, for the start "l1" alone
	Seed  uint64         `json:"seed,omitzero"`  // of the start "random"; directions depend on it and on n, not on A and b

	// Threshold and ThresholdMin are the first and the last threshold, in units of |x + mu Aᵀ(b - A x)|_inf at the start, and Shrink is the
	// factor from one level to the next: for Lambda = 0 without Sparsity. 0 means 1, or 0.2 for a start that is not "", 1e-4 and 0.9.
	Threshold    float64 `json:"threshold,omitzero"`
	ThresholdMin float64 `json:"threshold_min,omitzero"`
	Shrink       float64 `json:"shrink,omitzero"`

	Raw    bool `json:"raw,omitzero"`    // for Lambda = 0: take the rows of A as they are, as the authors do, with mu = 0.99/|A|_2^2
	Rounds int  `json:"rounds,omitzero"` // most steps; 0 means 10000

	work workspace
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

const (
	startedThreshold    = 0.2
	defaultThresholdMin = 1e-4
	defaultShrink       = 0.9
	defaultRounds       = 10_000
)

// Accepts takes p = 1/2 and, to 1e-12, p = 2/3, with any Lambda. It declines a start that it does not know, options out of range, and Sparsity
// beside Lambda > 0, which settles the number of non-zeros by itself.
func (s *Solver) Accepts(p solvers.Problem) error {
	o := s.filled()
	switch {
	case formula(p.P) == nil:
		return solvers.Declinef("thresholding: p = %v; the method has closed forms for p = 1/2 and p = 2/3", p.P)
	case o.Sparsity < 0 || o.Rounds < 0:
		return solvers.Declinef("thresholding: sparsity = %d and rounds = %d; neither must be negative", o.Sparsity, o.Rounds)
	case o.Sparsity > 0 && p.Lambda > 0:
		return solvers.Declinef("thresholding: sparsity = %d with lambda = %v; lambda settles the number of non-zeros, leave out one of them",
			o.Sparsity, p.Lambda)
	case !(o.ThresholdMin > 0 && o.ThresholdMin <= o.Threshold && o.Threshold <= math.MaxFloat64):
		return solvers.Declinef("thresholding: the threshold goes from %v to %v; it must go down and stay positive", o.Threshold, o.ThresholdMin)
	case !(o.Shrink > 0 && o.Shrink < 1):
		return solvers.Declinef("thresholding: shrink = %v; it must lie between 0 and 1", o.Shrink)
	}
	return o.begin().Accepts("thresholding", "zero", p)
}

// Solve returns a local minimiser. Iterations counts the steps. Status is Converged where the point belongs to the last support: a fixed
// point for Lambda > 0, a solution on no other columns for Lambda = 0. It is Limit where Rounds came first or where the last support was not
// that of a solution and other columns had to join, so that there may be more than Sparsity; and Stalled where rounding leaves a residual above 1e-10
// of b. There is no dual. Inconsistent systems give an error wrapping [solvers.ErrInfeasible]; for the start "l1" errors of Inner are
// passed on.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if err := s.Accepts(p); err != nil {
		return solvers.Solution{}, err
	}
	o, w := s.filled(), &s.work
	if err := w.load(p, o.Raw); err != nil {
		return solvers.Solution{}, err
	}
	if err := w.start(ctx, o.begin()); err != nil {
		return solvers.Solution{}, err
	}
	method := w.descendLevels
	switch {
	case p.Lambda > 0:
		method = w.toFixedPoint
	case o.Sparsity > 0:
		method = w.keepLargest
	}
	status, rounds, err := method(ctx, o)
	if err != nil {
		return solvers.Solution{}, fmt.Errorf("thresholding: in step %d: %w", rounds+1, err)
	}
	if p.Lambda == 0 && w.Distance(w.x) > feasible*kernel.Norm2(w.p.B) {
		status = solvers.Stalled
	}
	return solvers.Solution{X: w.restored(), Status: status, Iterations: rounds}, nil
}

// filled returns the options with the defaults in place of zeros.
func (s *Solver) filled() Solver {
	o := Solver{Sparsity: s.Sparsity, Start: s.Start, Inner: s.Inner, Seed: s.Seed, Threshold: s.Threshold, ThresholdMin: s.ThresholdMin,
		Shrink: s.Shrink, Raw: s.Raw, Rounds: s.Rounds}
	if o.Threshold == 0 {
		o.Threshold = 1
		if o.Start != "" {
			o.Threshold = startedThreshold
		}
	}
	if o.ThresholdMin == 0 {
		o.ThresholdMin = min(defaultThresholdMin, o.Threshold)
	}
	if o.Shrink == 0 {
		o.Shrink = defaultShrink
	}
	if o.Rounds == 0 {
		o.Rounds = defaultRounds
	}
	return o
}
