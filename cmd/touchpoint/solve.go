package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"touchpoint/cmd/touchpoint/internal/system"
	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"

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

A is m x n and b has m entries: CSV, .npy or Matrix Market, told apart by content; - is standard input.
The answer lists the non-zeros; they are counted from 0, so that x[0] belongs to the first column of A.`,
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
	f.Float64Var(&q.lambda, "lambda", 0, "penalty weight; 0 means A x = b (default 0)")
	f.StringVar(&q.solver, "solver", "", "solver with its options, as in reweighted:rounds=4, see touchpoint solvers (default homotopy, lasso where lambda > 0)")
	f.StringVar(&q.truth, "truth", "", "file with the planted x0 to compare with")
	f.Float64Var(&q.tolerance, "tol", 1e-9, "relative residual and gap up to which a point counts as feasible and optimal")
	f.BoolVar(&q.json, "json", false, "write one JSON object")
	return c
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
		return explained(err, entry.Name, p)
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
	e, err := solvers.Find(catalog.Entries(), name)
	if unknown := (*solvers.UnknownError)(nil); errors.As(err, &unknown) {
		err = experiments.Unknown(unknown.What, unknown.Name, unknown.Known)
	}
	if err != nil {
		err = usagef("%w", err)
	}
	return e, err
}

func defaultSolver(penalised bool) string {
	if penalised {
		return "lasso"
	}
	return "homotopy"
}

// explained adds to the refusal of a solver who else would take the problem. That a system has no solution is the referee's word, not the
// solver's: without it the run has failed, and the input need not be bad.
func explained(err error, solver string, p solvers.Problem) error {
	name, _, _ := strings.Cut(solver, ":")
	others := strings.Join(others(name, p), " or ")
	switch {
	case errors.Is(err, solvers.ErrInfeasible) && !catalog.Referee().Infeasible(p):
		text := solver + " found no solution, but that there is none is not proved"
		if others != "" {
			text += "; try --solver " + others
		}
		return errors.New(text)
	case !errors.Is(err, solvers.ErrDeclined) || solver != name && takes(name, p): // the options were declined, not the problem
		return err
	case others == "":
		return fmt.Errorf("%w; no other solver takes it either", err)
	}
	return fmt.Errorf("%w; --solver %s takes it", err, others)
}

// others are the solvers beside this one that take the problem.
func others(solver string, p solvers.Problem) (names []string) {
	for _, e := range catalog.Entries() {
		if e.Name != solver && solvers.Accepts(e.New(), p) == nil {
			names = append(names, e.Name)
		}
	}
	return names
}

// takes says whether a solver without options takes the problem.
func takes(solver string, p solvers.Problem) bool {
	e, err := solvers.Find(catalog.Entries(), solver)
	return err == nil && solvers.Accepts(e.New(), p) == nil
}
