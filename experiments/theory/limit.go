package theory

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

// RadiusLimit is the touch radius at a generic b for large n and 0 < delta = m/n < 1, A and b of independent N(0,1):
//
//	E c_1   ~ l1 sqrt n,    l1^2   = w/tau,  2 Phi(-tau) = delta,  w = 2 phi(tau) - tau delta
//	E c_inf ~ lInf/sqrt n,  lInf^2 = delta/(a^2 - delta e),  a = delta/theta,  2 Phi(-theta) = 1 - delta,
//	                        e = (delta - 2 theta phi(theta))/theta^2 + 1 - delta
//
// The error says that delta is not between 0 and 1.
//
// Reference: M. Stojnic, A framework to characterize performance of LASSO algorithms, 2013; C. Thrampoulidis, S. Oymak
// and B. Hassibi, Regularized linear regression: a precise analysis of the estimation error, 2015 (convex Gaussian
// min-max theorem).
func RadiusLimit(delta float64) (l1, lInf float64, err error) {
	if !(delta > 0 && delta < 1) {
		return 0, 0, fmt.Errorf("theory: delta = %v is not between 0 and 1", delta)
	}
	tau := -mathext.NormalQuantile(delta / 2)
	theta := math.Sqrt2 * math.Erfinv(delta)
	a := delta / theta
	e := (delta-2*theta*density(theta))/(theta*theta) + 1 - delta
	return math.Sqrt((2*density(tau) - tau*delta) / tau), math.Sqrt(delta / (a*a - delta*e)), nil
}
