package irls_test

import (
	"testing"

	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/irls"
)

// The rates are those of the method with a factorisation for every step and all levels of eps, on these draws.
func TestRecovers(t *testing.T) {
	localtest.Recovers(t, new(irls.Solver), map[int]int{30: 20, 40: 20, 45: 18, 50: 13})
}
