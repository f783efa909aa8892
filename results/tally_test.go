package results

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestRate(t *testing.T) {
	var r Rate
	if !math.IsNaN(r.Value()) || r.Trials() != 0 {
		t.Errorf("the empty rate is %v of %d", r.Value(), r.Trials())
	}
	for _, m := range []Mark{Undecided, Outside} {
		r.Add(m)
	}
	if !math.IsNaN(r.Value()) || r.Undecided != 1 {
		t.Errorf("undecided and outside give %+v, %v", r, r.Value())
	}
	for _, m := range []Mark{Hit, Hit, Miss, Hit, Outside, Undecided} {
		r.Add(m)
	}
	if want := (Rate{Hits: 3, Misses: 1, Undecided: 2}); r != want || r.Value() != 0.75 || r.Trials() != 4 {
		t.Errorf("got %+v, value %v of %d; want %+v, 0.75 of 4", r, r.Value(), r.Trials(), want)
	}
	if got := r.Plus(Rate{1, 2, 3}); got != (Rate{4, 3, 5}) {
		t.Errorf("sum %+v", got)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Outcome(0).String(), "failed"}, {Declined.String(), "declined"}, {Infeasible.String(), "infeasible"}, {Solved.String(), "solved"},
		{Outcome(-1).String(), "outcome(-1)"}, {Outcome(4).String(), "outcome(4)"},
		{Mark(0).String(), "undecided"}, {Outside.String(), "outside"}, {Miss.String(), "miss"}, {Hit.String(), "hit"}, {Mark(9).String(), "mark(9)"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestTally(t *testing.T) {
	var tally Tally
	add := func(r Record, m Mark) { tally.Add(r, m) }
	add(Record{Outcome: Solved, Support: 4, Dim: 0}, Hit)
	add(Record{Outcome: Solved, Support: 4, Dim: 1}, Miss)
	add(Record{Outcome: Solved, Support: 8, Dim: -1}, Undecided)
	add(Pointless("n=1", 0, Declined, "p < 1"), Outside)
	add(Pointless("n=1", 1, Failed, "broke down"), Miss)
	want := Tally{
		Trials: 5, Outcomes: map[Outcome]int{Solved: 3, Declined: 1, Failed: 1}, Rate: Rate{1, 2, 1}, Outside: 1,
		Support: map[int]int{4: 2, 8: 1}, Dim: map[int]int{0: 1, 1: 1, -1: 1},
	}
	if !reflect.DeepEqual(tally, want) {
		t.Errorf("got  %+v\nwant %+v", tally, want)
	}
}

// TestTallyMerge: any split and any order counts the same, and nothing is lost.
func TestTallyMerge(t *testing.T) {
	var whole Tally
	parts := make([]Tally, 3)
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range 500 {
		r, m := sample(i), Mark(rng.IntN(4))
		whole.Add(r, m)
		parts[rng.IntN(len(parts))].Add(r, m)
	}
	var merged Tally
	merged.Merge(Tally{})
	for _, i := range rng.Perm(len(parts)) {
		merged.Merge(parts[i])
	}
	if !reflect.DeepEqual(merged, whole) {
		t.Errorf("got  %+v\nwant %+v", merged, whole)
	}
	outcomes := 0
	for _, n := range whole.Outcomes {
		outcomes += n
	}
	if outcomes != 500 || whole.Rate.Trials()+whole.Rate.Undecided+whole.Outside != 500 {
		t.Errorf("500 trials are counted as %d outcomes and %d marks", outcomes, whole.Rate.Trials()+whole.Rate.Undecided+whole.Outside)
	}
}
