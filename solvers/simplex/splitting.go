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
	m, width int
	t        []float64 // m x width: T
	z        []float64 // m
	l        []float64 // the factor of 1 + TᵀT or 1 + TTᵀ
	kernel   kernel.Workspace

	cols    []int     // width + m: the columns of the variables
	theta   []float64 // width + m: thresholds
	x, s, u []float64 // width + m: a solution, its soft threshold, and the multiplier
	v, w    []float64 // width + m, and m: scratch
	set     []int     // 0, 1, ..., width-1
	ones    []float64 // width
}

const (
	rounds     = 20
	relaxation = 1.6
)

// run takes the rounds, twice as many where the support looks small. It reports false where T is out of scale.
func (f *splitting) run(ctx context.Context, t *tableau, cols []int, weight []float64) (bool, error) {
	f.fit(t, cols)
	if !f.factorise() {
		return false, nil
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
			return false, err
		}
	}
	return true, nil
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
	f.m, f.width = t.m, t.width()-1
	f.z, f.t = t.stored(0), t.t[f.m:(f.width+1)*f.m]
	f.cols = append(append(f.cols[:0], t.slots[1:]...), cols...)
	n := len(f.cols)
	f.x, f.s, f.u, f.v = kernel.Resize(f.x, n), kernel.Resize(f.s, n), kernel.Resize(f.u, n), kernel.Resize(f.v, n)
	f.theta, f.w = kernel.Resize(f.theta, n), kernel.Resize(f.w, f.m)
	f.set, f.ones = kernel.Resize(f.set, f.width), kernel.Resize(f.ones, f.width)
	for q := range f.set {
		f.set[q], f.ones[q] = q, 1
	}
}

// wide reports whether T has more columns than rows, so that 1 + TTᵀ is the smaller one.
func (f *splitting) wide() bool { return f.width > f.m }

// factorise computes the factor. It reports false where the entries of T are so large that the 1 is lost.
func (f *splitting) factorise() bool {
	s := min(f.m, f.width)
	f.l = kernel.Resize(f.l, s*s)
	if f.wide() {
		clear(f.l)
		f.kernel.AddOuter(f.l, s, f.t, f.ones)
	} else {
		f.kernel.Gram(f.l, f.t, f.m, f.set)
	}
	for k := 0; k < len(f.l); k += s + 1 {
		f.l[k]++
	}
	return f.kernel.Cholesky(f.l, s)
}

// project sets x to the solution of Ax = b nearest to v.
func (f *splitting) project() {
	xn, xb, vn, vb := f.x[:f.width], f.x[f.width:], f.v[:f.width], f.v[f.width:]
	if f.wide() { // x_B = v_B + l and x_N = v_N + Tᵀl with (1 + TTᵀ) l = z - v_B - T v_N
		kernel.Mul(xb, f.t, vn)
		for i, z := range f.z {
			xb[i] = z - vb[i] - xb[i]
		}
		kernel.CholeskySolve(f.l, f.m, xb)
		kernel.MulT(xn, f.t, xb)
		kernel.Axpy(1, vn, xn)
		kernel.Axpy(1, vb, xb)
		return
	}
	for i, z := range f.z { // (1 + TᵀT) x_N = v_N + Tᵀ(z - v_B) and x_B = z - T x_N
		f.w[i] = z - vb[i]
	}
	kernel.MulT(xn, f.t, f.w)
	kernel.Axpy(1, vn, xn)
	kernel.CholeskySolve(f.l, f.width, xn)
	kernel.Mul(xb, f.t, xn)
	for i, z := range f.z {
		xb[i] = z - xb[i]
	}
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
