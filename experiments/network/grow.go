package network

import (
	"math"
	"math/rand/v2"
)

// growing adds units to a student that starts without any, one after the other at equal distances over the first part growEnd of the
// training. A new unit is the best of some that are drawn: the one whose output correlates most with what is still wrong. Nobody listens to it
// at first, so that adding it changes nothing yet.
//
// Reference: S. Fahlman and C. Lebiere (1990), The cascade-correlation learning architecture, equation 1, for the choice of a unit.
type growing struct {
	rng *rand.Rand
	try []float64 // incoming weights of a candidate
}

const (
	growEnd    = .5
	candidates = 64
)

// due says whether a unit is to be added before step of steps, both counted from 0.
func (g *growing) due(s *student, step, steps int) bool {
	return s.width < s.most && float64(step)*float64(s.most) >= growEnd*float64(s.width)*float64(steps)
}

// add adds a unit, given the residuals on a sample.
func (g *growing) add(s *student, data sample, residual []float64) {
	k := s.width
	s.width++
	best := -1.0
	for range candidates {
		for i := range g.try {
			g.try[i] = math.Sqrt(2/float64(s.inputs)) * g.rng.NormFloat64()
		}
		if c := correlation(g.try, data, residual); c > best {
			best = c
			for i, w := range g.try {
				s.in(i)[k] = w
			}
		}
	}
}

// correlation returns |sum_i r_i h_i| / |h - mean h| for h_i = relu(wᵀx_i) and residuals of mean 0, and 0 where h is constant.
func correlation(w []float64, data sample, residual []float64) float64 {
	sum, square, product := 0.0, 0.0, 0.0
	for i, r := range residual {
		h := max(0, dot(w, data.x[i*(len(w)+1):]))
		sum += h
		square += h * h
		product += r * h
	}
	if square -= sum * sum / float64(len(residual)); square <= 0 {
		return 0
	}
	return math.Abs(product) / math.Sqrt(square)
}
