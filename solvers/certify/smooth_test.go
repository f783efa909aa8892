package certify_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"

	"gonum.org/v1/gonum/mat"
)

// penalisedBackward returns a penalised problem, p > 1, and its minimiser: x is read off from a residual theta by lambda p |x|^(p-1) = A'theta, and
// b = theta + A x. The largest |x_j| is 1.
func penalisedBackward(rng *rand.Rand, m, n int, p, lambda float64) (solvers.Problem, []float64) {
	a, theta, x, b := solvers.NewColumns(m, n, nil), make([]float64, m), make([]float64, n), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	for i := range theta {
		theta[i] = rng.NormFloat64()
	}
	a.MulT(x, theta)
	largest := solvers.Norm(x, math.Inf(1))
	for j, v := range x {
		x[j] = math.Copysign(math.Pow(math.Abs(v)/largest, 1/(p-1)), v)
	}
	a.Mul(b, x)
	for i, v := range theta {
		b[i] += lambda * p * v / largest
	}
	return solvers.Problem{A: a, B: b, P: p, Lambda: lambda}, x
}

var shapes = []struct{ m, n int }{{1, 1}, {1, 6}, {4, 9}, {7, 7}, {9, 4}, {20, 50}}

// The minimiser is called optimal, for every exponent and from lambda so small that the residual is rounding to lambda so large that x hardly matters.
func TestPenalisedMinimisersAreProved(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	var r certify.Referee
	for _, exponent := range []float64{1.001, 1.1, 1.5, 2, 3, 10} {
		for _, lambda := range []float64{1e-18, 1e-12, 1e-6, 1e-3, 1, 1e3, 1e12, 1e100} {
			for _, s := range shapes {
				if exponent < 1.01 && lambda < 1e-12 {
					continue // x_j below 1e-308 says nothing of a_j'theta, and b - A x is rounding
				}
				p, x := penalisedBackward(rng, s.m, s.n, exponent, lambda)
				c := r.Certify(t.Context(), p, solvers.Solution{X: x})
				if c.Kind != certify.Optimal || !c.Unique || !math.IsInf(c.Margin, 1) || c.Contact.Dim != 0 {
					t.Errorf("p = %v, lambda = %g, %d x %d: %+v", exponent, lambda, s.m, s.n, c)
				}
			}
		}
	}
}

// A point whose objective is above the minimum by more than the tolerance is never called optimal, and its gap covers the excess.
func TestPenalisedExcessIsSeen(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 34))
	var r certify.Referee
	seen, close := 0, 0
	for _, exponent := range []float64{1.001, 1.1, 1.5, 2, 3, 10} {
		for _, lambda := range []float64{1e-12, 1e-3, 1, 1e3} {
			for _, s := range shapes {
				p, x := penalisedBackward(rng, s.m, s.n, exponent, lambda)
				least := p.Objective(x)
				for _, size := range []float64{1e-8, 1e-5, 1e-3, .1, 1, 1e3} {
					worse := slices.Clone(x)
					for j := range worse {
						worse[j] += size * rng.NormFloat64()
					}
					excess := 1 - least/p.Objective(worse)
					c := r.Certify(t.Context(), p, solvers.Solution{X: worse})
					if !(c.Gap >= excess*(1-1e-6)-1e-13) || excess > 1.001e-9 && (c.Kind != certify.Feasible || c.Unique) {
						t.Errorf("p = %v, lambda = %g, %d x %d, off by %g: excess %g, %+v", exponent, lambda, s.m, s.n, size, excess, c)
					}
					if excess > 1.001e-9 {
						seen++
						if excess < 1e-4 {
							close++
						}
					}
				}
			}
		}
	}
	if seen < 200 || close < 50 {
		t.Errorf("%d points that are not optimal, %d of them nearly: the draw tests little", seen, close)
	}
}

// ridge solves (A'A + 2 lambda I) x = A'b, or x = A'(A A' + 2 lambda I)^-1 b where that is the smaller system.
func ridge(p solvers.Problem) []float64 {
	m, n := p.A.Dims()
	b := mat.NewVecDense(m, p.B)
	var x mat.VecDense
	if n > m {
		var gram mat.Dense
		gram.Mul(p.A, p.A.T())
		for i := range m {
			gram.Set(i, i, gram.At(i, i)+2*p.Lambda)
		}
		var y mat.VecDense
		y.SolveVec(&gram, b)
		x.MulVec(p.A.T(), &y)
		return x.RawVector().Data
	}
	var gram mat.Dense
	gram.Mul(p.A.T(), p.A)
	for j := range n {
		gram.Set(j, j, gram.At(j, j)+2*p.Lambda)
	}
	var right mat.VecDense
	right.MulVec(p.A.T(), b)
	x.SolveVec(&gram, &right)
	return x.RawVector().Data
}

// Ridge solutions from the normal equations are proved, those for another lambda are not.
func TestRidge(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 36))
	var r certify.Referee
	for _, s := range shapes {
		for _, lambda := range []float64{1e-8, 1e-4, 1e-2, 1, 1e2, 1e4} {
			a, b := solvers.NewColumns(s.m, s.n, nil), make([]float64, s.m)
			for i := range a.Data() {
				a.Data()[i] = rng.NormFloat64()
			}
			for i := range b {
				b[i] = rng.NormFloat64()
			}
			p := solvers.Problem{A: a, B: b, P: 2, Lambda: lambda}
			x := ridge(p)
			if c := r.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Optimal || !c.Unique {
				t.Errorf("%d x %d, lambda = %g: %+v", s.m, s.n, lambda, c)
			}
			other := p
			other.Lambda *= 1.5
			worse := ridge(other)
			if excess := 1 - p.Objective(x)/p.Objective(worse); excess > 1e-8 {
				if c := r.Certify(t.Context(), p, solvers.Solution{X: worse}); c.Kind != certify.Feasible || c.Gap < excess*(1-1e-6) {
					t.Errorf("%d x %d, the answer for 1.5 lambda = %g: excess %g, %+v", s.m, s.n, other.Lambda, excess, c)
				}
			}
		}
	}
	one := solvers.Problem{A: columns([]float64{3}), B: []float64{4}, P: 2, Lambda: 8} // x = a b / (a^2 + 2 lambda)
	if c := r.Certify(t.Context(), one, solvers.Solution{X: []float64{12. / 25}}); c.Kind != certify.Optimal || c.Gap > 1e-15 {
		t.Errorf("one by one: %+v", c)
	}
}

// Units are no matter, though objectives leave the range of float64: with b in units of beta and A in units of alpha, x is in units of beta/alpha
// and lambda in units of beta^2 (alpha/beta)^p.
func TestPenalisedUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(37, 38))
	var r certify.Referee
	tested := 0
	for _, exponent := range []float64{1.1, 1.5, 2, 3} {
		for _, alpha := range []int{-500, -200, 0, 200, 500} {
			for _, beta := range []int{-900, -300, 0, 300, 900} {
				p, x := penalisedBackward(rng, 5, 9, exponent, .1)
				lambda := 2*float64(beta) + exponent*float64(alpha-beta)
				if math.Abs(lambda) > 1000 || beta-alpha < -900 || beta-alpha > 900 {
					continue // lambda or x would leave the range itself
				}
				tested++
				p.Lambda *= math.Exp2(lambda)
				for i := range p.A.Data() {
					p.A.Data()[i] = math.Ldexp(p.A.Data()[i], alpha)
				}
				for i := range p.B {
					p.B[i] = math.Ldexp(p.B[i], beta)
				}
				for j := range x {
					x[j] = math.Ldexp(x[j], beta-alpha)
				}
				if c := r.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Optimal || !(c.Gap < 1e-10) {
					t.Errorf("p = %v, A times 2^%d, b times 2^%d: %+v", exponent, alpha, beta, c)
				}
				for j := range x {
					x[j] *= 1.1
				}
				if c := r.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || !(c.Gap > 1e-6) {
					t.Errorf("p = %v, A times 2^%d, b times 2^%d, another point: %+v", exponent, alpha, beta, c)
				}
			}
		}
	}
	if tested < 30 {
		t.Errorf("%d units tested", tested)
	}
}

// The origin is the minimum where A'b = 0 and nowhere else.
func TestPenalisedOrigin(t *testing.T) {
	for _, exponent := range []float64{1.001, 1.5, 2, 7} {
		p := solvers.Problem{A: columns([]float64{1, 2}, []float64{1, 2}), B: []float64{3, -3}, P: exponent, Lambda: .5}
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{0, 0}}); c.Kind != certify.Optimal || !c.Unique {
			t.Errorf("p = %v: %+v", exponent, c)
		}
		p.B = []float64{3, 3}
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: []float64{0, 0}}); c.Kind != certify.Feasible || c.Unique {
			t.Errorf("p = %v, A'b not zero: %+v", exponent, c)
		}
	}
}

// No dual vector, however wrong, spoils a proof or makes one.
func TestPenalisedHostileDuals(t *testing.T) {
	p, x := penalisedBackward(rand.New(rand.NewPCG(39, 40)), 2, 5, 1.5, .3)
	wrong := slices.Clone(x)
	wrong[0] += .01
	for _, y := range [][]float64{nil, {0, 0}, {math.NaN(), 1}, {math.Inf(1), 0}, {1e300, -1e300}, {1e-300, 0}} {
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x, Dual: y}); c.Kind != certify.Optimal || !c.Unique {
			t.Errorf("dual %v spoils the proof: %+v", y, c)
		}
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: wrong, Dual: y}); c.Kind != certify.Feasible || c.Unique || math.IsNaN(c.Gap) {
			t.Errorf("dual %v, a wrong point: %+v", y, c)
		}
	}
	for _, x := range [][]float64{{math.MaxFloat64, 0, 0, 0, 0}, {1e-320, 0, 0, 0, 0}, {1e200, -1e200, 1, 1, 1}} {
		if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || c.Unique {
			t.Errorf("x = %v: %+v", x, c)
		}
	}
}

// A good dual vector, (b - A x)/lambda at the minimum, bounds the excess of a poor point by less than the residual of that point does.
func TestPenalisedDualHelps(t *testing.T) {
	p, x := penalisedBackward(rand.New(rand.NewPCG(41, 42)), 5, 12, 1.5, .3)
	theta := make([]float64, 5)
	p.A.Mul(theta, x)
	for i, v := range p.B {
		theta[i] = (v - theta[i]) / p.Lambda
	}
	poor := slices.Clone(x)
	poor[3] += .2
	excess := 1 - p.Objective(x)/p.Objective(poor)
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: poor, Dual: theta}); math.Abs(c.Gap/excess-1) > 1e-9 {
		t.Errorf("gap %v with the best dual vector, want the excess %v", c.Gap, excess)
	}
	if c := new(certify.Referee).Certify(t.Context(), p, solvers.Solution{X: poor}); !(c.Gap > 1.01*excess) {
		t.Errorf("gap %v without, no more than the excess %v", c.Gap, excess)
	}
}

// For p near 1 the dual value of the residual of a poor point is next to minus infinity; the gap stays a number that says something.
func TestPenalisedGapOfPoorPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(43, 44))
	var r certify.Referee
	for _, exponent := range []float64{1.001, 1.01, 1.1} {
		for _, s := range shapes {
			p, x := penalisedBackward(rng, s.m, s.n, exponent, .5)
			for j := range x {
				x[j] /= 2
			}
			if c := r.Certify(t.Context(), p, solvers.Solution{X: x}); c.Kind != certify.Feasible || !(c.Gap > 1e-3 && c.Gap < 1) {
				t.Errorf("p = %v, %d x %d, half the minimiser: %+v", exponent, s.m, s.n, c)
			}
		}
	}
}
