package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
)

const sweepPromise = `
	n whole
	m whole
	k whole
	p number
	lambda number
	noise number
	ensemble text
	amplitudes text
	solver text
	trials whole
	unique whole
	undecided whole
	failed whole
	declined whole
	infeasible whole
	support {whole}
	dim {whole}
`

func TestSweepJSON(t *testing.T) {
	const (
		counted  = sweepPromise + "success whole\nrate number\nlo number\nhi number\n"
		declined = sweepPromise + "success whole\nrate null\nlo null\nhi null\n"
		generic  = sweepPromise + "success null\nrate null\nlo null\nhi null\n"
	)
	list := objects(t, "sweep", "--json", "--n", "12", "--m", "6", "--k", "0,3", "--noise", "0,0.5", "--p", "1,inf", "--trials", "30")
	if len(list) != 8 {
		t.Fatalf("%d objects, want 8", len(list))
	}
	for _, got := range list {
		infinite, k := got["p"] == any("inf"), float(t, got, "k")
		if infinite {
			got["p"] = json.Number("1") // the only text that stands for a number
		}
		switch {
		case k == 0:
			checkKinds(t, got, generic)
		case infinite: // nobody here solves it
			checkKinds(t, got, declined)
		default:
			checkKinds(t, got, counted)
			checkRate(t, got)
		}
		if !infinite {
			checkSum(t, got, "support")
			checkSum(t, got, "dim")
		} else if got["declined"] != json.Number("30") {
			t.Errorf("%v declined at p = inf, want 30", got["declined"])
		}
	}
}

// checkRate: the rate is that of successes among the decided trials, and the interval is that of Clopper and Pearson.
func checkRate(t *testing.T, got map[string]any) {
	t.Helper()
	hits, trials := int(float(t, got, "success")), int(float(t, got, "trials")-float(t, got, "undecided"))
	want := stats.ClopperPearson(hits, trials, experiments.Level)
	if rate := float(t, got, "rate"); rate != float64(hits)/float64(trials) {
		t.Errorf("rate %v for %d of %d", rate, hits, trials)
	}
	if lo, hi := float(t, got, "lo"), float(t, got, "hi"); lo != want.Lo || hi != want.Hi {
		t.Errorf("[%v, %v], want [%v, %v]", lo, hi, want.Lo, want.Hi)
	}
}

// checkSum: every trial is in the histogram, once.
func checkSum(t *testing.T, got map[string]any, name string) {
	t.Helper()
	sum := 0.0
	for key := range got[name].(map[string]any) {
		sum += float(t, got, name+"."+key)
	}
	if want := float(t, got, "trials"); sum != want {
		t.Errorf("%s counts %v trials of %v", name, sum, want)
	}
}

// TestCancelled: a call that is cut short ends with status 130 and says nothing on stdout.
func TestCancelled(t *testing.T) {
	sweep := []string{"sweep", "--n", "40", "--m", "20", "--k", "5", "--trials", "10000000"}
	solve := []string{"solve", write(t, "A.csv", "10,1\n"), write(t, "b.csv", "5\n")}
	for _, args := range [][]string{sweep, append(sweep, "--json"), solve} {
		ctx, cancel := context.WithCancel(t.Context())
		if args[0] == "sweep" {
			time.AfterFunc(30*time.Millisecond, cancel)
		} else {
			cancel()
		}
		var stdout, stderr strings.Builder
		status := run(ctx, args, strings.NewReader(""), &stdout, &stderr)
		if fault := unclear(stderr.String()); status != exitInterrupted || stdout.Len() > 0 || fault != "" {
			t.Errorf("%s: exit status %d, stdout %q, stderr %q %s", args[0], status, stdout.String(), stderr.String(), fault)
		}
		if lost := "; nothing was kept, use --out DIR\n"; args[0] == "sweep" && !strings.HasSuffix(stderr.String(), lost) {
			t.Errorf("stderr %q does not end with %q", stderr.String(), lost)
		}
		cancel()
	}
}
