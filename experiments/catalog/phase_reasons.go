package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// phaseBecause marks the trials that miss for one reason; the reason none marks those that found the truth.
func phaseBecause(reason experiments.Reason) mark {
	return hits(func(c experiments.Cell, r results.Record) bool { return experiments.Cause(c, r) == reason })
}

// phaseOfThreshold is k over the asymptotic threshold rho(m/n) m.
func phaseOfThreshold(c experiments.Cell) (float64, error) {
	weak, err := theory.Threshold(float64(c.M) / float64(c.N))
	return float64(c.K) / float64(c.M) / weak.Rho, err
}

// phaseBanded are the groups with lo <= k/(rho m) < hi.
func phaseBanded(data experiments.Data, lo, hi float64) (out experiments.Data, err error) {
	for _, g := range data {
		share, err := phaseOfThreshold(g.Cell)
		if err != nil {
			return nil, err
		}
		if share >= lo && share < hi {
			out = append(out, g)
		}
	}
	return out, nil
}

// phaseBand is a stretch of k.
type phaseBand struct {
	name   string
	lo, hi float64 // of k/(rho m)
}

func phaseBands() []phaseBand {
	return []phaseBand{{"below half the threshold", 0, 0.5}, {"around it", 0.5, 1.5}, {"above one and a half times", 1.5, math.Inf(1)}}
}

// phaseReasons counts why trials miss.
func phaseReasons(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "reasons",
		Title:   "Why a planted point is missed: the geometry, the solver, or the tolerance",
		Caption: fmt.Sprintf("Shares of all trials whose touch was decided, with Clopper-Pearson intervals at 95%%; they add up to 1. Found: relative error at most 1e-6. Geometry: another point is as good or better, so that nobody could have told. Solver: the truth has a lower objective than the point that the solver returned, so that it stopped short of the minimum. Tolerance: the point is near the truth, relative error at most %g, but not that near. The threshold is rho(m/n) m, that of basis pursuit for n to infinity.", experiments.Near),
		Columns: append([]results.Column{text("method"), text("k")}, numbers("found", "geometry", "solver", "tolerance")...),
	}
	for _, l := range layers() {
		for _, b := range phaseBands() {
			cells, err := phaseBanded(data.Where(l.of), b.lo, b.hi)
			if err != nil {
				return t, err
			}
			row := []results.Value{results.Text(l.title), results.Text(b.name)}
			for reason := experiments.NoReason; reason <= experiments.Tolerance; reason++ {
				row = append(row, experiments.Estimate(pooled(cells, phaseBecause(reason))))
			}
			t.Append(row...)
		}
	}
	t.Note(fmt.Sprintf("the Lasso minimises another function, whose minimum is never at the truth: at lambda = %g lambda_max its geometry is a minimum that is not near the truth", penalty))
	losses(&t, data)
	return t, residue(&t, data, "p", "lambda", "solver")
}

// phaseTolerances are the relative errors that may count as recovery.
var phaseTolerances = []float64{1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8}

// phaseTold marks the trials whose point is the truth to a tolerance and, for p = 1 and lambda = 0, proved unique.
func phaseTold(tolerance float64) mark {
	return hits(func(c experiments.Cell, r results.Record) bool {
		return float64(r.Error) <= tolerance && (r.Unique || c.P != 1 || c.Lambda > 0)
	})
}

// phaseTolerance shows once what the bound on the error does.
func phaseTolerance(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "tolerance",
		Title:   "How often the planted point is found, by what counts as found",
		Caption: "Share of all trials of the plane with |x - x0| <= tolerance |x0| in the largest entry and, for basis pursuit, a touch proved unique.",
		Columns: numbers("tolerance"),
	}
	for _, l := range layers() {
		t.Columns = append(t.Columns, number(l.title))
	}
	for _, tolerance := range phaseTolerances {
		row := []results.Value{results.Float{Value: tolerance}}
		for _, l := range layers() {
			row = append(row, experiments.Estimate(pooled(data.Where(l.of), phaseTold(tolerance))))
		}
		t.Append(row...)
	}
	losses(&t, data)
	return t, residue(&t, data, "p", "lambda", "solver")
}
