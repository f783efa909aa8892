package certify

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// cube decides, for an optimal point at p = +Inf, whether the touch is unique. With c = |x|_inf, every minimiser x' satisfies
//
//	sum_j c |a_j'y| - x'_j a_j'y = c |A'y|_1 - b'y = 0
//
// term by term, so that x'_j = c sign(a_j'y) wherever a_j'y is not zero. Minimisers differ on the free columns Z = {j : a_j'y = 0} alone, and the
// touch is unique where A_Z is injective. Scores count relative to the largest: with a gap g and |A'y|_1 = 1 no minimiser strays from the
// bound by more than g c / |a_j'y| off Z.
func (r *Referee) cube(p solvers.Problem, x []float64, c *Certificate) {
	r.inner = appendInner(r.inner[:0], x)
	gap, off := c.Gap, r.pull()
	if off > tight {
		gap = r.gap(p, r.projected(p, r.dual, r.inner, func(int) float64 { return 0 }), kernel.NormInf(x))
		c.Gap, off = least(c.Gap, gap), r.pull()
	}
	slack := max(distinct, math.Sqrt(gap), 1e6*off)
	c.Margin = r.free(slack)
	c.Unique = off < distinct && gap <= r.tolerance() && r.injective(p.A, r.contact)
	c.Contact.Face = len(r.inner)
	if r.worthExact(p, c.Unique) {
		r.rationalCube(p, x, c)
	}
}

// appendInner appends the coordinates that lie strictly inside the cube of x: those whose magnitude is below the largest by more than
// 1e-9 of it.
func appendInner(set []int, x []float64) []int {
	bound := (1 - zero) * kernel.NormInf(x)
	for j, v := range x {
		if math.Abs(v) < bound {
			set = append(set, j)
		}
	}
	return set
}

// pull is the largest |a_j'y| inside the cube, relative to the largest of all: zero for an exact dual vector of an optimal x.
func (r *Referee) pull() float64 {
	worst := 0.0
	for _, j := range r.inner {
		worst = max(worst, math.Abs(r.scores[j]))
	}
	return worst / kernel.NormInf(r.scores)
}

// free collects the columns whose |a_j'y| is within slack of zero, relative to the largest, and returns the least of the others.
func (r *Referee) free(slack float64) float64 {
	top, margin := kernel.NormInf(r.scores), math.Inf(1)
	r.contact = r.contact[:0]
	for j, s := range r.scores {
		if share := math.Abs(s) / top; share <= slack {
			r.contact = append(r.contact, j)
		} else {
			margin = min(margin, share)
		}
	}
	return margin
}

// rationalCube settles the touch in rational arithmetic. The vectors z = A'y with b'y = 1 are those orthogonal to the kernel of A, with inner
// product 1 with any one solution, a system of equations itself. The least |z|_1 is 1/c, and by strict complementarity the union of
// the supports of the z that attain it is the set of coordinates that are at the bound throughout the touch.
func (r *Referee) rationalCube(p solvers.Problem, x []float64, c *Certificate) {
	order := r.innerFirst()
	t, feasible := newTableau(p.A, p.B, slices.Values(order), r.scores)
	if !feasible {
		return // as for p = 1: a matter of rounding
	}
	m, n := p.A.Dims()
	z := t.annihilator(order)
	z.left = 10 * (m + n)
	if !z.minimise() {
		return
	}
	c.Gap = math.Abs(kernel.NormInf(x)*z.value() - 1)
	c.Kind, c.Unique, c.Tied, c.Margin = Feasible, false, false, math.NaN()
	if !(c.Gap <= r.tolerance()) {
		return
	}
	c.Kind = Optimal
	fixed, ok := z.face()
	if !ok {
		return
	}
	inner := make([]int, 0, n-len(fixed))
	for j := range n {
		if _, found := slices.BinarySearch(fixed, j); !found {
			inner = append(inner, j)
		}
	}
	if !contains(inner, r.inner) {
		return // as good as the touch up to the tolerance, but another point
	}
	rank := t.rank(inner)
	c.Exact, c.Unique, c.Tied = true, rank == len(inner), rank < len(inner)
	c.Margin = z.evenness()
	c.Contact = Contact{Face: len(inner), Dim: len(inner) - rank, Set: inner}
}

// innerFirst lists all columns, those inside the cube first, then by |a_j'y|, small ones first.
func (r *Referee) innerFirst() []int {
	rank := make([]float64, len(r.scores))
	order := make([]int, len(r.scores))
	for j, s := range r.scores {
		order[j], rank[j] = j, math.Abs(s)
	}
	for _, j := range r.inner {
		rank[j] = -1
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(rank[i], rank[j]) })
	return order
}

// annihilator returns the tableau of the z with h'z = 0 for every h in the kernel of A and x'z = 1 for the basic solution x of A x = b, b not zero:
// the negative transpose of this tableau, whose entries remain minors of the data. Basic in it is what is not basic here, and one column more,
// the last in order of those in which x is not zero.
func (t *tableau) annihilator(order []int) *tableau {
	var kernel []int
	for j, row := range t.place {
		if row < 0 {
			kernel = append(kernel, j)
		}
	}
	last := len(kernel)
	z := blank(last+1, t.cols)
	z.det.set(&t.det)
	z.shift = -t.shift
	copy(z.signs, t.signs)
	for k, h := range kernel {
		z.basis[k], z.place[h] = h, k
		z.at(k, h).set(&t.det)
		for i, j := range t.basis {
			if j >= 0 {
				z.at(k, j).set(t.at(i, h))
				z.at(k, j).negate()
			}
		}
	}
	joins := -1
	for _, j := range order {
		if i := t.place[j]; i >= 0 {
			if z.at(last, j).set(t.at(i, t.cols)); z.at(last, j).sign() != 0 {
				joins = j
			}
		}
	}
	z.at(last, t.cols).set(&t.det)
	z.pivot(last, joins)
	z.orient()
	return z
}

// evenness returns the least of the basic variables that are not zero, relative to the largest.
func (t *tableau) evenness() float64 {
	var low, high *integer
	for i, j := range t.basis {
		v := t.at(i, t.cols)
		if j < 0 || v.sign() == 0 {
			continue
		}
		if low == nil || v.compare(low) < 0 {
			low = v
		}
		if high == nil || v.compare(high) > 0 {
			high = v
		}
	}
	q, _ := new(big.Rat).SetFrac(low.in(&t.scratch[0]), high.in(&t.scratch[1])).Float64()
	return math.Abs(q)
}
