package thresholding_test

import (
	"fmt"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/thresholding"
)

var exponents = []float64{.5, 2. / 3}

// players are the ways to a solution.
func players() map[string]*thresholding.Solver {
	return map[string]*thresholding.Solver{"zero": {}, "l1": {Start: "l1", Inner: new(homotopy.Solver)}, "random": {Start: "random", Seed: 3},
		"three": {Sparsity: 3}, "raw": {Raw: true}, "raw three": {Raw: true, Sparsity: 3}}
}

func count(x []float64) int { return int(solvers.Problem{}.Objective(x)) }

// With one row the largest coefficient comes first.
func TestOneRow(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 4, []float64{1, -4, 3, 0}), B: []float64{6}}
	for _, p.P = range exponents {
		for name, s := range players() {
			if x := localtest.Solve(t, s, p).X; name != "random" && !slices.Equal(x, []float64{0, -1.5, 0, 0}) {
				t.Errorf("p = %v, %s: x = %v", p.P, name, x)
			}
		}
	}
}

// At (10,5) no point is below the global minimum, every one is basic, and some are at the minimum: from L1 more often than at random.
func TestAgainstEnumeration(t *testing.T) {
	const trials = 60
	global := map[string]int{}
	for trial := range trials {
		p, _ := draw(t, 10, 5, 0, trial)
		p.P = exponents[trial%2]
		least, err := new(enumerate.Solver).Global(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		for name, s := range players() {
			sol := localtest.Solve(t, s, p)
			localtest.CheckBasic(t, p, sol.X)
			switch excess := p.Objective(sol.X)/least.Value - 1; {
			case excess < -1e-12:
				t.Errorf("trial %d, %s: %v below the minimum", trial, name, excess)
			case excess < 1e-9:
				global[name]++
			}
			if reached := s.Sparsity == 0; reached != (sol.Status == solvers.Converged) || sol.Dual != nil {
				t.Errorf("trial %d, %s: %v after %d steps, dual %v", trial, name, sol.Status, sol.Iterations, sol.Dual)
			}
		}
	}
	if global["l1"] < trials/3 || global["l1"] <= global["random"] || global["random"] == 0 {
		t.Errorf("global minima met: %v of %d", global, trials)
	}
}

// Far beyond L1, whose rate at n = 256, m = 100, k = 36 is .283 (Affentranger and Schneider 1992), the truth is met as lambda goes down, for both
// exponents; with the number of non-zeros known it is met at k = 25, the more surely for orthonormal rows.
func TestPlanted(t *testing.T) {
	const trials = 4
	meet := func(s *thresholding.Solver, power float64, k int) (hits int) {
		for trial := range trials {
			p, truth := draw(t, 256, 100, k, trial)
			p.P = power
			sol := localtest.Solve(t, s, p)
			localtest.CheckBasic(t, p, sol.X)
			if localtest.Apart(sol.X, truth) < 1e-10 {
				hits++
			}
		}
		return hits
	}
	for _, power := range exponents {
		if hits := meet(new(thresholding.Solver), power, 36); hits < trials-1 {
			t.Errorf("p = %v: met %d of %d", power, hits, trials)
		}
		if hits := meet(&thresholding.Solver{Sparsity: 25}, power, 25); hits < trials-1 {
			t.Errorf("p = %v, sparsity known: met %d of %d", power, hits, trials)
		}
	}
	if hits := meet(&thresholding.Solver{Sparsity: 20, Raw: true}, .5, 20); hits < trials-2 {
		t.Errorf("on the rows themselves: met %d of %d", hits, trials)
	}
}

// Whether the sparsity is reached is said; a solution it is in any case.
func TestSparsity(t *testing.T) {
	reached := 0
	for trial := range 40 {
		p, truth := draw(t, 20, 10, 3, trial)
		p.P = exponents[trial%2]
		sol := localtest.Solve(t, &thresholding.Solver{Sparsity: 3}, p)
		localtest.CheckBasic(t, p, sol.X)
		switch sol.Status {
		case solvers.Converged:
			reached++
			if count(sol.X) > 3 || localtest.Apart(sol.X, truth) > 1e-10 {
				t.Errorf("trial %d: %d non-zeros", trial, count(sol.X))
			}
		case solvers.Limit:
		default:
			t.Errorf("trial %d: %v", trial, sol.Status)
		}
		for _, many := range []int{15, 20, 1000} {
			sol = localtest.Solve(t, &thresholding.Solver{Sparsity: many}, p)
			localtest.CheckBasic(t, p, sol.X)
			if sol.Status != solvers.Converged || !slices.Equal(sol.X, localtest.Solve(t, &thresholding.Solver{Sparsity: 10}, p).X) {
				t.Errorf("trial %d, sparsity %d: %v, %v", trial, many, sol.Status, sol.X)
			}
		}
	}
	if reached < 20 {
		t.Errorf("three entries suffice in %d of 40 cases", reached)
	}
}

// A sparse solution is seen before the last level, and soon if the sparsity is known; where there is none, all levels are gone through, of which there
// are 1 + ln(1e4)/ln(1/0.9) = 89 from zero, and 74 from the lower threshold of a random start, whose support is larger than any basis at first.
func TestSteps(t *testing.T) {
	for trial := range 20 {
		p, _ := draw(t, 30, 20, 2, trial)
		if steps := localtest.Solve(t, &thresholding.Solver{Start: "l1", Inner: new(homotopy.Solver)}, p).Iterations; steps > 60 {
			t.Errorf("trial %d: %d steps from L1", trial, steps)
		}
		if steps := localtest.Solve(t, &thresholding.Solver{Sparsity: 2}, p).Iterations; steps > 30 {
			t.Errorf("trial %d: %d steps to two entries", trial, steps)
		}
		for _, m := range []int{1, 2, 20} {
			p, _ = draw(t, 30, m, 0, trial)
			if steps := localtest.Solve(t, new(thresholding.Solver), p).Iterations; steps < 89 {
				t.Errorf("trial %d, m = %d: %d steps for generic b", trial, m, steps)
			}
		}
		if steps := localtest.Solve(t, &thresholding.Solver{Start: "random"}, p).Iterations; steps < 74 {
			t.Errorf("trial %d: %d steps for generic b from a random start", trial, steps)
		}
	}
}

// The seed decides: the same gives the same point, and among a few there are different ones.
func TestSeeds(t *testing.T) {
	p, _ := draw(t, 12, 6, 0, 1)
	met := map[string]bool{}
	for seed := range uint64(20) {
		x := localtest.Solve(t, &thresholding.Solver{Start: "random", Seed: seed}, p).X
		if again := localtest.Solve(t, &thresholding.Solver{Start: "random", Seed: seed}, p).X; !slices.Equal(x, again) {
			t.Errorf("seed %d: %v and %v", seed, x, again)
		}
		localtest.CheckBasic(t, p, x)
		met[fmt.Sprint(x)] = true
	}
	if len(met) < 3 {
		t.Errorf("20 seeds lead to %d points", len(met))
	}
}

// The limit of steps is kept, said, and leaves a basic point too.
func TestLimit(t *testing.T) {
	for trial := range 10 {
		p, _ := draw(t, 20, 10, 0, trial)
		for name, s := range players() {
			s.Rounds = 3
			sol := localtest.Solve(t, s, p)
			if sol.Status != solvers.Limit || sol.Iterations != 3 {
				t.Errorf("%s: %v after %d steps", name, sol.Status, sol.Iterations)
			}
			localtest.CheckBasic(t, p, sol.X)
		}
	}
}

// all are the players as solvers.
func all() map[string]solvers.Solver {
	list := make(map[string]solvers.Solver)
	for name, s := range players() {
		list[name] = s
	}
	return list
}

func draw(t *testing.T, n, m, k, trial int) (p solvers.Problem, truth []float64) {
	t.Helper()
	return localtest.Draw(t, 2012, n, m, k, trial)
}

func TestHomogeneous(t *testing.T) { localtest.Homogeneous(t, 2012, all, exponents) }

func TestHardCorner(t *testing.T) { localtest.HardCorner(t, 2012, 6, all, exponents) }

func TestInfeasible(t *testing.T) { localtest.Infeasible(t, 2012, all) }
