// Package reweighted looks for a sparse point where the ball is not convex, 0 <= p < 1, by a sequence of L1 problems that somebody else
// solves. Around the point x it replaces |x_j|^p by the line that touches its smoothed graph from above, which makes the next point
//
//	argmin sum_j w_j |v_j|   subject to A v = b,   w_j = (|x_j| + eps)^(p-1),
//
// where Lambda = 0, and argmin 1/2 |A v - b|_2^2 + Lambda p sum_j w_j |v_j| where Lambda > 0. The first point has equal weights,
// and eps shrinks from round to round. With z = W v each is a plain L1 problem for the matrix A W^-1.
//
// The method is local: it returns the best point it saw, cleaned to a basic one (A_S injective on the support S), and
// such a point is a strict local minimiser of |x|_p^p on {A x = b} for 0 < p < 1; where Lambda > 0 it is taken down to a strict local minimiser of the
// objective. Nothing says that it is the global one.
//
// Reference: E. Candès, M. Wakin, S. Boyd (2008), Enhancing sparsity by reweighted l1 minimization (p = 0); S. Foucart, M.-J. Lai
// (2009), Sparsest solutions of underdetermined linear systems via lq-minimization for 0 < q <= 1.
package reweighted

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	defaultRounds     = 30
	defaultEpsilon0   = 1
	defaultEpsilonMin = 1e-2
	defaultShrink     = 0.5

	settled = 1e-9 // change of a point, relative to its largest entry, that is none
)

// Solver is reweighted L1 around an inner solver. Zero fields mean their defaults, but without an Inner it declines every problem.
// It owns a workspace and its inner solver, so that one value serves one goroutine.
type Solver struct {
	Inner      solvers.Solver `json:"inner"`                // solves p = 1 with Lambda = 0, or with Lambda > 0, as the problem asks
	Rounds     int            `json:"rounds,omitzero"`      // most solves after the first; 0 means 30
	Epsilon0   float64        `json:"epsilon,omitzero"`     // first eps, in units of |x|_inf of the first point; 0 means 1
	EpsilonMin float64        `json:"epsilon_min,omitzero"` // last eps, in the same units; 0 means 0.01
	Shrink     float64        `json:"shrink,omitzero"`      // factor on eps from one round to the next, below 1; 0 means 0.5

	work workspace
}

var (
	_ solvers.Solver  = (*Solver)(nil)
	_ solvers.Chooser = (*Solver)(nil)
)

// Accepts takes 0 <= p < 1 where the inner solver takes the same system with p = 1. It declines p = 0 with Lambda > 0: the weights of the
// penalised form carry the factor p, the slope of t^p, and a count has none. It declines options out of range; an EpsilonMin above Epsilon0 stands
// for an eps that stays.
func (s *Solver) Accepts(p solvers.Problem) error {
	o := s.filled()
	switch {
	case s.Inner == nil:
		return solvers.Declinef("reweighted: there is no inner solver; the method needs one for its L1 problems and has none of its own")
	case !(p.P < 1):
		return solvers.Declinef("reweighted: p = %v; reweighting is for 0 <= p < 1", p.P)
	case p.P == 0 && p.Lambda > 0:
		return solvers.Declinef("reweighted: p = 0 with lambda = %v; a count has no slope to reweight by, take p > 0 or lambda = 0", p.Lambda)
	case s.Rounds < 0:
		return solvers.Declinef("reweighted: rounds = %d; it must be positive, or 0 for the default", s.Rounds)
	case !(o.Epsilon0 > 0 && o.EpsilonMin > 0 && o.Epsilon0 <= math.MaxFloat64):
		return solvers.Declinef("reweighted: epsilon goes from %v to %v; it must stay positive and finite", o.Epsilon0, o.EpsilonMin)
	case !(o.Shrink > 0 && o.Shrink < 1):
		return solvers.Declinef("reweighted: shrink = %v; it must lie between 0 and 1", o.Shrink)
	}
	p.P = 1
	if err := solvers.Accepts(s.Inner, p); err != nil {
		return fmt.Errorf("reweighted: the inner solver: %w", err)
	}
	return nil
}

// Solve calls the inner solver by [solvers.Solve]: the checks cost a pass over A, little beside the solve, and an answer of a
// wrong shape stops there. Iterations counts the rounds, the first solve included; a round whose point is proved to stay where it is, by the dual vector of the
// last inner solve, needs none. Status is Converged when eps is at its least and the point has settled, or
// what the inner solver said of the last point where that is Limit or Stalled; Limit when Rounds came first; Stalled when the
// inner solver failed at weights too far apart. There is no dual. Errors are those of the first inner solve, or the context's.
func (s *Solver) Solve(ctx context.Context, p solvers.Problem) (solvers.Solution, error) {
	if err := s.Accepts(p); err != nil {
		return solvers.Solution{}, err
	}
	o, w := s.filled(), &s.work
	w.start(p)
	inner, err := solvers.Solve(ctx, s.Inner, w.L1())
	if err != nil {
		return solvers.Solution{}, fmt.Errorf("reweighted: the first inner solve: %w", err)
	}
	copy(w.x, inner.X)
	w.learn(inner)
	w.tidy(w.x)
	w.keep(w.x)
	unit := kernel.NormInf(w.x)
	if unit == 0 {
		return w.solution(outcome(inner.Status), 1), nil
	}
	epsilon := o.Epsilon0
	for solves := 2; solves <= o.Rounds+1; solves++ {
		w.weigh(epsilon*unit, unit)
		still := w.stays()
		if !still {
			inner, err = solvers.Solve(ctx, s.Inner, w.weighted(unit))
		}
		if cause := context.Cause(ctx); cause != nil {
			return solvers.Solution{}, fmt.Errorf("reweighted: in inner solve %d: %w", solves, cause)
		}
		if err != nil {
			return w.solution(solvers.Stalled, solves), nil
		}
		if !still {
			still = w.move(inner) <= settled*unit
		}
		if still && epsilon == o.EpsilonMin {
			return w.solution(outcome(inner.Status), solves), nil
		}
		epsilon = max(epsilon*o.Shrink, o.EpsilonMin)
	}
	return w.solution(solvers.Limit, o.Rounds+1), nil
}

// outcome passes on that the inner solver did not get there.
func outcome(inner solvers.Status) solvers.Status {
	if inner == solvers.Limit || inner == solvers.Stalled {
		return inner
	}
	return solvers.Converged
}

// filled returns the options with the defaults in place of zeros, and no eps that grows.
func (s *Solver) filled() Solver {
	o := Solver{Rounds: s.Rounds, Epsilon0: s.Epsilon0, EpsilonMin: s.EpsilonMin, Shrink: s.Shrink}
	if o.Rounds == 0 {
		o.Rounds = defaultRounds
	}
	if o.Epsilon0 == 0 {
		o.Epsilon0 = defaultEpsilon0
	}
	if o.EpsilonMin == 0 {
		o.EpsilonMin = defaultEpsilonMin
	}
	o.EpsilonMin = min(o.EpsilonMin, o.Epsilon0)
	if o.Shrink == 0 {
		o.Shrink = defaultShrink
	}
	return o
}
