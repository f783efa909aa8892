package irls

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
)

const digits = 500 // bits of the oracle

// exact solves min sum x_j^2/d_j^2 subject to R x = rhs, or D^2 Rᵀ (R D^2 Rᵀ + damp I)^-1 rhs, by elimination in digits bits.
func exact(cols, rhs, d []float64, damp float64) []float64 {
	r, n := len(rhs), len(d)
	f := func(v float64) *big.Float { return new(big.Float).SetPrec(digits).SetFloat64(v) }
	mul := func(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(digits).Mul(x, y) }
	square := make([]*big.Float, n)
	for j, v := range d {
		square[j] = mul(f(v), f(v))
	}
	g := make([][]*big.Float, r) // the augmented system
	for i := range g {
		g[i] = make([]*big.Float, r+1)
		for k := range r {
			g[i][k] = f(0)
			for j := range n {
				g[i][k].Add(g[i][k], mul(mul(f(cols[j*r+i]), f(cols[j*r+k])), square[j]))
			}
		}
		g[i][i].Add(g[i][i], f(damp))
		g[i][r] = f(rhs[i])
	}
	for c := range r { // positive definite: no pivoting
		for i := range r {
			if i == c {
				continue
			}
			factor := new(big.Float).SetPrec(digits).Quo(g[i][c], g[c][c])
			for k := c; k <= r; k++ {
				g[i][k].Sub(g[i][k], mul(factor, g[c][k]))
			}
		}
	}
	x := make([]float64, n)
	for j := range x {
		sum := f(0)
		for i := range r {
			sum.Add(sum, mul(f(cols[j*r+i]), new(big.Float).SetPrec(digits).Quo(g[i][r], g[i][i])))
		}
		x[j], _ = sum.Mul(sum, square[j]).Float64()
	}
	return x
}

// random returns a workspace with a Gaussian system loaded, planted with k non-zeros.
func random(t *testing.T, rng *rand.Rand, m, n, k int, lambda float64) *workspace {
	t.Helper()
	p := solvers.Problem{A: solvers.NewColumns(m, n, nil), B: make([]float64, m), P: .5, Lambda: lambda}
	for i := range p.A.Data() {
		p.A.Data()[i] = rng.NormFloat64()
	}
	for _, j := range rng.Perm(n)[:k] {
		kernel.Axpy(rng.NormFloat64(), p.A.Col(j), p.B)
	}
	w := new(workspace)
	if err := w.load(p); err != nil {
		t.Fatal(err)
	}
	return w
}

// Both ways to a point agree with exact arithmetic: the normal equations as far as they are trusted, QR with weights 1e40 apart. Weights change the
// condition of the normal equations, but hardly that of the point (Stewart 1989).
func TestFitIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 1))
	for trial := range 40 {
		w := random(t, rng, 7, 16, 7, []float64{0, 0, 1e-3, 1e-14}[trial%4])
		for _, spread := range []float64{0, -2, -5, -10, -20} { // root_j goes down to 10^spread
			w.root = kernel.Resize(w.root, 16)
			for j := range w.root {
				w.root[j] = math.Pow(10, spread*rng.Float64())
			}
			w.root[rng.IntN(16)] = 1
			w.damp = w.shift
			want := exact(w.cols, w.rhs, w.root, w.damp)
			w.fit(w.x)
			if off := distance(w.x, want); off > 1e-10 {
				t.Errorf("trial %d, spread %v, damp %v: off by %v", trial, spread, w.damp, off)
			}
			w.byQR(w.x)
			if off := distance(w.x, want); off > 1e-10 {
				t.Errorf("trial %d, spread %v, damp %v: QR is off by %v", trial, spread, w.damp, off)
			}
			if spread > -5 {
				if !w.byNormal(w.x) {
					t.Errorf("trial %d, spread %v, damp %v: not positive definite", trial, spread, w.damp)
				}
				if off := distance(w.x, want); off > 1e-10 {
					t.Errorf("trial %d, spread %v, damp %v: the normal equations are off by %v", trial, spread, w.damp, off)
				}
			}
		}
	}
}

// A factor of weights that have changed by little serves on, as accurate as QR, and gives way to a new one where they have changed by much.
func TestStaleFactor(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 4))
	for _, lambda := range []float64{0, 1e-2} {
		w := random(t, rng, 60, 90, 60, lambda)
		w.root, w.damp = kernel.Resize(w.root, 90), w.shift
		for j := range w.root {
			w.root[j] = math.Pow(10, -2*rng.Float64())
		}
		w.root[7] = 1
		w.fit(w.x)
		for _, c := range []struct {
			change float64
			kept   bool
		}{{0, true}, {1e-3, true}, {1e-3, true}, {20, false}, {1e-3, true}} {
			for j := range w.root {
				w.root[j] /= 1 + c.change*rng.Float64()
			}
			w.root[7] = 1
			before := slices.Clone(w.factor)
			w.fit(w.x)
			if kept := slices.Equal(before, w.factor); kept != c.kept {
				t.Errorf("lambda %v, change %v: factor kept: %v", lambda, c.change, kept)
			}
			w.byQR(w.next)
			if off := distance(w.x, w.next); off > 1e-10 {
				t.Errorf("lambda %v, change %v: off by %v", lambda, c.change, off)
			}
		}
	}
}

// distance returns |x - y|_inf / |y|_inf.
func distance(x, y []float64) float64 {
	d := 0.0
	for j, v := range y {
		d = max(d, math.Abs(x[j]-v))
	}
	return d / kernel.NormInf(y)
}

// The weights are those of the definition: 1/w_j, in units of the damping, is (x_j^2 + eps unit^2)^(1-p/2) / (Lambda p).
func TestWeigh(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 2))
	w := random(t, rng, 4, 9, 2, .3)
	for _, w.unit = range []float64{1e-9, .7, 40} {
		for _, eps := range []float64{1, 1e-8} {
			for j := range w.x {
				w.x[j] = w.unit * rng.NormFloat64()
			}
			w.eps = eps
			w.weigh()
			for j, v := range w.x {
				want := math.Pow(v*v+eps*w.unit*w.unit, 1-w.p.P/2) / (w.p.Lambda * w.p.P)
				if got := w.root[j] * w.root[j] / w.damp; math.Abs(got-want) > 1e-13*want {
					t.Errorf("unit %v, eps %v: 1/w[%d] = %v, want %v", w.unit, eps, j, got, want)
				}
			}
		}
	}
}

// A random start solves the system, beside the point of least norm, to which its difference is orthogonal, and has the length of a random solution.
func TestRandomStart(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 3))
	w := random(t, rng, 6, 15, 2, 0)
	if err := w.start(t.Context(), local.Start{}); err != nil {
		t.Fatal(err)
	}
	least := append([]float64(nil), w.x...)
	if !w.Solves(least) {
		t.Errorf("the point of least norm is off by %v", w.Distance(least))
	}
	if err := w.start(t.Context(), local.Start{At: "random"}); err != nil {
		t.Fatal(err)
	}
	if !w.Solves(w.x) {
		t.Errorf("the random start is off by %v", w.Distance(w.x))
	}
	size := kernel.Dot(least, least)
	if along := kernel.Dot(w.x, least) - size; math.Abs(along) > 1e-12*size {
		t.Errorf("the step goes by %v along the point of least norm", along)
	}
	if ratio := kernel.Dot(w.x, w.x) / size; math.Abs(ratio-15./6) > 1e-12 {
		t.Errorf("|x|^2 is %v times the least, want 15/6", ratio)
	}
}
