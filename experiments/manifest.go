package experiments

import (
	"encoding/json"
	"fmt"

	"touchpoint/results"
	"touchpoint/solvers"
)

// Manifest describes the plan, the configuration of its solvers, as the lab makes them, and the facts of its measures, for a [results.Store].
func (p Plan) Manifest(l Lab) (results.Manifest, error) {
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
		entry, err := solvers.Find(l.Solvers, settled(c.Solver))
		if err != nil && c.Measure != "" {
			continue // a method of the measure's own, all of which its spelling says
		}
		if err != nil {
			return results.Manifest{}, withNearest(err)
		}
		if m.Solvers[c.Solver], err = json.Marshal(entry.New()); err != nil {
			return results.Manifest{}, fmt.Errorf("experiments: configuration of %s: %w", c.Solver, err)
		}
	}
	m.Measures, err = p.measured(l)
	return m, err
}

// measured describes the measures of the plan by name.
func (p Plan) measured(l Lab) (map[string]json.RawMessage, error) {
	described := make(map[string]json.RawMessage)
	for _, s := range p {
		if s.Measure == "" || described[s.Measure] != nil {
			continue
		}
		measure, err := l.measure(s.Measure)
		if err != nil {
			return nil, err
		}
		described[s.Measure], err = json.Marshal(struct {
			About string `json:"about"`
			Facts []Fact `json:"facts"`
		}{measure.About, measure.Facts})
		if err != nil {
			return nil, fmt.Errorf("experiments: facts of %s: %w", s.Measure, err)
		}
	}
	return described, nil
}
