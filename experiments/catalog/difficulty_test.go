package catalog

import (
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// Ge, Jiang and Ye (2011): the number of basic solutions, worked out by hand for (4,2) and by the closed form for the others.
func TestDifficultyMinima(t *testing.T) {
	want := map[[2]int]float64{{4, 0}: 6, {4, 1}: 4, {10, 0}: 252, {10, 2}: 197, {12, 0}: 924, {12, 3}: 841}
	for _, g := range difficultyCounted(smokeOf(t, "difficulty")) {
		for _, r := range g.Records {
			if count, known := want[[2]int{g.Cell.N, g.Cell.K}]; known && r.Facts.Get("minima") != count {
				t.Errorf("%s: %v local minima, want %v", g.Cell, r.Facts.Get("minima"), count)
			}
			if second := r.Facts.Get("second"); !(second > 0) {
				t.Errorf("%s: the runner-up is %v above the best", g.Cell, second)
			}
		}
	}
}

// Every planted system is found, has a better point, or was stopped short of; the enumeration never stops short, and neither does L1.
func TestDifficultyCausesAreAll(t *testing.T) {
	for _, g := range difficultyGrowing(smokeOf(t, "difficulty")) {
		total := g.Tally(experiments.Success).Rate.Hits
		for _, reason := range []experiments.Reason{experiments.Geometry, experiments.Method} {
			hits := g.Tally(phaseBecause(reason)).Rate.Hits
			total += hits
			if reason == experiments.Method && hits > 0 && (g.Cell.Solver == difficultyExhaustive.solver || g.Cell.P == 1) {
				t.Errorf("%s: %d stopped short", g.Cell, hits)
			}
		}
		if total != len(g.Records) {
			t.Errorf("%s: %d causes for %d trials", g.Cell, total, len(g.Records))
		}
	}
}

// With one equation the largest coefficient attracts whoever starts with equal weights, at zero or at L1.
func TestDifficultyOneEquation(t *testing.T) {
	plan := experiments.Plan{difficultyAll(6, 1, []int{0}, 40, []string{"reweighted", "irls", "irls:start=l1", "thresholding", "thresholding:start=l1", "irls:start=random"})}
	data := spikierRun(t, plan)
	for i, g := range data {
		rate := g.Tally(difficultyReached).Rate
		if random := i == len(data)-1; rate.Trials() != 40 || random != (rate.Misses > 0) {
			t.Errorf("%s: %+v", g.Cell, rate)
		}
	}
}

// The best of several starts is a hit if one is, and no miss while one is undecided.
func TestDifficultyAny(t *testing.T) {
	cell := experiments.Cell{N: 12, M: 6, P: 0.5}
	hit := results.Record{Outcome: results.Solved, Basic: true, Gap: 1e-9}
	miss := results.Record{Outcome: results.Solved, Basic: true, Gap: 0.1}
	unknown := results.Record{Outcome: results.Solved, Basic: true, Gap: 0.1, Blur: 1}
	lost := results.Pointless("", 0, results.Failed, "the disk is round")
	for _, c := range []struct {
		first, second results.Record
		want          results.Rate
	}{
		{hit, miss, results.Rate{Hits: 1}}, {miss, hit, results.Rate{Hits: 1}}, {lost, hit, results.Rate{Hits: 1}},
		{miss, miss, results.Rate{Misses: 1}}, {miss, lost, results.Rate{Misses: 1}}, {lost, miss, results.Rate{Misses: 1}},
		{miss, unknown, results.Rate{Undecided: 1}}, {unknown, miss, results.Rate{Undecided: 1}}, {unknown, hit, results.Rate{Hits: 1}},
		{lost, lost, results.Rate{}},
	} {
		groups := experiments.Data{{Cell: cell, Records: []results.Record{c.first}}, {Cell: cell, Records: []results.Record{c.second}}}
		if got := difficultyAny(groups); got != c.want {
			t.Errorf("%v and %v: %+v, want %+v", c.first.Gap, c.second.Gap, got, c.want)
		}
	}
}

// The factor and the power are those of numbers that grow as they should.
func TestDifficultyGrowth(t *testing.T) {
	var counted, solved experiments.Data
	for _, n := range []int{4, 8} {
		var records []results.Record
		var worked []results.Record
		for range 3 {
			records = append(records, results.Record{Outcome: results.Solved, Facts: results.Facts{{Name: "minima", Value: results.Number(math.Pow(3, float64(n)))}}})
			worked = append(worked, results.Record{Outcome: results.Solved, Iterations: n * n})
		}
		counted = append(counted, experiments.Group{Cell: experiments.Cell{N: n, M: n / 2, P: 0.5, Measure: "minima"}, Records: records})
		solved = append(solved, experiments.Group{Cell: experiments.Cell{N: n, M: n / 2, K: n / 4, P: 0.5, Solver: "irls"}, Records: worked})
	}
	if e := difficultyGrowth(counted); math.Abs(e.Value-3) > 1e-12 || math.Abs(e.Lo-3) > 1e-12 || e.Trials != 6 {
		t.Errorf("factor %+v, want 3", e)
	}
	if e := difficultySlope(solved, "irls"); math.Abs(e.Value-2) > 1e-12 || e.Hi-e.Lo > 1e-12 {
		t.Errorf("power %+v, want 2", e)
	}
}

// The verdict follows the data: where every point is the global minimum no method misses it, and with other counts of minima the harness is wrong.
func TestDifficultyVerdictFollowsTheData(t *testing.T) {
	claim := difficulty()
	data := smokeOf(t, claim.Name)
	solved := doctored(data, func(r *results.Record) { r.Gap = 0 })
	verdict, err := claim.Verdict(solved)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range verdict.Findings {
		if f.Effect.Name == "missed" && (f.Decision == experiments.Holds || f.Effect.Value != 0) {
			t.Errorf("%q: %v, %v", f.Hypothesis, f.Decision, f.Effect)
		}
	}
	miscounted := doctored(data, func(r *results.Record) {
		if len(r.Facts) > 0 {
			r.Facts = results.Facts{{Name: "minima", Value: 5}, {Name: "second", Value: 1}}
		}
	})
	if verdict, err := claim.Verdict(miscounted); err != nil || verdict.Answer != experiments.Undecided || verdict.Deciding[0].Effect.Name != "as many" {
		t.Errorf("%v, %s, %v", verdict.Answer, verdict.Reason, err)
	}
}
