package main

import (
	"fmt"
	"slices"
	"strconv"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// field is a column of the sweep's table.
type field struct {
	header string
	of     func(experiments.Summary) results.Value
}

// sweepTable shows a row for each cell. Axes with a single value stand in the caption instead of a column.
func sweepTable(cells []experiments.Summary) results.Table {
	return rateTable(cells, experiments.Estimate, "95% Clopper-Pearson")
}

// adaptiveTable shows cells that a rule has stopped.
func adaptiveTable(cells []experiments.Summary, rule experiments.Adaptive) results.Table {
	t := rateTable(cells, rule.Estimate, "95% confidence sequence, which holds at whatever number of trials a cell was stopped")
	wide := 0
	for _, s := range cells {
		if rule.Exhausted(s) {
			wide++
		}
	}
	if wide > 0 {
		t.Note(fmt.Sprintf("%d of %d cells have had all their trials, or none that was decided, and are wider than %v", wide, len(cells), rule.Width))
	}
	return t
}

// rateTable shows rates with the interval that estimate gives them, whose name is interval.
func rateTable(cells []experiments.Summary, estimate func(results.Rate) results.Value, interval string) results.Table {
	t := results.Table{Name: "sweep", Title: "Sweep"}
	shown, caption := split(cells)
	shown = append(shown, counts(slices.ContainsFunc(cells, lawful), estimate)...)
	t.Caption = caption
	for _, f := range shown {
		t.Columns = append(t.Columns, results.Column{Header: f.header, Align: results.Right})
	}
	for _, s := range cells {
		row := make([]results.Value, len(shown))
		for i, f := range shown {
			row[i] = f.of(s)
		}
		t.Append(row...)
	}
	if slices.ContainsFunc(cells, func(s experiments.Summary) bool { return s.Cell.K > 0 }) {
		t.Note("success: |x - x0| <= 1e-6 |x0| in the largest entry and, for p = 1 and lambda = 0, a touch proved unique; " + interval)
	}
	if slices.ContainsFunc(cells, func(s experiments.Summary) bool { return s.Astray > 0 }) {
		t.Note("for p < 1 a point that misses A x = b has failed, and counts as a miss")
	}
	if slices.ContainsFunc(cells, lawful) {
		t.Note("exact: the probability of success where p = 1, the row space of A is uniformly random and there is no noise")
	}
	noteLosses(&t, cells, results.Failed)
	noteLosses(&t, cells, results.Declined)
	return t
}

// split returns the axes on which the cells differ, as columns, and the others, as a caption.
func split(cells []experiments.Summary) (columns []field, caption string) {
	for _, axis := range []struct {
		name string
		of   func(experiments.Cell) string
	}{
		{"n", func(c experiments.Cell) string { return strconv.Itoa(c.N) }},
		{"m", func(c experiments.Cell) string { return strconv.Itoa(c.M) }},
		{"k", func(c experiments.Cell) string { return strconv.Itoa(c.K) }},
		{"p", func(c experiments.Cell) string { return spell(c.P) }},
		{"lambda", func(c experiments.Cell) string { return spell(c.Lambda) }},
		{"noise", func(c experiments.Cell) string { return spell(c.Noise) }},
		{"ensemble", func(c experiments.Cell) string { return c.Ensemble }},
		{"amplitudes", func(c experiments.Cell) string { return c.Amplitudes }},
		{"solver", func(c experiments.Cell) string { return c.Solver }},
	} {
		first := axis.of(cells[0].Cell)
		if slices.ContainsFunc(cells, func(s experiments.Summary) bool { return axis.of(s.Cell) != first }) {
			columns = append(columns, field{axis.name, func(s experiments.Summary) results.Value { return results.Text(axis.of(s.Cell)) }})
		} else {
			caption += axis.name + "=" + first + " "
		}
	}
	return columns, caption
}

// counts are the columns of what was counted, beside the exact law where a cell has one.
func counts(law bool, estimate func(results.Rate) results.Value) []field {
	ended := func(o results.Outcome) func(experiments.Summary) results.Value {
		return func(s experiments.Summary) results.Value { return results.Int(s.Tally.Outcomes[o]) }
	}
	columns := []field{
		{"trials", func(s experiments.Summary) results.Value { return results.Int(s.Tally.Trials) }},
		{"success", func(s experiments.Summary) results.Value { return estimate(s.Tally.Rate) }},
	}
	if law {
		columns = append(columns, field{"exact", exact})
	}
	return append(columns,
		field{"unique", func(s experiments.Summary) results.Value { return solved(s, s.Unique) }},
		field{"along a face", func(s experiments.Summary) results.Value { return solved(s, s.Faces()) }},
		field{"undecided", func(s experiments.Summary) results.Value { return results.Int(s.Undecided) }},
		field{"failed", ended(results.Failed)}, field{"declined", ended(results.Declined)}, field{"infeasible", ended(results.Infeasible)})
}

// lawful marks the cells whose success has an exact probability: the rows of A span a uniformly random subspace.
func lawful(s experiments.Summary) bool {
	c := s.Cell
	return (c.Ensemble == "gaussian" || c.Ensemble == "haar") && c.P == 1 && c.Lambda == 0 && c.Noise == 0 && c.K > 0
}

func exact(s experiments.Summary) results.Value {
	if !lawful(s) {
		return results.Missing{}
	}
	law, err := theory.Success(s.Cell.N, s.Cell.M, s.Cell.K)
	if err != nil {
		return results.Text(err.Error())
	}
	return results.Float{Value: law, Digits: 4}
}

// solved is a count of solved trials; it is missing where there are none.
func solved(s experiments.Summary, count int) results.Value {
	if s.Tally.Outcomes[results.Solved] == 0 {
		return results.Missing{}
	}
	return results.Int(count)
}

// noteLosses says, for each solver that failed or declined, in how many trials and why the first time; where that was, too, if it failed.
func noteLosses(t *results.Table, cells []experiments.Summary, outcome results.Outcome) {
	trials, first := make(map[string]int), make(map[string]experiments.Summary)
	var order []string
	for _, s := range cells {
		if n := s.Tally.Outcomes[outcome]; n > 0 {
			if trials[s.Cell.Solver] == 0 {
				order = append(order, s.Cell.Solver)
				first[s.Cell.Solver] = s
			}
			trials[s.Cell.Solver] += n
		}
	}
	for _, solver := range order {
		place := ""
		if outcome == results.Failed {
			place = ", first in " + first[solver].Cell.Key()
		}
		t.Note(fmt.Sprintf("%s %v %d%s: %s", solver, outcome, trials[solver], place, reason(first[solver], outcome)))
	}
}
