package simplex

import "touchpoint/solvers/internal/kernel"

// tableau is T = A_B^-1 [b A_N] for a basis B of m columns: column after column, slot 0 for b and one for every column outside the
// basis. A pivot takes a rank-one matrix u vᵀ from T. Up to `block` of these wait, so that one sweep over T applies them together;
// a column or a row of the true T is cheap without it.
//
// The vectors u of all pivots, with their rows and pivots, are the product form of A_B^-1, from the unit basis on.
//
// Reference: G. B. Dantzig and W. Orchard-Hays, The product form for the inverse in the simplex method, 1954.
type tableau struct {
	m     int
	t     []float64 // m x slots, without the pivots that wait
	slots []int     // slot -> column, -1 for an empty one

	u     []float64 // m x pivots: the pivot column, less one in the pivot row
	rows  []int     // pivots: the pivot row
	tops  []float64 // pivots: the pivot
	v     []float64 // block x slots: the pivot row over the pivot, row after row
	first int       // the first pivot that waits

	live, set []int     // scratch: the slots in use; 0, 1, ..., block-1
	xp, xq    []float64 // scratch: block
}

// block pivots share a sweep. More make a column and a row dearer, and u leave the nearest cache.
const block = 16

// fit makes the tableau of the unit basis, for the m x n matrix a.
func (t *tableau) fit(m, n int, a, b []float64) {
	t.m, t.first = m, 0
	t.t = kernel.Resize(t.t, m*(n+1))
	copy(t.t, b)
	copy(t.t[m:], a)
	t.slots, t.live = kernel.Resize(t.slots, n+1), kernel.Resize(t.live, n+1)
	for q := range t.slots {
		t.slots[q] = q - 1
	}
	t.slots[0] = n
	t.u, t.rows, t.tops = t.u[:0], t.rows[:0], t.tops[:0]
	t.v = kernel.Resize(t.v, block*(n+1))
	t.xp, t.xq, t.set = kernel.Resize(t.xp, block), kernel.Resize(t.xq, block), kernel.Resize(t.set, block)
	for k := range t.set {
		t.set[k] = k
	}
}

func (t *tableau) width() int             { return len(t.slots) }
func (t *tableau) stored(q int) []float64 { return t.t[q*t.m : (q+1)*t.m] }
func (t *tableau) factor(k int) []float64 { return t.u[k*t.m : (k+1)*t.m] }
func (t *tableau) waiting() int           { return len(t.rows) - t.first }

// column sets dst to column q of T.
func (t *tableau) column(dst []float64, q int) {
	copy(dst, t.stored(q))
	x := t.coefficients(t.xp, q)
	kernel.MulAddSet(dst, t.u[t.first*t.m:], -1, t.set[:len(x)], x)
}

// coefficients sets the first of dst to column q of v.
func (t *tableau) coefficients(dst []float64, q int) []float64 {
	dst = dst[:t.waiting()]
	for k := range dst {
		dst[k] = t.v[k*len(t.slots)+q]
	}
	return dst
}

// row sets dst to row r of T.
func (t *tableau) row(dst []float64, r int) {
	for q := range dst {
		dst[q] = t.t[q*t.m+r]
	}
	x := t.xp[:t.waiting()]
	for k := range x {
		x[k] = t.u[(t.first+k)*t.m+r]
	}
	kernel.MulAddSet(dst, t.v[:len(x)*len(dst)], -1, t.set[:len(x)], x)
}

// pivot puts the column in slot q at row r of the basis, and the one that stood there, leave, in its slot; both the column and row r of
// T are given. With leave < 0 nothing takes the slot, and the next sweep closes it.
func (t *tableau) pivot(q, r, leave int, column, row []float64) {
	top := column[r]
	k := t.waiting()
	t.u = append(t.u, column...)
	t.rows, t.tops = append(t.rows, r), append(t.tops, top)
	t.factor(t.first + k)[r] = top - 1
	v := t.v[k*len(row) : (k+1)*len(row)]
	clear(v)
	kernel.Axpy(1/top, row, v)
	for i := range k {
		t.v[i*len(row)+q] = 0
	}
	v[q] = 1 / top
	unit := t.stored(q)
	clear(unit)
	unit[r] = 1
	t.slots[q] = leave
	if k+1 == block {
		t.sweep()
	}
}

// sweep applies the pivots that wait, to two columns at a time, and closes the empty slots.
func (t *tableau) sweep() {
	t.live = t.live[:0]
	for q, j := range t.slots {
		if j >= 0 {
			t.live = append(t.live, q)
		}
	}
	u, set := t.u[t.first*t.m:], t.set[:t.waiting()]
	for live := t.live; len(live) > 0 && len(set) > 0; {
		if len(live) == 1 {
			kernel.MulAddSet(t.stored(live[0]), u, -1, set, t.coefficients(t.xp, live[0]))
			break
		}
		p, q := live[0], live[1]
		kernel.MulAdd2Set(t.stored(p), t.stored(q), u, -1, -1, set, t.coefficients(t.xp, p), t.coefficients(t.xq, q))
		live = live[2:]
	}
	t.first = len(t.rows)
	t.close()
}

// close fills the empty slots with the last ones.
func (t *tableau) close() {
	end := len(t.live)
	last := end
	for q := range end {
		if t.slots[q] < 0 {
			last--
			copy(t.stored(q), t.stored(t.live[last]))
			t.slots[q] = t.slots[t.live[last]]
		}
	}
	t.slots = t.slots[:end]
}

// solve replaces x by A_B^-1 x.
func (t *tableau) solve(x []float64) {
	for k, r := range t.rows {
		if x[r] != 0 {
			kernel.Axpy(-x[r]/t.tops[k], t.factor(k), x)
		}
	}
}

// solveT replaces x by the solution y of A_Bᵀy = x.
func (t *tableau) solveT(x []float64) {
	for k := len(t.rows) - 1; k >= 0; k-- {
		x[t.rows[k]] -= kernel.Dot(t.factor(k), x) / t.tops[k]
	}
}
