package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// penalty is the fraction of lambda_max at which the Lasso stands in for basis pursuit. It biases every entry, so that recovery is judged at
// a coarser relative error.
const (
	penalty = 1e-5
	biased  = experiments.Near
)

// phase measures success over the plane of m/n and k/m for three methods on the same systems.
func phase() experiments.Claim {
	return experiments.Claim{
		Name:      "phase",
		Sentence:  "by finding the solution with the smallest L1 norm we find a sparse solution",
		Question:  "For which m/n and k/m do basis pursuit, the Lasso and reweighted L1/2 recover a planted k-sparse point?",
		Reference: "the exact conic law of basis pursuit at finite n",
		Plan:      phasePlan,
		Views: []experiments.View{
			phaseMap(layers()[0]), phaseExact, phaseMap(layers()[1]), phaseMap(layers()[2]),
			phaseCrossing, phaseReasons, phaseTolerance, phaseCells,
		},
		Pictures: []experiments.Picture{phaseDiagram, phaseMisses},
		Findings: phaseFindings,
	}
}

func phasePlan(e experiments.Effort) experiments.Plan {
	return phasePlane(experiments.Pick(e, 20, 100, 200), experiments.Pick(e, 3, 10, 20), experiments.Pick(e, 2, 40, 200))
}

// phasePlane divides the plane into steps by steps cells.
func phasePlane(n, steps, trials int) (plan experiments.Plan) {
	for i := range steps {
		m := share(n, i, steps)
		var ks []int
		for j := range steps {
			if k := share(m, j, steps); !slices.Contains(ks, k) {
				ks = append(ks, k)
			}
		}
		lasso := gaussian(n, m, ks, []experiments.Real{1}, "lasso", trials)
		lasso.Lambda = []experiments.Real{penalty}
		plan = append(plan, gaussian(n, m, ks, []experiments.Real{1}, "homotopy", trials), lasso,
			gaussian(n, m, ks, []experiments.Real{0.5}, "reweighted", trials))
	}
	return plan
}

// share is the whole number nearest to the middle of the i-th of equal parts of total, at least 1.
func share(total, i, parts int) int {
	return max(1, int(math.Round(float64(total)*(float64(i)+0.5)/float64(parts))))
}

// layer is one method on the plane.
type layer struct {
	name, title string
	of          func(experiments.Cell) bool
	hit         func(experiments.Cell, results.Record) results.Mark
}

func layers() []layer {
	return []layer{
		{"pursuit", "basis pursuit", func(c experiments.Cell) bool { return c.P == 1 && c.Lambda == 0 }, experiments.Success},
		{"lasso", "the Lasso", func(c experiments.Cell) bool { return c.Lambda > 0 }, within(biased)},
		{"half", "reweighted L1/2", func(c experiments.Cell) bool { return c.P < 1 }, experiments.Success},
	}
}

// within marks the decided trials by their relative error to the truth.
func within(bound float64) func(experiments.Cell, results.Record) results.Mark {
	return func(c experiments.Cell, r results.Record) results.Mark {
		switch {
		case r.Outcome != results.Solved:
			return results.Outside
		case !experiments.Decided(c, r):
			return results.Undecided
		case float64(r.Error) <= bound:
			return results.Hit
		}
		return results.Miss
	}
}
