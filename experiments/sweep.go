package experiments

import (
	"encoding/json"
	"math"
)

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
	Measure    string   `json:"measure,omitempty"` // of all cells
	Trials     int      `json:"trials"`
	First      int      `json:"first,omitempty"` // number of the first trial: those below belong to an earlier sweep of the same cells
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

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Real) UnmarshalJSON(data []byte) error {
	if string(data) == `"inf"` {
		*r = Real(math.Inf(1))
		return nil
	}
	return json.Unmarshal(data, (*float64)(r))
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
	return expand(cells, s.Solver, func(c *Cell, v string) { c.Solver, c.Measure = v, s.Measure })
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
