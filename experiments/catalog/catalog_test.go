package catalog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
	entries "touchpoint/solvers/catalog"
)

var efforts = []experiments.Effort{experiments.Smoke, experiments.Quick, experiments.Full}

// budget is the largest number of trials a claim may ask for. All quick claims together are to end within three minutes on two cores.
var budget = map[experiments.Effort]int{experiments.Smoke: 5000, experiments.Quick: 200_000, experiments.Full: 5_000_000}

func TestClaimsSayWhatTheyAre(t *testing.T) {
	word := regexp.MustCompile(`^[a-z]+$`)
	seen := make(map[string]bool)
	for _, claim := range Claims() {
		if !word.MatchString(claim.Name) || seen[claim.Name] {
			t.Errorf("%q is no name, or not the only one of its kind", claim.Name)
		}
		for what, text := range map[string]string{"sentence": claim.Sentence, "question": claim.Question, "reference": claim.Reference} {
			if len(strings.Fields(text)) < 5 || strings.TrimSpace(text) != text || seen[text] {
				t.Errorf("%s: the %s is %q", claim.Name, what, text)
			}
			seen[text] = true
		}
		if !strings.HasSuffix(claim.Question, "?") {
			t.Errorf("%s: %q is no question", claim.Name, claim.Question)
		}
		if len(claim.Views) == 0 {
			t.Errorf("%s has no view", claim.Name)
		}
		seen[claim.Name] = true
	}
}

func TestPlansAreSound(t *testing.T) {
	for _, claim := range Claims() {
		trials := 0
		for _, e := range efforts {
			plan := claim.Plan(e)
			if err := plan.Validate(laboratory()); err != nil {
				t.Errorf("%s, %v: %v", claim.Name, e, err)
			}
			if !reflect.DeepEqual(plan, claim.Plan(e)) {
				t.Errorf("%s, %v: two plans of one effort differ", claim.Name, e)
			}
			if n := plan.Trials(); n < trials || n > budget[e] {
				t.Errorf("%s, %v: %d trials; at least %d as before and at most %d", claim.Name, e, n, trials, budget[e])
			} else {
				trials = n
			}
			for _, s := range plan {
				if s.Seed != Seed {
					t.Errorf("%s, %v: seed %d", claim.Name, e, s.Seed)
				}
			}
		}
	}
}

// smoke returns the data of a claim, run once for all tests.
func smoke(t *testing.T, name string) (experiments.Claim, experiments.Data) {
	t.Helper()
	all := Claims()
	claim := all[slices.IndexFunc(all, func(c experiments.Claim) bool { return c.Name == name })]
	once, _ := runs.LoadOrStore(name, sync.OnceValues(func() (experiments.Data, error) {
		return gathered(context.Background(), claim.Plan(experiments.Smoke))
	}))
	data, err := once.(func() (experiments.Data, error))()
	if err != nil {
		t.Fatal(err)
	}
	return claim, data
}

// smokeOf returns the smoke data of a claim.
func smokeOf(t *testing.T, name string) experiments.Data {
	t.Helper()
	_, data := smoke(t, name)
	return data
}

var runs sync.Map

// laboratory has all solvers and measures.
func laboratory() experiments.Lab {
	return experiments.Lab{Solvers: entries.Entries(), Measures: Measures(), Referee: entries.Referee, Workers: 2}
}

func gathered(ctx context.Context, plan experiments.Plan) (experiments.Data, error) {
	var sink memory
	if err := laboratory().Run(ctx, plan, 0, &sink); err != nil {
		return nil, err
	}
	return experiments.Gather(plan, sink.all)
}

// carriedOut returns the data of a plan.
func carriedOut(t *testing.T, plan experiments.Plan) experiments.Data {
	t.Helper()
	data, err := gathered(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// solved returns the data of a plan all of whose trials are solved.
func solved(t *testing.T, plan experiments.Plan) experiments.Data {
	t.Helper()
	data := carriedOut(t, plan)
	for _, g := range data {
		for _, r := range g.Records {
			if r.Outcome != results.Solved {
				t.Errorf("%s, trial %d: %v: %s", g.Cell, r.Trial, r.Outcome, r.Reason)
			}
		}
	}
	return data
}

// refused checks that no change of a sweep that is sound leaves a sound one.
func refused(t *testing.T, sound experiments.Sweep, changes map[string]func(*experiments.Sweep)) {
	t.Helper()
	if err := (experiments.Plan{sound}).Validate(laboratory()); err != nil {
		t.Errorf("what is to be changed: %v", err)
	}
	for what, change := range changes {
		s := sound
		change(&s)
		if err := (experiments.Plan{s}).Validate(laboratory()); !errors.Is(err, experiments.ErrSweep) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// memory is a sink that keeps the records by number.
type memory struct{ records sync.Map }

func (m *memory) Append(seq int, records ...results.Record) error {
	for i, r := range records {
		if _, doubled := m.records.LoadOrStore(seq+i, r); doubled {
			return fmt.Errorf("record %d comes twice", seq+i)
		}
	}
	return nil
}

func (m *memory) all(yield func(results.Record, error) bool) {
	for seq := 0; ; seq++ {
		if r, ok := m.records.Load(seq); !ok || !yield(r.(results.Record), nil) {
			return
		}
	}
}

// tables computes all views of a claim and checks that each can be shown.
func tables(t *testing.T, claim experiments.Claim, data experiments.Data) (list []results.Table) {
	t.Helper()
	seen := make(map[string]bool)
	for i, view := range claim.Views {
		table, err := view(data)
		if err != nil {
			t.Fatalf("%s, view %d: %v", claim.Name, i, err)
		}
		if err := table.Validate(); err != nil {
			t.Errorf("%s: %v", claim.Name, err)
		}
		if table.Name == "" || seen[table.Name] || table.Title == "" || table.Caption == "" {
			t.Errorf("%s, view %d: name %q, title %q, caption %q", claim.Name, i, table.Name, table.Title, table.Caption)
		}
		seen[table.Name] = true
		for _, format := range render.Formats() {
			var out bytes.Buffer
			if err := render.Write(&out, format.Name, table); err != nil || out.Len() == 0 {
				t.Errorf("%s, table %s as %s: %v", claim.Name, table.Name, format.Name, err)
			}
			if text := out.String(); strings.Contains(text, "NaN") || strings.Contains(text, "%!") {
				t.Errorf("%s, table %s as %s shows what is no number:\n%s", claim.Name, table.Name, format.Name, text)
			}
		}
		list = append(list, table)
	}
	return list
}

func TestClaimsRunEndToEnd(t *testing.T) {
	for _, claim := range Claims() {
		t.Run(claim.Name, func(t *testing.T) {
			claim, data := smoke(t, claim.Name)
			undecided := 0
			for _, g := range data {
				for _, r := range g.Records {
					if r.Outcome == results.Failed {
						t.Errorf("%s, trial %d: %v: %s", g.Cell, r.Trial, r.Outcome, r.Reason)
					}
					if r.Outcome == results.Solved && !experiments.Decided(g.Cell, r) {
						undecided++
					}
				}
			}
			if allowed := 1 + data.Trials()/1000; undecided > allowed { // an entry may lie on the line between zeros and non-zeros
				t.Errorf("%d of %d trials are undecided", undecided, data.Trials())
			}
			for _, table := range tables(t, claim, data) {
				if len(table.Rows) == 0 {
					t.Errorf("table %s is empty", table.Name)
				}
			}
		})
	}
}

// doctored returns data in which the records were changed.
func doctored(data experiments.Data, change func(*results.Record)) (out experiments.Data) {
	for _, g := range data {
		g.Records = slices.Clone(g.Records)
		for i := range g.Records {
			if change != nil {
				change(&g.Records[i])
			}
		}
		out = append(out, g)
	}
	return out
}

// measured tells the tables that show rates from those of exact numbers and fixed points.
func measured(claim experiments.Claim, table results.Table) bool {
	return !(claim.Name == "phase" && table.Name == "exact") && !(claim.Name == "example" && table.Name == "pair")
}

// ofAllDraws tells the tables that count a failed trial as a miss, since methods that may end anywhere are compared, and say so.
func ofAllDraws(table results.Table) bool {
	return strings.Contains(table.Caption+strings.Join(table.Notes, " "), "of all draws")
}

// A view that leaves trials out must say so, how many, and why.
func TestViewsHideNoLosses(t *testing.T) {
	for _, claim := range Claims() {
		claim, data := smoke(t, claim.Name)
		for what, change := range map[string]func(*results.Record){
			"failed": func(r *results.Record) { *r = results.Pointless(r.Cell, r.Trial, results.Failed, "the disk is round") },
			"declined": func(r *results.Record) {
				*r = results.Pointless(r.Cell, r.Trial, results.Declined, "declined: the disk is round")
			},
			"undecided": func(r *results.Record) {
				r.Outcome, r.Kind, r.Blur, r.Unique, r.Tied = results.Solved, results.KindOptimal, 1, false, false
			},
			"without a solution": func(r *results.Record) { *r = results.Pointless(r.Cell, r.Trial, results.Infeasible, "no solution") },
		} {
			if what == "undecided" && slices.ContainsFunc(data, func(g experiments.Group) bool { return g.Cell.Measure != "" }) {
				continue // what a measure saw is decided
			}
			for _, table := range tables(t, claim, doctored(data, change)) {
				if !measured(claim, table) {
					continue
				}
				notes := strings.Join(table.Notes, "\n")
				count := regexp.MustCompile(`(?m)^(\d+) trials; undecided (\d+), failed (\d+), declined (\d+)(, without a solution (\d+))?$`).FindStringSubmatch(notes)
				if count == nil {
					t.Errorf("%s, table %s has no count of losses: %s", claim.Name, table.Name, notes)
					continue
				}
				at := map[string]int{"undecided": 2, "failed": 3, "declined": 4, "without a solution": 6}
				for other, i := range at {
					if want := count[1]; other == what && (count[i] != want || want == "0") || other != what && count[i] != "0" && count[i] != "" {
						t.Errorf("%s, table %s, all trials %s: %s", claim.Name, table.Name, what, count[0])
					}
				}
				if what == "failed" || what == "declined" {
					if !regexp.MustCompile(`(?m)^\S+ ` + what + ` \d+, first in n=\S+: the disk is round$`).MatchString(notes) {
						t.Errorf("%s, table %s does not say why trials %s: %s", claim.Name, table.Name, what, notes)
					}
				}
				for _, row := range table.Rows {
					for j, v := range row {
						if e, ok := v.(results.Estimate); ok && what != "without a solution" && !(what == "failed" && ofAllDraws(table)) {
							t.Errorf("%s, table %s, all trials %s: %s is %v", claim.Name, table.Name, what, table.Columns[j].Label(), e)
						}
					}
				}
			}
		}
	}
}

// An interrupted study has cells without a record.
func TestViewsOfNothing(t *testing.T) {
	for _, claim := range Claims() {
		data, err := experiments.Gather(claim.Plan(experiments.Smoke), new(memory).all)
		if err != nil {
			t.Fatal(err)
		}
		tables(t, claim, data)
	}
}

// Every row of rates shows each trial in hand or names it as lost: what is measured adds up.
func TestTablesAddUp(t *testing.T) {
	for _, name := range []string{"tips", "edges"} {
		claim, data := smoke(t, name)
		total := 0
		for _, table := range tables(t, claim, data) {
			var trials int
			for _, note := range table.Notes {
				if _, err := fmt.Sscanf(note, "%d trials;", &trials); err == nil {
					break
				}
			}
			if table.Name != "contact" && table.Name != "returned" { // the same trials as in faces
				total += trials
			}
		}
		want := 0
		for _, g := range data {
			if name != "edges" || g.Cell.Solver == "homotopy" { // the others are in returned alone
				want += len(g.Records)
			}
		}
		if total != want {
			t.Errorf("%s: the tables are made of %d trials, the plan has %d", name, total, want)
		}
	}
}
