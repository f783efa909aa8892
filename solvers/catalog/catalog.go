// Package catalog is the visible list of solvers, and where they are wired: which inner solver reweighting uses, and who supplies
// the referee with dual vectors and enumerations.
package catalog

import (
	"context"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/minnorm"
	"touchpoint/solvers/pnorm"
	"touchpoint/solvers/reweighted"
	"touchpoint/solvers/simplex"
)

// Entries returns the solvers in the order in which they are listed everywhere.
func Entries() []solvers.Entry {
	return []solvers.Entry{
		{
			Name:      "homotopy",
			About:     "basis pursuit and the Lasso, exactly, along the whole path from lambda_max down",
			Reference: "Osborne, Presnell and Turlach (2000), A new approach to variable selection in least squares problems",
			New:       func() solvers.Solver { return new(homotopy.Solver) },
		},
		{
			Name:      "simplex",
			About:     "basis pursuit as a linear program, by a simplex method that passes through breakpoints",
			Reference: "Barrodale and Roberts (1973), An improved algorithm for discrete L1 linear approximation",
			New:       func() solvers.Solver { return new(simplex.Solver) },
		},
		{
			Name:      "lasso",
			About:     "the Lasso by coordinate descent, stopped by its duality gap",
			Reference: "Friedman, Hastie and Tibshirani (2010), Regularization paths for generalized linear models via coordinate descent",
			New:       func() solvers.Solver { return new(lasso.Solver) },
		},
		{
			Name:      "reweighted",
			About:     "local minima of |x|_p^p for p < 1 by a sequence of weighted L1 problems, solved by homotopy",
			Reference: "Candes, Wakin and Boyd (2008), Enhancing sparsity by reweighted L1 minimization; Foucart and Lai (2009), Sparsest solutions of underdetermined linear systems via Lq-minimization",
			New:       func() solvers.Solver { return &reweighted.Solver{Inner: new(homotopy.Solver)} },
		},
		{
			Name:      "minnorm",
			About:     "the solution of least Euclidean norm, by QR",
			Reference: "Golub and Van Loan (2013), Matrix Computations, section 5.6",
			New:       func() solvers.Solver { return new(minnorm.Solver) },
		},
		{
			Name:      "pnorm",
			About:     "the solution of least Lp norm for 1 < p < inf, by Newton steps on the smoother of the problem and its dual",
			Reference: "Burrus, Barreto and Selesnick (1994), Iterative reweighted least-squares design of FIR filters",
			New:       func() solvers.Solver { return new(pnorm.Solver) },
		},
		{
			Name:      "enumerate",
			About:     "the global minimum of |x|_p^p over every basis, for systems small enough",
			Reference: "Ge, Jiang and Ye (2011), A note on the complexity of Lp minimization",
			New:       func() solvers.Solver { return new(enumerate.Solver) },
		},
	}
}

// refereeBases bounds the enumerations of the referee, which judges every trial of a sweep.
const refereeBases = 5000

// Referee returns a referee for one goroutine. It takes dual vectors from the simplex method where a solution brings none, and has the local minima
// of small problems with p < 1 enumerated.
func Referee() *certify.Referee {
	lp, all := new(simplex.Solver), &enumerate.Solver{MaxBases: refereeBases}
	return &certify.Referee{
		Dual: func(ctx context.Context, p solvers.Problem) ([]float64, error) {
			sol, err := solvers.Solve(ctx, lp, p)
			return sol.Dual, err
		},
		Global: func(ctx context.Context, p solvers.Problem) (certify.Minimum, error) {
			if err := all.Accepts(p); err != nil {
				return certify.Minimum{}, err
			}
			least, err := all.Global(ctx, p)
			return certify.Minimum{Value: least.Value, Second: least.Second}, err
		},
	}
}
