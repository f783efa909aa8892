package catalog

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

func TestEdgesFollowTheClosedForms(t *testing.T) {
	_, data := smoke(t, "edges")
	var pvalues []float64
	for _, g := range data {
		if g.Cell.P != 1 {
			continue
		}
		count := make(map[int]int)
		for _, r := range g.Records {
			switch {
			case r.Outcome == results.Infeasible:
				count[-1]++
			case r.Outcome == results.Solved && (r.Unique || r.Exact):
				count[r.Dim]++
			default:
				t.Errorf("%s, trial %d: %v, unique %v, exact %v, %s", g.Cell, r.Trial, r.Outcome, r.Unique, r.Exact, r.Reason)
			}
		}
		if g.Cell.K > 0 {
			unique := g.Tally(experiments.Success).Rate
			pvalues = append(pvalues, stats.BinomialTest(unique.Hits, unique.Trials(), theory.PlantedRademacher(g.Cell.N, g.Cell.M)))
			continue
		}
		law, err := tieLaw(g.Cell)
		if err != nil {
			t.Fatal(err)
		}
		for d := -1; d < g.Cell.N; d++ {
			p := law.Infeasible
			if d >= 0 {
				p = at(law.Dim, d)
			}
			pvalues = append(pvalues, stats.BinomialTest(count[d], len(g.Records), min(1, p)))
		}
	}
	if least := slices.Min(stats.Holm(pvalues)); least <= 1e-4 {
		t.Errorf("least Holm-adjusted p-value of %d: %.2g", len(pvalues), least)
	}
}

// The tables of contact dimensions count what the records say: by dimension, all at once, and each trial once.
func TestEdgesTablesCountTheRecords(t *testing.T) {
	claim, data := smoke(t, "edges")
	list := tables(t, claim, data)
	faces, contact := list[0], list[1]
	generic := data.Where(func(c experiments.Cell) bool { return c.K == 0 && c.Solver == "homotopy" })
	if len(faces.Rows) != len(generic) {
		t.Fatalf("%d rows for %d cells", len(faces.Rows), len(generic))
	}
	for i, g := range generic {
		count, along := make(map[string]int), 0
		for _, r := range g.Records {
			switch {
			case r.Outcome == results.Infeasible:
				count["no solution"]++
			case r.Dim > 0:
				along++
				fallthrough
			default:
				count[strconv.Itoa(r.Dim)]++
			}
		}
		if got := faces.Rows[i][3].(results.Estimate).Rate; got != (results.Rate{Hits: along, Misses: len(g.Records) - along}) {
			t.Errorf("%s: %+v along a face, want %d", g.Cell, got, along)
		}
		total := 0
		for _, row := range contact.Rows {
			if row[0] != results.Text(g.Cell.Ensemble) || row[1] != results.Int(g.Cell.M) || row[2] != results.Int(g.Cell.N) {
				continue
			}
			what, got := string(row[3].(results.Text)), row[4].(results.Estimate).Rate
			if got.Hits != count[what] || got.Trials() != len(g.Records) {
				t.Errorf("%s, d_T %s: %+v, want %d", g.Cell, what, got, count[what])
			}
			total += got.Hits
		}
		if total != len(g.Records) {
			t.Errorf("%s: the rows hold %d of %d trials", g.Cell, total, len(g.Records))
		}
	}
}

func at(list []float64, i int) float64 {
	if i < len(list) {
		return list[i]
	}
	return 0
}

func TestEveryGenericEdgeCellHasALaw(t *testing.T) {
	for _, e := range efforts {
		for _, c := range edgesPlan(e).Cells() {
			if c.K > 0 {
				if c.K != 1 || c.Ensemble != "rademacher" {
					t.Errorf("%s has no closed form", c)
				}
				continue
			}
			law, err := tieLaw(c)
			if err != nil {
				t.Errorf("%s: %v", c, err)
				continue
			}
			sum := law.Infeasible
			for _, p := range law.Dim {
				sum += p
			}
			if math.Abs(sum-1) > 1e-10 {
				t.Errorf("%s: the law adds up to %v", c, sum)
			}
		}
	}
	for _, c := range []experiments.Cell{{N: 5, M: 3, Ensemble: "integer:2"}, {N: 5, M: 1, Ensemble: "haar"}, {N: 9, M: 5, Ensemble: "rademacher"}} {
		if _, err := tieLaw(c); err == nil {
			t.Errorf("a law for %s", c)
		}
	}
}
