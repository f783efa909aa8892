package experiments_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

// known is all that validation needs of a catalog: names.
var known = []solvers.Entry{{Name: "homotopy"}, {Name: "simplex"}, {Name: "lasso"}}

// sentences returns the lines of a validation error without their common beginning.
func sentences(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	if !errors.Is(err, experiments.ErrSweep) {
		t.Errorf("%v does not wrap ErrSweep", err)
	}
	var list []string
	for text := range strings.SplitSeq(err.Error(), "\n") {
		rest, found := strings.CutPrefix(text, "experiments: bad sweep: ")
		if !found {
			t.Errorf("%q does not begin with package and kind", text)
		}
		list = append(list, rest)
	}
	return list
}

func TestValidateNamesTheDefect(t *testing.T) {
	type sweep = experiments.Sweep
	nan, inf := experiments.Real(math.NaN()), experiments.Real(math.Inf(1))
	const ensembles = "gaussian, unit, haar, rademacher, integer:K, magnitude:K, dct, fourier, ar1:RHO, equation:A1:...:An:B"
	for _, c := range []struct {
		name   string
		change func(*sweep)
		want   string
	}{
		{"no n", func(s *sweep) { s.N = nil }, "axis n is empty; give it at least one value"},
		{"no m", func(s *sweep) { s.M = nil }, "axis m is empty; give it at least one value"},
		{"no k", func(s *sweep) { s.K = nil }, "axis k is empty; give it at least one value"},
		{"no p", func(s *sweep) { s.P = nil }, "axis p is empty; give it at least one value"},
		{"no lambda", func(s *sweep) { s.Lambda = nil }, "axis lambda is empty; give it at least one value"},
		{"no noise", func(s *sweep) { s.Noise = nil }, "axis noise is empty; give it at least one value"},
		{"no ensemble", func(s *sweep) { s.Ensemble = nil }, "axis ensemble is empty; give it at least one value"},
		{"no amplitudes", func(s *sweep) { s.Amplitudes = nil }, "axis amplitudes is empty; give it at least one value"},
		{"no solver", func(s *sweep) { s.Solver = nil }, "axis solver is empty; give it at least one value"},
		{"zero n", func(s *sweep) { s.N, s.K = []int{0}, []int{0} }, "ensemble: n = 0; it must be positive"},
		{"negative n", func(s *sweep) { s.N, s.K = []int{-4}, []int{0} }, "ensemble: n = -4; it must be positive"},
		{"zero m", func(s *sweep) { s.M = []int{0} }, "ensemble: m = 0; it must be positive"},
		{"negative k", func(s *sweep) { s.K = []int{-1} }, "ensemble: k = -1; it must not be negative"},
		{"k above n", func(s *sweep) { s.K = []int{7} }, "ensemble: k = 7 exceeds n = 6"},
		{"huge", func(s *sweep) { s.N, s.M = []int{1 << 20}, []int{1 << 20} }, "ensemble: 1048576 x 1048576 matrix exceeds 1073741824 entries"},
		{"negative p", func(s *sweep) { s.P = []experiments.Real{-0.5} }, "p = -0.5; it must be 0 <= p <= inf"},
		{"p not a number", func(s *sweep) { s.P = []experiments.Real{nan} }, "p = NaN; it must be 0 <= p <= inf"},
		{"negative lambda", func(s *sweep) { s.Lambda = []experiments.Real{-1e-3} }, "lambda = -0.001; it must be a finite fraction of lambda_max and not negative"},
		{"infinite lambda", func(s *sweep) { s.Lambda = []experiments.Real{inf} }, "lambda = +Inf; it must be a finite fraction of lambda_max and not negative"},
		{"lambda not a number", func(s *sweep) { s.Lambda = []experiments.Real{nan} }, "lambda = NaN; it must be a finite fraction of lambda_max and not negative"},
		{"penalised cube", func(s *sweep) { s.P, s.Lambda = []experiments.Real{inf}, []experiments.Real{0.25} }, "lambda = 0.25 with p = inf; the penalised form needs a finite p"},
		{"negative noise", func(s *sweep) { s.Noise = []experiments.Real{-1} }, "ensemble: noise = -1; it must be finite and not negative"},
		{"infinite noise", func(s *sweep) { s.Noise = []experiments.Real{inf} }, "ensemble: noise = +Inf; it must be finite and not negative"},
		{"near ensemble", func(s *sweep) { s.Ensemble = []string{"gausian"} }, `unknown ensemble "gausian"; did you mean "gaussian"? Known are ` + ensembles},
		{"integer without bound", func(s *sweep) { s.Ensemble = []string{"integer"} }, `unknown ensemble "integer"; did you mean "integer:K"? Known are ` + ensembles},
		{"far ensemble", func(s *sweep) { s.Ensemble = []string{"toeplitz"} }, `unknown ensemble "toeplitz"; known are ` + ensembles},
		{"integer bound", func(s *sweep) { s.Ensemble = []string{"integer:0"} }, `ensemble: "integer:0"; its bound must be between 1 and 1048576`},
		{"haar", func(s *sweep) { s.Ensemble, s.M = []string{"haar"}, []int{7} }, "ensemble: haar needs m <= n for orthogonal rows; m = 7 exceeds n = 6"},
		{"equation", func(s *sweep) { s.Ensemble, s.K = []string{"equation:1:1:5"}, []int{0} },
			`ensemble: "equation:1:1:5" is one equation in 2 unknowns; it needs n = 2, m = 1 and k = 0, not n = 6, m = 3 and k = 0`},
		{"near amplitudes", func(s *sweep) { s.Amplitudes = []string{"Unifrom"} }, `unknown amplitudes "Unifrom"; did you mean "uniform"? Known are gaussian, rademacher, uniform, twolevel`},
		{"no amplitudes named", func(s *sweep) { s.Amplitudes, s.K = []string{""}, []int{0} }, `unknown amplitudes ""; known are gaussian, rademacher, uniform, twolevel`},
		{"near solver", func(s *sweep) { s.Solver = []string{"homotpy"} }, `unknown solver "homotpy"; did you mean "homotopy"? Known are homotopy, simplex, lasso`},
		{"far solver", func(s *sweep) { s.Solver = []string{"gurobi"} }, `unknown solver "gurobi"; known are homotopy, simplex, lasso`},
		{"no trials", func(s *sweep) { s.Trials = 0 }, "trials = 0; it must be positive"},
		{"trials without end", func(s *sweep) { s.Trials = math.MaxInt }, "trials = 9223372036854775807 in 2 cells; together they must not exceed 1000000000000"},
		{"negative trials", func(s *sweep) { s.Trials = -3 }, "trials = -3; it must be positive"},
		{"doubled", func(s *sweep) { s.K = []int{1, 1} }, "cell n=6/m=3/k=1/p=1/ensemble=gaussian/amplitudes=gaussian/solver=homotopy is listed twice"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plan(c.change)
			if got := sentences(t, p.Validate(experiments.Lab{Solvers: known})); len(got) != 1 || got[0] != c.want {
				t.Errorf("got %q\nwant %q alone", got, c.want)
			}
		})
	}
}

func TestValidateAcceptsWhatIsSound(t *testing.T) {
	inf := experiments.Real(math.Inf(1))
	for name, p := range map[string]experiments.Plan{
		"plain":  plan(),
		"more m": plan(func(s *experiments.Sweep) { s.M = []int{9} }),
		"k = n":  plan(func(s *experiments.Sweep) { s.K = []int{6} }),
		"p":      plan(func(s *experiments.Sweep) { s.P = []experiments.Real{0, 0.5, 1, 2, inf} }),
		"lambda": plan(func(s *experiments.Sweep) { s.Lambda = []experiments.Real{0, 1e-9, 1, 2} }),
		"equation": plan(func(s *experiments.Sweep) {
			s.N, s.M, s.K, s.Ensemble = []int{2}, []int{1}, []int{0}, []string{"equation:1:1:5"}
		}),
		"apart": append(plan(), plan(func(s *experiments.Sweep) { s.Solver = []string{"simplex"} })...),
	} {
		if err := p.Validate(experiments.Lab{Solvers: known}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// One defect must not hide another: whoever mends a sweep wants to mend it once.
func TestValidateReportsAllDefectsAtOnce(t *testing.T) {
	p := plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.P = []int{-1}, []int{0}, []int{-2}, []experiments.Real{-1}
		s.Ensemble, s.Amplitudes, s.Solver, s.Trials = []string{"haaar"}, []string{"gauss"}, []string{"lass"}, 0
	})
	want := []string{"n = -1", "m = 0", "k = -2", `"haaar"; did you mean "haar"`, `"gauss"; did you mean "gaussian"`, "p = -1", "trials = 0", `"lass"; did you mean "lasso"`}
	got := sentences(t, p.Validate(experiments.Lab{Solvers: known}))
	if len(got) != len(want) {
		t.Errorf("%d sentences, want %d", len(got), len(want))
	}
	for _, w := range want {
		if !strings.Contains(strings.Join(got, "\n"), w) {
			t.Errorf("nothing about %s in %q", w, got)
		}
	}
}

func TestValidateLooksPastAnEmptyAxis(t *testing.T) {
	p := plan(func(s *experiments.Sweep) { s.M, s.P, s.N = nil, []experiments.Real{-1}, []int{0} })
	want := "axis m is empty; give it at least one value|ensemble: n = 0; it must be positive|p = -1; it must be 0 <= p <= inf"
	if got := strings.Join(sentences(t, p.Validate(experiments.Lab{Solvers: known})), "|"); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestValidateSaysEachDefectOnce(t *testing.T) {
	p := plan(func(s *experiments.Sweep) {
		s.K, s.P, s.Solver = []int{9}, []experiments.Real{0.5, 1, 2}, []string{"homotopy", "simplex"}
	})
	if got := sentences(t, p.Validate(experiments.Lab{Solvers: known})); len(got) != 1 {
		t.Errorf("one k too large in six cells: %q", got)
	}
}

func TestValidateEndsALongList(t *testing.T) {
	p := plan(func(s *experiments.Sweep) { s.K = []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20} })
	got := sentences(t, p.Validate(experiments.Lab{Solvers: known}))
	if len(got) != 9 || got[0] != "ensemble: k = 10 exceeds n = 6" || got[7] != "ensemble: k = 17 exceeds n = 6" || got[8] != "and 3 more" {
		t.Errorf("%q", got)
	}
}

func TestValidateSeesDoubledCellsAcrossSweeps(t *testing.T) {
	again := func(s *experiments.Sweep) { s.K, s.Seed, s.Trials = []int{1}, 99, 3 }
	got := sentences(t, append(plan(), plan(again)...).Validate(experiments.Lab{Solvers: known}))
	if len(got) != 1 || got[0] != "cell n=6/m=3/k=1/p=1/ensemble=gaussian/amplitudes=gaussian/solver=homotopy is listed twice" {
		t.Errorf("%q", got)
	}
}

func TestValidateRefusesAPlanOfNothing(t *testing.T) {
	if got := sentences(t, experiments.Plan{}.Validate(experiments.Lab{Solvers: known})); len(got) != 1 || got[0] != "there is no sweep" {
		t.Errorf("%q", got)
	}
}

// The wall stands before the first draw.
func TestRunRefusesABadPlan(t *testing.T) {
	var sink memory
	err := lab(2).Run(t.Context(), plan(func(s *experiments.Sweep) { s.Trials = -1 }), 0, &sink)
	if !errors.Is(err, experiments.ErrSweep) || sink.len() != 0 {
		t.Errorf("%v after %d trials", err, sink.len())
	}
}

func TestNearest(t *testing.T) {
	names := []string{"homotopy", "simplex", "lasso", "minnorm"}
	for name, want := range map[string]string{
		"homotopy": "homotopy", "HOMOTOPY": "homotopy", "simplx": "simplex", "laso": "lasso", "lassoo": "lasso", "min-norm": "minnorm",
		"": "", "x": "", "gurobi": "", "zzzzzzzz": "",
	} {
		if got := experiments.Nearest(name, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
	if got := experiments.Nearest("x", nil); got != "" {
		t.Errorf("the nearest of none is %q", got)
	}
}
