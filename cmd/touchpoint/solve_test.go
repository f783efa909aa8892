package main

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"touchpoint/results"
	"touchpoint/solvers"
)

const solvePromise = `
	solver text
	status text
	iterations whole
	objective number
	x [number]
	dual [number]
	certificate.kind text
	certificate.basic flag
	certificate.unique flag
	certificate.residual number
	certificate.gap number
	certificate.margin number
	contact.support whole
	contact.face whole
	contact.dim whole
	contact.unique flag
`

// promised is the promise of solve with some kinds replaced, or added.
func promised(changes ...string) string {
	promise := solvePromise
	for _, change := range changes {
		name, _, _ := strings.Cut(change, " ")
		promise = regexp.MustCompile(`(?m)^\s*`+name+` .*$`).ReplaceAllString(promise, "") + "\n" + change
	}
	return promise
}

func TestSolveJSON(t *testing.T) {
	line, five, zero := write(t, "A.csv", "10,1\n"), write(t, "b.csv", "5\n"), write(t, "b.csv", "0\n")
	third, one := write(t, "A.csv", "3\n"), write(t, "b.csv", "1\n")
	large := write(t, "A.csv", strings.Repeat(strings.Repeat("1,", 39)+"1\n", 3))
	for _, c := range []struct {
		name    string
		promise string
		args    []string
		check   map[string]float64
	}{
		{"tip", promised(), []string{line, five}, map[string]float64{
			"objective": 0.5, "x.0": 0.5, "x.1": 0, "dual.0": 0.1, "contact.support": 1, "contact.face": 0, "contact.dim": 0}},
		{"penalised", promised(), []string{"--lambda", "1", line, five}, map[string]float64{"objective": 0.495, "x.1": 0}},
		{"least squares", promised("certificate.margin null"), []string{"--p", "2", "--solver", "minnorm", line, five},
			map[string]float64{"contact.support": 2, "contact.dim": 0}},
		{"no dual", promised("dual null"), []string{"--p", "0.5", "--solver", "reweighted", line, five}, map[string]float64{"objective": math.Sqrt(0.5)}},
		{"nothing to enumerate", promised("dual null", "certificate.gap null", "certificate.margin null"),
			[]string{"--p", "0.5", "--solver", "reweighted", large, write(t, "b.csv", "1\n1\n1\n")}, nil},
		{"b = 0", promised("certificate.margin null"), []string{line, zero}, map[string]float64{
			"objective": 0, "x.0": 0, "x.1": 0, "contact.support": 0}},
		{"truth", promised("truth.error number", "truth.recovered flag", "truth.objective number"),
			[]string{"--truth", write(t, "x0.csv", "0.25,0\n"), line, five}, map[string]float64{"truth.error": 1, "truth.objective": 0.25}},
		{"no truth to divide by", promised("truth.error null", "truth.recovered flag", "truth.objective number"),
			[]string{"--truth", write(t, "x0.csv", "0,0\n"), line, five}, nil},
		{"zero and nothing else", promised("certificate.margin null", "truth.error number", "truth.recovered flag", "truth.objective number"),
			[]string{"--truth", write(t, "x0.csv", "0,0\n"), line, zero}, map[string]float64{"truth.error": 0}},
		{"full precision", promised("certificate.margin null"), []string{third, one}, map[string]float64{"x.0": 1.0 / 3, "dual.0": 1.0 / 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := objects(t, append([]string{"solve", "--json"}, c.args...)...)
			if len(list) != 1 {
				t.Fatalf("%d objects, want 1", len(list))
			}
			checkKinds(t, list[0], c.promise)
			for path, want := range c.check {
				if got := float(t, list[0], path); !(math.Abs(got-want) <= 4e-16*math.Abs(want)) {
					t.Errorf("%s = %v, want %v", path, got, want)
				}
			}
		})
	}
}

// TestSolveJSONProof: the tip is proved to be the only touch, the edge is proved not to be.
func TestSolveJSONProof(t *testing.T) {
	b := write(t, "b.csv", "5\n")
	for row, unique := range map[string]bool{"10,1\n": true, "1,1\n": false} {
		got := objects(t, "solve", "--json", write(t, "A.csv", row), b)[0]
		certificate, contact := got["certificate"].(map[string]any), got["contact"].(map[string]any)
		if certificate["kind"] != "optimal" || certificate["unique"] != unique || contact["unique"] != unique {
			t.Errorf("%q: %v, %v; want optimal, unique %v", row, certificate, contact, unique)
		}
	}
}

// A solver's word that there is no solution is bad input only where the referee confirms it.
func TestInfeasibleIsProved(t *testing.T) {
	said := fmt.Errorf("homotopy: %w: some distance", solvers.ErrInfeasible)
	consistent := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{10, 1}), B: []float64{5}, P: 1}
	err := explained(said, "homotopy", consistent)
	want := "homotopy found no solution, but that there is none is not proved; try --solver bp or simplex or enumerate"
	if err.Error() != want || status(err) != exitFailed {
		t.Errorf("%q with status %d, want %q with %d", err, status(err), want, exitFailed)
	}
	contradiction := solvers.Problem{A: solvers.NewColumns(2, 1, []float64{1, 1}), B: []float64{1, 2}, P: 1}
	if err := explained(said, "homotopy", contradiction); !errors.Is(err, solvers.ErrInfeasible) || status(err) != exitUsage {
		t.Errorf("%q with status %d, want %q with %d", err, status(err), said, exitUsage)
	}
}

// Where options were declined and not the problem, another solver is no advice.
func TestDeclinedOptions(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{10, 1}), B: []float64{5}, P: 0.5}
	said := solvers.Declinef("some reason")
	if err := explained(said, "irls:shrink=1", p); err != said {
		t.Errorf("options: %v, want %v", err, said)
	}
	for _, solver := range []string{"homotopy", "homotopy:max_steps=9"} {
		want := said.Error() + "; --solver reweighted or irls or thresholding or enumerate takes it"
		if err := explained(said, solver, p); err.Error() != want {
			t.Errorf("%s: %v, want %s", solver, err, want)
		}
	}
}

// A gap that is not known is not printed.
func TestCertificateWords(t *testing.T) {
	for want, c := range map[string]certificate{
		"optimal (residual 0, gap 1e-17)": {Kind: "optimal", Gap: 1e-17},
		"feasible (residual 2e-16)":       {Kind: "feasible", Residual: 2e-16, Gap: results.Number(math.NaN())},
		"nothing proved (residual 0.12)":  {Kind: "none", Residual: 0.12, Gap: results.Number(math.NaN())},
	} {
		if got := c.words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// write makes a file and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
