package catalog

import (
	"fmt"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
)

// The equations of the article: a line y = a x + b through one data point (x, y) is the equation x a + 1 b = y, and its two vectors
// [0.1, 0.1] and [1000, 0] are both solutions of one equation, a + 9999 b = 1000.
const (
	throughTip  = "equation:10:1:5"
	throughEdge = "equation:1:1:1000"
	bothVectors = "equation:1:9999:1000"
)

// example is the article's two worked cases and the pair of vectors that confused its author.
func example() experiments.Claim {
	return experiments.Claim{
		Name:      "example",
		Sentence:  "[0.5, 0] is the touch point for (10, 5); for (1, 1000) they touch on an edge",
		Question:  "Where do the balls p = 1/2, 1, 2 touch the article's lines, and is the touch a single point?",
		Reference: "closed form: the touch is at b/a_j on the axis of the largest |a_j|, along the edge where both are equal",
		Plan: func(experiments.Effort) experiments.Plan {
			lines := func(p experiments.Real, names ...string) experiments.Sweep {
				s := gaussian(2, 1, []int{0}, []experiments.Real{p}, "", 1)
				s.Ensemble, s.Solver = []string{throughTip, throughEdge, bothVectors}, names
				return s
			}
			return experiments.Plan{lines(1, "homotopy", "simplex", "enumerate"), lines(0.5, "enumerate", "reweighted"), lines(2, "minnorm")}
		},
		Views:    []experiments.View{exampleTouches, examplePair},
		Findings: exampleFindings,
	}
}

func exampleFindings(data experiments.Data) ([]experiments.Finding, error) {
	one := func(line string, touches func(results.Record) bool) results.Rate {
		return pooled(data.Where(func(c experiments.Cell) bool { return c.P == 1 && c.Ensemble == line }),
			hits(func(_ experiments.Cell, r results.Record) bool { return touches(r) }))
	}
	return []experiments.Finding{
		experiments.Always("for (10, 5) the ball of p = 1 touches at [0.5, 0] and nowhere else, whoever solves it", "solvers that find it",
			one(throughTip, func(r results.Record) bool { return r.Unique && r.X[0] == 0.5 && r.X[1] == 0 })),
		experiments.Always("for (1, 1000) it touches along an edge, proved in rational arithmetic", "solvers whose point it holds for",
			one(throughEdge, func(r results.Record) bool { return r.Tied && r.Exact && r.Dim == 1 })),
	}, nil
}

func exampleTouches(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "touches",
		Title:   "Where the ball touches the article's lines",
		Caption: "Each line is one equation a_1 x_1 + a_2 x_2 = b. The objective is what the touch point minimises: |x|_p, the radius at which the ball touches, for p >= 1, and sum |x_j|^p for p < 1.",
		Columns: []results.Column{text("line"), number("p"), text("solver"), text("touch point"), number("objective"), text("touch"), number("d_T")},
	}
	lines := map[string]string{throughTip: "10 x_1 + x_2 = 5", throughEdge: "x_1 + x_2 = 1000", bothVectors: "x_1 + 9999 x_2 = 1000"}
	for _, g := range data {
		for _, r := range g.Records {
			t.Append(results.Text(lines[g.Cell.Ensemble]), exponent(g.Cell.P), results.Text(g.Cell.Solver),
				point(r.X), results.Float{Value: float64(r.Objective), Digits: 6}, results.Text(manner(r)), contactDim(r.Dim))
		}
	}
	losses(&t, data)
	t.Note("for p < 1 the line x_1 + x_2 = 1000 has two global minima, both tips: the edge is gone, a two-fold tie is left")
	return t, nil
}

// manner says in words how a ball touches.
func manner(r results.Record) string {
	switch {
	case r.Outcome != results.Solved:
		return fmt.Sprintf("%v: %s", r.Outcome, r.Reason)
	case r.Unique && r.Support == 1:
		return "one point, a tip"
	case r.Unique:
		return fmt.Sprintf("one point, %d non-zeros", r.Support)
	case r.Tied && r.Dim == 1:
		return "along an edge"
	case r.Kind == results.KindOptimal:
		return "a minimum, not the only one"
	}
	return "a local minimum"
}

func point(x []results.Number) results.Value {
	if len(x) == 0 {
		return results.Missing{}
	}
	text := "("
	for j, v := range x {
		if j > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%.6g", float64(v))
	}
	return results.Text(text + ")")
}

func contactDim(d int) results.Value {
	if d < 0 {
		return results.Missing{}
	}
	return results.Int(d)
}

// examplePair shows that a small L1 norm alone says nothing about sparsity: it is the smallest among the solutions of one system that does.
func examplePair(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "pair",
		Title:   "The two vectors that confused the author, and the touch point of a line through both",
		Caption: "[0.1, 0.1] has the smaller norm and is not sparse; [1000, 0] is sparse and has a large norm. Both solve x_1 + 9999 x_2 = 1000. The smallest L1 norm among its solutions belongs to neither, and is sparse.",
		Columns: []results.Column{text("x"), number("L1 norm"), number("non-zeros"), text("solves the equation")},
	}
	row := func(x []float64) {
		solves := "no"
		if d := x[0] + 9999*x[1] - 1000; d < 1e-9 && d > -1e-9 {
			solves = "yes"
		}
		t.Append(results.Text(fmt.Sprintf("(%.6g, %.6g)", x[0], x[1])), results.Float{Value: solvers.Norm(x, 1), Digits: 6},
			results.Int(int(solvers.Norm(x, 0))), results.Text(solves))
	}
	row([]float64{0.1, 0.1})
	row([]float64{1000, 0})
	touch := data.Where(func(c experiments.Cell) bool { return c.Ensemble == bothVectors && c.Solver == "homotopy" })
	for _, g := range touch {
		for _, r := range g.Records {
			if r.Outcome == results.Solved {
				row([]float64{float64(r.X[0]), float64(r.X[1])})
			}
		}
	}
	reasons(&t, touch, results.Failed)
	return t, nil
}
