package greedy

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// Against sorting, on vectors full of ties and zeros.
func TestLargest(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 1))
	var c chooser
	for range 2000 {
		v := make([]float64, 1+rng.IntN(30))
		for j := range v {
			v[j] = float64(rng.IntN(9) - 4)
			if rng.IntN(3) == 0 {
				v[j] = rng.NormFloat64()
			}
		}
		k := rng.IntN(len(v) + 3)
		var order []int
		for j, e := range v {
			if e != 0 {
				order = append(order, j)
			}
		}
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(math.Abs(v[j]), math.Abs(v[i])) })
		want := slices.Clone(order[:min(k, len(order))])
		slices.Sort(want)
		if got := c.largest(nil, v, k); !slices.Equal(got, want) {
			t.Fatalf("the %d largest of %v are at %v, want %v", k, v, got, want)
		}
		in := make([]float64, len(v))
		for _, j := range want {
			in[j] = v[j]
		}
		if only(v, v, want); !slices.Equal(v, in) {
			t.Fatalf("on %v: %v, want %v", want, v, in)
		}
	}
}

func loaded(rng *rand.Rand, m, n int) *system {
	a, b := solvers.NewColumns(m, n, nil), make([]float64, m)
	for i := range a.Data() {
		a.Data()[i] = rng.NormFloat64()
	}
	for i := range b {
		b[i] = rng.NormFloat64()
	}
	s := new(system)
	s.load(solvers.Problem{A: a, B: b})
	return s
}

// The quick fit agrees with the careful one, with copies and sums of columns in the set, and leaves what depends on others at zero.
func TestNormal(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 2))
	var (
		f normal
		g growth
	)
	for range 50 {
		s := loaded(rng, 12, 20)
		copy(s.a.Col(7), s.a.Col(3))
		for i := range s.m {
			s.a.Col(9)[i] = (s.a.Col(2)[i] - s.a.Col(5)[i]) / 2
			s.a.Col(4)[i] = s.a.Col(1)[i] + 1e-4*s.a.Col(0)[i]
		}
		set := rng.Perm(20)[:1+rng.IntN(12)]
		slices.Sort(set)
		z, r := make([]float64, 20), make([]float64, 12)
		norm := f.fit(s, set, z, r)
		g.take(s, set)
		if !slices.Equal(f.set, g.factor.Set()) {
			t.Fatalf("of %v it keeps %v, want %v", set, f.set, g.factor.Set())
		}
		if !(math.Abs(norm-g.norm) <= 1e-10) {
			t.Errorf("residual %v, want %v", norm, g.norm)
		}
		size := kernel.NormInf(g.z)
		for j := range z {
			if !(math.Abs(z[j]-g.z[j]) <= 1e-8*size) {
				t.Errorf("z[%d] = %v, want %v", j, z[j], g.z[j])
			}
		}
	}
}

// Every sequence that follows a map of a finite set into itself closes, and not before it has.
func TestCircle(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 3))
	var c circle
	for range 200 {
		to := make([]int, 40)
		for i := range to {
			to[i] = rng.IntN(len(to))
		}
		seen := map[int]bool{}
		c.open()
		at, steps := 0, 0
		for ; !c.closes([]int{at, at + 1}); steps++ {
			seen[at] = true
			at = to[at]
		}
		if !seen[at] || steps > 4*len(to) {
			t.Fatalf("closed at %d after %d steps, seen %v", at, steps, seen)
		}
	}
}

// Dropping what looks like rounding is taken back where it spoils the residual.
func TestClean(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 4))
	var g growth
	for range 20 {
		s := loaded(rng, 10, 15)
		clear(s.b)
		for j, v := range []float64{1, 1e-11, 0, -2, 1e-15} { // the second needed, the third and fifth not
			kernel.Axpy(v, s.a.Col(j), s.b)
		}
		s.size = kernel.Norm2(s.b)
		g.take(s, []int{4, 2, 1, 0, 3})
		g.clean()
		set := slices.Clone(g.factor.Set())
		slices.Sort(set)
		if !slices.Equal(set, []int{0, 1, 3}) || math.Abs(g.z[1]-1e-11) > 1e-14 || g.z[4] != 0 || !g.meets() {
			t.Errorf("support %v, z = %v", set, g.z[:5])
		}
	}
}
