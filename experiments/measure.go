package experiments

import (
	"context"
	"errors"
	"math/rand/v2"

	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
)

// Measure carries out a trial in another way than to have one problem solved and certified. What it saw is a list of facts. It must be a pure
// function of cell, seed and number of the trial, as everything that is recorded.
type Measure struct {
	Name  string // one lower-case word, the value of measure in the key of a cell
	About string // what is done in a trial, in a sentence
	Facts []Fact // in their order

	// Accepts says why a cell cannot be measured. Nil takes every cell.
	Accepts func(l Lab, c Cell) error

	// Run carries out a trial and returns the facts in the order in which they were announced. An error that wraps [solvers.ErrDeclined] makes
	// the trial declined, any other makes it failed.
	Run func(ctx context.Context, t *Trial) ([]float64, error)
}

// Fact is a number that a measure notes of every trial. Its name, meaning and unit stand in the manifest of a run, see [Plan.Manifest].
type Fact struct {
	Name  string `json:"name"`  // lower-case words and digits, joined by underscores
	Means string `json:"means"` // the formula, and where it is missing
	Unit  string `json:"unit"`  // count, share (of 1), ratio, flag (1: yes, 0: no), p-value, number, or what is measured in the system's own terms: x, b^2
}

// Trial is one repetition of a cell, with the means to carry it out. It serves one goroutine.
type Trial struct {
	Cell   Cell
	Seed   uint64
	Number int

	bench *bench
}

// Draw returns the system of the trial: the one that a cell without a measure meets. It is valid until the next draw.
func (t *Trial) Draw() (ensemble.System, error) { return t.System(t.Cell.draw(t.Seed, t.Number)) }

// System returns any other system. It is valid until the next draw.
func (t *Trial) System(d ensemble.Draw) (ensemble.System, error) { return t.bench.sampler.Draw(d) }

// Rand returns a generator for what the system does not hold. Its stream depends on the thing, and on the seed, n, m, k, the ensemble and the
// number of the trial; neither on p and lambda nor on the solver.
func (t *Trial) Rand(thing string) *rand.Rand { return t.Cell.draw(t.Seed, t.Number).Stream(thing) }

// Solve has a problem solved by a solver of the lab; see [solvers.Find] for its spelling.
func (t *Trial) Solve(ctx context.Context, solver string, p solvers.Problem) (solvers.Solution, error) {
	return t.bench.solve(ctx, t.Cell.spelled(solver), p)
}

// Certify asks the referee.
func (t *Trial) Certify(ctx context.Context, p solvers.Problem, sol solvers.Solution) certify.Certificate {
	return t.bench.referee.Certify(ctx, p, sol)
}

// measured carries out a trial of a measure.
func (b *bench) measured(ctx context.Context, m Measure, t Trial, r results.Record) results.Record {
	values, err := m.Run(ctx, &t)
	switch {
	case errors.Is(err, solvers.ErrDeclined):
		r.Outcome, r.Reason = results.Declined, err.Error()
		return r
	case err != nil:
		r.Outcome, r.Reason = results.Failed, err.Error()
		return r
	case len(values) != len(m.Facts):
		panic("experiments: measure " + m.Name + " does not return the facts it announces")
	}
	r.Outcome = results.Solved
	r.Facts = make(results.Facts, len(values))
	for i, f := range m.Facts {
		r.Facts[i] = results.Fact{Name: f.Name, Value: results.Number(values[i])}
	}
	return r
}

// measure returns the measure of that name.
func (l Lab) measure(name string) (Measure, error) {
	known := make([]string, len(l.Measures))
	for i, m := range l.Measures {
		if m.Name == name {
			return m, nil
		}
		known[i] = m.Name
	}
	return Measure{}, Unknown("measure", name, known)
}
