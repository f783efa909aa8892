package peers

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// accuracy is what the referee says of a point.
type accuracy struct {
	Residual, Gap float64
	Unique        bool // asked and proved
}

// judge is the referee of one row.
type judge struct {
	row     row
	problem problem
	lambdas []float64
	dual    []float64 // proves the minimum of basis pursuit: any dual vector does, whoever found it, for the referee makes it feasible
	referee certify.Referee
}

func newJudge(ctx context.Context, entries []solvers.Entry, r row, p problem) (*judge, error) {
	j := &judge{row: r, problem: p, referee: certify.Referee{Tolerance: r.target, ExactWork: -1}}
	if r.task != BP {
		_, n := p.A.Dims()
		products := make([]float64, n)
		p.A.MulT(products, p.B)
		for _, share := range r.shares {
			j.lambdas = append(j.lambdas, share*solvers.Norm(products, math.Inf(1)))
		}
		return j, nil
	}
	for _, name := range ours(BP) {
		if j.prove(ctx, entries, name) {
			break
		}
	}
	return j, context.Cause(ctx)
}

// prove takes the dual vector of a solver of ours, and says whether it proves the solver's own point. Where none does, the referee has to find one for every point.
func (j *judge) prove(ctx context.Context, entries []solvers.Entry, name string) bool {
	entry, err := solvers.Find(entries, name)
	if err != nil {
		return false
	}
	sol, err := solvers.Solve(ctx, entry.New(), j.problem.Problem)
	if err != nil {
		return false
	}
	residual, gap := j.referee.Gap(j.problem.Problem, sol)
	if proved := j.good(accuracy{Residual: residual, Gap: gap}); !proved {
		return false
	}
	j.dual = sol.Dual
	return true
}

// look returns how accurate the point is, or for a path the worst of its points. Points that are no numbers have no accuracy.
func (j *judge) look(x []float64) (accuracy, error) {
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return accuracy{}, fmt.Errorf("returned x[%d] = %v", i, v)
		}
	}
	if j.row.task == BP {
		residual, gap := j.referee.Gap(j.problem.Problem, solvers.Solution{X: x, Dual: j.dual})
		return accuracy{Residual: residual, Gap: gap}, nil
	}
	_, n := j.problem.A.Dims()
	worst := accuracy{}
	for i, lambda := range j.lambdas {
		p := j.problem.Problem
		p.Lambda = lambda
		point := x[i*n : (i+1)*n]
		_, gap := j.referee.Gap(p, solvers.Solution{X: point})
		worst.Gap = math.Max(worst.Gap, gap)
	}
	return worst, nil
}

// good says whether a point is what the row asks for.
func (j *judge) good(a accuracy) bool { return a.Residual <= j.row.target && a.Gap <= j.row.target }

// settle asks the whole of the referee where a row wants more than a gap.
func (j *judge) settle(ctx context.Context, x []float64, a accuracy) accuracy {
	if j.row.unique && j.good(a) {
		a.Unique = j.referee.Certify(ctx, j.problem.Problem, solvers.Solution{X: x, Dual: j.dual}).Unique
	}
	return a
}
