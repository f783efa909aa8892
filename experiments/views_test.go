package experiments_test

import (
	"math"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// seen returns the record of a solved trial at p = 1 that is proved to touch at one point with 3 of 5 non-zeros, changed as a test needs it.
func seen(change ...func(*results.Record)) results.Record {
	r := results.Record{
		Outcome: results.Solved, Status: "converged", Kind: results.KindOptimal, Basic: true, Unique: true,
		Support: 3, Truth: 3, Face: 2, Dim: 0, Margin: 0.1, Objective: 2, TruthObjective: 2, Error: 1e-12,
	}
	for _, f := range change {
		f(&r)
	}
	return r
}

func tied(r *results.Record)   { r.Unique, r.Tied, r.Dim = false, true, 1 }
func open(r *results.Record)   { r.Unique, r.Basic, r.Dim = false, false, -1 }
func single(r *results.Record) { r.Support, r.Face = 1, 0 }
func dense(r *results.Record)  { r.Support, r.Face = 5, 4 }
func off(r *results.Record)    { r.Error = 0.3 }
func blur(at float64) func(*results.Record) {
	return func(r *results.Record) { r.Blur = results.Number(at) }
}
func ended(o results.Outcome) func(*results.Record) {
	return func(r *results.Record) { *r = results.Pointless("", 0, o, "because") }
}

const (
	undecided = results.Undecided
	outside   = results.Outside
	miss      = results.Miss
	hit       = results.Hit
)

func TestViews(t *testing.T) {
	planted := experiments.Cell{N: 9, M: 5, K: 3, P: 1}
	generic := experiments.Cell{N: 9, M: 5, K: 0, P: 1}
	at := func(c experiments.Cell, p, lambda float64) experiments.Cell { c.P, c.Lambda = p, lambda; return c }
	local := func(r *results.Record) { r.Kind, r.Unique, r.Dim = results.KindFeasible, false, -1 }
	for _, c := range []struct {
		name                       string
		cell                       experiments.Cell
		record                     results.Record
		success, tip, sparse, edge results.Mark
	}{
		{"unique", planted, seen(), hit, miss, hit, miss},
		{"unique, elsewhere", planted, seen(off, dense), miss, miss, miss, miss},
		{"tip", planted, seen(single, off), miss, hit, hit, miss},
		{"tip of one equation", experiments.Cell{N: 9, M: 1, K: 1, P: 1}, seen(single), hit, hit, miss, miss},
		{"edge, though the truth came back", planted, seen(tied), miss, miss, miss, hit},
		{"edge, a tip of it came back", planted, seen(tied, single), miss, miss, miss, hit},
		{"nothing proved", planted, seen(open), undecided, undecided, undecided, undecided},
		{"nothing proved, elsewhere", planted, seen(open, off), undecided, undecided, undecided, undecided},
		{"error at the bound", planted, seen(func(r *results.Record) { r.Error = experiments.Recovered }), hit, miss, hit, miss},
		{"error above the bound", planted, seen(func(r *results.Record) { r.Error = 1.0000001e-6 }), miss, miss, hit, miss},
		{"error unknown", planted, seen(func(r *results.Record) { r.Error = results.Number(math.NaN()) }), miss, miss, hit, miss},
		{"blurred", planted, seen(blur(0.6)), undecided, undecided, undecided, undecided},
		{"blur at the bound", planted, seen(blur(0.5)), hit, miss, hit, miss},
		{"blur unknown", planted, seen(blur(math.NaN())), undecided, undecided, undecided, undecided},

		{"generic", generic, seen(dense), outside, miss, miss, miss},
		{"generic tip", generic, seen(single), outside, hit, hit, miss},
		{"generic edge", generic, seen(tied), outside, miss, miss, hit},
		{"generic, nothing proved", generic, seen(open), outside, undecided, undecided, undecided},

		{"p < 1, basic", at(planted, 0.5, 0), seen(local), hit, miss, hit, miss},
		{"p < 1, basic, elsewhere", at(planted, 0.5, 0), seen(local, off), miss, miss, hit, miss},
		{"p < 1, tip", at(planted, 0.5, 0), seen(local, single), hit, hit, hit, miss},
		{"p < 1, not basic", at(planted, 0.5, 0), seen(local, func(r *results.Record) { r.Basic = false }), undecided, undecided, undecided, undecided},
		{"p < 1, beside A x = b", at(planted, 0, 0), seen(ended(results.Failed), func(r *results.Record) { r.Residual = 0.1 }), miss, outside, outside, outside},
		{"p < 1, broken down", at(planted, 0, 0), seen(ended(results.Failed), func(r *results.Record) { r.Residual = results.Number(math.NaN()) }), outside, outside, outside, outside},
		{"p = 1, beside A x = b", planted, seen(ended(results.Failed), func(r *results.Record) { r.Residual = 0.1 }), outside, outside, outside, outside},
		{"p = 0, tied", at(planted, 0, 0), seen(func(r *results.Record) { r.Unique, r.Tied = false, true }), hit, miss, miss, miss},
		{"p = 2", at(planted, 2, 0), seen(dense, off), miss, miss, miss, miss},
		{"p = inf, uniqueness unknown", at(planted, math.Inf(1), 0), seen(dense, off, open), undecided, undecided, undecided, undecided},
		{"p = inf", at(planted, math.Inf(1), 0), seen(dense, off), miss, miss, miss, miss},

		{"penalised", at(planted, 1, 0.1), seen(), hit, miss, hit, miss},
		{"penalised, biased", at(planted, 1, 0.1), seen(off), miss, miss, hit, miss},
		{"penalised, nothing proved", at(planted, 1, 0.1), seen(open), undecided, undecided, undecided, undecided},

		{"measured", experiments.Cell{N: 9, M: 5, K: 3, P: 1, Measure: "norms"}, seen(ended(results.Solved)), outside, outside, outside, outside},
		{"declined", planted, seen(ended(results.Declined)), outside, outside, outside, outside},
		{"failed", planted, seen(ended(results.Failed)), outside, outside, outside, outside},
		{"failed, with a point", planted, seen(func(r *results.Record) { r.Outcome = results.Failed }), outside, outside, outside, outside},
		{"infeasible", generic, seen(ended(results.Infeasible)), outside, outside, outside, outside},
	} {
		got := [4]results.Mark{experiments.Success(c.cell, c.record), experiments.Tip(c.cell, c.record), experiments.Sparse(c.cell, c.record), experiments.Edge(c.cell, c.record)}
		if want := [4]results.Mark{c.success, c.tip, c.sparse, c.edge}; got != want {
			t.Errorf("%s: success, tip, sparse, edge are %v, want %v", c.name, got, want)
		}
		if c.record.Outcome == results.Solved {
			if decided := experiments.Decided(c.cell, c.record); decided != (c.tip != undecided) {
				t.Errorf("%s: decided is %v", c.name, decided)
			}
		}
	}
}

// The first law of views: what is stored and read back is seen as it was seen before, unknown numbers included.
func TestViewsSurviveTheStore(t *testing.T) {
	views := []func(experiments.Cell, results.Record) results.Mark{experiments.Success, experiments.Tip, experiments.Sparse, experiments.Edge}
	for _, c := range []experiments.Cell{{N: 9, M: 5, K: 3, P: 1}, {N: 9, M: 5, P: 0.5}, {N: 9, M: 5, K: 1, P: 2}} {
		for _, r := range []results.Record{
			seen(), seen(tied), seen(open), seen(blur(math.NaN())), seen(blur(0.8)), seen(ended(results.Failed)),
			seen(func(r *results.Record) { r.Error, r.Margin = results.Number(math.NaN()), results.Number(math.Inf(1)) }),
		} {
			r.Cell = c.Key() + "/ensemble=gaussian"
			text, err := r.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			back, err := results.ParseRecord(text)
			if err != nil {
				t.Fatal(err)
			}
			for i, view := range views {
				if before, after := view(c, r), view(c, back); before != after {
					t.Errorf("view %d of %s is %v, was %v", i, text, after, before)
				}
			}
		}
	}
}

func TestEffort(t *testing.T) {
	for _, e := range []experiments.Effort{experiments.Smoke, experiments.Quick, experiments.Full} {
		back, err := experiments.ParseEffort(e.String())
		if err != nil || back != e {
			t.Errorf("%v reads back as %v, %v", e, back, err)
		}
		if got := experiments.Pick(e, "smoke", "quick", "full"); got != e.String() {
			t.Errorf("picked %s for %v", got, e)
		}
	}
	if s := experiments.Effort(7).String(); s != "effort(7)" {
		t.Error(s)
	}
	if _, err := experiments.ParseEffort("quik"); err == nil || err.Error() != `unknown effort "quik"; did you mean "quick"? Known are smoke, quick, full` {
		t.Error(err)
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		x, truth []float64
		want     float64
	}{
		{[]float64{1, 0, -4}, []float64{1, 0, -4}, 0},
		{[]float64{1, 0.5, -4}, []float64{1, 0, -4}, 0.125},
		{[]float64{0, 0, 0}, []float64{1, 0, -4}, 1},
		{[]float64{0, 0, 4}, []float64{0, 0, -4}, 2},
	} {
		if got := experiments.Distance(c.x, c.truth, math.Inf(1)); got != c.want {
			t.Errorf("Distance(%v, %v) = %v, want %v", c.x, c.truth, got, c.want)
		}
	}
}
