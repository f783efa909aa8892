package theory

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/combin"
)

func success(t *testing.T, n, m, k int) float64 {
	t.Helper()
	p, err := Success(n, m, k)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func cell(n, m, k int) string { return fmt.Sprintf("P(%d, %d, %d)", n, m, k) }

func TestSuccessAgreesWithIndependentProgram(t *testing.T) {
	for _, c := range golden {
		near(t, cell(c.n, c.m, c.k), success(t, c.n, c.m, c.k), c.p, 1e-11)
	}
}

// The same integrals on the unshifted contour with 60 digits.
func TestSuccessAgreesWithSixtyDigits(t *testing.T) {
	near(t, "P(12, 6, 3)", success(t, 12, 6, 3), .4356899413177840998, 1e-13)
	near(t, "P(20, 10, 3)", success(t, 20, 10, 3), .82886265635098306848, 1e-13)
	near(t, "P(40, 20, 7)", success(t, 40, 20, 7), .72122925560943010943, 1e-13)
}

func TestSuccessClosedForms(t *testing.T) {
	for n := 2; n <= 12; n++ {
		near(t, cell(n, 1, 1), success(t, n, 1, 1), 1/float64(n), 1e-13)
	}
	for _, m := range []int{1, 2, 3, 7, 30, 199} {
		fm := float64(m)
		near(t, cell(m+1, m, m), success(t, m+1, m, m), 2/math.Pi*math.Atan(1/math.Sqrt(fm)), 1e-12)
		near(t, cell(m+2, m, m), success(t, m+2, m, m), 2/math.Pi*math.Asin(1/(fm+1)), 1e-12)
	}
	for k, want := range []float64{1, 11. / 12, 2. / 3, 1. / 3} {
		near(t, cell(4, 3, k), success(t, 4, 3, k), want, 1e-13)
	}
}

func TestSuccessTables(t *testing.T) {
	for k, want := range []float64{1, .9338668153, .6482300017, .3124502481, .0991806419, .0165301070} {
		within(t, cell(10, 5, k), success(t, 10, 5, k), want, 1e-10)
	}
	for k, want := range []float64{1, .9988506526, .9661772261, .8288626564, .5873530244, .3342051728, .1508063603, .0529345720, .0138385375} {
		within(t, cell(20, 10, k), success(t, 20, 10, k), want, 1e-10)
	}
}

// Expected numbers of (k-1)-faces of the projected cross-polytope, 2^k C(n,k) P.
func TestSuccessCountsFaces(t *testing.T) {
	for _, c := range []struct {
		n, m, k     int
		want, digit float64
	}{
		{3, 2, 2, 4.70191862, 1e-8}, {4, 2, 2, 5.19232550, 1e-8}, {5, 3, 3, 12.86889972, 1e-8}, {10, 5, 5, 133.29878276, 1e-8},
		{20, 10, 10, 41994.3956913, 1e-7}, {20, 10, 1, 39.95402611, 1e-8},
	} {
		faces := math.Exp2(float64(c.k)) * float64(combin.Binomial(c.n, c.k)) * success(t, c.n, c.m, c.k)
		within(t, fmt.Sprintf("faces(%d, %d, %d)", c.n, c.m, c.k), faces, c.want, c.digit)
	}
}

// The projected polytope is a sphere topologically: sum (-1)^k 2^k C(n,k) P(n,m,k) = (-1)^m.
func TestSuccessEulerRelation(t *testing.T) {
	for _, c := range [][2]int{{3, 2}, {5, 3}, {10, 5}, {12, 9}, {14, 6}, {20, 10}} {
		n, m := c[0], c[1]
		var sum, size float64
		sign := 1.0
		for k := 0; k <= m; k, sign = k+1, -sign {
			faces := math.Exp2(float64(k)) * float64(combin.Binomial(n, k)) * success(t, n, m, k)
			sum, size = sum+sign*faces, size+faces
		}
		within(t, fmt.Sprintf("Euler(%d, %d)", n, m), sum, 1-2*float64(m%2), 1e-12*size)
	}
}

// Every ridge of a simplicial polytope lies in two facets.
func TestSuccessRidgeIdentity(t *testing.T) {
	for _, c := range [][2]int{{3, 2}, {9, 4}, {20, 10}, {50, 7}, {120, 90}, {400, 200}} {
		n, m := c[0], c[1]
		near(t, cell(n, m, m-1), success(t, n, m, m-1), float64(n-m+1)*success(t, n, m, m), 1e-11)
	}
}

func TestSuccessAtTheBorders(t *testing.T) {
	for _, c := range []struct {
		n, m, k int
		want    float64
	}{{0, 0, 0, 1}, {5, 0, 0, 1}, {5, 3, 0, 1}, {5, 5, 5, 1}, {5, 9, 2, 1}, {5, 2, 3, 0}, {5, 0, 1, 0}} {
		if got := success(t, c.n, c.m, c.k); got != c.want {
			t.Errorf("%s = %v, want %v", cell(c.n, c.m, c.k), got, c.want)
		}
	}
	for _, c := range [][3]int{{-1, 0, 0}, {4, -2, 1}, {4, 2, -1}, {4, 2, 5}, {4, 9, 5}} {
		if p, err := Success(c[0], c[1], c[2]); err == nil {
			t.Errorf("%s = %v, want an error", cell(c[0], c[1], c[2]), p)
		}
	}
}

// More rows help, more non-zeros and more columns hurt.
func TestSuccessIsMonotone(t *testing.T) {
	const n = 24
	for m := 1; m < n; m++ {
		for k := 1; k <= m; k++ {
			p := success(t, n, m, k)
			if more := success(t, n, m+1, k); more < p*(1-1e-13) {
				t.Errorf("%s = %v falls to %v with one row more", cell(n, m, k), p, more)
			}
			if denser := success(t, n, m, k+1); denser > p*(1+1e-13) {
				t.Errorf("%s = %v rises to %v with one non-zero more", cell(n, m, k), p, denser)
			}
			if wider := success(t, n+1, m, k); wider > p*(1+1e-13) {
				t.Errorf("%s = %v rises to %v with one column more", cell(n, m, k), p, wider)
			}
		}
	}
}

func TestIntrinsicVolumesAreALaw(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 25, 90} {
		for k := 1; k <= n; k += 1 + n/12 {
			v, err := IntrinsicVolumes(n, k)
			if err != nil {
				t.Fatal(err)
			}
			var sum, alternating float64
			for _, vj := range v {
				sum, alternating = sum+vj, vj-alternating
			}
			within(t, fmt.Sprintf("sum v(%d, %d)", n, k), sum, 1, 1e-12)
			within(t, fmt.Sprintf("alternating sum v(%d, %d)", n, k), alternating, 0, 1e-12)
		}
	}
	for _, c := range [][2]int{{3, 0}, {3, 4}, {0, 0}, {3, -1}} {
		if _, err := IntrinsicVolumes(c[0], c[1]); err == nil {
			t.Errorf("IntrinsicVolumes(%d, %d): no error", c[0], c[1])
		}
	}
}

// Failure is 2(v_{m+1} + v_{m+3} + ..): terms that Success never looks at, v_n among them.
func TestFailureComplementsSuccess(t *testing.T) {
	for _, n := range []int{2, 3, 10, 25, 90} {
		for k := 1; k < n; k += 1 + n/12 {
			v, err := IntrinsicVolumes(n, k)
			if err != nil {
				t.Fatal(err)
			}
			for m := k; m < n; m++ {
				var fail float64
				for j := m + 1; j <= n; j += 2 {
					fail += 2 * v[j]
				}
				within(t, cell(n, m, k), success(t, n, m, k), 1-fail, 1e-12)
			}
		}
	}
}

// BenchmarkSuccessGrid is a phase diagram of 10 x 10 cells at n = 200.
func BenchmarkSuccessGrid(b *testing.B) {
	const n = 200
	fraction := func(i, of int) int { return int(math.Round((0.05 + 0.1*float64(i)) * float64(of))) }
	for b.Loop() {
		for i := range 10 {
			m := fraction(i, n)
			for j := range 10 {
				if _, err := Success(n, m, fraction(j, m)); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
