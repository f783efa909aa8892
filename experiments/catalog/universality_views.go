package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"

	"gonum.org/v1/gonum/stat/distuv"
)

// universalLegend says what a law of the list is like.
const universalLegend = "haar: orthonormal rows of random direction, whose law is exactly the Gaussian one; unit: Gaussian columns scaled to norm 1; rademacher: +-1; dct, fourier: random rows of a transform; ar1:0.5: columns correlated by 0.5^|j-l|; integer:1: -1, 0, 1; magnitude:255: random signs, sizes uniform on 1..255"

// universalityShifts has a row for each law: the shift at every n and its trend.
func universalityShifts(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "shifts",
		Title:   "How far success is from the Gaussian law, in probits",
		Caption: fmt.Sprintf("Positive: the planted point is found more often than with a Gaussian matrix; near 50%%, 0.1 is four trials in a hundred. Each n = 2m takes the k across the transition together; trend and intercept, the value at n = infinity, are those of a line in 1/sqrt(n) through n >= %d. Lack of fit is the p-value of what the line leaves. Intervals at 95%%. %s.", universalLeast, universalLegend),
		Columns: []results.Column{text("matrix")},
	}
	ns := universalSizes(data)
	for _, n := range ns {
		t.Columns = append(t.Columns, number(fmt.Sprintf("n=%d", n)))
	}
	t.Columns = append(t.Columns, numbers("intercept", "slope", "lack of fit")...)
	for _, law := range append([]universalLaw{universalityControl}, universalityLaws()...) {
		row := []results.Value{results.Text(law.ensemble)}
		for _, n := range ns {
			list, err := law.from(data, n, n)
			if err != nil {
				return t, err
			}
			row = append(row, withInterval(universalShiftOf(list, experiments.Level).Intercept))
		}
		list, err := law.from(data, universalLeast, math.MaxInt)
		if err != nil {
			return t, err
		}
		trend := universalTrendOf(list, experiments.Level)
		t.Append(append(row, withInterval(trend.Intercept), withInterval(trend.Slope), results.Float{Value: trend.Fit.P, Digits: 2})...)
	}
	t.Note("transforms are rounded to the grid 2^-20, which decides by chance what would be an exact tie; at n = 20 that is not rare")
	losses(&t, data)
	return t, residue(&t, data, "n", "m", "ensemble")
}

// universalityCells lists every cell.
func universalityCells(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "cells",
		Title:   "Every cell: measured success and the exact law of a Gaussian matrix",
		Caption: "Shift: Phi^-1(success) - Phi^-1(exact), its interval that of Clopper and Pearson. Agreement is the two-sided binomial p-value of the Gaussian law: a small one says that these matrices are told from Gaussian ones at this size. Left out: trials that failed or whose touch was neither proved unique nor tied.",
		Columns: append([]results.Column{text("matrix")}, numbers("n", "m", "k", "success", "exact", "shift", "agreement", "left out")...),
	}
	var tests agreements
	for _, law := range append([]universalLaw{universalityControl}, universalityLaws()...) {
		list, err := law.from(data, 1, math.MaxInt)
		if err != nil {
			return t, err
		}
		for _, u := range list {
			t.Append(results.Text(law.ensemble), results.Int(u.cell.N), results.Int(u.cell.M), results.Int(u.cell.K), experiments.Estimate(u.rate),
				probability(u.exact), u.shift(), tests.of(u.rate, u.exact), results.Int(u.lost))
		}
	}
	tests.note(&t)
	losses(&t, data)
	return t, residue(&t, data, "n", "m", "k", "ensemble")
}

// shift shows the shift of one cell; without hits, or without misses, there is none.
func (u universal) shift() results.Value {
	if u.rate.Hits == 0 || u.rate.Misses == 0 {
		return results.Missing{}
	}
	i := stats.ClopperPearson(u.rate.Hits, u.rate.Trials(), experiments.Level)
	at := func(p float64) float64 { return distuv.UnitNormal.Quantile(p) - distuv.UnitNormal.Quantile(u.exact) }
	return results.Measured{Value: at(u.rate.Value()), Lo: at(i.Lo), Hi: at(i.Hi)}
}

// universalAlike is the largest shift, in probits, that still counts as no difference: near 50%, four trials in a hundred.
const universalAlike = 0.1

// universalityOrder is the laws in the order of the findings: those of digital data first, which the sentence has in mind.
func universalityOrder() []universalLaw {
	digital := func(law universalLaw) bool { return law.ensemble == "magnitude:255" || law.ensemble == "rademacher" }
	list := universalityLaws()
	slices.SortStableFunc(list, func(a, b universalLaw) int { return cmp.Compare(oneIf(digital(b)), oneIf(digital(a))) })
	return list
}

// universalityFindings holds the laws, taken together and each, against the Gaussian one at the largest n, each at the smallest n, and their
// common trend at n = infinity.
func universalityFindings(data experiments.Data) ([]experiments.Finding, error) {
	ns := universalSizes(data)
	first, last := ns[0], ns[len(ns)-1]
	var large, small []experiments.Finding
	var together, all []universal
	for _, law := range universalityOrder() {
		least, err := law.from(data, first, first)
		if err != nil {
			return nil, err
		}
		most, err := law.from(data, last, last)
		if err != nil {
			return nil, err
		}
		between, err := law.from(data, universalLeast, math.MaxInt)
		if err != nil {
			return nil, err
		}
		large = append(large, universalSame(universalShiftOf(most, experiments.Confident), fmt.Sprintf("at n = %d a matrix with %s finds the planted point as often as a Gaussian one, to a tenth of a probit, four systems of a hundred", last, law.called)))
		small = append(small, universalSame(universalShiftOf(least, experiments.Confident), fmt.Sprintf("at n = %d already a matrix with %s finds the planted point as often as a Gaussian one", first, law.called)))
		together, all = append(together, most...), append(all, between...)
	}
	control, err := universalityControl.from(data, 1, math.MaxInt)
	if err != nil {
		return nil, err
	}
	var tests agreements
	trials := 0
	for _, u := range control {
		tests.of(u.rate, u.exact)
		trials += u.rate.Trials()
	}
	findings := []experiments.Finding{universalSame(universalShiftOf(together, experiments.Confident), fmt.Sprintf("at n = %d matrices of seven other laws, taken together, find the planted point as often as a Gaussian one", last))}
	findings = append(findings, large...)
	findings = append(findings, small...)
	return append(findings,
		universalSame(universalTrendOf(all, experiments.Confident), fmt.Sprintf("what is left between these laws, taken together, and a Gaussian matrix vanishes like 1/sqrt(n) from n = %d on", universalLeast)),
		experiments.Agrees("a matrix with orthonormal rows of random direction has the exact Gaussian law at every n", trials, tests)), nil
}

// universalSame holds where the shift, at n = infinity if it has a trend, is none.
func universalSame(s universalShift, hypothesis string) experiments.Finding {
	return experiments.Within(hypothesis, estimated("shift in probits", s.Intercept, s.Trials), -universalAlike, universalAlike)
}
