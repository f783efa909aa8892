package cube_test

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/cube"
	"touchpoint/solvers/solvertest"
)

func TestLaws(t *testing.T) {
	solvertest.Run(t, []solvers.Entry{{Name: "cube", New: func() solvers.Solver { return new(cube.Solver) }}},
		func() *certify.Referee { return new(certify.Referee) })
}
