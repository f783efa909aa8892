package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// usefulMain marks the cells of the tables by learner.
func usefulMain(c experiments.Cell) bool {
	return slices.Contains([]int{usefulFew, usefulMiddle, usefulMany}, c.K)
}

// usefulCells are those cells, by noise, planted non-zeros and amplitudes, the learners in their order.
func usefulCells(data experiments.Data) experiments.Data {
	cells := data.Where(usefulMain)
	slices.SortStableFunc(cells, func(a, b experiments.Group) int {
		return cmp.Or(cmp.Compare(a.Cell.Noise, b.Cell.Noise), cmp.Compare(a.Cell.K, b.Cell.K), -cmp.Compare(a.Cell.Amplitudes, b.Cell.Amplitudes))
	})
	return cells
}

// usefulMean is the mean of a fact with its interval; what is rounding alone has none.
func usefulMean(g experiments.Group, name string) results.Value {
	e := mean(values(g, factOf(name)), experiments.Level)
	if max(math.Abs(e.Interval.Lo), math.Abs(e.Interval.Hi)) < 1e-20 {
		return results.Float{Value: e.Value, Digits: 1}
	}
	return withInterval(e)
}

// usefulTable begins a table with a row for each of those cells.
func usefulTable(data experiments.Data, t results.Table, headers []string, row func(experiments.Group) []results.Value) (results.Table, error) {
	t.Columns = append([]results.Column{text("learner"), text("amplitudes")}, numbers(append([]string{"noise", "k"}, headers...)...)...)
	cells := usefulCells(data)
	none := 0
	for _, g := range cells {
		for _, r := range g.Records {
			if r.Outcome == results.Solved && r.Facts.Get("size") == 0 {
				none++
			}
		}
		c := g.Cell
		t.Append(append([]results.Value{results.Text(c.Solver), results.Text(c.Amplitudes), results.Float{Value: c.Noise}, results.Int(c.K)}, row(g)...)...)
	}
	losses(&t, cells)
	t.Note(fmt.Sprintf("%d solutions kept nothing and have no share nor worth", none))
	return t, residue(&t, cells, "solver", "amplitudes", "noise", "k")
}

func usefulKept(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "kept",
		Title: "What is lost with a component of the solution",
		Caption: "Planted systems: kept is the number of components that are not zero, planted how many of them belong to planted non-zeros. A component is useful if the expected error on new samples, which is exact for Gaussian features, " +
			"is larger without it, the others as they are. Share: mean over the trials of the share of the components. Each: trials in which every component kept is useful. Worth: mean increase of the error without one; " +
			"a planted non-zero of size 1 is worth 1 to those who have it right. Error: |x - x0|^2. Least and sparse are the exact fits of least L2 and L1 norm, half is the penalty L1/2, subset least squares on the planted non-zeros; size=k is told their number, penalty=oracle the best penalty.",
	}
	t.Note("a component that was not planted is never useful in this sense")
	return usefulTable(data, t, []string{"kept", "planted", "useful share", "each useful", "worth", "error"}, func(g experiments.Group) []results.Value {
		return []results.Value{usefulMean(g, "size"), usefulMean(g, "found"), usefulMean(g, "share"), experiments.Estimate(g.Tally(usefulEach).Rate), usefulMean(g, "worth"), usefulMean(g, "error")}
	})
}

func usefulAnew(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "anew",
		Title: "What is lost with a component when the others are fitted anew, and what the training data say of it",
		Caption: "Least squares on what was kept, and after the loss of a component least squares on the others. Share and worth of components as in table kept, and |x - x0|^2 of the first fit. " +
			"Trained: share of the components without which the training error is larger, with the others as they are and fitted anew.",
	}
	t.Note("anew a component that was not planted may be useful: where nearly as many components as equations are fitted each stands in for the errors of the others, and each loss upsets them all",
		"a fit with more components than equations stays exact without one of them")
	return usefulTable(data, t, []string{"useful share", "worth", "error", "trained", "trained anew"}, func(g experiments.Group) []results.Value {
		return []results.Value{usefulMean(g, "share_anew"), usefulMean(g, "worth_anew"), usefulMean(g, "error_anew"), usefulMean(g, "train"), usefulMean(g, "train_anew")}
	})
}

func usefulExact(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "exact",
		Title: "What theory knows of usefulness",
		Caption: "Without noise each component of the L1 touch is useful if and only if it is the planted point. On the planted support, amplitudes 1 and 1/16, components are useful as long as they are off by less than what they stand for, by Student's law. " +
			"|x - x0|^2 of the exact fit of least L2 norm. Agreement: p-value, exact for rates, normal for means.",
		Columns: append([]results.Column{text("learner"), text("what")}, numbers("k", "noise", "measured", "exact", "agreement")...),
	}
	names := map[string]string{"share": "useful share", "each": "each useful", "error": "|x - x0|^2"}
	var tests agreements
	var shown experiments.Data
	for _, g := range data {
		name, exact, ok, err := usefulExpected(g.Cell)
		if err != nil {
			return t, err
		}
		if !ok {
			continue
		}
		shown = append(shown, g)
		measured, p := usefulAgreement(g, name, exact, &tests)
		t.Append(results.Text(g.Cell.Solver), results.Text(names[name]), results.Int(g.Cell.K), results.Float{Value: g.Cell.Noise}, measured, probability(exact), p)
	}
	tests.note(&t)
	losses(&t, shown)
	return t, residue(&t, shown, "solver", "k", "noise")
}

// usefulAgreement compares a cell with theory.
func usefulAgreement(g experiments.Group, name string, exact float64, tests *agreements) (measured, p results.Value) {
	if name == "each" {
		rate := g.Tally(usefulEach).Rate
		return experiments.Estimate(rate), tests.of(rate, exact)
	}
	e := mean(values(g, factOf(name)), experiments.Level)
	value := results.Float{Value: math.NaN(), Digits: 2}
	if z := (e.Value - exact) / e.StdErr; !math.IsNaN(z) && len(g.Records) >= robotHundred {
		value.Value = math.Erfc(math.Abs(z) / math.Sqrt2)
		*tests = append(*tests, value.Value)
	}
	return withInterval(e), value
}
