package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// plane arranges the cells of a layer: columns by m, rows by the share k/m.
type plane struct {
	n, trials int // trials a cell
	ms        []int
	rates     map[[2]int]results.Rate // by m and k
}

func arrange(data experiments.Data, l layer) plane {
	p := plane{rates: make(map[[2]int]results.Rate)}
	for _, g := range data.Where(l.of) {
		p.n, p.trials = g.Cell.N, len(g.Records)
		if !slices.Contains(p.ms, g.Cell.M) {
			p.ms = append(p.ms, g.Cell.M)
		}
		p.rates[[2]int{g.Cell.M, g.Cell.K}] = g.Tally(l.hit).Rate
	}
	return p
}

// table draws the plane as percentages, k/m growing upwards as in a phase diagram.
func (p plane) table(name, title, caption string, value func(m, k int) float64) results.Table {
	t := results.Table{Name: name, Title: fmt.Sprintf("%s, n = %d", title, p.n), Columns: numbers("k/m")}
	t.Caption = caption + " k is that share of m, rounded to a whole number, at least 1."
	for _, m := range p.ms {
		t.Columns = append(t.Columns, number(fmt.Sprintf("m=%d", m)))
	}
	steps := len(p.ms)
	for i := steps - 1; i >= 0; i-- {
		row := []results.Value{results.Float{Value: math.Round(1000*(float64(i)+0.5)/float64(steps)) / 1000}}
		for _, m := range p.ms {
			row = append(row, results.Percent{Fraction: value(m, share(m, i, steps))})
		}
		t.Append(row...)
	}
	p.noteRepeats(&t)
	return t
}

// noteRepeats says where rows of a column show the same cell, because there are more rows than values of k.
func (p plane) noteRepeats(t *results.Table) {
	steps := len(p.ms)
	for _, m := range p.ms {
		ks := make([]int, steps)
		for i := range ks {
			ks[i] = share(m, i, steps)
		}
		if len(slices.Compact(slices.Clone(ks))) < steps {
			t.Note(fmt.Sprintf("m=%d: from the lowest row upwards k = %s; rows with the same k show the same cell", m, strings.Trim(fmt.Sprint(ks), "[]")))
		}
	}
}

// phaseMap is the view of one layer as a map.
func phaseMap(l layer) experiments.View {
	return func(data experiments.Data) (results.Table, error) {
		p := arrange(data, l)
		caption := "Percentage of planted points recovered: relative error at most 1e-6."
		if l.name == "pursuit" {
			caption = "Percentage of planted points recovered: relative error at most 1e-6, and the touch proved unique."
		}
		if l.name == "lasso" {
			caption = fmt.Sprintf("Percentage of planted points recovered at lambda = %g lambda_max: relative error at most %g, since the penalty biases every entry.", penalty, biased)
		}
		caption += fmt.Sprintf(" %d trials a cell.", p.trials)
		t := p.table(l.name, "How often "+l.title+" finds the planted point", caption, func(m, k int) float64 { return p.rates[[2]int{m, k}].Value() })
		losses(&t, data.Where(l.of))
		return t, nil
	}
}

// phaseExact is the exact law on the same plane.
func phaseExact(data experiments.Data) (results.Table, error) {
	p := arrange(data, layers()[0])
	var failure error
	t := p.table("exact", "The exact probability for basis pursuit", "P(success | n, m, k) for Gaussian A, the same cells as the measured map.", func(m, k int) float64 {
		law, err := theory.Success(p.n, m, k)
		if err != nil {
			failure = err
		}
		return law
	})
	return t, failure
}

// phaseCells lists every cell with the three methods side by side and the exact law.
func phaseCells(data experiments.Data) (results.Table, error) {
	all := layers()
	t := results.Table{
		Name:    "cells",
		Title:   "Every cell: three methods on the same systems, and the exact law of basis pursuit",
		Caption: "Agreement is the two-sided binomial p-value of basis pursuit against the exact law.",
		Columns: numbers("n", "m", "k", "basis pursuit", "exact", "agreement", "Lasso", "reweighted L1/2"),
	}
	pursuit, lasso, half := arrange(data, all[0]), arrange(data, all[1]), arrange(data, all[2])
	var tests agreements
	var fit squares
	for _, g := range data.Where(all[0].of) {
		at := [2]int{g.Cell.M, g.Cell.K}
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return t, err
		}
		rate := pursuit.rates[at]
		fit.add(rate, exact)
		t.Append(results.Int(g.Cell.N), results.Int(g.Cell.M), results.Int(g.Cell.K), experiments.Estimate(rate), probability(exact),
			tests.of(rate, exact), experiments.Estimate(lasso.rates[at]), experiments.Estimate(half.rates[at]))
	}
	tests.note(&t)
	fit.note(&t)
	losses(&t, data)
	return t, nil
}
