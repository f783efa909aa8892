package kernel

import "math"

// The definitions in the plainest form: what every level has to return, bit for bit.

func dotDefined(x, y []float64) float64 {
	z := make([]float64, 32)
	for i := range x {
		z[i%32] = math.FMA(x[i], y[i], z[i%32])
	}
	return treeDefined(z)
}

func treeDefined(z []float64) float64 {
	t := make([]float64, 8)
	for l := range t {
		t[l] = (z[l] + z[l+8]) + (z[l+16] + z[l+24])
	}
	for half := 4; half > 0; half /= 2 {
		for l := range half {
			t[l] += t[l+half]
		}
	}
	return t[0] + 0
}

func axpyDefined(a float64, x, y []float64) {
	for i := range x {
		y[i] = math.FMA(a, x[i], y[i])
	}
}

func mulTDefined(dst, a, x []float64) {
	for j := range dst {
		dst[j] = dotDefined(a[j*len(x):(j+1)*len(x)], x)
	}
}

func mulDefined(dst, a, x []float64) {
	clear(dst)
	for j, v := range x {
		if v != 0 {
			axpyDefined(v, a[j*len(dst):(j+1)*len(dst)], dst)
		}
	}
}

func mulTSetDefined(dst, a []float64, set []int, x []float64) {
	for i, j := range set {
		dst[i] = dotDefined(a[j*len(x):(j+1)*len(x)], x)
	}
}

func crossSetDefined(dst []float64, ld int, a []float64, m int, rows, columns []int) {
	for l, j := range columns {
		for i, k := range rows {
			z := make([]float64, 8)
			for e := range m {
				z[e%8] = math.FMA(a[k*m+e], a[j*m+e], z[e%8])
			}
			for lane := range 4 {
				z[lane] += z[lane+4]
			}
			dst[l*ld+i] = (z[0] + z[1]) + (z[2] + z[3]) + 0
		}
	}
}

func mulAddSetDefined(dst, a []float64, alpha float64, set []int, x []float64) {
	for i, j := range set {
		axpyDefined(alpha*x[i], a[j*len(dst):(j+1)*len(dst)], dst)
	}
}

func solveTDefined(r, v []float64) {
	for k := range v {
		c, s := r[k*(k+1)/2:], k/8*8
		v[k] -= dotDefined(c[:s], v[:s])
		for l := s; l < k; l++ {
			v[k] = math.FMA(-c[l], v[l], v[k])
		}
		v[k] /= c[k]
	}
}

func solveDefined(r, v []float64) {
	for k := len(v) - 1; k >= 0; k-- {
		c := r[k*(k+1)/2:]
		v[k] /= c[k]
		axpyDefined(-v[k], c[:k], v[:k])
	}
}

func norm1Defined(x []float64) float64 {
	z := make([]float64, 32)
	for i, v := range x {
		z[i%32] += math.Abs(v)
	}
	return treeDefined(z)
}

func normInfDefined(x []float64) (largest float64) {
	for _, v := range x {
		largest = max(largest, math.Abs(v)) // max keeps a NaN
	}
	return largest
}

// addOuterDefined, for the entries on and below the diagonal.
func addOuterDefined(dst []float64, m int, a, d []float64) {
	for j, v := range d {
		for l := range m {
			for i := l; i < m; i++ {
				dst[l*m+i] = math.FMA(v*a[j*m+l], a[j*m+i], dst[l*m+i])
			}
		}
	}
}

func gramDefined(dst, a []float64, m int, set []int) {
	n := len(set)
	for l := range n {
		for i := l; i < n; i++ {
			dst[l*n+i] = 0
			for row := range m {
				dst[l*n+i] = math.FMA(a[set[l]*m+row], a[set[i]*m+row], dst[l*n+i])
			}
		}
	}
}

func choleskyDefined(a []float64, m int) {
	for l := range m {
		for i := l; i < m; i++ {
			for j := range l {
				a[l*m+i] = math.FMA(-a[j*m+l], a[j*m+i], a[l*m+i])
			}
		}
		a[l*m+l] = math.Sqrt(a[l*m+l])
		for i := l + 1; i < m; i++ {
			a[l*m+i] /= a[l*m+l]
		}
	}
}

func choleskySolveDefined(a []float64, m int, v []float64) {
	for k := range m {
		v[k] /= a[k*m+k]
		axpyDefined(-v[k], a[k*m+k+1:(k+1)*m], v[k+1:])
	}
	for k := m - 1; k >= 0; k-- {
		e := min(k/8*8+8, m)
		v[k] -= dotDefined(a[k*m+e:(k+1)*m], v[e:])
		for i := e - 1; i > k; i-- {
			v[k] = math.FMA(-a[k*m+i], v[i], v[k])
		}
		v[k] /= a[k*m+k]
	}
}
