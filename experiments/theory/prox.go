package theory

import (
	"fmt"
	"math"
)

// Soft is the minimiser of 1/2 (x - z)^2 + lambda |x|: sgn(z)(|z| - lambda)_+, lambda >= 0.
func Soft(z, lambda float64) float64 {
	return math.Copysign(max(math.Abs(z)-lambda, 0), z)
}

// Half is the minimiser of 1/2 (x - z)^2 + lambda |x|^(1/2), lambda >= 0: zero for |z| <= (3/2) lambda^(2/3), and beyond it
//
//	(2/3) z [1 + cos(2pi/3 - (2/3) acos((lambda/4)(|z|/3)^(-3/2)))]
//
// At the threshold itself 0 and lambda^(2/3) are equally good.
//
// Reference: Z. Xu, X. Chang, F. Xu and H. Zhang, L1/2 regularization: a thresholding representation theory and a fast solver,
// 2012, in whose units lambda is doubled.
func Half(z, lambda float64) float64 {
	zero := 1.5 * math.Cbrt(lambda*lambda)
	if math.Abs(z) <= zero {
		return 0
	}
	angle := math.Acos(lambda / 4 * math.Pow(math.Abs(z)/3, -1.5))
	return 2. / 3 * z * (1 + math.Cos(2./3*(math.Pi-angle)))
}

// LpJump is where the minimiser of 1/2 (x - z)^2 + lambda |x|^p, 0 <= p <= 1, stops being zero: at |z| = zero, where it
// jumps to the magnitude jump; x^0 is 1 off zero.
//
//	jump = (2 lambda (1-p))^(1/(2-p)),  zero = jump + lambda p jump^(p-1)
//
// p = 0 jumps by its whole threshold sqrt(2 lambda), p = 1/2 by two thirds of it, p = 1 not at all. The error says that p or
// lambda is out of range.
//
// Reference: R. Mazumder, J. Friedman and T. Hastie, SparseNet: coordinate descent with nonconvex penalties, 2011; G. Marjanovic
// and V. Solo, On lq optimization and matrix completion, 2012 (Theorem 1).
func LpJump(p, lambda float64) (zero, jump float64, err error) {
	if !(p >= 0 && p <= 1) {
		return 0, 0, fmt.Errorf("theory: p = %v is not between 0 and 1", p)
	}
	if err := size("lambda", lambda); err != nil {
		return 0, 0, err
	}
	if p == 1 || lambda == 0 {
		return lambda, 0, nil
	}
	jump = math.Pow(2*lambda*(1-p), 1/(2-p))
	// lambda p jump^(p-1) = p/(2(1-p)) jump.
	return jump * (2 - p) / (2 - 2*p), jump, nil
}

// OrthonormalZero is the probability that the minimiser of 1/2 |A x - b|^2 + lambda |x|_p^p, 0 <= p <= 1, has x_j = 0, for
// orthonormal columns and b = A x0 + noise g: with the threshold zero of [LpJump]
//
//	P(|x0_j + noise g_j| <= zero) = Phi((zero - x0_j)/noise) - Phi((-zero - x0_j)/noise)
//
// The error says that noise is not positive, or p or lambda out of range.
func OrthonormalZero(x0, noise, p, lambda float64) (float64, error) {
	if err := thresholding(noise, lambda); err != nil {
		return 0, err
	}
	zero, _, err := LpJump(p, lambda)
	if err != nil {
		return 0, err
	}
	mu, t := math.Abs(x0)/noise, zero/noise
	if mu > t {
		return tail(mu-t) - tail(mu+t), nil
	}
	return 1 - tail(t-mu) - tail(t+mu), nil
}

func thresholding(noise, level float64) error {
	if err := size("noise", noise); err != nil {
		return err
	}
	if noise == 0 {
		return fmt.Errorf("theory: noise = 0; it must be positive here")
	}
	return size("threshold", level)
}
