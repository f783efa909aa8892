package catalog

import (
	"touchpoint/experiments"
)

// spikier asks whether the ball of p < 1, with the sharper spikes, finds more planted points than that of p = 1, when nothing is in the way of its
// global minimum: every one is found by enumeration.
func spikier() experiments.Claim {
	return experiments.Claim{
		Name:      "spikier",
		Sentence:  "the Lp norm when 0 <= p < 1 gives the best result",
		Question:  "Does the global minimum of |x|_p, 0 <= p < 1, find planted points more often than that of |x|_1, for every law of the amplitudes and every number of non-zeros?",
		Reference: "p = 1: the exact conic law; p = 0: every planted point with k < m; p between: an independent enumeration of 3,000 to 60,000 systems a cell",
		Plan:      spikierPlan,
		Views:     []experiments.View{spikierChances, spikierPaired, spikierCompared, spikierGeneric},
		Pictures:  []experiments.Picture{spikierPicture},
		Findings:  spikierFindings,
	}
}

var (
	spikierExponents = []experiments.Real{0.1, 0.25, 0.5, 0.75, 0.9}
	spikierLaws      = []string{"gaussian", "uniform", "rademacher", "twolevel"}
	spikierShapes    = [][2]int{{6, 3}, {8, 4}, {10, 5}, {12, 6}}
)

func spikierPlan(e experiments.Effort) (plan experiments.Plan) {
	trials := experiments.Pick(e, []int{8, 4, 3, 1}, []int{300, 300, 200, 60}, []int{10000, 10000, 8000, 2000})
	for i, shape := range spikierShapes {
		laws := spikierLaws
		if shape[0] > 10 {
			laws = []string{"gaussian", "rademacher"}
		}
		plan = append(plan, spikierAll(shape[0], shape[1], laws, trials[i])...)
	}
	few, many := experiments.Pick(e, 10, 5000, 50000), experiments.Pick(e, 10, 40000, 200000)
	plan = append(plan, spikierDuel(12, 6, "rademacher", few, 0.5, 0.7, 0.95), spikierDuel(12, 6, "rademacher", many, 0.8, 0.9),
		spikierDuel(12, 6, "gaussian", few, 0.8, 0.9, 0.95))
	if e == experiments.Full {
		plan = append(plan, spikierDuel(14, 7, "rademacher", few, 0.7, 0.8, 0.9, 0.95))
	}
	for _, shape := range [][2]int{{5, 1}, {10, 1}, {3, 2}, {4, 2}, {4, 3}} {
		s := gaussian(shape[0], shape[1], []int{0}, append([]experiments.Real{spikierTiny}, spikierExponents[1:]...), "enumerate", experiments.Pick(e, 10, 600, 20000))
		s.Measure = "concurs"
		plan = append(plan, s)
	}
	return plan
}

// spikierTiny stands for p -> 0 where b is generic: at p = 0 itself all basic solutions are equal.
const spikierTiny = 1e-3

// spikierAll is every exponent on the same systems, for each k < m and each law of the amplitudes.
func spikierAll(n, m int, laws []string, trials int) experiments.Plan {
	var ks []int
	for k := 1; k < m; k++ {
		ks = append(ks, k)
	}
	below := gaussian(n, m, ks, append([]experiments.Real{0}, spikierExponents...), "enumerate", trials)
	one := gaussian(n, m, ks, []experiments.Real{1}, "homotopy", trials)
	below.Amplitudes, one.Amplitudes = laws, laws
	return experiments.Plan{below, one}
}

// spikierDuel is p < 1 against L1 with one non-zero fewer than equations.
func spikierDuel(n, m int, amplitudes string, trials int, p ...experiments.Real) experiments.Sweep {
	s := gaussian(n, m, []int{m - 1}, p, "enumerate", trials)
	s.Amplitudes, s.Measure = []string{amplitudes}, "duels"
	return s
}
