package irls

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// weighted solves the least-squares problems: with D = W^-1/2 and S = R D the point is D Sᵀ (S Sᵀ + damp I)^-1 rhs.
type weighted struct {
	root []float64 // n, the diagonal of D relative to its largest entry
	damp float64   // the shift in the units of root^2
	s    []float64 // r·n, row after row
	gram []float64 // r·r, of which Cholesky leaves the lower triangle L, row after row
	y    []float64 // r
	miss []float64 // r

	qr    pivoted.QR
	tall  []float64 // (n+r)·r
	order []int     // n+r
	long  []float64 // n+r
}

// wellConditioned is the least ratio of the eigenvalues of S Sᵀ + damp I for which Cholesky may stand, for one correction then leaves a
// residual of (1e-16/wellConditioned)^2.
const wellConditioned = 1e-10

// weigh takes the weights from x, for the given eps in units of unit^2.
func (w *workspace) weigh(eps float64) {
	w.root = kernel.Resize(w.root, len(w.x))
	power, top := .5-.25*w.p.P, 0.
	for j, v := range w.x {
		t := v / w.unit
		w.root[j] = math.Pow(t*t+eps, power)
		top = max(top, w.root[j])
	}
	for j := range w.root {
		w.root[j] /= top
	}
	w.damp = 0
	if w.shift > 0 {
		w.damp = inRange(w.shift * math.Pow(w.unit, w.p.P-2) / (top * top))
	}
}

// fit sets dst to the point that the weights ask for. The eigenvalues of S Sᵀ + damp I lie between the least root_j^2 where R has orthonormal rows, or
// damp, and the trace: Cholesky is for ratios known to be harmless, and QR for the others.
func (w *workspace) fit(dst []float64) {
	n, r := len(w.x), len(w.rhs)
	w.s, w.y, w.miss = kernel.Resize(w.s, r*n), kernel.Resize(w.y, r), kernel.Resize(w.miss, r)
	trace := w.damp
	for i := range r {
		row, scaled := w.rows[i*n:(i+1)*n], w.s[i*n:(i+1)*n]
		for j, v := range w.root {
			scaled[j] = v * row[j]
		}
		trace += kernel.Dot(scaled, scaled)
	}
	low := w.damp
	if w.shift == 0 {
		low = slices.Min(w.root)
		low *= low
	}
	if low < wellConditioned*trace || !w.byCholesky(dst) {
		w.byQR(dst)
	}
}

// byCholesky solves the normal equations in y, corrects once, and reports whether the factorisation went through.
func (w *workspace) byCholesky(dst []float64) bool {
	n, r := len(w.x), len(w.rhs)
	w.gram = kernel.Resize(w.gram, r*r)
	for i := range r {
		row := w.gram[i*r : i*r+i+1]
		kernel.MulT(row, w.s[:(i+1)*n], w.s[i*n:(i+1)*n])
		row[i] += w.damp
	}
	if cholesky(w.gram, r) < r {
		return false
	}
	copy(w.miss, w.rhs)
	clear(w.y)
	for range 2 {
		solveCholesky(w.gram, w.miss)
		kernel.Axpy(1, w.miss, w.y)
		kernel.Mul(dst, w.s, w.y)
		for j, v := range w.root {
			dst[j] *= v
		}
		kernel.MulT(w.miss, w.rows, dst)
		for i, v := range w.rhs {
			w.miss[i] = v - w.miss[i] - w.damp*w.y[i]
		}
	}
	return true
}

// byQR finds the least-norm solution u of [S, sqrt(damp) I] u = rhs from the factorisation of the transpose, whose rows are put in decreasing
// order of size: with column pivoting it is accurate row by row, however far the weights are apart. Then x = D u.
//
// Reference: A. Cox, N. Higham (1998), Stability of Householder QR factorization for weighted least squares problems.
func (w *workspace) byQR(dst []float64) {
	n, r := len(w.x), len(w.rhs)
	height := n
	if w.damp > 0 {
		height += r
	}
	size := w.sortRows(height)
	w.tall = kernel.Resize(w.tall, height*r)
	clear(w.tall)
	for place, j := range w.order {
		row := w.tall[place*r : (place+1)*r]
		if j >= n {
			row[j-n] = size[j]
			continue
		}
		for i := range row {
			row[i] = w.s[i*n+j]
		}
	}
	w.qr.Factorise(height, r, w.tall)
	rank := w.qr.Rank(0)
	u := size // no more in use
	clear(u)
	for k, i := range w.qr.Pivots[:rank] {
		u[k] = w.rhs[i]
	}
	w.qr.SolveT(u[:rank])
	w.qr.Rotate(u, rank)
	for place, j := range w.order {
		if j < n {
			dst[j] = w.root[j] * u[place]
		}
	}
}

// sortRows puts the rows of [S, sqrt(damp) I]ᵀ in decreasing order of their largest entry, which it returns.
func (w *workspace) sortRows(height int) (size []float64) {
	n := len(w.x)
	w.order, w.long = kernel.Resize(w.order, height), kernel.Resize(w.long, height)
	for j := range w.order {
		w.order[j], w.long[j] = j, 0
		if j >= n {
			w.long[j] = math.Sqrt(w.damp)
		}
	}
	for k, v := range w.s {
		w.long[k%n] = max(w.long[k%n], math.Abs(v))
	}
	slices.SortStableFunc(w.order, func(i, j int) int { return cmp.Compare(w.long[j], w.long[i]) })
	return w.long
}
