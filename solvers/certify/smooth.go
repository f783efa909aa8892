package certify

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

// smooth certifies min P(x) = 1/2 |A x - b|^2 + lambda |x|_p^p for 1 < p < inf, whose minimiser is unique: P is strictly convex. Any theta
// bounds the minimum from below by Fenchel's duality, with 1/p + 1/q = 1, phi(x) = lambda |x|^p and phi*(u) = lambda (p-1) (|u|/(lambda p))^q,
//
//	D(theta) = 1/2 |b|^2 - 1/2 |b - theta|^2 - sum_j phi*(a_j'theta),
//
// and at the minimum theta = b - A x attains it. The gap is P(x) - D(theta) relative to P(x). Tried are, one after the other, the residual of x;
// the solver's dual, taken for theta / lambda as for the Lasso; the residual shrunk to max |a_j'theta| = max phi'(x_j), for p near
// 1; and the residual moved so that A'theta fits the gradient phi'(x), for small lambda, where the residual is all rounding.
func (r *Referee) smooth(p solvers.Problem, sol solvers.Solution, c *Certificate) {
	f := newPenalty(p, sol.X)
	scale(r.residual, f.unit)
	copy(r.dual, r.residual)
	c.Gap = r.fenchel(p, sol.X, f)
	for _, next := range []func() bool{
		func() bool { return r.suggested(p, sol.Dual, f) },
		func() bool { return r.shrunk(p, f) },
		func() bool { return r.fitted(p, sol.X, f) },
	} {
		if c.Gap <= r.tolerance() {
			break
		}
		if next() {
			c.Gap = least(c.Gap, r.fenchel(p, sol.X, f))
		}
	}
	if c.Gap <= r.tolerance() {
		c.Kind, c.Unique, c.Margin = Optimal, true, math.Inf(1)
	}
}

// penalty is phi for vectors b, x and theta measured in units of |b|, which multiplies P by a constant. Logarithms keep lambda and powers of
// |x_j| from leaving the range of float64 together.
type penalty struct {
	p         float64
	unit      float64 // a power of two near 1/|b|
	size      float64 // the largest |x_j|, in units of the problem; 1 where all are zero
	logSize   float64 // of size in units of |b|
	logWeight float64 // of phi(size)
}

func newPenalty(p solvers.Problem, x []float64) penalty {
	f := penalty{p: p.P, size: kernel.NormInf(x)}
	if f.size == 0 {
		f.size = 1
	}
	_, e := math.Frexp(kernel.NormInf(p.B))
	e = max(-far, min(far, e))
	f.unit = math.Ldexp(1, -e)
	log := math.Log(f.size)
	f.logSize = log - float64(e)*math.Ln2
	f.logWeight = math.Log(p.Lambda) + p.P*log - 2*float64(e)*math.Ln2
	return f
}

const far = 1000 // the largest exponent of a unit: its inverse, too, is a normal number

// slope returns phi'(x).
func (f penalty) slope(x float64) float64 {
	return math.Copysign(math.Exp(f.logWeight-f.logSize+math.Log(f.p)+(f.p-1)*math.Log(math.Abs(x)/f.size)), x)
}

// value returns phi(x) / phi(size).
func (f penalty) value(x float64) float64 { return math.Pow(math.Abs(x)/f.size, f.p) }

// excess returns (phi(x) + phi*(u) - x u) / phi(size), which is zero for u = phi'(x) and positive for any other u.
func (f penalty) excess(x, u float64) float64 {
	s := math.Copysign(math.Exp(math.Log(math.Abs(u))+f.logSize-f.logWeight), u)
	return max(0, f.value(x)+(f.p-1)*math.Pow(math.Abs(s)/f.p, conjugate(f.p))-x/f.size*s)
}

// fenchel sets the scores to A'theta for the theta in r.dual and returns its relative gap, in a form free of cancellation between the parts:
// (1/2 |r - theta|^2 + sum_j phi(x_j) + phi*(a_j'theta) - x_j a_j'theta) / P(x).
func (r *Referee) fenchel(p solvers.Problem, x []float64, f penalty) float64 {
	p.A.MulT(r.scores, r.dual)
	value, excess := 0.0, 0.0
	for j, u := range r.scores {
		value += f.value(x[j])
		excess += f.excess(x[j], u)
	}
	r.fix = kernel.Resize(r.fix, len(r.dual))
	copy(r.fix, r.residual)
	kernel.Axpy(-1, r.dual, r.fix)
	logLoss, logMoved := 2*math.Log(kernel.Norm2(r.residual))-math.Ln2, 2*math.Log(kernel.Norm2(r.fix))-math.Ln2
	top := max(f.logWeight, logLoss, logMoved)
	weight := math.Exp(f.logWeight - top)
	return (math.Exp(logMoved-top) + weight*excess) / (math.Exp(logLoss-top) + weight*value)
}

// suggested takes the solver's dual for theta / lambda.
func (r *Referee) suggested(p solvers.Problem, y []float64, f penalty) bool {
	for i, v := range y {
		r.dual[i] = p.Lambda * v * f.unit
	}
	return y != nil
}

// shrunk shrinks the residual until no |a_j'theta| exceeds the largest |phi'(x_j)|, and reports whether one did.
func (r *Referee) shrunk(p solvers.Problem, f penalty) bool {
	copy(r.dual, r.residual)
	p.A.MulT(r.scores, r.dual)
	shrink := f.slope(f.size) / kernel.NormInf(r.scores)
	scale(r.dual, shrink)
	return shrink < 1
}

// fitted moves the residual by the step that solves A'step = phi'(x) - A'r in least squares. For p < 2 the equations weigh like the root of
// 1/phi”(x_j), as they do in the gap: where x_j is next to nothing it says nothing about a_j'theta.
func (r *Referee) fitted(p solvers.Problem, x []float64, f penalty) bool {
	copy(r.dual, r.residual)
	miss, weight := make([]float64, len(x)), make([]float64, len(x))
	p.A.MulT(miss, r.dual)
	for j, v := range x {
		weight[j] = math.Pow(math.Abs(v)/f.size, max(0, 1-f.p/2))
		miss[j] = weight[j] * (f.slope(v) - miss[j])
	}
	kernel.Axpy(1, preimage(p.A, weight, miss), r.dual)
	return true
}

// preimage returns a y for which a_j'y, times the weights, comes closest to the target, in least squares. It overwrites the target.
func preimage(a *solvers.Columns, weight, target []float64) []float64 {
	m, n := a.Dims()
	rows := solvers.NewColumns(n, m, nil)
	for j := range n {
		for i, v := range a.Col(j) {
			rows.Col(i)[j] = weight[j] * v
		}
	}
	var factor gram.Factor
	factor.Reset(rows)
	for i := range m {
		factor.Append(i)
	}
	y, fix := make([]float64, m), make([]float64, factor.Len())
	for range 2 {
		factor.MulT(fix, target)
		factor.Solve(fix)
		factor.MulAdd(target, -1, fix)
		for k, i := range factor.Set() {
			y[i] += fix[k]
		}
	}
	return y
}
