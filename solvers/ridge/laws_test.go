package ridge_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ridge"
	"touchpoint/solvers/solvertest"
)

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{{Name: "ridge", New: func() solvers.Solver { return new(ridge.Solver) }}},
		func() *certify.Referee { return new(certify.Referee) })
}
