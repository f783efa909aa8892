package theory

import (
	"fmt"
	"math"
)

// Ridge is the risk of the minimiser of |y - X b|^2/(2M) + (lambda/2) |b|^2 in the limit of large M and N, with gamma =
// N/M fixed; lambda M/2 is the weight of |b|^2 beside 1/2 |y - X b|^2. With s = (1/N) E trace (X'X/M + lambda I)^-1, which
// solves gamma lambda s^2 + (1 - gamma + lambda) s = 1, and s' = -ds/dlambda
//
//	Test    = Noise^2 + Signal^2 lambda^2 s' + Noise^2 gamma (s - lambda s')
//	Freedom = gamma (1 - lambda s),  Train = Test (1 - Freedom)^2
//
// lambda = 0 is the limit from above, interpolation of least norm or least squares, and lambda = +Inf the estimate 0. The
// error says that lambda or the model is no size.
//
// Reference: E. Dobriban and S. Wager, High-dimensional asymptotics of prediction: ridge regression and classification,
// 2018; T. Hastie, A. Montanari, S. Rosset and R. Tibshirani, Surprises in high-dimensional ridgeless least squares
// interpolation, 2022.
func (r Regression) Ridge(lambda float64) (Risk, error) {
	if err := r.check(); err != nil {
		return Risk{}, err
	}
	if !(lambda >= 0) {
		return Risk{}, fmt.Errorf("theory: lambda = %v; it must not be negative", lambda)
	}
	if math.IsInf(lambda, 1) {
		return r.Null()
	}
	t := shrinkage(float64(r.N)/float64(r.M), lambda)
	risk := Risk{Test: r.Noise*r.Noise + r.Signal*r.Signal*t.bias, Freedom: 1 - t.left}
	if r.Noise > 0 {
		risk.Test += r.Noise * r.Noise * t.variance
	}
	if t.left > 0 {
		risk.Train = risk.Test * t.left * t.left
	}
	return risk, nil
}

// BestRidge is the lambda of least Test in [Regression.Ridge], (Noise/Signal)^2 N/M, and its risk. Without signal lambda is +Inf.
func (r Regression) BestRidge() (lambda float64, risk Risk, err error) {
	if err := r.check(); err != nil {
		return 0, Risk{}, err
	}
	if r.Signal == 0 {
		lambda = math.Inf(1)
	} else {
		lambda = r.Noise / r.Signal * r.Noise / r.Signal * float64(r.N) / float64(r.M)
	}
	risk, err = r.Ridge(lambda)
	return lambda, risk, err
}

// traces are sums over the eigenvalues e of X'X/M in the limit.
type traces struct {
	bias     float64 // (1/N) sum lambda^2/(e + lambda)^2
	variance float64 // (1/M) sum e/(e + lambda)^2
	left     float64 // 1 - (1/M) sum e/(e + lambda)
}

// shrinkage solves the two quadratic equations for s and for left/lambda, its counterpart for XX'/M, without cancellation.
func shrinkage(gamma, lambda float64) traces {
	if lambda == 0 {
		return traces{bias: max(1-1/gamma, 0), variance: min(gamma, 1) / math.Abs(1-gamma), left: max(1-gamma, 0)}
	}
	root := math.Sqrt((1-gamma+lambda)*(1-gamma+lambda) + 4*gamma*lambda)
	s := positiveRoot(1-gamma+lambda, root, gamma*lambda)
	left := lambda * positiveRoot(gamma-1+lambda, root, lambda)
	return traces{bias: lambda * lambda * s * (1 + gamma*s) / root, variance: gamma * s * left / root, left: left}
}

// positiveRoot is the positive solution of a x^2 + b x = 1 with root = sqrt(b^2 + 4a).
func positiveRoot(b, root, a float64) float64 {
	if b < 0 {
		return (root - b) / (2 * a)
	}
	return 2 / (root + b)
}
