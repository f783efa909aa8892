package greedy_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
)

// Where HTP or IHT stalls, its point is a fixed point: no column off the support could enter. HTP says so of the step 1, or of the halved one that
// ended a circle, IHT of the step along the gradient on the support, which is at least 1/|A_S|^2.
func TestFixedPoint(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	stalled := map[string]int{}
	for range 40 {
		const k = 6
		p, _ := planted(rng, 20, 60, k)
		p = noisy(rng, p, .1)
		twin := newNaive(p)
		for name, s := range map[string]solvers.Solver{"htp": &greedy.HTP{Sparsity: k}, "iht": &greedy.IHT{Sparsity: k}} {
			sol := solve(t, s, p)
			if sol.Status != solvers.Stalled {
				continue
			}
			z := slices.Clone(sol.X)
			smallest, largest := math.Inf(1), 0.0
			for j := range z {
				z[j] *= twin.norm[j]
				if z[j] != 0 {
					smallest = min(smallest, math.Abs(z[j]))
				}
			}
			for j, v := range twin.correlations(twin.residual(z)) {
				if z[j] == 0 {
					largest = max(largest, math.Abs(v))
				}
			}
			step := 1.0
			if name == "iht" {
				step = 1 / twin.power(support(z))
			}
			if step*largest <= smallest*(1+1e-9) {
				stalled[name]++
			} else if name == "iht" {
				t.Errorf("%s: a column off the support has |g| = %v; the smallest on it has |z| = %v", name, largest, smallest)
			}
		}
	}
	if stalled["htp"] < 30 || stalled["iht"] < 30 {
		t.Errorf("fixed points: %v of 40", stalled)
	}
}

// power returns |A_S|^2 by the power method.
func (t naive) power(set []int) float64 {
	m, n := t.a.Dims()
	v, image := make([]float64, n), make([]float64, m)
	for _, j := range set {
		v[j] = 1
	}
	size := 0.0
	for range 300 {
		t.a.Mul(image, v)
		g := t.correlations(image)
		for j := range v {
			if v[j] != 0 {
				v[j] = g[j]
			}
		}
		size = norm(v)
		v = scaled(v, 1/size)
	}
	return size
}

// Long steps send HTP in circles, and CoSaMP runs in some where no k columns meet b: both end there, at a point that is better than none.
func TestCircles(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 2))
	const k = 6
	ends := map[string]int{}
	for range 20 {
		p, _ := planted(rng, 24, 60, k)
		p = noisy(rng, p, 1)
		for name, s := range map[string]solvers.Solver{"htp": &greedy.HTP{Sparsity: k, Step: 8}, "cosamp": &greedy.CoSaMP{Sparsity: k}} {
			sol := solve(t, s, p)
			if !(norm(residual(p.A, sol.X, p.B)) < norm(p.B)) {
				t.Errorf("%s: the point leaves all of b", name)
			}
			if sol.Status == solvers.Stalled {
				ends[name]++
			}
		}
	}
	if ends["htp"] < 20 || ends["cosamp"] < 10 {
		t.Errorf("ends of 20: %v", ends)
	}
}

// Subspace pursuit ends with the first step that does not lower the residual.
func TestSubspaceEnds(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for range 20 {
		const k = 6
		p, _ := planted(rng, 24, 60, k)
		p = noisy(rng, p, 1)
		twin := newNaive(p)
		steps := 0
		for z, before := make([]float64, 60), []float64(nil); !slices.Equal(z, before); steps++ {
			z, before = subspace(twin, z, k), z
		}
		if sol := solve(t, &greedy.SubspacePursuit{Sparsity: k}, p); sol.Status != solvers.Stalled || sol.Iterations != steps {
			t.Errorf("%v after %d iterations, want %d", sol.Status, sol.Iterations, steps)
		}
	}
}
