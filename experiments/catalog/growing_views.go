package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/results"
)

func growingNetworks(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "networks", Title: "Networks that grow, and others",
		Caption: "A student learns from m samples what a teacher says: one of two hidden units that looks at a part of " +
			"the inputs, one of eight that looks at all, and the first with its labels shuffled. " +
			"Growing: units are added one by one, each the best of some that are drawn, to as many as the strength. Small: as many units from the start.",
	}
	return t, dumberNetTable(&t, data, []dumberSetting{growingSimple, growingRich, growingShuffled}, growingMethods)
}

// growingSized are the ways of which the chosen size is shown.
var growingSized = []struct {
	name, method, fact string
	setting            *dumberSetting
}{
	{"network that grows", "growing", "strength", &growingSimple},
	{"small network", "small", "strength", &growingSimple},
	{"network that grows", "growing", "strength", &growingRich},
	{"small network", "small", "strength", &growingRich},
	{"matching pursuit", "omp", "size", &growingSparse},
	{"matching pursuit", "omp", "size", &growingDense},
	{"Lasso", "lasso", "size", &growingSparse},
	{"Lasso", "lasso", "size", &growingDense},
}

func growingSizes(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "sizes", Title: "Is a larger model chosen when more data is available?",
		Caption: "Size: hidden units of a network, non-zeros of a linear model, geometric mean of what was chosen by " +
			"validation. In hindsight: what the test error would have chosen. Slope: doublings of the size " +
			"per doubling of m, mean over trials, in the first row of each task and model.",
		Columns: append([]results.Column{text("task"), text("model")}, numbers("n", "m", "size", "in hindsight", "slope")...),
	}
	var shown experiments.Data
	for _, way := range growingSized {
		slope := withInterval(mean(growingSlopes(data, *way.setting, way.method, dumberFact(way.fact)), experiments.Level))
		for _, g := range way.setting.of(data, way.method) {
			shown = append(shown, g)
			hindsight := results.Value(results.Missing{})
			if way.fact == "strength" {
				hindsight = growingGeometric(dumberValues(g, growingHindsight))
			}
			t.Append(results.Text(way.setting.name), results.Text(way.name), results.Int(g.Cell.N), results.Int(g.Cell.M), growingGeometric(dumberValues(g, dumberFact(way.fact))), hindsight, slope)
			slope = results.Missing{}
		}
	}
	losses(&t, shown)
	return t, residue(&t, shown, "n", "m", "k", "noise", "solver")
}

// growingStrengths are the numbers of units that are tried, in the order of the facts about them.
func growingStrengths() []float64 {
	method, err := dumberNamed(dumberGrowing)
	if err != nil {
		return nil
	}
	return method.Strengths
}

// growingHindsight is the number of units with the least test error.
func growingHindsight(_ experiments.Cell, r results.Record) float64 {
	best, units := math.Inf(1), math.NaN()
	for try, strength := range growingStrengths() {
		if e := r.Facts.Get(dumberTry("test", try)); e < best {
			best, units = e, strength
		}
	}
	return units
}

// growingGeometric is the geometric mean of a sample, with the interval of the mean of its logarithms.
func growingGeometric(sample []float64) results.Value {
	p := growingPoint(0, sample)
	return results.Measured{Value: p.Y, Lo: p.Lo, Hi: p.Hi}
}

// growingPoint is that mean as a point of a figure.
func growingPoint(x float64, sample []float64) results.Point {
	var logs []float64
	for _, v := range sample {
		if v > 0 {
			logs = append(logs, math.Log(v))
		}
	}
	e := mean(logs, experiments.Level)
	return results.Point{X: x, Y: math.Exp(e.Value), Lo: math.Exp(e.Interval.Lo), Hi: math.Exp(e.Interval.Hi)}
}

func growingModels(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "linear", Title: "Linear models that grow, and others",
		Caption: "Labels A x0 + noise with k weights of +-1 in x0 and noise of half of |x0|. Grown column by column (omp), or in small steps (stagewise).",
	}
	return t, dumberLinearTable(&t, data, []dumberSetting{growingSparse, growingDense}, growingLearners)
}

func growingRecovery(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name: "recovery", Title: "Grown to as many weights as the truth has",
		Caption: "Learners that are told k, and basis pursuit (sparse), which is not.",
	}
	return t, dumberRecovery(&t, data, growingTold, growingRivals)
}
