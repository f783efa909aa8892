package theory

import "math"

// Strong is rho = k/m at 0 < delta = m/n < 1 below which basis pursuit recovers, as n grows, all points with k non-zeros
// at once, as far as the union bound over all faces shows: the rate at which the expected number of lost faces grows,
//
//	H(kappa) + kappa log 2 + (1-kappa) H(lambda/(1-kappa))
//	  + max_y [-y^2/2 + (1-nu) log erf(y/sqrt(2nu))] + min_t [kappa t^2/2 + lambda log E exp(-t|g|)],
//
// is zero at kappa = rho delta, lambda = nu - kappa, nu = delta; it is lower at nu > delta. H is the entropy in nats. The
// first line counts faces, the second is their external and internal angle. The error is that of [Threshold].
//
// Reference: D. Donoho, High-dimensional centrally symmetric polytopes with neighborliness proportional to dimension,
// 2006.
func Strong(delta float64) (float64, error) {
	weak, err := Threshold(delta)
	if err != nil {
		return 0, err
	}
	return bisect(func(rho float64) bool { return rho == 0 || faceRate(rho*delta, delta) < 0 }, 0, weak.Rho), nil
}

// faceRate is the rate of the expected number of pairs of a face with kappa n vertices and a face with nu n vertices
// around it through which it may be lost.
func faceRate(kappa, nu float64) float64 {
	lambda := nu - kappa
	external := func(y float64) float64 { return -y*y/2 + (1-nu)*logCentral(y/math.Sqrt(nu)) }
	return entropy(kappa) + kappa*math.Ln2 + (1-kappa)*entropy(lambda/(1-kappa)) +
		external(maximum(external)) + newContour(kappa, lambda, 0).height
}

// entropy is the entropy in nats of a coin with 0 < p < 1.
func entropy(p float64) float64 { return -p*math.Log(p) - (1-p)*math.Log1p(-p) }
