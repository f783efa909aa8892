package irls

import (
	"cmp"
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/pivoted"
)

// weighted solves the least-squares problems: the point is x = D^2 Rᵀ y with (R D^2 Rᵀ + damp I) y = rhs, where D = W^-1/2.
type weighted struct {
	root   []float64 // n, the diagonal of D relative to its largest entry
	square []float64 // n, that of D^2
	damp   float64   // the shift in the units of D^2
	normal

	qr    pivoted.QR
	tall  []float64 // (n+r)·r
	order []int     // n+r
	long  []float64 // n+r
}

// wellConditioned is the least ratio of the eigenvalues of R D^2 Rᵀ + damp I for which the normal equations are formed.
const wellConditioned = 1e-10

// weigh takes the weights from x.
func (w *workspace) weigh() {
	w.root = kernel.Resize(w.root, len(w.x))
	w.inverse(w.root, w.x)
	top := slices.Max(w.root)
	for j, v := range w.root {
		w.root[j] = math.Sqrt(v / top)
	}
	w.damp = 0
	if w.shift > 0 {
		w.damp = min(max(w.shift*math.Pow(w.unit, w.p.P-2)/top, 1e-300), 1e300)
	}
}

// fit sets dst to the point that the weights ask for. The eigenvalues of R D^2 Rᵀ + damp I lie between the least and the largest of D^2, times what R
// adds to that, where Lambda = 0, and otherwise between damp and the trace: the normal equations are for ratios known to be harmless, and QR is for the others.
func (w *workspace) fit(dst []float64) {
	w.square = kernel.Resize(w.square, len(w.root))
	for j, v := range w.root {
		w.square[j] = v * v
	}
	low, top := slices.Min(w.square), 1.0
	if w.shift > 0 {
		low, top = w.damp, w.damp
		for j, v := range w.square {
			top += v * w.Norm[j] * w.Norm[j]
		}
	}
	if !w.harmless(low, top) || !w.byNormal(dst) {
		w.byQR(dst)
	}
}

// harmless says that normal equations with eigenvalues between low and top are good enough.
func (w *workspace) harmless(low, top float64) bool { return low >= wellConditioned*top }

// byQR finds the least-norm solution u of [R D, sqrt(damp) I] u = rhs from the factorisation of the transpose, whose rows are put in decreasing
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
			row[i] = w.root[j] * w.cols[j*r+i]
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

// sortRows puts the rows of [R D, sqrt(damp) I]ᵀ in decreasing order of their largest entry, which it returns.
func (w *workspace) sortRows(height int) (size []float64) {
	n, r := len(w.x), len(w.rhs)
	w.order, w.long = kernel.Resize(w.order, height), kernel.Resize(w.long, height)
	for j := range w.order {
		w.order[j] = j
		if j >= n {
			w.long[j] = math.Sqrt(w.damp)
		}
	}
	for j := range w.root {
		w.long[j] = w.root[j] * kernel.NormInf(w.cols[j*r:(j+1)*r])
	}
	slices.SortStableFunc(w.order, func(i, j int) int { return cmp.Compare(w.long[j], w.long[i]) })
	return w.long
}
