// Package certify is the referee: it says what can be proved about a point from the data alone, whoever found it.
//
// A point is Feasible where A x = b holds to a relative residual of 1e-9, and Optimal where a dual vector closes the relative duality
// gap to 1e-9, or, for p < 1, where an enumeration of all local minima shows none below it. Whether the ball touches at this one point or
// along a face is decided for p = 1 by one fact: every minimiser lives on the columns J = {j : |a_j'y| = 1} of any optimal dual y, so that
// the touch is unique where A_J is injective. For p = +Inf its mirror image serves: every minimiser is at the bound outside
// Z = {j : a_j'y = 0}, so that the touch is unique where A_Z is injective. What the margins of floating point leave open is settled in rational arithmetic where
// the system is small enough, so that ties are proved and not guessed. Balls with 1 < p < +Inf are strictly convex and touch at one point.
//
// Reference: Zhang, Yin and Cheng (2015), Necessary and sufficient conditions of solution uniqueness in 1-norm minimization;
// Fercoq, Gramfort and Salmon (2015), Mind the duality gap; Ge, Jiang and Ye (2011), A note on the complexity of Lp minimization.
package certify

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/balance"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

// Kind says how much is proved about a point.
type Kind int

const (
	None     Kind = iota // not even A x = b
	Feasible             // A x = b, or the penalised form, where every point is
	Optimal              // no point has a smaller objective
)

var kindNames = [...]string{None: "none", Feasible: "feasible", Optimal: "optimal"}

// String returns the kind in lower case.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Certificate is what the referee proved. The zero value proves nothing.
type Certificate struct {
	Kind Kind

	Basic  bool // the columns of the support are linearly independent; for 0 < p < 1 this is a strict local minimum
	Unique bool // proved, up to rounding unless Exact: the touch is a single point
	Tied   bool // proved: there are other minimisers
	Exact  bool // Unique or Tied was proved in rational arithmetic

	Residual float64 // |A x - b|_2 / |b|_2, for equality problems over rows brought to a common scale

	// Gap is the duality gap relative to the objective at x: to |x|_p, or to the whole penalised value. For p < 1 it is the excess over the
	// least local minimum. NaN where neither is known.
	Gap float64

	// Margin is how far the decision about uniqueness stands from its opposite: for p = 1 the least 1 - |a_j'y| off the contact
	// columns, for p = +Inf the least |a_j'y| off the free columns relative to the largest, for p < 1 the relative excess of the second-best
	// local minimum; NaN where unknown, +Inf where nothing competes, as for 1 < p < +Inf.
	Margin float64

	Contact Contact
}

// Contact describes the set T in which ball and solutions touch, for an optimal point.
//
// For p <= 1 a face of the ball is known by its support, and Set is J*, the union of the supports of all points of T. For p = +Inf a face
// of the cube is known by the coordinates that are free between its bounds, and Set holds those that lie strictly inside the cube at some
// point of T. For 1 < p < +Inf the ball has no faces; Set is the support of the one touch point, and Face counts as for p = 1.
type Contact struct {
	// Face is d_F, the dimension of the face of the ball whose relative interior holds that of T: |Set| - 1, for p = +Inf |Set|. It is -1
	// where unknown, but for p = +Inf, where it then is that of the face that holds x.
	Face int
	Dim  int   // d_T = dim T = |Set| - rank A_Set: 0 for a single point, 1 along an edge; -1 where unknown
	Set  []int // in increasing order; nil where T is unknown; valid until the referee's next call
}

// Minimum is what an enumeration of all local minima of |x|_p^p over A x = b found.
type Minimum struct {
	Value  float64 // the least value
	Second float64 // the value of the best other local minimum; +Inf if there is none
}

// Referee certifies. The zero value is ready to use and owns a workspace: one value serves one goroutine at a time.
type Referee struct {
	// Tolerance is the relative residual of a feasible and the relative gap of an optimal point. 0 means 1e-9.
	Tolerance float64

	// Dual supplies an optimal dual vector for p = 1 and p = +Inf, Lambda = 0, when the solution brings none that proves it. It is checked like any
	// other, and may return an error for problems it does not solve.
	Dual func(ctx context.Context, p solvers.Problem) ([]float64, error)

	// Global enumerates the local minima of a problem with p < 1; an error means that it is too large.
	// Without it no point is called optimal for p < 1.
	Global func(ctx context.Context, p solvers.Problem) (Minimum, error)

	// ExactWork bounds the systems that are taken to rational arithmetic, by the multiplications of one elimination, m·m·n, for p = +Inf with
	// n - m + 1 for m where that is more, weighted with the length of the numbers. 0 means 600,000; negative means never. A point that is not optimal costs a few eliminations at most.
	ExactWork int

	residual, dual, fix []float64 // m, m, over the support
	scores              []float64 // n: A'y
	rival, rivalScores  []float64 // m, n: another dual vector, and its scores
	support, contact    []int
	inner               []int // coordinates strictly inside the cube, p = +Inf
	quick               cholesky
	factor              gram.Factor
}

const (
	distinct = 1e-9 // the least margin that counts
	zero     = 1e-9 // entries below this share of the largest are not in the support
)

// Certify states what is proved about the point of sol. It reads the dual of sol as a suggestion and everything else from p and sol.X.
func (r *Referee) Certify(ctx context.Context, p solvers.Problem, sol solvers.Solution) Certificate {
	if _, n := p.A.Dims(); len(sol.X) != n {
		return Certificate{Residual: math.NaN(), Gap: math.NaN(), Margin: math.NaN(), Contact: Contact{Face: -1, Dim: -1}} // no point
	}
	if p.Lambda == 0 {
		p, sol = balanced(p, sol)
	}
	r.prepare(p, sol.X)
	c := Certificate{Gap: math.NaN(), Margin: math.NaN(), Contact: Contact{Face: -1, Dim: -1}}
	size := kernel.Norm2(p.B)
	c.Residual = kernel.Norm2(r.residual) / size
	if size == 0 {
		c.Residual = kernel.Norm2(r.residual)
	}
	if p.Lambda > 0 || c.Residual <= r.tolerance() {
		c.Kind = Feasible
	}
	switch {
	case c.Kind == None:
	case size == 0 && len(r.support) == 0:
		c.Kind, c.Gap, c.Margin, c.Unique = Optimal, 0, math.Inf(1), true
	case p.P < 1:
		r.enumerated(ctx, p, sol, &c)
	case p.Lambda == 0:
		r.equality(ctx, p, sol, &c)
	case p.P == 1:
		r.penalised(p, sol, &c)
	default:
		r.smooth(p, sol, &c)
	}
	if !c.Basic {
		c.Basic = r.injective(p.A, r.support)
	}
	if c.Kind == Optimal && c.Unique && !c.Exact {
		c.Contact = r.point(p)
	}
	return c
}

// point is the contact of a touch at one point.
func (r *Referee) point(p solvers.Problem) Contact {
	if math.IsInf(p.P, 1) && len(r.support) > 0 {
		return Contact{Face: len(r.inner), Dim: 0, Set: r.inner}
	}
	return Contact{Face: len(r.support) - 1, Dim: 0, Set: r.support}
}

// balanced brings the rows of an equality problem to a common scale, so that a small equation is not lost in the residual of a large one.
func balanced(p solvers.Problem, sol solvers.Solution) (solvers.Problem, solvers.Solution) {
	m, n := p.A.Dims()
	factors := balance.Rows(balance.Bound(p.A.Data()), m, p.A.Data(), p.B)
	if factors == nil {
		return p, sol
	}
	p.A, p.B = solvers.NewColumns(m, n, balance.Scale(factors, p.A.Data())), balance.Scale(factors, p.B)
	if sol.Dual != nil {
		y := make([]float64, m)
		for i, f := range factors {
			y[i] = sol.Dual[i] / f
		}
		sol.Dual = y
	}
	return p, sol
}

func (r *Referee) tolerance() float64 {
	if r.Tolerance > 0 {
		return r.Tolerance
	}
	return 1e-9
}

// prepare computes the residual b - A x and the support of x.
func (r *Referee) prepare(p solvers.Problem, x []float64) {
	m, n := p.A.Dims()
	r.residual, r.dual, r.scores = kernel.Resize(r.residual, m), kernel.Resize(r.dual, m), kernel.Resize(r.scores, n)
	p.A.Mul(r.residual, x)
	for i, v := range p.B {
		r.residual[i] = v - r.residual[i]
	}
	r.support = AppendSupport(r.support[:0], x)
	r.quick.forget()
}

// AppendSupport appends the support of x to set: the entries whose magnitude is above 1e-9 of the largest.
func AppendSupport(set []int, x []float64) []int {
	bound := zero * kernel.NormInf(x)
	for j, v := range x {
		if math.Abs(v) > bound {
			set = append(set, j)
		}
	}
	return set
}

// Sparsity counts the entries of the support, and says how close an entry comes to the line, 1e-9 of the largest, between zeros and non-zeros: the blur is 1
// on the line, 1/r for a distance of a factor r in either direction, 0 where every entry but exact zeros is infinitely far, as in x = 0.
func Sparsity(x []float64) (support int, blur float64) {
	bound := zero * kernel.NormInf(x)
	above, below := math.Inf(1), 0.0
	for _, v := range x {
		v = math.Abs(v)
		switch {
		case v > bound:
			support++
			if v < above {
				above = v
			}
		case v > below:
			below = v
		}
	}
	if below > 0 {
		blur = below / bound
	}
	return support, max(blur, 1/(above/bound))
}

// injective reports whether the columns of the set are linearly independent, in angles that floating point can tell from none: by the Gram
// matrix where they are far from dependent, and else column by column.
func (r *Referee) injective(a *solvers.Columns, set []int) bool {
	if m, _ := a.Dims(); len(set) > m {
		return false
	}
	if r.quick.proves(a, set) {
		return true
	}
	r.factor.Reset(a)
	for _, j := range set {
		if !r.factor.Append(j) {
			return false
		}
	}
	return true
}

// Infeasible reports whether A x = b is proved to have no solution: b keeps a relative distance above 1e-9 from the range of A and, for
// small systems, has none in rational arithmetic either.
func (r *Referee) Infeasible(p solvers.Problem) bool {
	p, _ = balanced(p, solvers.Solution{})
	p.P = 1 // whether there is a solution is no question of the ball
	_, n := p.A.Dims()
	r.factor.Reset(p.A)
	for j := range n {
		r.factor.Append(j)
	}
	r.residual = append(r.residual[:0], p.B...)
	r.fix = kernel.Resize(r.fix, r.factor.Len())
	for range 3 {
		r.factor.MulT(r.fix, r.residual)
		r.factor.Solve(r.fix)
		r.factor.MulAdd(r.residual, -1, r.fix)
	}
	if !(kernel.Norm2(r.residual) > r.tolerance()*kernel.Norm2(p.B)) {
		return false
	}
	return !r.worthExact(p, false) || !consistent(p)
}
