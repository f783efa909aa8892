package stats

import (
	"fmt"
	"math"
	"testing"
)

// Values with 40 digits of working precision.
func TestNormalTail(t *testing.T) {
	for _, c := range []struct{ x, logTail, hazard float64 }{
		{-3, -0.0013508099647481937988, 0.0044378390421256637933}, {0, -math.Ln2, 0.79788456080286535588},
		{1, -1.8410216450092635058, 1.5251352761609812091}, {5, -15.064998393988725736, 5.1865039671258421156},
		{5.000001, -15.065003580493176514, 5.1865049344294129114}, {12, -75.410673001568795939, 12.08221417525428433},
		{40, -804.60844201375378817, 40.024968847207263723},
	} {
		logTail, hazard := normalTail(c.x)
		what := fmt.Sprintf("normalTail(%v)", c.x)
		near(t, what, logTail, c.logTail, 1e-13)
		near(t, what+": hazard", hazard, c.hazard, 1e-13)
	}
}

// The derivatives against central differences, and the two sides against each other.
func TestLinksHaveTheirDerivatives(t *testing.T) {
	for _, link := range []Link{Probit, Logit} {
		for eta := -8.0; eta <= 8; eta += 0.37 {
			const h = 1e-5
			what, s, below, above := fmt.Sprintf("%v at %.2f", link, eta), link.at(eta), link.at(eta-h), link.at(eta+h)
			near(t, what+": slopeP", s.slopeP, (above.logP-below.logP)/(2*h), 1e-6)
			near(t, what+": slopeQ", s.slopeQ, (above.logQ-below.logQ)/(2*h), 1e-6)
			near(t, what+": 1 + bend", 1+s.bend, 1+(math.Log(above.weight(1))-math.Log(below.weight(1)))/(2*h), 1e-6)
			near(t, what+": rates add up", math.Exp(s.logP)+math.Exp(s.logQ), 1, 1e-15)
			mirror := link.at(-eta)
			near(t, what+": mirrored", mirror.logP, s.logQ, 1e-15)
			if p := math.Exp(s.logP); p < 0.999 {
				near(t, what+": height", 10+link.height(p), 10+eta, 1e-10)
			}
		}
	}
}

func TestLinkNames(t *testing.T) {
	if got := fmt.Sprint(Probit, Logit, Link(7)); got != "probit logit Link(7)" {
		t.Error(got)
	}
}
