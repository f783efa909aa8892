package ensemble

import (
	"math"
	"math/rand/v2"

	"touchpoint/solvers/internal/kernel"
)

// matrix fills the store with a draw of the law, rounded to the law's grid where the draw is planted.
func (s *Sampler) matrix(l law, d Draw) {
	rng := s.stream.open("matrix", d, "")
	data := s.a.Data()
	switch l.kind {
	case gaussian:
		normals(data, rng)
	case unit:
		for j := range d.N {
			direction(s.a.Col(j), rng)
		}
	case haar:
		s.orthonormal(d.M, d.N, rng)
	case rademacher:
		signs(data, rng)
	case integer:
		for i := range data {
			data[i] = float64(rng.IntN(2*l.largest+1) - l.largest)
		}
	case pixel:
		magnitudes(data, l.largest, rng)
	case dct, fourier:
		s.transform(l, d, rng)
	case ar1:
		s.correlated(l.rho, d, rng)
	}
	if d.K > 0 && l.grid() < 1 {
		for i, v := range data {
			data[i] = round(v, matrixGrid)
		}
	}
}

func normals(dst []float64, rng *rand.Rand) {
	for i := range dst {
		dst[i] = rng.NormFloat64()
	}
}

// signs spends one random bit an entry.
func signs(dst []float64, rng *rand.Rand) {
	bits := uint64(0)
	for i := range dst {
		if i%64 == 0 {
			bits = rng.Uint64()
		}
		dst[i] = float64(int(bits&1)*2 - 1)
		bits >>= 1
	}
}

// direction draws a uniform point of the unit sphere.
func direction(dst []float64, rng *rand.Rand) {
	for {
		normals(dst, rng)
		if norm := math.Sqrt(dot(dst, dst)); norm > 0 { // a normal is zero once in 2^32 draws, which m = 1 would notice
			divide(dst, norm)
			return
		}
	}
}

// orthonormal draws m orthonormal rows of length n by Gram-Schmidt on Gaussian rows. Such rows are the factor Q of a QR
// factorisation whose R has a positive diagonal, hence Haar distributed. Projecting twice keeps them orthogonal to rounding.
//
// Reference: F. Mezzadri (2007), How to generate random matrices from the classical compact groups.
func (s *Sampler) orthonormal(m, n int, rng *rand.Rand) {
	s.rows = kernel.Resize(s.rows, m*n)
	for i := range m {
		row := s.rows[i*n : (i+1)*n]
		direction(row, rng)
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
