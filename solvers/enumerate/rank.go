package enumerate

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

const rankTolerance = 1e-12 // a row this close to the span of the others, relative to its size, is redundant

// independentRows picks rows by Gram-Schmidt, always the one farthest from the span of those before it.
func (s *system) independentRows() {
	s.scratch = resize(s.scratch, s.m*s.n)
	for k, v := range s.a {
		s.scratch[k%s.m*s.n+k/s.m] = v
	}
	s.rows = s.rows[:0]
	for range min(s.m, s.n) {
		far, distance := 0, 0.0
		for i := range s.m {
			if d := kernel.Norm2(s.row(i)); d > distance {
				far, distance = i, d
			}
		}
		if distance <= rankTolerance*math.Sqrt(float64(s.n)) {
			return
		}
		s.rows = append(s.rows, far)
		s.sweep(far, distance)
	}
}

func (s *system) row(i int) []float64 { return s.scratch[i*s.n : (i+1)*s.n] }

// sweep removes the direction of row pivot, of the given norm, from all rows.
func (s *system) sweep(pivot int, norm float64) {
	q := s.row(pivot)
	for k := range q {
		q[k] /= norm
	}
	for i := range s.m {
		if i != pivot {
			kernel.Axpy(-kernel.Dot(q, s.row(i)), q, s.row(i))
		}
	}
	clear(q)
}
