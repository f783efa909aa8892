package catalog

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/results/render"
)

// Every claim is judged by findings whose rules stand in the code, and shown in pictures that can be drawn.
func TestClaimsAreJudged(t *testing.T) {
	for _, claim := range Claims() {
		t.Run(claim.Name, func(t *testing.T) {
			claim, data := smoke(t, claim.Name)
			verdict, err := claim.Verdict(data)
			if err != nil {
				t.Fatal(err)
			}
			sentences := make(map[string]bool)
			evidence := 0
			for _, f := range verdict.Findings {
				if len(strings.Fields(f.Hypothesis)) < 4 || sentences[f.Hypothesis] || f.Rule == "" || f.Effect.Name == "" {
					t.Errorf("hypothesis %q, rule %q, effect %q", f.Hypothesis, f.Rule, f.Effect.Name)
				}
				sentences[f.Hypothesis] = true
				if f.Effect.Trials <= 0 && f.Decision != experiments.Open { // a smoke run may lack a setting
					t.Errorf("%q: %v from %d trials", f.Hypothesis, f.Decision, f.Effect.Trials)
				}
				if !f.Check {
					evidence++
				}
				if f.Check && f.Decision == experiments.Fails {
					t.Errorf("%q: %v", f.Hypothesis, f.Effect)
				}
			}
			if evidence == 0 {
				t.Error("no finding is evidence on the sentence")
			}
			pictures(t, claim, data)
		})
	}
}

func pictures(t *testing.T, claim experiments.Claim, data experiments.Data) {
	t.Helper()
	for i, picture := range claim.Pictures {
		f, err := picture(data)
		if err = errors.Join(err, f.Validate()); err != nil {
			t.Fatalf("%s, picture %d: %v", claim.Name, i, err)
		}
		if f.Title == "" || f.Caption == "" {
			t.Errorf("%s, picture %s: title %q, caption %q", claim.Name, f.Name, f.Title, f.Caption)
		}
		for _, format := range render.FigureFormats() {
			var out bytes.Buffer
			if err := render.Figure(&out, format.Name, f); err != nil || out.Len() == 0 {
				t.Errorf("%s, picture %s as %s: %v", claim.Name, f.Name, format.Name, err)
			}
		}
	}
}

// Where nothing was measured nothing is decided, whatever the rules are.
func TestNothingIsUndecided(t *testing.T) {
	for _, claim := range Claims() {
		_, data := smoke(t, claim.Name)
		for what, empty := range map[string]experiments.Data{
			"no record": doctored(data, nil),
			"all failed": doctored(data, func(r *results.Record) {
				*r = results.Pointless(r.Cell, r.Trial, results.Failed, "the disk is round")
			}),
		} {
			if what == "no record" {
				for i := range empty {
					empty[i].Records = nil
				}
			}
			verdict, err := claim.Verdict(empty)
			if err != nil {
				t.Errorf("%s, %s: %v", claim.Name, what, err)
				continue
			}
			if verdict.Answer != experiments.Undecided {
				t.Errorf("%s, %s: %v, for %s", claim.Name, what, verdict.Answer, verdict.Reason)
			}
			pictures(t, claim, empty)
		}
	}
}
