package certify

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// equality certifies min |x|_p subject to A x = b for p >= 1. A y scaled to |A'y|_q <= 1 proves |x|_p >= b'y for every feasible x.
func (r *Referee) equality(ctx context.Context, p solvers.Problem, sol solvers.Solution, c *Certificate) {
	norm := solvers.Norm(sol.X, p.P)
	c.Gap = r.gap(p, sol.Dual, norm)
	if p.P > 1 && !math.IsInf(p.P, 1) && !(c.Gap <= r.tolerance()) {
		c.Gap = least(c.Gap, r.gap(p, gradient(p, sol.X), norm))
	}
	if p.P == 1 && !(c.Gap <= r.tolerance()) {
		c.Gap = least(c.Gap, r.gap(p, r.signed(p, sol.X, sol.Dual), norm))
	}
	if (p.P == 1 || math.IsInf(p.P, 1)) && !(c.Gap <= r.tolerance()) && r.Dual != nil {
		if y, err := r.Dual(ctx, p); err == nil {
			c.Gap = least(c.Gap, r.gap(p, y, norm))
		}
	}
	if !(c.Gap <= r.tolerance()) {
		if p.P == 1 && r.worthExact(p, false) {
			r.rational(p, sol.X, c)
		}
		return
	}
	c.Kind = Optimal
	switch {
	case p.P == 1:
		r.touch(p, sol.X, c)
	case math.IsInf(p.P, 1):
		r.cube(p, sol.X, c)
	default:
		c.Unique, c.Margin = true, math.Inf(1) // the ball is strictly convex
	}
}

// gap scales y to dual feasibility, keeps it with its scores A'y, and returns its relative duality gap; NaN without a y.
func (r *Referee) gap(p solvers.Problem, y []float64, norm float64) float64 {
	if y == nil {
		return math.NaN()
	}
	copy(r.dual, y)
	p.A.MulT(r.scores, r.dual)
	if shrink := 1 / max(1, solvers.Norm(r.scores, conjugate(p.P))); shrink != 1 {
		scale(r.dual, shrink)
		scale(r.scores, shrink)
	}
	return math.Abs(norm-kernel.Dot(p.B, r.dual)) / norm
}

// gradient returns the y for which A'y comes closest, in least squares, to the gradient of |x|_p, 1 < p < inf: at the minimum it is met.
func gradient(p solvers.Problem, x []float64) []float64 {
	slope, weight, largest := make([]float64, len(x)), make([]float64, len(x)), kernel.NormInf(x)
	for j, v := range x {
		weight[j] = 1
		slope[j] = math.Copysign(math.Pow(math.Abs(v)/largest, p.P-1), v)
	}
	scale(slope, 1/solvers.Norm(slope, conjugate(p.P)))
	return preimage(p.A, weight, slope)
}

// projected returns y moved, by the least step, to a_j'y = score(j) on an independent part of the set that spans the rest.
func (r *Referee) projected(p solvers.Problem, y []float64, set []int, score func(j int) float64) []float64 {
	if y == nil {
		clear(r.dual)
	} else {
		copy(r.dual, y)
	}
	if r.quick.proves(p.A, set) && r.refined(set, score) {
		return r.dual
	}
	r.factor.Reset(p.A)
	for _, j := range set {
		r.factor.Append(j)
	}
	r.fix = kernel.Resize(r.fix, r.factor.Len())
	for range 2 {
		r.factor.MulT(r.fix, r.dual)
		for i, j := range r.factor.Set() {
			r.fix[i] = score(j) - r.fix[i]
		}
		r.factor.Solve(r.fix)
		r.factor.MulAdd(r.dual, 1, r.fix)
	}
	return r.dual
}

// refined moves r.dual within the span of the columns that are factored until a_j'y = score(j) to rounding, and reports whether it got there with every step
// a factor of ten nearer. Otherwise the columns are too near to dependent for a factor that is not quite their own, and r.dual stays.
func (r *Referee) refined(set []int, score func(j int) float64) bool {
	r.fix, r.rival = kernel.Resize(r.fix, len(set)), append(r.rival[:0], r.dual...)
	for last := math.Inf(1); ; {
		r.quick.against(r.fix, r.dual)
		met := true
		for i, j := range set {
			r.fix[i] = score(j) - r.fix[i]
			miss := math.Abs(r.fix[i])
			met = met && (miss <= tight || miss <= r.quick.rounding(i, r.dual))
		}
		miss := kernel.NormInf(r.fix)
		if met && last < math.Inf(1) {
			return true
		}
		if !(miss < last/10) {
			copy(r.dual, r.rival)
			return false
		}
		last = miss
		r.quick.add(r.dual, r.fix)
	}
}

// signed returns y projected to A_S'y = sign(x_S) on the support S of x: from y = 0 this is Fuchs's pre-certificate.
func (r *Referee) signed(p solvers.Problem, x, y []float64) []float64 {
	return r.projected(p, y, r.support, func(j int) float64 { return math.Copysign(1, x[j]) })
}

// touch decides, for an optimal point at p = 1, whether the touch is unique: in floating point where the margins
// allow it, in rational arithmetic where they do not or where the entries are integers, if the system is small.
func (r *Referee) touch(p solvers.Problem, x []float64, c *Certificate) {
	gap, off := c.Gap, r.deviation(x)
	if off > tight {
		gap = r.gap(p, r.signed(p, x, r.dual), kernel.Norm1(x))
		c.Gap, off = least(c.Gap, gap), r.deviation(x)
	}
	// Off J a minimiser carries at most gap/slack of the norm; what is off on the support is off by some multiple on what depends on it.
	slack := max(distinct, math.Sqrt(gap), 1e6*off)
	c.Margin = r.contacts(slack, func(int) float64 { return slack })
	c.Unique = off < distinct && r.injective(p.A, r.contact)
	c.Basic = c.Unique
	if r.worthExact(p, c.Unique) {
		r.rational(p, x, c)
	}
}

// tight is the deviation on the support up to which a dual vector is taken as it comes.
const tight = 1e-13

// deviation is the largest |a_j'y - sign(x_j)| on the support: zero for an exact dual vector of an optimal x.
func (r *Referee) deviation(x []float64) float64 {
	worst := 0.0
	for _, j := range r.support {
		worst = max(worst, math.Abs(r.scores[j]-math.Copysign(1, x[j])))
	}
	return worst
}

// contacts collects the columns whose |a_j'y| comes within a slack of 1, the column's own or that of all, and returns the least distance of the others.
func (r *Referee) contacts(all float64, own func(j int) float64) float64 {
	margin := math.Inf(1)
	r.contact = r.contact[:0]
	for j, s := range r.scores {
		if d := 1 - math.Abs(s); d <= all && d <= own(j) {
			r.contact = append(r.contact, j)
		} else {
			margin = min(margin, d)
		}
	}
	return margin
}

// penalised certifies min 1/2 |A x - b|^2 + lambda |x|_1. Any theta with |A'theta|_inf <= lambda bounds the minimum from below by
// (|b|^2 - |b - theta|^2)/2, and no minimiser uses a column with |a_j'theta| < lambda - |a_j| sqrt(2 gap) (gap-safe screening). Two are tried, in one pass
// over A: the residual of x, and the solver's dual, which rounding spoils less where lambda is small.
func (r *Referee) penalised(p solvers.Problem, sol solvers.Solution, c *Certificate) {
	norm := solvers.Norm(sol.X, 1)
	gap := r.bestDual(p, sol)
	c.Gap = gap / (kernel.Dot(r.residual, r.residual)/2 + p.Lambda*norm)
	if !(c.Gap <= r.tolerance()) {
		return
	}
	c.Kind = Optimal
	radius := math.Sqrt(2*gap) / p.Lambda
	loss := math.Inf(1) // off J a minimiser carries at most this share of the norm, as for basis pursuit
	if norm > 0 {
		loss = math.Sqrt(gap / (p.Lambda * norm))
	}
	c.Margin = r.contacts(distinct+loss, func(j int) float64 { return distinct + radius*kernel.Norm2(p.A.Col(j)) })
	c.Unique = len(r.support) == 0 || r.injective(p.A, r.contact) // all minimisers have the same |x|_1
	c.Basic = c.Unique
	if !c.Unique && r.worthExact(p, false) {
		r.rationalPenalised(p, sol.X, c)
	}
}

// bestDual leaves the better of the two thetas in r.dual, with its scores, and returns its gap.
func (r *Referee) bestDual(p solvers.Problem, sol solvers.Solution) float64 {
	copy(r.dual, r.residual)
	if sol.Dual == nil {
		p.A.MulT(r.scores, r.dual)
		return r.screened(p, sol.X, r.dual, r.scores)
	}
	r.rival, r.rivalScores = kernel.Resize(r.rival, len(r.dual)), kernel.Resize(r.rivalScores, len(r.scores))
	for i, y := range sol.Dual {
		r.rival[i] = p.Lambda * y
	}
	kernel.MulT2(r.scores, r.rivalScores, p.A.Data(), r.dual, r.rival)
	gap, other := r.screened(p, sol.X, r.dual, r.scores), r.screened(p, sol.X, r.rival, r.rivalScores)
	if !(other < gap) {
		return gap
	}
	r.dual, r.rival, r.scores, r.rivalScores = r.rival, r.dual, r.rivalScores, r.scores
	return other
}

// screened shrinks theta to feasibility, divides its scores A'theta by lambda, and returns its duality gap in a form free of cancellation:
// 1/2 |r - theta|^2 + sum_j lambda |x_j| - x_j a_j'theta.
func (r *Referee) screened(p solvers.Problem, x, theta, scores []float64) float64 {
	scale(scores, 1/p.Lambda)
	if shrink := 1 / max(1, kernel.NormInf(scores)); shrink != 1 {
		scale(scores, shrink)
		scale(theta, shrink)
	}
	gap := 0.0
	for i, t := range theta {
		gap += (r.residual[i] - t) * (r.residual[i] - t) / 2
	}
	for j, v := range x {
		gap += p.Lambda * (math.Abs(v) - v*scores[j])
	}
	return math.Abs(gap)
}

// conjugate returns q with 1/p + 1/q = 1.
func conjugate(p float64) float64 {
	switch {
	case p == 1:
		return math.Inf(1)
	case math.IsInf(p, 1):
		return 1
	}
	return p / (p - 1)
}

// least returns the smaller of two gaps, either of which may be unknown.
func least(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}
