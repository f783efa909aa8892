package thresholding_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/simplex"
	"touchpoint/solvers/thresholding"
)

func TestDeclines(t *testing.T) {
	p, _ := draw(t, 6, 3, 0, 0)
	for _, c := range []struct {
		solver    thresholding.Solver
		p, lambda float64
		says      string
	}{
		{thresholding.Solver{}, .6, 0, "p = 0.6"},
		{thresholding.Solver{}, .6667, .1, "p = 0.6667"},
		{thresholding.Solver{}, 1, .1, "p = 1"},
		{thresholding.Solver{Start: "middle"}, .5, 0, `no start "middle"; leave it out for zero, or take one of l1, random`},
		{thresholding.Solver{Start: "l1"}, .5, 0, "needs an inner solver"},
		{thresholding.Solver{Start: "l1", Inner: new(simplex.Solver)}, .5, 1, "inner solver: declined"},
		{thresholding.Solver{Sparsity: -1}, .5, 0, "sparsity = -1"},
		{thresholding.Solver{Rounds: -1}, .5, 0, "rounds = -1"},
		{thresholding.Solver{Sparsity: 2}, .5, 3, "sparsity = 2 with lambda = 3"},
		{thresholding.Solver{Shrink: 1}, .5, 0, "shrink = 1"},
		{thresholding.Solver{Threshold: .1, ThresholdMin: .2}, .5, 0, "threshold goes from 0.1 to 0.2"},
		{thresholding.Solver{ThresholdMin: -1}, .5, 0, "threshold goes from 1 to -1"},
	} {
		p.P, p.Lambda = c.p, c.lambda
		_, err := c.solver.Solve(t.Context(), p)
		if !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v", c.says, err)
		}
	}
	for _, p.P = range []float64{.5, 2. / 3, 2./3 + 1e-13, .6666666666666667} {
		if err := new(thresholding.Solver).Accepts(p); err != nil {
			t.Errorf("p = %v: %v", p.P, err)
		}
	}
}

// The configuration is the JSON of the options; one that is left out is its default.
func TestConfiguration(t *testing.T) {
	for want, s := range map[string]*thresholding.Solver{
		`{}`: {},
		`{"sparsity":4,"start":"l1","inner":{},"seed":5,"threshold":0.5,"threshold_min":0.001,"shrink":0.5,"raw":true,"rounds":7}`: {
			Sparsity: 4, Start: "l1", Inner: new(homotopy.Solver), Seed: 5, Threshold: .5, ThresholdMin: .001, Shrink: .5, Raw: true, Rounds: 7},
	} {
		if got, err := json.Marshal(s); err != nil || string(got) != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	p, _ := draw(t, 20, 10, 0, 0)
	plain := localtest.Solve(t, new(thresholding.Solver), p)
	spelled := localtest.Solve(t, &thresholding.Solver{Threshold: 1, ThresholdMin: 1e-4, Shrink: .9, Rounds: 10_000}, p)
	if plain.Iterations != spelled.Iterations || localtest.Apart(plain.X, spelled.X) != 0 {
		t.Errorf("the defaults lead to %v, spelled out to %v", plain, spelled)
	}
}

// A broken inner solver is an error at the start.
func TestInnerTrouble(t *testing.T) {
	p, _ := draw(t, 6, 3, 0, 0)
	s := &thresholding.Solver{Start: "l1", Inner: &homotopy.Solver{}}
	for i := range p.B { // a system without solution, with a row of zeros
		if i == 0 {
			for j := range 6 {
				p.A.Col(j)[i] = 0
			}
		}
	}
	if _, err := solvers.Solve(t.Context(), s, p); !errors.Is(err, solvers.ErrInfeasible) {
		t.Errorf("error %v", err)
	}
}

func TestStalled(t *testing.T) { localtest.Stalled(t, new(thresholding.Solver)) }
