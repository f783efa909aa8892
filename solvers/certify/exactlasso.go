package certify

import (
	"math"
	"math/big"

	"touchpoint/solvers"
)

// lasso is a penalised problem in integers: a = A 2^shift, and the right-hand side and lambda on a common grid,
//
//	correlation a_j'(b - fit) against lambda, both times 2^grid and the denominator of the fit.
type lasso struct {
	rows, cols int
	a          []big.Int // column after column
	b          []big.Int // b 2^(grid-shift)
	lambda     big.Int   // lambda 2^grid
	fit        []big.Int // A x 2^(grid-shift) den
	den        big.Int   // positive
}

// rationalPenalised settles the touch of the penalised form in rational arithmetic. All minimisers have the same fit; it is that of the stationary
// point on the support of x if that satisfies the optimality conditions, exactly. They then are the points of A x = fit with least |x|_1, and their
// face is explored as for basis pursuit. Where the conditions fail, the support is not the right one and nothing is said.
func (r *Referee) rationalPenalised(p solvers.Problem, x []float64, c *Certificate) {
	l := newLasso(p)
	var base []int
	if r.factor.Reset(p.A); len(r.support) > 0 {
		for _, j := range r.support {
			if r.factor.Append(j) {
				base = append(base, j)
			}
		}
	}
	if !l.stationary(base, x) {
		return
	}
	bound, ok := l.bound()
	if !ok {
		return
	}
	face, rank, ok := l.face(bound)
	if !ok || !contains(face, r.support) {
		return
	}
	c.Exact = true
	c.Unique, c.Tied = rank == len(face), rank < len(face)
	c.Margin = l.margin(bound)
	c.Contact = Contact{Face: len(face) - 1, Dim: len(face) - rank, Set: face}
}

// face returns the union of the supports of all minimisers and its rank: they live on the bound columns, have the fit, and the least |x|_1.
func (l *lasso) face(bound []int) (set []int, rank int, ok bool) {
	t := blank(l.rows, len(bound))
	t.left = 10 * (l.rows + len(bound))
	var c big.Int
	for place, j := range bound {
		if l.correlation(&c, j).Sign() < 0 {
			t.signs[place] = -1
		}
		for i := range l.rows {
			t.at(i, place).take(&l.a[j*l.rows+i])
		}
	}
	for i := range l.rows {
		t.at(i, len(bound)).take(&l.fit[i])
	}
	if !t.start(upTo(len(bound))) || !t.minimise() {
		return nil, 0, false
	}
	if set, ok = t.face(); !ok {
		return nil, 0, false
	}
	rank = t.rank(set)
	for i, place := range set {
		set[i] = bound[place]
	}
	return set, rank, true
}

func newLasso(p solvers.Problem) *lasso {
	m, n := p.A.Dims()
	l := &lasso{rows: m, cols: n, a: make([]big.Int, m*n), b: make([]big.Int, m), fit: make([]big.Int, m)}
	shift := dyadic(p.A.Data())
	grid := max(shift+dyadic(p.B), dyadic([]float64{p.Lambda}))
	for k, v := range p.A.Data() {
		setShifted(&l.a[k], v, shift)
	}
	for i, v := range p.B {
		setShifted(&l.b[i], v, grid-shift)
	}
	setShifted(&l.lambda, p.Lambda, grid)
	l.den.SetInt64(1)
	return l
}

// stationary sets the fit to that of the point with A_S'(b - A x) = lambda sign(x_S) on the independent columns S of base, and reports whether
// its signs are those of x.
func (l *lasso) stationary(base []int, x []float64) bool {
	k := len(base)
	t := blank(k, k)
	var product, side big.Int
	for i, j := range base {
		for c, other := range base {
			l.dot(&product, j, l.a[other*l.rows:])
			t.at(i, c).take(&product)
		}
		l.dot(&side, j, l.b)
		if x[j] > 0 {
			side.Sub(&side, &l.lambda)
		} else {
			side.Add(&side, &l.lambda)
		}
		t.at(i, k).take(&side)
	}
	t.start(upTo(k))
	for i, place := range t.basis {
		if place < 0 || t.at(i, k).sign()*t.det.sign() != sign(x[base[place]]) {
			return false
		}
		value := t.at(i, k).in(&side)
		for row := range l.rows {
			product.Mul(value, &l.a[base[place]*l.rows+row])
			l.fit[row].Add(&l.fit[row], &product)
		}
	}
	l.den.Set(t.det.in(&side))
	if l.den.Sign() < 0 {
		l.den.Neg(&l.den)
		for row := range l.fit {
			l.fit[row].Neg(&l.fit[row])
		}
	}
	return true
}

// bound returns the columns whose correlation with the residual is lambda in magnitude, and false where one exceeds it.
func (l *lasso) bound() (set []int, ok bool) {
	var c, limit big.Int
	limit.Mul(&l.lambda, &l.den)
	for j := range l.cols {
		switch l.correlation(&c, j).CmpAbs(&limit) {
		case 1:
			return nil, false
		case 0:
			set = append(set, j)
		}
	}
	return set, true
}

// correlation sets c to a_j'(b - fit) times 2^grid den.
func (l *lasso) correlation(c *big.Int, j int) *big.Int {
	var fitted big.Int
	l.dot(c, j, l.b)
	l.dot(&fitted, j, l.fit)
	return c.Sub(c.Mul(c, &l.den), &fitted)
}

// margin returns the least 1 - |a_j'(b - fit)|/lambda over the columns that are not in the set.
func (l *lasso) margin(set []int) float64 {
	var c, limit big.Int
	limit.Mul(&l.lambda, &l.den)
	least := math.Inf(1)
	for j := range l.cols {
		if contains(set, []int{j}) {
			continue
		}
		c.Sub(&limit, c.Abs(l.correlation(&c, j)))
		q, _ := new(big.Rat).SetFrac(&c, &limit).Float64()
		least = min(least, q)
	}
	return least
}

// dot sets z to a_j'v.
func (l *lasso) dot(z *big.Int, j int, v []big.Int) {
	var product big.Int
	z.SetInt64(0)
	for i := range l.rows {
		z.Add(z, product.Mul(&l.a[j*l.rows+i], &v[i]))
	}
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}
