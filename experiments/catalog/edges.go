package catalog

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// edges asks how often the touch is along an edge or a larger face, for data made of integers or signs.
func edges() experiments.Claim {
	return experiments.Claim{
		Name:      "edges",
		Sentence:  "does L1 norm always touch the solution at a tip? not necessarily; but again, the probability of touching a tip is very high",
		Question:  "For integer and +-1 matrices, how often is the contact set a point, an edge, or a face of higher dimension d_T?",
		Reference: "closed forms for one equation of integers, for two by lattice geometry, for one to three of signs, and for one planted non-zero",
		Plan:      edgesPlan,
		Views:     []experiments.View{edgesFaces, edgesGeneric, edgesPlanted, edgesReturned},
		Pictures:  []experiments.Picture{edgesPicture},
		Findings:  edgesFindings,
	}
}

func edgesPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, 50, 5000, 100000)
	add := func(law string, m int, k int, ns ...int) {
		s := gaussian(0, m, []int{k}, []experiments.Real{1}, "homotopy", trials)
		s.N, s.Ensemble = ns, []string{law}
		plan = append(plan, s)
	}
	add("integer:1", 1, 0, 2, 3, 5, 10)
	add("integer:2", 1, 0, 2, 3, 5, 10)
	add("integer:3", 1, 0, 2, 10)
	add("integer:127", 1, 0, 10, 100)
	add(eightBit, 1, 0, 100, 784)
	add("integer:1", 2, 0, 3, 4, 5, 6)
	add("integer:2", 2, 0, 3, 4)
	add("integer:3", 2, 0, 3)
	add("rademacher", 1, 0, 2, 5)
	add("rademacher", 2, 0, 3, 6)
	add("rademacher", 3, 0, 3, 6)
	add("gaussian", 2, 0, 3, 10)
	add("rademacher", 2, 1, 3)
	add("rademacher", 3, 1, 4)
	add("rademacher", 5, 1, 10)
	add("rademacher", 10, 1, 20)
	others := gaussian(10, 1, []int{0}, []experiments.Real{1}, "", trials/5)
	others.Ensemble, others.Solver = []string{"integer:2"}, []string{"simplex", "enumerate"}
	two := gaussian(4, 2, []int{0}, []experiments.Real{1}, "", trials/5)
	two.Ensemble, two.Solver = []string{"integer:1"}, []string{"simplex", "enumerate"}
	smooth := two
	smooth.P, smooth.Solver = []experiments.Real{1.01}, []string{"pnorm"}
	return append(plan, others, two, smooth)
}

// eightBit is data whose entries are eight-bit numbers with a sign.
const eightBit = "magnitude:255"

// tieLaw returns the exact law of the contact dimension for a cell with generic b.
func tieLaw(c experiments.Cell) (theory.Ties, error) {
	switch {
	case c.Ensemble == "gaussian":
		return theory.Ties{Dim: []float64{1}}, nil
	case c.Ensemble == "rademacher":
		return theory.RademacherTies(c.N, c.M)
	}
	if levels, found := strings.CutPrefix(c.Ensemble, "magnitude:"); found && c.M == 1 {
		largest, err := strconv.Atoi(levels)
		if err != nil {
			return theory.Ties{}, err
		}
		return theory.MagnitudeTies(c.N, largest)
	}
	reach, err := strconv.Atoi(strings.TrimPrefix(c.Ensemble, "integer:"))
	switch {
	case err != nil:
		return theory.Ties{}, fmt.Errorf("catalog: edges: no law for ensemble %q", c.Ensemble)
	case c.M == 1:
		return theory.OneRowTies(c.N, reach), nil
	case c.M == 2:
		return theory.PlanarTies(c.N, reach), nil
	}
	return theory.Ties{}, fmt.Errorf("catalog: edges: no law for m = %d equations of integers", c.M)
}

func edgesFaces(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "faces",
		Title:   "Generic b, p = 1: how often the ball touches along an edge or a larger face",
		Caption: "Share of all systems, those without a solution included. Largest d_T is the largest dimension of a contact set that was seen; table contact tells the dimensions apart.",
		Columns: append([]results.Column{text("matrix")}, numbers("m", "n", "along a face", "exact", "agreement", "largest d_T")...),
	}
	generic := data.Where(func(c experiments.Cell) bool { return c.K == 0 && c.Solver == "homotopy" })
	var tests agreements
	for _, g := range generic {
		law, err := tieLaw(g.Cell)
		if err != nil {
			return t, err
		}
		exact := 0.0
		for _, p := range law.Dim[1:] {
			exact += p
		}
		tally := g.Tally(func(c experiments.Cell, r results.Record) results.Mark {
			return settled(c, r, func(r results.Record) bool { return r.Outcome == results.Solved && r.Dim >= 1 })
		})
		largest := -1
		for d := range tally.Dim {
			largest = max(largest, d)
		}
		t.Append(results.Text(g.Cell.Ensemble), results.Int(g.Cell.M), results.Int(g.Cell.N), experiments.Estimate(tally.Rate),
			probability(min(1, exact)), tests.of(tally.Rate, min(1, exact)), contactDim(largest))
	}
	tests.note(&t)
	losses(&t, generic)
	return t, residue(&t, generic, "ensemble", "m", "n")
}

// rare is the probability below which a dimension that was never seen has no row.
const rare = 1e-6

func edgesGeneric(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "contact",
		Title:   "Generic b, p = 1: dimension of the contact set",
		Caption: fmt.Sprintf("d_T = 0 is a single touch point, 1 an edge, more a larger face; every tie is proved in rational arithmetic. A row for each dimension with a count or a probability of at least %g; agreement is the two-sided binomial p-value.", rare),
		Columns: append([]results.Column{text("matrix")}, append(numbers("m", "n"), text("d_T"), number("measured"), number("exact"), number("agreement"))...),
	}
	generic := data.Where(func(c experiments.Cell) bool { return c.K == 0 && c.Solver == "homotopy" })
	var tests agreements
	for _, g := range generic {
		law, err := tieLaw(g.Cell)
		if err != nil {
			return t, err
		}
		row := func(what string, exact float64, hit func(results.Record) bool) {
			tally := g.Tally(func(_ experiments.Cell, r results.Record) results.Mark { return settled(g.Cell, r, hit) })
			if exact < rare && tally.Rate.Hits == 0 {
				return
			}
			t.Append(results.Text(g.Cell.Ensemble), results.Int(g.Cell.M), results.Int(g.Cell.N), results.Text(what),
				experiments.Estimate(tally.Rate), probability(exact), tests.of(tally.Rate, exact))
		}
		row("no solution", law.Infeasible, func(r results.Record) bool { return r.Outcome == results.Infeasible })
		for d := range g.Cell.N {
			exact := 0.0
			if d < len(law.Dim) {
				exact = law.Dim[d]
			}
			row(strconv.Itoa(d), exact, func(r results.Record) bool { return r.Outcome == results.Solved && r.Dim == d })
		}
	}
	tests.note(&t)
	losses(&t, generic)
	return t, residue(&t, generic, "ensemble", "m", "n")
}

// settled marks a trial by a property of its touch; a system without solution is settled, too.
func settled(c experiments.Cell, r results.Record, hit func(results.Record) bool) results.Mark {
	switch {
	case r.Outcome == results.Failed || r.Outcome == results.Declined:
		return results.Outside
	case r.Outcome == results.Solved && !experiments.Decided(c, r):
		return results.Undecided
	case hit(r):
		return results.Hit
	}
	return results.Miss
}

func edgesPlanted(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "planted",
		Title:   "One planted non-zero, matrix of signs: how often the touch is the planted tip and nothing else",
		Caption: "A solver often returns the planted tip although the ball touches along a whole face; only a proof of uniqueness tells. Exact: (1 - 2^(1-m))^(n-1).",
		Columns: numbers("m", "n", "unique", "exact", "agreement", "solver returned the tip"),
	}
	planted := data.Where(func(c experiments.Cell) bool { return c.K > 0 })
	var tests agreements
	for _, g := range planted {
		exact := math.NaN()
		if g.Cell.K == 1 {
			exact = theory.PlantedRademacher(g.Cell.N, g.Cell.M)
		}
		unique, returned := g.Tally(experiments.Success).Rate, g.Tally(within(experiments.Recovered)).Rate
		t.Append(results.Int(g.Cell.M), results.Int(g.Cell.N), experiments.Estimate(unique), probability(exact),
			tests.of(unique, exact), experiments.Estimate(returned))
	}
	tests.note(&t)
	losses(&t, planted)
	return t, residue(&t, planted, "m", "n")
}
