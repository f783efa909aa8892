package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// phaseCounts is the success of one method at one m, by k.
func phaseCounts(data experiments.Data, l layer, m int) (counts []stats.Count) {
	for _, g := range data.Where(l.of) {
		if g.Cell.M == m {
			rate := g.Tally(l.hit).Rate
			counts = append(counts, stats.Count{X: float64(g.Cell.K), Hits: rate.Hits, Trials: rate.Trials()})
		}
	}
	return counts
}

// phaseHalf is where the success of a method passes one half, by a probit curve in k; unknown where there is no such k among those drawn.
func phaseHalf(counts []stats.Count, level float64) (stats.Crossing, bool) {
	fit, err := stats.FitCrossing(counts, stats.Probit, level)
	if err != nil {
		return fit, false
	}
	byK := func(a, b stats.Count) int { return int(a.X - b.X) }
	return fit, fit.X50.Value >= slices.MinFunc(counts, byK).X && fit.X50.Value <= slices.MaxFunc(counts, byK).X
}

// phaseCrossing fits the transition at each m and compares it with the exact law and its limit.
func phaseCrossing(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "crossing",
		Title:   "The k at which success passes one half, at each m",
		Caption: "Probit curves in k, with profile-likelihood intervals at 95%. Exact: from the conic law at this n, between whole k. Limit: rho m, the threshold for n to infinity at this m/n. Lack of fit is the p-value of the deviance of the curve for basis pursuit, agreement that of its crossing against the exact one.",
		Columns: numbers("n", "m", "basis pursuit", "exact", "limit", "agreement", "lack of fit", "Lasso", "reweighted L1/2"),
	}
	all := layers()
	n, ms := phaseShapes(data)
	var tests []float64
	for _, m := range ms {
		weak, err := theory.Threshold(float64(m) / float64(n))
		if err != nil {
			return t, err
		}
		exact := phaseExactHalf(n, m)
		row := []results.Value{results.Int(n), results.Int(m), results.Missing{}, results.Float{Value: exact, Digits: 4},
			results.Float{Value: weak.Rho * float64(m), Digits: 4}, results.Missing{}, results.Missing{}, results.Missing{}, results.Missing{}}
		for i, at := range []int{2, 7, 8} {
			counts := phaseCounts(data, all[i], m)
			fit, ok := phaseHalf(counts, experiments.Level)
			if !ok {
				continue
			}
			row[at] = withInterval(fit.X50)
			if i == 0 {
				row[6] = results.Float{Value: fit.Fit.P, Digits: 2}
				if p := phaseCrossingTest(counts, exact); !math.IsNaN(p) {
					tests = append(tests, p)
					row[5] = results.Float{Value: p, Digits: 2}
				}
			}
		}
		t.Append(row...)
	}
	if len(tests) > 0 {
		t.Note(fmt.Sprintf("agreement: the least of %d p-values is %.2g, Holm-adjusted %.2g", len(tests), slices.Min(tests), slices.Min(stats.Holm(tests))))
	}
	t.Note("lack of fit is a hint only: few k lie in the transition, so that few hits or few misses are expected elsewhere; a crossing outside of the k drawn is left out")
	losses(&t, data)
	return t, nil
}

// phaseShapes is the n of the plane and its m.
func phaseShapes(data experiments.Data) (n int, ms []int) {
	p := arrange(data, layers()[0])
	return p.n, p.ms
}

// phaseExactHalf is the exact half point; NaN where success is below one half at k = 1 already.
func phaseExactHalf(n, m int) float64 {
	half, err := theory.HalfPoint(n, m)
	if err != nil {
		return math.NaN()
	}
	return half
}

// phaseCrossingTest is the p-value of a crossing at k, that of the likelihood ratio behind the intervals: one less the level at which the interval
// ends there. It is NaN where hits and misses are separated, or k is unknown.
func phaseCrossingTest(counts []stats.Count, k float64) float64 {
	fit, ok := phaseHalf(counts, experiments.Level)
	if !ok || fit.Penalised || math.IsNaN(k) {
		return math.NaN()
	}
	lo, hi := 0.0, 6.0 // standard deviations
	for range 14 {
		z := (lo + hi) / 2
		if wider, _ := phaseHalf(counts, math.Erf(z/math.Sqrt2)); wider.X50.Interval.Contains(k) {
			hi = z
		} else {
			lo = z
		}
	}
	return math.Erfc((lo + hi) / 2 / math.Sqrt2)
}
