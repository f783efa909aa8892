package catalog

import (
	"fmt"
	"strings"

	"touchpoint/experiments"
	"touchpoint/results"
)

// losses notes how many trials a table is made of and how many of them stand outside its rates, and for each way in which a solver lost
// some, where it did so first and why.
func losses(t *results.Table, data experiments.Data) {
	undecided, trials, ended := 0, 0, make(map[results.Outcome]int)
	for _, g := range data {
		for _, r := range g.Records {
			trials++
			ended[r.Outcome]++
			if r.Outcome == results.Solved && !experiments.Decided(g.Cell, r) {
				undecided++
			}
		}
	}
	note := fmt.Sprintf("%d trials; undecided %d, failed %d, declined %d", trials, undecided, ended[results.Failed], ended[results.Declined])
	if ended[results.Infeasible] > 0 {
		note += fmt.Sprintf(", without a solution %d", ended[results.Infeasible])
	}
	t.Note(note)
	reasons(t, data, results.Failed)
	reasons(t, data, results.Declined)
}

// reasons notes, for each solver, how many trials had an outcome, with the cell and the reason of the first.
func reasons(t *results.Table, data experiments.Data, outcome results.Outcome) {
	type loss struct {
		trials int
		cell   string
		reason string
	}
	var order []string
	lost := make(map[string]*loss)
	for _, g := range data {
		for _, r := range g.Records {
			if r.Outcome != outcome {
				continue
			}
			if lost[g.Cell.Solver] == nil {
				order = append(order, g.Cell.Solver)
				lost[g.Cell.Solver] = &loss{cell: r.Cell, reason: r.Reason}
			}
			lost[g.Cell.Solver].trials++
		}
	}
	for _, solver := range order {
		l := lost[solver]
		t.Note(fmt.Sprintf("%s %v %d, first in %s: %s", solver, outcome, l.trials, l.cell, strings.TrimPrefix(l.reason, outcome.String()+": ")))
	}
}
