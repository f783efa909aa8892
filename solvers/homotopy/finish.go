package homotopy

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

// point returns x at a lambda of the present segment, in the units of the problem. Entries that end at zero are zero at the target.
func (p *path) point(lambda float64) []float64 {
	x := make([]float64, len(p.place))
	for i, j := range p.set.Set() {
		if lambda == p.target && p.negligible(i) {
			continue
		}
		x[j] = p.u[i]
		if lambda > 0 && !math.IsInf(lambda, 1) {
			x[j] -= lambda * p.q[i]
		}
		x[j] *= p.scale
	}
	return x
}

// finish returns the point at the target. Where products serve, they are all that it takes.
func (p *path) finish() (solvers.Solution, error) {
	if p.known.serves() {
		return p.solution(p.verdict()), nil
	}
	if distance := kernel.Norm2(p.e); math.IsNaN(distance) || math.IsInf(distance, 0) {
		return solvers.Solution{}, fmt.Errorf("homotopy: %w: products of entries of A leave the range of float64; scale A", solvers.ErrSolver)
	}
	if p.target == 0 && !p.fit {
		return solvers.Solution{}, fmt.Errorf("homotopy: %w: every A x stays at least %.3g away from b (columns within an angle of 1e-11 of each other's span count as dependent)",
			solvers.ErrInfeasible, kernel.Norm2(p.e)*p.scale)
	}
	p.correct()
	if p.doubtful() {
		p.forgo()
	}
	status := p.verdict()
	if status == solvers.Stalled {
		p.polish()
		status = p.verdict()
	}
	return p.solution(status), nil
}

// doubtful says that some entry may be rounding and is not negligible.
func (p *path) doubtful() bool {
	for i := range p.u {
		if p.lost(i) && !p.negligible(i) {
			return true
		}
	}
	return false
}

// forgo makes the entries zero that may be rounding, where the other members of the set fit b without them and move no farther than rounding could have moved them.
func (p *path) forgo() {
	var kept gram.Factor
	kept.Reset(p.a)
	for i, j := range p.set.Set() {
		if !p.lost(i) && !kept.Append(j) {
			return
		}
	}
	u, fix := make([]float64, kept.Len()), make([]float64, kept.Len())
	e := append([]float64(nil), p.b...)
	for range 3 {
		kept.MulT(fix, e)
		kept.Solve(fix)
		kernel.Axpy(1, fix, u)
		copy(e, p.b)
		kept.MulAdd(e, -1, u)
	}
	fix = make([]float64, p.set.Len())
	for i, j := range kept.Set() {
		fix[slices.Index(p.set.Set(), j)] = u[i]
	}
	for i, v := range fix {
		if !p.within(i, v-p.u[i], 100*dust) {
			return
		}
	}
	if kernel.Norm2(e) <= rounding*p.size {
		copy(p.u, fix)
		copy(p.e, e)
	}
}

// polish takes out of w itself what A_S'w misses. Where the set is close to dependent q is long, and w = A_S q no better than the last digits of its terms.
func (p *path) polish() {
	for range 2 {
		p.set.MulT(p.fix, p.w)
		for i := range p.fix {
			_, w := p.bounds(i)
			p.fix[i] = w - p.fix[i]
		}
		p.set.Solve(p.fix)
		p.set.MulAdd(p.w, 1, p.fix)
	}
	p.products()
}

// verdict checks the optimality conditions at the target: |A'y|_inf <= 1 for the dual y, and signs that agree with it. Columns outside the
// working set have been surveyed.
func (p *path) verdict() solvers.Status {
	for i, c := range p.aw {
		if p.target > 0 && !p.fit {
			c += p.ae[i] / p.target
		}
		if !(math.Abs(c) <= 1+slack) {
			return solvers.Stalled
		}
	}
	if p.target == 0 && kernel.Norm2(p.e) > slack*p.length {
		return solvers.Stalled
	}
	for i := range p.signs {
		if x := p.signs[i] * (p.u[i] - p.target*p.q[i]); x < 0 && !p.negligible(i) {
			return solvers.Stalled
		}
	}
	return solvers.Converged
}

// solution returns the point at the target, or where the limit of steps came, with its dual.
func (p *path) solution(status solvers.Status) solvers.Solution {
	lambda := p.target
	if status == solvers.Limit {
		lambda = p.lambda
	}
	return solvers.Solution{X: p.point(lambda), Dual: p.dual(lambda), Status: status, Iterations: p.steps}
}

// dual returns w for basis pursuit, and (b - A x)/lambda = w + e/lambda for the penalised form.
func (p *path) dual(lambda float64) []float64 {
	if p.known.serves() {
		dual := p.rest(nil, lambda)
		for i := range dual {
			dual[i] /= lambda
		}
		return dual
	}
	dual := append([]float64(nil), p.w...)
	if lambda > 0 && !math.IsInf(lambda, 1) && !p.fit { // where b is fitted e is rounding, and no part of the dual
		p.now = append(p.now[:0], p.e...)
		p.orthogonalise(p.now)
		kernel.Axpy(1/lambda, p.now, dual)
	}
	return dual
}

// orthogonalise takes out of e what rounding left in the span of the set: divided by a small lambda it would spoil A_S'y = s.
func (p *path) orthogonalise(e []float64) {
	p.set.MulT(p.fix, e)
	p.set.Solve(p.fix)
	p.set.MulAdd(e, -1, p.fix)
}
