package bench

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchmath"
	"golang.org/x/perf/benchunit"

	"touchpoint/results"
)

// Tables shows the comparison: one table a metric, and a summary with all notes. Of exact metrics, and of rows without a counterpart, only those
// that changed have a row, unless all is set.
func (c Comparison) Tables(all bool) []results.Table {
	var tables []results.Table
	for first := 0; first < len(c.Rows); {
		last := first
		for last < len(c.Rows) && c.Rows[last].Table == c.Rows[first].Table && c.Rows[last].Unit == c.Rows[first].Unit {
			last++
		}
		tables = append(tables, c.table(c.Rows[first:last], all))
		first = last
	}
	tables = slices.DeleteFunc(tables, func(t results.Table) bool { return len(t.Rows) == 0 })
	return append(tables, c.summary())
}

// table shows rows of one unit.
func (c Comparison) table(rows []Row, all bool) results.Table {
	t := results.Table{Name: "compare", Title: strings.TrimSpace(rows[0].Table + " " + rows[0].Unit)}
	common := commonParts(rows)
	t.Caption = achieved(rows)
	if len(common) > 0 {
		t.Caption += " All have " + strings.Join(common, ", ") + "."
	}
	t.Columns = []results.Column{{Header: "benchmark"}}
	for _, header := range []string{"old", "±", "new", "± ", "delta", "p", "adjusted", "runs"} {
		t.Columns = append(t.Columns, results.Column{Header: header, Align: results.Right})
	}
	t.Columns = append(t.Columns, results.Column{Header: "verdict"})
	equal := 0
	var warned []Row
	for _, r := range rows {
		quiet := r.unit.exact && r.Verdict == Same || !r.tested && r.Verdict == Same || r.Verdict == OnlyOld || r.Verdict == OnlyNew
		if quiet && !all {
			if r.Verdict == Same {
				equal++
			}
			continue
		}
		warned = append(warned, r)
		t.Append(append([]results.Value{results.Text(shorten(r.Name, common))}, r.cells()...)...)
	}
	if g := geomean(rows); len(t.Rows) > 0 && g.Rows > 1 {
		t.Append(results.Text("geomean"), scaled(float64(g.Old), g.Unit), nil, scaled(float64(g.New), g.Unit), nil, percent(float64(g.Delta)), nil, nil, nil, nil)
	}
	if equal > 0 {
		t.Note(fmt.Sprintf("%d more are equal in all runs", equal))
	}
	t.Note(warnings(warned)...)
	return t
}

// achieved says how sure the intervals are: at least as sure as was asked for, since a sample has only so many of them.
func achieved(rows []Row) string {
	low, high := 1.0, 0.0
	for _, r := range rows {
		for _, s := range []Side{r.Old, r.New} {
			if s.N > 0 && !r.unit.exact && !math.IsInf(s.Hi, 0) {
				low, high = min(low, s.Confidence), max(high, s.Confidence)
			}
		}
	}
	switch {
	case low > high:
		return ""
	case low == high:
		return fmt.Sprintf("Medians; ± at %.1f%%.", 100*low)
	}
	return fmt.Sprintf("Medians; ± at %.1f%% to %.1f%%.", 100*low, 100*high)
}

// cells are the row behind its name.
func (r Row) cells() []results.Value {
	cells := []results.Value{nil, nil, nil, nil}
	scale := scaler(r.Unit, r.Old.Center, r.New.Center)
	for i, s := range []Side{r.Old, r.New} {
		if s.N > 0 {
			cells[2*i] = results.Text(scale(s.Center))
			cells[2*i+1] = results.Text(benchmath.Summary{Center: s.Center, Lo: s.Lo, Hi: s.Hi}.PctRangeString())
		}
	}
	runs := results.Text(fmt.Sprintf("%d+%d", r.Old.N, r.New.N))
	if r.Old.N == r.New.N {
		runs = results.Text(fmt.Sprint(r.Old.N))
	}
	p, adjusted := results.Value(nil), results.Value(nil)
	if r.tested {
		p, adjusted = results.Float{Value: float64(r.P), Digits: 2}, results.Float{Value: float64(r.Adjusted), Digits: 2}
	}
	return append(cells, percent(float64(r.Delta)), p, adjusted, runs, results.Text(r.Verdict.String()))
}

// scaler returns how values of a unit are written: times and bytes with a prefix that they share, and pure numbers, to which prefixes do no good,
// in plain digits.
func scaler(unit string, values ...float64) func(float64) string {
	if numerator, _, per := strings.Cut(unit, "/"); !per || numerator != "sec" && numerator != "B" {
		return func(x float64) string { return fmt.Sprintf("%.4g", x) }
	}
	values = slices.DeleteFunc(slices.Clone(values), math.IsNaN)
	return benchunit.CommonScale(values, benchunit.ClassOf(unit)).Format
}

func scaled(x float64, unit string) results.Value {
	if math.IsNaN(x) {
		return nil
	}
	return results.Text(scaler(unit, x)(x))
}

func percent(x float64) results.Value {
	if math.IsNaN(x) {
		return nil
	}
	return results.Text(fmt.Sprintf("%+.2f%%", 100*x))
}

// summary counts verdicts by metric.
func (c Comparison) summary() results.Table {
	t := results.Table{Name: "summary", Title: c.Old + " against " + c.New, Columns: []results.Column{{Header: "metric"}}}
	for _, header := range []string{"rows", "same", "unclear", "better", "worse", "changed", "regressions", "geomean"} {
		t.Columns = append(t.Columns, results.Column{Header: header, Align: results.Right})
	}
	var units []string
	for _, r := range c.Rows {
		if !slices.Contains(units, r.Unit) {
			units = append(units, r.Unit)
		}
	}
	for _, unit := range units {
		var rows []Row
		count := make(map[Verdict]int)
		for _, r := range c.Rows {
			if r.Unit == unit && r.Old.N > 0 && r.New.N > 0 {
				rows = append(rows, r)
				count[r.Verdict]++
			}
		}
		if len(rows) == 0 {
			continue
		}
		t.Append(results.Text(unit), results.Int(len(rows)), results.Int(count[Same]), results.Int(count[Unclear]),
			results.Int(count[Better]+count[Improvement]), results.Int(count[Worse]+count[Regression]), results.Int(count[Changed]),
			results.Int(count[Regression]), percent(float64(geomean(rows).Delta)))
	}
	t.Note(c.Notes...)
	return t
}

// warnings says each warning of the rows once, with the number of rows that it concerns.
func warnings(rows []Row) (notes []string) {
	count := make(map[string]int)
	var order []string
	for _, r := range rows {
		own := slices.Compact(slices.Sorted(slices.Values(r.Warnings)))
		for _, w := range own {
			if w == errAllEqual.Error() {
				continue
			}
			if count[w] == 0 {
				order = append(order, w)
			}
			count[w]++
		}
	}
	for _, w := range order {
		notes = append(notes, fmt.Sprintf("%s (%d of %d rows)", w, count[w], len(rows)))
	}
	return brief(notes)
}

// commonParts returns the parts KEY=VALUE that all names have, where there is more than one name.
func commonParts(rows []Row) (common []string) {
	if len(rows) < 2 {
		return nil
	}
	for _, part := range strings.Split(rows[0].Name, "/")[1:] {
		has := func(r Row) bool { return slices.Contains(strings.Split(r.Name, "/")[1:], part) }
		if strings.Contains(part, "=") && !slices.ContainsFunc(rows, func(r Row) bool { return !has(r) }) {
			common = append(common, part)
		}
	}
	return common
}

func shorten(name string, common []string) string {
	parts := strings.Split(name, "/")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return slices.Contains(common, part) }), "/")
}

// Data is the whole comparison as one table of plain numbers in base units, for programs.
func (c Comparison) Data() results.Table {
	t := results.Table{Name: "compare", Title: c.Old + " against " + c.New, Notes: c.Notes}
	for _, header := range []string{"table", "name", "unit", "old", "old_lo", "old_hi", "old_runs", "new", "new_lo", "new_hi", "new_runs", "delta", "p", "adjusted", "verdict", "warnings"} {
		t.Columns = append(t.Columns, results.Column{Header: header})
	}
	number := func(x float64) results.Value { return results.Float{Value: x} }
	for _, r := range c.Rows {
		row := []results.Value{results.Text(r.Table), results.Text(r.Name), results.Text(r.Unit)}
		for _, s := range []Side{r.Old, r.New} {
			if s.N == 0 {
				row = append(row, nil, nil, nil, results.Int(0))
				continue
			}
			row = append(row, number(s.Center), number(s.Lo), number(s.Hi), results.Int(s.N))
		}
		t.Append(append(row, number(float64(r.Delta)), number(float64(r.P)), number(float64(r.Adjusted)), results.Text(r.Verdict.String()), results.Text(strings.Join(r.Warnings, "; ")))...)
	}
	return t
}
