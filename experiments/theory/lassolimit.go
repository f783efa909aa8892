package theory

import (
	"fmt"
	"math"
)

// LassoLimit is the Lasso in the limit of large m and n with Delta = m/n fixed: the minimiser of 1/2 |y - A x|^2 + lambda
// |x|_1 for y = A x0 + e, A of independent N(0, 1/m) entries, x0 of independent coordinates with the law Prior, and e of
// independent N(0, Noise^2) entries. Its coordinates behave like eta(X0 + tau g; alpha tau), eta the soft threshold and g
// ~ N(0,1), where
//
//	tau^2  = Noise^2 + E (eta(X0 + tau g; alpha tau) - X0)^2/Delta
//	lambda = alpha tau (1 - P(|X0 + tau g| > alpha tau)/Delta)
//
// tau^2 is the error on a new sample. A density of 1 is a truth without zeros.
//
// Reference: M. Bayati and A. Montanari, The Lasso risk for Gaussian matrices, 2012 (Theorem 1.5).
type LassoLimit struct {
	Delta float64 // m/n > 0
	Noise float64 // standard deviation, > 0
	Prior Prior
}

// LassoState is the limit at one penalty.
type LassoState struct {
	Risk    // Test = tau^2; Freedom = Active/Delta
	Lambda  float64
	Alpha   float64 // threshold over tau
	MSE     float64 // E (eta - X0)^2 = |x - x0|^2/n
	Active  float64 // non-zeros of x over n
	Average float64 // |x|_1/n; Average/Active is the mean magnitude of a non-zero
}

// Limit is the Lasso of 1/2 |y - X b|^2 + Lambda |b|_1 for K non-zeros of the given law that make up the Signal: A =
// X/sqrt M, x = sqrt M b and lambda = Lambda/sqrt M. The error also says that K or Noise is not positive.
func (r Regression) Limit(law Amplitudes) (LassoLimit, error) {
	if err := r.sparse(); err != nil {
		return LassoLimit{}, err
	}
	n, m, k := float64(r.N), float64(r.M), float64(r.K)
	l := LassoLimit{Delta: m / n, Noise: r.Noise, Prior: Prior{Density: k / n, Scale: r.Signal * math.Sqrt(m/k), Amplitudes: law}}
	return l, l.check()
}

// At is the state at the penalty lambda > 0.
func (l LassoLimit) At(lambda float64) (LassoState, error) {
	if err := l.check(); err != nil {
		return LassoState{}, err
	}
	if !(lambda > 0) || math.IsInf(lambda, 1) {
		return LassoState{}, fmt.Errorf("theory: lambda = %v; it must be finite and positive", lambda)
	}
	return l.state(l.alpha(lambda)), nil
}

// Best is the state at the penalty of least Test.
func (l LassoLimit) Best() (LassoState, error) {
	if err := l.check(); err != nil {
		return LassoState{}, err
	}
	least := l.alpha(0)
	more := maximum(func(more float64) float64 {
		if more <= 0 {
			return math.Inf(-1)
		}
		return -l.state(least + more).Test
	})
	return l.state(least + more), nil
}

// Interpolation is the limit lambda -> 0: for Delta < 1 the interpolation of least |x|_1, with as many non-zeros as
// samples, for Delta > 1 least squares. Test is +Inf at Delta = 1.
//
// Reference: Y. Li and Y. Wei, Minimum l1-norm interpolators: precise asymptotics and multiple descent, 2021.
func (l LassoLimit) Interpolation() (LassoState, error) {
	if err := l.check(); err != nil {
		return LassoState{}, err
	}
	if l.Delta == 1 {
		inf := math.Inf(1)
		return LassoState{Risk: Risk{Test: inf, Freedom: 1}, MSE: inf, Active: 1, Average: inf}, nil
	}
	s := l.state(l.alpha(0))
	s.Lambda, s.Active = 0, min(l.Delta, 1)
	s.Freedom = s.Active / l.Delta
	s.Train = s.Test * (1 - s.Freedom) * (1 - s.Freedom)
	return s, nil
}

// alpha is the threshold at which the penalty is lambda >= 0, from above.
func (l LassoLimit) alpha(lambda float64) float64 {
	enough := func(alpha float64) bool { return l.state(alpha).Lambda >= lambda }
	if enough(0) {
		return 0
	}
	high := 1.0
	for !enough(high) {
		high *= 2
	}
	return bisect(enough, high, 0)
}

// state solves the equation for tau at a threshold. Its right-hand side is concave in tau^2, so that the solution is unique where
// the slope at infinity, E (|g| - alpha)_+^2/Delta, is below 1; elsewhere there is none and Lambda is -Inf.
func (l LassoLimit) state(alpha float64) LassoState {
	if excess2(alpha) >= l.Delta {
		return LassoState{Risk: Risk{Test: math.Inf(1)}, Lambda: math.Inf(-1), Alpha: alpha}
	}
	at := func(tau2 float64) softened {
		tau := math.Sqrt(tau2)
		return l.Prior.soften(tau, alpha*tau)
	}
	below := func(tau2 float64) bool { return tau2 <= l.Noise*l.Noise+at(tau2).risk/l.Delta }
	low := l.Noise * l.Noise
	high := 2 * low
	for below(high) {
		low, high = high, 2*high
	}
	tau2 := bisect(below, low, high)
	s := at(tau2)
	free := s.active / l.Delta
	return LassoState{
		Risk:   Risk{Test: tau2, Train: tau2 * (1 - free) * (1 - free), Freedom: free},
		Lambda: alpha * math.Sqrt(tau2) * (1 - free), Alpha: alpha,
		MSE: s.risk, Active: s.active, Average: s.norm,
	}
}

func (l LassoLimit) check() error {
	if err := size("noise", l.Noise); err != nil {
		return err
	}
	if l.Noise == 0 {
		return fmt.Errorf("theory: noise = 0; the limit of the Lasso needs some")
	}
	if !(l.Delta > 0) || math.IsInf(l.Delta, 1) {
		return fmt.Errorf("theory: delta = %v; it must be finite and positive", l.Delta)
	}
	return l.Prior.check()
}
