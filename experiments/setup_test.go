package experiments_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
)

// plan returns a plan of one sound sweep, changed as a test needs it.
func plan(change ...func(*experiments.Sweep)) experiments.Plan {
	s := experiments.Sweep{
		N: []int{6}, M: []int{3}, K: []int{0, 1}, P: []experiments.Real{1}, Lambda: []experiments.Real{0}, Noise: []experiments.Real{0},
		Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"}, Solver: []string{"homotopy"}, Trials: 10, Seed: 7,
	}
	for _, f := range change {
		f(&s)
	}
	return experiments.Plan{s}
}

// lab has the solvers and the referee of the catalog.
func lab(workers int) experiments.Lab {
	return experiments.Lab{Solvers: catalog.Entries(), Referee: catalog.Referee, Workers: workers}
}

// memory is a sink that keeps the records by number.
type memory struct {
	mu      sync.Mutex
	records map[int]results.Record
}

func (m *memory) Append(seq int, records ...results.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.records == nil {
		m.records = make(map[int]results.Record)
	}
	for i, r := range records {
		if _, doubled := m.records[seq+i]; doubled {
			return fmt.Errorf("record %d comes twice", seq+i)
		}
		m.records[seq+i] = r
	}
	return nil
}

func (m *memory) len() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.records)
}

func (m *memory) has(seq int) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, ok := m.records[seq]
	return ok
}

// all yields the records in canonical order, as a store does.
func (m *memory) all(yield func(results.Record, error) bool) {
	for seq := range len(m.records) {
		r, ok := m.records[seq]
		if !ok {
			yield(r, fmt.Errorf("record %d is missing", seq))
			return
		}
		if !yield(r, nil) {
			return
		}
	}
}

// run carries out a plan in memory and gathers its records.
func run(t *testing.T, l experiments.Lab, p experiments.Plan) experiments.Data {
	t.Helper()
	var sink memory
	if err := l.Run(t.Context(), p, 0, &sink); err != nil {
		t.Fatal(err)
	}
	data, err := experiments.Gather(p, sink.all)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// solver is a solver made of a function.
type solver func(p solvers.Problem) (solvers.Solution, error)

func (f solver) Solve(_ context.Context, p solvers.Problem) (solvers.Solution, error) { return f(p) }

// fake is an entry that hands out f again and again.
func fake(name string, f solver) solvers.Entry {
	return solvers.Entry{Name: name, New: func() solvers.Solver { return f }}
}

// line solves one equation for p = 1: everything on the column of the largest coefficient.
func line(p solvers.Problem) (solvers.Solution, error) {
	_, n := p.A.Dims()
	best := 0
	for j := range n {
		if abs(p.A.At(0, j)) > abs(p.A.At(0, best)) {
			best = j
		}
	}
	if p.A.At(0, best) == 0 {
		return solvers.Solution{}, solvers.ErrInfeasible
	}
	x := make([]float64, n)
	x[best] = p.B[0] / p.A.At(0, best)
	return solvers.Solution{X: x, Status: solvers.Converged, Iterations: 1}, nil
}

func abs(x float64) float64 { return max(x, -x) }

// oneRow is a plan of generic single equations for a fake solver.
func oneRow(name string, trials int) experiments.Plan {
	return plan(func(s *experiments.Sweep) {
		s.N, s.M, s.K, s.Solver, s.Trials = []int{2}, []int{1}, []int{0}, []string{name}, trials
	})
}

var errBoom = errors.New("boom")
