package experiments_test

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
)

func effect(lo, hi float64) experiments.Effect {
	return experiments.Effect{Name: "rate", Value: (lo + hi) / 2, Lo: lo, Hi: hi, Trials: 10}
}

func TestFindingsAreDecidedByTheirIntervals(t *testing.T) {
	nan := math.NaN()
	for what, c := range map[string]struct {
		got  experiments.Finding
		want experiments.Decision
	}{
		"above":           {experiments.Above("h", effect(0.6, 0.7), 0.5), experiments.Holds},
		"above, touching": {experiments.Above("h", effect(0.5, 0.7), 0.5), experiments.Open},
		"not above":       {experiments.Above("h", effect(0.3, 0.4), 0.5), experiments.Fails},
		"above, unknown":  {experiments.Above("h", effect(nan, nan), 0.5), experiments.Open},
		"below":           {experiments.Below("h", effect(0.3, 0.4), 0.5), experiments.Holds},
		"below, astride":  {experiments.Below("h", effect(0.3, 0.6), 0.5), experiments.Open},
		"not below":       {experiments.Below("h", effect(0.6, 0.7), 0.5), experiments.Fails},
		"within":          {experiments.Within("h", effect(-0.1, 0.1), -0.2, 0.2), experiments.Holds},
		"within, astride": {experiments.Within("h", effect(-0.1, 0.3), -0.2, 0.2), experiments.Open},
		"outside":         {experiments.Within("h", effect(0.3, 0.4), -0.2, 0.2), experiments.Fails},
		"within, unknown": {experiments.Within("h", effect(nan, nan), -0.2, 0.2), experiments.Open},
		"always":          {experiments.Always("h", "r", results.Rate{Hits: 5}), experiments.Holds},
		"one exception":   {experiments.Always("h", "r", results.Rate{Hits: 5000, Misses: 1}), experiments.Fails},
		"never tried":     {experiments.Always("h", "r", results.Rate{Undecided: 3}), experiments.Open},
		"agrees":          {experiments.Agrees("h", 10, []float64{0.5, 0.0006}), experiments.Holds},
		"disagrees":       {experiments.Agrees("h", 10, []float64{0.5, 0.0004}), experiments.Fails},
		"no test":         {experiments.Agrees("h", 10, nil), experiments.Open},
	} {
		if c.got.Decision != c.want {
			t.Errorf("%s: %v, want %v", what, c.got.Decision, c.want)
		}
		if c.got.Rule == "" || c.got.Hypothesis != "h" {
			t.Errorf("%s: rule %q, hypothesis %q", what, c.got.Rule, c.got.Hypothesis)
		}
	}
	if f := experiments.Below("h", effect(0.3, 0.4), 0.5); f.Effect != effect(0.3, 0.4) {
		t.Errorf("the effect became %v", f.Effect)
	}
}

// parentheses hold the effects in a reason.
var parentheses = regexp.MustCompile(` \([^)]*\)`)

func TestJudge(t *testing.T) {
	holds, fails := experiments.Above("good", effect(0.6, 0.7), 0.5), experiments.Above("bad", effect(0.3, 0.4), 0.5)
	open := experiments.Above("who knows", effect(0.4, 0.6), 0.5)
	sound, broken := experiments.Agrees("law", 10, []float64{0.5}), experiments.Agrees("law", 10, []float64{1e-9})
	for _, c := range []struct {
		findings []experiments.Finding
		want     experiments.Answer
		reason   string
	}{
		{[]experiments.Finding{holds, holds, sound}, experiments.Supported, "holds: good"},
		{[]experiments.Finding{sound, fails, fails}, experiments.Refuted, "fails: bad"},
		{[]experiments.Finding{fails, holds, open}, experiments.Limited, "holds: good; fails: bad"},
		{[]experiments.Finding{holds, open}, experiments.Undecided, "open: who knows"},
		{[]experiments.Finding{fails, open}, experiments.Undecided, "open: who knows"},
		{[]experiments.Finding{holds, broken}, experiments.Undecided, "the harness disagrees with exact theory; fails: law"},
		{[]experiments.Finding{sound}, experiments.Undecided, "nothing was measured"},
		{nil, experiments.Undecided, "nothing was measured"},
	} {
		v := experiments.Judge(c.findings)
		if v.Answer != c.want || parentheses.ReplaceAllString(v.Reason, "") != c.reason || len(v.Findings) != len(c.findings) {
			t.Errorf("%v: %q; want %v: %q", v.Answer, v.Reason, c.want, c.reason)
		}
	}
}

func TestEffectInWords(t *testing.T) {
	e := experiments.RateEffect("success", results.Rate{Hits: 30, Misses: 10})
	if got := e.String(); !strings.HasPrefix(got, "success 0.75 [0.5") {
		t.Errorf("%s", got)
	}
	if got := experiments.RateEffect("success", results.Rate{}).String(); got != "success NaN" {
		t.Errorf("%s", got)
	}
}
