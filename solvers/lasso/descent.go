package lasso

import (
	"math"
	"slices"

	"touchpoint/solvers/internal/kernel"
)

const fewest = 10 // columns that may join the working set at once, or as many as the support has

// choose sets the working set: the support and the columns that break the optimality condition |a_jᵀtheta| <= w_j most.
func (w *workspace) choose() {
	w.excess = w.excess[:0]
	support := 0
	norm := length(w.theta)
	for j := range w.n {
		if w.z[j] != 0 {
			support++
		} else if e := w.violation(j, norm); e > 1 {
			w.excess = append(w.excess, e)
		}
	}
	least := 1.0
	if joining := max(fewest, support); len(w.excess) > joining {
		slices.Sort(w.excess)
		least = w.excess[len(w.excess)-joining]
	}
	w.working = w.working[:0]
	for j := range w.n {
		if e := w.violation(j, norm); w.z[j] != 0 || e > 1 && e >= least {
			w.working = append(w.working, j)
		}
	}
}

// violation returns |a_jᵀtheta| relative to its bound; more than 1 breaks the optimality condition.
func (w *workspace) violation(j int, norm float64) float64 {
	slope, bound := math.Abs(w.slope[j]), w.bound(j, norm)
	if slope <= bound {
		return 0
	}
	return slope / bound
}

// epoch minimises over one coordinate of the working set after the other, and reports whether no sign changed.
func (w *workspace) epoch() (settled bool) {
	settled = true
	for _, j := range w.working {
		column, old := w.column(j), w.z[j]
		square := w.length[j] * w.length[j]
		if square == 0 {
			continue
		}
		z := soft(old+kernel.Dot(column, w.residual)/square, w.weight[j]/square)
		if z == old {
			continue
		}
		kernel.Axpy(old-z, column, w.residual)
		settled = settled && sign(z) == sign(old)
		w.z[j] = z
	}
	return settled
}

// soft returns the minimiser of 1/2 (z - u)^2 + t |z|.
func soft(u, t float64) float64 {
	switch {
	case u > t:
		return u - t
	case u < -t:
		return u + t
	}
	return 0
}

func sign(v float64) float64 {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
