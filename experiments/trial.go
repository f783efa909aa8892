package experiments

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments/touch"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
)

// bench is what one worker owns: a sampler, one solver of each name, and a referee, each with its workspace.
type bench struct {
	lab     Lab
	sampler ensemble.Sampler
	players map[string]solvers.Solver
	referee *certify.Referee
	product []float64 // n: A'b
	error   []float64 // n: x - x0
	support []int     // of x
}

func newBench(l Lab) *bench {
	b := &bench{lab: l, players: make(map[string]solvers.Solver), referee: &certify.Referee{}}
	if l.Referee != nil {
		b.referee = l.Referee()
	}
	return b
}

// trial draws a system, has it solved and certified, and returns what was seen. It never fails: whatever happens is an outcome. After a panic outside
// the solver, in the referee or in whoever supplies it with duals, everything the worker owns is made anew.
func (b *bench) trial(ctx context.Context, c Cell, key string, seed uint64, number int) (r results.Record) {
	defer func() {
		if cause := recover(); cause != nil {
			*b = *newBench(b.lab)
			r = results.Pointless(key, number, results.Failed, fmt.Sprintf("panic outside the solver: %v", cause))
		}
	}()
	if c.Measure != "" {
		m, err := b.lab.measure(c.Measure)
		if err != nil {
			return results.Pointless(key, number, results.Failed, err.Error())
		}
		return b.measured(ctx, m, Trial{c, seed, number, b}, results.Pointless(key, number, results.Failed, ""))
	}
	system, err := b.sampler.Draw(c.draw(seed, number))
	if err != nil {
		return results.Pointless(key, number, results.Failed, err.Error())
	}
	p := solvers.Problem{A: system.A, B: system.B, P: c.P, Lambda: c.Lambda * b.lambdaMax(c, system)}
	sol, err := b.solve(ctx, c.spelled(c.Solver), p)
	if err != nil {
		outcome, reason := b.outcome(p, err)
		return results.Pointless(key, number, outcome, reason)
	}
	return b.record(ctx, p, sol, system.Truth, results.Record{Cell: key, Trial: number, Truth: c.K})
}

// lambdaMax returns |A'b|_inf where the cell is penalised.
func (b *bench) lambdaMax(c Cell, s ensemble.System) float64 {
	if c.Lambda == 0 {
		return 0
	}
	b.product = sized(b.product, c.N)
	s.A.MulT(b.product, s.B)
	return solvers.Norm(b.product, math.Inf(1))
}

// sized returns n values over the storage of x where it is large enough.
func sized(x []float64, n int) []float64 { return slices.Grow(x[:0], n)[:n] }

// solve calls the solver of that spelling and turns a panic into an error; a solver that panicked is not used again.
func (b *bench) solve(ctx context.Context, name string, p solvers.Problem) (sol solvers.Solution, err error) {
	defer func() {
		if r := recover(); r != nil {
			delete(b.players, name)
			err = fmt.Errorf("%w: panic: %v", solvers.ErrSolver, r)
		}
	}()
	player, known := b.players[name]
	if !known {
		entry, err := solvers.Find(b.lab.Solvers, name)
		if err != nil {
			return sol, err
		}
		player = entry.New()
		b.players[name] = player
	}
	return solvers.Solve(ctx, player, p)
}

// outcome sorts the errors of a solver. That a system has no solution is taken from nobody but the referee.
func (b *bench) outcome(p solvers.Problem, err error) (results.Outcome, string) {
	switch {
	case errors.Is(err, solvers.ErrDeclined):
		return results.Declined, err.Error()
	case errors.Is(err, solvers.ErrInfeasible) && b.referee.Infeasible(p):
		return results.Infeasible, err.Error()
	case errors.Is(err, solvers.ErrInfeasible):
		return results.Failed, "the solver found no solution, but there is one: " + err.Error()
	}
	return results.Failed, err.Error()
}

// record completes r with the facts about the point. A convex problem whose point is not proved optimal counts as failed, its facts kept.
func (b *bench) record(ctx context.Context, p solvers.Problem, sol solvers.Solution, truth []float64, r results.Record) results.Record {
	c := b.referee.Certify(ctx, p, sol)
	t := touch.Of(sol.X, c)
	r.Outcome, r.Status, r.Iterations = results.Solved, sol.Status.String(), sol.Iterations
	r.Kind, r.Basic, r.Unique, r.Tied, r.Exact = c.Kind.String(), c.Basic, c.Unique, c.Tied, c.Exact
	r.Support, r.Face, r.Dim = t.Support, t.Face, t.Dim
	r.Residual, r.Gap, r.Margin, r.Blur = results.Number(c.Residual), results.Number(c.Gap), results.Number(c.Margin), results.Number(t.Blur)
	r.Objective = results.Number(p.Objective(sol.X))
	r.Spread, r.Second = results.Number(spread(sol.X)), results.Number(second(sol.X))
	r.TruthObjective, r.Error, r.Distance = results.Number(math.NaN()), results.Number(math.NaN()), results.Number(math.NaN())
	if truth != nil {
		r.TruthObjective = results.Number(p.Objective(truth))
		b.error = difference(sized(b.error, len(truth)), sol.X, truth)
		r.Error, r.Distance = results.Number(relative(b.error, truth, math.Inf(1))), results.Number(relative(b.error, truth, 2))
		b.support = certify.AppendSupport(b.support[:0], sol.X)
		r.Found = found(b.support, truth)
	}
	if len(sol.X) <= 3 {
		for _, v := range sol.X {
			r.X = append(r.X, results.Number(v))
		}
	}
	switch {
	case c.Kind == certify.None:
		r.Outcome, r.Reason = results.Failed, fmt.Sprintf("A x = b is missed by %.3g of |b|", c.Residual)
	case p.P >= 1 && c.Kind != certify.Optimal:
		r.Outcome, r.Reason = results.Failed, fmt.Sprintf("not proved optimal: relative gap %.3g (%s)", c.Gap, sol.Status)
	}
	return r
}
