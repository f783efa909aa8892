package simplex

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// scaling says how the problem the method works on,
//
//	min sum_j weight_j |z_j|  subject to  R A C z = R b / beta,
//
// comes from the given one. R, C and beta are powers of two, so that going there and back rounds nothing:
// x_j = 2^(col_j+rhs) z_j and y_i = 2^(row_i+ref) times the dual vector of the scaled problem.
type scaling struct {
	row, col []int // exponents of R and C
	rhs      int   // exponent of beta
	ref      int   // exponent of the column scale that has weight 1
}

// weightLimit bounds the exponents of the weights, so that no product of two of them overflows.
const weightLimit = 500

// load makes the scaled problem: the largest entry of a column lies in [1/2, 1), that of a row not far below.
func (w *workspace) load(p solvers.Problem) error {
	w.resize(p.A.Dims())
	if err := w.scaleColumns(p.A); err != nil {
		return err
	}
	w.scaleRows()
	if err := w.scaleRight(p.B); err != nil {
		return err
	}
	w.weigh()
	return nil
}

func (w *workspace) scaleColumns(a *solvers.Columns) error {
	for j := range w.n {
		from, to := a.Col(j), w.column(j)
		least, largest := least(from), kernel.NormInf(from)
		_, e := math.Frexp(largest)
		w.scale.col[j] = -e
		if math.Ldexp(least, -e) < 0x1p-900 {
			return solvers.Declinef("the entries of column %d span more than 900 binary orders of magnitude (%v to %v)", j, least, largest)
		}
		first := max(-1000, min(1000, -e)) // 2^-e itself may be out of range
		clear(to)
		kernel.Axpy(math.Ldexp(1, first), from, to)
		if first != -e {
			scale(math.Ldexp(1, -e-first), to)
		}
	}
	return nil
}

// least returns the least magnitude of the numbers that are not zero, and +Inf where all are. Magnitudes are ordered as their bits are;
// two at a time, for the sake of speed.
func least(v []float64) float64 {
	const infinite = 0x7ff << 52
	low, other := uint64(infinite-1), uint64(infinite-1)
	bits := func(v float64) uint64 { return math.Float64bits(v)&^(1<<63) - 1 } // large for zero
	for ; len(v) > 1; v = v[2:] {
		low, other = min(low, bits(v[0])), min(other, bits(v[1]))
	}
	if len(v) == 1 {
		low = min(low, bits(v[0]))
	}
	return math.Float64frombits(min(low, other) + 1)
}

// scaleRows enlarges the rows that scaling the columns left below 2^-8; the others keep the scale their draw gave them.
// A row is never enlarged beyond 1, so the columns keep their scale.
func (w *workspace) scaleRows() {
	clear(w.scale.row)
	small := w.keep[:0] // rows in which nothing reaches 2^-8 yet
	for i := range w.m {
		small = append(small, i)
	}
	for j := 0; j < w.n && len(small) > 0; j++ {
		column, kept := w.column(j), small[:0]
		for _, i := range small {
			if math.Abs(column[i]) < 0x1p-8 {
				kept = append(kept, i)
			}
		}
		small = kept
	}
	w.keep = small[:0]
	for _, i := range small {
		largest := 0.0
		for k := i; k < len(w.a); k += w.m {
			largest = max(largest, math.Abs(w.a[k]))
		}
		if largest == 0 {
			continue
		}
		_, e := math.Frexp(largest)
		w.scale.row[i] = -e
		f := math.Ldexp(1, -e)
		for k := i; k < len(w.a); k += w.m {
			w.a[k] *= f
		}
	}
}

// scaleRight brings the largest entry of R b into [1/2, 1).
func (w *workspace) scaleRight(b []float64) error {
	top := math.MinInt
	for i, v := range b {
		if v != 0 {
			_, e := math.Frexp(v)
			top = max(top, e+w.scale.row[i])
		}
	}
	if top == math.MinInt {
		top = 0
	}
	w.scale.rhs = top
	for i, v := range b {
		f, e := math.Frexp(v)
		w.b[i] = math.Ldexp(f, e+w.scale.row[i]-top)
		if v != 0 && w.emptyRow(i) {
			return fmt.Errorf("%w: row %d of A is zero and b[%d] = %v", solvers.ErrInfeasible, i, i, v)
		}
	}
	return nil
}

func (w *workspace) emptyRow(i int) bool {
	for k := i; k < len(w.a); k += w.m {
		if w.a[k] != 0 {
			return false
		}
	}
	return true
}

// weigh sets the cost of a unit of z_j to 2^(col_j-ref). A unit of z_j is worth more x_j the smaller column j was;
// one of an empty column costs 1.
func (w *workspace) weigh() {
	low, high := math.MaxInt, math.MinInt
	for j, e := range w.scale.col {
		if !w.emptyColumn(j) {
			low, high = min(low, e), max(high, e)
		}
	}
	w.scale.ref = 0
	if low <= high {
		w.scale.ref = low + (high-low)/2
	}
	for j, e := range w.scale.col {
		if w.emptyColumn(j) {
			e = w.scale.ref
		}
		w.weight[j] = math.Ldexp(1, max(-weightLimit, min(weightLimit, e-w.scale.ref)))
	}
}

func (w *workspace) emptyColumn(j int) bool {
	for _, v := range w.column(j) {
		if v != 0 {
			return false
		}
	}
	return true
}
