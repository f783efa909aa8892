package catalog

import (
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// universality asks whether what is known of Gaussian matrices holds for others.
func universality() experiments.Claim {
	return experiments.Claim{
		Name:      "universality",
		Sentence:  "this is even more true for high dimension, real-world problems",
		Question:  "Does the ball of p = 1 touch at a planted point as often for matrices that are not Gaussian as the exact Gaussian law says, and does what is left of the difference vanish like 1/sqrt(n)?",
		Reference: "the exact conic law of Gaussian matrices; the test of Donoho and Tanner (2009): no difference at n = infinity, a slope in 1/sqrt(n) allowed",
		Plan:      universalityPlan,
		Views:     []experiments.View{universalityShifts, universalityCells},
		Pictures:  []experiments.Picture{universalityPicture, universalityMeasured},
		Findings:  universalityFindings,
	}
}

// A law of matrices that is compared with the Gaussian one.
type universalLaw struct {
	ensemble string
	called   string // in a sentence
}

// universalityControl has the exact Gaussian law at every size: its null space is as random.
var universalityControl = universalLaw{"haar", "orthonormal rows"}

func universalityLaws() []universalLaw {
	return []universalLaw{
		{"unit", "columns of norm 1"},
		{"rademacher", "entries of +1 and -1"},
		{"dct", "rows of the cosine transform"},
		{"fourier", "rows of the Fourier transform"},
		{"ar1:0.5", "neighbouring columns correlated by 0.5"},
		{"integer:1", "entries of -1, 0 and 1"},
		{"magnitude:255", "eight-bit entries"},
	}
}

// universalShape is a size with the k across its transition, trials for each of them.
type universalShape struct {
	n, m   int
	ks     []int
	trials int
}

// universalityShapes has at quick so many trials of n = 100 that the interval of a shift is about a third of the bound on it.
func universalityShapes(e experiments.Effort) []universalShape {
	return []universalShape{
		{20, 10, []int{3, 4, 5, 6}, experiments.Pick(e, 10, 1500, 20000)},
		{40, 20, []int{6, 7, 8, 9, 10}, experiments.Pick(e, 4, 400, 10000)},
		{64, 32, []int{10, 11, 12, 13, 15}, experiments.Pick(e, 4, 400, 8000)},
		{100, 50, []int{16, 17, 19, 21, 23}, experiments.Pick(e, 0, 2800, 8000)},
		{200, 100, []int{35, 37, 39, 41, 43}, experiments.Pick(e, 0, 0, 4000)},
	}
}

// universalLeast is the least n that takes part in the trend: below, matrices of a few different entries have equal columns and no full rank too often,
// which dies away exponentially in m, not like 1/sqrt(n).
const universalLeast = 40

func universalityPlan(e experiments.Effort) (plan experiments.Plan) {
	for _, law := range append([]universalLaw{universalityControl}, universalityLaws()...) {
		for _, shape := range universalityShapes(e) {
			if shape.trials == 0 {
				continue
			}
			s := gaussian(shape.n, shape.m, shape.ks, []experiments.Real{1}, "homotopy", shape.trials)
			s.Ensemble = []string{law.ensemble}
			plan = append(plan, s)
		}
	}
	return plan
}

// universalTouch is success where the touch was proved unique or tied, though entries may be too small to be told from zeros: the rounding of
// transforms to the grid leaves such dust in points that miss.
func universalTouch(c experiments.Cell, r results.Record) results.Mark {
	switch {
	case r.Outcome != results.Solved:
		return results.Outside
	case !r.Unique && !r.Tied:
		return results.Undecided
	case r.Unique && r.Error <= experiments.Recovered:
		return results.Hit
	}
	return results.Miss
}

// universal is a cell with the exact law of a Gaussian matrix of its size.
type universal struct {
	cell  experiments.Cell
	rate  results.Rate
	exact float64
	lost  int // trials outside the rate
}

// from returns the cells of the law with n from least to most.
func (m universalLaw) from(data experiments.Data, least, most int) (list []universal, err error) {
	for _, g := range data {
		if g.Cell.Ensemble != m.ensemble || g.Cell.N < least || g.Cell.N > most {
			continue
		}
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, err
		}
		rate := g.Tally(universalTouch).Rate
		list = append(list, universal{g.Cell, rate, exact, len(g.Records) - rate.Trials()})
	}
	return list, nil
}

// universalSizes lists the n of the plan that the data belong to.
func universalSizes(data experiments.Data) (ns []int) {
	for _, g := range data {
		ns = append(ns, g.Cell.N)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}
