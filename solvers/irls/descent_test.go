package irls

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
	"touchpoint/solvers/internal/local"
)

// begun returns a workspace at the point of least norm of a planted system, at the given level.
func begun(t *testing.T, rng *rand.Rand, power, eps float64) *workspace {
	t.Helper()
	w := random(t, rng, 12, 24, 5, 0)
	w.power = power
	if err := w.start(t.Context(), local.Start{}); err != nil {
		t.Fatal(err)
	}
	w.restart(eps)
	return w
}

// In a new metric the step leads to the next point of the method.
func TestHead(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 5))
	for _, power := range []float64{0, .3, .5} {
		for _, eps := range []float64{1, 1e-4} {
			w := begun(t, rng, power, eps)
			w.down.age = lifetime
			x := slices.Clone(w.x)
			w.weigh()
			w.fit(w.next)
			want := slices.Clone(w.next)
			w.inverse(w.next, x)
			for j, v := range x {
				w.down.gradient[j] = v / w.next[j]
			}
			w.renew()
			w.head()
			kernel.Axpy(1, w.down.step, x)
			if off := distance(x, want); off > 1e-10 {
				t.Errorf("p = %v, eps = %v: off by %v", power, eps, off)
			}
			w.factored = false // by QR
			x = slices.Clone(w.x)
			w.head()
			kernel.Axpy(1, w.down.step, x)
			if off := distance(x, want); off > 1e-10 {
				t.Errorf("p = %v, eps = %v: by QR off by %v", power, eps, off)
			}
		}
	}
}

// But for rounding in A x the objective falls from step to step, the point keeps solving the system, and where steps end the point of the method is where x is.
func TestDescent(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 6))
	for _, power := range []float64{0, .3, .5} {
		w := begun(t, rng, power, 1e-2)
		last := w.value(w.x, w.x, 0)
		for steps := 0; w.descend() > 1e-9; steps++ {
			value := w.value(w.x, w.x, 0)
			if value > last+1e-10*math.Abs(last) {
				t.Errorf("p = %v, step %d: from %v to %v", power, steps, last, value)
			}
			if last = value; steps == 500 {
				t.Fatalf("p = %v: no end", power)
			}
		}
		if w.down.age = lifetime; w.descend() > 1e-6 || w.Distance(w.x) > 1e-11*kernel.Norm2(w.p.B) {
			t.Errorf("p = %v: the residual is %v", power, w.Distance(w.x))
		}
		w.weigh()
		w.fit(w.next)
		if off := distance(w.next, w.x); off > 1e-6 {
			t.Errorf("p = %v: ends %v away from a stationary point", power, off)
		}
	}
}

// The sum is that of the definition, its slope is x over the inverse weights up to p and the unit, and powers by roots are powers.
func TestSmooth(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 7))
	x, d, inverse := make([]float64, 9), make([]float64, 9), make([]float64, 9)
	for _, s := range []smooth{{0, .1, 3}, {.5, 1e-3, .2}, {.25, 1, 7}, {.375, .2, 1}, {.9, 1e-2, 5}} {
		want, slope := 0.0, 0.0
		for j := range x {
			x[j], d[j] = rng.NormFloat64(), rng.NormFloat64()
		}
		s.inverse(inverse, x)
		for j, v := range x {
			v = v*v/s.unit/s.unit + s.eps
			if s.power == 0 {
				want += math.Log(v) / 2
			} else {
				want += math.Pow(v, s.power/2)
			}
			slope += max(s.power, 1-math.Ceil(s.power)) * x[j] / inverse[j] * d[j] / s.unit / s.unit
			if pow := math.Pow(v, 1-s.power/2); math.Abs(inverse[j]-pow) > 1e-14*pow {
				t.Errorf("%+v: the inverse weight is %v, want %v", s, inverse[j], pow)
			}
		}
		if got := s.value(x, d, 0); math.Abs(got-want) > 1e-13*math.Abs(want) {
			t.Errorf("%+v: %v, want %v", s, got, want)
		}
		const h = 1e-6
		if got := (s.value(x, d, h) - s.value(x, d, -h)) / (2 * h); math.Abs(got-slope) > 1e-7*max(1, math.Abs(slope)) {
			t.Errorf("%+v: slope %v, want %v", s, got, slope)
		}
	}
}

// A support that stands out is left for its solution, if it has one with fewer entries than there are equations.
func TestSuffices(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for _, c := range []struct {
		planted, extra int
		drop           bool
		want           bool
	}{{5, 0, false, true}, {5, 6, false, true}, {5, 7, false, false}, {5, 0, true, false}, {12, 0, false, false}} {
		w := random(t, rng, 12, 24, 0, 0)
		truth := make([]float64, 24)
		for j := range truth[:c.planted] {
			truth[j] = 1 + rng.Float64()
		}
		kernel.Mul(w.b, w.p.A.Data(), truth)
		copy(w.x, truth)
		for j := range w.x {
			if w.x[j] += 1e-3 * rng.NormFloat64(); j >= c.planted && j < c.planted+c.extra {
				w.x[j] = .5
			}
		}
		if c.drop {
			w.x[0] = 0
		}
		w.restart(1e-2)
		if w.eps = 1; w.suffices(true) {
			t.Errorf("%+v: told so early", c)
		}
		w.eps = 1e-2
		if got := w.suffices(true); got != c.want {
			t.Errorf("%+v: %v", c, got)
		} else if got && distance(w.x, truth) > 1e-13 {
			t.Errorf("%+v: off by %v", c, distance(w.x, truth))
		}
	}
}

// A system that is well conditioned is taken as it is, others by their frame; the point of least norm is the same.
func TestPlain(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for name, c := range map[string]struct {
		spoil func(a *solvers.Columns)
		plain bool
	}{
		"Gaussian":      {func(*solvers.Columns) {}, true},
		"zero column":   {func(a *solvers.Columns) { clear(a.Col(3)) }, true},
		"small column":  {func(a *solvers.Columns) { a.Col(3)[0] = 1e-7; clear(a.Col(3)[1:]) }, false},
		"large columns": {func(a *solvers.Columns) { scale(a, func(int) float64 { return 1e60 }) }, false},
		"twin rows":     {func(a *solvers.Columns) { twin(a, 0) }, false},
		"near rows":     {func(a *solvers.Columns) { twin(a, 1e-6) }, false},
		"small row":     {func(a *solvers.Columns) { scale(a, func(i int) float64 { return math.Pow(1e-5, float64(i/5)) }) }, false},
	} {
		p := solvers.Problem{A: solvers.NewColumns(6, 15, nil), B: make([]float64, 6), P: .5}
		for i := range p.A.Data() {
			p.A.Data()[i] = rng.NormFloat64()
		}
		c.spoil(p.A)
		kernel.Mul(p.B, p.A.Data(), p.A.Data()[:15])
		w := new(workspace)
		if err := w.load(p); err != nil {
			t.Fatal(err)
		}
		if w.framed == c.plain {
			t.Errorf("%s: framed %v", name, w.framed)
		}
		if err := w.start(t.Context(), local.Start{}); err != nil {
			t.Fatal(err)
		}
		got := w.restored()
		if err := w.loadFrame(p); err != nil {
			t.Fatal(err)
		}
		w.framed = true
		if err := w.start(t.Context(), local.Start{}); err != nil {
			t.Fatal(err)
		}
		if off := distance(got, w.restored()); off > 1e-9 {
			t.Errorf("%s: off by %v", name, off)
		}
	}
}

func scale(a *solvers.Columns, factor func(row int) float64) {
	_, n := a.Dims()
	for j := range n {
		for i := range a.Col(j) {
			a.Col(j)[i] *= factor(i)
		}
	}
}

// twin makes the second row the first one, but for a part.
func twin(a *solvers.Columns, part float64) {
	_, n := a.Dims()
	for j := range n {
		a.Col(j)[1] = a.Col(j)[0] + part*a.Col(j)[1]
	}
}
