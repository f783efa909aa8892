package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// Integrals with 30 digits of working precision.
func TestSupportRecovery(t *testing.T) {
	for _, c := range []struct {
		n, m, k int
		want    float64
	}{
		{10, 5, 1, 0.6302243155885976}, {10, 5, 2, 0.2620739944353035}, {20, 10, 1, 0.8685431803221042}, {20, 10, 2, 0.4702367229716908},
		{20, 10, 3, 0.2027983769314141}, {20, 10, 4, 0.08150363009993474}, {40, 20, 4, 0.2663603351740887},
		{40, 20, 7, 0.02031664634661219}, {100, 50, 8, 0.1890217863670318}, {100, 50, 12, 0.0103157728663324},
		{256, 100, 10, 0.5070968133272603}, {8, 4, 0, 1}, {8, 4, 5, 0}, {8, 8, 8, 1}, {3, 1, 1, 1. / 3},
	} {
		got, err := SupportRecovery(c.n, c.m, c.k)
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprintf("SupportRecovery(%d, %d, %d)", c.n, c.m, c.k), got, c.want, 1e-12)
		if p := success(t, c.n, c.m, c.k); got > p*(1+1e-12) {
			t.Errorf("(%d, %d, %d): the certificate exists with probability %v, success has only %v", c.n, c.m, c.k, got, p)
		}
	}
	for _, c := range [][3]int{{-1, 1, 1}, {3, -1, 1}, {3, 2, -1}, {3, 3, 4}} {
		if _, err := SupportRecovery(c[0], c[1], c[2]); err == nil {
			t.Errorf("SupportRecovery%v: no error", c)
		}
	}
}

// The event itself, drawn: |A'y| < 1 off the support for the least-squares certificate y.
func TestSupportRecoveryAgreesWithDraws(t *testing.T) {
	const n, m, k, trials = 6, 4, 2, 20000
	random := rand.New(rand.NewPCG(1, 2))
	hits := 0
	for range trials {
		a := mat.NewDense(m, n, nil)
		a.Apply(func(_, _ int, _ float64) float64 { return random.NormFloat64() }, a)
		var y, dual mat.Dense
		if err := y.Solve(a.Slice(0, m, 0, k).T(), mat.NewDense(k, 1, []float64{1, 1})); err != nil { // least norm
			t.Fatal(err)
		}
		dual.Mul(a.Slice(0, m, k, n).T(), &y)
		if mat.Max(&dual) < 1 && mat.Min(&dual) > -1 {
			hits++
		}
	}
	p, err := SupportRecovery(n, m, k)
	if err != nil {
		t.Fatal(err)
	}
	within(t, "frequency", float64(hits)/trials, p, 4.5*math.Sqrt(p*(1-p)/trials))
}
