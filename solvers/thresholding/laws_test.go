package thresholding_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/solvertest"
	"touchpoint/solvers/thresholding"
)

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{{Name: "thresholding", New: func() solvers.Solver { return new(thresholding.Solver) }}}, catalog.Referee)
}

// The other ways, before a referee that enumerates nothing. With a high first threshold a random start is all but forgotten; with a lower one the point
// for a single row is a local minimiser, and not the best, as one law asks for.
func TestLawsOfOptions(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{
		{Name: "l1", New: func() solvers.Solver { return &thresholding.Solver{Start: "l1", Inner: new(homotopy.Solver)} }},
		{Name: "random", New: func() solvers.Solver { return &thresholding.Solver{Start: "random", Seed: 7, Threshold: 1} }},
		{Name: "three entries", New: func() solvers.Solver { return &thresholding.Solver{Sparsity: 3} }},
		{Name: "raw", New: func() solvers.Solver { return &thresholding.Solver{Raw: true} }},
	}, func() *certify.Referee { return new(certify.Referee) })
}
