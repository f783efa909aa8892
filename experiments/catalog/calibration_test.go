package catalog

import (
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
)

// The calibration has hundreds of cells, none of them nearly certain or nearly impossible, and every one of those there are.
func TestCalibrationCells(t *testing.T) {
	for e, least := range map[experiments.Effort]int{experiments.Smoke: 20, experiments.Quick: 300, experiments.Full: 300} {
		cells := calibrationPlan(e).Cells()
		if len(cells) < least {
			t.Errorf("%v: %d cells, want at least %d", e, len(cells), least)
		}
		for _, c := range cells {
			if p, err := theory.Success(c.N, c.M, c.K); err != nil || p < tested || p > 1-tested {
				t.Errorf("%s: success %v, %v", c, p, err)
			}
		}
	}
	for _, shape := range [][2]int{{8, 1}, {8, 3}, {20, 10}, {20, 17}} {
		n, m := shape[0], shape[1]
		inside := 0
		for k := 1; k < m; k++ {
			if p, err := theory.Success(n, m, k); err == nil && p >= tested && p <= 1-tested {
				inside++
			}
		}
		if got := len(uncertain(n, m)); got != inside {
			t.Errorf("n = %d, m = %d: %d uncertain k, want %d", n, m, got, inside)
		}
	}
}
