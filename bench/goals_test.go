package bench

import (
	"math"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/lasso"
)

// BenchmarkGoal is BenchmarkSolve for the cells of the table of goals.
func BenchmarkGoal(b *testing.B) {
	for _, c := range Goals() {
		b.Run(c.Key(), c.benchmark)
	}
}

// BenchmarkPath walks a Lasso path of a hundred penalties down to a hundredth of the largest, every point of it exact.
func BenchmarkPath(b *testing.B) {
	for _, c := range Regressions() {
		c.Solver = "homotopy"
		b.Run(c.Key(), func(b *testing.B) {
			p, lambdas := c.path(b)
			var s homotopy.Solver
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Points(b.Context(), p.A, p.B, lambdas); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// path draws the first system of the cell and the penalties of its path.
func (c Cell) path(t testing.TB) (solvers.Problem, []float64) {
	p, _, err := c.system(0)
	if err != nil {
		t.Fatal(err)
	}
	product := make([]float64, c.N)
	p.A.MulT(product, p.B)
	return p, lasso.Grid(solvers.Norm(product, math.Inf(1)), 0.01, 100)
}

// Every goal is a cell that its solver takes, and none is measured twice.
func TestGoalsAreCells(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range slices.Concat(Cells(), Goals()) {
		if !c.accepted() {
			t.Errorf("%s is declined", c.Key())
		}
		if seen[c.Key()] {
			t.Errorf("%s is there twice", c.Key())
		}
		seen[c.Key()] = true
	}
	c := Regressions()[4]
	p, lambdas := c.path(t)
	points, err := new(homotopy.Solver).Points(t.Context(), p.A, p.B, lambdas)
	if err != nil || len(points) != 100 || solvers.Norm(points[99], 1) == 0 {
		t.Errorf("a path of %d points, %v", len(points), err)
	}
}
