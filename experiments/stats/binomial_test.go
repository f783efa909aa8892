package stats

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// rational is P(X = hits), .., P(X = trials) summed in exact arithmetic.
func rational(hits, trials int, p *big.Rat) float64 {
	q := new(big.Rat).Sub(big.NewRat(1, 1), p)
	sum := new(big.Rat)
	for i := hits; i <= trials; i++ {
		term := new(big.Rat).SetInt(new(big.Int).Binomial(int64(trials), int64(i)))
		for range i {
			term.Mul(term, p)
		}
		for range trials - i {
			term.Mul(term, q)
		}
		sum.Add(sum, term)
	}
	f, _ := sum.Float64()
	return f
}

func TestUpperTailAgreesWithExactSums(t *testing.T) {
	for _, trials := range []int{1, 2, 7, 40} {
		for _, p := range []*big.Rat{big.NewRat(1, 2), big.NewRat(1, 64), big.NewRat(7, 8), big.NewRat(1023, 1024)} {
			f, _ := p.Float64()
			for hits := 0; hits <= trials+1; hits++ {
				what := fmt.Sprintf("P(X >= %d; %d, %v)", hits, trials, f)
				want := rational(hits, trials, p)
				if math.Abs(upper(hits, trials, f)-want) > 1e-14+1e-13*want*(1-want) {
					t.Errorf("%s = %.17g, want %.17g", what, upper(hits, trials, f), want)
				}
				if float64(hits) > float64(trials)*f {
					near(t, what, upper(hits, trials, f), want, 1e-13)
				}
			}
		}
	}
}

// Values with 40 digits of working precision.
func TestUpperTailOfAMillion(t *testing.T) {
	for _, c := range []struct {
		hits    int
		p, want float64
	}{
		{500500, .5, 0.15889734568165277}, {502500, .5, 2.881270818870302e-7}, {510000, .5, 2.7721816438496123e-89},
		{1200, .001, 4.5896386061007703e-10}, {100, 1e-6, 3.962011802895858e-159}, {999990, .999, 0},
	} {
		near(t, fmt.Sprintf("P(X >= %d; 1e6, %v)", c.hits, c.p), upper(c.hits, 1_000_000, c.p), c.want, 1e-12)
	}
}

func TestUpperTailAgreesWithIncompleteBeta(t *testing.T) {
	for _, trials := range []int{10, 300, 20000} {
		for _, p := range []float64{.001, .3, .5, .97} {
			for _, z := range []float64{-3, -1, 0, 1, 3, 6} {
				mean := p * float64(trials)
				hits := int(math.Round(mean + z*math.Sqrt(mean*(1-p))))
				if hits < 1 || hits > trials {
					continue
				}
				want := mathext.RegIncBeta(float64(hits), float64(trials-hits+1), p)
				near(t, fmt.Sprintf("P(X >= %d; %d, %v)", hits, trials, p), upper(hits, trials, p), want, 1e-9)
			}
		}
	}
}
