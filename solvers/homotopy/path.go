package homotopy

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

const (
	rounding = 1e-12 // relative size below which a residual or an entry cannot be told from zero
	parallel = 1e-13 // slope below which an inactive column keeps its distance from the bound
	slack    = 1e-9  // violation of the optimality conditions above which the end of the path is called Stalled
)

// path is the state of one walk: a segment on which support and signs are fixed, and the event that ends it.
type path struct {
	a      *solvers.Columns
	b      []float64 // the right-hand side over scale
	scale  float64
	lambda float64 // where the segment begins; it runs downwards
	target float64 // where the path is to end
	steps  int

	set    gram.Factor
	signs  []float64 // over the set
	in     []bool    // n: whether a column is in the set
	barred []bool    // n: columns in the span of the set, left out until the set changes
	norms  []float64 // n: |a_j|_2

	u, q   []float64 // over the set: x_S(lambda) = u - lambda q
	e, w   []float64 // m: residual b - A_S u, and A_S q: b - A x = e + lambda w
	ae, aw []float64 // n: A'e, A'w
	fit    bool      // e is zero up to rounding
	fix    []float64 // workspace over the set

	event event
}

// event is the next change of the set, at lambda: column joins with a sign, or (sign 0) the member at place leaves.
type event struct {
	lambda        float64
	column, place int
	sign          float64
	exists        bool
}

func (p *path) start(problem solvers.Problem) {
	m, n := problem.A.Dims()
	p.a, p.scale = problem.A, scale(problem.B)
	p.b, p.e, p.w = kernel.Resize(p.b, m), kernel.Resize(p.e, m), kernel.Resize(p.w, m)
	p.ae, p.aw, p.norms = kernel.Resize(p.ae, n), kernel.Resize(p.aw, n), kernel.Resize(p.norms, n)
	p.in, p.barred = kernel.Resize(p.in, n), kernel.Resize(p.barred, n)
	clear(p.in)
	clear(p.barred)
	for i, v := range problem.B {
		p.b[i] = v / p.scale
	}
	for j := range n {
		p.norms[j] = kernel.Norm2(p.a.Col(j))
	}
	p.set.Reset(p.a)
	p.signs = p.signs[:0]
	p.target = problem.Lambda / p.scale
	p.steps = 0
	p.lambda = math.Inf(1)
	p.segment()
}

// next finds the event that ends the present segment, and reports whether it comes before the target.
func (p *path) next() bool {
	p.event = event{lambda: p.target}
	p.joins()
	p.leaves()
	return p.event.exists
}

// joins looks for the inactive column that reaches the bound first. For sign s the distance lambda - s a_j'(b - A x) is
// lambda (1 - s a_j'w) - s a_j'e: it shrinks on the way down only where both terms are positive.
func (p *path) joins() {
	if p.fit {
		return
	}
	for j := range p.ae {
		if p.in[j] || p.barred[j] {
			continue
		}
		sign := math.Copysign(1, p.ae[j])
		slope := 1 - sign*p.aw[j]
		if slope > parallel {
			p.consider(event{lambda: math.Abs(p.ae[j]) / slope, column: j, sign: sign, exists: true})
		}
	}
}

// leaves looks for the member whose entry s (u - lambda q) reaches zero first.
func (p *path) leaves() {
	for i, j := range p.set.Set() {
		u, q := p.signs[i]*p.u[i], p.signs[i]*p.q[i]
		if u < 0 && q < 0 && !p.negligible(i) {
			p.consider(event{lambda: u / q, column: j, place: i, exists: true})
		}
	}
}

// negligible says that member i ends at zero: what it holds at the target is rounding. On a segment that runs to lambda = 0 without
// fitting b, nothing can be said of the end yet.
func (p *path) negligible(i int) bool {
	end := math.Abs(p.u[i] - p.target*p.q[i])
	return (p.fit || p.target > 0) && end*p.norms[p.set.Set()[i]] <= rounding*p.size()
}

// size bounds the terms whose sum is the residual at lambda = 0.
func (p *path) size() float64 {
	sum := kernel.Norm2(p.b)
	for i, j := range p.set.Set() {
		sum += math.Abs(p.u[i]) * p.norms[j]
	}
	return sum
}

// fitsRows says whether every equation by itself is met up to rounding: of its own terms, or the last digits of the largest.
func (p *path) fitsRows() bool {
	last := rounding / 100 * p.size()
	for i, e := range p.e {
		terms := math.Abs(p.b[i])
		for l, j := range p.set.Set() {
			terms += math.Abs(p.u[l] * p.a.At(i, j))
		}
		if !(math.Abs(e) <= max(last, 10*rounding*terms)) {
			return false
		}
	}
	return true
}

// consider keeps the event that comes first. Events that are due at once, the marks of a tie, go by least index, which makes the walk finite.
func (p *path) consider(e event) {
	if !(e.lambda > p.target) {
		return
	}
	due := p.lambda * (1 - rounding)
	e.lambda = min(e.lambda, p.lambda)
	first := !p.event.exists || e.lambda > p.event.lambda
	if e.lambda >= due && p.event.exists && p.event.lambda >= due {
		first = e.column < p.event.column
	}
	if first {
		p.event = e
	}
}

// change carries out the event and computes the segment that follows it.
func (p *path) change() {
	e := p.event
	p.lambda = e.lambda
	p.steps++
	switch {
	case e.sign == 0:
		p.set.Remove(e.place)
		p.signs = append(p.signs[:e.place], p.signs[e.place+1:]...)
		p.in[e.column] = false
	case p.set.Append(e.column):
		p.signs = append(p.signs, e.sign)
		p.in[e.column] = true
	default:
		p.barred[e.column] = true
		return
	}
	clear(p.barred)
	p.segment()
}

// segment computes u, q, e, w and their products with A for the present set. Two rounds of correction against the
// columns themselves make u and q as accurate as a QR decomposition would.
func (p *path) segment() {
	k := p.set.Len()
	p.u, p.q, p.fix = kernel.Resize(p.u, k), kernel.Resize(p.q, k), kernel.Resize(p.fix, k)
	clear(p.u)
	clear(p.q)
	for range 2 {
		copy(p.e, p.b)
		p.set.MulAdd(p.e, -1, p.u)
		p.set.MulT(p.fix, p.e)
		p.set.Solve(p.fix)
		kernel.Axpy(1, p.fix, p.u)

		clear(p.w)
		p.set.MulAdd(p.w, 1, p.q)
		p.set.MulT(p.fix, p.w)
		for i, s := range p.signs {
			p.fix[i] = s - p.fix[i]
		}
		p.set.Solve(p.fix)
		kernel.Axpy(1, p.fix, p.q)
	}
	copy(p.e, p.b)
	p.set.MulAdd(p.e, -1, p.u)
	clear(p.w)
	p.set.MulAdd(p.w, 1, p.q)
	p.fit = kernel.Norm2(p.e) <= rounding*p.size() && p.fitsRows()
	kernel.MulT2(p.ae, p.aw, p.a.Data(), p.e, p.w)
}

// point returns x at a lambda of the present segment, in the units of the problem.
func (p *path) point(lambda float64) []float64 {
	x := make([]float64, len(p.ae))
	for i, j := range p.set.Set() {
		x[j] = p.u[i]
		if lambda > 0 && !math.IsInf(lambda, 1) {
			x[j] -= lambda * p.q[i]
		}
		x[j] *= p.scale
	}
	return x
}

// finish returns the end of the path, its entries of rounding size set to zero.
func (p *path) finish() (solvers.Solution, error) {
	if distance := kernel.Norm2(p.e); math.IsNaN(distance) || math.IsInf(distance, 0) {
		return solvers.Solution{}, fmt.Errorf("homotopy: %w: products of entries of A leave the range of float64; scale A", solvers.ErrSolver)
	}
	if p.target == 0 && !p.fit {
		return solvers.Solution{}, fmt.Errorf("homotopy: %w: every A x stays at least %.3g away from b (columns within an angle of 1e-11 of each other's span count as dependent)",
			solvers.ErrInfeasible, kernel.Norm2(p.e)*p.scale)
	}
	status := p.verdict()
	p.settle()
	return p.solution(status), nil
}

// settle sets the entries that end at zero to zero.
func (p *path) settle() {
	for i := range p.u {
		if p.negligible(i) {
			p.u[i], p.q[i] = 0, 0
		}
	}
}

// verdict checks the optimality conditions at the end of the path: |A'y|_inf <= 1 for the dual y, and signs that agree with it.
func (p *path) verdict() solvers.Status {
	for j := range p.ae {
		c := p.aw[j]
		if p.target > 0 && !p.fit {
			c += p.ae[j] / p.target
		}
		if !(math.Abs(c) <= 1+slack) {
			return solvers.Stalled
		}
	}
	if p.target == 0 && kernel.Norm2(p.e) > slack*kernel.Norm2(p.b) {
		return solvers.Stalled
	}
	for i := range p.signs {
		if x := p.signs[i] * (p.u[i] - p.target*p.q[i]); x < 0 && !p.negligible(i) {
			return solvers.Stalled
		}
	}
	return solvers.Converged
}

// solution returns the point at the target with its dual: w for basis pursuit, (b - A x)/lambda = w + e/lambda for the penalised form.
func (p *path) solution(status solvers.Status) solvers.Solution {
	lambda := p.target
	if status == solvers.Limit {
		lambda = p.lambda
	}
	dual := append([]float64(nil), p.w...)
	if lambda > 0 && !math.IsInf(lambda, 1) && !p.fit { // where b is fitted e is rounding, and no part of the dual
		p.orthogonalise(p.e)
		kernel.Axpy(1/lambda, p.e, dual)
	}
	return solvers.Solution{X: p.point(lambda), Dual: dual, Status: status, Iterations: p.steps}
}

// orthogonalise takes out of e what rounding left in the span of the set: divided by a small lambda it would spoil A_S'y = s.
func (p *path) orthogonalise(e []float64) {
	p.set.MulT(p.fix, e)
	p.set.Solve(p.fix)
	p.set.MulAdd(e, -1, p.fix)
}
