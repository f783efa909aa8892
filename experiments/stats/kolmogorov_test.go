package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// P(D < d): .6284796154565 is in Marsaglia, Tsang and Wang 2003, .99676943191713676985 in Simard and L'Ecuyer 2011, the others are
// pKolmogorov2x of R 4.2 and polynomials.
func TestKolmogorovTail(t *testing.T) {
	for _, c := range []struct {
		n       int
		d, want float64
	}{
		{10, .274, .6284796154565043}, {2000, .04, .99676943191713676985}, {100, .05, .04678402893642743}, {100, .12, .8966962509817962},
		{5, .3, .336}, {1, .7, .4}, {3, .5, 2. / 3}, {50, .1, .3376887295341814}, {500, .06, .947565404228485}, {1000, .02, .189102868929785},
		{10_000, .01, 0.7317808720370526},
	} {
		if got := KolmogorovTail(c.n, c.d); math.Abs(got-(1-c.want)) > 1e-10 {
			t.Errorf("KolmogorovTail(%d, %v) = %.15g, want %.15g", c.n, c.d, got, 1-c.want)
		}
	}
}

// Where the band is too narrow or too wide for paths to do much, the law is a polynomial (Ruben and Gambino 1982):
//
//	n! (2d - 1/n)^n,  1/2 <= n d <= 1;  1 - 2 (1-d)^n,  d >= 1 - 1/n
func TestKolmogorovTailPolynomials(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 9, 20} {
		factorial := math.Gamma(float64(n) + 1)
		for _, share := range []float64{.5, .6, .77, .9, 1} {
			d := share / float64(n)
			want := factorial * math.Pow(2*d-1/float64(n), float64(n))
			near(t, fmt.Sprintf("narrow, n = %d, n d = %v", n, share), KolmogorovTail(n, d), 1-want, 1e-13)
		}
		for _, rest := range []float64{0, .01, .3, .8, 1} {
			d := 1 - rest/float64(n)
			if d > .5 || n > 1 {
				near(t, fmt.Sprintf("wide, n = %d, d = %v", n, d), KolmogorovTail(n, d), 2*math.Pow(rest/float64(n), float64(n)), 1e-11)
			}
		}
	}
	near(t, "two, middle", KolmogorovTail(2, .4), 1-2*(.8-.5)*(.8-.5), 1e-13)
}

// The three ways meet: the one-sided tail twice with the exact law, the limit with both.
func TestKolmogorovTailIsOneCurve(t *testing.T) {
	for _, n := range []int{4, 30, 400, 5000} {
		d := math.Sqrt(3 / float64(n))
		if d < 1 {
			near(t, fmt.Sprintf("n = %d, n d^2 = 3", n), 2*smirnovTail(n, d), 1-insideBand(n, d), 1e-7)
		}
	}
	for _, x := range []float64{.4, .6, .9, 1, 1.3, 1.7} {
		if d := x / math.Sqrt(1000); math.Abs(limitTail(1000, d)-(1-insideBand(1000, d))) > 3e-5 {
			t.Errorf("x = %v: %v in the limit, %v exactly", x, limitTail(1000, d), 1-insideBand(1000, d))
		}
	}
	for d, inside := range map[float64]float64{.01: .7317808720370526, .0172: .99467518863963} { // pKolmogorov2x of R, n = 10,000
		if math.Abs(limitTail(10_000, d)-(1-inside)) > 3e-6 {
			t.Errorf("d = %v: %v in the limit, %v exactly", d, limitTail(10_000, d), 1-inside)
		}
	}
	near(t, "beyond 10,000", KolmogorovTail(10_001, .01), limitTail(10_001, .01), 0)
	// Kolmogorov's and Smirnov's tables: 5% at 1.3581, 1% at 1.6276, median .82757.
	for _, c := range [][2]float64{{1.3580986393225507, .05}, {1.6276236115189503, .01}, {.8275735551899077, .5}} {
		near(t, "limit", kolmogorovLimit(c[0]), c[1], 1e-12)
	}
	near(t, "limit, two series", kolmogorovLimit(math.Nextafter(1, 0)), kolmogorovLimit(1), 1e-13)
}

func TestKolmogorovTailEdges(t *testing.T) {
	for _, c := range []struct {
		n       int
		d, want float64
	}{{1, 0, 1}, {7, -1, 1}, {7, .5 / 7, 1}, {7, 1, 0}, {7, 2, 0}, {100_000, 1, 0}, {10_000, .6e-4, 1}} {
		if got := KolmogorovTail(c.n, c.d); got != c.want {
			t.Errorf("KolmogorovTail(%d, %v) = %v, want %v", c.n, c.d, got, c.want)
		}
	}
	panics(t, "no numbers", func() { KolmogorovTail(0, .3) })
	panics(t, "NaN", func() { KolmogorovTail(3, math.NaN()) })
}

func uniform(x float64) float64 { return max(0, min(1, x)) }

func TestKolmogorovSmirnov(t *testing.T) {
	got, err := KolmogorovSmirnov([]float64{.61, .29, .06, .59, -1, .74, .51, .57}, uniform)
	if err != nil || math.Abs(got.Statistic-.265) > 1e-15 { // 7/8 - .61
		t.Errorf("%+v, %v", got, err)
	}
	r := rand.New(rand.NewPCG(6, 12))
	const samples = 2000
	below, found := 0, 0
	for range samples {
		x, y := make([]float64, 40), make([]float64, 40)
		for i := range x {
			x[i] = r.Float64()
			y[i] = x[i] * x[i]
		}
		fair, err := KolmogorovSmirnov(x, uniform)
		if err != nil {
			t.Fatal(err)
		}
		bent, _ := KolmogorovSmirnov(y, uniform)
		if fair.P <= .1 {
			below++
		}
		if bent.P <= .1 {
			found++
		}
	}
	if math.Abs(float64(below)-samples*.1) > 54 || found < samples*3/4 { // 4 standard errors
		t.Errorf("of %d P-values %d are at most .1; the wrong law is found in %d", samples, below, found)
	}
}

func TestKolmogorovSmirnovRefusesWhatIsNoLaw(t *testing.T) {
	for what, cdf := range map[string]func(float64) float64{
		"none": nil, "falling": func(x float64) float64 { return 1 - uniform(x) }, "above 1": func(x float64) float64 { return 2 + x },
		"NaN": func(x float64) float64 { return math.NaN() },
	} {
		if got, err := KolmogorovSmirnov([]float64{.3, .4}, cdf); err == nil {
			t.Errorf("%s: %v", what, got)
		}
	}
}
