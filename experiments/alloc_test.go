package experiments

import (
	"math"
	"testing"

	"touchpoint/experiments/touch"
	"touchpoint/results"
	"touchpoint/solvers/certify"
)

// In steady state a trial makes no garbage but the solution, which is the caller's, and what the door and the referee need to look at the rows.
func TestTrialHardlyAllocates(t *testing.T) {
	for _, shape := range [][3]int{{10, 5, 2}, {40, 20, 6}} {
		c := Cell{N: shape[0], M: shape[1], K: shape[2], P: 1, Ensemble: "gaussian", Amplitudes: "gaussian", Solver: "homotopy"}
		bench, key, trial := newBench(catalogLab(1)), c.Key(), 0
		once := func() {
			if r := bench.trial(t.Context(), c, key, 1, trial%8); r.Outcome != results.Solved {
				t.Fatal(r.Reason)
			}
			trial++
		}
		for range 8 {
			once()
		}
		if allocs := testing.AllocsPerRun(80, once); allocs > 4 {
			t.Errorf("%s: %v allocations a trial", key, allocs)
		}
	}
}

func TestFactsDoNotAllocate(t *testing.T) {
	x, truth := make([]float64, 200), make([]float64, 200)
	for j := range x {
		x[j], truth[j] = float64(j%5), float64(j%3)
	}
	scratch, support := make([]float64, 200), make([]int, 0, 200)
	sum := 0.0
	if allocs := testing.AllocsPerRun(100, func() {
		d := difference(scratch, x, truth)
		support = certify.AppendSupport(support[:0], x)
		sum += relative(d, truth, 2) + relative(d, truth, math.Inf(1)) + float64(found(support, truth)) + spread(x) + second(x) +
			touch.Of(x, certify.Certificate{}).Blur
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
	both := 0
	for j := range x {
		if j%5 != 0 && j%3 != 0 {
			both++
		}
	}
	if got := found(support, truth); got != both {
		t.Errorf("%d of the planted positions are found, want %d", got, both)
	}
}
