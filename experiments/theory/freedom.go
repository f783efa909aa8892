package theory

import (
	"fmt"
	"math"
)

// Optimism is how much the squared error per sample on the training inputs is expected to fall short of that on new labels at the
// same inputs, 2 noise^2 freedom/samples, with noise the standard deviation and freedom = sum_i cov(fit_i, y_i)/noise^2.
//
// The error says which value is no size.
//
// Reference: B. Efron, The estimation of prediction error: covariance penalties and cross-validation, 2004.
func Optimism(noise, freedom float64, samples int) (float64, error) {
	if err := size("noise", noise); err != nil {
		return 0, err
	}
	if err := size("freedom", freedom); err != nil {
		return 0, err
	}
	if samples < 1 {
		return 0, fmt.Errorf("theory: %d samples; one or more are needed", samples)
	}
	return 2 * noise * noise * freedom / float64(samples), nil
}

// RidgeFreedom is the degrees of freedom of the minimiser of 1/2 |A x - b|^2 + (mu/2) |x|_2^2, mu >= 0, from the singular
// values of A: sum s^2/(s^2 + mu). At mu = 0 it is the rank. With the singular values of A scaled to columns of length 1
// and mu = q it is that of dropout. The error says which value is negative or not finite.
func RidgeFreedom(singular []float64, mu float64) (float64, error) {
	if err := size("mu", mu); err != nil {
		return 0, err
	}
	var sum float64
	for _, s := range singular {
		if err := size("singular value", s); err != nil {
			return 0, err
		}
		if s > 0 {
			sum += 1 / (1 + mu/s/s)
		}
	}
	return sum, nil
}

// LassoFreedom is the degrees of freedom of the Lasso, its expected number of non-zeros, for orthonormal columns: each z_j ~
// N(mean_j, noise^2) is thresholded softly at lambda, so that
//
//	sum_j P(|z_j| > lambda)
//
// For any other matrix the number of non-zeros of one solution is an unbiased estimate; in the limit of large systems it is n
// Active of [LassoState]. The error says that noise is not positive or lambda is no size.
//
// Reference: H. Zou, T. Hastie and R. Tibshirani, On the degrees of freedom of the Lasso, 2007; R. J. Tibshirani and J.
// Taylor, Degrees of freedom in Lasso problems, 2012.
func LassoFreedom(means []float64, noise, lambda float64) (float64, error) {
	if err := thresholding(noise, lambda); err != nil {
		return 0, err
	}
	var sum float64
	for _, mean := range means {
		sum += soften(mean, noise, lambda).active
	}
	return sum, nil
}

// SubsetFreedom is the degrees of freedom of hard thresholding, z_j kept as it is where |z_j| > level: of the penalty that
// counts non-zeros, p = 0, for orthonormal columns, level = sqrt(2 lambda). It exceeds the expected number of
// non-zeros by the price of searching,
//
//	sum_j (level/noise) [phi((level - mean_j)/noise) + phi((level + mean_j)/noise)]
//
// Reference: R. J. Tibshirani, Degrees of freedom and model search, 2015.
func SubsetFreedom(means []float64, noise, level float64) (float64, error) {
	sum, err := LassoFreedom(means, noise, level)
	if err != nil {
		return 0, err
	}
	t := level / noise
	for _, mean := range means {
		mu := math.Abs(mean) / noise
		sum += t * (density(t-mu) + density(t+mu))
	}
	return sum, nil
}
