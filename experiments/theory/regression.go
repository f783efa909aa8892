package theory

import (
	"fmt"
	"math"
)

// Regression is the model y = X beta + e of over-fitting: M samples of N independent N(0,1) features, independent noise.
type Regression struct {
	N, M int // features, samples: X is M x N
	K    int // non-zeros of beta, for what asks for them; 0 <= K <= N

	Signal float64 // |beta|_2
	Noise  float64 // standard deviation of e
}

// Risk is what a method gets wrong. Test is the expected squared error on a new sample, Noise^2 + E |estimate - beta|^2,
// +Inf where that expectation is infinite; Train is |y - X estimate|^2/M. Freedom is the degrees of freedom over M. For
// large M and N all methods that shrink obey Train = Test (1 - Freedom)^2.
type Risk struct{ Train, Test, Freedom float64 }

// Null is the risk of the estimate 0.
func (r Regression) Null() (Risk, error) {
	if err := r.check(); err != nil {
		return Risk{}, err
	}
	all := r.Noise*r.Noise + r.Signal*r.Signal
	return Risk{Train: all, Test: all}, nil
}

// LeastNorm is the exact risk, at every size, of the estimate of least |y - X b|_2 and, among those, of least |b|_2:
// interpolation for M <= N, ordinary least squares for M >= N.
//
//	M < N - 1:  Test = Noise^2 + Signal^2 (1 - M/N) + Noise^2 M/(N-M-1),  Train = 0
//	M > N + 1:  Test = Noise^2 (1 + N/(M-N-1)),                           Train = Noise^2 (1 - N/M)
//	between:    Test = +Inf, unless there is no noise
//
// Reference: L. Breiman and D. Freedman, How many variables should be entered in a regression equation?, 1983; M. Belkin,
// D. Hsu and J. Xu, Two models of double descent for weak features, 2020 (Theorem 1).
func (r Regression) LeastNorm() (Risk, error) {
	if err := r.check(); err != nil {
		return Risk{}, err
	}
	n, m, noise := float64(r.N), float64(r.M), r.Noise*r.Noise
	risk := Risk{Test: noise + r.Signal*r.Signal*max(1-m/n, 0), Train: noise * max(1-n/m, 0), Freedom: min(n/m, 1)}
	if noise > 0 {
		// E trace (X'X)^+, a matrix of rank min(N, M).
		trace := math.Inf(1)
		if gap := math.Abs(n-m) - 1; gap > 0 {
			trace = min(n, m) / gap
		}
		risk.Test += noise * trace
	}
	return risk, nil
}

// Oracle is [Regression.LeastNorm] of a method that knows which K features matter and uses no others. The error also
// says that K is not positive.
func (r Regression) Oracle() (Risk, error) {
	if err := r.sparse(); err != nil {
		return Risk{}, err
	}
	r.N = r.K
	return r.LeastNorm()
}

func (r Regression) check() error {
	switch {
	case r.N < 1 || r.M < 1:
		return fmt.Errorf("theory: regression on n = %d features and m = %d samples; both must be positive", r.N, r.M)
	case r.K < 0 || r.K > r.N:
		return fmt.Errorf("theory: k = %d is not between 0 and n = %d", r.K, r.N)
	}
	if err := size("signal", r.Signal); err != nil {
		return err
	}
	return size("noise", r.Noise)
}

func (r Regression) sparse() error {
	if err := r.check(); err != nil {
		return err
	}
	if r.K == 0 {
		return fmt.Errorf("theory: k = 0 features matter; it must be positive here")
	}
	return nil
}

// size is an error unless x is finite and not negative.
func size(what string, x float64) error {
	if !(x >= 0) || math.IsInf(x, 1) {
		return fmt.Errorf("theory: %s = %v; it must be finite and not negative", what, x)
	}
	return nil
}
