package ensemble

import (
	"math"
	"math/rand/v2"
)

// transform fills the store with m rows of an orthogonal transform of length n, drawn without replacement, whose entries have mean square 1.
// Rows of the real Fourier transform come in pairs, cosine and sine of one frequency, as long as there is room for both.
func (s *Sampler) transform(l law, d Draw, rng *rand.Rand) {
	rows := rng.Perm(d.N)[:d.M]
	entry := cosine
	if l.kind == fourier {
		rows, entry = frequencies(d.N, d.M, rng), harmonic
	}
	for j := range d.N {
		column := s.a.Col(j)
		for i, row := range rows {
			column[i] = entry(row, j, d.N)
		}
	}
}

// cosine is an entry of the orthonormal discrete cosine transform (DCT-II) times sqrt(n).
func cosine(row, j, n int) float64 {
	if row == 0 {
		return 1
	}
	// An angle reduced in whole numbers is exact, so that cos is good to its last digit even for long transforms.
	return math.Sqrt2 * math.Cos(math.Pi*float64((2*j+1)*row%(4*n))/float64(2*n))
}

// harmonic is an entry of the orthonormal real Fourier transform times sqrt(n). Row 0 is constant, rows 2f-1 and 2f are cosine and sine of
// frequency f, and for even n the last row alternates.
func harmonic(row, j, n int) float64 {
	angle := 2 * math.Pi * float64((row+1)/2*j%n) / float64(n)
	switch {
	case row == 0:
		return 1
	case n%2 == 0 && row == n-1:
		return float64(1 - 2*(j%2))
	case row%2 == 1:
		return math.Sqrt2 * math.Cos(angle)
	}
	return math.Sqrt2 * math.Sin(angle)
}

// frequencies draws m rows of the real Fourier transform, by frequency: both rows of one, or as many as it has and there is room for.
func frequencies(n, m int, rng *rand.Rand) []int {
	rows := make([]int, 0, m)
	for _, f := range rng.Perm(n/2 + 1) {
		both := []int{2*f - 1, 2 * f}
		switch {
		case f == 0:
			both = both[1:]
		case 2*f == n:
			both = both[:1]
		}
		rows = append(rows, both[:min(len(both), m-len(rows))]...)
	}
	return rows
}

// correlated fills the store with independent rows in which neighbouring columns have correlation rho: a stationary autoregression of order 1, so
// that columns j and l have correlation rho^|j-l|.
func (s *Sampler) correlated(rho float64, d Draw, rng *rand.Rand) {
	fresh := math.Sqrt((1 - rho) * (1 + rho))
	for j := range d.N {
		column := s.a.Col(j)
		normals(column, rng)
		if j == 0 {
			continue
		}
		for i, before := range s.a.Col(j - 1) {
			column[i] = float64(rho*before) + float64(fresh*column[i])
		}
	}
}

// magnitudes fills the store with whole numbers of fair sign, uniform on 1 to largest in size.
func magnitudes(dst []float64, largest int, rng *rand.Rand) {
	for i := range dst {
		v := rng.IntN(2 * largest)
		if v < largest {
			dst[i] = float64(v - largest)
		} else {
			dst[i] = float64(v - largest + 1)
		}
	}
}
