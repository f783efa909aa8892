package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// tips asks how often the touch lands on a tip: a strict one for generic b, the planted one for b = A x0.
func tips() experiments.Claim {
	return experiments.Claim{
		Name:      "tips",
		Sentence:  "the intuition is that the touch point is most likely at a tip of the shape",
		Question:  "How often does the Lp ball touch a generic system at a strict tip (one non-zero), and a planted one at its planted k non-zeros, by n, m and p?",
		Reference: "generic b: m non-zeros with probability 1 for p <= 1, n for p > 1; planted b and p = 1: the exact conic law",
		Plan:      tipsPlan,
		Views:     []experiments.View{tipsGeneric, tipsPlanted, tipsGraded},
		Pictures:  []experiments.Picture{tipsPicture},
		Findings:  tipsFindings,
	}
}

// small marks the systems whose local minima can all be enumerated.
func small(n, m int) bool { return n <= 12 && m <= 6 }

func tipsPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 20, 2000, 20000)
	below := []experiments.Real{0.25, 0.5, 0.75}
	add := func(n, m int, k []int, trials int) {
		plan = append(plan,
			gaussian(n, m, k, []experiments.Real{1}, "homotopy", trials),
			gaussian(n, m, k, []experiments.Real{1.5}, "pnorm", trials),
			gaussian(n, m, k, []experiments.Real{2}, "minnorm", trials))
		if small(n, m) {
			plan = append(plan, gaussian(n, m, k, below, "enumerate", trials))
		} else {
			plan = append(plan, gaussian(n, m, k, below, "reweighted", max(1, trials/10)))
		}
	}
	for _, shape := range [][2]int{{2, 1}, {10, 1}, {100, 1}, {5, 2}, {10, 2}, {10, 5}, {100, 5}, {100, 50}} {
		add(shape[0], shape[1], []int{0}, max(1, trials/4))
	}
	plan = append(plan, gradedPlan(trials)...)
	add(10, 5, []int{1, 2, 3, 4}, trials)
	add(12, 6, []int{1, 2, 3, 4, 5}, trials)
	add(40, 20, []int{1, 4, 8, 12}, trials)
	add(100, 50, []int{10, 15, 20, 25}, max(1, trials/4))
	return plan
}

// counted is why a touch at p = 1.5 may show fewer non-zeros than it has.
const counted = "an entry counts as a non-zero above 1e-9 of the largest; at p = 1.5 |x_j| is proportional to (a_j'y)^2 for the dual vector y, so that a column " +
	"nearly orthogonal to y falls below that line; exactly, no entry is zero"

func tipsGeneric(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "generic",
		Title:   "Generic b: how many non-zeros the touch point has, and how often it is a strict tip",
		Caption: "A strict tip has one non-zero, d_F = 0. Exact: for p <= 1 the touch has m non-zeros with probability 1, so it is a tip if and only if m = 1, in every dimension; for p > 1 no entry is zero.",
		Columns: append(append(numbers("n", "m", "p"), text("solver")), numbers("non-zeros", "exact non-zeros", "at a tip", "exact")...),
	}
	generic := sorted(data.Where(func(c experiments.Cell) bool { return c.K == 0 && !graded(c) }))
	for _, g := range generic {
		c, tally := g.Cell, g.Tally(experiments.Tip)
		count, exact := c.N, 0.0
		if c.P <= 1 {
			count = c.M
			if c.M == 1 {
				exact = 1
			}
		}
		t.Append(results.Int(c.N), results.Int(c.M), exponent(c.P), results.Text(c.Solver), sizes(tally.Support), results.Int(count),
			experiments.Estimate(tally.Rate), probability(exact))
	}
	losses(&t, generic)
	t.Note(counted)
	t.Note("enumerate is the global minimum; reweighted is a practical method that ends in a local one")
	return t, residue(&t, generic, "n", "m", "p", "solver")
}

func tipsPlanted(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "planted",
		Title:   "Planted b = A x0: how often the ball touches at the planted point",
		Caption: "The planted point has k non-zeros. Exact is the law for p = 1; for p > 1 it is 0, since no entry of the touch point vanishes. Agreement is the two-sided binomial p-value of the measured rate against it.",
		Columns: append(append(numbers("n", "m", "k", "p"), text("solver")), numbers("non-zeros", "planted point", "exact", "agreement")...),
	}
	planted := sorted(data.Where(func(c experiments.Cell) bool { return c.K > 0 }))
	var tests agreements
	for _, g := range planted {
		c, tally := g.Cell, g.Tally(experiments.Success)
		exact := math.NaN()
		switch {
		case c.P == 1:
			p, err := theory.Success(c.N, c.M, c.K)
			if err != nil {
				return t, err
			}
			exact = p
		case c.P > 1:
			exact = 0
		}
		t.Append(results.Int(c.N), results.Int(c.M), results.Int(c.K), exponent(c.P), results.Text(c.Solver), sizes(tally.Support),
			experiments.Estimate(tally.Rate), probability(exact), tests.of(tally.Rate, exact))
	}
	tests.note(&t)
	losses(&t, planted)
	t.Note(counted)
	t.Note("enumerate is the global minimum; reweighted is a practical method that ends in a local one")
	return t, residue(&t, planted, "n", "m", "k", "p", "solver")
}
