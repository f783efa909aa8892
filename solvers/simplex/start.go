package simplex

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	rounded    = 64 * epsilon // a residual this small, relative to its terms, is rounding
	infeasible = 1e-10        // one this large means that b lies outside the range of A
	pace       = 16           // of a greedy start worth going on with: |res|^2 <= |b|^2 e^(-pace r/m) after r columns
)

// start is orthogonal matching pursuit: the column with the largest |a_jᵀ res| joins, in the scale of the caller's columns,
// until b lies in the span. Columns whose value turns out to be rounding are dropped again. Unless it is patient it gives up, and
// reports false, as soon as it falls behind the pace. Where about m columns are needed, the pace of Gaussian draws is 4 to 14; it is more
// than 16, and rising, where a quarter of m are enough.
//
// Reference: Y. C. Pati, R. Rezaiifar and P. S. Krishnaprasad, Orthogonal matching pursuit, 1993.
func (w *workspace) start(ctx context.Context, patient bool) (reached bool, err error) {
	copy(w.res, w.b)
	size, whole := kernel.NormInf(w.res), kernel.Dot(w.b, w.b)
	for size > 0 && w.size() < min(w.m, w.n) {
		if r := w.size(); !patient && r >= 4+w.m/100 && kernel.Dot(w.res, w.res) > whole*math.Exp(-pace*float64(r)/float64(w.m)) {
			return false, nil
		}
		q := w.correlated()
		if q < 0 {
			break
		}
		if !w.pick(q) {
			w.banned[q] = true
			continue
		}
		if err := w.tick(ctx); err != nil {
			return false, err
		}
		if size = kernel.NormInf(w.res); size < 1e-9*w.terms() {
			if w.values(); kernel.NormInf(w.res) <= rounded*w.terms() {
				break
			}
		}
	}
	clear(w.banned)
	w.fit()
	if size = kernel.NormInf(w.res); size > infeasible*w.terms() {
		return false, fmt.Errorf("%w: the columns of A span %d dimensions of %d and leave a residual of %.2g relative to b",
			solvers.ErrInfeasible, w.size(), w.m, size)
	}
	w.prune()
	return true, nil
}

// correlated returns the column outside the basis with the largest inner product with the residual, or -1.
func (w *workspace) correlated() int {
	kernel.MulT(w.d, w.a, w.res)
	best, largest := -1, 0.0
	for j, v := range w.d {
		if c := math.Abs(v) / w.weight[j]; c > largest && w.pos[j] < 0 && !w.banned[j] {
			best, largest = j, c
		}
	}
	return best
}

// pick lets column q join, with z and res following, unless it lies in the span of the others.
func (w *workspace) pick(q int) bool {
	alpha := w.alpha[:w.size()]
	if !w.split(alpha, w.v, w.beta[:w.size()], q) {
		return false
	}
	square := kernel.Dot(w.v, w.v)
	w.join(q, alpha, w.v)
	t := kernel.Dot(w.v, w.res)
	kernel.Axpy(-t, alpha, w.z)
	w.z = append(w.z, t)
	kernel.Axpy(-t*square, w.v, w.res)
	return true
}

// prune drops the columns whose value is rounding and sets the costs of the others.
func (w *workspace) prune() {
	terms := w.terms()
	for i := w.size() - 1; i >= 0; i-- {
		if math.Abs(w.z[i]) <= rounded*terms && w.rounding(i, terms) {
			w.drop(i)
			w.z[i] = w.z[w.size()]
		}
	}
	w.values()
	w.cost = w.cost[:w.size()]
	for i, j := range w.cols {
		w.cost[i] = w.signed(j, w.z[i])
	}
}

// perturb moves the values away from zero, each by an amount of its own, at least size times the largest value. Size 0 leaves
// them where they are.
func (w *workspace) perturb(size float64) {
	w.perturbed = size > 0
	w.shift = size * kernel.NormInf(w.z)
	for i, j := range w.cols {
		if away := w.shift * (1 + hash(j)); math.Abs(w.z[i]) < away {
			w.z[i] = math.Copysign(away, w.cost[i])
		}
	}
}

// hash returns a number in [0, 1) that depends on j alone (the finaliser of SplitMix64).
//
// Reference: G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, 2014.
func hash(j int) float64 {
	h := uint64(j+1) * 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return float64((h^h>>31)>>11) * 0x1p-53
}
