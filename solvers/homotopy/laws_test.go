package homotopy_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/solvertest"
)

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{
		{Name: "homotopy", New: func() solvers.Solver { return new(homotopy.Solver) }},
		{Name: "homotopy:whole=1", New: func() solvers.Solver { return &homotopy.Solver{Whole: 1} }},
	},
		func() *certify.Referee { return new(certify.Referee) })
}
