// Package irls looks for a sparse point where the ball is not convex, 0 <= p < 1, by a sequence of weighted least-squares problems. Around the
// point x it replaces |x_j|^p, and log |x_j| for p = 0, by the parabola that touches its smoothed graph, that of (x_j^2 + eps)^(p/2), from
// above. The next point is
//
//	argmin sum_j w_j v_j^2 subject to A v = b                =  W^-1 Aᵀ (A W^-1 Aᵀ)^-1 b                 where Lambda = 0,
//	argmin 1/2 |A v - b|_2^2 + Lambda p/2 sum_j w_j v_j^2    =  W^-1 Aᵀ (A W^-1 Aᵀ + Lambda p I)^-1 b    where Lambda > 0,
//
// with w_j = (x_j^2 + eps)^(p/2-1). The smoothing eps, in units of |x|_inf^2, goes down a level when the relative change of a point is below
// sqrt(eps)/100.
//
// Where Lambda = 0 the steps that this makes are those of a descent in the metric of the weights, and are taken as nonlinear conjugate gradients with a
// metric, and so a factorisation, that serves for several of them. The levels end early when the entries that stand out of the smoothing, fewer than there
// are independent equations, are the support of a solution: that is a basic one.
//
// The method is local, and what it finds depends on its start and on how slowly eps goes down. At eps = 1 the smoothed objective is convex for
// |x_j| <= |x|_inf, so that a descent from there all but forgets its start; with a start of one's own eps begins lower. The last point is
// cleaned to a basic one (A_S injective on the support S), which for 0 < p < 1 is a strict local minimiser of |x|_p^p on {A x = b}, and to a strict
// local minimiser of the objective where Lambda > 0. Nothing says that it is the global one.
//
// Reference: R. Chartrand, W. Yin (2008), Iteratively reweighted algorithms for compressive sensing (the schedule of eps); I. Daubechies,
// R. DeVore, M. Fornasier, S. Güntürk (2010), Iteratively reweighted least squares minimization for sparse recovery.
package irls

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Solver is iteratively reweighted least squares. The zero value is ready and starts from the point of least norm; one value serves one
// goroutine at a time.
type Solver struct {
	// Start is where the iteration begins: "" at equal weights, which is the point of least norm; "l1" at the answer of Inner;
	// "random" at the point of least norm and a random step along the kernel of A.
	Start string         `json:"start,omitzero"`
	Inner solvers.Solver `json:"inner,omitzero"` // solves p = 1, for the start "l1" alone
	Seed  uint64         `json:"seed,omitzero"`  // of the start "random"; the step depends on it and on n, not on A and b

	Epsilon0   float64 `json:"epsilon,omitzero"`     // first eps, in units of |x|_inf^2; 0 means 1, and 0.01 for a start that is not ""
	EpsilonMin float64 `json:"epsilon_min,omitzero"` // last eps, in the same units; 0 means 1e-8
	Shrink     float64 `json:"shrink,omitzero"`      // factor on eps from one level to the next, below 1; 0 means 0.1
	Rounds     int     `json:"rounds,omitzero"`      // most steps; 0 means 2000

	work workspace
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

const (
	startedEpsilon    = 1e-2
	defaultEpsilonMin = 1e-8
	defaultShrink     = 0.1
	defaultRounds     = 2000
)

// Accepts takes 0 <= p < 1, and with Lambda > 0 only p > 0: the weights of the penalised form carry the factor p, the slope of t^p, and a
// count has none. It declines a start that it does not know, and options out of range.
func (s *Solver) Accepts(p solvers.Problem) error {
	o := s.filled()
	switch {
	case !(p.P < 1):
		return solvers.Declinef("irls: p = %v; the method is for 0 <= p < 1", p.P)
	case p.P == 0 && p.Lambda > 0:
		return solvers.Declinef("irls: p = 0 with lambda = %v; a count has no slope to weigh by, take p > 0 or lambda = 0", p.Lambda)
	case !(o.Epsilon0 > 0 && o.EpsilonMin > 0 && o.Epsilon0 <= math.MaxFloat64 && o.EpsilonMin <= o.Epsilon0):
		return solvers.Declinef("irls: epsilon goes from %v to %v; it must go down and stay positive", o.Epsilon0, o.EpsilonMin)
	case !(o.Shrink > 0 && o.Shrink < 1):
		return solvers.Declinef("irls: shrink = %v; it must lie between 0 and 1", o.Shrink)
	case o.Rounds < 0:
		return solvers.Declinef("irls: rounds = %d; it must not be negative", o.Rounds)
	}
	return o.begin().Accepts("irls", "the point of least norm", p)
}

// Solve returns a local minimiser, or x = 0 where Lambda > 0 and that is better. Iterations counts the steps, and where Lambda > 0 the least-squares problems. Status is
// Converged when the point had settled at the last eps or a support had been found to be that of a solution, Limit when Rounds came first, and Stalled where rounding leaves a residual above 1e-10 of b or, for Lambda > 0,
// hides the minimiser. There is no dual. Inconsistent systems give an error wrapping [solvers.ErrInfeasible]; for the start "l1" errors of Inner
// are passed on.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if err := s.Accepts(p); err != nil {
		return solvers.Solution{}, err
	}
	o, w := s.filled(), &s.work
	if err := w.load(p); err != nil {
		return solvers.Solution{}, err
	}
	if err := w.start(ctx, o.begin()); err != nil {
		return solvers.Solution{}, err
	}
	status, rounds, err := w.anneal(ctx, o)
	if err != nil {
		return solvers.Solution{}, err
	}
	if !w.finish() {
		status = solvers.Stalled
	}
	return solvers.Solution{X: w.restored(), Status: status, Iterations: rounds}, nil
}

// anneal takes x through the levels of eps.
func (w *workspace) anneal(ctx context.Context, o Solver) (status solvers.Status, rounds int, err error) {
	w.clean = false
	for w.restart(o.Epsilon0); w.unit > w.floor; {
		if ctx.Err() != nil {
			return 0, rounds, fmt.Errorf("irls: in round %d: %w", rounds+1, context.Cause(ctx))
		}
		if rounds == o.Rounds {
			return solvers.Limit, rounds, nil
		}
		rounds++
		settled := !(w.round() >= math.Sqrt(w.eps)/100)
		if w.p.Lambda == 0 && w.suffices(settled) {
			w.clean = true
			break
		}
		if settled {
			if w.eps == o.EpsilonMin {
				break
			}
			w.restart(max(w.eps*o.Shrink, o.EpsilonMin))
		}
	}
	return solvers.Converged, rounds, nil
}

// restart begins a level.
func (w *workspace) restart(eps float64) {
	w.eps, w.unit, w.down.slope = eps, kernel.NormInf(w.x), 0
	w.down.height = math.Inf(1)
}

// round goes to the next point, and returns the relative change.
func (w *workspace) round() float64 {
	if w.p.Lambda == 0 {
		return w.descend()
	}
	w.weigh()
	w.fit(w.next)
	kernel.Axpy(-1, w.next, w.x)
	change := kernel.Norm2(w.x) / kernel.Norm2(w.next)
	w.x, w.next = w.next, w.x
	return change
}

// filled returns the options with the defaults in place of zeros.
func (s *Solver) filled() Solver {
	o := Solver{Start: s.Start, Inner: s.Inner, Seed: s.Seed, Epsilon0: s.Epsilon0, EpsilonMin: s.EpsilonMin, Shrink: s.Shrink, Rounds: s.Rounds}
	if o.Epsilon0 == 0 {
		o.Epsilon0 = 1
		if o.Start != "" {
			o.Epsilon0 = startedEpsilon
		}
	}
	if o.EpsilonMin == 0 {
		o.EpsilonMin = min(defaultEpsilonMin, o.Epsilon0)
	}
	if o.Shrink == 0 {
		o.Shrink = defaultShrink
	}
	if o.Rounds == 0 {
		o.Rounds = defaultRounds
	}
	return o
}
