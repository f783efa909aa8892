package reweighted

import "math"

// reduce moves x along the kernel of A_S, which keeps A x, to a point whose support is independent, and leaves that in the frame. A sum of
// |x_j|^p is concave between two sign changes, so that one of the two ends is no worse than x.
func (w *workspace) reduce(x []float64) {
	f := &w.frame
	f.cols = f.cols[:0]
	for j := range x {
		for x[j] != 0 && !f.join(j, w.p.A.Col(j), w.norm[j]) {
			if out := w.slide(x, j); out != j {
				w.without(out)
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
	for k, i := range f.cols {
		x[i] -= step * f.coef[k] / w.norm[i]
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
	for k, i := range w.frame.cols {
		h, c := -direction*w.frame.coef[k], x[i]*w.norm[i]
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
	for k, i := range w.frame.cols {
		power(i, x[i]-step*w.frame.coef[k]/w.norm[i])
	}
	return sum
}

// without factors the frame again without one column.
func (w *workspace) without(out int) {
	f := &w.frame
	cols := f.cols
	f.cols = cols[:0]
	for _, i := range cols { // join appends behind the reader
		if i != out {
			f.join(i, w.p.A.Col(i), w.norm[i])
		}
	}
}
