package experiments_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// tossing is a plan of three cells whose trials are coins: almost never, half of the time and almost always heads, see heads.
func tossing() experiments.Plan {
	return plan(func(s *experiments.Sweep) { s.N, s.M, s.K, s.Trials = []int{9}, []int{6}, []int{1, 2, 3}, 3000 })
}

var heads = map[int]float64{1: 0.99, 2: 0.5, 3: 0.02}

// toss carries out the trials of a round from start on by tossing the coins, each a function of cell and number alone.
func toss(round experiments.Plan, start int, sink experiments.Sink) error {
	seq := 0
	for _, s := range round {
		for _, c := range s.Cells() {
			for trial := s.First; trial < s.First+s.Trials; trial++ {
				if seq >= start {
					if err := sink.Append(seq, coin(c, trial)); err != nil {
						return err
					}
				}
				seq++
			}
		}
	}
	return nil
}

func coin(c experiments.Cell, trial int) results.Record {
	hash := fnv.New64a()
	fmt.Fprint(hash, c.Key())
	r := seen()
	r.Cell, r.Trial = c.Key(), trial
	if rand.New(rand.NewPCG(hash.Sum64(), uint64(trial))).Float64() >= heads[c.K] {
		off(&r)
	}
	return r
}

func nothing(func(results.Record, error) bool) {}

func recorded(list []results.Record) func(func(results.Record, error) bool) {
	return func(yield func(results.Record, error) bool) {
		for _, r := range list {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// drawn runs a rule on the coins and returns the cells, and the records in canonical order.
func drawn(t *testing.T, rule experiments.Adaptive, p experiments.Plan) ([]experiments.Summary, []results.Record) {
	t.Helper()
	var sink memory
	cells, err := rule.Run(p, nothing, &sink, toss)
	if err != nil {
		t.Fatal(err)
	}
	var list []results.Record
	for r, err := range sink.all {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, r)
	}
	return cells, list
}

// summary is a cell that had so many trials, so many of them hits and so many misses.
func summary(trials, hits, misses int) experiments.Summary {
	return experiments.Summary{Tally: results.Tally{Trials: trials, Rate: results.Rate{Hits: hits, Misses: misses}}}
}

func sequence(hits, trials int) stats.Interval {
	i, err := stats.Sequence{Alpha: 1 - experiments.Level}.Interval(hits, trials)
	if err != nil {
		panic(err)
	}
	return i
}

func TestAdaptiveRefusesWhatHasNoWidth(t *testing.T) {
	for _, c := range []struct {
		rule experiments.Adaptive
		plan experiments.Plan
		want string
	}{
		{experiments.Adaptive{Width: 0.1}, tossing(), ""},
		{experiments.Adaptive{}, tossing(), "until-width = 0; it must lie between 0 and 1, both excluded"},
		{experiments.Adaptive{Width: 1}, tossing(), "until-width = 1; it must lie between 0 and 1, both excluded"},
		{experiments.Adaptive{Width: -0.1}, tossing(), "until-width = -0.1; it must lie between 0 and 1, both excluded"},
		{experiments.Adaptive{Width: math.NaN()}, tossing(), "until-width = NaN; it must lie between 0 and 1, both excluded"},
		{experiments.Adaptive{Width: 0.1, Batch: -1}, tossing(), "batch = -1; it must be positive, or 0 for 100"},
		{experiments.Adaptive{Width: 0.1}, plan(), "k = 0 draws a generic b, for which there is no success whose rate could be known to a width; plant at least k = 1, or draw a fixed number of trials"},
		{experiments.Adaptive{Width: 0.1}, plan(func(s *experiments.Sweep) { s.K, s.Measure = []int{1}, "minima" }),
			"measure minima sees no success, so that there is no rate whose interval could get narrow; draw a fixed number of trials"},
	} {
		err := c.rule.Validate(c.plan)
		if got := strings.Join(sentences(t, err), "; "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.rule, got, c.want)
		}
		if _, failure := c.rule.Run(c.plan, nothing, nil, toss); (failure == nil) != (err == nil) {
			t.Errorf("%+v runs with %v, while it is %v", c.rule, failure, err)
		}
	}
}

// A cell goes on while its interval is wide, by a batch or a quarter of what it had, and never beyond the trials of its sweep.
func TestAdaptiveRounds(t *testing.T) {
	one := plan(func(s *experiments.Sweep) { s.K, s.Trials = []int{1}, 1000 })
	for _, c := range []struct {
		name string
		rule experiments.Adaptive
		seen experiments.Summary
		want int
	}{
		{"nothing drawn", experiments.Adaptive{Width: 0.1}, summary(0, 0, 0), 100},
		{"nothing drawn, small batch", experiments.Adaptive{Width: 0.1, Batch: 7}, summary(0, 0, 0), 7},
		{"nothing drawn, batch above the trials", experiments.Adaptive{Width: 0.1, Batch: 2000}, summary(0, 0, 0), 1000},
		{"wide", experiments.Adaptive{Width: 0.1}, summary(100, 50, 50), 100},
		{"wide after many", experiments.Adaptive{Width: 0.1}, summary(600, 300, 300), 150},
		{"wide at the end", experiments.Adaptive{Width: 0.1}, summary(990, 500, 490), 10},
		{"all used", experiments.Adaptive{Width: 0.1}, summary(1000, 500, 500), 0},
		{"narrow", experiments.Adaptive{Width: 0.1}, summary(500, 500, 0), 0},
		{"wide for many undecided", experiments.Adaptive{Width: 0.1}, summary(500, 10, 0), 125},
		{"nothing decided", experiments.Adaptive{Width: 0.1}, summary(100, 0, 0), 0},
	} {
		round := c.rule.Next(one, []experiments.Summary{c.seen})
		if got := round.Trials(); got != c.want {
			t.Errorf("%s: %d trials, want %d", c.name, got, c.want)
		}
		if c.want > 0 && (len(round) != 1 || round[0].First != c.seen.Tally.Trials || !reflect.DeepEqual(round.Cells(), one.Cells())) {
			t.Errorf("%s: %+v", c.name, round)
		}
	}
	one[0].First = 40
	if round := (experiments.Adaptive{Width: 0.1}).Next(one, []experiments.Summary{summary(100, 50, 50)}); round[0].First != 140 {
		t.Errorf("a sweep from trial 40 goes on at %d", round[0].First)
	}
}

// It is the confidence sequence that must be narrow: where only an interval for a fixed number of trials is, the cell goes on.
func TestAdaptiveNeverStopsOnWilson(t *testing.T) {
	one := plan(func(s *experiments.Sweep) { s.K, s.Trials = []int{1}, 1_000_000 })
	tempted := 0
	for _, width := range []float64{0.02, 0.05, 0.1, 0.3} {
		rule := experiments.Adaptive{Width: width}
		for trials := 10; trials < 30000; trials += trials/7 + 1 {
			for _, hits := range []int{0, trials / 50, trials / 3, trials / 2, trials} {
				stopped := rule.Next(one, []experiments.Summary{summary(trials, hits, trials-hits)}) == nil
				if want := sequence(hits, trials).Width() <= width; stopped != want {
					t.Errorf("width %v, %d of %d: stopped %v", width, hits, trials, stopped)
				}
				if !stopped && stats.Wilson(hits, trials, experiments.Level).Width() <= width {
					tempted++
				}
			}
		}
	}
	if tempted < 20 {
		t.Errorf("Wilson's interval was narrow enough %d times only: the test has lost its point", tempted)
	}
}

// Most decided trials are enough whatever the hits, and no fewer are for a rate of one half.
func TestAdaptiveMost(t *testing.T) {
	for _, width := range []float64{0.9, 0.5, 0.2, 0.1, 0.07} {
		rule := experiments.Adaptive{Width: width}
		most := rule.Most()
		for hits := range most + 1 {
			if got := sequence(hits, most).Width(); got > width {
				t.Errorf("width %v: %d of %d have %v", width, hits, most, got)
			}
		}
		if got := sequence(most/2-1, most-2).Width(); got <= width {
			t.Errorf("width %v: %d trials would do, not %d", width, most-2, most)
		}
	}
}

// Stopped by its own width, the interval holds the rate at least as often as it says.
func TestAdaptiveCoverage(t *testing.T) {
	const runs = 250
	one := plan(func(s *experiments.Sweep) { s.K, s.Trials = []int{1}, 10000 })
	rule := experiments.Adaptive{Width: 0.25, Batch: 4}
	for i, p := range []float64{0.03, 0.3, 0.5, 0.9} {
		rng := rand.New(rand.NewPCG(uint64(i), 9))
		held := 0
		for range runs {
			s := summary(0, 0, 0)
			for round := rule.Next(one, []experiments.Summary{s}); round != nil; round = rule.Next(one, []experiments.Summary{s}) {
				for range round.Trials() {
					s.Tally.Trials++
					if rng.Float64() < p {
						s.Tally.Rate.Hits++
					} else {
						s.Tally.Rate.Misses++
					}
				}
			}
			if e := rule.Estimate(s.Tally.Rate).(results.Estimate); e.Lo <= p && p <= e.Hi {
				held++
			}
			if rule.Exhausted(s) {
				t.Fatalf("rate %v: still wide after %d trials", p, s.Tally.Trials)
			}
		}
		if float64(held) < experiments.Level*runs {
			t.Errorf("rate %v: %d of %d intervals hold it", p, held, runs)
		}
	}
}

// Trials go where they are needed, and every interval is as narrow as asked.
func TestAdaptiveSpendsOnTheTransition(t *testing.T) {
	rule := experiments.Adaptive{Width: 0.1, Batch: 50}
	cells, list := drawn(t, rule, tossing())
	total := 0
	for i, s := range cells {
		total += s.Tally.Trials
		if rule.Exhausted(s) || sequence(s.Tally.Rate.Hits, s.Tally.Rate.Trials()).Width() > rule.Width {
			t.Errorf("%s: %+v", s.Cell, s.Tally.Rate)
		}
		if e := rule.Estimate(s.Tally.Rate).(results.Estimate); e.Lo > heads[i+1] || e.Hi < heads[i+1] || e.WilsonHi != 0 {
			t.Errorf("%s: %+v does not hold %v, or has another interval", s.Cell, e, heads[i+1])
		}
	}
	if a, b, c := cells[0].Tally.Trials, cells[1].Tally.Trials, cells[2].Tally.Trials; b < 4*a || b < 4*c || total != len(list) {
		t.Errorf("%d, %d and %d trials, %d records", a, b, c, len(list))
	}
	// Cut off by the trials of the sweep, the coin that is fair stays wide and says so.
	few := tossing()
	few[0].Trials = 400
	cells, _ = drawn(t, rule, few)
	if rule.Exhausted(cells[0]) || !rule.Exhausted(cells[1]) || rule.Exhausted(cells[2]) || cells[1].Tally.Trials != 400 {
		t.Errorf("%d, %d, %d trials of 400", cells[0].Tally.Trials, cells[1].Tally.Trials, cells[2].Tally.Trials)
	}
}

// Every trial of a cell is drawn once, in order, whatever the rounds are, and a cell has the same ones in company as alone.
func TestAdaptiveCellsDoNotMind(t *testing.T) {
	rule := experiments.Adaptive{Width: 0.1, Batch: 30}
	_, together := drawn(t, rule, tossing())
	for _, k := range tossing()[0].K {
		alone := tossing()
		alone[0].K = []int{k}
		_, list := drawn(t, rule, alone)
		i := 0
		for _, r := range together {
			if r.Cell != list[0].Cell {
				continue
			}
			if i >= len(list) || r.Trial != i || !reflect.DeepEqual(r, list[i]) {
				t.Fatalf("k = %d: record %d is of trial %d", k, i, r.Trial)
			}
			i++
		}
		if i != len(list) {
			t.Errorf("k = %d: %d trials in company, %d alone", k, i, len(list))
		}
	}
}

// Wherever a run was cut short, it goes on to the same cells and the same records.
func TestAdaptiveResumes(t *testing.T) {
	rule := experiments.Adaptive{Width: 0.2, Batch: 20}
	cells, list := drawn(t, rule, tossing())
	for cut := 0; cut <= len(list); cut += 7 {
		sink := memory{records: map[int]results.Record{}}
		for seq, r := range list[:cut] {
			sink.records[seq] = r
		}
		got, err := rule.Run(tossing(), recorded(list[:cut]), &sink, toss)
		if err != nil || !reflect.DeepEqual(got, cells) || sink.len() != len(list) {
			t.Fatalf("cut after %d of %d: %d records, %v", cut, len(list), sink.len(), err)
		}
		for seq, want := range list {
			if !reflect.DeepEqual(sink.records[seq], want) {
				t.Fatalf("cut after %d: record %d is another one", cut, seq)
			}
		}
	}
	if got, err := rule.Run(tossing(), nothing, nil, toss); err != nil || !reflect.DeepEqual(got, cells) {
		t.Errorf("without a sink: %v", err)
	}
}

func TestAdaptiveRefusesOtherRecords(t *testing.T) {
	rule := experiments.Adaptive{Width: 0.2, Batch: 20}
	_, list := drawn(t, rule, tossing())
	swapped := append([]results.Record{list[1], list[0]}, list[2:]...)
	surplus := append(append([]results.Record{}, list...), list[0])
	foreign := append([]results.Record{seen()}, list[1:]...)
	for name, records := range map[string][]results.Record{"swapped": swapped, "surplus": surplus, "foreign": foreign} {
		if _, err := rule.Run(tossing(), recorded(records), nil, toss); err == nil || !strings.Contains(err.Error(), "another rule made these records") {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("line 3 is damaged")
	_, err := rule.Run(tossing(), func(yield func(results.Record, error) bool) { yield(results.Record{}, broken) }, nil, toss)
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	_, err = rule.Run(tossing(), nothing, nil, func(experiments.Plan, int, experiments.Sink) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// The line of a cell has the keys of any other, and the interval of the sequence.
func TestStoppedLine(t *testing.T) {
	rule := experiments.Adaptive{Width: 0.2}
	cells, _ := drawn(t, rule, tossing())
	for _, s := range cells {
		var plain, line map[string]any
		for value, into := range map[any]*map[string]any{&s: &plain, (*experiments.Stopped)(&s): &line} {
			text, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(text, into); err != nil {
				t.Fatal(err)
			}
		}
		want := sequence(s.Tally.Rate.Hits, s.Tally.Rate.Trials())
		if line["lo"] != want.Lo || line["hi"] != want.Hi || !(want.Lo < plain["lo"].(float64)) && want.Lo > 0 {
			t.Errorf("%v to %v, want %v", line["lo"], line["hi"], want)
		}
		plain["lo"], plain["hi"] = want.Lo, want.Hi
		if !reflect.DeepEqual(plain, line) {
			t.Errorf("line %v\nwant %v", line, plain)
		}
	}
	text, err := json.Marshal(experiments.Stopped(summary(100, 0, 0)))
	if err != nil || !strings.Contains(string(text), `"lo":null,"hi":null}`) {
		t.Errorf("%s, %v", text, err)
	}
}
