package ensemble

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// wave is a row of an orthogonal transform of length n times sqrt(n): entry j is scale · cos(π (start + step j) / 2n).
type wave struct {
	start, step int
	scale       float64
}

// transform fills the store with m rows of an orthogonal transform of length n, drawn without replacement, whose entries have mean square 1.
// Rows of the real Fourier transform come in pairs, cosine and sine of one frequency, as long as there is room for both.
func (s *Sampler) transform(l law, d Draw, g *generator) {
	s.turn(d.N)
	s.order = kernel.Resize(s.order, d.N)
	rows, row := s.order, cosine
	if l.kind == fourier {
		rows, row = s.frequencies(d.N, d.M, g), harmonic
	} else {
		g.permute(rows)
	}
	for i := range d.M {
		w := row(rows[i], d.N)
		angle := w.start
		for j := range d.N {
			s.data[j*d.M+i] = w.scale * s.circle[angle]
			if angle += w.step; angle >= 4*d.N {
				angle -= 4 * d.N
			}
		}
	}
}

// turn makes the circle cos(π t / 2n) for t = 0, ..., 4n-1, as symmetric as it is.
func (s *Sampler) turn(n int) {
	if len(s.circle) == 4*n {
		return
	}
	s.circle = kernel.Resize(s.circle, 4*n)
	s.circle[0], s.circle[n], s.circle[2*n], s.circle[3*n] = 1, 0, -1, 0
	for t := 1; t < n; t++ {
		v := math.Cos(math.Pi * float64(t) / float64(2*n))
		s.circle[t], s.circle[2*n-t], s.circle[2*n+t], s.circle[4*n-t] = v, -v, -v, v
	}
}

// cosine is a row of the orthonormal discrete cosine transform (DCT-II).
func cosine(row, _ int) wave {
	if row == 0 {
		return wave{scale: 1}
	}
	return wave{start: row, step: 2 * row, scale: math.Sqrt2}
}

// harmonic is a row of the orthonormal real Fourier transform. Row 0 is constant, rows 2f-1 and 2f are cosine and sine of frequency f, and for
// even n the last row alternates.
func harmonic(row, n int) wave {
	step := 4 * ((row + 1) / 2)
	switch {
	case row == 0 || n%2 == 0 && row == n-1:
		return wave{step: step, scale: 1}
	case row%2 == 1:
		return wave{step: step, scale: math.Sqrt2}
	}
	return wave{start: 3 * n, step: step, scale: math.Sqrt2}
}

// frequencies draws m rows of the real Fourier transform, by frequency: both rows of one, or as many as it has and there is room for.
func (s *Sampler) frequencies(n, m int, g *generator) []int {
	s.order = kernel.Resize(s.order, n+n/2+1)
	rows, order := s.order[:0:n], s.order[n:]
	g.permute(order)
	for _, f := range order {
		for row := max(0, 2*f-1); row <= min(2*f, n-1) && len(rows) < m; row++ {
			rows = append(rows, row)
		}
	}
	return rows
}

// correlated fills the store with independent rows in which neighbouring columns have correlation rho: a stationary autoregression of order 1, so
// that columns j and l have correlation rho^|j-l|.
func (s *Sampler) correlated(rho float64, d Draw, g *generator) {
	fresh := math.Sqrt((1 - rho) * (1 + rho))
	for j := range d.N {
		column := s.a.Col(j)
		g.normals(column, 0)
		if j == 0 {
			continue
		}
		for i, before := range s.a.Col(j - 1) {
			column[i] = float64(rho*before) + float64(fresh*column[i])
		}
	}
}
