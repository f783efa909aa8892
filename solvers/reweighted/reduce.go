package reweighted

import (
	"math"
	"slices"
)

// reduce moves x along the kernel of A_S, which keeps A x, to a point whose support is independent, and leaves that in the frame. A sum of
// |x_j|^p is concave between two sign changes, so that one of the two ends is no worse than x.
func (w *workspace) reduce(x []float64) {
	w.frame.Reset()
	for j := range x {
		for x[j] != 0 && !w.join(j) {
			if out := w.slide(x, j); out != j {
				w.frame.Leave(slices.Index(w.frame.Cols, out))
			}
		}
	}
}

// slide goes along the line on which column j trades against the frame to the better of its two ends, where a coordinate reaches
// zero, and returns that coordinate. Towards the zero of j itself there always is one.
func (w *workspace) slide(x []float64, j int) (out int) {
	f := &w.frame
	toward := math.Copysign(1, -x[j])
	step, out := w.reach(x, j, toward)
	if back, behind := w.reach(x, j, -toward); !math.IsInf(back, 0) && w.along(x, j, back, behind) < w.along(x, j, step, out) {
		step, out = back, behind
	}
	for k, i := range f.Cols {
		x[i] -= step * f.Coef[k] / w.norm[i]
	}
	x[j] += step / w.norm[j]
	x[out] = 0
	return out
}

// reach returns the place on the line, in the given direction, up to which no coordinate changes sign, and the one that is zero there.
func (w *workspace) reach(x []float64, j int, direction float64) (step float64, out int) {
	step, out = math.Inf(1), j
	if x[j]*direction < 0 {
		step = math.Abs(x[j]) * w.norm[j]
	}
	for k, i := range w.frame.Cols {
		h, c := -direction*w.frame.Coef[k], x[i]*w.norm[i]
		if h != 0 && (c > 0) != (h > 0) && -c/h < step {
			step, out = -c/h, i
		}
	}
	return direction * step, out
}

// along returns the sum of |x_i|^p at the given place on the line, where coordinate out is zero.
func (w *workspace) along(x []float64, j int, step float64, out int) (sum float64) {
	power := func(i int, v float64) {
		if i != out && v != 0 {
			sum += math.Pow(math.Abs(v), w.p.P)
		}
	}
	power(j, x[j]+step/w.norm[j])
	for k, i := range w.frame.Cols {
		power(i, x[i]-step*w.frame.Coef[k]/w.norm[i])
	}
	return sum
}

// join appends column j, divided by its norm, to the frame and reports whether it was independent of the others. If it was not, the
// frame is unchanged and its Coef holds the coefficients of the column in the others.
func (w *workspace) join(j int) bool {
	for i, v := range w.p.A.Col(j) {
		w.unit[i] = v / w.norm[j]
	}
	if w.frame.Join(j, w.unit, 1) {
		return true
	}
	w.frame.Solve(w.frame.Coef[:len(w.frame.Cols)])
	return false
}
