package ensemble

import (
	"fmt"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Grids of a planted draw, in steps of which every matrix entry and every non-zero of the truth is a whole number.
const (
	matrixGrid = 1.0 / (1 << 20)
	truthGrid  = 1.0 / (1 << 10)
)

// Sampler draws systems into storage of its own, which the next draw overwrites; once it has seen the largest shape it allocates
// nothing. The zero value is ready. One Sampler serves one goroutine.
type Sampler struct {
	stream *stream
	data   []float64 // matrix, column after column
	a      *solvers.Columns
	b      []float64
	truth  []float64
	rows   []float64 // orthonormal rows of the Haar law, one after the other
}

// Draw returns the system that d describes. It fails where d is not valid, and where an exact b would need more than 53 bits.
func (s *Sampler) Draw(d Draw) (System, error) {
	if err := d.Validate(); err != nil {
		return System{}, err
	}
	law, err := parseLaw(d.Ensemble)
	if err != nil {
		return System{}, err
	}
	s.reshape(d.M, d.N)
	sys := System{A: s.a, B: s.b}
	switch {
	case law.kind == equation:
		copy(s.data, law.terms)
		s.b[0] = law.terms[d.N]
	case d.K == 0:
		s.matrix(law, d)
		normals(s.b, s.stream.open("b", d, ""))
	default:
		s.matrix(law, d)
		s.plant(d)
		if err := s.exact(law); err != nil {
			return System{}, err
		}
		s.a.Mul(s.b, s.truth)
		sys.Truth = s.truth
	}
	s.disturb(d)
	return sys, nil
}

// disturb adds the noise to b.
func (s *Sampler) disturb(d Draw) {
	if d.Noise == 0 {
		return
	}
	rng := s.stream.open("noise", d, "")
	for i := range s.b {
		s.b[i] += float64(d.Noise * rng.NormFloat64())
	}
}

// reshape makes room for an m x n system.
func (s *Sampler) reshape(m, n int) {
	if s.stream == nil {
		s.stream = newStream()
	}
	s.b, s.truth = kernel.Resize(s.b, m), kernel.Resize(s.truth, n)
	if s.a != nil {
		if rows, cols := s.a.Dims(); rows == m && cols == n {
			return
		}
	}
	s.data = kernel.Resize(s.data, m*n)
	s.a = solvers.NewColumns(m, n, s.data)
}

// plant draws the truth: a uniform support, fair signs, and magnitudes of the amplitude law, each from its own stream.
func (s *Sampler) plant(d Draw) {
	clear(s.truth)
	left := d.K
	support := s.stream.open("support", d, "")
	for j := range s.truth {
		// Taking j with probability left/(n-j) makes every k-subset equally likely.
		if support.IntN(d.N-j) < left {
			s.truth[j] = 1
			left--
		}
	}
	signs := s.stream.open("signs", d, "")
	for j, v := range s.truth {
		if v != 0 && signs.Uint64()>>63 == 1 {
			s.truth[j] = -1
		}
	}
	magnitudes := s.stream.open("magnitudes", d, d.Amplitudes)
	for j, v := range s.truth {
		if v != 0 {
			s.truth[j] = v * magnitude(d.Amplitudes, magnitudes)
		}
	}
}

// magnitude draws |x_j| on the truth's grid, again as long as it is zero.
func magnitude(amplitudes string, rng *rand.Rand) float64 {
	for {
		v := 1.0
		switch amplitudes {
		case gaussian:
			v = math.Abs(rng.NormFloat64())
		case uniform:
			v = rng.Float64()
		case twolevel:
			v = 1 / float64(1+15*rng.IntN(2))
		}
		if v = round(v, truthGrid); v != 0 {
			return v
		}
	}
}

// exact reports sums that float64 could round: with both factors on their grids, b = A x0 is exact while sum |a_ij| |x_j| stays
// below 2^53 steps of the product grid. The sum of max_i |a_ij| |x_j| bounds all rows at once.
func (s *Sampler) exact(l law) error {
	sum := 0.0
	for j, v := range s.truth {
		if v != 0 {
			sum += kernel.NormInf(s.a.Col(j)) * math.Abs(v)
		}
	}
	if limit := math.Ldexp(l.grid()*truthGrid, 53); sum >= limit {
		return fmt.Errorf("ensemble: b = A x0 is not exact in float64: sums may reach %v, the limit is %v", sum, limit)
	}
	return nil
}

// round returns the multiple of grid, a power of two, that is nearest to v.
func round(v, grid float64) float64 { return math.Round(v/grid) * grid }
