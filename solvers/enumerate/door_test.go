package enumerate

import (
	"context"
	"errors"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

func TestInconsistentSystems(t *testing.T) {
	for name, p := range map[string]solvers.Problem{
		"two prices":          {A: solvers.NewColumns(2, 2, []float64{1, 1, 2, 2}), B: []float64{1, 2}},
		"zero row":            {A: solvers.NewColumns(2, 2, []float64{1, 0, 2, 0}), B: []float64{1, 1e-12}},
		"zero row, tiny rest": {A: solvers.NewColumns(2, 2, []float64{1e150, 0, 2e150, 0}), B: []float64{1e150, 1e-100}},
		"tall":                {A: solvers.NewColumns(3, 1, []float64{1, 1, 1}), B: []float64{1, 1, 1.001}},
		"zero matrix":         {A: solvers.NewColumns(1, 2, nil), B: []float64{3}},
	} {
		for _, p.P = range []float64{0.5, 1} {
			if _, err := new(Solver).Global(t.Context(), p); !errors.Is(err, solvers.ErrInfeasible) {
				t.Errorf("%s: %v, want ErrInfeasible", name, err)
			}
		}
	}
}

func TestDeclines(t *testing.T) {
	wide := solvers.NewColumns(20, 40, nil)
	deficient := solvers.NewColumns(30, 30, nil)
	for j := range 15 {
		deficient.Col(j)[j], deficient.Col(j + 15)[j] = 1, 1
	}
	for _, c := range []struct {
		p    solvers.Problem
		want string
	}{
		{solvers.Problem{A: wide, B: make([]float64, 20), P: 0.5}, "C(40, 20) = 1.37847e+11"},
		{solvers.Problem{A: solvers.NewColumns(1, 2, nil), B: []float64{0}, P: 1.5}, "p = 1.5"},
		{solvers.Problem{A: solvers.NewColumns(1, 2, nil), B: []float64{0}, P: 1, Lambda: 0.1}, "lambda = 0.1"},
		{solvers.Problem{A: solvers.NewColumns(600, 600, nil), B: make([]float64, 600), P: 1}, "600 x 600"},
		{solvers.Problem{A: deficient, B: make([]float64, 30), P: 1}, "C(30, 15) = 1.55118e+08"},
	} {
		_, err := new(Solver).Global(t.Context(), c.p)
		if !errors.Is(err, solvers.ErrDeclined) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want a refusal with %q", err, c.want)
		}
	}
	small := Solver{MaxBases: 5}
	p := solvers.Problem{A: solvers.NewColumns(2, 4, []float64{1, 0, 0, 1, 1, 1, 1, 2}), B: []float64{1, 1}}
	if err := small.Accepts(p); !errors.Is(err, solvers.ErrDeclined) {
		t.Errorf("6 bases with a limit of 5: %v", err)
	}
	small.MaxBases = 6
	if err := small.Accepts(p); err != nil {
		t.Errorf("6 bases with a limit of 6: %v", err)
	}
}

func TestGlobalIsADoor(t *testing.T) {
	if _, err := new(Solver).Global(t.Context(), solvers.Problem{}); !errors.Is(err, solvers.ErrProblem) {
		t.Errorf("no matrix: %v, want ErrProblem", err)
	}
}

// fuse is a context that is cancelled after some looks at it.
type fuse struct {
	context.Context
	looks int
}

func (f *fuse) Err() error {
	if f.looks--; f.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelledOnTheWay(t *testing.T) {
	sys, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: 16, M: 8, Ensemble: "gaussian"})
	if err != nil {
		t.Fatal(err)
	}
	p := solvers.Problem{A: sys.A, B: sys.B, P: 0.5}
	cause := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	if _, err := new(Solver).Global(ctx, p); !errors.Is(err, cause) {
		t.Errorf("before the start: %v", err)
	}
	var s Solver
	if _, err := s.Global(&fuse{Context: t.Context(), looks: 2}, p); !errors.Is(err, context.Canceled) || s.tree.bases > 3*stepsToLook {
		t.Errorf("on the way: %v after %d bases", err, s.tree.bases)
	}
}

func TestSteadyStateAllocatesTheAnswerOnly(t *testing.T) {
	sys, err := new(ensemble.Sampler).Draw(ensemble.Draw{N: 10, M: 5, K: 2, Ensemble: "gaussian", Amplitudes: "gaussian"})
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[float64]float64{0.5: 1, 1: 2} {
		var s Solver
		problem := solvers.Problem{A: sys.A, B: sys.B, P: p}
		if got := testing.AllocsPerRun(20, func() {
			if _, err := s.Solve(t.Context(), problem); err != nil {
				t.Fatal(err)
			}
		}); got != want {
			t.Errorf("p = %v: %v allocations a call, want %v", p, got, want)
		}
	}
}
