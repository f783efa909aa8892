package experiments_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"strings"
	"sync"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

// summaryOf counts records of the one cell of a plan and returns its line.
func summaryOf(t *testing.T, p experiments.Plan, records ...results.Record) (experiments.Summary, string) {
	t.Helper()
	s := experiments.NewSummaries(p)
	for i, r := range records {
		r.Cell, r.Trial = p.Cells()[0].Key(), i
		if err := s.Append(i, r); err != nil {
			t.Fatal(err)
		}
	}
	line, err := json.Marshal(s.Cells()[0])
	if err != nil {
		t.Fatal(err)
	}
	return s.Cells()[0], string(line)
}

func cellPlan(k int, p, lambda experiments.Real) experiments.Plan {
	return plan(func(s *experiments.Sweep) {
		s.K, s.P, s.Lambda = []int{k}, []experiments.Real{p}, []experiments.Real{lambda}
	})
}

// The line is a promise to users: names, order and meaning.
func TestSummaryLine(t *testing.T) {
	const head = `{"n":6,"m":3,"k":%d,"p":%s,"lambda":%s,"noise":0,"ensemble":"gaussian","amplitudes":"gaussian","solver":"homotopy",`
	everything := []results.Record{
		seen(), seen(), seen(), seen(dense, off), seen(tied), seen(open), seen(blur(0.9)),
		seen(ended(results.Failed)), seen(ended(results.Failed)), seen(ended(results.Declined)), seen(ended(results.Infeasible)),
	}
	for _, c := range []struct {
		name    string
		plan    experiments.Plan
		records []results.Record
		want    string
	}{
		{"planted", cellPlan(3, 1, 0), everything, fmt.Sprintf(head, 3, "1", "0") +
			`"trials":11,"success":3,"unique":5,"undecided":2,"failed":2,"declined":1,"infeasible":1,` +
			`"support":{"3":6,"5":1},"dim":{"0":5,"1":1},"rate":0.6,"lo":0.14663279963467313,"hi":0.9472550494736831}`},
		{"generic", cellPlan(0, 1, 0), everything, fmt.Sprintf(head, 0, "1", "0") +
			`"trials":11,"success":null,"unique":5,"undecided":2,"failed":2,"declined":1,"infeasible":1,` +
			`"support":{"3":6,"5":1},"dim":{"0":5,"1":1},"rate":null,"lo":null,"hi":null}`},
		{"nothing decided", cellPlan(3, 1, 0), []results.Record{seen(open), seen(ended(results.Declined))}, fmt.Sprintf(head, 3, "1", "0") +
			`"trials":2,"success":0,"unique":0,"undecided":1,"failed":0,"declined":1,"infeasible":0,` +
			`"support":{"3":1},"dim":{},"rate":null,"lo":null,"hi":null}`},
		{"nothing run", cellPlan(3, experiments.Real(math.Inf(1)), 0), nil, fmt.Sprintf(head, 3, `"inf"`, "0") +
			`"trials":0,"success":0,"unique":0,"undecided":0,"failed":0,"declined":0,"infeasible":0,` +
			`"support":{},"dim":{},"rate":null,"lo":null,"hi":null}`},
		{"all missed", cellPlan(3, 1, 1e-3), []results.Record{seen(off), seen(off)}, fmt.Sprintf(head, 3, "1", "0.001") +
			`"trials":2,"success":0,"unique":2,"undecided":0,"failed":0,"declined":0,"infeasible":0,` +
			`"support":{"3":2},"dim":{"0":2},"rate":0,"lo":0,"hi":0.841886116991581}`},
	} {
		if _, got := summaryOf(t, c.plan, c.records...); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// No trial falls between the columns.
func TestSummaryAddsUp(t *testing.T) {
	s, _ := summaryOf(t, cellPlan(3, 1, 0), seen(), seen(off), seen(open), seen(tied), seen(blur(1)), seen(ended(results.Failed)), seen(ended(results.Declined)), seen(ended(results.Infeasible)))
	lost := s.Tally.Outcomes[results.Failed] + s.Tally.Outcomes[results.Declined] + s.Tally.Outcomes[results.Infeasible]
	if total := s.Tally.Rate.Trials() + s.Undecided + lost; total != s.Tally.Trials || s.Undecided != s.Tally.Rate.Undecided || lost != s.Tally.Outside {
		t.Errorf("%+v: %d of %d trials are in a column", s, total, s.Tally.Trials)
	}
	if s.Faces() != 1 {
		t.Errorf("%d touches along a face, want 1", s.Faces())
	}
}

func TestSummariesDoNotDependOnTheOrder(t *testing.T) {
	p := plan()
	cells := p.Cells()
	var records []results.Record
	for i := range 400 {
		r := seen(func(r *results.Record) { r.Support = i % 4 }, func(r *results.Record) { r.Unique = i%3 > 0 })
		r.Cell, r.Trial = cells[i%len(cells)].Key(), i/len(cells)
		records = append(records, r)
	}
	inOrder, shuffled := experiments.NewSummaries(p), experiments.NewSummaries(p)
	var team sync.WaitGroup
	for worker := range 4 {
		team.Go(func() {
			for i := len(records) - 1 - worker; i >= 0; i -= 4 {
				if err := shuffled.Append(i, records[i]); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i, r := range records {
		if err := inOrder.Append(i, r); err != nil {
			t.Fatal(err)
		}
	}
	team.Wait()
	one, _ := json.Marshal(inOrder.Cells())
	two, _ := json.Marshal(shuffled.Cells())
	if string(one) != string(two) {
		t.Errorf("in order  %s\nshuffled %s", one, two)
	}
	for i, s := range inOrder.Cells() {
		if s.Cell != cells[i] || s.Tally.Trials != 200 {
			t.Errorf("summary %d is of %s with %d trials", i, s.Cell, s.Tally.Trials)
		}
	}
}

// The reason a summary gives is that of the first trial, in whatever order they come.
func TestSummaryKeepsTheFirstReason(t *testing.T) {
	p := cellPlan(1, 1, 0)
	key := p.Cells()[0].Key()
	s := experiments.NewSummaries(p)
	for _, trial := range []int{3, 1, 2} {
		if err := s.Append(0, results.Pointless(key, trial, results.Declined, fmt.Sprintf("reason %d", trial))); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Cells()[0]; got.Reason(results.Declined) != "reason 1" || got.Reason(results.Failed) != "" {
		t.Errorf("declined for %q, failed for %q", got.Reason(results.Declined), got.Reason(results.Failed))
	}
}

func TestRecordOfAnotherPlan(t *testing.T) {
	const want = `experiments: record of cell "n=1", which is not in the plan`
	stranger := results.Record{Cell: "n=1"}
	if err := experiments.NewSummaries(plan()).Append(0, stranger); err == nil || err.Error() != want {
		t.Errorf("Summaries: %v", err)
	}
	if _, err := experiments.Gather(plan(), of(nil, stranger)); err == nil || err.Error() != want {
		t.Errorf("Gather: %v", err)
	}
}

// of yields records and then, if there is one, an error.
func of(failure error, records ...results.Record) iter.Seq2[results.Record, error] {
	return func(yield func(results.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
		if failure != nil {
			yield(results.Record{}, failure)
		}
	}
}

func TestGather(t *testing.T) {
	p := plan()
	first, second := p.Cells()[0], p.Cells()[1]
	records := []results.Record{{Cell: first.Key(), Trial: 0}, {Cell: second.Key(), Trial: 0}, {Cell: first.Key(), Trial: 1}}
	data, err := experiments.Gather(p, of(nil, records...))
	if err != nil {
		t.Fatal(err)
	}
	if len(data) != 2 || data[0].Cell != first || data[1].Cell != second || len(data[0].Records) != 2 || data[0].Records[1].Trial != 1 || len(data[1].Records) != 1 {
		t.Errorf("%+v", data)
	}
	if _, err := experiments.Gather(p, of(errBoom, records...)); !errors.Is(err, errBoom) {
		t.Errorf("%v, want the error of the store", err)
	}
	empty, err := experiments.Gather(p, of(nil))
	if err != nil || len(empty) != 2 || empty[0].Records != nil {
		t.Errorf("an interrupted plan has all its cells: %+v, %v", empty, err)
	}
	if planted := data.Where(func(c experiments.Cell) bool { return c.K > 0 }); len(planted) != 1 || planted[0].Cell != second {
		t.Errorf("%+v", planted)
	}
}

func TestGroupTally(t *testing.T) {
	g := experiments.Group{Cell: cellPlan(3, 1, 0).Cells()[0], Records: []results.Record{seen(), seen(off), seen(open), seen(ended(results.Declined))}}
	tally := g.Tally(experiments.Success)
	if want := (results.Rate{Hits: 1, Misses: 1, Undecided: 1}); tally.Rate != want || tally.Trials != 4 || tally.Outside != 1 || tally.Support[3] != 3 {
		t.Errorf("%+v", tally)
	}
}

// The interval belongs to the rate, and undecided trials take no part in it.
func TestEstimate(t *testing.T) {
	got, ok := experiments.Estimate(results.Rate{Hits: 3, Misses: 2, Undecided: 100}).(results.Estimate)
	// Clopper and Pearson (1934), their limits for 3 of 5.
	if !ok || abs(got.Lo-0.1466) > 5e-5 || abs(got.Hi-0.9473) > 5e-5 {
		t.Errorf("%+v", got)
	}
	if v := experiments.Estimate(results.Rate{Undecided: 9}); v != (results.Missing{}) {
		t.Errorf("nothing decided: %+v", v)
	}
}

func TestRealHoldsInfinity(t *testing.T) {
	text, err := json.Marshal([]experiments.Real{0, 0.5, 1e-9, experiments.Real(math.Inf(1))})
	if err != nil || string(text) != `[0,0.5,1e-9,"inf"]` {
		t.Errorf("%s, %v", text, err)
	}
	var back []experiments.Real
	if err := json.Unmarshal(text, &back); err != nil || len(back) != 4 || back[1] != 0.5 || !math.IsInf(float64(back[3]), 1) {
		t.Errorf("read back as %v, %v", back, err)
	}
	if _, err := json.Marshal(experiments.Real(math.NaN())); err == nil || !strings.Contains(err.Error(), "NaN") {
		t.Errorf("NaN: %v", err)
	}
}
