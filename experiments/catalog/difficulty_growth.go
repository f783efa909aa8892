package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// difficultyGrowing are the planted cells n = 2m = 4k, enumerated or not.
func difficultyGrowing(data experiments.Data) experiments.Data {
	return data.Where(func(c experiments.Cell) bool {
		return c.Measure == "" && c.K > 0 && 4*c.K == c.N && !difficultyIsSeeded(c.Solver)
	})
}

// difficultyCauses tells the two reasons of failure apart as systems grow. Either is proved by the values of |x|_p^p at point and truth, at any n.
func difficultyCauses(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "causes",
		Title:   "Planted points, n = 2m = 4k: found, beaten, or missed by the method?",
		Caption: "Better point: the method's point has a smaller |x|_p^p than the planted one, so that no method for this p can be expected to find it. Stopped short: it has a larger one, so that the planted point was the better local minimum. L1 has no such minima; exact is its law.",
		Columns: append(append(numbers("n", "m", "k", "p"), text("method")), numbers("found", "exact", "better point", "stopped short")...),
	}
	cells := sorted(difficultyGrowing(data))
	var tests agreements
	for _, g := range cells {
		c := g.Cell
		method, exact := difficultyNamed(c.Solver).label, math.NaN()
		if c.P == 1 {
			law, err := theory.Success(c.N, c.M, c.K)
			if err != nil {
				return t, err
			}
			method, exact = "basis pursuit", law
			tests.of(g.Tally(experiments.Success).Rate, law)
		}
		t.Append(results.Int(c.N), results.Int(c.M), results.Int(c.K), exponent(c.P), results.Text(method), experiments.Estimate(g.Tally(experiments.Success).Rate),
			probability(exact), experiments.Estimate(g.Tally(phaseBecause(experiments.Geometry)).Rate), experiments.Estimate(g.Tally(phaseBecause(experiments.Method)).Rate))
	}
	tests.note(&t)
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k", "p", "solver")
}

// difficultyCosts turns counts of work into operations, so that methods with different units stand side by side.
func difficultyCosts(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "costs",
		Title:   "What a solution costs, as systems grow: n = 2m = 4k, p = 1/2",
		Caption: "Work is the mean of the method's own count. Operations are work times the leading terms of what one costs: m^2 for a basis, 4mn for a step, m^2 n + m^3/3 for a least-squares problem, 8 m^2 n for an L1 problem by homotopy with its 2m or so breakpoints. These are not times, which go test -bench Difficulty ./experiments/catalog measures.",
		Columns: append(append(numbers("n", "m"), text("method")), number("work"), text("counted in"), number("operations")),
	}
	cells := sorted(difficultyGrowing(data).Where(func(c experiments.Cell) bool { return c.P == difficultyHalf }))
	for _, g := range cells {
		method, work := difficultyNamed(g.Cell.Solver), mean(difficultyWork(g), experiments.Level)
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Text(method.label), withInterval(work), results.Text(method.unit),
			results.Text(difficultyPower(work.Value*method.operations(float64(g.Cell.N), float64(g.Cell.M)))))
	}
	for n := 20; n <= 80; n *= 2 {
		count := math.Exp(spikierChoose(n, n/2))
		t.Note(fmt.Sprintf("enumeration would take %.1e bases at n = %d, %.1e operations", count, n, count*difficultyBasis(float64(n), float64(n/2))))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "n", "m", "k", "solver")
}

func difficultyWork(g experiments.Group) []float64 {
	return values(g, func(r results.Record) float64 { return float64(r.Iterations) })
}

// difficultyPower shows an order of magnitude; NaN is missing.
func difficultyPower(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.1e", x)
}

// difficultySizes lists the n of some cells.
func difficultySizes(data experiments.Data) (ns []int) {
	for _, g := range data {
		ns = append(ns, g.Cell.N)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}
