package reweighted_test

import (
	"testing"

	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/reweighted"
)

func BenchmarkSolve(b *testing.B) {
	localtest.Bench(b, &reweighted.Solver{Inner: new(homotopy.Solver)}, "rounds")
}

// The rates are those of the method without a shortcut, on these draws.
func TestRecovers(t *testing.T) {
	localtest.Recovers(t, &reweighted.Solver{Inner: new(homotopy.Solver)}, map[int]int{30: 20, 40: 17, 45: 13, 50: 6})
}
