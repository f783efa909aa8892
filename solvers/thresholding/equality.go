package thresholding

import (
	"cmp"
	"context"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

const (
	settled = 1e-3  // relative change of x that ends a level
	still   = 1e-12 // and one that ends the iteration
	patient = 5     // thresholdings with one support after which it is put to the test
)

// descendLevels takes the threshold down, level by level, and stops where the support is that of a solution with fewer than rank A entries.
func (w *workspace) descendLevels(ctx context.Context, o Solver) (status solvers.Status, rounds int, err error) {
	top := kernel.NormInf(w.z)
	for level := o.Threshold; ; level = max(level*o.Shrink, o.ThresholdMin) {
		threshold := level * top
		lambda := w.prox.penalty(threshold)
		for change := 1.0; change > settled; rounds++ {
			if ctx.Err() != nil {
				return 0, rounds, context.Cause(ctx)
			}
			if rounds == o.Rounds {
				w.complete()
				return solvers.Limit, rounds, nil
			}
			change = w.cut(threshold, lambda)
			w.step()
			if w.same == patient && w.count() < w.rank && w.promises() && w.suffices() {
				return solvers.Converged, rounds + 1, nil
			}
		}
		if level == o.ThresholdMin {
			return w.complete(), rounds, nil
		}
	}
}

// keepLargest keeps K entries in each step, by the lambda whose threshold is entry K+1 in order of size, and stops where they are the support of a
// solution.
func (w *workspace) keepLargest(ctx context.Context, o Solver) (status solvers.Status, rounds int, err error) {
	keep := min(o.Sparsity, w.rank)
	for change := 1.0; change > still && rounds < o.Rounds; rounds++ {
		if ctx.Err() != nil {
			return 0, rounds, context.Cause(ctx)
		}
		change = w.cutTo(keep)
		w.step()
		if w.same == patient && w.suffices() {
			return solvers.Converged, rounds + 1, nil
		}
	}
	return w.complete(), rounds, nil
}

// cutTo thresholds z into x so that the given number of entries stays, the first of equal ones, and returns the relative change of x.
func (w *workspace) cutTo(keep int) float64 {
	copy(w.last, w.x)
	edge, lambda := -1.0, 0.0
	if n := len(w.z); keep < n {
		sizes := w.next
		for j, v := range w.z {
			sizes[j] = math.Abs(v)
		}
		slices.Sort(sizes)
		edge = sizes[n-1-keep]
		lambda = w.prox.penalty(edge)
	}
	for _, v := range w.z {
		if math.Abs(v) > edge {
			keep--
		}
	}
	for j, v := range w.z {
		w.x[j] = 0
		onEdge := math.Abs(v) == edge && keep > 0
		if onEdge {
			keep--
		}
		if v != 0 && (onEdge || math.Abs(v) > edge) {
			w.x[j] = w.prox.shrink(v, lambda)
		}
	}
	return w.changed()
}

// sort puts the columns that are listed in decreasing order of a key.
func (w *workspace) sort(key func(j int) float64) {
	slices.SortStableFunc(w.order, func(i, j int) int { return cmp.Compare(key(j), key(i)) })
}

// count returns the number of non-zeros of x.
func (w *workspace) count() (size int) {
	for _, v := range w.x {
		if v != 0 {
			size++
		}
	}
	return size
}

// part is the share |a_j| |x_j| of a column in A x.
func (w *workspace) part(j int) float64 { return w.Norm[j] * math.Abs(w.x[j]) }

// support lists the non-zeros of x in decreasing order of their parts in A x.
func (w *workspace) support() []int {
	w.order = w.order[:0]
	for j, v := range w.x {
		if v != 0 {
			w.order = append(w.order, j)
		}
	}
	w.sort(w.part)
	return w.order
}

// promises reports whether suffices is worth its time.
func (w *workspace) promises() bool {
	_, well := w.Promises(w.support())
	return well
}

// suffices reports whether the support of x is that of a basic solution, and if so goes there.
func (w *workspace) suffices() bool {
	w.Span(w.next, w.support())
	if !w.Solves(w.next) {
		return false
	}
	w.x, w.next = w.next, w.x
	return true
}

// complete goes to the basic solution on the columns of the largest parts in A x and, where these do not make one, those beside them at which
// a gradient step would lead farthest. The method has converged if none had to join.
func (w *workspace) complete() solvers.Status {
	if w.suffices() {
		return solvers.Converged
	}
	chosen := slices.Clone(w.order)
	w.order = w.order[:0]
	for j, v := range w.x {
		if v == 0 {
			w.order = append(w.order, j)
		}
	}
	w.sort(func(j int) float64 { return w.Norm[j] * math.Abs(w.z[j]) })
	w.Span(w.next, append(chosen, w.order...))
	w.x, w.next = w.next, w.x
	return solvers.Limit
}
