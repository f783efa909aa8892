package certify

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"touchpoint/solvers"
)

// worthExact says whether rational arithmetic is to decide: the system is small, and either floating point left the touch open or
// the entries are integers, among which exact ties are common.
func (r *Referee) worthExact(p solvers.Problem, decided bool) bool {
	limit := r.ExactWork
	if limit == 0 {
		limit = 600_000
	}
	m, n := p.A.Dims()
	if math.IsInf(p.P, 1) {
		m = max(m, n-m+1) // the rows of the tableau that is pivoted
	}
	work := float64(m) * float64(m) * float64(n)
	if work > float64(limit) {
		return false
	}
	if decided {
		return work <= smallWork && integers(p.A.Data())
	}
	words := float64(m) * float64(spread(p.A.Data())+spread(p.B)) / 2048 // minors of m rows have m times as many bits
	return work*max(1, words) <= float64(limit)
}

// spread is the number of bits that the entries span as integers on a common grid.
func spread(data []float64) int {
	low, high := math.MaxInt, math.MinInt
	for _, v := range data {
		if v != 0 {
			_, e := math.Frexp(v)
			low, high = min(low, e), max(high, e)
		}
	}
	return max(0, high-low) + 53
}

// smallWork bounds the systems of integers that are verified exactly even where floating point has decided.
const smallWork = 4096

func integers(data []float64) bool {
	for _, v := range data {
		if v != math.Trunc(v) {
			return false
		}
	}
	return true
}

// rational settles the touch in rational arithmetic: an exact simplex method starts from the columns that floating point holds for
// the contact set, ends at a proved optimal vertex, and explores the face of optima from there. Where no dual vector could be
// represented well enough to close the gap, as with columns of very different scale, it proves the value of the minimum, too.
func (r *Referee) rational(p solvers.Problem, x []float64, c *Certificate) {
	t, feasible := newTableau(p.A, p.B, r.order(x), r.scores)
	if !feasible {
		return // the stored b is not exactly in the range of A: a matter of rounding, which proves nothing about the touch
	}
	m, n := p.A.Dims()
	if t.left = 10 * (m + n); c.Kind != Optimal {
		t.left = 2*m + 10 // enough to repair the start, not to solve the problem of a point that is not optimal
	}
	if !t.minimise() {
		return
	}
	norm := solvers.Norm(x, 1)
	c.Gap = math.Abs(norm-t.value()) / norm // rational arithmetic has the last word, for better or worse
	c.Kind, c.Unique, c.Tied, c.Margin = Feasible, false, false, math.NaN()
	if !(c.Gap <= r.tolerance()) {
		return
	}
	c.Kind = Optimal
	face, ok := t.face()
	if !ok || !contains(face, r.support) {
		return // x is as good as the touch up to the tolerance, but it is another point, or the face is too large to explore
	}
	rank := t.rank(face)
	c.Exact, c.Unique, c.Tied = true, rank == len(face), rank < len(face)
	c.Margin = t.margin(face)
	c.Contact = Contact{Face: len(face) - 1, Dim: len(face) - rank, Set: face}
}

// contains reports whether an increasing set holds all members of another.
func contains(set, members []int) bool {
	for _, j := range members {
		if _, found := slices.BinarySearch(set, j); !found {
			return false
		}
	}
	return true
}

// consistent reports whether A x = b has a solution, in rational arithmetic.
func consistent(p solvers.Problem) bool {
	_, n := p.A.Dims()
	_, feasible := newTableau(p.A, p.B, upTo(n), make([]float64, n))
	return feasible
}

// upTo yields the numbers below n.
func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for j := range n {
			if !yield(j) {
				return
			}
		}
	}
}

// order yields all columns, the likeliest members of an optimal basis first: the support, then by |a_j'y|. Those that are far from the bound
// are seldom asked for, and sorted only then.
func (r *Referee) order(x []float64) iter.Seq[int] {
	return func(yield func(int) bool) {
		in := make([]bool, len(x))
		for _, j := range r.support {
			in[j] = true
		}
		var near, far []int
		for j, s := range r.scores {
			switch {
			case in[j]:
			case math.Abs(s) > .999:
				near = append(near, j)
			default:
				far = append(far, j)
			}
		}
		for _, group := range [][]int{slices.Clone(r.support), near, far} {
			slices.SortStableFunc(group, func(i, j int) int { return cmp.Compare(math.Abs(r.scores[j]), math.Abs(r.scores[i])) })
			for _, j := range group {
				if !yield(j) {
					return
				}
			}
		}
	}
}
