package peers

import (
	"fmt"
	"math"
)

// ours names our solvers for a task, by their spelling in the catalog. The fastest that is accurate enough stands for us.
func ours(t Task) []string {
	return map[Task][]string{
		BP:    {"bp", "homotopy", "simplex"},
		Lasso: {"homotopy", "lasso"},
		Path:  {"homotopy", "lasso"},
		Half:  {"irls", "reweighted"},
	}[t]
}

// mark is what a row is meant to reach: our time over that of the best peer.
type mark struct{ goal, moonshot float64 }

// row is a line of the table of goals: a task on a problem, to an accuracy.
type row struct {
	group    string
	name     string
	task     Task
	n, m, k  int
	noise    float64
	shares   []float64 // lambda / lambda_max: none, one, or those of a path
	target   float64   // relative duality gap
	unique   bool      // the exact vertex: the referee must prove the touch unique
	mark     mark
	quick    bool   // part of a quick run
	category string // what stands below it in the figure
}

// accurate is the accuracy of a row unless it says otherwise.
const accurate = 1e-10

// rows lists the rows that are solved and certified one by one.
func rows() []row {
	var list []row
	for i, s := range [][3]int{{200, 100, 20}, {500, 250, 50}, {1000, 500, 100}, {2000, 1000, 200}, {4000, 1000, 100}} {
		list = append(list, row{
			group: "basis pursuit, planted", name: fmt.Sprintf("n=%d m=%d k=%d", s[0], s[1], s[2]), task: BP, n: s[0], m: s[1], k: s[2],
			target: accurate, unique: true, mark: mark{0.30, 0.10}, quick: i < 3, category: fmt.Sprintf("%d, %d", s[0], s[1]),
		})
	}
	for i, s := range [][2]int{{500, 250}, {1000, 500}} {
		list = append(list, row{
			group: "basis pursuit, generic b", name: fmt.Sprintf("n=%d m=%d", s[0], s[1]), task: BP, n: s[0], m: s[1],
			target: accurate, unique: true, mark: mark{0.8, 0.4}, quick: i == 0, category: fmt.Sprintf("%d, %d generic", s[0], s[1]),
		})
	}
	for i, s := range regressions() {
		list = append(list, lassoRows(i, s)...)
	}
	return append(list, pathRows()...)
}

// regressions lists rows, columns and planted non-zeros of the Lasso problems.
func regressions() [][3]int {
	return [][3]int{{100, 1000, 10}, {500, 5000, 50}, {1000, 10000, 100}, {2000, 500, 50}, {500, 250, 25}}
}

// noisy is the noise of a Lasso problem, relative to b: 20 dB.
const noisy = 0.1

func lassoRows(i int, s [3]int) []row {
	var list []row
	for _, share := range []float64{0.5, 0.1, 0.05, 0.01} {
		list = append(list, row{
			group: "Lasso", name: fmt.Sprintf("m=%d n=%d at %g lambda_max", s[0], s[1], share), task: Lasso, m: s[0], n: s[1], k: s[2],
			noise: noisy, shares: []float64{share}, target: accurate, mark: mark{0.60, 0.30},
			quick: i == 0 || i > 2 || i == 1 && share >= 0.1, category: fmt.Sprint(share),
		})
	}
	return list
}

// targets are the accuracies of paths, the loosest first.
var targets = []float64{1e-6, accurate}

func pathRows() []row {
	var shares []float64
	for i := range 100 {
		shares = append(shares, math.Pow(0.01, float64(i)/99))
	}
	var list []row
	for i, s := range regressions() {
		for _, target := range targets {
			list = append(list, row{
				group: "Lasso path", name: fmt.Sprintf("m=%d n=%d, gap %g", s[0], s[1], target), task: Path, m: s[0], n: s[1], k: s[2],
				noise: noisy, shares: shares, target: target, mark: mark{0.60, 0.30}, quick: i == 0 || i > 2,
				category: fmt.Sprintf("%d, %d", s[0], s[1]),
			})
		}
	}
	return list
}

// The rows that are counted over many trials.
var (
	halfMark   = mark{0.20, 0.10}
	solveMark  = mark{1 / 2.5, 1 / 6.0}    // of the best peer's solve only
	highsMark  = mark{1 / 50.0, 1 / 120.0} // of the default of scipy
	doubleMark = mark{1 / 1.9, 1 / 1.98}   // of one core
)
