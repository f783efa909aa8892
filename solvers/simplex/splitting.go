package simplex

import (
	"context"
	"math"

	"touchpoint/solvers/internal/kernel"
)

// splitting is the alternating direction method of multipliers for min |x|_1 on the solutions of Ax = b, which are x_B = z - T x_N for
// a tableau: a projection to the solutions, a soft threshold, and so on. It needs one factorisation of 1 + TᵀT, or of 1 + TTᵀ where that
// is smaller, and two passes over T a round. Twenty rounds do not solve the problem, but tell most of the support.
//
// Reference: S. Boyd, N. Parikh, E. Chu, B. Peleato and J. Eckstein, Distributed optimization and statistical learning via the
// alternating direction method of multipliers, 2011, Section 6.2 (basis pursuit) and 3.4.3 (over-relaxation).
type splitting struct {
	long, short int
	basic       bool      // whether the basic variables are the long part
	t           []float64 // long x short: T, or its transpose
	z           []float64 // m
	r           []float64 // packed triangle, RᵀR = 1 + tᵀt

	cols      []int     // short + long: the columns of the variables
	theta     []float64 // short + long: thresholds
	x, s, u   []float64 // short + long: a solution, its soft threshold, and the multiplier
	v, w      []float64 // short + long, and long: scratch
	transpose []float64
}

const (
	rounds     = 20
	relaxation = 1.6
)

// run takes the rounds, twice as many where the support looks small.
func (f *splitting) run(ctx context.Context, t *tableau, cols []int, weight []float64) error {
	f.fit(t, cols)
	if err := f.factorise(ctx); err != nil {
		return err
	}
	clear(f.v)
	f.project()
	f.threshold(weight)
	clear(f.s)
	clear(f.u)
	for round := range 2 * rounds {
		if round == rounds && !f.sparse() {
			break
		}
		f.shrink()
		f.project()
		if err := context.Cause(ctx); err != nil {
			return err
		}
	}
	return nil
}

// sparse reports whether clearly fewer than m variables are above their thresholds.
func (f *splitting) sparse() bool {
	k := 0.0
	for _, v := range f.s {
		if v != 0 {
			k++
		}
	}
	return k < clearly*float64(len(f.z))
}

// promise scores the columns by how far they reach up to their thresholds or beyond.
func (f *splitting) promise(score []float64) {
	for i, j := range f.cols {
		score[j] = math.Abs(f.x[i]+f.u[i]) / f.theta[i]
	}
}

// multipliers sets c to the multipliers in units of their bounds, from -1 to 1, and the sign where the variable is above its threshold.
func (f *splitting) multipliers(c []float64) {
	for i, j := range f.cols {
		if c[j] = f.u[i] / f.theta[i]; f.s[i] != 0 {
			c[j] = math.Copysign(1, f.s[i])
		}
	}
}

// fit takes the tableau over, which no pivot may wait for.
func (f *splitting) fit(t *tableau, cols []int) {
	m, width := t.m, t.width()-1
	f.long, f.short, f.basic = max(m, width), min(m, width), m >= width
	f.z, f.t = t.stored(0), t.t[m:(width+1)*m]
	n := m + width
	if f.cols = kernel.Resize(f.cols, n)[:0]; f.basic {
		f.cols = append(append(f.cols, t.slots[1:]...), cols...)
	} else {
		f.cols = append(append(f.cols, cols...), t.slots[1:]...)
		f.transpose = kernel.Resize(f.transpose, m*width)
		for q := range width {
			for i, v := range f.t[q*m : (q+1)*m] {
				f.transpose[i*width+q] = v
			}
		}
		f.t = f.transpose
	}
	f.x, f.s, f.u, f.v = kernel.Resize(f.x, n), kernel.Resize(f.s, n), kernel.Resize(f.u, n), kernel.Resize(f.v, n)
	f.theta, f.w = kernel.Resize(f.theta, n), kernel.Resize(f.w, f.long)
}

func (f *splitting) column(k int) []float64 { return f.t[k*f.long : (k+1)*f.long] }

// packed returns column k of R.
func (f *splitting) packed(k int) []float64 { return f.r[k*(k+1)/2 : (k+1)*(k+2)/2] }

// factorise computes R: the products first, a group of columns at a time that stay in cache, then two columns of R at a time.
func (f *splitting) factorise(ctx context.Context) error {
	const group = 32
	f.r = kernel.Resize(f.r, f.short*(f.short+1)/2)
	for from := 0; from < f.short; from += group {
		for k := from; k < f.short; k++ {
			to := min(k+1, from+group)
			kernel.MulT(f.packed(k)[from:to], f.t[from*f.long:to*f.long], f.column(k))
		}
	}
	for k := 0; k < f.short; k += 2 {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		c := f.packed(k)
		if k+1 == f.short {
			kernel.SolveT(f.r, c[:k])
			c[k] = math.Sqrt(1 + c[k] - kernel.Dot(c[:k], c[:k]))
			break
		}
		d := f.packed(k + 1)
		kernel.SolveT2(f.r, c[:k], d[:k])
		c[k] = math.Sqrt(1 + c[k] - kernel.Dot(c[:k], c[:k]))
		d[k] = (d[k] - kernel.Dot(c[:k], d[:k])) / c[k]
		d[k+1] = math.Sqrt(1 + d[k+1] - kernel.Dot(d[:k+1], d[:k+1]))
	}
	return nil
}

// project sets x to the solution of Ax = b nearest to v.
func (f *splitting) project() {
	xs, xl, vs, vl := f.x[:f.short], f.x[f.short:], f.v[:f.short], f.v[f.short:]
	if !f.basic { // x_B = v_B + l and x_N = v_N + Tᵀl with (1 + TTᵀ) l = z - v_B - T v_N
		kernel.MulT(xs, f.t, vl)
		for i, z := range f.z {
			xs[i] = z - vs[i] - xs[i]
		}
		f.solve(xs)
		kernel.Mul(xl, f.t, xs)
		kernel.Axpy(1, vl, xl)
		kernel.Axpy(1, vs, xs)
		return
	}
	for i, z := range f.z { // (1 + TᵀT) x_N = v_N + Tᵀ(z - v_B)
		f.w[i] = z - vl[i]
	}
	kernel.MulT(xs, f.t, f.w)
	kernel.Axpy(1, vs, xs)
	f.solve(xs)
	kernel.Mul(xl, f.t, xs)
	for i, z := range f.z {
		xl[i] = z - xl[i]
	}
}

func (f *splitting) solve(x []float64) {
	kernel.SolveT(f.r, x)
	kernel.Solve(f.r, x)
}

// threshold sets the thresholds in proportion to the costs. In their unit x, the shortest solution, has magnitude 1 on average.
func (f *splitting) threshold(weight []float64) {
	cost, squares := 0.0, 0.0
	for i, j := range f.cols {
		cost += math.Abs(f.x[i]) * weight[j]
		squares += weight[j] * weight[j]
	}
	for i, j := range f.cols {
		f.theta[i] = cost / squares * weight[j]
	}
}

// shrink sets s to the soft threshold of x + u, u to what that took off, and v to s - u.
func (f *splitting) shrink() {
	for i, x := range f.x {
		h, c := relaxation*x+(1-relaxation)*f.s[i]+f.u[i], f.theta[i]
		u := h
		if u > c {
			u = c
		} else if u < -c {
			u = -c
		}
		f.u[i], f.s[i], f.v[i] = u, h-u, h-2*u
	}
}
