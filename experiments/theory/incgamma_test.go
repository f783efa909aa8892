package theory

import (
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

func upper(a float64, w complex128) complex128 { return cmplx.Exp(logUpper(a, w)) }

func TestUpperGammaOnTheRealLine(t *testing.T) {
	for _, a := range []float64{.01, .3, .5, 1, 2.5, 12, 80} {
		for _, x := range []float64{1e-3, .4, 1.9, 3, 10, 60, 90} {
			want := mathext.GammaIncRegComp(a, x)
			got := upper(a, complex(x, 0))
			within(t, fmt.Sprintf("Q(%v, %v)", a, x), real(got), want, 1e-12*max(want, 1e-3))
			within(t, fmt.Sprintf("Im Q(%v, %v)", a, x), imag(got), 0, 1e-13)
		}
	}
}

// Points in all four regions, up to the negative axis.
var plane = []complex128{.3 + .2i, 1 + 5i, 20 + 1i, 3 - 40i, -1 + .5i, -1 + 20i, -10 + 2i, -30 + 1e-3i, -38 - 3i, -45 + 6i, -200 + 1i, -300 - 9i}

func TestUpperGammaClosedForms(t *testing.T) {
	for _, w := range plane {
		for _, c := range []struct {
			a    float64
			want complex128 // times e^-w
		}{{1, 1}, {2, 1 + w}, {3, 1 + w + w*w/2}} {
			got := cmplx.Exp(logUpper(c.a, w) + w)
			within(t, fmt.Sprintf("Q(%v, %v) against its closed form", c.a, w), cmplx.Abs(got/c.want-1), 0, 1e-11)
		}
	}
}

// Q(a + 1, w) = Q(a, w) + w^a e^-w/Gamma(a + 1), relative to the largest of the three.
func TestUpperGammaRecurrence(t *testing.T) {
	for _, w := range plane {
		for _, a := range []float64{.02, .5, 1.7, 6.3, 19} {
			lg, _ := math.Lgamma(a + 1)
			shift := w // keeps the exponentials small
			if real(w) > 0 {
				shift = 0
			}
			next, here := cmplx.Exp(logUpper(a+1, w)+shift), cmplx.Exp(logUpper(a, w)+shift)
			step := cmplx.Exp(complex(a, 0)*cmplx.Log(w) - w + shift - complex(lg, 0))
			size := max(cmplx.Abs(next), cmplx.Abs(here), cmplx.Abs(step))
			within(t, fmt.Sprintf("recurrence at a = %v, w = %v", a, w), cmplx.Abs(next-here-step)/size, 0, 1e-11)
			mirror := cmplx.Exp(logUpper(a, cmplx.Conj(w)) + cmplx.Conj(shift))
			within(t, fmt.Sprintf("reflection at a = %v, w = %v", a, w), cmplx.Abs(mirror-cmplx.Conj(here))/size, 0, 1e-12)
		}
	}
}
