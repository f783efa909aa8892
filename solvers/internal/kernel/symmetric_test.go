package kernel

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// lower returns the entries that count of a symmetric matrix of order m.
func lower(a []float64, m int) []float64 {
	var list []float64
	for l := range m {
		list = append(list, a[l*m+l:(l+1)*m]...)
	}
	return list
}

func TestSymmetricMatricesAreAsDefined(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, special := range []float64{0, 0.01} {
			s := newSource(6, special)
			var w Workspace
			for m := range 60 {
				for _, n := range []int{0, 1, 3, 9, 40} {
					outerProducts(t, s, &w, m, n)
				}
			}
			outerProducts(t, s, &w, 70, 300)
			outerProducts(t, s, &w, 131, 129)
		}
	})
}

func outerProducts(t *testing.T, s *source, w *Workspace, m, n int) {
	t.Helper()
	dst, a, d := s.vector(m*m), s.vector(m*n), s.vector(n)
	shape := fmt.Sprintf(" of %d x %d", m, n)
	want := slices.Clone(dst)
	addOuterDefined(want, m, a, d)
	w.AddOuter(dst, m, a, d)
	check(t, "AddOuter"+shape, lower(dst, m), lower(want, m))

	set := s.rng.Perm(n)[:n-n/3]
	k := len(set)
	dst, want = s.vector(k*k), make([]float64, k*k)
	gramDefined(want, a, m, set)
	w.Gram(dst, a, m, set)
	check(t, "Gram"+shape, lower(dst, k), lower(want, k))
	s.intact(t, "a symmetric kernel")
}

func TestCholeskyIsAsDefined(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		s := newSource(7, 0)
		var w Workspace
		for _, m := range append(lengths()[:80], 300) {
			a, d, v := s.vector(m*m), make([]float64, m), s.vector(m)
			for i := range d {
				d[i] = 1 + s.rng.Float64()
			}
			g := s.vector(m * m)
			clear(g)
			addOuterDefined(g, m, a, d)
			for i := range m {
				g[i*m+i]++
			}
			want, x := slices.Clone(g), slices.Clone(v)
			choleskyDefined(want, m)
			choleskySolveDefined(want, m, x)
			if !w.Cholesky(g, m) {
				t.Fatalf("order %d: not positive definite", m)
			}
			check(t, fmt.Sprint("Cholesky of order ", m), lower(g, m), lower(want, m))
			CholeskySolve(g, m, v)
			check(t, fmt.Sprint("CholeskySolve of order ", m), v, x)
			s.intact(t, "Cholesky")
		}
	})
}

func TestCholeskyRefuses(t *testing.T) {
	onEveryLevel(t, func(t *testing.T) {
		for _, bad := range []float64{0, -1, math.NaN(), math.Inf(1)} {
			for _, at := range []int{0, 7, 8, 29} {
				const m = 30
				a := make([]float64, m*m)
				for i := range m {
					a[i*m+i] = 1
				}
				a[at*m+at] = bad
				var w Workspace
				if w.Cholesky(a, m) {
					t.Errorf("took pivot %v at %d", bad, at)
				}
			}
		}
	})
}
