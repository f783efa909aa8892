package experiments

import (
	"encoding/json"
	"fmt"

	"touchpoint/results"
	"touchpoint/solvers"
)

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
