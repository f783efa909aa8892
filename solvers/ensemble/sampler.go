package ensemble

import (
	"fmt"
	"math"

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
	stream  stream
	data    []float64 // matrix, column after column
	a       *solvers.Columns
	b       []float64
	truth   []float64
	support []int     // of the truth, in the order drawn
	noise   []float64 // m
	rows    []float64 // orthonormal rows of the Haar law, one after the other
	circle  []float64 // 4n: cosines of the transforms
	order   []int     // rows of a transform
}

// Draw returns the system that d describes. It fails where d is not valid, and where an exact b would need more than 53 bits.
func (s *Sampler) Draw(d Draw) (System, error) {
	law, err := d.law()
	if err != nil {
		return System{}, err
	}
	s.reshape(d.M, d.N)
	s.stream.begin(d)
	sys := System{A: s.a, B: s.b}
	switch {
	case law.kind == equation:
		copy(s.data, law.terms)
		s.b[0] = law.terms[d.N]
	case d.K == 0:
		s.matrix(law, d)
		s.stream.open("b", "").normals(s.b, 0)
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
	s.noise = kernel.Resize(s.noise, d.M)
	s.stream.open("noise", "").normals(s.noise, 0)
	for i, v := range s.noise {
		s.b[i] += float64(d.Noise * v)
	}
}

// reshape makes room for an m x n system.
func (s *Sampler) reshape(m, n int) {
	s.b, s.truth = kernel.Resize(s.b, m), kernel.Resize(s.truth, n)
	if s.a != nil {
		if rows, cols := s.a.Dims(); rows == m && cols == n {
			return
		}
	}
	s.data = kernel.Resize(s.data, m*n)
	s.a = solvers.NewColumns(m, n, s.data)
}

// plant draws the truth: a uniform support with fair signs, and magnitudes of the amplitude law, from two streams.
//
// Reference: J. Bentley and R. Floyd (1987), Programming pearls: a sample of brilliance.
func (s *Sampler) plant(d Draw) {
	clear(s.truth)
	s.support = s.support[:0]
	g := s.stream.open("support", "")
	for last := d.N - d.K; last < d.N; last++ {
		j := g.below(last + 1)
		if s.truth[j] != 0 {
			j = last // taken instead, which makes every subset equally likely
		}
		s.truth[j] = g.sign()
		s.support = append(s.support, j)
	}
	g = s.stream.open("magnitudes", d.Amplitudes)
	for _, j := range s.support {
		s.truth[j] *= g.magnitude(d.Amplitudes)
	}
}

// magnitude draws |x_j| on the truth's grid, again as long as it is zero.
func (g *generator) magnitude(amplitudes string) float64 {
	for {
		v := 1.0
		switch amplitudes {
		case gaussian:
			v = math.Abs(g.normal(g.Uint64()))
		case uniform:
			v = g.open()
		case twolevel:
			v = 1 / float64(1+15*g.below(2))
		}
		if v = round(v, truthGrid); v != 0 {
			return v
		}
	}
}

// exact reports sums that float64 could round: with both factors on their grids, b = A x0 is exact while sum |a_ij| |x_j| stays
// below 2^53 steps of the product grid. The law's bound on |a_ij| settles nearly every draw; else the sum of max_i |a_ij| |x_j| bounds all rows.
func (s *Sampler) exact(l law) error {
	limit := math.Ldexp(l.grid()*truthGrid, 53)
	rough, sum := 0.0, 0.0
	for _, j := range s.support {
		rough += float64(l.bound() * math.Abs(s.truth[j]))
	}
	if rough < limit {
		return nil
	}
	for _, j := range s.support {
		sum += float64(kernel.NormInf(s.a.Col(j)) * math.Abs(s.truth[j]))
	}
	if sum >= limit {
		return fmt.Errorf("ensemble: b = A x0 is not exact in float64: sums may reach %v, the limit is %v", sum, limit)
	}
	return nil
}

// toGrid times a power of two is a number whose last digit is worth that power: adding it rounds to the grid.
const toGrid = 0x1.8p52

// round returns the multiple of grid, a power of two, that is nearest to v, of two the even one, for |v| < 2^51 grid.
func round(v, grid float64) float64 {
	shift := float64(toGrid * grid)
	return float64(v) + shift - shift // no fused multiply-add, even where v is a product
}
