package ensemble

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// matrix fills the store with a draw of the law, rounded to the law's grid where the draw is planted.
func (s *Sampler) matrix(l law, d Draw) {
	g := s.stream.open("matrix", "")
	data := s.a.Data()
	grid := 0.0
	if d.K > 0 {
		grid = l.grid()
	}
	switch l.kind {
	case gaussian:
		g.normals(data, grid)
	case unit:
		for j := range d.N {
			g.direction(s.a.Col(j))
		}
	case haar:
		s.orthonormal(d.M, d.N, g)
	case rademacher:
		g.signs(data)
	case integer:
		g.integers(data, l.largest)
	case pixel:
		g.magnitudes(data, l.largest)
	case dct, fourier:
		s.transform(l, d, g)
	case ar1:
		s.correlated(l.rho, d, g)
	}
	if grid == matrixGrid && l.kind != gaussian {
		for i, v := range data {
			data[i] = round(v, matrixGrid)
		}
	}
}

// signs spends one random bit an entry.
func (g *generator) signs(dst []float64) {
	bits := uint64(0)
	for i := range dst {
		if i%64 == 0 {
			bits = g.Uint64()
		}
		dst[i] = float64(int64(bits<<1&2) - 1)
		bits >>= 1
	}
}

// integers fills dst with whole numbers, uniform on -largest to largest.
func (g *generator) integers(dst []float64, largest int) {
	for i := range dst {
		dst[i] = float64(g.below(2*largest+1) - largest)
	}
}

// magnitudes fills dst with whole numbers of fair sign, uniform on 1 to largest in size.
func (g *generator) magnitudes(dst []float64, largest int) {
	for i := range dst {
		v := g.below(2*largest) - largest
		if v >= 0 {
			v++
		}
		dst[i] = float64(v)
	}
}

// direction draws a uniform point of the unit sphere.
func (g *generator) direction(dst []float64) {
	g.normals(dst, 0)
	divide(dst, math.Sqrt(dot(dst, dst)))
}

// orthonormal draws m orthonormal rows of length n by Gram-Schmidt on Gaussian rows. Such rows are the factor Q of a QR
// factorisation whose R has a positive diagonal, hence Haar distributed. Projecting twice keeps them orthogonal to rounding.
//
// Reference: F. Mezzadri (2007), How to generate random matrices from the classical compact groups.
func (s *Sampler) orthonormal(m, n int, g *generator) {
	s.rows = kernel.Resize(s.rows, m*n)
	for i := range m {
		row := s.rows[i*n : (i+1)*n]
		g.direction(row)
		for range 2 {
			for l := range i {
				earlier := s.rows[l*n : (l+1)*n]
				project(row, earlier, dot(earlier, row))
			}
		}
		divide(row, math.Sqrt(dot(row, row)))
	}
	for j := range n {
		column := s.a.Col(j)
		for i := range column {
			column[i] = s.rows[i*n+j]
		}
	}
}

// dot returns xᵀy. Draws must not depend on the processor, so these loops add in one order everywhere, and the conversions
// forbid fused multiply-add.
func dot(x, y []float64) float64 {
	var sum [4]float64
	for len(x) >= 4 && len(y) >= 4 {
		sum[0] += float64(x[0] * y[0])
		sum[1] += float64(x[1] * y[1])
		sum[2] += float64(x[2] * y[2])
		sum[3] += float64(x[3] * y[3])
		x, y = x[4:], y[4:]
	}
	for i, v := range x {
		sum[i] += float64(v * y[i])
	}
	return (sum[0] + sum[1]) + (sum[2] + sum[3])
}

// project subtracts c·q from x.
func project(x, q []float64, c float64) {
	for i, v := range q {
		x[i] -= float64(c * v)
	}
}

// divide keeps ±1 exact, which multiplication by the reciprocal would not.
func divide(x []float64, by float64) {
	for i := range x {
		x[i] /= by
	}
}
