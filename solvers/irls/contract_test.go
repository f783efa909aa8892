package irls_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/irls"
	"touchpoint/solvers/simplex"
)

func TestDeclines(t *testing.T) {
	p, _ := draw(t, 6, 3, 0, 0)
	for _, c := range []struct {
		solver    irls.Solver
		p, lambda float64
		says      string
	}{
		{irls.Solver{}, 1, 0, "p = 1"},
		{irls.Solver{}, 2, .1, "p = 2"},
		{irls.Solver{}, 0, 1, "slope"},
		{irls.Solver{Start: "middle"}, .5, 0, `no start "middle"; leave it out for the point of least norm, or take one of l1, random`},
		{irls.Solver{Start: "l1"}, .5, 0, "needs an inner solver"},
		{irls.Solver{Start: "l1", Inner: new(simplex.Solver)}, .5, 1, "inner solver: declined"},
		{irls.Solver{Shrink: 1}, .5, 0, "shrink = 1"},
		{irls.Solver{Shrink: -.5}, .5, 0, "shrink = -0.5"},
		{irls.Solver{Epsilon0: 1e-3, EpsilonMin: 1e-2}, .5, 0, "epsilon goes from 0.001 to 0.01"},
		{irls.Solver{Epsilon0: -1}, .5, 0, "epsilon goes from -1"},
		{irls.Solver{Rounds: -1}, .5, 0, "rounds = -1"},
	} {
		p.P, p.Lambda = c.p, c.lambda
		_, err := c.solver.Solve(t.Context(), p)
		if !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v", c.says, err)
		}
	}
}

// The configuration is the JSON of the options; one that is left out is its default.
func TestConfiguration(t *testing.T) {
	for want, s := range map[string]*irls.Solver{
		`{}`: {},
		`{"start":"l1","inner":{},"seed":5,"epsilon":0.1,"epsilon_min":1e-9,"shrink":0.5,"rounds":7}`: {
			Start: "l1", Inner: new(homotopy.Solver), Seed: 5, Epsilon0: .1, EpsilonMin: 1e-9, Shrink: .5, Rounds: 7},
	} {
		if got, err := json.Marshal(s); err != nil || string(got) != want {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	p, _ := draw(t, 20, 10, 0, 0)
	plain := localtest.Solve(t, new(irls.Solver), p)
	spelled := localtest.Solve(t, &irls.Solver{Epsilon0: 1, EpsilonMin: 1e-8, Shrink: .1, Rounds: 2000}, p)
	if plain.Iterations != spelled.Iterations || localtest.Apart(plain.X, spelled.X) != 0 {
		t.Errorf("the defaults lead to %v, spelled out to %v", plain, spelled)
	}
}

// A broken inner solver is an error at the start.
func TestInnerTrouble(t *testing.T) {
	p, _ := draw(t, 6, 3, 0, 0)
	s := &irls.Solver{Start: "l1", Inner: &homotopy.Solver{}}
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

func TestStalled(t *testing.T) { localtest.Stalled(t, new(irls.Solver)) }
