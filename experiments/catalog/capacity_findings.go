package catalog

import (
	"maps"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// capacitySeen is what all chains say together.
type capacitySeen struct {
	fit, memory results.Rate   // neighbouring strengths at which the stronger fits true, and shuffled, labels no better
	some, more  capacityByRows // log of the test error at the best strength over the weakest; at the strongest over the best
	freedom     capacityByRows // degrees of freedom at the strongest penalty over those at the weakest
	zeros, kept capacityByRows // share of weights at the best strength: Lasso; ridge and dropout
	tests       agreements
	trials      int
}

// capacityDraws is numbers by trial, those of all learners that met the draw: together they are one observation, their mean, for they are not independent.
type capacityDraws map[int][]float64

// add takes a number of each trial that both groups solved.
func (d *capacityDraws) add(first, second experiments.Group, of func(a, b results.Record) float64) {
	if *d == nil {
		*d = make(capacityDraws)
	}
	for i := range min(len(first.Records), len(second.Records)) {
		a, b := experiments.Group{Records: first.Records[i : i+1]}, experiments.Group{Records: second.Records[i : i+1]}
		if v := capacityPaired(a, b, of); len(v) > 0 {
			(*d)[i] = append((*d)[i], v...)
		}
	}
}

// means is one number for each draw.
func (d capacityDraws) means() (list []float64) {
	for _, trial := range slices.Sorted(maps.Keys(d)) {
		list = append(list, sum(d[trial])/float64(len(d[trial])))
	}
	return list
}

// capacityByRows is draws by the number of samples; those of different numbers are independent.
type capacityByRows map[int]*capacityDraws

func (r *capacityByRows) add(first, second experiments.Group, of func(a, b results.Record) float64) {
	if *r == nil {
		*r = make(capacityByRows)
	}
	if (*r)[first.Cell.M] == nil {
		(*r)[first.Cell.M] = new(capacityDraws)
	}
	(*r)[first.Cell.M].add(first, second, of)
}

func (r capacityByRows) means() (list []float64) {
	for _, m := range slices.Sorted(maps.Keys(r)) {
		list = append(list, r[m].means()...)
	}
	return list
}

// capacityRounding is the relative rounding within which an error counts as no smaller.
const capacityRounding = 1e-9

func capacityLook(data experiments.Data) (seen capacitySeen, err error) {
	for i, chain := range capacityChains(data) {
		best, err := capacityBest(chain[0].Cell)
		if err != nil {
			return seen, err
		}
		there, strongest := capacityAt(chain, best), chain[len(chain)-1]
		for j := 1; j < len(chain); j++ {
			capacityRise(&seen.fit, chain[j-1], chain[j], factOf("train"))
			capacityRise(&seen.memory, chain[j-1], chain[j], factOf("shuffled"))
		}
		seen.some.add(there, chain[0], capacityLog)
		seen.more.add(strongest, there, capacityLog)
		seen.freedom.add(strongest, chain[0], func(a, b results.Record) float64 { return a.Facts.Get("freedom") / b.Facts.Get("freedom") })
		share := func(r, _ results.Record) float64 { return r.Facts.Get("size") / float64(there.Cell.N) }
		if there.Cell.Solver == "lasso" {
			seen.zeros.add(there, there, share)
		} else {
			seen.kept.add(there, there, share)
		}
		_, _, difference, err := capacityMeans(chain, i)
		if err != nil {
			return seen, err
		}
		if test, err := stats.StudentTest(difference); err == nil {
			seen.tests = append(seen.tests, test.P)
			seen.trials += len(difference)
		}
	}
	return seen, nil
}

// capacityFindings asks whether a harder penalty makes a model dumber, and whether that makes it better.
func capacityFindings(data experiments.Data) ([]experiments.Finding, error) {
	seen, err := capacityLook(data)
	if err != nil {
		return nil, err
	}
	share := func(name string, sample []float64) experiments.Effect {
		return estimated(name, mean(sample, experiments.Confident), len(sample))
	}
	return []experiments.Finding{
		experiments.Below("the Lasso takes memory slots away: at the penalty that theory calls best fewer than half of the weights are left", share("share of non-zeros", seen.zeros.means()), 0.5),
		experiments.Below("the harder, the better: the strongest penalty predicts new samples better than the one that theory calls best",
			capacityRatio("test error at the strongest over that at the best, geometric mean", seen.more.means()), 1),
		capacityStep("the harder the penalty, the worse the training labels are fitted, by ridge, dropout and Lasso, as must be at a minimum", "share of the steps from one strength to the next", seen.fit),
		capacityStep("the harder the penalty, the less can be memorised: labels in random order are fitted the worse, as must be at a minimum", "share of the steps from one strength to the next", seen.memory),
		experiments.Below("the strongest penalty leaves the model less than half of the degrees of freedom that the weakest leaves it",
			share("degrees of freedom over those at the weakest", seen.freedom.means()), 0.5),
		experiments.Below("some banging helps: the penalty that theory calls best predicts new samples better than the weakest",
			capacityRatio("test error at the best over that at the weakest, geometric mean", seen.some.means()), 1),
		experiments.Below("ridge and dropout take memory slots away, too, though they set no weight to zero: at the penalty that theory calls best fewer than half of the weights are left", share("share of non-zeros", seen.kept.means()), 0.5),
		experiments.Agrees("the degrees of freedom, by their definition as a covariance, are those of the closed forms", seen.trials, seen.tests),
	}, nil
}

// capacityStep is [experiments.Always] without an interval, for the steps of one draw are not independent.
func capacityStep(hypothesis, name string, r results.Rate) experiments.Finding {
	f := experiments.Always(hypothesis, name, r)
	f.Effect.Lo, f.Effect.Hi = math.NaN(), math.NaN()
	return f
}

// capacityRise counts the trials in which a quantity is no smaller at the stronger of two penalties.
func capacityRise(rate *results.Rate, weak, strong experiments.Group, of func(results.Record) float64) {
	for _, difference := range capacityPaired(strong, weak, func(a, b results.Record) float64 { return of(a) - of(b)*(1-capacityRounding) }) {
		if difference >= 0 {
			rate.Add(results.Hit)
		} else {
			rate.Add(results.Miss)
		}
	}
}

// capacityPaired is a number of each trial that both groups solved.
func capacityPaired(first, second experiments.Group, of func(a, b results.Record) float64) (list []float64) {
	for i := range min(len(first.Records), len(second.Records)) {
		a, b := first.Records[i], second.Records[i]
		if v := of(a, b); a.Outcome == results.Solved && b.Outcome == results.Solved && !math.IsNaN(v) && !math.IsInf(v, 0) {
			list = append(list, v)
		}
	}
	return list
}

// capacityLogs are log (test error of the first over that of the second), trial by trial.
func capacityLogs(first, second experiments.Group) []float64 {
	return capacityPaired(first, second, capacityLog)
}

func capacityLog(a, b results.Record) float64 {
	return math.Log(a.Facts.Get("test") / b.Facts.Get("test"))
}

// capacityRatio is a geometric mean with Student's interval of the logarithm.
func capacityRatio(name string, logs []float64) experiments.Effect {
	e := mean(logs, experiments.Confident)
	return experiments.Effect{Name: name, Value: math.Exp(e.Value), Lo: math.Exp(e.Interval.Lo), Hi: math.Exp(e.Interval.Hi), Trials: len(logs)}
}
