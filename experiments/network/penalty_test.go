package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// penalties are the Omega of the proximal steps.
var penalties = []struct {
	name  string
	prox  prox
	omega func([]float64) float64
}{
	{"l2", shrink, func(u []float64) float64 { return dot(u, u) / 2 }},
	{"l1", soft, func(u []float64) (sum float64) {
		for _, v := range u {
			sum += math.Abs(v)
		}
		return sum
	}},
	{"group", group, func(u []float64) float64 { return math.Sqrt(dot(u, u)) }},
}

func TestProxClosedForms(t *testing.T) {
	row := []float64{3, -4, 0}
	for _, c := range []struct {
		name string
		prox prox
		tau  float64
		want []float64
	}{
		{"l2", shrink, 1, []float64{1.5, -2, 0}},
		{"l2", shrink, math.Inf(1), []float64{0, 0, 0}},
		{"l1", soft, 1, []float64{2, -3, 0}},
		{"l1", soft, 3, []float64{0, -1, 0}},
		{"l1", soft, math.Inf(1), []float64{0, 0, 0}},
		{"group", group, 1, []float64{2.4, -3.2, 0}},
		{"group", group, 5, []float64{0, 0, 0}},
		{"group", group, 2.5, []float64{1.5, -2, 0}},
	} {
		got := slices.Clone(row)
		c.prox(got, c.tau)
		for k := range got {
			if math.Abs(got[k]-c.want[k]) > 1e-15 || (got[k] == 0) != (c.want[k] == 0) {
				t.Errorf("%s, tau %v: %v, want %v", c.name, c.tau, got, c.want)
				break
			}
		}
	}
}

// A step of zero length changes no bit: at strength 0 a penalised training is the plain one.
func TestProxOfNothing(t *testing.T) {
	for _, p := range penalties {
		row := []float64{1. / 3, -2e-300, 0, 1e300}
		got := slices.Clone(row)
		p.prox(got, 0)
		if !slices.Equal(got, row) {
			t.Errorf("%s: %v became %v", p.name, row, got)
		}
	}
}

// The objective is strongly convex: F(u) >= F(prox) + |u - prox|^2/2 for every u, and for nothing but the minimiser.
func TestProxMinimises(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, p := range penalties {
		for range 300 {
			at, tau := make([]float64, 4), rng.ExpFloat64()
			for k := range at {
				at[k] = rng.NormFloat64()
			}
			objective := func(u []float64) float64 {
				f := tau * p.omega(u)
				for k := range u {
					f += (u[k] - at[k]) * (u[k] - at[k]) / 2
				}
				return f
			}
			best := slices.Clone(at)
			p.prox(best, tau)
			for _, size := range []float64{1e-4, .1, 1} {
				u, distance := slices.Clone(best), 0.0
				for k := range u {
					step := size * rng.NormFloat64()
					u[k] += step
					distance += step * step
				}
				if objective(u) < objective(best)+distance/2-1e-14 {
					t.Fatalf("%s, tau %v: prox of %v is %v, but %v is as good", p.name, tau, at, best, u)
				}
			}
		}
	}
}

// Where proximal Adam rests, the conditions of a stationary point of 1/(2m)|y - f|^2 + lambda Omega hold, with exact zeros. Biases keep the
// units active everywhere: a minimiser of a network with kinks likes to lie on one, where there is no gradient to look at.
func TestProximalAdamRestsWhereStationary(t *testing.T) {
	const lambda, steps = .1, 3000
	for _, p := range penalties {
		zeros := 0
		for trial := range 3 {
			data := draw(t, func(task *Task) { task.Trial = trial })
			s := random(6, 3, data.stream("test"))
			for k := range s.bias() {
				s.bias()[k] = 50
			}
			grad, adam, pass := make([]float64, len(s.theta)), newAdam(s), new(pass)
			for step := range steps {
				pass.gradient(grad, s, data.train, nil)
				adam.step(s, grad, .03*(1-float64(step)/steps), p.prox, lambda)
			}
			pass.gradient(grad, s, data.train, nil)
			for i := range s.inputs + 2 {
				row, g := s.in(i), s.row(grad, i)
				if e := unrest(p.name, row, g, lambda); i != s.inputs && e > 1e-8 {
					t.Errorf("trial %d, %s, row %d: weights %v, gradient %v: off by %v", trial, p.name, i, row, g, e)
				}
				for _, v := range row {
					if v == 0 {
						zeros++
					}
				}
			}
		}
		if (zeros > 0) != (p.name != "l2") || zeros > 60 {
			t.Errorf("%s: %d zeros in 3 students of 24 weights", p.name, zeros)
		}
	}
}

// unrest returns by how much a row of weights misses 0 in g + lambda dOmega(row).
func unrest(penalty string, row, g []float64, lambda float64) float64 {
	length, slope := math.Sqrt(dot(row, row)), math.Sqrt(dot(g, g))
	if penalty == "group" && length == 0 {
		return slope - lambda
	}
	worst := 0.0
	for k, v := range row {
		switch {
		case penalty == "l2":
			worst = max(worst, math.Abs(g[k]+lambda*v))
		case penalty == "group":
			worst = max(worst, math.Abs(g[k]+lambda*v/length))
		case v != 0:
			worst = max(worst, math.Abs(g[k]+math.Copysign(lambda, v)))
		default:
			worst = max(worst, math.Abs(g[k])-lambda)
		}
	}
	return worst
}
