package experiments

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// ErrSweep is wrapped by every error of [Plan.Validate].
var ErrSweep = errors.New("bad sweep")

// most is the number of defects that are spelled out; a grid of a thousand cells may have as many.
const most = 8

// mostTrials bounds a sweep to what a machine could live to see.
const mostTrials = 1_000_000_000_000

// Validate reports all defects at once, each once: empty axes, values out of range, values that do not fit together, unknown names with
// the nearest known one, cells that the measure does not take, doubled cells. Solvers and measures are those of the lab. The error wraps [ErrSweep].
func (p Plan) Validate(l Lab) error {
	var found []string
	add := func(defects ...error) {
		for _, err := range defects {
			if text := err.Error(); !slices.Contains(found, text) {
				found = append(found, text)
			}
		}
	}
	if len(p) == 0 {
		add(errors.New("there is no sweep"))
	}
	seen := make(map[string]bool)
	for _, s := range p {
		add(s.defects()...)
		add(l.defects(s)...)
		for _, c := range s.Cells() {
			add(c.defects()...)
			key := c.Key()
			if seen[key] {
				add(fmt.Errorf("cell %s is listed twice", key))
			}
			seen[key] = true
		}
	}
	return joined(found)
}

// joined makes one error of the defects, the first of them in full.
func joined(defects []string) error {
	var errs []error
	for i, text := range defects {
		if i == most {
			text = fmt.Sprintf("and %d more", len(defects)-most)
		}
		errs = append(errs, fmt.Errorf("experiments: %w: %s", ErrSweep, text))
		if i == most {
			break
		}
	}
	return errors.Join(errs...)
}

// defects lists what is wrong with the axes, each value taken by itself, so that one defect hides no other.
func (s Sweep) defects() (list []error) {
	list = append(s.empty(), s.undrawable()...)
	for _, p := range s.P {
		if !(p >= 0) {
			list = append(list, fmt.Errorf("p = %v; it must be 0 <= p <= inf", p))
		}
	}
	for _, lambda := range s.Lambda {
		if !(lambda >= 0) || math.IsInf(float64(lambda), 1) {
			list = append(list, fmt.Errorf("lambda = %v; it must be a finite fraction of lambda_max and not negative", lambda))
		}
	}
	switch cells := len(s.Cells()); {
	case s.Trials <= 0:
		list = append(list, fmt.Errorf("trials = %d; it must be positive", s.Trials))
	case cells > 0 && s.Trials > mostTrials/cells:
		list = append(list, fmt.Errorf("trials = %d in %d cells; together they must not exceed %d", s.Trials, cells, int64(mostTrials)))
	}
	if s.First < 0 || s.First > mostTrials {
		list = append(list, fmt.Errorf("first = %d; the number of the first trial must be from 0 to %d", s.First, int64(mostTrials)))
	}
	return list
}

// defects lists what the lab lacks for the sweep: the measure, or a solver, or what the measure says.
func (l Lab) defects(s Sweep) (list []error) {
	if s.Measure == "" {
		some := Cell{N: 1, M: 1, K: 1} // for options whose value is the cell's
		for _, spelling := range s.Solver {
			if _, err := solvers.Find(l.Solvers, some.spelled(spelling)); err != nil {
				list = append(list, withNearest(err))
			}
		}
		return list
	}
	m, err := l.measure(s.Measure)
	if err != nil {
		return []error{err}
	}
	for _, c := range s.Cells() {
		if m.Accepts == nil {
			break
		}
		if err := m.Accepts(l, c); err != nil {
			list = append(list, withNearest(err))
		}
	}
	return list
}

// empty lists the axes without a value.
func (s Sweep) empty() (list []error) {
	for _, axis := range []struct {
		name   string
		length int
	}{
		{"n", len(s.N)}, {"m", len(s.M)}, {"k", len(s.K)}, {"p", len(s.P)}, {"lambda", len(s.Lambda)}, {"noise", len(s.Noise)},
		{"ensemble", len(s.Ensemble)}, {"amplitudes", len(s.Amplitudes)}, {"solver", len(s.Solver)},
	} {
		if axis.length == 0 {
			list = append(list, fmt.Errorf("axis %s is empty; give it at least one value", axis.name))
		}
	}
	return list
}

// undrawable lists the values that no draw can have.
func (s Sweep) undrawable() (list []error) {
	for _, err := range slices.Concat(
		probe(s.N, func(d *ensemble.Draw, n int) { d.N = n }),
		probe(s.M, func(d *ensemble.Draw, m int) { d.M = m }),
		probe(s.K, func(d *ensemble.Draw, k int) { d.N, d.K = max(k, 1), k }),
		probe(s.Noise, func(d *ensemble.Draw, sigma Real) { d.Noise = float64(sigma) }),
		slices.DeleteFunc(probe(s.Ensemble, func(d *ensemble.Draw, name string) { d.Ensemble = name }), known),
		probe(s.Amplitudes, func(d *ensemble.Draw, name string) { d.K, d.Amplitudes = 1, name }),
	) {
		list = append(list, withNearest(err))
	}
	return list
}

// probe tries each value of an axis in a draw in which nothing else is wrong.
func probe[T any](axis []T, set func(*ensemble.Draw, T)) (list []error) {
	for _, v := range axis {
		d := ensemble.Draw{N: 1, M: 1, Ensemble: "gaussian", Amplitudes: "gaussian"}
		set(&d, v)
		if err := d.Validate(); err != nil {
			list = append(list, err)
		}
	}
	return list
}

// known tells an error about a known name, such as that of an equation, which fits one shape only, from one about an unknown name.
func known(err error) bool {
	var unknown *ensemble.UnknownError
	return !errors.As(err, &unknown)
}
