package experiments_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// norms is a measure that looks at the system, solves it, and draws something of its own.
func norms() experiments.Measure {
	return experiments.Measure{
		Name: "norms", About: "norms of b and of the touch point",
		Facts: []experiments.Fact{{Name: "b", Means: "|b|_2", Unit: "b"}, {Name: "x", Means: "|x|_1", Unit: "x"}, {Name: "luck", Means: "uniform", Unit: "number"}},
		Accepts: func(_ experiments.Lab, c experiments.Cell) error {
			if c.K == 0 {
				return fmt.Errorf("norms needs k > 0; the cell has k = %d", c.K)
			}
			return nil
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			if t.Number == 3 {
				return nil, solvers.Declinef("three is not taken")
			}
			if t.Number == 4 {
				return nil, errors.New("four broke")
			}
			p := solvers.Problem{A: s.A, B: s.B, P: 1}
			sol, err := t.Solve(ctx, t.Cell.Solver, p)
			if err != nil {
				return nil, err
			}
			return []float64{solvers.Norm(s.B, 2), solvers.Norm(sol.X, 1), t.Rand("luck").Float64()}, nil
		},
	}
}

func measuring(s *experiments.Sweep) { s.K, s.Measure = []int{2}, "norms" }

func TestMeasure(t *testing.T) {
	l, p := lab(2), plan(measuring, func(s *experiments.Sweep) { s.Solver = []string{"homotopy", "simplex"} })
	l.Measures = []experiments.Measure{norms()}
	data := run(t, l, p)
	if key := data[0].Cell.Key(); !strings.HasSuffix(key, "/solver=homotopy/measure=norms") {
		t.Errorf("the cell is spelled %s", key)
	}
	reference := run(t, l, plan(func(s *experiments.Sweep) { s.K = []int{2} }))
	for i, r := range data[0].Records {
		twin := data[1].Records[i]
		switch i {
		case 3:
			if r.Outcome != results.Declined || !strings.Contains(r.Reason, "three") {
				t.Errorf("trial 3: %+v", r)
			}
			continue
		case 4:
			if r.Outcome != results.Failed || r.Reason != "four broke" {
				t.Errorf("trial 4: %+v", r)
			}
			continue
		}
		if r.Outcome != results.Solved || r.Facts.Get("b") != twin.Facts.Get("b") || r.Facts.Get("luck") != twin.Facts.Get("luck") {
			t.Errorf("trial %d: two solvers met other systems: %v, %v", i, r.Facts, twin.Facts)
		}
		if x := r.Facts.Get("x"); x != float64(reference[0].Records[i].Objective) {
			t.Errorf("trial %d: |x| = %v, a sweep without measure says %v", i, x, reference[0].Records[i].Objective)
		}
	}
}

func TestMeasureIsValidated(t *testing.T) {
	l := lab(1)
	l.Measures = []experiments.Measure{norms()}
	for want, change := range map[string]func(*experiments.Sweep){
		`unknown measure "norm"; did you mean "norms"? Known are norms`: func(s *experiments.Sweep) { s.Measure = "norm" },
		"norms needs k > 0; the cell has k = 0":                         func(s *experiments.Sweep) { s.Measure = "norms" },
	} {
		if err := plan(change).Validate(l); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
	if err := plan(measuring).Validate(l); err != nil {
		t.Error(err)
	}
}

// Options of a solver may be the cell's own numbers.
func TestOptionsOfTheCell(t *testing.T) {
	var seen []string
	l := lab(1)
	l.Solvers = append(l.Solvers, solvers.Entry{Name: "spy", New: func() solvers.Solver { return &spy{seen: &seen} }})
	p := plan(func(s *experiments.Sweep) {
		s.K, s.Solver, s.Trials = []int{1, 2}, []string{"spy:sparsity=k:rows=m"}, 1
	})
	run(t, l, p)
	if got := strings.Join(seen, " "); got != "1/3 2/3" {
		t.Errorf("the solver saw %s", got)
	}
	m, err := p.Manifest(l)
	if err != nil || string(m.Solvers["spy:sparsity=k:rows=m"]) != `{"sparsity":0,"rows":0}` {
		t.Errorf("manifest %s, %v", m.Solvers, err)
	}
	bad := plan(func(s *experiments.Sweep) {
		s.Solver = []string{"homotpy", "reweighted:round=3", "reweighted:rounds=k:epsilon=x", "reweighted:epsilo=m"}
	})
	err = bad.Validate(lab(1))
	for _, want := range []string{`unknown solver "homotpy"; did you mean "homotopy"?`, `unknown option of reweighted "round"; did you mean "rounds"?`, `unknown option of reweighted "epsilo"; did you mean "epsilon"?`, `option epsilon does not take "x"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
}

type spy struct {
	Sparsity int `json:"sparsity"`
	Rows     int `json:"rows"`
	seen     *[]string
}

func (s *spy) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) {
	*s.seen = append(*s.seen, fmt.Sprintf("%d/%d", s.Sparsity, s.Rows))
	_, n := p.A.Dims()
	return solvers.Solution{X: make([]float64, n)}, nil
}
