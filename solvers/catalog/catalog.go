// Package catalog is the visible list of solvers, and where they are wired: which inner solver reweighting uses, and who supplies
// the referee with dual vectors and enumerations.
package catalog

import (
	"context"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/bp"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/cube"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/greedy"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/irls"
	"touchpoint/solvers/lasso"
	"touchpoint/solvers/minnorm"
	"touchpoint/solvers/pnorm"
	"touchpoint/solvers/reweighted"
	"touchpoint/solvers/ridge"
	"touchpoint/solvers/simplex"
	"touchpoint/solvers/thresholding"
)

// Entries returns the solvers in the order in which they are listed everywhere.
func Entries() []solvers.Entry {
	return []solvers.Entry{
		{
			Name:      "bp",
			About:     "basis pursuit by the faster of homotopy, for sparse points, and simplex, for points with about m non-zeros",
			Reference: "Karlin, Manasse, Rudolph and Sleator (1988), Competitive snoopy caching; see homotopy and simplex",
			New:       func() solvers.Solver { return &bp.Solver{Path: new(homotopy.Solver), Vertex: new(simplex.Solver)} },
		},
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
			Name:      "irls",
			About:     "local minima of |x|_p^p for p < 1 by iteratively reweighted least squares, the smoothing taken down level by level",
			Reference: "Chartrand and Yin (2008), Iteratively reweighted algorithms for compressive sensing; Daubechies, DeVore, Fornasier and Gunturk (2010), Iteratively reweighted least squares minimization for sparse recovery",
			New:       func() solvers.Solver { return &irls.Solver{Inner: new(homotopy.Solver)} },
		},
		{
			Name:      "thresholding",
			About:     "local minima for p = 1/2 and p = 2/3 by gradient steps and closed-form thresholding",
			Reference: "Xu, Chang, Xu and Zhang (2012), L1/2 regularization: a thresholding representation theory and a fast solver; Cao, Sun and Xu (2013), Fast image deconvolution using closed-form thresholding formulas of Lq (q = 1/2, 2/3) regularization",
			New:       func() solvers.Solver { return &thresholding.Solver{Inner: new(homotopy.Solver)} },
		},
		{
			Name:      "omp",
			About:     "a sparse solution grown column by column: the one nearest in angle to the residual, and a least-squares fit each time",
			Reference: "Pati, Rezaiifar and Krishnaprasad (1993), Orthogonal matching pursuit; Tropp and Gilbert (2007), Signal recovery from random measurements via orthogonal matching pursuit",
			New:       func() solvers.Solver { return new(greedy.OMP) },
		},
		{
			Name:      "iht",
			About:     "a k-sparse solution by gradient steps of normalised length, each cut to its k largest entries",
			Reference: "Blumensath and Davies (2010), Normalized iterative hard thresholding",
			New:       func() solvers.Solver { return new(greedy.IHT) },
		},
		{
			Name:      "htp",
			About:     "a k-sparse solution by gradient steps that choose k columns, and a least-squares fit on them",
			Reference: "Foucart (2011), Hard thresholding pursuit: an algorithm for compressive sensing",
			New:       func() solvers.Solver { return new(greedy.HTP) },
		},
		{
			Name:      "cosamp",
			About:     "a k-sparse solution by fitting the support with 2k columns more and keeping the k largest coefficients",
			Reference: "Needell and Tropp (2009), CoSaMP: iterative signal recovery from incomplete and inaccurate samples",
			New:       func() solvers.Solver { return new(greedy.CoSaMP) },
		},
		{
			Name:      "sp",
			About:     "a k-sparse solution by fitting k columns with k more, keeping the best k, as long as the residual falls",
			Reference: "Dai and Milenkovic (2009), Subspace pursuit for compressive sensing signal reconstruction",
			New:       func() solvers.Solver { return new(greedy.SubspacePursuit) },
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
			Name:      "cube",
			About:     "the solution of least largest magnitude, p = inf, by descent on its dual, an L1 regression",
			Reference: "Cadzow (1973), A finite algorithm for the minimum l-infinity solution to a system of consistent linear equations; Bartels, Conn and Sinclair (1978), Minimization techniques for piecewise differentiable functions",
			New:       func() solvers.Solver { return new(cube.Solver) },
		},
		{
			Name:      "ridge",
			About:     "ridge regression, least squares with a squared Euclidean penalty, by two pivoted QR factorisations",
			Reference: "Hoerl and Kennard (1970), Ridge regression: biased estimation for nonorthogonal problems",
			New:       func() solvers.Solver { return new(ridge.Solver) },
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

// Referee returns a referee for one goroutine. It takes dual vectors from the simplex method, or for p = inf from descent on the cube's dual, where a
// solution brings none, and has the local minima of small problems with p < 1 enumerated.
func Referee() *certify.Referee {
	lp, cubic, all := new(simplex.Solver), new(cube.Solver), &enumerate.Solver{MaxBases: refereeBases}
	return &certify.Referee{
		Dual: func(ctx context.Context, p solvers.Problem) ([]float64, error) {
			player := solvers.Solver(lp)
			if math.IsInf(p.P, 1) {
				player = cubic
			}
			sol, err := solvers.Solve(ctx, player, p)
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
