package certify

import (
	"iter"
	"math"
	"math/big"

	"touchpoint/solvers"
)

// tableau is the system A x = b in integers, with a basis: entry (i, j) over det is row i of A_B^-1 a_j, and the last column
// stands for b. Pivoting keeps every entry an integer, a minor of the data, so that no fraction is ever reduced.
//
// Reference: Bareiss (1968), Sylvester's identity and multistep integer-preserving Gaussian elimination; Bland (1977), New finite
// pivoting rules for the simplex method.
type tableau struct {
	rows, cols int // cols counts the columns of A
	entries    []integer
	det        integer // common denominator, not zero
	basis      []int   // column that is basic in each row; -1 in a row that vanished
	place      []int   // row in which each column is basic, or -1
	signs      []int   // sign of each column's variable: fixed while basic, of a_j'y while not
	shift      int     // x = 2^shift times the solution of the scaled system
	left       int     // pivots that may still be spent on optimising
	scratch
}

// newTableau scales the data to integers and makes the first independent columns of order basic. It reports false if b is not exactly
// in the range of A. The scores a_j'y give the signs of variables that are zero.
func newTableau(a *solvers.Columns, b []float64, order iter.Seq[int], scores []float64) (*tableau, bool) {
	m, n := a.Dims()
	t := blank(m, n)
	shiftA, shiftB := dyadic(a.Data()), dyadic(b)
	t.shift = shiftA - shiftB
	for i := range m {
		for j := range n {
			t.at(i, j).setShifted(a.At(i, j), shiftA)
		}
		t.at(i, n).setShifted(b[i], shiftB)
	}
	for j, s := range scores {
		if s < 0 {
			t.signs[j] = -1
		}
	}
	return t, t.start(order)
}

// blank returns a tableau of zeros without a basis; every sign is positive.
func blank(m, n int) *tableau {
	t := &tableau{rows: m, cols: n, entries: make([]integer, m*(n+1)), basis: make([]int, m), place: make([]int, n), signs: make([]int, n)}
	t.det.small = 1
	for i := range t.basis {
		t.basis[i] = -1
	}
	for j := range t.place {
		t.place[j], t.signs[j] = -1, 1
	}
	return t
}

// start makes the first independent columns of the order basic and reports whether b is in their span.
func (t *tableau) start(order iter.Seq[int]) bool {
	without := t.rows
	for j := range order {
		if t.enter(j) {
			without--
		}
		if without == 0 {
			break
		}
	}
	for i, j := range t.basis {
		if j < 0 && t.at(i, t.cols).sign() != 0 {
			return false
		}
	}
	t.orient()
	return true
}

func (t *tableau) at(i, j int) *integer { return &t.entries[i*(t.cols+1)+j] }

// enter makes column j basic in a row that has no basic column yet, and reports whether it is independent of those that are.
func (t *tableau) enter(j int) bool {
	for i := range t.rows {
		if t.basis[i] < 0 && t.at(i, j).sign() != 0 {
			t.pivot(i, j)
			return true
		}
	}
	return false
}

// pivot makes column j basic in row r.
func (t *tableau) pivot(r, j int) {
	var f integer
	p, row := t.at(r, j), t.row(r)
	for i := range t.rows {
		if i == r {
			continue
		}
		f.set(t.at(i, j))
		for c, target := 0, t.row(i); c < len(target); c++ {
			t.eliminate(&target[c], p, &f, &row[c], &t.det) // whole: Sylvester's identity
		}
	}
	t.det.set(p)
	if old := t.basis[r]; old >= 0 {
		t.place[old] = -1
	}
	t.basis[r], t.place[j] = j, r
}

func (t *tableau) row(i int) []integer { return t.entries[i*(t.cols+1) : (i+1)*(t.cols+1)] }

// orient gives each basic variable the sign of its value; a zero keeps the sign it has.
func (t *tableau) orient() {
	for i, j := range t.basis {
		if j < 0 {
			continue
		}
		if s := t.at(i, t.cols).sign() * t.det.sign(); s != 0 {
			t.signs[j] = s
		}
	}
}

// score sets z to det times a_j'y for the dual y of the basis: A_B'y = s.
func (t *tableau) score(z *integer, j int) *integer {
	*z = integer{}
	for i, b := range t.basis {
		if b >= 0 {
			t.add(z, t.at(i, j), t.signs[b])
		}
	}
	return z
}

// value returns |x|_1 at the present vertex.
func (t *tableau) value() float64 {
	var sum integer
	for i, j := range t.basis {
		if j >= 0 {
			v := t.at(i, t.cols)
			t.add(&sum, v, v.sign())
		}
	}
	num, den := new(big.Float).SetInt(sum.in(&t.scratch[0])), new(big.Float).SetInt(t.det.in(&t.scratch[1]))
	q, _ := new(big.Float).SetPrec(64).Quo(num, den).Float64()
	return math.Ldexp(math.Abs(q), t.shift)
}

// minimise runs the simplex method for min |x|_1 with Bland's rule, over the variables s x >= 0 of either sign. It reports false when the pivots ran out.
func (t *tableau) minimise() bool {
	var z integer
	for j := 0; j < t.cols; j++ {
		if t.place[j] >= 0 || t.score(&z, j).compare(&t.det) <= 0 {
			continue
		}
		sign := z.sign() * t.det.sign()
		if !t.exchange(t.blocking(j, sign), j) {
			return false
		}
		t.signs[j] = sign
		j = -1 // least index first
	}
	return true
}

// exchange pivots on (r, j) if there is a pivot left to spend.
func (t *tableau) exchange(r, j int) bool {
	if t.left == 0 {
		return false
	}
	t.left--
	t.pivot(r, j)
	return true
}

// blocking returns the row that limits the growth of variable sign·x_j, the least index among equals. There is one, since |x|_1 is
// bounded below and falls or stays on the way.
func (t *tableau) blocking(j, sign int) int {
	best := -1
	for i, b := range t.basis {
		// with det: entry/det is the rate at which the basic variable falls
		if b < 0 || t.at(i, j).sign()*t.det.sign()*t.signs[b]*sign <= 0 {
			continue
		}
		if best < 0 {
			best = i
			continue
		}
		// compare value/rate: both ratios are not negative
		if c := t.compareProducts(t.at(i, t.cols), t.at(best, j), t.at(best, t.cols), t.at(i, j)); c < 0 || c == 0 && b < t.basis[best] {
			best = i
		}
	}
	return best
}

// face returns the union of the supports of all minimisers, from an optimal basis: the variables that can be positive
// on the face |a_j'y| = 1. It maximises the sum of the candidates not yet seen positive until none can be, and reports false when the pivots ran out.
func (t *tableau) face() (set []int, ok bool) {
	var z integer
	candidate, seen := make([]bool, t.cols), make([]bool, t.cols)
	for j := range t.cols {
		candidate[j] = t.place[j] >= 0
		if !candidate[j] && t.score(&z, j).compare(&t.det) == 0 {
			candidate[j] = true
			t.signs[j] = z.sign() * t.det.sign()
		}
	}
	for t.mark(seen) {
		if !t.maximise(candidate, seen) {
			return nil, false
		}
	}
	for j, s := range seen {
		if s {
			set = append(set, j)
		}
	}
	return set, true
}

// mark adds the variables that are positive at the present vertex to seen, and reports whether any of them is new.
func (t *tableau) mark(seen []bool) (found bool) {
	for i, j := range t.basis {
		if j >= 0 && !seen[j] && t.at(i, t.cols).sign() != 0 {
			seen[j], found = true, true
		}
	}
	return found
}

// maximise runs Bland's simplex over the candidates, fixed in sign, for the sum of those not seen. It stops at the first vertex where the sum is positive,
// and reports false when the pivots ran out.
func (t *tableau) maximise(candidate, seen []bool) bool {
	for j := 0; j < t.cols; j++ {
		if !candidate[j] || t.place[j] >= 0 || t.gain(j, seen) <= 0 {
			continue
		}
		r := t.blocking(j, t.signs[j])
		moves := t.at(r, t.cols).sign() != 0
		if !t.exchange(r, j) {
			return false
		}
		if moves {
			return true
		}
		j = -1
	}
	return true
}

// gain returns the sign of the rate at which the sum of the unseen variables grows with variable j.
func (t *tableau) gain(j int, seen []bool) int {
	var g integer
	if !seen[j] {
		t.add(&g, &t.det, t.det.sign())
	}
	for i, b := range t.basis {
		if b >= 0 && !seen[b] { // rate of b: -sign_b sign_j entry/det, times |det|
			t.add(&g, t.at(i, j), -t.signs[b]*t.signs[j]*t.det.sign())
		}
	}
	return g.sign()
}

// rank returns the rank of the columns of the set: they are eliminated in the coordinates of the present basis.
func (t *tableau) rank(set []int) int {
	sub := blank(t.rows, len(set))
	for i := range t.rows {
		for c, j := range set {
			sub.at(i, c).set(t.at(i, j))
		}
	}
	rank := 0
	for c := range set {
		if sub.enter(c) {
			rank++
		}
	}
	return rank
}

// margin returns the least 1 - |a_j'y| over the columns off the face and off the basis, for the dual of the present basis.
func (t *tableau) margin(face []int) float64 {
	on := make([]bool, t.cols)
	for _, j := range face {
		on[j] = true
	}
	var z, largest integer
	found := false
	for j := range t.cols {
		if on[j] || t.place[j] >= 0 || t.score(&z, j).compare(&t.det) == 0 {
			continue
		}
		if !found || z.compare(&largest) > 0 {
			found = true
			largest.set(&z)
		}
	}
	if !found {
		return math.Inf(1)
	}
	den := new(big.Int).Abs(t.det.in(&t.scratch[0]))
	num := new(big.Int).Abs(largest.in(&t.scratch[1]))
	q, _ := new(big.Rat).SetFrac(num.Sub(den, num), den).Float64()
	return q
}
