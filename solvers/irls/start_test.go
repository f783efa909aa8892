package irls

import (
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/local"
	"touchpoint/solvers/internal/local/localtest"
)

func TestL1Start(t *testing.T) {
	localtest.L1Start(t, func(p solvers.Problem, inner solvers.Solver) ([]float64, error) {
		var w workspace
		if err := w.load(p); err != nil {
			return nil, err
		}
		err := w.start(t.Context(), local.Start{At: "l1", Inner: inner})
		return w.x, err
	})
}
