package local

import "math"

// reduce moves x along the kernel of A_S, which keeps A x, to a point whose support S is independent, and leaves that in the set. A sum of
// |x_j|^p is concave between two sign changes, so that one of the two ends is no worse than x.
func (s *Support) reduce(x []float64) {
	s.set.Reset()
	for j := range x {
		for x[j] != 0 && !s.join(j) {
			if s.Norm[j] == 0 {
				x[j] = 0
			} else if out := s.slide(x, j); out != j {
				s.leave(out)
			}
		}
	}
}

// slide goes along the line on which column j trades against the set to the better of its two ends, where a coordinate reaches zero,
// and returns that coordinate. Towards the zero of j itself there always is one.
func (s *Support) slide(x []float64, j int) (out int) {
	toward := math.Copysign(1, -x[j])
	step, out := s.reach(x, j, toward)
	if back, behind := s.reach(x, j, -toward); !math.IsInf(back, 0) && s.along(x, j, back, behind) < s.along(x, j, step, out) {
		step, out = back, behind
	}
	for k, i := range s.set.Cols {
		x[i] -= step * s.set.Coef[k] / s.Norm[i]
	}
	x[j] += step / s.Norm[j]
	x[out] = 0
	return out
}

// reach returns the place on the line, in the given direction, up to which no coordinate changes sign, and the one that is zero there.
func (s *Support) reach(x []float64, j int, direction float64) (step float64, out int) {
	step, out = math.Inf(1), j
	if x[j]*direction < 0 {
		step = math.Abs(x[j]) * s.Norm[j]
	}
	for k, i := range s.set.Cols {
		h, u := -direction*s.set.Coef[k], x[i]*s.Norm[i]
		if h != 0 && (u > 0) != (h > 0) && -u/h < step {
			step, out = -u/h, i
		}
	}
	return direction * step, out
}

// along returns the sum of |x_i|^p at the given place on the line, where coordinate out is zero.
func (s *Support) along(x []float64, j int, step float64, out int) (sum float64) {
	power := func(i int, v float64) {
		if i != out && v != 0 {
			sum += math.Pow(math.Abs(v), s.p.P)
		}
	}
	power(j, x[j]+step/s.Norm[j])
	for k, i := range s.set.Cols {
		power(i, x[i]-step*s.set.Coef[k]/s.Norm[i])
	}
	return sum
}
