package experiments

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"touchpoint/results"
	"touchpoint/solvers"
)

// ErrSweep is wrapped by every error of [Plan.Validate].
var ErrSweep = errors.New("bad sweep")

// Sweep is the product of its axes, each cell drawn Trials times. Its JSON and YAML keys are the flags of the command line.
type Sweep struct {
	N          []int    `json:"n"`
	M          []int    `json:"m"`
	K          []int    `json:"k"`
	P          []Real   `json:"p"`
	Lambda     []Real   `json:"lambda"` // fractions of lambda_max
	Noise      []Real   `json:"noise"`
	Ensemble   []string `json:"ensemble"`
	Amplitudes []string `json:"amplitudes"`
	Solver     []string `json:"solver"`
	Trials     int      `json:"trials"`
	Seed       uint64   `json:"seed"`
}

// Real is a float64 whose JSON also holds +Inf, as the string "inf".
type Real float64

// MarshalJSON writes a number, or "inf".
func (r Real) MarshalJSON() ([]byte, error) {
	if math.IsInf(float64(r), 1) {
		return []byte(`"inf"`), nil
	}
	return json.Marshal(float64(r))
}

// Plan is what a study runs: sweeps one after the other. No cell may occur twice.
type Plan []Sweep

// Cells returns the product in its canonical order: the first axis varies slowest, the solver fastest.
func (s Sweep) Cells() []Cell {
	cells := []Cell{{}}
	cells = expand(cells, s.N, func(c *Cell, v int) { c.N = v })
	cells = expand(cells, s.M, func(c *Cell, v int) { c.M = v })
	cells = expand(cells, s.K, func(c *Cell, v int) { c.K = v })
	cells = expand(cells, s.Noise, func(c *Cell, v Real) { c.Noise = float64(v) })
	cells = expand(cells, s.Ensemble, func(c *Cell, v string) { c.Ensemble = v })
	cells = expand(cells, s.Amplitudes, func(c *Cell, v string) { c.Amplitudes = v })
	cells = expand(cells, s.P, func(c *Cell, v Real) { c.P = float64(v) })
	cells = expand(cells, s.Lambda, func(c *Cell, v Real) { c.Lambda = float64(v) })
	return expand(cells, s.Solver, func(c *Cell, v string) { c.Solver = v })
}

// expand replaces each cell by one for each value of an axis.
func expand[T any](cells []Cell, axis []T, set func(*Cell, T)) []Cell {
	out := make([]Cell, 0, len(cells)*len(axis))
	for _, c := range cells {
		for _, v := range axis {
			set(&c, v)
			out = append(out, c)
		}
	}
	return out
}

// Cells returns the cells of all sweeps in canonical order.
func (p Plan) Cells() []Cell {
	var cells []Cell
	for _, s := range p {
		cells = append(cells, s.Cells()...)
	}
	return cells
}

// Trials returns the number of trials of the whole plan.
func (p Plan) Trials() int {
	total := 0
	for _, s := range p {
		total += len(s.Cells()) * s.Trials
	}
	return total
}

// Validate reports all defects at once: empty axes, values out of range, unknown names with the nearest known one, doubled cells.
// The error wraps [ErrSweep].
func (p Plan) Validate(entries []solvers.Entry) error {
	var defects []string
	add := func(err error) {
		if text := err.Error(); !slices.Contains(defects, text) {
			defects = append(defects, text)
		}
	}
	seen := make(map[string]bool)
	for _, s := range p {
		for _, err := range s.defects(entries) {
			add(err)
		}
		for _, c := range s.Cells() {
			for _, err := range c.defects() {
				add(err)
			}
			if key := c.Key(); seen[key] {
				add(fmt.Errorf("cell %s is listed twice", key))
			} else {
				seen[key] = true
			}
		}
	}
	if len(p) == 0 {
		add(errors.New("there is no sweep"))
	}
	if len(defects) == 0 {
		return nil
	}
	const most = 8
	errs := []error{}
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

// defects lists what is wrong with the axes.
func (s Sweep) defects(entries []solvers.Entry) (list []error) {
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
	if s.Trials <= 0 {
		list = append(list, fmt.Errorf("trials = %d; it must be positive", s.Trials))
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name
	}
	for _, name := range s.Solver {
		if !slices.Contains(names, name) {
			list = append(list, Unknown("solver", name, names))
		}
	}
	return list
}

// Manifest describes the plan and the configuration of its solvers for a [results.Store].
func (p Plan) Manifest(entries []solvers.Entry) (results.Manifest, error) {
	sweep, err := json.Marshal(p)
	if err != nil {
		return results.Manifest{}, fmt.Errorf("experiments: %w", err)
	}
	m := results.Manifest{Sweep: sweep, Solvers: make(map[string]json.RawMessage)}
	if len(p) > 0 {
		m.Seed = p[0].Seed
	}
	for _, c := range p.Cells() {
		if _, done := m.Solvers[c.Solver]; done {
			continue
		}
		entry, err := find(entries, c.Solver)
		if err != nil {
			return results.Manifest{}, err
		}
		if m.Solvers[c.Solver], err = json.Marshal(entry.New()); err != nil {
			return results.Manifest{}, fmt.Errorf("experiments: configuration of %s: %w", c.Solver, err)
		}
	}
	return m, nil
}

func find(entries []solvers.Entry, name string) (solvers.Entry, error) {
	for _, e := range entries {
		if e.Name == name {
			return e, nil
		}
	}
	return solvers.Entry{}, fmt.Errorf("experiments: solver %q is not in the catalog", name)
}
