package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"touchpoint/cmd/touchpoint/internal/system"
	"touchpoint/experiments"
	"touchpoint/experiments/touch"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"

	"github.com/spf13/cobra"
)

// question is what `solve` is asked.
type question struct {
	p, lambda, tolerance float64
	solver, truth        string
	json                 bool
}

func newSolve() *cobra.Command {
	var q question
	c := &cobra.Command{
		Use:   "solve A b",
		Short: "Solve one system and say what is proved about the touch",
		Long: `Solve min |x|_p subject to A x = b, or min 1/2 |A x - b|^2 + lambda |x|_p^p, and certify the answer.

A is m x n and b has m entries: CSV, .npy or Matrix Market, told apart by content; - is standard input.`,
		Example: "  printf '10,1\\n' > A.csv; echo 5 > b.csv; touchpoint solve A.csv b.csv",
		Args:    arguments(2, 2, "the files A and b"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := filled(c, "solver", "truth"); err != nil {
				return err
			}
			return q.run(c, args[0], args[1])
		},
	}
	f := c.Flags()
	f.Float64Var(&q.p, "p", 1, "exponent of the ball, 0 <= p <= inf")
	f.Float64Var(&q.lambda, "lambda", 0, "penalty weight; 0 means A x = b")
	f.StringVar(&q.solver, "solver", "", "solver, see touchpoint solvers (default homotopy, lasso where lambda > 0)")
	f.StringVar(&q.truth, "truth", "", "file with the planted x0 to compare with")
	f.Float64Var(&q.tolerance, "tol", 1e-9, "relative residual and gap up to which a point counts as feasible and optimal")
	f.BoolVar(&q.json, "json", false, "write one JSON object")
	return c
}

// answer is what `solve --json` writes.
type answer struct {
	Solver      string           `json:"solver"`
	Status      string           `json:"status"`
	Iterations  int              `json:"iterations"`
	Objective   results.Number   `json:"objective"`
	X           []results.Number `json:"x"`
	Dual        []results.Number `json:"dual"` // null where the method has none
	Certificate certificate      `json:"certificate"`
	Contact     contact          `json:"contact"`
	Truth       *truthComparison `json:"truth,omitempty"`
}

type certificate struct {
	Kind     string         `json:"kind"`
	Basic    bool           `json:"basic"`
	Unique   bool           `json:"unique"`
	Residual results.Number `json:"residual"`
	Gap      results.Number `json:"gap"`
	Margin   results.Number `json:"margin"`
}

type contact struct {
	Support int  `json:"support"`
	Face    int  `json:"face"`
	Dim     int  `json:"dim"`
	Unique  bool `json:"unique"`
}

type truthComparison struct {
	Error     results.Number `json:"error"` // |x - x0|_inf / |x0|_inf
	Recovered bool           `json:"recovered"`
	Objective results.Number `json:"objective"`
}

func (q question) run(c *cobra.Command, a, b string) error {
	if !(q.tolerance > 0) || math.IsInf(q.tolerance, 1) {
		return usagef("--tol %v; it must be positive and finite", q.tolerance)
	}
	entry, err := q.entry()
	if err != nil {
		return err
	}
	s, err := system.Load(a, b, q.truth, c.InOrStdin())
	if err != nil {
		return err
	}
	for _, note := range s.Notes {
		fmt.Fprintf(c.ErrOrStderr(), "touchpoint: %s\n", note)
	}
	p := solvers.Problem{A: s.A, B: s.B, P: q.p, Lambda: q.lambda}
	sol, err := solvers.Solve(c.Context(), entry.New(), p)
	if err != nil {
		return withOthers(err, p)
	}
	if solvers.Norm(s.B, math.Inf(1)) == 0 {
		fmt.Fprintln(c.ErrOrStderr(), "touchpoint: b = 0, so x = 0 is the answer whatever A is")
	}
	referee := catalog.Referee()
	referee.Tolerance = q.tolerance
	ans := q.answer(entry.Name, p, sol, referee.Certify(c.Context(), p, sol), s.Truth)
	if q.json {
		return json.NewEncoder(c.OutOrStdout()).Encode(ans)
	}
	return ans.print(c.OutOrStdout(), q)
}

// entry finds the solver, or picks the default.
func (q question) entry() (solvers.Entry, error) {
	name := q.solver
	if name == "" {
		name = defaultSolver(q.lambda > 0)
	}
	var known []string
	for _, e := range catalog.Entries() {
		if e.Name == name {
			return e, nil
		}
		known = append(known, e.Name)
	}
	return solvers.Entry{}, usagef("%w", experiments.Unknown("solver", name, known))
}

func defaultSolver(penalised bool) string {
	if penalised {
		return "lasso"
	}
	return "homotopy"
}

// withOthers adds to the refusal of a solver who else would take the problem.
func withOthers(err error, p solvers.Problem) error {
	var others []string
	for _, e := range catalog.Entries() {
		if solvers.Accepts(e.New(), p) == nil {
			others = append(others, e.Name)
		}
	}
	switch {
	case !errors.Is(err, solvers.ErrDeclined):
		return err
	case others == nil:
		return fmt.Errorf("%w; no other solver takes it either", err)
	}
	return fmt.Errorf("%w; --solver %s takes it", err, strings.Join(others, " or "))
}

func (q question) answer(solver string, p solvers.Problem, sol solvers.Solution, cert certify.Certificate, truth []float64) answer {
	t := touch.Of(sol.X, cert)
	ans := answer{
		Solver: solver, Status: sol.Status.String(), Iterations: sol.Iterations,
		Objective: results.Number(p.Objective(sol.X)), X: numbers(sol.X), Dual: numbers(sol.Dual),
		Certificate: certificate{
			Kind: cert.Kind.String(), Basic: cert.Basic, Unique: cert.Unique,
			Residual: results.Number(cert.Residual), Gap: results.Number(cert.Gap), Margin: results.Number(cert.Margin),
		},
		Contact: contact{Support: t.Support, Face: t.Face, Dim: t.Dim, Unique: t.Unique},
	}
	if truth != nil {
		e := experiments.Distance(sol.X, truth)
		if math.IsNaN(e) { // 0/0: both are zero
			e = 0
		}
		ans.Truth = &truthComparison{results.Number(e), e <= experiments.Recovered, results.Number(p.Objective(truth))}
	}
	return ans
}

func numbers(values []float64) []results.Number {
	if values == nil {
		return nil
	}
	out := make([]results.Number, len(values))
	for i, v := range values {
		out[i] = results.Number(v)
	}
	return out
}

// print writes the answer for people: the verdict first, then the non-zeros.
func (a answer) print(w io.Writer, q question) error {
	steps := "steps"
	if a.Iterations == 1 {
		steps = "step"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %s after %d %s\n%s = %.10g, %s (residual %.2g, gap %.2g)\n%s\n",
		a.Solver, a.Status, a.Iterations, steps, q.objective(), float64(a.Objective), a.Certificate.Kind,
		float64(a.Certificate.Residual), float64(a.Certificate.Gap), a.Contact.words())
	if a.Truth != nil {
		fmt.Fprintf(&b, "relative error to the truth %.3g: recovered %v\n", float64(a.Truth.Error), a.Truth.Recovered)
	}
	for j, v := range a.X {
		if v != 0 {
			fmt.Fprintf(&b, "x[%d] = %v\n", j, float64(v))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// objective spells what is minimised.
func (q question) objective() string {
	p := spell(q.p)
	switch {
	case q.lambda > 0 && q.p == 1:
		return fmt.Sprintf("1/2 |A x - b|^2 + %s |x|_1", spell(q.lambda))
	case q.lambda > 0:
		return fmt.Sprintf("1/2 |A x - b|^2 + %s |x|_%s^%s", spell(q.lambda), p, p)
	case q.p < 1:
		return "sum |x_j|^" + p
	}
	return "|x|_" + p
}

// spell writes a number as on the command line.
func spell(x float64) string {
	if math.IsInf(x, 1) {
		return "inf"
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// words says how the ball touches.
func (c contact) words() string {
	entries := fmt.Sprintf("%d non-zeros", c.Support)
	switch c.Support {
	case 0:
		entries = "no non-zero: the origin itself"
	case 1:
		entries = "a single non-zero, a tip of the ball"
	}
	switch {
	case c.Unique:
		return "touches at one point, with " + entries
	case c.Dim == 1:
		return "touches along an edge: one point of it, with " + entries
	case c.Dim > 1:
		return fmt.Sprintf("touches along a face of dimension %d: one point of it, with %s", c.Dim, entries)
	case c.Dim == 0:
		return "touches at several points: one of them, with " + entries
	}
	return "not proved to be the only touch; " + entries
}
