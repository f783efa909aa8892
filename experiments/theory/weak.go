package theory

import (
	"fmt"
	"math"
)

// Weak is the phase transition of basis pursuit at delta = m/n: planted points with k < Rho m non-zeros are recovered,
// those with more are not, as n grows.
type Weak struct {
	Delta  float64 // m/n
	Rho    float64 // k/m at the transition
	Sparse float64 // s* = Rho Delta: k/n at the transition
	Tau    float64 // soft threshold, in units of the effective noise, at which the statistical dimension is attained

	// Spread is the standard deviation of the law of intrinsic volumes, over sqrt n; Sigma that of the transition: at
	// fixed m the success probability is near Phi((n Sparse - k)/(Sigma sqrt n)).
	Spread, Sigma float64
}

// Threshold is the weak transition at 0 < delta < 1. With z = Tau it is the curve
//
//	delta = 2 phi(z)/(z + 2 g(z)),  rho = 1 - z Phi(-z)/phi(z),  g(z) = phi(z) - z Phi(-z)
//
// which is the same as minimax soft thresholding and as psi(rho delta) = delta, with
//
//	psi(s)   = min_t s(1 + t^2) + (1 - s) E(|g| - t)_+^2   (statistical dimension over n), attained at Tau
//	Spread^2 = s(2 + 4t^2) + (1 - s) Var (|g| - t)_+^2 - 2 psi(s)
//	Sigma    = Spread/psi'(s)
//
// Reference: D. Donoho, A. Maleki and A. Montanari, Message-passing algorithms for compressed sensing, 2009; D.
// Amelunxen, M. Lotz, M. McCoy and J. Tropp, Living on the edge, 2014; L. Goldstein, I. Nourdin and G. Peccati, Gaussian
// phase transitions and conic intrinsic volumes, 2017.
func Threshold(delta float64) (Weak, error) {
	if !(delta > 0 && delta < 1) {
		return Weak{}, fmt.Errorf("theory: delta = %v is not between 0 and 1", delta)
	}
	// undersampling falls from 1 at z = 0 and stays below 2 phi(z)/z.
	z := bisect(func(z float64) bool { return undersampling(z) > delta }, 0, 1+math.Sqrt(2*math.Log(2/delta)))
	w := Weak{Delta: delta, Tau: z, Rho: 1 - z*mills(z)}
	w.Sparse = w.Rho * delta
	s, second, fourth := w.Sparse, excess2(z), excess4(z)
	w.Spread = math.Sqrt(s*(2+4*z*z) + (1-s)*(fourth-second*second) - 2*delta)
	w.Sigma = w.Spread / (1 + z*z - second)
	return w, nil
}

// undersampling is delta as a function of the threshold z >= 0.
func undersampling(z float64) float64 {
	return 2 * density(z) / (z + 2*(density(z)-z*tail(z)))
}

// excess2 is E (|g| - t)_+^2.
func excess2(t float64) float64 { return 2 * ((1+t*t)*tail(t) - t*density(t)) }

// excess4 is E (|g| - t)_+^4.
func excess4(t float64) float64 {
	return 2 * ((t*t*(t*t+6)+3)*tail(t) - t*(t*t+5)*density(t))
}
