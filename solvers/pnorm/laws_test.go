package pnorm_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/pnorm"
	"touchpoint/solvers/solvertest"
)

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{{Name: "pnorm", New: func() solvers.Solver { return new(pnorm.Solver) }}},
		func() *certify.Referee { return new(certify.Referee) })
}
