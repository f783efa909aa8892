package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

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
		Args:    exactly(2, "the files A and b"),
		RunE:    func(c *cobra.Command, args []string) error { return q.run(c, args[0], args[1]) },
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
	X           []float64        `json:"x"`
	Dual        []float64        `json:"dual"`
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
	Error     float64        `json:"error"` // |x - x0|_inf / |x0|_inf
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
	if solvers.Norm(s.B, math.Inf(1)) == 0 {
		fmt.Fprintln(c.ErrOrStderr(), "touchpoint: b = 0, so x = 0 is the answer whatever A is")
	}
	p := solvers.Problem{A: s.A, B: s.B, P: q.p, Lambda: q.lambda}
	sol, err := solvers.Solve(c.Context(), entry.New(), p)
	if err != nil {
		return err
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

func (q question) answer(solver string, p solvers.Problem, sol solvers.Solution, cert certify.Certificate, truth []float64) answer {
	t := touch.Of(sol.X, cert)
	ans := answer{
		Solver: solver, Status: sol.Status.String(), Iterations: sol.Iterations,
		Objective: results.Number(p.Objective(sol.X)), X: sol.X, Dual: sol.Dual,
		Certificate: certificate{
			Kind: cert.Kind.String(), Basic: cert.Basic, Unique: cert.Unique,
			Residual: results.Number(cert.Residual), Gap: results.Number(cert.Gap), Margin: results.Number(cert.Margin),
		},
		Contact: contact{Support: t.Support, Face: t.Face, Dim: t.Dim, Unique: t.Unique},
	}
	if truth != nil {
		e := experiments.Distance(sol.X, truth)
		ans.Truth = &truthComparison{e, e <= experiments.Recovered, results.Number(p.Objective(truth))}
	}
	return ans
}

// print writes the answer for people: the verdict first, then the non-zeros.
func (a answer) print(w io.Writer, q question) error {
	name := fmt.Sprintf("|x|_%v", q.p)
	switch {
	case q.lambda > 0:
		name = fmt.Sprintf("1/2 |A x - b|^2 + %v |x|_%v^%v", q.lambda, q.p, q.p)
	case q.p < 1:
		name = fmt.Sprintf("sum |x_j|^%v", q.p)
	}
	_, err := fmt.Fprintf(w, "%s: %s after %d steps\n%s = %.10g, %s (residual %.2g, gap %.2g)\n%s\n",
		a.Solver, a.Status, a.Iterations, name, float64(a.Objective), a.Certificate.Kind,
		float64(a.Certificate.Residual), float64(a.Certificate.Gap), a.Contact.words())
	if a.Truth != nil {
		_, truth := fmt.Fprintf(w, "relative error to the truth %.3g: recovered %v\n", a.Truth.Error, a.Truth.Recovered)
		err = errors.Join(err, truth)
	}
	for j, v := range a.X {
		if v != 0 {
			_, line := fmt.Fprintf(w, "x[%d] = %.17g\n", j, v)
			err = errors.Join(err, line)
		}
	}
	return err
}

// words says how the ball touches.
func (c contact) words() string {
	entries := fmt.Sprintf("%d non-zeros", c.Support)
	if c.Support == 1 {
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
