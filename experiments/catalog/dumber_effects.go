package catalog

import (
	"maps"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// dumberMargin is the largest excess of one test error over another, as a share of the error of the best constant, at which the two methods still count as
// equally good: a twentieth.
const dumberMargin = 0.05

// dumberSetting is a set of cells that differ in the method and perhaps in the number of samples.
type dumberSetting struct {
	name   string
	keep   func(experiments.Cell) bool
	suffix string // of the spelling of every method
}

// of selects the cells of a method.
func (s dumberSetting) of(data experiments.Data, method string) experiments.Data {
	return sorted(data.Where(func(c experiments.Cell) bool { return s.keep(c) && c.Solver == method+s.suffix }))
}

// The settings of networks. Sparse teachers look at a part of the inputs, dense ones at all of them.
func dumberNet(name, suffix string, dense bool) dumberSetting {
	return dumberSetting{name, func(c experiments.Cell) bool { return c.Measure == "network" && (c.K == c.N) == dense }, suffix}
}

const dumberShuffled, dumberRich = ":labels=shuffled", ":teacher=8"

// dumberLinear is a setting of linear models with noise: a tenth of the weights of the truth are not zero, or none is zero; there are fewer samples than
// weights, or more.
func dumberLinear(name string, dense, few bool) dumberSetting {
	return dumberSetting{name, func(c experiments.Cell) bool {
		return c.Measure == "prediction" && c.Noise > 0 && (c.K == c.N) == dense && (c.M < c.N) == few
	}, ""}
}

// dumberNumber is a number of a trial.
type dumberNumber = func(experiments.Cell, results.Record) float64

// dumberFact is a fact as it stands.
func dumberFact(name string) dumberNumber {
	return func(_ experiments.Cell, r results.Record) float64 { return r.Facts.Get(name) }
}

// dumberError is a mean squared error over that of the best constant, which for a linear model is 0: 1 is to have learned nothing.
func dumberError(name string) dumberNumber {
	return func(c experiments.Cell, r results.Record) float64 {
		if c.Measure == "prediction" {
			return r.Facts.Get(name) / (r.Facts.Get("signal") + c.Noise*c.Noise)
		}
		return r.Facts.Get(name)
	}
}

// dumberValues is the number in every solved trial of a group.
func dumberValues(g experiments.Group, of dumberNumber) []float64 {
	return values(g, func(r results.Record) float64 { return of(g.Cell, r) })
}

// dumberMean shows the mean of a number, and 0 for what is rounding.
func dumberMean(g experiments.Group, of dumberNumber) results.Value {
	e := mean(dumberValues(g, of), experiments.Level)
	if math.Abs(e.Interval.Lo) < dumberRounding && math.Abs(e.Interval.Hi) < dumberRounding {
		return results.Float{}
	}
	return withInterval(e)
}

// dumberRounding is what counts as nothing in a table.
const dumberRounding = 1e-6

// dumberPairs is the difference of a number between two groups in each trial that both solved, by trial.
func dumberPairs(first, second experiments.Group, of dumberNumber) map[int]float64 {
	other := make(map[int]results.Record)
	for _, r := range second.Records {
		other[r.Trial] = r
	}
	pairs := make(map[int]float64)
	for _, a := range first.Records {
		b, paired := other[a.Trial]
		d := of(first.Cell, a) - of(second.Cell, b)
		if paired && a.Outcome == results.Solved && b.Outcome == results.Solved && !math.IsNaN(d) && !math.IsInf(d, 0) {
			pairs[a.Trial] = d
		}
	}
	return pairs
}

// dumberOrdered is the values in the order of the trials, so that sums do not depend on chance.
func dumberOrdered(pairs map[int]float64) (list []float64) {
	for _, trial := range slices.Sorted(maps.Keys(pairs)) {
		list = append(list, pairs[trial])
	}
	return list
}

// dumberDifferences is the difference of a number between two methods, a value for each trial: the average over the numbers of samples at which both were
// tried, so that values are independent although samples of one trial share their points.
func dumberDifferences(data experiments.Data, s dumberSetting, first, second string, of dumberNumber) (list []float64) {
	sums, counts := make(map[int]float64), make(map[int]int)
	cells, last := 0, 0
	for _, g := range s.of(data, first) {
		for _, other := range s.of(data, second) {
			if dumberTask(g.Cell) != dumberTask(other.Cell) {
				continue
			}
			cells++
			for trial, d := range dumberPairs(g, other, of) {
				sums[trial] += d
				counts[trial]++
				last = max(last, trial)
			}
		}
	}
	for trial := range last + 1 {
		if counts[trial] > 0 && counts[trial] == cells {
			list = append(list, sums[trial]/float64(cells))
		}
	}
	return list
}

// dumberTask is the cell without the method.
func dumberTask(c experiments.Cell) experiments.Cell {
	c.Solver = ""
	return c
}

// dumberEffect is the mean of such differences.
func dumberEffect(name string, data experiments.Data, s dumberSetting, first, second string, of dumberNumber) experiments.Effect {
	return averaged(name, dumberDifferences(data, s, first, second, of))
}

// dumberExact marks the trials in which a linear model has the support of the truth and no other weight.
var dumberExact = hits(func(c experiments.Cell, r results.Record) bool {
	return r.Facts.Get("found") == float64(c.K) && r.Facts.Get("size") == float64(c.K)
})

// dumberRecovered marks those in which it is the truth.
var dumberRecovered = hits(func(c experiments.Cell, r results.Record) bool {
	return r.Facts.Get("test")-c.Noise*c.Noise <= experiments.Recovered*experiments.Recovered*r.Facts.Get("signal")
})

// dumberWon is the difference of two rates on the same draws, over all cells of a setting.
func dumberWon(name string, data experiments.Data, s dumberSetting, first, second string, view mark) (experiments.Effect, error) {
	one, other, pairs := 0, 0, 0
	for _, g := range s.of(data, first) {
		for _, h := range s.of(data, second) {
			if dumberTask(g.Cell) == dumberTask(h.Cell) {
				a, b, both := discordant(g, h, view)
				one, other, pairs = one+a, other+b, pairs+both
			}
		}
	}
	return paired(name, one, other, pairs)
}

// dumberShares is, by trial, the share of a number that one method has and another does not, for one number of samples.
func dumberShares(data experiments.Data, s dumberSetting, all, left string, of dumberNumber) []float64 {
	return dumberDifferences(data, s, all, left, func(c experiments.Cell, r results.Record) float64 {
		return of(c, r) / dumberAll(c)
	})
}

// dumberTold is what tells a learner the number of non-zeros of the truth.
const dumberTold = ":size=k"

// dumberWeights names laws of the weights of a truth.
var dumberWeights = map[string]string{"gaussian": "gaussian weights", "rademacher": "weights of +-1"}

// dumberClean is the setting of linear models without noise, whose learners are told the number of non-zeros; basis pursuit need not be.
func dumberClean(amplitudes string) dumberSetting {
	return dumberSetting{"no noise, " + dumberWeights[amplitudes], func(c experiments.Cell) bool {
		return c.Measure == "prediction" && c.Noise == 0 && c.Amplitudes == amplitudes
	}, ""}
}

// dumberNoisy is the setting of those with noise.
func dumberNoisy(amplitudes string) dumberSetting {
	return dumberSetting{"noise, " + dumberWeights[amplitudes], func(c experiments.Cell) bool {
		return c.Measure == "prediction" && c.Noise > 0 && c.Amplitudes == amplitudes
	}, dumberTold}
}

// dumberExactLaw is the p-values of basis pursuit without noise against the exact law of its success. Amplitudes do not matter to it and share their
// matrices, so that one law of them is enough.
func dumberExactLaw(data experiments.Data) (tests agreements, trials int, err error) {
	for _, g := range dumberClean("gaussian").of(data, "sparse") {
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, 0, err
		}
		rate := g.Tally(dumberRecovered).Rate
		tests.of(rate, exact)
		trials += rate.Trials()
	}
	return tests, trials, nil
}

// dumberTryAt names a fact about the try at a strength of a method.
func dumberTryAt(fact, method string, strength float64) string {
	m, err := dumberNamed(method)
	if err != nil {
		return ""
	}
	return dumberTry(fact, slices.Index(m.Strengths, strength))
}

// dumberWithin is the test error at the strength with the least validation error among those that leave at most a share of the weights.
func dumberWithin(share float64) dumberNumber {
	return func(c experiments.Cell, r results.Record) float64 {
		least, test := math.Inf(1), math.NaN()
		for try := range dumberTries {
			weights, validation := r.Facts.Get(dumberTry("weights", try)), r.Facts.Get(dumberTry("validation", try))
			if weights <= share*dumberAll(c) && validation < least {
				least, test = validation, r.Facts.Get(dumberTry("test", try))
			}
		}
		return test
	}
}

// dumberAll is the number of weights of a student of full size.
func dumberAll(c experiments.Cell) float64 { return float64((c.N + 1) * dumberHidden) }
