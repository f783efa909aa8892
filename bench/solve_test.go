package bench

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"
)

// TestMain lets the output of go test -bench say what its metrics mean.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.bench"); f.Value.String() != "" {
		fmt.Print(metrics)
	}
	os.Exit(m.Run())
}

// BenchmarkSolve solves every system of a cell once an op, and reports what the referee says of the points.
func BenchmarkSolve(b *testing.B) {
	for _, c := range Cells() {
		b.Run(c.Key(), c.benchmark)
	}
}

func (c Cell) benchmark(b *testing.B) {
	entry, err := c.entry()
	if err != nil {
		b.Fatal(err)
	}
	player := entry.New()
	problems, found, err := c.judged(b.Context(), player)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range problems {
			if _, err := solvers.Solve(b.Context(), player, p); err != nil {
				b.Fatal(err)
			}
		}
	}
	for unit, value := range found.metrics() {
		b.ReportMetric(value, unit)
	}
}

// judged draws the systems of the cell, has them solved, and the points judged by the referee.
func (c Cell) judged(ctx context.Context, player solvers.Solver) ([]solvers.Problem, quality, error) {
	problems, found, referee := make([]solvers.Problem, c.Draws()), quality{}, catalog.Referee()
	for i := range problems {
		p, truth, err := c.system(i)
		if err != nil {
			return nil, found, err
		}
		sol, err := solvers.Solve(ctx, player, p)
		if err != nil {
			return nil, found, err
		}
		problems[i] = p
		found.add(p, sol, referee.Certify(ctx, p, sol), truth)
	}
	return problems, found, nil
}

// quality sums up the certificates of a cell.
type quality struct {
	systems, planted, recovered, nnz, iterations int
	gap, residual                                float64 // the largest; NaN where the referee knows none
}

func (q *quality) add(p solvers.Problem, sol solvers.Solution, c certify.Certificate, truth []float64) {
	q.systems++
	q.iterations += sol.Iterations
	q.nnz += len(certify.AppendSupport(nil, sol.X))
	q.gap = max(q.gap, c.Gap) // the maximum of anything and NaN is NaN
	q.residual = max(q.residual, c.Residual)
	if p.Lambda > 0 {
		q.residual = math.NaN()
	}
	if truth != nil && p.Lambda == 0 {
		q.planted++
		if near(sol.X, truth) {
			q.recovered++
		}
	}
}

// near is the success of a sweep, as far as the point decides it.
func near(x, truth []float64) bool {
	off, size := 0.0, 0.0
	for j := range x {
		off, size = max(off, math.Abs(x[j]-truth[j])), max(size, math.Abs(truth[j]))
	}
	return off <= 1e-6*size
}

const ppb = 1e-9

// metrics returns what is known, by unit: a NaN would stand in the way of every comparison.
func (q *quality) metrics() map[string]float64 {
	known := map[string]float64{
		"iterations": float64(q.iterations) / float64(q.systems), "nnz": float64(q.nnz) / float64(q.systems),
		"recovered": float64(q.recovered) / float64(q.planted), "gap-ppb": q.gap / ppb, "residual-ppb": q.residual / ppb,
	}
	maps.DeleteFunc(known, func(_ string, x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) })
	return known
}

// TestCells: every solver of the catalog is measured, names mean one cell each, and what is reported is known and the same each time.
func TestCells(t *testing.T) {
	seen, played := map[string]bool{}, map[string]bool{}
	for _, c := range Cells() {
		name, _, _ := strings.Cut(c.Solver, ":")
		key := c.Key()
		if _, err := results.ParseKey(key); err != nil || seen[key] || strings.ContainsAny(key, " -") {
			t.Errorf("%s: %v, or it stands twice, or has a blank or a hyphen, as names of benchmarks must not", key, err)
		}
		seen[key], played[name] = true, true
		if c.N > 50 {
			continue
		}
		entry, err := c.entry()
		if err != nil {
			t.Fatal(err)
		}
		_, first, err := c.judged(t.Context(), entry.New())
		_, again, err2 := c.judged(t.Context(), entry.New())
		if diff := cmp.Diff(first.metrics(), again.metrics()); err != nil || err2 != nil || diff != "" || len(first.metrics()) < 3 {
			t.Errorf("%s: %v, %v, %v %s", key, err, err2, first.metrics(), diff)
		}
	}
	for _, e := range catalog.Entries() {
		if !played[e.Name] {
			t.Errorf("%s is in no cell", e.Name)
		}
	}
}
