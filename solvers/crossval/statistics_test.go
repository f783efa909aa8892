package crossval_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/solvers/crossval"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/ridge"
)

// From noise there is nothing to learn: the choice is at or near the largest penalty as a rule, and with one standard error all but always.
func TestNoise(t *testing.T) {
	const trials = 60
	least, simple := 0, 0
	for trial := range trials {
		a, b := draw(rand.New(rand.NewPCG(20, uint64(trial))), 40, 20, spikes(20, 0), 1)
		r := mustRun(t, crossval.CrossValidation{}, lassoPath, a, b, lasso.Grid(lasso.LambdaMax(a, b), 1e-3, 20))
		if r.Least <= 2 {
			least++
		}
		if r.Simple == 0 {
			simple++
		}
	}
	if least < trials*2/3 || simple < trials*9/10 {
		t.Errorf("of %d trials %d choose one of the three largest penalties, %d the largest by one standard error", trials, least, simple)
	}
}

// A strong sparse signal wants a small penalty, and one standard error never a smaller one.
func TestSignal(t *testing.T) {
	for trial := range 20 {
		a, b := draw(rand.New(rand.NewPCG(21, uint64(trial))), 40, 60, spikes(60, 3), .05)
		grid := lasso.Grid(lasso.LambdaMax(a, b), 1e-3, 20)
		r := mustRun(t, crossval.CrossValidation{}, lassoPath, a, b, grid)
		if r.Lambda() > .1*grid[0] || r.Simple > r.Least {
			t.Errorf("trial %d: lambda is %v of the largest, simple %d, least %d", trial, r.Lambda()/grid[0], r.Simple, r.Least)
		}
	}
}

// With x ~ N(0, tau² I) and noise N(0, sigma² I) the best ridge penalty is sigma²/(2 tau²), whatever A: the minimiser is then the mean of the
// posterior. Validated penalties lie around it.
func TestBayes(t *testing.T) {
	const trials, m, n, sigma = 40, 40, 20, 1.0
	tau := 1 / math.Sqrt(n)
	best := sigma * sigma / (2 * tau * tau)
	logs := make([]float64, trials)
	for trial := range logs {
		rng := rand.New(rand.NewPCG(22, uint64(trial)))
		x := make([]float64, n)
		for j := range x {
			x[j] = tau * rng.NormFloat64()
		}
		a, b := draw(rng, m, n, x, sigma)
		r := mustRun(t, crossval.CrossValidation{Seed: uint64(trial)}, ridgePath, a, b, ridge.Grid(a, 1e-8, 40))
		logs[trial] = math.Log(r.Lambda() / best)
	}
	slices.Sort(logs)
	if median := logs[trials/2]; math.Abs(median) > math.Log(1.5) {
		t.Errorf("the median choice is %v times the best penalty", math.Exp(median))
	}
}
