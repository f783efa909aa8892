package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// calibration asks whether the harness tells the truth where the truth is known: hundreds of cells, drawn independently of each other.
func calibration() experiments.Claim {
	return experiments.Claim{
		Name:      "calibration",
		Sentence:  "of this harness, not of the article: what it measures is what exact theory says",
		Question:  "Over hundreds of Gaussian cells with independent draws, are the z-scores of measured against exact success standard normal, and do 95% intervals cover 95%?",
		Reference: "the exact conic law of basis pursuit, cell by cell, and the binomial law of counts",
		Plan:      calibrationPlan,
		Views:     []experiments.View{calibrationSummary, calibrationCells},
		Pictures:  []experiments.Picture{calibrationPicture},
		Findings:  calibrationFindings,
	}
}

// tested bounds the probabilities of the cells: nearer to 0 and 1 a z-score is far from normal.
const tested = 0.04

func calibrationPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 4, 250, 4000)
	// The variance of z is known to a seventh from 600 cells, whatever the trials in each.
	all := []int{8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 34, 38, 42, 46, 50, 56}
	sizes := experiments.Pick(e, []int{8, 12}, all, all)
	for _, n := range sizes {
		for i := 1; i <= 6; i++ {
			m := n * i / 7
			if ks := uncertain(n, m); len(ks) > 0 {
				plan = append(plan, gaussian(n, m, ks, []experiments.Real{1}, "homotopy", trials))
			}
		}
	}
	return plan
}

// uncertain lists the k < m whose success is neither nearly certain nor nearly impossible. Where success is uncertain at k = 1 already, or still at
// k = m, the list goes that far.
func uncertain(n, m int) (ks []int) {
	first, last := 1, m-1
	if at, err := theory.SuccessPoint(n, m, 1-tested); err == nil {
		first = int(math.Ceil(at))
	}
	if at, err := theory.SuccessPoint(n, m, tested); err == nil {
		last = min(last, int(at))
	}
	for k := first; k <= last; k++ {
		ks = append(ks, k)
	}
	return ks
}

// scored is a cell with its exact probability.
type scored struct {
	cell  experiments.Cell
	rate  results.Rate
	exact float64
}

func (s scored) z() float64 { return stats.ZScore(s.rate.Hits, s.rate.Trials(), s.exact) }

func scores(data experiments.Data) (list []scored, err error) {
	for _, g := range data {
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, err
		}
		if rate := g.Tally(experiments.Success).Rate; rate.Trials() > 0 {
			list = append(list, scored{g.Cell, rate, exact})
		}
	}
	return list, nil
}

// covered counts the cells whose interval holds the exact probability.
func covered(list []scored, interval func(hits, trials int, level float64) stats.Interval) (r results.Rate) {
	for _, s := range list {
		if interval(s.rate.Hits, s.rate.Trials(), experiments.Level).Contains(s.exact) {
			r.Add(results.Hit)
		} else {
			r.Add(results.Miss)
		}
	}
	return r
}

func calibrationSummary(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "summary",
		Title:   "The harness against exact theory, over all cells",
		Caption: fmt.Sprintf("z = (measured - exact) / sqrt(exact (1 - exact) / trials), over cells with exact success between %g and %g. Intervals of the mean and the variance are at 95%%, those of the coverages Clopper-Pearson.", tested, 1-tested),
		Columns: []results.Column{text("figure"), number("measured"), number("expected")},
	}
	list, err := scores(data)
	if err != nil {
		return t, err
	}
	row := func(what string, measured, expected results.Value) { t.Append(results.Text(what), measured, expected) }
	fit, err := calibrated(list, experiments.Level)
	if err != nil {
		return t, err
	}
	row("cells", results.Int(len(list)), results.Missing{})
	row("mean of z", withInterval(fit.mean), results.Float{Value: 0})
	row("variance of z", withInterval(fit.variance), results.Float{Value: 1})
	row("alpha of logit measured = alpha + beta logit exact", withInterval(fit.curve.Alpha), results.Float{Value: 0})
	row("beta", withInterval(fit.curve.Beta), results.Float{Value: 1})
	row("p-value of alpha = 0 and beta = 1 together", results.Float{Value: fit.curve.Exact.P, Digits: 2}, results.Missing{})
	row("95% Wilson intervals that hold the exact value", experiments.Estimate(covered(list, stats.Wilson)), results.Float{Value: experiments.Level})
	row("95% Clopper-Pearson intervals that hold it", experiments.Estimate(covered(list, stats.ClopperPearson)), results.Text("at least 0.95"))
	losses(&t, data)
	return t, nil
}

// fitted is what all cells together say.
type fitted struct {
	mean, variance stats.Estimate // of z
	curve          stats.Calibration
}

// calibrated fits them; with fewer than two cells nothing is known.
func calibrated(list []scored, level float64) (f fitted, err error) {
	if len(list) < 2 {
		nothing := unknownEstimate()
		return fitted{nothing, nothing, stats.Calibration{Alpha: nothing, Beta: nothing, Exact: stats.Test{P: math.NaN()}}}, nil
	}
	var counts []stats.Count
	for _, s := range list {
		counts = append(counts, stats.Count{X: s.exact, Hits: s.rate.Hits, Trials: s.rate.Trials()})
	}
	if f.mean, err = stats.Mean(zs(list), level); err != nil {
		return f, err
	}
	if f.variance, err = stats.Variance(zs(list), level); err != nil {
		return f, err
	}
	f.curve, err = stats.FitCalibration(counts, level)
	return f, err
}

func zs(list []scored) (z []float64) {
	for _, s := range list {
		z = append(z, s.z())
	}
	return z
}

func calibrationCells(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "cells",
		Title:   "Every cell of the calibration",
		Caption: "Success of basis pursuit against its exact law; agreement is the two-sided binomial p-value.",
		Columns: numbers("n", "m", "k", "success", "exact", "z", "agreement"),
	}
	list, err := scores(data)
	if err != nil {
		return t, err
	}
	var tests agreements
	var fit squares
	for _, s := range list {
		fit.add(s.rate, s.exact)
		t.Append(results.Int(s.cell.N), results.Int(s.cell.M), results.Int(s.cell.K), experiments.Estimate(s.rate), probability(s.exact),
			results.Float{Value: s.z(), Digits: 3}, tests.of(s.rate, s.exact))
	}
	tests.note(&t)
	fit.note(&t)
	losses(&t, data)
	return t, nil
}

// calibrationPicture shows the distribution of the z-scores beside the normal one, and measured against exact success.
func calibrationPicture(data experiments.Data) (results.Figure, error) {
	list, err := scores(data)
	if err != nil {
		return results.Figure{}, err
	}
	measured, diagonal := results.Series{Name: "a cell, with its 95% interval", Shape: results.Dots}, results.Series{Name: "measured = exact", Shape: results.Dashed}
	for _, s := range list {
		i := stats.Wilson(s.rate.Hits, s.rate.Trials(), experiments.Level)
		measured.Points = append(measured.Points, results.Point{X: s.exact, Y: s.rate.Value(), Lo: i.Lo, Hi: i.Hi})
	}
	diagonal.Points = []results.Point{{X: 0, Y: 0}, {X: 1, Y: 1}}
	z := zs(list)
	steps, normal := distribution("z-scores", z), results.Series{Name: "standard normal", Shape: results.Dashed}
	for x := -4.0; x <= 4; x += 0.1 {
		normal.Points = append(normal.Points, results.Point{X: x, Y: 0.5 * math.Erfc(-x/math.Sqrt2)})
	}
	return results.Figure{
		Name: "calibration", Title: "The harness against exact theory", Across: 2,
		Caption: "Left: measured success of every cell against its exact probability. Right: the distribution function of the z-scores, and the standard normal one.",
		Panels: []results.Panel{
			{Title: "success", X: results.Axis{Label: "exact"}, Y: results.Axis{Label: "measured"}, Series: []results.Series{measured, diagonal}},
			{Title: "z-scores", X: results.Axis{Label: "z"}, Y: results.Axis{Label: "share of the cells below"}, Series: []results.Series{steps, normal}},
		},
	}, nil
}

func calibrationFindings(data experiments.Data) ([]experiments.Finding, error) {
	list, err := scores(data)
	if err != nil {
		return nil, err
	}
	fit, err := calibrated(list, experiments.Confident)
	if err != nil {
		return nil, err
	}
	var tests agreements
	for _, s := range list {
		tests.of(s.rate, s.exact)
	}
	effect := func(name string, e stats.Estimate) experiments.Effect { return estimated(name, e, data.Trials()) }
	coverage := covered(list, stats.Wilson)
	share := experiments.Effect{Name: fmt.Sprintf("coverage over %d cells", coverage.Trials()), Value: coverage.Value(), Lo: coverage.Value(), Hi: coverage.Value(), Trials: data.Trials()}
	if fit.curve.Cells > 0 {
		tests = append(tests, fit.curve.Exact.P)
	}
	return []experiments.Finding{
		experiments.Within("the z-scores of measured against exact success have mean 0, within a quarter", effect("mean of z", fit.mean), -0.25, 0.25),
		experiments.Within("their variance is 1, within a third", effect("variance of z", fit.variance), 0.67, 1.33),
		experiments.Within("95% intervals hold the exact value in 93% to 97% of the cells", share, 0.93, 0.97),
		experiments.Agrees("no cell is at odds with the exact law, nor are all together", data.Trials(), tests),
	}, nil
}
