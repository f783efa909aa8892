package bench

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchproc"
)

// expected are the keys in which old and new may differ without a word, or with one of their own: they are what one compares.
var expected = []string{"commit", "date", "dirty"}

// differences says in which settings old and new differ, and what a column pools.
func (g *grid) differences(columns []benchproc.Key) (notes []string) {
	settings := func(column benchproc.Key, f *benchproc.Field) string {
		values := make(map[string]bool)
		for key := range g.unnamed[column] {
			values[key.Get(f)] = true
		}
		return strings.Join(slices.Sorted(maps.Keys(values)), " and ")
	}
	var all []benchproc.Key
	for _, column := range columns {
		all = slices.AppendSeq(all, maps.Keys(g.unnamed[column]))
	}
	for _, f := range benchproc.NonSingularFields(all) {
		old, new := settings(columns[0], f), settings(columns[1], f)
		switch {
		case slices.Contains(expected, f.Name):
		case old == new:
			notes = append(notes, fmt.Sprintf("pooled over %s: %s", f.Name, old))
		default:
			notes = append(notes, fmt.Sprintf("old and new differ in %s: %s against %s; so may speed", f.Name, orNone(old), orNone(new)))
		}
	}
	slices.Sort(notes)
	return append(notes, dirty(all)...)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// dirty says where the code that was measured is that of no commit.
func dirty(all []benchproc.Key) []string {
	for _, key := range all {
		for _, f := range key.Projection().FlattenedFields() {
			if f.Name == "dirty" && key.Get(f) == "true" {
				return []string{"measured with changes that are not committed"}
			}
		}
	}
	return nil
}

// chances says what chance alone would do to the table, and what the table cannot show.
func (c Comparison) chances() (notes []string) {
	tested, blind, alone := 0, 0, [2]int{}
	for _, r := range c.Rows {
		if r.tested {
			tested++
		}
		if r.Verdict == OnlyOld || r.Verdict == OnlyNew {
			alone[r.Verdict-OnlyOld]++
		}
	}
	for _, r := range c.Rows {
		if r.tested && leastP(r.Old.N, r.New.N)*float64(tested) > c.Options.Alpha {
			blind++
		}
	}
	if tested > 0 {
		notes = append(notes, fmt.Sprintf("of %d rows that were tested, up to %.2g would have p <= %v by chance alone; adjusted for that (Holm), "+
			"the chance that there is any false alarm among them is at most %v", tested, c.Options.Alpha*float64(tested), c.Options.Alpha, c.Options.Alpha))
	}
	if blind > 0 {
		notes = append(notes, fmt.Sprintf("%d of the tested rows have too few runs for any change to count among %d rows; run more", blind, tested))
	}
	for i, side := range []string{"old", "new"} {
		if alone[i] > 0 {
			notes = append(notes, fmt.Sprintf("%d rows are in the %s results only, and are not compared", alone[i], side))
		}
	}
	return append(notes, c.mismatches()...)
}

// leastP is the least p-value that a Mann-Whitney test of samples without ties can give, 2/C(n1+n2, n1).
func leastP(n1, n2 int) float64 {
	a, _ := math.Lgamma(float64(n1 + 1))
	b, _ := math.Lgamma(float64(n2 + 1))
	c, _ := math.Lgamma(float64(n1 + n2 + 1))
	return min(1, 2*math.Exp(a+b-c))
}

// mismatches names benchmarks of which old and new measured something, but nothing in the same unit.
func (c Comparison) mismatches() (notes []string) {
	type name struct{ table, name string }
	units := make(map[name]map[Verdict][]string)
	var order []name
	for _, r := range c.Rows {
		n := name{r.Table, r.Name}
		if units[n] == nil {
			units[n] = make(map[Verdict][]string)
			order = append(order, n)
		}
		units[n][r.Verdict] = append(units[n][r.Verdict], r.Unit)
	}
	for _, n := range order {
		old, new := units[n][OnlyOld], units[n][OnlyNew]
		if len(units[n]) == 2 && old != nil && new != nil {
			notes = append(notes, fmt.Sprintf("%s: old is in %s, new in %s; these units are not compared", n.name, strings.Join(old, ", "), strings.Join(new, ", ")))
		}
	}
	return brief(notes)
}
