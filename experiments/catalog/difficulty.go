package catalog

import (
	"context"
	"fmt"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/enumerate"
)

// difficulty asks what makes p < 1 hard: how many local minima there are, how often the practical methods end in the global one, and at what cost.
func difficulty() experiments.Claim {
	return experiments.Claim{
		Name:      "difficulty",
		Sentence:  "then why not letting p < 1? that's because when p < 1, there are calculation difficulties",
		Question:  "How many local minima has |x|_p for p < 1, how often do reweighted L1, IRLS and half thresholding end in the global one, and what does it cost?",
		Reference: "C(n,m) local minima where b is generic, C(n,m) - C(n-k,m-k) + 1 where k non-zeros are planted; the global minimum by enumeration",
		Plan:      difficultyPlan,
		Views:     []experiments.View{difficultyMinima, difficultyMethods, difficultyRestarts, difficultyCauses, difficultyCosts},
		Pictures:  []experiments.Picture{difficultyPicture},
		Findings:  difficultyFindings,
	}
}

// difficultyMethod is a way to look for the minimum, its count of work, and what one of these costs at n unknowns and m equations.
type difficultyMethod struct {
	label, solver string
	unit          string
	operations    func(n, m float64) float64 // additions and multiplications of one unit, the leading terms
}

// difficultyBasis is what a basis costs that shares all columns but one with the basis before: a back substitution.
func difficultyBasis(_, m float64) float64 { return m * m }

// difficultyProgram is an L1 problem by homotopy: some 2m breakpoints, at each of which A' meets two vectors.
func difficultyProgram(n, m float64) float64 { return 2 * m * 4 * m * n }

// difficultySquares is a weighted least-squares problem: A W A', and its Cholesky factor.
func difficultySquares(n, m float64) float64 { return m*m*n + m*m*m/3 }

// difficultyStep is a step of thresholding: a product with A and one with A'.
func difficultyStep(n, m float64) float64 { return 4 * m * n }

var difficultyLocal = []difficultyMethod{
	{"reweighted L1", "reweighted", "L1 problems", difficultyProgram},
	{"reweighted L1, four rounds", "reweighted:rounds=4:epsilon=0.1:epsilon_min=0.1", "L1 problems", difficultyProgram},
	{"IRLS from least norm", "irls", "least-squares problems", difficultySquares},
	{"IRLS from L1", "irls:start=l1", "least-squares problems", difficultySquares},
	{"IRLS from random", "irls:start=random", "least-squares problems", difficultySquares},
	{"half thresholding from zero", "thresholding", "steps", difficultyStep},
	{"half thresholding from L1", "thresholding:start=l1", "steps", difficultyStep},
	{"half thresholding from random", "thresholding:start=random", "steps", difficultyStep},
}

var difficultyExhaustive = difficultyMethod{"enumeration", "enumerate", "bases", difficultyBasis}

func difficultySolvers(list []difficultyMethod) (names []string) {
	for _, m := range list {
		names = append(names, m.solver)
	}
	return names
}

const (
	difficultyHalf   = 0.5 // the p of the claim, which all methods take
	difficultyStarts = 16  // random starts a system
)

// difficultyShapes are the n = 2m small enough to be enumerated by the referee; k is 0, and half of the equations, rounded down.
var difficultyShapes = []int{6, 8, 10, 12, 14}

func difficultyPlan(e experiments.Effort) (plan experiments.Plan) {
	half := []experiments.Real{difficultyHalf}
	trials := experiments.Pick(e, 3, 300, 5000)
	for _, n := range append([]int{4}, difficultyShapes...) {
		minima := gaussian(n, n/2, []int{0, n / 4}, half, "enumerate", experiments.Pick(e, 2, 30, 200))
		minima.Measure = "minima"
		plan = append(plan, minima)
	}
	for _, n := range difficultyShapes {
		if n > 10 {
			trials = experiments.Pick(e, 1, 200, 2000)
		}
		plan = append(plan, difficultyAll(n, n/2, []int{0, n / 4}, trials, append(difficultySolvers(difficultyLocal), difficultyExhaustive.solver)))
	}
	single := difficultyAll(10, 1, []int{0}, experiments.Pick(e, 3, 500, 5000), difficultySolvers(difficultyLocal))
	plan = append(plan, single)
	var starts []string
	for seed := range difficultyStarts {
		starts = append(starts, difficultySeed("irls", seed), difficultySeed("thresholding", seed))
	}
	plan = append(plan, difficultyAll(12, 6, []int{0, 3}, experiments.Pick(e, 1, 100, 2000), starts))
	for _, n := range difficultyLarge(e) {
		plan = append(plan, difficultyAll(n, n/2, []int{n / 4}, experiments.Pick(e, 2, 8000/n, 80000/n), difficultySolvers(difficultyLocal)))
	}
	for _, n := range append([]int{8, 12}, difficultyLarge(e)...) {
		plan = append(plan, gaussian(n, n/2, []int{n / 4}, []experiments.Real{1}, "homotopy", experiments.Pick(e, 3, 400, 5000)))
	}
	return plan
}

// difficultyLarge are the systems n = 2m too large to be enumerated.
func difficultyLarge(e experiments.Effort) []int {
	return experiments.Pick(e, []int{20}, []int{20, 40, 80}, []int{20, 40, 80, 160})
}

func difficultyAll(n, m int, ks []int, trials int, names []string) experiments.Sweep {
	s := gaussian(n, m, ks, []experiments.Real{difficultyHalf}, "", trials)
	s.Solver = names
	return s
}

// difficultySeed is a method from its own random start; seeds begin at 1, for 0 is the seed of those who name none.
func difficultySeed(solver string, start int) string {
	return fmt.Sprintf("%s:start=random:seed=%d", solver, start+1)
}

// measureMinima counts the local minima of |x|_p of one system.
func measureMinima() experiments.Measure {
	return experiments.Measure{
		Name:  "minima",
		About: "the number of local minima of |x|_p by enumeration of all bases, and how far the second best is above the best",
		Facts: []experiments.Fact{
			fact("minima", "count", "strict local minima of |x|_p on A x = b"),
			fact("second", "ratio", "second smallest value of sum |x_j|^p at a local minimum over the smallest, less 1; missing where there is one minimum"),
		},
		Accepts: func(_ experiments.Lab, c experiments.Cell) error {
			if !(c.P > 0 && c.P < 1) || c.Lambda != 0 || c.Solver != difficultyExhaustive.solver {
				return solvers.Declinef("minima counts the local minima of |x|_p, 0 < p < 1, on A x = b, by the solver %s", difficultyExhaustive.solver)
			}
			return nil
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			least, err := new(enumerate.Solver).Global(ctx, solvers.Problem{A: s.A, B: s.B, P: t.Cell.P})
			return []float64{float64(least.Minima), least.Second/least.Value - 1}, err
		},
	}
}
