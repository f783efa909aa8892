package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// capacityWords explains strengths and errors.
const capacityWords = "Strength s: the weight of |x|^2/2 for ridge and of |x|_1 for the Lasso is s m; dropout drops inputs with probability s/(1 + s). Errors are over |x0|^2: noise alone is 0.25, learning nothing 1.25. "

func capacityStrengths(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "strength",
		Title: "What a penalty takes from a model of 40 features, 4 of which matter, by its strength",
		Caption: capacityWords + "Degrees of freedom: sum_i cov(fit_i, b_i)/Noise^2, from fits to noise of either sign. Shuffled labels: the share of |b|^2 that the fit of labels in random order leaves. " +
			"Means with 95% intervals; limit is the test error for large n at this m/n.",
		Columns: append(append(numbers("m"), text("learner")), numbers("strength", "degrees of freedom", "non-zeros", "training error", "shuffled labels", "test error", "limit")...),
	}
	for _, g := range data {
		limit, err := capacityLimit(g.Cell)
		if err != nil {
			return t, err
		}
		freedoms, err := capacityFreedoms(g.Cell)
		if err != nil {
			return t, err
		}
		show := func(of func(results.Record) float64) results.Value {
			return withInterval(mean(values(g, of), experiments.Level))
		}
		t.Append(results.Int(g.Cell.M), results.Text(capacityLabels[g.Cell.Solver]), results.Float{Value: g.Cell.Lambda},
			show(freedoms), show(factOf("size")), show(capacityError("train")), show(factOf("shuffled")), show(capacityError("test")),
			results.Float{Value: limit.Test / float64(g.Cell.K), Digits: 4})
	}
	losses(&t, data)
	return t, residue(&t, data, "m", "lambda", "solver")
}

func capacityChoices(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "choices",
		Title: "Too little, enough, too much: test error at the weakest and the strongest penalty, and at the one that theory calls best",
		Caption: capacityWords + "Best is the strength of the grid next to the best one in the limit of large n, which no data chose. " +
			"Below 1, the best penalty predicts better: the geometric mean of the ratio in the same trials, with 99% interval.",
		Columns: append(append(numbers("m"), text("learner")), numbers("best strength", "test error there", "over that at the weakest", "over that at the strongest", "degrees of freedom there", "non-zeros there")...),
	}
	for _, chain := range capacityChains(data) {
		best, err := capacityBest(chain[0].Cell)
		if err != nil {
			return t, err
		}
		there := capacityAt(chain, best)
		freedoms, err := capacityFreedoms(there.Cell)
		if err != nil {
			return t, err
		}
		show := func(of func(results.Record) float64) results.Value {
			return withInterval(mean(values(there, of), experiments.Level))
		}
		over := func(rival experiments.Group) results.Value {
			e := capacityRatio("", capacityLogs(there, rival))
			return results.Measured{Value: e.Value, Lo: e.Lo, Hi: e.Hi}
		}
		t.Append(results.Int(there.Cell.M), results.Text(capacityLabels[there.Cell.Solver]), results.Float{Value: best}, show(capacityError("test")),
			over(chain[0]), over(chain[len(chain)-1]), show(freedoms), show(factOf("size")))
	}
	losses(&t, data)
	return t, residue(&t, data, "m", "solver", "lambda")
}

func capacityAgreement(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "freedom",
		Title: "Degrees of freedom by their definition and by their closed form",
		Caption: "Mean over trials and strengths of the covariance of fit and labels over Noise^2, and of the closed form: the trace of the smoother for ridge and dropout, the number of non-zeros for the Lasso. " +
			"Agreement is the p-value of Student's test of the difference in the same trials.",
		Columns: append(append(numbers("m"), text("learner")), numbers("covariance", "closed form", "difference", "agreement")...),
	}
	var tests agreements
	for i, chain := range capacityChains(data) {
		covariance, closed, difference, err := capacityMeans(chain, i)
		if err != nil {
			return t, err
		}
		p, err := stats.StudentTest(difference)
		agreement := results.Value(results.Missing{})
		if err == nil {
			tests = append(tests, p.P)
			agreement = results.Float{Value: p.P, Digits: 2}
		}
		t.Append(results.Int(chain[0].Cell.M), results.Text(capacityLabels[chain[0].Cell.Solver]), withInterval(mean(covariance, experiments.Level)),
			withInterval(mean(closed, experiments.Level)), withInterval(mean(difference, experiments.Level)), agreement)
	}
	tests.note(&t)
	t.Note("every learner is tested on a third of the trials of its own, so that the tests are independent")
	losses(&t, data)
	return t, residue(&t, data, "m", "solver", "lambda")
}

// capacityMeans are the degrees of freedom of every third trial, averaged over the strengths of a chain, by their definition and by their closed form.
func capacityMeans(chain experiments.Data, third int) (covariance, closed, difference []float64, err error) {
	defined := make([]func(results.Record) float64, len(chain))
	for j, g := range chain {
		if defined[j], err = capacityFreedoms(g.Cell); err != nil {
			return nil, nil, nil, err
		}
	}
	for i := third % 3; i < len(chain[0].Records); i += 3 {
		var first, second float64
		for j, g := range chain {
			if i >= len(g.Records) || g.Records[i].Outcome != results.Solved {
				first = math.NaN()
				break
			}
			first += defined[j](g.Records[i]) / float64(len(chain))
			second += g.Records[i].Facts.Get("freedom") / float64(len(chain))
		}
		if !math.IsNaN(first) {
			covariance, closed, difference = append(covariance, first), append(closed, second), append(difference, first-second)
		}
	}
	return covariance, closed, difference, nil
}
